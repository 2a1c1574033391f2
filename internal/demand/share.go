package demand

import (
	"math"
	"slices"
)

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
	all, hits, units := sums(clusters)
	p := hits / all
	if units < 2 || n < 2 || p <= 0 || p >= 1 {
		return 1, false
	}
	v := 0.0
	for _, c := range clusters {
		e := c.Hits - p*c.All
		v += c.Units * e * e / (1 - c.All/all)
	}
	effect = v / (all * all) / (p * (1 - p) / float64(n-1))
	return min(max(1, effect), Ceiling(clusters, n)), true
}

// Ceiling is the design effect if each employer's postings were all alike: n·Σ all² / (Σ all)².
// Example: one employer with 150 of 300 postings and 150 with one each: 300·(150² + 150)/300² = 75.5.
func Ceiling(clusters []Cluster, n int) float64 {
	all, _, _ := sums(clusters)
	if all == 0 {
		return 1
	}
	square := 0.0
	for _, c := range clusters {
		square += c.Units * c.All * c.All
	}
	return max(1, float64(n)*square/(all*all))
}

func sums(clusters []Cluster) (all, hits, units float64) {
	for _, c := range clusters {
		all += c.Units * c.All
		hits += c.Units * c.Hits
		if c.All > 0 {
			units += c.Units
		}
	}
	return all, hits, units
}

// share is the proportion of the postings in over that are in hits (both as indices, hits a part of over), with
// its interval on the effective number. Where the clusters cannot tell the design effect, the common one is used.
func (s *sample) share(over, hits []int) Proportion {
	p, _ := s.estimate(over, hits)
	return p
}

func (s *sample) estimate(over, hits []int) (Proportion, float64) {
	clusters := s.clusters(over, hits)
	p := Proportion{K: s.count(hits), Of: s.count(over), High: 1}
	all, hit, units := sums(clusters)
	if all == 0 {
		return p, 1
	}
	effect, ok := DesignEffect(clusters, p.Of)
	if top := Ceiling(clusters, p.Of); !ok && (s.common == 0 || units < 2) {
		effect = top // one employer, or all alike: as if each employer spoke with one voice
	} else if !ok {
		effect = min(s.common, top)
	}
	p.Share = min(1, hit/all)
	p.Effective = float64(p.Of) / effect
	p.Low, p.High = Wilson(p.Share, p.Effective)
	return p, effect
}

// votes is the share with one vote for each employer, split among its postings; K and Of count employers.
// Example: A asks in 3 of 3 postings, B in 1 of 2, C in 0 of 5: (1 + 0.5 + 0)/3 = 50 % of three votes.
func (s *sample) votes(hits []int) Proportion {
	p, sum, employers := Proportion{High: 1}, 0.0, 0.0
	for _, c := range s.clusters(s.every, hits) {
		employers += c.Units
		sum += c.Units * c.Hits / c.All
		if c.Hits > 0 {
			p.K += int(c.Units)
		}
	}
	if employers == 0 {
		return p
	}
	p.Of, p.Share, p.Effective = int(employers), sum/employers, employers
	p.Low, p.High = Wilson(p.Share, employers)
	return p
}

// clusters adds up weights by employer for the postings in over; only employers with any are returned.
func (s *sample) clusters(over, hits []int) []Cluster {
	sum := make([]Cluster, len(s.units))
	for _, i := range over {
		sum[s.postings[i].cluster].All += s.postings[i].each
	}
	for _, i := range hits {
		sum[s.postings[i].cluster].Hits += s.postings[i].each
	}
	for j := range sum {
		sum[j].Units = s.units[j]
	}
	return slices.DeleteFunc(sum, func(c Cluster) bool { return c.All == 0 })
}

// count is the number of postings behind a list of indices: equal rows are merged with a count.
func (s *sample) count(of []int) int {
	n := 0
	for _, i := range of {
		n += s.postings[i].row.Count
	}
	return n
}

// where lists the postings in over for which ok holds.
func (s *sample) where(over []int, ok func(*posting) bool) []int {
	var hits []int
	for _, i := range over {
		if ok(&s.postings[i]) {
			hits = append(hits, i)
		}
	}
	return hits
}

// commonEffect pools the platforms: the sum of their variances over the sum of what independent postings would
// give, which weights each by p(1−p). 0 when no platform can tell.
func (s *sample) commonEffect() float64 {
	num, den := 0.0, 0.0
	for k := range s.index.platforms {
		hits := s.where(s.every, func(p *posting) bool { return p.asks.has(k) })
		clusters := s.clusters(s.every, hits)
		if effect, ok := DesignEffect(clusters, s.n); ok {
			all, hit, _ := sums(clusters)
			p := hit / all
			num += effect * p * (1 - p)
			den += p * (1 - p)
		}
	}
	if den == 0 {
		return 0
	}
	return num / den
}
