// Package wanted answers what the postings ask for and what would have to be learned for it: platforms, services,
// skills and tools, the order of study, and whether the work builds models or integrates services.
package wanted

import (
	"fmt"
	"slices"
	"strings"

	"jobsignal/internal/brief"
	"jobsignal/internal/chart"
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
)

// teller is the brief with this package's answers.
type teller struct{ *brief.Brief }

// Platforms answers which platform.
func Platforms(b *brief.Brief, s *page.Section) { teller{b}.answerPlatforms(s) }

// Skills answers which services and skills, on each platform.
func Skills(b *brief.Brief, s *page.Section) { teller{b}.answerSkills(s) }

// Learn answers what the leading certifications would ask of the reader, in what order.
func Learn(b *brief.Brief, s *page.Section) { teller{b}.answerLearn(s) }

// Build answers whether the work builds models or integrates services.
func Build(b *brief.Brief, s *page.Section) { teller{b}.answerBuild(s) }

// kinds are the layers of a stacked bar in the order in which one wording outweighs another (job.Kinds). The lighter
// colour of the weaker kinds has its hatch or its outline as a second carrier of the same meaning, for readers who cannot
// tell the shades.
func kinds() []chart.Part {
	return []chart.Part{{Name: "required"}, {Name: "preferred", Suffix: "-preferred", Hatch: true}, {Name: "duty", Suffix: "-duty"}}
}

// kindLegend is the legend of every stacked bar.
func (r teller) kindLegend() []page.Legend {
	var out []page.Legend
	for _, k := range kinds() {
		out = append(out, page.Legend{Text: k.Name, Class: "k-" + k.Name, Note: r.Words.Notes[k.Name]})
	}
	return out
}

// answerPlatforms compares the platforms: first whether one would do, because that is what a reader can act on, then
// how firmly each is asked for. Postings that require no platform have no say in the first figure.
func (r teller) answerPlatforms(s *page.Section) {
	ps := r.Demanded()
	s.Lead = r.platformLead(ps)
	if len(ps) == 0 {
		return
	}
	if r.Result.HardOf > 0 {
		f := r.enoughFigure(ps)
		s.Parts = append(s.Parts, page.Part{Figures: []page.Figure{f}, Know: &page.Know{
			Method: []prose.Para{r.Say("method.enough", nil)}, Tables: []page.Table{r.platformTable(ps)}}})
	}
	f := r.kindFigure(ps)
	s.Parts = append(s.Parts, page.Part{Live: "mix", Text: r.mix(ps), Figures: []page.Figure{f}, Know: &page.Know{
		Method: []prose.Para{r.Say("method.share", nil)}, Tables: []page.Table{r.mixTable(ps)}}})
}

// platformLead says which platform would do, the runner-up, and how many ask for none. Where no posting requires one,
// shares are all there is; where too few can be ranked, every platform is listed and none leads.
func (r teller) platformLead(ps []demand.PlatformDemand) []prose.Para {
	none := r.Result.NoPlatform
	if len(ps) == 0 || r.Result.HardOf == 0 {
		var asked []string
		for _, p := range ps {
			asked = append(asked, prose.PlatformName(p.ID, p.Name)+": "+prose.Share(p.Share))
		}
		return []prose.Para{r.Say("platforms.none", prose.Fills{"share": prose.List(asked)})}
	}
	if !r.Ranks() {
		var would []string
		for _, p := range ps {
			would = append(would, prose.PlatformName(p.ID, p.Name)+" would do for "+prose.Share(p.Enough))
		}
		return []prose.Para{r.Say("platforms.tally", prose.Fills{"n": r.Postings(), "list": prose.List(would)})}
	}
	first := ps[0]
	lead := r.Say("platforms.lead", prose.Fills{"platform": prose.PlatformName(first.ID, first.Name), "enough": prose.Share(first.Enough), "only": prose.Share(first.Only)})
	out := []prose.Para{lead}
	if len(ps) > 1 && ps[1].Share.K > 0 {
		p := ps[1]
		out = append(out, r.Say("platforms.second", prose.Fills{"platform": prose.PlatformName(p.ID, p.Name), "enough": prose.Share(p.Enough), "only": prose.Share(p.Only)}))
	}
	any := demand.Proportion{K: none.Of - none.K, Of: none.Of, Share: 1 - none.Share, Low: 1 - none.High, High: 1 - none.Low}
	return append(out, r.Say("platforms.asked", prose.Fills{"list": "In all, " + prose.Share(any), "none": prose.Thousands(none.K)}))
}

// enoughFigure is the dot-and-whisker of enough and only, two rows for each platform: the filled dot says for how many
// the platform would do, the ring how many accept nothing else. The distance between them is the room to choose.
func (r teller) enoughFigure(ps []demand.PlatformDemand) page.Figure {
	var dots []chart.Dot
	top := 0.0
	for _, p := range ps {
		name, colour := prose.PlatformName(p.ID, p.Name), chart.Colour("@"+prose.Accent(p.ID))
		for i, q := range []demand.Proportion{p.Enough, p.Only} {
			d := chart.Dot{Value: q.Share * 100, Low: q.Low * 100, High: q.High * 100, Colour: colour, Hollow: i == 1}
			d.Label = name + " would do"
			if i == 1 {
				d.Label = "only " + name
			}
			d.End, d.Key = prose.Short(q), "p:"+p.ID
			if i == 0 {
				d.Key = "w:" + p.ID
			}
			d.Tip = d.Label + ": " + prose.Share(q)
			top = max(top, d.High)
			dots = append(dots, d)
		}
	}
	opt, err := chart.Whiskers(dots, chart.Percent(top))
	r.Note(err)
	first := ps[0]
	title := r.Say("platforms.title", prose.Fills{"platform": prose.PlatformName(first.ID, first.Name), "k": prose.Thousands(first.Enough.K), "of": prose.Thousands(first.Enough.Of)})
	if !r.Ranks() {
		title = r.Say("platforms.title.tally", nil)
	}
	return page.Figure{ID: "enough", Form: "rows", Rows: len(dots), Option: opt, Source: r.Source(), Warn: r.Warnings("platforms"),
		Title:  title.Plain(),
		Sub:    r.Say("platforms.sub", prose.Fills{"of": prose.Thousands(r.Result.HardOf), "dates": r.Dates()}),
		Legend: []page.Legend{{Text: "would do", Class: "dot"}, {Text: "only this one accepted", Class: "ring"}}}
}

// kindFigure shows how firmly each platform is asked for. A posting counts once, by its strongest wording.
func (r teller) kindFigure(ps []demand.PlatformDemand) page.Figure {
	bars, top := make([]chart.Bar, len(ps)), 0.0
	for i, p := range ps {
		bars[i] = r.bar(p.Share, p.ByKind, prose.Accent(p.ID))
		bars[i].Label, bars[i].Key = prose.PlatformName(p.ID, p.Name), "p:"+p.ID
		top = max(top, p.Share.Share*100)
	}
	opt, err := chart.Stacked(kinds(), bars, chart.Percent(top))
	r.Note(err)
	return page.Figure{ID: "kinds", Form: "rows", Rows: len(bars), Option: opt, Source: r.Source(), Legend: r.kindLegend(),
		Title: r.Say("kinds.title", nil).Plain(), Sub: r.Say("kinds.sub", prose.Fills{"n": prose.Thousands(r.N()), "dates": r.Dates()})}
}

// bar is one stacked bar: the share of the postings cut by kind. The cut is by counts, so that the parts add up to the
// share even where rows carry weights.
func (r teller) bar(p demand.Proportion, k demand.ByKind, colour string) chart.Bar {
	b := chart.Bar{Colour: chart.Colour("@" + colour), Values: make([]float64, 3)}
	if total := k.Required + k.Duty + k.Preferred; total > 0 {
		for i, n := range []int{k.Required, k.Preferred, k.Duty} {
			b.Values[i] = p.Share * 100 * float64(n) / float64(total)
		}
	}
	b.End = prose.Short(p)
	b.Tip = fmt.Sprintf("%s: %d required, %d preferred, %d duty", prose.Share(p), k.Required, k.Preferred, k.Duty)
	return b
}

// mix says who wants one platform only, and who takes or wants several: the difference between a list of choices and a
// job in several clouds, which a count of mentions cannot tell.
func (r teller) mix(ps []demand.PlatformDemand) []prose.Para {
	p := ps[0]
	if p.Share.K == 0 {
		return nil
	}
	return []prose.Para{r.Say("platforms.mix", prose.Fills{"k": prose.Thousands(p.Share.K), "platform": prose.PlatformName(p.ID, p.Name),
		"exclusive": prose.Thousands(p.Exclusive), "either": prose.Thousands(p.Either), "multi": prose.Thousands(p.Multi)})}
}

// platformTable is the twin of enoughFigure, with how often each platform has the best standing in the resamples.
func (r teller) platformTable(ps []demand.PlatformDemand) page.Table {
	t := page.Table{ID: "enough-table", Caption: "Platforms: enough and only",
		Head: page.Heads("Platform", "#Would do", "#Nothing else accepted", "#Best standing in", "Evidence")}
	for _, p := range ps {
		h := page.Head(prose.PlatformName(p.ID, p.Name))
		h.Accent = prose.Accent(p.ID)
		t.Rows = append(t.Rows, []page.Cell{h, page.Num(prose.Share(p.Enough)), page.Num(prose.Share(p.Only)), page.Num(r.first(p)), page.Sentences("w:" + p.ID)})
	}
	return t
}

// first is how often a platform has the best standing; below the floor of a ranking that is not told.
func (r teller) first(p demand.PlatformDemand) string {
	if !r.Ranks() {
		return "–"
	}
	return prose.Pct(p.First)
}

// mixTable is the twin of kindFigure, and the place for what stands beside a platform: no other, a choice, or more.
// The last column gives every employer one vote, which shows where one employer's many postings carry a share.
func (r teller) mixTable(ps []demand.PlatformDemand) page.Table {
	t := page.Table{ID: "kinds-table", Caption: "Platforms: how they are asked for",
		Head: page.Heads("Platform", "#Asked for", "#Required", "#Preferred", "#Duty", "#No other named", "#Others named, it would do", "#Others named, it would not", "#One vote an employer")}
	for _, p := range ps {
		h := page.Head(prose.PlatformName(p.ID, p.Name))
		h.Accent = prose.Accent(p.ID)
		k := page.Num(prose.Share(p.Share))
		k.Key = "p:" + p.ID
		t.Rows = append(t.Rows, []page.Cell{h, k, page.Num(prose.Thousands(p.ByKind.Required)), page.Num(prose.Thousands(p.ByKind.Preferred)), page.Num(prose.Thousands(p.ByKind.Duty)),
			page.Num(prose.Thousands(p.Exclusive)), page.Num(prose.Thousands(p.Either)), page.Num(prose.Thousands(p.Multi)), page.Num(prose.Share(p.Votes))})
	}
	return t
}

// termRows is the number of bars of a term figure; the rest stands in the table. Fifteen fit on one screen.
const termRows = 15

// answerSkills shows services for each platform, then skills, then tools, then the certifications that postings name
// themselves. The sentences come first, all together: they are the answer; the figures are its proof.
func (r teller) answerSkills(s *page.Section) {
	x := r.Result
	scale := widest(demanded(x.Services, "")) // one for all platforms: their bars are read against each other
	for _, p := range r.Demanded() {
		terms := demanded(x.Services, p.ID)
		s.Lead = append(s.Lead, r.serviceLead(p, terms)...)
		if len(terms) > 0 {
			s.Parts = append(s.Parts, r.termPart(prose.PlatformName(p.ID, p.Name)+" services", "services-"+prose.Accent(p.ID), prose.Accent(p.ID), terms, scale))
		}
	}
	skills, tools := demanded(x.Skills, ""), demanded(x.Tools, "")
	if len(skills) > 0 && len(tools) > 0 && r.Ranks() && skills[0].Demand.K > 1 {
		id := "skills.lead"
		if ties(skills) > 1 {
			id = "skills.lead.tie"
		}
		s.Lead = append([]prose.Para{r.Say(id, prose.Fills{"skill": prose.List(names(skills, min(3, ties(skills)))), "share": prose.Share(skills[0].Demand),
			"tool": prose.Clean(tools[0].Name, 60), "toolshare": prose.Share(tools[0].Demand)})}, s.Lead...)
	}
	if len(skills) > 0 {
		s.Parts = append(s.Parts, r.termPart("Skills", "skills-figure", "other", skills, widest(skills)))
	}
	if len(tools) > 0 {
		s.Parts = append(s.Parts, r.termPart("Tools and languages", "tools", "other", tools, widest(tools)))
	}
	if certs := r.certTerms(); len(certs) > 0 {
		s.Parts = append(s.Parts, r.termPart("Certifications the postings name", "certs", "other", certs, widest(certs)))
	}
	if len(s.Parts) == 0 {
		s.Lead = []prose.Para{r.Say("skills.none", nil)}
	}
}

// widest is the largest share among terms, in percent.
func widest(terms []demand.TermDemand) float64 {
	top := 0.0
	for _, t := range terms {
		top = max(top, t.Demand.Share*100)
	}
	return top
}

// certTerms are the certifications that postings name, by the names labels use.
func (r teller) certTerms() []demand.TermDemand {
	certs := slices.Clone(demanded(r.Result.CertTerms, ""))
	for i := range certs {
		certs[i].Name = brief.TrimVendor(prose.Clean(certs[i].Name, 90))
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

// serviceLead says which service of a platform is asked for most. Ties are told as ties, and where nothing may be
// ranked the names are listed without an order.
func (r teller) serviceLead(p demand.PlatformDemand, terms []demand.TermDemand) []prose.Para {
	f := prose.Fills{"platform": prose.PlatformName(p.ID, p.Name)}
	switch {
	case len(terms) == 0 && prose.Accent(p.ID) == "other":
		return nil // a platform without services in the vocabulary
	case len(terms) == 0:
		return []prose.Para{r.Say("services.none", f)}
	case !r.Ranks():
		f["terms"] = prose.List(names(terms, 6))
		return []prose.Para{r.Say("services.tally", f)}
	case len(terms) == 1:
		f["term"], f["share"] = prose.Clean(terms[0].Name, 60), prose.Share(terms[0].Demand)
		return []prose.Para{r.Say("services.lead", f)}
	}
	f["term"], f["share"] = prose.Clean(terms[0].Name, 60), prose.Share(terms[0].Demand)
	if n := ties(terms); n > 1 {
		f["term"] = prose.List(names(terms, min(n, 3)))
		if n > 3 {
			f["term"] = fmt.Sprintf("%s and %d more", prose.List(names(terms, 2)), n-2)
		}
		if terms[0].Demand.K == 1 {
			return []prose.Para{r.Say("services.once", f)}
		}
		return []prose.Para{r.Say("services.tie", f)}
	}
	f["next"], f["nextshare"] = prose.Clean(terms[1].Name, 60), prose.Share(terms[1].Demand)
	return []prose.Para{r.Say("services.two", f)}
}

// names lists the first n names of terms.
func names(terms []demand.TermDemand, n int) []string {
	var out []string
	for _, t := range terms[:min(n, len(terms))] {
		out = append(out, prose.Clean(t.Name, 60))
	}
	return out
}

// termPart is one figure of demanded terms with its table. At most termRows bars are drawn; the note below says how
// many more the table has, so that a cut is never silent. The axis reaches to scale, in percent.
func (r teller) termPart(heading, id, colour string, terms []demand.TermDemand, scale float64) page.Part {
	bars, tall := []chart.Bar{}, false
	for _, t := range terms[:min(termRows, len(terms))] {
		b := r.bar(t.Demand, t.ByKind, colour)
		b.Label, b.Sub, b.Key = prose.Clean(t.Name, 60), brief.Former(t), "t:"+t.ID
		if codes := r.Vocabulary.CertFor(t.ID); len(codes) > 0 { // a certification by its code, with its name under it
			c, _ := r.Vocabulary.Certification(codes[len(codes)-1])
			state, _, _ := strings.Cut(prose.Clean(t.State, 40), " ") // the day stands in the table
			b.Label, b.Sub = strings.TrimSuffix(strings.Join(codes, ", ")+" · "+state, " · "), brief.ShortName(c)
		}
		tall = tall || b.Sub != ""
		bars = append(bars, b)
	}
	opt, err := chart.Stacked(kinds(), bars, chart.Percent(scale))
	r.Note(err)
	f := page.Figure{ID: id, Title: r.termTitle(terms), Form: "rows", Rows: len(bars), Tall: tall, Option: opt,
		Sub: r.Say("terms.sub", prose.Fills{"n": prose.Thousands(r.N()), "dates": r.Dates()}), Source: r.Source(), Legend: r.kindLegend()}
	if n := len(terms) - len(bars); n > 0 {
		f.Note = r.Say("terms.more", prose.Fills{"n": prose.Thousands(n)}).Plain()
	}
	t := r.termTable(id+"-table", heading, colour, terms)
	return page.Part{Heading: heading, Figures: []page.Figure{f}, Know: &page.Know{Method: []prose.Para{r.Say("method.terms", nil)}, Tables: []page.Table{t}}}
}

// ties counts the terms that share the first place.
func ties(terms []demand.TermDemand) int {
	n := 1
	for n < len(terms) && terms[n].Demand.K == terms[0].Demand.K {
		n++
	}
	return n
}

// termTitle states the finding: who leads, unless nothing may be ranked or several lead together. Titles are read
// first and alone; one that named a leader among equals would be repeated.
func (r teller) termTitle(terms []demand.TermDemand) string {
	ties := ties(terms)
	switch {
	case !r.Ranks():
		return "A tally"
	case terms[0].Demand.K == 1 && ties > 1: // one posting each is no most
		return fmt.Sprintf("%d are asked for, each by one posting", ties)
	case ties > 3:
		return fmt.Sprintf("%d are asked for most, each by %s", ties, prose.Of(terms[0].Demand))
	case ties > 1:
		return fmt.Sprintf("%s are asked for most, each by %s", prose.List(names(terms, ties)), prose.Of(terms[0].Demand))
	}
	return fmt.Sprintf("%s is asked for most, by %s", prose.Clean(terms[0].Name, 60), prose.Of(terms[0].Demand))
}

// termTable is the twin of a term figure, with what a bar cannot show: whether the term stands alone or as one of
// several, and from how many employers the postings come.
func (r teller) termTable(id, caption, colour string, terms []demand.TermDemand) page.Table {
	t := page.Table{ID: id, Caption: caption, Head: page.Heads("Name", "#Postings", "#Required", "#Preferred", "#Duty", "#Asked for alone", "#One of several", "#Employers", "Evidence")}
	limit := 200
	for _, x := range terms[:min(limit, len(terms))] {
		h := page.Head(x.Name)
		h.Tag = prose.Clean(x.State, 40)
		if len(x.Was) > 0 {
			h.Lines = []page.Line{{Text: prose.Clean(x.Name, 80)}, {Text: "was " + prose.Clean(strings.Join(x.Was, ", "), 120)}}
		}
		if colour != "other" {
			h.Accent = colour
		}
		t.Rows = append(t.Rows, []page.Cell{h, page.Num(prose.Share(x.Demand)), page.Num(prose.Thousands(x.ByKind.Required)), page.Num(prose.Thousands(x.ByKind.Preferred)), page.Num(prose.Thousands(x.ByKind.Duty)),
			page.Num(prose.Thousands(x.Alone)), page.Num(prose.Thousands(x.Choice)), page.Num(prose.Thousands(x.Employers)), page.Sentences("t:" + x.ID)})
	}
	if n := len(terms) - limit; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}
