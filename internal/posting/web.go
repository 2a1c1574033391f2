package posting

import (
	"fmt"
	"strings"

	"jobsignal/internal/document"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/markup"
)

// webPage is one page while it is read.
type webPage struct {
	page  *job.Page
	doc   *document.Document
	out   *markup.Outline
	index index  // boxes by their names
	parts []part // what each short leaf announces
	used  []bool // leaves that belong to the advertisement

	text evidence // of the part that was chosen
}

// readWebPage reads a page in layers: what structured data claims, then what the page shows.
func readWebPage(p *job.Page, doc *document.Document) Result {
	w := &webPage{page: p, doc: doc, out: doc.Outline}
	w.index = indexOf(w.out)
	w.announce()
	claims := w.claims()
	if many := w.several(claims); len(many) > 1 {
		return Result{Postings: many}
	}
	d := draft{}
	var claimed []job.Block
	if len(claims) == 1 {
		claims[0].fill(&d, claims[0].origin, p.Retrieved)
		claimed = claims[0].body()
	}
	d.Body = w.body(claimed)
	w.text = weigh(d.Body)
	if !w.text.advertises() && len(claimed) == 0 {
		r, ok := w.state()
		if len(r.Postings) > 0 {
			return r
		}
		if head := w.fromHead(); weigh(head).advertises() {
			d.Body, w.text = head, weigh(head)
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

// announce reads what short leaves announce, once.
func (w *webPage) announce() {
	w.parts = make([]part, len(w.out.Leaves))
	for i := range w.out.Leaves {
		l := &w.out.Leaves[i]
		if l.Kind == job.Heading || len(l.Text) <= 60 {
			w.parts[i] = partOf(l.Text)
		}
	}
}

// claim is one JobPosting in structured data.
type claim struct {
	*record
	origin string
}

// claims collects the JobPostings that structured data holds, each once.
func (w *webPage) claims() []claim {
	var out []claim
	seen := map[string]bool{}
	for _, c := range w.doc.Claims {
		var found []*record
		records(c.Value, nil, "", 0, &found)
		for _, r := range found {
			if !strings.Contains(oneLine(r.fields["type"]), "JobPosting") {
				continue
			}
			id := bare(r.text("title")) + bare(r.employer()) + bare(r.place())
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
		d := draft{}
		c.fill(&d, c.origin, w.page.Retrieved)
		if d.Body = c.body(); length(d.Body) >= enoughText {
			out = append(out, d.Posting)
		}
	}
	return out
}

// body chooses the text of the advertisement: what structured data describes, laid out as the page shows it
// where the page shows it whole; else the part of the page that reads like an advertisement; else what only
// machines see: state objects and descriptions in the head.
func (w *webPage) body(claimed []job.Block) []job.Block {
	if length(claimed) >= enoughText {
		if shown := w.showing(claimed); shown != nil {
			return shown
		}
		return claimed
	}
	w.used = w.content()
	return w.chosen()
}

// chosen returns the blocks of the leaves in use.
func (w *webPage) chosen() []job.Block {
	var out []job.Block
	for i, ok := range w.used {
		if ok {
			out = append(out, w.out.Leaves[i].Block)
		}
	}
	return out
}

// showing finds the leaves that show a claimed text. It returns nil when the page does not show most of it, or
// when the claim is laid out better than the page.
func (w *webPage) showing(claimed []job.Block) []job.Block {
	want := bare(strings.Join(texts(claimed), ""))
	covered, first, last := 0, -1, -1
	in := make([]bool, len(w.out.Leaves))
	for i := range w.out.Leaves {
		text := bare(w.out.Leaves[i].Text)
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
	if covered*10 < len(want)*8 || covered*10 > len(want)*15 {
		return nil
	}
	for first > 0 && in[first-1] && w.out.Leaves[first-1].Kind == job.Heading {
		first--
	}
	w.used = make([]bool, len(w.out.Leaves))
	for i := first; i <= last; i++ {
		w.used[i] = in[i] || len(w.out.Leaves[i].Text) < 60 && !w.out.Leaves[i].Hidden && w.out.Leaves[i].Linked*2 < len(w.out.Leaves[i].Text)
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
	h := gather(values, fromRecord, w.page.Retrieved)
	head := bare(w.doc.Title + w.doc.Meta["og:title"])
	var named []job.Posting
	for _, p := range h.postings {
		if len(p.Title) > 3 && strings.Contains(head, bare(p.Title)) {
			named = append(named, p)
		}
	}
	if len(named) > 0 {
		h.postings = named[:1]
	}
	switch {
	case len(h.postings) == 1:
		d := draft{Posting: h.postings[0]}
		w.fields(&d)
		return Result{Postings: []job.Posting{d.Posting}}, true
	case len(h.postings) > 1:
		return Result{Postings: h.postings, Listed: h.listed}, true
	case h.listed > 0 && w.jobLinks() < 3:
		return Result{Reason: job.ListedOnly, Detail: fmt.Sprintf("%d jobs without their text", h.listed), Listed: h.listed}, true
	}
	return Result{}, false
}

// maxState bounds how much of a script is decoded.
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
	return w.jobLinks()
}

// judge decides what a page is; an empty reason means a posting.
func (w *webPage) judge(d *draft, claimed bool) (job.Reason, string) {
	e := w.text
	switch {
	case claimed && e.chars >= enoughText:
	case e.advertises() && !w.listPage(e) && !(w.countsJobs() && e.chars < 1500):
	default:
		return w.reason(e)
	}
	if w.closed() {
		d.close(fromPage)
	}
	return "", ""
}

// reason says why a page is no posting.
func (w *webPage) reason(e evidence) (job.Reason, string) {
	all := length(w.doc.Blocks)
	title := strings.ToLower(w.doc.Title)
	lead := strings.ToLower(strings.Join(texts(w.doc.Blocks[:min(len(w.doc.Blocks), 12)]), " "))
	switch {
	case all == 0 && len(w.doc.Scripts) == 0:
		return job.Empty, "no text"
	case w.closed() && all < 2500:
		return job.Gone, "the page says that the job is closed"
	case errorText(w.doc.Blocks) || containsAny(title, errorTitles):
		return job.ErrorPage, w.doc.Title
	case w.jobLinks() >= 3 || containsAny(title, listTitles) || containsAny(lead, listTitles) || w.countsJobs():
		return job.Listing, fmt.Sprintf("%d links to jobs", w.jobLinks())
	case w.doc.Passwords > 0 && all < 3000:
		return job.Login, "asks to sign in"
	case w.doc.Fields >= 4:
		return job.Form, fmt.Sprintf("%d form fields", w.doc.Fields)
	case w.jobLinks() >= 2 && all < 2*shortest:
		return job.Listing, fmt.Sprintf("%d links to jobs", w.jobLinks())
	case all < shortest && len(w.doc.Scripts) > 0:
		return job.NeedsBrowser, fmt.Sprintf("%d characters of text", all)
	case all < shortest:
		return job.Fragment, fmt.Sprintf("%d characters of text", all)
	case w.doc.Meta["og:type"] == "article":
		return job.Article, "og:type article"
	case w.jobAddress():
		return job.Gone, "a job's address without its text"
	}
	return job.NotAJob, fmt.Sprintf("%d headings and %d phrases of an advertisement", e.parts, e.phrases)
}

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
	return containsAny(low, []string{"/job/", "/jobs/", "/careers/", "viewjob", "/vacancies/", "/position"})
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

var errorTitles = []string{"404", "not found", "403 forbidden", "access denied", "just a moment", "attention required", "error 5", "internal server error", "service unavailable", "security check", "are you a robot", "captcha", "page not available", "help us protect"}
var listTitles = []string{"search results", "jobs found", "job search", "open positions", "jobs matching", "all jobs", "results for", "nabídky práce", "nabídka práce", "volná místa", "stellenangebote", "job listings", "remote developer jobs", "browse jobs", "current openings"}

// errorText reports the texts of error pages: they stand alone.
func errorText(blocks []job.Block) bool {
	all := strings.ToLower(strings.Join(texts(blocks[:min(len(blocks), 8)]), " "))
	if length(blocks) > 2500 {
		return false
	}
	return containsAny(all, []string{"fatal error", "404 not found", "page not found", "403 forbidden", "access denied", "502 bad gateway", "503 service", "internal server error", "stack trace", "traceback (most recent", "checking your browser", "verify you are human", "verifying you are human", "help us protect", "unusual traffic", "enable cookies", "parse error:", "uncaught exception", "please unblock", "page you are looking for", "page you requested", "stránka nenalezena", "seite nicht gefunden", "seite wurde nicht gefunden"})
}

// closedWords say that applications are no longer taken.
var closedWords = fact.NewPhrases(false, "no longer accepting applications", "no longer available", "position has been filled", "position is closed", "job has expired", "this job is closed", "job is no longer", "applications are closed", "applications have closed", "vacancy is closed", "vacancy has closed", "this position has been closed", "this posting has expired", "has been filled", "posting is closed", "job posting has expired", "this job posting is no longer", "this job has been closed", "applications closed",
	"nicht mehr verfügbar", "stelle ist besetzt", "bereits besetzt", "bewerbungsfrist ist abgelaufen", "stellenanzeige ist nicht mehr", "vacature is gesloten", "vacature is niet meer", "vacature is vervuld", "n'est plus disponible", "offre expirée", "offre est expirée", "ya no está disponible", "oferta cerrada", "oferta ha caducado", "proceso cerrado", "não está mais disponível", "vaga encerrada", "oferta wygasła", "ogłoszenie wygasło", "nabídka již není aktuální", "pozice je obsazena", "inzerát už není aktivní", "nabídka není aktivní", "ya no acepta solicitudes", "nimmt keine bewerbungen mehr")

// closedNotice reports whether a short line says that the job is closed.
func closedNotice(blocks []job.Block) bool {
	for i := range blocks {
		if len(blocks[i].Text) < 220 && closedWords.In(strings.ToLower(blocks[i].Text)) {
			return true
		}
	}
	return false
}

func (w *webPage) closed() bool { return closedNotice(w.doc.Blocks) }
