package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// memory prints the peak memory of a run over an export of each size, as JSON Lines in gzip and as CSV: once with
// rows that all differ, once with the same thousand over and over, where nothing is to be kept but what is read.
func (b *bench) memory(sizes []int) (ok bool, err error) {
	ok = true
	fmt.Println("form       rows             MB      rows    seconds   peak MiB")
	for _, form := range []string{"jsonl.gz", "csv"} {
		for _, different := range []int{1000, 1 << 40} {
			for _, mb := range sizes {
				path := filepath.Join(b.dir, "export."+form)
				rows, err := write(path, mb, different)
				if err != nil {
					return false, err
				}
				r, err := b.collect("--quiet", path)
				if err != nil || r.code != 0 {
					return false, fmt.Errorf("%s of %d MB: exit %d, %w\n%.2000s", form, mb, r.code, err, r.stderr)
				}
				kind := "all different"
				if different < rows {
					kind = fmt.Sprintf("%d repeated", different)
				}
				fmt.Printf("%-9s  %-14s %5d  %8d  %8.1f  %9.0f\n", form, kind, mb, rows, r.spent.Seconds(), r.peakMiB)
				ok = ok && r.peakMiB < largest
			}
		}
	}
	return ok, nil
}

// write writes an export of about a size, unpacked.
func write(path string, mb, different int) (rows int, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	buffered := bufio.NewWriterSize(f, 1<<20)
	var w io.Writer = buffered
	var z *gzip.Writer
	if strings.HasSuffix(path, ".gz") {
		z, _ = gzip.NewWriterLevel(buffered, gzip.BestSpeed)
		w = z
	}
	count := &counter{w: w}
	put := lines(count)
	if strings.HasSuffix(path, ".csv") {
		put = cells(count)
	}
	for ; count.n < mb*1_000_000 && err == nil; rows++ {
		err = put(rows % different)
	}
	if z != nil && err == nil {
		err = z.Close()
	}
	if err == nil {
		err = buffered.Flush()
	}
	return rows, err
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += n
	return n, err
}

// lines writes posting n as a line of JSON.
func lines(w io.Writer) func(n int) error {
	enc := json.NewEncoder(w)
	return func(n int) error {
		title, employer, text := posting(n)
		return enc.Encode(map[string]string{"title": title, "company": employer, "location": "Oban", "date_posted": "2026-10-01", "description": text})
	}
}

// cells writes posting n as a row.
func cells(w io.Writer) func(n int) error {
	c := csv.NewWriter(w)
	c.Write([]string{"job_title", "company", "location", "date_posted", "job_description"})
	return func(n int) error {
		title, employer, text := posting(n)
		c.Write([]string{title, employer, "Oban", "2026-10-01", text})
		c.Flush()
		return c.Error()
	}
}

// posting invents posting n: about 3 KB of text that no other number has.
func posting(n int) (title, employer, text string) {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	words := []string{"Python", "AWS", "SageMaker", "Kubernetes", "pipelines", "models", "tides", "harbours", "monitoring", "Terraform", "sensors", "SQL"}
	var b strings.Builder
	b.WriteString("We look for somebody who keeps models running.\nRequirements:\n")
	for b.Len() < 3000 {
		fmt.Fprintf(&b, "- experience with %s, %s and the %x%x of %s\n", words[r.IntN(12)], words[r.IntN(12)], r.Uint64(), r.Uint64(), words[r.IntN(12)])
	}
	return fmt.Sprintf("Engineer %d for %s", n, words[n%12]), fmt.Sprintf("Firm %d", n%5000), b.String()
}
