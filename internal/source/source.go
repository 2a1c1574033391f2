// Package source turns what the user names (files, folders, globs, standard input, URLs, lists of these) into one
// stream of pages. Damage is a value in the stream: it names the thing, the cause and the way out, and the stream
// goes on with the next.
//
// Files are read directly; what holds many pages (JSON Lines, archives, tables) is taken apart while it is read, so
// that memory does not grow with its size (package unpack). URLs go through colly, whose only way to the network is the transport
// that is handed in; nothing that comes from there can name a file.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"regexp"
	"strings"
	"time"

	"jobsignal/internal/fetch"
	"jobsignal/internal/job"
)

// Options says how sources are read. The zero value reads files and refuses standard input and URLs.
type Options struct {
	From      []string          // lists of sources, one a line ("-" is Stdin), read after the arguments
	Stdin     io.Reader         // what "-" stands for
	Transport http.RoundTripper // the way to the network (*fetch.Transport); nil refuses URLs
	Now       func() time.Time  // clock; nil is time.Now

	// Recall says what is already held of a URL, or of one part of what it lists ("job 17"), so that the server is
	// asked only for news. It may be called from
	// several goroutines at once. Nil holds nothing.
	Recall func(url, part string) (Visit, bool)
	// Again asks also for URLs that were fetched less than 24 hours ago.
	Again bool
	// Limit is the most postings that one board or sitemap gives; 0 means 1,000.
	Limit int
	// Match keeps of a board only the postings whose title it matches, and of a sitemap only the addresses; nil keeps
	// all of a board, and of a sitemap what looks like a posting.
	Match *regexp.Regexp
	// WebTime is how long URLs may take in one run; 0 means 30 minutes.
	WebTime time.Duration

	// Map gives columns and fields of records the names that are wanted: wanted → present ("title" → "Position").
	Map map[string]string
	// Columns judges which row of a table names its columns, after Map; nil takes the first.
	Columns func(names []string) error

	// Note is told of everything found but not read, and why (hidden file, page assets, same file twice). Nil is silent.
	Note func(source, why string)
	// Progress is told how many bytes of how many known ones are done; a URL counts as 64 KiB. Nil is silent.
	Progress func(done, total int64)
}

// Visit is what is held of a URL from an earlier run.
type Visit struct {
	At           time.Time // when it was last fetched whole, or confirmed unchanged
	ETag         string    // job.Page.ETag of the copy that is kept
	LastModified string    // job.Page.LastModified of the copy that is kept
}

// Error is one source, or one part of a source, that gave no page. It never ends the stream.
type Error struct {
	Source string     // as the user can find it again: a path, or a URL with its secrets masked
	Part   string     // place inside it ("line 12"); empty when the whole source is meant
	Kind   fetch.Kind // ending of a URL; empty for files
	Cause  error
	Hint   string    // the way out, in plain words; empty when there is none
	Until  time.Time // when asking again makes sense; zero when not known
	Empty  bool      // the file holds nothing: an outcome, not a failure
}

// Error names the source, the part, the cause and the way out on one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Source)
	if e.Part != "" {
		fmt.Fprintf(&b, " (%s)", e.Part)
	}
	fmt.Fprintf(&b, ": %v", e.Cause)
	switch {
	case e.Hint != "":
		b.WriteString("; " + e.Hint)
	case errors.Is(e.Cause, fs.ErrPermission):
		b.WriteString("; give yourself the right to read it, or leave it out")
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Failure reports whether the run should count it as failed (exit 3). An empty file, an unchanged page and a
// posting that is gone are outcomes.
func (e *Error) Failure() bool {
	return !e.Empty && e.Kind != fetch.Unchanged && e.Kind != fetch.Fresh && e.Kind != fetch.Gone
}

// Open yields the pages of args, then of the lists in opt.From: local sources in their order, then URLs as they
// come, several hosts at a time. An error in the stream is an *Error, or the context's own error, which is the last
// value. Files are opened when their turn comes, so a stream that is left early has read no more than it gave.
func Open(ctx context.Context, args []string, opt Options) iter.Seq2[*job.Page, error] {
	return func(yield func(*job.Page, error) bool) {
		s := &stream{ctx: ctx, opt: opt, yield: yield}
		s.run(args)
	}
}

// errStop says that whoever reads the stream wants no more of it.
var errStop = errors.New("stream is not read any more")

// stream is one call of Open: where its values go, and what was seen already.
type stream struct {
	ctx         context.Context
	opt         Options
	yield       func(*job.Page, error) bool
	ended       bool
	done, total int64
}

// run finds everything first, so that progress has a total, then reads it.
func (s *stream) run(args []string) {
	f := &finder{note: s.note, stdin: s.opt.Stdin}
	for _, a := range args {
		f.add(a, "", nil)
	}
	for _, l := range s.opt.From {
		f.list(l)
	}
	for _, x := range f.found {
		s.total += x.size
	}
	var web []found
	// Local files first: they are quick, and a run that is stopped while it waits for the network has them.
	for _, x := range f.found {
		if x.url != "" {
			web = append(web, x)
			continue
		}
		if s.emit(nil, s.ctx.Err()) != nil || s.local(x) != nil {
			return
		}
		s.advance(x.size)
	}
	s.gather(web)
}

// emit hands one value over, unless the stream has ended. With neither page nor error it only asks whether it has.
func (s *stream) emit(p *job.Page, err error) error {
	if s.ended {
		return errStop
	}
	if p == nil && err == nil {
		return nil
	}
	// After the context's own error nothing may follow, whatever the reader answers.
	if !s.yield(p, err) || err != nil && s.ctx.Err() != nil {
		s.ended = true
		return errStop
	}
	return nil
}

func (s *stream) note(source, why string) {
	if s.opt.Note != nil {
		s.opt.Note(source, why)
	}
}

func (s *stream) advance(n int64) {
	s.done += n
	if s.opt.Progress != nil {
		s.opt.Progress(s.done, s.total)
	}
}

func (s *stream) now() time.Time {
	if s.opt.Now != nil {
		return s.opt.Now().UTC()
	}
	return time.Now().UTC()
}
