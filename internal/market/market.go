// Package market answers who asks, what is asked for together, and what changed over the weeks.
package market

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"jobsignal/internal/brief"
	"jobsignal/internal/chart"
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
)

// teller is the brief with this package's answers.
type teller struct{ *brief.Brief }

// Who answers who asks: employers, roles, places, pay.
func Who(b *brief.Brief, s *page.Section) { teller{b}.answerWho(s) }

// Together answers what is asked for in the same posting.
func Together(b *brief.Brief, s *page.Section) { teller{b}.answerTogether(s) }

// Weeks answers what changed.
func Weeks(b *brief.Brief, s *page.Section) { teller{b}.answerWeeks(s) }

// employerRows is the number of employers drawn; the rest stands in the table.
const employerRows = 15

// answerWho says who asks: employers, roles, places, pay.
func (r teller) answerWho(s *page.Section) {
	x := r.Result
	if len(x.EmployerRows) == 0 {
		s.Lead = []prose.Para{r.Say("who.none", nil)}
	} else {
		e := x.EmployerRows[0]
		s.Lead = []prose.Para{r.Say("who.lead", prose.Fills{"employer": prose.Clean(e.Name, 80), "k": prose.OutOf(e.Postings, r.N()), "employers": prose.Count(x.Employers, "named employer")})}
		for _, c := range x.Concentration {
			if c.K > 0 && r.Ranks() && len(c.Employers) <= 5 && 3*len(c.Employers) <= c.All {
				s.Lead = append(s.Lead, r.Say("who.half", prose.Fills{"share": prose.Pct(c.Share), "platform": prose.PlatformName(c.Platform, c.Platform),
					"employers": prose.List(employers(c.Employers)), "k": prose.OutOf(c.K, c.Of)}))
			}
		}
		s.Parts = append(s.Parts, r.employerPart())
	}
	facets := page.Part{Heading: "Roles, places and conditions"}
	for _, f := range []struct {
		name   string
		facets []demand.Facet
	}{{"Role", x.Roles}, {"Place", x.Places}, {"Seniority", x.Seniority}, {"Remote", x.Remote}, {"Language", x.Languages}} {
		if t := r.facetTable(f.name, f.facets); len(t.Rows) > 1 {
			facets.Tables = append(facets.Tables, t)
		}
	}
	if len(facets.Tables) > 0 {
		s.Parts = append(s.Parts, facets)
	}
	s.Parts = append(s.Parts, r.salaryPart())
}

// employers writes names of employers; an unnamed one is said to be so.
func employers(ns []string) []string {
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = cmp.Or(prose.Clean(n, 60), "an unnamed employer")
	}
	return out
}

func (r teller) employerPart() page.Part {
	cols := r.Columns()
	rows := r.Result.EmployerRows
	var names, heads []string
	var cells []chart.Cell
	for _, p := range cols {
		heads = append(heads, prose.PlatformName(p.ID, p.Name))
	}
	most := 1
	for _, e := range rows {
		for _, k := range e.Platform {
			most = max(most, k)
		}
	}
	for y, e := range rows[:min(employerRows, len(rows))] {
		names = append(names, fmt.Sprintf("%s (%d)", prose.Clean(e.Name, 56), e.Postings))
		for x, p := range cols {
			if k := e.Platform[p.ID]; k > 0 {
				cells = append(cells, chart.Cell{X: x, Y: y, Value: float64(k), Step: 1 + 4*(k-1)/most, Key: "e:" + p.ID + ":" + e.Name,
					Tip: fmt.Sprintf("%s: %d of %d ask for %s", prose.Clean(e.Name, 60), k, e.Postings, heads[x])})
			}
		}
	}
	t := r.employerTable(cols)
	out := page.Part{Know: &page.Know{Tables: []page.Table{t}}}
	if len(cells) == 0 {
		return out
	}
	opt, err := chart.Heat(heads, names, cells)
	r.Note(err)
	f := page.Figure{ID: "employers", Form: "heat", Rows: len(names), Option: opt, Source: r.Source(),
		Title: r.Say("who.title", nil).Plain(), Sub: r.Say("who.sub", prose.Fills{"dates": r.Dates()})}
	if n := len(rows) - len(names); n > 0 {
		f.Note = r.Say("terms.more", prose.Fills{"n": prose.Thousands(n)}).Plain()
	}
	out.Figures = []page.Figure{f}
	return out
}

func (r teller) employerTable(cols []demand.PlatformDemand) page.Table {
	t := page.Table{ID: "employers-table", Caption: "Employers and the platforms they ask for", Head: page.Heads("Employer", "#Postings")}
	for _, p := range cols {
		t.Head = append(t.Head, page.Cell{Text: prose.PlatformName(p.ID, p.Name), Num: true})
	}
	rows, limit := r.Result.EmployerRows, 200
	for _, e := range rows[:min(limit, len(rows))] {
		row := []page.Cell{page.Head(e.Name), page.Num(prose.Thousands(e.Postings))}
		for _, p := range cols {
			c := page.Num(prose.Thousands(e.Platform[p.ID]))
			if e.Platform[p.ID] > 0 {
				c.Key = "e:" + p.ID + ":" + e.Name
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	if n := len(rows) - limit; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}

// facetName writes a value of a field: ids of roles lose their hyphens.
func facetName(s string) string {
	if s == prose.Slug(s) {
		s = strings.ReplaceAll(s, "-", " ")
	}
	return prose.Clean(s, 60)
}

// facetRows is the number of values shown of a field.
const facetRows = 10

func (r teller) facetTable(name string, facets []demand.Facet) page.Table {
	cols := r.Columns()
	t := page.Table{ID: prose.Slug(name) + "-table", Caption: name + " beside the platforms", Quiet: true, Head: page.Heads(name, "#Postings")}
	for _, p := range cols {
		t.Head = append(t.Head, page.Cell{Text: prose.PlatformName(p.ID, p.Name), Num: true})
	}
	for _, f := range facets[:min(facetRows, len(facets))] {
		row := []page.Cell{page.Head(cmp.Or(facetName(f.Value), "not stated")), page.Num(fmt.Sprintf("%s (%s, %s)", prose.Thousands(f.Postings.K), prose.Pct(f.Postings.Share), prose.Between(f.Postings.Low, f.Postings.High)))}
		for _, p := range cols {
			row = append(row, page.Num(prose.Thousands(f.Platform[p.ID])))
		}
		t.Rows = append(t.Rows, row)
	}
	if n := len(facets) - facetRows; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}

// salaryPart draws pay as stated, one figure for each currency and period.
func (r teller) salaryPart() page.Part {
	p := page.Part{Heading: "Pay"}
	type unit struct{ currency, period string }
	groups, order := map[unit][]demand.SalaryBand{}, []unit{}
	for _, b := range r.Result.Salaries {
		u := unit{b.Currency, b.Period}
		if _, ok := groups[u]; !ok {
			order = append(order, u)
		}
		groups[u] = append(groups[u], b)
	}
	t := page.Table{ID: "pay-table", Caption: "Pay as stated, middle of the range", Head: page.Heads("Pay", "#n", "#Lowest", "#Quarter below", "#Median", "#Quarter above", "#Highest")}
	for _, u := range order {
		if f := r.salaryFigure(u.currency, u.period, groups[u], &t); f != nil {
			p.Figures = append(p.Figures, *f)
		}
	}
	if len(p.Figures) == 0 {
		p.Text = []prose.Para{r.Say("salary.none", nil)}
	}
	if len(t.Rows) > 0 {
		p.Know = &page.Know{Method: []prose.Para{r.Say("method.pay", nil)}, Tables: []page.Table{t}}
	}
	return p
}

func (r teller) salaryFigure(currency, period string, bands []demand.SalaryBand, t *page.Table) *page.Figure {
	var boxes []chart.Box
	hi := 0.0
	for _, b := range bands {
		name, colour := "all postings", "ink"
		if b.Platform != "" {
			name, colour = prose.PlatformName(b.Platform, b.Platform), prose.Accent(b.Platform)
		}
		row := []page.Cell{page.Head(prose.Clean(currency, 8) + " a " + period + ", " + name), page.Num(prose.Thousands(b.N))}
		if b.Hidden {
			t.Rows = append(t.Rows, append(row, page.Text("fewer than five: hidden"), page.Num(""), page.Num(""), page.Num(""), page.Num("")))
			continue
		}
		m := b.Mid
		for _, v := range []float64{m.Min, m.Q1, m.Median, m.Q3, m.Max} {
			row = append(row, page.Num(prose.Thousands(int(v))))
		}
		t.Rows = append(t.Rows, row)
		box := chart.Box{Low: m.Min, Q1: m.Q1, Median: m.Median, Q3: m.Q3, High: m.Max, Colour: chart.Colour("@" + colour)}
		box.Label, box.End = name, "n = "+strconv.Itoa(b.N)
		box.Tip = fmt.Sprintf("%s: median %s, half between %s and %s (n = %d)", name, prose.Thousands(int(m.Median)), prose.Thousands(int(m.Q1)), prose.Thousands(int(m.Q3)), b.N)
		boxes, hi = append(boxes, box), max(hi, m.Max)
	}
	if len(boxes) == 0 {
		return nil
	}
	opt, err := chart.Boxes(boxes, chart.Upto(hi))
	r.Note(err)
	return &page.Figure{ID: prose.Slug("pay-" + currency + "-" + period), Form: "rows", Rows: len(boxes), Option: opt, Source: r.Source(),
		Title: r.Say("salary.title", prose.Fills{"currency": prose.Clean(currency, 8), "period": period}).Plain(), Sub: r.Say("salary.sub", nil)}
}

// answerTogether shows what is asked for in the same posting.
func (r teller) answerTogether(s *page.Section) {
	x := r.Result.Together
	var best *demand.Pair
	rowOf, colOf := map[string]int{}, map[string]int{}
	var rows, cols []string
	for i, id := range x.Platforms {
		colOf[id] = i
		cols = append(cols, prose.PlatformName(id, r.Platform(id).Name))
	}
	var cells []chart.Cell
	t := page.Table{ID: "together-table", Caption: "Platform and skill or tool in the same posting", Head: page.Heads("Skill or tool", "Platform", "#Both", "#Platform", "#Skill or tool", "#Lift")}
	for i := range x.Cells {
		c := &x.Cells[i]
		if !c.Shown {
			continue
		}
		if _, ok := rowOf[c.Term]; !ok {
			rowOf[c.Term] = len(rows)
			rows = append(rows, prose.Clean(c.Name, 60))
		}
		if best == nil || c.Lift > best.Lift {
			best = c
		}
		lift := float64(int(c.Lift*10+0.5)) / 10
		cells = append(cells, chart.Cell{X: colOf[c.Platform], Y: rowOf[c.Term], Value: lift, Step: liftStep(c.Lift), Key: "t:" + c.Term,
			Tip: fmt.Sprintf("%s with %s: %d postings ask for both, lift %.1f", prose.Clean(c.Name, 60), cols[colOf[c.Platform]], c.Both, c.Lift)})
		t.Rows = append(t.Rows, []page.Cell{page.Head(c.Name), page.Text(cols[colOf[c.Platform]]), page.Num(prose.Thousands(c.Both)), page.Num(prose.Thousands(c.OfPlatform)), page.Num(prose.Thousands(c.OfTerm)), page.Num(fmt.Sprintf("%.1f", c.Lift))})
	}
	if best == nil {
		s.Lead = []prose.Para{r.Say("together.none", nil)}
		return
	}
	s.Lead = []prose.Para{r.Say("together.lead", prose.Fills{"platform": prose.PlatformName(best.Platform, best.Platform), "term": prose.Clean(best.Name, 60),
		"lift": fmt.Sprintf("%.1f", best.Lift), "both": prose.Thousands(best.Both)})}
	opt, err := chart.Heat(cols, rows, cells)
	r.Note(err)
	s.Parts = []page.Part{{Figures: []page.Figure{{ID: "lift", Form: "heat", Rows: len(rows), Option: opt, Source: r.Source(), Title: r.Say("together.title", nil).Plain(),
		Sub: r.Say("together.sub", prose.Fills{"n": prose.Thousands(x.Of)})}}, Know: &page.Know{Method: []prose.Para{r.Say("method.lift", nil)}, Tables: []page.Table{t}}}}
}

// liftStep is the depth of colour of a lift: 1 (rarer together than by chance) to 5.
func liftStep(l float64) int {
	step := 1
	for _, edge := range []float64{0.9, 1.1, 1.4, 2} {
		if l >= edge {
			step++
		}
	}
	return step
}

// answerWeeks shows how the shares moved.
func (r teller) answerWeeks(s *page.Section) {
	ws := r.Result.Weeks
	met := 0
	for _, w := range ws {
		if w.Postings > 0 {
			met++
		}
	}
	switch {
	case met == 0:
		s.Lead = []prose.Para{r.Say("weeks.none", nil)}
		return
	case met == 1:
		s.Lead = []prose.Para{r.Say("weeks.one", prose.Fills{"week": prose.Week(ws[0].Week)})}
		return
	}
	first, last := ws[0], ws[len(ws)-1]
	s.Lead = []prose.Para{r.Say("weeks.lead", prose.Fills{"from": prose.Week(first.Week), "to": prose.Week(last.Week), "a": prose.Thousands(first.Postings), "b": prose.Thousands(last.Postings)})}
	p := page.Part{Know: &page.Know{Method: []prose.Para{r.Say("method.weeks", nil)}, Tables: []page.Table{r.weekTable(ws)}}}
	for _, d := range r.Columns() {
		if d.Share.K > 0 {
			p.Figures = append(p.Figures, r.weekFigure(d, ws))
		}
	}
	s.Parts = []page.Part{p}
}

func (r teller) weekFigure(p demand.PlatformDemand, ws []demand.Week) page.Figure {
	steps := make([]chart.Step, len(ws))
	for i, w := range ws {
		q := w.Platforms[p.ID]
		steps[i] = chart.Step{Label: w.Week[max(0, len(w.Week)-3):], Value: q.Share * 100, Low: q.Low * 100, High: q.High * 100, Missing: w.Postings == 0, Tip: prose.Week(w.Week) + ": " + prose.Share(q)}
	}
	opt, err := chart.Band(steps, chart.Colour("@"+prose.Accent(p.ID)), chart.Axis{Max: 100, Unit: " %"}, nil)
	r.Note(err)
	return page.Figure{ID: "weeks-" + prose.Slug(p.ID), Form: "band", Rows: 1, Option: opt, Source: r.Source(), Warn: r.Warnings("weeks"),
		Title: r.Say("weeks.title", prose.Fills{"platform": prose.PlatformName(p.ID, p.Name)}).Plain(), Sub: r.Say("weeks.sub", nil)}
}

func (r teller) weekTable(ws []demand.Week) page.Table {
	t := page.Table{ID: "weeks-table", Caption: "Postings first met each week", Head: page.Heads("Week", "#Postings")}
	cols := r.Columns()
	for _, p := range cols {
		t.Head = append(t.Head, page.Cell{Text: prose.PlatformName(p.ID, p.Name), Num: true})
	}
	for _, w := range ws {
		row := []page.Cell{page.Head(prose.Week(w.Week)), page.Num(prose.Thousands(w.Postings))}
		for _, p := range cols {
			c := page.Num("–")
			if w.Postings > 0 {
				c = page.Num(prose.Share(w.Platforms[p.ID]))
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
