package wanted

import (
	"testing"

	"jobsignal/internal/brief"
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/taxonomy"
)

// term is a demanded term with its count out of ten.
func term(name string, k int) demand.TermDemand {
	return demand.TermDemand{ID: name, Name: name, Platform: "aws", Demand: demand.Proportion{K: k, Of: 10, Share: float64(k) / 10, Low: 0.1, High: 0.9}, ByKind: demand.ByKind{Required: k}}
}

func teach(r demand.Result) teller {
	return teller{brief.New(brief.Input{Vocabulary: &taxonomy.Vocabulary{}, Result: &r})}
}

// TestTitles states who leads, tells ties as ties, and ranks nothing below the floor.
func TestTitles(t *testing.T) {
	many, few := teach(demand.Result{Postings: 10, Effective: 10}), teach(demand.Result{Postings: 3, Effective: 3})
	for _, c := range []struct {
		r     teller
		terms []demand.TermDemand
		want  string
	}{
		{many, []demand.TermDemand{term("S3", 5), term("Lambda", 3)}, "S3 is asked for most, by 5 of 10"},
		{many, []demand.TermDemand{term("S3", 5), term("Lambda", 5), term("Glue", 1)}, "S3 and Lambda are asked for most, each by 5 of 10"},
		{many, []demand.TermDemand{term("a", 2), term("b", 2), term("c", 2), term("d", 2)}, "4 are asked for most, each by 2 of 10"},
		{many, []demand.TermDemand{term("a", 1), term("b", 1)}, "2 are asked for, each by one posting"},
		{few, []demand.TermDemand{term("S3", 3), term("Lambda", 1)}, "A tally"},
	} {
		if got := c.r.termTitle(c.terms); got != c.want {
			t.Errorf("title of %d terms = %q, want %q", len(c.terms), got, c.want)
		}
	}
}

// TestBar cuts a share by kind, in the order of job.Kinds: 6 of 10, of which 3 required, 1 preferred and 2 duty.
func TestBar(t *testing.T) {
	b := teach(demand.Result{}).bar(demand.Proportion{K: 6, Of: 10, Share: 0.6, Low: 0.3, High: 0.8}, demand.ByKind{Required: 3, Duty: 2, Preferred: 1}, "aws")
	for i, want := range []float64{30, 10, 20} {
		if d := b.Values[i] - want; d > 1e-9 || d < -1e-9 {
			t.Errorf("part %d = %v, want %v", i, b.Values[i], want)
		}
	}
	if want := "6 of 10 · 30–80\u00a0%"; b.End != want {
		t.Errorf("end of the bar = %q, want %q", b.End, want)
	}
}

// TestMore says that a cut is never silent.
func TestMore(t *testing.T) {
	var terms []demand.TermDemand
	for i := range 20 {
		terms = append(terms, term(string(rune('a'+i)), 20-i))
	}
	p := teach(demand.Result{Postings: 10, Effective: 10}).termPart("Skills", "skills-figure", "other", terms, widest(terms))
	if got, want := p.Figures[0].Note, "and 5 more in the table"; got != want {
		t.Errorf("note = %q, want %q", got, want)
	}
	if got := len(p.Know.Tables[0].Rows); got != 20 {
		t.Errorf("table has %d rows, want 20", got)
	}
}

// TestEmpty answers every question for no posting at all without a figure.
func TestEmpty(t *testing.T) {
	b := teach(demand.Result{Recommendation: demand.Recommendation{Verdict: demand.Nothing}}).Brief
	for name, answer := range map[string]func(*brief.Brief, *page.Section){"platforms": Platforms, "skills": Skills, "learn": Learn, "build": Build} {
		var s page.Section
		answer(b, &s)
		if len(s.Lead) == 0 || s.Lead[0].Plain() == "" {
			t.Errorf("%s says nothing", name)
		}
		for _, p := range s.Parts {
			if len(p.Figures) > 0 {
				t.Errorf("%s draws %s", name, p.Figures[0].ID)
			}
		}
	}
}
