package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/job"
)

// bullets are signs that make a list entry of a line wherever they stand at its start.
const bullets = "•▪▫◦‣⁃●○■□►▸▶▹➢➤➔➜→⇒✓✔✅☑★☆◆◇❖»›∙⦁⬤🔹🔸\uf0b7\uf0a7\uf0fc\uf076\uf0d8"

// dashes are signs that do so only in front of white space or a letter.
const dashes = "-–—−·"

// Bullet cuts a list sign off a line and reports whether there was one.
func Bullet(s string) (string, bool) {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || len(s) == n {
		return s, false
	}
	rest := s[n:]
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case strings.ContainsRune(bullets, r):
		rest = strings.TrimLeft(rest, "\ufe0f \t") // an emoji sign may drag a presentation mark along
	case strings.ContainsRune(dashes, r) && (next == ' ' || unicode.IsLetter(next)),
		(r == '*' || r == '+' || r == '?') && next == ' ',                            // "?" is a bullet that lost its charset
		r == 'o' && next == ' ' && len(rest) > 1 && rest[1] >= 'A' && rest[1] <= 'Z': // the hollow bullet of word processors
	case r == '-' && next == '>' || r == '=' && next == '>':
		rest = rest[1:]
	default:
		return s, false
	}
	rest = strings.TrimSpace(rest)
	return rest, strings.IndexFunc(rest, IsWordRune) >= 0
}

// inlineBullets cuts a paragraph whose list lost its line breaks: "Skills • SQL • Python • Spark". The first part
// is what stands before the list. It returns nil when there is no such list.
func inlineBullets(s string) []string {
	for _, sign := range [...]string{" • ", " ● ", " ▪ ", " \uf0b7 "} {
		if strings.Count(s, sign) >= 3 && len(s) > 150 {
			return strings.Split(s, sign)
		}
	}
	return nil
}

// Number cuts "3. " or "3) " off a line and returns the number, 0 when there is none.
func Number(s string) (string, int) {
	n, i := 0, 0
	for i < len(s) && i < 2 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	if n == 0 || i+1 >= len(s) || s[i] != '.' && s[i] != ')' || s[i+1] != ' ' {
		return s, 0
	}
	return strings.TrimSpace(s[i+1:]), n
}

// TitleLike reports whether a line that is set apart can be a heading: short, no sentence, no label with value.
func TitleLike(s string) bool {
	if len(s) > 240 || strings.Contains(s, ": ") || strings.Contains(s, "://") {
		return false
	}
	switch s[len(s)-1] {
	case '.', ',', ';':
		return false
	}
	runes, words, letters := extent(s)
	return letters > 1 && runes <= 100 && words <= 14
}

// extent counts characters, words and letters.
func extent(s string) (runes, words, letters int) {
	in := false
	for _, r := range s {
		runes++
		if unicode.IsLetter(r) {
			letters++
		}
		if r == ' ' || r == '\n' {
			in = false
		} else if !in {
			in = true
			words++
		}
	}
	return runes, words, letters
}

// capitals reports whether a line is set in capitals as headings are. One short word in capitals is rather an
// acronym.
func capitals(s string) bool {
	if len(s) < 6 || len(s) > 120 {
		return false
	}
	upper := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 6 && upper*2 > len(s)
}

// Promote makes a heading of a paragraph that acts as one for what follows it: a short line ending in a colon,
// a line ending in a colon before a list, a line in capitals.
func Promote(b, next *job.Block) {
	if b.Kind != job.Paragraph || len(b.Text) > 240 || strings.IndexByte(b.Text, '\n') >= 0 {
		return
	}
	switch runes, words, letters := extent(b.Text); {
	case strings.HasSuffix(b.Text, ":") && letters > 1:
		if runes > 48 && next.Kind != job.Item || runes > 140 || words > 6 && next.Kind != job.Item {
			return
		}
	case capitals(b.Text) && !capitals(next.Text) && next.Kind != job.Heading:
		if words > 10 {
			return
		}
	default:
		return
	}
	b.Kind, b.Level = job.Heading, 7
}

// Pasted reports whether the line breaks of a piece of text inside markup were meant: somebody put plain text
// into a page. Markup wrapped by an editor has lines of one width; meant lines have blank ones between them or
// any length.
func Pasted(s string) bool {
	if len(s) < 300 || strings.Count(s, "\n") < 4 {
		return false
	}
	lines := splitLines(s)
	full, blank := 0, 0
	for i := range lines {
		if lines[i].text != "" {
			full++
		} else if i > 0 && i < len(lines)-1 && full > 0 {
			blank++
		}
	}
	return full >= 4 && (blank > 0 || wrapWidth(lines) == 0)
}

// Paragraph makes one paragraph of a text, or the list that hides in it.
func Paragraph(text string) []job.Block {
	parts := inlineBullets(text)
	if parts == nil {
		return []job.Block{{Kind: job.Paragraph, Text: text}}
	}
	var out []job.Block
	for i, p := range parts {
		b := job.Block{Kind: job.Item, Level: 1, Text: strings.TrimSpace(p)}
		if i == 0 {
			if b.Kind, b.Level = job.Paragraph, 0; b.Text != "" && TitleLike(b.Text) {
				b.Kind, b.Level = job.Heading, 7
			}
		}
		if b.Text != "" {
			out = append(out, b)
		}
	}
	return out
}
