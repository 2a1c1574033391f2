// Package fact reads single facts out of a posting's words: pay, dates, place and remote work, employment,
// language, years of experience, role and seniority.
//
// Everything is text in, one value out, and an empty value where the words state none: nothing is guessed from
// what postings usually say. Tables hold the words of the languages postings come in most: English, German,
// Dutch, French, Spanish, Italian, Portuguese, Polish, Czech. The package knows no page and no format.
package fact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is a posting's text as facts are read from it: its lines in reading order, as written and in lower case.
type Text struct {
	Lines []string
	Lower []string

	topics []uint16 // what each line may speak of
}

// Topics of lines, found in one pass over a text: most lines speak of none, and every reader looks only at its own.
const (
	remoteTopic = 1 << iota
	onSiteTopic
	daysTopic
	employmentTopic
	yearsTopic
)

var topics = NewUnion(remoteYes, remoteNo, someDays, employmentFinder, yearWords)

// NewText makes a Text of lines.
func NewText(lines []string) *Text {
	t := &Text{Lines: lines, Lower: make([]string, len(lines)), topics: make([]uint16, len(lines))}
	for i, l := range lines {
		t.Lower[i] = strings.ToLower(l)
		t.topics[i] = topics.In(t.Lower[i])
	}
	return t
}

// hasWord reports whether text, in lower case, holds word between word boundaries.
func hasWord(text, word string) bool { return WordAt(text, word, 0) >= 0 }

// WordAt returns the index of word in text from an index on, between word boundaries; -1 when it is not there.
func WordAt(text, word string, from int) int {
	for from <= len(text) {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		if Boundary(text, i) && Boundary(text, i+len(word)) {
			return i
		}
		from = i + 1
	}
	return -1
}

// Boundary reports whether no word runs across index i of text.
func Boundary(text string, i int) bool {
	if i <= 0 || i >= len(text) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return !wordRune(before) || !wordRune(after)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// anyWord returns the first of the words that text holds, or "".
func anyWord(text string, words []string) string {
	for _, w := range words {
		if hasWord(text, w) {
			return w
		}
	}
	return ""
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
