package demand

import (
	"math"
	"math/rand/v2"
	"slices"
)

// The prior of the resamples: imaginary postings worth priorMass real ones in all, so that what every posting
// says is still not certain. Each compared platform gets an equal part, and within it each certification that
// can be recommended: its imaginary posting requires the platform and asks, in equal parts, for all that the exam
// covers. What the other exams cover of it follows from the definition of cover.
const priorMass = 1.5

// draws holds the sums a resample needs, one row for each employer: a draw is one weight for each row.
type draws struct {
	sample *sample
	table  []float32 // rows × width
	units  []float64 // by row: the shape of its weight
	width  int
	n      int
	seed   uint64
	base   resamples // the draws behind every certainty
}

// resamples are the results of a number of draws.
type resamples struct {
	fit      [][]float64 // draw → certification → mean cover
	standing [][]float64 // draw → platform → enough and share pooled, not divided by the number of postings
	axis     []float64   // draw → mean place on the axis; empty when no posting has a place
}

// Columns of the table: countable mass, axis mass, axis place, then covers, then standings.
const (
	colMass = iota
	colAxis
	colPlace
	colFirst
)

func newDraws(s *sample, o Options) *draws {
	x := s.index
	d := &draws{sample: s, n: o.Draws, seed: o.Seed, width: colFirst + len(x.exams) + len(x.platforms)}
	d.units = slices.Clone(s.units)
	d.table = make([]float32, len(s.units)*d.width)
	for i := range s.postings {
		s.postings[i].sum(x, d.table[s.postings[i].cluster*d.width:][:d.width])
	}
	d.prior()
	d.base = d.run(1, d.n)
	return d
}

// sum adds a posting to its employer's row.
func (p *posting) sum(x *index, row []float32) {
	w := float32(p.each)
	if at, build, integrate := place(p.groups, x); build+integrate > 0 {
		row[colAxis] += w
		row[colPlace] += w * float32(at)
	}
	if p.total > 0 {
		row[colMass] += w
		for c, cover := range p.cover {
			row[colFirst+c] += w * float32(cover)
		}
	}
	for k := range x.platforms {
		if p.asks.has(k) {
			row[colFirst+len(x.exams)+k] += w
		}
		if p.hard && p.enough.has(k) {
			row[colFirst+len(x.exams)+k] += w
		}
	}
}

// prior adds the imaginary postings.
func (d *draws) prior() {
	x := d.sample.index
	parts := map[int][]int{}
	for c := range x.exams {
		if x.exams[c].candidate() && len(x.exams[c].scope) > 0 {
			parts[x.exams[c].platform] = append(parts[x.exams[c].platform], c)
		}
	}
	for k := -1; k < len(x.platforms); k++ {
		for _, c := range parts[k] {
			d.table = append(d.table, d.imaginary(c)...)
			d.units = append(d.units, priorMass/float64(len(parts)*len(parts[k])))
		}
	}
}

func (d *draws) imaginary(c int) []float32 {
	x, row := d.sample.index, make([]float32, d.width)
	e := &x.exams[c]
	row[colMass] = 1
	for other := range x.exams {
		if o := x.exams[other].platform; o >= 0 && e.platform >= 0 && o != e.platform {
			continue
		}
		for _, t := range e.scope {
			if x.scope[t].has(other) {
				row[colFirst+other] += 1 / float32(len(e.scope))
			}
		}
	}
	if e.platform >= 0 {
		row[colFirst+len(x.exams)+e.platform] = 2 // asked for, and enough
	}
	return row
}

// run makes n Bayesian bootstrap draws (Rubin, Annals of Statistics 9 (1981) 130–134) over employers: every
// employer gets a weight from the gamma distribution with mean scale × its units, which, divided by their sum, is
// a Dirichlet draw. The shapes are shrunk by spread, so that the variance of a mean is the unbiased one. scale 1 is
// the data as they are; scale 2 is twice as many postings like these.
//
// Example: employers A (cover 1) and B (cover 0) with shape 1 and no prior: the fit in a draw is a/(a+b), uniform
// between 0 and 1; an interval from 0.025 to 0.975 is what two employers are worth.
func (d *draws) run(scale float64, n int) resamples {
	var out resamples
	sum, real := make([]float64, d.width), len(d.sample.units)
	scale *= spread(d.sample.units)
	for i := range n {
		r := rand.New(rand.NewPCG(d.seed, uint64(i)))
		clear(sum)
		for j, units := range d.units {
			if j < real {
				units *= scale
			}
			g := gamma(r, units)
			row := d.table[j*d.width:][:len(sum)]
			for k := range sum {
				sum[k] += g * float64(row[k])
			}
		}
		out.add(sum, len(d.sample.index.exams))
	}
	return out
}

// add keeps what follows from the sums of one draw.
func (r *resamples) add(sum []float64, exams int) {
	kept := slices.Clone(sum[colFirst:])
	fit, standing := kept[:exams:exams], kept[exams:]
	for c := range fit {
		fit[c] /= max(sum[colMass], tiny)
	}
	r.fit, r.standing = append(r.fit, fit), append(r.standing, standing)
	if sum[colAxis] > 0 {
		r.axis = append(r.axis, sum[colPlace]/sum[colAxis])
	}
}

// spread is the shape of an employer's weight. With n employers and shape a, a mean varies as s²/(n·a + 1), where
// s² divides by n; 1 − 2/n makes that s²/(n − 1), without which intervals of few postings are too narrow
// (bench/worlds: 92 % instead of 95 %). Example: 8 employers 0.75, 2 employers 1/3, many nearly 1.
func spread(units []float64) float64 {
	n := 0.0
	for _, u := range units {
		n += u
	}
	return max(1.0/3, 1-2/max(1, n))
}

// gamma draws from the gamma distribution with the given shape and scale 1.
// Source: Marsaglia & Tsang, ACM TOMS 26 (2000) 363–372; shape 1 is the exponential distribution.
func gamma(r *rand.Rand, shape float64) float64 {
	if shape == 1 {
		return r.ExpFloat64()
	}
	if shape < 1 {
		return gamma(r, shape+1) * math.Pow(1-r.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v *= v * v
		if math.Log(1-r.Float64()) < 0.5*x*x+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// middle is the 95 % interval of some draws: their 2.5 % and 97.5 % points. It sorts the draws.
func middle(draws []float64) (low, high float64) {
	slices.Sort(draws)
	return quantile(draws, 0.025), quantile(draws, 0.975)
}

// quantile is the q point of sorted numbers, interpolated between neighbours (Hyndman & Fan type 7).
// Example: the 0.25 point of 1, 2, 3, 4 is 1.75.
func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// column takes one certification's fit out of every draw.
func (r resamples) column(c int) []float64 {
	out := make([]float64, len(r.fit))
	for i := range r.fit {
		out[i] = r.fit[i][c]
	}
	return out
}
