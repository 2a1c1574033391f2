package demand

import (
	"slices"
	"testing"

	"jobsignal/internal/job"
)

func TestTerms(t *testing.T) {
	list := rows(
		ask("required tool.python", "preferred aws.sagemaker|gcp.vertex-ai"),
		ask("duty tool.python|tool.pytorch"),
		ask("preferred tool.python", "duty tool.python|tool.pytorch", "required tool.excel|*"),
	)
	list[2].Seen = []string{"skill.rag"}
	r := Measure(list, small(), Options{})
	p := r.Tools[0]
	if p.ID != "tool.python" || p.Demand.K != 3 || p.Alone != 2 || p.Choice != 1 || p.Employers != 3 || p.ByKind != (ByKind{Required: 1, Preferred: 1, Duty: 1}) {
		t.Errorf("Tools[0] = %+v, want Python: 3, alone in 2, one of each kind", p)
	}
	if e := r.Tools[2]; e.ID != "tool.excel" || e.Alone != 0 || e.Choice != 1 || e.Countable {
		t.Errorf("Tools[2] = %+v, want Excel as a choice, in no scope", e)
	}
	if len(r.Services) != 2 || r.Services[0].Platform != "aws" {
		t.Errorf("Services = %+v, want SageMaker and Vertex", r.Services)
	}
	if len(r.Seen) != 1 || r.Seen[0].K != 1 {
		t.Errorf("Seen = %+v, want RAG once", r.Seen)
	}
}

func TestConcentration(t *testing.T) {
	list := rows(times(18, "required azure")...)
	for i := range list {
		switch {
		case i < 7:
			list[i].Employer = "Contoso"
		case i < 11:
			list[i].Employer = []string{"Fabrikam", "FABRIKAM ", " fabrikam"}[i%3]
		}
	}
	c := Measure(list, small(), Options{}).Concentration[0]
	if !slices.Equal(c.Employers, []string{"Contoso", list[7].Employer}) || c.K != 11 || c.Of != 18 || c.All != 9 {
		t.Errorf("Concentration = %+v, want Contoso and Fabrikam with 11 of 18, nine in all", c)
	}
	near(t, "share", c.Share, 0.611, 0.001)
}

func TestLift(t *testing.T) {
	lists := append(times(8, "required aws", "required tool.pytorch"), times(12, "required aws")...)
	lists = append(lists, times(2, "required azure", "required tool.pytorch")...)
	lists = append(lists, times(18, "required azure")...)
	for _, c := range Measure(rows(lists...), small(), Options{}).Together.Cells {
		switch c.Platform {
		case "aws":
			near(t, "lift on AWS", c.Lift, 1.6, 1e-12)
		case "azure":
			if c.Shown || c.Both != 2 || c.Lift != 0 {
				t.Errorf("cell = %+v, want it empty under five", c)
			}
		}
	}
}

func TestSalaries(t *testing.T) {
	list := rows(times(7, "required aws")...)
	for i, min := range []float64{90, 110, 120, 140, 190} {
		list[i].Salary = &job.Salary{Min: min, Max: min + 20, Currency: "EUR", Period: job.PeriodYear}
	}
	list[5].Salary = &job.Salary{Max: 60, Currency: "USD", Period: job.PeriodHour}
	r := Measure(list, small(), Options{})
	if len(r.Salaries) != 4 {
		t.Fatalf("Salaries = %+v, want EUR and USD, each for all and for AWS", r.Salaries)
	}
	eur, usd := r.Salaries[0], r.Salaries[2]
	if eur.N != 5 || eur.Hidden || eur.Mid != (Box{Min: 100, Q1: 120, Median: 130, Q3: 150, Max: 200, Low: 100, High: 150}) || eur.Low.Median != 120 {
		t.Errorf("EUR = %+v, want the box 100, 120, 130, 150, 200", eur)
	}
	if usd.N != 1 || !usd.Hidden || usd.Mid != (Box{}) {
		t.Errorf("USD = %+v, want it hidden", usd)
	}
}

func TestAxis(t *testing.T) {
	v := small()
	at := 0.8
	v.Certifications[1].Build = &at
	r := Measure(rows(
		ask("required tool.pytorch", "required skill.mlops", "duty skill.rest-api", "required tool.python"),
		ask("required tool.pytorch|skill.rag", "required tool.excel"), // both sides in one choice: says nothing
		ask("required skill.rag"),
	), v, Options{})
	a := r.Axis
	if a.Counted != 2 || a.LeftOut != 1 || a.Bins[7] != 1 || a.Bins[0] != 1 {
		t.Errorf("Axis = %+v, want one posting in the eighth tenth, one in the first, one left out", a)
	}
	near(t, "place", a.Places[0].At, 2/2.75, 1e-12)
	near(t, "mean", a.Mean, 1/2.75, 1e-12)
	if len(a.Certifications) != 1 || a.Certifications[0].At != 0.8 {
		t.Errorf("Axis.Certifications = %+v, want the one with a place", a.Certifications)
	}
}

func TestWeeks(t *testing.T) {
	list := rows(times(4, "required aws")...)
	list[0].Week, list[1].Week, list[2].Week, list[3].Week = "2025-W51", "2026-W02", "2026-W02", "someday"
	w := Measure(list, small(), Options{}).Weeks
	var got []string
	for _, x := range w {
		got = append(got, x.Week)
	}
	if want := []string{"2025-W51", "2025-W52", "2026-W01", "2026-W02"}; !slices.Equal(got, want) {
		t.Fatalf("Weeks = %v, want %v", got, want)
	}
	if w[1].Postings != 0 || len(w[1].Platforms) != 0 || w[3].Platforms["aws"].K != 2 {
		t.Errorf("Weeks = %+v, want gaps without shares and 2 of 2 in the last", w)
	}
}

func TestMonday(t *testing.T) {
	for week, want := range map[string]string{"2026-W01": "2025-12-29", "2026-W53": "2026-12-28", "2026-W48": "2026-11-23"} {
		if day, ok := Monday(week); !ok || day.Format("2006-01-02") != want {
			t.Errorf("Monday(%s) = %v, %v, want %s", week, day, ok, want)
		}
	}
	for _, bad := range []string{"", "2026", "2025-W53", "2026-W00", "2026-W1", "x2026-W01", "2026-W011"} {
		if day, ok := Monday(bad); ok {
			t.Errorf("Monday(%q) = %v, want not a week", bad, day)
		}
	}
}

func TestFacets(t *testing.T) {
	list := rows(ask("required aws"), ask("required aws"), ask("required azure"))
	list[0].Role, list[1].Role, list[2].Remote = "ml-engineer", "ml-engineer", job.Yes
	r := Measure(list, small(), Options{})
	if f := r.Roles[0]; f.Value != "ml-engineer" || f.Postings.K != 2 || f.Postings.Of != 3 || f.Platform["aws"] != 2 {
		t.Errorf("Roles[0] = %+v, want ml-engineer in 2 of 3, both AWS", f)
	}
	if f := r.Remote[1]; f.Value != "yes" || f.Platform["azure"] != 1 {
		t.Errorf("Remote[1] = %+v, want yes with Azure", f)
	}
}
