package document

import (
	"strings"

	"golang.org/x/net/html"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
	"jobsignal/internal/markup"
)

// Fragment lays out a piece of text found inside data: HTML, HTML escaped once or twice, Markdown or plain.
func Fragment(s string) []job.Block {
	for range 3 {
		if countTags([]byte(s)) > 0 {
			return HTML(s)
		}
		if !strings.Contains(s, "&lt;") && !strings.Contains(s, "&#") && !strings.Contains(s, "&amp;") {
			break
		}
		s = html.UnescapeString(s)
	}
	return lines.Blocks(html.UnescapeString(s), false)
}

// HTML lays out a piece of HTML.
func HTML(s string) []job.Block {
	if strings.Contains(s, "&lt;p") || strings.Contains(s, "&lt;li") || strings.Contains(s, "&lt;br") || strings.Contains(s, "&lt;div") {
		s = html.UnescapeString(s) // markup escaped inside markup
	}
	o := markup.LayOut(markup.Parse([]byte(s)))
	for i := range o.Leaves {
		o.Leaves[i].Hidden = false
	}
	return o.Blocks(0, len(o.Leaves))
}

// Text returns a piece of text found inside data as one line, without markup.
func Text(s string) string {
	if !strings.ContainsAny(s, "<&\n\t") {
		return lines.Fold(strings.TrimSpace(s))
	}
	var parts []string
	for _, b := range Fragment(s) {
		parts = append(parts, strings.ReplaceAll(b.Text, "\n", " "))
	}
	return strings.Join(parts, " ")
}
