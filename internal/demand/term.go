package demand

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jobsignal/internal/sample"
	"jobsignal/internal/taxonomy"
)

// terms computes the demand for every service, skill, tool and certification that a posting asks for.
func (s selection) terms(r *Result) {
	lists := map[taxonomy.TermKind]*[]TermDemand{taxonomy.Service: &r.Services, taxonomy.Skill: &r.Skills,
		taxonomy.Tool: &r.Tools, taxonomy.CertTerm: &r.CertTerms}
	for t, uses := range s.Uses {
		if list := lists[s.Index.Terms[t].Kind]; list != nil && len(uses) > 0 {
			*list = append(*list, s.term(t, uses))
		}
	}
	for _, list := range lists {
		slices.SortStableFunc(*list, func(a, b TermDemand) int {
			return cmp.Or(cmp.Compare(b.Demand.K, a.Demand.K), cmp.Compare(b.ByKind.Required, a.ByKind.Required))
		})
	}
	r.Named = s.Share(s.Every, s.Where(s.Every, func(p *sample.Posting) bool {
		return slices.ContainsFunc(p.Groups, func(g sample.Asked) bool {
			return slices.ContainsFunc(g.Terms, func(t int) bool { return s.Index.Terms[t].Kind == taxonomy.CertTerm })
		})
	}))
	s.seen(r)
}

// term is the demand for one term, given the postings that ask for it.
func (s selection) term(t int, uses []sample.Use) TermDemand {
	term, hits := &s.Index.Terms[t], make([]int, len(uses))
	d := TermDemand{ID: term.ID, Name: term.Name, Kind: term.Kind, Platform: term.Platform, State: term.State,
		Countable: s.Index.Scope[t] != 0, Held: s.Index.Known[t]}
	for _, w := range term.Was {
		d.Was = append(d.Was, w.Name)
	}
	for k, u := range uses {
		hits[k] = u.Posting
		n := s.List[u.Posting].Row.Count
		d.ByKind.Add(u.Kind, n)
		if u.Alone {
			d.Alone += n
		} else {
			d.Choice += n
		}
	}
	d.Demand, d.Employers = s.Share(s.Every, hits), s.Employers(hits)
	return d
}

// seen counts the terms that postings name and ask for nowhere.
func (s selection) seen(r *Result) {
	k := map[int]int{}
	for i := range s.List {
		for _, t := range s.Index.Numbers(s.List[i].Row.Seen) {
			k[t] += s.List[i].Row.Count
		}
	}
	for t, n := range k {
		r.Seen = append(r.Seen, TermSeen{s.Index.Terms[t].ID, s.Index.Terms[t].Name, s.Index.Terms[t].Kind, n})
	}
	slices.SortFunc(r.Seen, func(a, b TermSeen) int { return cmp.Or(cmp.Compare(b.K, a.K), strings.Compare(a.ID, b.ID)) })
}

const (
	togetherTerms = 20 // rows of the table of lifts
	togetherFloor = 5  // postings below which a cell stays empty
)

// together computes the lift of the most demanded skills and tools on each platform: how many times more often
// the two are asked for in one posting than they would be if one did not go with the other.
// Example: of 40 postings, AWS in 20, Spark in 10, both in 8: 8·40/(20·10) = 1.6.
func (s selection) together(r *Result) {
	terms := slices.Concat(r.Skills, r.Tools)
	slices.SortStableFunc(terms, func(a, b TermDemand) int {
		return cmp.Or(cmp.Compare(b.Demand.K, a.Demand.K), strings.Compare(a.ID, b.ID))
	})
	r.Together.Of = s.N
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

// pair is one cell: how often a term and a platform are asked for together.
func (s selection) pair(t TermDemand, p *PlatformDemand) Pair {
	c := Pair{Platform: p.ID, Term: t.ID, Name: t.Name, OfPlatform: p.Share.K, OfTerm: t.Demand.K}
	k := s.Index.Number(p.ID)
	for _, u := range s.Uses[s.Index.ByID[t.ID]] {
		if s.List[u.Posting].Asks.Has(k) {
			c.Both += s.List[u.Posting].Row.Count
		}
	}
	if c.Shown = c.Both >= togetherFloor; c.Shown {
		c.Lift = float64(c.Both) * float64(s.N) / (float64(c.OfPlatform) * float64(c.OfTerm))
	}
	return c
}

// askers lists the postings that ask for a platform, given its id.
func (s selection) askers(id string) []int {
	k := s.Index.Number(id)
	return s.Where(s.Every, func(p *sample.Posting) bool { return p.Asks.Has(k) })
}

// warnings tells what weakens the figures.
func (s selection) warnings(r *Result) {
	if s.N > 0 && r.Effective < DemandFloor {
		r.warn("platforms", "%s: read the counts as a tally of these postings, not as what the market asks", tellsAs(s.N, r.Effective))
	}
	if s.N > 0 && r.DesignEffect >= alikeFrom && r.Effective >= DemandFloor {
		r.warn("platforms", "postings of one employer are alike: the %d count as %s independent ones in the intervals", s.N, worth(r.Effective))
	}
	if 2*r.LeftOut > r.Postings {
		r.warn("fits", "%d of %d postings ask for nothing that an exam covers and are left out of the fits", r.LeftOut, r.Postings)
	}
	if s.N > 0 && 3*r.UnknownEmployer > s.N {
		r.warn("platforms", "%d of %d postings name no employer; each counts as its own, which may make the intervals too narrow", r.UnknownEmployer, s.N)
	}
	for _, h := range r.Have {
		if !h.Known {
			r.warn("have", "%q is neither a term nor a certification of the vocabulary", h.ID)
		}
	}
	s.retired(r)
}

// retired points on from exams that the postings still name and nobody can book.
func (s selection) retired(r *Result) {
	for _, t := range r.CertTerms {
		for _, f := range r.Fits {
			e := s.exam(f.Code)
			if f.Status != taxonomy.Retired || !slices.Contains(e.Terms, t.ID) || s.bookableToo(t.ID) {
				continue
			}
			r.warn("fits", "%s for %s, which is retired%s", stillAsk(t.Demand.K), f.Code, onward(f))
		}
	}
}

// exam finds the certification with a code that is in the list of fits.
func (s selection) exam(code string) *sample.Exam {
	i := slices.IndexFunc(s.Index.Exams, func(e sample.Exam) bool { return e.Code == code })
	return &s.Index.Exams[i]
}

// bookableToo says whether the term also names an exam that can be booked: generations share a name.
func (s selection) bookableToo(term string) bool {
	return slices.ContainsFunc(s.Index.Exams, func(e sample.Exam) bool { return e.Bookable() && slices.Contains(e.Terms, term) })
}

// onward points from a retired exam to what follows it; formal successors go before the nearest in kind.
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

// worth writes an effective number: a decimal where it matters.
func worth(n float64) string {
	if n >= 100 {
		return fmt.Sprintf("%.0f", n)
	}
	return fmt.Sprintf("%.1f", n)
}

// alikeFrom is the design effect from which it is told.
const alikeFrom = 1.5

// tellsAs says how many postings there are, and what they are worth where that is clearly less.
func tellsAs(n int, effective float64) string {
	if float64(n) < alikeFrom*effective {
		return "only " + postings(n)
	}
	return fmt.Sprintf("%s that count as %s independent ones, because those of one employer are alike", postings(n), worth(effective))
}

// postings writes a number of postings in words.
func postings(n int) string {
	if n == 1 {
		return "1 posting"
	}
	return fmt.Sprintf("%d postings", n)
}

// stillAsk writes how many postings still name something.
func stillAsk(n int) string {
	if n == 1 {
		return "1 posting still asks"
	}
	return fmt.Sprintf("%d postings still ask", n)
}
