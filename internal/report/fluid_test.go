package report

import (
	"slices"
	"testing"
	"time"

	"jobsignal/internal/demand"
	"jobsignal/internal/inlay"
)

// TestFluid chooses in a page over as many postings as it carries. On two cores that are free, counts, shares and
// intervals stand within 200 ms of a choice, and the draws within 2 s; the log says what this machine did. A machine that
// is busy with other tests is given five times as long, so that what fails is the page and not the neighbours.
func TestFluid(t *testing.T) {
	ctx := browser(t)
	in := madeUp(t, inlay.RowLimit, 3, demand.Options{Today: "2026-11-22", Draws: 50})
	p := open(t, ctx, made(t, in), view{width: 1280, height: 800})
	var counts, certain []float64
	for _, fragment := range []string{"?platform=azure", "?role=machine-learning-engineer", "?place=Berlin", "?seniority=senior", "?kind=required", "?q=northwind", "?remote=yes"} {
		begun := time.Now()
		follow(t, p, fragment)
		certain = append(certain, time.Since(begun).Seconds()*1000-pause.Seconds()*1000)
		counts = append(counts, eval[float64](t, p, `Page.took`))
	}
	slices.Sort(counts)
	slices.Sort(certain)
	middle, most := counts[len(counts)/2], certain[len(certain)-1]
	t.Logf("%d postings: counts after %.0f ms (middle of %d choices; longest %.0f), draws after %.0f ms at most", len(in.Rows), middle, len(counts), counts[len(counts)-1], most)
	if middle > 5*200 || most > 5*2000 {
		t.Errorf("counts after %.0f ms, draws after %.0f ms: want 200 and 2000, and at most five times that on a busy machine", middle, most)
	}
}
