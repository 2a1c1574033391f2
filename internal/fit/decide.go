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

	Place func(*sample.Posting) (at float64, ok bool) // a further number whose mean is drawn along; ok false, or no Place: none
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

// asked is what the two steps say of the postings, and of every draw.
type asked struct {
	answer
	rule   *rule
	totals totals
	fit    []float64 // by certification: mean cover
	named  []int     // by certification: the draws that name it
}

// ask goes the two steps for the postings and for every draw.
func (w *work) ask() asked {
	t := w.totals()
	a := asked{rule: w.rule(t.standing, sample.Exam.Candidate), totals: t, fit: t.fit(), named: make([]int, len(w.Index.Exams))}
	a.rule.spreads(w.d.base.fit)
	a.answer = a.rule.lead(a.fit, t.standing)
	for i, fit := range w.d.base.fit {
		if c := a.rule.lead(fit, w.d.base.standing[i]).cert; c >= 0 {
			a.named[c]++
		}
	}
	return a
}

// decide fills the certainty of fits and platforms and the recommendation.
func (w *work) decide() {
	a := w.ask()
	w.certainty(a)
	w.sortFits(a)
	rec := w.recommend(a)
	switch rec.Verdict {
	case Nothing:
	case Tally:
		w.withhold()
	default:
		if a.platform >= 0 {
			rec.PlatformFirst = w.out.First[a.platform]
		}
		rec.ToSettle = w.settle(a.rule, a.cert, rec.First)
		rec.Flip = w.flip(a.rule, a.totals, a.cert)
		rec.HeldBest = w.heldBest(a.rule, a.totals)
	}
	w.out.Recommendation = rec
}

// recommend is the recommendation without what would change it. Below RankFloor it names nothing: what is not said in
// words must not be read off the figures either.
func (w *work) recommend(a asked) (rec Recommendation) {
	rec.ToSettle = -1
	if a.cert < 0 || w.out.Counted == 0 {
		rec.Verdict, rec.Reason = Nothing, w.nothing()
		return rec
	}
	effective, first := min(w.o.Effective, float64(w.out.Counted)), share(a.named[a.cert], w.o.Draws)
	rec.Verdict = Judge(effective, first)
	if rec.Reason = reason(rec.Verdict, first, effective); rec.Verdict == Tally {
		return rec
	}
	rec.Certification, rec.First = w.code(a.cert), first
	rec.Within, rec.Overruled = w.code(a.within), a.within >= 0 && a.cert != a.within
	rec.ByFit = w.code(a.rule.best(a.fit, -1))
	if a.platform >= 0 {
		rec.Platform = sample.PlatformID(w.Index.Terms[w.Index.Platforms[a.platform]])
	}
	if next := second(a.named, a.rule.order(a.fit), a.cert, w.o.Draws); next >= 0 {
		rec.RunnerUp, rec.RunnerUpFirst = w.code(next), share(a.named[next], w.o.Draws)
	}
	return rec
}

// withhold takes back what would rank certifications and platforms among too few postings.
func (w *work) withhold() {
	for i := range w.out.Fits {
		f := &w.out.Fits[i]
		f.NoFit = cmp.Or(f.NoFit, fmt.Sprintf("fewer than %d independent postings", RankFloor))
		f.drop()
		f.FirstWithin, f.FirstOverall, f.Recommended = 0, 0, 0
	}
	slices.SortStableFunc(w.out.Fits, func(a, b Fit) int { return cmp.Compare(a.Code, b.Code) })
	w.out.Plan = nil
	clear(w.out.First)
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

// certainty counts how often each certification and each platform is first in the draws.
func (w *work) certainty(a asked) {
	u := a.rule
	within, overall := make([]int, len(u.exams)), make([]int, len(u.exams))
	first := make([]int, len(w.Index.Platforms))
	for i, fit := range w.d.base.fit {
		if len(u.from) == 0 {
			break
		}
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
		f.Recommended, f.FirstWithin, f.FirstOverall = share(a.named[c], w.o.Draws), share(within[c], w.o.Draws), share(overall[c], w.o.Draws)
		low, high := chance.Middle(w.d.base.column(c))
		f.Low, f.High = min(low, f.Fit), max(high, f.Fit) // the prior may pull all draws of a handful to one side
	}
	for _, k := range first {
		w.out.First = append(w.out.First, share(k, w.o.Draws))
	}
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

// drop takes the numbers out of a fit that is not computed.
func (f *Fit) drop() { f.Fit, f.Low, f.High, f.Adds, f.WithHave = 0, 0, 0, 0, 0 }

// sortFits puts the list in its order.
func (w *work) sortFits(a asked) {
	order := make([]int, len(w.out.Fits))
	for c := range order {
		order[c] = c
		if f := &w.out.Fits[c]; f.NoFit != "" || w.out.Counted == 0 {
			f.drop()
		}
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Or(cmp.Compare(w.out.Fits[x].Shelf(), w.out.Fits[y].Shelf()), cmp.Compare(a.rule.ahead(a.fit, y), a.rule.ahead(a.fit, x)))
	})
	sorted := make([]Fit, 0, len(order))
	for _, c := range order {
		sorted = append(sorted, w.out.Fits[c])
	}
	w.out.Fits = sorted
}

// second is the certification named second most often, if it is named often enough to be a rival; else the next by fit.
func second(named, order []int, cert, draws int) int {
	rival, next := -1, -1
	for _, c := range order {
		if c == cert {
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
func reason(verdict Verdict, first, effective float64) string {
	switch verdict {
	case Tally:
		return fmt.Sprintf("the postings are worth %.1f independent ones, and nothing is ranked below %d", effective, RankFloor)
	case TooClose:
		return fmt.Sprintf("it comes first in %s of resamples, and none is named alone below %s", Short(first), Short(CloseBelow))
	case Leaning:
		if first >= ClearFrom {
			return fmt.Sprintf("the postings are worth %.1f independent ones, too few to be sure", effective)
		}
		return fmt.Sprintf("it comes first in %s of resamples, short of %s", Short(first), Short(ClearFrom))
	}
	return ""
}

// Short writes a share of draws in whole percent. One that falls short of a threshold never reads as if it reached it.
// Example: 0.897 is "just under 90 %", 0.9 is "90 %".
func Short(first float64) string {
	n := int(math.Round(100 * first))
	for _, limit := range []float64{CloseBelow, ClearFrom} {
		if first < limit && n == int(math.Round(100*limit)) {
			return fmt.Sprintf("just under %d\u00a0%%", n)
		}
	}
	return fmt.Sprintf("%d\u00a0%%", n)
}
