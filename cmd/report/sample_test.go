package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write reports/sample.html anew")

// TestSample keeps reports/sample.html current: it is the report on examples/postings as of the day of the facts.
func TestSample(t *testing.T) {
	const root, day = "../..", "2026-11-22T08:00:00Z"
	base, out, home := filepath.Join(t.TempDir(), "sample.db"), t.TempDir(), t.TempDir()
	saved(t, filepath.Join(root, "examples"), filepath.Join(home, "examples"), day)
	collect := exec.Command(filepath.Join(os.Getenv("COLLECT_DIR"), "collect"), "--quiet", "--db", base, "--now", day, "examples/postings")
	collect.Dir = home // sources are named as a reader of the project would name them
	if text, err := collect.CombinedOutput(); err != nil {
		t.Fatalf("collect examples/postings: %v\n%s", err, text)
	}
	if code, _, stderr := call("--db", base, "--out", out, "--quiet", "--now", day); code != 0 {
		t.Fatalf("report = %d, %s", code, stderr)
	}
	got, err := os.ReadFile(filepath.Join(out, "2026-W47.html"))
	if err != nil {
		t.Fatal(err)
	}
	sample := filepath.Join(root, "reports", "sample.html")
	if *update {
		if err := os.WriteFile(sample, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(sample)
	if err != nil {
		t.Fatalf("%v (make it with go test ./cmd/report -run Sample -update)", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("reports/sample.html is %d bytes, want the %d that the examples give now: go test ./cmd/report -run Sample -update", len(want), len(got))
	}
}

// saved copies a folder as if its files were saved on one day: "posted three weeks ago" counts back from then, and a clone
// has the day of cloning.
func saved(t *testing.T, from, to, day string) {
	t.Helper()
	when, err := time.Parse(time.RFC3339, day)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(to, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(path, when, when)
	})
	if err != nil {
		t.Fatal(err)
	}
}
