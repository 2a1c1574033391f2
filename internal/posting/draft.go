package posting

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/document"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/pay"
)

// Origins of fields, as job.Posting names them.
const (
	fromLD     = "json-ld"
	fromRecord = "record"
	fromPage   = "page"
	fromTitle  = "title"
	fromText   = "text"
)

// draft is a posting that is being filled. The first place that states a field wins; a later one that states
// something else becomes a warning.
type draft struct {
	job.Posting
	offered string // pay as the opening lines tell it, for texts that do not
}

// note records where a field came from.
func (d *draft) note(field, origin string) {
	if d.Origins == nil {
		d.Origins = map[string]string{}
	}
	d.Origins[field] = origin
}

// maxField is the length beyond which a value is no title, name or place but text.
const maxField = 300

// set fills a text field, or warns when it is filled differently.
func (d *draft) set(field string, to *string, value, origin string) {
	value = strings.Trim(document.Text(value), " ,;|/·•–")
	if value == "" || len(value) > maxField || strings.IndexFunc(value, isWordRune) < 0 || field == "location" && chatter(value) {
		return
	}
	if *to == "" {
		*to = value
		d.note(field, origin)
		return
	}
	if d.Origins[field] != origin && !alike(*to, value) {
		d.Warnings = append(d.Warnings, fmt.Sprintf("%s: %s says %q, %s says %q", field, d.Origins[field], *to, origin, value))
	}
}

func (d *draft) title(v, origin string)    { d.set("title", &d.Title, v, origin) }
func (d *draft) employer(v, origin string) { d.set("employer", &d.Employer, v, origin) }

// location sets the place. Pay or a tag that shares its line is left out.
func (d *draft) location(v, origin string) {
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

func (d *draft) posted(date, origin string) { d.set("posted", &d.Posted, date, origin) }
func (d *draft) validThrough(date, origin string) {
	d.set("valid_through", &d.ValidThrough, date, origin)
}
func (d *draft) employment(v, origin string) { d.set("employment_type", &d.EmploymentType, v, origin) }

// remote keeps the first answer.
func (d *draft) remote(a job.Answer, origin string) {
	if d.Remote == job.Unknown && a != job.Unknown {
		d.Remote = a
		d.note("remote", origin)
	}
}

// salary keeps the first salary and warns of another one.
func (d *draft) salary(s *job.Salary, origin string) {
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

func (d *draft) url(v, origin string) {
	if v = strings.TrimSpace(v); d.URL == "" && isWeb(v) && len(v) < 2000 {
		d.URL = v
		d.note("url", origin)
	}
}

func (d *draft) key(v, origin string) {
	if v = strings.TrimSpace(v); d.Key == "" && v != "" && len(v) < 200 {
		d.Key = v
		d.note("key", origin)
	}
}

func (d *draft) close(origin string) {
	if !d.Closed {
		d.Closed = true
		d.note("closed", origin)
	}
}

func isWeb(s string) bool { return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// bare is a value without case, white space and punctuation, for comparing.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if !isWordRune(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// alike reports whether two values say the same, or one says more of it.
func alike(a, b string) bool {
	x, y := bare(a), bare(b)
	return strings.Contains(x, y) || strings.Contains(y, x)
}

// finish reads from the text what no field stated, and tidies what all postings share.
func finish(p *job.Page, j *job.Posting) {
	d := draft{Posting: *j}
	d.Title = cleanTitle(d.Title)
	d.Body = tidy(d.Body, d.Title)
	t := fact.NewText(texts(d.Body))
	if d.Employer == "" {
		d.employer(employerInText(&d), fromText)
	}
	d.Language = t.Language()
	if d.Language != "" {
		d.note("language", fromText)
	}
	d.remote(fact.Remote(d.Title, d.Location, t), fromText)
	if d.EmploymentType == "" {
		d.employment(fact.Employment(d.Title, t), fromText)
	}
	if d.Salary == nil {
		textSalary(&d, t)
	}
	if d.Years = fact.Years(t); d.Years > 0 {
		d.note("years", fromText)
	}
	if d.Role = fact.Role(d.Title); d.Role != "" {
		d.note("role", fromTitle)
	}
	if d.Seniority = fact.Seniority(d.Title); d.Seniority != "" {
		d.note("seniority", fromTitle)
	}
	d.url(p.URL, fromPage)
	*j = d.Posting
}

// textSalary reads pay from the text, else from the title.
func textSalary(d *draft, t *fact.Text) {
	s, several := pay.Find(t, d.Location)
	if s == nil {
		s, _ = pay.Find(fact.NewText([]string{d.Title}), d.Location)
	}
	if several { // by place or level: none of them is the job's
		d.Warnings = append(d.Warnings, "salary: the text states several ranges, such as "+s.Text)
		return
	}
	d.salary(s, fromText)
}

// texts returns the text of each block.
func texts(blocks []job.Block) []string {
	out := make([]string, len(blocks))
	for i := range blocks {
		out[i] = blocks[i].Text
	}
	return out
}

// length is the number of characters a reader sees.
func length(blocks []job.Block) int {
	n := 0
	for i := range blocks {
		n += utf8.RuneCountInString(blocks[i].Text)
	}
	return n
}
