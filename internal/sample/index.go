package sample

import (
	"slices"
	"strings"

	"jobsignal/internal/taxonomy"
)

// Limit is how many platforms, and how many certifications, fit in one set. A vocabulary has a few dozen;
// what is beyond the limit is told in a warning and not compared.
const Limit = 64

// Set is a set of platforms or of certifications, by their place in the index.
type Set uint64

// Everything is the set of all.
const Everything = ^Set(0)

// Has says whether a number is in the set; -1 never is.
func (s Set) Has(i int) bool { return i >= 0 && s>>uint(i)&1 == 1 }

// With is the set and one number more; a number that fits in no set changes nothing.
func (s Set) With(i int) Set {
	if i < 0 || i >= Limit {
		return s
	}
	return s | 1<<uint(i)
}

// Index is the vocabulary by number: terms in order of id, platforms and certifications in the vocabulary's order.
type Index struct {
	Terms     []taxonomy.Term
	ByID      map[string]int // id → term
	Platforms []int          // platform number → its term
	Platform  []int          // term → platform it belongs to, -1 none
	Binds     []int          // term → platform that asking for it asks for, -1 none
	Free      []bool         // term → it needs no platform: a skill, a tool, a service that does not bind
	Scope     []Set          // term → certifications that have it in scope with high or medium confidence
	Exams     []Exam
	Known     []bool // term → the reader has it
}

// Exam is one certification as the measures need it.
type Exam struct {
	taxonomy.Certification
	Platform int   // -1: of no platform
	Fitted   bool  // a fit is computed
	Held     bool  // the reader has it
	Scope    []int // terms in the counted scope, sorted
	LowOnly  []int // terms in scope with low confidence only
	Parts    []Part
}

// Part is one domain of an exam.
type Part struct {
	Name   string
	Weight float64 // percent as published, 0 unknown
	Share  float64 // of the exam, 0 to 1: the published weight, or an equal part of what is left
	Scope  []int   // terms, sorted
}

// NewIndex numbers a vocabulary. today (2006-01-02; empty takes states as they are) decides whether a retiring exam
// has had its last day. have are the term ids and certification codes that the reader has; what they stand for is
// returned in the order given.
func NewIndex(v *taxonomy.Vocabulary, today string, have []string) (*Index, []Held) {
	x := &Index{Terms: slices.Clone(v.Terms), ByID: map[string]int{}}
	slices.SortFunc(x.Terms, func(a, b taxonomy.Term) int { return strings.Compare(a.ID, b.ID) })
	numbers := map[string]int{}
	for i, t := range x.Terms {
		x.ByID[t.ID] = i
		if t.Kind == taxonomy.Platform && len(x.Platforms) < Limit {
			numbers[PlatformID(t)] = len(x.Platforms)
			x.Platforms = append(x.Platforms, i)
		}
	}
	for _, t := range x.Terms {
		x.Platform = append(x.Platform, lookup(numbers, PlatformID(t)))
		x.Binds = append(x.Binds, -1)
		if t.Kind == taxonomy.Platform || t.Binds {
			x.Binds[len(x.Binds)-1] = lookup(numbers, PlatformID(t))
		}
		x.Free = append(x.Free, Free(t))
	}
	x.Scope = make([]Set, len(x.Terms))
	for _, c := range v.Certifications[:min(Limit, len(v.Certifications))] {
		x.add(c, lookup(numbers, c.Vendor), today)
	}
	return x, x.hold(have)
}

// PlatformID is the platform a term belongs to; a platform outside the compared vendors is its own.
func PlatformID(t taxonomy.Term) string {
	if t.Platform == "" && t.Kind == taxonomy.Platform {
		return t.ID
	}
	return t.Platform
}

// otherClouds are the tools that are a cloud themselves. "AWS, Azure or Oracle Cloud" asks for a cloud, though no exam
// here belongs to one of them.
var otherClouds = []string{"tool.oracle-cloud", "tool.ibm-cloud", "tool.alibaba-cloud", "tool.digitalocean"}

// Free says whether a person can have the term without any platform: a skill, a tool, a certification of no platform, or a
// service that does not bind, such as Power BI.
func Free(t taxonomy.Term) bool {
	if t.Kind == taxonomy.Service {
		return !t.Binds
	}
	return PlatformID(t) == "" && !slices.Contains(otherClouds, t.ID)
}

// Number is the platform with that id, -1 for none.
func (x *Index) Number(id string) int {
	return slices.IndexFunc(x.Platforms, func(t int) bool { return PlatformID(x.Terms[t]) == id })
}

// lookup is the number under an id, -1 for none.
func lookup(numbers map[string]int, id string) int {
	if n, ok := numbers[id]; ok {
		return n
	}
	return -1
}

// add numbers one exam. A term that several domains hold counts once in the scope of the exam, and a term that one
// domain covers surely and another one hardly counts as covered surely.
func (x *Index) add(c taxonomy.Certification, platform int, today string) {
	e := Exam{Certification: c, Platform: platform, Fitted: c.NoFit == ""}
	if e.Status == taxonomy.Retiring && e.Retires != "" && today != "" && e.Retires < today {
		e.Status = taxonomy.Retired
	}
	var low []string
	for _, d := range c.Domains {
		e.Parts = append(e.Parts, Part{Name: d.Name, Weight: d.Weight, Scope: x.Numbers(d.Scope.High, d.Scope.Medium)})
		e.Scope = append(e.Scope, e.Parts[len(e.Parts)-1].Scope...)
		low = append(low, d.Scope.Low...)
	}
	slices.Sort(e.Scope)
	e.Scope = slices.Compact(e.Scope)
	e.LowOnly = slices.DeleteFunc(x.Numbers(low), func(t int) bool { return slices.Contains(e.Scope, t) })
	for _, t := range e.Scope {
		x.Scope[t] = x.Scope[t].With(len(x.Exams))
	}
	shares(e.Parts)
	x.Exams = append(x.Exams, e)
}

// shares gives each domain its part of the exam. Where weights are unknown the rest is split evenly.
// Example: 25, 25 and two unknown: 0.25, 0.25, 0.25, 0.25.
func shares(domains []Part) {
	known, unknown := 0.0, 0.0
	for _, d := range domains {
		known += d.Weight
		if d.Weight == 0 {
			unknown++
		}
	}
	for i, d := range domains {
		domains[i].Share = d.Weight / 100
		if d.Weight == 0 {
			domains[i].Share = max(0, 100-known) / 100 / unknown
		}
	}
}

// Numbers turns ids into sorted term numbers; ids that the vocabulary does not hold are dropped (taxonomy refuses them).
func (x *Index) Numbers(lists ...[]string) []int {
	var out []int
	for _, id := range slices.Concat(lists...) {
		if t, ok := x.ByID[id]; ok {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Bookable says whether the exam can be taken.
func (e Exam) Bookable() bool { return e.Status != taxonomy.Retired && e.Status != "" }

// Candidate says whether the exam can be recommended.
func (e Exam) Candidate() bool { return e.Fitted && e.Bookable() && !e.Held }

// hold resolves what the reader says they have: a term id, a certification code or a cert.* id. What they
// know by it is marked in the index: the term itself, and everything in the scope of a certification.
func (x *Index) hold(ids []string) (out []Held) {
	x.Known = make([]bool, len(x.Terms))
	for _, id := range ids {
		h := Held{ID: id}
		if t, ok := x.ByID[id]; ok {
			h.Name, h.Known, x.Known[t] = x.Terms[t].Name, true, true
		}
		for c := range x.Exams {
			if e := &x.Exams[c]; e.Code == id || slices.Contains(e.Terms, id) {
				h.Name, h.Code, h.Known, e.Held = e.Name, e.Code, true, true
				for _, t := range e.Scope {
					x.Known[t] = true
				}
			}
		}
		out = append(out, h)
	}
	return out
}

// Held is one --have id and what it stands for.
type Held struct {
	ID    string `json:"id"`    // as given
	Name  string `json:"name"`  // empty when the vocabulary does not know it
	Code  string `json:"code"`  // certification code, when it is one
	Known bool   `json:"known"` // false: unknown id, told in a warning
}
