package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"jobsignal/internal/phrase"
)

// starWords is how many words a star in a cue may stand for.
const starWords = 6

// starBytes bounds the text a star may span, so that words without spaces cost nothing.
const starBytes = 240

// Phrase is one cue as a vocabulary lists it.
type Phrase struct {
	Class string // "phrase.preferred", "choice.or"; of a heading just its class
	Lang  string // "en"
	Text  string // a star stands for one to six words
}

// Cue is one place where a text holds a cue.
type Cue struct {
	Class      string
	Lang       string
	Start, End int // bytes in the text as handed in
}

// cueUse says what a pattern is part of.
type cueUse struct {
	kind        int32
	part, parts int // parts > 1: the cue has stars between its parts
	phrase      int // number of the cue
}

// kind is a class in one language. Kinds are numbered in the order of class and language, so that numbers sort as names.
type kind struct{ class, lang string }

// place is a cue on its way out.
type place struct{ start, end, kind int32 }

// Cues is a set of cues, compiled.
type Cues struct {
	*phrase.Trie
	kinds []kind
	uses  [][]cueUse // by pattern
}

// NewCues compiles cues.
func NewCues(list []Phrase) *Cues {
	f := phrase.NewFolder(true)
	m := &Cues{}
	for _, c := range list {
		m.kinds = append(m.kinds, kind{c.Class, c.Lang})
	}
	slices.SortFunc(m.kinds, kind.compare)
	m.kinds = slices.Compact(m.kinds)
	var patterns []string
	number := map[string]int{}
	for i, c := range list {
		k, _ := slices.BinarySearchFunc(m.kinds, kind{c.Class, c.Lang}, kind.compare)
		// The parts of a cue with stars are patterns by themselves; finish puts them together.
		parts := starParts(f, c.Text)
		for part, p := range parts {
			if _, ok := number[p]; !ok {
				number[p] = len(patterns)
				patterns, m.uses = append(patterns, p), append(m.uses, nil)
			}
			m.uses[number[p]] = append(m.uses[number[p]], cueUse{int32(k), part, len(parts), i})
		}
	}
	m.Trie = phrase.NewTrie(f, patterns)
	return m
}

func (k kind) compare(o kind) int {
	return cmp.Or(strings.Compare(k.class, o.class), strings.Compare(k.lang, o.lang))
}

// starParts cuts a cue at its stars. A star at either end says nothing and is dropped.
func starParts(f *phrase.Folder, text string) []string {
	var parts []string
	for _, p := range strings.Split(text, "*") {
		if p = f.Fold(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// Find returns the cues in a text: for each class and language the leftmost, and of those the longest. Cues of
// different classes or languages may overlap; the caller chooses. Sorted by Start, End, Class, Lang.
func (m *Cues) Find(text string) []Cue {
	hits := m.Scan(text, make([]phrase.Hit, 0, len(text)/16))
	all := make([]place, 0, len(hits))
	for i, h := range hits {
		for _, u := range m.uses[h.Pattern] {
			if u.part != 0 {
				continue
			}
			if end, ok := m.finish(text, hits[i:], h, u); ok {
				// The last dot of "e.g." is its own, not the end of a sentence.
				if strings.HasPrefix(text[end:], ".") && strings.Contains(text[h.Start:end], ".") {
					end++
				}
				all = append(all, place{h.Start, int32(end), u.kind})
			}
		}
	}
	return m.longest(all)
}

// finish follows a cue over its stars: after each, its next part must come within starWords words of one sentence.
// hits begin at the cue's first part.
func (m *Cues) finish(text string, hits []phrase.Hit, h phrase.Hit, u cueUse) (end int, ok bool) {
	end = int(h.End)
	for part := 1; part < u.parts; part++ {
		from, to := m.star(text, end)
		// Hits are sorted by start, so the next part is looked for in a few of them.
		i, _ := slices.BinarySearchFunc(hits, int32(from), func(h phrase.Hit, at int32) int { return cmp.Compare(h.Start, at) })
		next := -1
		for ; i < len(hits) && int(hits[i].Start) <= to && next < 0; i++ {
			for _, w := range m.uses[hits[i].Pattern] {
				if w.phrase == u.phrase && w.part == part {
					next = int(hits[i].End)
				}
			}
		}
		if next < 0 {
			return 0, false
		}
		end = next
	}
	return end, true
}

// star returns between which offsets the part after a star may start: behind one word, and at most starWords words, of
// the same sentence.
func (m *Cues) star(text string, end int) (from, to int) {
	words, inWord := 0, false
	from, to = len(text)+1, end
	limit := min(len(text), end+starBytes)
	for i := end; i < limit; {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch isLetter := m.Class(r) == phrase.Letter; {
		case isLetter && !inWord:
			if words++; words == 2 {
				from = i
			}
			if words > starWords+1 {
				return from, to
			}
			to = i
			inWord = true
		case !isLetter && (r == '\n' || strings.ContainsRune(".!?;", r) && (i+n == len(text) || text[i+n] <= ' ')):
			return from, to
		case !isLetter:
			inWord = false
		}
		i += n
	}
	return from, to
}

// longest keeps, for each class and language, the leftmost-longest cues.
func (m *Cues) longest(all []place) []Cue {
	slices.SortFunc(all, func(a, b place) int {
		if a.start != b.start {
			return cmp.Compare(a.start, b.start)
		}
		return cmp.Compare(b.end, a.end)
	})
	// A class hides nothing of another one, nor a language: the caller knows which of them hold.
	past := make([]int32, len(m.kinds))
	kept := all[:0]
	for _, c := range all {
		if c.start >= past[c.kind] {
			past[c.kind] = c.end
			kept = append(kept, c)
		}
	}
	slices.SortFunc(kept, func(a, b place) int {
		if a.start != b.start {
			return cmp.Compare(a.start, b.start)
		}
		return cmp.Or(cmp.Compare(a.end, b.end), cmp.Compare(a.kind, b.kind))
	})
	out := make([]Cue, len(kept))
	for i, c := range kept {
		out[i] = Cue{Class: m.kinds[c.kind].class, Lang: m.kinds[c.kind].lang, Start: int(c.start), End: int(c.end)}
	}
	return out
}
