// Package brief is what every question of the report is answered from: the input, its sentences, and the few
// things that several answers need (how an exam is called and what it costs, which platforms have a column, when
// something may be ranked). It measures nothing and writes nothing.
package brief

import (
	"strings"
	"time"

	"jobsignal/internal/demand"
	"jobsignal/internal/names"
	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

// Input is everything a report is made from. Result and Vocabulary must be set; the rest may be empty.
type Input struct {
	Result     *demand.Result
	Rows       []demand.Row      // the rows that were measured
	Evidence   []demand.Evidence // mentions of these rows, those that inlay.Picker chose or all of them
	Unshown    demand.Unshown    // the mentions that Evidence leaves out
	Every      []demand.Evidence // all mentions of these rows, for the form that lists them; else nil
	Origins    []demand.Origin   // where the rows' postings were found
	Ledger     demand.Ledger
	Vocabulary *taxonomy.Vocabulary

	Title     string        // what the reader calls this report; empty: made from the number of postings
	Week      string        // ISO week the report is for, "2026-W47"
	Generated time.Time     // when it is made; printed in UTC
	Filters   Filters       // what narrowed the selection
	Have      []string      // ids of what the reader says they have, as given
	Version   string        // of the program
	Unknown   []names.Name  // what postings ask for and the vocabulary does not know, most frequent first
	Grade     *demand.Grade // how well labelled postings were read; nil: not graded
}

// Filters are the limits on the selection, as given on the command line; empty ones did not limit.
type Filters struct {
	Since, Until    string // 2006-01-02, both days included
	Title, Employer string // patterns
}

// Brief is an input with what follows from it.
type Brief struct {
	Input
	Words    prose.Words
	Articles Articles
	Fits     map[string]demand.Fit // by certification code
	err      error                 // the first fault, told when the page is written
}

// New prepares an input. It is read, never changed.
func New(in Input) *Brief {
	r := &Brief{Input: in, Fits: map[string]demand.Fit{}}
	for _, f := range in.Result.Fits {
		r.Fits[f.Code] = f
	}
	r.Words, r.Articles, r.err = load()
	return r
}

// Note keeps the first fault of a drawing, so that an answer need not carry it through its words.
func (r *Brief) Note(err error) {
	if err != nil && r.err == nil {
		r.err = err
	}
}

// Err is the first fault that was noted.
func (r *Brief) Err() error { return r.err }

// Say fills a sentence of the page.
func (r *Brief) Say(id string, f prose.Fills) prose.Para { return r.Words.Fill(id, f) }

// N is the number of postings the report speaks about.
func (r *Brief) N() int { return r.Result.Postings }

// Postings is that number with its noun.
func (r *Brief) Postings() string { return prose.Count(r.N(), "posting") }

// Ranks reports whether there are postings enough to rank anything, in words or by a title.
func (r *Brief) Ranks() bool {
	return r.Result.Effective >= demand.RankFloor && r.Result.Recommendation.Verdict != demand.Tally
}

// Dates says when the postings were first met.
func (r *Brief) Dates() string {
	w := r.Result.Weeks
	switch len(w) {
	case 0:
		return "no dates"
	case 1:
		return prose.Week(w[0].Week)
	}
	first, last := w[0].Week, w[len(w)-1].Week
	if year, n, ok := strings.Cut(first, "-W"); ok && strings.HasPrefix(last, year) {
		return "weeks" + prose.NB + strings.TrimLeft(n, "0") + "–" + strings.TrimLeft(last[len(year)+2:], "0") + " of" + prose.NB + year
	}
	return prose.Week(first) + " to " + prose.Week(last)
}

// Source is the line under every figure that says where its numbers come from.
func (r *Brief) Source() string {
	return "Source: " + r.Postings() + " in your database, " + r.Dates()
}

// Proportion is k of the report's postings with its interval on their effective number.
func (r *Brief) Proportion(k int) demand.Proportion {
	p := demand.Proportion{K: k, Of: r.N(), Effective: r.Result.Effective}
	if p.Of > 0 {
		p.Share = float64(k) / float64(p.Of)
	}
	p.Low, p.High = demand.Wilson(p.Share, p.Effective)
	return p
}

// Warnings are the warnings that belong under one figure.
func (r *Brief) Warnings(under string) []string {
	var out []string
	for _, w := range r.Result.Warnings {
		if w.Under == under && !strings.Contains(w.Text, "which is retired") { // retiredNamed says it with the date
			out = append(out, prose.Clean(w.Text, 400))
		}
	}
	return out
}

// Bookable lists the fits that can be booked and computed, in the order of the result.
func (r *Brief) Bookable() []demand.Fit {
	var out []demand.Fit
	for _, f := range r.Result.Fits {
		if f.Bookable && f.NoFit == "" {
			out = append(out, f)
		}
	}
	return out
}

// Platform is the demand for a platform by id.
func (r *Brief) Platform(id string) demand.PlatformDemand {
	for _, p := range r.Result.Platforms {
		if p.ID == id {
			return p
		}
	}
	return demand.PlatformDemand{ID: id}
}
