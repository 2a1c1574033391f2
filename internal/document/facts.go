package document

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"jobsignal/internal/lines"
	"jobsignal/internal/markup"
)

// bigScript is the size from which an inline script may hold a page's state.
const bigScript = 400

// factual selects what states something outside a page's text.
const factual = `html, title, meta, link[rel="canonical"], input, textarea, script, [itemtype*="JobPosting"], [typeof*="JobPosting"]`

// collectFacts gathers what the page states outside its text, in the order of the page.
func collectFacts(d *Document, root *html.Node) {
	eachComment(root, func(text string) { savedFrom(d, text) })
	goquery.NewDocumentFromNode(root).Find(factual).Each(func(_ int, s *goquery.Selection) {
		n := s.Get(0)
		elementFacts(d, n)
		if m := markupOf(n); m != "" {
			d.Claims = append(d.Claims, Claim{Origin: m, Value: itemOf(n, m, 0)})
		}
	})
	if d.URL == "" {
		d.URL = d.Meta["og:url"]
	}
}

// eachComment visits the comments of a page; selectors do not see them.
func eachComment(n *html.Node, visit func(text string)) {
	for c := range n.Descendants() {
		if c.Type == html.CommentNode {
			visit(c.Data)
		}
	}
}

// elementFacts takes what one element states.
func elementFacts(d *Document, n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		d.Language = markup.Attr(n, "lang")
	case atom.Title:
		if d.Title == "" && n.Parent.DataAtom != atom.Svg {
			var b strings.Builder
			markup.RawText(&b, n)
			d.Title = lines.Fold(strings.TrimSpace(b.String()))
		}
	case atom.Meta:
		metaFact(d, n)
	case atom.Link:
		if d.URL == "" {
			d.URL = strings.TrimSpace(markup.Attr(n, "href"))
		}
	case atom.Input:
		switch markup.Attr(n, "type") {
		case "password":
			d.Passwords++
			d.Fields++
		case "hidden", "submit", "button", "search", "image":
		default:
			d.Fields++
		}
	case atom.Textarea:
		d.Fields++
	case atom.Script:
		scriptFact(d, n)
	}
}

func metaFact(d *Document, n *html.Node) {
	key := markup.Attr(n, "property")
	if key == "" {
		key = markup.Attr(n, "name")
	}
	value := markup.Attr(n, "content")
	if value == "" {
		value = markup.Attr(n, "value")
	}
	if key = strings.ToLower(key); key != "" && value != "" {
		if _, ok := d.Meta[key]; !ok {
			d.Meta[key] = value
		}
	}
}

// scriptFact keeps JSON-LD as a claim when it speaks of a job, and other scripts that may hold data.
func scriptFact(d *Document, n *html.Node) {
	if markup.Attr(n, "src") != "" {
		d.Loads++
		return
	}
	if n.FirstChild == nil || n.FirstChild.Type != html.TextNode {
		return
	}
	text, kind := n.FirstChild.Data, strings.ToLower(markup.Attr(n, "type"))
	if strings.HasPrefix(kind, "application/ld+json") {
		if !strings.Contains(text, "JobPosting") {
			return
		}
		v, err := Decode(text)
		if err != nil {
			d.Warnings = append(d.Warnings, "JSON-LD cannot be read: "+err.Error())
			return
		}
		d.Claims = append(d.Claims, Claim{Origin: "json-ld", Value: v})
		return
	}
	if len(text) >= bigScript && strings.IndexByte(text, '{') >= 0 {
		d.Scripts = append(d.Scripts, Script{ID: markup.Attr(n, "id"), Type: kind, Text: text})
	}
}

// savedFrom reads the address that browsers and saving programs leave in a comment.
func savedFrom(d *Document, comment string) {
	if d.URL != "" || len(comment) > 2000 {
		return
	}
	if _, rest, ok := strings.Cut(comment, "saved from url=("); ok {
		if _, address, ok := strings.Cut(rest, ")"); ok {
			d.URL = strings.TrimSpace(address)
		}
		return
	}
	if strings.Contains(comment, "SingleFile") {
		if _, rest, ok := strings.Cut(comment, "url:"); ok {
			rest, _, _ = strings.Cut(strings.TrimSpace(rest), "\n")
			d.URL = strings.TrimSpace(rest)
		}
	}
}

// markupOf reports whether n begins a JobPosting in microdata or RDFa.
func markupOf(n *html.Node) string {
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "itemtype":
			if strings.Contains(n.Attr[i].Val, "JobPosting") {
				return "microdata"
			}
		case "typeof":
			if strings.Contains(n.Attr[i].Val, "JobPosting") {
				return "rdfa"
			}
		}
	}
	return ""
}

// itemOf brings the properties below n into the shape of JSON-LD.
func itemOf(n *html.Node, notation string, depth int) map[string]any {
	typeKey, propKey, scopeKey := "itemtype", "itemprop", "itemscope"
	if notation == "rdfa" {
		typeKey, propKey, scopeKey = "typeof", "property", "typeof"
	}
	kind := markup.Attr(n, typeKey)
	item := map[string]any{"@type": kind[strings.LastIndexAny(kind, "/:#")+1:]}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			prop := markup.Attr(c, propKey)
			if prop == "" {
				if !markup.HasAttr(c, scopeKey) {
					walk(c)
				}
				continue
			}
			var v any
			if markup.HasAttr(c, scopeKey) && depth < 10 {
				v = itemOf(c, notation, depth+1)
			} else {
				v = propValue(c)
			}
			for name := range strings.FieldsSeq(prop) {
				addField(item, name[strings.LastIndexAny(name, ":/")+1:], v)
			}
			if prop != "description" && !markup.HasAttr(c, scopeKey) {
				walk(c) // properties may nest without a scope of their own
			}
		}
	}
	walk(n)
	return item
}

// propValue is the value of a property: machine-readable attributes first, a description as notation.
func propValue(n *html.Node) any {
	for _, key := range []string{"content", "datetime"} {
		if v := markup.Attr(n, key); v != "" {
			return strings.TrimSpace(v)
		}
	}
	if n.DataAtom == atom.A || n.DataAtom == atom.Link {
		if p := markup.Attr(n, "itemprop") + markup.Attr(n, "property"); strings.Contains(p, "url") || strings.Contains(p, "sameAs") {
			return markup.Attr(n, "href")
		}
	}
	if n.FirstChild != nil && strings.Contains(markup.Attr(n, "itemprop")+markup.Attr(n, "property"), "escription") {
		var b strings.Builder
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if html.Render(&b, c) != nil {
				break
			}
		}
		return b.String()
	}
	var b strings.Builder
	markup.RawText(&b, n)
	return lines.Fold(strings.TrimSpace(b.String()))
}
