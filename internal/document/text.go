package document

import (
	"bytes"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
)

// isText takes everything that is no program or picture.
func isText(head []byte) int {
	if binary(head) {
		return 0
	}
	return 10
}

// readText reads plain text. Marks of Markdown are understood there too: exports often carry them.
func readText(p *job.Page) (*Document, error) {
	text, charset := utf8Text(p)
	s := string(text)
	return &Document{Charset: charset, Blocks: lines.Blocks(s, false), Lead: lines.Lead(s)}, nil
}

// isMarkdown counts marks that plain text seldom has.
func isMarkdown(head []byte) int {
	if binary(head) || len(head) == 0 {
		return 0
	}
	score := 0
	if bytes.HasPrefix(head, []byte("---\n")) || bytes.HasPrefix(head, []byte("---\r\n")) {
		score += 30
	}
	for _, mark := range []string{"\n# ", "\n## ", "\n### ", "](http", "\n* **", "\n---", "\n**", "\\-"} {
		if bytes.Contains(head, []byte(mark)) {
			score += 8
		}
	}
	if bytes.HasPrefix(head, []byte("# ")) {
		score += 25
	}
	return min(score, 60)
}

// readMarkdown reads Markdown. Front matter becomes Data.
func readMarkdown(p *job.Page) (*Document, error) {
	text, charset := utf8Text(p)
	s := string(text)
	d := &Document{Charset: charset}
	front, body := lines.FrontMatter(s)
	if front != nil {
		d.Data = front
	}
	d.Blocks, d.Lead = lines.Blocks(body, true), lines.Lead(body)
	return d, nil
}
