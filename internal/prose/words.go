// Package prose writes numbers, names, dates and sentences the way the report speaks: counts first, never a share
// without its interval, and stored text always cleaned. It is pure: values in, text out.
package prose

import "strings"

// Words are the sentences of the page (brief/words.json). They are data because the page's script says the same
// sentences again when a filter changes: both fill the same text, so the two cannot drift apart.
//
// In a sentence {name} is filled in, *…* is emphasis, ~…~ carries the hover note of that name, `…` is code.
type Words struct {
	Notes map[string]string `json:"notes"`
	Say   map[string]string `json:"say"`
}

// Span is a run of text of one look.
type Span struct {
	Text   string
	Strong bool
	Code   bool
	Note   string // hover note
	Href   string // link, http or https only
}

// Para is one paragraph.
type Para []Span

// Plain is the paragraph without its looks.
func (p Para) Plain() string {
	var b strings.Builder
	for _, s := range p {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Fills are the values of a sentence. They are text and never read as markup, whatever they hold.
type Fills map[string]string

// Fill fills the sentence with that id.
func (w Words) Fill(id string, f Fills) Para {
	text, ok := w.Say[id]
	if !ok {
		return Para{{Text: "[" + id + "]"}} // a missing sentence shows itself; TestWords refuses it
	}
	var out Para
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
			out = out.add(Span{Text: f[name], Strong: strong, Code: code})
			text = rest
			continue
		}
		text = text[1:]
	}
	return out
}

// look is a run of the sentence's own words; a noted run finds its note by its words.
func (w Words) look(text string, strong, noted, code bool) Span {
	s := Span{Text: text, Strong: strong, Code: code}
	if noted {
		s.Note = w.Notes[text]
	}
	return s
}

// add appends a run, joined to the last one when they look alike.
func (p Para) add(s Span) Para {
	if s.Text == "" {
		return p
	}
	if n := len(p); n > 0 && p[n-1].Strong == s.Strong && p[n-1].Code == s.Code && p[n-1].Note == "" && s.Note == "" && p[n-1].Href == "" {
		p[n-1].Text += s.Text
		return p
	}
	return append(p, s)
}
