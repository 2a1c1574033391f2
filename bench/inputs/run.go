package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// bench is where the measurements run.
type bench struct {
	program string // collect
	dir     string // for what they write
	n       int    // runs so far
}

// result is one run of the program.
type result struct {
	code    int    // exit code; -1 when a signal ended it
	out     []byte // standard output
	lines   []line // what --verbose told of each input
	stderr  string
	spent   time.Duration
	cpu     time.Duration // of all cores
	peakMiB float64       // largest resident size
}

// line is what became of one input: "read", "known", "no posting", "skipped" or "failed".
type line struct{ what, source, part, why string }

// tooLong ends a run that hangs.
const tooLong = 2 * time.Hour

// collect runs the program over some sources into a database of their own.
func (b *bench) collect(args ...string) (result, error) {
	b.n++
	path := filepath.Join(b.dir, strconv.Itoa(b.n)+".db")
	defer os.Remove(path)
	return b.run(append([]string{"--db", path, "--json", "--verbose"}, args...), tooLong)
}

// run runs the program.
func (b *bench) run(args []string, limit time.Duration) (result, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	var out, errs bytes.Buffer
	c := exec.CommandContext(ctx, b.program, args...)
	c.Stdout, c.Stderr = &out, &errs
	begun := time.Now()
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return result{}, err
	}
	r := result{code: c.ProcessState.ExitCode(), out: out.Bytes(), stderr: errs.String(), spent: time.Since(begun), cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peakMiB: peak(c.ProcessState)}
	for l := range strings.Lines(r.stderr) {
		if x, ok := readLine(strings.TrimSpace(l)); ok {
			r.lines = append(r.lines, x)
		}
	}
	return r, nil
}

// crashed reports that the program ended other than it promises to, or told of a fault of its own.
func (r result) crashed() bool {
	return r.code != 0 && r.code != 3 || strings.Contains(r.stderr, "panic:") || strings.Contains(r.stderr, "fault of the program") || strings.Contains(r.stderr, "reader stopped")
}

// readLine reads `no posting "path" (line 3): reason (detail)` and its like.
func readLine(s string) (l line, ok bool) {
	for _, what := range []string{"read", "known", "no posting", "skipped", "collect:"} {
		rest, found := strings.CutPrefix(s, what+` "`)
		if !found {
			continue
		}
		quoted, err := strconv.QuotedPrefix(`"` + rest)
		if err != nil {
			return l, false
		}
		l.source, _ = strconv.Unquote(quoted)
		rest = rest[len(quoted)-1:]
		if inner, found := strings.CutPrefix(rest, " ("); found {
			l.part, rest, _ = strings.Cut(inner, ")")
		}
		if l.what = what; what == "collect:" {
			l.what = "failed"
		}
		l.why = strings.TrimPrefix(rest, ": ")
		return l, true
	}
	return l, false
}
