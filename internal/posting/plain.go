package posting

import (
	"fmt"
	"strings"

	"jobsignal/internal/document"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/pay"
)

// readPlain reads text and Markdown: front matter first, then the lines the text opens with, then labels in it.
func readPlain(p *job.Page, doc *document.Document) Result {
	d := draft{}
	if front, ok := doc.Data.(map[string]any); ok {
		newRecord(front, nil, "").fill(&d, fromRecord, p.Retrieved)
	}
	d.Body = doc.Blocks
	used, printed := d.printHead(doc.Blocks)
	if !printed {
		used = d.lead(p, doc)
	}
	d.Body = d.Body[min(used, len(d.Body)):]
	d.settleOffer()
	for _, b := range d.Body {
		if b.Kind != job.Heading && len(b.Text) <= 200 && d.labelled(b.Text, fromText, p.Retrieved) {
			continue
		}
	}
	if d.Employer == "" {
		d.employer(spell(employerInAddress(d.URL), strings.Join(texts(d.Body), "\n")), fromPage)
	}
	e := weigh(d.Body)
	if e.advertises() || front(doc) && e.chars >= enoughText {
		if closedNotice(d.Body) {
			d.close(fromText)
		}
		return Result{Postings: []job.Posting{d.Posting}}
	}
	reason, detail := textReason(e, d.Body)
	return Result{Reason: reason, Detail: detail}
}

// printHead reads the line that browsers print on top of a page: the date, then the page's title. The job's title
// is the first line below it that the page's title repeats. It returns how many blocks that takes.
func (d *draft) printHead(blocks []job.Block) (used int, ok bool) {
	if len(blocks) < 4 || !printDate(blocks[0].Text) {
		return 0, false
	}
	head := blocks[1].Text
	if blank, rest, ok := cutLast(head, " http"); ok && !strings.Contains(rest, " ") {
		head = blank
	}
	for i := 2; i < min(len(blocks), 16); i++ {
		text := blocks[i].Text
		if len(text) > 5 && len(text) < 140 && !siteHeading(text) && repeats([]string{bare(head)}, bare(text)) {
			d.title(text, fromTitle)
			used = i + 1
			break
		}
	}
	t := readTitle(head, d.Title)
	if d.Title == "" {
		d.title(t.title, fromTitle)
		used = 2
	}
	if len(t.names) > 0 {
		d.employer(t.names[len(t.names)-1], fromTitle)
	}
	return used, true
}

// printDate reports "6/26/25, 11:45 AM" and its like.
func printDate(s string) bool {
	day, clock, ok := strings.Cut(s, ", ")
	return ok && len(s) < 40 && strings.Count(day, "/")+strings.Count(day, ".") == 2 && strings.Contains(clock, ":")
}

// settleOffer keeps the pay of the opening lines for texts that do not state it themselves: sites round it there.
func (d *draft) settleOffer() {
	if d.offered == "" {
		return
	}
	if s, _ := pay.Find(fact.NewText(texts(d.Body)), d.Location); s != nil {
		return
	}
	if s := pay.In(d.offered, d.Location); s != nil && s.Min != s.Max {
		d.salary(s, fromText)
	}
}

// front reports front matter that describes a job.
func front(doc *document.Document) bool {
	m, ok := doc.Data.(map[string]any)
	return ok && newRecord(m, nil, "").isRecord()
}

// textReason says why a text is no posting.
func textReason(e evidence, blocks []job.Block) (job.Reason, string) {
	switch {
	case e.chars == 0:
		return job.Empty, "no text"
	case errorText(blocks):
		return job.ErrorPage, "an error message"
	case e.chars < shortest && (e.parts > 0 || e.phrases > 0):
		return job.Fragment, fmt.Sprintf("%d characters", e.chars)
	}
	return job.NotAJob, fmt.Sprintf("%d characters, %d headings and %d phrases of an advertisement", e.chars, e.parts, e.phrases)
}

// lead reads the lines that a text opens with before its first blank line: title, employer, place, date and
// tags, in this order but with any of them missing. It returns how many blocks they take.
func (d *draft) lead(p *job.Page, doc *document.Document) int {
	lines := doc.Lead
	if len(lines) == 0 {
		return 0
	}
	if len(lines) == 1 || len(lines[0]) > 120 { // a title alone, or text from the first line on
		return d.openingHeading(p, doc)
	}
	for i, l := range lines {
		if len(l) > 160 { // text follows without a blank line
			lines = lines[:i]
			break
		}
	}
	if len(lines) < 2 {
		return d.openingHeading(p, doc)
	}
	d.title(lines[0], fromText)
	for _, l := range lines[1:] {
		d.leadLine(l, p)
	}
	return blocksOf(doc.Blocks, lines)
}

// openingHeading takes a first short block for the title.
func (d *draft) openingHeading(p *job.Page, doc *document.Document) int {
	if len(doc.Blocks) == 0 {
		return 0
	}
	b := doc.Blocks[0]
	if len(b.Text) > 120 || b.Kind == job.Item || strings.HasSuffix(b.Text, ".") || partOf(b.Text) != noPart {
		return 0
	}
	if b.Kind != job.Heading && fact.Role(b.Text) == "" && fact.Seniority(b.Text) == "" {
		return 0
	}
	title, place := splitPlace(b.Text)
	d.title(title, fromText)
	d.location(place, fromText)
	// A line of facts may stand apart from the title.
	if next := 1; len(doc.Blocks) > 2 && doc.Blocks[next].Kind == job.Paragraph && len(doc.Blocks[next].Text) <= 140 && d.tagged(doc.Blocks[next].Text, p) {
		return 2
	}
	return 1
}

// leadLine sorts one line below the title.
func (d *draft) leadLine(l string, p *job.Page) {
	if d.labelled(l, fromText, p.Retrieved) || d.tagged(l, p) {
		return
	}
	switch {
	case d.Employer == "" && !(fact.LooksLikePlace(l) && fact.Role(l) == ""):
		d.employer(l, fromText)
	case d.Location == "":
		d.location(l, fromText)
	}
}

// tagged reads a line of several short facts. A lone name with a comma in it ("Veev, By Lennar") is no such line.
func (d *draft) tagged(l string, p *job.Page) bool {
	pieces := splitTags(l)
	if len(pieces) == 0 {
		return false
	}
	if i := strings.IndexAny(l, "🌎📍"); i >= 0 && d.Location == "" { // a sign that says what follows
		place := strings.TrimSpace(strings.Trim(l[i:], "🌎📍 "))
		d.location(place, fromText)
		d.remote(fact.RemoteTag(place), fromText)
	}
	name := d.Employer == ""
	if len(pieces) == 1 && !anyTag(strings.Split(l, ","), p.Retrieved) && len(d.commaParts(l, name)) == 1 && !strings.ContainsAny(l, "💰🌎📍") {
		return d.tag(l, p.Retrieved, fromText)
	}
	return d.tagLine(l, p.Retrieved, fromText, name)
}

// blocksOf counts the blocks at the start that hold the given lines.
func blocksOf(blocks []job.Block, lines []string) int {
	n, at := 0, 0
	for n < len(blocks) && at < len(lines) {
		text := bare(blocks[n].Text)
		for at < len(lines) && text != "" && strings.HasPrefix(text, bare(lines[at])) {
			text = strings.TrimPrefix(text, bare(lines[at]))
			at++
		}
		if text != "" {
			break
		}
		n++
	}
	return n
}
