package report

import (
	"jobsignal/internal/brief"
	"jobsignal/internal/verdict"
)

// Input is everything a report is made from.
type Input = brief.Input

// Filters are the limits on the selection.
type Filters = brief.Filters

// Report writes one report in every form.
type Report struct{ b *brief.Brief }

// New prepares a report. The input is read, never changed.
func New(in Input) *Report { return &Report{brief.New(in)} }

// Answer is the verdict's first sentence, plain text: what the list of reports shows.
func (r *Report) Answer() string { return verdict.Words(r.b)[0].Plain() }
