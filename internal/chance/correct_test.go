package chance

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestCorrect is the example of the comment, and the ends.
func TestCorrect(t *testing.T) {
	wilson := func(k, n int) Proportion {
		p := Proportion{K: k, Of: n, Share: float64(k) / float64(n), Effective: float64(n)}
		p.Low, p.High = Wilson(p.Share, p.Effective)
		return p
	}
	precision, recall := Rate{95, 100, 100}, Rate{90, 100, 100}
	for _, c := range []struct {
		p                Proportion
		share, low, high float64
	}{
		{wilson(40, 100), 0.422, 0.322, 0.534},
		{wilson(0, 100), 0, 0, 0.044},
		{wilson(100, 100), 1, 0.964, 1},
	} {
		got := Correct(c.p, precision, recall)
		if math.Abs(got.Share-c.share) > 5e-4 || math.Abs(got.Low-c.low) > 2e-3 || math.Abs(got.High-c.high) > 2e-3 {
			t.Errorf("Correct(%d of %d) = %.3f (%.3f–%.3f), want %.3f (%.3f–%.3f)", c.p.K, c.p.Of, got.Share, got.Low, got.High, c.share, c.low, c.high)
		}
	}
	if got := Correct(wilson(40, 100), Rate{}, recall); got != wilson(40, 100) {
		t.Errorf("Correct without a grade = %+v, want the raw share", got)
	}
}

// TestRateOf pools documents: five that were read without a mistake and one that was read badly are worth less than as
// many pairs of as many documents.
func TestRateOf(t *testing.T) {
	var docs []Cluster
	for range 5 {
		docs = append(docs, Cluster{Units: 1, All: 10, Hits: 10})
	}
	docs = append(docs, Cluster{Units: 1, All: 10, Hits: 2})
	if r := RateOf(docs); r.K != 52 || r.Of != 60 || r.Effective >= 30 || r.Effective < 6 {
		t.Errorf("RateOf = %+v, want 52 of 60, worth between 6 and 30", r)
	}
	if r := RateOf(docs[:5]); r.Share() != 1 || r.Effective != 5 {
		t.Errorf("RateOf without a mistake = %+v, want one voice a document", r)
	}
}

// TestCorrectCovers draws postings and a grade from a world whose truth is known: the corrected interval holds the truth
// about as often as it says, where the raw one is off by the mistakes of the reading.
func TestCorrectCovers(t *testing.T) {
	const n, labelled, worlds = 400, 300, 3000
	const truth, recall, false1 = 0.30, 0.80, 0.01 // found where it is not asked for
	r := rand.New(rand.NewPCG(3, 9))
	hit := func(p float64) bool { return r.Float64() < p }
	raw, corrected := 0, 0
	for range worlds {
		found := 0
		for range n {
			if there := hit(truth); there && hit(recall) || !there && hit(false1) {
				found++
			}
		}
		p := Proportion{K: found, Of: n, Share: float64(found) / n, Effective: n}
		p.Low, p.High = Wilson(p.Share, p.Effective)
		var tp, fp, fn int
		for range labelled {
			switch there := hit(truth); {
			case there && hit(recall):
				tp++
			case there:
				fn++
			case hit(false1):
				fp++
			}
		}
		c := Correct(p, Rate{tp, tp + fp, float64(tp + fp)}, Rate{tp, tp + fn, float64(tp + fn)})
		if p.Low <= truth && truth <= p.High {
			raw++
		}
		if c.Low <= truth && truth <= c.High {
			corrected++
		}
	}
	share := float64(corrected) / worlds
	t.Logf("the truth lies in %.3f of the corrected intervals, in %.3f of the raw ones", share, float64(raw)/worlds)
	if share < 0.94 || share > 0.975 {
		t.Errorf("corrected intervals hold the truth in %.3f of worlds, want 0.95", share)
	}
	if float64(raw)/worlds > 0.7 {
		t.Errorf("raw intervals hold the truth in %.3f of worlds: this world does not test the correction", float64(raw)/worlds)
	}
}
