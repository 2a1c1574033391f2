package db

import (
	"context"
	"database/sql"
	"net/url"
	"slices"

	"jobsignal/internal/demand"
)

// Evidence reads the sentences of some mentions, in their order. Mentions that follow each other in one posting are read
// in one go, and what they have in common is in memory once.
func (d *DB) Evidence(ctx context.Context, of []demand.Mention) ([]demand.Evidence, error) {
	some, err := d.SQL().PrepareContext(ctx, `SELECT m.rule, x.heading, m.start_byte - m.sentence_start, m.end_byte - m.sentence_start,
		substr(CAST(x.text AS BLOB), m.sentence_start + 1, m.sentence_end - m.sentence_start)
		FROM mention m JOIN section x ON x.posting = m.posting AND x.ordinal = m.section_no
		WHERE m.posting = ? AND m.ordinal BETWEEN ? AND ? ORDER BY m.ordinal`)
	if err != nil {
		return nil, d.Fault("reading evidence", err)
	}
	defer some.Close()
	out, words := make([]demand.Evidence, 0, len(of)), map[string]string{}
	for len(of) > 0 {
		n := 1
		for n < len(of) && of[n].Speaker == of[0].Speaker && of[n].Ordinal == of[0].Ordinal+n {
			n++
		}
		if out, err = sentences(ctx, some, of[:n], out, words); err != nil {
			return nil, d.Fault("reading evidence", err)
		}
		of = of[n:]
	}
	return out, nil
}

// sentences adds the evidence of mentions that follow each other in one posting. A mention that is not there any more is
// an error.
func sentences(ctx context.Context, some *sql.Stmt, of []demand.Mention, out []demand.Evidence, words map[string]string) ([]demand.Evidence, error) {
	rows, err := some.QueryContext(ctx, of[0].Speaker, of[0].Ordinal, of[len(of)-1].Ordinal)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var rule, heading, sentence sql.RawBytes
	last := "" // several mentions often share a sentence
	for len(of) > 0 && rows.Next() {
		e := demand.Evidence{Posting: of[0].Posting, Term: of[0].Term, Kind: of[0].Kind}
		if err := rows.Scan(&rule, &heading, &e.Start, &e.End, &sentence); err != nil {
			return nil, err
		}
		if last != string(sentence) {
			last = string(sentence)
		}
		e.Rule, e.Section, e.Sentence = intern(words, rule), intern(words, heading), last
		out, of = append(out, e), of[1:]
	}
	if err := rows.Err(); err != nil || len(of) == 0 {
		return out, err
	}
	return nil, sql.ErrNoRows
}

// set is the ids as a set; nil stays nil, which means all.
func set(ids []int64) map[int64]bool {
	if ids == nil {
		return nil
	}
	m := make(map[int64]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// Origins says where the unique postings with these ids (all when ids is nil) were found.
func (d *DB) Origins(ctx context.Context, ids []int64) (map[int64]demand.Origin, error) {
	want := set(ids)
	out := map[int64]demand.Origin{}
	rows, err := d.SQL().QueryContext(ctx, `SELECT p.cluster, p.id, o.name, o.part, p.url, p.first_seen, p.last_seen
		FROM posting p JOIN page_posting c ON c.posting = p.id JOIN source o ON o.page = c.page OR o.id = (SELECT source FROM page WHERE id = c.page)
		WHERE p.removed IS NULL ORDER BY p.cluster, p.yields IS NOT NULL, p.complete DESC, p.id, o.id`)
	if err != nil {
		return nil, d.Fault("reading sources", err)
	}
	defer rows.Close()
	last := int64(0)
	for rows.Next() {
		var cluster, id int64
		var name, part, address, first, seen string
		if err := rows.Scan(&cluster, &id, &name, &part, &address, &first, &seen); err != nil {
			return nil, d.Fault("reading sources", err)
		}
		if want != nil && !want[cluster] {
			continue
		}
		o, ok := out[cluster]
		if !ok {
			o = demand.Origin{Posting: cluster, FirstSeen: first, LastSeen: seen}
		}
		if id != last {
			o.Members++
			last = id
		}
		out[cluster] = met(o, place(name, part), address, first, seen)
	}
	if err := rows.Err(); err != nil {
		return nil, d.Fault("reading sources", err)
	}
	return out, d.Fault("reading names of postings", d.hashes(ctx, out))
}

// hashes adds the names that overrides give to postings: those of the ones that speak, whose sentences are shown.
func (d *DB) hashes(ctx context.Context, origins map[int64]demand.Origin) error {
	rows, err := d.SQL().QueryContext(ctx, `SELECT s.cluster, 'p-' || lower(hex(substr(p.same, 1, 8))) FROM speaker s JOIN posting p ON p.id = s.id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var cluster int64
		var hash string
		if err := rows.Scan(&cluster, &hash); err != nil {
			return err
		}
		if o, ok := origins[cluster]; ok {
			o.Hash = hash
			origins[cluster] = o
		}
	}
	return rows.Err()
}

// place is how people name a source: its part in brackets, as job.Page does.
func place(name, part string) string {
	if part == "" {
		return name
	}
	return name + " (" + part + ")"
}

// met adds one meeting to an origin.
func met(o demand.Origin, source, address, first, last string) demand.Origin {
	if !slices.Contains(o.Sources, source) {
		o.Sources = append(o.Sources, source)
	}
	if o.URL == "" && web(address) {
		o.URL = address
	}
	o.FirstSeen = min(o.FirstSeen, first)
	o.LastSeen = max(o.LastSeen, last)
	return o
}

// web reports whether an address can be a link: absolute, http or https.
func web(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// Ledger accounts for everything that was read.
func (d *DB) Ledger(ctx context.Context) (demand.Ledger, error) {
	l := demand.Ledger{NoPosting: map[string]int{}}
	err := d.SQL().QueryRowContext(ctx, `SELECT (SELECT count(*) FROM page),
		(SELECT count(*) FROM posting WHERE removed IS NULL), (SELECT count(*) FROM speaker),
		m.n, m.seen,
		(SELECT coalesce(sum(1 + repeated), 0) FROM run), (SELECT coalesce(min(started), '') FROM run),
		(SELECT coalesce(max(max(started, coalesce(repeated_at, ''))), '') FROM run),
		coalesce((SELECT digest FROM vocabulary WHERE in_force = 1), ''),
		coalesce((SELECT reader FROM run ORDER BY id DESC LIMIT 1), ''), coalesce((SELECT text FROM merge_rule), ''),
		(SELECT count(*) FROM source), (SELECT count(page) - count(DISTINCT page) FROM source WHERE outcome = 'read'),
		(SELECT count(*) FROM mention m JOIN posting p ON p.id = m.posting WHERE p.removed IS NULL)
		FROM (SELECT count(*) AS n, coalesce(sum(m.kind IN ('context', 'negated')), 0) AS seen FROM mention m JOIN speaker s ON s.id = m.posting) m`).
		Scan(&l.Pages, &l.Postings, &l.Unique, &l.Mentions, &l.SeenMentions, &l.Runs, &l.FirstRun, &l.LastRun, &l.Vocabulary, &l.Reader, &l.MergeRule, &l.Sources, &l.Copies, &l.AllMentions)
	if err != nil {
		return l, d.Fault("accounting", err)
	}
	l.Merged = l.Postings - l.Unique
	if err := d.mergedBy(ctx, &l); err != nil {
		return l, d.Fault("accounting", err)
	}
	if l.Changed, err = d.changed(ctx); err != nil {
		return l, d.Fault("accounting", err)
	}
	if err := d.overridden(ctx, &l); err != nil {
		return l, d.Fault("accounting", err)
	}
	return l, d.Fault("accounting", d.outcomes(ctx, &l))
}

// mergedBy adds why postings were merged.
func (d *DB) mergedBy(ctx context.Context, l *demand.Ledger) error {
	rows, err := d.SQL().QueryContext(ctx, `SELECT m.reason, count(*) FROM merge m JOIN posting a ON a.id = m.a JOIN posting b ON b.id = m.b
		WHERE a.removed IS NULL AND b.removed IS NULL GROUP BY m.reason`)
	if err != nil {
		return err
	}
	defer rows.Close()
	l.MergedBy = map[string]int{}
	for rows.Next() {
		var reason string
		var n int
		if err := rows.Scan(&reason, &n); err != nil {
			return err
		}
		l.MergedBy[reason] = n
	}
	return rows.Err()
}

// changed lists when the vocabulary changed: every time one came into force, but for the first.
func (d *DB) changed(ctx context.Context) (out []string, err error) {
	rows, err := d.SQL().QueryContext(ctx, `SELECT since FROM vocabulary ORDER BY since LIMIT -1 OFFSET 1`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var at string
		if err := rows.Scan(&at); err != nil {
			return nil, err
		}
		out = append(out, at)
	}
	return out, rows.Err()
}

// outcomes adds the sources that gave no posting or failed the last time they were met.
func (d *DB) outcomes(ctx context.Context, l *demand.Ledger) error {
	rows, err := d.SQL().QueryContext(ctx, `SELECT name, part, outcome, reason FROM source WHERE outcome <> 'read' ORDER BY name, part`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name, part, outcome, reason string
		if err := rows.Scan(&name, &part, &outcome, &reason); err != nil {
			return err
		}
		if outcome == "failed" {
			l.Failed = append(l.Failed, demand.Failure{Source: place(name, part), Cause: reason})
		} else {
			l.NoPosting[reason]++
		}
	}
	return rows.Err()
}

// Counts is how many rows each table holds: the measure of "running again adds nothing".
func (d *DB) Counts(ctx context.Context) (map[string]int, error) {
	tables, err := d.names(ctx)
	out := map[string]int{}
	for _, table := range tables {
		var n int
		if err = d.SQL().QueryRowContext(ctx, `SELECT count(*) FROM `+table).Scan(&n); err != nil {
			break
		}
		out[table] = n
	}
	return out, d.Fault("counting", err)
}

// names lists the tables; they are ours, so that they may stand in SQL.
func (d *DB) names(ctx context.Context) ([]string, error) {
	rows, err := d.SQL().QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
