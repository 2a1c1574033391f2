package main

import (
	"fmt"
	"strings"

	"jobsignal/internal/extract"
	"jobsignal/internal/intake"
	"jobsignal/internal/job"
	"jobsignal/internal/posting"
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
	r.Result = posting.Read(p)
	for i := range r.Postings {
		r.Readings = append(r.Readings, match(v, r.Postings[i]))
	}
	return r
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
