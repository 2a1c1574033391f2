package report

import (
	"cmp"
	"fmt"

	"jobsignal/internal/brief"
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
)

// teller is the brief with this package's answer.
type teller struct{ *brief.Brief }

// believe answers why the reader should believe the report.
func believe(b *brief.Brief, s *page.Section) { teller{b}.answerBelieve(s) }

// answerBelieve accounts for everything: what was read, what was left out, how the numbers come about. It is the last
// question and the longest answer, because every other one rests on it.
func (r teller) answerBelieve(s *page.Section) {
	l, x := r.Ledger, r.Result
	id := "believe.lead"
	switch {
	case l.Postings == 0:
		id = "believe.lead.nothing"
	case l.Merged == 0:
		id = "believe.lead.none"
	}
	again := "of them advertise"
	if l.Merged == 1 {
		again = "of them advertises"
	}
	s.Lead = []prose.Para{r.Say(id, prose.Fills{"account": account(l), "read": prose.Count(met(l), "page"), "again": prose.Thousands(l.Merged) + " " + again, "unique": prose.Thousands(l.Unique)})}
	var text []prose.Para
	if r.N() > 0 {
		text = append(text, r.Say("believe.sample", nil))
	}
	if x.DesignEffect > 1.05 {
		text = append(text, r.Say("believe.effect", prose.Fills{"n": r.Postings(), "effective": prose.Worth(x.Effective), "deff": fmt.Sprintf("%.2f", x.DesignEffect)}))
	}
	if l.SeenMentions > 0 {
		text = append(text, r.Say("believe.seen", prose.Fills{"seen": prose.Thousands(l.SeenMentions), "mentions": prose.Thousands(l.Mentions)}))
	}
	for _, under := range []string{"data", "have"} {
		for _, w := range r.Warnings(under) {
			text = append(text, prose.Para{{Text: w}})
		}
	}
	quality := r.qualityTable()
	s.Parts = append(s.Parts, page.Part{Heading: "What was read", Text: text, Table: &quality})
	if l.Merged > 0 || len(l.MergedBy) > 0 {
		s.Parts = append(s.Parts, r.merges())
	}
	if len(l.Overrides) > 0 {
		s.Parts = append(s.Parts, r.overrides())
	}
	if len(l.Failed) > 0 {
		t := r.failedTable()
		s.Parts = append(s.Parts, page.Part{Heading: "Could not be read", Table: &t})
	}
	jobs := r.postingTable()
	if len(jobs.Rows) > 0 {
		p := page.Part{ID: "postings", Heading: "The postings", Table: &jobs}
		if len(jobs.Rows) > openRows { // a long list would stand between the reader and the method
			p.Table, p.Know = nil, &page.Know{Summary: "Show the postings, newest first", Tables: []page.Table{jobs}}
		}
		s.Parts = append(s.Parts, p)
	}
	if len(x.Seen) > 0 {
		t := r.seenTable()
		s.Parts = append(s.Parts, page.Part{Heading: "Seen, not counted", Know: &page.Know{Summary: "Show the terms", Method: []prose.Para{r.Say("method.seen", nil)}, Tables: []page.Table{t}}})
	}
	if len(r.Unknown) > 0 {
		t := r.unknownTable()
		s.Parts = append(s.Parts, page.Part{ID: "unknown", Heading: "Names the vocabulary does not know", Text: []prose.Para{r.Say("unknown.lead", nil)}, Table: &t})
	}
	s.Parts = append(s.Parts, r.graded()...)
	s.Parts = append(s.Parts, page.Part{ID: "method", Heading: "Method", Text: r.method()})
	made := r.madeTable()
	s.Parts = append(s.Parts, page.Part{Heading: "Made from", Table: &made})
}

// met is how many pages were read. A ledger without the count of sources knows the pages that were kept.
func met(l demand.Ledger) int { return max(l.Sources, l.Pages) }

// holding is how many of them hold a posting.
func holding(l demand.Ledger) int {
	n := met(l) - len(l.Failed)
	for _, k := range l.NoPosting {
		n -= k
	}
	return max(n, 0)
}

// account leads from what was read to the postings, so that the numbers of collect and those here meet.
func account(l demand.Ledger) string {
	n, all := holding(l), met(l)
	out := prose.Count(all, "page") + " read"
	if n < all {
		out += ", " + prose.Thousands(n) + " with a posting"
	}
	if l.Copies > 0 {
		out += ", " + prose.Thousands(l.Copies) + " of these byte for byte like another"
	}
	return out + ": " + prose.Count(l.Postings, "posting")
}

// openRows is the number of postings up to which their list stands open.
const openRows = 15

// qualityTable leads from pages to the postings of this report, one line for each reason on the way, so that a reader
// can add it up.
func (r teller) qualityTable() page.Table {
	l := r.Ledger
	t := page.Table{ID: "quality-table", Caption: "Everything that was read", Head: page.Heads("Read", "#Count")}
	add := func(name string, n int) {
		t.Rows = append(t.Rows, []page.Cell{page.Head(name), page.Num(prose.Thousands(n))})
	}
	add("pages (files, entries of exports, links)", met(l))
	for _, why := range brief.Reasons(l) {
		add("no posting: "+why.Text, why.Pages)
	}
	add("could not be read", len(l.Failed))
	add("pages with a posting", holding(l))
	add("of these, byte for byte like another", l.Copies)
	add("postings", l.Postings)
	add("of these, a job advertised again", l.Merged)
	add("different jobs", l.Unique)
	add("of these in this report", r.N())
	add("mentions in the postings, copies once", max(l.AllMentions, l.Mentions))
	add("mentions in the different jobs", l.Mentions)
	add("of these seen, not counted", l.SeenMentions)
	add("runs", l.Runs)
	return t
}

// failedTable names pages that could not be read, with the cause; the first fifty, for one cause often fails them all.
func (r teller) failedTable() page.Table {
	t := page.Table{ID: "failed-table", Caption: "Pages that could not be read", Head: page.Heads("Page", "Cause")}
	limit := 50
	for _, f := range r.Ledger.Failed[:min(limit, len(r.Ledger.Failed))] {
		t.Rows = append(t.Rows, []page.Cell{page.Head(f.Source), page.Text(f.Cause)})
	}
	if n := len(r.Ledger.Failed) - limit; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}

// postingTable lists the postings, newest first, each a door to all its sentences and a link to where it was found.
func (r teller) postingTable() page.Table {
	t := page.Table{ID: "postings-table", Caption: "The postings behind this report, newest first", Head: page.Heads("Title", "Employer", "Place", "#Posted", "Found in", "Evidence")}
	rows := r.Newest()
	origins := r.Whence()
	for _, row := range rows[:min(brief.PostingRows, len(rows))] {
		o := origins[row.Posting]
		h := page.Head(cmp.Or(prose.Clean(row.Title, 120), "(no title)"))
		h.Tag = r.Stale(row)
		found := page.Cell{Text: prose.Clean(first(o.Sources), 120), Link: prose.SafeLink(o.URL)}
		if o.Members > 1 {
			found.Tag = fmt.Sprintf("%d merged", o.Members)
		}
		t.Rows = append(t.Rows, []page.Cell{h, page.Text(cmp.Or(row.Employer, "not stated")), page.Text(row.Location), page.Num(prose.Clean(row.Posted, 10)), found, page.Sentences(fmt.Sprintf("j:%d", row.Posting))})
	}
	if n := len(rows) - brief.PostingRows; n > 0 {
		t.More = fmt.Sprintf("and %s more", prose.Thousands(n))
	}
	return t
}

// first is the first of some texts, "" when there is none.
func first(s []string) string {
	if len(s) == 0 {
		return ""
	}
	return s[0]
}

// seenTable lists terms that were seen and not counted. They show a reader what the rules keep out, and that nothing
// was overlooked.
func (r teller) seenTable() page.Table {
	t := page.Table{ID: "seen-table", Caption: "Terms that postings name without asking for them", Head: page.Heads("Name", "Kind", "#Postings")}
	limit := 40
	for _, x := range r.Result.Seen[:min(limit, len(r.Result.Seen))] {
		t.Rows = append(t.Rows, []page.Cell{page.Head(x.Name), page.Text(string(x.Kind)), page.Num(prose.Thousands(x.K))})
	}
	if n := len(r.Result.Seen) - limit; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}

// unknownMost is how many unknown names the page shows.
const unknownMost = 12

// unknownTable lists what postings ask for and nothing here counts: what a reader may be missing.
func (r teller) unknownTable() page.Table {
	t := page.Table{ID: "unknown-table", Caption: "Names in requirements, wishes and duties that nothing here counts", Head: page.Heads("Name", "#Postings", "For example")}
	for _, u := range r.Unknown[:min(unknownMost, len(r.Unknown))] {
		t.Rows = append(t.Rows, []page.Cell{page.Head(prose.Clean(u.Name, 60)), page.Num(prose.Thousands(u.Postings)), page.Text(prose.Clean(u.Example, 200))})
	}
	if n := len(r.Unknown) - unknownMost; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}

// method is how each measure comes about, in the words that stand under the figures too.
func (r teller) method() []prose.Para {
	var out []prose.Para
	for _, id := range []string{"method.share", "method.enough", "method.fit", "method.certainty", "method.settle"} {
		out = append(out, r.Say(id, nil))
	}
	return out
}

// madeTable says from what and with what the report was made: enough to make it again.
func (r teller) madeTable() page.Table {
	in, l := r.Input, r.Ledger
	t := page.Table{ID: "made-table", Caption: "Versions and digests", Head: page.Heads("What", "Value")}
	add := func(k, v string) {
		if v != "" {
			t.Rows = append(t.Rows, []page.Cell{page.Head(k), page.Text(v)})
		}
	}
	add("program", in.Version)
	add("made", in.Generated.UTC().Format("2006-01-02 15:04 UTC"))
	add("vocabulary", l.Vocabulary)
	add("reader", l.Reader)
	add("first run", l.FirstRun)
	add("last run", l.LastRun)
	add("resamples", fmt.Sprintf("%d, seed %d", in.Result.Draws, in.Result.Seed))
	add("since", in.Filters.Since)
	add("until", in.Filters.Until)
	add("title matches", in.Filters.Title)
	add("employer matches", in.Filters.Employer)
	add("you have", prose.List(brief.Held(in.Result.Have)))
	return t
}
