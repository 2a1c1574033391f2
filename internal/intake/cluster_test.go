package intake

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jobsignal/internal/job"
	"jobsignal/internal/unique"
)

// long gives a posting text enough for its likeness to count; variant words make it differ a little.
func long(r Reading, variant string) Reading {
	var b strings.Builder
	for i := range 120 {
		fmt.Fprintf(&b, "word%d ", i)
	}
	r.Posting.Body = append(r.Posting.Body, job.Block{Kind: job.Paragraph, Text: b.String() + variant})
	return r
}

func TestNearDuplicatesAreOneJob(t *testing.T) {
	at := func(place, variant string) Reading {
		r := long(advert("ML Engineer", "aws"), variant)
		r.Posting.Location = place
		return r
	}
	other := long(advert("Data Analyst", "sql"), "x")
	other.Posting.Employer = "Initech"
	inputs := []Input{page("a.html", "a", at("Berlin", "")), page("b.html", "b", at("Paris", "")), page("c.html", "c", at("Berlin", "apply now")), page("d.html", "d", other)}
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}} {
		d := open(t, temp(t), newClock())
		var in []Input
		for _, i := range order {
			in = append(in, inputs[i])
		}
		collect(t, d, Info{}, in[:2]...)
		collect(t, d, Info{}, in...)
		l, err := d.Ledger(context.Background())
		if err != nil || l.Unique != 2 || l.Merged != 2 || l.MergeRule != unique.Rule() {
			t.Errorf("order %v: Ledger = %+v, %v, want 2 jobs, 2 merged and the rule", order, l, err)
		}
		n := 0
		for reason, k := range l.MergedBy {
			n += k
			if reason != string(unique.Places) && reason != string(unique.NearText) {
				t.Errorf("order %v: merged because of %q, want places or near text", order, reason)
			}
		}
		if n != l.Merged {
			t.Errorf("order %v: MergedBy = %v, want %d in all", order, l.MergedBy, l.Merged)
		}
		before := counts(t, d)
		collect(t, d, Info{}, in...)
		if diff := cmp.Diff(before, counts(t, d)); diff != "" {
			t.Errorf("order %v: running again added rows: (-before +after)\n%s", order, diff)
		}
	}
}

// TestCopyOfRemovedStaysOut: a job that a person took out does not come back under another address.
func TestCopyOfRemovedStaysOut(t *testing.T) {
	c := newClock()
	d := open(t, temp(t), c)
	ctx := context.Background()
	collect(t, d, Info{}, page("a.html", "a", long(advert("ML Engineer", "aws"), "")))
	if _, err := d.Remove(ctx, 1, false); err != nil {
		t.Fatal(err)
	}
	c.t = c.t.AddDate(0, 0, 1)
	collect(t, d, Info{}, page("b.html", "b", long(advert("ML Engineer", "aws"), "now")))
	if l, err := d.Ledger(ctx); err != nil || l.Unique != 0 {
		t.Errorf("Ledger = %+v, %v, want no job: a near copy of a removed one stays out", l, err)
	}
}

// TestSchema1 brings a file up to date that the first version wrote: three postings on two pages that are equal and one
// in another town. A run that gets nothing new makes the sketches and merges.
func TestSchema1(t *testing.T) {
	name := temp(t)
	f, err := os.Open("testdata/schema1.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	old, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, old, 0o600); err != nil {
		t.Fatal(err)
	}
	d := open(t, name, newClock())
	before := counts(t, d)
	if before["posting"] != 3 || before["sketch"] != 0 {
		t.Fatalf("after the migration: %v, want 3 postings and no sketch yet", before)
	}
	collect(t, d, Info{})
	after := counts(t, d)
	if after["sketch"] != 3 || after["merge_rule"] != 1 || after["merge"] == 0 || after["mention"] != before["mention"] {
		t.Errorf("after a run: %v, want 3 sketches, merges and the rule", after)
	}
	collect(t, d, Info{})
	if diff := cmp.Diff(after, counts(t, d)); diff != "" {
		t.Errorf("the run after that added rows: (-before +after)\n%s", diff)
	}
}
