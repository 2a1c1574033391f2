package demand

import (
	"cmp"
	"slices"
	"strings"

	"jobsignal/internal/chance"
	"jobsignal/internal/job"
	"jobsignal/internal/sample"
)

// facetMost is how many values of a field are listed; the others are the difference to Postings.
const facetMost = 50

// who computes who asks: employers and their concentration, the fields that postings state, and pay.
func (s selection) who(r *Result) {
	s.employerRows(r)
	s.concentration(r)
	r.Roles = s.facet(func(p *Row) string { return p.Role })
	r.Seniority = s.facet(func(p *Row) string { return p.Seniority })
	r.Places = s.facet(func(p *Row) string { return City(p.Location) })
	r.Remote = s.facet(func(p *Row) string { return string(p.Remote) })
	r.Languages = s.facet(func(p *Row) string { return p.Language })
	s.salaries(r)
}

// byPlatform counts the postings of some that ask for each platform; platforms without any are left out.
func (s selection) byPlatform(of []int) map[string]int {
	out := map[string]int{}
	for _, i := range of {
		for k, t := range s.Index.Platforms {
			if s.List[i].Asks.Has(k) {
				out[sample.PlatformID(s.Index.Terms[t])] += s.List[i].Row.Count
			}
		}
	}
	return out
}

// employerRows lays named employers beside the platforms. Postings without an employer are not one employer and have no
// row.
func (s selection) employerRows(r *Result) {
	of := make([][]int, len(s.Units))
	for i := range s.List {
		of[s.List[i].Cluster] = append(of[s.List[i].Cluster], i)
	}
	for j, list := range of {
		if sample.EmployerKey(s.Names[j]) != "" {
			r.EmployerRows = append(r.EmployerRows, EmployerDemand{s.Names[j], s.Count(list), s.byPlatform(list)})
		}
	}
	slices.SortFunc(r.EmployerRows, func(a, b EmployerDemand) int {
		return cmp.Or(cmp.Compare(b.Postings, a.Postings), strings.Compare(a.Name, b.Name))
	})
}

// concentration is the smallest number of employers that make up half of a platform's demand.
// Example: of 18 postings that ask for Azure, Contoso has 7 and Fabrikam 4: two employers, 11 of 18, 61 %.
func (s selection) concentration(r *Result) {
	for _, p := range r.Platforms {
		if p.Share.K == 0 {
			continue
		}
		clusters, c := s.largest(s.askers(p.ID)), Concentration{Platform: p.ID, Of: p.Share.K}
		c.All = len(clusters)
		for _, x := range clusters {
			if 2*c.K >= c.Of {
				break
			}
			c.K += x.postings
			c.Employers = append(c.Employers, x.name)
		}
		c.Share = float64(c.K) / float64(c.Of)
		r.Concentration = append(r.Concentration, c)
	}
}

type employer struct {
	name     string
	postings int
}

// largest lists the employers of some postings by number of postings; merged rows without a name count singly.
func (s selection) largest(of []int) []employer {
	k := map[int]int{}
	for _, i := range of {
		k[s.List[i].Cluster] += s.List[i].Row.Count
	}
	var out []employer
	for j, n := range k {
		if name := s.Names[j]; sample.EmployerKey(name) != "" {
			out = append(out, employer{name, n})
			continue
		}
		for range n {
			out = append(out, employer{"", 1})
		}
	}
	slices.SortFunc(out, func(a, b employer) int {
		return cmp.Or(cmp.Compare(b.postings, a.postings), strings.Compare(a.name, b.name))
	})
	return out
}

// facet counts the values of a field, most frequent first, with "" for not stated.
func (s selection) facet(value func(*Row) string) []Facet {
	of := map[string][]int{}
	for i := range s.List {
		v := value(s.List[i].Row)
		of[v] = append(of[v], i)
	}
	values := make([]string, 0, len(of))
	for v := range of {
		values = append(values, v)
	}
	slices.SortFunc(values, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Count(of[b]), s.Count(of[a])), strings.Compare(a, b))
	})
	var out []Facet
	for _, v := range values[:min(facetMost, len(values))] {
		out = append(out, Facet{v, s.Share(s.Every, of[v]), s.byPlatform(of[v])})
	}
	return out
}

// salaryFloor is the number of stated salaries below which a band is hidden.
const salaryFloor = 5

// salaries draws up pay by currency and period, for all postings and for each platform. Nothing is converted.
func (s selection) salaries(r *Result) {
	type key struct{ currency, period, platform string }
	of := map[key][]*sample.Posting{}
	for i := range s.List {
		p := &s.List[i]
		pay := p.Row.Salary
		if pay == nil || pay.Min <= 0 && pay.Max <= 0 {
			continue
		}
		of[key{pay.Currency, pay.Period, ""}] = append(of[key{pay.Currency, pay.Period, ""}], p)
		for k, t := range s.Index.Platforms {
			if at := (key{pay.Currency, pay.Period, sample.PlatformID(s.Index.Terms[t])}); p.Asks.Has(k) {
				of[at] = append(of[at], p)
			}
		}
	}
	for k, list := range of {
		r.Salaries = append(r.Salaries, band(k.currency, k.period, k.platform, list))
	}
	slices.SortFunc(r.Salaries, func(a, b SalaryBand) int {
		return cmp.Or(strings.Compare(a.Currency, b.Currency), strings.Compare(a.Period, b.Period), strings.Compare(a.Platform, b.Platform))
	})
}

// band is pay in one currency and period. A posting counts as often as it stands for equal ones.
func band(currency, period, platform string, of []*sample.Posting) SalaryBand {
	b := SalaryBand{Currency: currency, Period: period, Platform: platform}
	var low, mid, high []float64
	for _, p := range of {
		pay := p.Row.Salary
		for range p.Row.Count {
			low, high, mid = stated(low, pay.Min), stated(high, pay.Max), append(mid, middling(pay))
		}
	}
	b.N, b.Lows, b.Highs = len(mid), len(low), len(high)
	if b.Hidden = b.N < salaryFloor; !b.Hidden {
		b.Mid, b.Low, b.High = box(mid), box(low), box(high)
	}
	return b
}

// stated adds an end of a range that the posting gives.
func stated(list []float64, x float64) []float64 {
	if x > 0 {
		return append(list, x)
	}
	return list
}

// middling is the middle of a stated range, or the one end that is stated.
func middling(pay *job.Salary) float64 {
	if pay.Min > 0 && pay.Max > 0 {
		return (pay.Min + pay.Max) / 2
	}
	return max(pay.Min, pay.Max)
}

// box is the five numbers of a box plot; fewer than salaryFloor numbers give an empty one.
// Example: 100, 120, 130, 150, 200: 100, 120, 130, 150, 200; whiskers from 100 to 150, for 150 + 1.5 × 30 is 195.
func box(x []float64) Box {
	if len(x) < salaryFloor {
		return Box{}
	}
	slices.Sort(x)
	b := Box{Min: x[0], Q1: chance.Quantile(x, 0.25), Median: chance.Quantile(x, 0.5), Q3: chance.Quantile(x, 0.75), Max: x[len(x)-1]}
	reach := 1.5 * (b.Q3 - b.Q1)
	b.Low, b.High = b.Q1, b.Q3
	for _, v := range x {
		if v >= b.Q1-reach && v <= b.Q3+reach {
			b.Low, b.High = min(b.Low, v), max(b.High, v)
		}
	}
	return b
}
