package posting

import (
	"fmt"
	"strings"

	"jobsignal/internal/job"
)

// enoughText is the number of characters from which a record carries its advertisement, not a teaser of it.
const enoughText = 200

// readData reads the records of a data document.
func readData(p *job.Page, v any) Result {
	var r Result
	var found []*record
	records(v, nil, "", 0, &found)
	seen := map[string]bool{}
	for _, rec := range found {
		d := draft{}
		rec.fill(&d, fromRecord, p.Retrieved)
		body := rec.body()
		chars := length(body)
		if chars < enoughText {
			id := bare(d.Title) + "|" + d.Key
			if d.Key == "" {
				id += d.URL
			}
			if !seen[id] {
				seen[id] = true
				r.Listed++
			}
			continue
		}
		if !rec.aboutJobs() && !weigh(body).advertises() {
			continue
		}
		d.Body = body
		if d.Employer == "" {
			d.employer(spell(employerInAddress(d.URL), strings.Join(texts(body), "\n")), fromRecord)
		}
		r.Postings = append(r.Postings, d.Posting)
	}
	if len(r.Postings) == 0 {
		r.Reason, r.Detail = dataReason(len(found), r.Listed)
	}
	return r
}

// dataReason says why data holds no posting.
func dataReason(found, listed int) (job.Reason, string) {
	switch {
	case listed > 0:
		return job.ListedOnly, fmt.Sprintf("%d jobs without their text", listed)
	case found > 0:
		return job.NotAJob, "records that do not describe jobs"
	}
	return job.NotAJob, "data without job records"
}
