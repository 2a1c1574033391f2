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
	"encoding/json"
	"slices"
	"strings"

	"jobsignal/internal/advert"
	"jobsignal/internal/document"
	"jobsignal/internal/draft"
)

// plainName brings a field name into the form that the tables use.
func plainName(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= 'a' && s[i] <= 'z' || s[i] >= '0' && s[i] <= '9'
	}
	if clean {
		return s
	}
	return advert.Bare(s)
}

// Record is an object of data with its fields by plain name, inside the objects that hold it.
type Record struct {
	raw    map[string]any // as decoded
	Fields map[string]any // by plain name
	outer  *Record
	name   string // plain name of the field that holds it: "jobs"
}

func New(m map[string]any, outer *Record, name string) *Record {
	r := &Record{raw: m, Fields: make(map[string]any, len(m)), outer: outer, name: name}
	from := make(map[string]string, 0)
	for k, v := range m {
		n := plainName(k)
		if v == nil {
			continue
		}
		if r.Fields[n] != nil { // "jobTitle" beside "job_title": the plain name, else the first by the alphabet
			old, odd := from[n]
			if !odd || k != n && old < k {
				continue
			}
		}
		if r.Fields[n] = v; k != n {
			from[n] = k
		} else {
			delete(from, n)
		}
	}
	return r
}

// first returns the value of the first of a field's names that the record states; nil when it states none.
func (r *Record) first(field string) any {
	for _, n := range names[field] {
		if v, ok := r.Fields[n]; ok && !blank(v) {
			return v
		}
	}
	return nil
}

// Text returns a field as one line.
func (r *Record) Text(field string) string { return oneLine(r.first(field)) }

// blank reports a value that says nothing.
func blank(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case string:
		s := strings.TrimSpace(x)
		return s == "" || strings.EqualFold(s, "null") || strings.EqualFold(s, "nan") || strings.EqualFold(s, "none") || strings.EqualFold(s, "n/a")
	case []any:
		for _, y := range x {
			if !blank(y) {
				return false
			}
		}
		return true
	case map[string]any:
		for _, y := range x {
			if !blank(y) {
				return false
			}
		}
		return true
	}
	return false
}

// nameKeys name an object, best first.
var nameKeys = []string{"name", "displayname", "companyname", "organizationname", "label", "title", "text", "value", "descriptor", "libelle", "rendered", "formattedname", "partyname", "locationname", "#text", "identifier"}

// oneLine turns any value into one line of text: an object by the part of it that names it.
func oneLine(v any) string { return oneLineBy(v, false) }

// placeLine does so for places: an object by the parts of its address.
func placeLine(v any) string { return oneLineBy(v, true) }

func oneLineBy(v any, place bool) string {
	switch x := v.(type) {
	case string:
		if blank(x) {
			return ""
		}
		return document.Text(x)
	case json.Number:
		return x.String()
	case []any:
		var parts []string
		for _, y := range x {
			if s := oneLineBy(y, place); s != "" && !slices.Contains(parts, s) {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		return objectLine(New(x, nil, ""), place)
	}
	return ""
}

func objectLine(r *Record, place bool) string {
	if place {
		if a := address(r); a != "" {
			return a
		}
	}
	for _, k := range nameKeys {
		if s := oneLineBy(r.Fields[k], place); s != "" {
			return s
		}
	}
	for _, k := range sortedKeys(r.Fields) { // wrapping, as in {"com.site.Company": {"result": {"name": …}}}
		if m, ok := r.Fields[k].(map[string]any); ok {
			if s := oneLineBy(m, place); s != "" {
				return s
			}
		}
	}
	return ""
}

// address joins the parts of a place: schema.org's PostalAddress and what boards call its parts.
func address(r *Record) string {
	if s, ok := r.Fields["address"].(string); ok && s != "" && !draft.IsWeb(s) && r.Fields["city"] == nil && r.Fields["name"] == nil {
		return document.Text(s)
	}
	for _, k := range []string{"address", "postaladdress"} {
		if m, ok := r.Fields[k].(map[string]any); ok {
			if a := address(New(m, r, k)); a != "" {
				return a
			}
		}
	}
	for _, k := range []string{"fulllocation", "locationstr", "locationtext", "displayname", "locationname", "formattedaddress"} {
		if s, ok := r.Fields[k].(string); ok && strings.TrimSpace(s) != "" {
			return document.Text(s)
		}
	}
	var parts []string
	for _, group := range [][]string{{"addresslocality", "city", "cityname"}, {"addressregion", "state", "region", "statename", "province"}, {"addresscountry", "country", "countryname", "countrycode"}} {
		for _, k := range group {
			if s := oneLine(r.Fields[k]); s != "" && s != "false" && strings.IndexFunc(s, advert.IsWordRune) >= 0 {
				if !slices.Contains(parts, s) {
					parts = append(parts, s)
				}
				break
			}
		}
	}
	return strings.Join(parts, ", ")
}

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
			if !blank(r.Fields[k]) {
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
		if !blank(r.Fields[s.name]) {
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
			for k, v := range r.raw {
				find(v, r, plainName(k), maxWalk-4, &inside)
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
	if advert.JobLink(r.link()) {
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
		if strings.Contains(k, "job") || strings.Contains(k, "position") || strings.Contains(k, "vacan") {
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
	find(plain(v), nil, "", 0, &found)
	return found
}

// IsJobPosting reports a record that says of itself that it is a schema.org JobPosting.
func (r *Record) IsJobPosting() bool {
	return strings.Contains(oneLine(r.Fields["type"]), "JobPosting")
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
		for _, k := range sortedKeys(x) {
			switch x[k].(type) {
			case []any, map[string]any:
				find(x[k], r, plainName(k), depth+1, found)
			}
		}
	}
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
