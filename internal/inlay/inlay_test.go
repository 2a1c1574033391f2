package inlay

import (
	"fmt"
	"strings"
	"testing"

	"jobsignal/internal/brief"
	"jobsignal/internal/demand"
	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// TestPieces cuts a sentence at its match, whatever lies around it.
func TestPieces(t *testing.T) {
	long := strings.Repeat("x", 500)
	for _, c := range []struct {
		e    demand.Evidence
		want [3]string
	}{
		{demand.Evidence{Sentence: "We use AWS daily.", Start: 7, End: 10}, [3]string{"We use ", "AWS", " daily."}},
		{demand.Evidence{Sentence: "a\u202eb  AWS\tc", Start: 7, End: 10}, [3]string{"ab ", "AWS", " c"}},
		{demand.Evidence{Sentence: "AWS", Start: 2, End: 9}, [3]string{"AW", "S", ""}},
		{demand.Evidence{Sentence: "AWS", Start: 3, End: 1}, [3]string{"", "", "AWS"}},
		{demand.Evidence{Sentence: long + "AWS" + long, Start: 500, End: 503}, [3]string{"…" + long[:210], "AWS", long[:210] + "…"}},
	} {
		if got := pieces(c.e); got != c.want {
			t.Errorf("pieces(%.20q, %d, %d) = %.40q, want %.40q", c.e.Sentence, c.e.Start, c.e.End, got, c.want)
		}
	}
}

// TestStrongest keeps the firmest sentences of each term when there are too many for the page.
func TestStrongest(t *testing.T) {
	in := brief.Input{Vocabulary: &taxonomy.Vocabulary{}, Result: &demand.Result{}, Rows: []demand.Row{{Posting: 1}}}
	for i := range wholeEvidence + 1 {
		kind := job.Preferred
		if i%100 == 0 {
			kind = job.Required
		}
		in.Evidence = append(in.Evidence, demand.Evidence{Posting: 1, Term: "t", Kind: kind, Sentence: fmt.Sprint(i)})
	}
	d := teller{brief.New(in)}.data()
	if len(d.Evidence) != perTerm || d.Evidence[0].Kind != "required" || d.Evidence[perTerm-1].Kind != "required" {
		t.Errorf("%d sentences, first %s, last %s: want the %d required ones first", len(d.Evidence), d.Evidence[0].Kind, d.Evidence[perTerm-1].Kind, perTerm)
	}
	if d.Terms[0].All != wholeEvidence+1 || d.Postings[0].All != wholeEvidence+1 {
		t.Errorf("counts %d and %d, want %d: what is not shown must be counted", d.Terms[0].All, d.Postings[0].All, wholeEvidence+1)
	}
}

// TestOverlap is how much of one exam another covers; exams of two platforms share nothing.
func TestOverlap(t *testing.T) {
	exam := func(code, vendor string) taxonomy.Certification {
		return taxonomy.Certification{Code: code, Vendor: vendor}
	}
	scopes := map[string][]string{"A": {"a", "b", "c", "d"}, "B": {"b", "c"}, "C": {"b"}}
	platforms := map[string]int{"aws": 0, "gcp": 1}
	if got := overlap(exam("A", "aws"), exam("B", "aws"), scopes, platforms); got != 0.5 {
		t.Errorf("overlap(A, B) = %v, want 0.5", got)
	}
	if got := overlap(exam("A", "aws"), exam("C", "gcp"), scopes, platforms); got != 0 {
		t.Errorf("overlap across platforms = %v, want 0", got)
	}
}
