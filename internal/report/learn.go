package report

import (
	"fmt"
	"slices"

	"jobsignal/internal/chart"
	"jobsignal/internal/demand"
)

// answerLearn says what the leading certifications would ask of the reader, in what order.
func (r *Report) answerLearn(s *section) {
	leaders := r.leaders(3)
	if len(leaders) == 0 {
		s.Lead = []para{r.say("learn.none", nil)}
		return
	}
	for i, f := range leaders {
		text, t := r.study(f, i)
		if i == 0 {
			s.Lead = text[:1]
			s.Parts = append(s.Parts, part{Live: "study-0", Text: text[1:], Table: &t})
			continue
		}
		s.Parts = append(s.Parts, part{Know: &know{Live: fmt.Sprintf("study-%d", i), Summary: "The same for " + r.cert(f.Code), Method: text, Tables: []table{t}}})
	}
	if f := r.domainFigures(leaders); len(f) > 0 {
		s.Parts = append(s.Parts, part{Heading: "Where exam and demand meet", Figures: f,
			Know: &know{Method: []para{r.say("method.domains", nil)}, Tables: []table{r.domainTable(leaders)}}})
	}
	if len(r.in.Result.Plan) > 0 {
		t := r.planTable()
		s.Parts = append(s.Parts, part{Heading: "One after another", Live: "second", Text: []para{r.second()}, Know: &know{Method: []para{r.say("method.plan", nil)}, Tables: []table{t}}})
	}
	if len(r.in.Result.Have) > 0 {
		s.Parts = append(s.Parts, part{Heading: "What you have", Text: r.have()})
	}
}

// leaders are the certifications worth learning for: the answer, the runner-up, then by fit; one of a platform
// unless the verdict names it.
func (r *Report) leaders(n int) []demand.Fit {
	x := r.in.Result.Recommendation
	if x.Verdict == demand.Nothing || !r.ranks() {
		return nil
	}
	var out []demand.Fit
	vendors := map[string]bool{}
	add := func(code string) {
		f, ok := r.fits[code]
		if ok && f.Bookable && f.NoFit == "" && f.Fit > 0 && len(out) < n && !slices.ContainsFunc(out, func(o demand.Fit) bool { return o.Code == code }) {
			out, vendors[f.Vendor] = append(out, f), true
		}
	}
	add(x.Certification)
	add(x.RunnerUp)
	for _, f := range r.bookable() {
		if !vendors[f.Vendor] {
			add(f.Code)
		}
	}
	return out
}

// studyItems is how many things to learn are listed for one certification.
const studyItems = 10

// study says where to start for one certification, what it would not cover, and lists the order.
func (r *Report) study(f demand.Fit, i int) ([]para, table) {
	var first []string
	for _, it := range f.Study[:min(3, len(f.Study))] {
		first = append(first, clean(it.Name, 60))
	}
	text := []para{r.say("learn.done", fills{"cert": f.Code})}
	if len(first) > 0 {
		text = []para{r.say("learn.lead", fills{"cert": f.Code, "first": list(first)})}
	}
	text = append(text, r.missing(f, 8))
	if c, ok := r.in.Vocabulary.Certification(f.Code); ok && c.Project != "" {
		text = append(text, r.say("learn.project", fills{"project": clean(c.Project, 300)}))
	}
	t := table{ID: fmt.Sprintf("study-%d-table", i), Caption: "Study order for " + f.Code, Head: heads("#", "Learn", "#Asked for by", "Part of the exam")}
	for j, it := range f.Study[:min(studyItems, len(f.Study))] {
		k := num(outOf(it.K, r.n()))
		k.Key = "t:" + it.ID
		t.Rows = append(t.Rows, []cell{num(fmt.Sprint(j + 1)), head(it.Name), k, cell{Text: clean(it.Domain, 120)}})
	}
	if n := len(f.Study) - studyItems; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return text, t
}

// missing says what a certification would not cover of what other exams do.
func (r *Report) missing(f demand.Fit, n int) para {
	if len(f.Missing) == 0 {
		return r.say("learn.missing.none", fills{"cert": f.Code})
	}
	var out []string
	for _, t := range f.Missing[:min(n, len(f.Missing))] {
		out = append(out, fmt.Sprintf("%s (%d of %d)", clean(t.Name, 60), t.K, r.n()))
	}
	if rest := len(f.Missing) - len(out); rest > 0 {
		out = append(out, fmt.Sprintf("%d more", rest))
	}
	return r.say("learn.missing", fills{"cert": f.Code, "list": list(out)})
}

// domainFigures are the small multiples of exam weight and demand, one for each certification.
func (r *Report) domainFigures(fits []demand.Fit) []figure {
	top := 0.0
	for _, f := range fits {
		for _, d := range f.Domains {
			top = max(top, d.Weight, d.Demand*100)
		}
	}
	var out []figure
	for _, f := range fits {
		var pairs []chart.Pair
		for _, d := range f.Domains {
			row := chart.Row{Label: clean(d.Name, 60), Key: "d:" + f.Code + ":" + d.Name, End: fmt.Sprintf("%.0f | %.0f%s%%", d.Weight, d.Demand*100, nb),
				Tip: fmt.Sprintf("%s: %.0f %% of the exam; %.0f %% of what a posting asks, in %d of %d postings", clean(d.Name, 90), d.Weight, d.Demand*100, d.Touched, f.Counted)}
			pairs = append(pairs, chart.Pair{Row: row, Outline: d.Weight, Fill: d.Demand * 100})
		}
		if len(pairs) == 0 {
			continue
		}
		opt, err := chart.Multiple(pairs, chart.Colour("@"+accent(f.Vendor)), chart.Percent(top))
		r.note(err)
		out = append(out, figure{ID: fmt.Sprintf("domains-%d", len(out)), Form: "panel", Rows: len(pairs), Option: opt,
			Title: r.say("domains.title", fills{"code": f.Code}).Plain(), Legend: []legend{{"exam weight", "outline"}, {"your demand", accent(f.Vendor) + "-fill"}}})
	}
	return out
}

func (r *Report) domainTable(fits []demand.Fit) table {
	t := table{ID: "domains-table", Caption: "Exam domains beside the demand for them",
		Head: heads("Domain", "Certification", "#Weight in the exam", "#Share of what a posting asks", "#Postings touched", "Asked for most")}
	for _, f := range fits {
		for _, d := range f.Domains {
			var top []string
			for _, c := range d.Terms[:min(5, len(d.Terms))] {
				top = append(top, fmt.Sprintf("%s %d", clean(c.Name, 50), c.K))
			}
			weight := "not known"
			if d.Weight > 0 {
				weight = fmt.Sprintf("%.0f%s%%", d.Weight, nb)
			}
			t.Rows = append(t.Rows, []cell{head(d.Name), text(f.Code), num(weight), num(pct(d.Demand)), num(outOf(d.Touched, f.Counted)), text(list(top))})
		}
	}
	return t
}

// second says what a second certification would add.
func (r *Report) second() para {
	plan := r.in.Result.Plan
	if i := slices.IndexFunc(plan, func(s demand.PlanStep) bool { return s.Code != r.in.Result.Recommendation.Certification }); i >= 0 && plan[i].Adds >= 0.01 {
		return r.say("learn.second", fills{"cert": r.cert(plan[i].Code), "adds": fmt.Sprint(percent(plan[i].Adds)), "total": pct(plan[i].Total)})
	}
	return r.say("learn.second.none", nil)
}

func (r *Report) planTable() table {
	t := table{ID: "plan-table", Caption: "What each further certification would add to everything before it",
		Head: heads("Certification", "#Adds", "#Together")}
	for _, s := range r.in.Result.Plan {
		h := head(r.cert(s.Code))
		h.Accent = accent(r.fits[s.Code].Vendor)
		t.Rows = append(t.Rows, []cell{h, num(pct(s.Adds)), num(pct(s.Total))})
	}
	return t
}

// have says what the reader's own skills were understood as.
func (r *Report) have() []para {
	var known, unknown []string
	for _, h := range r.in.Result.Have {
		if h.Known {
			known = append(known, clean(h.Name, 60))
		} else {
			unknown = append(unknown, clean(h.ID, 60))
		}
	}
	var out []para
	if len(known) > 0 {
		out = append(out, r.say("have.known", fills{"list": list(known)}))
	}
	if len(unknown) > 0 {
		out = append(out, r.say("have.unknown", fills{"list": list(unknown)}))
	}
	return out
}

// answerBuild places postings and exams between building models and integrating services.
func (r *Report) answerBuild(s *section) {
	a := r.in.Result.Axis
	if a.Counted == 0 {
		s.Lead = []para{r.say("axis.none", nil)}
	} else {
		f := fills{"mean": fmt.Sprint(percent(a.Mean)), "range": fmt.Sprintf("%d–%d", percent(a.Low), percent(a.High)), "side": "building models"}
		id := "axis.lead"
		if a.High < 0.5 {
			f["side"] = "integrating AI services"
		} else if a.Low <= 0.5 {
			id = "axis.lead.middle"
		}
		s.Lead = []para{r.say(id, f)}
		fig := r.axisFigure(a)
		s.Parts = append(s.Parts, part{Figures: []figure{fig}, Know: &know{Method: []para{r.say("method.axis", nil)}, Tables: []table{r.axisTable(a)}}})
	}
	t := r.frameTable()
	s.Parts = append(s.Parts, part{Heading: "The articles' decision frame, with your postings in it", Text: []para{r.say("frame.lead", nil)}, Table: &t})
}

func (r *Report) axisFigure(a demand.Axis) figure {
	titles := map[int64]string{}
	for _, row := range r.in.Rows {
		titles[row.Posting] = clean(row.Title, 80) + " – " + clean(row.Employer, 60)
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
	for _, c := range r.comparedCodes() {
		shown[c] = true
	}
	for _, c := range a.Certifications {
		if shown[c.Code] || len(a.Certifications) <= 6 {
			flags = append(flags, chart.Flag{At: c.At, Label: c.Code, Colour: chart.Colour("@" + accent(c.Vendor)), Tip: r.cert(c.Code)})
		}
	}
	opt, units, err := chart.Strip(points, flags)
	r.note(err)
	return figure{ID: "axis", Form: "strip", Rows: units, Option: opt, Source: r.source(), Left: "integrating AI services", Right: "building models",
		Title: r.say("axis.title", nil).Plain(), Sub: r.say("axis.sub", fills{"n": thousands(a.Counted), "left": thousands(a.LeftOut)})}
}

func (r *Report) axisTable(a demand.Axis) table {
	t := table{ID: "axis-table", Caption: "Postings by tenth of the axis, 0 integrating to 100 building; exams beside them", Head: heads("From", "#Postings", "Exams there")}
	for i, n := range a.Bins {
		var codes []string
		for _, c := range a.Certifications {
			if min(9, int(c.At*10)) == i {
				codes = append(codes, c.Code)
			}
		}
		t.Rows = append(t.Rows, []cell{head(fmt.Sprintf("%d–%d", i*10, i*10+10)), num(thousands(n)), text(list(codes))})
	}
	return t
}

// frameTable is the articles' decision frame with the postings counted into it and today's exams beside it.
func (r *Report) frameTable() table {
	t := table{ID: "frame-table", Caption: "Daily work, how many postings ask for it, and which exam fits it",
		Head: heads("Daily work", "#Postings that ask for it", "Side", "The articles say", "Today")}
	for i, f := range r.facts.Frame {
		k := num(share(r.proportion(r.asking(f.Terms))))
		k.Key, k.Live = fmt.Sprintf("f:%d", i), fmt.Sprintf("frame:%d", i)
		side := "integrating services"
		if f.Side == "build" {
			side = "building models"
		}
		fit := r.fits[f.Code]
		today := text("still " + f.Code)
		if n := next(fit); !fit.Bookable && len(n) > 0 {
			today = text("retired; " + list(n))
		} else if !fit.Bookable {
			today = text("retired")
		}
		t.Rows = append(t.Rows, []cell{head(f.Work), k, text(side), text(f.Code), today})
	}
	t.More = r.facts.Shared
	return t
}

// asking counts the postings that ask for at least one of the terms.
func (r *Report) asking(terms []string) int {
	n := 0
	for _, row := range r.in.Rows {
		if slices.ContainsFunc(row.Groups, func(g demand.Group) bool {
			return slices.ContainsFunc(g.Terms, func(t string) bool { return slices.Contains(terms, t) })
		}) {
			n += max(1, row.Count)
		}
	}
	return n
}
