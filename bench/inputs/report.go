package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// reportBars are what a report may take, by the most unique postings it is of.
var reportBars = []struct {
	postings int
	spent    time.Duration
	peakMiB  float64
}{{5_000, 2 * time.Second, 300}, {100_000, 20 * time.Second, 8_192}}

// report collects invented postings, all different, and prints what the report over them takes: the middle one of three
// runs. The program report lies beside collect.
func (b *bench) report(sizes []int) (ok bool, err error) {
	ok = true
	fmt.Println("postings   seconds   CPU seconds   peak MiB   page MB")
	for _, n := range sizes {
		r, page, err := b.reportOf(n)
		if err != nil {
			return false, fmt.Errorf("%d postings: %w", n, err)
		}
		fmt.Printf("%8d  %8.2f  %12.2f  %9.0f  %8.2f\n", n, r.spent.Seconds(), r.cpu.Seconds(), r.peakMiB, float64(page)/1e6)
		for _, bar := range reportBars {
			if n <= bar.postings {
				ok = ok && r.spent < bar.spent && r.peakMiB < bar.peakMiB
				break
			}
		}
	}
	return ok, nil
}

// reportOf is the middle run over n postings, and how large its page is.
func (b *bench) reportOf(n int) (r result, page int64, err error) {
	export, base, out := filepath.Join(b.dir, "export.jsonl"), filepath.Join(b.dir, "report.db"), filepath.Join(b.dir, "reports")
	defer os.Remove(base)
	defer os.RemoveAll(out)
	if err := writeRows(export, n); err != nil {
		return r, 0, err
	}
	if r, err = b.run([]string{"--quiet", "--db", base, export}, tooLong); err != nil || r.code != 0 {
		return r, 0, fmt.Errorf("collect: exit %d, %w\n%.2000s", r.code, err, r.stderr)
	}
	reporter := bench{program: filepath.Join(filepath.Dir(b.program), "report")}
	var runs []result
	for range 3 {
		if r, err = reporter.run([]string{"--quiet", "--db", base, "--out", out}, tooLong); err != nil || r.code != 0 {
			return r, 0, fmt.Errorf("report: exit %d, %w\n%.2000s", r.code, err, r.stderr)
		}
		runs = append(runs, r)
	}
	pages, err := filepath.Glob(filepath.Join(out, "*-W*.html"))
	if err != nil || len(pages) != 1 {
		return r, 0, fmt.Errorf("report left %q, %w", pages, err)
	}
	info, err := os.Stat(pages[0])
	if err != nil {
		return r, 0, err
	}
	return middle(runs), info.Size(), nil
}

// middle is the run whose time is the median.
func middle(runs []result) result {
	for _, r := range runs {
		faster := 0
		for _, o := range runs {
			if o.spent < r.spent {
				faster++
			}
		}
		if faster == len(runs)/2 {
			return r
		}
	}
	return runs[0]
}

// writeRows writes n invented postings as JSON Lines.
func writeRows(path string, n int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	put := lines(w)
	for i := range n {
		if err := put(i); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
