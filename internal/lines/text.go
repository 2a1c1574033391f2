package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/job"
)

// textLine is one line of plain text.
type textLine struct {
	text   string // without white space at its ends
	indent int    // columns before the text
	trail  int    // spaces after it
}

// splitLines cuts text at every kind of line end.
func splitLines(s string) []textLine {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\f", "\n\n", "\v", "\n").Replace(s)
	out := make([]textLine, 0, strings.Count(s, "\n")+1)
	for raw := range strings.SplitSeq(s, "\n") {
		l := textLine{text: strings.TrimFunc(raw, blankRune)}
		if l.text != "" {
			start := strings.Index(raw, l.text)
			for _, r := range raw[:start] {
				if l.indent++; r == '\t' {
					l.indent += 3
				}
			}
			l.trail = len(raw) - start - len(l.text)
		}
		out = append(out, l)
	}
	return out
}

// unglue gives back the breaks that exports lose around a title: the first entry of a list that hangs on it
// ("**Requirements:*** five years of SQL", with "* Python" below), and the title that hangs on the sentence before
// ("We ship daily. **Requirements:**").
func unglue(lines []textLine) []textLine {
	var out []textLine
	for i, l := range lines {
		cut := seams(l, lines[i+1:])
		if cut == nil {
			if out != nil {
				out = append(out, l)
			}
			continue
		}
		if out == nil {
			out = append(make([]textLine, 0, len(lines)+4), lines[:i]...)
		}
		out = append(out, cut...)
	}
	if out == nil {
		return lines
	}
	return out
}

// seams cuts a line at its lost breaks; nil when it has none.
func seams(l textLine, below []textLine) []textLine {
	if strings.IndexByte(l.text, '*') < 0 {
		return nil
	}
	list := starred(below)
	var last []textLine
	if at := gluedBullet(l.text); at > 0 && list {
		last = []textLine{{text: l.text[at:], trail: l.trail}}
		l.text, l.trail = l.text[:at], 0
	}
	at := gluedTitle(l.text)
	if at > 0 && (list || strings.HasSuffix(strings.TrimRight(l.text, "* "), ":")) {
		head := textLine{text: strings.TrimRight(l.text[:at], " "), indent: l.indent}
		return append([]textLine{head, {text: l.text[at:], trail: l.trail}}, last...)
	}
	if last == nil {
		return nil
	}
	return append([]textLine{l}, last...)
}

// gluedTitle returns where the bold words begin that end a line behind a full stop; 0 when there are none.
func gluedTitle(s string) int {
	s = strings.TrimRight(s, ": ")
	inner, ok := strings.CutSuffix(s, "**")
	at := strings.LastIndex(inner, "**")
	if !ok || at < 1 || inner[at+2:] == "" || !announces(inner[at+2:]) {
		return 0
	}
	before := strings.TrimRight(s[:at], " ")
	if before == "" || strings.IndexByte(".!?;)", before[len(before)-1]) < 0 || strings.Count(before, "**")%2 != 0 {
		return 0
	}
	if rest, list := Bullet(before); list && !strings.Contains(rest, " ") {
		return 0 // "1) **Title**"
	}
	return at
}

// gluedBullet returns where in a line a "* " begins that touches the text before it and closes no emphasis; 0 when
// there is none.
func gluedBullet(s string) int {
	for from, tries := 0, 0; tries < 16; tries++ { // a line of stars must not cost more than its length
		i := strings.Index(s[from:], "* ")
		if i < 0 {
			return 0
		}
		i += from
		head := strings.TrimRight(s[:i], "*")
		stars := i - len(head) // those before the one that may be the bullet
		if head != "" && head[len(head)-1] != ' ' && stars%2 == 0 && strings.Count(head, "*")%2 == 0 && announces(Unmark(tail(head))) {
			return i
		}
		from = i + 2
	}
	return 0
}

// announces reports whether text can be the title of a list or the end of what leads in to one.
func announces(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && (strings.HasSuffix(s, ":") || TitleLike(s))
}

// tail is what a line says behind its last full stop.
func tail(s string) string {
	if i := strings.LastIndex(s, ". "); i >= 0 {
		return s[i+2:]
	}
	return s
}

// starred reports whether the next line that is not blank begins with a star.
func starred(lines []textLine) bool {
	for _, l := range lines {
		if l.text != "" {
			return strings.HasPrefix(l.text, "* ")
		}
	}
	return false
}

// wrapWidth returns the width that text was wrapped at, 0 when its lines end where their author ended them.
// In wrapped text the first word of the next line would hardly ever have fitted on a line.
func wrapWidth(lines []textLine) int {
	width := 0
	for i := range lines {
		width = max(width, lines[i].indent+utf8.RuneCountInString(lines[i].text))
	}
	if width < 50 || width > 130 {
		return 0
	}
	tight, pairs := 0, 0
	for i := 0; i+1 < len(lines); i++ {
		if _, list := Bullet(lines[i+1].text); lines[i].text == "" || lines[i+1].text == "" || list {
			continue
		}
		pairs++
		if overflows(lines[i], lines[i+1], width-8) {
			tight++
		}
	}
	if pairs < 3 || tight*10 < pairs*6 {
		return 0
	}
	return width
}

// overflows reports whether b's first word would not have fitted behind a.
func overflows(a, b textLine, width int) bool {
	word, _, _ := strings.Cut(b.text, " ")
	return a.indent+utf8.RuneCountInString(a.text)+1+utf8.RuneCountInString(word) > width
}

// lowerCased reports text that has lost its capitals, as in some exports: there a small first letter says
// nothing about the line before.
func lowerCased(s string) bool {
	letters, upper := 0, 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return letters > 200 && upper*100 < letters
}

// Lead returns the lines before the first blank one, at most eight, without marks.
func Lead(s string) []string {
	var out []string
	for _, l := range splitLines(s[:min(len(s), 4096)]) {
		if l.text == "" {
			if len(out) > 0 {
				break
			}
			continue
		}
		if ruler(l.text) > 0 {
			continue
		}
		out = append(out, Fold(Unmark(strings.TrimLeft(l.text, "# "))))
		if len(out) == 8 {
			break
		}
	}
	return out
}

// Blocks lays out plain text or Markdown. Where a blank line is missing, line breaks are kept apart from
// wrapped lines by what the lines look like.
func Blocks(s string, markdown bool) []job.Block {
	lines := unglue(splitLines(s))
	t := textFlow{lines: lines, marks: markdown || marked(s), width: wrapWidth(lines), lower: lowerCased(s)}
	for t.at = 0; t.at < len(lines); t.at++ {
		t.take(lines[t.at])
	}
	t.end()
	t.headings()
	return t.blocks()
}

// textFlow is the state of laying out text line by line.
type textFlow struct {
	lines []textLine
	at    int
	marks bool // Markdown marks are understood
	width int  // width the text is wrapped at, or 0
	lower bool // the text has no capitals

	out   []textBlock
	open  bool      // a block is being collected in cur
	cur   textBlock // its text so far
	last  textLine  // its last line
	gap   bool      // a blank line came before the next block
	fence bool      // inside ``` … ```
	base  int       // indent of the list's first level
}

// textBlock is a block and how it stands among the others.
type textBlock struct {
	job.Block
	apart bool // a blank line before it
	lead  bool // among the first lines of the text, before the first blank one
}

func (t *textFlow) blocks() []job.Block {
	out := make([]job.Block, 0, len(t.out))
	for i := range t.out {
		out = append(out, t.out[i].Block)
	}
	for i := 0; i+1 < len(out); i++ {
		Promote(&out[i], &out[i+1])
	}
	return out
}

// end closes the block being collected.
func (t *textFlow) end() {
	if t.open {
		t.cur.Text = t.clean(t.cur.Text)
		if t.cur.Kind == job.Paragraph {
			for i, b := range Paragraph(t.cur.Text) {
				t.cur.Block, t.cur.apart = b, t.cur.apart && i == 0
				t.keep()
			}
		} else {
			t.keep()
		}
	}
	t.open = false
}

// clean takes marks and needless white space out of a block's text. Hard line breaks stay.
func (t *textFlow) clean(s string) string {
	var lines []string
	for l := range strings.SplitSeq(s, "\n") {
		if t.marks {
			l = Unmark(l)
		}
		if l = Fold(strings.TrimFunc(l, blankRune)); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

func (t *textFlow) keep() {
	if t.cur.Text != "" {
		t.out = append(t.out, t.cur)
	}
}

// begin opens a block with one line.
func (t *textFlow) begin(kind job.BlockKind, level int, text string, l textLine) {
	t.end()
	t.cur = textBlock{Block: job.Block{Kind: kind, Level: level, Text: text}, apart: t.gap || len(t.out) == 0}
	t.open, t.last, t.gap = true, l, false
}

// take lays out one line.
func (t *textFlow) take(l textLine) {
	if t.marks {
		l.text = strings.TrimLeft(strings.TrimPrefix(l.text, ">"), " ")
	}
	if strings.HasPrefix(l.text, "```") {
		t.fence = !t.fence
		t.end()
		return
	}
	switch {
	case l.text == "":
		t.end()
		t.gap = true
	case ruler(l.text) != 0:
		t.underline(ruler(l.text))
	case atxLevel(l.text) > 0:
		t.begin(job.Heading, atxLevel(l.text), strings.Trim(l.text, "# "), l)
		t.end()
	case t.marks && l.text[0] == '|':
		t.tableRow(l)
	default:
		t.line(l)
	}
}

// line lays out a line of prose: an item, a heading, the next line of a block, or a new paragraph.
func (t *textFlow) line(l textLine) {
	text := l.text
	if t.marks && strings.HasPrefix(text, `\`) && len(text) > 2 && strings.IndexByte("-*+", text[1]) >= 0 {
		text = text[1:]
	}
	if rest, ok := Bullet(text); ok {
		if inner, ok := Bullet(rest); ok { // a list that begins inside an item
			rest = inner
		}
		t.begin(job.Item, t.depth(l), strings.TrimPrefix(strings.TrimPrefix(rest, "[ ] "), "[x] "), l)
		return
	}
	if rest, n := Number(text); n > 0 && t.counts(n) {
		t.begin(job.Item, t.depth(l), rest, l)
		return
	}
	if t.marks && boldLine(text) && TitleLike(Unmark(text)) {
		t.begin(job.Heading, 7, text, l)
		t.end()
		return
	}
	if t.open && t.marks && t.last.trail >= 2 && t.cur.Kind == job.Paragraph { // a hard line break
		t.cur.Text += "\n" + text
		t.last = l
		return
	}
	if t.open && t.continues(l) {
		t.cur.Text = joinWrapped(t.cur.Text, text)
		t.last = l
		return
	}
	t.begin(job.Paragraph, 0, text, l)
}

// depth is the level of an item, told from the first item of its list.
func (t *textFlow) depth(l textLine) int {
	t.end()
	if len(t.out) == 0 || t.out[len(t.out)-1].Kind != job.Item || l.indent < t.base {
		t.base = l.indent
	}
	return min(1+(l.indent-t.base)/2, 6)
}

// counts reports whether a neighbouring line carries the number before or after n.
func (t *textFlow) counts(n int) bool {
	for _, step := range []int{-1, 1} {
		for i := t.at + step; i >= 0 && i < len(t.lines) && i-t.at < 12 && t.at-i < 12; i += step {
			if _, m := Number(t.lines[i].text); m > 0 {
				if m == n+step {
					return true
				}
				break
			}
		}
	}
	return false
}

// continues reports whether l clearly goes on where the open block stopped.
func (t *textFlow) continues(l textLine) bool {
	if t.cur.Kind == job.Item && l.indent >= 2 && l.indent > t.last.indent {
		return true
	}
	if t.width > 0 && overflows(t.last, l, t.width-8) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(l.text)
	if strings.ContainsRune(",;.)", first) {
		return true
	}
	if unfinished(t.last.text) || t.last.trail == 1 && mayGoOn(t.last.text) || l.indent == 1 && len(t.last.text) <= 30 && strings.HasSuffix(t.last.text, ":") {
		return true // a seam where a tag was taken out
	}
	return !t.lower && unicode.IsLower(first) && !strings.ContainsAny(t.last.text[len(t.last.text)-1:], ".!?:;")
}

// mayGoOn reports whether a line ends in a word that seldom ends a thought.
func mayGoOn(s string) bool {
	switch strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:]) {
	case "in", "on", "at", "is", "are", "has", "have", "will", "auf", "bei", "aus", "sur", "op", "aan":
		return true
	}
	return false
}

// unfinished reports whether a line ends in a word or sign that cannot end a thought.
func unfinished(s string) bool {
	switch s[len(s)-1] {
	case ',', '(', '/', '&':
		return true
	}
	switch strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:]) {
	case "a", "an", "the", "and", "or", "of", "for", "with", "to", "as", "our", "your", "their", "its", "by", "from", "using",
		"und", "oder", "der", "die", "das", "den", "dem", "ein", "eine", "einen", "einer", "mit", "für", "von", "zur", "zum", "im", "als",
		"et", "ou", "le", "la", "les", "un", "une", "des", "du", "avec", "pour", "dans", "en", "de", "het", "een", "met", "voor", "van",
		"y", "el", "los", "las", "con", "para", "e", "il", "di", "per", "os", "com", "na", "w", "z", "dla", "ze", "pro", "s":
		return true
	}
	return false
}

// joinWrapped joins two lines. A word broken at its hyphen keeps the hyphen and gets no space.
func joinWrapped(a, b string) string {
	first, _ := utf8.DecodeRuneInString(b)
	if strings.ContainsRune(",;.)", first) || strings.HasSuffix(a, "-") && !strings.HasSuffix(a, " -") && unicode.IsLower(first) {
		return a + b
	}
	return a + " " + b
}

// underline makes a heading of the line above a ruler; a lone ruler only separates.
func (t *textFlow) underline(level int) {
	if t.open && t.cur.Kind == job.Paragraph && TitleLike(t.cur.Text) {
		t.cur.Kind, t.cur.Level = job.Heading, level
	} else if !t.open && !t.gap && len(t.out) > 0 && t.out[len(t.out)-1].Kind == job.Heading {
		t.out[len(t.out)-1].Level = level // a bold line that is underlined as well
	}
	t.end()
	t.gap = true
}

// ruler returns the heading level that a line of = or - gives the line above it, 0 for any other line.
func ruler(s string) int {
	if len(s) < 3 || strings.IndexByte("=-_*~", s[0]) < 0 || strings.Trim(s, s[:1]) != "" {
		return 0
	}
	if s[0] == '=' {
		return 1
	}
	return 2
}

// headings finds titles among paragraphs that no mark sets apart, and lists among the lines under them.
func (t *textFlow) headings() {
	t.markLead()
	for i := 0; i+1 < len(t.out); i++ {
		b := &t.out[i]
		switch {
		case b.Kind == job.Heading:
			if b.Level == 7 {
				t.itemize(i + 1)
			}
		case b.Kind != job.Paragraph:
		case strings.HasSuffix(b.Text, ":"):
			// Whatever its length, a line with a colon is the title of the list that follows it.
			n := t.itemize(i + 1)
			if Promote(&b.Block, &t.out[i+1].Block); n > 0 && b.Kind == job.Heading {
				continue
			}
		case t.titles(i):
			b.Kind, b.Level = job.Heading, 7
			t.itemize(i + 1)
		}
	}
}

// markLead marks the short lines that open a text before its first blank line: title, employer, place, date.
func (t *textFlow) markLead() {
	n := 0
	for n < len(t.out) && n < 6 && t.out[n].Kind == job.Paragraph && (n == 0 || !t.out[n].apart) &&
		len(t.out[n].Text) <= 100 && (len(t.out[n].Text) <= 40 || !strings.HasSuffix(t.out[n].Text, ".")) {
		n++
	}
	if n < len(t.out) && (n == 0 || !t.out[n].apart && t.out[n].Kind == job.Paragraph) {
		return // no block of its own
	}
	for i := range n {
		t.out[i].lead = true
	}
}

// titles reports whether paragraph i is a title: a short, unfinished line before longer ones, where the text
// before it has come to an end.
func (t *textFlow) titles(i int) bool {
	b, next := &t.out[i], &t.out[i+1]
	if b.lead || strings.IndexByte(b.Text, '\n') >= 0 || !TitleLike(b.Text) {
		return false
	}
	runes, words, _ := extent(b.Text)
	first, _ := utf8.DecodeRuneInString(b.Text)
	if runes > 60 || words > 8 || unicode.IsDigit(first) || unicode.IsLower(first) && !t.lower {
		return false
	}
	if t.doubled(i) {
		return true
	}
	if !b.apart && words > 3 && !titleCase(b.Text) || entryStart(b.Text) {
		return false
	}
	if next.Kind == job.Paragraph && len(next.Text) < max(40, len(b.Text)) && !strings.HasSuffix(next.Text, ":") {
		return false
	}
	if i == 0 || t.out[i-1].lead {
		return b.apart && next.Kind != job.Heading
	}
	before := &t.out[i-1]
	end := before.Text[len(before.Text)-1]
	switch {
	case end == ':':
		return false
	case strings.IndexByte(".!?;", end) >= 0:
		return next.Kind != job.Heading || b.apart
	case before.Kind == job.Paragraph:
		return next.Kind == job.Item
	}
	return b.apart && next.Kind != job.Heading || next.Kind == job.Item
}

// titleCase reports whether most longer words of a line begin with a capital.
func titleCase(s string) bool {
	long, upper := 0, 0
	for w := range strings.FieldsSeq(s) {
		if len(w) > 3 {
			long++
			if first, _ := utf8.DecodeRuneInString(w); !unicode.IsLower(first) {
				upper++
			}
		}
	}
	return upper*10 >= long*6
}

// entryStart reports whether a line begins as entries of requirement lists do, and titles do not.
func entryStart(s string) bool {
	word, _, ok := strings.Cut(s, " ")
	if !ok {
		return false
	}
	switch strings.ToLower(word) {
	case "proficiency", "proficient", "experience", "experienced", "knowledge", "familiarity", "familiar", "ability", "strong",
		"understanding", "excellent", "proven", "demonstrated", "hands-on", "solid", "good", "fluent", "exposure", "expertise",
		"sehr", "gute", "erfahrung", "kenntnisse", "fundierte", "sichere", "ervaring", "kennis", "goede", "maîtrise",
		"expérience", "connaissance", "experiencia", "conocimiento", "conocimientos", "esperienza", "conoscenza", "znajomość",
		"doświadczenie", "znalost", "zkušenost", "experiência", "conhecimento":
		return true
	}
	return false
}

// breaksOff reports whether line i, short and without a stop, follows lines of a list that all have one.
func (t *textFlow) breaksOff(from, i int) bool {
	if i == from {
		return false
	}
	last, text := t.out[i-1].Text, t.out[i].Text
	return len(text) <= 40 && TitleLike(text) && strings.ContainsAny(last[len(last)-1:], ".!;")
}

// doubled reports whether line i and the next one are a title and its subtitle: two short lines between text
// that has come to an end and a block of longer text.
func (t *textFlow) doubled(i int) bool {
	if i == 0 || i+2 >= len(t.out) || !strings.ContainsAny(t.out[i-1].Text[len(t.out[i-1].Text)-1:], ".!?;") {
		return false
	}
	next, text := &t.out[i+1], &t.out[i+2]
	return next.Kind == job.Paragraph && len(next.Text) <= 60 && TitleLike(next.Text) && text.apart && len(text.Text) > 60
}

// itemize makes a list of the lines right under a title, when there are several and none is long. It returns
// how many.
func (t *textFlow) itemize(from int) int {
	to := from
	for to < len(t.out) && t.out[to].Kind == job.Paragraph && (to == from || !t.out[to].apart) &&
		len(t.out[to].Text) < 300 && !strings.HasSuffix(t.out[to].Text, ":") &&
		(to == from || to+1 == len(t.out) || !t.titles(to)) && !t.breaksOff(from, to) {
		to++
	}
	if to-from < 2 {
		return 0
	}
	for i := from; i < to; i++ {
		t.out[i].Kind, t.out[i].Level = job.Item, 1
	}
	return to - from
}
