// Package chance holds the formulas that say how sure a count is: intervals, the design effect of clusters, and
// Bayesian bootstrap draws. It knows numbers only: no postings, no clock, no randomness but from a given seed.
package chance

import "math"

// z is the 97.5 % point of the normal distribution, for two-sided 95 % intervals.
const z = 1.959964

// Wilson returns the 95 % interval of a share p seen in n postings; n may be a fraction (an effective number).
// With n = 0 nothing is known: 0 to 1. Source: Wilson, JASA 22 (1927) 209–212.
//
// Example: 8 of 12. p = 0.6667, z² = 3.8415. Centre (p + z²/2n)/(1 + z²/n) = (0.6667+0.1601)/1.3201 = 0.6263;
// half width z·√(p(1−p)/n + z²/4n²)/(1 + z²/n) = 1.96·√(0.018519+0.006669)/1.3201 = 0.2356: 39–86 %.
func Wilson(p, n float64) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	scale := 1 + z*z/n
	centre := (p + z*z/(2*n)) / scale
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n)) / scale
	return max(0, centre-half), min(1, centre+half)
}

// Cluster is one employer's part of a count: the weight of its postings, and of those that hit.
// Units says how many equal, independent employers the entry stands for (rows that name no employer, merged).
type Cluster struct {
	Units     float64
	All, Hits float64 // for each unit
}

// DesignEffect says how many times more a share varies because postings of one employer are alike: the variance
// of the ratio estimator over clusters, divided by that of n independent postings.
// ok is false where the clusters cannot tell: fewer than two of them, or a share of 0 or 1.
//
//	p = Σ hits / Σ all;  V = Σ (hits − p·all)² / (1 − all/Σall) / (Σall)²;  effect = V / (p(1−p)/(n−1))
//
// The factor 1 − all/Σall undoes the pull of a large employer on p itself (leverage, Bell & McCaffrey 2002);
// without clusters the effect is exactly 1. The result lies between 1 and Ceiling.
//
// Example: employers with 2 of 2, 2 of 2, 0 of 2 and 0 of 2 hits. p = 1/2, residuals ±1, leverage 1 − 2/8:
// V = 4·1/0.75/64 = 0.0833; independent: 0.25/7 = 0.0357; effect 2.33, capped at 2: eight postings are worth four.
func DesignEffect(clusters []Cluster, n int) (effect float64, ok bool) {
	all, hits, units := Sums(clusters)
	p := hits / all
	if units < 2 || n < 2 || p <= 0 || p >= 1 {
		return 1, false
	}
	v, square := 0.0, 0.0
	for _, c := range clusters {
		e := c.Hits - p*c.All
		v += c.Units * e * e / (1 - c.All/all)
		square += c.Units * c.All * c.All
	}
	effect = v / (all * all) / (p * (1 - p) / float64(n-1))
	return min(max(1, effect), ceiling(square, all, n)), true
}

// Ceiling is the design effect if each employer's postings were all alike: n·Σ all² / (Σ all)².
// Example: one employer with 150 of 300 postings and 150 with one each: 300·(150² + 150)/300² = 75.5.
func Ceiling(clusters []Cluster, n int) float64 {
	all, _, _ := Sums(clusters)
	if all == 0 {
		return 1
	}
	square := 0.0
	for _, c := range clusters {
		square += c.Units * c.All * c.All
	}
	return ceiling(square, all, n)
}

// ceiling is Ceiling from the sum of squares and the sum.
func ceiling(square, all float64, n int) float64 { return max(1, float64(n)*square/(all*all)) }

// Sums adds up the weights of all postings and of those that hit, and counts the employers that have any.
func Sums(clusters []Cluster) (all, hits, units float64) {
	for _, c := range clusters {
		all += c.Units * c.All
		hits += c.Units * c.Hits
		if c.All > 0 {
			units += c.Units
		}
	}
	return all, hits, units
}

// Proportion is k of n postings, with its share and 95 % Wilson interval on the effective number of postings.
// Share, Low and High are fractions of 1. Of = 0 means there was nothing to count in: Share is 0, Low 0, High 1.
type Proportion struct {
	K         int     `json:"k"`
	Of        int     `json:"of"`
	Share     float64 `json:"share"` // K/Of unless rows carry weights
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Effective float64 `json:"effective"` // effective number of postings behind the interval
}
