package posting

import (
	"fmt"
	"slices"
	"strings"

	"jobsignal/internal/advert"
	"jobsignal/internal/document"
	"jobsignal/internal/draft"
	"jobsignal/internal/job"
	"jobsignal/internal/payload"
)

// webPage is one page while it is read.
type webPage struct {
	*advert.Page
	page *job.Page
	doc  *document.Document
	used []bool          // leaves that belong to the advertisement
	text advert.Evidence // of the part that was chosen
}

// readWebPage reads a page in layers: what structured data claims, then what the page shows. A page that shows no
// advertisement may still carry one for machines: in the objects its scripts draw it from, which hold fields as
// well, else in the description it gives to search engines. Both are asked only then, since they also describe the
// jobs that a page merely links to.
func readWebPage(p *job.Page, doc *document.Document) Result {
	w := &webPage{Page: advert.NewPage(doc.Outline), page: p, doc: doc}
	claims := w.claims()
	if many := w.several(claims); len(many) > 1 {
		return Result{Postings: many}
	}
	if len(claims) == 0 {
		if many := w.inARow(); len(many) > 1 {
			return Result{Postings: many}
		}
	}
	d := draft.Draft{}
	var claimed []job.Block
	if len(claims) == 1 {
		claims[0].Fill(&d, claims[0].origin, p.Retrieved)
		claimed = claims[0].Body()
	}
	d.Body = w.body(claimed)
	w.text = advert.Weigh(d.Body)
	if !w.text.Advertises() && len(claimed) == 0 {
		r, ok := w.state()
		if len(r.Postings) > 0 {
			return r
		}
		if head := w.fromHead(); advert.Weigh(head).Advertises() {
			d.Body, w.text = head, advert.Weigh(head)
		} else if ok {
			return r
		}
	}
	w.fields(&d)
	reason, detail := w.judge(&d, len(claims) == 1)
	if reason != "" {
		return Result{Reason: reason, Detail: detail, Listed: w.listed(reason)}
	}
	return Result{Postings: []job.Posting{d.Posting}}
}

// claim is one JobPosting in structured data, and which markup states it.
type claim struct {
	*payload.Record
	origin string
}

// claims collects the JobPostings that structured data holds, each once.
func (w *webPage) claims() []claim {
	var out []claim
	seen := map[string]bool{}
	for _, c := range w.doc.Claims {
		for _, r := range payload.Find(c.Value) {
			if !r.IsJobPosting() {
				continue
			}
			id := advert.Bare(r.Text("title")) + advert.Bare(r.Employer()) + advert.Bare(r.Place())
			if !seen[id] {
				seen[id] = true
				out = append(out, claim{r, c.Origin})
			}
		}
	}
	if len(out) > 1 && out[0].origin != out[1].origin { // the same job in two markups
		out = out[:1]
	}
	return out
}

// several reads a page that claims several jobs; those without their text do not count.
func (w *webPage) several(claims []claim) []job.Posting {
	if len(claims) < 2 {
		return nil
	}
	var out []job.Posting
	for _, c := range claims {
		d := draft.Draft{}
		c.Fill(&d, c.origin, w.page.Retrieved)
		if d.Body = c.Body(); advert.Length(d.Body) >= payload.EnoughText {
			out = append(out, d.Posting)
		}
	}
	return out
}

// body chooses the text of the advertisement: what structured data describes, laid out as the page shows it
// where the page shows it whole; else the part of the page that reads like an advertisement. The page's layout is
// preferred because structured data often has lost its headings, and headings tell requirements from wishes.
func (w *webPage) body(claimed []job.Block) []job.Block {
	if advert.Length(claimed) >= payload.EnoughText {
		if shown := w.showing(claimed); shown != nil {
			return shown
		}
		return claimed
	}
	w.used = w.Content()
	return w.chosen()
}

// chosen returns the blocks of the leaves in use.
func (w *webPage) chosen() []job.Block {
	var out []job.Block
	for i, ok := range w.used {
		if ok {
			out = append(out, w.Out.Leaves[i].Block)
		}
	}
	return out
}

// showing finds the leaves that show a claimed text. It returns nil when the page does not show most of it, or
// when the claim is laid out better than the page.
func (w *webPage) showing(claimed []job.Block) []job.Block {
	want := advert.Bare(strings.Join(advert.Texts(claimed), ""))
	covered, first, last := 0, -1, -1
	in := make([]bool, len(w.Out.Leaves))
	for i := range w.Out.Leaves {
		text := advert.Bare(w.Out.Leaves[i].Text)
		if len(text) < 3 || !strings.Contains(want, text) {
			continue
		}
		in[i] = true
		if len(text) >= 20 {
			covered += len(text)
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if covered*10 < len(want)*8 || covered*10 > len(want)*15 { // shown in part, or more than once
		return nil
	}
	for first > 0 && in[first-1] && w.Out.Leaves[first-1].Kind == job.Heading {
		first--
	}
	w.used = make([]bool, len(w.Out.Leaves))
	// Short lines in between are headings and chips that the claim leaves out; menus are links.
	for i := first; i <= last; i++ {
		w.used[i] = in[i] || len(w.Out.Leaves[i].Text) < 60 && !w.Out.Leaves[i].Hidden && w.Out.Leaves[i].Linked*2 < len(w.Out.Leaves[i].Text)
	}
	shown := w.chosen()
	if structure(shown) < structure(claimed) {
		return nil
	}
	return shown
}

// structure counts headings and items.
func structure(blocks []job.Block) int {
	n := 0
	for i := range blocks {
		if blocks[i].Kind != job.Paragraph {
			n++
		}
	}
	return n
}

// fromHead reads the description that a page gives to search engines and link previews.
func (w *webPage) fromHead() []job.Block {
	best := ""
	for _, k := range []string{"og:description", "description", "twitter:description"} {
		s := w.doc.Meta[k]
		if i := strings.Index(s, "SafeValue must use [property]=binding:"); i >= 0 { // a framework's complaint, not text
			s = strings.TrimSpace(s[i+len("SafeValue must use [property]=binding:"):])
		}
		if len(s) > len(best) {
			best = s
		}
	}
	if best == "" {
		return nil
	}
	return document.Fragment(best)
}

// state reads the objects that scripts draw the page from, for pages that do not show their text. One record
// that the page's title names is the page's job; without such a one, all that carry their text are. The page's
// fields complete a single job.
func (w *webPage) state() (Result, bool) {
	var values []any
	for _, s := range w.doc.Scripts {
		values = append(values, stateValues(s.Text)...)
	}
	h := payload.Gather(values, draft.FromRecord, w.page.Retrieved)
	head := advert.Bare(w.doc.Title + w.doc.Meta["og:title"])
	var named []job.Posting
	for _, p := range h.Postings {
		if len(p.Title) > 3 && strings.Contains(head, advert.Bare(p.Title)) {
			named = append(named, p)
		}
	}
	if len(named) > 0 {
		h.Postings = named[:1]
	}
	switch {
	case len(h.Postings) == 1:
		d := draft.Draft{Posting: h.Postings[0]}
		w.fields(&d)
		return Result{Postings: []job.Posting{d.Posting}}, true
	case len(h.Postings) > 1:
		return Result{Postings: h.Postings, Listed: h.Listed}, true
	case h.Listed > 0 && w.JobLinks() < 3:
		return Result{Reason: job.ListedOnly, Detail: listedOnly(h), Listed: h.Listed}, true
	}
	return Result{}, false
}

// maxState bounds how much of a script is decoded; larger ones are program code.
const maxState = 4 << 20

// stateValues decodes the objects in a script: the whole of it, what is assigned ("window.x = {…}"), or what is
// handed to JSON.parse as a string.
func stateValues(script string) []any {
	if len(script) > maxState || !strings.Contains(script, "escription") {
		return nil
	}
	s := strings.TrimSpace(script)
	if s[0] == '{' || s[0] == '[' {
		if v, err := document.Decode(s); err == nil {
			return []any{v}
		}
	}
	var out []any
	for from := 0; len(out) < 8; {
		i := strings.IndexAny(s[from:], "={(")
		if i < 0 {
			break
		}
		i += from + 1
		j := i
		for j < len(s) && (s[j] == ' ' || s[j] == '\n') {
			j++
		}
		from = i
		if j+1 >= len(s) || s[j] != '{' || s[j+1] != '"' {
			continue
		}
		if v, n := document.DecodePrefix(s[j:]); n > 0 {
			out = append(out, v)
			from = j + n
		}
	}
	return out
}

// listed counts the jobs on a page of results.
func (w *webPage) listed(reason job.Reason) int {
	if reason != job.Listing && reason != job.ListedOnly {
		return 0
	}
	return w.JobLinks()
}

// judge decides what a page is; an empty reason means a posting. A claim with its text is believed: it says of itself
// that it is a JobPosting. Anything else must read like one, and like one only: a result list quotes its jobs.
func (w *webPage) judge(d *draft.Draft, claimed bool) (job.Reason, string) {
	e := w.text
	switch {
	case claimed && e.Chars >= payload.EnoughText:
	case e.Advertises() && !w.ListPage(w.used, e) && !(w.countsJobs() && e.Chars < 1500):
	default:
		return w.reason(e)
	}
	if w.closed() {
		d.SetClosed(draft.FromPage)
	}
	return "", ""
}

// sign says what makes a page a list.
func (w *webPage) sign() string {
	if n := w.JobLinks(); n > 0 {
		return fmt.Sprintf("%d links to jobs", n)
	}
	return "it names several jobs and gives the text of none"
}

// reason says why a page is no posting: the first case that fits, plain signs before counts, so that an error page
// with a menu of jobs is an error page.
func (w *webPage) reason(e advert.Evidence) (job.Reason, string) {
	all := advert.Length(w.doc.Blocks)
	title := strings.ToLower(w.doc.Title)
	lead := strings.ToLower(strings.Join(advert.Texts(w.doc.Blocks[:min(len(w.doc.Blocks), 12)]), " "))
	switch {
	case all == 0 && !w.scripted():
		return job.Empty, "no text"
	case w.closed() && all < 2500:
		return job.Gone, "the page says that the job is closed"
	case errorText(w.doc.Blocks) || advert.ContainsAny(title, errorTitles):
		return job.ErrorPage, w.doc.Title
	case w.JobLinks() >= 3 || advert.ContainsAny(title, listTitles) || advert.ContainsAny(lead, listTitles) || w.countsJobs():
		return job.Listing, w.sign()
	case w.doc.Passwords > 0 && all < 3000:
		return job.Login, "asks to sign in"
	case finder(title) && all >= advert.Shortest:
		return job.Listing, "the page on which jobs are looked for"
	case w.doc.Fields >= 4:
		return job.Form, fmt.Sprintf("%d form fields", w.doc.Fields)
	case w.JobLinks() >= 2 && all < 2*advert.Shortest:
		return job.Listing, w.sign()
	case all < advert.Shortest && w.scripted():
		return job.NeedsBrowser, fmt.Sprintf("%d characters of text", all)
	case all < advert.Shortest:
		return job.Fragment, fmt.Sprintf("%d characters of text", all)
	case w.doc.Meta["og:type"] == "article":
		return job.Article, "og:type article"
	case w.jobAddress():
		return job.Gone, "a job's address without its text"
	}
	return job.NotAJob, fmt.Sprintf("%d headings and %d phrases of an advertisement", e.Parts, e.Phrases)
}

// scripted reports a page whose scripts could bring its text: those it loads, or large ones inside it.
func (w *webPage) scripted() bool { return w.doc.Loads > 0 || len(w.doc.Scripts) > 0 }

// countsJobs reports a title such as "128 Machine Learning Engineer jobs in Munich".
func (w *webPage) countsJobs() bool {
	for _, s := range []string{w.doc.Title, w.doc.Meta["og:title"]} {
		fields := strings.Fields(strings.ToLower(s))
		if len(fields) < 2 || strings.Trim(fields[0], "0123456789.,+") != "" {
			continue
		}
		for _, f := range fields[1:] {
			switch f {
			case "jobs", "openings", "positions", "vacancies", "vacatures", "stellen", "stellenangebote", "offres", "ofertas", "offerte", "nabídek", "ofert", "results":
				return true
			}
		}
	}
	return false
}

// jobAddress reports an address or title of a job page.
func (w *webPage) jobAddress() bool {
	low := strings.ToLower(w.doc.URL + " " + w.page.URL)
	return advert.ContainsAny(low, []string{"/job/", "/jobs/", "/careers/", "viewjob", "/vacancies/", "/position"})
}

// errorTitles are words of the titles of error pages and of checks for robots.
var errorTitles = []string{"404", "not found", "403 forbidden", "access denied", "just a moment", "attention required", "error 5", "internal server error", "service unavailable", "security check", "are you a robot", "captcha", "page not available", "help us protect"}

// listTitles are words that only lists of jobs have in their title or their first lines.
var listTitles = []string{"search results", "jobs found", "job search", "open positions", "jobs matching", "all jobs", "results for", "nabídky práce", "nabídka práce", "volná místa", "stellenangebote", "job listings", "remote developer jobs", "browse jobs", "current openings"}

// finder reports a title that names no job but the page on which jobs are looked for ("Jobs", "Job Finder | Acme"). Such
// pages have as many fields as a form, for their filters.
func finder(title string) bool {
	first, _, _ := strings.Cut(strings.NewReplacer(" - ", "|", " – ", "|").Replace(title), "|")
	return slices.Contains([]string{"jobs", "job finder", "jobfinder", "careers", "vacancies", "our jobs", "find jobs", "find a job", "search jobs", "job offers", "jobsuche", "stellensuche",
		"jobbörse", "stellenbörse", "offene stellen", "vacatures", "ofertas de empleo", "offres d'emploi"}, strings.TrimSpace(first))
}

// errorText reports the texts of error pages: they stand alone.
func errorText(blocks []job.Block) bool {
	all := strings.ToLower(strings.Join(advert.Texts(blocks[:min(len(blocks), 8)]), " "))
	if advert.Length(blocks) > 2500 {
		return false
	}
	return advert.ContainsAny(all, []string{"fatal error", "404 not found", "page not found", "403 forbidden", "access denied", "502 bad gateway", "503 service", "internal server error", "stack trace", "traceback (most recent", "checking your browser", "verify you are human", "verifying you are human", "help us protect", "unusual traffic", "enable cookies", "parse error:", "uncaught exception", "please unblock", "page you are looking for", "page you requested", "stránka nenalezena", "seite nicht gefunden", "seite wurde nicht gefunden"})
}

// closed reports a page that says its job takes no applications any more.
func (w *webPage) closed() bool { return advert.Closed(w.doc.Blocks) }
