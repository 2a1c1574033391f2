package lines

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"jobsignal/internal/job"
)

// FrontMatter cuts "--- key: value ---" off the start of a text. Only flat keys are read; lists in brackets or
// dashes become one value, joined by commas.
func FrontMatter(s string) (map[string]any, string) {
	t := strings.TrimPrefix(strings.ReplaceAll(s, "\r\n", "\n"), "\ufeff")
	if !strings.HasPrefix(t, "---\n") {
		return nil, s
	}
	head, body, ok := strings.Cut(t[4:], "\n---")
	if !ok || len(head) > 16<<10 {
		return nil, s
	}
	fields := map[string]any{}
	key := ""
	for l := range strings.SplitSeq(head, "\n") {
		if item, ok := strings.CutPrefix(strings.TrimSpace(l), "- "); ok && key != "" {
			if old, _ := fields[key].(string); old != "" {
				item = old + ", " + unquote(item)
			}
			fields[key] = unquote(item)
			continue
		}
		k, v, ok := strings.Cut(l, ":")
		if !ok || strings.TrimSpace(k) == "" || unicode.IsSpace(rune(k[0])) {
			continue
		}
		key = strings.TrimSpace(k)
		fields[key] = strings.Trim(unquote(v), "[]")
	}
	if len(fields) == 0 {
		return nil, s
	}
	return fields, strings.TrimLeft(body, "-\n")
}

func unquote(s string) string { return strings.Trim(strings.TrimSpace(s), `"'`) }

// marked reports whether text carries marks of Markdown.
func marked(s string) bool {
	return strings.Contains(s, "**") || strings.Contains(s, "](http") || strings.Contains(s, `\-`) ||
		strings.Contains(s, `\.`) || strings.HasPrefix(s, "# ") || strings.Contains(s, "\n# ") ||
		strings.Contains(s, "\n## ") || strings.Contains(s, "\n### ")
}

// atxLevel returns the level of a "## heading" line, 0 for any other line.
func atxLevel(s string) int {
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n >= len(s) || s[n] != ' ' || strings.Trim(s, "# ") == "" {
		return 0
	}
	return n
}

// boldLine reports whether all words of a line are between ** or __.
func boldLine(s string) bool {
	bold, inside := false, 0
	for i := 0; i < len(s); i++ {
		if s[i] == '*' || s[i] == '_' {
			if i+1 < len(s) && s[i+1] == s[i] {
				bold = !bold
				i++
			}
			continue
		}
		switch {
		case s[i] <= ' ' || strings.IndexByte(":.-–—\\", s[i]) >= 0:
		case !bold:
			return false
		default:
			inside++
		}
	}
	return inside > 0
}

// shortLabel is the length up to which a label of a table shares the line of its value.
const shortLabel = 48

// tableRow lays out a row of a Markdown table: label and value, or cells side by side.
func (t *textFlow) tableRow(l textLine) {
	var cells []string
	for c := range strings.SplitSeq(strings.Trim(l.text, "| "), "|") {
		if c = strings.TrimSpace(c); c != "" && strings.Trim(c, ":-") != "" {
			cells = append(cells, c)
		}
	}
	sep := " | "
	if len(cells) == 2 && len(cells[0]) <= shortLabel {
		cells[0] = strings.TrimSuffix(strings.Trim(cells[0], "*"), ":")
		sep = ": "
	}
	t.begin(job.Paragraph, 0, strings.Join(cells, sep), l)
	t.end()
}

// Unmark takes the marks of Markdown out of a line: emphasis, code, links, pictures, escapes, entities, and
// the HTML tags that Markdown allows.
func Unmark(s string) string {
	if !strings.ContainsAny(s, "*_`[\\<&~") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	open := false // a single * or _ has opened emphasis
	for i := 0; i < len(s); {
		n := unmarkAt(&b, s, i)
		if n == 1 && (s[i] == '*' || s[i] == '_') {
			if opens := i+1 < len(s) && !edge(s[i+1]) && (i == 0 || !wordByte(s[i-1])); !opens && !open {
				n = 0 // "C*": nothing to close
			} else {
				open = opens
			}
		}
		if n == 0 {
			b.WriteByte(s[i])
			n = 1
		}
		i += n
	}
	out := b.String()
	if strings.IndexByte(out, '&') >= 0 {
		out = html.UnescapeString(out)
	}
	return out
}

// unmarkAt handles a mark at s[i] and returns how many bytes it takes; 0 when there is no mark.
func unmarkAt(b *strings.Builder, s string, i int) int {
	switch c := s[i]; c {
	case '\\':
		if i+1 < len(s) && unicode.IsPunct(rune(s[i+1])) || i+1 < len(s) && unicode.IsSymbol(rune(s[i+1])) {
			b.WriteByte(s[i+1])
			return 2
		}
	case '`':
		return 1
	case '~':
		if strings.HasPrefix(s[i:], "~~") {
			return 2
		}
	case '*', '_':
		return emphasis(s, i)
	case '!':
		if strings.HasPrefix(s[i:], "![") {
			_, n := link(s[i+1:])
			return n + min(n, 1)
		}
	case '[':
		text, n := link(s[i:])
		if n > 0 {
			b.WriteString(Unmark(text))
		}
		return n
	case '<':
		return inlineTag(b, s[i:])
	}
	return 0
}

// emphasis returns the length of the mark at s[i] when it opens or closes emphasis: it touches text on one
// side only. Inside a word, "_" is a letter of a name.
func emphasis(s string, i int) int {
	n := 1
	for i+n < len(s) && s[i+n] == s[i] {
		n++
	}
	before := i > 0 && !edge(s[i-1])
	after := i+n < len(s) && !edge(s[i+n])
	switch {
	case n >= 2 && s[i] == '*':
		return n
	case before && after && (s[i] == '_' || n == 1 && wordByte(s[i-1]) && wordByte(s[i+n])):
		return 0
	case !before && !after:
		return 0
	}
	return n
}

func edge(c byte) bool     { return c == ' ' || c == '\n' }
func wordByte(c byte) bool { return c >= 0x80 || c == '_' || IsWordRune(rune(c)) }

// link reads [text](address) at the start of s; n is 0 when there is none.
func link(s string) (text string, n int) {
	depth := 0
	for i := 0; i < len(s) && i < 500; i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth > 0 {
				continue
			}
			if i+1 >= len(s) || s[i+1] != '(' {
				return "", 0
			}
			end := strings.IndexByte(s[i:min(len(s), i+2000)], ')')
			if end < 0 {
				return "", 0
			}
			return s[1:i], i + end + 1
		}
	}
	return "", 0
}

// inlineTag drops an HTML tag and keeps what an autolink points to.
func inlineTag(b *strings.Builder, s string) int {
	end := strings.IndexByte(s[:min(len(s), 300)], '>')
	if end < 2 {
		return 0
	}
	inner := s[1:end]
	switch {
	case strings.HasPrefix(inner, "http"), strings.HasPrefix(inner, "mailto:"):
		b.WriteString(strings.TrimPrefix(inner, "mailto:"))
		return end + 1
	case isTagName(strings.TrimPrefix(inner, "/")):
		if StartsWithFold([]byte(inner), "br", "/p", "/li", "/div") {
			b.WriteByte(' ')
		}
		return end + 1
	}
	return 0
}

func isTagName(s string) bool {
	name, _, _ := strings.Cut(s, " ")
	switch strings.ToLower(strings.TrimSuffix(name, "/")) {
	case "a", "b", "i", "u", "p", "br", "em", "strong", "span", "div", "ul", "ol", "li", "sub", "sup", "small", "font",
		"h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "code", "details", "summary":
		return true
	}
	return false
}
