package report

import (
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
)

// correctedMost is how many terms of each kind the page shows corrected; exports have all.
const correctedMost = 8

// corrected is a share as it was counted, and as it would be without the mistakes of reading.
type corrected struct {
	group, id, name, platform string
	raw, share                demand.Proportion
}

// correct lists the shares that the grade corrects: platforms, then at most so many terms of each kind. It is empty
// where there is no grade, or one that does not speak of this report.
func correct(in *Input, most int) (out []corrected) {
	g := in.Grade
	if g == nil {
		return nil
	}
	if _, ok := g.Fits(&in.Ledger); !ok {
		return nil
	}
	add := func(group, id, name, platform string, raw demand.Proportion) {
		if share, ok := g.Correct(group, raw); ok && raw.Of > 0 {
			out = append(out, corrected{group, id, name, platform, raw, share})
		}
	}
	x := in.Result
	for _, p := range x.Platforms {
		add("platform", p.ID, prose.PlatformName(p.ID, p.Name), p.ID, p.Share)
	}
	for _, list := range [][]demand.TermDemand{x.Services, x.Skills, x.Tools} {
		for _, t := range list[:min(most, len(list))] {
			add(string(t.Kind), t.ID, t.Name, t.Platform, t.Demand)
		}
	}
	return out
}

// graded tells how well labelled postings were read, and what the shares are without those mistakes.
func (r teller) graded() []page.Part {
	p := page.Part{ID: "grade", Heading: "How well postings like these are read"}
	g := r.Grade
	if g == nil {
		p.Text = []prose.Para{r.Say("grade.none", nil)}
		return []page.Part{p}
	}
	fills := prose.Fills{"n": prose.Count(g.Documents, "posting"), "made": g.Made[:min(10, len(g.Made))]}
	if why, ok := g.Fits(&r.Ledger); !ok {
		fills["why"] = why
		p.Text = []prose.Para{r.Say("grade.unfit", fills)}
	} else {
		p.Text = []prose.Para{r.Say("grade.lead", fills)}
	}
	t := page.Table{ID: "grade-table", Caption: "Measured on postings that a person labelled", Head: page.Heads("Kind", "#Precision", "#Recall")}
	for _, x := range g.Groups {
		t.Rows = append(t.Rows, []page.Cell{page.Head(x.Group), page.Num(rate(x.Precision)), page.Num(rate(x.Recall))})
	}
	p.Table = &t
	rows := correct(&r.Input, correctedMost)
	if len(rows) == 0 {
		return []page.Part{p}
	}
	beside := correctedTable(rows)
	return []page.Part{p, {ID: "corrected", Heading: "Shares without these mistakes", Text: []prose.Para{r.Say("method.corrected", nil)}, Table: &beside}}
}

// rate is k of n and the interval of its share.
func rate(x demand.Rate) string {
	if x.Of == 0 {
		return "none to judge"
	}
	low, high := demand.Wilson(x.Share(), x.Effective)
	return prose.Share(demand.Proportion{K: x.K, Of: x.Of, Share: x.Share(), Low: low, High: high})
}

// correctedTable lays raw shares beside corrected ones.
func correctedTable(rows []corrected) page.Table {
	t := page.Table{ID: "corrected-table", Caption: "Shares of all postings of this report, raw and corrected for the mistakes of reading", Head: page.Heads("Name", "Kind", "#As counted", "#Corrected")}
	for _, c := range rows {
		t.Rows = append(t.Rows, []page.Cell{page.Head(c.name), page.Text(c.group), page.Num(prose.Pct(c.raw.Share) + " (" + prose.Within(c.raw) + ")"), page.Num(prose.Pct(c.share.Share) + " (" + prose.Within(c.share) + ")")})
	}
	return t
}
