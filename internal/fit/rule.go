package fit

import (
	"cmp"
	"math"
	"slices"

	"jobsignal/internal/sample"
	"jobsignal/internal/taxonomy"
)

// The floors and thresholds of every statement, defined here and nowhere else.
const (
	RankFloor   = 5    // effective postings below which nothing is ranked
	DemandFloor = 10   // effective postings below which words stay careful: "tally", and never Clear
	CloseBelow  = 0.70 // led in a smaller share of draws: TooClose
	ClearFrom   = 0.90 // led in at least this share of draws: Clear, and the aim of ToSettle

	RivalFrom = 0.10 // named in at least this share of draws: a rival; else the runner-up is the next by fit

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
	exams   []sample.Exam
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
		if platform >= 0 && u.exams[c].Platform != platform {
			continue
		}
		if best < 0 || u.ahead(fit, c) > u.ahead(fit, best) {
			best = c
		}
	}
	return best
}

// order is the certifications that may be named, best fit first.
func (u *rule) order(fit []float64) []int {
	out := slices.Clone(u.from)
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(u.ahead(fit, b), u.ahead(fit, a)) })
	return out
}

// lead goes the two steps for one set of numbers: those of the data, or those of a draw. Of equal numbers the first in the
// order of the vocabulary leads, which is by id and by code.
func (u *rule) lead(fit, standing []float64) answer {
	a := answer{-1, -1, u.best(fit, -1)}
	if !u.stepOne || a.cert < 0 {
		return a
	}
	for _, c := range u.from {
		if k := u.exams[c].Platform; k >= 0 && (a.platform < 0 || standing[k] > standing[a.platform]) {
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
