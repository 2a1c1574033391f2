// Package payload reads postings out of data: answers of applicant-tracking systems, exports of job boards, feeds,
// the state objects of web pages.
//
// Systems call the parts of a job much alike, so one table of names (names) reads most of them: "jobTitle",
// "job_title" and "Position Title" are one name. What a system does its own way is read by its shape: Lever's lists
// and categories, SmartRecruiters' sections, Personio's jobDescriptions, Ashby's compensation tiers, Greenhouse's own
// fields of each employer, JSON:API's resources, the comments of "who is hiring" threads, the wrappers of LinkedIn and
// USAJOBS. A field that a record lacks is looked for in the objects around it: Workable names the employer beside its
// list of jobs, Workday beside the job. What a whole site has in common, its records leave unsaid (sites).
//
// A record is a posting when it carries its text, 200 characters of it or more; else it is a job that is only
// listed. Where nothing but a title and a text say that a record is about a job, the text must prove it, as on a
// page.
package payload

import (
	"slices"
	"strings"

	"jobsignal/internal/advert"
	"jobsignal/internal/data"
	"jobsignal/internal/draft"
)

// Record is an object of data with its fields by plain name, inside the objects that hold it.
type Record struct {
	*data.Object
	outer *Record
	name  string // plain name of the field that holds it: "jobs"
}

// New makes a record of an object. Outer is the record around it, and name the plain name of the field that holds it
// there; a record that stands alone has neither.
func New(m map[string]any, outer *Record, name string) *Record {
	return &Record{Object: data.New(m), outer: outer, name: name}
}

// first returns the value of the first of a field's names that the record states; nil when it states none.
func (r *Record) first(field string) any {
	return r.First(names[field]...)
}

// Text returns a field as one line.
func (r *Record) Text(field string) string { return data.Line(r.first(field)) }

// Is reports whether an object describes a job: a title, and something that goes with jobs.
func (r *Record) Is() bool {
	if r.IsJobPosting() {
		return r.first("title") != nil || r.first("description") != nil
	}
	if r.comment() != "" {
		return true
	}
	if r.heading("title") == "" {
		if r.heading("weak title") == "" {
			return r.untitled()
		}
		// A name alone may be anybody's: it is a job's when it has a department, a place of work, a contract.
		for _, k := range []string{"department", "departments", "categories", "worklocation", "employmenttype", "jobdescription", "jobdescriptions", "jobad", "typeofemployment", "positionid", "recruitingcategory", "jobopeningshareurl", "departmentid", "workplacetype", "worklocationoption"} {
			if !data.Blank(r.Fields[k]) {
				return true
			}
		}
		return false
	}
	for _, f := range []string{"description", "employer", "location", "url", "posted", "type"} {
		if r.first(f) != nil {
			return true
		}
	}
	for _, s := range sectionNames {
		if !data.Blank(r.Fields[s.name]) {
			return true
		}
	}
	return r.Fields["entityurn"] != nil || r.Fields["departmentlabel"] != nil
}

// untitled reports a row of a table or list that has a text but no title, as some exports cut them, or an entry in a
// list of jobs that is no more than an address. Whether a text advertises a job is judged later.
func (r *Record) untitled() bool {
	if r.outer != nil {
		return slices.Contains([]string{"jobs", "offers", "postings", "jobpostings", "vacancies"}, r.name) && advert.JobLink(r.link()) // an address and a number
	}
	for _, n := range names["description"] {
		if s, ok := r.Fields[n].(string); ok && len(s) >= EnoughText {
			var inside []*Record
			for k, v := range r.Raw {
				find(v, r, data.Name(k), maxWalk-4, &inside)
			}
			return len(inside) == 0
		}
	}
	return false
}

// holdsRecords reports a feed or a board that has a title and an address like a job, but holds jobs.
func (r *Record) holdsRecords() bool {
	for _, n := range []string{"item", "items", "entry", "entries", "children", "jobs", "offers", "postings", "positions", "results", "hits", "jobpostings", "vacancies"} {
		var found []*Record
		switch r.Fields[n].(type) {
		case []any, map[string]any:
			find(r.Fields[n], nil, n, maxWalk-3, &found)
		}
		if len(found) > 0 {
			return true
		}
	}
	return false
}

// aboutJobs reports whether a record has fields that only jobs have, so that its text need not prove it.
func (r *Record) aboutJobs() bool {
	if r.IsJobPosting() {
		return true
	}
	if r.comment() != "" {
		return r.commentHead() != nil
	}
	hints := 0
	if advert.JobLink(r.link()) || draft.EmployerInAddress(r.link()) != "" {
		hints = 2
	}
	if r.first("employer") != nil && r.first("description") != nil { // a title, a firm and a text
		hints = 2
	}
	for _, f := range []string{"location", "type", "remote", "salary", "valid"} {
		if r.first(f) != nil {
			hints++
		}
	}
	if r.Employer() != "" {
		hints++
	}
	for k := range r.Fields {
		if strings.Contains(k, "job") || strings.Contains(k, "position") || strings.Contains(k, "vacan") || strings.Contains(k, "department") {
			hints++
		}
	}
	for o := r; o != nil; o = o.outer {
		if strings.Contains(o.name, "job") || strings.Contains(o.name, "position") || strings.Contains(o.name, "posting") || strings.Contains(o.name, "offer") || strings.Contains(o.name, "vacanc") {
			hints++
		}
	}
	return hints >= 2
}

// maxWalk bounds how deep records are looked for.
const maxWalk = 24

// Find returns the records in a value, in reading order. Inside a record no further ones are looked for.
func Find(v any) []*Record {
	var found []*Record
	find(data.Flat(v), nil, "", 0, &found)
	return found
}

// IsJobPosting reports a record that says of itself that it is a schema.org JobPosting.
func (r *Record) IsJobPosting() bool {
	return strings.Contains(data.Line(r.Fields["type"]), "JobPosting")
}

// find collects the records in a value, in reading order. Inside a record no further ones are looked for.
func find(v any, outer *Record, name string, depth int, found *[]*Record) {
	if depth > maxWalk {
		return
	}
	switch x := v.(type) {
	case []any:
		for _, y := range x {
			find(y, outer, name, depth+1, found)
		}
	case map[string]any:
		r := New(x, outer, name)
		if r.Is() && !r.holdsRecords() {
			r.adopt()
			*found = append(*found, r)
			return
		}
		for _, k := range data.Keys(x) {
			switch x[k].(type) {
			case []any, map[string]any:
				find(x[k], r, data.Name(k), depth+1, found)
			}
		}
	}
}
