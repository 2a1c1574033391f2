// Package source turns what the user names (files, folders, globs, standard input, URLs, lists of these) into
// one stream of pages. Damage is a value in the stream: it names the thing and the cause, and the stream goes on.
package source

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"time"

	"jobsignal/internal/fetch"
	"jobsignal/internal/job"
)

// Options says how sources are read. The zero value reads files and refuses standard input and URLs.
type Options struct {
	From      []string          // lists of sources, one a line ("-" is Stdin), read after the arguments
	Stdin     io.Reader         // what "-" stands for
	Transport http.RoundTripper // the way to the network (*fetch.Transport); nil refuses URLs

	// Recall says what is already held of a URL, so that the server is asked only for news. Nil holds nothing.
	Recall func(url string) (Visit, bool)
	// Note is told of everything found but not read, and why (hidden file, page assets, same file twice). Nil is silent.
	Note func(source, why string)
	// Progress is told after each page how many bytes of how many known ones are done. Nil is silent.
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
	Source string     // as the user can find it again: a path or a URL, secrets masked
	Part   string     // place inside it ("line 12"); empty when the whole source is meant
	Kind   fetch.Kind // ending of a URL; empty for files
	Cause  error
	Hint   string    // the way out, in plain words; empty when there is none
	Until  time.Time // when asking again makes sense; zero when not known
	Empty  bool      // the file holds nothing: an outcome, not a failure
}

// Error names the source, the part, the cause and the way out on one line.
func (e *Error) Error() string { return e.Source + ": " + e.Cause.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Failure reports whether the run should count it as failed (exit 3). An empty file, an unchanged page and a
// posting that is gone are outcomes.
func (e *Error) Failure() bool {
	return !e.Empty && e.Kind != fetch.Unchanged && e.Kind != fetch.Fresh && e.Kind != fetch.Gone
}

// Open yields the pages of args, then of the lists in opt.From, in order. An error in the stream is an *Error,
// or the context's own error, which is the last value.
func Open(ctx context.Context, args []string, opt Options) iter.Seq2[*job.Page, error] {
	return func(yield func(*job.Page, error) bool) {
		for _, a := range args {
			if !yield(nil, &Error{Source: a, Cause: errors.New("reading sources is not built yet")}) {
				return
			}
		}
	}
}
