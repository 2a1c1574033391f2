// Command worlds checks what the report says about chance. From real postings it makes many small worlds whose
// truth is known, draws samples from each as a person would save them, measures every sample, and prints how often
// the intervals hold the truth, how often "first in x %" is right, and how often the verdict is.
//
//	collect --db corpus.db postings.jsonl.gz
//	go run ./bench/worlds --db corpus.db
//
// The table stands in docs/method.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"sync"

	"jobsignal/internal/db"
	"jobsignal/internal/demand"
	"jobsignal/internal/taxonomy"
)

func main() {
	path := flag.String("db", "postings.db", "database made by collect")
	worlds := flag.Int("worlds", 240, "worlds to make")
	repeats := flag.Int("repeats", 4, "samples of each size from each world")
	seed := flag.Uint64("seed", 1, "seed of worlds and samples")
	today := flag.String("today", "2026-11-22", "day on which exams can or cannot be booked")
	flag.Parse()
	rows, v, err := read(context.Background(), *path)
	if err != nil {
		fmt.Fprintln(os.Stderr, "worlds:", err)
		os.Exit(1)
	}
	made := makeWorlds(rows, *worlds, rand.New(rand.NewPCG(*seed, 0)))
	t := judge(made, v, demand.Options{Today: *today}, *repeats, *seed)
	t.print(os.Stdout, len(made), len(rows))
}

// read takes all postings of a database and the vocabulary that found their terms.
func read(ctx context.Context, path string) ([]demand.Row, *taxonomy.Vocabulary, error) {
	base, err := db.OpenRead(ctx, path)
	if err != nil {
		return nil, nil, err
	}
	defer base.Close()
	rows, err := base.Rows(ctx, db.Filter{}, nil)
	if err != nil {
		return nil, nil, err
	}
	stored, err := base.Vocabulary(ctx)
	if err != nil {
		return nil, nil, err
	}
	v, err := taxonomy.Parse(stored.YAML)
	return rows, v, err
}

// judge measures the samples of every world on all cores and adds up what was right.
func judge(made []world, v *taxonomy.Vocabulary, o demand.Options, repeats int, seed uint64) *table {
	total, next := newTable(), make(chan int)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range runtime.NumCPU() {
		wg.Go(func() {
			for i := range next {
				t := newTable()
				t.world(&made[i], v, o, repeats, rand.New(rand.NewPCG(seed, uint64(i+1))))
				mu.Lock()
				total.add(t)
				mu.Unlock()
			}
		})
	}
	for i := range made {
		next <- i
	}
	close(next)
	wg.Wait()
	return total
}
