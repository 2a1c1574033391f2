package posting

import (
	"fmt"
	"strings"

	"jobsignal/internal/draft"
	"jobsignal/internal/job"
	"jobsignal/internal/payload"
)

// readData reads the records of a data document.
func readData(p *job.Page, v any) Result {
	h := payload.Gather([]any{v}, draft.FromRecord, p.Retrieved)
	r := Result{Postings: h.Postings, Listed: h.Listed}
	for i := range r.Postings { // an answer that names no employer came from an address that does
		if x := &r.Postings[i]; x.Employer == "" {
			d := draft.Draft{Posting: *x}
			d.SetEmployer(draft.Spell(draft.EmployerInAddress(p.URL), x.Text()), draft.FromPage)
			*x = d.Posting
		}
	}
	switch {
	case len(h.Postings) > 0:
	case h.Listed > 0:
		r.Reason, r.Detail = job.ListedOnly, listedOnly(h)
	case h.Records > 0:
		r.Reason, r.Detail = job.NotAJob, "records that do not describe jobs"
	default:
		r.Reason, r.Detail = job.NotAJob, "data without job records"
	}
	return r
}

// maxPointers is how many links the detail of one page names; a whole board would make it longer than the page.
const maxPointers = 20

// listedOnly says how many jobs data only list, and where their texts can be had.
func listedOnly(h payload.Harvest) string {
	s := fmt.Sprintf("%d jobs without their text", h.Listed)
	if h.Listed == 1 {
		s = "1 job without its text"
	}
	if len(h.Links) == 0 {
		return s
	}
	s += ": " + strings.Join(h.Links[:min(len(h.Links), maxPointers)], " ")
	if more := len(h.Links) - maxPointers; more > 0 {
		s += fmt.Sprintf(" and %d more", more)
	}
	return s
}
