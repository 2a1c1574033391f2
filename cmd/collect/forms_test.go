package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobsignal/internal/job"
	"jobsignal/internal/source"
	"jobsignal/internal/taxonomy"
)

// TestOnePostingInManyForms reads one page as real programs saved it (testdata/forms/README.md says how): each form
// asks for the same things in the same way, and states the same facts.
func TestOnePostingInManyForms(t *testing.T) {
	v, err := (&env{}).vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/forms/posting.*")
	if err != nil || len(files) < 9 {
		t.Fatalf("testdata/forms holds %d files, %v, want nine forms", len(files), err)
	}
	want := asked(t, v, "testdata/forms/posting.html")
	for _, must := range []string{"aws required in aws azure gcp", "aws.sagemaker duty", "tool.mlflow preferred", "tool.spark negated", "gcp context", "title Machine Learning Engineer, Forecasting", "employer Harbourline Analytics"} {
		if !slices.Contains(strings.Split(want, "\n"), must) {
			t.Errorf("the page itself gives\n%s\nwithout %q", want, must)
		}
	}
	for _, name := range files {
		if got := asked(t, v, name); got != want {
			t.Errorf("%s gives\n%s\nthe page itself\n%s", name, got, want)
		}
	}
}

// asked is what a file asks for and the facts it states, a line each.
func asked(t *testing.T, v *taxonomy.Vocabulary, name string) string {
	t.Helper()
	var lines []string
	for p, err := range source.Open(t.Context(), []string{name}, source.Options{Columns: columns(nil)}) {
		if err != nil {
			t.Fatal(err)
		}
		r := readPage(v, p)
		if r.Err != nil || len(r.Readings) != 1 {
			t.Fatalf("%s: %d postings, %v, %s, want one", name, len(r.Readings), r.Err, r.Reason)
		}
		lines = facts(r.Readings[0].Posting)
		for _, m := range r.Readings[0].Mentions {
			line := fmt.Sprintf("%s %s", m.Term, m.Kind)
			if g := r.Readings[0].Groups[m.Group]; len(g.Terms) > 1 {
				line += " in " + strings.Join(g.Terms, " ")
			}
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "\n")
}

// facts are the fields that every form holds.
func facts(p job.Posting) []string {
	return []string{"title " + p.Title, "employer " + p.Employer, "place " + strings.SplitN(p.Location, ",", 2)[0]}
}

// TestFeeds reads feeds of every kind: an entry with its text is a posting, one without is listed.
func TestFeeds(t *testing.T) {
	v, err := (&env{}).vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"jobs.rss":  "Machine Learning Engineer | Kettlewell Robotics | https://jobs.kettlewell.example/17\nData Engineer |  | https://jobs.kettlewell.example/18\n1 listed",
		"jobs.atom": "MLOps Engineer | Saltmarsh Labs | https://saltmarsh.example/jobs/1\nAI Engineer (m/f/d) | Saltmarsh Labs | https://saltmarsh.example/jobs/2\n1 listed",
		"feed.json": "Data Scientist | Birchwood Analytics | https://birchwood.example/jobs/1\n1 listed",
		"rdf.xml":   "Analytics Engineer |  | https://q.example/1\n0 listed",
	} {
		var got strings.Builder
		for p, err := range source.Open(t.Context(), []string{"testdata/feeds/" + name}, source.Options{Columns: columns(nil)}) {
			if err != nil {
				t.Fatal(err)
			}
			r := readPage(v, p)
			for _, p := range r.Postings {
				fmt.Fprintf(&got, "%s | %s | %s\n", p.Title, p.Employer, p.URL)
			}
			fmt.Fprintf(&got, "%d listed", r.Listed)
		}
		if got.String() != want {
			t.Errorf("%s gives\n%s\nwant\n%s", name, got.String(), want)
		}
	}
}

// TestMail reads messages that carry postings in three ways: attached as a PDF, written out one below the other, and
// only listed.
func TestMail(t *testing.T) {
	v, err := (&env{}).vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"attached.eml": "Machine Learning Engineer, Forecasting | Harbourline Analytics | Rotterdam, Netherlands | 22\n",
		"digest.eml":   "Machine Learning Engineer | Tarnwater Data | Leeds, UK | 5\nData Engineer | Pebble & Oar | York, UK | 4\n",
		"alert.eml":    "list of jobs",
	} {
		body, err := os.ReadFile("testdata/mail/" + name)
		if err != nil {
			t.Fatal(err)
		}
		r := readPage(v, &job.Page{Source: name, Body: body})
		got := string(r.Reason)
		for _, x := range r.Readings {
			got += fmt.Sprintf("%s | %s | %s | %d\n", x.Posting.Title, x.Posting.Employer, x.Posting.Location, len(x.Mentions))
		}
		if got != want || r.Format != "eml" {
			t.Errorf("%s gives %q in form %q, want %q in form eml", name, got, r.Format, want)
		}
	}
}
