package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"time"
)

const (
	longest = 10 * time.Second // that one file may take
	largest = 512.0            // MiB that a process may take
)

// hostile runs the program over each file below some folders alone, then over all of them at once.
func (b *bench) hostile(folders []string) (ok bool, err error) {
	ok = true
	files, failed := 0, 0
	var slow, big result
	var slowest, biggest string
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			r, err := b.collect(name)
			if err != nil {
				return err
			}
			files++
			if r.code == 3 {
				failed++
			}
			if r.spent > slow.spent {
				slow, slowest = r, name
			}
			if r.peakMiB > big.peakMiB {
				big, biggest = r, name
			}
			if bad := r.wrong(name); bad != "" {
				fmt.Printf("  %s: %s\n", name, bad)
				ok = false
			}
			return nil
		})
		if err != nil {
			return false, err
		}
	}
	fmt.Printf("%d files, each alone: %d refused; slowest %.1f s (%s), largest %.0f MiB (%s)\n",
		files, failed, slow.spent.Seconds(), filepath.Base(slowest), big.peakMiB, filepath.Base(biggest))
	r, err := b.collect(folders...)
	if err != nil {
		return false, err
	}
	fmt.Printf("all at once: exit %d, %.1f s, %.0f MiB\n", r.code, r.spent.Seconds(), r.peakMiB)
	return ok && !r.crashed() && r.peakMiB < largest, nil
}

// wrong says which bar a run over one file breaks; empty when none.
func (r result) wrong(name string) string {
	switch {
	case r.crashed():
		return fmt.Sprintf("crashed: exit %d, %s", r.code, r.stderr)
	case r.spent > longest:
		return fmt.Sprintf("took %.1f s", r.spent.Seconds())
	case r.peakMiB > largest:
		return fmt.Sprintf("took %.0f MiB", r.peakMiB)
	}
	for _, l := range r.lines {
		if l.what == "failed" && (filepath.Clean(l.source) != filepath.Clean(name) || l.why == "") {
			return fmt.Sprintf("is refused without its name and a reason: %+v", l)
		}
	}
	return ""
}
