package verdict

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobsignal/internal/brief"
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

// answerCompare sets the leading exams beside the three best-known ones, which most articles compare.
func (r teller) answerCompare(s *page.Section) {
	codes := r.Compared()
	if len(codes) == 0 {
		s.Lead = []prose.Para{r.Say("compare.none", nil)}
		return
	}
	id := "compare.lead"
	if r.Result.Counted == 0 || !r.Ranks() {
		id = "compare.lead.bare"
	}
	s.Lead = []prose.Para{r.Say(id, nil)}
	var gone []string
	for _, a := range r.Articles.Compared {
		if f := r.Fits[a.Code]; f.Status == taxonomy.Retired {
			gone = append(gone, f.Code)
		}
	}
	if len(gone) > 0 {
		s.Lead = append(s.Lead, r.Say("compare.gone", prose.Fills{"codes": prose.List(gone)}))
	}
	columns := r.columns(codes)
	t := r.compareTable("compare-table", "Exams side by side: present facts; what guides say otherwise stands crossed out", columns, decisive())
	more := r.compareTable("compare-more-table", "Exams side by side: what an exam is like", columns, further())
	s.Parts = []page.Part{{Table: &t, Know: &page.Know{Summary: "What each exam is like: format, key services, topics, roles, a starter project", Tables: []page.Table{more}}}}
}

// column is one exam of the comparison with everything its cells are made from.
type column struct {
	c   taxonomy.Certification
	fit demand.Fit
	old *brief.Compared // what the articles say of it; nil when they do not
}

// compareRow is one attribute of the comparison: adding one is adding an entry.
type compareRow struct {
	Name string
	Cell func(teller, column) page.Cell
}

type exam = taxonomy.Certification

// plain is a row of text. A fact of the vocabulary goes before what the articles say; where only they say something,
// the cell says so.
func plain(name string, now func(exam) string, old func(*brief.Compared) string) compareRow {
	return compareRow{name, func(_ teller, c column) page.Cell {
		text := now(c.c)
		if c.old != nil && text == "" && old(c.old) != "" {
			text = old(c.old) + " (guides)"
		}
		return page.Text(text)
	}}
}

// decisive is the part of the comparison that stands open, from top to bottom: first what rules an exam out (its
// state), then what the reader's postings say, then what it is about and what it costs.
func decisive() []compareRow {
	return []compareRow{
		{"State", teller.stateCell},
		{"Covers of what your postings ask", teller.fitCell},
		plain("Focus", func(c exam) string { return c.Focus }, func(a *brief.Compared) string { return a.Focus }),
		plain("For", func(c exam) string { return c.Audience }, func(a *brief.Compared) string { return a.Audience }),
		{"Length", teller.lengthCell},
		{"Price", teller.priceCell},
		{"Valid, and renewed by", teller.validCell},
		{"Cost of holding it three years", teller.holdCell},
		{"Official page", func(_ teller, c column) page.Cell { return page.Cell{Link: prose.SafeLink(c.c.Page)} }},
		{"Facts as of", func(_ teller, c column) page.Cell { return page.Text(prose.Day(c.c.AsOf)) }},
	}
}

// further is the part that stands folded: it matters to those who go on.
func further() []compareRow {
	return []compareRow{
		plain("Recommended before", func(c exam) string { return c.Experience }, func(a *brief.Compared) string { return a.Experience }),
		plain("Format", brief.Formats, func(a *brief.Compared) string { return a.Format }),
		{"Key services, and how many of your postings ask for them", teller.servicesCell},
		plain("Emphasis", func(c exam) string { return strings.Join(c.Emphasis, ", ") }, func(a *brief.Compared) string { return a.Emphasis }),
		plain("Difficulty (a judgement)", func(c exam) string { return c.Difficulty }, func(a *brief.Compared) string { return a.Difficulty }),
		{"Topics", teller.topicsCell},
		plain("Roles", func(c exam) string { return strings.Join(c.Roles, ", ") }, func(a *brief.Compared) string { return a.Roles }),
		plain("Starter project", func(c exam) string { return c.Project }, func(a *brief.Compared) string { return a.Project }),
	}
}

// columns gathers what is known of each exam.
func (r teller) columns(codes []string) []column {
	var out []column
	for _, code := range codes {
		c, _ := r.Vocabulary.Certification(code)
		col := column{c: c, fit: r.Fits[code]}
		for i := range r.Articles.Compared {
			if r.Articles.Compared[i].Code == code {
				col.old = &r.Articles.Compared[i]
			}
		}
		out = append(out, col)
	}
	return out
}

// compareTable sets the exams side by side, one a column, the given rows down.
func (r teller) compareTable(id, caption string, columns []column, rows []compareRow) page.Table {
	t := page.Table{ID: id, Caption: caption, Head: []page.Cell{{Text: "", Head: true}}}
	for _, c := range columns {
		name := strings.TrimSuffix(brief.Name(c.c), " ("+c.c.Code+")")
		t.Head = append(t.Head, page.Cell{Text: name, Lines: []page.Line{{Text: name}, {Text: c.c.Code}}, Accent: prose.Accent(c.c.Vendor), Tag: brief.State(c.fit)})
	}
	for _, row := range rows {
		cells := []page.Cell{page.Head(row.Name)}
		for _, c := range columns {
			x := row.Cell(r, c)
			if x.Text == "" && len(x.Lines) == 0 && x.Link.URL == "" {
				x.Text = "not known"
			}
			cells = append(cells, x)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// stateCell says whether the exam can be booked. The articles' three were bookable when they were written: where that
// has changed it stands crossed out, with what follows.
func (r teller) stateCell(c column) page.Cell {
	f := c.fit
	switch f.Status {
	case taxonomy.Active:
		return page.Text("can be booked")
	case taxonomy.Retired:
		out := page.Cell{Lines: []page.Line{{Text: "retired", Was: ""}}}
		if f.Retires != "" {
			out.Lines[0].Text = "retired " + prose.Day(f.Retires)
		}
		if c.old != nil {
			out.Lines[0].Was = "can be booked"
		}
		if n := brief.Next(f); len(n) > 0 {
			out.Lines = append(out.Lines, page.Line{Text: "→ " + prose.List(n)})
		}
		return out
	}
	state := brief.State(f)
	if f.Status == taxonomy.Beta {
		state = "in beta, can be booked"
	}
	return page.Cell{Text: state, More: prose.Clean(c.c.StatusNote, 400)}
}

// fitCell is the fit with its interval, a door to the sentences behind it. A retired exam has none: a number would
// invite a comparison that leads nowhere.
func (r teller) fitCell(c column) page.Cell {
	switch f := c.fit; {
	case f.Status == taxonomy.Retired:
		return page.Text("– (retired)")
	case f.Counted == 0:
		return page.Text("no posting to compare with")
	case !r.Ranks():
		return page.Cell{Text: "too few postings to say", Live: "fit:" + f.Code}
	case f.NoFit != "":
		return page.Text("not computed: " + f.NoFit)
	default:
		return page.Cell{Text: prose.Pct(f.Fit) + " (" + prose.Between(f.Low, f.High) + ")", Key: "c:" + f.Code, Live: "fit:" + f.Code}
	}
}

// corrected is a fact beside what the articles say, where that differs: both stand, the old one crossed out, so that
// a reader who remembers it sees that it was not overlooked.
func corrected(now, was string, same bool) page.Cell {
	l := page.Line{Text: now}
	if was != "" && !same {
		l.Was = was
	}
	return page.Cell{Lines: []page.Line{l}}
}

// lengthCell is how long the exam takes, beside what the articles say.
func (r teller) lengthCell(c column) page.Cell {
	now, was := brief.Length(c.c), ""
	if c.old != nil {
		was = c.old.Minutes + prose.NB + "min"
	}
	return corrected(now, was, was == now)
}

// priceCell is what the exam costs, beside what the articles say.
func (r teller) priceCell(c column) page.Cell {
	now, was := brief.Price(c.c), ""
	if c.old != nil {
		was = c.old.Price + prose.NB + "USD"
	}
	return corrected(now, was, was == now)
}

// validCell is how long the certification holds and what keeps it alive: the exam's own rule, else its vendor's.
func (r teller) validCell(c column) page.Cell {
	v := brief.Validity(c.c)
	renewal := c.c.Renewal
	if renewal == "" {
		renewal = r.Vocabulary.Programs[c.c.Vendor].Renewal
	}
	return page.Cell{Lines: []page.Line{{Text: v}, {Text: prose.Clean(renewal, 240)}}}
}

// holdCell is what three years with the certification cost. Fees differ less than they seem: what is cheap to take
// may have to be renewed.
func (r teller) holdCell(c column) page.Cell {
	if c.fit.Status == taxonomy.Retired {
		return page.Text("cannot be booked")
	}
	return page.Text(brief.Hold(c.c, r.Vocabulary.Programs[c.c.Vendor].RenewalCost, 3))
}

// keyServices is how many services of an exam are named in the comparison.
const keyServices = 8

// servicesCell names an exam's key services beside the demand for them: the articles' list where they have one,
// else the services in scope that the postings ask for most.
func (r teller) servicesCell(c column) page.Cell {
	k := map[string]int{}
	for _, t := range slices.Concat(r.Result.Services, r.Result.Tools, r.Result.Skills) {
		k[t.ID] = t.Demand.K
	}
	var ids []string
	if c.old != nil {
		ids = slices.Clone(c.old.Services)
	} else {
		ids = r.scopeServices(c.c)
		slices.SortStableFunc(ids, func(a, b string) int { return k[b] - k[a] })
		ids = ids[:min(keyServices, len(ids))]
	}
	var out []page.Line
	for _, id := range ids {
		if t, ok := r.Vocabulary.Term(id); ok {
			out = append(out, page.Line{Text: prose.Clean(t.Name, 60), Count: strconv.Itoa(k[id]), Faint: k[id] == 0, Live: "count:" + id})
		}
	}
	return page.Cell{Lines: out}
}

// scopeServices lists the services of an exam's own platform in its counted scope, in the exam's order.
func (r teller) scopeServices(c taxonomy.Certification) []string {
	var out []string
	for _, d := range c.Domains {
		for _, id := range slices.Concat(d.Scope.High, d.Scope.Medium) {
			if t, ok := r.Vocabulary.Term(id); ok && t.Kind == taxonomy.Service && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// topicsCell lists the exam's domains with their weights; an exam without known domains keeps the articles' topics.
func (r teller) topicsCell(c column) page.Cell {
	var out []page.Line
	for _, d := range c.c.Domains {
		l := page.Line{Text: prose.Clean(d.Name, 120)}
		if d.Weight > 0 {
			l.Text += fmt.Sprintf(" (%.0f%s%%)", d.Weight, prose.NB)
		}
		out = append(out, l)
	}
	if len(out) == 0 && c.old != nil {
		return page.Text(c.old.Topics + " (guides)")
	}
	return page.Cell{Lines: out}
}
