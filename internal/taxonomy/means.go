package taxonomy

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Means finds what a person calls a term or an exam: by id or code, by name, by alias or former name, and last by what
// Find sees in it ("Python 3"). Case, spaces, hyphens and dots do not matter. It returns term ids and exam codes: one
// when the name is clear, several when it could be any of them, none when nothing is called so.
//
//	"CLF-C02" → cert.aws-clf    "python" → tool.python    "mla-c02" → MLA-C02
func (v *Vocabulary) Means(name string) []string {
	key := bare(name)
	if key == "" {
		return nil
	}
	for _, called := range []func(Term) []string{
		func(t Term) []string { return []string{t.ID} },
		func(t Term) []string { return []string{t.Name} },
		func(t Term) []string { return t.also() },
	} {
		if ids := v.called(key, called); len(ids) > 0 {
			return ids
		}
	}
	return v.seenIn(name)
}

// called are the exams whose code or name, and the terms one of whose names, is the key. A cert.* term steps back behind
// the exams it stands for.
func (v *Vocabulary) called(key string, names func(Term) []string) (out []string) {
	for _, c := range v.Certifications {
		if bare(c.Code) == key || bare(c.Name) == key {
			out = append(out, c.Code)
		}
	}
	exams := slices.Clone(out)
	for _, t := range v.Terms {
		if !slices.ContainsFunc(names(t), func(n string) bool { return bare(n) == key }) {
			continue
		}
		if !slices.ContainsFunc(v.CertFor(t.ID), func(code string) bool { return slices.Contains(exams, code) }) {
			out = append(out, t.ID)
		}
	}
	return out
}

// also are the aliases and former names of a term.
func (t Term) also() (out []string) {
	for _, a := range t.Aliases {
		out = append(out, a.Text)
	}
	for _, w := range t.Was {
		out = append(out, w.Name)
	}
	return out
}

// seenIn is the term that a text names, when it names one and says nothing else but numbers.
func (v *Vocabulary) seenIn(text string) []string {
	found := v.Find(text)[0]
	if len(found) != 1 {
		return nil
	}
	if strings.ContainsFunc(text[:found[0].Start]+text[found[0].End:], unicode.IsLetter) {
		return nil
	}
	return []string{found[0].Term}
}

// nearMost is how many edits a suggestion may be away: one in three letters, and never more than four.
const nearMost = 4

// Near suggests at most n terms and exams for a name that means nothing: those that hold it or lie in it, and those a few
// slips of the keyboard away, nearest first.
func (v *Vocabulary) Near(name string, n int) []string {
	type near struct {
		id   string
		away int
	}
	key, all := bare(name), []near{}
	offer := func(id string, names ...string) {
		best := nearMost + 1
		for _, text := range names {
			best = min(best, apart(key, bare(text)))
		}
		if best <= min(nearMost, max(1, len(key)/3)) {
			all = append(all, near{id, best})
		}
	}
	for _, c := range v.Certifications {
		offer(c.Code, c.Code, c.Name)
	}
	for _, t := range v.Terms {
		_, local, _ := strings.Cut(t.ID, ".")
		offer(t.ID, append(t.also(), t.ID, t.Name, local)...)
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Or(cmp.Compare(a.away, b.away), cmp.Compare(a.id, b.id)) })
	var out []string
	for _, x := range all[:min(n, len(all))] {
		out = append(out, x.id)
	}
	return out
}

// Called is how a term or an exam is called, by id or code; "" where there is none.
func (v *Vocabulary) Called(id string) string {
	if c, ok := v.Certification(id); ok {
		return c.Name
	}
	t, _ := v.Term(id)
	return t.Name
}

// bare is a name without what people leave out or write otherwise: case, spaces, hyphens, dots. + and # tell C from C++
// and C#.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || r == '+' || r == '#' {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// holdsFrom is the length from which a name that lies in another is one edit away from it: a shorter one lies in many.
const holdsFrom = 4

// apart is the distance of two names, or more than nearMost without counting; a name that lies whole in the other is one
// away.
func apart(a, b string) int {
	if a == "" || b == "" {
		return nearMost + 1
	}
	if min(len(a), len(b)) >= holdsFrom && (strings.Contains(a, b) || strings.Contains(b, a)) {
		return 1
	}
	if d := len(a) - len(b); d > nearMost || d < -nearMost {
		return nearMost + 1 // cannot be nearer: spares most of the work
	}
	return distance(a, b)
}
