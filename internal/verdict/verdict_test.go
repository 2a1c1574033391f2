package verdict

import (
	"fmt"
	"strings"
	"testing"

	"jobsignal/internal/brief"
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

// exams is a vocabulary of three: one in beta, one active, one retired that points on.
func exams() *taxonomy.Vocabulary {
	n := func(i int) *int { return &i }
	return &taxonomy.Vocabulary{Certifications: []taxonomy.Certification{
		{Code: "AI-103", Vendor: "azure", Name: "Azure AI Developer Associate", Status: taxonomy.Active, PriceUSD: n(165), Minutes: n(120), ValidYears: n(1), RenewalUSD: n(0), AsOf: "2026-11-22"},
		{Code: "MLA-C02", Vendor: "aws", Name: "AWS Certified Machine Learning Engineer - Associate", Status: taxonomy.Beta, PriceBetaUSD: n(75), AsOf: "2026-11-22"},
		{Code: "MLS-C01", Vendor: "aws", Name: "AWS Certified Machine Learning - Specialty", Status: taxonomy.Retired, Terms: []string{"cert.mls-c01"}, PriceUSD: n(300), Minutes: n(180), AsOf: "2026-11-22"},
	}}
}

// told is a brief of 42 postings with the given recommendation.
func told(x demand.Recommendation) *brief.Brief {
	return brief.New(brief.Input{Vocabulary: exams(), Result: &demand.Result{Postings: 42, Effective: 40, Counted: 40, LeftOut: 2, Named: demand.Proportion{K: 3, Of: 42, Share: 3. / 42}, Recommendation: x, Fits: []demand.Fit{
		{Code: "MLA-C02", Vendor: "aws", Status: taxonomy.Beta, Bookable: true, Fit: 0.58, Low: 0.52, High: 0.64, Counted: 42, Recommended: 0.71},
		{Code: "AI-103", Vendor: "azure", Status: taxonomy.Active, Bookable: true, Fit: 0.41, Low: 0.3, High: 0.5, Counted: 42, Recommended: 0.28},
		{Code: "MLS-C01", Vendor: "aws", Status: taxonomy.Retired, Retires: "2026-03-31", Nearest: []string{"MLA-C02"}},
	}}})
}

// TestWords reads the verdict in each strength.
func TestWords(t *testing.T) {
	for name, c := range map[string]struct {
		x    demand.Recommendation
		want string
	}{
		"clear":   {demand.Recommendation{Verdict: demand.Clear, Certification: "MLA-C02", First: 0.93, RunnerUp: "AI-103"}, "For these 42 roles the AWS Machine Learning Engineer – Associate (MLA-C02, in beta) fits best: its exam covers 58 % of what they ask (52–64 %), and it comes first in 93 % of resamples. Next: Azure AI Developer Associate (AI-103) with 41 % (30–50 %). Only 3 of 42 name any certification."},
		"leaning": {demand.Recommendation{Verdict: demand.Leaning, Certification: "AI-103", First: 0.8}, "For these 42 roles the Azure AI Developer Associate (AI-103) fits best so far: its exam covers 41 % of what they ask (30–50 %), and it comes first in 80 % of resamples. Only 3 of 42 name any certification."},
		"close":   {demand.Recommendation{Verdict: demand.TooClose, Certification: "MLA-C02", First: 0.48, RunnerUp: "AI-103", RunnerUpFirst: 0.44}, "Too close to call: AWS Machine Learning Engineer – Associate (MLA-C02, in beta) and Azure AI Developer Associate (AI-103) lead in 71 % and 28 % of resamples. Only 3 of 42 name any certification."},
		"tally":   {demand.Recommendation{Verdict: demand.Tally}, "Too few independent voices to rank. The 42 postings come from 3 employers; postings of one employer resemble each other and count as about 3.2. A tally: none asks for a platform."},
		"scope":   {demand.Recommendation{Verdict: demand.Nothing}, "Nothing to compare: the 42 postings asked for nothing that any known exam covers."},
	} {
		b := told(c.x)
		b.Result.Employers, b.Result.Effective = 3, 3.2
		if got := strings.ReplaceAll(Words(b)[0].Plain(), prose.NB, " "); got != c.want {
			t.Errorf("%s: verdict = %q, want %q", name, got, c.want)
		}
	}
}

// TestLed reads the strip: its percents make 100, the sentence has the same ones in the same order, and none reaches a
// threshold by rounding.
func TestLed(t *testing.T) {
	for _, c := range []struct {
		first [2]float64
		want  string
		rest  int
	}{
		{[2]float64{0.505, 0.495}, "MLA-C02 51, AI-103 49", 0},
		{[2]float64{0.36, 0.4}, "AI-103 40, MLA-C02 36", 24},
		{[2]float64{0.897, 0.06}, "MLA-C02 89, AI-103 6", 5},
		{[2]float64{0.9, 0.1}, "MLA-C02 90, AI-103 10", 0},
		{[2]float64{0.998, 0.002}, "MLA-C02 100", 0},
	} {
		b := told(demand.Recommendation{Verdict: demand.TooClose, Certification: "MLA-C02", RunnerUp: "AI-103"})
		for i := range c.first {
			b.Result.Fits[i].Recommended = c.first[i]
		}
		led, rest := b.Led()
		var got []string
		for _, l := range led {
			got = append(got, fmt.Sprint(l.Code, " ", l.Percent))
		}
		if s := strings.Join(got, ", "); s != c.want || rest != c.rest {
			t.Errorf("led %v = %s and %d others, want %s and %d", c.first, s, rest, c.want, c.rest)
		}
	}
	b := told(demand.Recommendation{Verdict: demand.TooClose, Certification: "MLA-C02", RunnerUp: "AI-103"})
	b.Result.Fits[0].Recommended, b.Result.Fits[1].Recommended = 0.36, 0.4
	want := "Too close to call: Azure AI Developer Associate (AI-103) and AWS Machine Learning Engineer – Associate (MLA-C02, in beta) lead in 40 % and 36 % of resamples."
	if got := strings.ReplaceAll(Words(b)[0].Plain(), prose.NB, " "); !strings.HasPrefix(got, want) {
		t.Errorf("verdict = %q, want %q first", got, want)
	}
}

// TestNothing says why there is no verdict: a filter, an empty database, pages without a posting.
func TestNothing(t *testing.T) {
	for want, l := range map[string]demand.Ledger{
		"Nothing selected: none of the 3 postings in the database passes the filter. Widen it, or leave it out.":                                                             {Unique: 3, Pages: 3},
		"Nothing to say yet: no file has been read. Save a few pages that show a job's text and run collect on them.":                                                        {},
		"Nothing to say yet: 3 files were read and none is a job posting (form: 2 and login page: 1). Save the page that shows the job's text, or give collect its address.": {Pages: 3, NoPosting: map[string]int{"login page": 1, "form": 2}},
	} {
		b := brief.New(brief.Input{Vocabulary: exams(), Ledger: l, Result: &demand.Result{Recommendation: demand.Recommendation{Verdict: demand.Nothing}}})
		if got := Words(b)[0].Plain(); got != want {
			t.Errorf("verdict = %q, want %q", got, want)
		}
	}
}

// TestWhy reads what would change the answer, and the pointer away from a retired exam.
func TestWhy(t *testing.T) {
	b := told(demand.Recommendation{Verdict: demand.TooClose, Certification: "MLA-C02", First: 0.48, Reason: "it is close", ToSettle: 14,
		Flip: &demand.Flip{Employer: "Northwind", Title: "ML Engineer", Posting: 7, To: "AI-103"}})
	b.Result.CertTerms = []demand.TermDemand{{ID: "cert.mls-c01", Demand: demand.Proportion{K: 3, Of: 42}}}
	r := teller{b}
	if got, want := r.weakness().Plain(), "Without Northwind – ML Engineer, AI-103 would lead. About 14 more roles like these would settle it."; got != want {
		t.Errorf("weakness = %q, want %q", got, want)
	}
	b.Result.Recommendation.Flip.Alike = 4
	if got, want := r.weakness().Plain(), "Any one of 4 postings, left out, puts another exam first: without Northwind – ML Engineer, AI-103 would lead. About 14 more roles like these would settle it."; got != want {
		t.Errorf("weakness where four turn it = %q, want %q", got, want)
	}
	if got := r.stateOf(); len(got) != 1 || !strings.HasPrefix(got[0].Plain(), "MLA-C02: beta") {
		t.Errorf("state = %v, want that of MLA-C02", got)
	}
	b.Result.Recommendation.RunnerUp = "AI-103"
	if got := r.stateOf(); len(got) != 2 || !strings.HasPrefix(got[1].Plain(), "AI-103: 165") {
		t.Errorf("state where it is too close = %v, want both leaders", got)
	}
	shown := r.retiredShown()
	if len(shown) != 1 || shown[0].Code != "MLS-C01" {
		t.Errorf("retired exams shown = %v, want MLS-C01", shown)
	}
}

// TestCompare sets the exams side by side and crosses out what the articles say where it no longer holds.
func TestCompare(t *testing.T) {
	var s page.Section
	Compare(told(demand.Recommendation{Verdict: demand.Clear, Certification: "MLA-C02", First: 0.93}), &s)
	table, more := s.Parts[0].Table, s.Parts[0].Know.Tables[0]
	if got := len(table.Head); got != 4 || len(more.Head) != 4 {
		t.Fatalf("comparison has %d and %d columns, want 4", got, len(more.Head))
	}
	cells := map[string][]page.Cell{}
	for _, row := range append(table.Rows, more.Rows...) {
		cells[row[0].Text] = row[1:]
	}
	for name, want := range map[string]page.Line{
		"Length": {Text: "180\u00a0min", Was: "170\u00a0min"},
		"Price":  {Text: "300\u00a0USD"},
		"State":  {Text: "retired", Was: "can be booked"},
	} {
		got := cells[name][2].Lines[0]
		got.Text = strings.TrimSuffix(got.Text, " 31\u00a0March\u00a02026")
		if got != want {
			t.Errorf("%s of MLS-C01 = %+v, want %+v", name, got, want)
		}
	}
	if got := cells["Cost of holding it three years"][1].Text; got != "165\u00a0USD, 2 renewals free" {
		t.Errorf("cost of AI-103 = %q", got)
	}
	for name, row := range cells {
		for i, c := range row {
			if c.Text == "" && len(c.Lines) == 0 && c.Link.URL == "" {
				t.Errorf("%s, column %d is empty", name, i)
			}
		}
	}
}
