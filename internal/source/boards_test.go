package source

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"jobsignal/internal/fetch"
)

// switchboard sends every request to one loopback server, through the guarded transport, with the host that was
// meant as the first step of the path.
type switchboard struct {
	guarded *fetch.Transport
	root    string
}

func (s switchboard) RoundTrip(r *http.Request) (*http.Response, error) {
	u, err := url.Parse(s.root + "/" + r.URL.Host + r.URL.RequestURI())
	if err != nil {
		return nil, err
	}
	moved := r.Clone(r.Context())
	moved.URL, moved.Host = u, ""
	resp, err := s.guarded.RoundTrip(moved)
	if err == nil {
		resp.Request = r
	}
	return resp, err
}

// answers is a server that answers from a table; what is not in it is gone. A POST's body belongs to its key.
func answers(t *testing.T, table map[string]string) (Options, func() []string) {
	t.Helper()
	root, asked := web(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		key := strings.TrimPrefix(r.URL.RequestURI(), "/")
		if r.Method == http.MethodPost {
			b, _ := io.ReadAll(r.Body)
			key += " " + string(b)
		}
		answer, ok := table[key]
		switch {
		case !ok:
			http.NotFound(w, r)
		case answer == "403":
			w.WriteHeader(403)
		default:
			w.Header().Set("Content-Type", "application/json")
			if strings.HasPrefix(answer, "<") {
				w.Header().Set("Content-Type", "text/xml")
			}
			io.WriteString(w, answer)
		}
	})
	return Options{Transport: switchboard{transport(t, nil), root}}, asked
}

// boards are one small board on each system: its address, its answers, and the pages that come of it.
var boards = []struct {
	system, address string
	answers         map[string]string
	want            []string // part at address: body
}{
	{"Greenhouse", "https://boards.greenhouse.io/acme", map[string]string{
		"boards-api.greenhouse.io/v1/boards/acme/jobs?content=true": `{"jobs":[{"id":1,"title":"ML","absolute_url":"https://boards.greenhouse.io/acme/jobs/1"},{"id":2,"title":"Sales","absolute_url":"https://boards.greenhouse.io/acme/jobs/2"}]}`},
		[]string{`job 1 at https://boards.greenhouse.io/acme/jobs/1: {"jobs":[{"id":1,"title":"ML","absolute_url":"https://boards.greenhouse.io/acme/jobs/1"}]}`,
			`job 2 at https://boards.greenhouse.io/acme/jobs/2: {"jobs":[{"id":2,"title":"Sales","absolute_url":"https://boards.greenhouse.io/acme/jobs/2"}]}`}},
	{"Greenhouse", "https://boards.greenhouse.io/acme/jobs/1", map[string]string{
		"boards-api.greenhouse.io/v1/boards/acme/jobs/1?pay_transparency=true": `{"id":1,"title":"ML"}`},
		[]string{` at https://boards.greenhouse.io/acme/jobs/1: {"id":1,"title":"ML"}`}},
	{"Lever", "https://jobs.lever.co/acme", map[string]string{
		"api.lever.co/v0/postings/acme?mode=json&limit=100&skip=0": `[{"id":"a","text":"ML","hostedUrl":"https://jobs.lever.co/acme/a"}]`},
		[]string{`job a at https://jobs.lever.co/acme/a: {"id":"a","text":"ML","hostedUrl":"https://jobs.lever.co/acme/a"}`}},
	{"Ashby", "https://jobs.ashbyhq.com/acme/b", map[string]string{
		"api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true": `{"jobs":[{"id":"a","title":"A","jobUrl":"https://x.example/a"},{"id":"b","title":"B","jobUrl":"javascript:alert(1)"}]}`},
		[]string{` at https://jobs.ashbyhq.com/acme/b: {"jobs":[{"id":"b","title":"B","jobUrl":"javascript:alert(1)"}]}`}},
	{"Workable", "https://apply.workable.com/acme/", map[string]string{
		"apply.workable.com/api/v1/widget/accounts/acme?details=true": `{"name":"Acme","jobs":[{"shortcode":"C9","title":"ML","url":"https://apply.workable.com/j/C9"}]}`},
		[]string{`job C9 at https://apply.workable.com/j/C9: {"jobs":[{"shortcode":"C9","title":"ML","url":"https://apply.workable.com/j/C9"}],"name":"Acme"}`}},
	{"SmartRecruiters", "https://jobs.smartrecruiters.com/Acme", map[string]string{
		"api.smartrecruiters.com/v1/companies/Acme/postings?limit=100&offset=0": `{"totalFound":2,"content":[{"id":"7","name":"ML"},{"id":"8","name":"Sales"}]}`,
		"api.smartrecruiters.com/v1/companies/Acme/postings/7":                  `{"id":"7","jobAd":{}}`},
		[]string{`job 7 at https://jobs.smartrecruiters.com/Acme/7: {"id":"7","jobAd":{}}`, "! job 8: gone: 127.0.0.1 answers 404"}},
	{"Recruitee", "https://acme.recruitee.com/", map[string]string{
		"acme.recruitee.com/api/offers/": `{"offers":[{"slug":"ml","title":"ML","careers_url":"https://acme.recruitee.com/o/ml"}]}`},
		[]string{`job ml at https://acme.recruitee.com/o/ml: {"offers":[{"slug":"ml","title":"ML","careers_url":"https://acme.recruitee.com/o/ml"}]}`}},
	{"Personio", "https://acme.jobs.personio.de/", map[string]string{
		"acme.jobs.personio.de/xml": `<workzag-jobs><position><id>5</id><name>ML</name></position></workzag-jobs>`},
		[]string{"job 5 at https://acme.jobs.personio.de/job/5: <?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<workzag-jobs><position><id>5</id><name>ML</name></position></workzag-jobs>"}},
	{"Teamtailor", "https://acme.teamtailor.com/jobs", map[string]string{
		"acme.teamtailor.com/jobs.json":        `{"next_url":"https://acme.teamtailor.com/jobs.json?page=2","items":[{"id":"u","title":"ML","url":"https://acme.teamtailor.com/jobs/1"}]}`,
		"acme.teamtailor.com/jobs.json?page=2": `{"items":[{"id":"u","title":"ML"},{"id":"v","title":"AI","url":"https://acme.teamtailor.com/jobs/2"}]}`},
		[]string{`job u at https://acme.teamtailor.com/jobs/1: {"items":[{"id":"u","title":"ML","url":"https://acme.teamtailor.com/jobs/1"}],"next_url":"https://acme.teamtailor.com/jobs.json?page=2"}`,
			`job v at https://acme.teamtailor.com/jobs/2: {"items":[{"id":"v","title":"AI","url":"https://acme.teamtailor.com/jobs/2"}]}`}},
	{"Workday", "https://acme.wd1.myworkdayjobs.com/en-US/Ext", map[string]string{
		`acme.wd1.myworkdayjobs.com/wday/cxs/acme/Ext/jobs {"appliedFacets":{},"searchText":"","limit":20,"offset":0}`: `{"total":1,"jobPostings":[{"title":"ML","externalPath":"/job/Berlin/ML_R1"}]}`,
		"acme.wd1.myworkdayjobs.com/wday/cxs/acme/Ext/job/Berlin/ML_R1":                                                `{"jobPostingInfo":{"title":"ML"}}`},
		[]string{`job /job/Berlin/ML_R1 at https://acme.wd1.myworkdayjobs.com/Ext/job/Berlin/ML_R1: {"jobPostingInfo":{"title":"ML"}}`}},
	{"BambooHR", "https://acme.bamboohr.com/careers", map[string]string{
		"acme.bamboohr.com/careers/list":      `{"result":[{"id":"86","jobOpeningName":"ML"}],"meta":{"totalCount":1}}`,
		"acme.bamboohr.com/careers/86/detail": `{"result":{"jobOpening":{"jobOpeningName":"ML"}}}`},
		[]string{`job 86 at https://acme.bamboohr.com/careers/86: {"result":{"jobOpening":{"jobOpeningName":"ML"}}}`}},
	{"Pinpoint", "https://acme.pinpointhq.com/", map[string]string{
		"acme.pinpointhq.com/postings.json": `{"data":[{"id":"p","title":"ML","url":"https://acme.pinpointhq.com/en/postings/p"}]}`},
		[]string{`job p at https://acme.pinpointhq.com/en/postings/p: {"data":[{"id":"p","title":"ML","url":"https://acme.pinpointhq.com/en/postings/p"}]}`}},
	{"Rippling", "https://ats.rippling.com/acme/jobs", map[string]string{
		"api.rippling.com/platform/api/ats/v1/board/acme/jobs":    `[{"uuid":"u1","name":"ML","url":"https://ats.rippling.com/acme/jobs/u1"}]`,
		"api.rippling.com/platform/api/ats/v1/board/acme/jobs/u1": `{"uuid":"u1","description":{"role":"<p>"}}`},
		[]string{`job u1 at https://ats.rippling.com/acme/jobs/u1: {"uuid":"u1","description":{"role":"<p>"}}`}},
}

// jobsOf lists what comes of one address: "part at address: body" or "! part: cause".
func jobsOf(t *testing.T, opt Options, address string) (lines []string) {
	t.Helper()
	for p, err := range Open(t.Context(), []string{address}, opt) {
		switch e, ok := err.(*Error); {
		case ok:
			lines = append(lines, fmt.Sprintf("! %s: %v", e.Part, e.Cause))
		case p.Source != address:
			t.Errorf("source = %s, want %s", p.Source, address)
		default:
			lines = append(lines, fmt.Sprintf("%s at %s: %s", p.Part, p.URL, p.Body))
		}
	}
	return lines
}

func TestBoards(t *testing.T) {
	for _, b := range boards {
		opt, _ := answers(t, b.answers)
		for range 2 { // the second run brings the same pages, byte for byte
			want(t, b.system, jobsOf(t, opt, b.address), b.want...)
		}
	}
}

func TestBoardEndings(t *testing.T) {
	list := "api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true"
	three := `{"jobs":[{"id":"a","title":"ML Engineer"},{"id":"b","title":"Sales"},{"id":"c","title":"Data Engineer"}]}`
	opt, _ := answers(t, map[string]string{list: three, "jobs.ashbyhq.com/closed/x": "<html><p>page", "api.ashbyhq.com/posting-api/job-board/closed?includeCompensation=true": "403",
		"api.ashbyhq.com/posting-api/job-board/none?includeCompensation=true": `{"jobs":[]}`, "api.ashbyhq.com/posting-api/job-board/odd?includeCompensation=true": `{"error":1}`})
	want(t, "not on the board any more", jobsOf(t, opt, "https://jobs.ashbyhq.com/acme/zzz"), "! : gone: Ashby does not list it any more")
	want(t, "no board", jobsOf(t, opt, "https://jobs.ashbyhq.com/nobody"), "! : gone: 127.0.0.1 answers 404")
	want(t, "no jobs", jobsOf(t, opt, "https://jobs.ashbyhq.com/none"), "! : the board lists no jobs")
	want(t, "changed answer", jobsOf(t, opt, "https://jobs.ashbyhq.com/odd"), `! : the answer of Ashby is not what it used to be: it has no "jobs"`)
	want(t, "closed interface", jobsOf(t, opt, "https://jobs.ashbyhq.com/closed/x"), " at https://jobs.ashbyhq.com/closed/x: <html><p>page")

	var notes []string
	opt.Note = func(source, why string) { notes = append(notes, source+": "+why) }
	opt.Match = regexp.MustCompile("(?i)engineer")
	if got := jobsOf(t, opt, "https://jobs.ashbyhq.com/acme"); len(got) != 2 {
		t.Errorf("matching jobs = %q, want 2", got)
	}
	want(t, "notes", notes, `https://jobs.ashbyhq.com/acme (job b): title "Sales" does not match`)
	opt.Limit = 1
	if got := jobsOf(t, opt, "https://jobs.ashbyhq.com/acme"); len(got) != 1 {
		t.Errorf("jobs with a limit of 1 = %q", got)
	}
	opt.Match = regexp.MustCompile("Nurse")
	want(t, "no match", jobsOf(t, opt, "https://jobs.ashbyhq.com/acme"), "! : none of the 3 jobs has a title that matches")
}

func TestSitemap(t *testing.T) {
	loc := func(s ...string) string {
		return "<url><loc>" + strings.Join(s, "</loc></url><url><loc>") + "</loc></url>"
	}
	opt, asked := answers(t, map[string]string{
		"example.org/sitemap.xml": `<?xml version="1.0"?><sitemapindex xmlns="x"><sitemap><loc>https://example.org/a.xml</loc></sitemap><sitemap><loc>https://evil.example/b.xml</loc></sitemap></sitemapindex>`,
		"example.org/a.xml": `<urlset xmlns:image="y">` + loc("https://example.org/jobs/1", "https://example.org/about", "https://example.org/jobs/2?a=1&amp;b=2", "https://evil.example/jobs/3", "file:///etc/passwd",
			"https://example.org/jobs/1", "https://example.org/karriere/gone") + `<url><image:loc>https://example.org/jobs/4.png</image:loc></url></urlset>`,
		"example.org/jobs/1": "<p>one", "example.org/jobs/2?a=1&b=2": "<p>two", "example.org/about": "<p>about",
	})
	var lines []string
	for p, err := range Open(t.Context(), []string{"https://example.org/sitemap.xml"}, opt) {
		if err != nil {
			lines = append(lines, "! "+err.Error())
		} else {
			lines = append(lines, p.Source+": "+string(p.Body))
		}
	}
	want(t, "sitemap", lines, "https://example.org/jobs/1: <p>one", "https://example.org/jobs/2?a=1&b=2: <p>two", "! https://example.org/karriere/gone: gone: 127.0.0.1 answers 404")
	for _, a := range asked() {
		if strings.Contains(a, "evil") || strings.Contains(a, "passwd") || strings.Contains(a, "png") {
			t.Errorf("asked for %s, which was not named", a)
		}
	}
}

func TestFeed(t *testing.T) {
	long := strings.Repeat("You keep models running. ", 40)
	rss := `<?xml version="1.0"?><rss version="2.0" xmlns:content="c"><channel><title>Jobs at Acme</title><link>https://example.org/</link>` +
		`<item><title>ML Engineer</title><link>https://example.org/jobs/1</link><guid>one</guid><content:encoded>&lt;p&gt;` + long + `&lt;/p&gt;</content:encoded></item>` +
		`<item><title>Data Engineer</title><link>https://example.org/jobs/2</link><description>A teaser.</description></item>` +
		`<item><title>Sales</title><link>https://evil.example/jobs/3</link></item></channel></rss>`
	atom := `<feed xmlns="a"><title>Jobs</title><entry><title>ML</title><link rel="edit" href="https://example.org/edit"/><link href="https://example.org/jobs/2"/><id>u1</id></entry></feed>`
	table := map[string]string{"example.org/jobs.rss": rss, "example.org/jobs.atom": atom, "example.org/jobs/2": "<p>two", "example.org/empty.rss": `<rss><channel></channel></rss>`,
		"example.org/cut.rss": `<rss><channel><item><title>ML`}
	opt, asked := answers(t, table)
	read := func(address string) (lines []string) {
		for p, err := range Open(t.Context(), []string{address}, opt) {
			if err != nil {
				lines = append(lines, "! "+err.Error())
			} else {
				lines = append(lines, p.Name()+" at "+p.URL+": "+strings.ReplaceAll(string(p.Body), long, "LONG"))
			}
		}
		return lines
	}
	head, tail := rss[:strings.Index(rss, "<item>")], "</channel></rss>"
	table["example.org/jobs.rss"] = strings.Replace(rss, "<item>", "<lastBuildDate>today</lastBuildDate><item>", 1)
	items := strings.SplitAfter(strings.TrimSuffix(strings.TrimPrefix(rss, head), tail), "</item>")
	first := "https://example.org/jobs.rss (entry one) at https://example.org/jobs/1: " + strings.ReplaceAll(head+items[0]+tail, long, "LONG")
	second := "https://example.org/jobs/2 at https://example.org/jobs/2: <p>two"
	want(t, "rss", read("https://example.org/jobs.rss"), first, second, "https://example.org/jobs.rss (entry https://evil.example/jobs/3) at https://evil.example/jobs/3: "+head+items[2]+tail)
	want(t, "atom", read("https://example.org/jobs.atom"), second)
	want(t, "empty feed", read("https://example.org/empty.rss"), "! https://example.org/empty.rss: the feed has no entries")
	want(t, "feed that breaks off", read("https://example.org/cut.rss"), "https://example.org/cut.rss at https://example.org/cut.rss: "+table["example.org/cut.rss"])
	opt.Match = regexp.MustCompile("Engineer")
	opt.Limit = 1
	want(t, "feed with a limit", read("https://example.org/jobs.rss"), first)
	opt.Match = regexp.MustCompile("Nurse")
	want(t, "feed without a match", read("https://example.org/jobs.rss"), "! https://example.org/jobs.rss: none of the 3 entries has a title that matches")
	if got := strings.Join(asked(), " "); strings.Contains(got, "evil") || strings.Contains(got, "edit") {
		t.Errorf("asked for %s, want nothing of other hosts", got)
	}
}
