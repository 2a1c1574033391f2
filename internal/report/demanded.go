package report

import (
	"fmt"
	"slices"
	"strings"

	"jobsignal/internal/chart"
	"jobsignal/internal/demand"
)

// kinds are the layers of a stacked bar, strongest first. The hatch says again what the lighter colour says.
func kinds() []chart.Part {
	return []chart.Part{{Name: "required"}, {Name: "duty", Suffix: "-duty"}, {Name: "preferred", Suffix: "-preferred", Hatch: true}}
}

// kindLegend is the legend of every stacked bar.
func kindLegend() []legend {
	return []legend{{"required", "k-required"}, {"duty", "k-duty"}, {"preferred", "k-preferred"}}
}

// answerPlatforms compares the platforms.
func (r *Report) answerPlatforms(s *section) {
	ps := r.demandedPlatforms()
	s.Lead = r.platformLead(ps)
	if len(ps) == 0 {
		return
	}
	if r.in.Result.HardOf > 0 {
		f := r.enoughFigure(ps)
		s.Parts = append(s.Parts, part{Figures: []figure{f}, Know: &know{
			Method: []para{r.say("method.enough", nil)}, Tables: []table{r.platformTable(ps)}}})
	}
	f := r.kindFigure(ps)
	s.Parts = append(s.Parts, part{Live: "mix", Text: r.mix(ps), Figures: []figure{f}, Know: &know{
		Method: []para{r.say("method.share", nil)}, Tables: []table{r.mixTable(ps)}}})
}

// demandedPlatforms are the platforms that any posting asks for; the three with exams always have a row.
func (r *Report) demandedPlatforms() []demand.PlatformDemand {
	var out []demand.PlatformDemand
	for _, p := range r.in.Result.Platforms {
		if p.Share.K > 0 || accent(p.ID) != "other" {
			out = append(out, p)
		}
	}
	if r.in.Result.NoPlatform.K == r.n() {
		return nil
	}
	return out
}

func (r *Report) platformLead(ps []demand.PlatformDemand) []para {
	none := r.in.Result.NoPlatform
	if len(ps) == 0 || r.in.Result.HardOf == 0 {
		var asked []string
		for _, p := range ps {
			asked = append(asked, platformName(p.ID, p.Name)+": "+share(p.Share))
		}
		return []para{r.say("platforms.none", fills{"share": list(asked)})}
	}
	if !r.ranks() {
		var would []string
		for _, p := range ps {
			would = append(would, platformName(p.ID, p.Name)+" would do for "+share(p.Enough))
		}
		return []para{r.say("platforms.tally", fills{"n": r.postings(), "list": list(would)})}
	}
	first := ps[0]
	lead := r.say("platforms.lead", fills{"platform": platformName(first.ID, first.Name), "enough": share(first.Enough), "only": share(first.Only)})
	out := []para{lead}
	if len(ps) > 1 && ps[1].Share.K > 0 {
		p := ps[1]
		out = append(out, r.say("platforms.second", fills{"platform": platformName(p.ID, p.Name), "enough": share(p.Enough), "only": share(p.Only)}))
	}
	any := demand.Proportion{K: none.Of - none.K, Of: none.Of, Share: 1 - none.Share, Low: 1 - none.High, High: 1 - none.Low}
	return append(out, r.say("platforms.asked", fills{"list": "In all, " + share(any), "none": thousands(none.K)}))
}

// enoughFigure is the dot-and-whisker of enough and only, two rows for each platform.
func (r *Report) enoughFigure(ps []demand.PlatformDemand) figure {
	var dots []chart.Dot
	top := 0.0
	for _, p := range ps {
		name, colour := platformName(p.ID, p.Name), chart.Colour("@"+accent(p.ID))
		for i, q := range []demand.Proportion{p.Enough, p.Only} {
			d := chart.Dot{Value: q.Share * 100, Low: q.Low * 100, High: q.High * 100, Colour: colour, Hollow: i == 1}
			d.Label = name + " would do"
			if i == 1 {
				d.Label = "nothing but " + name
			}
			d.End, d.Key = short(q), "p:"+p.ID
			d.Tip = d.Label + ": " + share(q)
			top = max(top, d.High)
			dots = append(dots, d)
		}
	}
	opt, err := chart.Whiskers(dots, chart.Percent(top))
	r.note(err)
	first := ps[0]
	title := r.say("platforms.title", fills{"platform": platformName(first.ID, first.Name), "k": thousands(first.Enough.K), "of": thousands(first.Enough.Of)})
	if !r.ranks() {
		title = r.say("platforms.title.tally", nil)
	}
	return figure{ID: "enough", Form: "rows", Rows: len(dots), Option: opt, Source: r.source(), Warn: r.warnings("platforms"),
		Title:  title.Plain(),
		Sub:    r.say("platforms.sub", fills{"of": thousands(r.in.Result.HardOf), "dates": r.dates()}),
		Legend: []legend{{"would do", "dot"}, {"only this one accepted", "ring"}}}
}

func (r *Report) kindFigure(ps []demand.PlatformDemand) figure {
	bars, top := make([]chart.Bar, len(ps)), 0.0
	for i, p := range ps {
		bars[i] = r.bar(p.Share, p.ByKind, accent(p.ID))
		bars[i].Label, bars[i].Key = platformName(p.ID, p.Name), "p:"+p.ID
		top = max(top, p.Share.Share*100)
	}
	opt, err := chart.Stacked(kinds(), bars, chart.Percent(top))
	r.note(err)
	return figure{ID: "kinds", Form: "rows", Rows: len(bars), Option: opt, Source: r.source(), Legend: kindLegend(),
		Title: r.say("kinds.title", nil).Plain(), Sub: r.say("kinds.sub", fills{"n": thousands(r.n()), "dates": r.dates()})}
}

// bar is one stacked bar: the share of the postings cut by kind.
func (r *Report) bar(p demand.Proportion, k demand.ByKind, colour string) chart.Bar {
	b := chart.Bar{Colour: chart.Colour("@" + colour), Values: make([]float64, 3)}
	if total := k.Required + k.Duty + k.Preferred; total > 0 {
		for i, n := range []int{k.Required, k.Duty, k.Preferred} {
			b.Values[i] = p.Share * 100 * float64(n) / float64(total)
		}
	}
	b.End = short(p)
	b.Tip = fmt.Sprintf("%s: %d required, %d duty, %d preferred", share(p), k.Required, k.Duty, k.Preferred)
	return b
}

// mix says who wants one platform only, and who takes or wants several.
func (r *Report) mix(ps []demand.PlatformDemand) []para {
	p := ps[0]
	if p.Share.K == 0 {
		return nil
	}
	return []para{r.say("platforms.mix", fills{"k": thousands(p.Share.K), "platform": platformName(p.ID, p.Name),
		"exclusive": thousands(p.Exclusive), "either": thousands(p.Either), "multi": thousands(p.Multi)})}
}

func (r *Report) platformTable(ps []demand.PlatformDemand) table {
	t := table{ID: "enough-table", Caption: "Platforms: enough and only",
		Head: heads("Platform", "#Would do", "#Nothing else accepted", "#Best standing in", "Evidence")}
	for _, p := range ps {
		h := head(platformName(p.ID, p.Name))
		h.Accent = accent(p.ID)
		t.Rows = append(t.Rows, []cell{h, num(share(p.Enough)), num(share(p.Only)), num(pct(p.First)), {Text: "sentences", Key: "p:" + p.ID}})
	}
	return t
}

func (r *Report) mixTable(ps []demand.PlatformDemand) table {
	t := table{ID: "kinds-table", Caption: "Platforms: how they are asked for",
		Head: heads("Platform", "#Asked for", "#Required", "#Duty", "#Preferred", "#No other named", "#Another would do", "#More than one wanted", "#One vote an employer")}
	for _, p := range ps {
		h := head(platformName(p.ID, p.Name))
		h.Accent = accent(p.ID)
		k := num(share(p.Share))
		k.Key = "p:" + p.ID
		t.Rows = append(t.Rows, []cell{h, k, num(thousands(p.ByKind.Required)), num(thousands(p.ByKind.Duty)), num(thousands(p.ByKind.Preferred)),
			num(thousands(p.Exclusive)), num(thousands(p.Either)), num(thousands(p.Multi)), num(share(p.Votes))})
	}
	return t
}

// termRows is the number of bars of a term figure; the rest stands in the table.
const termRows = 15

// answerSkills shows services for each platform, then skills, then tools.
func (r *Report) answerSkills(s *section) {
	x := r.in.Result
	for _, p := range r.demandedPlatforms() {
		terms := demanded(x.Services, p.ID)
		s.Lead = append(s.Lead, r.serviceLead(p, terms)...)
		if len(terms) > 0 {
			s.Parts = append(s.Parts, r.termPart(platformName(p.ID, p.Name)+" services", "services-"+accent(p.ID), accent(p.ID), terms))
		}
	}
	skills, tools := demanded(x.Skills, ""), demanded(x.Tools, "")
	if len(skills) > 0 && len(tools) > 0 && r.ranks() {
		id := "skills.lead"
		if ties(skills) > 1 {
			id = "skills.lead.tie"
		}
		s.Lead = append([]para{r.say(id, fills{"skill": list(names(skills, min(3, ties(skills)))), "share": share(skills[0].Demand),
			"tool": clean(tools[0].Name, 60), "toolshare": share(tools[0].Demand)})}, s.Lead...)
	}
	if len(skills) > 0 {
		s.Parts = append(s.Parts, r.termPart("Skills", "skills-figure", "other", skills))
	}
	if len(tools) > 0 {
		s.Parts = append(s.Parts, r.termPart("Tools and languages", "tools", "other", tools))
	}
	if certs := r.certTerms(); len(certs) > 0 {
		s.Parts = append(s.Parts, r.termPart("Certifications the postings name", "certs", "other", certs))
	}
	if len(s.Parts) == 0 {
		s.Lead = []para{r.say("skills.none", nil)}
	}
}

// certTerms are the certifications that postings name, by the names labels use.
func (r *Report) certTerms() []demand.TermDemand {
	certs := slices.Clone(demanded(r.in.Result.CertTerms, ""))
	for i := range certs {
		certs[i].Name = trimVendor(clean(certs[i].Name, 90))
	}
	return certs
}

// demanded are the terms that a posting asks for, of one platform when it is given.
func demanded(terms []demand.TermDemand, platform string) []demand.TermDemand {
	var out []demand.TermDemand
	for _, t := range terms {
		if t.Demand.K > 0 && (platform == "" || t.Platform == platform) {
			out = append(out, t)
		}
	}
	return out
}

func (r *Report) serviceLead(p demand.PlatformDemand, terms []demand.TermDemand) []para {
	f := fills{"platform": platformName(p.ID, p.Name)}
	switch {
	case len(terms) == 0 && accent(p.ID) == "other":
		return nil // a platform without services in the vocabulary
	case len(terms) == 0:
		return []para{r.say("services.none", f)}
	case !r.ranks():
		f["terms"] = list(names(terms, 6))
		return []para{r.say("services.tally", f)}
	case len(terms) == 1:
		f["term"], f["share"] = clean(terms[0].Name, 60), share(terms[0].Demand)
		return []para{r.say("services.lead", f)}
	}
	f["term"], f["share"] = clean(terms[0].Name, 60), share(terms[0].Demand)
	if n := ties(terms); n > 1 {
		f["term"] = list(names(terms, min(n, 3)))
		if n > 3 {
			f["term"] = fmt.Sprintf("%s and %d more", list(names(terms, 2)), n-2)
		}
		return []para{r.say("services.tie", f)}
	}
	f["next"], f["nextshare"] = clean(terms[1].Name, 60), share(terms[1].Demand)
	return []para{r.say("services.two", f)}
}

// names lists the first n names of terms.
func names(terms []demand.TermDemand, n int) []string {
	var out []string
	for _, t := range terms[:min(n, len(terms))] {
		out = append(out, clean(t.Name, 60))
	}
	return out
}

// termPart is one figure of demanded terms with its table.
func (r *Report) termPart(heading, id, colour string, terms []demand.TermDemand) part {
	bars, top, tall := []chart.Bar{}, 0.0, false
	for _, t := range terms[:min(termRows, len(terms))] {
		b := r.bar(t.Demand, t.ByKind, colour)
		b.Label, b.Sub, b.Key = clean(t.Name, 60), former(t), "t:"+t.ID
		top, tall = max(top, t.Demand.Share*100), tall || b.Sub != ""
		bars = append(bars, b)
	}
	opt, err := chart.Stacked(kinds(), bars, chart.Percent(top))
	r.note(err)
	f := figure{ID: id, Title: r.termTitle(heading, terms), Form: "rows", Rows: len(bars), Tall: tall, Option: opt,
		Sub: r.say("terms.sub", fills{"n": thousands(r.n()), "dates": r.dates()}), Source: r.source(), Legend: kindLegend()}
	if n := len(terms) - len(bars); n > 0 {
		f.Note = r.say("terms.more", fills{"n": thousands(n)}).Plain()
	}
	t := r.termTable(id+"-table", heading, colour, terms)
	return part{Heading: heading, Figures: []figure{f}, Know: &know{Method: []para{r.say("method.terms", nil)}, Tables: []table{t}}}
}

// ties counts the terms that share the first place.
func ties(terms []demand.TermDemand) int {
	n := 1
	for n < len(terms) && terms[n].Demand.K == terms[0].Demand.K {
		n++
	}
	return n
}

// termTitle states the finding: who leads, unless nothing may be ranked or several lead together.
func (r *Report) termTitle(heading string, terms []demand.TermDemand) string {
	ties := ties(terms)
	switch {
	case !r.ranks():
		return heading + ": a tally"
	case ties > 3:
		return fmt.Sprintf("%s: %d named equally often, by %s", heading, ties, of(terms[0].Demand))
	case ties > 1:
		return fmt.Sprintf("%s: %s lead together, %s each", heading, list(names(terms, ties)), of(terms[0].Demand))
	}
	return fmt.Sprintf("%s: %s leads, %s", heading, clean(terms[0].Name, 60), of(terms[0].Demand))
}

// former is the grey line under a term: its old names, or that it is gone.
func former(t demand.TermDemand) string {
	var s []string
	if t.State != "" {
		s = append(s, clean(t.State, 40))
	}
	if len(t.Was) > 0 {
		s = append(s, "was "+clean(strings.Join(t.Was, ", "), 60))
	}
	return strings.Join(s, " · ")
}

func (r *Report) termTable(id, caption, colour string, terms []demand.TermDemand) table {
	t := table{ID: id, Caption: caption, Head: heads("Name", "#Postings", "#Required", "#Duty", "#Preferred", "#Asked for alone", "#One of several", "#Employers", "Evidence")}
	limit := 200
	for _, x := range terms[:min(limit, len(terms))] {
		h := head(x.Name)
		h.Tag = clean(x.State, 40)
		if len(x.Was) > 0 {
			h.Lines = []line{{Text: clean(x.Name, 80)}, {Text: "was " + clean(strings.Join(x.Was, ", "), 120)}}
		}
		if colour != "other" {
			h.Accent = colour
		}
		t.Rows = append(t.Rows, []cell{h, num(share(x.Demand)), num(thousands(x.ByKind.Required)), num(thousands(x.ByKind.Duty)), num(thousands(x.ByKind.Preferred)),
			num(thousands(x.Alone)), num(thousands(x.Choice)), num(thousands(x.Employers)), {Text: "sentences", Key: "t:" + x.ID}})
	}
	if n := len(terms) - limit; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}
