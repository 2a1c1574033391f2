package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

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
		sourceOnce(&s)
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

// sourceOnce leaves the line that says where numbers come from under the last figure of a section: the figures of a
// section are made from the same postings.
func sourceOnce(s *page.Section) {
	said := false
	for i := range slices.Backward(s.Parts) {
		for j := range slices.Backward(s.Parts[i].Figures) {
			f := &s.Parts[i].Figures[j]
			if said {
				f.Source = ""
			}
			said = said || f.Source != ""
		}
	}
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
	title := r.b.Say("title", prose.Fills{"n": prose.Count(r.b.N(), "job posting"), "ask": ask})
	if f := r.Filter(); f != "" {
		title = r.b.Say("title.part", prose.Fills{"n": prose.Count(r.b.N(), "job posting"), "ask": ask, "filter": f})
	}
	return title.Plain()
}

// Filter says what narrowed the selection: "title scientist, since 2026-10-01"; "" when nothing did.
func (r *Report) Filter() string { return strings.Join(r.chips(), ", ") }

// meta is the line under the title.
func (r *Report) meta() string {
	n := r.b.Postings()
	if all := r.b.Ledger.Unique; r.Filter() != "" && all > r.b.N() {
		n = prose.Thousands(r.b.N()) + " of " + prose.Count(all, "posting")
	}
	return r.b.Say("meta", prose.Fills{"week": prose.Capital(prose.Week(r.b.Week)), "n": n, "employers": prose.Count(r.b.Result.Employers, "named employer"),
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
	add("title", quote(f.Title))
	add("employer", quote(f.Employer))
	add("since", f.Since)
	add("until", f.Until)
	return out
}

// quote sets a pattern apart from the words around it.
func quote(s string) string {
	if s == "" {
		return ""
	}
	return "“" + prose.Clean(s, 50) + "”"
}

// Entry is one report in the list of reports.
type Entry struct {
	File     string // name of the file beside the list
	Week     string // "2026-W47"
	Filter   string // what narrowed the selection; empty: nothing
	Answer   string // the verdict's first sentence
	Postings int
}

// Index writes the list of reports, in the order given (newest first is the caller's duty).
func Index(w io.Writer, entries []Entry) error {
	l := page.List{Title: "Jobsignal reports"}
	for _, e := range entries {
		heading, lines := prose.Capital(prose.Week(e.Week)), prose.Count(e.Postings, "posting")
		if e.Filter != "" {
			heading, lines = heading+": "+prose.Clean(e.Filter, 120), lines+" that the filter let through"
		}
		l.Entries = append(l.Entries, page.Entry{Href: (&url.URL{Path: "./" + e.File}).String(), Heading: heading,
			Lines: []string{lines, prose.Clean(e.Answer, 400)}})
	}
	return l.Write(w)
}
