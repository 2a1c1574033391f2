package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"jobsignal/internal/job"
)

// screen is standard error during a run: notes, with --verbose a line for every page, and on a terminal a progress
// bar below them. Its methods may be called by many goroutines.
type screen struct {
	verbose bool
	err     io.Writer
	pages   atomic.Int64 // done in this step; read by the bar while it draws, when mu must not be taken

	mu    sync.Mutex
	w     io.Writer
	bars  *mpb.Progress // nil without a terminal
	bar   *mpb.Bar
	sized bool // the bar counts bytes of known files
}

// newScreen puts a bar on standard error where a person is looking.
func newScreen(w io.Writer, o *options) *screen {
	s := &screen{w: w, err: w, verbose: o.verbose}
	if f, ok := w.(*os.File); ok && !o.quiet && !o.verbose && term.IsTerminal(int(f.Fd())) {
		s.bars = mpb.New(mpb.WithOutput(w), mpb.WithWidth(40), mpb.WithRefreshRate(200*time.Millisecond))
		s.w = s.bars // prints above the bars
	}
	return s
}

// note prints one line.
func (s *screen) note(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprintf(s.w, "collect: %s\n", line)
}

// say prints one line when --verbose asks for it.
func (s *screen) say(format string, args ...any) {
	if !s.verbose {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprintf(s.w, format+"\n", args...)
}

// page tells what was read from a page.
func (s *screen) page(p *job.Page, r reading) {
	switch {
	case r.Err != nil: // told as a failure
	case len(r.Readings) == 0:
		why := string(r.Reason)
		if r.Detail != "" {
			why += " (" + r.Detail + ")"
		}
		s.say("no posting %s: %s", place(p.Source, p.Part), plain(why))
	default:
		mentions := 0
		for _, x := range r.Readings {
			mentions += len(x.Mentions)
		}
		s.say("read %s: %s, %s", place(p.Source, p.Part), count(len(r.Readings), "posting", "postings"), count(mentions, "mention", "mentions"))
	}
}

// met tells of a page whose content is kept already.
func (s *screen) met(p *job.Page) { s.say("known %s", place(p.Source, p.Part)) }

// skipped tells of something found that is no input.
func (s *screen) skipped(source, why string) { s.say("skipped %s: %s", place(source, ""), plain(why)) }

// begin starts the bar of one step; total 0 means that it is not known.
func (s *screen) begin(title string, total int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bars == nil {
		return
	}
	s.end()
	s.pages.Store(0)
	s.sized = total == 0
	start := time.Now()
	told := func(d decor.Statistics) string { return pace(s.pages.Load(), time.Since(start), d.Current, d.Total) }
	s.bar = s.bars.AddBar(int64(total), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(title+" ")), mpb.AppendDecorators(decor.Percentage(), decor.Any(told)))
}

// pace is how many pages were done, how many a second, and, once that can be told, the time left.
func pace(pages int64, spent time.Duration, done, total int64) string {
	text := fmt.Sprintf("  %s pages, %.0f/s", thousands(int(pages)), float64(pages)/max(spent.Seconds(), 0.001))
	if done > 0 && total > done {
		left := time.Duration(float64(spent) * float64(total-done) / float64(done))
		text += fmt.Sprintf(", %s left", left.Round(time.Second))
	}
	return text
}

// step counts one page.
func (s *screen) step() {
	n := s.pages.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bar != nil && !s.sized {
		s.bar.SetCurrent(n)
	}
}

// bytes moves the bar of a step over files.
func (s *screen) bytes(done, total int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bar != nil {
		s.bar.SetTotal(total, false)
		s.bar.SetCurrent(done)
	}
}

// end takes the bar away. s.mu is held.
func (s *screen) end() {
	if s.bar != nil {
		s.bar.Abort(true)
		s.bar = nil
	}
}

// close takes the bars away and waits until the terminal is as it was.
func (s *screen) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end()
	if s.bars != nil {
		s.bars.Wait()
		s.w, s.bars = s.err, nil
	}
}
