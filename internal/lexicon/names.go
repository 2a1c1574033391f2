// Package lexicon finds names with conditions, cues and headings in the texts of a posting. What the names stand for, and
// what the classes of cues mean, is the business of package taxonomy.
package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"jobsignal/internal/phrase"
)

// Name is one way of writing something, with the conditions under which it counts.
type Name struct {
	Owner     int      // what it stands for; two names of one owner never clash
	Group     string   // "@group" in a near list is any name of that group that needs nothing near itself
	Text      string   // as it is written
	Exact     bool     // this spelling only, unless the posting is all in one case
	Near      []string // one of these must stand near: phrases, "$list" or "@group"
	Wide      bool     // near counts anywhere in the posting
	LowerNear []string // as Near, but closer, and only where the posting is all in one case
	Never     []string // phrases and "$list" that void a match they hold, or stand beside
	Joined    bool     // the gaps inside may be missing
	Plural    bool     // an s may follow
}

// Found is one place where a text holds a name.
type Found struct {
	Name       int // index into the names
	Start, End int // bytes in the text as handed in
}

// Distances, in bytes of the text. docs/vocabulary.md tells them to users.
const (
	nearBytes   = 200 // near: how far its words may stand
	lowerBytes  = 40  // lower_near: neighbours in a list
	besideBytes = 60  // never: a phrase that does not hold the name itself
)

// Bounds of "all one case", as the share of capitals among ASCII letters.
const (
	fewCapitals  = 0.02
	fewLetters   = 300 // letters below which a single capital shows that the text has both cases
	manyCapitals = 0.80
)

// entry is one name, compiled. Sets are indices into the sets of Names, -1 where there is none.
type entry struct {
	owner    int
	group    int32  // bit set of the name's group
	spelling string // the exact one; empty: any case
	near     int32
	wide     bool // near counts anywhere in the posting
	lower    int32
	inside   int32 // never phrases that hold the name
	beside   int32 // other never phrases

	conditions int // how many of the above are set
}

// Names is a set of names, compiled. It is not changed after it is built.
type Names struct {
	*phrase.Trie
	entries []entry   // by index of the name
	uses    [][]int32 // by pattern: entries
	member  [][]int32 // by pattern: sets
	scopes  []int32   // by set: bit set of the groups whose firm matches belong to it
}

// Find finds the names in the sections of one posting. The result has one list per text, sorted by Start, disjoint:
// the leftmost match wins, and of those the longest. Conditions are checked first, so that a name whose
// conditions fail hides nothing. Texts that belong together go in together, because whether the posting is all one
// case, and conditions with scope posting, are judged over all of them.
func (n *Names) Find(texts ...string) [][]Found {
	s := search{Names: n, texts: texts, sets: map[[2]int32]*spans{}}
	s.hits, s.marks, s.firm = make([][]phrase.Hit, len(texts)), make([][]phrase.Hit, len(texts)), make([][]found, len(texts))
	s.oneCase = oneCase(texts)
	for t, text := range texts {
		s.hits[t] = s.Scan(text, make([]phrase.Hit, 0, len(text)/64))
		for _, h := range s.hits[t] {
			if len(s.member[h.Pattern]) > 0 {
				s.marks[t] = append(s.marks[t], h)
			}
		}
		s.firm[t] = s.accept(t, func(e *entry) bool { return s.isFirm(e) })
	}
	out := make([][]Found, len(texts))
	for t := range texts {
		// Firm matches of all texts are known now, so conditions about them can be checked.
		gated := s.accept(t, func(e *entry) bool { return !s.isFirm(e) })
		out[t] = s.settle(append(gated, s.firm[t]...))
	}
	return out
}

// search is the work of one Find.
type search struct {
	*Names
	texts   []string
	oneCase bool
	hits    [][]phrase.Hit
	marks   [][]phrase.Hit // those of hits that belong to some set
	firm    [][]found      // matches that need nothing near them
	sets    map[[2]int32]*spans
}

// found is a name that matched.
type found struct{ start, end, entry int32 }

// isFirm reports whether a name needs nothing near it in this posting. Only firm matches count as @group, so that two
// doubtful names cannot vouch for each other.
func (s *search) isFirm(e *entry) bool { return e.near < 0 && (e.lower < 0 || !s.oneCase) }

// accept returns the matches in text t of the entries that want chooses, conditions checked.
func (s *search) accept(t int, want func(*entry) bool) []found {
	var out []found
	for _, h := range s.hits[t] {
		for _, i := range s.uses[h.Pattern] {
			if e := &s.entries[i]; want(e) && s.holds(int32(t), h, e) {
				out = append(out, found{h.Start, h.End, i})
			}
		}
	}
	return out
}

// holds checks the conditions of a name, cheap ones first.
func (s *search) holds(t int32, h phrase.Hit, e *entry) bool {
	text := s.texts[t]
	if e.spelling != "" && !s.oneCase && s.Spelled(text[h.Start:h.End]) != e.spelling {
		return false
	}
	if e.inside >= 0 && s.set(t, e.inside).covers(h.Start, h.End) ||
		e.beside >= 0 && s.set(t, e.beside).within(h.Start, h.End, besideBytes) {
		return false
	}
	if s.oneCase && e.lower >= 0 && !s.set(t, e.lower).within(h.Start, h.End, lowerBytes) {
		return false
	}
	if e.near >= 0 && !s.isNear(t, h, e) {
		return false
	}
	return !s.inAddress(text, int(h.Start), int(h.End))
}

// isNear checks near: in the text at hand by distance, or anywhere in the posting.
func (s *search) isNear(t int32, h phrase.Hit, e *entry) bool {
	if !e.wide {
		return s.set(t, e.near).within(h.Start, h.End, nearBytes)
	}
	for u := range int32(len(s.texts)) {
		if u != t && len(s.set(u, e.near).starts) > 0 {
			return true
		}
	}
	return s.set(t, e.near).within(h.Start, h.End, int32(len(s.texts[t])))
}

// set returns where the members of a set stand in a text. It is worked out when first asked for.
func (s *search) set(t, set int32) *spans {
	key := [2]int32{t, set}
	if p, ok := s.sets[key]; ok {
		return p
	}
	p := new(spans)
	for _, h := range s.marks[t] {
		if slices.Contains(s.member[h.Pattern], set) {
			p.add(h.Start, h.End)
		}
	}
	if mask := s.scopes[set]; mask != 0 {
		for _, f := range s.firm[t] {
			if s.entries[f.entry].group&mask != 0 {
				p.add(f.start, f.end)
			}
		}
	}
	p.sort()
	s.sets[key] = p
	return p
}

// settle keeps the leftmost-longest of the matches. Where two names claim the same bytes, the one with more
// conditions knows better; then their order decides.
func (s *search) settle(all []found) []Found {
	slices.SortFunc(all, func(a, b found) int {
		if a.start != b.start {
			return cmp.Compare(a.start, b.start)
		}
		return cmp.Or(cmp.Compare(b.end, a.end), cmp.Compare(s.entries[b.entry].conditions, s.entries[a.entry].conditions),
			cmp.Compare(a.entry, b.entry))
	})
	var out []Found
	past := int32(-1)
	for _, f := range all {
		if f.start < past {
			continue
		}
		past = f.end
		out = append(out, Found{Name: int(f.entry), Start: int(f.start), End: int(f.end)})
	}
	return out
}

// spans are the places of a set of phrases in one text.
type spans struct {
	starts, ends []int32 // each sorted by itself
	reach        []int32 // by start: the furthest end of those that begin there or before
	pairs        [][2]int32
}

// add notes one place; sort must follow before the spans are asked.
func (p *spans) add(start, end int32) { p.pairs = append(p.pairs, [2]int32{start, end}) }

// sort orders the places by start and by end, each by itself: that is all that within and covers need, in log time.
func (p *spans) sort() {
	slices.SortFunc(p.pairs, func(a, b [2]int32) int { return cmp.Compare(a[0], b[0]) })
	furthest := int32(0)
	for _, x := range p.pairs {
		furthest = max(furthest, x[1])
		p.starts, p.ends, p.reach = append(p.starts, x[0]), append(p.ends, x[1]), append(p.reach, furthest)
	}
	slices.Sort(p.ends)
}

// within reports whether a member stands beside [start, end), not over it, at most far bytes away.
func (p *spans) within(start, end, far int32) bool {
	// The nearest on the left is the last that ends before; on the right the first that begins behind.
	i, _ := slices.BinarySearch(p.ends, start+1)
	if i > 0 && start-p.ends[i-1] <= far {
		return true
	}
	j, _ := slices.BinarySearch(p.starts, end)
	return j < len(p.starts) && p.starts[j]-end <= far
}

// covers reports whether a member holds [start, end).
func (p *spans) covers(start, end int32) bool {
	i, _ := slices.BinarySearch(p.starts, start+1)
	return i > 0 && p.reach[i-1] >= end
}

// oneCase reports whether the texts are all lower or all upper case, so that the spelling of a name tells nothing.
func oneCase(texts []string) bool {
	var upper, letters int
	for _, t := range texts {
		for i := range len(t) {
			// Without branches: this loop reads every byte of every posting.
			if c := t[i]; (c|0x20)-'a' < 26 {
				letters++
				upper += int(^c >> 5 & 1)
			}
		}
	}
	if letters < fewLetters && upper > 0 && upper < letters/2 {
		return false // one sentence has no more capitals than its first
	}
	share := float64(upper) / float64(max(letters, 1))
	return share < fewCapitals || share > manyCapitals
}

// inAddress reports whether a match is part of a web or mail address ("aws.amazon.com", "jobs@snowflake.com",
// "https://x.org/azure"): an address names its owner and asks nothing.
func (n *Names) inAddress(text string, start, end int) bool {
	const longest = 200 // look back no further
	from := strings.LastIndexAny(text[max(0, start-longest):start], " \t\n<>()[]\"',;") + 1
	before := text[max(0, start-longest)+from : start]
	// What stands before "://" is a scheme and may be a name: s3://bucket.
	if strings.Contains(before, "://") || strings.HasPrefix(before, "www.") {
		return true
	}
	if i := strings.IndexByte(before, '@'); i > 0 {
		return true
	}
	return n.endsInDomain(text[end:])
}

// endsInDomain reports whether the text goes on with ".com" or the like.
func (n *Names) endsInDomain(rest string) bool {
	if !strings.HasPrefix(rest, ".") {
		return false
	}
	end := 1
	for end < len(rest) && 'a' <= rest[end] && rest[end] <= 'z' {
		end++
	}
	switch rest[1:end] {
	case "com", "org", "net", "io", "ai", "co", "dev", "eu", "de", "uk", "fr", "nl", "pl", "edu", "gov", "info":
	default:
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[end:])
	return end == len(rest) || n.Class(r) != phrase.Letter
}
