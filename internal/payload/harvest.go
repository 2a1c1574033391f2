package payload

import (
	"strings"
	"time"

	"jobsignal/internal/advert"
	"jobsignal/internal/data"
	"jobsignal/internal/draft"
	"jobsignal/internal/job"
)

// EnoughText is the number of characters from which a record carries its advertisement, not a teaser of it.
const EnoughText = 200

// Harvest is what the records of some data come to.
type Harvest struct {
	Postings []job.Posting
	Listed   int      // jobs without their text
	Links    []string // where the texts of those can be had, as far as the data say
	Records  int
}

// Gather reads every record in the values. A job that is listed twice, or listed and also there with its text,
// counts once.
func Gather(values []any, origin string, now time.Time) Harvest {
	var found []*Record
	for _, v := range values {
		found = append(found, Find(v)...)
	}
	h := Harvest{Records: len(found)}
	seen := map[string]bool{}
	var listed []*Record
	for _, rec := range found {
		d := draft.Draft{}
		rec.Fill(&d, origin, now)
		d.Body = rec.Body()
		if advert.Length(d.Body) < EnoughText {
			listed = append(listed, rec)
			continue
		}
		if (!rec.aboutJobs() || d.Title == "" && rec.comment() == "") && !advert.Weigh(d.Body).Advertises() {
			continue
		}
		if d.Employer == "" {
			d.SetEmployer(draft.Spell(draft.EmployerInAddress(d.URL), strings.Join(advert.Texts(d.Body), "\n")), origin)
		}
		seen[rec.identity()] = true
		h.Postings = append(h.Postings, d.Posting)
	}
	for _, rec := range listed {
		if id := rec.identity(); !seen[id] {
			seen[id] = true
			h.Listed++
			if where := rec.pointer(); where != "" {
				h.Links = append(h.Links, where)
			}
		}
	}
	return h
}

// identity tells one job of a payload from another: its title with the number the employer gave it, else the
// system's own.
func (r *Record) identity() string {
	id := advert.Bare(r.heading("title") + r.heading("weak title"))
	for _, n := range []string{"jobreqid", "requisitionid", "refnumber", "reqid", "bulletfields"} {
		if s := data.Line(r.Fields[n]); s != "" {
			return id + "|" + s
		}
	}
	return id + "|" + r.keyText() + r.link()
}
