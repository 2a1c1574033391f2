// Package phrase finds phrases in a text as whole words, in any script, however the text is set: case, width, composition,
// white space, hyphens and invisible signs do not matter. It knows nothing of what the phrases mean.
package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is never copied to be folded: the matcher reads it where it lies, one unit at a time, so offsets need no map.
// A unit is one folded letter or sign, or a gap. Patterns pass through the same function when they are compiled.

// Class is what a rune is to the matcher.
type Class uint8

// The classes.
const (
	Sign   Class = iota // anything that stands for itself
	Letter              // letters, digits, marks, underscore: what words are made of
	Space               // white space; a run of it is a gap
	Joint               // hyphens and apostrophes; one between two words is a gap too
	Glue                // / and &: white space beside them does not matter
	Hidden              // zero-width signs and soft hyphens: as if they were not there
	Badge               // trade mark signs: skipped inside a name, a boundary after one
)

// Folder knows the class and the folded form of runes; those that postings are made of come from tables.
type Folder struct {
	loose bool
	class [latin + marks]Class
	form  [latin + marks]string
}

// The tables cover Latin with its extensions, and General Punctuation: bullets, dashes, quotes, spaces.
const (
	latin     = 0x250
	firstMark = 0x2000
	marks     = 0x70
)

// NewFolder makes a folder. A loose one is for cues: there the dots of abbreviations and slashes are gaps, so that
// "e.g." is "e g" and "and/or" is "and or".
func NewFolder(loose bool) *Folder {
	f := &Folder{loose: loose}
	for i := range latin + marks {
		r := rune(i)
		if i >= latin {
			r = firstMark + r - latin
		}
		f.class[i], f.form[i] = classOf(r), formOf(r)
	}
	return f
}

// place is where the tables hold r; -1 when they do not.
func place(r rune) int {
	switch {
	case r < latin:
		return int(r)
	case r >= firstMark && r < firstMark+marks:
		return int(r) - firstMark + latin
	}
	return -1
}

// classOf sorts a rune. Scripts that are written without spaces, or that hang endings on foreign names, have no word
// boundaries of their own: a Latin name inside them stands free ("使用AWS进行", "AWS를").
func classOf(r rune) Class {
	switch {
	case r == '\u00ad' || r == '\u0002' || r == '\ufffe' || r == '\u180e',
		r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e',
		r >= '\u2060' && r <= '\u206f', r == '\ufeff', r >= '\ufe00' && r <= '\ufe0f':
		return Hidden
	case r == '®' || r == '™' || r == '℠' || r == '©':
		return Badge
	case r == '-' || r >= '\u2010' && r <= '\u2013' || r == '\u2212' || r == '\ufe63' || r == '\uff0d':
		return Joint
	case strings.ContainsRune("'‘’‛′´`ʼ", r):
		return Joint
	case r == '/' || r == '&' || r == '\uff0f' || r == '\uff06':
		return Glue
	case unicode.IsSpace(r):
		return Space
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar):
		return Sign
	case r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return Letter
	}
	return Sign
}

// formOf is the rune without case and width: NFKD, so that composed and decomposed accents agree.
// Accents stay, because they tell words apart (French "ou" is or, "où" is where).
func formOf(r rune) string {
	switch r {
	case '“', '”', '„', '«', '»', '″':
		return `"`
	case 'ß', 'ẞ':
		return "ss"
	}
	// By way of the capital, so that long s and final sigma meet their siblings.
	r = unicode.ToLower(unicode.ToUpper(r))
	s := string(r)
	if d := norm.NFKD.PropertiesString(s).Decomposition(); d != nil {
		return strings.ToLower(string(d))
	}
	return s
}

// Class sorts a rune.
func (f *Folder) Class(r rune) Class {
	if i := place(r); i >= 0 {
		return f.class[i]
	}
	return classOf(r)
}

// Form is the folded rune: without case and width, NFKD.
func (f *Folder) Form(r rune) string {
	if i := place(r); i >= 0 {
		return f.form[i]
	}
	return formOf(r)
}

// unit reads the unit at text[i:]: its folded form and where it ends. A gap is " "; an empty form means the end of the
// text or a break that no phrase crosses (an empty line, a list mark).
func (f *Folder) unit(text string, i int) (form string, end int) {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch f.Class(r) {
		case Hidden:
			// A soft hyphen at the end of a line takes the line break with it.
			if i += n; i < len(text) && text[i] == '\n' && (r == '\u00ad' || r == '\u0002' || r == '\ufffe') {
				i++
			}
		case Badge:
			i += n
		case Glue:
			if f.loose {
				return " ", f.skipSpace(text, i+n)
			}
			return f.Form(r), f.skipSpace(text, i+n)
		case Space, Joint:
			return f.gap(text, i)
		default:
			if f.loose && r == '.' && f.abbreviates(text, i) {
				return " ", f.skipSpace(text, i+1)
			}
			return f.Form(r), i + n
		}
	}
	return "", i
}

// gap reads what stands between two words: a run of white space with at most one line break, or one hyphen or
// apostrophe, which may stand at the end of a line. White space before a slash or an ampersand belongs to the sign.
func (f *Folder) gap(text string, i int) (form string, end int) {
	r, n := utf8.DecodeRuneInString(text[i:])
	if f.Class(r) == Joint {
		if i += n; i < len(text) && text[i] == '\n' {
			i++
		}
		return " ", i
	}
	end = f.skipSpace(text, i)
	// An empty line parts paragraphs, a list mark parts items: what stands on either side is no name.
	if strings.Count(text[i:end], "\n") > 1 || strings.HasPrefix(text[end:], "• ") {
		return "", end
	}
	if r, _ := utf8.DecodeRuneInString(text[end:]); f.Class(r) == Glue {
		return f.unit(text, end)
	}
	return " ", end
}

// abbreviates reports whether the dot at text[i] belongs to an abbreviation and does not end a sentence: a letter or a
// small-letter word follows, or at most two letters stand before it ("z. B.").
func (f *Folder) abbreviates(text string, i int) bool {
	// White space decides: "e.g" goes on at once, a sentence never does.
	next := f.skipSpace(text, i+1)
	if next == i+1 || next == len(text) {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(text[next:]); unicode.IsLower(r) {
		return true
	}
	letters := 0
	for before := text[max(0, i-12):i]; before != "" && letters <= 2; {
		r, n := utf8.DecodeLastRuneInString(before)
		if f.Class(r) != Letter {
			break
		}
		letters++
		before = before[:len(before)-n]
	}
	return letters <= 2
}

// skipSpace returns where the run of white space and hidden signs at text[i:] ends.
func (f *Folder) skipSpace(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if c := f.Class(r); c != Space && c != Hidden && c != Badge {
			break
		}
		i += n
	}
	return i
}

// Fold returns a phrase as the matcher compares it, without gaps at its ends.
func (f *Folder) Fold(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		form, end := f.unit(s, i)
		if form == "" && end < len(s) {
			form = " "
		}
		b.WriteString(form)
		i = end
	}
	return strings.Trim(b.String(), " ")
}

// Spelled keeps what an exact spelling compares: letters and signs with their case, without gaps, so that joined spellings
// agree. A width form counts as its plain letter.
func (f *Folder) Spelled(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch f.Class(r) {
		case Hidden, Badge, Space, Joint:
			continue
		}
		form := f.Form(r)
		if unicode.IsUpper(r) || unicode.IsTitle(r) {
			form = strings.ToUpper(form)
		}
		b.WriteString(form)
	}
	return b.String()
}

// WordAt reports whether a word goes on at text[i:], looking through hidden signs.
func (f *Folder) WordAt(text string, i int) bool {
	for i < len(text) {
		// The common case first: one byte, one look.
		if c := text[i]; c < utf8.RuneSelf && c != 2 {
			return f.class[c] == Letter
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		c := f.Class(r)
		if c != Hidden {
			return c == Letter
		}
		i += n
	}
	return false
}
