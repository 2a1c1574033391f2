// Package posting reads postings out of a page: is it an advertisement, which are its fields, which is its text.
//
// A page goes one of three ways. Data (JSON, XML) holds records: fields by name, or by the shape of an
// applicant-tracking system. A web page is read in layers: structured data first, then what sites call things,
// then what the page looks like; its text is the part that advertises the one job. Plain text is read line by
// line. What comes out is judged by one rule for all: does the text advertise a job?
package posting

import (
	"fmt"

	"jobsignal/internal/document"
	"jobsignal/internal/draft"
	"jobsignal/internal/job"
)

// Version names the reader. It is raised whenever the same page may be read differently, so that stored pages
// are read again.
const Version = "4"

// Result is what became of one page.
type Result struct {
	Postings []job.Posting // the advertisements on the page; Body filled, Sections left to extract
	Reason   job.Reason    // why there is none; empty when Postings is not
	Detail   string        // what the reason rests on, for people
	Format   string        // format the page was read in
	Listed   int           // jobs that the page only lists, without their text
	Warnings []string      // what was odd about the page, not about one posting
	Err      error         // the page could not be read: a failure, not an outcome
}

// Read reads one page. It never panics; the page's bytes are not kept in the result.
func Read(p *job.Page) (r Result) {
	defer func() {
		if x := recover(); x != nil {
			r = Result{Err: fmt.Errorf("%s: reader stopped: %v", p.Name(), x)}
		}
	}()
	doc, err := document.Read(p)
	if err != nil {
		return Result{Err: err}
	}
	return FromDocument(p, doc)
}

// FromDocument reads a page that another reader has already turned into a document.
func FromDocument(p *job.Page, doc *document.Document) Result {
	var r Result
	switch {
	case doc.Outline != nil:
		r = readWebPage(p, doc)
	case doc.Data != nil && len(doc.Blocks) == 0:
		r = readData(p, doc.Data)
	default:
		r = readPlain(p, doc)
	}
	r.Format = doc.Format
	r.Warnings = append(r.Warnings, doc.Warnings...)
	for i := range r.Postings {
		draft.Finish(p, &r.Postings[i])
	}
	return r
}
