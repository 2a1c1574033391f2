package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"

	"jobsignal/internal/chance"
)

// tally is the judgement on one sample.
type tally struct{ same, of, pool int }

// share is the part that is one job.
func (t tally) share() float64 { return float64(t.same) / float64(max(1, t.of)) }

// sum reads a judged table and prints precision and recall. Precision is the share of merged pairs that are one job.
// Recall sets the pairs rightly merged beside those missed, each sample scaled to the pool that it was drawn from. The
// sample by cluster has no recall: its pool counts clusters, the near misses are counted as pairs.
func sum(path string, out io.Writer) error {
	of, err := tallies(path)
	if err != nil {
		return err
	}
	for _, name := range []string{"merged", "cluster"} {
		t := of[name]
		low, high := chance.Wilson(t.share(), float64(t.of))
		fmt.Fprintf(out, "%s: %d of %d are one job: precision %.3f (95 %% interval %.3f to %.3f)\n", name, t.same, t.of, t.share(), low, high)
	}
	merged, near := of["merged"], of["near"]
	found, missed := merged.share()*float64(merged.pool), near.share()*float64(near.pool)
	fmt.Fprintf(out, "near: %d of %d are one job; of pools of %d merged pairs and %d near misses: recall %.3f\n",
		near.same, near.of, merged.pool, near.pool, found/max(1, found+missed))
	return nil
}

// tallies adds a judged table up by sample.
func tallies(path string) (map[string]tally, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	of := map[string]tally{}
	for i, row := range rows[min(1, len(rows)):] {
		t := of[row[0]]
		if t.pool, err = strconv.Atoi(row[1]); err != nil {
			return nil, fmt.Errorf("%s:%d: pool %q is no number", path, i+2, row[1])
		}
		switch same := row[len(row)-2]; same {
		case "yes":
			t.same++
		case "no":
		default:
			return nil, fmt.Errorf("%s:%d: same is %q: write yes or no", path, i+2, same)
		}
		t.of++
		of[row[0]] = t
	}
	return of, nil
}
