package taxonomy

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostGaps is how many joints a joined alias may have: each one doubles the patterns.
const mostGaps = 5

// compiler turns terms into a matcher.
type compiler struct {
	*matcher
	words    map[string][]string
	patterns []string
	number   map[string]int32 // by pattern
	sets     map[string]int32 // by the words of a set
	platform map[string]int32 // bit of a platform
}

func newMatcher(f *folder, terms []Term, words map[string][]string) *matcher {
	c := compiler{matcher: &matcher{terms: terms}, words: words,
		number: map[string]int32{}, sets: map[string]int32{}, platform: map[string]int32{}}
	c.trie = &trie{folder: f}
	for i, t := range terms {
		for _, a := range aliasesOf(t) {
			c.alias(int32(i), t, a)
		}
	}
	c.trie = newTrie(f, c.patterns)
	return c.matcher
}

// aliasesOf lists everything a term is called: its aliases, its name unless bare is false, its former names.
func aliasesOf(t Term) []Alias {
	out := slices.Clip(t.Aliases)
	if t.Bare == nil || *t.Bare {
		out = append(out, Alias{Text: t.Name, at: t.at})
	}
	for _, w := range t.Was {
		out = append(out, Alias{Text: w.Name, Case: w.Case, Near: w.Near, at: w.at})
	}
	return out
}

func (c *compiler) alias(term int32, t Term, a Alias) {
	e := entry{term: term, platform: c.bit(t.Platform), text: a.Text, at: a.at, wide: a.Scope == "posting",
		near: c.set(a.Near), lower: c.set(a.LowerNear)}
	if a.Case == "exact" {
		e.spelling = c.spelled(a.Text)
	}
	e.inside, e.beside = c.never(a)
	for _, set := range []int32{e.near, e.lower, e.inside, e.beside} {
		if set >= 0 {
			e.conditions++
		}
	}
	if e.spelling != "" {
		e.conditions++
	}
	id := int32(len(c.entries))
	c.entries = append(c.entries, e)
	for _, form := range c.forms(t, a) {
		p := c.pattern(form)
		c.uses[p] = append(c.uses[p], id)
	}
}

// forms lists the folded spellings of an alias: with and without its gaps where it is joined, and the plural of skills
// and certifications, which are common nouns.
func (f *folder) forms(t Term, a Alias) []string {
	forms := []string{f.fold(a.Text)}
	if a.Joined {
		forms = joinings(f.fold(openCamel(a.Text)))
	}
	last, _ := utf8.DecodeLastRuneInString(a.Text)
	if (t.Kind == Skill || t.Kind == CertTerm) && unicode.IsLetter(last) && last != 's' && last != 'S' {
		for _, s := range slices.Clone(forms) {
			if len(s) > 1 {
				forms = append(forms, s+"s")
			}
		}
	}
	return forms
}

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

// joinings lists a phrase with every choice of gaps left out. Beyond mostGaps only the first gaps are open.
func joinings(s string) []string {
	parts := strings.SplitN(s, " ", mostGaps+1)
	out := []string{parts[0]}
	for _, p := range parts[1:] {
		for i := range out {
			out = append(out, out[i]+p)
			out[i] += " " + p
		}
	}
	return out
}

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

func (c *compiler) bit(platform string) int32 {
	if platform == "" {
		return 0
	}
	if _, ok := c.platform[platform]; !ok {
		c.platform[platform] = 1 << (len(c.platform) % 31)
	}
	return c.platform[platform]
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
		if p := c.pattern(c.fold(w)); !slices.Contains(c.member[p], id) {
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

// never splits an alias' never list: phrases that hold the alias void a match inside them, the others beside them.
func (c *compiler) never(a Alias) (inside, beside int32) {
	var in, by []string
	forms := []string{c.fold(a.Text)}
	if a.Joined {
		forms = joinings(c.fold(openCamel(a.Text)))
	}
	for _, w := range c.open(a.Never) {
		p := c.fold(w)
		if slices.ContainsFunc(forms, func(s string) bool { return c.holdsWords(p, s) }) {
			in = append(in, w)
		} else {
			by = append(by, w)
		}
	}
	return c.set(in), c.set(by)
}

// holdsWords reports whether phrase contains part as whole words.
func (f *folder) holdsWords(phrase, part string) bool {
	for from := 0; ; {
		i := strings.Index(phrase[from:], part)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(phrase[:i])
		if (i == 0 || f.classOf(before) != letter) && !f.wordAt(phrase, i+len(part)) {
			return true
		}
		from = i + 1
	}
}

// clashes reports spellings that two terms share with nothing to tell them apart.
func (m *matcher) clashes() []Error {
	var errs []Error
	for _, uses := range m.uses {
		first := map[string]int32{}
		for _, u := range uses {
			e := m.entries[u]
			key := fmt.Sprint(e.spelling, e.near, e.wide, e.lower, e.inside, e.beside)
			if other, ok := first[key]; !ok {
				first[key] = u
			} else if o := m.entries[other]; o.term != e.term {
				errs = append(errs, Error{e.at, fmt.Sprintf("alias %q of %s is also %q of %s, and no condition tells them apart",
					e.text, m.terms[e.term].ID, o.text, m.terms[o.term].ID)})
			}
		}
	}
	return errs
}
