package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/job"
)

// shared is the material beside the project; benchmarks that need it skip where it is absent.
func shared(b *testing.B, name string) string {
	b.Helper()
	p, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", name))
	if err == nil {
		_, err = os.Stat(p)
	}
	if err != nil {
		b.Skipf("needs ../shared/%s beside the project: %v", name, err)
	}
	return p
}

// BenchmarkReadPage reads one saved page of about 60 KB to mentions, on one core.
func BenchmarkReadPage(b *testing.B) {
	name := nearest(b, shared(b, "corpus/pages"), 60<<10)
	body, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	v, err := defaultVocabulary()
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%s: %d bytes", filepath.Base(name), len(body))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		r := readPage(v, &job.Page{Source: name, Body: body})
		if r.Err != nil || len(r.Readings) == 0 {
			b.Fatalf("readPage(%s) = %v, %q, want a posting", name, r.Err, r.Reason)
		}
	}
}

// nearest is the page with a posting whose size is nearest to the one that is asked for.
func nearest(b *testing.B, dir string, size int64) string {
	b.Helper()
	v, err := defaultVocabulary()
	if err != nil {
		b.Fatal(err)
	}
	best, gap := "", int64(1<<62)
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" {
			return err
		}
		info, err := d.Info()
		if err != nil || max(info.Size()-size, size-info.Size()) >= gap {
			return err
		}
		body, err := os.ReadFile(name)
		if r := readPage(v, &job.Page{Source: name, Body: body}); r.Err == nil && len(r.Readings) > 0 {
			best, gap = name, max(info.Size()-size, size-info.Size())
		}
		return err
	})
	if err != nil || best == "" {
		b.Fatalf("no page with a posting in %s: %v", dir, err)
	}
	return best
}

// BenchmarkCollect runs the whole command into a new database: sources, reading, matching and writing, on all cores.
func BenchmarkCollect(b *testing.B) {
	for _, c := range []struct{ name, source string }{
		{"300 pages", "corpus/indeed-2020"},
		{"4485 postings", "corpus/postings.jsonl.gz"},
	} {
		b.Run(c.name, func(b *testing.B) { benchCollect(b, shared(b, c.source), false) })
		b.Run(c.name+" again", func(b *testing.B) { benchCollect(b, shared(b, c.source), true) })
	}
}

// benchCollect collects one source; with again, into a database that holds it already.
func benchCollect(b *testing.B, source string, again bool) {
	dir := b.TempDir()
	first := filepath.Join(dir, "first.db")
	if again {
		collectInto(b, first, source)
	}
	var pages int
	var spent time.Duration
	resetPeak(b)
	b.ResetTimer()
	for i := range b.N {
		path := first
		if !again {
			path = filepath.Join(dir, strconv.Itoa(i)+".db")
		}
		begun := time.Now()
		pages += collectInto(b, path, source)
		spent += time.Since(begun)
	}
	b.ReportMetric(float64(pages)/spent.Seconds(), "pages/s")
	b.ReportMetric(float64(b.N)*float64(contentBytes(b, source))/1e6/spent.Seconds(), "MB/s")
	if peak, err := peakMemory(); err == nil {
		b.ReportMetric(peak/1e6, "peak-MB")
	}
}

// collectInto runs the command and returns how many inputs it found.
func collectInto(b *testing.B, path, source string) int {
	b.Helper()
	var out, errs bytes.Buffer
	code := run(context.Background(), []string{"--db", path, "--json", source}, strings.NewReader(""), &out, &errs)
	var s summaryJSON
	if err := json.Unmarshal(out.Bytes(), &s); err != nil || code != 0 && code != 3 {
		b.Fatalf("collect %s = %d, %v\n%s", source, code, err, errs.String())
	}
	if s.Read+s.NoPosting+s.Failed != s.Found || s.New+s.Changed+s.Unchanged != s.Read {
		b.Fatalf("collect %s: %+v does not add up", source, s)
	}
	return s.Found
}

// contentBytes is how much a source holds: the files of a folder, or an unpacked table.
func contentBytes(b *testing.B, source string) int64 {
	b.Helper()
	if strings.HasSuffix(source, ".jsonl.gz") {
		return 27_227_125 // the 4,485 rows unpacked
	}
	var n int64
	err := filepath.WalkDir(source, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		n += info.Size()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// resetPeak makes Linux measure the peak memory of this process anew.
func resetPeak(b *testing.B) {
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Logf("peak memory is not measured here: %v", err)
	}
}

// peakMemory is the largest resident size since resetPeak, in bytes.
func peakMemory() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			kb, err := strconv.ParseFloat(f[1], 64)
			return kb * 1024, err
		}
	}
	return 0, errors.New("no VmHWM line")
}
