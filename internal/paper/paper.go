// Package paper lays out printed lines as blocks: which lines are one paragraph, which are headings, which are items
// of a list, which were printed by the browser around the page.
//
// A PDF knows glyphs at places, nothing else. What the places tell:
//
//   - A line goes on in the next one when it is full: the next line's first word would not have fitted between its
//     end and the right edge of the lines around it.
//   - More room between two lines than between the lines of a paragraph ends a paragraph.
//   - A line in a larger font than most of the text, or a short one in bold, is a heading.
//
// The package is pure and never fails.
package paper

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
)

// Broken stands at the end of a line for the hyphen at which a word was broken.
const Broken = '\u00AD'

// Line is one printed line. Lengths are in points (1/72 inch), from the lower left corner of the page.
type Line struct {
	Page        int
	Text        string
	Left, Right float64
	Base        float64 // of the letters
	Size        float64 // height of the font
	Bold        bool
}

// Sheet is what the lines of a document say.
type Sheet struct {
	Blocks []job.Block
	Lead   []string // the first lines, up to the first long one
	URL    string   // address that a browser printed around the page
}

// LayOut lays out the lines of a document in their order.
func LayOut(in []Line) Sheet {
	ls, head := withoutHeads(tidy(in))
	ls, url := withoutMargins(ls)
	p := press{lines: ls, body: bodySize(ls), edges: edges(ls), browser: url != "" || head != nil}
	for i := range ls {
		p.take(i)
	}
	p.end()
	promote(p.blocks)
	return Sheet{Blocks: append(head, p.blocks...), Lead: lead(p.blocks), URL: url}
}

// tidy folds white space and leaves out lines without a letter, a digit or the sign of a list.
func tidy(in []Line) []Line {
	var out []Line
	for _, l := range in {
		l.Text = lines.Fold(strings.ToValidUTF8(strings.Map(plain, ligatures(l.Text)), "\uFFFD"))
		if n := strings.Count(strings.TrimSuffix(l.Text, string(Broken)), string(Broken)); n > 0 { // a hyphen, then
			l.Text = strings.Replace(l.Text, string(Broken), "-", n)
		}
		if strings.IndexFunc(l.Text, lines.IsWordRune) < 0 && !sign(l.Text) {
			continue
		}
		if bad(l.Left) || bad(l.Right) || bad(l.Base) || bad(l.Size) {
			l.Left, l.Right, l.Base, l.Size = 0, 0, 0, 0
		}
		out = append(out, l)
	}
	return out
}

// Unnamed stands for a glyph that the file gives no letter for. Between letters that is nearly always a ligature.
const Unnamed = '\u0000'

// joined are the ligatures with the letters around them that tell them from "fi", the most frequent one.
var joined = []struct{ pair, before, behind string }{
	{"ff", "o", "er"}, {"ff", "o", "ic"}, {"ff", "e", "ec"}, {"ff", "e", "or"}, {"ff", "di", "er"}, {"ff", "sta", ""}, {"ff", "a", "ili"},
	{"fl", "", "ow"}, {"fl", "", "ex"}, {"fl", "", "ue"}, {"fl", "", "ect"}, {"fl", "", "oor"}, {"fl", "", "oat"}, {"fl", "", "ag"}, {"fl", "", "ask"},
}

// ligatures puts letters in place of glyphs without a name.
func ligatures(s string) string {
	for from := 0; ; {
		at := strings.IndexRune(s[from:], Unnamed)
		if at < 0 {
			return s
		}
		at += from
		before, behind, pair := s[:at], s[at+1:], "fi"
		r, _ := utf8.DecodeLastRuneInString(before)
		if n, _ := utf8.DecodeRuneInString(behind); !unicode.IsLetter(r) && !unicode.IsLower(n) {
			from = at + 1
			continue
		}
		for _, j := range joined {
			if strings.HasSuffix(before, j.before) && strings.HasPrefix(behind, j.behind) {
				pair = j.pair
				break
			}
		}
		s, from = before+pair+behind, at
	}
}

func bad(f float64) bool { return math.IsNaN(f) || math.IsInf(f, 0) }

// plain turns the signs that fonts of symbols use for bullets into one, and drops control characters.
func plain(r rune) rune {
	switch {
	case r >= 0xF000 && r <= 0xF0FF: // private use: Wingdings and Symbol
		return '•'
	case r >= 0xE000 && r <= 0xF8FF: // fonts of icons
		return -1
	case r == '\t':
		return ' '
	case unicode.IsControl(r):
		return -1
	}
	return r
}

// sign reports a line that holds nothing but the sign of a list.
func sign(s string) bool {
	_, ok := lines.Bullet(s + " x")
	return ok && utf8.RuneCountInString(s) <= 2
}

// printHead is what browsers print on top of a page: date, time and the page's title.
var printHead = regexp.MustCompile(`^(\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}, \d{1,2}:\d{2}(?:[\s\x{202f}]?[AP]M)?)(?: (.+))?$`)

// withoutHeads takes out the lines that a browser printed on top of the pages. The first one is returned as two
// blocks, date and title: the title may name the job and the employer where the page does not.
func withoutHeads(ls []Line) (out []Line, head []job.Block) {
	for i, l := range ls {
		m := printHead.FindStringSubmatch(l.Text)
		if m == nil || !outer(ls, i) {
			out = append(out, l)
			continue
		}
		if head == nil && m[2] != "" {
			head = []job.Block{{Kind: job.Paragraph, Text: m[1]}, {Kind: job.Paragraph, Text: m[2]}}
		}
	}
	return out, head
}

// address is what browsers print at the foot of a page: where it is from, and the number of the sheet.
var (
	address = regexp.MustCompile(`^(https?://\S+)(?:\s+\d+\s*/\s*\d+)?$`)
	number  = regexp.MustCompile(`^(?i:page )?\d+\s*(?:/|of|von|sur|de)\s*\d+$`)
)

// withoutMargins leaves out what stands at the top and foot of the pages: sheet numbers, addresses, and from the
// second page on every line that stood in the same place on the first.
func withoutMargins(ls []Line) (out []Line, url string) {
	type place struct {
		text string
		base int
	}
	seen := map[place]int{}
	for i, l := range ls {
		m := address.FindStringSubmatch(l.Text)
		if m != nil && outer(ls, i) {
			if url == "" && !strings.Contains(m[1], "…") && !strings.HasSuffix(m[1], "...") {
				url = m[1]
			}
			continue
		}
		if number.MatchString(l.Text) {
			continue
		}
		at := place{l.Text, int(math.Round(l.Base))}
		if page, ok := seen[at]; ok && page != l.Page && outer(ls, i) {
			continue
		}
		if _, ok := seen[at]; !ok {
			seen[at] = l.Page
		}
		out = append(out, l)
	}
	return out, url
}

// outer reports whether a line is among the first or last three of its page.
func outer(ls []Line, i int) bool {
	page := ls[i].Page
	return i < 3 || i+3 >= len(ls) || ls[i-3].Page != page || ls[i+3].Page != page
}

// bodySize is the font size in which most of the text is set.
func bodySize(ls []Line) float64 {
	weight, best := map[float64]int{}, 0.0
	for _, l := range ls {
		s := math.Round(l.Size*2) / 2
		weight[s] += len(l.Text)
		if weight[s] > weight[best] || best == 0 {
			best = s
		}
	}
	return best
}

// edges finds for each line how far right a line may go there: as far as the widest of the lines around it that
// begin where it does, and nearly as far as the widest one of its column on the page.
func edges(ls []Line) []float64 {
	type column struct{ page, left int }
	most := map[column]float64{}
	for _, l := range ls {
		c := column{l.Page, int(l.Left) / columnWidth}
		most[c] = max(most[c], l.Right)
	}
	out := make([]float64, len(ls))
	for i, l := range ls {
		for j := max(i-around, 0); j < min(i+around+1, len(ls)); j++ {
			if n := &ls[j]; n.Page == l.Page && math.Abs(n.Left-l.Left) < columnWidth {
				out[i] = max(out[i], n.Right)
			}
		}
		page := most[column{l.Page, int(l.Left) / columnWidth}]
		out[i] = max(out[i], l.Left+(page-l.Left)*0.9)
	}
	return out
}

// around is how many lines before and behind a line say how wide its paragraph is.
const around = 6

// columnWidth is how far apart, in points, lines of one column may begin.
const columnWidth = 24

// press puts lines together.
type press struct {
	lines   []Line
	body    float64
	edges   []float64
	browser bool // printed by a browser, which breaks no words: a hyphen at the end of a line belongs there
	blocks  []job.Block
	open    job.Block // the block that the last line belongs to
	last    int       // index of its last line
	first   int       // index of its first line
	item    bool      // the sign of a list has come, its text has not
}

// take adds one line.
func (p *press) take(i int) {
	l := &p.lines[i]
	if sign(l.Text) {
		p.end()
		p.item = true
		return
	}
	text, bullet := lines.Bullet(l.Text)
	switch {
	case p.item:
		p.end()
		p.begin(job.Block{Kind: job.Item, Level: 1, Text: l.Text}, i)
	case bullet:
		p.end()
		p.begin(job.Block{Kind: job.Item, Level: 1, Text: text}, i)
	case p.open.Text != "" && p.goesOn(i):
		p.open.Text = p.join(p.open.Text, l.Text)
		p.last = i
	default:
		p.end()
		p.begin(p.block(l), i)
	}
}

// block begins a block that is no item.
func (p *press) block(l *Line) job.Block {
	n := len(l.Text)
	switch {
	case p.body > 0 && l.Size >= p.body*1.12 && n < 140:
		return job.Block{Kind: job.Heading, Level: level(l.Size / p.body), Text: l.Text}
	case l.Bold && n < 90 && !strings.ContainsAny(l.Text[n-1:], ".,;"):
		return job.Block{Kind: job.Heading, Level: 7, Text: l.Text}
	}
	return job.Block{Kind: job.Paragraph, Text: l.Text}
}

// level is a heading's level by how much larger than the text it is.
func level(times float64) int {
	switch {
	case times >= 1.8:
		return 1
	case times >= 1.35:
		return 2
	}
	return 3
}

func (p *press) begin(b job.Block, i int) { p.open, p.first, p.last, p.item = b, i, i, false }

func (p *press) end() {
	if p.open.Text != "" {
		p.open.Text = strings.ReplaceAll(p.open.Text, string(Broken), "-")
		p.blocks = append(p.blocks, p.open)
	}
	p.open, p.item = job.Block{}, false
}

// goesOn reports whether line i continues the open block.
func (p *press) goesOn(i int) bool {
	a, b := &p.lines[p.last], &p.lines[i]
	size := max(a.Size, b.Size, 1)
	if math.Abs(a.Size-b.Size) > size*0.08 {
		return false
	}
	heading := p.open.Kind == job.Heading
	if heading && a.Bold != b.Bold {
		return false
	}
	if strings.HasSuffix(a.Text, string(Broken)) {
		return true
	}
	gap := a.Base - b.Base
	if a.Page == b.Page && (gap > size*p.leading() || gap < 0) {
		return false
	}
	if a.Page == b.Page && gap < size*0.3 { // beside it, on the same line
		return b.Left-a.Right < size*1.5
	}
	if heading && (p.open.Level <= 2 || strings.HasSuffix(a.Text, ",")) && a.Page == b.Page && math.Abs(a.Left-b.Left) < size {
		return len(p.open.Text)+len(b.Text) < 120 // a title that its author broke
	}
	if full(a, b, p.edges[p.last]) {
		return p.open.Kind == job.Item || math.Abs(a.Left-b.Left) < size*4
	}
	return small(b.Text) && !strings.ContainsAny(a.Text[len(a.Text)-1:], ".:;!?")
}

// leading is how far apart, in font sizes, lines of one paragraph may be.
func (p *press) leading() float64 {
	if p.last > p.first { // as far as its first two lines are, and a little more
		a, b := &p.lines[p.first], &p.lines[p.first+1]
		if a.Page == b.Page && a.Base > b.Base {
			return (a.Base-b.Base)/max(a.Size, 1) + 0.25
		}
	}
	return 1.75
}

// narrow is the fewest letters of a line that can be full: shorter ones are labels, names and items.
const narrow = 28

// full reports whether the next line's first word would not have fitted behind a line.
func full(a, b *Line, edge float64) bool {
	letters := utf8.RuneCountInString(a.Text)
	if letters < narrow {
		return false
	}
	word, _, _ := strings.Cut(b.Text, " ")
	width := (a.Right - a.Left) / float64(max(letters, 1))
	return a.Right+width*float64(utf8.RuneCountInString(word)+1) > edge-width
}

// small reports whether a text begins with a small letter.
func small(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// join puts two lines together. A word that was broken at its hyphen loses it.
func (p *press) join(a, b string) string {
	if cut, ok := strings.CutSuffix(a, string(Broken)); ok {
		if small(b) && !p.browser {
			return cut + b
		}
		return cut + "-" + b
	}
	if strings.HasSuffix(a, "-") && !strings.HasSuffix(a, " -") || strings.HasSuffix(a, "/") {
		return a + b
	}
	return a + " " + b
}

// promote makes headings of paragraphs that act as one for what follows.
func promote(blocks []job.Block) {
	for i := range blocks {
		var next *job.Block
		if i+1 < len(blocks) {
			next = &blocks[i+1]
		}
		lines.Promote(&blocks[i], next)
	}
}

// lead is the first blocks, up to the first long one or heading behind the first line.
func lead(blocks []job.Block) []string {
	var out []string
	for i, b := range blocks {
		if len(out) == 8 || len(b.Text) > 160 || b.Kind == job.Item || i > 1 && b.Kind == job.Heading {
			break
		}
		out = append(out, b.Text)
	}
	return out
}

// Stretch is the factor by which a text matrix makes letters taller; c and d are its second row.
func Stretch(c, d float64) float64 { return math.Sqrt(c*c + d*d) }

// boldNames are parts of the names of bold fonts.
var boldNames = []string{"bold", "black", "heavy", "demi"}

// BoldName reports whether a font's name says that it is bold.
func BoldName(font string) bool {
	low := strings.ToLower(font)
	return slices.ContainsFunc(boldNames, func(w string) bool { return strings.Contains(low, w) })
}
