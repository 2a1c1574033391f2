package job

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

// Words is the words of a text in lower case, one space between: what stays of it however it is set.
func Words(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// SentenceHash names a sentence by its words, in overrides.
func SentenceHash(sentence string) string {
	h := sha256.Sum256([]byte(Words(sentence)))
	return "s-" + hex.EncodeToString(h[:8])
}
