package demand

import "jobsignal/internal/chance"

// Grade is what `collect grade --save` measured: how often what postings ask for was found, and how often what was
// found is asked for, on postings that a person labelled.
type Grade struct {
	Made       string       `json:"made"`       // RFC 3339
	Documents  int          `json:"documents"`  // labelled postings
	Vocabulary string       `json:"vocabulary"` // digest of the vocabulary they were read with
	Reader     string       `json:"reader"`     // version of the reader
	Groups     []GradeGroup `json:"groups"`     // by kind of term
}

// GradeGroup is one kind of term: platform, service, skill, tool or certification. A platform counts as asked for when
// it or a service that binds it is, as in the report's shares.
type GradeGroup struct {
	Group     string `json:"group"`
	Precision Rate   `json:"precision"` // asked for, of what was found as asked for
	Recall    Rate   `json:"recall"`    // found as asked for, of what is asked for
}

// GradeFloor is how many labelled postings it takes to correct anything by them.
const GradeFloor = 10

// Fits says whether a grade speaks of what a report is made from: enough postings, the same vocabulary, the same reader.
// why is the reason where it does not, in words.
func (g *Grade) Fits(l *Ledger) (why string, ok bool) {
	switch {
	case g.Documents < GradeFloor:
		return "too few postings were labelled to correct anything by them", false
	case g.Vocabulary != l.Vocabulary:
		return "it was made with another vocabulary than the one in force", false
	case g.Reader != l.Reader:
		return "it was made with another version of the reader", false
	}
	return "", true
}

// Correct is a share of one group of terms without the mistakes of reading, as far as the grade knows them; ok is false
// where it knows nothing of that group. chance.Correct has the formula.
func (g *Grade) Correct(group string, p Proportion) (Proportion, bool) {
	for _, x := range g.Groups {
		if x.Group == group && x.Precision.Of > 0 && x.Recall.K > 0 {
			return chance.Correct(p, x.Precision, x.Recall), true
		}
	}
	return p, false
}

// Grading gathers, document by document, what was found and what is there.
type Grading struct{ precision, recall []chance.Cluster }

// Add counts a document in which found pairs were found, wanted are there, and both are both.
func (t *Grading) Add(found, wanted, both int) {
	if found > 0 {
		t.precision = append(t.precision, chance.Cluster{Units: 1, All: float64(found), Hits: float64(both)})
	}
	if wanted > 0 {
		t.recall = append(t.recall, chance.Cluster{Units: 1, All: float64(wanted), Hits: float64(both)})
	}
}

// Group is what was gathered, as a group of a grade.
func (t *Grading) Group(name string) GradeGroup {
	return GradeGroup{Group: name, Precision: chance.RateOf(t.precision), Recall: chance.RateOf(t.recall)}
}
