package fit

import (
	"cmp"
	"slices"

	"jobsignal/internal/sample"
)

// fits computes the fit of every certification and what stands behind it.
func (w *work) fits() {
	w.counted = w.Where(w.Every, func(p *sample.Posting) bool { return p.Total > 0 })
	w.out.Counted = w.Count(w.counted)
	w.out.LeftOut = w.N - w.out.Counted
	missing, demanded := w.uncovered(), w.demanded()
	base := w.union(0)
	w.out.Fits = make([]Fit, len(w.Index.Exams))
	atOnce(len(w.Index.Exams), func(c int) {
		e := &w.Index.Exams[c]
		f := Fit{Code: e.Code, Name: e.Name, Vendor: e.Vendor, Kind: e.Kind, Level: e.Level, Status: e.Status, Retires: e.Retires,
			Bookable: e.Bookable(), Successors: e.Successors, Nearest: e.Nearest, NoFit: e.NoFit, Warning: warning(e),
			InScope: len(e.Scope), Held: e.Held, Counted: w.out.Counted}
		w.cover(c, &f)
		if f.WithHave = f.Fit; slices.Contains(w.Index.Known, true) {
			f.WithHave = w.union(sample.Set(0).With(c))
		}
		f.Adds = f.WithHave - base
		f.Covered = w.counts(e.Scope, demanded)
		f.Missing = w.counts(nil, missing[c])
		f.LowOnly = w.counts(e.LowOnly, demanded)
		f.Domains = w.domains(c, demanded)
		f.Study = w.study(e, f.Covered)
		w.out.Fits[c] = f
	})
	w.out.Plan = w.plan(base)
}

// warning is what is printed beside a fit: the vocabulary's own words, else that the scope is known only in part.
func warning(e *sample.Exam) string {
	if e.Warning == "" && e.Incomplete {
		return cmp.Or(e.ScopeNote, "its published scope is known only in part")
	}
	return e.Warning
}

// cover sets the mean cover, fit(c) = Σ w·cover(c, p) / Σ w over the counted postings.
// Example: covers 1, 0.5 and 0 in three postings: fit 0.5, touched 2.
func (w *work) cover(c int, f *Fit) {
	for _, i := range w.counted {
		p := &w.List[i]
		f.Fit += p.Mass() * p.Cover[c]
		if p.Cover[c] > 0 {
			f.Touched += p.Row.Count
		}
		if p.Barred.Has(c) {
			f.Zero += p.Row.Count
		}
	}
	f.Fit /= max(w.Mass(w.counted), tiny)
}

// tiny keeps a division by an empty sum at zero.
const tiny = 1e-300

// demanded counts the postings that ask for each term.
func (w *work) demanded() []int {
	k := make([]int, len(w.Uses))
	for t, uses := range w.Uses {
		for _, u := range uses {
			k[t] += w.List[u.Posting].Row.Count
		}
	}
	return k
}

// uncovered counts, for each certification and term, the postings that ask for the term in a countable group
// that the certification does not cover.
func (w *work) uncovered() [][]int {
	k, last := make([][]int, len(w.Index.Exams)), make([][]int, len(w.Index.Exams))
	for c := range k {
		k[c], last[c] = make([]int, len(w.Index.Terms)), make([]int, len(w.Index.Terms))
	}
	for _, i := range w.counted {
		for _, g := range w.List[i].Groups {
			for c := range k {
				if g.Covered == 0 || g.Covered.Has(c) {
					continue
				}
				for _, t := range g.Terms {
					if w.Index.Scope[t] != 0 && last[c][t] != i+1 {
						last[c][t] = i + 1
						k[c][t] += w.List[i].Row.Count
					}
				}
			}
		}
	}
	return k
}

// counts lists the demanded ones of some terms (nil: of all), most demanded first.
func (w *work) counts(of, k []int) []TermCount {
	x := w.Index
	var out []TermCount
	put := func(t int) {
		if k[t] > 0 {
			out = append(out, TermCount{x.Terms[t].ID, x.Terms[t].Name, k[t], x.Known[t]})
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
func (w *work) domains(c int, demanded []int) []DomainCover {
	e := &w.Index.Exams[c]
	in := make([]sample.Set, len(w.Index.Terms)) // term → domains of this exam
	out := make([]DomainCover, len(e.Parts))
	for k, d := range e.Parts {
		out[k] = DomainCover{Name: d.Name, Weight: d.Weight, Terms: w.counts(d.Scope, demanded)}
		for _, t := range d.Scope {
			in[t] = in[t].With(k)
		}
	}
	weights := make([]float64, len(e.Parts))
	for _, i := range w.counted {
		p := &w.List[i]
		if p.Cover[c] == 0 { // no group is about the exam, or the vendor is ruled out
			continue
		}
		clear(weights)
		spread(p, c, in, weights)
		for k, x := range weights {
			if x > 0 {
				out[k].Demand += p.Mass() * x / p.Total
				out[k].Touched += p.Row.Count
			}
		}
	}
	for k := range out {
		out[k].Demand /= max(w.Mass(w.counted), tiny)
		out[k].Priority = e.Parts[k].Share * out[k].Demand
	}
	return out
}

// spread adds the weight of each group that the exam covers to every domain that holds one of its terms.
func spread(p *sample.Posting, c int, in []sample.Set, weights []float64) {
	for i := range p.Groups {
		g, hit := &p.Groups[i], sample.Set(0)
		if !g.Covered.Has(c) {
			continue
		}
		for _, t := range g.Terms {
			hit |= in[t]
		}
		for k := range weights {
			if hit.Has(k) {
				weights[k] += g.Weight
			}
		}
	}
}

// study orders what is left to learn: share of postings that ask for a term × part of the exam it stands in.
// Example: SageMaker in 6 of 12 postings, in domains of 26 % and 22 %: 0.5 × 0.48 = 0.24.
func (w *work) study(e *sample.Exam, covered []TermCount) []StudyItem {
	var out []StudyItem
	for _, t := range covered {
		if t.Held {
			continue
		}
		item, heaviest, part := StudyItem{TermCount: t}, -1.0, 0.0
		for _, d := range e.Parts {
			if _, ok := slices.BinarySearch(d.Scope, w.Index.ByID[t.ID]); !ok {
				continue
			}
			part += d.Share
			if d.Share > heaviest {
				heaviest, item.Domain = d.Share, d.Name
			}
		}
		item.Score = float64(t.K) / float64(w.N) * min(1, part)
		out = append(out, item)
	}
	slices.SortStableFunc(out, func(a, b StudyItem) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// union is the mean cover of several certifications and what the reader knows together: a group is covered when
// a known term is in it, or a term in scope of a certification whose vendor the posting does not rule out.
func (w *work) union(has sample.Set) float64 { return w.unions([]sample.Set{has})[0] }

// unions is union of several sets in one pass over the postings, which do not fit into the processor's caches.
func (w *work) unions(sets []sample.Set) []float64 {
	sum := make([]float64, len(sets))
	for _, i := range w.counted {
		p := &w.List[i]
		for k, has := range sets {
			sum[k] += p.Mass() * covered(p, has&^p.Barred) / p.Total
		}
	}
	for k := range sum {
		sum[k] /= max(w.Mass(w.counted), tiny)
	}
	return sum
}

// covered is the weight of the countable groups that some certifications, or what the reader knows, cover.
func covered(p *sample.Posting, has sample.Set) (sum float64) {
	for k := range p.Groups {
		if g := &p.Groups[k]; g.Covered&has != 0 || g.Covered != 0 && g.Known {
			sum += g.Weight
		}
	}
	return sum
}

// planSteps is how many certifications a plan names.
const planSteps = 3

// plan adds, one by one, the bookable certification that covers most of what is not covered yet.
func (w *work) plan(total float64) []PlanStep {
	var out []PlanStep
	var has sample.Set
	for len(out) < planSteps {
		var left []int
		var sets []sample.Set
		for c := range w.Index.Exams {
			if w.Index.Exams[c].Candidate() && !has.Has(c) {
				left, sets = append(left, c), append(sets, has.With(c))
			}
		}
		best, cover := -1, total
		for k, u := range w.unions(sets) {
			if u > cover+1e-9 {
				best, cover = left[k], u
			}
		}
		if best < 0 {
			break
		}
		has = has.With(best)
		out = append(out, PlanStep{w.Index.Exams[best].Code, cover - total, cover})
		total = cover
	}
	return out
}

// Shelf orders a list of fits: 0 bookable, 1 retired, 2 without a fit.
func (f *Fit) Shelf() int {
	switch {
	case f.NoFit != "":
		return 2
	case !f.Bookable:
		return 1
	}
	return 0
}
