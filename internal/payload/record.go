// Package payload reads postings out of data: answers of applicant-tracking systems, exports of job boards, feeds,
// the state objects of web pages.
//
// Systems call the parts of a job much alike, so one table of names (names) reads most of them: "jobTitle",
// "job_title" and "Position Title" are one name. What a system does its own way is read by its shape: Lever's lists
// and categories, SmartRecruiters' sections, Personio's jobDescriptions, Ashby's compensation tiers, the comments of
// "who is hiring" threads, the wrappers of LinkedIn and USAJOBS. A field that a record lacks is looked for in the
// objects around it: Workable names the employer beside its list of jobs, Workday beside the job.
//
// A record is a posting when it carries its text, 200 characters of it or more; else it is a job that is only
// listed. Where nothing but a title and a text say that a record is about a job, the text must prove it, as on a
// page.
package payload

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"jobsignal/internal/advert"
	"jobsignal/internal/document"
	"jobsignal/internal/draft"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

// A record is one object of data that describes a job. Its fields are found by name: names are compared in
// lower case without anything but letters and digits, so that "job_title", "jobTitle" and "Job Title" are one.

// names lists the names of each field, the best first. They are those of schema.org, of job boards' exports
// (JobSpy, LinkedIn, Indeed, Kaggle collections, Adzuna), of applicant-tracking systems, and their
// translations in hand-made tables.
var names = map[string][]string{
	"title": {"title", "jobtitle", "positiontitle", "postingtitle", "positionname", "jobname", "jobopeningname", "vacancytitle", "position",
		"designation", "jobrole", "role", "matchedtitle", "stellenbezeichnung", "stellentitel", "functietitel", "vacature", "puesto", "poste", "cargo"},
	"weak title": {"name", "text", "job", "headline"},
	"employer": {"companyname", "company", "employername", "employer", "hiringorganization", "organizationname", "organization", "organisation", "organisationname",
		"subcompany", "companydisplayname", "brand", "parentcompanyname", "companydetails", "orgname", "positionorganization", "startup", "startupname", "unternehmen", "firma", "arbeitgeber", "bedrijf", "empresa", "entreprise", "departmentname"},
	"location": {"location", "joblocation", "locationname", "locationdisplayname", "positionlocationdisplay", "formattedlocation", "locationtext", "locationstext", "primarylocation",
		"worklocation", "joblocations", "locations", "positionlocation", "candidaterequiredlocation", "office", "offices", "city", "cities", "place", "standort", "ort", "plaats", "lieu", "ubicacion", "country"},
	"description": {"descriptionhtml", "jobdescriptionhtml", "htmlcontent", "contenthtml", "jobdescription", "description", "content", "externaldescriptionstr", "jobdescriptions",
		"descriptionplain", "descriptiontext", "positionformatteddescription", "fulldescription", "descriptionbody", "body", "details", "jobad", "commenttext", "contentencoded", "encoded", "html", "beschreibung", "omschrijving", "jobsummary", "summary", "descriptionteaser",
		"shortdescriptionstr", "shortdescription", "snippet", "text", "advertisement", "contenttext"},
	"url": {"joburl", "url", "absoluteurl", "hostedurl", "positionuri", "careersurl", "externalurl", "joblink", "link", "jobpostingurl", "redirecturl", "shortlink", "canonicalpositionurl", "applyurl",
		"applicationlink", "originalurl", "externalpath", "href", "path", "ref"},
	"key": {"id", "jobid", "guid", "uuid", "identifier", "jobkey", "shortcode", "uniqueid", "externalid", "reqid", "requisitionid", "reference", "jobreqid", "documentid", "positionid", "matchedobjectid", "objectid", "externalpath", "slug", "publicslug"},
	"posted": {"dateposted", "postedat", "publishedat", "publishedon", "firstpublished", "posteddate", "releaseddate", "postdate", "publicationstartdate", "publicationdate", "datepublished", "pubdate", "externalpostedstartdate",
		"listedat", "originallistedat", "listedtime", "startdate", "postingdate", "postedon", "posted", "createdat", "created", "datecreated", "date", "tcreate", "lastupdate"},
	"valid": {"validthrough", "expiresat", "expirydate", "expirationdate", "dateexpired", "expiredat", "applicationdeadline", "deadlineat", "deadline", "closingdate", "applicationclosedate", "publicationenddate", "advertisetodatetimeutc", "enddate", "closedat"},
	"type": {"employmenttype", "employmenttypes", "jobtype", "jobtypes", "typeofemployment", "contracttime", "contracttype", "employmenttypecode", "employmentstatus", "commitment", "schedule", "worktype", "workingtime", "timetype", "formattedemploymentstatus", "formattedworktype",
		"positionschedule", "jobschedule", "type", "contractlabel"},
	"remote":      {"isremote", "remote", "joblocationtype", "workplacetype", "workmode", "worktype", "remoteallowed", "workfromhome", "telecommuting", "fullyremote", "workremoteallowed", "remotetype", "workmodel", "workmodality", "worklocationoption", "homeoffice"},
	"salary":      {"basesalary", "salary", "salaryrange", "compensation", "payrange", "positionremuneration", "estimatedsalary", "pay", "jobsalary", "salarytext", "payrate"},
	"min":         {"salarymin", "minsalary", "minamount", "salaryminimum", "minimumsalary", "compensationminimum", "salaryfrom", "min", "minvalue", "from", "minimumrange", "payrangemin", "lowersalary"},
	"max":         {"salarymax", "maxsalary", "maxamount", "salarymaximum", "maximumsalary", "compensationmaximum", "salaryto", "max", "maxvalue", "to", "maximumrange", "payrangemax", "uppersalary"},
	"currency":    {"salarycurrency", "compensationcurrency", "currency", "currencycode", "currencysymbol"},
	"period":      {"salaryperiod", "payperiod", "salaryinterval", "compensationfrequency", "interval", "period", "unittext", "unit", "rateintervalcode", "remunerationrateintervalcode", "frequency", "salarytype"},
	"text of key": {"value", "#text", "$oid", "id"},
	"closed":      {"closed", "isclosed", "jobstate", "jobpostingstate", "status", "positionopeningstatuscode", "isarchived", "expired"},
}

// sectionNames are fields that hold further parts of the advertisement, in the order in which they are read.
var sectionNames = []struct{ name, heading string }{
	{"opening", ""}, {"companyprofile", "About the company"}, {"companydescription", "About the company"},
	{"responsibilities", "Responsibilities"}, {"keyresponsibilities", "Responsibilities"}, {"externalresponsibilitiesstr", "Responsibilities"}, {"jobresponsibilities", "Responsibilities"},
	{"majorduties", "Duties"}, {"duties", "Duties"}, {"examplesofduties", "Duties"}, {"tasks", "Tasks"}, {"lists", ""},
	{"requirements", "Requirements"}, {"jobrequirements", "Requirements"}, {"qualifications", "Qualifications"}, {"qualificationsummary", "Qualifications"}, {"externalqualificationsstr", "Qualifications"},
	{"experiencerequirements", "Experience"}, {"educationrequirements", "Education"}, {"skillsknowledgeexpertise", "Skills"}, {"requiredskills", "Required skills"}, {"skills", "Skills"}, {"skillsdesc", "Skills"},
	{"nicetohaveskills", "Nice to have"}, {"nicetohave", "Nice to have"}, {"preferredqualifications", "Preferred qualifications"}, {"education", "Education"},
	{"benefits", "Benefits"}, {"jobbenefits", "Benefits"}, {"whatweoffer", "What we offer"}, {"additional", ""}, {"additionalinformation", "Additional information"}, {"supplementalinformation", "Additional information"},
}

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
	for k, v := range m {
		if n := plainName(k); v != nil && (r.Fields[n] == nil || k == n) {
			r.Fields[n] = v
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
var nameKeys = []string{"name", "displayname", "companyname", "organizationname", "label", "title", "text", "value", "formattedname", "partyname", "locationname", "#text", "identifier"}

// oneLine turns any value into one line of text: an object by the part of it that names it.
func oneLine(v any) string { return oneLineBy(v, false) }

// placeLine does so for places: an object by the parts of its address.
func placeLine(v any) string { return oneLineBy(v, true) }

func oneLineBy(v any, place bool) string {
	switch x := v.(type) {
	case string:
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
	if s, ok := r.Fields["address"].(string); ok && s != "" && r.Fields["city"] == nil && r.Fields["name"] == nil {
		return document.Text(s)
	}
	for _, k := range []string{"address", "postaladdress"} {
		if m, ok := r.Fields[k].(map[string]any); ok {
			if a := address(New(m, r, k)); a != "" {
				return a
			}
		}
	}
	for _, k := range []string{"fulllocation", "locationtext", "displayname", "locationname", "formattedaddress"} {
		if s, ok := r.Fields[k].(string); ok && strings.TrimSpace(s) != "" {
			return document.Text(s)
		}
	}
	var parts []string
	for _, group := range [][]string{{"addresslocality", "city", "cityname"}, {"addressregion", "state", "region", "statename"}, {"addresscountry", "country", "countryname", "countrycode"}} {
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

// comment returns the text of a comment in a "who is hiring" thread, empty for any other record.
func (r *Record) comment() string {
	s, _ := r.Fields["commenttext"].(string)
	if s == "" && !blank(r.Fields["parentid"]) && oneLine(r.Fields["type"]) == "comment" {
		s, _ = r.Fields["text"].(string)
	}
	return s
}

// fillComment reads the first line of such a comment: "Acme | Data Engineer | Oban or REMOTE | Full-time".
func (r *Record) fillComment(d *draft.Draft, origin string, now time.Time) {
	blocks := document.Fragment(r.comment())
	if len(blocks) == 0 || strings.Count(blocks[0].Text, "|") < 1 {
		return
	}
	pieces := strings.Split(blocks[0].Text, "|")
	d.SetEmployer(pieces[0], origin)
	for _, p := range pieces[1:] {
		p = strings.TrimSpace(p)
		switch {
		case d.Title == "" && (fact.Role(p) != "" || fact.Seniority(p) != ""):
			d.SetTitle(p, origin)
		case !d.Tag(p, now, origin):
			d.UnknownTag(p, origin, false)
		}
	}
	if d.Title == "" && len(pieces) > 1 {
		d.SetTitle(pieces[1], origin)
	}
}

// Is reports whether an object describes a job: a title, and something that goes with jobs.
func (r *Record) Is() bool {
	if r.IsJobPosting() {
		return r.first("title") != nil || r.first("description") != nil
	}
	if r.comment() != "" {
		return true
	}
	title, _ := r.first("title").(string)
	if title == "" || len(title) > draft.MaxField {
		title, _ = r.first("weak title").(string)
		if title == "" || len(title) > draft.MaxField {
			return false
		}
		// A name alone may be anybody's: it is a job's when it has a department, a place of work, a contract.
		for _, k := range []string{"department", "departments", "categories", "worklocation", "employmenttype", "jobdescription", "jobdescriptions", "jobad", "typeofemployment", "positionid", "recruitingcategory", "jobopeningshareurl", "commenttext"} {
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
	_, job1 := r.Fields["entityurn"]
	return job1
}

// holdsRecords reports a feed or a board that has a title and an address like a job, but holds jobs.
func (r *Record) holdsRecords() bool {
	for _, n := range []string{"item", "items", "entry", "entries", "jobs", "offers", "postings", "positions", "results", "hits", "jobpostings", "vacancies"} {
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
		return true
	}
	hints := 0
	if advert.JobLink(r.link()) {
		hints = 2
	}
	if r.first("employer") != nil && r.first("description") != nil { // a title, a firm and a text
		hints = 2
	}
	for _, f := range []string{"employer", "location", "type", "remote", "salary", "valid"} {
		if r.first(f) != nil {
			hints++
		}
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
	find(v, nil, "", 0, &found)
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

// Fill reads a record's fields into a draft.
func (r *Record) Fill(d *draft.Draft, origin string, now time.Time) {
	title := r.Text("title")
	if title == "" {
		title = r.Text("weak title")
	}
	employer := r.Employer()
	if r.comment() != "" {
		r.fillComment(d, origin, now)
		title = ""
	}
	if before, after, ok := strings.Cut(title, ": "); ok && employer == "" && fact.Role(after) != "" && fact.Role(before) == "" &&
		draft.EmployerInAddress(r.Text("url")) == "" && strings.IndexByte(before, '(') < 0 && len(before) < 50 { // feeds: "Acme: Data Engineer"
		employer, title = before, after
	}
	d.SetTitle(title, origin)
	d.SetEmployer(employer, origin)
	d.SetLocation(r.Place(), origin)
	d.SetPosted(fact.Date(r.Text("posted"), now), origin)
	d.SetValidThrough(fact.Date(r.Text("valid"), now), origin)
	d.SetEmployment(fact.EmploymentTag(r.Text("type")), origin)
	if m, ok := r.Fields["categories"].(map[string]any); ok && d.EmploymentType == "" {
		d.SetEmployment(fact.EmploymentTag(oneLine(m["commitment"])), origin)
	}
	d.SetRemote(r.remote(), origin)
	if r.Fields["isremote"] == false && d.Remote == job.No { // what people leave unticked although two days at home are offered
		if fact.Remote("", "", fact.NewText(advert.Texts(r.Body()))) == job.Yes {
			d.Remote = job.Unknown
			d.SetRemote(job.Yes, draft.FromText)
		}
	}
	d.SetSalary(r.salary(d.Location), origin)
	d.SetURL(r.link(), origin)
	d.SetKey(r.keyText(), origin)
	if r.closed() {
		d.SetClosed(origin)
	}
}

// Employer looks in the record, then in the objects that hold it.
func (r *Record) Employer() string {
	if s := r.Text("employer"); s != "" {
		return s
	}
	for o := r.outer; o != nil; o = o.outer {
		if s := o.Text("employer"); s != "" {
			return s
		}
		for _, k := range []string{"moduletitle", "name"} { // the board's own name beside its list of jobs
			if s, ok := o.Fields[k].(string); ok && s != "" && !blank(o.Fields["jobs"]) {
				return s
			}
		}
	}
	return ""
}

// Place joins places when there are several.
func (r *Record) Place() string {
	for _, n := range names["location"] {
		v := r.Fields[n]
		if blank(v) {
			continue
		}
		if n == "city" || n == "country" {
			if a := address(r); a != "" {
				return a
			}
		}
		if s := placeLine(v); s != "" {
			return s
		}
	}
	if m, ok := r.Fields["categories"].(map[string]any); ok {
		return oneLine(m["location"])
	}
	return ""
}

func (r *Record) remote() job.Answer {
	for _, n := range names["remote"] {
		switch v := r.Fields[n].(type) {
		case bool:
			if v {
				return job.Yes
			}
			if n == "isremote" && r.Fields["workplacetype"] == nil && r.Fields["hybrid"] != true {
				return job.No
			}
		case string:
			if strings.EqualFold(v, "true") || v == "1" || strings.EqualFold(v, "yes") {
				return job.Yes
			}
			if a := fact.RemoteTag(v); a != job.Unknown {
				return a
			}
			if strings.EqualFold(v, "office") {
				return job.No
			}
		case json.Number:
			if f, err := v.Float64(); err == nil && f > 0 {
				return job.Yes
			}
		}
	}
	if r.Fields["hybrid"] == true {
		return job.Yes
	}
	return job.Unknown
}

// link is the address of the advertisement; a path is no address.
func (r *Record) link() string {
	for _, n := range names["url"] {
		if s, ok := r.Fields[n].(string); ok && draft.IsWeb(strings.TrimSpace(s)) {
			return s
		}
	}
	return ""
}

func (r *Record) keyText() string {
	switch v := r.first("key").(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case map[string]any:
		return oneLine(New(v, nil, "").first("text of key"))
	}
	return ""
}

func (r *Record) closed() bool {
	for o := r; o != nil; o = o.outer {
		for _, n := range names["closed"] {
			switch v := o.Fields[n].(type) {
			case bool:
				if v {
					return true
				}
			case string:
				switch strings.ToLower(v) {
				case "closed", "inactive", "expired", "archived", "unlisted", "filled", "suspended":
					return true
				}
			}
		}
	}
	return false
}
