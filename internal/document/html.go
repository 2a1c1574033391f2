package document

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
	"jobsignal/internal/markup"
)

// isHTML judges by the first tag, then by how many well-known tags there are.
func isHTML(head []byte) int {
	b := trimLead(head)
	if lines.StartsWithFold(b, "<!doctype html", "<html", "<head", "<body") {
		return 100
	}
	if lines.StartsWithFold(b, "<?xml", "<!doctype") {
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
		if lines.StartsWithFold(b, "p>", "p ", "br>", "br/", "br ", "div", "li>", "li ", "ul>", "ul ", "h1", "h2", "h3", "h4",
			"section", "span", "strong", "b>", "table", "article", "a href", "meta", "script", "em>") {
			n++
		}
	}
}

// readHTML reads a web page. The page is parsed once.
func readHTML(p *job.Page) (*Document, error) {
	text, charset := utf8Text(p)
	root := markup.Parse(text)
	if source := viewSource(root, text); source != "" {
		root = markup.Parse([]byte(source))
	}
	d := &Document{Charset: charset, Meta: map[string]string{}}
	collectFacts(d, root)
	d.Outline = markup.LayOut(root)
	d.Blocks = d.Outline.Blocks(0, len(d.Outline.Leaves))
	return d, nil
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
	markup.Each(root, func(n *html.Node) bool {
		switch {
		case chrome && n.DataAtom == atom.Td && markup.Attr(n, "class") == "line-content",
			firefox && !chrome && n.DataAtom == atom.Pre:
			markup.RawText(&b, n)
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
