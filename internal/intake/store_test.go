package intake

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jobsignal/internal/db"
	"jobsignal/internal/demand"
	"jobsignal/internal/job"
)

func TestSecondRunAddsNoRow(t *testing.T) {
	c := newClock()
	d := open(t, temp(t), c)
	inputs := []Input{
		page("saved/a.html", "a", advert("ML Engineer", "aws", "aws.sagemaker")),
		page("saved/b.html", "b"),
		page("saved/copy of a.html", "a"),
		page("board.json", "board", advert("Data Engineer", "gcp"), advert("Analyst", "sql")),
	}
	first := collect(t, d, Info{}, inputs...)
	want := Tally{Found: 4, Read: 3, New: 2, Unchanged: 1, NoPosting: 1, Reasons: map[string]int{"list of jobs": 1}, Postings: 4, Mentions: 6}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("first run: (-want +got)\n%s", diff)
	}
	before := counts(t, d)
	for day := range 3 { // Monday to Wednesday: the same ISO week
		c.t = c.t.Add(time.Duration(day) * 24 * time.Hour)
		again := collect(t, d, Info{}, inputs...)
		if again.New+again.Changed != 0 || again.Unchanged != 3 {
			t.Errorf("run again: %+v, want 3 unchanged", again)
		}
		if diff := cmp.Diff(before, counts(t, d)); diff != "" {
			t.Errorf("running again added rows: (-before +after)\n%s", diff)
		}
	}
	var repeated int
	if err := d.SQL().QueryRow(`SELECT repeated FROM run`).Scan(&repeated); err != nil || repeated != 3 {
		t.Errorf("run.repeated = %d, %v, want 3", repeated, err)
	}
}

func TestNextWeekIsASighting(t *testing.T) {
	c := newClock()
	d := open(t, temp(t), c)
	in := page("saved/a.html", "a", advert("ML Engineer", "aws"))
	collect(t, d, Info{}, in)
	before := counts(t, d)
	c.t = c.t.AddDate(0, 0, 7)
	collect(t, d, Info{}, in)
	after := counts(t, d)
	before["sighting"]++
	before["run"]++
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("a week later: (-want +got)\n%s", diff)
	}
	o, err := d.Origins(context.Background(), nil)
	if err != nil || o[1].FirstSeen != "2026-11-23T06:15:00Z" || o[1].LastSeen != "2026-11-30T06:15:00Z" {
		t.Errorf("Origins = %+v, %v, want first seen 2026-11-23, last seen a week later", o, err)
	}
}

// rows is what a report sees, as titles and terms.
func rows(t *testing.T, d *db.DB, f db.Filter) []demand.Row {
	t.Helper()
	out, err := d.Rows(context.Background(), f, nil)
	if err != nil {
		t.Fatalf("Rows(%+v) = %v, want rows", f, err)
	}
	return out
}

func titles(rows []demand.Row) []string {
	var out []string
	for _, r := range rows {
		s := r.Title + ":"
		for _, g := range r.Groups {
			s += " " + strings.Join(g.Terms, "|")
		}
		out = append(out, s)
	}
	return out
}

func TestChangedPage(t *testing.T) {
	d := open(t, temp(t), newClock())
	first := page("saved/a.html", "v1", advert("ML Engineer", "aws", "sql", "python"))
	collect(t, d, Info{}, first)

	// Only the page around the advertisement changed: the same posting, met again.
	tally := collect(t, d, Info{}, page("saved/a.html", "v2", advert("ML Engineer", "aws", "sql", "python")))
	if n := counts(t, d)["posting"]; n != 1 || tally.Unchanged != 1 {
		t.Errorf("same text on a new page: %d postings, %+v, want 1 posting, unchanged", n, tally)
	}

	// The advertisement changed: one unique posting, told by the new reading.
	tally = collect(t, d, Info{}, page("saved/a.html", "v3", advert("ML Engineer", "gcp", "sql", "python")))
	if tally.Changed != 1 || tally.New != 0 {
		t.Errorf("changed text: %+v, want changed 1", tally)
	}
	if got, want := titles(rows(t, d, db.Filter{})), []string{"ML Engineer: gcp sql python"}; !slices.Equal(got, want) {
		t.Errorf("rows after a change = %q, want %q", got, want)
	}

	// A page that shrank or lost its posting does not replace a good one.
	collect(t, d, Info{}, page("saved/a.html", "v4", advert("ML Engineer", "go")))
	collect(t, d, Info{}, page("saved/a.html", "v5"))
	if got, want := titles(rows(t, d, db.Filter{})), []string{"ML Engineer: gcp sql python"}; !slices.Equal(got, want) {
		t.Errorf("rows after the page shrank = %q, want %q", got, want)
	}

	// The file goes back to what it was.
	collect(t, d, Info{}, page("saved/b.html", "w1", advert("Analyst", "aws", "sql")))
	collect(t, d, Info{}, page("saved/b.html", "w2", advert("Analyst", "gcp", "sql")))
	collect(t, d, Info{}, page("saved/b.html", "w1", advert("Analyst", "aws", "sql")))
	if got, want := titles(rows(t, d, db.Filter{Title: "analyst"})), []string{"Analyst: aws sql"}; !slices.Equal(got, want) {
		t.Errorf("rows after the file went back = %q, want %q", got, want)
	}
}

func TestOneJobInTwoFiles(t *testing.T) {
	d := open(t, temp(t), newClock())
	b := advert("ml  engineer!", "aws") // the same title to a person
	b.Posting.Salary = &job.Salary{Min: 90000, Currency: "EUR", Period: job.PeriodYear}
	collect(t, d, Info{}, page("a.html", "a", advert("ML Engineer", "aws")), page("b.html", "b", b), page("c.html", "c", advert("ML Engineer", "gcp")))
	got := rows(t, d, db.Filter{})
	if len(got) != 2 || got[0].Posting != 1 || got[0].Salary == nil {
		t.Errorf("rows = %+v, want 2, the first with id 1 told by the reading that states a salary", got)
	}
	o, err := d.Origins(context.Background(), []int64{1})
	want := map[int64]demand.Origin{1: {Posting: 1, Hash: PostingHash(&b.Posting), Sources: []string{"b.html", "a.html"}, FirstSeen: "2026-11-23T06:15:00Z", LastSeen: "2026-11-23T06:15:00Z", Members: 2}}
	if diff := cmp.Diff(want, o); err != nil || diff != "" {
		t.Errorf("Origins: %v (-want +got)\n%s", err, diff)
	}
	l, err := d.Ledger(context.Background())
	if err != nil || l.Postings != 3 || l.Unique != 2 || l.Merged != 1 || l.Pages != 3 {
		t.Errorf("Ledger = %+v, %v, want 3 postings, 2 unique, 1 merged, 3 pages", l, err)
	}
}

func TestRowsOfAContainerMove(t *testing.T) {
	d := open(t, temp(t), newClock())
	line := func(n, body string, r Reading) Input {
		in := page("jobs.jsonl", body, r)
		in.Page.Part = "line " + n
		return in
	}
	one, two := advert("Engineer", "aws"), advert("Engineer", "gcp")
	collect(t, d, Info{}, line("1", "one", one), line("2", "two", two))
	tally := collect(t, d, Info{}, line("1", "zero", advert("Engineer", "azure")), line("2", "one", one), line("3", "two", two))
	if tally.New != 1 || tally.Unchanged != 2 {
		t.Errorf("a row above the others: %+v, want 1 new, 2 unchanged", tally)
	}
	if got, want := titles(rows(t, d, db.Filter{})), []string{"Engineer: aws", "Engineer: gcp", "Engineer: azure"}; !slices.Equal(got, want) {
		t.Errorf("rows = %q, want %q", got, want)
	}
}

func TestRemovedStaysOut(t *testing.T) {
	d := open(t, temp(t), newClock())
	ctx := context.Background()
	in := page("saved/a.html", "a", advert("ML Engineer", "aws"))
	collect(t, d, Info{}, in, page("saved/b.html", "b", advert("Analyst", "sql")))
	if n, err := d.Remove(ctx, 1, false); n != 1 || err != nil {
		t.Fatalf("Remove(1) = %d, %v, want 1", n, err)
	}
	collect(t, d, Info{}, in, page("copy.html", "copy", advert("ML Engineer", "aws")), page("saved/a.html", "a2", advert("ML Engineer", "gcp", "sql")))
	if got, want := titles(rows(t, d, db.Filter{})), []string{"Analyst: sql"}; !slices.Equal(got, want) {
		t.Errorf("rows after a removal = %q, want %q", got, want)
	}
	if l, err := d.List(ctx, db.Filter{}, true); err != nil || len(l) != 1 || l[0].Members != 3 {
		t.Errorf("List(removed) = %+v, %v, want one posting of 3 members", l, err)
	}
	collect(t, d, Info{Again: true}, in)
	if got, want := titles(rows(t, d, db.Filter{})), []string{"ML Engineer: aws", "Analyst: sql"}; !slices.Equal(got, want) {
		t.Errorf("rows after collecting again = %q, want %q", got, want)
	}
	if n, err := d.RemoveSource(ctx, "saved", false); n != 2 || err != nil {
		t.Errorf("RemoveSource(saved) = %d, %v, want 2", n, err)
	}
	if _, err := d.RemoveSource(ctx, "sav", false); err == nil {
		t.Errorf("RemoveSource(sav) = nil, want an error: no such file or folder")
	}
	if _, err := d.Remove(ctx, 99, false); err == nil {
		t.Errorf("Remove(99) = nil, want an error")
	}
}

func TestRematchChangesOnlyWhatDiffers(t *testing.T) {
	ctx := context.Background()
	d := open(t, temp(t), newClock())
	collect(t, d, Info{}, page("a.html", "a", advert("ML Engineer", "aws")), page("b.html", "b", advert("Analyst", "sql")))
	if err := d.SetVocabulary(ctx, db.Vocabulary{Digest: "v2", YAML: []byte("terms: [x]\n"), Custom: true}); err != nil {
		t.Fatal(err)
	}
	r, err := Begin(ctx, d, Info{Reader: "1"})
	if err != nil {
		t.Fatal(err)
	}
	k, _ := NewPacker()
	ids, err := r.StalePostings(ctx)
	if err != nil || !slices.Equal(ids, []int64{1, 2}) {
		t.Fatalf("StalePostings = %v, %v, want 1 and 2", ids, err)
	}
	found := map[int64]Reading{1: advert("ML Engineer", "aws", "aws.sagemaker"), 2: advert("Analyst", "sql")}
	for _, id := range ids {
		p, err := r.KeptPosting(ctx, id)
		if err != nil || len(p.Body) != 1 {
			t.Fatalf("KeptPosting(%d) = %+v, %v, want its text", id, p, err)
		}
		packed, err := k.Pack(Input{Readings: []Reading{found[id]}})
		if err == nil {
			err = r.Rematch(ctx, id, packed)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	a := page("a.html", "a")
	if err := r.Meet(ctx, a.Page, a.Hash); err != nil {
		t.Fatal(err)
	}
	tally, err := r.Finish(ctx)
	if err != nil || tally.Rematched != 2 || tally.Differ != 1 || tally.Changed != 1 {
		t.Errorf("Finish = %+v, %v, want 2 matched again, 1 differs, its page changed", tally, err)
	}
	if got, want := titles(rows(t, d, db.Filter{})), []string{"ML Engineer: aws aws.sagemaker", "Analyst: sql"}; !slices.Equal(got, want) {
		t.Errorf("rows = %q, want %q", got, want)
	}
	v, err := d.Vocabulary(ctx)
	if err != nil || v.Digest != "v2" || !v.Custom || string(v.YAML) != "terms: [x]\n" {
		t.Errorf("Vocabulary = %+v, %v, want the second one", v, err)
	}
}

func TestRereadKeepsIds(t *testing.T) {
	ctx := context.Background()
	c := newClock()
	d := open(t, temp(t), c)
	collect(t, d, Info{}, page("a.json", "a", advert("ML Engineer", "aws"), advert("Analyst", "sql")), page("b.html", "b"))
	c.t = c.t.AddDate(0, 0, 7)
	r, err := Begin(ctx, d, Info{Reader: "2"})
	if err != nil {
		t.Fatal(err)
	}
	k, _ := NewPacker()
	ids, err := r.StalePages(ctx)
	if err != nil || !slices.Equal(ids, []int64{1, 2}) {
		t.Fatalf("StalePages = %v, %v, want 1 and 2", ids, err)
	}
	now := map[int64]Input{1: page("", "", advert("Senior ML Engineer", "aws")), 2: page("", "", advert("Chef", "salt"))}
	for _, id := range ids {
		p, err := r.KeptPage(ctx, id)
		if err != nil || string(p.Body) != string("ab"[id-1]) {
			t.Fatalf("KeptPage(%d) = %+v, %v, want its bytes", id, p, err)
		}
		in := now[id]
		in.Page = nil
		packed, err := k.Pack(in)
		if err == nil {
			err = r.Reread(ctx, id, packed)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	tally, err := r.Finish(ctx)
	if err != nil || tally.Reread != 2 || tally.Found != 0 {
		t.Errorf("Finish = %+v, %v, want 2 read again", tally, err)
	}
	got := rows(t, d, db.Filter{})
	if want := []string{"Senior ML Engineer: aws", "Chef: salt"}; !slices.Equal(titles(got), want) {
		t.Errorf("rows = %q, want %q", titles(got), want)
	}
	if got[0].Posting != 1 || got[0].Week != "2026-W48" {
		t.Errorf("first row = %+v, want id 1, first seen in 2026-W48", got[0])
	}
}

func TestRowsAndEvidence(t *testing.T) {
	ctx := context.Background()
	d := open(t, temp(t), newClock())
	text := "AWS, Azure or GCP (Ärger inklusive), ideally Azure. We never use Oracle."
	at := func(s string) (int, int) { i := strings.Index(text, s); return i, i + len(s) }
	end := strings.Index(text, " We never")
	m := func(term, word string, k job.Kind, group int) job.Mention {
		s, e := at(word)
		sentence := [2]int{0, end}
		if s > end {
			sentence = [2]int{end + 1, len(text)}
		}
		return job.Mention{Term: term, Kind: k, Group: group, Start: s, End: e, Sentence: sentence, Rule: "r"}
	}
	r := Reading{
		Posting: job.Posting{Title: "Engineer", Posted: "2026-10-01", URL: "https://example.org/1", Sections: []job.Section{{Kind: job.RequiredSection, Heading: "Must", Text: text}}},
		Mentions: []job.Mention{m("aws", "AWS", job.Required, 0), m("azure", "Azure", job.Required, 0), m("gcp", "GCP", job.Preferred, 0),
			m("azure", "Azure.", job.Preferred, 0), m("oracle", "Oracle", job.Negated, 1)},
		Groups: []job.Group{{Terms: []string{"aws", "azure", "gcp"}, Open: true}, {Terms: []string{"oracle"}}},
	}
	collect(t, d, Info{}, page("a.html", "a", r))
	got := rows(t, d, db.Filter{})
	want := []demand.Row{{Posting: 1, Title: "Engineer", Week: "2026-W48", Posted: "2026-10-01", Weight: 1, Count: 1,
		Groups: []demand.Group{{Kind: job.Required, Terms: []string{"aws", "azure", "gcp"}, Kinds: []job.Kind{job.Required, job.Required, job.Preferred}, Open: true}},
		Seen:   []string{"oracle"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Rows: (-want +got)\n%s", diff)
	}
	var places []demand.Mention
	if _, err := d.Rows(ctx, db.Filter{}, func(m demand.Mention) { places = append(places, m) }); err != nil || len(places) != 5 {
		t.Fatalf("Rows told of %v, %v, want 5 mentions", places, err)
	}
	all, err := d.Evidence(ctx, places)
	if err != nil || len(all) != 5 {
		t.Fatalf("Evidence = %v, %v, want 5 mentions", all, err)
	}
	if e := all[2]; e.Sentence[e.Start:e.End] != "GCP" || e.Section != "Must" {
		t.Errorf("Evidence[2] = %+v, want GCP at its place", e)
	}
	if e := all[4]; e.Sentence != "We never use Oracle." || e.Sentence[e.Start:e.End] != "Oracle" {
		t.Errorf("Evidence[4] = %+v, want the sentence about Oracle", e)
	}
	none := func(m demand.Mention) { t.Errorf("a posting that was not selected has the mention %+v", m) }
	if _, err := d.Rows(ctx, db.Filter{Title: "nobody"}, none); err != nil {
		t.Error(err)
	}
	if all, err := d.Evidence(ctx, []demand.Mention{{Posting: 1, Speaker: 1, Ordinal: 9}}); err == nil {
		t.Errorf("Evidence of a mention that is not there = %v, want an error", all)
	}
}

func TestFilter(t *testing.T) {
	d := open(t, temp(t), newClock())
	a, b := advert("Senior ML Engineer (m/w/d)", "aws"), advert("Müller-Gehilfe", "sql")
	a.Posting.Posted, b.Posting.Employer = "2026-09-30", "ACME [West]"
	collect(t, d, Info{}, page("a.html", "a", a), page("b.html", "b", b))
	for _, c := range []struct {
		f    db.Filter
		want int
	}{
		{db.Filter{}, 2},
		{db.Filter{Title: "ml eng"}, 1},
		{db.Filter{Title: "senior*engineer"}, 1},
		{db.Filter{Title: "MÜLLER"}, 1},
		{db.Filter{Title: "engineer|gehilfe"}, 2},
		{db.Filter{Title: "(m/w/d)"}, 1},
		{db.Filter{Title: "^.$"}, 0},
		{db.Filter{Employer: "acme [w"}, 1},
		{db.Filter{Since: "2026-10-01"}, 1},
		{db.Filter{Until: "2026-10-01"}, 1},
		{db.Filter{Since: "2026-09-30", Until: "2026-11-23"}, 2},
	} {
		if got := len(rows(t, d, c.f)); got != c.want {
			t.Errorf("Rows(%+v) = %d rows, want %d", c.f, got, c.want)
		}
	}
	if _, err := d.Rows(context.Background(), db.Filter{Since: "last week"}, nil); err == nil {
		t.Errorf("Rows(since last week) = nil, want an error")
	}
}

func TestMisses(t *testing.T) {
	ctx := context.Background()
	d := open(t, temp(t), newClock())
	for range 2 {
		r, err := Begin(ctx, d, Info{Reader: "1"})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range []error{
			r.Miss(ctx, "secret.html", "", Failed, "permission denied"),
			r.Miss(ctx, "empty.html", "", NoPosting, "empty"),
		} {
			if e != nil {
				t.Fatal(e)
			}
		}
		tally, err := r.Finish(ctx)
		if err != nil || tally.Failed != 1 || tally.NoPosting != 1 || tally.Found != 2 {
			t.Errorf("Finish = %+v, %v, want 1 failed, 1 without posting", tally, err)
		}
	}
	if n := counts(t, d); n["outcome"] != 2 || n["source"] != 2 || n["run"] != 1 {
		t.Errorf("rows = %v, want 2 outcomes, 2 sources, 1 run", n)
	}
	l, err := d.Ledger(ctx)
	if err != nil || len(l.Failed) != 1 || l.Failed[0].Cause != "permission denied" || l.NoPosting["empty"] != 1 || l.Runs != 2 {
		t.Errorf("Ledger = %+v, %v, want the failure, the empty file and 2 runs", l, err)
	}
}
