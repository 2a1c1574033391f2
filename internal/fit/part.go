package fit

import "jobsignal/internal/sample"

// Part is the answer of the two steps for some of the postings only (as indices), without draws: step one always
// stands, for whether another platform's certification fits clearly better is a question to the draws.
// cert is -1 when there is nothing to name; fit is the mean cover of every certification over the part.
func Part(s *sample.Postings, of []int) (cert int, fit []float64) {
	w := &work{Postings: s}
	t := totals{cover: make([]float64, len(s.Index.Exams)), standing: make([]float64, len(s.Index.Platforms))}
	for _, i := range of {
		t.add(&s.List[i], s.List[i].Mass())
	}
	fit = t.fit()
	if t.mass <= 0 {
		return -1, fit
	}
	return w.rule(t.standing, sample.Exam.Candidate).lead(fit, t.standing).cert, fit
}
