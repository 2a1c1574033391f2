package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkReport is a whole run over the 4,485 postings of the corpus: reading the database, measuring, the page and
// the list of reports. It needs the corpus beside the project.
func BenchmarkReport(b *testing.B) {
	corpus, err := filepath.Abs("../../../shared/corpus/postings.jsonl.gz")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(corpus); err != nil {
		b.Skip("the corpus does not lie beside the project: " + err.Error())
	}
	base := filepath.Join(b.TempDir(), "corpus.db")
	if out, err := exec.Command(filepath.Join(os.Getenv("COLLECT_DIR"), "collect"), "--quiet", "--db", base, corpus).CombinedOutput(); err != nil {
		b.Fatalf("collect: %v\n%s", err, out)
	}
	for _, form := range formats() {
		b.Run(form, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if code, _, stderr := call("--db", base, "--out", b.TempDir(), "--quiet", "--format", form); code != 0 {
					b.Fatalf("report = %d, %s", code, stderr)
				}
			}
		})
	}
}
