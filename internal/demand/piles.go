package demand

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"jobsignal/internal/fit"
	"jobsignal/internal/sample"
)

// Pile is one of two families of postings that want different certifications.
type Pile struct {
	Role          string  `json:"role"` // role family, as the postings state it
	Postings      int     `json:"postings"`
	Certification string  `json:"certification"` // best for this family alone
	Fit           float64 `json:"fit"`           // its mean cover over the family
	Other         float64 `json:"other"`         // mean cover of the other family's certification over this one
}

// piles finds two jobs in one pile: the two largest role families, each of RankFloor effective postings or more, whose
// best certifications differ, each by ClearMargin in its own family, and by more than chance: the difference between
// the families of the mean of cover(a) − cover(b) lies 1.96 standard errors from zero. Postings of one employer are
// alike, so variances are multiplied by the design effect. A mean over two such families describes neither.
//
// Example: 8 ML engineers covered 0.7 by a and 0.3 by b, 8 AI engineers 0.2 and 0.6: two piles, a and b.
func (s selection) piles(r *Result) {
	names, of := s.families()
	if len(names) < 2 {
		return
	}
	a, b := names[0], names[1]
	if float64(s.Count(of[b])) < RankFloor*r.DesignEffect {
		return
	}
	ca, fa := fit.Part(s.Postings, of[a])
	cb, fb := fit.Part(s.Postings, of[b])
	if ca < 0 || cb < 0 || ca == cb || fa[ca]-fa[cb] < fit.ClearMargin || fb[cb]-fb[ca] < fit.ClearMargin {
		return
	}
	ma, va := s.contrast(of[a], ca, cb)
	mb, vb := s.contrast(of[b], ca, cb)
	if ma-mb <= 1.96*math.Sqrt(r.DesignEffect*(va+vb)) {
		return
	}
	code := func(c int) string { return s.Index.Exams[c].Code }
	r.Piles = []Pile{{a, s.Count(of[a]), code(ca), fa[ca], fa[cb]}, {b, s.Count(of[b]), code(cb), fb[cb], fb[ca]}}
}

// families lists role families with the postings of each that have a cover, largest first.
func (s selection) families() (names []string, of map[string][]int) {
	of = map[string][]int{}
	for _, i := range s.Every {
		if p := &s.List[i]; p.Row.Role != "" && p.Total > 0 {
			of[p.Row.Role] = append(of[p.Row.Role], i)
		}
	}
	for name := range of {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Count(of[b]), s.Count(of[a])), strings.Compare(a, b))
	})
	return names, of
}

// contrast is the mean of cover(a) − cover(b) over some postings, and the variance of that mean.
func (s selection) contrast(of []int, a, b int) (mean, variance float64) {
	d := func(p *sample.Posting) float64 { return p.Cover[a] - p.Cover[b] }
	mass, n := s.Mass(of), float64(s.Count(of))
	for _, i := range of {
		mean += s.List[i].Mass() * d(&s.List[i]) / mass
	}
	for _, i := range of {
		x := d(&s.List[i]) - mean
		variance += s.List[i].Mass() * x * x / mass
	}
	return mean, variance / max(1, n-1)
}
