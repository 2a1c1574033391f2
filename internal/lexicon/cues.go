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
	class, lang string
	part, parts int // parts > 1: the cue has stars between its parts
	phrase      int // number of the cue
}

// Cues is a set of cues, compiled.
type Cues struct {
	*phrase.Trie
	uses [][]cueUse // by pattern
}

// NewCues compiles cues.
func NewCues(list []Phrase) *Cues {
	f := phrase.NewFolder(true)
	m := &Cues{}
	var patterns []string
	number := map[string]int{}
	for i, c := range list {
		// The parts of a cue with stars are patterns by themselves; finish puts them together.
		parts := starParts(f, c.Text)
		for k, p := range parts {
			if _, ok := number[p]; !ok {
				number[p] = len(patterns)
				patterns, m.uses = append(patterns, p), append(m.uses, nil)
			}
			m.uses[number[p]] = append(m.uses[number[p]], cueUse{c.Class, c.Lang, k, len(parts), i})
		}
	}
	m.Trie = phrase.NewTrie(f, patterns)
	return m
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
	hits := m.Scan(text, nil)
	var all []Cue
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
				all = append(all, Cue{Class: u.class, Lang: u.lang, Start: int(h.Start), End: end})
			}
		}
	}
	return longestByClass(all)
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

// longestByClass keeps, for each class and language, the leftmost-longest cues.
func longestByClass(all []Cue) []Cue {
	slices.SortFunc(all, func(a, b Cue) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	// A class hides nothing of another one, nor a language: the caller knows which of them hold.
	past := map[[2]string]int{}
	kept := all[:0]
	for _, c := range all {
		key := [2]string{c.Class, c.Lang}
		if c.Start >= past[key] {
			past[key] = c.End
			kept = append(kept, c)
		}
	}
	slices.SortFunc(kept, func(a, b Cue) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
			cmp.Compare(a.Class, b.Class), cmp.Compare(a.Lang, b.Lang))
	})
	return kept
}
