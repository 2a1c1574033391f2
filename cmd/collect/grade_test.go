package main

import (
	"os"
	"path/filepath"
	"testing"

	"jobsignal"
	"jobsignal/internal/taxonomy"
)

// floor is a figure that must not fall.
type floor struct {
	name string
	got  func(*grade) float64
	want float64
}

// documentFloors are the bars for whole documents.
func documentFloors() []floor {
	pair := func(name string, precision bool) func(*grade) float64 {
		return func(g *grade) float64 {
			if precision {
				return g.Pairs[name].Precision.Share
			}
			return g.Pairs[name].Recall.Share
		}
	}
	field := func(name string) func(*grade) float64 {
		return func(g *grade) float64 { return g.Fields[name].Share }
	}
	const clouds, others = "platform+service+certification", "skill+tool"
	return []floor{
		{"precision of platforms, services, certifications", pair(clouds, true), 0.97},
		{"recall of platforms, services, certifications", pair(clouds, false), 0.97},
		{"precision of skills and tools", pair(others, true), 0.94},
		{"recall of skills and tools", pair(others, false), 0.92},
		{"kinds", func(g *grade) float64 { return g.Kinds.Share }, 0.92},
		{"preferred not taken for required", func(g *grade) float64 { return 1 - g.PreferredAsRequired.Share }, 0.92},
		{"choices", func(g *grade) float64 { return g.Choices.Share }, 0.90},
		{"title", field("title"), 0.95},
		{"employer", field("employer"), 0.92},
		{"location", field("location"), 0.88},
		{"salary", field("salary"), 0.92},
		{"no salary where none is stated", func(g *grade) float64 { return 1 - g.SalaryInvented.Share }, 1},
	}
}

// hold fails the test for every figure below its floor, and shows the mistakes.
func hold(t *testing.T, g *grade, floors []floor) {
	t.Helper()
	fell := false
	for _, f := range floors {
		if got := f.got(g); got < f.want {
			t.Errorf("%s = %.3f, want at least %.3f", f.name, got, f.want)
			fell = true
		}
	}
	if fell {
		for _, w := range g.Wrong {
			t.Log(w)
		}
	}
}

// newGrader grades with the default vocabulary.
func newGrader(t *testing.T) *grader {
	t.Helper()
	v, err := taxonomy.Load(jobsignal.Vocabulary, "keywords.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &grader{v: v}
}

// sharedDir is the folder beside the project; the test skips where it is absent.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("../shared is not here: the labelled documents are beside the project only where it is developed")
	}
	return dir
}

func TestGradeOwnDocuments(t *testing.T) {
	const own = "../../internal/extract/testdata/own"
	g := newGrader(t)
	if err := g.labels(own+"/labels.jsonl", own); err != nil {
		t.Fatal(err)
	}
	got := g.done()
	if got.Documents < 25 {
		t.Errorf("own documents = %d, want at least 25", got.Documents)
	}
	hold(t, got, documentFloors())
}

func TestGradeOwnCases(t *testing.T) {
	g := newGrader(t)
	if err := g.cases("../../internal/extract/testdata/own/cases.jsonl"); err != nil {
		t.Fatal(err)
	}
	got := g.done()
	if got.Cases.Of < 100 {
		t.Errorf("own cases = %d, want at least 100", got.Cases.Of)
	}
	hold(t, got, []floor{{"cases", func(g *grade) float64 { return g.Cases.Share }, 0.93}})
}

func TestGradeSharedDocuments(t *testing.T) {
	dir := sharedDir(t)
	g := newGrader(t)
	known, err := knownTerms(filepath.Join(dir, "facts", "terms.csv"))
	if err != nil {
		t.Fatal(err)
	}
	g.known, g.listed = known, true
	if err := g.labels(filepath.Join(dir, "gold", "dev", "labels.jsonl"), filepath.Join(dir, "gold", "dev", "docs")); err != nil {
		t.Fatal(err)
	}
	hold(t, g.done(), documentFloors())
}

func TestGradeSharedCases(t *testing.T) {
	dir := sharedDir(t)
	g := newGrader(t)
	if err := g.cases(filepath.Join(dir, "gold", "cases-dev.jsonl")); err != nil {
		t.Fatal(err)
	}
	hold(t, g.done(), []floor{{"cases", func(g *grade) float64 { return g.Cases.Share }, 0.93}})
}
