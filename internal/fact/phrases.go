package fact

import (
	"strings"
	"unicode/utf8"
)

// Phrases is a list of phrases that are all looked for in one pass over a text. Looking for a hundred phrases one
// by one costs more than everything else that reading a page does.
type Phrases struct {
	list  []string
	slots [slots][]uint16 // phrases by a hash of their first two bytes, longest first
	whole bool
}

const slots = 512

func slot(a, b byte) int { return (int(a)*37 ^ int(b)*5) & (slots - 1) }

// NewPhrases makes a list of phrases in lower case, each of two bytes or more. A phrase is found where a word
// begins; with whole it must also end where one ends.
func NewPhrases(whole bool, list ...string) *Phrases {
	p := &Phrases{list: list, whole: whole}
	for i, s := range list {
		k := slot(s[0], s[1])
		same := append(p.slots[k], uint16(i))
		for j := len(same) - 1; j > 0 && len(list[same[j]]) > len(list[same[j-1]]); j-- {
			same[j], same[j-1] = same[j-1], same[j]
		}
		p.slots[k] = same
	}
	return p
}

// Each calls f with each phrase found in low, a text in lower case, and where it begins, until f returns false.
// Of phrases that begin at one place the longest is reported.
func (p *Phrases) Each(low string, f func(phrase, at int) bool) {
	word := false // the byte before belongs to a word
	for i := 0; i+1 < len(low); i++ {
		c := low[i]
		if !word && c > ' ' {
			if same := p.slots[slot(c, low[i+1])]; len(same) > 0 {
				if n := p.at(low, i, same); n >= 0 && !f(n, i) {
					return
				}
			}
		}
		switch {
		case c < utf8.RuneSelf:
			word = c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
		case c >= 0xC0: // the first byte of a letter or sign beyond ASCII
			r, n := utf8.DecodeRuneInString(low[i:])
			word = wordRune(r)
			i += n - 1
		}
	}
}

// at returns the phrase that low has at index i, -1 when none.
func (p *Phrases) at(low string, i int, same []uint16) int {
	for _, n := range same {
		s := p.list[n]
		if strings.HasPrefix(low[i:], s) && (!p.whole || Boundary(low, i+len(s))) {
			return int(n)
		}
	}
	return -1
}

// In reports whether low holds one of the phrases.
func (p *Phrases) In(low string) bool {
	n, _ := p.First(low)
	return n >= 0
}

// First returns the first phrase in low and where it begins; -1 when there is none.
func (p *Phrases) First(low string) (phrase, at int) {
	phrase, at = -1, -1
	p.Each(low, func(n, i int) bool {
		phrase, at = n, i
		return false
	})
	return phrase, at
}

// Last returns where the last phrase in low begins; -1 when there is none.
func (p *Phrases) Last(low string) int {
	last := -1
	p.Each(low, func(_, i int) bool {
		last = i
		return true
	})
	return last
}

// Union looks for the phrases of several lists in one pass, and tells which of the lists have one in a text.
type Union struct {
	lists []*Phrases
	slots [slots][]unionEntry
}

type unionEntry struct {
	text  string
	whole bool
	bit   uint16
}

// NewUnion joins up to 16 lists; list i has bit 1<<i in what In returns.
func NewUnion(lists ...*Phrases) *Union {
	u := &Union{lists: lists}
	for i, p := range lists {
		for _, s := range p.list {
			k := slot(s[0], s[1])
			u.slots[k] = append(u.slots[k], unionEntry{s, p.whole, 1 << i})
		}
	}
	return u
}

// In returns the bits of the lists that have a phrase in low, a text in lower case.
func (u *Union) In(low string) uint16 {
	var bits uint16
	word := false
	for i := 0; i+1 < len(low); i++ {
		c := low[i]
		if !word && c > ' ' {
			for _, e := range u.slots[slot(c, low[i+1])] {
				if bits&e.bit == 0 && strings.HasPrefix(low[i:], e.text) && (!e.whole || Boundary(low, i+len(e.text))) {
					bits |= e.bit
				}
			}
		}
		switch {
		case c < utf8.RuneSelf:
			word = c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
		case c >= 0xC0:
			r, n := utf8.DecodeRuneInString(low[i:])
			word = wordRune(r)
			i += n - 1
		}
	}
	return bits
}
