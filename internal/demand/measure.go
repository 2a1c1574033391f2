package demand

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// Options are what the caller decides. The zero value gives the measures as documented.
type Options struct {
	Have  []string // term ids and certification codes that the reader has
	Today string   // 2006-01-02: a retiring exam whose last day is before it counts as retired; empty: take states as they are
	Draws int      // resamples; 0 means 2,000
	Seed  uint64   // 0 means the fixed seed
}

const (
	defaultDraws = 2000
	defaultSeed  = 20261122
)

// Measure computes every figure of the report. Rows with Count or Weight 0 count as 1; equal rows may come merged
// or one by one, the result is the same but for the ids of what Flip and Axis name. It never fails: without rows
// the result is empty and its verdict Nothing.
func Measure(rows []Row, v *taxonomy.Vocabulary, o Options) *Result {
	o.Draws = cmp.Or(o.Draws, defaultDraws)
	o.Seed = cmp.Or(o.Seed, defaultSeed)
	x := newIndex(v, o.Today)
	held := x.hold(o.Have)
	s := newSample(rows, x)
	r := &Result{Postings: s.n, Effective: float64(s.n), DesignEffect: 1, Have: held, Draws: o.Draws, Seed: o.Seed}
	s.head(r)
	s.platforms(r)
	s.terms(r)
	s.fits(r)
	d := newDraws(s, o)
	s.decide(r, d)
	s.who(r)
	s.together(r)
	s.axis(r, d)
	s.weeks(r)
	if len(v.Certifications) > limit {
		r.warn("fits", "the vocabulary holds %d certifications; only the first %d by code are compared", len(v.Certifications), limit)
	}
	s.warnings(r)
	return r
}

// sample is the rows by number.
type sample struct {
	index    *index
	postings []posting
	every    []int     // all postings, as indices
	units    []float64 // by cluster: how many independent employers it stands for
	names    []string  // by cluster: the employer, "" when not stated
	uses     [][]use   // by term: the postings that ask for it
	n        int       // postings, counts included
	common   float64   // common design effect, 0 when it cannot be told
}

func newSample(rows []Row, x *index) *sample {
	s := &sample{index: x}
	named := map[string]int{}
	for i := range rows {
		row := rows[i]
		row.Count = max(1, row.Count)
		row.Weight = cmp.Or(row.Weight, 1)
		s.n += row.Count
		p := posting{row: &row, cluster: len(s.units), each: row.Weight}
		key := employerKey(row.Employer)
		if at, ok := named[key]; ok {
			p.cluster = at
		} else {
			s.units = append(s.units, 1)
			s.names = append(s.names, row.Employer)
		}
		if key == "" {
			s.units[p.cluster] = float64(row.Count)
		} else {
			named[key] = p.cluster
			p.each *= float64(row.Count)
		}
		for _, g := range row.Groups {
			p.groups = append(p.groups, x.group(g))
		}
		p.open()
		p.fill(x.exams)
		s.postings = append(s.postings, p)
		s.every = append(s.every, i)
	}
	s.uses, s.common = s.findUses(), s.commonEffect()
	return s
}

// employerKey folds case and white space, so that "Northwind  GmbH" and "NORTHWIND GmbH" are one employer.
func employerKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// weight is what the posting counts for in a mean: the weight of the row times its count.
func (p *posting) weight() float64 { return p.row.Weight * float64(p.row.Count) }

func (s *sample) head(r *Result) {
	for j, name := range s.names {
		if employerKey(name) == "" {
			r.UnknownEmployer += int(s.units[j])
		} else {
			r.Employers++
		}
	}
	r.Closed = s.count(s.where(s.every, func(p *posting) bool { return p.row.Closed }))
	if s.n == 0 {
		return
	}
	r.DesignEffect = s.common
	if s.common == 0 {
		r.DesignEffect = Ceiling(s.clusters(s.every, nil), s.n)
	}
	r.Effective = float64(s.n) / r.DesignEffect
}

// platforms computes share, enough and only of every platform that is compared or asked for.
func (s *sample) platforms(r *Result) {
	hard := s.where(s.every, func(p *posting) bool { return p.hard })
	r.HardOf = s.count(hard)
	r.NoPlatform = s.share(s.every, s.where(s.every, func(p *posting) bool { return p.asks == 0 }))
	for k, term := range s.index.platforms {
		asks := s.where(s.every, func(p *posting) bool { return p.asks.has(k) })
		t := s.index.terms[term]
		if len(asks) == 0 && !s.index.examined(k) {
			continue
		}
		d := PlatformDemand{ID: platformID(t), Name: t.Name, Votes: s.votes(asks)}
		d.Share, d.DesignEffect = s.estimate(s.every, asks)
		d.Enough = s.share(hard, s.where(hard, func(p *posting) bool { return p.enough.has(k) }))
		d.Only = s.share(hard, s.where(hard, func(p *posting) bool { return p.only.has(k) }))
		d.Standing = s.standing(d.Enough, d.Share, hard)
		for _, i := range asks {
			s.postings[i].tell(k, s.index, &d)
		}
		r.Platforms = append(r.Platforms, d)
	}
	slices.SortStableFunc(r.Platforms, func(a, b PlatformDemand) int {
		return cmp.Or(cmp.Compare(b.Standing, a.Standing), cmp.Compare(b.Share.K, a.Share.K))
	})
}

// standing pools enough and share: of the questions "would it do alone?" (asked of postings with a required or
// duty platform) and "is it asked for?" (asked of all), the part answered yes.
// Example: enough in 8 of 10, asked for in 9 of 12: 17/22 = 0.773.
func (s *sample) standing(enough, share Proportion, hard []int) float64 {
	some, all := s.mass(hard), s.mass(s.every)
	if all == 0 {
		return 0
	}
	return (enough.Share*some + share.Share*all) / (some + all)
}

// mass is the sum of weights.
func (s *sample) mass(of []int) (sum float64) {
	for _, i := range of {
		sum += s.postings[i].weight()
	}
	return sum
}

// examined says whether some certification belongs to the platform.
func (x *index) examined(k int) bool {
	return slices.ContainsFunc(x.exams, func(e exam) bool { return e.platform == k })
}

// tell counts one posting that asks for platform k: by strongest kind, and by what stands beside it.
func (p *posting) tell(k int, x *index, d *PlatformDemand) {
	n := p.row.Count
	d.ByKind.add(p.strongest(func(t int) bool { return x.binds[t] == k }), n)
	switch {
	case p.asks == set(0).with(k):
		d.Exclusive += n
	case p.alone.has(k):
		d.Either += n
	default:
		d.Multi += n
	}
}

// strongest is the strongest kind in which the posting asks for any of the terms for which ok holds.
func (p *posting) strongest(ok func(term int) bool) (best job.Kind) {
	for _, g := range p.groups {
		for i, t := range g.terms {
			if ok(t) && g.kinds[i].Strength() < best.Strength() {
				best = g.kinds[i]
			}
		}
	}
	return best
}

func (b *ByKind) add(k job.Kind, n int) {
	switch k {
	case job.Required:
		b.Required += n
	case job.Preferred:
		b.Preferred += n
	case job.Duty:
		b.Duty += n
	}
}

func (r *Result) platform(id string) *PlatformDemand {
	i := slices.IndexFunc(r.Platforms, func(p PlatformDemand) bool { return p.ID == id })
	return &r.Platforms[i]
}

func (r *Result) warn(under, format string, args ...any) {
	r.Warnings = append(r.Warnings, Warning{under, fmt.Sprintf(format, args...)})
}

// compare orders text by bytes; the name keeps the sorts readable.
func compare(a, b string) int { return strings.Compare(a, b) }

// percent is a share as whole percent, for words.
func percent(x float64) int { return int(math.Round(100 * x)) }
