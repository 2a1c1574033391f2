package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"

	"jobsignal/internal/brief"
	"jobsignal/internal/inlay"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
)

// HTML writes the report as one self-contained page. Errors: a number that cannot be drawn, or the writer's.
func (r *Report) HTML(w io.Writer) error {
	b := r.b
	p := page.Page{Title: r.title(), Meta: r.meta(), Chips: r.chips(), Foot: b.Source(), Words: brief.WordsJSON()}
	for _, q := range questions() {
		s := page.Section{ID: q.ID, Heading: q.Heading, Nav: q.Nav}
		q.Answer(b, &s)
		p.Sections = append(p.Sections, s)
	}
	var bad error
	p.Data, bad = json.Marshal(inlay.Evidence(b))
	b.Note(bad)
	if rows := inlay.Rows(b); rows != nil {
		p.Live, bad = json.Marshal(rows)
		b.Note(bad)
	} else if b.N() > 0 {
		p.Note = b.Say("live.none", prose.Fills{"n": prose.Thousands(inlay.RowLimit)}).Plain()
	}
	if err := b.Err(); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return p.Write(w)
}

// title is what the reader called the report, or what it is about.
func (r *Report) title() string {
	if t := prose.Clean(r.b.Title, 120); t != "" {
		return t
	}
	if r.b.N() == 0 {
		return r.b.Say("title.none", nil).Plain()
	}
	ask := "ask"
	if r.b.N() == 1 {
		ask = "asks"
	}
	return r.b.Say("title", prose.Fills{"n": prose.Count(r.b.N(), "job posting"), "ask": ask}).Plain()
}

// meta is the line under the title.
func (r *Report) meta() string {
	return r.b.Say("meta", prose.Fills{"week": prose.Capital(prose.Week(r.b.Week)), "n": r.b.Postings(), "employers": prose.Count(r.b.Result.Employers, "named employer"),
		"made": r.b.Generated.UTC().Format("2006-01-02 15:04 UTC")}).Plain()
}

// chips are the limits on the selection.
func (r *Report) chips() []string {
	var out []string
	add := func(name, value string) {
		if value != "" {
			out = append(out, name+" "+prose.Clean(value, 60))
		}
	}
	f := r.b.Filters
	add("since", f.Since)
	add("until", f.Until)
	add("title:", f.Title)
	add("employer:", f.Employer)
	return out
}

// Entry is one report in the list of reports.
type Entry struct {
	File     string // name of the file beside the list
	Week     string // "2026-W47"
	Title    string
	Answer   string // the verdict's first sentence
	Postings int
}

// Index writes the list of reports, in the order given (newest first is the caller's duty).
func Index(w io.Writer, entries []Entry) error {
	l := page.List{Title: "Jobsignal reports"}
	for _, e := range entries {
		l.Entries = append(l.Entries, page.Entry{Href: (&url.URL{Path: "./" + e.File}).String(), Heading: prose.Clean(e.Title, 120),
			Lines: []string{prose.Week(e.Week) + " · " + prose.Count(e.Postings, "posting"), prose.Clean(e.Answer, 400)}})
	}
	return l.Write(w)
}
