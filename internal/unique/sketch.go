package unique

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"strings"
	"unicode"

	"github.com/zeebo/xxh3"
)

const (
	hashes  = 128 // hash functions of a MinHash; its standard error at likeness s is sqrt(s(1-s)/128)
	shingle = 3   // words in a shingle
)

// Signature is what the likeness of texts is judged by: MinHash over the set of three-word shingles (Broder 1997).
// It is small enough to be kept beside the posting.
type Signature struct {
	Words int    // words of the text
	Exact uint64 // equal for texts with the same words in the same order
	Min   [hashes]uint32
}

// Sketch makes the signature of a text. Case, punctuation and layout do not matter.
func Sketch(text string) Signature {
	var s Signature
	for i := range s.Min {
		s.Min[i] = ^uint32(0)
	}
	factors := permutations()
	var last [shingle]uint64
	var whole xxh3.Hasher
	eachWord(text, func(w string) {
		h := xxh3.HashString(w)
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], h)
		_, _ = whole.Write(b[:]) // a hasher's Write never fails
		copy(last[:], last[1:])
		last[shingle-1] = h
		if s.Words++; s.Words < shingle {
			return
		}
		// A shingle is its words in order: rotation makes "a b" and "b a" differ.
		x := last[0]
		for _, y := range last[1:] {
			x = bits.RotateLeft64(x, 21) ^ y*0x9e3779b97f4a7c15
		}
		for i, f := range factors {
			if v := uint32((x*f[0] + f[1]) >> 32); v < s.Min[i] {
				s.Min[i] = v
			}
		}
	})
	s.Exact = whole.Sum64()
	return s
}

// permutations are the hash functions x·a+b mod 2⁶⁴, upper half, with odd a (multiply-shift, Dietzfelbinger 1996),
// drawn from SplitMix64. They are part of the stored format and never change.
func permutations() (f [hashes][2]uint64) {
	seed := uint64(1)
	next := func() uint64 {
		seed += 0x9e3779b97f4a7c15
		z := seed
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		return z ^ z>>31
	}
	for i := range f {
		f[i] = [2]uint64{next() | 1, next()}
	}
	return f
}

// Likeness estimates the share of shingles that two texts have in common (Jaccard), 0 to 1. Equal texts have 1; a text
// too short for a shingle is like nothing else.
func Likeness(a, b *Signature) float64 {
	// Equal texts need no estimate, and may be too short for one.
	if a.Exact == b.Exact && a.Words == b.Words {
		return 1
	}
	if a.Words < shingle || b.Words < shingle {
		return 0
	}
	same := 0
	for i := range a.Min {
		if a.Min[i] == b.Min[i] {
			same++
		}
	}
	return float64(same) / hashes
}

// signatureBytes is the length of a stored signature.
const signatureBytes = 4 + 8 + 4*hashes

// Bytes is the signature as it is stored: 524 bytes.
func (s *Signature) Bytes() []byte {
	b := make([]byte, 0, signatureBytes)
	b = binary.LittleEndian.AppendUint32(b, uint32(s.Words))
	b = binary.LittleEndian.AppendUint64(b, s.Exact)
	for _, m := range s.Min {
		b = binary.LittleEndian.AppendUint32(b, m)
	}
	return b
}

// ParseSignature reads back what Bytes wrote.
func ParseSignature(b []byte) (Signature, error) {
	var s Signature
	if len(b) != signatureBytes {
		return s, fmt.Errorf("signature of %d bytes, want %d", len(b), signatureBytes)
	}
	s.Words = int(binary.LittleEndian.Uint32(b))
	s.Exact = binary.LittleEndian.Uint64(b[4:])
	for i := range s.Min {
		s.Min[i] = binary.LittleEndian.Uint32(b[12+4*i:])
	}
	return s, nil
}

// eachWord visits the words of a text, in small letters. A word is a run of letters, digits and marks.
func eachWord(text string, visit func(word string)) {
	for from := 0; from < len(text); {
		start := strings.IndexFunc(text[from:], isWord)
		if start < 0 {
			return
		}
		start += from
		end := strings.IndexFunc(text[start:], func(r rune) bool { return !isWord(r) })
		if end < 0 {
			end = len(text) - start
		}
		visit(strings.ToLower(text[start : start+end]))
		from = start + end
	}
}

// isWord reports what words are made of; everything else parts them.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }
