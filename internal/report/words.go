package report

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"jobsignal/internal/demand"
)

// words are the sentences of the page (assets/words.json). They are data because the page's script says the same
// sentences again when a filter changes: both fill the same text, so the two cannot drift apart.
//
// In a sentence {name} is filled in, *…* is emphasis, ~…~ carries the hover note of that name, `…` is code.
type words struct {
	Notes map[string]string `json:"notes"`
	Say   map[string]string `json:"say"`
}

// loadWords reads the embedded sentences; a fault in them is a fault of the program, met by every test.
func loadWords() (words, error) {
	var w words
	err := json.Unmarshal(wordsJSON, &w)
	return w, err
}

// span is a run of text of one look.
type span struct {
	Text   string
	Strong bool
	Code   bool
	Note   string // hover note
	Href   string // link, http or https only
}

// para is one paragraph.
type para []span

// Plain is the paragraph without its looks.
func (p para) Plain() string {
	var b strings.Builder
	for _, s := range p {
		b.WriteString(s.Text)
	}
	return b.String()
}

// fills are the values of a sentence. They are text and never read as markup, whatever they hold.
type fills map[string]string

// say fills the sentence with that id.
func (w words) say(id string, f fills) para {
	text, ok := w.Say[id]
	if !ok {
		return para{{Text: "[" + id + "]"}} // a missing sentence shows itself; TestWords refuses it
	}
	var out para
	var strong, noted, code bool
	for text != "" {
		i := strings.IndexAny(text, "*~`{")
		if i < 0 {
			i = len(text)
		}
		if i > 0 {
			out = out.add(w.look(text[:i], strong, noted, code))
			text = text[i:]
			continue
		}
		switch text[0] {
		case '*':
			strong = !strong
		case '~':
			noted = !noted
		case '`':
			code = !code
		case '{':
			name, rest, _ := strings.Cut(text[1:], "}")
			out = out.add(span{Text: f[name], Strong: strong, Code: code})
			text = rest
			continue
		}
		text = text[1:]
	}
	return out
}

// look is a run of the sentence's own words; a noted run finds its note by its words.
func (w words) look(text string, strong, noted, code bool) span {
	s := span{Text: text, Strong: strong, Code: code}
	if noted {
		s.Note = w.Notes[text]
	}
	return s
}

// add appends a run, joined to the last one when they look alike.
func (p para) add(s span) para {
	if s.Text == "" {
		return p
	}
	if n := len(p); n > 0 && p[n-1].Strong == s.Strong && p[n-1].Code == s.Code && p[n-1].Note == "" && s.Note == "" && p[n-1].Href == "" {
		p[n-1].Text += s.Text
		return p
	}
	return append(p, s)
}

// nb is the space that keeps a number and its unit on one line.
const nb = "\u00a0"

// clean makes stored text fit to show: control characters and the marks that reorder text are dropped, white
// space is folded, and what is longer than limit characters ends in an ellipsis.
func clean(s string, limit int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u00a0':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0xfeff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
	if r := []rune(s); len(r) > limit {
		return strings.TrimRight(string(r[:limit-1]), " ") + "…"
	}
	return s
}

// pct writes a fraction of 1 as a percentage without decimals: "58 %".
func pct(f float64) string { return strconv.Itoa(percent(f)) + nb + "%" }

// percent is a fraction of 1 in whole percent, never 0 or 100 unless it is.
func percent(f float64) int {
	n := int(math.Round(f * 100))
	switch {
	case n == 0 && f > 0:
		return 1
	case n == 100 && f < 1:
		return 99
	}
	return n
}

// between writes an interval: "52–64 %".
func between(low, high float64) string {
	return fmt.Sprintf("%d–%d%s%%", percent(low), percent(high), nb)
}

// of writes "8 of 12".
func of(p demand.Proportion) string { return outOf(p.K, p.Of) }

// outOf writes "8 of 12" for two counts.
func outOf(k, n int) string { return thousands(k) + " of " + thousands(n) }

// share writes a proportion in full, counts first: "8 of 12 (67 %, 39–86 %)"; nothing found says how much could
// have been missed: "0 of 8 (up to 32 %)".
func share(p demand.Proportion) string {
	switch {
	case p.Of == 0:
		return "0 of 0"
	case p.K == 0:
		return fmt.Sprintf("%s (up to %s)", of(p), pct(p.High))
	}
	return fmt.Sprintf("%s (%s, %s)", of(p), pct(p.Share), between(p.Low, p.High))
}

// short is the form of share that stands at the end of a bar: "8 of 12 · 39–86 %".
func short(p demand.Proportion) string {
	if p.K == 0 && p.Of > 0 {
		return of(p) + " · up to " + pct(p.High)
	}
	return of(p) + " · " + between(p.Low, p.High)
}

// count writes a number with its noun: "1 posting", "42 postings".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

// thousands writes a whole number with commas.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// list joins names in prose: "a", "a and b", "a, b and c".
func list(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + " and " + items[n-1]
	}
}

// day writes a date in words: "2026-03-31" becomes "31 March 2026"; "2026-03" becomes "March 2026"; anything else
// stays as it is.
func day(s string) string {
	for _, f := range [][2]string{{"2006-01-02", "2 January 2006"}, {"2006-01", "January 2006"}} {
		if t, err := time.Parse(f[0], s); err == nil {
			return strings.ReplaceAll(t.Format(f[1]), " ", nb)
		}
	}
	return clean(s, 40)
}

// platformName is how prose calls a platform.
func platformName(id, fallback string) string {
	switch id {
	case "aws":
		return "AWS"
	case "azure":
		return "Azure"
	case "gcp":
		return "Google" + nb + "Cloud"
	case "tensorflow":
		return "TensorFlow"
	}
	if fallback == "" {
		return id
	}
	return clean(fallback, 40)
}

// accent is the colour of a platform, for charts and for the class names of the page.
func accent(id string) string {
	switch id {
	case "aws", "azure", "gcp":
		return id
	}
	return "other"
}
