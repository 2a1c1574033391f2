package inlay

import (
	"cmp"
	"slices"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
)

// Limits on what the page carries of the evidence: all of it up to wholeEvidence mentions, else the strongest
// perTerm of each term. The rest is counted ("and n more") and stays in the database.
const (
	wholeEvidence = 6000
	perTerm       = 25
)

// Picker chooses the mentions whose sentences the page carries, strongest kinds first for each term: a reader who opens
// a bar wants the firmest sentences, and what is only seen and not counted is the first to be left out. It is told of
// the mentions one by one and remembers no more than it may choose, so that a database of millions takes no more memory
// than one of thousands. The zero value is ready.
type Picker struct {
	all  int
	kept map[heap][]demand.Mention
	left demand.Unshown
}

// heap is what mentions are chosen from: those of one term and kind, in the order they came.
type heap struct {
	term string
	kind job.Kind
}

// Add tells the picker of one mention more.
func (p *Picker) Add(m demand.Mention) {
	if p.kept == nil {
		p.kept, p.left = map[heap][]demand.Mention{}, demand.Unshown{ByTerm: map[string]int{}, ByPosting: map[int64]int{}}
	}
	p.all++
	p.left.ByTerm[m.Term]++
	p.left.ByPosting[m.Posting]++
	if h := (heap{m.Term, m.Kind}); p.all <= wholeEvidence || len(p.kept[h]) < perTerm {
		p.kept[h] = append(p.kept[h], m)
	}
}

// Chosen returns the mentions to show, by term and strength, and counts the others.
func (p *Picker) Chosen() ([]demand.Mention, demand.Unshown) {
	heaps := make([]heap, 0, len(p.kept))
	for h := range p.kept {
		heaps = append(heaps, h)
	}
	slices.SortFunc(heaps, func(a, b heap) int {
		return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.kind.Strength(), b.kind.Strength()), cmp.Compare(a.kind, b.kind))
	})
	var out []demand.Mention
	of := map[string]int{}
	for _, h := range heaps {
		for _, m := range p.kept[h] {
			if of[h.term]++; p.all <= wholeEvidence || of[h.term] <= perTerm {
				out = append(out, m)
				p.left.ByTerm[m.Term]--
				p.left.ByPosting[m.Posting]--
			}
		}
	}
	return out, p.left
}
