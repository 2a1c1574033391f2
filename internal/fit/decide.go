package fit

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"jobsignal/internal/chance"
	"jobsignal/internal/sample"
)

// Options are what the caller decides.
type Options struct {
	Draws     int     // resamples
	Seed      uint64  // of the resamples
	Effective float64 // how many independent postings the selection is worth

	Place func(*sample.Posting) (at float64, ok bool) // a further number whose mean is drawn along; ok false: none
}

// Outcome is what the postings say about certifications.
type Outcome struct {
	Fits           []Fit // bookable first, best fit first; then retired; then those without a fit
	Counted        int   // postings with at least one group that some certification has in scope
	LeftOut        int   // postings without one
	Recommendation Recommendation
	Plan           []PlanStep
	First          []float64 // by platform: share of draws in which it has the best standing
	Low, High      float64   // 95 % interval of the mean of Options.Place
}

// work is one measurement on its way.
type work struct {
	*sample.Postings
	counted []int // postings with a cover, as indices
	out     Outcome
	o       Options
	d       *draws
}

// Measure computes fits, their certainty and the recommendation.
func Measure(s *sample.Postings, o Options) Outcome {
	w := &work{Postings: s, o: o}
	w.fits()
	w.d = newDraws(s, o)
	w.decide()
	w.out.Low, w.out.High = chance.Middle(w.d.base.place)
	return w.out
}

// totals are the sums over the postings from which fits and standings follow; one can be taken out again.
type totals struct {
	mass     float64
	cover    []float64
	standing []float64
}

// totals adds up all postings.
func (w *work) totals() totals {
	t := totals{cover: make([]float64, len(w.Index.Exams)), standing: make([]float64, len(w.Index.Platforms))}
	for i := range w.List {
		t.add(&w.List[i], w.List[i].Mass())
	}
	return t
}

// add adds a posting with weight w; a negative weight takes it out.
func (t *totals) add(p *sample.Posting, w float64) {
	if p.Total > 0 {
		t.mass += w
		for c, x := range p.Cover {
			t.cover[c] += w * x
		}
	}
	for k := range t.standing {
		if p.Asks.Has(k) {
			t.standing[k] += w
		}
		if p.Enough.Has(k) {
			t.standing[k] += w
		}
	}
}

// fit is the mean cover of each certification.
func (t *totals) fit() []float64 {
	out := make([]float64, len(t.cover))
	for c, x := range t.cover {
		out[c] = x / max(t.mass, tiny)
	}
	return out
}

// decide fills the certainty of fits and platforms and the recommendation.
func (w *work) decide() {
	t := w.totals()
	u := w.rule(t.standing, sample.Exam.Candidate)
	u.spreads(w.d.base.fit)
	fit := t.fit()
	a := u.lead(fit, t.standing)
	named := w.tallyDraws(u)
	order := w.sortFits(u, fit)
	rec := &w.out.Recommendation
	if a.cert < 0 || w.out.Counted == 0 {
		rec.Verdict, rec.Reason, rec.ToSettle = Nothing, w.nothing(), -1
		return
	}
	rec.Certification, rec.First = w.code(a.cert), share(named[a.cert], w.o.Draws)
	rec.Within, rec.Overruled = w.code(a.within), a.within >= 0 && a.cert != a.within
	rec.ByFit = w.code(u.best(fit, -1))
	if a.platform >= 0 {
		rec.Platform = sample.PlatformID(w.Index.Terms[w.Index.Platforms[a.platform]])
		rec.PlatformFirst = w.out.First[a.platform]
	}
	if next := second(named, order, a.cert, w.o.Draws, w.Index.Exams); next >= 0 {
		rec.RunnerUp, rec.RunnerUpFirst = w.code(next), share(named[next], w.o.Draws)
	}
	effective := min(w.o.Effective, float64(w.out.Counted))
	rec.Verdict = Judge(effective, rec.First)
	rec.Reason = reason(rec, effective)
	rec.ToSettle = w.settle(u, a.cert)
	rec.Flip = w.flip(u, t, a.cert)
	rec.HeldBest = w.heldBest(u, t)
}

// heldBest is the certification that would be named if holding one did not take it out, where that is a held one.
func (w *work) heldBest(u *rule, t totals) string {
	all := w.rule(t.standing, func(e sample.Exam) bool { return e.Fitted && e.Bookable() })
	if len(all.from) == len(u.from) {
		return ""
	}
	all.spreads(w.d.base.fit)
	if b := all.lead(t.fit(), t.standing).cert; w.Index.Exams[b].Held {
		return w.code(b)
	}
	return ""
}

// rule sets up the two steps for the certifications that may be named.
func (w *work) rule(standing []float64, candidate func(sample.Exam) bool) *rule {
	u := &rule{exams: w.Index.Exams}
	for c, e := range u.exams {
		if candidate(e) {
			u.from = append(u.from, c)
			u.stepOne = u.stepOne || e.Platform >= 0 && standing[e.Platform] > 0
		}
	}
	return u
}

// code is what people call a certification; "" for none.
func (w *work) code(c int) string {
	if c < 0 {
		return ""
	}
	return w.Index.Exams[c].Code
}

// share is k of n draws; 0 of 0 is 0.
func share(k, n int) float64 { return float64(k) / float64(max(1, n)) }

// tallyDraws applies the rule to every draw and returns how often it names each certification.
func (w *work) tallyDraws(u *rule) []int {
	named, within, overall := make([]int, len(u.exams)), make([]int, len(u.exams)), make([]int, len(u.exams))
	first := make([]int, len(w.Index.Platforms))
	for i, fit := range w.d.base.fit {
		a := u.lead(fit, w.d.base.standing[i])
		if a.cert < 0 {
			break
		}
		named[a.cert]++
		overall[u.best(fit, -1)]++
		for k := range first {
			if c := u.best(fit, k); c >= 0 {
				within[c]++
			}
		}
		first[leader(w.d.base.standing[i])]++
	}
	for c := range w.out.Fits {
		f := &w.out.Fits[c]
		f.Recommended, f.FirstWithin, f.FirstOverall = share(named[c], w.o.Draws), share(within[c], w.o.Draws), share(overall[c], w.o.Draws)
		low, high := chance.Middle(w.d.base.column(c))
		f.Low, f.High = min(low, f.Fit), max(high, f.Fit) // the prior may pull all draws of a handful to one side
	}
	for _, k := range first {
		w.out.First = append(w.out.First, share(k, w.o.Draws))
	}
	return named
}

// leader is the place of the largest number, the first of equals.
func leader(x []float64) (best int) {
	for i := range x {
		if x[i] > x[best] {
			best = i
		}
	}
	return best
}

// sortFits puts the list in its order and returns the certifications in it.
func (w *work) sortFits(u *rule, fit []float64) []int {
	order := make([]int, len(w.out.Fits))
	for c := range order {
		order[c] = c
		if f := &w.out.Fits[c]; f.NoFit != "" || w.out.Counted == 0 {
			f.Fit, f.Low, f.High, f.Adds, f.WithHave = 0, 0, 0, 0, 0
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(shelf(&w.out.Fits[a]), shelf(&w.out.Fits[b])), cmp.Compare(u.ahead(fit, b), u.ahead(fit, a)))
	})
	sorted := make([]Fit, 0, len(order))
	for _, c := range order {
		sorted = append(sorted, w.out.Fits[c])
	}
	w.out.Fits = sorted
	return order
}

// second is the certification named second most often, if it is named often enough to be a rival; else the next by fit.
func second(named, order []int, cert, draws int, exams []sample.Exam) int {
	rival, next := -1, -1
	for _, c := range order {
		if c == cert || !exams[c].Candidate() {
			continue
		}
		if next < 0 {
			next = c
		}
		if rival < 0 || named[c] > named[rival] {
			rival = c
		}
	}
	if rival >= 0 && share(named[rival], draws) >= RivalFrom {
		return rival
	}
	return next
}

// nothing says why there is nothing to name.
func (w *work) nothing() string {
	switch {
	case w.N == 0:
		return "no posting is selected"
	case w.out.Counted == 0:
		return "no posting asks for anything that an exam covers"
	}
	return "the vocabulary holds no certification that can be booked and is not held"
}

// reason says why the verdict is not stronger.
func reason(rec *Recommendation, effective float64) string {
	switch rec.Verdict {
	case Tally:
		return fmt.Sprintf("the postings are worth %.1f independent ones, and nothing is ranked below %d", effective, RankFloor)
	case TooClose:
		return fmt.Sprintf("it comes first in %d %% of resamples, and none is named alone below %d %%", percent(rec.First), percent(CloseBelow))
	case Leaning:
		if rec.First >= ClearFrom {
			return fmt.Sprintf("the postings are worth %.1f independent ones, too few to be sure", effective)
		}
		return fmt.Sprintf("it comes first in %d %% of resamples, short of %d %%", percent(rec.First), percent(ClearFrom))
	}
	return ""
}

// percent is a share as whole percent, for words.
func percent(x float64) int { return int(math.Round(100 * x)) }
