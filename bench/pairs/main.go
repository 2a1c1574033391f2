// Command pairs draws the pairs of postings by which a person can judge which of them were rightly taken for one job,
// and adds up the judgement. From a database it draws, with a seed, three samples: pairs of members of one cluster (all
// such pairs are equally likely), one pair from each of some clusters (so that one large cluster does not speak for
// all), and near misses: pairs that were not merged although their texts are alike or title and employer are the same
// (most of those are a large employer's standard text around other jobs).
//
//	collect --db corpus.db postings.jsonl.gz
//	go run ./bench/pairs -db corpus.db -seed 1 -texts texts/ > pairs.tsv
//	(read the texts, write yes or no into the column "same" of pairs.tsv and why into "because")
//	go run ./bench/pairs -judged pairs.tsv
//
// How the result is computed, and what it was, stands in docs/method.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
)

func main() {
	var d drawing
	path := flag.String("db", "postings.db", "database made by collect")
	flag.Uint64Var(&d.seed, "seed", 1, "seed of the samples")
	flag.IntVar(&d.n, "n", 100, "pairs in each sample")
	flag.Float64Var(&d.likeness, "likeness", 0.3, "likeness of texts from which two postings that were not merged are a near miss")
	flag.StringVar(&d.texts, "texts", "", "folder to write the texts of each pair into")
	judged := flag.String("judged", "", "a filled table: print precision and recall instead of drawing")
	flag.Parse()
	var err error
	if *judged != "" {
		err = sum(*judged, os.Stdout)
	} else {
		err = draw(context.Background(), *path, d, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pairs:", err)
		os.Exit(1)
	}
}

// drawing is what to draw.
type drawing struct {
	seed     uint64
	n        int
	likeness float64
	texts    string // folder; empty: no texts
}

// draw writes the three samples as a table and, where asked for, the texts of their pairs.
func draw(ctx context.Context, path string, d drawing, out io.Writer) error {
	all, err := read(ctx, path)
	if err != nil {
		return err
	}
	samples := []sample{mergedPairs(all), clusterPairs(all, rand.New(rand.NewPCG(d.seed, 0))), nearMisses(all, d.likeness)}
	for i := range samples {
		samples[i].take(d.n, rand.New(rand.NewPCG(d.seed, uint64(i+1))))
	}
	if err := write(samples, out); err != nil {
		return err
	}
	if d.texts == "" {
		return nil
	}
	return writeTexts(samples, d.texts)
}
