package payload

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/draft"
)

// decode reads JSON as document does, numbers with their digits.
func decode(t *testing.T, s string) any {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("decode(%s) = %v", s, err)
	}
	return v
}

// text is an advertisement long enough to be one.
const text = "We look for somebody who builds pipelines with Python and keeps them running by day and by night. Requirements: three years of experience, SQL, patience with people, and the will to learn what the sea does when nobody looks at it."

var now = time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)

// TestFill reads the fields of records in the ways that systems write them.
func TestFill(t *testing.T) {
	for _, c := range []struct{ name, record, want string }{
		{"names", `{"Job Title":"A","company_name":"B","jobLocation":"C"}`, "A|B|C|||"},
		{"objects", `{"title":"A","company":{"display_name":"B"},"location":{"display_name":"C","area":["x"]}}`, "A|B|C|||"},
		{"postal address", `{"title":"A","hiringOrganization":{"name":"B"},"jobLocation":{"address":{"addressLocality":"C","addressRegion":"-","addressCountry":{"name":"D"}}}}`, "A|B|C, D|||"},
		{"several places", `{"title":"A","company":"B","cities":["C","D"]}`, "A|B|C, D|||"},
		{"remote flag", `{"title":"A","company":"B","isRemote":true}`, "A|B||yes||"},
		{"no remote flag", `{"title":"A","company":"B","is_remote":false}`, "A|B||no||"},
		{"schema.org remote", `{"title":"A","company":"B","jobLocationType":"TELECOMMUTE"}`, "A|B||yes||"},
		{"office", `{"title":"A","company":"B","workplaceType":"office"}`, "A|B||no||"},
		{"employment", `{"title":"A","company":"B","employmentType":["FULL_TIME"]}`, "A|B|||full-time|"},
		{"milliseconds", `{"title":"A","company":"B","createdAt":1759305600000}`, "A|B||||2025-10-01"},
		{"relative date", `{"title":"A","company":"B","postedOn":"Posted 5 Days Ago"}`, "A|B||||2026-10-10"},
		{"empty words", `{"title":"A","company":"null","location":"N/A","city":"NaN","url":"https://x.example/1"}`, "A||||||"},
		{"employer in the title", `{"title":"Acme: Data Engineer","link":"https://x.example/jobs/123456"}`, "Data Engineer|Acme||||"},
		{"wrapped company", `{"title":"A","companyDetails":{"com.x.Company":{"result":{"name":"B"}}}}`, "A|B||||"},
	} {
		found := Find(decode(t, c.record))
		if len(found) != 1 {
			t.Errorf("%s: Find(%s) = %d records, want 1", c.name, c.record, len(found))
			continue
		}
		d := draft.Draft{}
		found[0].Fill(&d, draft.FromRecord, now)
		got := fmt.Sprintf("%s|%s|%s|%s|%s|%s", d.Title, d.Employer, d.Location, d.Remote, d.EmploymentType, d.Posted)
		if strings.TrimRight(got, "|") != strings.TrimRight(c.want, "|") {
			t.Errorf("%s: Fill(%s) = %s, want %s", c.name, c.record, got, c.want)
		}
	}
}

// TestSalary reads pay from numbers, objects, tiers and words.
func TestSalary(t *testing.T) {
	for _, c := range []struct{ record, want string }{
		{`{"salary_min":50000,"salary_max":"60,000","currency":"eur","interval":"yearly"}`, "50000–60000 EUR year"},
		{`{"baseSalary":{"currency":"GBP","value":{"minValue":40,"maxValue":50,"unitText":"HOUR"}}}`, "40–50 GBP hour"},
		{`{"baseSalary":{"currency":"USD","value":90000}}`, "90000–90000 USD year"},
		{`{"salary":{"min":50000,"max":80000,"currency":"Kč","period":"month"}}`, "50000–80000 CZK month"},
		{`{"salary":"€ 4.000 - 5.000 per month"}`, "4000–5000 EUR month"},
		{`{"compensation":{"compensationTiers":[{"components":[{"compensationType":"Bonus","minValue":1,"maxValue":2},{"compensationType":"Salary","interval":"1 YEAR","currencyCode":"USD","minValue":1000000,"maxValue":2000000}]}]}}`, "1e+06–2e+06 USD year"},
		{`{"PositionRemuneration":[{"MinimumRange":"106437","MaximumRange":"158322","RateIntervalCode":"PA"}]}`, "106437–158322  year"},
		{`{"salary_min":50000,"salary_max":60000,"salary_is_predicted":"1"}`, ""},
		{`{"salary":null,"min":3,"max":5}`, ""},
		{`{"salary":{"min":null,"max":null}}`, ""},
		{`{"salary":"competitive"}`, ""},
	} {
		r := New(decode(t, c.record).(map[string]any), nil, "")
		got := ""
		if s := r.salary("Berlin"); s != nil {
			got = fmt.Sprintf("%v–%v %s %s", s.Min, s.Max, s.Currency, s.Period)
		}
		if got != c.want {
			t.Errorf("salary(%s) = %q, want %q", c.record, got, c.want)
		}
	}
}

// TestGather counts what carries its text, and what is only listed, each job once.
func TestGather(t *testing.T) {
	ad := `"description":"` + text + `"`
	for _, c := range []struct {
		name, data       string
		postings, listed int
		employer         string
	}{
		{"one object", `{"title":"A","company":"B",` + ad + `}`, 1, 0, "B"},
		{"a list", `[{"title":"A","company":"B",` + ad + `},{"title":"C","company":"B",` + ad + `}]`, 2, 0, "B"},
		{"wrapped", `{"data":{"items":[{"title":"A","company":"B",` + ad + `}]}}`, 1, 0, "B"},
		{"keyed by id", `{"jobs":{"1":{"title":"A","url":"https://x.example/1"},"2":{"title":"C","url":"https://x.example/2"}}}`, 0, 2, ""},
		{"columns", `{"title":{"0":"A","1":"C"},"company":{"0":"B","1":"B"},"description":{"0":"` + text + `","1":"` + text + `"}}`, 2, 0, "B"},
		{"edges and nodes", `{"data":{"jobs":{"edges":[{"cursor":"x","node":{"title":"A","company":"B",` + ad + `}}]}}}`, 1, 0, "B"},
		{"untitled row", `{"url":"https://x.example/1","job_summary":"<h3>Responsibilities</h3><ul><li>Build pipelines with Python and keep them running by day and by night</li></ul><h3>Requirements</h3><ul><li>Three years of experience with SQL</li><li>Patience with people who sail, and with sensors that lie</li></ul><h3>What we offer</h3><p>Free ferries, a boat that you may use on every free day of the summer, and colleagues who have measured tides since 1871 and write everything down.</p>"}`, 1, 0, ""},
		{"a board's address", `{"title":"A","absolute_url":"https://boards.greenhouse.io/tide/jobs/1",` + ad + `}`, 1, 0, "Tide"},
		{"addresses for people", `{"text":"A","categories":{"team":"Sea"},"urls":{"apply":"x","show":"https://jobs.lever.co/tide/1"},` + ad + `}`, 1, 0, "Tide"},
		{"addresses alone", `{"offers":[{"id":"1","url":"https://x.example/jobs/data-engineer"}]}`, 0, 1, ""},
		{"listed twice", `{"jobs":[{"title":"A","id":"1","location":"x"},{"title":"A","id":"1","location":"y"}]}`, 0, 1, ""},
		{"listed and there", `{"list":[{"title":"A","reqId":"7","location":"x"}],"detail":{"title":"A","reqId":"7","company":"B",` + ad + `}}`, 1, 0, "B"},
		{"employer beside the list", `{"name":"B","jobs":[{"title":"A","location":"x",` + ad + `}]}`, 1, 0, "B"},
		{"employer in the address", `{"jobs":[{"title":"A","location":"x","jobUrl":"https://jobs.ashbyhq.com/top-hat/1",` + ad + `}]}`, 1, 0, "Top Hat"},
		{"skills alone", `{"jobs":[{"title":"A","company":"B","requiredSkills":[{"name":"Python","level":3},{"name":"SQL","level":2}]}]}`, 0, 1, ""},
		{"a blog", `[{"title":"A","url":"https://x.example/1","content":"` + strings.Repeat("The sea was calm that day and nobody asked why. ", 8) + `"}]`, 0, 0, ""},
		{"companies", `[{"name":"B","slug":"b","url":"https://b.example"}]`, 0, 0, ""},
		{"a number", `7`, 0, 0, ""},
	} {
		h := Gather([]any{decode(t, c.data)}, draft.FromRecord, now)
		if len(h.Postings) != c.postings || h.Listed != c.listed {
			t.Errorf("%s: Gather = %d postings, %d listed, want %d, %d", c.name, len(h.Postings), h.Listed, c.postings, c.listed)
		} else if c.postings > 0 && h.Postings[0].Employer != c.employer {
			t.Errorf("%s: Gather = employer %q, want %q", c.name, h.Postings[0].Employer, c.employer)
		}
	}
}

// FuzzGather checks that no data makes the reader stop.
func FuzzGather(f *testing.F) {
	f.Add(`{"jobs":[{"title":"A","company":{"name":{"name":["B"]}},"description":["x",{"title":"y","content":"z"}],"salary":[[1]]}]}`)
	f.Add(`{"lists":[{"text":"t","content":"<li>a"}],"text":"A","categories":{"commitment":[]},"createdAt":1e400}`)
	f.Add(`[{"comment_text":"A | B"},{"position":{"title":"x"}}]`)
	f.Fuzz(func(t *testing.T, s string) {
		dec := json.NewDecoder(strings.NewReader(s))
		dec.UseNumber()
		var v any
		if dec.Decode(&v) != nil {
			return
		}
		for _, p := range Gather([]any{v}, draft.FromRecord, now).Postings {
			if len(p.Body) == 0 {
				t.Errorf("Gather(%s) = a posting without text", s)
			}
		}
	})
}
