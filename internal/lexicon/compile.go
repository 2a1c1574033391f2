package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/phrase"
)

// MostGaps is how many gaps a joined name may have: each one doubles the patterns.
const MostGaps = 5

// compiler turns names into patterns and sets.
type compiler struct {
	*Names
	words    map[string][]string
	patterns []string
	number   map[string]int32 // by pattern
	sets     map[string]int32 // by the words of a set
	groups   map[string]int32 // bit of a group
}

// NewNames compiles names. words are the lists that their conditions refer to as $name; all must be there.
func NewNames(f *phrase.Folder, names []Name, words map[string][]string) *Names {
	c := compiler{Names: &Names{Trie: &phrase.Trie{Folder: f}}, words: words,
		number: map[string]int32{}, sets: map[string]int32{}, groups: map[string]int32{}}
	for i := range names {
		c.name(int32(i), &names[i])
	}
	c.Trie = phrase.NewTrie(f, c.patterns)
	return c.Names
}

// name compiles one name: its conditions become sets, its spellings patterns. Patterns are shared by all that use them.
func (c *compiler) name(id int32, n *Name) {
	e := entry{owner: n.Owner, group: c.bit(n.Group), wide: n.Wide, near: c.set(n.Near), lower: c.set(n.LowerNear)}
	if n.Exact {
		e.spelling = c.Spelled(n.Text)
	}
	e.inside, e.beside = c.never(n)
	for _, set := range []int32{e.near, e.lower, e.inside, e.beside} {
		if set >= 0 {
			e.conditions++
		}
	}
	if e.spelling != "" {
		e.conditions++
	}
	c.entries = append(c.entries, e)
	for _, form := range forms(c.Folder, n) {
		p := c.pattern(form)
		c.uses[p] = append(c.uses[p], id)
	}
}

// forms lists the folded spellings of a name: with and without its gaps where it is joined, and the plural.
func forms(f *phrase.Folder, n *Name) []string {
	out := spellings(f, n)
	last, _ := utf8.DecodeLastRuneInString(n.Text)
	if n.Plural && unicode.IsLetter(last) && last != 's' && last != 'S' {
		for _, s := range slices.Clone(out) {
			if len(s) > 1 {
				out = append(out, s+"s")
			}
		}
	}
	return out
}

// spellings are the folded forms without the plural.
func spellings(f *phrase.Folder, n *Name) []string {
	if n.Joined {
		return joinings(f.Fold(openCamel(n.Text)))
	}
	return []string{f.Fold(n.Text)}
}

// Gaps counts the gaps of a name that is joined.
func Gaps(f *phrase.Folder, text string) int { return strings.Count(f.Fold(openCamel(text)), " ") }

// openCamel puts a gap where a capital follows a small letter: BigQuery may be written Big Query.
func openCamel(s string) string {
	var b strings.Builder
	small := false
	for _, r := range s {
		if small && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		small = unicode.IsLower(r)
	}
	return b.String()
}

// joinings lists a phrase with every choice of gaps left out. Beyond MostGaps only the first gaps are open.
func joinings(s string) []string {
	parts := strings.SplitN(s, " ", MostGaps+1)
	out := []string{parts[0]}
	// Each gap doubles the list: once without it, once with it.
	for _, p := range parts[1:] {
		for i := range out {
			out = append(out, out[i]+p)
			out[i] += " " + p
		}
	}
	return out
}

// pattern numbers a folded phrase; one that is known keeps its number.
func (c *compiler) pattern(form string) int32 {
	if p, ok := c.number[form]; ok {
		return p
	}
	p := int32(len(c.patterns))
	c.number[form] = p
	c.patterns = append(c.patterns, form)
	c.uses, c.member = append(c.uses, nil), append(c.member, nil)
	return p
}

// bit gives a group its bit. Beyond 31 groups bits are shared, which only makes @group more generous.
func (c *compiler) bit(group string) int32 {
	if group == "" {
		return 0
	}
	if _, ok := c.groups[group]; !ok {
		c.groups[group] = 1 << (len(c.groups) % 31)
	}
	return c.groups[group]
}

// set numbers a list of near words; equal lists share a number. -1 for an empty list.
func (c *compiler) set(list []string) int32 {
	list = c.open(list)
	if len(list) == 0 {
		return -1
	}
	key := strings.Join(list, "\n")
	if id, ok := c.sets[key]; ok {
		return id
	}
	id := int32(len(c.scopes))
	c.sets[key] = id
	c.scopes = append(c.scopes, 0)
	for _, w := range list {
		if strings.HasPrefix(w, "@") {
			c.scopes[id] |= c.bit(w[1:])
			continue
		}
		// A word may be listed twice under spellings that fold alike.
		if p := c.pattern(c.Fold(w)); !slices.Contains(c.member[p], id) {
			c.member[p] = append(c.member[p], id)
		}
	}
	return id
}

// open replaces $name by the words of that list.
func (c *compiler) open(list []string) []string {
	var out []string
	for _, w := range list {
		if strings.HasPrefix(w, "$") {
			out = append(out, c.words[w[1:]]...)
		} else {
			out = append(out, w)
		}
	}
	return out
}

// never splits a never list: phrases that hold the name void a match inside them, the others beside them.
func (c *compiler) never(n *Name) (inside, beside int32) {
	var in, by []string
	own := spellings(c.Folder, n)
	for _, w := range c.open(n.Never) {
		p := c.Fold(w)
		if slices.ContainsFunc(own, func(s string) bool { return holdsWords(c.Folder, p, s) }) {
			in = append(in, w)
		} else {
			by = append(by, w)
		}
	}
	return c.set(in), c.set(by)
}

// holdsWords reports whether text contains part as whole words; both are folded.
func holdsWords(f *phrase.Folder, text, part string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], part)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		if (i == 0 || f.Class(before) != phrase.Letter) && !f.WordAt(text, i+len(part)) {
			return true
		}
		from = i + 1
	}
}

// Clashes reports pairs of names, of different owners, that share a spelling with nothing to tell them apart.
func (n *Names) Clashes() [][2]int {
	var out [][2]int
	for _, uses := range n.uses {
		first := map[string]int32{}
		for _, u := range uses {
			e := n.entries[u]
			key := fmt.Sprint(e.spelling, e.near, e.wide, e.lower, e.inside, e.beside)
			if other, ok := first[key]; !ok {
				first[key] = u
			} else if n.entries[other].owner != e.owner {
				out = append(out, [2]int{int(u), int(other)})
			}
		}
	}
	return out
}
