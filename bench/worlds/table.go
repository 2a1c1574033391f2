package main

import (
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"

	"jobsignal/internal/demand"
	"jobsignal/internal/taxonomy"
)

// sizes are the numbers of postings that a person saves.
func sizes() []int { return []int{8, 15, 30, 100} }

// rate counts what was right.
type rate struct{ right, of float64 }

// put counts one case.
func (r *rate) put(ok bool) {
	r.of++
	if ok {
		r.right++
	}
}

// share is the part that was right.
func (r rate) share() float64 { return r.right / max(1, r.of) }

// table adds up the results of samples.
type table struct {
	covered map[string]rate // measure and size → intervals that hold the truth
	worst   map[string]rate // the same for each world's measure, to find the minimum
	tenths  [10]struct{ n, said, right float64 }
	verdict map[string]rate // size → named the best, one within two points, or too close to call
	strict  map[string]rate // size → of those named, named the best
	close   map[string]rate // size → too close to call, though the leader is ten points ahead
	kinds   map[string]int
	third   map[string]rate // the employer-weighted truth, when one employer holds a third
	fits    map[string]rate // size → intervals of fits that hold the truth
}

// newTable is a table without results.
func newTable() *table {
	return &table{covered: map[string]rate{}, worst: map[string]rate{}, verdict: map[string]rate{}, strict: map[string]rate{}, close: map[string]rate{}, kinds: map[string]int{}, fits: map[string]rate{}, third: map[string]rate{}}
}

// put counts one case under a key.
func put(m map[string]rate, key string, ok bool) {
	r := m[key]
	r.put(ok)
	m[key] = r
}

// add takes over the counts of another table.
func (t *table) add(o *table) {
	for _, pair := range [][2]map[string]rate{{t.covered, o.covered}, {t.worst, o.worst}, {t.verdict, o.verdict}, {t.strict, o.strict}, {t.close, o.close}, {t.fits, o.fits}, {t.third, o.third}} {
		for k, r := range pair[1] {
			sum := pair[0][k]
			pair[0][k] = rate{sum.right + r.right, sum.of + r.of}
		}
	}
	for k, n := range o.kinds {
		t.kinds[k] += n
	}
	for i := range t.tenths {
		t.tenths[i].n += o.tenths[i].n
		t.tenths[i].said += o.tenths[i].said
		t.tenths[i].right += o.tenths[i].right
	}
}

// world measures one world and the samples drawn from it.
func (t *table) world(w *world, v *taxonomy.Vocabulary, o demand.Options, repeats int, r *rand.Rand) {
	truth := demand.Measure(w.rows, v, o)
	if truth.Recommendation.Certification == "" {
		return
	}
	for _, n := range sizes() {
		for range repeats {
			said := demand.Measure(w.sample(n, r), v, o)
			t.shares(w.name, n, truth, said)
			t.certainty(n, truth, said)
		}
	}
	if len(w.employers()) < 60 {
		return
	}
	for range 2 * repeats {
		said := demand.Measure(w.lopsided(60, r), v, o)
		for _, p := range said.Platforms {
			if x := find(truth, p.ID); x != nil && x.Votes.Share > 0.03 && x.Votes.Share < 0.97 {
				put(t.third, "60", in(x.Votes.Share, p.Share))
			}
		}
	}
}

// find is what a result says of a platform, nil when it says nothing.
func find(r *demand.Result, id string) *demand.PlatformDemand {
	for i := range r.Platforms {
		if r.Platforms[i].ID == id {
			return &r.Platforms[i]
		}
	}
	return nil
}

// in says whether an interval holds a truth.
func in(x float64, p demand.Proportion) bool { return p.Low <= x && x <= p.High }

// shares compares the intervals of a sample with the truth; shares next to 0 and 1 are left out.
func (t *table) shares(world string, n int, truth, said *demand.Result) {
	put2 := func(what, id string, x, p demand.Proportion) {
		if x.Of == 0 || p.Of == 0 || x.Share < 0.03 || x.Share > 0.97 {
			return
		}
		put(t.covered, fmt.Sprint(what, " ", n), in(x.Share, p))
		put(t.worst, fmt.Sprint(world, " ", what, " ", id), in(x.Share, p))
	}
	for _, p := range said.Platforms {
		if x := find(truth, p.ID); x != nil {
			put2("share", p.ID, x.Share, p.Share)
			put2("enough", p.ID, x.Enough, p.Enough)
			put2("only", p.ID, x.Only, p.Only)
		}
	}
	for _, f := range said.Fits {
		if x := fitOf(truth, f.Code); f.NoFit == "" && x > 0.03 {
			put(t.fits, fmt.Sprint(n), f.Low <= x && x <= f.High)
		}
	}
	for _, lists := range [][2][]demand.TermDemand{{truth.Services, said.Services}, {truth.Skills, said.Skills}, {truth.Tools, said.Tools}} {
		for _, x := range lists[0][:min(12, len(lists[0]))] {
			p := demand.Proportion{Of: said.Postings}
			p.Low, p.High = demand.Wilson(0, float64(said.Postings))
			if i := slices.IndexFunc(lists[1], func(y demand.TermDemand) bool { return y.ID == x.ID }); i >= 0 {
				p = lists[1][i].Demand
			}
			put2("term", x.ID, x.Demand, p)
		}
	}
}

// certainty compares "first in x %" and the verdict of a sample with the truth.
func (t *table) certainty(n int, truth, said *demand.Result) {
	best := truth.Recommendation.Certification
	for _, f := range said.Fits {
		if f.Bookable && f.NoFit == "" && f.Recommended > 0.02 && said.Recommendation.Verdict != demand.Nothing {
			i := min(9, int(10*f.Recommended))
			t.tenths[i].n++
			t.tenths[i].said += f.Recommended
			if f.Code == best {
				t.tenths[i].right++
			}
		}
	}
	key := fmt.Sprint(n)
	rec := said.Recommendation
	t.kinds[key+" "+string(rec.Verdict)]++
	named := rec.Verdict == demand.Clear || rec.Verdict == demand.Leaning
	put(t.verdict, key, !named || fitOf(truth, rec.Certification) > fitOf(truth, best)-0.02)
	if named {
		put(t.strict, key, rec.Certification == best)
		put(t.strict, key+" "+string(rec.Verdict), rec.Certification == best)
	}
	if ahead(truth) >= 0.10 {
		put(t.close, key, rec.Verdict == demand.TooClose)
	}
}

// fitOf is the fit that a result gives a certification.
func fitOf(r *demand.Result, code string) float64 {
	for _, f := range r.Fits {
		if f.Code == code {
			return f.Fit
		}
	}
	return 0
}

// ahead is how far the best certification of a world is before the next one that can be booked.
func ahead(r *demand.Result) float64 {
	best, next := fitOf(r, r.Recommendation.Certification), 0.0
	for _, f := range r.Fits {
		if f.Bookable && f.NoFit == "" && f.Code != r.Recommendation.Certification {
			next = max(next, f.Fit)
		}
	}
	return best - next
}

// print writes the tables of docs/method.md.
func (t *table) print(w io.Writer, worlds, postings int) {
	fmt.Fprintf(w, "%d worlds made of %d postings\n\n| interval of | n | holds the truth | intervals |\n|---|---|---|---|\n", worlds, postings)
	all := rate{}
	for _, what := range []string{"share", "enough", "only", "term"} {
		for _, n := range sizes() {
			r := t.covered[fmt.Sprint(what, " ", n)]
			fmt.Fprintf(w, "| %s | %d | %.3f | %.0f |\n", what, n, r.share(), r.of)
			all = rate{all.right + r.right, all.of + r.of}
		}
	}
	fmt.Fprintf(w, "| all of these | | %.3f | %.0f |\n", all.share(), all.of)
	for _, n := range sizes() {
		r := t.fits[fmt.Sprint(n)]
		fmt.Fprintf(w, "| fit | %d | %.3f | %.0f |\n", n, r.share(), r.of)
	}
	third := t.third["60"]
	fmt.Fprintf(w, "| share, a third from one employer | 60 | %.3f | %.0f |\n\n", third.share(), third.of)
	low, where := t.minimum()
	fmt.Fprintf(w, "lowest of any one measure in a kind of world: %.3f (%s)\n\n", low, where)
	t.printCertainty(w)
}

// minimum is the worst coverage of one measure over the worlds of one country and role family, where at least 200
// intervals were drawn.
func (t *table) minimum() (low float64, where string) {
	low = 1
	for _, k := range slices.Sorted(maps.Keys(t.worst)) {
		if r := t.worst[k]; r.of >= 200 && r.share() < low {
			low, where = r.share(), k
		}
	}
	return low, where
}

// printCertainty writes how often "first in x %" and the verdict were right. The tenths count every certification that a
// sample gives more than 2 %, not only the leaders, so that the low ones say something too.
func (t *table) printCertainty(w io.Writer) {
	fmt.Fprint(w, "| first in | said | was | n |\n|---|---|---|---|\n")
	for i, x := range t.tenths {
		fmt.Fprintf(w, "| %d to %d %% | %.3f | %.3f | %.0f |\n", 10*i, 10*i+10, x.said/max(1, x.n), x.right/max(1, x.n), x.n)
	}
	fmt.Fprint(w, "\n| n | verdict right | named the best | clear and best | leaning and best | too close, leader 10 points ahead | tally | too close | leaning | clear |\n|---|---|---|---|---|---|---|---|---|---|\n")
	all := rate{}
	for _, n := range sizes() {
		k := fmt.Sprint(n)
		all = rate{all.right + t.verdict[k].right, all.of + t.verdict[k].of}
		fmt.Fprintf(w, "| %s | %.3f | %.3f | %.3f | %.3f | %.3f of %.0f |", k, t.verdict[k].share(), t.strict[k].share(), t.strict[k+" clear"].share(),
			t.strict[k+" leaning"].share(), t.close[k].share(), t.close[k].of)
		for _, v := range []demand.Verdict{demand.Tally, demand.TooClose, demand.Leaning, demand.Clear} {
			fmt.Fprintf(w, " %d |", t.kinds[k+" "+string(v)])
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "| all | %.3f |\n", all.share())
}
