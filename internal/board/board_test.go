package board

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	for raw, want := range map[string]string{
		"https://boards.greenhouse.io/acme":                                                                          "Greenhouse acme  https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
		"https://job-boards.eu.greenhouse.io/acme/jobs/4012345":                                                      "Greenhouse acme 4012345 https://boards-api.greenhouse.io/v1/boards/acme/jobs/4012345?pay_transparency=true",
		"https://boards.greenhouse.io/embed/job_app?for=acme&token=41":                                               "Greenhouse acme 41 https://boards-api.greenhouse.io/v1/boards/acme/jobs/41?pay_transparency=true",
		"https://boards.greenhouse.io/acme?gh_jid=41&gh_src=x":                                                       "Greenhouse acme 41 https://boards-api.greenhouse.io/v1/boards/acme/jobs/41?pay_transparency=true",
		"https://job-boards.greenhouse.io/embed/job_board?for=acme":                                                  "Greenhouse acme  https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
		"https://jobs.lever.co/acme?team=Data&lever-source=x":                                                        "Lever acme  https://api.lever.co/v0/postings/acme?mode=json&limit=100&skip=0&team=Data",
		"https://jobs.lever.co/acme/abc-123/apply":                                                                   "Lever acme abc-123 https://api.lever.co/v0/postings/acme/abc-123?mode=json",
		"https://jobs.ashbyhq.com/acme/embed?version=2":                                                              "Ashby acme  https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true",
		"https://jobs.ashbyhq.com/acme?ashby_jid=03e2":                                                               "Ashby acme 03e2 https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true",
		"https://acme.workable.com/":                                                                                 "Workable acme  https://apply.workable.com/api/v1/widget/accounts/acme?details=true",
		"https://acme.workable.com/j/A1B2C3D4E5":                                                                     "Workable acme A1B2C3D4E5 https://apply.workable.com/api/v1/widget/accounts/acme?details=true",
		"https://acme.workable.com/jobs/724378":                                                                      "",
		"https://jobs.workable.com/":                                                                                 "",
		"https://jobs.smartrecruiters.com/oneclick-ui/company/Acme/publication/03e2d4e1-73ad-4f09-a058-2eb9ce34c2bc": "",
		"https://jobs.smartrecruiters.com/Acme/about-us":                                                             "",
		"https://acme.recruitee.com/l/en/o/ml-engineer/c/new":                                                        "Recruitee acme ml-engineer https://acme.recruitee.com/api/offers/",
		"https://acme.jobs.personio.de/?language=en&utm_source=x":                                                    "Personio acme  https://acme.jobs.personio.de/xml?language=en",
		"https://acme.na.teamtailor.com/jobs":                                                                        "Teamtailor acme  https://acme.na.teamtailor.com/jobs.json",
		"https://na.teamtailor.com/jobs":                                                                             "",
		"https://wd1.myworkdaysite.com/en-US/recruiting/acme/Ext/job/Oban/ML_R1/apply/autofill":                      "Workday acme /job/Oban/ML_R1 https://wd1.myworkdaysite.com/wday/cxs/acme/Ext/job/Oban/ML_R1",
		"https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/External/jobs":                                             "Workday acme  POST https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/External/jobs",
		"https://wd1.myworkdaysite.com/":                                                                             "",
		"https://jobs.lever.co/acme/":                                                                                "Lever acme  https://api.lever.co/v0/postings/acme?mode=json&limit=100&skip=0",
		"https://jobs.eu.lever.co/acme/abc-123":                                                                      "Lever acme abc-123 https://api.eu.lever.co/v0/postings/acme/abc-123?mode=json",
		"https://jobs.ashbyhq.com/acme%20co":                                                                         "Ashby acme%20co  https://api.ashbyhq.com/posting-api/job-board/acme%20co?includeCompensation=true",
		"https://jobs.ashbyhq.com/acme/03e2d4e1-73ad-4f09-a058-2eb9ce34c2bc":                                         "Ashby acme 03e2d4e1-73ad-4f09-a058-2eb9ce34c2bc https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true",
		"https://apply.workable.com/acme/j/A1B2C3D4E5/":                                                              "Workable acme A1B2C3D4E5 https://apply.workable.com/api/v1/widget/accounts/acme?details=true",
		"https://apply.workable.com/j/A1B2C3D4E5":                                                                    "",
		"https://jobs.smartrecruiters.com/Acme/744000141699866-test-engineer":                                        "SmartRecruiters Acme 744000141699866 https://api.smartrecruiters.com/v1/companies/Acme/postings/744000141699866",
		"https://careers.smartrecruiters.com/Acme":                                                                   "SmartRecruiters Acme  https://api.smartrecruiters.com/v1/companies/Acme/postings?limit=100&offset=0",
		"https://acme.recruitee.com/o/ml-engineer":                                                                   "Recruitee acme ml-engineer https://acme.recruitee.com/api/offers/",
		"https://acme.jobs.personio.de/job/123?language=de":                                                          "Personio acme 123 https://acme.jobs.personio.de/xml?language=de",
		"https://acme.jobs.personio.com/":                                                                            "Personio acme  https://acme.jobs.personio.com/xml",
		"https://acme.teamtailor.com/en-GB/jobs":                                                                     "Teamtailor acme  https://acme.teamtailor.com/jobs.json",
		"https://acme.teamtailor.com/jobs/123-ml":                                                                    "",
		"https://acme.wd5.myworkdayjobs.com/en-US/External":                                                          "Workday acme  POST https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/External/jobs",
		"https://acme.wd5.myworkdayjobs.com/External/job/Berlin/ML-Engineer_R1":                                      "Workday acme /job/Berlin/ML-Engineer_R1 https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/External/job/Berlin/ML-Engineer_R1",
		"https://acme.bamboohr.com/careers":                                                                          "BambooHR acme  https://acme.bamboohr.com/careers/list",
		"https://acme.bamboohr.com/careers/86":                                                                       "BambooHR acme 86 https://acme.bamboohr.com/careers/86/detail",
		"https://acme.bamboohr.com/jobs/view.php?id=86":                                                              "BambooHR acme 86 https://acme.bamboohr.com/careers/86/detail",
		"https://acme.bamboohr.com/login.php":                                                                        "",
		"https://acme.pinpointhq.com/en/postings/post-001":                                                           "Pinpoint acme post-001 https://acme.pinpointhq.com/postings.json",
		"https://ats.rippling.com/en-GB/acme/jobs":                                                                   "Rippling acme  https://api.rippling.com/platform/api/ats/v1/board/acme/jobs",
		"https://ats.rippling.com/acme/jobs/2f0674e6-f01f-4ecd-b459-e947241c211f":                                    "Rippling acme 2f0674e6-f01f-4ecd-b459-e947241c211f https://api.rippling.com/platform/api/ats/v1/board/acme/jobs/2f0674e6-f01f-4ecd-b459-e947241c211f",
		"https://www.recruitee.com/":                                                                                 "",
		"https://boards.greenhouse.io/":                                                                              "",
		"https://example.org/jobs/1":                                                                                 "",
		"https://evil.example/boards.greenhouse.io/acme":                                                             "",
		"https://jobs.lever.co/..%2f..%2fevil":                                                                       "Lever ..%2F..%2Fevil  https://api.lever.co/v0/postings/..%2F..%2Fevil?mode=json&limit=100&skip=0",
	} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if b, ok := Of(u); ok {
			r := b.First()
			method := ""
			if r.Method != "GET" {
				method = r.Method + " "
			}
			got = fmt.Sprintf("%s %s %s %s%s", b.System, b.Company, b.Job, method, r.URL)
		}
		if got != want {
			t.Errorf("Of(%s) = %q, want %q", raw, got, want)
		}
	}
}

// must is the board of an address.
func must(t *testing.T, raw string) Board {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	b, ok := Of(u)
	if !ok {
		t.Fatalf("Of(%s) = none", raw)
	}
	return b
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ address, answer, want string }{
		{"https://boards.greenhouse.io/acme", `{"jobs":[{"id":1,"title":"ML","absolute_url":"https://x/1","content":"&lt;p&gt;"}],"meta":{"total":1}}`,
			`1 ML https://x/1  {"jobs":[{"id":1,"title":"ML","absolute_url":"https://x/1","content":"\u0026lt;p\u0026gt;"}],"meta":{"total":1}}`},
		{"https://jobs.lever.co/acme", `[{"id":"a","text":"ML","hostedUrl":"https://x/a"}]`, `a ML https://x/a  {"id":"a","text":"ML","hostedUrl":"https://x/a"}`},
		{"https://jobs.ashbyhq.com/acme/b", `{"jobs":[{"id":"a","title":"A"},{"id":"b","title":"B","jobUrl":"https://x/b"}],"apiVersion":"1"}`,
			`b B https://x/b  {"apiVersion":"1","jobs":[{"id":"b","title":"B","jobUrl":"https://x/b"}]}`},
		{"https://apply.workable.com/acme", `{"name":"Acme","jobs":[{"shortcode":"C9","title":"ML","url":"https://x/C9"}]}`,
			`C9 ML https://x/C9  {"jobs":[{"shortcode":"C9","title":"ML","url":"https://x/C9"}],"name":"Acme"}`},
		{"https://jobs.smartrecruiters.com/Acme", `{"totalFound":1,"content":[{"id":"7","name":"ML"}]}`,
			`7 ML https://jobs.smartrecruiters.com/Acme/7 https://api.smartrecruiters.com/v1/companies/Acme/postings/7 `},
		{"https://acme.recruitee.com", `{"offers":[{"id":2,"slug":"ml","title":"ML","careers_url":"https://acme.recruitee.com/o/ml"}]}`,
			`ml ML https://acme.recruitee.com/o/ml  {"offers":[{"id":2,"slug":"ml","title":"ML","careers_url":"https://acme.recruitee.com/o/ml"}]}`},
		{"https://acme.jobs.personio.de", `<?xml version="1.0"?><workzag-jobs><position><id>5</id><name>ML &amp; AI</name></position></workzag-jobs>`,
			"5 ML & AI https://acme.jobs.personio.de/job/5  <?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<workzag-jobs><position><id>5</id><name>ML &amp; AI</name></position></workzag-jobs>"},
		{"https://acme.teamtailor.com/jobs", `{"title":"Acme","items":[{"id":"u","title":"ML","url":"https://x/u"}]}`,
			`u ML https://x/u  {"items":[{"id":"u","title":"ML","url":"https://x/u"}],"title":"Acme"}`},
		{"https://acme.wd1.myworkdayjobs.com/Ext", `{"total":1,"jobPostings":[{"title":"ML","externalPath":"/job/Berlin/ML_R1"}]}`,
			`/job/Berlin/ML_R1 ML https://acme.wd1.myworkdayjobs.com/Ext/job/Berlin/ML_R1 https://acme.wd1.myworkdayjobs.com/wday/cxs/acme/Ext/job/Berlin/ML_R1 `},
		{"https://acme.wd1.myworkdayjobs.com/Ext/job/Berlin/ML_R1", `{"jobPostingInfo":{"title":"ML"}}`, `/job/Berlin/ML_R1 ML   {"jobPostingInfo":{"title":"ML"}}`},
		{"https://acme.bamboohr.com/careers", `{"result":[{"id":"86","jobOpeningName":"ML"}],"meta":{"totalCount":1}}`,
			`86 ML https://acme.bamboohr.com/careers/86 https://acme.bamboohr.com/careers/86/detail `},
		{"https://acme.pinpointhq.com", `{"data":[{"id":"p","title":"ML","url":"https://x/p"}]}`, `p ML https://x/p  {"data":[{"id":"p","title":"ML","url":"https://x/p"}]}`},
		{"https://ats.rippling.com/acme/jobs", `[{"uuid":"u1","name":"ML","url":"https://x/u1"}]`, `u1 ML https://x/u1 https://api.rippling.com/platform/api/ats/v1/board/acme/jobs/u1 `},
		{"https://jobs.ashbyhq.com/acme/zzz", `{"jobs":[{"id":"a","title":"A"}]}`, ``},
		{"https://jobs.ashbyhq.com/acme", `{"jobs":[]}`, ``},
	} {
		b := must(t, c.address)
		jobs, next, err := b.Read(b.First(), []byte(c.answer))
		got := ""
		for _, j := range jobs {
			got += fmt.Sprintf("%s %s %s %s %s", j.ID, j.Title, j.URL, j.Detail, j.Body)
		}
		if err != nil || next != nil || got != c.want {
			t.Errorf("%s: jobs = %q, %v, %v\nwant %q", c.address, got, next, err, c.want)
		}
	}
	for address, answer := range map[string]string{
		"https://jobs.lever.co/acme":     `{"ok":false}`,
		"https://jobs.ashbyhq.com/acme":  `{"error":"x"}`,
		"https://acme.recruitee.com":     `<html>`,
		"https://acme.jobs.personio.de":  `<html><p>x</html>`,
		"https://acme.pinpointhq.com":    `{"data":[{"title":"no id"}]}`,
		"https://acme.bamboohr.com":      `{"result":{"a":1}}`,
		"https://boards.greenhouse.io/a": `null`,
	} {
		b := must(t, address)
		if jobs, _, err := b.Read(b.First(), []byte(answer)); err == nil {
			t.Errorf("%s: Read(%s) = %v, want an error", address, answer, jobs)
		}
	}
}

func TestPaging(t *testing.T) {
	list := func(open string, n int, element, end string) []byte {
		return []byte(open + strings.TrimSuffix(strings.Repeat(element+",", n), ",") + end)
	}
	for _, c := range []struct {
		address string
		answers [][]byte
		want    string // the requests after the first
	}{
		{"https://jobs.lever.co/acme", [][]byte{list("[", 100, `{"id":"a"}`, "]"), list("[", 7, `{"id":"b"}`, "]")},
			"https://api.lever.co/v0/postings/acme?mode=json&limit=100&skip=100"},
		{"https://jobs.smartrecruiters.com/Acme", [][]byte{list(`{"totalFound":200,"content":[`, 100, `{"id":"a"}`, "]}"), list(`{"totalFound":200,"content":[`, 100, `{"id":"b"}`, "]}")},
			"https://api.smartrecruiters.com/v1/companies/Acme/postings?limit=100&offset=100"},
		{"https://acme.wd1.myworkdayjobs.com/Ext", [][]byte{list(`{"total":45,"jobPostings":[`, 20, `{"externalPath":"/a"}`, "]}"),
			list(`{"total":0,"jobPostings":[`, 20, `{"externalPath":"/b"}`, "]}"), list(`{"total":0,"jobPostings":[`, 5, `{"externalPath":"/c"}`, "]}")},
			`{"appliedFacets":{},"searchText":"","limit":20,"offset":20} {"appliedFacets":{},"searchText":"","limit":20,"offset":40}`},
		{"https://acme.teamtailor.com/jobs", [][]byte{[]byte(`{"next_url":"https://acme.teamtailor.com/jobs.json?page=2","items":[{"id":"1"}]}`), []byte(`{"next_url":"https://evil.example/jobs.json","items":[{"id":"2"}]}`)},
			"https://acme.teamtailor.com/jobs.json?page=2"},
	} {
		b := must(t, c.address)
		r := b.First()
		var asked []string
		for _, answer := range c.answers {
			_, next, err := b.Read(r, answer)
			if err != nil {
				t.Fatal(err)
			}
			if next == nil {
				break
			}
			r = *next
			if r.Body != "" {
				asked = append(asked, r.Body)
			} else {
				asked = append(asked, r.URL)
			}
		}
		if got := strings.Join(asked, " "); got != c.want {
			t.Errorf("%s: further requests = %s, want %s", c.address, got, c.want)
		}
	}
}

// TestRealAnswers reads answers of real systems beside the project.
func TestRealAnswers(t *testing.T) {
	root := "../../../shared/corpus/boards"
	if _, err := os.Stat(root); err != nil {
		t.Skip("skipped: ../shared is not here")
	}
	for name, c := range map[string]struct {
		address string
		jobs    int
	}{
		"harvzheng__plytools__tests__fixtures__greenhouse_board.json":      {"https://boards.greenhouse.io/airbnb", 20},
		"harvzheng__plytools__tests__fixtures__lever_board.json":           {"https://jobs.lever.co/plaid", 20},
		"harvzheng__plytools__tests__fixtures__ashby_board.json":           {"https://jobs.ashbyhq.com/acme", -1},
		"omoji-personal__careerkit__tests__fixtures__workable.json":        {"https://apply.workable.com/zaelab", 2},
		"omoji-personal__careerkit__tests__fixtures__smartrecruiters.json": {"https://jobs.smartrecruiters.com/acme", 1},
		"omoji-personal__careerkit__tests__fixtures__recruitee.json":       {"https://acme.recruitee.com", 2},
		"omoji-personal__careerkit__tests__fixtures__personio.xml":         {"https://acme.jobs.personio.de", -1},
		"omoji-personal__careerkit__tests__fixtures__teamtailor.json":      {"https://career.teamtailor.com/jobs", 2},
		"lubobali__aws-job-streamer__tests__fixtures__workday_search.json": {"https://gdit.wd5.myworkdayjobs.com/External_Career_Site", 4},
		"omoji-personal__careerkit__tests__fixtures__bamboohr.json":        {"https://acme.bamboohr.com/careers", 2},
		"omoji-personal__careerkit__tests__fixtures__pinpoint.json":        {"https://acme.pinpointhq.com", 2},
		"omoji-personal__careerkit__tests__fixtures__rippling.json":        {"https://ats.rippling.com/acme/jobs", 2},
	} {
		answer, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Error(err)
			continue
		}
		b := must(t, c.address)
		jobs, _, err := b.Read(b.First(), answer)
		if err != nil || len(jobs) == 0 || c.jobs >= 0 && len(jobs) != c.jobs {
			t.Errorf("%s: jobs = %d, %v, want %d", name, len(jobs), err, c.jobs)
		}
		for _, j := range jobs {
			if j.ID == "" || j.Title == "" || (j.Body == nil) == (j.Detail == "") {
				t.Errorf("%s: job %q %q, body %d bytes, detail %q", name, j.ID, j.Title, len(j.Body), j.Detail)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for i := range systems() {
		f.Add(i, `{"jobs":[{"id":1}],"content":[],"items":[{"id":"x"}],"next_url":"y"}`)
		f.Add(i, `[{"id":"a"},{}]`)
		f.Add(i, `<workzag-jobs><position><id>1</id></position></workzag-jobs>`)
	}
	f.Fuzz(func(t *testing.T, i int, answer string) {
		all := systems()
		s := all[int(uint(i)%uint(len(all)))]
		b := Board{System: s.name, Company: "acme", system: &s, host: "acme.example", site: "x"}
		b.Read(b.First(), []byte(answer))
	})
}

// TestSearch says that a list which a person has narrowed before copying its address stays narrowed.
func TestSearch(t *testing.T) {
	id := strings.Repeat("0123456789abcdef", 2)
	for query, want := range map[string]string{
		"": `{"appliedFacets":{},"searchText":"","limit":20,"offset":0}`,
		"?q=%22ml%22+engineer&locations=" + id + "&source=x": `{"appliedFacets":{"locations":["` + id + `"]},"searchText":"\"ml\" engineer","limit":20,"offset":0}`,
	} {
		if got := must(t, "https://acme.wd5.myworkdayjobs.com/External"+query).First().Body; got != want {
			t.Errorf("First() of a list with %q asks %s, want %s", query, got, want)
		}
	}
}
