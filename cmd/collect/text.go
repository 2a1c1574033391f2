package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// plain makes text of others safe for a terminal: control and direction characters are shown as escapes, so that
// they neither move the cursor nor forge a line.
func plain(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if hidden(r) {
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hidden reports whether a character does something other than show itself.
func hidden(r rune) bool {
	return r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}

// clip is plain text short enough for a column.
func clip(s string) string {
	const most = 48
	r := []rune(plain(s))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most-1]) + "…"
}

// place names a source in a message: quoted, with its part.
func place(source, part string) string {
	if part == "" {
		return strconv.Quote(source)
	}
	return fmt.Sprintf("%q (%s)", source, plain(part))
}

// count is a number with its noun: "1 posting", "4,485 postings".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes 4485 as 4,485.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
