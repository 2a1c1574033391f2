package markup

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Parse parses a page. Where the parser gives up (it refuses more than 512 open elements) a flatter tree
// is built from the tokens, so that no page loses its text.
func Parse(text []byte) *html.Node {
	root, err := html.ParseWithOptions(bytes.NewReader(text), html.ParseOptionEnableScripting(false))
	if err == nil {
		return root
	}
	return flatTree(text)
}

// maxOpen is how many elements flatTree keeps open. Deeper containers are left out, what they hold is kept.
const maxOpen = 200

// flatTree builds a tree from tokens alone: no repair of wrong nesting, and a bounded depth.
func flatTree(text []byte) *html.Node {
	root := &html.Node{Type: html.DocumentNode}
	open := []*html.Node{root}
	z := html.NewTokenizer(bytes.NewReader(text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return root
		}
		t := z.Token()
		top := open[len(open)-1]
		switch kind {
		case html.TextToken:
			top.AppendChild(&html.Node{Type: html.TextNode, Data: t.Data})
		case html.StartTagToken, html.SelfClosingTagToken:
			if len(open) >= maxOpen && (t.DataAtom == atom.Div || t.DataAtom == atom.Span || len(open) >= 2*maxOpen) {
				continue
			}
			n := &html.Node{Type: html.ElementNode, Data: t.Data, DataAtom: t.DataAtom, Attr: t.Attr}
			top.AppendChild(n)
			if kind == html.StartTagToken && !void(t.DataAtom) {
				open = append(open, n)
			}
		case html.EndTagToken:
			for i := len(open) - 1; i > 0; i-- {
				if open[i].Data == t.Data {
					open = open[:i]
					break
				}
			}
		}
	}
}

func void(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.Img, atom.Input, atom.Meta, atom.Link, atom.Hr, atom.Base, atom.Area, atom.Col, atom.Embed,
		atom.Source, atom.Track, atom.Wbr, atom.Param:
		return true
	}
	return false
}

// Each calls f for every element below n in document order; f returns whether to go inside.
func Each(n *html.Node, f func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !f(c) {
			continue
		}
		Each(c, f)
	}
}

// RawText writes all text below n as it stands.
func RawText(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		RawText(b, c)
	}
}

func Attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

func HasAttr(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}
