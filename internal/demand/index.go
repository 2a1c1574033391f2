package demand

import (
	"slices"

	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// limit is how many platforms, and how many certifications, fit in one set. A vocabulary has a few dozen;
// what is beyond the limit is told in a warning and not compared.
const limit = 64

// set is a set of platforms or of certifications, by their place in the index.
type set uint64

const everything = ^set(0)

func (s set) has(i int) bool { return i >= 0 && s>>uint(i)&1 == 1 }

func (s set) with(i int) set {
	if i < 0 || i >= limit {
		return s
	}
	return s | 1<<uint(i)
}

// index is the vocabulary by number: terms in order of id, platforms and certifications in the vocabulary's order.
type index struct {
	terms     []taxonomy.Term
	byID      map[string]int
	platforms []int // platform number → its term
	platform  []int // term → platform it belongs to, -1 none
	binds     []int // term → platform that asking for it asks for, -1 none
	scope     []set // term → certifications that have it in scope with high or medium confidence
	exams     []exam
	known     []bool // term → the reader has it
	side      []int8 // term → its side on the axis
}

// exam is one certification as the measures need it.
type exam struct {
	taxonomy.Certification
	platform int // -1: of no platform
	fitted   bool
	held     bool
	scope    []int // terms in the counted scope, sorted
	low      []int // terms in scope with low confidence only
	domains  []domain
}

type domain struct {
	name   string
	weight float64 // percent as published, 0 unknown
	share  float64 // of the exam, 0 to 1: the published weight, or an equal part of what is left
	scope  []int
}

func newIndex(v *taxonomy.Vocabulary, today string) *index {
	x := &index{terms: slices.Clone(v.Terms), byID: map[string]int{}}
	slices.SortFunc(x.terms, func(a, b taxonomy.Term) int { return compare(a.ID, b.ID) })
	numbers := map[string]int{}
	for i, t := range x.terms {
		x.byID[t.ID] = i
		if t.Kind == taxonomy.Platform && len(x.platforms) < limit {
			numbers[platformID(t)] = len(x.platforms)
			x.platforms = append(x.platforms, i)
		}
	}
	for _, t := range x.terms {
		x.platform = append(x.platform, lookup(numbers, platformID(t)))
		x.binds = append(x.binds, -1)
		if t.Kind == taxonomy.Platform || t.Binds {
			x.binds[len(x.binds)-1] = lookup(numbers, platformID(t))
		}
	}
	x.scope, x.side = make([]set, len(x.terms)), sides(x.byID)
	for _, c := range v.Certifications[:min(limit, len(v.Certifications))] {
		x.add(c, lookup(numbers, c.Vendor), today)
	}
	return x
}

// platformID is the platform a term belongs to; a platform outside the compared vendors is its own.
func platformID(t taxonomy.Term) string {
	if t.Platform == "" && t.Kind == taxonomy.Platform {
		return t.ID
	}
	return t.Platform
}

// number is the platform with that id, -1 for none.
func (x *index) number(id string) int {
	return slices.IndexFunc(x.platforms, func(t int) bool { return platformID(x.terms[t]) == id })
}

func lookup(numbers map[string]int, id string) int {
	if n, ok := numbers[id]; ok {
		return n
	}
	return -1
}

func (x *index) add(c taxonomy.Certification, platform int, today string) {
	e := exam{Certification: c, platform: platform, fitted: c.NoFit == ""}
	if e.Status == taxonomy.Retiring && e.Retires != "" && today != "" && e.Retires < today {
		e.Status = taxonomy.Retired
	}
	var low []string
	for _, d := range c.Domains {
		e.domains = append(e.domains, domain{name: d.Name, weight: d.Weight, scope: x.numbers(d.Scope.High, d.Scope.Medium)})
		e.scope = append(e.scope, e.domains[len(e.domains)-1].scope...)
		low = append(low, d.Scope.Low...)
	}
	slices.Sort(e.scope)
	e.scope = slices.Compact(e.scope)
	e.low = slices.DeleteFunc(x.numbers(low), func(t int) bool { return slices.Contains(e.scope, t) })
	for _, t := range e.scope {
		x.scope[t] = x.scope[t].with(len(x.exams))
	}
	shares(e.domains)
	x.exams = append(x.exams, e)
}

// shares gives each domain its part of the exam. Where weights are unknown the rest is split evenly.
// Example: 25, 25 and two unknown: 0.25, 0.25, 0.25, 0.25.
func shares(domains []domain) {
	known, unknown := 0.0, 0.0
	for _, d := range domains {
		known += d.weight
		if d.weight == 0 {
			unknown++
		}
	}
	for i, d := range domains {
		domains[i].share = d.weight / 100
		if d.weight == 0 {
			domains[i].share = max(0, 100-known) / 100 / unknown
		}
	}
}

// numbers turns ids into sorted term numbers; ids that the vocabulary does not hold are dropped (taxonomy refuses them).
func (x *index) numbers(lists ...[]string) []int {
	var out []int
	for _, id := range slices.Concat(lists...) {
		if t, ok := x.byID[id]; ok {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (e *exam) bookable() bool { return e.Status != taxonomy.Retired && e.Status != "" }

// candidate says whether the exam can be recommended.
func (e *exam) candidate() bool { return e.fitted && e.bookable() && !e.held }

// Weight is what a group counts for in a fit: 1 required, 0.75 duty, 0.5 preferred, else 0.
func Weight(k job.Kind) float64 {
	switch k {
	case job.Required:
		return 1
	case job.Duty:
		return 0.75
	case job.Preferred:
		return 0.5
	}
	return 0
}

// group is a Row's group by number.
type group struct {
	kind    job.Kind
	weight  float64
	terms   []int // known terms only
	kinds   []job.Kind
	alone   bool
	about   set  // platforms with a member that is the platform or binds to it; empty: not about platforms
	accepts set  // platforms that would do: about, or every one when the text says "or similar"
	only    set  // the platform that all members belong to, if nothing else would do
	covered set  // certifications with at least one member in scope; empty: not countable
	known   bool // the reader has one of the members
}

func (x *index) group(g Group) group {
	out := group{kind: g.Kind, weight: Weight(g.Kind), alone: len(g.Terms) == 1 && !g.Open, only: everything}
	for i, id := range g.Terms {
		t, ok := x.byID[id]
		if !ok {
			out.only = 0
			continue
		}
		kind := g.Kind
		if i < len(g.Kinds) {
			kind = g.Kinds[i]
		}
		out.terms, out.kinds = append(out.terms, t), append(out.kinds, kind)
		out.about = out.about.with(x.binds[t])
		out.only &= set(0).with(x.platform[t])
		out.covered |= x.scope[t]
		out.known = out.known || x.known[t]
	}
	out.accepts = out.about
	if g.Open {
		out.accepts, out.only = everything, 0
	}
	return out
}

func (g *group) hard() bool { return g.kind == job.Required || g.kind == job.Duty }

// posting is a Row by number, with everything the measures ask of it worked out once.
type posting struct {
	row     *Row
	each    float64 // weight for each unit of its cluster
	cluster int
	groups  []group

	asks   set       // platforms demanded in any group
	hard   bool      // has a required or duty group about platforms: it is in the n of enough and only
	enough set       // platforms that every such group accepts
	only   set       // platforms that some such group insists on
	alone  set       // platforms that alone would do: enough, or the same over preferred groups where none is hard
	ruled  bool      // has required groups about platforms
	admits set       // with ruled: platforms that some required group about platforms accepts
	barred set       // certifications whose vendor the required platforms rule out
	total  float64   // weight of the countable groups
	cover  []float64 // by certification; nil when total is 0
}

// open works out the sets. enough and only look at required and duty groups, admits at required ones.
func (p *posting) open() {
	soft := everything
	p.enough = everything
	for i := range p.groups {
		g := &p.groups[i]
		if g.about == 0 {
			continue
		}
		p.asks |= g.about
		soft &= g.accepts
		if g.hard() {
			p.hard = true
			p.enough &= g.accepts
			p.only |= g.only
		}
		if g.kind == job.Required {
			p.ruled = true
			p.admits |= g.accepts
		}
	}
	p.alone = soft
	if p.hard {
		p.alone = p.enough
	} else {
		p.enough = 0
	}
}

// fill computes cover(c, p) for every certification.
//
// It is 0 when the posting has required groups about platforms and none accepts c's platform; otherwise the
// weighted share of the countable groups that hold a term in c's scope. Groups that no certification covers do
// not count; a posting without a countable group has no cover.
//
// Example: required {aws, azure}, required {python}, duty {mlops}, preferred {terraform}, required {excel}.
// Excel is in nobody's scope. Countable weight 1 + 1 + 0.75 + 0.5 = 3.25. An AWS exam with aws, python and mlops
// in scope covers 2.75/3.25 = 0.846; a Google exam with the same scope covers 0, for Google is not accepted.
func (p *posting) fill(exams []exam) {
	cover := make([]float64, len(exams))
	for i := range p.groups {
		g := &p.groups[i]
		if g.covered == 0 {
			continue
		}
		p.total += g.weight
		for c := range exams {
			if g.covered.has(c) {
				cover[c] += g.weight
			}
		}
	}
	if p.total == 0 {
		return
	}
	for c := range exams {
		cover[c] /= p.total
		if e := &exams[c]; p.ruled && e.platform >= 0 && !p.admits.has(e.platform) {
			p.barred = p.barred.with(c)
			cover[c] = 0
		}
	}
	p.cover = cover
}
