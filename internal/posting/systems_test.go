package posting

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/job"
)

// systemAnswers are the answers of applicant-tracking systems and job boards in testdata/systems, in their public
// shapes and with one invented employer: what the first posting in each says (title, employer, department, place, remote, kind, pay, first and last day), or how
// many jobs it only lists.
var systemAnswers = []struct{ file, want string }{
	{"adzuna-list.json", "Data Engineer | Tidewater Gauges | - | Oban, Argyll & Bute | - | full-time | 52000–64000 GBP year | 2026-09-14 | -"},
	{"arbeitnow-list.json", "Data Engineer | Gezeiten Messtechnik GmbH | - | Husum | - | full-time | - | 2026-09-14 | -"},
	{"ashby-list.json", "Data Engineer | Tidewater Gauges | Engineering | Oban, Scotland; Leith, United Kingdom | yes | full-time | 52000–64000 GBP year | 2026-09-14 | -"},
	{"ashby-one.json", "Data Engineer | - | Engineering | Oban, Scotland | yes | part-time | 52000–64000 GBP year | 2026-09-14 | -"},
	{"ashby-brief.json", "1 listed: 1 job without its text"},
	{"bamboohr-list.json", "2 listed: 2 jobs without their text"},
	{"bamboohr-one.json", "Data Engineer | Tidewater | Engineering | Portland, Maine, United States | yes | full-time | 92000–104000 USD year | 2026-09-14 | -"},
	{"eightfold-list.json", "1 listed: 1 job without its text: https://tidewater.eightfold.ai/careers/job/446700000017"},
	{"eightfold-one.json", "Data Engineer | Tidewater | Engineering | Oban, Scotland, United Kingdom | yes | - | - | 2026-09-14 | -"},
	{"eightfold-pages.json", "1 listed: 1 job without its text: /careers/job/446700000017"},
	{"eightfold-detail.json", "Data Engineer | Tidewater | Engineering | Oban, Scotland, United Kingdom | no | - | - | 2026-09-14 | -"},
	{"greenhouse-list.json", "Data Engineer | Tidewater Gauges | Engineering | Oban, United Kingdom | yes | - | 52000–64000 GBP year | 2026-09-14 | 2026-12-01"},
	{"greenhouse-one.json", "Data Engineer | Tidewater Gauges | Engineering | Oban, United Kingdom | - | - | 52000–64000 GBP year | 2026-09-14 | 2026-12-01"},
	{"greenhouse-departments.json", "Data Engineer | Tidewatergauges | Engineering | Oban, United Kingdom | yes | - | 52000–64000 GBP year | - | -"},
	{"hn-thread.json", "Data Engineer | Tidewater Gauges | - | Oban, Scotland or REMOTE (UK) | yes | full-time | 52000–64000 GBP year | 2026-09-01 | -"},
	{"hn-search.json", "Data Engineer | Tidewater Gauges | - | Oban, Scotland or REMOTE (UK) | yes | full-time | 52000–64000 GBP year | 2026-09-01 | -"},
	{"hn-one.json", "Data Engineer | Tidewater Gauges | - | Oban, Scotland or REMOTE (UK) | yes | full-time | 52000–64000 GBP year | 2026-09-01 | -"},
	{"hn-plural.json", "Multiple roles | Tidewater Gauges (Oban) | - | Remote (UK) | yes | - | - | 2026-09-01 | -"},
	{"icims-list.json", "Data Engineer | Tidewater Gauges | Engineering | Portland, Maine, United States | - | full-time | 92000–104000 USD year | 2026-09-14 | 2026-12-01"},
	{"icims-one.json", "Data Engineer | Tidewater Gauges | - | US-ME-Portland | - | full-time | - | - | -"},
	{"lever-list.json", "Data Engineer | Tidewater Gauges | Engineering | Oban; Leith | yes | full-time | 52000–64000 GBP year | 2026-09-14 | -"},
	{"lever-one.json", "Data Engineer | Tidewater Gauges | Engineering | Oban; Leith | no | full-time | 25–31 GBP hour | 2026-09-14 | -"},
	{"lever-groups.json", "Data Engineer | Tidewater Gauges | Engineering | Oban; Leith | yes | full-time | 52000–64000 GBP year | 2026-09-14 | -"},
	{"oracle-list.json", "1 listed: 1 job without its text"},
	{"oracle-one.json", "Data Engineer | Tidewater Gauges Limited | Data | Oban, United Kingdom | yes | full-time | 52000–64000 GBP year | 2026-09-14 | 2026-12-01"},
	{"personio-list.xml", "Data Engineer (m/w/d) | Gezeiten Messtechnik GmbH | Technik | Husum; Kiel | - | full-time | - | 2026-09-14 | -"},
	{"personio-one.xml", "Data Engineer (m/w/d) | Gezeiten Messtechnik GmbH | Technik | Husum; Kiel | - | part-time | - | 2026-09-14 | -"},
	{"personio-search.json", "Data Engineer (m/w/d) | Gezeiten Messtechnik GmbH | Technik | Husum | - | full-time | - | - | -"},
	{"phenom-list.json", "1 listed: 1 job without its text: https://tidewater.wd3.myworkdayjobs.com/Careers/job/Oban/Data-Engineer_R-17/apply"},
	{"phenom-one.json", "Data Engineer | Tidewater Gauges | Data | Oban, Scotland, United Kingdom | - | full-time | - | 2026-09-14 | -"},
	{"pinpoint-list.json", "Data Engineer | Tidewater | Engineering | Oban, Scotland | yes | full-time | 52000–64000 GBP year | - | 2026-12-01"},
	{"pinpoint-one.json", "Data Engineer | Tidewater | Engineering | Oban, Scotland | no | full-time | 52000–64000 GBP year | - | 2026-12-01"},
	{"recruitee-list.json", "Data Engineer | Tidewater Gauges | Engineering | Oban, Scotland, United Kingdom | yes | full-time | 52000–64000 GBP year | 2026-09-14 | 2026-12-01"},
	{"recruitee-one.json", "Data Engineer | Tidewater Gauges | Engineering | Oban, Scotland, United Kingdom | no | full-time | 52000–64000 GBP year | 2026-09-14 | 2026-12-01"},
	{"remoteok-list.json", "Data Engineer | Tidewater Gauges | - | Worldwide | yes | - | 92000–104000 USD year | 2026-09-14 | -"},
	{"remotive-list.json", "Data Engineer | Tidewater Gauges | - | USA, Canada | yes | full-time | 92000–104000 - year | 2026-09-14 | -"},
	{"rippling-list.json", "1 listed: 1 job without its text: https://ats.rippling.com/tidewater/jobs/1b1b1b1b-0000-4000-8000-000000000017"},
	{"rippling-pages.json", "1 listed: 1 job without its text: https://ats.rippling.com/tidewater/jobs/1b1b1b1b-0000-4000-8000-000000000017"},
	{"rippling-one.json", "Data Engineer | Tidewater Gauges | Engineering | Portland, ME | - | full-time | 92000–104000 USD year | 2026-09-14 | -"},
	{"smartrecruiters-list.json", "1 listed: 1 job without its text: https://api.smartrecruiters.com/v1/companies/TidewaterGauges/postings/744000012345678"},
	{"smartrecruiters-one.json", "Data Engineer | Tidewater Gauges | Engineering | Oban, Argyll, United Kingdom | yes | full-time | - | 2026-09-14 | -"},
	{"teamtailor-list.json", "Data Engineer | Tidewater Gauges | - | Oban, GB | yes | full-time | - | 2026-09-14 | 2026-12-01"},
	{"teamtailor-one.json", "Data Engineer | Tidewater Gauges | Engineering | Oban, United Kingdom | yes | full-time | 52000–64000 GBP year | 2026-09-14 | 2026-12-01"},
	{"teamtailor-feed.xml", "Data Engineer | Tidewater | Engineering | Oban, United Kingdom; Leith, United Kingdom | yes | - | - | 2026-09-14 | -"},
	{"usajobs-list.json", "Data Scientist | Tide Survey | Department of the Sea | Portland, Maine | yes | full-time | 92000–104000 USD year | 2026-09-14 | 2026-12-01"},
	{"workable-list.json", "Data Engineer | Tidewater Gauges | Engineering | Oban, Scotland, United Kingdom | - | full-time | - | 2026-09-14 | -"},
	{"workable-brief.json", "1 listed: 1 job without its text"},
	{"workable-one.json", "Data Engineer | - | Engineering | Oban, Scotland, United Kingdom | yes | part-time | - | 2026-09-14 | -"},
	{"workable-account.json", "Data Engineer | Tidewater | Engineering | Oban, Scotland, United Kingdom | yes | full-time | 52000–64000 GBP year | 2026-09-14 | -"},
	{"workday-list.json", "2 listed: 2 jobs without their text: /job/Oban/Data-Engineer_R-17 /job/Oban/Diver_R-18"},
	{"workday-one.json", "Data Engineer | Tidewater Gauges Ltd | - | Oban; Leith | yes | full-time | - | 2026-09-14 | 2026-12-01"},
}

// TestSystems reads each system's answers: lists with and without texts, and single postings.
func TestSystems(t *testing.T) {
	known := map[string]bool{}
	for _, c := range systemAnswers {
		known[c.file] = true
		body, err := os.ReadFile(filepath.Join("testdata", "systems", c.file))
		if err != nil {
			t.Fatal(err)
		}
		r := Read(&job.Page{Source: c.file, Body: body, Retrieved: time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)})
		if got := told(r); got != c.want {
			t.Errorf("Read(%s) =\n  %s, want\n  %s", c.file, got, c.want)
		}
		for _, p := range r.Postings {
			text := p.Text()
			if strings.ContainsAny(text, "<>") || strings.Contains(text, "&amp;") || !strings.Contains(text, "Python") || !strings.Contains(text, "AWS") {
				t.Errorf("Read(%s): text = %s, want all of it, and no markup", c.file, text)
			}
		}
	}
	files, err := os.ReadDir(filepath.Join("testdata", "systems"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !known[f.Name()] {
			t.Errorf("testdata/systems/%s is not in the table", f.Name())
		}
	}
}

// TestEmployerOfAddress takes the employer from the address that an answer came from, where nothing in it names one.
func TestEmployerOfAddress(t *testing.T) {
	body, err := os.ReadFile(filepath.Join("testdata", "systems", "ashby-one.json"))
	if err != nil {
		t.Fatal(err)
	}
	r := Read(&job.Page{Source: "x", URL: "https://jobs.ashbyhq.com/tidewater-gauges/0b7e4a52", Body: body})
	if len(r.Postings) != 1 || r.Postings[0].Employer != "Tidewater Gauges" {
		t.Errorf("Read = %+v, want the employer Tidewater Gauges", r)
	}
}

// told is a result on one line: the first posting's fields, "-" for those it lacks, or what is only listed.
func told(r Result) string {
	if len(r.Postings) == 0 {
		return fmt.Sprintf("%d listed: %s", r.Listed, r.Detail)
	}
	p := r.Postings[0]
	pay := ""
	if s := p.Salary; s != nil {
		pay = fmt.Sprintf("%v–%v %s %s", s.Min, s.Max, orDash(s.Currency), orDash(s.Period))
	}
	fields := []string{p.Title, p.Employer, p.Department, p.Location, string(p.Remote), p.EmploymentType, pay, p.Posted, p.ValidThrough}
	for i := range fields {
		fields[i] = orDash(fields[i])
	}
	return strings.Join(fields, " | ")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
