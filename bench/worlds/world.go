package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"jobsignal/internal/demand"
)

// world is a population of postings with weights: its truth is what Measure says of it.
type world struct {
	name string
	rows []demand.Row // Weight says how common such a posting is
}

// floor is how many postings a country and role family must have to become worlds.
const floor = 250

// makeWorlds crosses countries and role families, and reweights each cross again and again: postings that ask for
// some platforms and terms become more common, others rarer, so that every world has another truth.
func makeWorlds(rows []demand.Row, n int, r *rand.Rand) []world {
	cross := map[string][]demand.Row{}
	for _, row := range rows {
		for _, key := range []string{country(row.Location) + " " + family(row.Title), country(row.Location), family(row.Title)} {
			cross[key] = append(cross[key], row)
		}
	}
	var keys []string
	for key, list := range cross {
		if len(list) >= floor {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	var out []world
	for i := range n {
		key := keys[i%len(keys)]
		w := world{name: key, rows: slices.Clone(cross[key])}
		if i >= len(keys) {
			w.tilt(r)
		}
		out = append(out, w)
	}
	return out
}

// tilt multiplies the weight of postings by what a handful of random terms and all platforms are worth in this world.
func (w *world) tilt(r *rand.Rand) {
	worth := map[string]float64{"aws": r.NormFloat64(), "azure": r.NormFloat64(), "gcp": r.NormFloat64()}
	var seen []string
	for _, row := range w.rows {
		for _, g := range row.Groups {
			seen = append(seen, g.Terms...)
		}
	}
	slices.Sort(seen)
	for range 8 {
		if len(seen) > 0 {
			worth[seen[r.IntN(len(seen))]] += 0.8 * r.NormFloat64()
		}
	}
	for i := range w.rows {
		sum, done := 0.0, map[string]bool{}
		for _, g := range w.rows[i].Groups {
			for _, t := range g.Terms {
				platform, _, _ := strings.Cut(t, ".")
				for _, id := range []string{t, platform} {
					if !done[id] {
						done[id] = true
						sum += worth[id]
					}
				}
			}
		}
		w.rows[i].Weight = math.Exp(max(-3, min(3, sum)))
	}
}

// sample draws n postings, each independent of the others.
func (w *world) sample(n int, r *rand.Rand) []demand.Row {
	sum := make([]float64, len(w.rows))
	total := 0.0
	for i := range w.rows {
		total += w.rows[i].Weight
		sum[i] = total
	}
	var out []demand.Row
	for i := range n {
		at, _ := slices.BinarySearch(sum, r.Float64()*total)
		out = append(out, w.take(min(at, len(sum)-1), i))
	}
	return out
}

// take is a copy of one posting under an id of its own. Drawn twice, it is two postings of the same employer.
func (w *world) take(i, id int) demand.Row {
	row := w.rows[i]
	row.Posting, row.Weight, row.Count = int64(id+1), 1, 1
	return row
}

// lopsided draws one posting each from two thirds of n employers, and a third of n postings from one more. Every
// employer is as likely, so that the truth behind it is the employer-weighted one.
func (w *world) lopsided(n int, r *rand.Rand) []demand.Row {
	by := w.employers()
	var out []demand.Row
	for i, e := range r.Perm(len(by)) {
		times := 1
		if i == 0 {
			times = n / 3
		}
		for range times {
			out = append(out, w.take(by[e][r.IntN(len(by[e]))], len(out)))
		}
		if len(out) >= n {
			break
		}
	}
	return out
}

// employers lists the postings of each named employer.
func (w *world) employers() [][]int {
	at, out := map[string]int{}, [][]int{}
	for i, row := range w.rows {
		if row.Employer == "" {
			continue
		}
		if _, ok := at[row.Employer]; !ok {
			at[row.Employer] = len(out)
			out = append(out, nil)
		}
		out[at[row.Employer]] = append(out[at[row.Employer]], i)
	}
	return out
}

// country reads the country off a place as the corpus writes it.
func country(place string) string {
	switch {
	case strings.HasSuffix(place, "USA"):
		return "us"
	case strings.HasSuffix(place, "NL"), strings.HasSuffix(place, "Netherlands"):
		return "nl"
	}
	return "de"
}

// family is a rough role family by the words of a title.
func family(title string) string {
	t := strings.ToLower(title)
	for _, f := range [][]string{{"data engineer", "data engineer", "etl", "data platform", "big data"},
		{"ml engineer", "machine learning", "mlops", "ml engineer", "ai engineer", "genai", "ai/ml", "llm", "agentic"},
		{"scientist", "scientist", "data science"}, {"analyst", "analyst", "analytics", "intelligence"},
		{"cloud", "cloud", "devops", "infrastructure", "architect", "platform"},
		{"software", "software", "developer", "backend", "full stack", "fullstack", "engineer"}} {
		for _, word := range f[1:] {
			if strings.Contains(t, word) {
				return f[0]
			}
		}
	}
	return "other"
}
