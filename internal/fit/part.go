package fit

import "jobsignal/internal/sample"

// Alone is what the two steps say of some postings by themselves.
type Alone struct {
	Recommendation           // without what would change it
	Fit            []float64 // by certification: mean cover
	Named          []float64 // by certification: share of draws that name it
}

// Ask is the recommendation for a sample, the same that Measure makes, without the detail behind it.
func Ask(s *sample.Postings, o Options) Alone {
	w := &work{Postings: s, o: o}
	w.out.Counted = s.Count(s.Where(s.Every, func(p *sample.Posting) bool { return p.Total > 0 }))
	w.d = newDraws(s, o)
	a := w.ask()
	out := Alone{Recommendation: w.recommend(a), Fit: a.fit}
	for _, n := range a.named {
		out.Named = append(out.Named, share(n, o.Draws))
	}
	return out
}
