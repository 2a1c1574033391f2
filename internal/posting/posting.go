// Package posting reads postings out of a page: is it an advertisement, which are its fields, which is its text.
package posting

import "jobsignal/internal/job"

// Version names the reader. It is raised whenever the same page may be read differently, so that stored pages
// are read again.
const Version = "1"

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
func Read(p *job.Page) Result {
	return Result{Reason: job.Empty}
}
