package chance

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Table is what a bootstrap draws from: one row of sums for each employer, and behind them rows of a prior.
type Table struct {
	Width int
	Rows  []float32 // row by row, Width each
	Units []float64 // by row: how many independent employers it stands for
	Prior int       // how many of the last rows are the prior's; Draw does not scale them
}

// Draw makes one Bayesian bootstrap draw (Rubin, Annals of Statistics 9 (1981) 130–134) and adds up the rows with its
// weights into sum: every employer gets a weight from the gamma distribution with mean scale × its units, which,
// divided by their sum, is a Dirichlet draw. The shapes are shrunk by Spread, so that the variance of a mean is the
// unbiased one. scale 1 is the data as they are; scale 2 is twice as many postings like these. The number of the draw
// and the seed decide the weights.
//
// Example: employers A (cover 1) and B (cover 0) with shape 1 and no prior: the mean in a draw is a/(a+b), uniform
// between 0 and 1; an interval from 0.025 to 0.975 is what two employers are worth.
func (t *Table) Draw(sum []float64, scale float64, seed, number uint64) {
	r := rand.New(rand.NewPCG(seed, number))
	clear(sum)
	real := len(t.Units) - t.Prior
	scale *= Spread(t.Units[:real])
	for j, units := range t.Units {
		if j < real {
			units *= scale
		}
		g := gamma(r, units)
		row := t.Rows[j*t.Width:][:len(sum)]
		for k := range sum {
			sum[k] += g * float64(row[k])
		}
	}
}

// Spread is the shape of an employer's weight. With n employers and shape a, a mean varies as s²/(n·a + 1), where
// s² divides by n; 1 − 2/n would make that s²/(n − 1). What leads is the largest of several means, and the few employers
// of a sample tell too little of their spread: measured (bench/worlds), 1 − 2/n said "first in 45 %" where it was so in 37 to
// 39 %, and 1 − 3.5/n is right within 5 points in each tenth, with intervals of a fit that hold the truth in 96 % at
// n = 8. From a hundred employers on it is 1, which differs by less than anyone can see and is drawn faster.
// Example: 8 employers 0.56, 2 employers 1/3, 500 employers 1.
func Spread(units []float64) float64 {
	n := 0.0
	for _, u := range units {
		n += u
	}
	if n >= 100 {
		return 1
	}
	return max(1.0/3, 1-3.5/max(1, n))
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

// Middle is the 95 % interval of some draws: their 2.5 % and 97.5 % points. It sorts the draws.
func Middle(draws []float64) (low, high float64) {
	slices.Sort(draws)
	return Quantile(draws, 0.025), Quantile(draws, 0.975)
}

// Quantile is the q point of sorted numbers, interpolated between neighbours (Hyndman & Fan type 7).
// Example: the 0.25 point of 1, 2, 3, 4 is 1.75.
func Quantile(sorted []float64, q float64) float64 {
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
