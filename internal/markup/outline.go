// Package markup lays out a parsed web page as blocks of text, together with the elements that hold them.
//
// A page is walked once. Inline text is collected until a block begins or ends; what the lines of that block look
// like then makes it a heading, items or a paragraph (flowtext.go): bold lines and lines in capitals are titles
// where an author forgot the heading, lines that begin with a bullet are items where an author forgot the list, and
// a short line that ends in a colon is the title of the list below it. Style counts where it tells text apart
// (look.go). Tables and definition lists of labels and values become "label: value".
//
// Skills given as tags (links, spans, buttons side by side) stay, with commas between them: browsers set them apart
// by style, and without it they would read as one word. Hidden text and <noscript> are marked, and shown only on
// pages that have hardly any other text.
//
// Every leaf of text knows how much of it is link text, every box which leaves it holds, so that a reader can
// choose the part of a page that it wants without walking the tree again.
package markup

import (
	"strings"

	"golang.org/x/net/html"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
)

// Outline is a web page's text in reading order together with the elements that hold it.
type Outline struct {
	Leaves []Leaf // blocks in reading order
	Boxes  []Box  // elements in document order; Boxes[0] is the whole page
	Links  []Link // links in document order
}

// Link is one link: where it points, and the leaf that holds its words.
type Link struct {
	Href string
	Leaf int
}

// Leaf is one block and what is known about it on the page.
type Leaf struct {
	job.Block
	Linked int  // bytes of the text that are link text
	Hidden bool // inside an element that is not shown when the page opens
}

// Box is one element that holds text: a block, or an inline element with a name.
type Box struct {
	Parent   int    // index of the enclosing box; -1 for the page
	Next     int    // index of the first box after this one and everything in it
	From, To int    // leaves that begin inside
	Tag      string // element name
	Name     string // class, id, itemprop, role and test ids, lower case, separated by spaces

	node *html.Node
}

// Blocks returns the blocks of leaves [from, to).
func (o *Outline) Blocks(from, to int) []job.Block {
	out := make([]job.Block, 0, to-from)
	for i := from; i < to; i++ {
		out = append(out, o.Leaves[i].Block)
	}
	return out
}

// Text returns the text of one box as a single line.
func (o *Outline) Text(box int) string {
	f := flow{out: &Outline{}, boxless: true}
	f.inside(o.Boxes[box].node)
	f.flush()
	parts := make([]string, 0, len(f.out.Leaves))
	for i := range f.out.Leaves {
		parts = append(parts, strings.ReplaceAll(f.out.Leaves[i].Text, "\n", " "))
	}
	return strings.Join(parts, " ")
}

// Attr returns an attribute of a box; empty when it has none.
func (o *Outline) Attr(box int, key string) string { return Attr(o.Boxes[box].node, key) }

// LayOut lays out a parsed page.
func LayOut(root *html.Node) *Outline {
	o := &Outline{Boxes: make([]Box, 1, 256), Leaves: make([]Leaf, 0, 128)}
	o.Boxes[0] = Box{Parent: -1, Tag: "html", node: root}
	f := flow{out: o}
	f.inside(root)
	f.flush()
	o.Boxes[0].Next = len(o.Boxes)
	o.Boxes[0].To = len(o.Leaves)
	o.unhide()
	for i := 0; i+1 < len(o.Leaves); i++ {
		lines.Promote(&o.Leaves[i].Block, &o.Leaves[i+1].Block)
	}
	return o
}

// scarce is the length of text below which a page's hidden parts are taken for its text.
const scarce = 300

// unhide shows hidden text on pages that show hardly any: a page whose script never ran keeps its text there.
func (o *Outline) unhide() {
	shown := 0
	for i := range o.Leaves {
		if !o.Leaves[i].Hidden {
			shown += len(o.Leaves[i].Text)
		}
	}
	if shown >= scarce {
		return
	}
	for i := range o.Leaves {
		o.Leaves[i].Hidden = false
	}
}
