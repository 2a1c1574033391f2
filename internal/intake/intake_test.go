package intake

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/db"
	"jobsignal/internal/job"
)

// clock is a clock that stands still until it is moved.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func newClock() *clock { return &clock{time.Date(2026, 11, 23, 6, 15, 0, 0, time.UTC)} }

// open opens the database at path for writing with a vocabulary in force.
func open(t testing.TB, path string, c *clock) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), path, db.Options{Now: c.now})
	if err != nil {
		t.Fatalf("Open(%q) = %v, want a database", path, err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.SetVocabulary(context.Background(), db.Vocabulary{Digest: "v1", YAML: []byte("terms: []\n"), Terms: []db.Term{{ID: "aws", Name: "AWS", Kind: "platform", Platform: "aws"}}}); err != nil {
		t.Fatalf("SetVocabulary = %v, want nil", err)
	}
	return d
}

// temp is the path of a database that does not exist yet.
func temp(t testing.TB) string { return filepath.Join(t.TempDir(), "postings.db") }

// advert is a posting whose text names terms, one a sentence, each required.
func advert(title string, terms ...string) Reading {
	p := job.Posting{Title: title, Employer: "Globex", Location: "Berlin"}
	r := Reading{}
	var text strings.Builder
	for i, term := range terms {
		line := "We need " + term + "."
		p.Body = append(p.Body, job.Block{Kind: job.Paragraph, Text: line})
		start := text.Len()
		r.Mentions = append(r.Mentions, job.Mention{Term: term, Kind: job.Required, Group: i, Start: start + len("We need "), End: start + len(line) - 1, Sentence: [2]int{start, start + len(line)}, Rule: "need"})
		r.Groups = append(r.Groups, job.Group{Terms: []string{term}})
		text.WriteString(line + "\n")
	}
	p.Sections = []job.Section{{Kind: job.Other, Heading: "What you bring", Text: strings.TrimSuffix(text.String(), "\n")}}
	r.Posting = p
	return r
}

// page is an input as the reading half leaves it.
func page(source, body string, readings ...Reading) Input {
	in := Input{Page: &job.Page{Source: source, Body: []byte(body)}, Hash: Sum([]byte(body)), Format: "html", Outcome: Read, Readings: readings}
	if len(readings) == 0 {
		in.Outcome, in.Reason = NoPosting, string(job.Listing)
	}
	return in
}

// collect stores the inputs in one run, as the command does.
func collect(t testing.TB, d *db.DB, info Info, inputs ...Input) Tally {
	t.Helper()
	ctx := context.Background()
	if info.Reader == "" {
		info.Reader = "1"
	}
	r, err := Begin(ctx, d, info)
	if err != nil {
		t.Fatalf("Begin = %v, want a run", err)
	}
	k, err := NewPacker()
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range inputs {
		if r.Claim(in.Hash) {
			p, err := k.Pack(in)
			if err != nil {
				t.Fatal(err)
			}
			err = r.Store(ctx, p)
			if err != nil {
				t.Fatalf("Store(%s) = %v, want nil", in.Page.Source, err)
			}
		} else if err := r.Meet(ctx, in.Page, in.Hash); err != nil {
			t.Fatalf("Meet(%s) = %v, want nil", in.Page.Source, err)
		}
	}
	tally, err := r.Finish(ctx)
	if err != nil {
		t.Fatalf("Finish = %v, want nil", err)
	}
	return tally
}

// counts is how many rows each table has.
func counts(t testing.TB, d *db.DB) map[string]int {
	t.Helper()
	out, err := d.Counts(context.Background())
	if err != nil {
		t.Fatalf("Counts = %v, want numbers", err)
	}
	return out
}

func BenchmarkRows4485(b *testing.B) {
	d := open(b, temp(b), newClock())
	var in []Input
	for i := range 4485 {
		var terms []string
		for j := range 30 {
			terms = append(terms, fmt.Sprintf("aws.service-%d", (i*7+j)%200))
		}
		r := advert(fmt.Sprintf("Data Engineer %d", i), terms...)
		r.Posting.Body = append(r.Posting.Body, job.Block{Kind: job.Paragraph, Text: strings.Repeat(fmt.Sprintf("Some text %d. ", i), 400)})
		r.Posting.Sections[0].Text += r.Posting.Body[len(r.Posting.Body)-1].Text
		in = append(in, page(fmt.Sprintf("saved/%d.html", i), fmt.Sprint("page ", i, strings.Repeat(fmt.Sprintf("Some text %d. ", i), 400)), r))
	}
	start := time.Now()
	collect(b, d, Info{}, in...)
	b.Logf("stored 4485 postings in %v", time.Since(start))
	start = time.Now()
	collect(b, d, Info{}, in...)
	b.Logf("met 4485 postings in %v", time.Since(start))
	start = time.Now()
	if err := d.Check(context.Background(), "quick_check"); err != nil {
		b.Fatal(err)
	}
	b.Logf("quick_check %v", time.Since(start))
	b.ResetTimer()
	for range b.N {
		if _, err := d.Rows(context.Background(), db.Filter{}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
