package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// account prints for each folder or file what its files came to, and the reasons with examples.
func (b *bench) account(sources []string) (ok bool, err error) {
	ok = true
	for _, source := range sources {
		r, err := b.collect(source)
		if err != nil {
			return false, err
		}
		var s struct{ Found, Read, No_posting, Failed, Postings int }
		if err := json.Unmarshal(r.out, &s); err != nil || r.crashed() {
			return false, fmt.Errorf("%s: exit %d, %w\n%s", source, r.code, err, r.stderr)
		}
		fmt.Printf("\n%s: %d inputs, %d with postings (%d of them), %d without, %d failed; %.1f s, %.0f MiB\n",
			filepath.Base(source), s.Found, s.Read, s.Postings, s.No_posting, s.Failed, r.spent.Seconds(), r.peakMiB)
		printReasons(r.lines)
		missing, err := unaccounted(source, r.lines)
		if err != nil {
			return false, err
		}
		for _, name := range missing {
			fmt.Printf("  NOT ACCOUNTED FOR: %s\n", name)
		}
		ok = ok && len(missing) == 0 && s.Read+s.No_posting+s.Failed == s.Found
	}
	return ok, nil
}

// printReasons prints why inputs gave no posting, the most frequent first, with three examples each.
func printReasons(lines []line) {
	type group struct {
		n        int
		examples []string
	}
	groups := map[string]*group{}
	for _, l := range lines {
		if l.what != "no posting" && l.what != "failed" {
			continue
		}
		reason, _, _ := strings.Cut(l.why, " (")
		if l.what == "failed" { // by what is damaged; each place and word of it would be a reason of its own
			reason, _, _ = strings.Cut(reason, ": ")
			reason, _, _ = strings.Cut("failed: "+reason, ";")
		}
		g := groups[reason]
		if g == nil {
			g = &group{}
			groups[reason] = g
		}
		g.n++
		if name := filepath.Base(l.source); len(g.examples) < 3 && !slices.Contains(g.examples, name) {
			g.examples = append(g.examples, name)
		}
	}
	reasons := slices.SortedFunc(maps.Keys(groups), func(a, b string) int { return cmp.Or(groups[b].n-groups[a].n, strings.Compare(a, b)) })
	for _, reason := range reasons {
		fmt.Printf("  %4d  %.110s: %s\n", groups[reason].n, reason, strings.Join(groups[reason].examples, ", "))
	}
}

// unaccounted lists the files below a source of which nothing was told.
func unaccounted(source string, lines []line) (missing []string, err error) {
	told := map[string]bool{}
	for _, l := range lines {
		told[filepath.Clean(l.source)] = true
		if i := strings.LastIndex(l.source, " ("); l.what == "skipped" && i > 0 { // the place is part of the name there
			told[filepath.Clean(l.source[:i])] = true
		}
	}
	err = filepath.WalkDir(source, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !told[filepath.Clean(name)] {
			missing = append(missing, name)
		}
		return err
	})
	return missing, err
}
