package wanted

import (
	"cmp"
	"fmt"
	"slices"

	"jobsignal/internal/brief"
	"jobsignal/internal/chart"
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

// answerLearn says what the leading certifications would ask of the reader, in what order. The first stands open, the
// others are folded under it: a list of three plans at once is no plan.
func (r teller) answerLearn(s *page.Section) {
	leaders := r.leaders(3)
	if len(leaders) == 0 {
		s.Lead = []prose.Para{r.Say("learn.none", nil)}
		return
	}
	for i, f := range leaders {
		text, t := r.study(f, i)
		if i == 0 {
			s.Lead = text[:1]
			s.Parts = append(s.Parts, page.Part{Live: "study-0", Text: text[1:], Table: &t})
			continue
		}
		s.Parts = append(s.Parts, page.Part{Know: &page.Know{Live: fmt.Sprintf("study-%d", i), Summary: "The same for " + r.Cert(f.Code), Method: text, Tables: []page.Table{t}}})
	}
	if f := r.domainFigures(leaders); len(f) > 0 {
		s.Parts = append(s.Parts, page.Part{Heading: "Where exam and demand meet", Live: "domains", Text: []prose.Para{r.Say("domains.lead", prose.Fills{"n": prose.Count(r.Result.Counted, "posting")})}, Figures: f,
			Know: &page.Know{Method: []prose.Para{r.Say("method.domains", nil)}, Tables: []page.Table{r.domainTable(leaders)}}})
	}
	if len(r.Result.Plan) > 0 {
		t := r.planTable()
		s.Parts = append(s.Parts, page.Part{Heading: "One after another", Live: "second", Text: []prose.Para{r.second()}, Know: &page.Know{Method: []prose.Para{r.Say("method.plan", nil)}, Tables: []page.Table{t}}})
	}
	if len(r.Result.Have) > 0 {
		s.Parts = append(s.Parts, page.Part{Heading: "What you have", Text: r.have()})
	}
}

// leaders are the certifications worth learning for: the answer, the runner-up, then by fit. From a platform that the
// verdict does not name only its best is taken, so that every platform a reader may prefer has one.
func (r teller) leaders(n int) []demand.Fit {
	x := r.Result.Recommendation
	if x.Verdict == demand.Nothing || !r.Ranks() {
		return nil
	}
	var out []demand.Fit
	vendors := map[string]bool{}
	add := func(code string) {
		f, ok := r.Fits[code]
		if ok && f.Bookable && f.NoFit == "" && f.Fit > 0 && len(out) < n && !slices.ContainsFunc(out, func(o demand.Fit) bool { return o.Code == code }) {
			out, vendors[f.Vendor] = append(out, f), true
		}
	}
	add(x.Certification)
	add(x.RunnerUp)
	for _, f := range r.Bookable() {
		if !vendors[f.Vendor] {
			add(f.Code)
		}
	}
	return out
}

// studyItems is how many things to learn are listed for one certification.
const studyItems = 10

// study says where to start for one certification, what it would not cover, and lists the order. The order is demand
// times weight: what many postings ask and much of the exam is about comes first. i numbers the list for the script.
func (r teller) study(f demand.Fit, i int) ([]prose.Para, page.Table) {
	items, first := r.ToLearn(f), []string{}
	for _, it := range items[:min(3, len(items))] {
		first = append(first, prose.Clean(it.Name, 60))
	}
	text := []prose.Para{r.Say("learn.done", prose.Fills{"cert": f.Code})}
	if len(first) > 0 {
		text = []prose.Para{r.Say("learn.lead", prose.Fills{"cert": f.Code, "first": prose.List(first)})}
	}
	if base := f.WithHave - f.Adds; base > 0 && !f.Held {
		text = append(text, r.Say("learn.have", prose.Fills{"base": prose.Pct(base), "cert": f.Code, "with": prose.Pct(f.WithHave), "n": prose.Count(f.Counted, "posting")}))
	}
	text = append(text, r.Missing(f, 8))
	if c, ok := r.Vocabulary.Certification(f.Code); ok && c.Project != "" {
		text = append(text, r.Say("learn.project", prose.Fills{"project": prose.Clean(c.Project, 300)}))
	}
	t := page.Table{ID: fmt.Sprintf("study-%d-table", i), Caption: "Study order for " + f.Code, Head: page.Heads("#", "Learn", "#Asked for by", "Part of the exam")}
	for j, it := range items[:min(studyItems, len(items))] {
		k := page.Num(prose.OutOf(it.K, r.N()))
		k.Key = "t:" + it.ID
		t.Rows = append(t.Rows, []page.Cell{page.Num(fmt.Sprint(j + 1)), page.Head(it.Name), k, page.Cell{Text: studyPart(f, it)}})
	}
	if n := len(items) - studyItems; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return text, t
}

// studyPart names the part of the exam that a term stands in: the heaviest, or every one.
func studyPart(f demand.Fit, it demand.StudyItem) string {
	in := 0
	for _, d := range f.Domains {
		if slices.ContainsFunc(d.Terms, func(t demand.TermCount) bool { return t.ID == it.ID }) {
			in++
		}
	}
	if in > 1 && in == len(f.Domains) {
		return "every part"
	}
	return prose.Clean(it.Domain, 120)
}

// domainFigures are the small multiples of exam weight and demand, one for each certification, on one scale. Where the
// fill passes the outline, the postings ask for more of it than the exam tests.
func (r teller) domainFigures(fits []demand.Fit) []page.Figure {
	top := 0.0
	for _, f := range fits {
		for _, d := range f.Domains {
			top = max(top, d.Weight, d.Demand*100)
		}
	}
	var out []page.Figure
	for _, f := range fits {
		var pairs []chart.Pair
		for _, d := range f.Domains {
			row := chart.Row{Label: prose.Clean(d.Name, 60), Key: "d:" + f.Code + ":" + d.Name, End: fmt.Sprintf("%.0f | %.0f%s%%", d.Weight, d.Demand*100, prose.NB),
				Tip: fmt.Sprintf("%s: %.0f %% of the exam; %.0f %% of what a posting asks, in %d of %d postings", prose.Clean(d.Name, 90), d.Weight, d.Demand*100, d.Touched, f.Counted)}
			pairs = append(pairs, chart.Pair{Row: row, Outline: d.Weight, Fill: d.Demand * 100})
		}
		if len(pairs) == 0 {
			continue
		}
		opt, err := chart.Multiple(pairs, chart.Colour("@"+prose.Accent(f.Vendor)), chart.Percent(top))
		r.Note(err)
		out = append(out, page.Figure{ID: fmt.Sprintf("domains-%d", len(out)), Form: "panel", Rows: len(pairs), Option: opt,
			Title: r.Say("domains.title", prose.Fills{"code": f.Code, "domain": ripest(f.Domains)}).Plain(), Legend: []page.Legend{{Text: "exam weight", Class: "outline"}, {Text: "your demand", Class: prose.Accent(f.Vendor) + "-fill"}}})
	}
	return out
}

// ripest is the domain where demand and weight together are largest.
func ripest(ds []demand.DomainCover) string {
	best := slices.MaxFunc(ds, func(a, b demand.DomainCover) int { return cmp.Compare(a.Priority, b.Priority) })
	return prose.Clean(best.Name, 90)
}

// domainTable is the twin of the multiples, with the terms that are asked for most in each domain.
func (r teller) domainTable(fits []demand.Fit) page.Table {
	t := page.Table{ID: "domains-table", Caption: "Exam domains beside the demand for them",
		Head: page.Heads("Domain", "Certification", "#Weight in the exam", "#Share of what a posting asks", "#Postings touched", "#You have", "Asked for most")}
	for _, f := range fits {
		for _, d := range f.Domains {
			var top []string
			held := 0
			for _, c := range d.Terms {
				if c.Held {
					held++
				}
			}
			for _, c := range d.Terms[:min(5, len(d.Terms))] {
				top = append(top, fmt.Sprintf("%s %d", prose.Clean(c.Name, 50), c.K))
			}
			weight := "not known"
			if d.Weight > 0 {
				weight = fmt.Sprintf("%.0f%s%%", d.Weight, prose.NB)
			}
			t.Rows = append(t.Rows, []page.Cell{page.Head(d.Name), page.Text(f.Code), page.Num(weight), page.Num(prose.Pct(d.Demand)), page.Num(prose.OutOf(d.Touched, f.Counted)), page.Num(prose.OutOf(held, len(d.Terms))), page.Text(prose.List(top))})
		}
	}
	return t
}

// second says what a second certification would add to the one that is recommended. Under one point it adds nothing
// that a reader would notice, and the sentence says so.
func (r teller) second() prose.Para {
	plan := r.Result.Plan
	if i := slices.IndexFunc(plan, func(s demand.PlanStep) bool { return s.Code != r.Result.Recommendation.Certification }); i >= 0 && plan[i].Adds >= 0.01 {
		return r.Say("learn.second", prose.Fills{"cert": r.Cert(plan[i].Code), "adds": fmt.Sprint(prose.Percent(plan[i].Adds)), "total": prose.Pct(plan[i].Total)})
	}
	return r.Say("learn.second.none", nil)
}

// planTable is the greedy order of certifications, given what the reader holds.
func (r teller) planTable() page.Table {
	t := page.Table{ID: "plan-table", Caption: "What each further certification would add to everything before it",
		Head: page.Heads("Certification", "#Adds", "#Together")}
	for _, s := range r.Result.Plan {
		h := page.Head(r.Cert(s.Code))
		h.Accent = prose.Accent(r.Fits[s.Code].Vendor)
		t.Rows = append(t.Rows, []page.Cell{h, page.Num(prose.Pct(s.Adds)), page.Num(prose.Pct(s.Total))})
	}
	return t
}

// have says what the reader's own skills were understood as: an id that the vocabulary does not know would otherwise be
// lost without a word.
func (r teller) have() []prose.Para {
	var known, unknown []string
	for _, h := range r.Result.Have {
		if h.Known {
			known = append(known, prose.Clean(h.Name, 60))
		} else {
			unknown = append(unknown, prose.Clean(h.ID, 60))
		}
	}
	var out []prose.Para
	if len(known) > 0 {
		out = append(out, r.Say("have.known", prose.Fills{"list": prose.List(known)}))
	}
	if len(unknown) > 0 {
		out = append(out, r.Say("have.unknown", prose.Fills{"list": prose.List(unknown)}))
	}
	return out
}

// answerBuild places postings and exams between building models and integrating services. The side is named only when
// the whole interval of the mean lies on it. The decision frame of the articles stands below, whatever the axis says: it is
// what many readers come with.
func (r teller) answerBuild(s *page.Section) {
	a := r.Result.Axis
	switch {
	case a.Counted == 0:
		s.Lead = []prose.Para{r.Say("axis.none", nil)}
	case a.Counted < demand.AxisFloor:
		s.Lead = []prose.Para{r.Say("axis.few", prose.Fills{"n": prose.OutOf(a.Counted, r.N())})}
	default:
		s.Lead = []prose.Para{r.axisLead(a)}
		fig := r.axisFigure(a)
		s.Parts = append(s.Parts, page.Part{Figures: []page.Figure{fig}, Know: &page.Know{Method: []prose.Para{r.Say("method.axis", nil)}, Tables: []page.Table{r.axisTable(a)}}})
	}
	t := r.frameTable()
	s.Parts = append(s.Parts, page.Part{Heading: "By daily work: what guides say, and your postings", Text: []prose.Para{r.Say("frame.lead", nil)}, Table: &t})
}

// axisLead says which side most postings lean to, counts first. Only a mean whose whole interval lies on one side is
// told as a leaning of them all.
func (r teller) axisLead(a demand.Axis) prose.Para {
	build, integrate := leaning(a)
	id := "axis.lead.middle"
	switch {
	case !r.Ranks():
		id = "axis.lead.tally"
	case a.High < 0.5:
		id = "axis.lead.integrate"
	case a.Low > 0.5:
		id = "axis.lead.build"
	}
	return r.Say(id, prose.Fills{"build": prose.Thousands(build), "integrate": prose.Thousands(integrate), "n": prose.Thousands(a.Counted),
		"mean": fmt.Sprint(prose.Percent(a.Mean)), "range": fmt.Sprintf("%d–%d", prose.Percent(a.Low), prose.Percent(a.High))})
}

// leaning counts the postings on either side of the middle.
func leaning(a demand.Axis) (build, integrate int) {
	for _, p := range a.Places {
		switch {
		case p.At > 0.5:
			build += max(1, p.Count)
		case p.At < 0.5:
			integrate += max(1, p.Count)
		}
	}
	return build, integrate
}

// axisFigure is the strip of postings with the exams as flags. Only the exams that are compared above get a flag, unless
// there are few: twenty flags would hide the postings they stand over.
func (r teller) axisFigure(a demand.Axis) page.Figure {
	titles := map[int64]string{}
	for _, row := range r.Rows {
		titles[row.Posting] = prose.Clean(row.Title, 80) + " – " + prose.Clean(row.Employer, 60)
	}
	var points []chart.Point
	for _, p := range a.Places {
		for range max(1, p.Count) {
			points = append(points, chart.Point{At: p.At, Colour: "@other", Key: fmt.Sprintf("j:%d", p.Posting),
				Tip: fmt.Sprintf("%s: %d building, %d integrating", titles[p.Posting], p.Build, p.Integrate)})
		}
	}
	var flags []chart.Flag
	shown := map[string]bool{}
	for _, c := range r.Compared() {
		shown[c] = true
	}
	for _, c := range a.Certifications {
		if shown[c.Code] || len(a.Certifications) <= 6 {
			flags = append(flags, chart.Flag{At: c.At, Label: c.Code, Colour: chart.Colour("@" + prose.Accent(c.Vendor)), Tip: r.Cert(c.Code)})
		}
	}
	opt, units, err := chart.Strip(points, flags)
	r.Note(err)
	build, integrate := leaning(a)
	return page.Figure{ID: "axis", Form: "strip", Rows: units, Option: opt, Source: r.Source(), Left: "integrating AI services", Right: "building models",
		Title: r.Say("axis.title", prose.Fills{"build": prose.Thousands(build), "integrate": prose.Thousands(integrate)}).Plain(), Sub: r.Say("axis.sub", prose.Fills{"n": prose.Thousands(a.Counted), "left": prose.Thousands(a.LeftOut)})}
}

// axisTable is the twin of the strip by tenths; the exams stand in the tenth in which the vocabulary places them.
func (r teller) axisTable(a demand.Axis) page.Table {
	t := page.Table{ID: "axis-table", Caption: "Postings by tenth of the axis, 0 integrating to 100 building; exams beside them", Head: page.Heads("From", "#Postings", "Exams there")}
	for i, n := range a.Bins {
		var codes []string
		for _, c := range a.Certifications {
			if min(9, int(c.At*10)) == i {
				codes = append(codes, c.Code)
			}
		}
		t.Rows = append(t.Rows, []page.Cell{page.Head(fmt.Sprintf("%d–%d", i*10, i*10+10)), page.Num(prose.Thousands(n)), page.Text(prose.List(codes))})
	}
	return t
}

// frameTable is the articles' decision frame with the postings counted into it and today's exams beside it. A posting may
// stand in several rows.
func (r teller) frameTable() page.Table {
	t := page.Table{ID: "frame-table", Caption: "Daily work, how many postings ask for it, and which exam fits it",
		Head: page.Heads("Daily work", "#Postings that ask for it", "#Of these, for the exam's platform", "Side", "Guides say", "Today")}
	for i, f := range r.Articles.Frame {
		c, _ := r.Vocabulary.Certification(f.Code)
		n, on := r.asking(f, c.Vendor)
		k, here := page.Num(prose.Share(r.Proportion(n))), page.Num(prose.PlatformName(c.Vendor, c.Vendor)+": "+prose.Thousands(on))
		k.Live, here.Live = fmt.Sprintf("frame:%d", i), fmt.Sprintf("frameon:%d", i)
		if n > 0 {
			k.Key = fmt.Sprintf("f:%d", i)
		}
		side := "integrating services"
		if f.Side == "build" {
			side = "building models"
		}
		fit := r.Fits[f.Code]
		today := page.Text("still " + f.Code)
		if n := brief.Next(fit); !fit.Bookable && len(n) > 0 {
			today = page.Text("retired; " + prose.List(n))
		} else if !fit.Bookable {
			today = page.Text("retired")
		}
		t.Rows = append(t.Rows, []page.Cell{page.Head(f.Work), k, here, page.Text(side), page.Text(f.Code), today})
	}
	t.More = r.Articles.Shared
	return t
}

// asking counts the postings that ask for the work of a row of the frame: for AI at all, for one of its topics, and for the
// platform where the row's words name one; and how many of them ask for the exam's platform.
func (r teller) asking(f brief.Frame, vendor string) (n, on int) {
	for _, row := range r.Rows {
		asks := func(ok func(id string) bool) bool {
			return slices.ContainsFunc(row.Groups, func(g demand.Group) bool { return slices.ContainsFunc(g.Terms, ok) })
		}
		if !asks(func(id string) bool { return slices.Contains(f.Terms, id) }) || !asks(demand.AI) || f.Platform != "" && !asks(r.bound(f.Platform)) {
			continue
		}
		n += max(1, row.Count)
		if asks(r.bound(vendor)) {
			on += max(1, row.Count)
		}
	}
	return n, on
}

// bound says of a term whether asking for it is asking for a platform.
func (r teller) bound(platform string) func(id string) bool {
	return func(id string) bool {
		t, ok := r.Vocabulary.Term(id)
		return ok && t.Platform == platform && (t.Binds || t.Kind == taxonomy.Platform)
	}
}
