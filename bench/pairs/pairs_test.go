package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobsignal/internal/unique"
)

// postings are three of one cluster, two of another, and two alone: one of them nearly the first, one under its name.
func postings() []posting {
	words := strings.Repeat("we build data pipelines and models for banks in many towns ", 6)
	add := func(id, cluster int64, title, text string) posting {
		return posting{id: id, cluster: cluster, title: title, employer: "Acme", text: text, sketch: unique.Sketch(text)}
	}
	return []posting{add(1, 1, "Engineer", words), add(2, 1, "Engineer", words), add(3, 1, "Engineer", words),
		add(4, 4, "Cook", "soup"), add(5, 4, "Cook", "soup"), add(6, 6, "Architect", words+"with care"), add(7, 7, "ENGINEER", "nothing of the kind at all")}
}

func TestSamples(t *testing.T) {
	all := postings()
	r := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct {
		s               sample
		pairs, clusters int
	}{
		{mergedPairs(all), 4, 2},
		{clusterPairs(all, r), 2, 2},
		// The architect's text is the engineers'; the other engineer has their title and employer only.
		{nearMisses(all, 0.3), 6, 2},
	} {
		if len(c.s.pairs) != c.pairs || c.s.clusters != c.clusters {
			t.Errorf("%s: %d pairs in %d clusters, want %d in %d", c.s.name, len(c.s.pairs), c.s.clusters, c.pairs, c.clusters)
		}
		for _, p := range c.s.pairs {
			if merged := p.a.cluster == p.b.cluster; merged == (c.s.name == "near") || p.a.id >= p.b.id {
				t.Errorf("%s holds %d and %d", c.s.name, p.a.id, p.b.id)
			}
		}
	}
}

// TestSum draws a table, fills it as a person would, and adds it up.
func TestSum(t *testing.T) {
	samples := []sample{mergedPairs(postings()), nearMisses(postings(), 0.3)}
	for i := range samples {
		samples[i].take(2, rand.New(rand.NewPCG(1, uint64(i))))
	}
	var table, out bytes.Buffer
	if err := write(samples, &table); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(table.String(), "\n"), "\n")
	for i, verdict := range []string{"yes", "yes", "yes", "no"} {
		lines[i+1] = strings.TrimSuffix(lines[i+1], "\t") + verdict + "\twhy"
	}
	path := filepath.Join(t.TempDir(), "pairs.tsv")
	save := func(lines []string) {
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	save(lines)
	if err := sum(path, &out); err != nil {
		t.Fatal(err)
	}
	// All 4 merged pairs, half of 6 near misses: 4 of 7.
	for _, want := range []string{"merged: 2 of 2 are one job: precision 1.000", "pools of 4 merged pairs and 6 near misses: recall 0.571"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("sum says %q, want %q in it", out.String(), want)
		}
	}
	lines[2] = strings.Replace(lines[2], "yes", "perhaps", 1)
	save(lines)
	if err := sum(path, &out); err == nil || !strings.Contains(err.Error(), `pairs.tsv:3: same is "perhaps"`) {
		t.Errorf("sum = %v, want the line named", err)
	}
}
