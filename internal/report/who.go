package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobsignal/internal/chart"
	"jobsignal/internal/demand"
)

// employerRows is the number of employers drawn; the rest stands in the table.
const employerRows = 15

// answerWho says who asks: employers, roles, places, pay.
func (r *Report) answerWho(s *section) {
	x := r.in.Result
	if len(x.EmployerRows) == 0 {
		s.Lead = []para{r.say("who.none", nil)}
	} else {
		e := x.EmployerRows[0]
		s.Lead = []para{r.say("who.lead", fills{"employer": clean(e.Name, 80), "k": outOf(e.Postings, r.n()), "employers": count(x.Employers, "named employer")})}
		for _, c := range x.Concentration {
			if c.K > 0 && r.ranks() && len(c.Employers) <= 5 && 3*len(c.Employers) <= c.All {
				s.Lead = append(s.Lead, r.say("who.half", fills{"share": pct(c.Share), "platform": platformName(c.Platform, c.Platform),
					"employers": list(employers(c.Employers)), "k": outOf(c.K, c.Of)}))
			}
		}
		s.Parts = append(s.Parts, r.employerPart())
	}
	facets := part{Heading: "Roles, places and conditions"}
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
		out[i] = cmp.Or(clean(n, 60), "an unnamed employer")
	}
	return out
}

// columns are the platforms that stand above heat maps and tables.
func (r *Report) columns() []demand.PlatformDemand {
	ps := r.demandedPlatforms()
	return slices.DeleteFunc(ps, func(p demand.PlatformDemand) bool { return p.Share.K == 0 && accent(p.ID) == "other" })
}

func (r *Report) employerPart() part {
	cols := r.columns()
	rows := r.in.Result.EmployerRows
	var names, heads []string
	var cells []chart.Cell
	for _, p := range cols {
		heads = append(heads, platformName(p.ID, p.Name))
	}
	most := 1
	for _, e := range rows {
		for _, k := range e.Platform {
			most = max(most, k)
		}
	}
	for y, e := range rows[:min(employerRows, len(rows))] {
		names = append(names, fmt.Sprintf("%s (%d)", clean(e.Name, 56), e.Postings))
		for x, p := range cols {
			if k := e.Platform[p.ID]; k > 0 {
				cells = append(cells, chart.Cell{X: x, Y: y, Value: float64(k), Step: 1 + 4*(k-1)/most, Key: "e:" + p.ID + ":" + e.Name,
					Tip: fmt.Sprintf("%s: %d of %d ask for %s", clean(e.Name, 60), k, e.Postings, heads[x])})
			}
		}
	}
	t := r.employerTable(cols)
	out := part{Know: &know{Tables: []table{t}}}
	if len(cells) == 0 {
		return out
	}
	opt, err := chart.Heat(heads, names, cells)
	r.note(err)
	f := figure{ID: "employers", Form: "heat", Rows: len(names), Option: opt, Source: r.source(),
		Title: r.say("who.title", nil).Plain(), Sub: r.say("who.sub", fills{"dates": r.dates()})}
	if n := len(rows) - len(names); n > 0 {
		f.Note = r.say("terms.more", fills{"n": thousands(n)}).Plain()
	}
	out.Figures = []figure{f}
	return out
}

func (r *Report) employerTable(cols []demand.PlatformDemand) table {
	t := table{ID: "employers-table", Caption: "Employers and the platforms they ask for", Head: heads("Employer", "#Postings")}
	for _, p := range cols {
		t.Head = append(t.Head, cell{Text: platformName(p.ID, p.Name), Num: true})
	}
	rows, limit := r.in.Result.EmployerRows, 200
	for _, e := range rows[:min(limit, len(rows))] {
		row := []cell{head(e.Name), num(thousands(e.Postings))}
		for _, p := range cols {
			c := num(thousands(e.Platform[p.ID]))
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
	if s == slug(s) {
		s = strings.ReplaceAll(s, "-", " ")
	}
	return clean(s, 60)
}

// facetRows is the number of values shown of a field.
const facetRows = 10

func (r *Report) facetTable(name string, facets []demand.Facet) table {
	cols := r.columns()
	t := table{ID: slug(name) + "-table", Caption: name + " beside the platforms", Quiet: true, Head: heads(name, "#Postings")}
	for _, p := range cols {
		t.Head = append(t.Head, cell{Text: platformName(p.ID, p.Name), Num: true})
	}
	for _, f := range facets[:min(facetRows, len(facets))] {
		row := []cell{head(cmp.Or(facetName(f.Value), "not stated")), num(fmt.Sprintf("%s (%s, %s)", thousands(f.Postings.K), pct(f.Postings.Share), between(f.Postings.Low, f.Postings.High)))}
		for _, p := range cols {
			row = append(row, num(thousands(f.Platform[p.ID])))
		}
		t.Rows = append(t.Rows, row)
	}
	if n := len(facets) - facetRows; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}

// salaryPart draws pay as stated, one figure for each currency and period.
func (r *Report) salaryPart() part {
	p := part{Heading: "Pay"}
	type unit struct{ currency, period string }
	groups, order := map[unit][]demand.SalaryBand{}, []unit{}
	for _, b := range r.in.Result.Salaries {
		u := unit{b.Currency, b.Period}
		if _, ok := groups[u]; !ok {
			order = append(order, u)
		}
		groups[u] = append(groups[u], b)
	}
	t := table{ID: "pay-table", Caption: "Pay as stated, middle of the range", Head: heads("Pay", "#n", "#Lowest", "#Quarter below", "#Median", "#Quarter above", "#Highest")}
	for _, u := range order {
		if f := r.salaryFigure(u.currency, u.period, groups[u], &t); f != nil {
			p.Figures = append(p.Figures, *f)
		}
	}
	if len(p.Figures) == 0 {
		p.Text = []para{r.say("salary.none", nil)}
	}
	if len(t.Rows) > 0 {
		p.Know = &know{Method: []para{r.say("method.pay", nil)}, Tables: []table{t}}
	}
	return p
}

func (r *Report) salaryFigure(currency, period string, bands []demand.SalaryBand, t *table) *figure {
	var boxes []chart.Box
	hi := 0.0
	for _, b := range bands {
		name, colour := "all postings", "ink"
		if b.Platform != "" {
			name, colour = platformName(b.Platform, b.Platform), accent(b.Platform)
		}
		row := []cell{head(clean(currency, 8) + " a " + period + ", " + name), num(thousands(b.N))}
		if b.Hidden {
			t.Rows = append(t.Rows, append(row, text("fewer than five: hidden"), num(""), num(""), num(""), num("")))
			continue
		}
		m := b.Mid
		for _, v := range []float64{m.Min, m.Q1, m.Median, m.Q3, m.Max} {
			row = append(row, num(thousands(int(v))))
		}
		t.Rows = append(t.Rows, row)
		box := chart.Box{Low: m.Min, Q1: m.Q1, Median: m.Median, Q3: m.Q3, High: m.Max, Colour: chart.Colour("@" + colour)}
		box.Label, box.End = name, "n = "+strconv.Itoa(b.N)
		box.Tip = fmt.Sprintf("%s: median %s, half between %s and %s (n = %d)", name, thousands(int(m.Median)), thousands(int(m.Q1)), thousands(int(m.Q3)), b.N)
		boxes, hi = append(boxes, box), max(hi, m.Max)
	}
	if len(boxes) == 0 {
		return nil
	}
	opt, err := chart.Boxes(boxes, chart.Upto(hi))
	r.note(err)
	return &figure{ID: slug("pay-" + currency + "-" + period), Form: "rows", Rows: len(boxes), Option: opt, Source: r.source(),
		Title: r.say("salary.title", fills{"currency": clean(currency, 8), "period": period}).Plain(), Sub: r.say("salary.sub", nil)}
}

// answerTogether shows what is asked for in the same posting.
func (r *Report) answerTogether(s *section) {
	x := r.in.Result.Together
	var best *demand.Pair
	rowOf, colOf := map[string]int{}, map[string]int{}
	var rows, cols []string
	for i, id := range x.Platforms {
		colOf[id] = i
		cols = append(cols, platformName(id, r.platform(id).Name))
	}
	var cells []chart.Cell
	t := table{ID: "together-table", Caption: "Platform and skill or tool in the same posting", Head: heads("Skill or tool", "Platform", "#Both", "#Platform", "#Skill or tool", "#Lift")}
	for i := range x.Cells {
		c := &x.Cells[i]
		if !c.Shown {
			continue
		}
		if _, ok := rowOf[c.Term]; !ok {
			rowOf[c.Term] = len(rows)
			rows = append(rows, clean(c.Name, 60))
		}
		if best == nil || c.Lift > best.Lift {
			best = c
		}
		lift := float64(int(c.Lift*10+0.5)) / 10
		cells = append(cells, chart.Cell{X: colOf[c.Platform], Y: rowOf[c.Term], Value: lift, Step: liftStep(c.Lift), Key: "t:" + c.Term,
			Tip: fmt.Sprintf("%s with %s: %d postings ask for both, lift %.1f", clean(c.Name, 60), cols[colOf[c.Platform]], c.Both, c.Lift)})
		t.Rows = append(t.Rows, []cell{head(c.Name), text(cols[colOf[c.Platform]]), num(thousands(c.Both)), num(thousands(c.OfPlatform)), num(thousands(c.OfTerm)), num(fmt.Sprintf("%.1f", c.Lift))})
	}
	if best == nil {
		s.Lead = []para{r.say("together.none", nil)}
		return
	}
	s.Lead = []para{r.say("together.lead", fills{"platform": platformName(best.Platform, best.Platform), "term": clean(best.Name, 60),
		"lift": fmt.Sprintf("%.1f", best.Lift), "both": thousands(best.Both)})}
	opt, err := chart.Heat(cols, rows, cells)
	r.note(err)
	s.Parts = []part{{Figures: []figure{{ID: "lift", Form: "heat", Rows: len(rows), Option: opt, Source: r.source(), Title: r.say("together.title", nil).Plain(),
		Sub: r.say("together.sub", fills{"n": thousands(x.Of)})}}, Know: &know{Method: []para{r.say("method.lift", nil)}, Tables: []table{t}}}}
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
func (r *Report) answerWeeks(s *section) {
	ws := r.in.Result.Weeks
	met := 0
	for _, w := range ws {
		if w.Postings > 0 {
			met++
		}
	}
	switch {
	case met == 0:
		s.Lead = []para{r.say("weeks.none", nil)}
		return
	case met == 1:
		s.Lead = []para{r.say("weeks.one", fills{"week": week(ws[0].Week)})}
		return
	}
	first, last := ws[0], ws[len(ws)-1]
	s.Lead = []para{r.say("weeks.lead", fills{"from": week(first.Week), "to": week(last.Week), "a": thousands(first.Postings), "b": thousands(last.Postings)})}
	p := part{Know: &know{Method: []para{r.say("method.weeks", nil)}, Tables: []table{r.weekTable(ws)}}}
	for _, d := range r.columns() {
		if d.Share.K > 0 {
			p.Figures = append(p.Figures, r.weekFigure(d, ws))
		}
	}
	s.Parts = []part{p}
}

func (r *Report) weekFigure(p demand.PlatformDemand, ws []demand.Week) figure {
	steps := make([]chart.Step, len(ws))
	for i, w := range ws {
		q := w.Platforms[p.ID]
		steps[i] = chart.Step{Label: w.Week[max(0, len(w.Week)-3):], Value: q.Share * 100, Low: q.Low * 100, High: q.High * 100, Missing: w.Postings == 0, Tip: week(w.Week) + ": " + share(q)}
	}
	opt, err := chart.Band(steps, chart.Colour("@"+accent(p.ID)), chart.Axis{Max: 100, Unit: " %"}, nil)
	r.note(err)
	return figure{ID: "weeks-" + slug(p.ID), Form: "band", Rows: 1, Option: opt, Source: r.source(), Warn: r.warnings("weeks"),
		Title: r.say("weeks.title", fills{"platform": platformName(p.ID, p.Name)}).Plain(), Sub: r.say("weeks.sub", nil)}
}

func (r *Report) weekTable(ws []demand.Week) table {
	t := table{ID: "weeks-table", Caption: "Postings first met each week", Head: heads("Week", "#Postings")}
	cols := r.columns()
	for _, p := range cols {
		t.Head = append(t.Head, cell{Text: platformName(p.ID, p.Name), Num: true})
	}
	for _, w := range ws {
		row := []cell{head(week(w.Week)), num(thousands(w.Postings))}
		for _, p := range cols {
			c := num("–")
			if w.Postings > 0 {
				c = num(share(w.Platforms[p.ID]))
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
