package posting

import (
	"fmt"

	"jobsignal/internal/draft"
	"jobsignal/internal/job"
	"jobsignal/internal/payload"
)

// readData reads the records of a data document.
func readData(p *job.Page, v any) Result {
	h := payload.Gather([]any{v}, draft.FromRecord, p.Retrieved)
	r := Result{Postings: h.Postings, Listed: h.Listed}
	switch {
	case len(h.Postings) > 0:
	case h.Listed > 0:
		r.Reason, r.Detail = job.ListedOnly, fmt.Sprintf("%d jobs without their text", h.Listed)
	case h.Records > 0:
		r.Reason, r.Detail = job.NotAJob, "records that do not describe jobs"
	default:
		r.Reason, r.Detail = job.NotAJob, "data without job records"
	}
	return r
}
