package lexicon

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"jobsignal/internal/phrase"
)

// longestHeading is the most words a heading may have; anything longer is a sentence.
const longestHeading = 24

// Headings are closed lists of headings, compiled.
type Headings struct {
	*phrase.Folder
	whole map[string]string // words joined by a space → class
	stars []starHeading     // those with the most words of their own first
}

// starHeading is a listed heading with stars.
type starHeading struct {
	words []string // "*" stands for one to starWords words
	class string
}

// NewHeadings compiles headings.
func NewHeadings(f *phrase.Folder, list []Phrase) *Headings {
	h := &Headings{Folder: f, whole: map[string]string{}}
	for _, c := range list {
		words := headingWords(f, c.Text, true)
		if !slices.Contains(words, "*") {
			h.whole[strings.Join(words, " ")] = c.Class
			continue
		}
		h.stars = append(h.stars, starHeading{words, c.Class})
	}
	slices.SortStableFunc(h.stars, func(a, b starHeading) int {
		return cmp.Or(cmp.Compare(own(b.words), own(a.words)), slices.Compare(a.words, b.words))
	})
	return h
}

// HeadingKey is equal for headings that are one: what is left of a listed heading when nothing that does not matter is.
func HeadingKey(f *phrase.Folder, text string) string {
	return strings.Join(headingWords(f, text, true), " ")
}

// own counts the words of a heading that are no star.
func own(words []string) int {
	n := 0
	for _, w := range words {
		if w != "*" {
			n++
		}
	}
	return n
}

// Opens says which class a heading opens ("required"). The whole heading must be vocabulary: a listed heading, two or
// more of one class in a row ("Skills & Qualifications"), or a listed one with stars. Case, punctuation, emoji,
// decoration, numbering, "and" and "&" do not matter. An unknown heading gives false.
func (h *Headings) Opens(text string) (class string, ok bool) {
	words := headingWords(h.Folder, stripNumber(text), false)
	if len(words) == 0 || len(words) > longestHeading {
		return "", false
	}
	if class, ok = h.whole[strings.Join(words, " ")]; ok {
		return class, true
	}
	// Before the stars: "Required Skills & Experience" is two known headings rather than "required *".
	if class, ok = h.composed(words); ok {
		return class, true
	}
	for _, s := range h.stars {
		if matchStars(s.words, words) {
			return s.class, true
		}
	}
	return "", false
}

// headingWords cuts a heading into folded words. Conjunctions are dropped in all languages, so that "Skills & Experience",
// "Skills and Experience" and "Skills/Experience" are one. An apostrophe parts words: "you'll" is "you ll".
func headingWords(f *phrase.Folder, text string, stars bool) []string {
	var words []string
	var b strings.Builder
	flush := func() {
		if w := b.String(); w != "" && !conjunction(w) {
			words = append(words, w)
		}
		b.Reset()
	}
	for _, r := range text {
		switch c := f.Class(r); {
		case r == '*' && stars:
			flush()
			words = append(words, "*")
		case c == phrase.Letter:
			b.WriteString(f.Form(r))
		case c == phrase.Hidden:
		default:
			flush()
		}
		if len(words) > longestHeading {
			break
		}
	}
	flush()
	return words
}

// conjunction reports the words for "and" in the eight languages. Where one of them means something else, it does not
// matter either: both sides drop it.
func conjunction(w string) bool {
	switch w {
	case "and", "und", "et", "en", "y", "e", "i":
		return true
	}
	return false
}

// stripNumber takes numbering off a heading: "1. ", "2) ", "IV. ", "a) ".
func stripNumber(s string) string {
	s = strings.TrimSpace(s)
	// A number is short and followed by a space; "A.I. at Acme" is none.
	n := strings.IndexAny(s, ".)")
	if n < 1 || n > 4 || n+1 < len(s) && s[n+1] != ' ' {
		return s
	}
	mark := strings.ToLower(s[:n])
	if strings.Trim(mark, "0123456789") == "" || strings.Trim(mark, "ivx") == "" || n == 1 {
		return s[n+1:]
	}
	return s
}

// composed reports the class of a heading that is several listed headings of that class in a row.
func (h *Headings) composed(words []string) (string, bool) {
	for _, class := range slices.Sorted(maps.Values(h.firsts(words))) {
		reached := make([]bool, len(words)+1)
		reached[0] = true
		for i := range words {
			for j := i + 1; reached[i] && j <= len(words); j++ {
				if h.whole[strings.Join(words[i:j], " ")] == class {
					reached[j] = true
				}
			}
		}
		if reached[len(words)] {
			return class, true
		}
	}
	return "", false
}

// firsts are the classes of the listed headings that words begin with, by their length.
func (h *Headings) firsts(words []string) map[int]string {
	out := map[int]string{}
	for i := 1; i < len(words); i++ {
		if class, ok := h.whole[strings.Join(words[:i], " ")]; ok {
			out[i] = class
		}
	}
	return out
}

// matchStars reports whether words fit a pattern in which a star stands for one to starWords words.
func matchStars(pattern, words []string) bool {
	if len(pattern) == 0 {
		return len(words) == 0
	}
	if len(words) == 0 {
		return false
	}
	if pattern[0] != "*" {
		return pattern[0] == words[0] && matchStars(pattern[1:], words[1:])
	}
	for n := 1; n <= min(starWords, len(words)); n++ {
		if matchStars(pattern[1:], words[n:]) {
			return true
		}
	}
	return false
}
