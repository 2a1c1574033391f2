package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobsignal/internal/db"
)

// TestOverrides corrects two mentions, finds the corrections in force in a plain run, and drops them again.
func TestOverrides(t *testing.T) {
	dir := t.TempDir()
	page, base, file := filepath.Join(dir, "job.html"), filepath.Join(dir, "x.db"), filepath.Join(dir, "overrides.yaml")
	if err := os.WriteFile(page, fmt.Appendf(nil, jobPage, 1, 1, 1, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	_, out, _ := call(t, "explain", "--json", page)
	var x struct {
		Posting  struct{ Posting_hash string }
		Mentions []struct{ Term, Kind, Sentence_hash string }
	}
	if err := json.Unmarshal([]byte(out), &x); err != nil {
		t.Fatal(err)
	}
	text, verdict, want := "overrides:\n", map[string]string{"azure": "drop", "gcp": "preferred"}, 0
	for _, m := range x.Mentions {
		if verdict[m.Term] != "" {
			want++
			text += fmt.Sprintf("  - {posting: %s, term: %s, sentence: %s, verdict: %s}\n", x.Posting.Posting_hash, m.Term, m.Sentence_hash, verdict[m.Term])
		}
	}
	text += "  - {posting: p-0000000000000000, term: aws, sentence: s-0000000000000000, verdict: drop}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	call(t, "--db", base, page)
	for _, args := range [][]string{{"--overrides", file}, {}, {page}} {
		code, out, stderr := call(t, append([]string{"--db", base}, args...)...)
		if again := strings.Contains(out, "re-matched 1 of 1"); code != 0 || again != (len(args) == 2) || strings.Count(stderr, "changes nothing") != 1 {
			t.Errorf("collect %v = %d, %q, %q, want one stale line named, and matching again once", args, code, out, stderr)
		}
		if got := mentionsOf(t, base); want != 2 || strings.Contains(got, "azure") || !strings.Contains(got, "gcp preferred override") {
			t.Errorf("collect %v: %s, want no azure and gcp as preferred by override", args, got)
		}
	}
	if l := ledger(t, base); len(l) != 2 {
		t.Errorf("Ledger.Overrides = %v, want two", l)
	}
	call(t, "--db", base, "--overrides", "none")
	if got := mentionsOf(t, base); !strings.Contains(got, "azure required") || strings.Contains(got, "override") || len(ledger(t, base)) != 0 {
		t.Errorf("after --overrides none: %s, want what matching found", got)
	}
}

// TestWrongOverrides: a mistake is exit code 2 with its place, and no database is made.
func TestWrongOverrides(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "o.yaml")
	for text, want := range map[string]string{
		"overrides:\n  - {posting: p-0000000000000000, term: aws, sentence: s-0000000000000000, verdikt: drop}\n":  ":2:76: unknown key",
		"overrides:\n  - {posting: x, term: aws, sentence: s-0000000000000000, verdict: drop}\n":                   ":2:5: posting:",
		"overrides:\n  - {posting: p-0000000000000000, term: aws, sentence: s-0000000000000000, verdict: maybe}\n": "neither drop nor a kind",
		"corrections: []\n": ":1:1: unknown key",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, stderr := call(t, "--db", filepath.Join(dir, "x.db"), "--overrides", file, file)
		if code != 2 || !strings.Contains(stderr, want) {
			t.Errorf("collect --overrides with %q = %d, %q, want 2 and %q", text, code, stderr, want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "x.db")); err == nil {
		t.Errorf("a wrong file of overrides left a database behind")
	}
}

// mentionsOf lists the mentions in a database.
func mentionsOf(t *testing.T, base string) string {
	t.Helper()
	d, err := db.OpenRead(context.Background(), base)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var out string
	if err := d.SQL().QueryRow(`SELECT group_concat(term || ' ' || kind || ' ' || rule, '; ') FROM mention`).Scan(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// ledger lists what overrides changed.
func ledger(t *testing.T, base string) []string {
	t.Helper()
	d, err := db.OpenRead(context.Background(), base)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	l, err := d.Ledger(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, o := range l.Overrides {
		out = append(out, o.Term+" "+o.Was+" "+o.Verdict)
	}
	return out
}
