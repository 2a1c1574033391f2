package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"jobsignal/internal/document"
	"jobsignal/internal/extract"
	"jobsignal/internal/intake"
	"jobsignal/internal/job"
	"jobsignal/internal/posting"
	"jobsignal/internal/sandbox"
	"jobsignal/internal/taxonomy"
)

// reading is what one page gave: postings with their sections, mentions and groups, or why there is none.
type reading struct {
	posting.Result
	Readings []intake.Reading // one for each of Result.Postings
}

// readPage reads one page and names the terms in it. It needs no database. A reader that panics is a failure of
// this page, not of the run.
func readPage(v *taxonomy.Vocabulary, p *job.Page) (r reading) {
	defer func() {
		if fault := recover(); fault != nil {
			r = reading{Result: posting.Result{Err: fmt.Errorf("a fault of the program while reading it: %v", fault)}}
		}
	}()
	r.Result = readPosting(p)
	for i := range r.Postings {
		r.Readings = append(r.Readings, match(v, r.Postings[i]))
	}
	return r
}

// readPosting reads one page. Of a message that is no posting itself the attached PDFs are read.
func readPosting(p *job.Page) posting.Result {
	r := posting.Read(p)
	if errors.Is(r.Err, document.ErrElsewhere) {
		return readPDF(p)
	}
	if r.Format != "eml" || len(r.Postings) > 0 {
		return r
	}
	for _, attached := range document.AttachedPDFs(p) {
		if inner := readPDF(attached); len(inner.Postings) > 0 {
			inner.Format = r.Format
			return inner
		}
	}
	return r
}

// readPDF reads one PDF, which is laid out in a child process.
func readPDF(p *job.Page) posting.Result {
	doc, err := sandbox.Read(context.Background(), compiled(), p)
	switch {
	case errors.Is(err, sandbox.ErrNoText):
		return posting.Result{Format: "pdf", Reason: job.NoTextLayer, Detail: "it needs a program that recognises letters in pictures"}
	case err != nil:
		return posting.Result{Format: "pdf", Err: err}
	}
	return posting.FromDocument(p, doc)
}

// compiled is the folder that keeps the compiled PDF reader; empty where the user has no cache folder.
func compiled() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "jobsignal", "pdf")
}

// match names the terms in one posting.
func match(v *taxonomy.Vocabulary, p job.Posting) intake.Reading {
	mentions, groups := extract.Read(v, &p)
	return intake.Reading{Posting: p, Mentions: mentions, Groups: groups}
}

// cause is why a page could not be read, without its name, which messages and the database have anyway.
func cause(err error, p *job.Page) string { return strings.TrimPrefix(err.Error(), p.Name()+": ") }

// input is the reading as the database keeps it.
func (r reading) input(p *job.Page, h intake.Hash) intake.Input {
	in := intake.Input{Page: p, Hash: h, Format: r.Format, Outcome: intake.Read, Readings: r.Readings}
	switch {
	case r.Err != nil:
		in.Outcome, in.Reason, in.Readings = intake.Failed, cause(r.Err, p), nil
	case len(r.Readings) == 0:
		in.Outcome, in.Reason, in.Detail = intake.NoPosting, string(r.Reason), r.Detail
	}
	return in
}

// readerVersion stamps what is stored: pages and postings stamped otherwise are read and matched again.
const readerVersion = posting.Version + "." + extract.Version
