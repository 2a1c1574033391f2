package report

import (
	"cmp"
	"fmt"
	"slices"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
)

// merges says why postings became one job. The reasons are told in words, most frequent first; the rule stands folded
// under them, because a reader who doubts a merge needs its limits and nobody else does.
func (r teller) merges() page.Part {
	l := r.Ledger
	t := page.Table{ID: "merged-table", Caption: "Postings merged, by reason", Head: page.Heads("Why they are one job", "#Postings")}
	var why []string
	for _, reason := range reasons(l.MergedBy) {
		n := l.MergedBy[reason]
		if n == 0 {
			continue
		}
		why = append(why, fmt.Sprintf("%s (%s)", prose.Clean(reason, 80), prose.Thousands(n)))
		t.Rows = append(t.Rows, []page.Cell{page.Head(reason), page.Num(prose.Thousands(n))})
	}
	p := page.Part{Heading: "Counted once", Text: []prose.Para{r.Say("merged.lead", prose.Fills{"n": prose.Count(l.Merged, "posting"), "why": prose.List(why)})}}
	if len(why) == 0 {
		p.Text = []prose.Para{r.Say("merged.bare", prose.Fills{"n": prose.Count(l.Merged, "posting")})}
		return p
	}
	p.Know = &page.Know{Summary: "When postings count as one job", Tables: []page.Table{t}}
	if l.MergeRule != "" {
		p.Know.Method = []prose.Para{{{Text: prose.Clean(l.MergeRule, 2000)}}}
	}
	return p
}

// reasons sorts the reasons of merges, most frequent first.
func reasons(by map[string]int) []string {
	var out []string
	for reason := range by {
		out = append(out, reason)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(by[b], by[a]), cmp.Compare(a, b)) })
	return out
}

// overrideRows is how many corrections the page lists.
const overrideRows = 100

// overrides lists what the reader's own corrections changed: what each mention was, what it counts as now, and what
// that did to the count of demand. A correction that changed nothing is named by collect, not here.
func (r teller) overrides() page.Part {
	all := r.Ledger.Overrides
	gone, gained := 0, 0
	titles := map[int64]string{}
	for _, row := range r.Rows {
		titles[row.Posting] = prose.Clean(row.Title, 80) + " – " + cmp.Or(prose.Clean(row.Employer, 60), "no employer named")
	}
	t := page.Table{ID: "overrides-table", Caption: "Corrections in force", Head: page.Heads("Term", "Was", "Now", "Posting", "Sentence")}
	for i, o := range all {
		switch was, now := counts(o.Was), counts(o.Verdict); {
		case was && !now:
			gone++
		case now && !was:
			gained++
		}
		if i < overrideRows {
			t.Rows = append(t.Rows, r.overrideRow(o, titles[o.Posting]))
		}
	}
	if n := len(all) - overrideRows; n > 0 {
		t.More = fmt.Sprintf("and %s more", prose.Thousands(n))
	}
	lead := r.Say("override.lead", prose.Fills{"n": prose.Count(len(all), "mention"), "gone": prose.Thousands(gone), "gained": prose.Thousands(gained), "other": prose.Thousands(len(all) - gone - gained)})
	return page.Part{Heading: "What you corrected", Text: []prose.Para{lead}, Know: &page.Know{Summary: "Show the corrections", Tables: []page.Table{t}}}
}

// overrideRow is one correction. A posting that is not in this report keeps its line, without a door to its sentences.
func (r teller) overrideRow(o demand.Override, title string) []page.Cell {
	name := o.Term
	if t, ok := r.Vocabulary.Term(o.Term); ok {
		name = t.Name
	}
	posting := page.Cell{Text: "not in this report"}
	if title != "" {
		posting = page.Cell{Text: title, Key: fmt.Sprintf("j:%d", o.Posting)}
	}
	return []page.Cell{page.Head(name), page.Text(kindName(o.Was)), page.Text(kindName(o.Verdict)), posting, page.Text(o.Sentence)}
}

// counts reports whether a kind of mention is demand.
func counts(kind string) bool {
	return slices.Contains([]job.Kind{job.Required, job.Duty, job.Preferred}, job.Kind(kind))
}

// kindName says a kind of mention, or that it was dropped, in the words of the page.
func kindName(kind string) string {
	switch kind {
	case string(job.Context):
		return "seen, not counted"
	case string(job.Negated):
		return "not asked for"
	case "drop":
		return "dropped"
	}
	return kind
}
