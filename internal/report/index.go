package report

import (
	"io"
	"net/url"
)

// Entry is one report in the list of reports.
type Entry struct {
	File     string // name of the file beside the list
	Week     string // "2026-W47"
	Title    string
	Answer   string // the verdict's first sentence
	Postings int
}

// Index writes the list of reports, in the order given (newest first is the caller's duty).
func Index(w io.Writer, entries []Entry) error {
	s := section{ID: "reports", Heading: "Reports"}
	for _, e := range entries {
		t := part{Heading: clean(e.Title, 120), ID: (&url.URL{Path: "./" + e.File}).String()}
		t.Text = []para{{{Text: week(e.Week) + " · " + count(e.Postings, "posting")}}, {{Text: clean(e.Answer, 400)}}}
		s.Parts = append(s.Parts, t)
	}
	return render(w, indexHTML, page{Title: "Jobsignal reports", Sections: []section{s}})
}
