package report

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
	"jobsignal/internal/prose"
	"jobsignal/internal/verdict"
)

// sheets are the tables of the workbook, from the answer down to the sentences.
func (r *Report) sheets() []sheet {
	return []sheet{r.answerSheet(), r.certificationSheet(), r.platformSheet(), r.termSheet(), r.employerSheet(),
		r.fieldSheet(), r.weekSheet(), r.postingSheet(), r.evidenceSheet()}
}

// shareColumns are a share with what a reader needs to judge it: the interval, and the counts behind it.
func shareColumns(head, counted string) []column {
	return []column{{head, 11, percent}, {head + ", from", 11, percent}, {head + ", to", 11, percent}, {counted, 11, number}, {"of", 8, number}}
}

// shareCells fills shareColumns. Without postings there is a count and no share.
func shareCells(p demand.Proportion) []any {
	if p.Of == 0 {
		return []any{nil, nil, nil, 0, 0}
	}
	return []any{p.Share, p.Low, p.High, p.K, p.Of}
}

// each gives a row for every item of a list.
func each[T any](list []T, row func(T) []any) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for _, x := range list {
			if !yield(row(x)) {
				return
			}
		}
	}
}

// answerSheet is the answer in words, how sure it is, and how to read the other sheets.
func (r *Report) answerSheet() sheet {
	var rows [][]any
	say := func(what string, lines ...string) {
		for i, line := range lines {
			if i > 0 {
				what = ""
			}
			rows = append(rows, []any{what, line})
		}
	}
	say("Report", r.title())
	for i, p := range verdict.Words(r.b) {
		say([]string{"Answer", ""}[min(i, 1)], p.Plain())
	}
	say("How sure", r.sure()...)
	say("Two steps", r.steps()...)
	say("Rests on", r.trust()...)
	if max(len(r.b.Rows), len(r.b.Every)) >= SheetRows {
		say("Left out", fmt.Sprintf("Sheets of this workbook end after %s rows; everything is in the database.", prose.Thousands(SheetRows)))
	}
	say("How to read", "A share stands between “from” and “to”, its 95 % interval, before the counts that it is made of.",
		"Required, duty and preferred say how firmly something is asked for; each posting counts once, with the firmest.",
		"Every count leads to sheet Evidence: filter there by the name of the term, and by posting.")
	say("Made", r.made())
	return sheet{"Verdict", 0, []column{{"What", 14, text}, {"In words", 110, text}}, slices.Values(rows)}
}

// certificationSheet is how much of what is asked each exam covers.
func (r *Report) certificationSheet() sheet {
	columns := append([]column{{"Code", 11, text}, {"Name", 48, text}, {"Platform", 14, text}, {"Level", 13, text}, {"State", 10, text}, {"Last day", 12, text}},
		shareColumns("Fit", "Postings it touches")...)
	columns = append(columns, column{"First in, of resamples", 12, percent}, column{"Would not cover (postings)", 60, text}, column{"Followed by", 16, text}, column{"Note", 50, text})
	return sheet{"Certifications", 2, columns, each(r.b.Result.Fits, func(f demand.Fit) []any {
		row := []any{f.Code, r.b.Exam(f.Code), prose.PlatformName(f.Vendor, f.Vendor), f.Level, string(f.Status), f.Retires}
		if f.NoFit != "" || f.Counted == 0 {
			row = append(row, nil, nil, nil, nil, nil, nil, nil)
		} else {
			row = append(row, shareCells(demand.Proportion{K: f.Touched, Of: f.Counted, Share: f.Fit, Low: f.Low, High: f.High})...)
			row = append(row, f.Recommended, missing(f, markdownRows))
		}
		return append(row, strings.Join(f.Successors, ", "), cmp.Or(f.NoFit, f.Warning))
	})}
}

// platformSheet is the demand for each platform, measure by measure; what counts postings that ask for it stands in the
// line of that measure.
func (r *Report) platformSheet() sheet {
	columns := slices.Concat([]column{{"Platform", 22, text}, {"Measure", 40, text}}, shareColumns("Share", "Count"), kindColumns(),
		[]column{{"Names no other", 10, number}, {"Others named, it would do", 11, number}, {"Others named, it would not", 11, number}, {"Ahead in, of resamples", 12, percent}})
	return sheet{"Platforms", 2, columns, func(yield func([]any) bool) {
		for _, p := range r.b.Result.Platforms {
			for i, m := range []struct {
				name string
				is   demand.Proportion
			}{{"asked for", p.Share}, {"this one alone would do", p.Enough}, {"nothing else accepted", p.Only}, {"asked for, one vote for each employer", p.Votes}} {
				row := append([]any{prose.PlatformName(p.ID, p.Name), m.name}, shareCells(m.is)...)
				if i == 0 {
					row = slices.Concat(row, kindCells(p.ByKind), []any{p.Exclusive, p.Either, p.Multi, p.First})
				}
				if !yield(row) {
					return
				}
			}
		}
	}}
}

// kindColumns are the counts by how firmly something is asked for.
func kindColumns() []column {
	return []column{{"Required", 10, number}, {"Preferred", 10, number}, {"Duty", 8, number}}
}

// kindCells fills kindColumns.
func kindCells(k demand.ByKind) []any { return []any{k.Required, k.Preferred, k.Duty} }

// termSheet is the demand for services, skills, tools, and the certifications that postings name.
func (r *Report) termSheet() sheet {
	x := r.b.Result
	columns := slices.Concat([]column{{"Kind", 13, text}, {"Name", 36, text}, {"Platform", 14, text}}, shareColumns("Asked for", "Postings"), kindColumns(),
		[]column{{"Alone", 8, number}, {"One of several", 10, number}, {"Employers", 11, number}, {"Former names", 36, text}, {"State", 20, text}, {"You have it", 9, text}, {"Id", 26, text}})
	return sheet{"Terms", 2, columns, each(slices.Concat(x.Services, x.Skills, x.Tools, x.CertTerms), func(t demand.TermDemand) []any {
		platform := ""
		if t.Platform != "" {
			platform = prose.PlatformName(t.Platform, t.Platform)
		}
		return slices.Concat([]any{string(t.Kind), t.Name, platform}, shareCells(t.Demand), kindCells(t.ByKind),
			[]any{t.Alone, t.Choice, t.Employers, strings.Join(t.Was, ", "), t.State, yes(t.Held), t.ID})
	})}
}

// yes is the word for true; false stays empty, which is easier to see in a column.
func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// employerSheet is each named employer beside the platforms.
func (r *Report) employerSheet() sheet {
	columns := []column{{"Employer", 44, text}, {"Postings", 11, number}}
	platforms := r.b.Columns()
	for _, p := range platforms {
		columns = append(columns, column{prose.PlatformName(p.ID, p.Name), 13, number})
	}
	return sheet{"Employers", 1, columns, each(r.b.Result.EmployerRows, func(e demand.EmployerDemand) []any {
		row := []any{e.Name, e.Postings}
		for _, p := range platforms {
			row = append(row, e.Platform[p.ID])
		}
		return row
	})}
}

// fieldSheet is the other fields that postings state, value by value.
func (r *Report) fieldSheet() sheet {
	x := r.b.Result
	return sheet{"Fields", 2, append([]column{{"Field", 13, text}, {"Value", 44, text}}, shareColumns("Share", "Postings")...), func(yield func([]any) bool) {
		for _, f := range []struct {
			name string
			list []demand.Facet
		}{{"role", x.Roles}, {"seniority", x.Seniority}, {"place", x.Places}, {"remote", x.Remote}, {"language", x.Languages}} {
			for _, v := range f.list {
				if !yield(append([]any{f.name, cmp.Or(v.Value, "not stated")}, shareCells(v.Postings)...)) {
					return
				}
			}
		}
	}}
}

// weekSheet is the share of each platform by the week in which postings were first seen.
func (r *Report) weekSheet() sheet {
	x := r.b.Result
	return sheet{"Weeks", 2, append([]column{{"Week", 12, text}, {"Platform", 22, text}}, shareColumns("Asked for", "Postings")...), func(yield func([]any) bool) {
		for _, w := range x.Weeks {
			for _, p := range x.Platforms {
				if s, ok := w.Platforms[p.ID]; ok && !yield(append([]any{w.Week, prose.PlatformName(p.ID, p.Name)}, shareCells(s)...)) {
					return
				}
			}
		}
	}}
}

// postingSheet lists the postings that were measured, newest first, with what each asks for.
func (r *Report) postingSheet() sheet {
	columns := []column{{"No.", 7, number}, {"Title", 40, text}, {"Employer", 26, text}, {"Place", 22, text}, {"Remote", 9, text}, {"Role", 20, text}, {"Seniority", 11, text},
		{"Language", 10, text}, {"Pay from", 11, number}, {"Pay to", 11, number}, {"Currency", 10, text}, {"Paid by", 9, text}, {"First seen", 11, text}, {"Posted", 12, text}, {"Closed", 8, text},
		{"Required", 46, text}, {"Preferred", 46, text}, {"Duty", 46, text}, {"Seen, not counted", 30, text}, {"Link", 50, linked}, {"Found in", 40, text}}
	origins := r.b.Whence()
	return sheet{"Postings", 2, columns, each(r.b.Newest(), func(p demand.Row) []any {
		row := []any{p.Posting, p.Title, p.Employer, p.Location, string(p.Remote), prose.Role(p.Role), p.Seniority, prose.Language(p.Language), nil, nil, nil, nil, p.Week, p.Posted, yes(p.Closed),
			r.asked(p, job.Required), r.asked(p, job.Preferred), r.asked(p, job.Duty), r.names(p.Seen, ", "), nil, strings.Join(origins[p.Posting].Sources, ", ")}
		if s := p.Salary; s != nil {
			row[8], row[9], row[10], row[11] = ends(s.Min), ends(s.Max), s.Currency, s.Period
		}
		if url := origins[p.Posting].URL; url != "" {
			row[19] = link{url: url}
		}
		return row
	})}
}

// ends is one end of a salary; one that is not stated is nothing, not zero.
func ends(pay float64) any {
	if pay == 0 {
		return nil
	}
	return pay
}

// asked names what a posting asks for with one kind of firmness: "AWS or Azure; Python".
func (r *Report) asked(p demand.Row, k job.Kind) string {
	var out []string
	for _, g := range p.Groups {
		if g.Kind == k {
			s := r.names(g.Terms, " or ")
			if g.Open {
				s += " or similar"
			}
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

// names are the names of terms, joined; a term that the vocabulary no longer holds keeps its id.
func (r *Report) names(ids []string, by string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = r.termName(id)
	}
	return strings.Join(out, by)
}

// termName is what a term is called.
func (r *Report) termName(id string) string {
	if t, ok := r.b.Vocabulary.Term(id); ok {
		return t.Name
	}
	return id
}

// evidenceSheet is every mention with its sentence: what all figures are counted from.
func (r *Report) evidenceSheet() sheet {
	rows, origins := map[int64]demand.Row{}, r.b.Whence()
	for _, p := range r.b.Rows {
		rows[p.Posting] = p
	}
	columns := []column{{"Sentence", 90, text}, {"Words", 24, text}, {"Term", 30, text}, {"Kind", 11, text}, {"Rule", 24, text}, {"Under the heading", 28, text}, {"Employer", 26, text}, {"Title", 34, text},
		{"Posting", 9, number}, {"Link", 50, linked}}
	return sheet{"Evidence", 0, columns, each(r.b.Every, func(e demand.Evidence) []any {
		p := rows[e.Posting]
		row := []any{e.Sentence, matched(e), r.termName(e.Term), string(e.Kind), e.Rule, e.Section, p.Employer, p.Title, e.Posting, nil}
		if url := origins[e.Posting].URL; url != "" {
			row[9] = link{url: url}
		}
		return row
	})}
}

// matched are the words of a sentence that were recognised; none when the offsets do not lie in it.
func matched(e demand.Evidence) string {
	if e.Start < 0 || e.End < e.Start || e.End > len(e.Sentence) {
		return ""
	}
	return e.Sentence[e.Start:e.End]
}
