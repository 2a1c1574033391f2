package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
)

// flow lays a tree out as blocks: inline text is collected until a block begins or ends.
type flow struct {
	out     *Outline
	box     int  // box that text goes to
	boxless bool // only the text is wanted

	buf  []byte
	gap  bool   // white space seen since the last byte of buf
	seam bool   // one element ended and another began since the last byte of buf
	line line   // the line being collected
	done []line // finished lines of the block, in buf

	kind  job.BlockKind // what the next flush makes; empty for a paragraph
	level int
	lists int // nesting of lists

	bold, link, pre, hidden, flat, mute int // nesting of what changes text; flat: blocks do not break lines
}

// line is one line of a block: buf[start:end], and how much of it is not white space, bold, link text.
type line struct{ start, end, dense, bold, linked int }

// inside lays out the children of n.
func (f *flow) inside(n *html.Node) {
	chips := chipRow(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			if f.pre == 0 && f.flat == 0 && lines.Pasted(c.Data) {
				f.paste(c.Data)
			} else {
				f.text(c.Data)
			}
		case html.ElementNode:
			if p := c.PrevSibling; p != nil && p.Type == html.ElementNode {
				f.seam = true
			}
			if chips && len(f.buf) > f.line.start {
				f.comma()
			}
			f.element(c)
		}
	}
}

// element lays out one element by what its tag means for the flow of text.
func (f *flow) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Svg, atom.Head, atom.Select, atom.Option, atom.Datalist,
		atom.Textarea, atom.Iframe, atom.Object, atom.Video, atom.Audio, atom.Canvas, atom.Map, atom.Input,
		atom.Img, atom.Link, atom.Meta, atom.Title, atom.Math, atom.Progress:
	case atom.Button:
		silent := !speakingButton(n) // its words are no text, but what its elements are called may help
		if silent {
			f.mute++
		}
		f.styled(n)
		if silent {
			f.mute--
		}
	case atom.Br:
		f.endLine()
	case atom.Hr:
		f.flush()
	case atom.Noscript:
		f.hidden++
		f.boxed(n, true)
		f.hidden--
	case atom.A:
		if p := n.PrevSibling; p != nil && p.DataAtom == atom.A {
			f.gap = true // two links side by side are never one word
		}
		if href := Attr(n, "href"); href != "" && !f.boxless {
			f.out.Links = append(f.out.Links, Link{Href: href, Leaf: len(f.out.Leaves)})
		}
		f.link++
		f.styled(n)
		f.link--
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		f.as(n, job.Heading, int(n.Data[1]-'0'))
	case atom.Summary:
		f.as(n, job.Heading, 7)
	case atom.Ul, atom.Ol, atom.Menu:
		f.lists++
		f.styled(n)
		f.lists--
	case atom.Li:
		f.item(n)
	case atom.Dl:
		f.definitions(n)
	case atom.Tr:
		f.row(n)
	default:
		f.styled(n)
	}
}

// styled lays out an element, minding the attributes that change how its text reads.
func (f *flow) styled(n *html.Node) {
	look := appearance(n)
	if n.DataAtom == atom.Pre {
		look |= looksPre
	}
	if n.DataAtom == atom.B || n.DataAtom == atom.Strong || n.DataAtom == atom.U {
		look |= looksBold
	}
	f.hidden += look.bit(looksHidden)
	f.pre += look.bit(looksPre)
	f.bold += look.bit(looksBold)
	if look&looksHeading != 0 {
		f.as(n, job.Heading, headingLevel(n))
	} else {
		f.boxed(n, blockLevel(n) || look&looksBlock != 0)
	}
	f.hidden -= look.bit(looksHidden)
	f.pre -= look.bit(looksPre)
	f.bold -= look.bit(looksBold)
}

// boxed lays out n's children, in a box of their own when n is a block or has a name.
func (f *flow) boxed(n *html.Node, block bool) {
	name := ""
	if !f.boxless {
		name = boxName(n)
	}
	if block {
		f.flush()
	}
	if f.boxless || !block && name == "" {
		f.inside(n)
	} else {
		outer, own := f.box, len(f.out.Boxes)
		f.out.Boxes = append(f.out.Boxes, Box{Parent: outer, From: len(f.out.Leaves), Tag: n.Data, Name: name, node: n})
		f.box = own
		f.inside(n)
		if block {
			f.flush()
		}
		f.out.Boxes[own].To = len(f.out.Leaves)
		f.out.Boxes[own].Next = len(f.out.Boxes)
		f.box = outer
	}
	if block {
		f.flush()
	}
}

// as lays out n as one kind of block.
func (f *flow) as(n *html.Node, kind job.BlockKind, level int) {
	f.flush()
	k, l := f.kind, f.level
	f.kind, f.level = kind, level
	f.boxed(n, true)
	f.kind, f.level = k, l
}

// item lays out a list item. One that holds headings is a container with a bullet, not an item.
func (f *flow) item(n *html.Node) {
	if holdsHeading(n, 2) {
		f.as(n, "", 0)
		return
	}
	f.as(n, job.Item, max(f.lists, 1))
}

// definitions lays out <dl>.
func (f *flow) definitions(n *html.Node) {
	f.flush()
	var label *html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.DataAtom == atom.Dt:
			if label != nil {
				f.as(label, "", 0)
			}
			label = c
		case c.DataAtom == atom.Dd:
			f.pair(label, c)
			label = nil
		case c.DataAtom == atom.Div: // may group one label and value
			f.definitions(c)
		case c.Type == html.ElementNode:
			f.element(c)
		case c.Type == html.TextNode:
			f.text(c.Data)
		}
	}
	if label != nil {
		f.as(label, "", 0)
	}
	f.flush()
}

// shortLabel and shortValue are the lengths up to which a label and its value share a line.
const shortLabel, shortValue = 48, 160

// row lays out a table row. Label and value join as "label: value", short cells as "a | b | c"; everything
// else is layout and reads cell by cell.
func (f *flow) row(n *html.Node) {
	var cells []*html.Node
	short := true
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		length, simple := measure(c)
		if length == 0 {
			continue
		}
		short = short && simple && length <= shortValue
		cells = append(cells, c)
	}
	if len(cells) == 2 {
		if n, simple := measure(cells[0]); simple && n <= shortLabel {
			f.pair(cells[0], cells[1])
			return
		}
	}
	f.flush()
	for i, c := range cells {
		if !short || len(cells) == 1 {
			f.as(c, f.kind, f.level)
			continue
		}
		if i > 0 && len(f.buf) > f.line.start {
			f.buf = append(f.buf, " |"...)
			f.gap = true
		}
		f.flat++
		f.boxed(c, false)
		f.flat--
	}
	f.flush()
}

// pair lays out a label and its value: a short value joins its label, a long one gets the label as a heading.
func (f *flow) pair(label, value *html.Node) {
	if label == nil {
		f.as(value, "", 0)
		return
	}
	if n, simple := measure(value); !simple || n > shortValue {
		f.as(label, job.Heading, 7)
		f.as(value, "", 0)
		return
	}
	f.flush()
	f.flat++
	f.boxed(label, false)
	if len(f.buf) > f.line.start && f.buf[len(f.buf)-1] != ':' {
		f.buf = append(f.buf, ':')
	}
	f.gap = true
	f.boxed(value, false)
	f.flat--
	f.flush()
}

// measure returns the length of an element's text and whether it is inline content or a single block of it.
func measure(n *html.Node) (length int, simple bool) {
	blocks := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && length <= 4*shortValue && (blocks < 3 || length == 0); c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				length += len(strings.TrimSpace(c.Data))
			case c.DataAtom == atom.Script || c.DataAtom == atom.Style || c.DataAtom == atom.Select:
			case c.DataAtom == atom.Table || c.DataAtom == atom.Ul || c.DataAtom == atom.Ol || c.DataAtom == atom.Br:
				blocks += 2
				walk(c)
			case c.Type == html.ElementNode:
				if blockLevel(c) {
					blocks++
				}
				walk(c)
			}
		}
	}
	walk(n)
	return length, blocks <= 1
}
