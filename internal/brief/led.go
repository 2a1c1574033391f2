package brief

import (
	"cmp"
	"slices"

	"jobsignal/internal/demand"
	"jobsignal/internal/prose"
)

// Led is one certification as the draws name it.
type Led struct {
	demand.Fit
	Percent int // of the draws
}

// The strip of the draws holds this many certifications, and none that is too thin to be seen.
const (
	ledMost  = 3
	ledFrom  = 0.02
	restFrom = 0.005
)

// Led lists the certifications that come first most often, most often first, and the percent of draws that name another one.
// Whole percents that are read side by side are added up by the reader: they make 100, for which the others, or without
// others the last, give way.
//
// Example: 0.505, 0.495 and no others: 51 and 49.
func (r *Brief) Led() (led []Led, others int) {
	fits := slices.Clone(r.Result.Fits)
	slices.SortStableFunc(fits, func(a, b demand.Fit) int { return cmp.Compare(b.Recommended, a.Recommended) })
	rest, left := 1.0, 100
	for _, f := range fits[:min(ledMost, len(fits))] {
		if f.Recommended < ledFrom {
			break
		}
		n := prose.First(f.Recommended)
		rest, left = rest-f.Recommended, left-n
		led = append(led, Led{f, n})
	}
	switch {
	case len(led) == 0 || rest > restFrom && left > 0:
		return led, left
	case rest <= restFrom || left < 0:
		led[len(led)-1].Percent += left
	}
	return led, 0
}

// ByFit is the fits with the largest number first, as a table or a drawing of them shows it: bookable, retired, without a
// fit. (Result.Fits puts an active exam before a beta one of nearly the same fit, as the recommendation does.)
func (r *Brief) ByFit() []demand.Fit {
	out := slices.Clone(r.Result.Fits)
	slices.SortStableFunc(out, func(a, b demand.Fit) int {
		return cmp.Or(cmp.Compare(a.Shelf(), b.Shelf()), cmp.Compare(b.Fit, a.Fit))
	})
	return out
}

// Stale says why a posting may no longer stand: "closed", "older than a year", or nothing.
func (r *Brief) Stale(row demand.Row) string {
	switch {
	case row.Closed:
		return "closed"
	case row.Posted != "" && len(row.Posted) == len("2006-01-02") && row.Posted < r.Generated.UTC().AddDate(-1, 0, 0).Format("2006-01-02"):
		return "older than a year"
	}
	return ""
}
