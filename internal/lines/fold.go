package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold makes one space of every run of white space, and leaves out what takes no room. White space at the ends
// goes.
func Fold(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] < utf8.RuneSelf && s[i] > ' ' || s[i] == ' ' && i > 0 && i < len(s)-1 && s[i-1] != ' '
	}
	if clean {
		return s
	}
	out := make([]byte, 0, len(s))
	gap := false
	for i := 0; i < len(s); {
		n, space := Rune(s[i:])
		switch {
		case space:
			gap = true
		case n < 0:
			n = -n
		default:
			if gap && len(out) > 0 {
				out = append(out, ' ')
			}
			out, gap = append(out, s[i:i+n]...), false
		}
		i += n
	}
	return string(out)
}

// Rune looks at the character that a text begins with: its length in bytes, negative when it takes no room and is
// to be left out, and whether it is white space. Soft hyphens stay: they say where a name was broken.
func Rune(s string) (n int, space bool) {
	if s[0] <= ' ' {
		return 1, true
	}
	if s[0] < utf8.RuneSelf {
		return 1, false
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsSpace(r):
		return n, true
	case r == 0x200B, r == 0xFEFF, r == 0x2060, r == 0x200E, r == 0x200F:
		return -n, false
	}
	return n, false
}

// blankRune is white space and what takes no room.
func blankRune(r rune) bool {
	return unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF || r == 0x2060
}

// IsWordRune reports a letter or a digit.
func IsWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// StartsWithFold reports whether b begins with one of the words, which are in lower case, in any case.
func StartsWithFold(b []byte, words ...string) bool {
	for _, w := range words {
		if len(b) >= len(w) && strings.EqualFold(string(b[:len(w)]), w) {
			return true
		}
	}
	return false
}
