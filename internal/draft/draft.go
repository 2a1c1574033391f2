// Package draft fills a posting field by field, from the places that state it, and keeps account of them.
//
// Whoever reads a page asks the best place first: structured data, then elements that a site is known to use, then
// what elements are called, lines under the title, labels, the page's title, and last the text itself. The first
// place that states a field wins and is noted in Origins; a later one that states something else becomes a warning,
// never a silent choice. "Oban" and "Oban, United Kingdom" are no disagreement: one says more of the same.
//
// The package holds what such places look like: lines of short facts (TagLine), labels (Labelled), page titles
// (ReadTitle), addresses of applicant-tracking systems (EmployerInAddress), and how a text speaks of the employer.
// It knows no formats.
package draft

import (
	"fmt"
	"strings"

	"jobsignal/internal/advert"
	"jobsignal/internal/document"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/pay"
)

// Origins of fields, as job.Posting names them.
const (
	FromLD     = "json-ld"
	FromRecord = "record"
	FromPage   = "page"
	FromTitle  = "title"
	FromText   = "text"
	FromGiven  = "given" // by the list of sources, where the page says nothing
)

// Draft is a posting that is being filled. Its zero value is an empty one. The setters below take any value as a
// page writes it; they leave out what cannot be a value of that field, and an empty value changes nothing.
type Draft struct {
	job.Posting
	Offered string // pay as the opening lines tell it, for texts that do not
}

// note records where a field came from.
func (d *Draft) note(field, origin string) {
	if d.Origins == nil {
		d.Origins = map[string]string{}
	}
	d.Origins[field] = origin
}

// MaxField is the length beyond which a value is no title, name or place but text.
const MaxField = 300

// set fills a text field, or warns when it is filled differently. Two values from places of the same kind raise no
// warning: a page repeats its title and its places in its menus and its small print.
func (d *Draft) set(field string, to *string, value, origin string) {
	value = strings.Trim(document.Text(value), " ,;|/·•–")
	if value == "" || len(value) > MaxField || strings.IndexFunc(value, advert.IsWordRune) < 0 || field == "location" && advert.Chatter(value) {
		return
	}
	if *to == "" {
		*to = value
		d.note(field, origin)
		return
	}
	if d.Origins[field] != origin && !Alike(*to, value) {
		d.Warnings = append(d.Warnings, fmt.Sprintf("%s: %s says %q, %s says %q", field, d.Origins[field], *to, origin, value))
	}
}

// SetTitle sets the job's title.
func (d *Draft) SetTitle(v, origin string) { d.set("title", &d.Title, v, origin) }

// SetEmployer sets the employer's name.
func (d *Draft) SetEmployer(v, origin string) { d.set("employer", &d.Employer, v, origin) }

// SetDepartment sets the part of the employer that the job is in.
func (d *Draft) SetDepartment(v, origin string) { d.set("department", &d.Department, v, origin) }

// SetLocation sets the place. Pay that shares its line is left out, and so is a label before it.
func (d *Draft) SetLocation(v, origin string) {
	if noPlaces[strings.ToLower(strings.TrimSpace(v))] {
		return
	}
	if label, value, ok := strings.Cut(v, ":"); ok && Labels[advert.PlainHeading(label)] == "location" {
		v = value
	}
	if strings.ContainsAny(v, "$€£") {
		kept := ""
		for part := range strings.FieldsFuncSeq(v, func(r rune) bool { return r == '|' || r == '·' || r == '•' }) {
			if fact.LooksLikePlace(strings.TrimSpace(part)) {
				kept = part
			}
		}
		v = kept
	}
	d.set("location", &d.Location, v, origin)
}

// noPlaces are what pages write where a place would stand.
var noPlaces = advert.WordSet("no office location", "no location", "not specified", "unspecified", "not applicable", "n/a", "none", "tbd", "to be determined", "keine angabe")

// nameForPlace takes a place out that is the employer's name: some sites write it into both fields.
func (d *Draft) nameForPlace() {
	if d.Location != "" && d.Location == d.Employer && fact.Country(d.Location) == "" {
		d.Location = ""
		delete(d.Origins, "location")
	}
}

// SetPosted sets the day of publication, as fact.Date writes days.
func (d *Draft) SetPosted(date, origin string) { d.set("posted", &d.Posted, date, origin) }

// SetValidThrough sets the last day of the advertisement, as fact.Date writes days.
func (d *Draft) SetValidThrough(date, origin string) {
	d.set("valid_through", &d.ValidThrough, date, origin)
}

// SetEmployment sets the kind of employment, one of the words of fact.EmploymentTag.
func (d *Draft) SetEmployment(v, origin string) {
	d.set("employment_type", &d.EmploymentType, v, origin)
}

// SetRemote keeps the first answer. Others raise no warning: a remote job with a place names the place's office too.
func (d *Draft) SetRemote(a job.Answer, origin string) {
	if d.Remote == job.Unknown && a != job.Unknown {
		d.Remote = a
		d.note("remote", origin)
	}
}

// SetSalary keeps the first salary and warns of another one. One that shares a bound is the same, told in part.
func (d *Draft) SetSalary(s *job.Salary, origin string) {
	if s == nil {
		return
	}
	if d.Salary == nil {
		d.Salary = s
		d.note("salary", origin)
		return
	}
	if s.Min != d.Salary.Min && s.Max != d.Salary.Max {
		d.Warnings = append(d.Warnings, fmt.Sprintf("salary: %s says %v–%v, %s says %v–%v",
			d.Origins["salary"], d.Salary.Min, d.Salary.Max, origin, s.Min, s.Max))
	}
}

// SetURL keeps the first web address.
func (d *Draft) SetURL(v, origin string) {
	if v = strings.TrimSpace(v); d.URL == "" && IsWeb(v) && len(v) < 2000 {
		d.URL = v
		d.note("url", origin)
	}
}

// SetKey keeps the first number that the employer or the site gives the job.
func (d *Draft) SetKey(v, origin string) {
	if v = strings.TrimSpace(v); d.Key == "" && v != "" && len(v) < 200 {
		d.Key = v
		d.note("key", origin)
	}
}

// SetClosed marks a job that takes no applications any more.
func (d *Draft) SetClosed(origin string) {
	if !d.Closed {
		d.Closed = true
		d.note("closed", origin)
	}
}

func IsWeb(s string) bool { return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") }

// Alike reports whether two values say the same, or one says more of it.
func Alike(a, b string) bool {
	x, y := advert.Bare(a), advert.Bare(b)
	return strings.Contains(x, y) || strings.Contains(y, x)
}

// Finish reads from the text what no field stated, and tidies what all postings share. Every posting passes here
// last, whatever it was read from, so that the same text says the same wherever it comes from.
func Finish(p *job.Page, j *job.Posting) {
	d := Draft{Posting: *j}
	d.Title = cleanTitle(d.Title)
	d.Body = advert.Tidy(d.Body, d.Title)
	t := fact.NewText(advert.Texts(d.Body))
	d.Language = t.Language()
	if d.Language != "" {
		d.note("language", FromText)
	}
	if d.Employer == "" {
		d.SetEmployer(employerInText(&d), FromText)
	}
	d.nameForPlace()
	given(&d, p.Given)
	d.SetRemote(fact.Remote(d.Title, d.Location, t), FromText)
	if d.EmploymentType == "" {
		d.SetEmployment(fact.Employment(d.Title, t), FromText)
	}
	if d.Salary == nil {
		textSalary(&d, t)
	}
	if d.Years = fact.Years(t); d.Years > 0 {
		d.note("years", FromText)
	}
	if d.Role = fact.Role(d.Title); d.Role != "" {
		d.note("role", FromTitle)
	}
	if d.Seniority = fact.Seniority(d.Title); d.Seniority != "" {
		d.note("seniority", FromTitle)
	}
	d.SetURL(p.URL, FromPage)
	*j = d.Posting
}

// given fills in what the list of sources says of a page, where the page itself says nothing. The page is the better
// witness, so that a place that differs is no disagreement worth a warning: a list names where a company is, a
// posting where the job is.
func given(d *Draft, by map[string]string) {
	if d.Employer == "" {
		d.SetEmployer(by["name"], FromGiven)
	}
	if d.Location == "" {
		d.SetLocation(by["place"], FromGiven)
	}
}

// textSalary reads pay from the text, else from the title.
func textSalary(d *Draft, t *fact.Text) {
	s, several := pay.Find(t, d.Location)
	if s == nil {
		s, _ = pay.Find(fact.NewText([]string{d.Title}), d.Location)
	}
	if several { // by place or level: none of them is the job's
		d.Warnings = append(d.Warnings, "salary: the text states several ranges, such as "+s.Text)
		return
	}
	d.SetSalary(s, FromText)
}
