package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobsignal/internal/demand"
)

// answerBelieve accounts for everything: what was read, what was left out, how the numbers come about.
func (r *Report) answerBelieve(s *section) {
	l, x := r.in.Ledger, r.in.Result
	id := "believe.lead"
	if l.Merged == 0 {
		id = "believe.lead.none"
	}
	s.Lead = []para{r.say(id, fills{"pages": count(l.Pages, "page"), "postings": count(l.Postings, "posting"),
		"unique": thousands(l.Unique), "merged": thousands(l.Merged)})}
	text := []para{r.say("believe.sample", nil)}
	if x.DesignEffect > 1.05 {
		text = append(text, r.say("believe.effect", fills{"n": r.postings(), "effective": fmt.Sprintf("%.1f", x.Effective), "deff": fmt.Sprintf("%.2f", x.DesignEffect)}))
	}
	if l.SeenMentions > 0 {
		text = append(text, r.say("believe.seen", fills{"seen": thousands(l.SeenMentions), "mentions": thousands(l.Mentions)}))
	}
	for _, under := range []string{"data", "have"} {
		for _, w := range r.warnings(under) {
			text = append(text, para{{Text: w}})
		}
	}
	quality := r.qualityTable()
	s.Parts = append(s.Parts, part{Heading: "What was read", Text: text, Table: &quality})
	if len(l.Failed) > 0 {
		t := r.failedTable()
		s.Parts = append(s.Parts, part{Heading: "Could not be read", Table: &t})
	}
	jobs := r.postingTable()
	if len(jobs.Rows) > 0 {
		s.Parts = append(s.Parts, part{ID: "postings", Heading: "The postings", Table: &jobs})
	}
	if len(x.Seen) > 0 {
		t := r.seenTable()
		s.Parts = append(s.Parts, part{Heading: "Seen, not counted", Know: &know{Summary: "Show the terms", Method: []para{r.say("method.seen", nil)}, Tables: []table{t}}})
	}
	if r.in.Grade != nil {
		t := r.gradeTable()
		s.Parts = append(s.Parts, part{Heading: "How well your postings were read", Table: &t})
	}
	s.Parts = append(s.Parts, part{ID: "method", Heading: "Method", Text: r.method()})
	made := r.madeTable()
	s.Parts = append(s.Parts, part{Heading: "Made from", Table: &made})
}

func (r *Report) qualityTable() table {
	l := r.in.Ledger
	t := table{ID: "quality-table", Caption: "Everything that was read", Head: heads("Read", "#Count")}
	add := func(name string, n int) { t.Rows = append(t.Rows, []cell{head(name), num(thousands(n))}) }
	add("pages kept", l.Pages)
	add("postings read from them", l.Postings)
	add("merged: the same job advertised again", l.Merged)
	add("different jobs", l.Unique)
	add("of these in this report", r.n())
	for _, s := range reasons(l) {
		name, n, _ := strings.Cut(s, ": ")
		k, _ := strconv.Atoi(n)
		add("no posting: "+name, k)
	}
	add("pages that could not be read", len(l.Failed))
	add("mentions found", l.Mentions)
	add("of these seen, not counted", l.SeenMentions)
	add("runs", l.Runs)
	return t
}

func (r *Report) failedTable() table {
	t := table{ID: "failed-table", Caption: "Pages that could not be read", Head: heads("Page", "Cause")}
	limit := 50
	for _, f := range r.in.Ledger.Failed[:min(limit, len(r.in.Ledger.Failed))] {
		t.Rows = append(t.Rows, []cell{head(f.Source), text(f.Cause)})
	}
	if n := len(r.in.Ledger.Failed) - limit; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}

// postingRows is the number of postings listed.
const postingRows = 100

func (r *Report) postingTable() table {
	t := table{ID: "postings-table", Caption: "The postings behind this report, newest first", Head: heads("Title", "Employer", "Place", "#Posted", "Found in", "Evidence")}
	rows := r.newest()
	origins := r.origins()
	for _, row := range rows[:min(postingRows, len(rows))] {
		o := origins[row.Posting]
		h := head(cmp.Or(clean(row.Title, 120), "(no title)"))
		if row.Closed {
			h.Tag = "closed"
		}
		found := cell{Text: clean(first(o.Sources), 120), Link: safeLink(o.URL)}
		if o.Members > 1 {
			found.Tag = fmt.Sprintf("%d merged", o.Members)
		}
		t.Rows = append(t.Rows, []cell{h, text(cmp.Or(row.Employer, "not stated")), text(row.Location), num(clean(row.Posted, 10)), found, {Text: "sentences", Key: fmt.Sprintf("j:%d", row.Posting)}})
	}
	if n := len(rows) - postingRows; n > 0 {
		t.More = fmt.Sprintf("and %s more", thousands(n))
	}
	return t
}

// newest are the rows by week and day, newest first.
func (r *Report) newest() []demand.Row {
	rows := slices.Clone(r.in.Rows)
	slices.SortStableFunc(rows, func(a, b demand.Row) int {
		return cmp.Or(cmp.Compare(b.Week, a.Week), cmp.Compare(b.Posted, a.Posted), cmp.Compare(a.Posting, b.Posting))
	})
	return rows
}

// origins finds where a posting came from by its id.
func (r *Report) origins() map[int64]demand.Origin {
	out := make(map[int64]demand.Origin, len(r.in.Origins))
	for _, o := range r.in.Origins {
		out[o.Posting] = o
	}
	return out
}

func first(s []string) string {
	if len(s) == 0 {
		return ""
	}
	return s[0]
}

func (r *Report) seenTable() table {
	t := table{ID: "seen-table", Caption: "Terms that postings name without asking for them", Head: heads("Name", "Kind", "#Postings")}
	limit := 40
	for _, x := range r.in.Result.Seen[:min(limit, len(r.in.Result.Seen))] {
		t.Rows = append(t.Rows, []cell{head(x.Name), text(string(x.Kind)), num(thousands(x.K))})
	}
	if n := len(r.in.Result.Seen) - limit; n > 0 {
		t.More = fmt.Sprintf("and %d more", n)
	}
	return t
}

func (r *Report) gradeTable() table {
	t := table{ID: "grade-table", Caption: fmt.Sprintf("Measured on %s that a person labelled", count(r.in.Grade.Postings, "posting")),
		Head: heads("Group", "#Pairs", "#Precision", "#Recall")}
	for _, g := range r.in.Grade.Groups {
		t.Rows = append(t.Rows, []cell{head(g.Group), num(thousands(g.Pairs)), num(pct(g.Precision)), num(pct(g.Recall))})
	}
	return t
}

// method is how each measure comes about, in the words of the notes.
func (r *Report) method() []para {
	var out []para
	for _, id := range []string{"method.share", "method.enough", "method.fit", "method.certainty", "method.settle"} {
		out = append(out, r.say(id, nil))
	}
	return out
}

func (r *Report) madeTable() table {
	in, l := r.in, r.in.Ledger
	t := table{ID: "made-table", Caption: "Versions and digests", Head: heads("What", "Value")}
	add := func(k, v string) {
		if v != "" {
			t.Rows = append(t.Rows, []cell{head(k), text(v)})
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
	add("you have", strings.Join(in.Have, ", "))
	return t
}
