package market

import (
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

// TestPay draws one figure for each currency and period, and hides bands of fewer than five.
func TestPay(t *testing.T) {
	box := demand.Box{Min: 50000, Q1: 60000, Median: 70000, Q3: 80000, Max: 90000}
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
	if len(rows) != 1 || len(cells) != 1 || cells[0].Value != 1.6 || cells[0].Step != 4 {
		t.Errorf("rows %v, cells %+v: want Spark with 1.6 at step 4", rows, cells)
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

// TestFacetName turns ids of roles into words and leaves everything else alone.
func TestFacetName(t *testing.T) {
	for in, want := range map[string]string{"ml-engineer": "ml engineer", "Saint-Denis": "Saint-Denis", "": ""} {
		if got := facetName(in); got != want {
			t.Errorf("facetName(%q) = %q, want %q", in, got, want)
		}
	}
}
