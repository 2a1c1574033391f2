package demand

import (
	"slices"

	"jobsignal/internal/sample"
)

// EachMost is the number of postings up to which they are told one by one.
const EachMost = 15

// PostingFit is one posting beside the two leading certifications.
type PostingFit struct {
	Posting int64    `json:"posting"`
	Asks    []string `json:"asks"`    // platforms it asks for, in any wording
	Would   []string `json:"would"`   // with any false: platforms of which each alone would do; none: it takes several together
	Any     bool     `json:"any"`     // it requires no platform, or would take any
	Counted bool     `json:"counted"` // it asks for something that an exam covers
	Lead    float64  `json:"lead"`    // cover by the certification that is named
	Next    float64  `json:"next"`    // cover by the runner-up
}

// each tells a handful of postings one by one, in the order of the rows.
func (s selection) each(r *Result) {
	if s.N > EachMost {
		return
	}
	lead, next := s.number(r.Recommendation.Certification), s.number(r.Recommendation.RunnerUp)
	every := sample.Set(0)
	for k := range s.Index.Platforms {
		every = every.With(k)
	}
	for i := range s.List {
		p := &s.List[i]
		x := PostingFit{Posting: p.Row.Posting, Any: !p.Hard || p.Enough&every == every, Counted: p.Total > 0}
		for k, t := range s.Index.Platforms {
			if id := sample.PlatformID(s.Index.Terms[t]); p.Asks.Has(k) {
				x.Asks = append(x.Asks, id)
			}
			if id := sample.PlatformID(s.Index.Terms[t]); !x.Any && p.Enough.Has(k) {
				x.Would = append(x.Would, id)
			}
		}
		if x.Counted {
			x.Lead, x.Next = s.coverOf(p, lead), s.coverOf(p, next)
		}
		r.Each = append(r.Each, x)
	}
}

// number is the number of a certification, -1 for none.
func (s selection) number(code string) int {
	return slices.IndexFunc(s.Index.Exams, func(e sample.Exam) bool { return e.Code == code })
}

// coverOf is the cover of a posting by a certification, 0 for none.
func (s selection) coverOf(p *sample.Posting, c int) float64 {
	if c < 0 {
		return 0
	}
	return p.Cover[c]
}
