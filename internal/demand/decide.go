package demand

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"jobsignal/internal/taxonomy"
)

// The floors and thresholds of every statement, defined here and nowhere else.
const (
	RankFloor   = 5    // effective postings below which nothing is ranked
	DemandFloor = 10   // effective postings below which words stay careful: "tally", and never Clear
	CloseBelow  = 0.70 // led in a smaller share of draws: TooClose
	ClearFrom   = 0.90 // led in at least this share of draws: Clear, and the aim of ToSettle

	Handicap    = 0.02  // a beta or retiring exam must fit this much better than an active one to go before it
	ClearMargin = 0.05  // another platform's certification must fit at least this much better to overrule step one,
	ClearSigmas = 1.645 // and by as many standard deviations of the difference between draws (one-sided 95 %)

	SettleMost  = 200 // further postings that ToSettle tries at most
	settleDraws = 1000
)

// Judge turns the effective number of counted postings and the share of draws led into a verdict.
//
// Example: 42 postings, led in 93 %: Clear. 42 and 71 %: Leaning. 42 and 48 %: TooClose. 8 and 93 %: Leaning.
// 4 postings: Tally. None: Nothing.
func Judge(effective, first float64) Verdict {
	switch {
	case effective <= 0:
		return Nothing
	case effective < RankFloor:
		return Tally
	case first < CloseBelow:
		return TooClose
	case first < ClearFrom || effective < DemandFloor:
		return Leaning
	}
	return Clear
}

// rule is the two steps: the platform by standing, then the certification by fit among its bookable ones, unless
// another platform's certification fits clearly better. The same rule decides the data and every draw.
type rule struct {
	exams   []exam
	from    []int       // certifications that can be recommended
	stepOne bool        // some posting asks for a platform that has one; else fit alone decides
	sd      [][]float64 // standard deviation of the difference of two fits between draws
}

type answer struct{ platform, within, cert int } // -1: none

// ahead is the fit by which exams are ordered: an active one goes before a beta or retiring one of nearly the same fit.
func (u *rule) ahead(fit []float64, c int) float64 {
	if u.exams[c].Status != taxonomy.Active {
		return fit[c] - Handicap
	}
	return fit[c]
}

// best is the certification with the best fit among those of a platform (any: -1).
func (u *rule) best(fit []float64, platform int) int {
	best := -1
	for _, c := range u.from {
		if platform >= 0 && u.exams[c].platform != platform {
			continue
		}
		if best < 0 || u.ahead(fit, c) > u.ahead(fit, best) {
			best = c
		}
	}
	return best
}

func (u *rule) lead(fit, standing []float64) answer {
	a := answer{-1, -1, u.best(fit, -1)}
	if !u.stepOne || a.cert < 0 {
		return a
	}
	for _, c := range u.from {
		if k := u.exams[c].platform; k >= 0 && (a.platform < 0 || standing[k] > standing[a.platform]) {
			a.platform = k
		}
	}
	a.within = u.best(fit, a.platform)
	if !u.clearly(fit, a.cert, a.within) {
		a.cert = a.within
	}
	return a
}

// clearly says whether certification a fits so much better than b that it overrules the platform: by ClearMargin
// (lists of different vendors have different length) and by more than chance between draws would give.
// Example: 0.52 against 0.44, differences between draws with standard deviation 0.04: 0.08 > max(0.05, 0.0658), yes.
func (u *rule) clearly(fit []float64, a, b int) bool {
	if a == b || u.sd == nil {
		return false
	}
	return u.ahead(fit, a)-u.ahead(fit, b) > max(ClearMargin, ClearSigmas*u.sd[a][b])
}

// spreads fills the standard deviations of differences between draws.
func (u *rule) spreads(fits [][]float64) {
	u.sd = make([][]float64, len(u.exams))
	for _, a := range u.from {
		u.sd[a] = make([]float64, len(u.exams))
		for _, b := range u.from {
			sum, square := 0.0, 0.0
			for _, f := range fits {
				x := f[a] - f[b]
				sum += x
				square += x * x
			}
			mean := sum / float64(len(fits))
			u.sd[a][b] = math.Sqrt(max(0, square/float64(len(fits))-mean*mean))
		}
	}
}

// totals are the sums over the postings from which fits and standings follow; one can be taken out again.
type totals struct {
	mass     float64
	cover    []float64
	standing []float64
}

func (s *sample) totals() totals {
	t := totals{cover: make([]float64, len(s.index.exams)), standing: make([]float64, len(s.index.platforms))}
	for i := range s.postings {
		t.add(&s.postings[i], s.postings[i].weight())
	}
	return t
}

func (t *totals) add(p *posting, w float64) {
	if p.total > 0 {
		t.mass += w
		for c, x := range p.cover {
			t.cover[c] += w * x
		}
	}
	for k := range t.standing {
		if p.asks.has(k) {
			t.standing[k] += w
		}
		if p.enough.has(k) {
			t.standing[k] += w
		}
	}
}

func (t *totals) fit() []float64 {
	out := make([]float64, len(t.cover))
	for c, x := range t.cover {
		out[c] = x / max(t.mass, tiny)
	}
	return out
}

// decide fills the certainty of fits and platforms and the recommendation.
func (s *sample) decide(r *Result, d *draws) {
	t := s.totals()
	u := s.rule(t.standing, exam.candidateNow)
	u.spreads(d.base.fit)
	fit := t.fit()
	a := u.lead(fit, t.standing)
	named := s.tallyDraws(r, u, d)
	order := s.sortFits(r, u, fit)
	rec := &r.Recommendation
	if a.cert < 0 || r.Counted == 0 {
		rec.Verdict, rec.Reason, rec.ToSettle = Nothing, nothing(r, a), -1
		return
	}
	rec.Certification, rec.First = s.code(a.cert), share(named[a.cert], d.n)
	rec.Within, rec.Overruled = s.code(a.within), a.within >= 0 && a.cert != a.within
	rec.ByFit = s.code(u.best(fit, -1))
	if a.platform >= 0 {
		rec.Platform = platformID(s.index.terms[s.index.platforms[a.platform]])
		rec.PlatformFirst = r.platform(rec.Platform).First
	}
	if next := second(named, order, a.cert, s.index.exams); next >= 0 {
		rec.RunnerUp, rec.RunnerUpFirst = s.code(next), share(named[next], d.n)
	}
	effective := min(r.Effective, float64(r.Counted))
	rec.Verdict = Judge(effective, rec.First)
	rec.Reason = reason(rec, effective)
	rec.ToSettle = d.settle(u, a.cert, rec.First, r.Counted)
	rec.Flip = s.flip(u, t, a.cert)
	if all := s.rule(t.standing, exam.couldBe); len(all.from) > len(u.from) {
		all.spreads(d.base.fit)
		if b := all.lead(fit, t.standing).cert; b >= 0 && s.index.exams[b].held {
			rec.HeldBest = s.code(b)
		}
	}
}

func (e exam) candidateNow() bool { return e.candidate() }

// couldBe is candidate, but for being held.
func (e exam) couldBe() bool { return e.fitted && e.bookable() }

func (s *sample) rule(standing []float64, candidate func(exam) bool) *rule {
	u := &rule{exams: s.index.exams}
	for c, e := range u.exams {
		if candidate(e) {
			u.from = append(u.from, c)
			u.stepOne = u.stepOne || e.platform >= 0 && standing[e.platform] > 0
		}
	}
	return u
}

func (s *sample) code(c int) string {
	if c < 0 {
		return ""
	}
	return s.index.exams[c].Code
}

func share(k, n int) float64 { return float64(k) / float64(max(1, n)) }

// tallyDraws applies the rule to every draw and returns how often it names each certification.
func (s *sample) tallyDraws(r *Result, u *rule, d *draws) []int {
	named, within, overall := make([]int, len(u.exams)), make([]int, len(u.exams)), make([]int, len(u.exams))
	first := make([]int, len(s.index.platforms))
	for i, fit := range d.base.fit {
		a := u.lead(fit, d.base.standing[i])
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
		first[leader(d.base.standing[i])]++
	}
	for c := range r.Fits {
		f := &r.Fits[c]
		f.Recommended, f.FirstWithin, f.FirstOverall = share(named[c], d.n), share(within[c], d.n), share(overall[c], d.n)
		f.Low, f.High = middle(d.base.column(c))
	}
	for i := range r.Platforms {
		r.Platforms[i].First = share(first[s.index.number(r.Platforms[i].ID)], d.n)
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
func (s *sample) sortFits(r *Result, u *rule, fit []float64) []int {
	order := make([]int, len(r.Fits))
	for c := range order {
		order[c] = c
		if f := &r.Fits[c]; f.NoFit != "" || r.Counted == 0 {
			f.Fit, f.Low, f.High, f.Adds, f.WithHave = 0, 0, 0, 0, 0
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(shelf(&r.Fits[a]), shelf(&r.Fits[b])), cmp.Compare(u.ahead(fit, b), u.ahead(fit, a)))
	})
	sorted := make([]Fit, 0, len(order))
	for _, c := range order {
		sorted = append(sorted, r.Fits[c])
	}
	r.Fits = sorted
	return order
}

// second is the certification named second most often; where the draws name one alone, the next by fit.
func second(named, order []int, cert int, exams []exam) int {
	best := -1
	for _, c := range order {
		if c != cert && named[c] > 0 && (best < 0 || named[c] > named[best]) {
			best = c
		}
	}
	for _, c := range order {
		if best < 0 && c != cert && exams[c].candidate() {
			best = c
		}
	}
	return best
}

func nothing(r *Result, a answer) string {
	switch {
	case r.Postings == 0:
		return "no posting is selected"
	case r.Counted == 0:
		return "no posting asks for anything that an exam covers"
	case a.cert < 0:
		return "the vocabulary holds no certification that can be booked and is not held"
	}
	return ""
}

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

// settle is the smallest number of further postings like these with which the certification would be named in
// ClearFrom of the draws: the resamples are repeated with every employer's units scaled to n + m postings, and m
// is found by halving. 0: it already is; -1: not with SettleMost.
func (d *draws) settle(u *rule, cert int, first float64, n int) int {
	if first >= ClearFrom {
		return 0
	}
	led := func(m int) bool {
		k := 0
		more := d.run(float64(n+m)/float64(n), settleDraws)
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

// flip finds the removal that changes the answer: a single posting first (the lowest id), else a whole employer
// (the one with fewest postings, then by name).
func (s *sample) flip(u *rule, t totals, cert int) *Flip {
	byCluster := make([][]int, len(s.units))
	for i := range s.postings {
		p := &s.postings[i]
		byCluster[p.cluster] = append(byCluster[p.cluster], i)
		if to := s.without(u, t, []int{i}, p.row.Weight); to >= 0 && to != cert && s.n > 1 {
			return &Flip{Employer: p.row.Employer, Posting: p.row.Posting, Title: p.row.Title, Postings: 1, To: s.code(to)}
		}
	}
	var best *Flip
	for _, of := range byCluster {
		n := s.count(of)
		if n < 2 || n == s.n || s.postings[of[0]].row.Employer == "" || best != nil && n >= best.Postings {
			continue
		}
		if to := s.without(u, t, of, 0); to >= 0 && to != cert {
			best = &Flip{Employer: s.postings[of[0]].row.Employer, Postings: n, To: s.code(to)}
		}
	}
	return best
}

// without is the answer when some postings are taken out, each with the given weight (0: whole).
func (s *sample) without(u *rule, t totals, of []int, weight float64) int {
	rest := totals{t.mass, slices.Clone(t.cover), slices.Clone(t.standing)}
	for _, i := range of {
		rest.add(&s.postings[i], -cmp.Or(weight, s.postings[i].weight()))
	}
	if rest.mass < 1e-9 {
		return -1
	}
	return u.lead(rest.fit(), rest.standing).cert
}
