package posting

import (
	"strings"

	"jobsignal/internal/advert"
	"jobsignal/internal/draft"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/pay"
)

// fields reads from the page what structured data did not state, and compares what it did. The order is that of
// trust: names a site is known to use, the title and its heading, names that hint, the lines under the title, labels,
// the page's title, link previews, and the address last.
func (w *webPage) fields(d *draft.Draft) {
	w.siteFields(d)
	w.titleField(d)
	w.hintFields(d)
	w.tagLines(d)
	w.labelFields(d)
	t := draft.ReadTitle(w.doc.Title, d.Title)
	if d.Title == "" {
		d.SetTitle(t.Title, draft.FromTitle)
	}
	if d.Employer == "" {
		d.SetEmployer(w.likeliest(t.Names), draft.FromTitle)
	}
	if d.Location == "" {
		d.SetLocation(t.Location, draft.FromTitle)
	}
	w.headFields(d)
	d.PlaceFromTitle()
	if len(w.doc.Meta) == 0 && advert.Bare(d.Title) == advert.Bare(w.doc.Title) && w.titleLeaf(d.Title) == 0 {
		d.Title, _ = draft.SplitPlace(d.Title) // a scraped page: title and place, then what the advertisement says
	}
	d.SetURL(w.doc.URL, draft.FromPage)
	if d.Employer == "" {
		d.SetEmployer(draft.Spell(draft.EmployerInAddress(d.URL), w.doc.Title+"\n"+strings.Join(advert.Texts(d.Body), "\n")), draft.FromPage)
	}
}

// likeliest returns the name that the page's text uses most: of employer, department and board, only the employer is
// spoken of. Names of the site itself come last.
func (w *webPage) likeliest(names []string) string {
	best, most := "", -1
	text := strings.ToLower(strings.Join(advert.Texts(w.doc.Blocks), "\n"))
	site := advert.Bare(w.doc.Meta["og:site_name"] + w.doc.URL + w.page.URL)
	for _, n := range names {
		count := 2 * strings.Count(text, strings.ToLower(n))
		if strings.Contains(site, advert.Bare(n)) {
			count = min(count, 1)
		}
		if count > most {
			best, most = n, count
		}
	}
	return best
}

// siteFields reads the elements of a known site.
func (w *webPage) siteFields(d *draft.Draft) {
	s := w.site()
	if s == nil {
		return
	}
	d.SetTitle(w.named(s.title), draft.FromPage)
	d.SetEmployer(w.named(s.employer), draft.FromPage)
	d.SetLocation(w.named(s.location), draft.FromPage)
	d.SetEmployment(fact.EmploymentTag(w.named(s.kind)), draft.FromPage)
	d.SetPosted(fact.Date(w.named(s.posted), w.page.Retrieved), draft.FromPage)
	if text := w.named(s.pay); text != "" {
		d.SetSalary(pay.In(text, d.Location), draft.FromPage)
	}
}

// named returns the text of the first box that bears one of the names.
func (w *webPage) named(names []string) string {
	for _, n := range names {
		if b := w.Index.Find(n); b >= 0 {
			text := w.Out.Text(b)
			for i := w.Out.Boxes[b].From; i < w.Out.Boxes[b].To; i++ { // a box around a heading and its small print
				if l := &w.Out.Leaves[i]; l.Kind == job.Heading && w.Out.Boxes[b].To-w.Out.Boxes[b].From > 1 && l.Level <= 2 {
					text = l.Text
					break
				}
			}
			if text != "" && len(text) < 200 {
				return text
			}
		}
	}
	return ""
}

// titleField takes the title from a heading that the head of the page repeats, the highest one first; on a page
// without a head, from its first heading.
func (w *webPage) titleField(d *draft.Draft) {
	if d.Title != "" {
		return
	}
	head := []string{advert.Bare(w.doc.Meta["og:title"]), advert.Bare(w.doc.Title)}
	bareHead := head[0] == "" && head[1] == ""
	for level := 1; level <= 7; level++ {
		for i := range w.Out.Leaves {
			l := &w.Out.Leaves[i]
			if l.Kind != job.Heading || l.Hidden || l.Level != level && !bareHead || len(l.Text) < 4 || len(l.Text) > 160 || w.Parts[i] != advert.NoPart || draft.SiteHeading(l.Text) {
				continue
			}
			if bareHead && w.namesJob(i) || !bareHead && repeats(head, advert.Bare(l.Text)) {
				d.SplitTitle(l.Text, w.doc.Title)
				return
			}
		}
		if bareHead {
			return
		}
	}
	w.headingAbove(d)
}

// namesJob reports, for a page without a head, whether an early heading is the job's title: a high one, or one
// that names a role. Such pages are descriptions cut out of their page, most often without their title.
func (w *webPage) namesJob(leaf int) bool {
	l := &w.Out.Leaves[leaf]
	return leaf < 8 && !strings.ContainsAny(l.Text[len(l.Text)-1:], "!?:") && (l.Level <= 2 || fact.Role(l.Text) != "" || fact.Seniority(l.Text) != "")
}

// headingAbove takes the highest heading above the advertisement or at its start, on pages whose head names only
// the site.
func (w *webPage) headingAbove(d *draft.Draft) {
	first := 0
	for first < len(w.used) && !w.used[first] {
		first++
	}
	best := -1
	for i := 0; i <= min(first+1, len(w.Out.Leaves)-1); i++ {
		l := &w.Out.Leaves[i]
		if l.Kind == job.Heading && l.Level <= 3 && !l.Hidden && len(l.Text) >= 4 && len(l.Text) <= 120 && w.Parts[i] == advert.NoPart &&
			l.Linked*2 < len(l.Text) && !draft.SiteHeading(l.Text) && (best < 0 || l.Level < w.Out.Leaves[best].Level) {
			best = i
		}
	}
	if best >= 0 {
		d.SplitTitle(w.Out.Leaves[best].Text, w.doc.Title)
	}
}

// repeats reports whether the head says what a heading says, or most of how it begins.
func repeats(head []string, text string) bool {
	for _, h := range head {
		if h == "" {
			continue
		}
		if strings.Contains(h, text) || strings.HasPrefix(h, text[:(len(text)*7+9)/10]) {
			return true
		}
	}
	return false
}

// headFields reads link previews.
func (w *webPage) headFields(d *draft.Draft) {
	if d.Title == "" {
		d.SetTitle(draft.ReadTitle(w.doc.Meta["og:title"], "").Title, draft.FromTitle)
	}
	if d.Employer == "" {
		d.SetEmployer(w.likeliest(draft.ReadTitle(w.doc.Meta["og:title"], d.Title).Names), draft.FromTitle)
	}
	if name := w.doc.Meta["og:site_name"]; d.Employer == "" && name != "" && !draft.Boards[strings.ToLower(name)] && draft.IsName(name) {
		d.SetEmployer(name, draft.FromPage)
	}
	if place := w.doc.Meta["og:description"]; d.Location == "" && fact.LooksLikePlace(place) {
		d.SetLocation(place, draft.FromPage)
	}
	for i := 1; i <= 3; i++ {
		label, value := w.doc.Meta["twitter:label"+string(rune('0'+i))], w.doc.Meta["twitter:data"+string(rune('0'+i))]
		if label != "" && value != "" {
			d.State(draft.Labels[advert.PlainHeading(label)], value, draft.FromPage, w.page.Retrieved)
		}
	}
}

// hintFields reads elements by what their names hint at. The first fitting one counts: pages name the job before
// they name others.
func (w *webPage) hintFields(d *draft.Draft) {
	for i, h := range w.Index.Boxes {
		if h == 0 || h&(advert.NoiseHint|advert.BodyHint) != 0 {
			continue
		}
		b := &w.Out.Boxes[i]
		if b.To-b.From > 4 || w.InNoise(i) {
			continue
		}
		switch {
		case h&advert.TitleHint != 0 && d.Title == "":
			if text := w.Out.Text(i); len(text) <= 120 && advert.PartOf(text) == advert.NoPart && strings.Contains(advert.Bare(w.doc.Title+w.doc.Meta["og:title"]), advert.Bare(text)) {
				d.SetTitle(text, draft.FromPage)
			}
		case h&advert.EmployerHint != 0 && h&advert.LocationHint == 0 && d.Employer == "":
			if text := w.Out.Text(i); len(text) >= 2 && len(text) <= 80 && draft.IsName(text) && !strings.Contains(text, ":") && advert.PartOf(text) == advert.NoPart {
				d.SetEmployer(text, draft.FromPage)
			}
		case h&advert.LocationHint != 0 && d.Location == "":
			if text := w.Out.Text(i); len(text) >= 3 && len(text) <= 100 && !strings.Contains(text, ". ") {
				if _, value, ok := strings.Cut(text, ":"); ok {
					text = value
				}
				d.SetLocation(text, draft.FromPage)
			}
		case h&advert.RemoteHint != 0:
			if text := w.Out.Text(i); len(text) < 40 {
				d.SetRemote(fact.RemoteTag(text), draft.FromPage)
			}
		case h&advert.TypeHint != 0 && d.EmploymentType == "":
			d.SetEmployment(fact.EmploymentTag(w.Out.Text(i)), draft.FromPage)
		case h&advert.PayHint != 0 && d.Salary == nil:
			d.SetSalary(pay.In(w.Out.Text(i), d.Location), draft.FromPage)
		case h&advert.DateHint != 0 && d.Posted == "":
			d.SetPosted(fact.Date(w.Out.Text(i), w.page.Retrieved), draft.FromPage)
		}
	}
}

// tagLines reads the short lines right below the title: employer, place, tags. A line that holds several, set
// apart by signs or elements, is read piece by piece.
func (w *webPage) tagLines(d *draft.Draft) {
	at := w.titleLeaf(d.Title)
	if at < 0 {
		return
	}
	known := w.site()
	nameless := known != nil && len(known.employer) == 0 // a site that does not name the employer there
	for i := at + 1; i < min(at+7, len(w.Out.Leaves)); i++ {
		l := &w.Out.Leaves[i]
		if len(l.Text) > 160 || w.Parts[i] != advert.NoPart || draft.Labels[advert.PlainHeading(l.Text)] != "" || l.Kind == job.Heading && l.Level < 7 && i > at+1 {
			break
		}
		if chips := w.chips(i); chips != nil {
			for _, c := range chips {
				if !d.Tag(c, w.page.Retrieved, draft.FromPage) {
					d.UnknownTag(c, draft.FromPage, !nameless)
				}
			}
			continue
		}
		// A name of its own on a line of its own is the employer's only when another short line follows.
		pieces := draft.SplitTags(l.Text)
		lone := len(pieces) == 1 && strings.IndexByte(l.Text, ',') < 0
		if lone && (strings.Contains(l.Text, ":") || strings.HasSuffix(l.Text, ".") || l.Kind != job.Paragraph || i > at+2) {
			d.Tag(l.Text, w.page.Retrieved, draft.FromPage)
			continue
		}
		name := !nameless && (!lone && i <= at+2 || i == at+1 && w.nextIsShort(i))
		d.TagLine(l.Text, w.page.Retrieved, draft.FromPage, name)
	}
}

// titleLeaf returns the heading that bears the title, -1 when none does.
func (w *webPage) titleLeaf(title string) int {
	want := advert.Bare(title)
	if want == "" {
		return -1
	}
	for i := range w.Out.Leaves {
		if w.Out.Leaves[i].Kind == job.Heading && strings.HasPrefix(advert.Bare(w.Out.Leaves[i].Text), want) {
			return i
		}
	}
	return -1
}

// chips returns the texts of the elements of one make that a leaf consists of; nil when it is not such a row.
func (w *webPage) chips(leaf int) []string {
	var out []string
	name := ""
	for i := range w.Out.Boxes {
		b := &w.Out.Boxes[i]
		if b.From != leaf || b.To != leaf || b.Name == "" || name != "" && b.Name != name {
			continue
		}
		if text := w.Out.Text(i); text != "" {
			out, name = append(out, text), b.Name
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// nextIsShort reports whether another short line follows: employer and place come in pairs.
func (w *webPage) nextIsShort(i int) bool {
	return i+1 < len(w.Out.Leaves) && len(w.Out.Leaves[i+1].Text) <= 60 && w.Out.Leaves[i+1].Kind == job.Paragraph
}

// labelFields reads "Label: value" lines, and labels with their value on the next line.
func (w *webPage) labelFields(d *draft.Draft) {
	for i := range w.Out.Leaves {
		l := &w.Out.Leaves[i]
		if l.Hidden || len(l.Text) > 200 {
			continue
		}
		if d.Labelled(l.Text, draft.FromPage, w.page.Retrieved) || i+1 >= len(w.Out.Leaves) || len(l.Text) > 40 {
			continue
		}
		field := draft.Labels[advert.PlainHeading(l.Text)]
		next := w.Out.Leaves[i+1].Text
		if field != "" && field != "title" && len(next) <= 100 && (strings.HasSuffix(l.Text, ":") || l.Kind != job.Item) && advert.PartOf(next) == advert.NoPart && draft.Labels[advert.PlainHeading(next)] == "" {
			d.State(field, next, draft.FromPage, w.page.Retrieved)
		}
	}
}
