package fit

import (
	"cmp"
	"slices"
)

// settle is the smallest number of further postings like these with which the certification would be named in
// ClearFrom of the draws: the resamples are repeated with every employer's units scaled to n + m postings, and m
// is found by halving. 0: it already is; -1: not with SettleMost.
func (w *work) settle(u *rule, cert int, first float64) int {
	n := w.out.Counted
	if first >= ClearFrom {
		return 0
	}
	led := func(m int) bool {
		k := 0
		more := w.d.run(float64(n+m)/float64(n), settleDraws)
		for i, fit := range more.fit {
			if u.lead(fit, more.standing[i]).cert == cert {
				k++
			}
		}
		return share(k, settleDraws) >= ClearFrom
	}
	if !led(SettleMost) {
		return -1
	}
	low, high := 0, SettleMost
	for high-low > 1 {
		if m := (low + high) / 2; led(m) {
			high = m
		} else {
			low = m
		}
	}
	return high
}

// flip finds the removal that puts another certification first: a single posting (the lowest id, and how many there are of
// the kind), else a whole employer (the one with fewest postings, then by name).
func (w *work) flip(u *rule, t totals, cert int) *Flip {
	byCluster := make([][]int, len(w.Units))
	var best *Flip
	for i := range w.List {
		p := &w.List[i]
		byCluster[p.Cluster] = append(byCluster[p.Cluster], i)
		to := w.without(u, t, []int{i}, p.Row.Weight)
		if to < 0 || to == cert || w.N == 1 {
			continue
		}
		if best == nil {
			best = &Flip{Employer: p.Row.Employer, Posting: p.Row.Posting, Title: p.Row.Title, Postings: 1, To: w.code(to)}
		}
		best.Alike += p.Row.Count
	}
	if best != nil {
		return best
	}
	for _, of := range byCluster {
		n := w.Count(of)
		if n < 2 || n == w.N || w.List[of[0]].Row.Employer == "" || best != nil && n >= best.Postings {
			continue
		}
		if to := w.without(u, t, of, 0); to >= 0 && to != cert {
			best = &Flip{Employer: w.List[of[0]].Row.Employer, Postings: n, To: w.code(to)}
		}
	}
	return best
}

// without is the answer when some postings are taken out, each with the given weight (0: whole).
func (w *work) without(u *rule, t totals, of []int, weight float64) int {
	rest := totals{t.mass, slices.Clone(t.cover), slices.Clone(t.standing)}
	for _, i := range of {
		rest.add(&w.List[i], -cmp.Or(weight, w.List[i].Mass()))
	}
	if rest.mass < 1e-9 {
		return -1
	}
	return u.lead(rest.fit(), rest.standing).cert
}
