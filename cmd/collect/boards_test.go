package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/board"
	"jobsignal/internal/db"
)

// boardAnswers are how each system answers: the list around its jobs, one job in it, and one posting where the texts
// stand apart. ID is a job's number, TEXT its text as JSON.
var boardAnswers = map[string]struct{ address, list, around, one, single, posting string }{
	"Greenhouse": {"https://boards.greenhouse.io/acme", "/v1/boards/acme/jobs?content=true", `{"jobs":[%s]}`,
		`{"id":ID,"title":"ML Engineer ID","absolute_url":"https://boards.greenhouse.io/acme/jobs/ID","content":TEXT}`, "", ""},
	"Lever": {"https://jobs.lever.co/acme", "/v0/postings/acme?mode=json&limit=100&skip=0", `[%s]`,
		`{"id":"ID","text":"ML Engineer ID","hostedUrl":"https://jobs.lever.co/acme/ID","applyUrl":"https://jobs.lever.co/acme/ID/apply","createdAt":1763980000000,"categories":{"location":"Oban","team":"Data"},"description":TEXT,"lists":[]}`, "", ""},
	"Ashby": {"https://jobs.ashbyhq.com/acme", "/posting-api/job-board/acme?includeCompensation=true", `{"jobs":[%s]}`,
		`{"id":"ID","title":"ML Engineer ID","jobUrl":"https://jobs.ashbyhq.com/acme/ID","descriptionHtml":TEXT}`, "", ""},
	"Workable": {"https://apply.workable.com/acme", "/api/v1/widget/accounts/acme?details=true", `{"name":"Acme","jobs":[%s]}`,
		`{"shortcode":"ID","title":"ML Engineer ID","url":"https://apply.workable.com/j/ID","description":TEXT}`, "", ""},
	"SmartRecruiters": {"https://jobs.smartrecruiters.com/acme", "/v1/companies/acme/postings?limit=100&offset=0", `{"totalFound":3,"content":[%s]}`,
		`{"id":"ID","name":"ML Engineer ID"}`, "/v1/companies/acme/postings/ID",
		`{"id":"ID","name":"ML Engineer ID","company":{"name":"Acme"},"jobAd":{"sections":{"jobDescription":{"title":"Job Description","text":TEXT}}}}`},
	"Recruitee": {"https://acme.recruitee.com", "/api/offers/", `{"offers":[%s]}`,
		`{"id":ID,"slug":"ml-ID","title":"ML Engineer ID","careers_url":"https://acme.recruitee.com/o/ml-ID","description":TEXT}`, "", ""},
	"Personio": {"https://acme.jobs.personio.de", "/xml", `<workzag-jobs>%s</workzag-jobs>`,
		`<position><id>ID</id><name>ML Engineer ID</name><jobDescriptions><jobDescription><name>Tasks</name><value><![CDATA[RAW]]></value></jobDescription></jobDescriptions></position>`, "", ""},
	"Teamtailor": {"https://acme.teamtailor.com/jobs", "/jobs.json", `{"version":"https://jsonfeed.org/version/1.1","items":[%s]}`,
		`{"id":"ID","title":"ML Engineer ID","url":"https://acme.teamtailor.com/jobs/ID","content_html":TEXT}`, "", ""},
	"Workday": {"https://acme.wd1.myworkdayjobs.com/Ext", "/wday/cxs/acme/Ext/jobs", `{"total":3,"jobPostings":[%s]}`,
		`{"title":"ML Engineer ID","externalPath":"/job/Oban/ML_ID"}`, "/wday/cxs/acme/Ext/job/Oban/ML_ID", `{"jobPostingInfo":{"title":"ML Engineer ID","jobDescription":TEXT}}`},
	"BambooHR": {"https://acme.bamboohr.com/careers", "/careers/list", `{"result":[%s]}`,
		`{"id":"ID","jobOpeningName":"ML Engineer ID"}`, "/careers/ID/detail", `{"result":{"jobOpening":{"jobOpeningName":"ML Engineer ID","description":TEXT}}}`},
	"Pinpoint": {"https://acme.pinpointhq.com", "/postings.json", `{"data":[%s]}`,
		`{"id":"ID","title":"ML Engineer ID","url":"https://acme.pinpointhq.com/en/postings/ID","description":TEXT}`, "", ""},
	"Rippling": {"https://ats.rippling.com/acme/jobs", "/platform/api/ats/v1/board/acme/jobs", `[%s]`,
		`{"uuid":"ID","name":"ML Engineer ID","url":"https://ats.rippling.com/acme/jobs/ID"}`, "/platform/api/ats/v1/board/acme/jobs/ID",
		`{"uuid":"ID","name":"ML Engineer ID","companyName":"Acme","url":"https://ats.rippling.com/acme/jobs/ID","workLocations":["Oban"],"employmentType":{"id":"SALARIED_FT"},"createdOn":"2026-11-20","description":{"company":"","role":TEXT}}`},
}

// TestBoards follows a board on each system for three weeks: all jobs come in, the next time none is new, and one that
// went is last seen where it was.
func TestBoards(t *testing.T) {
	for _, system := range board.Systems() {
		b, ok := boardAnswers[system]
		if !ok {
			t.Errorf("%s has no board here", system)
			continue
		}
		t.Run(system, func(t *testing.T) {
			t.Parallel()
			ids := []string{"100001", "100002", "100003"}
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				answers := map[string]string{"/robots.txt": ""}
				var list []string
				for _, id := range ids {
					raw := strings.Repeat("<p>You keep models on SageMaker running in team "+id+" and write Terraform for them, with Python.</p>", 5)
					fill := strings.NewReplacer("ID", id, "TEXT", string(must(json.Marshal(raw))), "RAW", raw).Replace
					list = append(list, fill(b.one))
					answers[fill(b.single)] = fill(b.posting)
				}
				answers[b.list] = fmt.Sprintf(b.around, strings.Join(list, map[bool]string{true: "", false: ","}[system == "Personio"]))
				if answer, ok := answers[r.URL.RequestURI()]; ok {
					io.WriteString(w, answer)
					return
				}
				http.NotFound(w, r)
			}))
			defer s.Close()
			path := filepath.Join(t.TempDir(), "x.db")
			monday := time.Date(2026, 11, 23, 6, 15, 0, 0, time.UTC)
			for week, want := range []string{"read 3 (3 new, 0 changed, 0 unchanged)", "read 3 (0 new, 0 changed, 3 unchanged)", "read 2 (0 new, 0 changed, 2 unchanged)"} {
				ids = ids[:3-week/2]
				code, out, stderr := elsewhere(t, s.URL, monday.AddDate(0, 0, 7*week), "--allow-private", "127.0.0.1", "--db", path, b.address)
				if code != 0 || !strings.Contains(out, want) {
					t.Errorf("week %d: %d, %q, want %q\n%s", week+1, code, out, want, stderr)
				}
			}
			d, err := db.OpenRead(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			var old, all int
			if err := d.SQL().QueryRow(`SELECT count(*) FILTER (WHERE last_seen < '2026-12-07'), count(*) FROM posting`).Scan(&old, &all); err != nil || old != 1 || all != 3 {
				t.Errorf("after one job went, %d of %d postings are last seen before (%v), want 1 of 3", old, all, err)
			}
		})
	}
}
