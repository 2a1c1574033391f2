package db

import (
	"context"
	"database/sql"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
)

// Reading what a run wrote is tested in intake, which writes it. Here is what needs no run.

func open(t *testing.T) *DB {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 23, 6, 15, 0, 0, time.FixedZone("far east", 14*3600)) }
	d, err := Open(context.Background(), filepath.Join(t.TempDir(), "postings.db"), Options{Now: now})
	if err != nil {
		t.Fatalf("Open = %v, want a database", err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestEmpty(t *testing.T) {
	ctx := context.Background()
	d := open(t)
	rows, err := d.Rows(ctx, Filter{}, nil)
	if err != nil || len(rows) != 0 {
		t.Errorf("Rows of an empty database = %v, %v, want none", rows, err)
	}
	l, err := d.Ledger(ctx)
	if err != nil || l.Pages != 0 || l.FirstRun != "" || l.NoPosting == nil {
		t.Errorf("Ledger of an empty database = %+v, %v, want zeros", l, err)
	}
	if v, err := d.Vocabulary(ctx); err != nil || v.Digest != "" {
		t.Errorf("Vocabulary of an empty database = %+v, %v, want none", v, err)
	}
	if _, ok, err := d.Visit(ctx, "https://example.org/", ""); ok || err != nil {
		t.Errorf("Visit of an empty database = %v, %v, want none", ok, err)
	}
	if _, err := d.Remove(ctx, 1, false); err == nil {
		t.Errorf("Remove(1) from an empty database = nil, want an error")
	}
	rowsLeft, err := d.SQL().Query(`PRAGMA foreign_key_check`)
	if err != nil || rowsLeft.Next() {
		t.Errorf("foreign_key_check found something or failed: %v", err)
	}
	rowsLeft.Close()
}

func TestVocabulary(t *testing.T) {
	ctx := context.Background()
	d := open(t)
	a := Vocabulary{Digest: "a", YAML: []byte("a: 1\n"), Terms: []Term{{ID: "aws", Name: "AWS", Kind: "platform", Platform: "aws"}}}
	b := Vocabulary{Digest: "b", YAML: []byte("b: 2\n"), Custom: true}
	for _, v := range []Vocabulary{a, a, b, a, b} { // there and back
		if err := d.SetVocabulary(ctx, v); err != nil {
			t.Fatalf("SetVocabulary(%s) = %v, want nil", v.Digest, err)
		}
		got, err := d.Vocabulary(ctx)
		if err != nil || got.Digest != v.Digest || got.Custom != v.Custom || string(got.YAML) != string(v.YAML) {
			t.Errorf("Vocabulary = %+v, %v, want %s", got, err, v.Digest)
		}
		if want := time.Date(2026, 11, 22, 16, 15, 0, 0, time.UTC); !got.Since.Equal(want) {
			t.Errorf("Vocabulary in force since %v, want %v: stored in UTC", got.Since, want)
		}
	}
	n, err := d.Counts(ctx)
	if err != nil || n["vocabulary"] != 2 || n["term"] != 0 {
		t.Errorf("Counts = %v, %v, want 2 vocabularies and the terms of the one in force", n, err)
	}
}

func TestWeb(t *testing.T) {
	ctx := context.Background()
	d := open(t)
	at := time.Date(2026, 11, 23, 1, 2, 3, 456, time.UTC)
	if err := d.SetRobots(ctx, "https://example.org:443", at, "User-agent: *\n"); err != nil {
		t.Fatal(err)
	}
	if got, body, err := d.Robots(ctx, "https://example.org:443"); err != nil || !got.Equal(at) || body != "User-agent: *\n" {
		t.Errorf("Robots = %v, %q, %v, want what was kept", got, body, err)
	}
	if err := d.SetHost(ctx, "example.org", at, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if next, until, err := d.Host(ctx, "example.org"); err != nil || !next.Equal(at) || !until.IsZero() {
		t.Errorf("Host = %v, %v, %v, want what was kept", next, until, err)
	}
	if next, _, err := d.Host(ctx, "example.com"); !next.IsZero() || err != nil {
		t.Errorf("Host(example.com) = %v, %v, want nothing", next, err)
	}
}

func TestWeek(t *testing.T) {
	for moment, want := range map[string]string{
		"2026-11-23T00:00:00Z":      "2026-W48",
		"2026-11-22T23:59:59Z":      "2026-W47",
		"2027-01-01T12:00:00Z":      "2026-W53", // the ISO year is not the year
		"2024-12-30T00:00:00Z":      "2025-W01",
		"2026-11-23T05:00:00+14:00": "2026-W47", // still Sunday in UTC
	} {
		at, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		if got := Week(at); got != want {
			t.Errorf("Week(%s) = %s, want %s", moment, got, want)
		}
	}
}

func TestPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "anything", true},
		{"ml", "Senior ML Engineer", true},
		{"senior*engineer", "Senior ML Engineer", true},
		{"engineer*senior", "Senior ML Engineer", false},
		{"data|ml", "Senior ML Engineer", true},
		{"m?n", "Man", true},
		{"c++", "C++ developer", true},
		{".", "no dot here", false},
		{"(m/w/d)", "Ingenieur (m/w/d)", true},
		{"ÄRZTE", "Haus der ärzte", true},
	} {
		if got := Pattern(c.pattern).MatchString(c.text); got != c.want {
			t.Errorf("Pattern(%q) on %q = %v, want %v", c.pattern, c.text, got, c.want)
		}
	}
}

// TestGroups: "AWS (required) or Azure (preferred, and once more required), or similar. We know SQL; no Oracle."
func TestGroups(t *testing.T) {
	got, seen := groups([]use{
		{0, 3, true, "aws", job.Required}, {1, 3, true, "azure", job.Preferred}, {2, 3, true, "azure", job.Required},
		{3, 5, false, "sql", job.Context}, {4, 1, false, "python", job.Duty}, {5, 7, false, "oracle", job.Negated}, {6, 8, false, "python", job.Context},
		{7, 9, false, "go", job.Context}, {8, 9, false, "go", job.Preferred},
	})
	want := []demand.Group{
		{Kind: job.Required, Terms: []string{"aws", "azure"}, Kinds: []job.Kind{job.Required, job.Required}, Open: true},
		{Kind: job.Duty, Terms: []string{"python"}, Kinds: []job.Kind{job.Duty}},
		{Kind: job.Preferred, Terms: []string{"go"}, Kinds: []job.Kind{job.Preferred}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("groups: (-want +got)\n%s", diff)
	}
	if want := []string{"oracle", "sql"}; !slices.Equal(seen, want) {
		t.Errorf("seen = %v, want %v: python and go are asked for elsewhere", seen, want)
	}
}

// TestUses: lists of one posting, not in the order of the text, and lists that do not go together, as in a file that
// somebody changed.
func TestUses(t *testing.T) {
	list := func(s string) sql.RawBytes { return sql.RawBytes(s) }
	m := mentions{list("10,9"), list("2,1"), list("azure.openai,aws"), list("duty,required")}
	got, err := m.uses(nil, []int{2}, map[string]string{})
	want := []use{{9, 1, false, "aws", job.Required}, {10, 2, true, "azure.openai", job.Duty}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("uses = %v, %v, want %v", got, err, want)
	}
	for _, m := range []mentions{
		{list("1,x"), list("1,1"), list("aws,aws"), list("duty,duty")},
		{list("1,2"), list("1"), list("aws,aws"), list("duty,duty")},
		{list("1"), list("1"), list("aws,azure"), list("duty")},
	} {
		if got, err := m.uses(nil, nil, map[string]string{}); err == nil {
			t.Errorf("uses of %s = %v, want an error", m, got)
		}
	}
}

func FuzzPattern(f *testing.F) {
	for _, s := range []string{"", "ml*engineer|data", "c++", `a\`, `\*`, "\xff", "(?i", "[a-"} {
		f.Add(s, "Senior ML Engineer")
	}
	f.Fuzz(func(t *testing.T, p, text string) {
		Pattern(p).MatchString(text) // must not panic, whatever it says
		if plain := regexp.QuoteMeta(p) == p; plain && utf8.ValidString(p) && !Pattern(p).MatchString("x"+p+"y") {
			t.Errorf("Pattern(%q) does not match text that holds it", p)
		}
	})
}
