package verdict

import (
	"fmt"
	"slices"
	"strings"

	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
)

// each lists a handful of postings one by one: a mean over eight says less than the eight themselves. Nil where they are
// more, or none.
func (r teller) each() *page.Part {
	if len(r.Result.Each) == 0 {
		return nil
	}
	of := map[int64]demand.PostingFit{}
	for _, p := range r.Result.Each {
		of[p.Posting] = p
	}
	x := r.Result.Recommendation
	ranks := r.Ranks()
	t := page.Table{ID: "each-table", Caption: "Posting by posting", Quiet: true, Head: page.Heads("Posting", "Platforms that would do", "#Posted")}
	if ranks { // a tally names no exam
		t.Head = slices.Insert(t.Head, 2, page.Heads("", "#The leader covers", "#The next covers")[1:]...)
	}
	for _, row := range r.Newest() {
		p := of[row.Posting]
		h := page.Head(jobName(row.Employer, row.Title))
		h.Tag, h.Key = r.Stale(row), fmt.Sprintf("j:%d", row.Posting)
		cells := []page.Cell{h, page.Text(accepts(p)), page.Num(prose.Clean(row.Posted, 10))}
		if ranks {
			cells = slices.Insert(cells, 2, page.Num(covers(x.Certification, p.Lead, p)), page.Num(covers(x.RunnerUp, p.Next, p)))
		}
		t.Rows = append(t.Rows, cells)
	}
	part := &page.Part{Heading: "Posting by posting", Table: &t}
	if ranks {
		part.Text = []prose.Para{r.Say("each.lead", nil)}
	}
	return part
}

// covers is how much of one posting an exam covers: "AI-103: 60 %".
func covers(code string, cover float64, p demand.PostingFit) string {
	switch {
	case code == "":
		return "–"
	case !p.Counted:
		return "asks for nothing in an exam"
	}
	return code + ": " + prose.Pct(cover)
}

// accepts says which platforms one posting would take.
func accepts(p demand.PostingFit) string {
	names := func(ids []string) (out []string) {
		for _, id := range ids {
			out = append(out, prose.PlatformName(id, id))
		}
		return out
	}
	switch {
	case len(p.Asks) == 0:
		return "any: none is asked for"
	case p.Any:
		return "any; names " + prose.List(names(p.Asks))
	case len(p.Would) == 0:
		return prose.List(names(p.Asks)) + " together"
	}
	return either(names(p.Would))
}

// either joins names of which one is enough: "a, b or c".
func either(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
	return strings.Join(names, "")
}
