package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// columns of the table; a person fills the last two.
func columns() []string {
	return []string{"sample", "pool", "a", "b", "likeness", "title a", "title b", "employer a", "employer b", "place a", "place b",
		"posted a", "posted b", "address a", "address b", "same", "because"}
}

// write writes the samples as a table.
func write(samples []sample, out io.Writer) error {
	w := csv.NewWriter(out)
	w.Comma = '\t'
	if err := w.Write(columns()); err != nil {
		return err
	}
	for _, s := range samples {
		fmt.Fprintf(os.Stderr, "%s: %d drawn of %d pairs in %d clusters (for near misses, pairs of clusters)\n", s.name, len(s.pairs), s.pool, s.clusters)
		for _, p := range s.pairs {
			row := []string{s.name, strconv.Itoa(s.pool), strconv.FormatInt(p.a.id, 10), strconv.FormatInt(p.b.id, 10), fmt.Sprintf("%.2f", p.likeness),
				p.a.title, p.b.title, p.a.employer, p.b.employer, p.a.location, p.b.location, p.a.posted, p.b.posted, p.a.url, p.b.url, "", ""}
			if err := w.Write(row); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

// writeTexts writes one file for each pair, with what both postings say, those lines marked that only one of them has.
func writeTexts(samples []sample, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, s := range samples {
		for _, p := range s.pairs {
			text := p.a.print(p.b) + "\n" + p.b.print(p.a)
			name := fmt.Sprintf("%s-%d-%d.txt", s.name, p.a.id, p.b.id)
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// print is a posting as text; lines that other lacks begin with "> ".
func (p *posting) print(other *posting) string {
	has := map[string]bool{}
	for line := range strings.Lines(other.text) {
		has[strings.TrimSpace(line)] = true
	}
	var b strings.Builder
	fmt.Fprintf(&b, "=== %d: %s | %s | %s | %s | %s\n", p.id, p.title, p.employer, p.location, p.posted, p.url)
	for line := range strings.Lines(p.text) {
		mark := "  "
		if line = strings.TrimSpace(line); !has[line] {
			mark = "> "
		}
		b.WriteString(mark + line + "\n")
	}
	return b.String()
}
