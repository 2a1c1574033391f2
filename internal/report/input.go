// Package report makes the pages and exports that a person decides from. It is pure: measured numbers, rows and
// evidence come in; HTML, CSV, JSON and Markdown go out. It computes no measure of its own (demand does), reads
// no clock and touches no disk.
//
// The page is one self-contained file: one template, one stylesheet, one fixed script and the chart library,
// all embedded, allowed by their hashes and nothing else. It is complete without script; the script draws the
// charts and opens evidence. Text that came from postings is written by html/template or, inside inert JSON,
// by encoding/json; it never becomes markup or code.
//
// What the page answers is an ordered table (questions.go). A new question is one entry there.
package report

import (
	"time"

	"jobsignal/internal/demand"
	"jobsignal/internal/taxonomy"
)

// Input is everything a report is made from. Result and Vocabulary must be set; the rest may be empty.
type Input struct {
	Result     *demand.Result
	Rows       []demand.Row      // the rows that were measured
	Evidence   []demand.Evidence // mentions of these rows, by posting and place
	Origins    []demand.Origin   // where the rows' postings were found
	Ledger     demand.Ledger
	Vocabulary *taxonomy.Vocabulary

	Title     string    // what the reader calls this report; empty: made from the number of postings
	Week      string    // ISO week the report is for, "2026-W47"
	Generated time.Time // when it is made; printed in UTC
	Filters   Filters   // what narrowed the selection
	Have      []string  // ids of what the reader says they have, as given
	Version   string    // of the program
	Grade     *Grade    // how well the reader's own postings were read; nil: not graded
}

// Filters are the limits on the selection, as given on the command line; empty ones did not limit.
type Filters struct {
	Since, Until    string // 2006-01-02, both days included
	Title, Employer string // patterns
}

// Grade is what `collect grade` measured on postings that a person labelled.
type Grade struct {
	Postings int          `json:"postings"`
	Groups   []GradeGroup `json:"groups"` // platform, service, certification, skill, tool
}

// GradeGroup is how well the pairs of posting and term of one group were found. Fractions of 1.
type GradeGroup struct {
	Group             string  `json:"group"`
	Pairs             int     `json:"pairs"`
	Precision, Recall float64 `json:"-"`
}

// Report writes one report in every form.
type Report struct {
	in    Input
	words words
	facts articles
	fits  map[string]demand.Fit // by certification code
	err   error                 // a fault in what is embedded; told by the first writer
}

// New prepares a report. The input is read, never changed.
func New(in Input) *Report {
	r := &Report{in: in, fits: map[string]demand.Fit{}}
	for _, f := range in.Result.Fits {
		r.fits[f.Code] = f
	}
	if r.words, r.err = loadWords(); r.err == nil {
		r.facts, r.err = loadArticles()
	}
	return r
}
