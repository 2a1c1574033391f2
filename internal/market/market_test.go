package market

import (
	"math"
	"testing"

	"jobsignal/internal/brief"
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/taxonomy"
)

func teach(r demand.Result) teller {
	return teller{brief.New(brief.Input{Vocabulary: &taxonomy.Vocabulary{}, Result: &r})}
}

// TestConcentration names employers only where few of many make up half of the demand.
func TestConcentration(t *testing.T) {
	r := demand.Result{Postings: 20, Effective: 15, Employers: 9, EmployerRows: []demand.EmployerDemand{{Name: "Contoso", Postings: 7}},
		Concentration: []demand.Concentration{{Platform: "azure", Employers: []string{"Contoso", ""}, K: 11, Of: 18, Share: 0.61, All: 9}}}
	got := teach(r).whoLead()
	if len(got) != 2 || got[1].Plain() != "Contoso and an unnamed employer make up 61\u00a0% of the demand for Azure (11 of 18)." {
		t.Errorf("lead = %v", got)
	}
	r.Concentration[0].All = 4 // two of four: half of the employers have half of the demand
	if got := teach(r).whoLead(); len(got) != 1 {
		t.Errorf("lead = %v, want one sentence", got)
	}
}

// TestFirstPlace names an employer only where one alone has most postings.
func TestFirstPlace(t *testing.T) {
	rows := func(ks ...int) demand.Result {
		r := demand.Result{Postings: 9, Effective: 9, Employers: len(ks)}
		for i, k := range ks {
			r.EmployerRows = append(r.EmployerRows, demand.EmployerDemand{Name: string(rune('A' + i)), Postings: k})
		}
		return r
	}
	for want, r := range map[string]demand.Result{
		"A has most postings, 4 of 9; they come from 2 named employers.":                 rows(4, 2),
		"2 employers have most postings, 3 of 9 each; they come from 3 named employers.": rows(3, 3, 1),
		"2 named employers, none with more than one posting.":                            rows(1, 1),
	} {
		if got := teach(r).whoLead()[0].Plain(); got != want {
			t.Errorf("lead = %q, want %q", got, want)
		}
	}
}

// TestTogether tells the strongest link only where its interval lies above what all postings ask.
func TestTogether(t *testing.T) {
	x := demand.Together{Platforms: []string{"aws"}, Of: 100, Cells: []demand.Pair{
		{Platform: "aws", Term: "rare", Name: "Rare", Both: 5, OfPlatform: 50, OfTerm: 6, Lift: 1.67, Shown: true},
		{Platform: "aws", Term: "spark", Name: "Spark", Both: 30, OfPlatform: 50, OfTerm: 40, Lift: 1.5, Shown: true},
	}}
	r := teach(demand.Result{Postings: 100, Effective: 100, Together: x})
	var s page.Section
	Together(r.Brief, &s)
	if got, want := s.Lead[0].Plain(), "Of the 50 that ask for AWS, 30 ask for Spark too (60\u00a0%, 46–72\u00a0%); of all postings it is 40 of 100, a lift of 1.5."; got != want {
		t.Errorf("lead = %q, want %q", got, want)
	}
	r.Result.Together.Cells = x.Cells[:1]
	s = page.Section{}
	Together(r.Brief, &s)
	if got := s.Lead[0].Plain(); got != "No skill or tool stands out beside a platform: the pairs below are about as frequent as chance alone would have them." {
		t.Errorf("lead = %q, want that nothing stands out", got)
	}
}

// TestPay draws one figure for each currency and period, and hides bands of fewer than five.
func TestPay(t *testing.T) {
	box := demand.Box{Min: 50000, Q1: 60000, Median: 70000, Q3: 80000, Max: 90000, Low: 50000, High: 90000}
	p := teach(demand.Result{Salaries: []demand.SalaryBand{{Currency: "EUR", Period: "year", N: 8, Mid: box}, {Currency: "EUR", Period: "year", Platform: "aws", N: 3, Hidden: true}, {Currency: "USD", Period: "hour", N: 2, Hidden: true}}}).salaryPart()
	if len(p.Figures) != 1 || p.Figures[0].ID != "pay-eur-year" || p.Figures[0].Rows != 1 {
		t.Fatalf("figures = %+v, want one of one row", p.Figures)
	}
	rows := p.Know.Tables[0].Rows
	if len(rows) != 3 || rows[0][4].Text != "70,000" || rows[1][2].Text != "fewer than five: hidden" {
		t.Errorf("table = %+v", rows)
	}
}

// TestLift leaves out pairs in fewer than five postings, and terms without any other.
func TestLift(t *testing.T) {
	x := demand.Together{Platforms: []string{"aws", "gcp"}, Of: 40, Cells: []demand.Pair{
		{Platform: "aws", Term: "spark", Name: "Spark", Both: 8, Lift: 1.64, Shown: true},
		{Platform: "gcp", Term: "spark", Name: "Spark", Both: 2},
		{Platform: "aws", Term: "dbt", Name: "dbt", Both: 4},
	}}
	rows, cells := liftCells(x, []string{"AWS", "Google Cloud"})
	if len(rows) != 1 || len(cells) != 1 || cells[0].Value != 1.6 || cells[0].Step != 3 {
		t.Errorf("rows %v, cells %+v: want Spark with 1.6 at step 3", rows, cells)
	}
}

// TestWeeks says when there is nothing to compare, and keeps a gap a gap.
func TestWeeks(t *testing.T) {
	for want, ws := range map[string][]demand.Week{
		"No posting carries a date, so there is no change to show.":                                               nil,
		"All postings were first met in one week (week\u00a047 of\u00a02026), so there is no change to show yet.": {{Week: "2026-W47", Postings: 3}},
	} {
		var s page.Section
		Weeks(teach(demand.Result{Weeks: ws}).Brief, &s)
		if got := s.Lead[0].Plain(); got != want || len(s.Parts) != 0 {
			t.Errorf("weeks = %q and %d parts, want %q and none", got, len(s.Parts), want)
		}
	}
}

// TestMoved tells a change only where it is more than chance, and nothing of halves that are too small.
func TestMoved(t *testing.T) {
	low, high := difference(demand.Proportion{Share: 0.25, Low: 0.1419, High: 0.4019}, demand.Proportion{Share: 0.6, Low: 0.446, High: 0.737})
	if math.Abs(low-0.134) > 0.002 || math.Abs(high-0.524) > 0.002 {
		t.Errorf("difference = %.3f to %.3f, want 0.134 to 0.524", low, high)
	}
	week := func(k, of int) demand.Week {
		return demand.Week{Week: "2026-W40", Postings: of, Platforms: map[string]demand.Proportion{"aws": {K: k, Of: of, Effective: float64(of)}}}
	}
	r := teach(demand.Result{Platforms: []demand.PlatformDemand{{ID: "aws", Share: demand.Proportion{K: 30}}}, Postings: 80})
	for want, ws := range map[string][]demand.Week{
		"AWS rose: from 10 of 40 (25\u00a0%, 14–40\u00a0%) in the earlier half of these weeks to 24 of 40 (60\u00a0%, 45–74\u00a0%) in the later one, more than chance would give.": {week(5, 20), week(5, 20), week(12, 20), week(12, 20)},
		"AWS fell: from 24 of 40 (60\u00a0%, 45–74\u00a0%) in the earlier half of these weeks to 10 of 40 (25\u00a0%, 14–40\u00a0%) in the later one, more than chance would give.": {week(24, 40), {Week: "2026-W41"}, week(10, 40)},
		"No platform's share moved by more than chance between the earlier half of these weeks and the later one.":                                                                  {week(20, 40), week(22, 40)},
		"Too few postings a week to tell whether shares moved: read the bands.":                                                                                                     {week(1, 4), week(4, 4)},
	} {
		if got := r.moved(ws); len(got) != 1 || got[0].Plain() != want {
			t.Errorf("moved = %v, want %q", got, want)
		}
	}
}

// TestChanges marks the weeks in which the vocabulary changed, and no week that is not drawn.
func TestChanges(t *testing.T) {
	r := teach(demand.Result{})
	r.Ledger.Changed = []string{"2026-11-18T06:00:00Z", "2026-11-19T06:00:00Z", "2025-01-01T00:00:00Z", "soon"}
	if got := r.changes([]demand.Week{{Week: "2026-W46"}, {Week: "2026-W47"}}); len(got) != 1 || got[0] != "W47" {
		t.Errorf("changes = %v, want W47 once", got)
	}
}

// TestUnit says currency and period in words.
func TestUnit(t *testing.T) {
	for want, u := range map[string]unit{"EUR a year": {"EUR", "year"}, "USD an hour": {"USD", "hour"}, "currency not stated, a year": {"", "year"}, "GBP, period not stated": {"GBP", ""}} {
		if got := u.String(); got != want {
			t.Errorf("unit %+v = %q, want %q", u, got, want)
		}
	}
}

// TestFacetName turns ids of roles into words and leaves everything else alone.
func TestFacetName(t *testing.T) {
	for in, want := range map[string]string{"ml-engineer": "ML engineer", "data-scientist": "data scientist", "Saint-Denis": "Saint-Denis", "": ""} {
		if got := facetName(in); got != want {
			t.Errorf("facetName(%q) = %q, want %q", in, got, want)
		}
	}
}
