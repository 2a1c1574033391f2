package posting

import (
	"fmt"
	"strings"
	"time"

	"jobsignal/internal/job"
)

// enoughText is the number of characters from which a record carries its advertisement, not a teaser of it.
const enoughText = 200

// harvest is what the records of some data come to.
type harvest struct {
	postings []job.Posting
	listed   int // jobs without their text
	records  int
}

// readData reads the records of a data document.
func readData(p *job.Page, v any) Result {
	h := gather([]any{v}, fromRecord, p.Retrieved)
	r := Result{Postings: h.postings, Listed: h.listed}
	switch {
	case len(h.postings) > 0:
	case h.listed > 0:
		r.Reason, r.Detail = job.ListedOnly, fmt.Sprintf("%d jobs without their text", h.listed)
	case h.records > 0:
		r.Reason, r.Detail = job.NotAJob, "records that do not describe jobs"
	default:
		r.Reason, r.Detail = job.NotAJob, "data without job records"
	}
	return r
}

// gather reads every record in the values. A job that is listed twice, or listed and also there with its text,
// counts once.
func gather(values []any, origin string, now time.Time) harvest {
	var found []*record
	for _, v := range values {
		records(v, nil, "", 0, &found)
	}
	h := harvest{records: len(found)}
	seen := map[string]bool{}
	var listed []string
	for _, rec := range found {
		d := draft{}
		rec.fill(&d, origin, now)
		d.Body = rec.body()
		if length(d.Body) < enoughText {
			listed = append(listed, rec.identity())
			continue
		}
		if !rec.aboutJobs() && !weigh(d.Body).advertises() {
			continue
		}
		if d.Employer == "" {
			d.employer(spell(employerInAddress(d.URL), strings.Join(texts(d.Body), "\n")), origin)
		}
		seen[rec.identity()] = true
		h.postings = append(h.postings, d.Posting)
	}
	for _, id := range listed {
		if !seen[id] {
			seen[id] = true
			h.listed++
		}
	}
	return h
}

// identity tells one job of a payload from another: its title with the number the employer gave it, else the
// system's own.
func (r *record) identity() string {
	id := bare(r.text("title") + r.text("weak title"))
	for _, n := range []string{"jobreqid", "requisitionid", "refnumber", "reqid", "bulletfields"} {
		if s := oneLine(r.fields[n]); s != "" {
			return id + "|" + s
		}
	}
	return id + "|" + r.keyText() + r.link()
}
