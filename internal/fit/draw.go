package fit

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"jobsignal/internal/chance"
	"jobsignal/internal/sample"
)

// The prior of the resamples: imaginary postings worth priorMass real ones in all, so that what every posting
// says is still not certain. Each compared platform gets an equal part, and within it each certification that
// can be recommended: its imaginary posting requires the platform and asks, in equal parts, for all that the exam
// covers. What the other exams cover of it follows from the definition of cover.
const priorMass = 1.5

// draws holds the sums a resample needs, one row for each employer: a draw is one weight for each row.
type draws struct {
	*sample.Postings
	table chance.Table
	o     Options
	base  resamples // the draws behind every certainty
}

// resamples are the results of a number of draws.
type resamples struct {
	fit      [][]float64 // draw → certification → mean cover
	standing [][]float64 // draw → platform → enough and share pooled, not divided by the number of postings
	place    []float64   // draw → mean of Options.Place; empty when no posting has one
}

// Columns of the table: mass of counted postings, mass of those with a place, sum of places, then covers, then standings.
const (
	colMass = iota
	colPlaced
	colPlace
	colFirst
)

// newDraws adds up the postings by employer, so that a draw costs one step for each employer and not for each posting,
// and makes the draws behind every certainty.
func newDraws(s *sample.Postings, o Options) *draws {
	width := colFirst + len(s.Index.Exams) + len(s.Index.Platforms)
	d := &draws{Postings: s, o: o}
	d.table = chance.Table{Width: width, Rows: make([]float32, len(s.Units)*width), Units: slices.Clone(s.Units)}
	for i := range s.List {
		d.add(&s.List[i], d.table.Rows[s.List[i].Cluster*width:][:width])
	}
	d.prior()
	d.base = d.run(1, o.Draws)
	return d
}

// add adds a posting to its employer's row.
func (d *draws) add(p *sample.Posting, row []float32) {
	w := float32(p.Each)
	if d.o.Place != nil {
		if at, ok := d.o.Place(p); ok {
			row[colPlaced] += w
			row[colPlace] += w * float32(at)
		}
	}
	if p.Total > 0 {
		row[colMass] += w
		for c, cover := range p.Cover {
			row[colFirst+c] += w * float32(cover)
		}
	}
	standing := row[colFirst+len(d.Index.Exams):]
	for k := range standing {
		if p.Asks.Has(k) {
			standing[k] += w
		}
		if p.Enough.Has(k) {
			standing[k] += w
		}
	}
}

// prior adds the imaginary postings.
func (d *draws) prior() {
	x := d.Index
	parts := map[int][]int{}
	for c := range x.Exams {
		if x.Exams[c].Candidate() && len(x.Exams[c].Scope) > 0 {
			parts[x.Exams[c].Platform] = append(parts[x.Exams[c].Platform], c)
		}
	}
	for k := -1; k < len(x.Platforms); k++ {
		for _, c := range parts[k] {
			d.table.Rows = append(d.table.Rows, d.imaginary(c)...)
			d.table.Units = append(d.table.Units, priorMass/float64(len(parts)*len(parts[k])))
			d.table.Prior++
		}
	}
}

// imaginary is the row of the imaginary posting of one exam.
func (d *draws) imaginary(c int) []float32 {
	x, row := d.Index, make([]float32, d.table.Width)
	e := &x.Exams[c]
	row[colMass] = 1
	for other := range x.Exams {
		if o := x.Exams[other].Platform; o >= 0 && e.Platform >= 0 && o != e.Platform {
			continue
		}
		for _, t := range e.Scope {
			if x.Scope[t].Has(other) {
				row[colFirst+other] += 1 / float32(len(e.Scope))
			}
		}
	}
	if e.Platform >= 0 {
		row[colFirst+len(x.Exams)+e.Platform] = 2 // asked for, and enough
	}
	return row
}

// run makes n draws; scale is that of chance.Table.Draw.
func (d *draws) run(scale float64, n int) resamples {
	out := resamples{fit: make([][]float64, n), standing: make([][]float64, n), place: make([]float64, n)}
	exams := len(d.Index.Exams)
	atOnce(n, func(i int) {
		sum := make([]float64, d.table.Width)
		d.table.Draw(sum, scale, d.o.Seed, uint64(i))
		fit := sum[colFirst:][:exams:exams]
		for c := range fit {
			fit[c] /= max(sum[colMass], tiny)
		}
		out.fit[i], out.standing[i], out.place[i] = fit, sum[colFirst+exams:], -1
		if sum[colPlaced] > 0 {
			out.place[i] = sum[colPlace] / sum[colPlaced]
		}
	})
	out.place = slices.DeleteFunc(out.place, func(at float64) bool { return at < 0 })
	return out
}

// atOnce calls do for each number below n, on every core. What do writes belongs to its number, so that the result is the
// same on any number of cores.
func atOnce(n int, do func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				do(int(i))
			}
		})
	}
	all.Wait()
}

// column takes one certification's fit out of every draw.
func (r resamples) column(c int) []float64 {
	out := make([]float64, len(r.fit))
	for i := range r.fit {
		out[i] = r.fit[i][c]
	}
	return out
}
