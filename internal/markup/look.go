package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// looks is how attributes make an element read.
type looks uint8

const (
	looksHidden looks = 1 << iota
	looksPre
	looksBold
	looksBlock
	looksHeading
)

func (l looks) bit(b looks) int {
	if l&b != 0 {
		return 1
	}
	return 0
}

// appearance reads the attributes that change how an element's text reads.
func appearance(n *html.Node) looks {
	var l looks
	for i := range n.Attr {
		v := n.Attr[i].Val
		switch n.Attr[i].Key {
		case "hidden":
			l |= looksHidden
		case "style":
			l |= styleLooks(v)
		case "class":
			l |= classLooks(v)
		case "role":
			if v == "heading" {
				l |= looksHeading
			}
		}
	}
	return l
}

// styleLooks reads an inline style. Only what tells text apart is looked for.
func styleLooks(s string) looks {
	var l looks
	for s != "" {
		var rule string
		rule, s, _ = strings.Cut(s, ";")
		key, value, _ := strings.Cut(rule, ":")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "display":
			if value == "none" || strings.HasPrefix(value, "none ") {
				l |= looksHidden
			} else if value == "block" || value == "flex" || value == "grid" {
				l |= looksBlock
			}
		case "visibility":
			if value == "hidden" {
				l |= looksHidden
			}
		case "white-space":
			if strings.HasPrefix(value, "pre") || value == "break-spaces" {
				l |= looksPre
			}
		case "font-weight":
			if strings.HasPrefix(value, "bold") || len(value) >= 3 && value[0] >= '6' && value[0] <= '9' && value[1] == '0' {
				l |= looksBold
			}
		}
	}
	return l
}

// classLooks knows the class names of wide-spread style sheets.
func classLooks(s string) looks {
	var l looks
	if strings.Contains(s, "pre-line") || strings.Contains(s, "pre-wrap") {
		l |= looksPre
	}
	if strings.Contains(s, "bold") && (strings.Contains(s, "font-bold") || strings.Contains(s, "fw-bold") ||
		strings.Contains(s, "font-weight-bold") || strings.Contains(s, "semibold") || s == "bold") {
		l |= looksBold
	}
	return l
}

func headingLevel(n *html.Node) int {
	if v := Attr(n, "aria-level"); len(v) == 1 && v[0] >= '1' && v[0] <= '6' {
		return int(v[0] - '0')
	}
	return 7
}

// blockLevel reports whether an element begins and ends a block. Elements that scripts define are blocks in
// practice, whatever the standard says.
func blockLevel(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd,
		atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure,
		atom.Footer, atom.Form, atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header,
		atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Noscript,
		atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th,
		atom.Thead, atom.Tr, atom.Ul:
		return true
	case 0:
		return strings.Contains(n.Data, "-")
	}
	return false
}

// boxName joins what authors name an element by: its class, its id, and the marks left for tests.
func boxName(n *html.Node) string {
	name := ""
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "class", "id", "itemprop", "property", "role", "data-testid", "data-test", "data-qa", "data-automation",
			"data-automation-id", "data-ui", "data-cy", "data-test-id", "data-at", "data-hook":
			v := n.Attr[i].Val
			if v == "" {
				continue
			}
			if n.Attr[i].Key[0] == 'd' && strings.IndexByte(v, ' ') >= 0 { // one name, although it has spaces
				v = strings.ReplaceAll(v, " ", "-")
			}
			if name != "" {
				name += " "
			}
			name += v
		}
	}
	return strings.ToLower(name)
}

// chipRow reports whether n holds nothing but short elements of one make: tags, skills, places. Side by side
// without white space they would read as one word.
func chipRow(n *html.Node) bool {
	var first *html.Node
	count := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			if strings.TrimSpace(c.Data) != "" {
				return false
			}
		case html.ElementNode:
			if first == nil {
				if c.DataAtom != atom.A && c.DataAtom != atom.Span && c.DataAtom != atom.Button {
					return false
				}
				if first = c; Attr(c, "class") == "" {
					return false
				}
			} else if c.DataAtom != first.DataAtom || Attr(c, "class") != Attr(first, "class") {
				return false
			}
			count++
		}
	}
	return count > 1
}

// speakingButton reports whether a button's words belong to the text: a skill to click, the title of a part
// that opens.
func speakingButton(n *html.Node) bool {
	if HasAttr(n, "aria-expanded") || HasAttr(n, "aria-controls") {
		return true
	}
	switch n.Parent.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	class := Attr(n, "class")
	for _, w := range []string{"tag", "chip", "pill", "skill", "badge"} {
		if strings.Contains(class, w) {
			return true
		}
	}
	return false
}

func holdsHeading(n *html.Node, depth int) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		}
		if depth > 1 && holdsHeading(c, depth-1) {
			return true
		}
	}
	return false
}
