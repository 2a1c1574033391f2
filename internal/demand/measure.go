package demand

import (
	"cmp"
	"fmt"
	"slices"

	"jobsignal/internal/fit"
	"jobsignal/internal/sample"
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
	x, held := sample.NewIndex(v, o.Today, o.Have)
	s := selection{Postings: sample.New(rows, x), side: sides(x), ai: make([]bool, len(x.Terms))}
	for t := range x.Terms {
		s.ai[t] = AI(x.Terms[t].ID)
	}
	r := &Result{Postings: s.N, Have: held, Draws: o.Draws, Seed: o.Seed}
	s.head(r)
	fitted := make(chan fit.Outcome, 1) // half of the work; it shares nothing with the rest but what neither changes
	go func() {
		fitted <- fit.Measure(s.Postings, fit.Options{Draws: o.Draws, Seed: o.Seed, Effective: r.Effective, Place: s.at})
	}()
	s.platforms(r)
	s.terms(r)
	s.who(r)
	s.together(r)
	s.piles(r, o)
	s.weeks(r)
	f := <-fitted
	r.Fits, r.Counted, r.LeftOut, r.Recommendation, r.Plan = f.Fits, f.Counted, f.LeftOut, f.Recommendation, f.Plan
	s.each(r)
	for i := range r.Platforms {
		r.Platforms[i].First = f.First[x.Number(r.Platforms[i].ID)]
	}
	s.axis(r, f.Low, f.High)
	if len(v.Certifications) > sample.Limit {
		r.warn("fits", "the vocabulary holds %d certifications; only the first %d by code are compared", len(v.Certifications), sample.Limit)
	}
	s.warnings(r)
	return r
}

// selection is the selected postings on their way to figures.
type selection struct {
	*sample.Postings
	side []int8 // term → its side on the axis
	ai   []bool // term → asking for it is asking for AI
}

// head counts employers and says what the postings are worth.
func (s selection) head(r *Result) {
	for j, name := range s.Names {
		if sample.EmployerKey(name) == "" {
			r.UnknownEmployer += int(s.Units[j])
		} else {
			r.Employers++
		}
	}
	r.Closed = s.Count(s.Where(s.Every, func(p *sample.Posting) bool { return p.Row.Closed }))
	r.DesignEffect = s.Effect()
	r.Effective = float64(s.N) / r.DesignEffect
}

// platforms computes share, enough and only of every platform that is compared or asked for.
func (s selection) platforms(r *Result) {
	hard := s.Where(s.Every, func(p *sample.Posting) bool { return p.Hard })
	r.HardOf = s.Count(hard)
	r.NoPlatform = s.Share(s.Every, s.Where(s.Every, func(p *sample.Posting) bool { return p.Asks == 0 }))
	for k, term := range s.Index.Platforms {
		asks := s.Where(s.Every, func(p *sample.Posting) bool { return p.Asks.Has(k) })
		t := s.Index.Terms[term]
		if len(asks) == 0 && !s.examined(k) {
			continue
		}
		d := PlatformDemand{ID: sample.PlatformID(t), Name: t.Name, Votes: s.Votes(asks)}
		d.Share, d.DesignEffect = s.Estimate(s.Every, asks)
		d.Enough = s.Share(hard, s.Where(hard, func(p *sample.Posting) bool { return p.Enough.Has(k) }))
		d.Only = s.Share(hard, s.Where(hard, func(p *sample.Posting) bool { return p.Only.Has(k) }))
		d.Standing = s.standing(d.Enough, d.Share, hard)
		for _, i := range asks {
			tell(&s.List[i], k, s.Index, &d)
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
func (s selection) standing(enough, share Proportion, hard []int) float64 {
	some, all := s.Mass(hard), s.Mass(s.Every)
	if all == 0 {
		return 0
	}
	return (enough.Share*some + share.Share*all) / (some + all)
}

// examined says whether some certification belongs to the platform.
func (s selection) examined(k int) bool {
	return slices.ContainsFunc(s.Index.Exams, func(e sample.Exam) bool { return e.Platform == k })
}

// tell counts one posting that asks for platform k: by strongest kind, and by what stands beside it.
func tell(p *sample.Posting, k int, x *sample.Index, d *PlatformDemand) {
	n := p.Row.Count
	d.ByKind.Add(p.Strongest(func(t int) bool { return x.Binds[t] == k }), n)
	switch {
	case p.Asks == sample.Set(0).With(k):
		d.Exclusive += n
	case p.Alone.Has(k):
		d.Either += n
	default:
		d.Multi += n
	}
}

// platform finds a platform that is in the list.
func (r *Result) platform(id string) *PlatformDemand {
	i := slices.IndexFunc(r.Platforms, func(p PlatformDemand) bool { return p.ID == id })
	return &r.Platforms[i]
}

// warn adds one warning.
func (r *Result) warn(under, format string, args ...any) {
	r.Warnings = append(r.Warnings, Warning{under, fmt.Sprintf(format, args...)})
}
