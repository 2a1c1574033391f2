package intake

import "jobsignal/internal/job"

// news says how a posting, or the page that carries it, differs from what was kept.
type news int

const (
	known  news = iota // met before as it is
	differ             // another reading of an advertisement that the source gave before
	fresh              // not met before
)

// candidate is a posting that the source gave before.
type candidate struct {
	id, cluster, complete     int64
	same                      []byte
	title, employer, location string
	url, key                  string
	removed, used             bool
}

// candidates lists the postings of a page.
func (t *tx) candidates(page int64) ([]*candidate, error) {
	s, err := t.stmt(`SELECT p.id, p.cluster, p.complete, p.same, p.title, p.employer, p.location, p.url, p.key, p.removed IS NOT NULL
		FROM page_posting c JOIN posting p ON p.id = c.posting WHERE c.page = ? ORDER BY c.ordinal`)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(t.ctx, page)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*candidate
	for rows.Next() {
		c := &candidate{}
		if err := rows.Scan(&c.id, &c.cluster, &c.complete, &c.same, &c.title, &c.employer, &c.location, &c.url, &c.key, &c.removed); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// is reports whether the candidate is an earlier reading of the same advertisement. The site's own identifier
// decides when both state one, then the address. A row of a container moves when rows are added above it, so there
// place and title prove nothing.
func (c *candidate) is(p *job.Posting, part string) bool {
	switch {
	case c.key != "" && p.Key != "":
		return c.key == p.Key
	case c.url != "" && p.URL != "":
		return c.url == p.URL
	}
	return part == "" && label(c.title, c.employer, c.location) == label(p.Title, p.Employer, p.Location)
}

// pair finds for each reading the posting that the source gave before: first those with the very same text, then
// other readings of the same advertisement.
func pair(readings []packedReading, before []*candidate, part string) []*candidate {
	out := make([]*candidate, len(readings))
	take := func(fits func(*packedReading, *candidate) bool) {
		for i := range readings {
			for _, c := range before {
				if out[i] == nil && !c.used && fits(&readings[i], c) {
					out[i], c.used = c, true
				}
			}
		}
	}
	take(func(x *packedReading, c *candidate) bool { return string(c.same) == string(x.same[:]) })
	take(func(x *packedReading, c *candidate) bool { return c.is(&x.Posting, part) })
	return out
}

// postings writes the postings of a new page whose source gave the page before until now.
func (t *tx) postings(page, before int64, p *Packed) error {
	if p.Outcome != Read {
		return nil
	}
	earlier, err := t.candidates(before)
	if err != nil {
		return err
	}
	most := known
	for i, c := range pair(p.readings, earlier, p.Page.Part) {
		is, err := t.posting(page, i, &p.readings[i], c)
		if err != nil {
			return err
		}
		most = max(most, is)
	}
	switch most {
	case fresh:
		t.tally.New++
	case differ:
		t.tally.Changed++
	default:
		t.tally.Unchanged++
	}
	return nil
}

// posting writes one posting of a new page. c is what the source gave before of the same advertisement, or nil.
func (t *tx) posting(page int64, ordinal int, x *packedReading, c *candidate) (news, error) {
	if c != nil && string(c.same) == string(x.same[:]) {
		return t.carry(page, ordinal, x, c.id)
	}
	id, err := t.add(page, ordinal, x)
	if err != nil || c == nil {
		return fresh, err
	}
	return differ, t.succeed(id, x, c)
}

// fields are the columns of a posting that its page states; values gives them in the same order. A new field needs its
// column in the next migration, its name and a mark here, and its value below.
const fields = `title, employer, department, location, remote, posted, valid_through, closed, employment_type, salary_min, salary_max,
	salary_currency, salary_period, salary_text, language, role, seniority, years, url, key, origins, warnings, complete`
const fieldMarks = `?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?`

func (x *packedReading) values() []any {
	p := &x.Posting
	pay := make([]any, 5)
	if s := p.Salary; s != nil {
		pay = []any{s.Min, s.Max, s.Currency, s.Period, s.Text}
	}
	v := []any{p.Title, p.Employer, p.Department, p.Location, string(p.Remote), p.Posted, p.ValidThrough, p.Closed, p.EmploymentType}
	v = append(v, pay...)
	return append(v, p.Language, p.Role, p.Seniority, p.Years, p.URL, p.Key, x.origins, x.warnings, x.complete)
}

// carry notes that a new page carries a posting that is kept, and takes over what the page states anew.
func (t *tx) carry(page int64, ordinal int, x *packedReading, id int64) (news, error) {
	n, err := t.restate(id, x)
	if err != nil {
		return known, err
	}
	if _, err := t.exec(`UPDATE posting SET page = ?, ordinal = ? WHERE id = ?`, page, ordinal, id); err != nil {
		return known, err
	}
	if err := t.link(page, ordinal, id); err != nil {
		return known, err
	}
	return n, t.sight(id)
}

// restate writes the fields of a kept posting and reports whether one differs.
func (t *tx) restate(id int64, x *packedReading) (news, error) {
	v := x.values()
	args := append(append(append([]any{}, v...), id), v...)
	n, err := t.exec(`UPDATE posting SET (`+fields+`) = (`+fieldMarks+`) WHERE id = ? AND (`+fields+`) IS NOT (`+fieldMarks+`)`, args...)
	if n > 0 {
		return differ, err
	}
	return known, err
}

func (t *tx) link(page int64, ordinal int, posting int64) error {
	_, err := t.exec(`INSERT INTO page_posting (page, ordinal, posting) VALUES (?, ?, ?)`, page, ordinal, posting)
	return err
}

// add writes a new posting with all that was found in it. A posting with the same title, employer, place and text
// as a kept one joins its cluster, and stays out when a person took that one out.
func (t *tx) add(page int64, ordinal int, x *packedReading) (int64, error) {
	id := t.nextID
	t.nextID++
	cluster, out := id, false
	if _, err := t.get(`SELECT min(cluster), max(removed IS NOT NULL) FROM posting WHERE same = ? HAVING count(*) > 0`,
		[]any{x.same[:]}, &cluster, &out); err != nil {
		return 0, err
	}
	var removed any
	if out && !t.r.info.Again {
		removed = t.r.at
	}
	args := append([]any{id, page, ordinal}, x.values()...)
	args = append(args, len(x.Mentions), t.r.vocabulary, t.r.info.Overrides, x.found[:], x.same[:], cluster, removed, t.r.at, t.r.at)
	if _, err := t.exec(`INSERT INTO posting (id, page, ordinal, `+fields+`, mentions, vocabulary, overrides, found, same, cluster, removed, first_seen, last_seen)
		VALUES (?, ?, ?, `+fieldMarks+`, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, args...); err != nil {
		return 0, err
	}
	if err := t.link(page, ordinal, id); err != nil {
		return 0, err
	}
	if _, err := t.exec(`INSERT INTO posting_body (posting, blocks) VALUES (?, ?)`, id, x.blocks); err != nil {
		return 0, err
	}
	if err := t.sketch(id, x.sketch); err != nil {
		return 0, err
	}
	t.tally.Postings++
	t.tally.Mentions += len(x.Mentions)
	if err := t.sighting(id); err != nil {
		return 0, err
	}
	return id, t.contents(id, x)
}

// contents writes sections, groups and mentions of a posting that has none.
func (t *tx) contents(id int64, r *packedReading) error {
	for i, o := range r.changed {
		if _, err := t.exec(`INSERT INTO overridden (posting, ordinal, hash, term, was, verdict, sentence) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			id, i, o.name, o.term, o.was, o.verdict, o.sentence); err != nil {
			return err
		}
	}
	for i, s := range r.Posting.Sections {
		if _, err := t.exec(`INSERT INTO section (posting, ordinal, kind, heading, text) VALUES (?, ?, ?, ?, ?)`,
			id, i, string(s.Kind), s.Heading, s.Text); err != nil {
			return err
		}
	}
	for i, g := range r.Groups {
		if _, err := t.exec(`INSERT INTO posting_group (posting, ordinal, open) VALUES (?, ?, ?)`, id, i, g.Open); err != nil {
			return err
		}
	}
	for i, m := range r.Mentions {
		if _, err := t.exec(`INSERT INTO mention (posting, ordinal, term, kind, rule, group_no, part, section_no,
			start_byte, end_byte, sentence_start, sentence_end) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, i, m.Term, string(m.Kind), m.Rule, m.Group, m.Part, m.Section, m.Start, m.End, m.Sentence[0], m.Sentence[1]); err != nil {
			return err
		}
	}
	return nil
}

// A source's readings of one advertisement form a chain by their column yields: each yields to the one that speaks
// instead. All of a chain are one job.

// succeed makes a new reading of an advertisement speak for the one the source gave before. A reading that shrank
// to less than half does not: the page was probably cut, so the earlier one goes on speaking.
func (t *tx) succeed(id int64, x *packedReading, c *candidate) error {
	loser, winner := c.id, id
	if textLength(x.complete)*2 < textLength(c.complete) {
		loser, winner = id, c.id
	}
	if _, err := t.exec(`UPDATE posting SET yields = CASE id WHEN ? THEN ? END WHERE id IN (?, ?)`, loser, winner, loser, winner); err != nil {
		return err
	}
	if c.removed && !t.r.info.Again {
		if _, err := t.exec(`UPDATE posting SET removed = coalesce(removed, ?) WHERE id = ?`, t.r.at, id); err != nil {
			return err
		}
	}
	_, err := t.exec(`UPDATE posting SET cluster = ? WHERE id = ? AND cluster = id`, c.cluster, id)
	return err
}
