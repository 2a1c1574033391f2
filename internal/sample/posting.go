package sample

import "jobsignal/internal/job"

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

// Asked is a Row's group by number.
type Asked struct {
	Kind    job.Kind
	Weight  float64
	Terms   []int      // known terms only
	Kinds   []job.Kind // of each term
	Alone   bool       // one term and nothing else would do
	About   Set        // platforms with a member that is the platform or binds to it
	Free    bool       // some member needs no platform, so the group asks for none: "AWS, Java or Spring"
	Accepts Set        // platforms that would do: about, or every one when the text says "or similar"
	Only    Set        // the platform that all members belong to, if nothing else would do
	Covered Set        // certifications with at least one member in scope; empty: not countable
	Known   bool       // the reader has one of the members
}

// asked numbers the groups of a posting. Their terms, and the kinds of these, lie in one room each: a posting has dozens of
// groups, and most have one term.
func (x *Index) asked(groups []Group) []Asked {
	n := 0
	for i := range groups {
		n += len(groups[i].Terms)
	}
	terms, kinds := make([]int, 0, n), make([]job.Kind, 0, n)
	out := make([]Asked, 0, len(groups))
	for i := range groups {
		from, g := len(terms), x.ask(&groups[i], &terms, &kinds)
		g.Terms, g.Kinds = terms[from:len(terms):len(terms)], kinds[from:len(kinds):len(kinds)]
		out = append(out, g)
	}
	return out
}

// ask numbers a group and adds its terms and kinds to the lists. A member that the vocabulary does not know (a term that
// was taken out since) still stands for something else that would do: the group then asks for no platform.
func (x *Index) ask(g *Group, terms *[]int, kinds *[]job.Kind) Asked {
	out := Asked{Kind: g.Kind, Weight: Weight(g.Kind), Alone: len(g.Terms) == 1 && !g.Open, Only: Everything}
	for i, id := range g.Terms {
		t, ok := x.ByID[id]
		if !ok {
			out.Free = true
			continue
		}
		kind := g.Kind
		if i < len(g.Kinds) {
			kind = g.Kinds[i]
		}
		*terms, *kinds = append(*terms, t), append(*kinds, kind)
		out.About = out.About.With(x.Binds[t])
		out.Free = out.Free || x.Free[t]
		out.Only &= Set(0).With(x.Platform[t])
		out.Covered |= x.Scope[t]
		out.Known = out.Known || x.Known[t]
	}
	out.Accepts = out.About
	if g.Open {
		out.Accepts, out.Only = Everything, 0
	}
	return out
}

// binding says whether the group is about platforms: it names one, and every member needs one.
func (g *Asked) binding() bool { return g.About != 0 && !g.Free }

// hard says whether the group is more than a wish.
func (g *Asked) hard() bool { return g.Kind == job.Required || g.Kind == job.Duty }

// Posting is a Row by number, with everything the measures ask of it worked out once.
type Posting struct {
	Row     *Row
	Each    float64 // weight for each unit of its cluster
	Cluster int     // its employer
	count   int     // Row.Count, at hand: sums over many postings wait for memory, not for the processor
	Groups  []Asked

	Asks   Set       // platforms demanded in any group, about platforms or not
	Hard   bool      // has a required or duty group about platforms: it is in the n of enough and only
	Enough Set       // platforms that every such group accepts
	Only   Set       // platforms that some such group insists on
	Alone  Set       // platforms that alone would do: enough, or the same over preferred groups where none is hard
	Ruled  bool      // has required groups about platforms
	Admits Set       // with ruled: platforms that some required group about platforms accepts
	Barred Set       // certifications whose vendor the required platforms rule out
	Total  float64   // weight of the countable groups
	Cover  []float64 // by certification; nil when total is 0
}

// open works out the sets. enough and only look at required and duty groups about platforms, admits at required ones. A
// group that a tool or a skill without a platform would satisfy is about none: who knows Terraform meets "CloudFormation or
// Terraform" on any cloud. It asks for AWS all the same, as one of several.
func (p *Posting) open() {
	soft := Everything
	p.Enough = Everything
	for i := range p.Groups {
		g := &p.Groups[i]
		p.Asks |= g.About
		if !g.binding() {
			continue
		}
		soft &= g.Accepts
		if g.hard() {
			p.Hard = true
			p.Enough &= g.Accepts
			p.Only |= g.Only
		}
		if g.Kind == job.Required {
			p.Ruled = true
			p.Admits |= g.Accepts
		}
	}
	p.Alone = soft
	if p.Hard {
		p.Alone = p.Enough
	} else {
		p.Enough = 0
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
func (p *Posting) fill(exams []Exam) {
	cover := make([]float64, len(exams))
	for i := range p.Groups {
		g := &p.Groups[i]
		if g.Covered == 0 {
			continue
		}
		p.Total += g.Weight
		for c := range exams {
			if g.Covered.Has(c) {
				cover[c] += g.Weight
			}
		}
	}
	if p.Total == 0 {
		return
	}
	for c := range exams {
		cover[c] /= p.Total
		if e := &exams[c]; p.Ruled && e.Platform >= 0 && !p.Admits.Has(e.Platform) {
			p.Barred = p.Barred.With(c)
			cover[c] = 0
		}
	}
	p.Cover = cover
}

// Mass is what the posting counts for in a mean: the weight of the row times its count.
func (p *Posting) Mass() float64 { return p.Row.Weight * float64(p.count) }

// Strongest is the strongest kind in which the posting asks for any of the terms for which ok holds.
func (p *Posting) Strongest(ok func(term int) bool) (best job.Kind) {
	for _, g := range p.Groups {
		for i, t := range g.Terms {
			if ok(t) && g.Kinds[i].Strength() < best.Strength() {
				best = g.Kinds[i]
			}
		}
	}
	return best
}

// ByKind counts postings by the strongest kind in which they ask for something.
type ByKind struct {
	Required  int `json:"required"`
	Preferred int `json:"preferred"`
	Duty      int `json:"duty"`
}

// Add counts n more postings of a kind; kinds that are no demand are not counted.
func (b *ByKind) Add(k job.Kind, n int) {
	switch k {
	case job.Required:
		b.Required += n
	case job.Preferred:
		b.Preferred += n
	case job.Duty:
		b.Duty += n
	}
}
