package unique_test

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobsignal/internal/fact"
	"jobsignal/internal/unique"
)

const corpusFile = "../../../shared/corpus/postings.jsonl.gz"

// corpus reads the real postings; their ids are their line numbers from 0.
func corpus(t *testing.T) []unique.Posting {
	t.Helper()
	f, err := os.Open(corpusFile)
	if err != nil {
		t.Skipf("the corpus is not here, so the clusters of real postings are not judged: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	tags := regexp.MustCompile(`<[^>]*>`)
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	var all []unique.Posting
	for lines.Scan() {
		var r struct {
			Title, Company, Location, Description string
			Posted                                string `json:"date_posted"`
		}
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		text := tags.ReplaceAllString(r.Description, " ")
		all = append(all, unique.Posting{ID: int64(len(all)), Title: r.Title, Employer: r.Company, Place: r.Location, Posted: r.Posted,
			Years: fact.Years(fact.NewText(strings.Split(text, "\n"))), Text: unique.Sketch(text)})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestRealPostings judges clusters by pairs of real postings that were read and judged by hand: merged ones, and the
// near misses with the likest texts and titles. It holds precision at 0.98 and recall at 0.90.
func TestRealPostings(t *testing.T) {
	all := corpus(t)
	of := map[int64]int{}
	clusters := unique.Clusters(slices.Values(all))
	for i, c := range clusters {
		for _, m := range c.Members {
			of[m] = i
		}
	}
	f, err := os.Open("testdata/pairs.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var right, wrong, missed int
	for _, r := range rows[1:] {
		a, _ := strconv.ParseInt(r[0], 10, 64)
		b, _ := strconv.ParseInt(r[1], 10, 64)
		switch merged, same := of[a] == of[b], r[2] == "yes"; {
		case merged && same:
			right++
		case merged:
			wrong++
			t.Logf("merged, but two jobs: %q at %q and %q at %q", all[a].Title, all[a].Employer, all[b].Title, all[b].Employer)
		case same:
			missed++
			t.Logf("one job, not merged: %q at %q and %q at %q", all[a].Title, all[a].Employer, all[b].Title, all[b].Employer)
		}
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%d postings are %d jobs; of %d judged pairs %d merged rightly, %d wrongly, %d missed: precision %.3f, recall %.3f",
		len(all), len(clusters), len(rows)-1, right, wrong, missed, precision, recall)
	if precision < 0.98 || recall < 0.90 {
		t.Errorf("precision %.3f, recall %.3f, want at least 0.98 and 0.90", precision, recall)
	}
}
