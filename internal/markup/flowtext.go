package markup

import (
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
)

// text adds inline text, white space folded. In preformatted text a line break stays one.
func (f *flow) text(s string) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\n' && f.pre > 0:
			f.endLine()
			i++
		case c <= ' ':
			f.gap = true
			i++
		case c < utf8.RuneSelf:
			j := i + 1
			for j < len(s) && s[j] > ' ' && s[j] < utf8.RuneSelf {
				j++
			}
			f.word(s[i:j])
			i = j
		default:
			n, space := lines.Rune(s[i:])
			switch {
			case space:
				f.gap = true
			case n < 0: // a character that takes no room
				n = -n
			default:
				f.word(s[i : i+n])
			}
			i += n
		}
	}
}

// word adds text that is not white space.
func (f *flow) word(s string) {
	if f.mute > 0 {
		return
	}
	if len(f.buf) > f.line.start && (f.gap || f.seam && apart(f.buf[len(f.buf)-1], s)) {
		f.buf = append(f.buf, ' ')
	}
	f.gap, f.seam = false, false
	f.buf = append(f.buf, s...)
	f.line.dense += len(s)
	if f.bold > 0 {
		f.line.bold += len(s)
	}
	if f.link > 0 {
		f.line.linked += len(s)
	}
}

// apart reports whether text of two elements without white space between them is two words: a style sheet set
// them apart. No word goes on with a capital or a digit where an element ends.
func apart(last byte, s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return (lines.IsWordRune(rune(last)) || last == ')' || last == ':') && (unicode.IsUpper(first) || unicode.IsDigit(first))
}

// comma separates two chips, unless a separator is there already.
func (f *flow) comma() {
	switch f.buf[len(f.buf)-1] {
	case ',', ';', ':', '|', '/':
	default:
		f.buf = append(f.buf, ',')
	}
	f.gap = true
}

// endLine ends the line being collected.
func (f *flow) endLine() {
	if f.flat > 0 {
		f.gap = true
		return
	}
	f.line.end = len(f.buf)
	f.done = append(f.done, f.line)
	f.line = line{start: len(f.buf)}
	f.gap = false
}

// flush ends the block being collected.
func (f *flow) flush() {
	if f.flat > 0 {
		f.gap = true
		return
	}
	if len(f.buf) == 0 {
		f.done, f.gap = f.done[:0], false
		return
	}
	f.endLine()
	switch f.kind {
	case job.Heading:
		f.emitHeading()
	case job.Item:
		f.emitItem()
	default:
		f.emitParagraph()
	}
	f.buf, f.done, f.line = f.buf[:0], f.done[:0], line{}
}

// longHeading is the length beyond which a heading element holds a paragraph set in big letters.
const longHeading = 200

// emit adds one leaf.
func (f *flow) emit(kind job.BlockKind, level int, text string, linked int) {
	if text == "" {
		return
	}
	f.out.Leaves = append(f.out.Leaves, Leaf{
		Block:  job.Block{Kind: kind, Level: level, Text: text},
		Linked: linked, Hidden: f.hidden > 0,
	})
}

// joined returns lines [from, to) as one text with sep between them.
func (f *flow) joined(from, to int, sep string) (text string, linked int) {
	var out []byte
	for _, l := range f.done[from:to] {
		if l.start == l.end {
			continue
		}
		if len(out) > 0 {
			out = append(out, sep...)
		}
		out = append(out, f.buf[l.start:l.end]...)
		linked += l.linked
	}
	return string(out), linked
}

func (f *flow) emitHeading() {
	if len(f.buf) > longHeading {
		f.emitParagraph()
		return
	}
	text, linked := f.joined(0, len(f.done), " ")
	if rest, ok := lines.Bullet(text); ok { // a heading element misused for a list entry
		f.emit(job.Item, 1, rest, linked)
		return
	}
	f.emit(job.Heading, f.level, text, linked)
}

// emitItem makes one item of the lines, or several when they carry bullets of their own.
func (f *flow) emitItem() {
	from := 0
	for i := 1; i < len(f.done); i++ {
		if _, ok := lines.Bullet(f.lineText(i)); ok {
			f.itemOf(from, i)
			from = i
		}
	}
	f.itemOf(from, len(f.done))
}

func (f *flow) itemOf(from, to int) {
	text, linked := f.joined(from, to, "\n")
	if rest, ok := lines.Bullet(text); ok {
		text = rest
	}
	f.emit(job.Item, f.level, text, linked)
}

func (f *flow) lineText(i int) string { return string(f.buf[f.done[i].start:f.done[i].end]) }

// emitParagraph makes paragraphs, headings and items of the lines that line breaks cut a block into.
func (f *flow) emitParagraph() {
	from := 0
	end := func(i int) {
		if f.listOfLines(from, i) {
			for j := from; j < i; j++ {
				f.emit(job.Item, max(f.lists, 1), f.lineText(j), f.done[j].linked)
			}
		} else {
			text, linked := f.joined(from, i, "\n")
			for _, b := range lines.Paragraph(text) {
				f.emit(b.Kind, b.Level, b.Text, linked)
			}
		}
		from = i + 1
	}
	for i, l := range f.done {
		if l.start == l.end {
			end(i)
			continue
		}
		text := f.lineText(i)
		if rest, ok := f.listed(i, text); ok {
			end(i)
			f.emit(job.Item, max(f.lists, 1), rest, l.linked)
		} else if l.bold*10 >= l.dense*9 && l.linked*2 < l.dense && lines.TitleLike(text) {
			end(i)
			f.emit(job.Heading, 7, text, l.linked)
		}
	}
	end(len(f.done))
}

// listOfLines reports whether lines [from, to) are the entries of a list without bullets: several, none long,
// hardly any a sentence.
func (f *flow) listOfLines(from, to int) bool {
	if to-from < 3 {
		return false
	}
	stops := 0
	for _, l := range f.done[from:to] {
		if l.end-l.start > 200 || l.linked*2 > l.dense {
			return false
		}
		if c := f.buf[l.end-1]; c == '.' || c == ':' || c == '!' || c == '?' {
			stops++
		}
	}
	return stops*3 <= to-from
}

// listed reports whether line i is a list entry: it has a bullet, or a number as its neighbour has.
func (f *flow) listed(i int, text string) (string, bool) {
	if rest, ok := lines.Bullet(text); ok {
		return rest, true
	}
	rest, n := lines.Number(text)
	if n == 0 {
		return text, false
	}
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(f.done) {
			if _, m := lines.Number(f.lineText(j)); m == n+j-i {
				return rest, true
			}
		}
	}
	return text, false
}

// paste lays out text whose line breaks were meant, although markup ignores them.
func (f *flow) paste(s string) {
	f.flush()
	for _, b := range lines.Blocks(s, false) {
		f.emit(b.Kind, b.Level, b.Text, 0)
	}
}
