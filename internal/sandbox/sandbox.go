// Package sandbox reads PDF files in a child process of ourselves.
//
// A PDF can make any reader run for ever, take all memory or crash, and none of that can be caught inside a Go
// program. The child is this very program, started again with a hidden first argument; it sees one file on its
// standard input and nothing else, under limits of time and memory, and answers with the lines that are printed on
// the pages. What becomes of the child is a value here: an error that says why.
//
// The reader is PDFium, compiled to WebAssembly, so that the program stays free of C and the child cannot leave its
// own memory even where PDFium has a bug. It is compiled on first use (some seconds); the result is kept in a folder
// for the next child. A program that reads no PDF pays nothing: only the child starts the engine.
package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"jobsignal/internal/document"
	"jobsignal/internal/job"
	"jobsignal/internal/paper"
)

// The reasons why a PDF gives no text. ErrNoText is an outcome, the others are failures.
var (
	ErrNoText    = errors.New("no text layer: the pages are pictures")
	ErrEncrypted = errors.New("encrypted: it opens only with a password")
	ErrBroken    = errors.New("broken: no PDF reader can open it")
	ErrTooLong   = errors.New("reading it took too long")
	ErrStopped   = errors.New("the reader stopped")
)

const (
	argument  = "read-pdf-in-a-child"   // first argument of a child
	mark      = "JOBSIGNAL_PDF_CHILD=1" // in the environment of a child, which never starts another
	startTime = 90 * time.Second        // for the engine to be ready; compiling takes seconds, on a busy machine more
	readTime  = 8 * time.Second         // for one file
	maxAnswer = 64 << 20                // bytes of a child's answer
	ready     = "ready\n"               // what a child says before it reads
)

// answer is what a child says of a file.
type answer struct {
	Fault string // name of the reason, "" when there is text
	Title string
	Pages int
	Cut   bool // there were more pages, or more text, than are read
	Lines []paper.Line
}

// faults are the reasons as a child names them.
var faults = map[string]error{"no text": ErrNoText, "encrypted": ErrEncrypted, "broken": ErrBroken}

// Read reads one PDF page in a child process. cache is the folder in which compiled code is kept; empty keeps
// none, and every child compiles anew. Errors wrap one of the reasons above and name the page.
func Read(ctx context.Context, cache string, p *job.Page) (*document.Document, error) {
	a, err := ask(ctx, cache, p.Body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Name(), err)
	}
	if why, ok := faults[a.Fault]; ok {
		return nil, fmt.Errorf("%s: %w", p.Name(), why)
	}
	s := paper.LayOut(a.Lines)
	d := &document.Document{Format: "pdf", Charset: "utf-8", Title: a.Title, URL: s.URL, Blocks: s.Blocks, Lead: s.Lead}
	if a.Cut {
		d.Warnings = append(d.Warnings, fmt.Sprintf("only the first %d pages are read", maxPages))
	}
	return d, nil
}

// ask starts a child, hands it the file and waits for its answer.
func ask(ctx context.Context, cache string, body []byte) (*answer, error) {
	if os.Getenv("JOBSIGNAL_PDF_CHILD") != "" { // the one variable read below cmd: a child that starts children never ends
		return nil, fmt.Errorf("%w: a child was asked to start a child", ErrStopped)
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	limit := time.AfterFunc(startTime, func() { stop(ErrTooLong) })
	defer limit.Stop()

	c := exec.CommandContext(ctx, self, argument, cache)
	c.Env = append(os.Environ(), mark)
	c.WaitDelay = time.Second
	said, out, told := &tail{}, &collector{}, false
	out.begun = func() { // compiled and ready: from here the file is to blame
		told = true
		limit.Reset(readTime)
	}
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(body), out, said
	err = c.Run()
	switch why := context.Cause(ctx); {
	case errors.Is(why, ErrTooLong):
		return nil, ErrTooLong
	case why != nil:
		return nil, why
	case err != nil && !told:
		return nil, fmt.Errorf("%w before it was ready: %v: %s", ErrStopped, err, said)
	case err != nil:
		return nil, fmt.Errorf("%w: %s", ErrStopped, said.or(err))
	}
	a := &answer{}
	if err := json.Unmarshal(out.b, a); err != nil {
		return nil, fmt.Errorf("%w: its answer cannot be read: %v", ErrStopped, err)
	}
	return a, nil
}

// collector takes a child's answer, and says when the child is ready.
type collector struct {
	b     []byte
	begun func()
}

// Write is called from one goroutine. An answer that is too long stops the child by a broken pipe.
func (c *collector) Write(b []byte) (int, error) {
	if len(c.b)+len(b) > maxAnswer {
		return 0, io.ErrShortWrite
	}
	c.b = append(c.b, b...)
	if c.begun != nil && bytes.HasPrefix(c.b, []byte(ready)) {
		c.b = c.b[len(ready):]
		c.begun()
		c.begun = nil
	}
	return len(b), nil
}

// tail keeps the first line of what a child complains about; a Go crash goes on for pages.
type tail struct{ b []byte }

func (t *tail) Write(b []byte) (int, error) {
	t.b = append(t.b, b[:min(len(b), 4096-len(t.b))]...)
	return len(b), nil
}

func (t *tail) String() string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(t.b)), "\n")
	return strings.ToValidUTF8(line, "\uFFFD")
}

// or is the first line, or the error where the child said nothing.
func (t *tail) or(err error) string {
	if s := t.String(); s != "" {
		return s
	}
	return err.Error()
}
