package document

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"jobsignal/internal/job"
)

// isHTML judges by the first tag, then by how many well-known tags there are.
func isHTML(head []byte) int {
	b := trimLead(head)
	if startsWithFold(b, "<!doctype html", "<html", "<head", "<body") {
		return 100
	}
	if startsWithFold(b, "<?xml", "<!doctype") {
		first := b[:min(len(b), 2048)]
		if bytes.Contains(bytes.ToLower(first), []byte("<html")) {
			return 95
		}
		return 0
	}
	tags := countTags(b)
	switch {
	case tags == 0 || binary(b):
		return 0
	case len(b) > 0 && b[0] == '<':
		return 75
	case tags*200 > len(b): // a tag every 200 bytes: markup with a text start
		return 65
	}
	return 5
}

// countTags counts start tags that are common in prose and rare elsewhere.
func countTags(b []byte) int {
	n := 0
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			return n
		}
		b = b[i+1:]
		if startsWithFold(b, "p>", "p ", "br>", "br/", "br ", "div", "li>", "li ", "ul>", "ul ", "h1", "h2", "h3", "h4",
			"section", "span", "strong", "b>", "table", "article", "a href", "meta", "script", "em>") {
			n++
		}
	}
}

// readHTML reads a web page. The page is parsed once.
func readHTML(p *job.Page) (*Document, error) {
	text, charset := utf8Text(p)
	root := parseHTML(text)
	if source := viewSource(root, text); source != "" {
		root = parseHTML([]byte(source))
	}
	d := &Document{Charset: charset, Meta: map[string]string{}}
	collectFacts(d, root)
	d.Outline = outline(root)
	d.Blocks = d.Outline.Blocks(0, len(d.Outline.Leaves))
	return d, nil
}

// parseHTML parses a page. Where the parser gives up (it refuses more than 512 open elements) a flatter tree
// is built from the tokens, so that no page loses its text.
func parseHTML(text []byte) *html.Node {
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

// viewSource returns the page inside a saved "view source" window, or "". Chrome saves a table with one source
// line a cell, Firefox one <pre>.
func viewSource(root *html.Node, text []byte) string {
	head := text[:min(len(text), 8<<10)]
	chrome := bytes.Contains(head, []byte(`class="line-content"`)) && bytes.Contains(head, []byte(`class="line-number"`))
	firefox := bytes.Contains(head, []byte(`id="viewsource"`))
	if !chrome && !firefox {
		return ""
	}
	var b strings.Builder
	eachElement(root, func(n *html.Node) bool {
		switch {
		case chrome && n.DataAtom == atom.Td && attr(n, "class") == "line-content",
			firefox && !chrome && n.DataAtom == atom.Pre:
			rawText(&b, n)
			b.WriteByte('\n')
			return false
		}
		return true
	})
	if source := b.String(); isHTML([]byte(source)) > 0 {
		return source
	}
	return ""
}

// eachElement calls f for every element below n in document order; f returns whether to go inside.
func eachElement(n *html.Node, f func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !f(c) {
			continue
		}
		eachElement(c, f)
	}
}

// rawText writes all text below n as it stands.
func rawText(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		rawText(b, c)
	}
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}
