package posting

import (
	"fmt"
	"strings"
	"time"

	"jobsignal/internal/advert"
	"jobsignal/internal/document"
	"jobsignal/internal/draft"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/pay"
	"jobsignal/internal/payload"
)

// textDraft is a posting that is being read from a text.
type textDraft struct{ draft.Draft }

// readPlain reads text and Markdown: front matter first, then the lines the text opens with, then labels in it.
func readPlain(p *job.Page, doc *document.Document) Result {
	d := textDraft{}
	if front, ok := doc.Data.(map[string]any); ok {
		payload.New(front, nil, "").Fill(&d.Draft, draft.FromRecord, p.Retrieved)
	}
	d.Body = doc.Blocks
	used, printed := d.printHead(doc.Blocks)
	if !printed {
		used = d.lead(p, doc)
	}
	d.Body = d.Body[min(used, len(d.Body)):]
	d.settleOffer()
	if printed {
		d.nearTitle(p.Retrieved)
	}
	d.labels(p.Retrieved)
	if d.Employer == "" {
		d.SetEmployer(draft.Spell(draft.EmployerInAddress(d.URL), strings.Join(advert.Texts(d.Body), "\n")), draft.FromPage)
	}
	e := advert.Weigh(d.Body)
	if e.Advertises() || front(doc) && e.Chars >= payload.EnoughText {
		if advert.Closed(d.Body) {
			d.SetClosed(draft.FromText)
		}
		return Result{Postings: []job.Posting{d.Posting}}
	}
	reason, detail := textReason(e, d.Body)
	return Result{Reason: reason, Detail: detail}
}

// printHead reads the line that browsers print on top of a page: the date, then the page's title. The job's title
// is the first line below it that the page's title repeats. It returns how many blocks that takes.
func (d *textDraft) printHead(blocks []job.Block) (used int, ok bool) {
	if len(blocks) < 4 || !printDate(blocks[0].Text) {
		return 0, false
	}
	head := blocks[1].Text
	if blank, rest, ok := draft.CutLast(head, " http"); ok && !strings.Contains(rest, " ") {
		head = blank
	}
	for i := 2; i < min(len(blocks), 16); i++ {
		text := blocks[i].Text
		if len(text) > 5 && len(text) < 140 && !draft.SiteHeading(text) && repeats([]string{advert.Bare(head)}, advert.Bare(text)) {
			d.SetTitle(text, draft.FromTitle)
			used = i + 1
			break
		}
	}
	t := draft.ReadTitle(head, d.Title)
	if d.Title == "" {
		d.SetTitle(t.Title, draft.FromTitle)
		used = 2
	}
	if len(t.Names) > 0 {
		d.SetEmployer(t.Names[len(t.Names)-1], draft.FromTitle)
	}
	return used, true
}

// nearTitle reads the short lines that a printed page has between the title and the text: the place, the day, the
// kind of employment.
func (d *textDraft) nearTitle(now time.Time) {
	for i := range d.Body[:min(len(d.Body), 4)] {
		if text := d.Body[i].Text; len(text) <= 100 && draft.Labels[advert.PlainHeading(text)] == "" {
			for _, piece := range draft.SplitTags(text) {
				d.Tag(piece, now, draft.FromText)
			}
		}
	}
}

// labels reads "Label: value" lines, and labels that stand as headings over their value.
func (d *textDraft) labels(now time.Time) {
	for i := range d.Body {
		b := &d.Body[i]
		if len(b.Text) > 200 || d.Labelled(b.Text, draft.FromText, now) || b.Kind != job.Heading || i+1 == len(d.Body) {
			continue
		}
		next := &d.Body[i+1]
		if field := draft.Labels[advert.PlainHeading(b.Text)]; field != "title" && next.Kind == job.Paragraph && len(next.Text) <= 100 {
			first, _, _ := strings.Cut(next.Text, "\n")
			d.State(field, first, draft.FromText, now)
		}
	}
}

// printDate reports "6/26/25, 11:45 AM" and its like.
func printDate(s string) bool {
	day, clock, ok := strings.Cut(s, ", ")
	return ok && len(s) < 40 && strings.Count(day, "/")+strings.Count(day, ".") == 2 && strings.Contains(clock, ":")
}

// settleOffer keeps the pay of the opening lines for texts that do not state it themselves: sites round it there.
func (d *textDraft) settleOffer() {
	if d.Offered == "" {
		return
	}
	if s, _ := pay.Find(fact.NewText(advert.Texts(d.Body)), d.Location); s != nil {
		return
	}
	if s := pay.In(d.Offered, d.Location); s != nil && s.Min != s.Max {
		d.SetSalary(s, draft.FromText)
	}
}

// front reports front matter that describes a job.
func front(doc *document.Document) bool {
	m, ok := doc.Data.(map[string]any)
	return ok && payload.New(m, nil, "").Is()
}

// textReason says why a text is no posting.
func textReason(e advert.Evidence, blocks []job.Block) (job.Reason, string) {
	switch {
	case e.Chars == 0:
		return job.Empty, "no text"
	case errorText(blocks):
		return job.ErrorPage, "an error message"
	case e.Chars < advert.Shortest && (e.Parts > 0 || e.Phrases > 0):
		return job.Fragment, fmt.Sprintf("%d characters", e.Chars)
	}
	return job.NotAJob, fmt.Sprintf("%d characters, %d headings and %d phrases of an advertisement", e.Chars, e.Parts, e.Phrases)
}

// lead reads the lines that a text opens with before its first blank line: title, employer, place, date and
// tags, in this order but with any of them missing. It returns how many blocks they take.
func (d *textDraft) lead(p *job.Page, doc *document.Document) int {
	lines := doc.Lead
	if len(lines) == 0 {
		return 0
	}
	if len(lines) == 1 || len(lines[0]) > 120 { // a title alone, or text from the first line on
		return d.openingHeading(p, doc)
	}
	for i, l := range lines {
		if i > 0 && (len(l) > 160 || advert.PartOf(l) != advert.NoPart) { // text, or its first heading, follows without a blank line
			lines = lines[:i]
			break
		}
	}
	if len(lines) < 2 {
		return d.openingHeading(p, doc)
	}
	d.SetTitle(lines[0], draft.FromText)
	for _, l := range lines[1:] {
		d.leadLine(l, p)
	}
	return blocksOf(doc.Blocks, lines)
}

// openingHeading takes a first short block for the title.
func (d *textDraft) openingHeading(p *job.Page, doc *document.Document) int {
	if len(doc.Blocks) == 0 {
		return 0
	}
	b := doc.Blocks[0]
	if len(b.Text) > 120 || b.Kind == job.Item || strings.HasSuffix(b.Text, ".") || advert.PartOf(b.Text) != advert.NoPart {
		return 0
	}
	if b.Kind != job.Heading && fact.Role(b.Text) == "" && fact.Seniority(b.Text) == "" {
		return 0
	}
	title, place := draft.SplitPlace(b.Text)
	d.SetTitle(title, draft.FromText)
	d.SetLocation(place, draft.FromText)
	// A line of facts may stand apart from the title.
	if next := 1; len(doc.Blocks) > 2 && doc.Blocks[next].Kind == job.Paragraph && len(doc.Blocks[next].Text) <= 140 && d.tagged(doc.Blocks[next].Text, p) {
		return 2
	}
	return 1
}

// leadLine sorts one line below the title.
func (d *textDraft) leadLine(l string, p *job.Page) {
	if d.Labelled(l, draft.FromText, p.Retrieved) || d.tagged(l, p) {
		return
	}
	switch {
	case d.Employer == "" && !(fact.LooksLikePlace(l) && fact.Role(l) == ""):
		d.SetEmployer(l, draft.FromText)
	case d.Location == "":
		d.SetLocation(l, draft.FromText)
	}
}

// tagged reads a line of several short facts. A lone name with a comma in it ("Veev, By Lennar") is no such line.
func (d *textDraft) tagged(l string, p *job.Page) bool {
	pieces := draft.SplitTags(l)
	if len(pieces) == 0 {
		return false
	}
	if i := strings.IndexAny(l, "🌎📍"); i >= 0 && d.Location == "" { // a sign that says what follows
		place := strings.TrimSpace(strings.Trim(l[i:], "🌎📍 "))
		d.SetLocation(place, draft.FromText)
		d.SetRemote(fact.RemoteTag(place), draft.FromText)
	}
	name := d.Employer == ""
	if len(pieces) == 1 && !draft.AnyTag(strings.Split(l, ","), p.Retrieved) && len(d.CommaParts(l, name)) == 1 && !strings.ContainsAny(l, "💰🌎📍") {
		return d.Tag(l, p.Retrieved, draft.FromText)
	}
	return d.TagLine(l, p.Retrieved, draft.FromText, name)
}

// blocksOf counts the blocks at the start that hold the given lines.
func blocksOf(blocks []job.Block, lines []string) int {
	n, at := 0, 0
	for n < len(blocks) && at < len(lines) {
		text := advert.Bare(blocks[n].Text)
		for at < len(lines) && text != "" && strings.HasPrefix(text, advert.Bare(lines[at])) {
			text = strings.TrimPrefix(text, advert.Bare(lines[at]))
			at++
		}
		if text != "" {
			break
		}
		n++
	}
	return n
}
