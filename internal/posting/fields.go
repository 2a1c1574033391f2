package posting

import (
	"strings"

	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/pay"
)

// fields reads from the page what structured data did not state, and compares what it did.
func (w *webPage) fields(d *draft) {
	w.siteFields(d)
	w.titleField(d)
	w.hintFields(d)
	w.tagLines(d)
	w.labelFields(d)
	t := readTitle(w.doc.Title, d.Title)
	if d.Title == "" {
		d.title(t.title, fromTitle)
	}
	if d.Employer == "" {
		d.employer(w.likeliest(t.names), fromTitle)
	}
	if d.Location == "" {
		d.location(t.location, fromTitle)
	}
	w.headFields(d)
	d.placeFromTitle()
	d.url(w.doc.URL, fromPage)
	if d.Employer == "" {
		d.employer(spell(employerInAddress(d.URL), w.doc.Title+"\n"+strings.Join(texts(d.Body), "\n")), fromPage)
	}
}

// likeliest is the name that the page's text uses most: of employer, department and board, only the employer is
// spoken of. Names of the site itself come last.
func (w *webPage) likeliest(names []string) string {
	best, most := "", -1
	text := strings.ToLower(strings.Join(texts(w.doc.Blocks), "\n"))
	site := bare(w.doc.Meta["og:site_name"] + w.doc.URL + w.page.URL)
	for _, n := range names {
		count := 2 * strings.Count(text, strings.ToLower(n))
		if strings.Contains(site, bare(n)) {
			count = min(count, 1)
		}
		if count > most {
			best, most = n, count
		}
	}
	return best
}

// siteFields reads the elements of a known site.
func (w *webPage) siteFields(d *draft) {
	s := w.site()
	if s == nil {
		return
	}
	d.title(w.named(s.title), fromPage)
	d.employer(w.named(s.employer), fromPage)
	d.location(w.named(s.location), fromPage)
	d.employment(fact.EmploymentTag(w.named(s.kind)), fromPage)
	d.posted(fact.Date(w.named(s.posted), w.page.Retrieved), fromPage)
	if text := w.named(s.pay); text != "" {
		pay := pay.In(text, d.Location)
		d.salary(pay, fromPage)
	}
}

// named returns the text of the first box that bears one of the names.
func (w *webPage) named(names []string) string {
	for _, n := range names {
		if b := w.index.find(n); b >= 0 {
			text := w.out.Text(b)
			for i := w.out.Boxes[b].From; i < w.out.Boxes[b].To; i++ { // a box around a heading and its small print
				if l := &w.out.Leaves[i]; l.Kind == job.Heading && w.out.Boxes[b].To-w.out.Boxes[b].From > 1 && l.Level <= 2 {
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
func (w *webPage) titleField(d *draft) {
	if d.Title != "" {
		return
	}
	head := []string{bare(w.doc.Meta["og:title"]), bare(w.doc.Title)}
	bareHead := head[0] == "" && head[1] == ""
	for level := 1; level <= 7; level++ {
		for i := range w.out.Leaves {
			l := &w.out.Leaves[i]
			if l.Kind != job.Heading || l.Hidden || l.Level != level && !bareHead || len(l.Text) < 4 || len(l.Text) > 160 || w.parts[i] != noPart || siteHeading(l.Text) {
				continue
			}
			if bareHead && i < 4 || !bareHead && repeats(head, bare(l.Text)) {
				d.splitTitle(l.Text, w.doc.Title)
				return
			}
		}
		if bareHead {
			return
		}
	}
	w.headingAbove(d)
}

// headingAbove takes the highest heading above the advertisement or at its start, on pages whose head names only
// the site.
func (w *webPage) headingAbove(d *draft) {
	first := 0
	for first < len(w.used) && !w.used[first] {
		first++
	}
	best := -1
	for i := 0; i <= min(first+1, len(w.out.Leaves)-1); i++ {
		l := &w.out.Leaves[i]
		if l.Kind == job.Heading && l.Level <= 3 && !l.Hidden && len(l.Text) >= 4 && len(l.Text) <= 120 && w.parts[i] == noPart &&
			l.Linked*2 < len(l.Text) && !siteHeading(l.Text) && (best < 0 || l.Level < w.out.Leaves[best].Level) {
			best = i
		}
	}
	if best >= 0 {
		d.splitTitle(w.out.Leaves[best].Text, w.doc.Title)
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

// splitTitle takes the employer off a heading that carries it, where the head says so too: "Data Engineer at
// Acme".
func (d *draft) splitTitle(text, head string) {
	title := text
	if before, after, ok := cutLast(title, " at "); ok && strings.HasPrefix(head, before+" at ") && len(after) <= 60 {
		title = before
		if t := readTitle(head, title); len(t.names) > 0 {
			after = t.names[0]
		}
		d.employer(after, fromTitle)
	}
	if before, place := splitPlace(title); fact.HasRegion(place) {
		title = before
		d.location(place, fromTitle)
	}
	d.title(title, fromPage)
}

// placeFromTitle takes the place off a title when nothing else states one: "Data Engineer - Oakland, CA".
func (d *draft) placeFromTitle() {
	if d.Location != "" {
		return
	}
	if title, place := splitPlace(d.Title); place != "" {
		d.Title = title
		d.location(place, fromTitle)
	}
}

// headFields reads link previews.
func (w *webPage) headFields(d *draft) {
	if d.Title == "" {
		d.title(readTitle(w.doc.Meta["og:title"], "").title, fromTitle)
	}
	if d.Employer == "" {
		d.employer(w.likeliest(readTitle(w.doc.Meta["og:title"], d.Title).names), fromTitle)
	}
	if name := w.doc.Meta["og:site_name"]; d.Employer == "" && name != "" && !boards[strings.ToLower(name)] && isName(name) {
		d.employer(name, fromPage)
	}
	if place := w.doc.Meta["og:description"]; d.Location == "" && fact.LooksLikePlace(place) {
		d.location(place, fromPage)
	}
	for i := 1; i <= 3; i++ {
		label, value := w.doc.Meta["twitter:label"+string(rune('0'+i))], w.doc.Meta["twitter:data"+string(rune('0'+i))]
		if label != "" && value != "" {
			d.state(labels[plainHeading(label)], value, fromPage, w.page.Retrieved)
		}
	}
}

// hintFields reads elements by what their names hint at. The first fitting one counts: pages name the job before
// they name others.
func (w *webPage) hintFields(d *draft) {
	for i, h := range w.index.boxes {
		if h == 0 || h&(noiseHint|bodyHint) != 0 {
			continue
		}
		b := &w.out.Boxes[i]
		if b.To-b.From > 4 || w.inNoise(i) {
			continue
		}
		switch {
		case h&titleHint != 0 && d.Title == "":
			if text := w.out.Text(i); len(text) <= 120 && partOf(text) == noPart && strings.Contains(bare(w.doc.Title+w.doc.Meta["og:title"]), bare(text)) {
				d.title(text, fromPage)
			}
		case h&employerHint != 0 && h&locationHint == 0 && d.Employer == "":
			if text := w.out.Text(i); len(text) >= 2 && len(text) <= 80 && isName(text) && !strings.Contains(text, ":") && partOf(text) == noPart {
				d.employer(text, fromPage)
			}
		case h&locationHint != 0 && d.Location == "":
			if text := w.out.Text(i); len(text) >= 3 && len(text) <= 100 && !strings.Contains(text, ". ") {
				if _, value, ok := strings.Cut(text, ":"); ok {
					text = value
				}
				d.location(text, fromPage)
			}
		case h&remoteHint != 0:
			if text := w.out.Text(i); len(text) < 40 {
				d.remote(fact.RemoteTag(text), fromPage)
			}
		case h&typeHint != 0 && d.EmploymentType == "":
			d.employment(fact.EmploymentTag(w.out.Text(i)), fromPage)
		case h&payHint != 0 && d.Salary == nil:
			s := pay.In(w.out.Text(i), d.Location)
			d.salary(s, fromPage)
		case h&dateHint != 0 && d.Posted == "":
			d.posted(fact.Date(w.out.Text(i), w.page.Retrieved), fromPage)
		}
	}
}

// inNoise reports whether a box lies in navigation, a footer, or among other jobs.
func (w *webPage) inNoise(i int) bool {
	for ; i > 0; i = w.out.Boxes[i].Parent {
		switch w.out.Boxes[i].Tag {
		case "nav", "footer", "aside":
			return true
		}
		if w.index.boxes[i]&noiseHint != 0 {
			return true
		}
	}
	return false
}

// tagLines reads the short lines right below the title: employer, place, tags. A line that holds several, set
// apart by signs or elements, is read piece by piece.
func (w *webPage) tagLines(d *draft) {
	at := w.titleLeaf(d.Title)
	if at < 0 {
		return
	}
	known := w.site()
	nameless := known != nil && len(known.employer) == 0 // a site that does not name the employer there
	for i := at + 1; i < min(at+7, len(w.out.Leaves)); i++ {
		l := &w.out.Leaves[i]
		if len(l.Text) > 160 || w.parts[i] != noPart || labels[plainHeading(l.Text)] != "" || l.Kind == job.Heading && l.Level < 7 && i > at+1 {
			break
		}
		if chips := w.chips(i); chips != nil {
			for _, c := range chips {
				if !d.tag(c, w.page.Retrieved, fromPage) {
					d.unknownTag(c, fromPage, !nameless)
				}
			}
			continue
		}
		// A name of its own on a line of its own is the employer's only when another short line follows.
		pieces := splitTags(l.Text)
		lone := len(pieces) == 1 && strings.IndexByte(l.Text, ',') < 0
		if lone && (strings.Contains(l.Text, ":") || strings.HasSuffix(l.Text, ".") || l.Kind != job.Paragraph || i > at+2) {
			d.tag(l.Text, w.page.Retrieved, fromPage)
			continue
		}
		name := !nameless && (!lone && i <= at+2 || i == at+1 && w.nextIsShort(i))
		d.tagLine(l.Text, w.page.Retrieved, fromPage, name)
	}
}

// titleLeaf returns the heading that bears the title, -1 when none does.
func (w *webPage) titleLeaf(title string) int {
	want := bare(title)
	if want == "" {
		return -1
	}
	for i := range w.out.Leaves {
		if w.out.Leaves[i].Kind == job.Heading && strings.HasPrefix(bare(w.out.Leaves[i].Text), want) {
			return i
		}
	}
	return -1
}

// chips returns the texts of the elements of one make that a leaf consists of; nil when it is not such a row.
func (w *webPage) chips(leaf int) []string {
	var out []string
	name := ""
	for i := range w.out.Boxes {
		b := &w.out.Boxes[i]
		if b.From != leaf || b.To != leaf || b.Name == "" || name != "" && b.Name != name {
			continue
		}
		if text := w.out.Text(i); text != "" {
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
	return i+1 < len(w.out.Leaves) && len(w.out.Leaves[i+1].Text) <= 60 && w.out.Leaves[i+1].Kind == job.Paragraph
}

// labelFields reads "Label: value" lines, and labels with their value on the next line.
func (w *webPage) labelFields(d *draft) {
	for i := range w.out.Leaves {
		l := &w.out.Leaves[i]
		if l.Hidden || len(l.Text) > 200 {
			continue
		}
		if d.labelled(l.Text, fromPage, w.page.Retrieved) || i+1 >= len(w.out.Leaves) || len(l.Text) > 40 {
			continue
		}
		field := labels[plainHeading(l.Text)]
		next := w.out.Leaves[i+1].Text
		if field != "" && field != "title" && len(next) <= 100 && (strings.HasSuffix(l.Text, ":") || l.Kind != job.Item) && partOf(next) == noPart && labels[plainHeading(next)] == "" {
			d.state(field, next, fromPage, w.page.Retrieved)
		}
	}
}
