package chance

import "math"

// Rate is how often a reading was right on labelled postings: K of Of, which are worth Effective independent ones.
type Rate struct {
	K         int     `json:"k"`
	Of        int     `json:"of"`
	Effective float64 `json:"effective"`
}

// Share is the rate as a fraction of 1; 1 where nothing was to be counted.
func (r Rate) Share() float64 {
	if r.Of == 0 {
		return 1
	}
	return float64(r.K) / float64(r.Of)
}

// RateOf pools what was right (Hits) among what was there (All) document by document. Mistakes of one document resemble
// each other; where the documents cannot tell by how much, each counts as one voice.
func RateOf(documents []Cluster) Rate {
	all, hits, _ := Sums(documents)
	r := Rate{K: int(hits), Of: int(all)}
	if r.Of == 0 {
		return r
	}
	effect, ok := DesignEffect(documents, r.Of)
	if !ok {
		effect = Ceiling(documents, r.Of)
	}
	r.Effective = float64(r.Of) / effect
	return r
}

// Correct is a share as it would be had every posting been read without a mistake: of what was found only the part
// precision is there, and what is there was found only in the part recall,
//
//	corrected = share · precision / recall
//
// which is the estimator of Rogan & Gladen (American Journal of Epidemiology 107 (1978) 71–76) written with precision
// instead of specificity. It supposes that the labelled postings are like these ones. The interval joins the three Wilson
// intervals on the scale of logarithms by the method of variance estimates recovery (Zou & Donner, Statistics in Medicine
// 27 (2008) 1693–1702): it is wider than the raw one by what the grade itself does not know.
//
// Example: 40 of 100 with precision 95 of 100 and recall 90 of 100: 0.40·0.95/0.90 = 0.422. The Wilson intervals are
// 0.309–0.498, 0.888–0.978 and 0.826–0.945; on the scale of logarithms the distances downwards are 0.257, 0.067 and
// 0.049, together √(0.257² + 0.067² + 0.049²) = 0.270: from 0.422·e^−0.270 = 0.322; upwards likewise to 0.534.
func Correct(p Proportion, precision, recall Rate) Proportion {
	if p.Of == 0 || precision.Of == 0 || recall.Of == 0 || recall.K == 0 {
		return p
	}
	factor := precision.Share() / recall.Share()
	out := p
	out.Share = min(1, p.Share*factor)
	pl, ph := Wilson(precision.Share(), precision.Effective)
	rl, rh := Wilson(recall.Share(), recall.Effective)
	if p.Share == 0 || precision.K == 0 {
		out.Low, out.High = 0, min(1, p.High*ph/rl)
		return out
	}
	down := math.Hypot(math.Hypot(math.Log(p.Share/p.Low), math.Log(precision.Share()/pl)), math.Log(rh/recall.Share()))
	up := math.Hypot(math.Hypot(math.Log(p.High/p.Share), math.Log(ph/precision.Share())), math.Log(recall.Share()/rl))
	out.Low, out.High = min(1, p.Share*factor*math.Exp(-down)), min(1, p.Share*factor*math.Exp(up))
	return out
}
