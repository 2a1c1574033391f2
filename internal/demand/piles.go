package demand

import (
	"cmp"
	"slices"
	"strings"

	"jobsignal/internal/fit"
)

// Pile is one of two large parts of the postings that want different certifications, with the verdict on it alone: what
// the page says when it is filtered to the part.
type Pile struct {
	Role          string  `json:"role"`     // role family of the part; empty when the parts are by language
	Language      string  `json:"language"` // language code of the part; empty when the parts are by role
	Postings      int     `json:"postings"`
	Verdict       Verdict `json:"verdict"`
	Certification string  `json:"certification"` // what the two steps name for this part alone
	Fit           float64 `json:"fit"`           // its mean cover over the part
	RunnerUp      string  `json:"runner_up"`
	Next          float64 `json:"next"`  // mean cover of the runner-up
	Other         float64 `json:"other"` // mean cover of the other part's certification over this one
}

// pileLimit is the number of postings above which no piles are looked for: a page of more cannot be filtered, so the
// reader could not choose one.
const pileLimit = 20_000

// piles finds two jobs in one pile: the two largest role families, or the two largest languages, when the verdicts on each
// by itself differ. Each must be worth RankFloor postings, and a draw of the one and a draw of the other must name
// different certifications in ClearFrom of all pairs. Of both fields the one that differs most is told. A mean over two such
// parts describes neither.
//
// Example: for one part the draws name a in 95 % and b in 5 %, for the other c in 60 % and d in 40 %: the pairs never agree.
// For a in 80 % and b in 20 % against b in 80 % and a in 20 % they agree in 32 %, and nothing is said.
func (s selection) piles(r *Result, o Options) {
	if s.N > pileLimit {
		return
	}
	most := 0.0
	for _, field := range []func(*Row, *Pile) string{
		func(row *Row, p *Pile) string { p.Role = row.Role; return row.Role },
		func(row *Row, p *Pile) string { p.Language = row.Language; return row.Language },
	} {
		if p, d := s.parts(field, o); d >= ClearFrom && d > most && p[0].Certification != p[1].Certification {
			most, r.Piles = d, p
		}
	}
}

// parts is the two largest values of a field, each with its verdict, and how far these differ; 0 where one is too small or
// has no verdict.
func (s selection) parts(field func(*Row, *Pile) string, o Options) (out []Pile, far float64) {
	of := map[string][]int{}
	for _, i := range s.Every {
		if v := field(s.List[i].Row, &Pile{}); v != "" {
			of[v] = append(of[v], i)
		}
	}
	names := make([]string, 0, len(of))
	for name := range of {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Count(of[b]), s.Count(of[a])), strings.Compare(a, b))
	})
	if len(names) < 2 || s.Count(of[names[1]]) < RankFloor {
		return nil, 0
	}
	var alone []fit.Alone
	for _, name := range names[:2] {
		part := s.Part(of[name])
		a := fit.Ask(part, fit.Options{Draws: o.Draws, Seed: o.Seed, Effective: float64(part.N) / part.Effect()})
		if a.Verdict == Nothing || a.Verdict == Tally {
			return nil, 0
		}
		p := Pile{Postings: part.N, Verdict: a.Verdict, Certification: a.Certification, RunnerUp: a.RunnerUp}
		field(part.List[0].Row, &p)
		out, alone = append(out, p), append(alone, a)
	}
	for i, a := range alone {
		p := &out[i]
		p.Fit, p.Next, p.Other = s.fitOf(a, p.Certification), s.fitOf(a, p.RunnerUp), s.fitOf(a, out[1-i].Certification)
	}
	return out, differ(alone[0], alone[1])
}

// fitOf is the fit of a certification in a part, 0 for none.
func (s selection) fitOf(a fit.Alone, code string) float64 {
	if i := s.number(code); i >= 0 {
		return a.Fit[i]
	}
	return 0
}

// differ is the share of pairs, one draw of each part, that name different certifications.
func differ(a, b fit.Alone) float64 {
	same := 0.0
	for c, x := range a.Named {
		same += x * b.Named[c]
	}
	return 1 - same
}
