package phrase

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Hit is one place where a pattern stands, as whole words.
type Hit struct {
	Start, End int32 // bytes in the text
	Pattern    int32 // number of the pattern
}

// Trie finds all patterns of a set that stand in a text as whole words, overlapping ones too. Matching looks only at
// word starts, and most words are turned away by a look at their first two bytes.
type Trie struct {
	*Folder
	kind  [256]Class          // of an ASCII byte; hidden: look at the whole rune
	plain [utf8.RuneSelf]byte // folded form of an ASCII byte that is a unit by itself; 0: ask unit
	pair  [1 << 14]int32      // a<<7|b: the node after two plain letters; 0: no pattern begins with them
	begin [256]bool           // a sign that some pattern begins with (".NET")
	nodes []node
	bytes []byte // labels of the edges, those of one node together, sorted; the child is at the same index in nodes
	flags []flag // by pattern
}

// node is a place in the tree. Its children lie together in nodes, so a node needs only where they begin; labels are kept
// apart in bytes, because a step reads labels only.
type node struct {
	child   int32 // index of the first child
	count   int16
	pattern int32 // -1: no pattern ends here
}

// flag is what a pattern asks of its surroundings.
type flag uint8

const (
	endsInLetter flag = 1 << iota // no word may go on behind it
	oneLetter                     // R, C: "R&D", "C++", "c'est" and "R.N." hold none
)

// NewTrie builds a trie over folded patterns, all different and not empty. The pattern numbers are indices into patterns.
func NewTrie(f *Folder, patterns []string) *Trie {
	t := &Trie{Folder: f, flags: make([]flag, len(patterns))}
	for c := range t.kind {
		t.kind[c] = Hidden
	}
	for c := range byte(utf8.RuneSelf) {
		t.kind[c] = f.class[c]
		if k := f.class[c]; (k == Letter || k == Sign) && len(f.form[c]) == 1 {
			t.plain[c] = f.form[c][0]
		}
	}
	if f.loose {
		t.plain['.'] = 0
	}
	order := make([]int32, len(patterns))
	for i := range order {
		order[i] = int32(i)
		t.note(i, patterns[i])
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(patterns[a], patterns[b]) })
	t.grow(patterns, order)
	t.index()
	return t
}

// note records the flags of a pattern.
func (t *Trie) note(i int, p string) {
	last, _ := utf8.DecodeLastRuneInString(p)
	first, n := utf8.DecodeRuneInString(p)
	if t.Class(last) == Letter {
		t.flags[i] |= endsInLetter
		if n == len(p) {
			t.flags[i] |= oneLetter
		}
	}
	if t.Class(first) != Letter {
		t.begin[p[0]] = true
	}
}

// index fills the table that stands for the first two steps.
func (t *Trie) index() {
	root := t.nodes[0]
	for a := root.child; a < root.child+int32(root.count); a++ {
		for b := t.nodes[a].child; b < t.nodes[a].child+int32(t.nodes[a].count); b++ {
			if t.bytes[a] < utf8.RuneSelf && t.bytes[b] < utf8.RuneSelf {
				t.pair[int(t.bytes[a])<<7|int(t.bytes[b])] = b
			}
		}
	}
}

// grow lays the nodes out breadth first, so that the children of a node lie together.
func (t *Trie) grow(patterns []string, order []int32) {
	// Each entry of the queue is a run of sorted patterns that agree in their first depth bytes: one node.
	type span struct{ lo, hi, depth int }
	queue := []span{{0, len(order), 0}}
	t.nodes, t.bytes = []node{{pattern: -1}}, []byte{0}
	for at := 0; at < len(queue); at++ {
		s := queue[at]
		if s.lo < s.hi && len(patterns[order[s.lo]]) == s.depth {
			t.nodes[at].pattern = order[s.lo]
			s.lo++
		}
		t.nodes[at].child = int32(len(t.nodes))
		for s.lo < s.hi {
			c, hi := patterns[order[s.lo]][s.depth], s.lo
			for hi < s.hi && patterns[order[hi]][s.depth] == c {
				hi++
			}
			t.nodes, t.bytes = append(t.nodes, node{pattern: -1}), append(t.bytes, c)
			queue = append(queue, span{s.lo, hi, s.depth + 1})
			t.nodes[at].count++
			s.lo = hi
		}
	}
}

// step follows the edge c from node n; -1 when there is none.
func (t *Trie) step(n int32, c byte) int32 {
	// Most nodes have one or two children; a loop over them beats any table.
	lo := t.nodes[n].child
	for i := lo; i < lo+int32(t.nodes[n].count); i++ {
		if t.bytes[i] == c {
			return i
		}
	}
	return -1
}

// Scan appends every place of every pattern in text to hits, ordered by start, shorter ones first. It looks at the
// text once; from each word start it goes no further than the longest pattern.
func (t *Trie) Scan(text string, hits []Hit) []Hit {
	inWord := false // a word reaches up to text[i]
	for i := 0; i < len(text); {
		c := text[i]
		switch t.kind[c] {
		case Letter:
			if !inWord {
				hits = t.word(text, i, hits)
			}
			for i++; i < len(text) && t.kind[text[i]] == Letter; i++ {
			}
			inWord = true
		case Hidden: // not ASCII, or hidden indeed
			r, n := utf8.DecodeRuneInString(text[i:])
			if k := t.Class(r); k != Hidden {
				if !inWord && (k == Letter || t.begin[t.Form(r)[0]]) {
					hits = t.walk(text, i, i, 0, hits)
				}
				inWord = k == Letter
			}
			i += n
		default:
			if !inWord && t.begin[c] {
				hits = t.walk(text, i, i, 0, hits)
			}
			inWord = false
			i++
		}
	}
	return hits
}

// word appends the patterns that stand at text[i:], where an ASCII letter begins a word. Two letters in a row are
// looked up together; most words end there.
func (t *Trie) word(text string, i int, hits []Hit) []Hit {
	if i+1 < len(text) && t.kind[text[i+1]] == Letter {
		n := t.pair[int(t.plain[text[i]])<<7|int(t.plain[text[i+1]])]
		if n == 0 {
			return hits
		}
		if p := t.nodes[n].pattern; p >= 0 && t.free(text, i, i+2, t.flags[p]) {
			hits = append(hits, Hit{int32(i), int32(i + 2), p})
		}
		return t.walk(text, i, i+2, n, hits)
	}
	return t.walk(text, i, i, 0, hits)
}

// walk appends the patterns that begin at start and go on from node n at text[i:].
func (t *Trie) walk(text string, start, i int, n int32, hits []Hit) []Hit {
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf && t.plain[c] != 0 {
			n = t.step(n, t.plain[c])
			i++
		} else if c == ' ' && i+1 < len(text) && t.kind[text[i+1]] == Letter {
			n = t.step(n, ' ') // the common gap, without the questions that unit asks
			i++
		} else {
			form, end := t.unit(text, i)
			if form == "" {
				break
			}
			for k := 0; k < len(form) && n >= 0; k++ {
				n = t.step(n, form[k])
			}
			i = end
		}
		if n < 0 {
			break
		}
		// Every end on the way counts, not only the last: a long name may fail its conditions and a short one hold.
		if p := t.nodes[n].pattern; p >= 0 && t.free(text, start, i, t.flags[p]) {
			hits = append(hits, Hit{int32(start), int32(i), p})
		}
	}
	return hits
}

// free reports whether a pattern that stands at text[start:end] ends where a word may end.
func (t *Trie) free(text string, start, end int, f flag) bool {
	if f&endsInLetter == 0 {
		// C++17 and C#7 are still the language.
		return end == len(text) || text[end] >= utf8.RuneSelf || t.class[text[end]] != Letter || text[end] <= '9'
	}
	if t.WordAt(text, end) {
		return false
	}
	return f&oneLetter == 0 || !initial(text, start, end)
}

// initial reports whether one letter is part of something else: R&D, C++, C#, c'est, R.N., Ph.D.
func initial(text string, start, end int) bool {
	before, after := text[:start], text[end:]
	if before != "" && strings.ContainsRune("&.+#", rune(before[len(before)-1])) {
		return before[len(before)-1] != '.' || len(before) > 1 && before[len(before)-2] > ' '
	}
	// R & D and R&D alike; "R & Python" names R.
	after = strings.TrimPrefix(after, " ")
	if rest, ok := strings.CutPrefix(after, "&"); ok {
		next, _, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
		return len(next) == len(rest) || len(next) < 3 || strings.HasPrefix(strings.ToLower(next), "dev")
	}
	if end < len(text) {
		after = text[end:]
	}
	switch {
	case strings.HasPrefix(after, "+"), strings.HasPrefix(after, "#"):
		return true
		// The end of a sentence is no initial.
	case strings.HasPrefix(after, "."):
		return len(after) > 1 && after[1] > ' '
	case strings.HasPrefix(after, "'"), strings.HasPrefix(after, "’"):
		rest := strings.TrimPrefix(strings.TrimPrefix(after, "'"), "’")
		return rest != "" && !strings.HasPrefix(rest, "s")
	}
	return false
}
