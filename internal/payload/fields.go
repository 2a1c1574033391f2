package payload

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"jobsignal/internal/advert"
	"jobsignal/internal/data"
	"jobsignal/internal/document"
	"jobsignal/internal/draft"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

// Fill reads a record's fields into a draft.
func (r *Record) Fill(d *draft.Draft, origin string, now time.Time) {
	title := r.heading("title")
	if title == "" {
		title = r.heading("weak title")
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
	d.SetDepartment(r.department(), origin)
	d.SetLocation(r.Place(), origin)
	if r.Fields["jobreqid"] != nil { // Workday means the advertisement's first day; others the job's
		d.SetPosted(fact.Date(data.Line(r.Fields["startdate"]), now), origin)
	}
	d.SetPosted(r.date("posted", now), origin)
	d.SetValidThrough(r.date("valid", now), origin)
	d.SetEmployment(r.employment(), origin)
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

// heading returns a title that one of a field's names holds: a line, or an object that labels one.
func (r *Record) heading(field string) string {
	for _, n := range names[field] {
		v := r.Fields[n]
		if m, ok := v.(map[string]any); ok {
			v = data.New(m).First("label", "rendered")
		}
		if s, ok := v.(string); ok && !data.Blank(s) && len(s) <= draft.MaxField {
			return document.Text(s)
		}
	}
	return ""
}

// date reads the first of a field's names that holds a date.
func (r *Record) date(field string, now time.Time) string {
	for _, n := range names[field] {
		if v := r.Fields[n]; !data.Blank(v) {
			if d := fact.Date(data.Line(v), now); d != "" {
				return d
			}
		}
	}
	return ""
}

// Employer looks in the record, then in the objects that hold it.
func (r *Record) Employer() string {
	if s := r.ownEmployer(); s != "" {
		return s
	}
	for o := r.outer; o != nil; o = o.outer {
		if s := o.ownEmployer(); s != "" {
			return s
		}
		if m, ok := o.Fields["branding"].(map[string]any); ok {
			if s := New(m, nil, "").ownEmployer(); s != "" {
				return s
			}
		}
		if slices.Contains(divisions, o.name) {
			continue
		}
		for _, k := range []string{"moduletitle", "name"} { // the board's own name beside its list of jobs
			if s, ok := o.Fields[k].(string); ok && s != "" && !data.Blank(o.Fields["jobs"]) {
				return s
			}
		}
	}
	return ""
}

// divisions are lists whose entries have a name and jobs, but are parts of the employer.
var divisions = []string{"departments", "offices", "teams", "locations", "categories"}

// ownEmployer reads the names for an employer, without the rating that one review site writes below them.
func (r *Record) ownEmployer() string {
	v := r.first("employer")
	if s, ok := v.(string); ok {
		name, rating, _ := strings.Cut(strings.TrimSpace(s), "\n")
		if _, err := strconv.ParseFloat(strings.TrimSpace(rating), 64); err == nil {
			v = name
		}
	}
	return data.Line(v)
}

// department is the part of the employer that the job is in. Lever keeps it among its categories, Pinpoint in the job that
// a posting advertises.
func (r *Record) department() string {
	for _, n := range []string{"categories", "job"} {
		if m, ok := r.Fields[n].(map[string]any); ok {
			if s := data.Line(data.New(m).First("department", "team")); s != "" {
				return s
			}
		}
	}
	if s := r.Text("department"); s != "" || r.outer == nil || r.outer.name != "departments" {
		return s
	}
	return r.outer.Text("weak title") // Greenhouse's list by department
}

// Place is where the job is: its main place first, then the others that the record names.
func (r *Record) Place() string {
	place := r.mainPlace()
	if !strings.Contains(place, ", ") { // "Oban,Scotland": the parts of one address
		place = strings.ReplaceAll(place, ",", ", ")
	}
	for _, more := range r.morePlaces() {
		if s := data.Place(more); s != "" && !strings.Contains(place, s) && len(place)+len(s) < draft.MaxField/2 {
			place = strings.TrimPrefix(place+"; "+s, "; ")
		}
	}
	return place
}

func (r *Record) mainPlace() string {
	for _, n := range names["location"] {
		if s := data.Place(r.Fields[n]); s != "" && !draft.IsWeb(s) {
			return s
		}
	}
	if m, ok := r.Fields["categories"].(map[string]any); ok {
		if s := data.Line(m["location"]); s != "" {
			return s
		}
	}
	if s := data.Place(r.Fields["cities"]); s != "" {
		return s
	}
	if s := data.Address(r.Object); s != "" && !draft.IsWeb(s) {
		return s
	}
	return data.Place(r.Fields["country"])
}

// morePlaces are the places of a job that is offered in several.
func (r *Record) morePlaces() (places []any) {
	for _, n := range names["more places"] {
		v := r.Fields[n]
		if m, ok := r.Fields["categories"].(map[string]any); ok && v == nil && n == "alllocations" {
			v = m["allLocations"]
		}
		if m, ok := v.(map[string]any); ok && len(m) == 1 { // XML: <additionalOffices><office>…
			for _, v = range m {
			}
		}
		switch x := v.(type) {
		case []any:
			places = append(places, x...)
		case string:
			places = append(places, x)
		}
	}
	return places
}

// employment reads the kind of employment. Whether a contract ends is told apart from its hours in some systems:
// "permanent" counts only where no field names the hours.
func (r *Record) employment() string {
	lasting := ""
	fields := []any{}
	for _, n := range names["type"] {
		fields = append(fields, r.Fields[n])
	}
	if m, ok := r.Fields["categories"].(map[string]any); ok {
		fields = append(fields, m["commitment"])
	}
	for _, v := range fields {
		for _, s := range labels(v) {
			kind := fact.EmploymentTag(s)
			low := strings.ToLower(s)
			switch {
			case low == "full" || low == "part":
				return low + "-time"
			case kind == "full-time" && strings.Contains(low, "permanent") && !strings.Contains(low, "full"):
				lasting = kind
			case kind != "":
				return kind
			}
		}
	}
	return lasting
}

// labels are the words of a value: as one line, then those inside an object, each alone.
func labels(v any) []string {
	if data.Blank(v) {
		return nil
	}
	out := []string{data.Line(v)}
	if m, ok := v.(map[string]any); ok {
		for _, k := range data.Keys(m) {
			if s, ok := m[k].(string); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// remote asks the record, what the employer added to it, its places, and last what is true of the whole site.
func (r *Record) remote() job.Answer {
	if a := r.ownRemote(); a != job.Unknown {
		return a
	}
	if a := fact.RemoteTag(data.Line(r.labelled("workplace", "remote", "work model"))); a != job.Unknown {
		return a
	}
	for _, n := range []string{"location", "locations", "joblocation"} {
		list, ok := r.Fields[n].([]any)
		if !ok {
			list = []any{r.Fields[n]}
		}
		for _, x := range list {
			if m, ok := x.(map[string]any); ok {
				if a := New(m, nil, "").ownRemote(); a != job.Unknown {
					return a
				}
			}
		}
	}
	if r.board().remote {
		return job.Yes
	}
	return job.Unknown
}

// ownRemote reads the record's flags and words. A flag that is not set says nothing, except isRemote.
func (r *Record) ownRemote() job.Answer {
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
			if a := remoteWord(v); a != job.Unknown {
				return a
			}
			if n == "locationtype" && r.Fields["jobopeningname"] != nil { // BambooHR: 0 office, 1 remote, 2 both
				return map[string]job.Answer{"0": job.No, "2": job.Yes}[v]
			}
		case json.Number:
			if f, err := v.Float64(); err == nil && f > 0 {
				return job.Yes
			}
		}
	}
	switch {
	case r.Fields["hybrid"] == true:
		return job.Yes
	case r.Fields["onsite"] == true:
		return job.No
	}
	return job.Unknown
}

func remoteWord(s string) job.Answer {
	switch {
	case strings.EqualFold(s, "true"), s == "1", s == "1.0", strings.EqualFold(s, "yes"):
		return job.Yes
	case strings.EqualFold(s, "office"):
		return job.No
	}
	return fact.RemoteTag(s)
}

// link is the address of the advertisement; a path is no address.
func (r *Record) link() string {
	for _, n := range names["url"] {
		if s, ok := r.Fields[n].(string); ok && draft.IsWeb(strings.TrimSpace(s)) {
			return s
		}
	}
	if m, ok := r.Fields["urls"].(map[string]any); ok { // one address for people, others for programs
		if s, ok := data.New(m).First("show", "ad", "html", "web").(string); ok && draft.IsWeb(s) {
			return s
		}
	}
	return ""
}

// pointer is where the advertisement can be had, as far as the record says: its address, else its path.
func (r *Record) pointer() string {
	if s := r.link(); s != "" {
		return s
	}
	for _, n := range names["url"] {
		if s, ok := r.Fields[n].(string); ok && strings.HasPrefix(s, "/") {
			return s
		}
	}
	return ""
}

// board is the site that the record's advertisement stands on, where the site is one of a kind.
func (r *Record) board() site {
	u, err := url.Parse(r.link())
	if err != nil {
		return site{}
	}
	host := strings.ToLower(u.Hostname())
	for _, s := range sites {
		if host == s.host || strings.HasSuffix(host, "."+s.host) {
			return s
		}
	}
	return site{}
}

func (r *Record) keyText() string {
	switch v := r.first("key").(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case map[string]any:
		return data.Line(New(v, nil, "").first("text of key"))
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
