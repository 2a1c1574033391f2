package chance

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within || math.IsNaN(got) {
		t.Errorf("%s = %v, want %v ± %v", what, got, want, within)
	}
}

func TestWilson(t *testing.T) {
	for _, c := range []struct{ k, n, low, high float64 }{
		{8, 12, 0.391, 0.862}, {0, 5, 0, 0.434}, {5, 5, 0.566, 1}, {4, 10, 0.168, 0.687}, {8, 8, 0.676, 1}, {0, 0, 0, 1},
	} {
		low, high := Wilson(c.k/max(c.n, 1), c.n)
		near(t, "low", low, c.low, 0.0006)
		near(t, "high", high, c.high, 0.0006)
	}
}

func TestDesignEffect(t *testing.T) {
	one := func(hits ...float64) (out []Cluster) {
		for _, h := range hits {
			out = append(out, Cluster{1, 1, h})
		}
		return out
	}
	for _, c := range []struct {
		name   string
		in     []Cluster
		n      int
		want   float64
		wantOK bool
	}{
		{"no clusters", one(1, 1, 1, 0, 0, 1), 6, 1, true},
		{"pairs alike", []Cluster{{1, 2, 2}, {1, 2, 2}, {1, 2, 0}, {1, 2, 0}}, 8, 2, true},
		{"pairs mixed", []Cluster{{1, 2, 1}, {1, 2, 1}, {1, 2, 1}, {1, 2, 1}}, 8, 1, true},
		{"merged", []Cluster{{3, 1, 1}, {3, 1, 0}}, 6, 1, true},
		{"one employer", []Cluster{{1, 8, 5}}, 8, 1, false},
		{"all of them", []Cluster{{1, 4, 4}, {1, 4, 4}}, 8, 1, false},
	} {
		got, ok := DesignEffect(c.in, c.n)
		if math.Abs(got-c.want) > 1e-9 || ok != c.wantOK {
			t.Errorf("%s: DesignEffect = %v, %v, want %v, %v", c.name, got, ok, c.want, c.wantOK)
		}
	}
	if got := Ceiling(append(slices.Repeat([]Cluster{{1, 1, 0}}, 150), Cluster{1, 150, 0}), 300); math.Abs(got-75.5) > 1e-9 {
		t.Errorf("Ceiling = %v, want 75.5", got)
	}
}

// The intervals cover the truth about 95 times in 100, also when postings of one employer are alike and when one
// employer holds a third of them. Employers differ: each one's own share is drawn from a beta distribution.
func TestCoverage(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name  string
		sizes []int
		floor float64
	}{
		{"single postings", slices.Repeat([]int{1}, 30), 0.93},
		{"forty employers of one to five", slices.Repeat([]int{1, 1, 1, 2, 5}, 8), 0.92},
		{"one holds a third", append(slices.Repeat([]int{1}, 40), 20), 0.90},
	} {
		covered, trials := 0, 0
		for _, p := range []float64{0.15, 0.4, 0.7} {
			for range 700 {
				trials++
				if low, high := simulate(r, c.sizes, p); low <= p && p <= high {
					covered++
				}
			}
		}
		got := float64(covered) / float64(trials)
		t.Logf("%s: %.3f", c.name, got)
		if got < c.floor || got > 0.99 {
			t.Errorf("%s: coverage = %.3f, want %.2f to 0.99", c.name, got, c.floor)
		}
	}
}

func simulate(r *rand.Rand, sizes []int, p float64) (low, high float64) {
	var clusters []Cluster
	n, k := 0, 0.0
	for _, size := range sizes {
		a, b := gamma(r, 2*p), gamma(r, 2*(1-p)) // within one employer alike: correlation 1/3
		c := Cluster{1, float64(size), 0}
		for range size {
			if r.Float64() < a/(a+b) {
				c.Hits++
			}
		}
		clusters, n, k = append(clusters, c), n+size, k+c.Hits
	}
	effect, ok := DesignEffect(clusters, n)
	if !ok {
		effect = Ceiling(clusters, n)
	}
	return Wilson(k/float64(n), float64(n)/effect)
}

func TestGamma(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, shape := range []float64{0.05, 0.3, 1, 2.5, 40} {
		sum, square := 0.0, 0.0
		const n = 200_000
		for range n {
			x := gamma(r, shape)
			sum += x
			square += x * x
		}
		mean := sum / n
		near(t, "mean", mean, shape, 4*math.Sqrt(shape/n))
		near(t, "variance", square/n-mean*mean, shape, 0.05*shape+0.01)
	}
}

func TestQuantile(t *testing.T) {
	x := []float64{1, 2, 3, 4}
	near(t, "Quantile(0.25)", Quantile(x, 0.25), 1.75, 1e-12)
	near(t, "Quantile(1)", Quantile(x, 1), 4, 0)
	near(t, "quantile of one", Quantile(x[:1], 0.4), 1, 0)
	near(t, "quantile of none", Quantile(nil, 0.4), 0, 0)
}

// Two employers, one with cover 1, one with 0: the mean of draws is uniform when the shape is 1; with the shape of two
// employers, 1/3, it lies nearer the ends. A prior row pulls every draw towards itself and is not scaled.
func TestDraw(t *testing.T) {
	table := Table{Width: 2, Rows: []float32{1, 1, 1, 0}, Units: []float64{1, 1}}
	sum, shares := make([]float64, 2), []float64{}
	for i := range 4000 {
		table.Draw(sum, 3, 7, uint64(i)) // 3 × 1/3: shape 1
		shares = append(shares, sum[1]/sum[0])
	}
	low, high := Middle(shares)
	near(t, "2.5 % point", low, 0.025, 0.01)
	near(t, "97.5 % point", high, 0.975, 0.01)
	first := slices.Clone(sum)
	table.Draw(sum, 3, 7, 3999)
	if !slices.Equal(sum, first) {
		t.Errorf("Draw of the same number = %v, want %v again", sum, first)
	}
	table = Table{Width: 2, Rows: append(table.Rows, 1, 0), Units: []float64{1, 1, 1000}, Prior: 1}
	table.Draw(sum, 1, 7, 1)
	if sum[1]/sum[0] > 0.05 {
		t.Errorf("mean under a heavy prior of 0 = %v, want nearly 0", sum[1]/sum[0])
	}
}

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		units []float64
		want  float64
	}{{nil, 1.0 / 3}, {[]float64{1}, 1.0 / 3}, {[]float64{1, 1}, 1.0 / 3}, {slices.Repeat([]float64{1}, 8), 0.5625}, {[]float64{8}, 0.5625}, {[]float64{500}, 1}} {
		near(t, "Spread", Spread(c.units), c.want, 1e-12)
	}
}
