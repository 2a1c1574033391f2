package demand

import (
	"cmp"
	"slices"
)

// hold resolves what the reader says they have: a term id, a certification code or a cert.* id. What they
// know by it is marked in the index: the term itself, and everything in the scope of a certification.
func (x *index) hold(ids []string) (out []Held) {
	x.known = make([]bool, len(x.terms))
	for _, id := range ids {
		h := Held{ID: id}
		if t, ok := x.byID[id]; ok {
			h.Name, h.Known, x.known[t] = x.terms[t].Name, true, true
		}
		for c := range x.exams {
			if e := &x.exams[c]; e.Code == id || slices.Contains(e.Terms, id) {
				h.Name, h.Code, h.Known, e.held = e.Name, e.Code, true, true
				for _, t := range e.scope {
					x.known[t] = true
				}
			}
		}
		out = append(out, h)
	}
	return out
}

// fits computes the fit of every certification and what stands behind it.
func (s *sample) fits(r *Result) {
	counted := s.where(s.every, func(p *posting) bool { return p.total > 0 })
	r.Counted = s.count(counted)
	r.LeftOut = s.n - r.Counted
	missing, demanded := s.uncovered(counted), s.demanded()
	base := s.union(counted, 0)
	for c := range s.index.exams {
		e := &s.index.exams[c]
		f := Fit{Code: e.Code, Name: e.Name, Vendor: e.Vendor, Kind: e.Kind, Level: e.Level, Status: e.Status, Retires: e.Retires,
			Bookable: e.bookable(), Successors: e.Successors, Nearest: e.Nearest, NoFit: e.NoFit, Warning: warning(e),
			InScope: len(e.scope), Held: e.held, Counted: r.Counted}
		s.cover(c, counted, &f)
		if f.WithHave = f.Fit; len(r.Have) > 0 {
			f.WithHave = s.union(counted, set(0).with(c))
		}
		f.Adds = f.WithHave - base
		f.Covered = s.index.counts(e.scope, demanded)
		f.Missing = s.index.counts(nil, missing[c])
		f.LowOnly = s.index.counts(e.low, demanded)
		f.Domains = s.domains(c, counted, demanded)
		f.Study = s.index.study(e, f.Covered, s.n)
		r.Fits = append(r.Fits, f)
	}
	r.Plan = s.plan(counted, base)
}

func warning(e *exam) string {
	if e.Warning == "" && e.Incomplete {
		return cmp.Or(e.ScopeNote, "its published scope is known only in part")
	}
	return e.Warning
}

// cover sets the mean cover, fit(c) = Σ w·cover(c, p) / Σ w over the counted postings.
// Example: covers 1, 0.5 and 0 in three postings: fit 0.5, touched 2.
func (s *sample) cover(c int, counted []int, f *Fit) {
	for _, i := range counted {
		p := &s.postings[i]
		f.Fit += p.weight() * p.cover[c]
		if p.cover[c] > 0 {
			f.Touched += p.row.Count
		}
		if p.barred.has(c) {
			f.Zero += p.row.Count
		}
	}
	f.Fit /= max(s.mass(counted), tiny)
}

// tiny keeps a division by an empty sum at zero.
const tiny = 1e-300

// demanded counts the postings that ask for each term.
func (s *sample) demanded() []int {
	k := make([]int, len(s.uses))
	for t, uses := range s.uses {
		for _, u := range uses {
			k[t] += s.postings[u.posting].row.Count
		}
	}
	return k
}

// uncovered counts, for each certification and term, the postings that ask for the term in a countable group
// that the certification does not cover.
func (s *sample) uncovered(counted []int) [][]int {
	k, last := make([][]int, len(s.index.exams)), make([][]int, len(s.index.exams))
	for c := range k {
		k[c], last[c] = make([]int, len(s.index.terms)), make([]int, len(s.index.terms))
	}
	for _, i := range counted {
		for _, g := range s.postings[i].groups {
			for c := range k {
				if g.covered == 0 || g.covered.has(c) {
					continue
				}
				for _, t := range g.terms {
					if s.index.scope[t] != 0 && last[c][t] != i+1 {
						last[c][t] = i + 1
						k[c][t] += s.postings[i].row.Count
					}
				}
			}
		}
	}
	return k
}

// counts lists the demanded ones of some terms (nil: of all), most demanded first.
func (x *index) counts(of, k []int) []TermCount {
	var out []TermCount
	put := func(t int) {
		if k[t] > 0 {
			out = append(out, TermCount{x.terms[t].ID, x.terms[t].Name, k[t], x.known[t]})
		}
	}
	if of == nil {
		for t := range k {
			put(t)
		}
	}
	for _, t := range of {
		put(t)
	}
	slices.SortStableFunc(out, func(a, b TermCount) int { return cmp.Compare(b.K, a.K) })
	return out
}

// domains lays each part of an exam beside the demand for it: the mean weighted share of a posting's countable
// groups that hold one of the domain's terms, 0 where the posting rules the vendor out.
// Example: groups aws (1), mlops (0.75), python (0.25 of 2 in all): a domain with aws alone has demand 0.5.
func (s *sample) domains(c int, counted, demanded []int) []DomainCover {
	e := &s.index.exams[c]
	in := make([]set, len(s.index.terms)) // term → domains of this exam
	out := make([]DomainCover, len(e.domains))
	for k, d := range e.domains {
		out[k] = DomainCover{Name: d.name, Weight: d.weight, Terms: s.index.counts(d.scope, demanded)}
		for _, t := range d.scope {
			in[t] = in[t].with(k)
		}
	}
	weights := make([]float64, len(e.domains))
	for _, i := range counted {
		p := &s.postings[i]
		if p.barred.has(c) {
			continue
		}
		clear(weights)
		p.spread(in, weights)
		for k, w := range weights {
			if w > 0 {
				out[k].Demand += p.weight() * w / p.total
				out[k].Touched += p.row.Count
			}
		}
	}
	for k := range out {
		out[k].Demand /= max(s.mass(counted), tiny)
		out[k].Priority = e.domains[k].share * out[k].Demand
	}
	return out
}

// spread adds the weight of each countable group to every domain that holds one of its terms.
func (p *posting) spread(in []set, weights []float64) {
	for i := range p.groups {
		g, hit := &p.groups[i], set(0)
		for _, t := range g.terms {
			hit |= in[t]
		}
		for k := range weights {
			if hit.has(k) {
				weights[k] += g.weight
			}
		}
	}
}

// study orders what is left to learn: share of postings that ask for a term × part of the exam it stands in.
// Example: SageMaker in 6 of 12 postings, in domains of 26 % and 22 %: 0.5 × 0.48 = 0.24.
func (x *index) study(e *exam, covered []TermCount, n int) []StudyItem {
	var out []StudyItem
	for _, t := range covered {
		if t.Held {
			continue
		}
		item, heaviest, part := StudyItem{TermCount: t}, -1.0, 0.0
		for _, d := range e.domains {
			if _, ok := slices.BinarySearch(d.scope, x.byID[t.ID]); !ok {
				continue
			}
			part += d.share
			if d.share > heaviest {
				heaviest, item.Domain = d.share, d.name
			}
		}
		item.Score = float64(t.K) / float64(n) * min(1, part)
		out = append(out, item)
	}
	slices.SortStableFunc(out, func(a, b StudyItem) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// union is the mean cover of several certifications and what the reader knows together: a group is covered when
// a known term is in it, or a term in scope of a certification whose vendor the posting does not rule out.
func (s *sample) union(counted []int, has set) (sum float64) {
	for _, i := range counted {
		p, w := &s.postings[i], 0.0
		for k := range p.groups {
			g := &p.groups[k]
			if g.covered&has&^p.barred != 0 || g.covered != 0 && g.known {
				w += g.weight
			}
		}
		sum += p.weight() * w / p.total
	}
	return sum / max(s.mass(counted), tiny)
}

// planSteps is how many certifications a plan names.
const planSteps = 3

// plan adds, one by one, the bookable certification that covers most of what is not covered yet.
func (s *sample) plan(counted []int, total float64) []PlanStep {
	var out []PlanStep
	var has set
	for len(out) < planSteps {
		best, cover := -1, total
		for c := range s.index.exams {
			if !s.index.exams[c].candidate() || has.has(c) {
				continue
			}
			if u := s.union(counted, has.with(c)); u > cover+1e-9 {
				best, cover = c, u
			}
		}
		if best < 0 {
			break
		}
		has = has.with(best)
		out = append(out, PlanStep{s.index.exams[best].Code, cover - total, cover})
		total = cover
	}
	return out
}

// shelf orders the list of fits: bookable, retired, without a fit.
func shelf(f *Fit) int {
	switch {
	case f.NoFit != "":
		return 2
	case !f.Bookable:
		return 1
	}
	return 0
}
