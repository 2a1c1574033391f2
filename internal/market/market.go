// Package market answers who asks, what is asked for together, and what changed over the weeks.
package market

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

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

// The number of employers drawn, and of values shown of a field; employers beyond it stand in the table.
const (
	employerRows = 15
	facetRows    = 10
	tableRows    = 200
)

// few is the number of employers that can be named in one sentence.
const few = 5

// answerWho says who asks: employers, roles, places, pay.
func (r teller) answerWho(s *page.Section) {
	if len(r.Result.EmployerRows) == 0 {
		id := "who.none"
		if r.N() == 0 {
			id = "who.nobody"
		}
		s.Lead = []prose.Para{r.Say(id, nil)}
	} else {
		s.Lead = r.whoLead()
		s.Parts = append(s.Parts, r.employerPart())
	}
	if p := r.facets(); len(p.Tables) > 0 {
		s.Parts = append(s.Parts, p)
	}
	s.Parts = append(s.Parts, r.salaryPart())
}

// whoLead names the employer with most postings, and where few employers make up half of a platform's demand.
// That is only worth a sentence when they are a third of those that ask, or fewer: half of the demand from half of
// the employers says nothing.
func (r teller) whoLead() []prose.Para {
	x := r.Result
	e, all := x.EmployerRows[0], prose.Count(x.Employers, "named employer")
	most := 0 // employers that share the first place
	for most < len(x.EmployerRows) && x.EmployerRows[most].Postings == e.Postings {
		most++
	}
	lead := r.Say("who.lead", prose.Fills{"employer": prose.Clean(e.Name, 80), "k": prose.OutOf(e.Postings, r.N()), "employers": all})
	switch {
	case most > 1 && e.Postings == 1:
		lead = r.Say("who.each", prose.Fills{"employers": all})
	case most > 1:
		lead = r.Say("who.tie", prose.Fills{"most": prose.Count(most, "employer"), "k": prose.OutOf(e.Postings, r.N()), "employers": all})
	}
	out := []prose.Para{lead}
	for _, c := range x.Concentration {
		if c.K > 0 && r.Ranks() && len(c.Employers) <= few && 3*len(c.Employers) <= c.All {
			out = append(out, r.Say("who.half", prose.Fills{"share": prose.Pct(c.Share), "platform": prose.PlatformName(c.Platform, c.Platform),
				"employers": prose.List(employers(c.Employers)), "k": prose.OutOf(c.K, c.Of)}))
		}
	}
	return out
}

// employers writes names of employers; an unnamed one is said to be so.
func employers(ns []string) []string {
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = cmp.Or(prose.Clean(n, 60), "an unnamed employer")
	}
	return out
}

// employerPart is the heat map of employers and platforms with its table. Without a single filled cell (no named
// employer asks for a platform) the table alone is left.
func (r teller) employerPart() page.Part {
	cols := r.Columns()
	out := page.Part{Know: &page.Know{Tables: []page.Table{r.employerTable(cols)}}}
	names, cells := r.employerCells(cols)
	if len(cells) == 0 {
		return out
	}
	opt, err := chart.Heat(headings(cols), names, cells)
	r.Note(err)
	f := page.Figure{ID: "employers", Form: "heat", Rows: len(names), Option: opt, Source: r.Source(),
		Title: r.Say("who.title", nil).Plain(), Sub: r.Say("who.sub", prose.Fills{"dates": r.Dates()})}
	if n := len(r.Result.EmployerRows) - len(names); n > 0 {
		f.Note = r.Say("who.more", prose.Fills{"n": prose.Thousands(n)}).Plain()
	}
	out.Figures = []page.Figure{f}
	return out
}

// employerCells are the cells of the heat map. The depth of colour is scaled to the largest cell of all employers,
// not only of those drawn, so that a filter in the page keeps the same steps.
func (r teller) employerCells(cols []demand.PlatformDemand) (names []string, cells []chart.Cell) {
	rows, most := r.Result.EmployerRows, 1
	for _, e := range rows {
		for _, k := range e.Platform {
			most = max(most, k)
		}
	}
	asking := slices.DeleteFunc(slices.Clone(rows), func(e demand.EmployerDemand) bool { // an empty row tells nothing
		return !slices.ContainsFunc(cols, func(p demand.PlatformDemand) bool { return e.Platform[p.ID] > 0 })
	})
	for y, e := range asking[:min(employerRows, len(asking))] {
		names = append(names, fmt.Sprintf("%s (%d)", prose.Clean(e.Name, 56), e.Postings))
		for x, p := range cols {
			if k := e.Platform[p.ID]; k > 0 {
				cells = append(cells, chart.Cell{X: x, Y: y, Value: float64(k), Step: 1 + 4*(k-1)/most, Key: employerKey(p.ID, e.Name),
					Tip: fmt.Sprintf("%s: %d of %d ask for %s", prose.Clean(e.Name, 60), k, e.Postings, prose.PlatformName(p.ID, p.Name))})
			}
		}
	}
	return names, cells
}

// employerKey opens the sentences in which one employer asks for one platform. The name stands as it was stated:
// the page's script compares it with the posting's.
func employerKey(platform, name string) string { return "e:" + platform + ":" + name }

// headings are the names of the platforms above a heat map or a table.
func headings(cols []demand.PlatformDemand) []string {
	out := make([]string, len(cols))
	for i, p := range cols {
		out[i] = prose.PlatformName(p.ID, p.Name)
	}
	return out
}

// withPlatforms is a table's head: its own columns, then one for each platform.
func withPlatforms(cols []demand.PlatformDemand, own ...string) []page.Cell {
	out := page.Heads(own...)
	for _, name := range headings(cols) {
		out = append(out, page.Cell{Text: name, Num: true})
	}
	return out
}

// employerTable is the twin of the heat map: more employers, every count a door to its sentences.
func (r teller) employerTable(cols []demand.PlatformDemand) page.Table {
	t := page.Table{ID: "employers-table", Caption: "Employers and the platforms they ask for", Head: withPlatforms(cols, "Employer", "#Postings")}
	rows := r.Result.EmployerRows
	for _, e := range rows[:min(tableRows, len(rows))] {
		row := []page.Cell{page.Head(e.Name), page.Num(prose.Thousands(e.Postings))}
		for _, p := range cols {
			c := page.Num(prose.Thousands(e.Platform[p.ID]))
			if e.Platform[p.ID] > 0 {
				c.Key = employerKey(p.ID, e.Name)
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	if n := len(rows) - tableRows; n > 0 {
		t.More = fmt.Sprintf("and %s more", prose.Thousands(n))
	}
	return t
}

// facets are the fields that postings state, each a small table beside the others. A field with one value only, as
// often "not stated", is left out: it tells nothing apart.
func (r teller) facets() page.Part {
	x := r.Result
	p := page.Part{Heading: "Roles, places and conditions"}
	for _, f := range []struct {
		name   string
		values []demand.Facet
	}{{"Role", x.Roles}, {"Place", x.Places}, {"Seniority", x.Seniority}, {"Remote", x.Remote}, {"Language", x.Languages}} {
		if t := r.facetTable(f.name, f.values); len(t.Rows) > 1 {
			p.Tables = append(p.Tables, t)
		}
	}
	return p
}

// facetTable counts the values of one field beside the platforms. Its caption is for listeners only: the first
// column says the same.
func (r teller) facetTable(name string, values []demand.Facet) page.Table {
	cols := r.Columns()
	t := page.Table{ID: prose.Slug(name) + "-table", Caption: name + " beside the platforms", Quiet: true, Head: withPlatforms(cols, name, "#Postings")}
	for _, f := range values[:min(facetRows, len(values))] {
		q, value := f.Postings, f.Value
		if name == "Language" {
			value = prose.Language(value)
		}
		unsaid := "not stated"
		if name == "Role" { // the roles are ours; a posting states a title, and some are none of them
			unsaid = "other"
		}
		row := []page.Cell{page.Head(cmp.Or(facetName(value), unsaid)),
			page.Num(fmt.Sprintf("%s (%s)", prose.Thousands(q.K), prose.Within(q)))}
		for _, p := range cols {
			row = append(row, page.Num(prose.Thousands(f.Platform[p.ID])))
		}
		t.Rows = append(t.Rows, row)
	}
	if n := len(values) - facetRows; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}

// facetName writes a value of a field. Role families are ids ("ml-engineer") and become words ("ML engineer"); places
// and everything else that is not one stay as stated.
func facetName(s string) string { return prose.Clean(prose.Role(s), 60) }

// unit is a currency and a period: pay is never converted, so each has a figure of its own.
type unit struct{ currency, period string }

// String says it in words: "EUR a year", "USD an hour".
func (u unit) String() string {
	currency, period := cmp.Or(prose.Clean(u.currency, 8), "currency not stated"), cmp.Or(prose.Clean(u.period, 12), "period not stated")
	switch {
	case u.period == "":
		return currency + ", " + period
	case u.period == "hour":
		return currency + " an hour"
	case u.currency == "":
		return currency + ", a " + period
	}
	return currency + " a " + period
}

// salaryPart draws pay as stated, one figure for each unit in the order of the result, and one table of all.
func (r teller) salaryPart() page.Part {
	p := page.Part{Heading: "Pay"}
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
		if f := r.salaryFigure(u, groups[u]); f != nil {
			p.Figures = append(p.Figures, *f)
		}
		for _, b := range groups[u] {
			t.Rows = append(t.Rows, salaryRow(u, b))
		}
	}
	if len(p.Figures) == 0 {
		p.Text = []prose.Para{r.Say("salary.none", nil)}
		if stated := r.stated(); len(stated) > 0 {
			p.Text = []prose.Para{r.Say("salary.few", prose.Fills{"list": prose.List(stated)})}
		}
	}
	if len(t.Rows) > 0 {
		p.Know = &page.Know{Method: []prose.Para{r.Say("method.pay", nil)}, Tables: []page.Table{t}}
	}
	return p
}

// statedMost is how many postings are named with their pay where none can be drawn.
const statedMost = 8

// stated lists pay as postings state it, with the posting: what is too little to draw is still worth reading.
func (r teller) stated() (out []string) {
	more := 0
	for _, row := range r.Newest() {
		s := row.Salary
		if s == nil || s.Min <= 0 && s.Max <= 0 {
			continue
		}
		if len(out) == statedMost {
			more++
			continue
		}
		amount := money(max(s.Min, s.Max))
		if s.Min > 0 && s.Max > s.Min {
			amount = money(s.Min) + "–" + amount
		}
		who := cmp.Or(prose.Clean(row.Title, 60), "a posting")
		if row.Employer != "" {
			who += " at " + prose.Clean(row.Employer, 60)
		}
		out = append(out, amount+" "+unit{s.Currency, string(s.Period)}.String()+" ("+who+")")
	}
	if more > 0 {
		out = append(out, prose.Thousands(more)+" more")
	}
	return out
}

// salaryFigure draws the boxes of one unit; nil when every band of it is hidden for too few postings.
func (r teller) salaryFigure(u unit, bands []demand.SalaryBand) *page.Figure {
	var boxes []chart.Box
	top := 0.0
	for _, b := range bands {
		if b.Hidden {
			continue
		}
		name, m := bandName(b), b.Mid
		box := chart.Box{Low: m.Low, Q1: m.Q1, Median: m.Median, Q3: m.Q3, High: m.High, Colour: "@ink"}
		if b.Platform != "" {
			box.Colour = chart.Colour("@" + prose.Accent(b.Platform))
		}
		box.Label, box.End = name, "n = "+prose.Thousands(b.N)
		box.Tip = fmt.Sprintf("%s: median %s, half between %s and %s (n = %d)", name, money(m.Median), money(m.Q1), money(m.Q3), b.N)
		boxes, top = append(boxes, box), max(top, m.High)
	}
	if len(boxes) == 0 {
		return nil
	}
	opt, err := chart.Boxes(boxes, chart.Upto(top))
	r.Note(err)
	return &page.Figure{ID: prose.Slug("pay-" + u.currency + "-" + u.period), Form: "rows", Rows: len(boxes), Option: opt, Source: r.Source(),
		Title: r.Say("salary.title", prose.Fills{"unit": u.String()}).Plain(), Sub: r.Say("salary.sub", nil)}
}

// salaryRow is one band in the table; a hidden one keeps its row, so that its number of postings is told.
func salaryRow(u unit, b demand.SalaryBand) []page.Cell {
	row := []page.Cell{page.Head(u.String() + ", " + bandName(b)), page.Num(prose.Thousands(b.N))}
	if b.Hidden {
		return append(row, page.Text("fewer than five: hidden"), page.Num(""), page.Num(""), page.Num(""), page.Num(""))
	}
	for _, v := range []float64{b.Mid.Min, b.Mid.Q1, b.Mid.Median, b.Mid.Q3, b.Mid.Max} {
		row = append(row, page.Num(money(v)))
	}
	return row
}

// bandName says whose pay a band is.
func bandName(b demand.SalaryBand) string {
	if b.Platform == "" {
		return "all postings"
	}
	return prose.PlatformName(b.Platform, b.Platform)
}

// money writes an amount without its cents, which no posting means.
func money(v float64) string { return prose.Thousands(int(v)) }

// answerTogether shows what is asked for in the same posting.
func (r teller) answerTogether(s *page.Section) {
	x := r.Result.Together
	if !slices.ContainsFunc(x.Cells, func(c demand.Pair) bool { return c.Shown }) {
		s.Lead = []prose.Para{r.Say("together.none", nil)}
		return
	}
	s.Lead = []prose.Para{r.Say("together.flat", nil)}
	if best := r.strongest(x); best != nil {
		p := r.amongAskers(*best, x.Of)
		s.Lead = []prose.Para{r.Say("together.lead", prose.Fills{"platform": prose.PlatformName(best.Platform, best.Platform), "term": prose.Clean(best.Name, 60),
			"of": prose.Thousands(p.Of), "k": prose.Thousands(p.K), "within": prose.Within(p), "all": prose.OutOf(best.OfTerm, x.Of), "lift": fmt.Sprintf("%.1f", best.Lift)})}
	}
	cols := make([]string, len(x.Platforms))
	for i, id := range x.Platforms {
		cols[i] = prose.PlatformName(id, r.Platform(id).Name)
	}
	rows, cells := liftCells(x, cols)
	opt, err := chart.Heat(cols, rows, cells)
	r.Note(err)
	f := page.Figure{ID: "lift", Form: "heat", Rows: len(rows), Option: opt, Source: r.Source(), Title: r.Say("together.title", nil).Plain(), Legend: liftLegend(),
		Sub: r.Say("together.sub", prose.Fills{"n": prose.Thousands(x.Of)})}
	s.Parts = []page.Part{{Figures: []page.Figure{f}, Know: &page.Know{Method: []prose.Para{r.Say("method.lift", nil)}, Tables: []page.Table{liftTable(x)}}}}
}

// amongAskers is how many of those that ask for the pair's platform ask for its term too, with the interval on the
// effective number of these postings.
func (r teller) amongAskers(c demand.Pair, of int) demand.Proportion {
	p := demand.Proportion{K: c.Both, Of: c.OfPlatform, Share: float64(c.Both) / float64(c.OfPlatform)}
	p.Effective = r.Result.Effective * float64(c.OfPlatform) / float64(of)
	p.Low, p.High = demand.Wilson(p.Share, p.Effective)
	return p
}

// strongest is the pair with the highest lift among those whose whole interval lies above what all postings ask: the
// highest of many lifts is no finding when chance alone could have made it. The first of equals; nil when there is none.
func (r teller) strongest(x demand.Together) (best *demand.Pair) {
	for i := range x.Cells {
		c := &x.Cells[i]
		if !c.Shown || best != nil && c.Lift <= best.Lift {
			continue
		}
		if r.amongAskers(*c, x.Of).Low > float64(c.OfTerm)/float64(x.Of) {
			best = c
		}
	}
	return best
}

// liftCells are the cells of the heat map; a term without a single pair worth showing gets no row.
func liftCells(x demand.Together, cols []string) (rows []string, cells []chart.Cell) {
	rowOf, colOf := map[string]int{}, map[string]int{}
	for i, id := range x.Platforms {
		colOf[id] = i
	}
	for _, c := range x.Cells {
		if !c.Shown {
			continue
		}
		if _, ok := rowOf[c.Term]; !ok {
			rowOf[c.Term] = len(rows)
			rows = append(rows, prose.Clean(c.Name, 60))
		}
		// One decimal in the cell: more would pretend to a precision that a handful of postings does not have.
		cells = append(cells, chart.Cell{X: colOf[c.Platform], Y: rowOf[c.Term], Value: float64(int(c.Lift*10+0.5)) / 10, Step: liftStep(c.Lift), Key: "t:" + c.Term,
			Tip: fmt.Sprintf("%s with %s: %d postings ask for both, lift %.1f", prose.Clean(c.Name, 60), cols[colOf[c.Platform]], c.Both, c.Lift)})
	}
	return rows, cells
}

// liftTable is the twin of the heat map, with the counts that a lift is made of.
func liftTable(x demand.Together) page.Table {
	t := page.Table{ID: "together-table", Caption: "Platform and skill or tool in the same posting", Head: page.Heads("Skill or tool", "Platform", "#Both", "#Platform", "#Skill or tool", "#Lift")}
	for _, c := range x.Cells {
		if c.Shown {
			t.Rows = append(t.Rows, []page.Cell{page.Head(c.Name), page.Text(prose.PlatformName(c.Platform, c.Platform)), page.Num(prose.Thousands(c.Both)),
				page.Num(prose.Thousands(c.OfPlatform)), page.Num(prose.Thousands(c.OfTerm)), page.Num(fmt.Sprintf("%.1f", c.Lift))})
		}
	}
	return t
}

// liftEdges part the depths of colour of a lift.
var liftEdges = [...]float64{0.9, 1.2, 1.8, 3}

// liftStep is the depth of colour of a lift: 1 (rarer together than by chance) to 5.
func liftStep(l float64) int {
	step := 1
	for _, edge := range liftEdges {
		if l >= edge {
			step++
		}
	}
	return step
}

// liftLegend says what the depths of colour mean.
func liftLegend() []page.Legend {
	text := func(f float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", f), ".0") }
	out := []page.Legend{{Text: "under " + text(liftEdges[0]) + ": rarer together", Class: "heat-1"}}
	for i := range liftEdges[1:] {
		out = append(out, page.Legend{Text: text(liftEdges[i]) + " to " + text(liftEdges[i+1]), Class: fmt.Sprintf("heat-%d", i+2)})
	}
	out[1].Text += ": about chance"
	return append(out, page.Legend{Text: text(liftEdges[3]) + " and more", Class: "heat-5"})
}

// answerWeeks shows how the shares moved. One week is no change, and no date is no week: both are said.
func (r teller) answerWeeks(s *page.Section) {
	ws := r.Result.Weeks
	met := 0
	for _, w := range ws {
		if w.Postings > 0 {
			met++
		}
	}
	switch met {
	case 0:
		s.Lead = []prose.Para{r.Say("weeks.none", nil)}
		return
	case 1:
		s.Lead = []prose.Para{r.Say("weeks.one", prose.Fills{"week": prose.Week(ws[0].Week)})}
		return
	}
	first, last := ws[0], ws[len(ws)-1]
	s.Lead = []prose.Para{r.Say("weeks.lead", prose.Fills{"from": prose.Week(first.Week), "to": prose.Week(last.Week), "a": prose.Thousands(first.Postings), "b": prose.Thousands(last.Postings)})}
	s.Lead = append(s.Lead, r.moved(ws)...)
	p := page.Part{Know: &page.Know{Method: []prose.Para{r.Say("method.weeks", nil)}, Tables: []page.Table{r.weekTable(ws)}}}
	for _, d := range r.Columns() {
		if d.Share.K > 0 {
			p.Figures = append(p.Figures, r.weekFigure(d, ws))
		}
	}
	s.Parts = []page.Part{p}
}

// moved says which platforms' shares rose or fell from the earlier half of the weeks to the later one by more than
// chance. Single weeks are too small to compare; halves of fewer than demand.DemandFloor effective postings are as well.
func (r teller) moved(ws []demand.Week) []prose.Para {
	met := slices.DeleteFunc(slices.Clone(ws), func(w demand.Week) bool { return w.Postings == 0 })
	early, late := met[:len(met)/2], met[len(met)/2:]
	var out []prose.Para
	for _, d := range r.Columns() {
		a, b := pooled(early, d.ID), pooled(late, d.ID)
		if min(a.Effective, b.Effective) < demand.DemandFloor {
			return []prose.Para{r.Say("weeks.few", nil)}
		}
		way := ""
		switch low, high := difference(a, b); {
		case low > 0:
			way = "rose"
		case high < 0:
			way = "fell"
		default:
			continue
		}
		out = append(out, r.Say("weeks.moved", prose.Fills{"platform": prose.PlatformName(d.ID, d.Name), "way": way, "a": prose.Share(a), "b": prose.Share(b)}))
	}
	if len(out) == 0 {
		return []prose.Para{r.Say("weeks.still", nil)}
	}
	return out
}

// pooled is the share of a platform over some weeks together.
func pooled(ws []demand.Week, platform string) (p demand.Proportion) {
	for _, w := range ws {
		q := w.Platforms[platform]
		p.K, p.Of, p.Effective = p.K+q.K, p.Of+q.Of, p.Effective+q.Effective
	}
	p.Share = float64(p.K) / float64(max(1, p.Of))
	p.Low, p.High = demand.Wilson(p.Share, p.Effective)
	return p
}

// difference is the 95 % interval of b − a, by Newcombe's square-and-add of the two Wilson intervals (1998, method 10).
// Example: 10 of 40 and 24 of 40: 0.35, from 0.14 to 0.52.
func difference(a, b demand.Proportion) (low, high float64) {
	d := b.Share - a.Share
	return d - math.Hypot(b.Share-b.Low, a.High-a.Share), d + math.Hypot(b.High-b.Share, a.Share-a.Low)
}

// weekFigure is the line of one platform. The axis always ends at 100 %, so that the platforms can be compared side
// by side, and a week without postings is a gap: its share is not known, which is not zero.
func (r teller) weekFigure(p demand.PlatformDemand, ws []demand.Week) page.Figure {
	steps, ticks, note := make([]chart.Step, len(ws)), r.changes(ws), ""
	if len(ticks) > 0 {
		note = r.Say("weeks.ticks", nil).Plain()
	}
	for i, w := range ws {
		q := w.Platforms[p.ID]
		steps[i] = chart.Step{Label: weekLabel(w.Week), Value: q.Share * 100, Low: q.Low * 100, High: q.High * 100,
			Missing: w.Postings == 0, Tip: prose.Week(w.Week) + ": " + prose.Share(q)}
	}
	opt, err := chart.Band(steps, chart.Colour("@"+prose.Accent(p.ID)), chart.Axis{Max: 100, Unit: " %"}, ticks)
	r.Note(err)
	return page.Figure{ID: "weeks-" + prose.Slug(p.ID), Form: "band", Rows: 1, Option: opt, Source: r.Source(), Warn: r.Warnings("weeks"),
		Title: r.Say("weeks.title", prose.Fills{"platform": prose.PlatformName(p.ID, p.Name)}).Plain(), Sub: r.Say("weeks.sub", nil), Note: note}
}

// changes are the labels of the weeks in which the vocabulary changed.
func (r teller) changes(ws []demand.Week) []string {
	var out []string
	for _, at := range r.Ledger.Changed {
		t, err := time.Parse(time.RFC3339, at)
		if err != nil {
			continue
		}
		week := demand.WeekOf(t.UTC())
		if slices.ContainsFunc(ws, func(w demand.Week) bool { return w.Week == week }) && !slices.Contains(out, weekLabel(week)) {
			out = append(out, weekLabel(week))
		}
	}
	return out
}

// weekLabel is how a week stands under a line: "W47".
func weekLabel(week string) string { return week[max(0, len(week)-3):] }

// weekTable is the twin of the lines, the empty weeks too.
func (r teller) weekTable(ws []demand.Week) page.Table {
	cols := r.Columns()
	t := page.Table{ID: "weeks-table", Caption: "Postings first met each week", Head: withPlatforms(cols, "Week", "#Postings")}
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
