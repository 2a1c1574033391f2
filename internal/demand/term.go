package demand

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// use is one posting that asks for a term: the strongest kind, and whether some group asks for nothing else.
type use struct {
	posting int
	kind    job.Kind
	alone   bool
}

// findUses lists, for each term, the postings that ask for it.
func (s *sample) findUses() [][]use {
	out := make([][]use, len(s.index.terms))
	for i := range s.postings {
		for _, g := range s.postings[i].groups {
			for k, t := range g.terms {
				n := len(out[t])
				if n == 0 || out[t][n-1].posting != i {
					out[t] = append(out[t], use{i, g.kinds[k], g.alone})
					continue
				}
				u := &out[t][n-1]
				u.alone = u.alone || g.alone
				if g.kinds[k].Strength() < u.kind.Strength() {
					u.kind = g.kinds[k]
				}
			}
		}
	}
	return out
}

// terms computes the demand for every service, skill, tool and certification that a posting asks for.
func (s *sample) terms(r *Result) {
	lists := map[taxonomy.TermKind]*[]TermDemand{taxonomy.Service: &r.Services, taxonomy.Skill: &r.Skills,
		taxonomy.Tool: &r.Tools, taxonomy.CertTerm: &r.CertTerms}
	for t, uses := range s.uses {
		if list := lists[s.index.terms[t].Kind]; list != nil && len(uses) > 0 {
			*list = append(*list, s.term(t, uses))
		}
	}
	for _, list := range lists {
		slices.SortStableFunc(*list, func(a, b TermDemand) int {
			return cmp.Or(cmp.Compare(b.Demand.K, a.Demand.K), cmp.Compare(b.ByKind.Required, a.ByKind.Required))
		})
	}
	s.seen(r)
}

func (s *sample) term(t int, uses []use) TermDemand {
	term, hits := &s.index.terms[t], make([]int, len(uses))
	d := TermDemand{ID: term.ID, Name: term.Name, Kind: term.Kind, Platform: term.Platform, State: term.State,
		Countable: s.index.scope[t] != 0, Held: s.index.known[t]}
	for _, w := range term.Was {
		d.Was = append(d.Was, w.Name)
	}
	for k, u := range uses {
		hits[k] = u.posting
		n := s.postings[u.posting].row.Count
		d.ByKind.add(u.kind, n)
		if u.alone {
			d.Alone += n
		} else {
			d.Choice += n
		}
	}
	d.Demand, d.Employers = s.share(s.every, hits), s.employers(hits)
	return d
}

// employers counts the distinct employers of some postings; a posting that names none is its own.
func (s *sample) employers(of []int) int {
	n, last := 0.0, map[int]bool{}
	for _, i := range of {
		if c := s.postings[i].cluster; !last[c] {
			last[c] = true
			n += s.units[c]
		}
	}
	return int(n)
}

func (s *sample) seen(r *Result) {
	k := map[int]int{}
	for i := range s.postings {
		for _, t := range s.index.numbers(s.postings[i].row.Seen) {
			k[t] += s.postings[i].row.Count
		}
	}
	for t, n := range k {
		r.Seen = append(r.Seen, TermSeen{s.index.terms[t].ID, s.index.terms[t].Name, s.index.terms[t].Kind, n})
	}
	slices.SortFunc(r.Seen, func(a, b TermSeen) int { return cmp.Or(cmp.Compare(b.K, a.K), compare(a.ID, b.ID)) })
}

const (
	togetherTerms = 20 // rows of the table of lifts
	togetherFloor = 5  // postings below which a cell stays empty
)

// together computes the lift of the most demanded skills and tools on each platform: how many times more often
// the two are asked for in one posting than they would be if one did not go with the other.
// Example: of 40 postings, AWS in 20, Spark in 10, both in 8: 8·40/(20·10) = 1.6.
func (s *sample) together(r *Result) {
	terms := slices.Concat(r.Skills, r.Tools)
	slices.SortStableFunc(terms, func(a, b TermDemand) int {
		return cmp.Or(cmp.Compare(b.Demand.K, a.Demand.K), compare(a.ID, b.ID))
	})
	r.Together.Of = s.n
	for _, p := range r.Platforms {
		if p.Share.K > 0 {
			r.Together.Platforms = append(r.Together.Platforms, p.ID)
		}
	}
	for _, t := range terms[:min(togetherTerms, len(terms))] {
		r.Together.Terms = append(r.Together.Terms, t.ID)
		for _, id := range r.Together.Platforms {
			r.Together.Cells = append(r.Together.Cells, s.pair(t, r.platform(id)))
		}
	}
}

func (s *sample) pair(t TermDemand, p *PlatformDemand) Pair {
	c := Pair{Platform: p.ID, Term: t.ID, Name: t.Name, OfPlatform: p.Share.K, OfTerm: t.Demand.K}
	k := s.index.number(p.ID)
	for _, u := range s.uses[s.index.byID[t.ID]] {
		if s.postings[u.posting].asks.has(k) {
			c.Both += s.postings[u.posting].row.Count
		}
	}
	if c.Shown = c.Both >= togetherFloor; c.Shown {
		c.Lift = float64(c.Both) * float64(s.n) / (float64(c.OfPlatform) * float64(c.OfTerm))
	}
	return c
}

// askers lists the postings that ask for a platform, given its id.
func (s *sample) askers(id string) []int {
	k := s.index.number(id)
	return s.where(s.every, func(p *posting) bool { return p.asks.has(k) })
}

// warnings tells what weakens the figures.
func (s *sample) warnings(r *Result) {
	if s.n > 0 && r.Effective < DemandFloor {
		r.warn("platforms", "%s, worth %.1f independent ones: read the counts as a tally, not as demand", postings(s.n), r.Effective)
	}
	if r.DesignEffect >= 1.5 {
		r.warn("platforms", "postings of one employer are alike: the %d count as %.1f independent ones in the intervals", s.n, r.Effective)
	}
	if 2*r.LeftOut > r.Postings {
		r.warn("fits", "%d of %d postings ask for nothing that an exam covers and are left out of the fits", r.LeftOut, r.Postings)
	}
	if s.n > 0 && 3*r.UnknownEmployer > s.n {
		r.warn("platforms", "%d of %d postings name no employer; each counts as its own, which may make the intervals too narrow", r.UnknownEmployer, s.n)
	}
	for _, h := range r.Have {
		if !h.Known {
			r.warn("have", "%q is neither a term nor a certification of the vocabulary", h.ID)
		}
	}
	s.retired(r)
}

// retired points on from exams that the postings still name and nobody can book.
func (s *sample) retired(r *Result) {
	for _, t := range r.CertTerms {
		for _, f := range r.Fits {
			e := s.exam(f.Code)
			if f.Status != taxonomy.Retired || !slices.Contains(e.Terms, t.ID) || s.bookableToo(t.ID) {
				continue
			}
			r.warn("fits", "%s still ask for %s, which is retired%s", postings(t.Demand.K), f.Code, onward(f))
		}
	}
}

func (s *sample) exam(code string) *exam {
	i := slices.IndexFunc(s.index.exams, func(e exam) bool { return e.Code == code })
	return &s.index.exams[i]
}

// bookableToo says whether the term also names an exam that can be booked: generations share a name.
func (s *sample) bookableToo(term string) bool {
	return slices.ContainsFunc(s.index.exams, func(e exam) bool { return e.bookable() && slices.Contains(e.Terms, term) })
}

func onward(f Fit) string {
	next := f.Successors
	if len(next) == 0 {
		next = f.Nearest
	}
	if len(next) == 0 {
		return ""
	}
	return fmt.Sprintf("; nearest today: %s", strings.Join(next, ", "))
}

func postings(n int) string {
	if n == 1 {
		return "1 posting"
	}
	return fmt.Sprintf("%d postings", n)
}
