package sample

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"jobsignal/internal/chance"
	"jobsignal/internal/job"
)

// Postings is the selected rows by number.
type Postings struct {
	Index  *Index
	List   []Posting
	Every  []int     // all postings, as indices
	Units  []float64 // by cluster: how many independent employers it stands for
	Names  []string  // by cluster: the employer, "" when not stated
	Uses   [][]Use   // by term: the postings that ask for it
	N      int       // postings, counts included
	Common float64   // common design effect, 0 when it cannot be told

	whole []chance.Cluster // by cluster: all its postings, no hits
	free  sync.Pool        // of *[]chance.Cluster that are done with: for many employers a list is megabytes, and each term needs one
}

// New numbers rows. A row with Count or Weight 0 counts as 1.
func New(rows []Row, x *Index) *Postings {
	s := &Postings{Index: x, List: make([]Posting, 0, len(rows)), Every: make([]int, 0, len(rows))}
	named := map[string]int{}
	rows = slices.Clone(rows)
	for i := range rows {
		row := &rows[i]
		row.Count = max(1, row.Count)
		row.Weight = cmp.Or(row.Weight, 1)
		s.N += row.Count
		p := Posting{Row: row, Cluster: len(s.Units), Each: row.Weight, count: row.Count, Groups: x.asked(row.Groups)}
		key := EmployerKey(row.Employer)
		if at, ok := named[key]; ok {
			p.Cluster = at
		} else {
			s.Units = append(s.Units, 1)
			s.Names = append(s.Names, row.Employer)
		}
		if key == "" {
			s.Units[p.Cluster] = float64(row.Count)
		} else {
			named[key] = p.Cluster
			p.Each *= float64(row.Count)
		}
		p.open()
		p.fill(x.Exams)
		s.List = append(s.List, p)
		s.Every = append(s.Every, i)
	}
	s.whole = s.weigh(s.Every)
	s.Uses, s.Common = s.findUses(), s.commonEffect()
	return s
}

// EmployerKey folds case and white space, so that "Northwind  GmbH" and "NORTHWIND GmbH" are one employer.
func EmployerKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// Mass is the sum of weights.
func (s *Postings) Mass(of []int) (sum float64) {
	for _, i := range of {
		sum += s.List[i].Mass()
	}
	return sum
}

// Share is the proportion of the postings in over that are in hits (both as indices, hits a part of over), with
// its interval on the effective number. Where the clusters cannot tell the design effect, the common one is used.
func (s *Postings) Share(over, hits []int) chance.Proportion {
	p, _ := s.Estimate(over, hits)
	return p
}

// Estimate is Share and the design effect behind it.
func (s *Postings) Estimate(over, hits []int) (chance.Proportion, float64) {
	clusters := s.Clusters(over, hits)
	defer s.free.Put(&clusters)
	p := chance.Proportion{K: s.Count(hits), Of: s.Count(over), High: 1}
	all, hit, units := chance.Sums(clusters)
	if all == 0 {
		return p, 1
	}
	effect, ok := chance.DesignEffect(clusters, p.Of)
	if !ok { // one employer, or all alike: as if each employer spoke with one voice
		effect = chance.Ceiling(clusters, p.Of)
		if s.Common > 0 && units >= 2 {
			effect = min(s.Common, effect)
		}
	}
	p.Share = min(1, hit/all)
	p.Effective = float64(p.Of) / effect
	p.Low, p.High = chance.Wilson(p.Share, p.Effective)
	return p, effect
}

// Votes is the share with one vote for each employer, split among its postings; K and Of count employers.
// Example: A asks in 3 of 3 postings, B in 1 of 2, C in 0 of 5: (1 + 0.5 + 0)/3 = 50 % of three votes.
func (s *Postings) Votes(hits []int) chance.Proportion {
	p, sum, employers := chance.Proportion{High: 1}, 0.0, 0.0
	for _, c := range s.Clusters(s.Every, hits) {
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
	p.Low, p.High = chance.Wilson(p.Share, employers)
	return p
}

// Clusters adds up weights by employer for the postings in over; only employers with any are returned.
func (s *Postings) Clusters(over, hits []int) []chance.Cluster {
	var sum []chance.Cluster
	if len(over) < len(s.List) {
		sum = s.weigh(over)
	} else if used, ok := s.free.Get().(*[]chance.Cluster); ok { // most shares are of all postings
		sum = append((*used)[:0], s.whole...)
	} else {
		sum = slices.Clone(s.whole)
	}
	for _, i := range hits {
		sum[s.List[i].Cluster].Hits += s.List[i].Each
	}
	if len(over) == len(s.List) { // every employer has one
		return sum
	}
	return slices.DeleteFunc(sum, func(c chance.Cluster) bool { return c.All == 0 })
}

// weigh adds up the weights of some postings by employer.
func (s *Postings) weigh(over []int) []chance.Cluster {
	sum := make([]chance.Cluster, len(s.Units))
	for j := range sum {
		sum[j].Units = s.Units[j]
	}
	for _, i := range over {
		sum[s.List[i].Cluster].All += s.List[i].Each
	}
	return sum
}

// Count is the number of postings behind a list of indices: equal rows are merged with a count.
func (s *Postings) Count(of []int) int {
	n := 0
	for _, i := range of {
		n += s.List[i].count
	}
	return n
}

// Where lists the postings in over for which ok holds.
func (s *Postings) Where(over []int, ok func(*Posting) bool) []int {
	var hits []int
	for _, i := range over {
		if ok(&s.List[i]) {
			hits = append(hits, i)
		}
	}
	return hits
}

// commonEffect pools the platforms: the sum of their variances over the sum of what independent postings would
// give, which weights each by p(1−p). 0 when no platform can tell.
func (s *Postings) commonEffect() float64 {
	num, den := 0.0, 0.0
	for k := range s.Index.Platforms {
		hits := s.Where(s.Every, func(p *Posting) bool { return p.Asks.Has(k) })
		clusters := s.Clusters(s.Every, hits)
		if effect, ok := chance.DesignEffect(clusters, s.N); ok {
			all, hit, _ := chance.Sums(clusters)
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

// Effect is the design effect of the postings as a whole: the one common to the platforms. Where no platform can tell it
// (all ask for it, or none), each employer counts as one voice: the careful reading.
func (s *Postings) Effect() float64 {
	switch {
	case s.N == 0:
		return 1
	case s.Common == 0:
		return chance.Ceiling(s.whole, s.N)
	}
	return s.Common
}

// Part is some of the postings (as indices) as a sample of their own.
func (s *Postings) Part(of []int) *Postings {
	rows := make([]Row, 0, len(of))
	for _, i := range of {
		rows = append(rows, *s.List[i].Row)
	}
	return New(rows, s.Index)
}

// Use is one posting that asks for a term: the strongest kind, and whether some group asks for nothing else.
type Use struct {
	Posting int // index
	Kind    job.Kind
	Alone   bool
}

// findUses lists, for each term, the postings that ask for it.
func (s *Postings) findUses() [][]Use {
	out, n := make([][]Use, len(s.Index.Terms)), make([]int, len(s.Index.Terms))
	for i := range s.List {
		for _, g := range s.List[i].Groups {
			for _, t := range g.Terms {
				n[t]++
			}
		}
	}
	for t := range out {
		out[t] = make([]Use, 0, n[t]) // some too many, where a posting asks twice
	}
	for i := range s.List {
		for _, g := range s.List[i].Groups {
			for k, t := range g.Terms {
				n := len(out[t])
				if n == 0 || out[t][n-1].Posting != i {
					out[t] = append(out[t], Use{i, g.Kinds[k], g.Alone})
					continue
				}
				u := &out[t][n-1]
				u.Alone = u.Alone || g.Alone
				if g.Kinds[k].Strength() < u.Kind.Strength() {
					u.Kind = g.Kinds[k]
				}
			}
		}
	}
	return out
}

// Employers counts the distinct employers of some postings; a posting that names none is its own.
func (s *Postings) Employers(of []int) int {
	n, last := 0.0, map[int]bool{}
	for _, i := range of {
		if c := s.List[i].Cluster; !last[c] {
			last[c] = true
			n += s.Units[c]
		}
	}
	return int(n)
}
