package board

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// system is one applicant-tracking system: how its addresses look, how its list is asked for and where the jobs are
// in the answer. Paths are names of JSON fields, dotted.
type system struct {
	name  string
	find  func(b *Board, steps []string, query url.Values) bool // fills in Company and Job; false for other addresses
	list  func(b Board, offset int) Request
	under string // field that holds the list; empty when the answer is the list
	id    string
	title string
	link  string

	detail      func(b Board, id string) string // address of one posting, where the system gives it alone
	detailTitle string                          // title in that answer, where it differs
	listOnly    bool                            // the list has no texts, so that each posting is asked for
	public      func(b Board, id string) string // address for people, where the list has none
	page        int                             // jobs in one answer, where there are several answers
	totalAt     string                          // field with the number of all jobs
	nextAt      string                          // field with the address of the next answer
	xml         bool                            // Personio's XML
}

// more is the request for the jobs behind the n that an answer brought, or nil.
func (s *system) more(b Board, r Request, n int, envelope map[string]json.RawMessage) *Request {
	// A link in an answer is followed only to where the answer came from.
	if s.nextAt != "" {
		var next string
		if json.Unmarshal(envelope[s.nextAt], &next) == nil && sameHost(next, r.URL) && next != r.URL {
			return &Request{Method: "GET", URL: next, offset: r.offset + n}
		}
		return nil
	}
	// A short answer is the last one, whatever the total says.
	if s.page == 0 || n < s.page {
		return nil
	}
	total := r.total
	if s.totalAt != "" && total == 0 { // only the first answer can be trusted to know
		json.Unmarshal(envelope[s.totalAt], &total)
	}
	offset := r.offset + n
	if total > 0 && offset >= total {
		return nil
	}
	next := s.list(b, offset)
	next.offset, next.total = offset, total
	return &next
}

// sameHost reports whether an answer's own link stays where it came from.
func sameHost(a, b string) bool {
	x, err1 := url.Parse(a)
	y, err2 := url.Parse(b)
	return err1 == nil && err2 == nil && x.Host == y.Host && x.Scheme == y.Scheme
}

// get makes the list's request from an address with the company, and possibly the offset, in it.
func get(format string, args ...any) Request {
	return Request{Method: "GET", URL: fmt.Sprintf(format, args...)}
}

// label is the part of a host before a domain: "acme" of acme.recruitee.com. A www or a name with further dots is none.
func label(host, domain string) string {
	l, ok := strings.CutSuffix(host, "."+domain)
	if !ok || l == "www" || l == "api" || strings.Contains(l, ".") {
		return ""
	}
	return l
}

// at is a step of the path, escaped for use in another, or "".
func at(steps []string, i int) string {
	if i >= len(steps) {
		return ""
	}
	return url.PathEscape(steps[i])
}

// after is the step behind a word, or "".
func after(steps []string, word string) string {
	if i := slices.Index(steps, word); i >= 0 {
		return at(steps, i+1)
	}
	return ""
}

// only is the part of a query that has one of the names, to be put behind another: what a person chose stays, what
// says where a link was found goes.
func only(q url.Values, names ...string) string {
	kept := url.Values{}
	for _, n := range names {
		if q.Has(n) {
			kept[n] = q[n]
		}
	}
	if len(kept) == 0 {
		return ""
	}
	return "&" + kept.Encode()
}

// locale is a first step such as "en-US".
var locale = regexp.MustCompile(`^[a-z]{2}(-[A-Za-z]{2})?$`)

// withoutLocale drops a first step that names a language.
func withoutLocale(steps []string) []string {
	if len(steps) > 0 && locale.MatchString(steps[0]) {
		return steps[1:]
	}
	return steps
}

// uuid is the form of identifiers that end an address with a title in front, or stand alone.
var uuid = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// digits is a number that starts a step: "744000123-data-engineer".
var digits = regexp.MustCompile(`^[0-9]{6,}`)

// systems is the table. A new system is one entry here, one reader in package posting, and a recorded answer.
func systems() []system {
	return []system{
		{
			name: "Greenhouse", under: "jobs", id: "id", title: "title", link: "absolute_url",
			find: func(b *Board, steps []string, q url.Values) bool {
				if !slices.Contains([]string{"boards.greenhouse.io", "job-boards.greenhouse.io", "boards.eu.greenhouse.io", "job-boards.eu.greenhouse.io"}, b.host) {
					return false
				}
				b.Company, b.Job = at(steps, 0), after(steps, "jobs")
				if b.Company == "embed" {
					b.Company, b.Job = url.PathEscape(q.Get("for")), url.PathEscape(q.Get("token"))
				}
				if b.Job == "" { // as links from a company's own site name it
					b.Job = url.PathEscape(q.Get("gh_jid"))
				}
				return true
			},
			list: func(b Board, _ int) Request {
				return get("https://boards-api.greenhouse.io/v1/boards/%s/jobs?content=true", b.Company)
			},
			detail: func(b Board, id string) string {
				return fmt.Sprintf("https://boards-api.greenhouse.io/v1/boards/%s/jobs/%s?pay_transparency=true", b.Company, id)
			},
		},
		{
			name: "Lever", id: "id", title: "text", link: "hostedUrl", page: 100,
			find: func(b *Board, steps []string, q url.Values) bool {
				b.Company, b.Job, b.asked = at(steps, 0), at(steps, 1), only(q, "team", "department", "location", "commitment", "level")
				return b.host == "jobs.lever.co" || b.host == "jobs.eu.lever.co"
			},
			list: func(b Board, offset int) Request {
				return get("https://%s/v0/postings/%s?mode=json&limit=100&skip=%d%s", leverHost(b), b.Company, offset, b.asked)
			},
			detail: func(b Board, id string) string {
				return fmt.Sprintf("https://%s/v0/postings/%s/%s?mode=json", leverHost(b), b.Company, id)
			},
		},
		{
			name: "Ashby", under: "jobs", id: "id", title: "title", link: "jobUrl",
			find: func(b *Board, steps []string, q url.Values) bool {
				b.Company, b.Job = at(steps, 0), at(steps, 1)
				if b.Job == "" || b.Job == "embed" {
					b.Job = url.PathEscape(q.Get("ashby_jid"))
				}
				return b.host == "jobs.ashbyhq.com"
			},
			list: func(b Board, _ int) Request {
				return get("https://api.ashbyhq.com/posting-api/job-board/%s?includeCompensation=true", b.Company)
			},
		},
		{
			name: "Workable", under: "jobs", id: "shortcode", title: "title", link: "url",
			find: func(b *Board, steps []string, _ url.Values) bool {
				b.Company, b.Job = at(steps, 0), after(steps, "j")
				if b.Company == "j" || b.Company == "api" { // a posting's short address does not name the company
					b.Company = ""
				}
				if b.host == "apply.workable.com" {
					return true
				}
				// The older form. Its numbers of postings are not those of the interface.
				b.Company = label(b.host, "workable.com")
				return !slices.Contains([]string{"jobs", "help", "resources"}, b.Company) && slices.Contains([]string{"", "j"}, at(steps, 0))
			},
			list: func(b Board, _ int) Request {
				return get("https://apply.workable.com/api/v1/widget/accounts/%s?details=true", b.Company)
			},
		},
		{
			name: "SmartRecruiters", under: "content", id: "id", title: "name", page: 100, totalAt: "totalFound", listOnly: true,
			find: func(b *Board, steps []string, _ url.Values) bool {
				b.Company, b.Job = at(steps, 0), digits.FindString(at(steps, 1))
				if b.host == "jobs.smartrecruiters.com" { // below a company stand its postings; other first steps are forms and searches
					return len(steps) == 1 || b.Job != "" && b.Company != "oneclick-ui"
				}
				return b.host == "careers.smartrecruiters.com"
			},
			list: func(b Board, offset int) Request {
				return get("https://api.smartrecruiters.com/v1/companies/%s/postings?limit=100&offset=%d", b.Company, offset)
			},
			detail: func(b Board, id string) string {
				return fmt.Sprintf("https://api.smartrecruiters.com/v1/companies/%s/postings/%s", b.Company, id)
			},
			public: func(b Board, id string) string { return "https://jobs.smartrecruiters.com/" + b.Company + "/" + id },
		},
		{
			name: "Recruitee", under: "offers", id: "slug", title: "title", link: "careers_url",
			find: func(b *Board, steps []string, _ url.Values) bool {
				b.Company, b.Job = label(b.host, "recruitee.com"), after(steps, "o")
				return true
			},
			list: func(b Board, _ int) Request { return get("https://%s/api/offers/", b.host) },
		},
		{
			name: "Personio", xml: true,
			find: func(b *Board, steps []string, q url.Values) bool {
				b.Company, b.Job = label(b.host, "jobs.personio.de")+label(b.host, "jobs.personio.com"), after(steps, "job")
				if l := q.Get("language"); locale.MatchString(l) { // of the texts; without one, the company's own
					b.asked = "?language=" + l
				}
				return true
			},
			list:   func(b Board, _ int) Request { return get("https://%s/xml%s", b.host, b.asked) },
			public: func(b Board, id string) string { return "https://" + b.host + "/job/" + id },
		},
		{
			name: "Teamtailor", under: "items", id: "id", title: "title", link: "url", nextAt: "next_url",
			find: func(b *Board, steps []string, _ url.Values) bool {
				steps = withoutLocale(steps)
				if len(steps) > 1 || len(steps) == 1 && steps[0] != "jobs" {
					return false // a posting's own page states everything
				}
				b.Company = label(b.host, "teamtailor.com") + label(b.host, "na.teamtailor.com")
				return b.Company != "na"
			},
			list: func(b Board, _ int) Request { return get("https://%s/jobs.json", b.host) },
		},
		{
			name: "Workday", under: "jobPostings", id: "externalPath", title: "title", page: 20, totalAt: "total", listOnly: true,
			detailTitle: "jobPostingInfo.title",
			find:        workdayBoard,
			list: func(b Board, offset int) Request {
				return Request{Method: "POST", URL: fmt.Sprintf("https://%s/wday/cxs/%s/%s/jobs", b.host, b.Company, b.site),
					Body: fmt.Sprintf(`{%s,"limit":20,"offset":%d}`, b.asked, offset)}
			},
			detail: func(b Board, id string) string {
				return fmt.Sprintf("https://%s/wday/cxs/%s/%s%s", b.host, b.Company, b.site, (&url.URL{Path: id}).EscapedPath())
			},
			public: func(b Board, id string) string {
				if strings.HasSuffix(b.host, ".myworkdaysite.com") {
					return "https://" + b.host + "/recruiting/" + b.Company + "/" + b.site + id
				}
				return "https://" + b.host + "/" + b.site + id
			},
		},
		{
			name: "BambooHR", under: "result", id: "id", title: "jobOpeningName", listOnly: true, detailTitle: "result.jobOpening.jobOpeningName",
			find: func(b *Board, steps []string, q url.Values) bool {
				b.Company, b.Job = label(b.host, "bamboohr.com"), after(steps, "careers")
				if id := q.Get("id"); at(steps, 0) == "jobs" && id != "" { // an older form
					b.Job = url.PathEscape(id)
				}
				if b.Job == "list" {
					b.Job = ""
				}
				return slices.Contains([]string{"", "careers", "jobs"}, at(steps, 0))
			},
			list: func(b Board, _ int) Request { return get("https://%s/careers/list", b.host) },
			detail: func(b Board, id string) string {
				return fmt.Sprintf("https://%s/careers/%s/detail", b.host, id)
			},
			public: func(b Board, id string) string { return "https://" + b.host + "/careers/" + id },
		},
		{
			name: "Pinpoint", under: "data", id: "id", title: "title", link: "url",
			find: func(b *Board, steps []string, _ url.Values) bool {
				b.Company, b.Job = label(b.host, "pinpointhq.com"), after(steps, "postings")
				return true
			},
			list: func(b Board, _ int) Request { return get("https://%s/postings.json", b.host) },
		},
		{
			name: "Rippling", id: "uuid", title: "name", link: "url", listOnly: true,
			find: func(b *Board, steps []string, _ url.Values) bool {
				steps = withoutLocale(steps)
				b.Company, b.Job = at(steps, 0), uuid.FindString(after(steps, "jobs"))
				return b.host == "ats.rippling.com" && b.Company != "api"
			},
			list: func(b Board, _ int) Request {
				return get("https://api.rippling.com/platform/api/ats/v1/board/%s/jobs", b.Company)
			},
			detail: func(b Board, id string) string {
				return fmt.Sprintf("https://api.rippling.com/platform/api/ats/v1/board/%s/jobs/%s", b.Company, url.PathEscape(id))
			},
		},
	}
}

// workdayBoard recognises Workday's addresses: the company is the host's first part, or on shared hosts a step behind
// "recruiting", and its site the step after.
func workdayBoard(b *Board, steps []string, q url.Values) bool {
	steps = withoutLocale(steps)
	own := strings.HasSuffix(b.host, ".myworkdayjobs.com")
	switch {
	case !own && !strings.HasSuffix(b.host, ".myworkdaysite.com"):
		return false
	case len(steps) > 3 && steps[0] == "wday" && steps[1] == "cxs": // the interface's own address
		b.Company, steps = at(steps, 2), steps[3:]
	case own:
		b.Company, _, _ = strings.Cut(b.host, ".")
	case len(steps) > 2 && steps[0] == "recruiting":
		b.Company, steps = at(steps, 1), steps[2:]
	}
	b.site, b.asked = at(steps, 0), workdaySearch(q)
	if i := slices.IndexFunc(steps, func(s string) bool { return s == "job" || s == "details" }); i > 0 && i+1 < len(steps) {
		id := steps[i+1:]
		if end := slices.Index(id, "apply"); end > 0 { // its form
			id = id[:end]
		}
		b.Job = "/job/" + strings.Join(id, "/")
	}
	return b.site != ""
}

// facet is the form of Workday's names for places, departments and the like.
var facet = regexp.MustCompile(`^[0-9a-f]{32}$`)

// workdaySearch is the search that an address stands for, as the interface takes it: the words and the facets that a
// person chose before copying the address.
func workdaySearch(q url.Values) string {
	facets := map[string][]string{}
	for name, values := range q {
		if !slices.ContainsFunc(values, func(v string) bool { return !facet.MatchString(v) }) {
			facets[name] = values
		}
	}
	applied, _ := json.Marshal(facets) // texts only: cannot fail
	words, _ := json.Marshal(q.Get("q"))
	return fmt.Sprintf(`"appliedFacets":%s,"searchText":%s`, applied, words)
}

// leverHost is the API's host for the part of the world that the board is in.
func leverHost(b Board) string {
	if b.host == "jobs.eu.lever.co" {
		return "api.eu.lever.co"
	}
	return "api.lever.co"
}

// cutXML makes each position of Personio's XML a document of its own. Entities are not expanded and nothing outside
// is followed.
func cutXML(body []byte) (jobs []Job, err error) {
	d := xml.NewDecoder(strings.NewReader(string(body)))
	root := false
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			if !root {
				return nil, errors.New("it has no element workzag-jobs")
			}
			return jobs, nil
		}
		if err != nil {
			return nil, err
		}
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workzag-jobs":
			root = true
		case e.Name.Local == "position":
			var p struct {
				ID    string `xml:"id"`
				Name  string `xml:"name"`
				Inner []byte `xml:",innerxml"`
			}
			if err := d.DecodeElement(&p, &e); err != nil {
				return nil, err
			}
			one := "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<workzag-jobs><position>" + string(p.Inner) + "</position></workzag-jobs>"
			jobs = append(jobs, Job{ID: strings.TrimSpace(p.ID), Title: strings.TrimSpace(p.Name), Body: []byte(one), Media: "application/xml"})
		}
	}
}
