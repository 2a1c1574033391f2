package intake

import (
	"context"
	"database/sql"

	"jobsignal/internal/db"
	"jobsignal/internal/job"
)

// Outcome is what became of an input.
type Outcome string

// The outcomes. Every input has exactly one of them.
const (
	Read      Outcome = "read"       // at least one posting
	NoPosting Outcome = "no posting" // it could be read and holds none
	Failed    Outcome = "failed"     // it could not be read
)

// Store queues a page whose content is new (Claim said so), with everything read from it.
func (r *Run) Store(ctx context.Context, p *Packed) error {
	r.fails(p.Hash, p.Outcome, p.Reason)
	bytes := len(p.body)
	for _, x := range p.readings {
		bytes += 4 * len(x.blocks) // the sections hold the same text unpacked
	}
	return r.enqueue(ctx, bytes, func(t *tx) error { return t.store(p) })
}

// Meet queues a page whose content is kept already: its postings were met again.
func (r *Run) Meet(ctx context.Context, p *job.Page, h Hash) error {
	met := visitOf(p)
	return r.enqueue(ctx, 0, func(t *tx) error { return t.meet(met, h) })
}

// visitOf is the meeting that gave a page.
func visitOf(p *job.Page) visit {
	return visit{name: p.Source, part: p.Part, etag: p.ETag, lastModified: p.LastModified}
}

// Again queues a source that was not read because what it gave last still holds. With asked, the source itself
// said so, and its postings were met again; without, it was asked so lately that it was left alone.
func (r *Run) Again(ctx context.Context, name, part string, asked bool) error {
	return r.enqueue(ctx, 0, func(t *tx) error {
		v := visit{name: name, part: part}
		var h []byte
		var o Outcome
		var reason string
		found, err := t.get(`SELECT g.hash, g.outcome, g.reason, s.etag, s.last_modified FROM source s JOIN page g ON g.id = s.page
			WHERE s.name = ? AND s.part = ?`, []any{name, part}, &h, &o, &reason, &v.etag, &v.lastModified)
		if err != nil {
			return err
		}
		if found && asked {
			return t.meet(v, Hash(h))
		}
		if !found {
			o, reason = NoPosting, "unchanged"
		}
		t.count(o, reason)
		if o == Read {
			t.tally.Unchanged++
		}
		return nil
	})
}

// Miss queues an input that gave no page: it failed, or it is an outcome without a posting.
func (r *Run) Miss(ctx context.Context, name, part string, o Outcome, reason string) error {
	return r.enqueue(ctx, 0, func(t *tx) error {
		src, err := t.source(visit{name: name, part: part}, o, reason)
		if err != nil {
			return err
		}
		t.count(o, reason)
		return t.settle(src, 0, o, reason)
	})
}

// count adds one input to the figures. How a read one differs is counted where it is known.
func (t *tx) count(o Outcome, reason string) {
	t.tally.Found++
	switch o {
	case Read:
		t.tally.Read++
	case NoPosting:
		t.tally.NoPosting++
		if t.tally.Reasons == nil {
			t.tally.Reasons = map[string]int{}
		}
		t.tally.Reasons[reason]++
	case Failed:
		t.tally.Failed++
	}
}

// visit is one meeting with a source.
type visit struct {
	name, part         string
	etag, lastModified string
}

// sourceRow is a source as it was before this meeting.
type sourceRow struct {
	visit
	id, page        int64
	outcome, reason string
	good            bool // its page holds a posting
	fresh           bool // not met before
}

// source looks a source up and adds it when it is new.
func (t *tx) source(v visit, o Outcome, reason string) (sourceRow, error) {
	s := sourceRow{visit: v}
	found, err := t.get(`SELECT s.id, coalesce(s.page, 0), s.outcome, s.reason, coalesce(g.outcome = 'read', 0)
		FROM source s LEFT JOIN page g ON g.id = s.page WHERE s.name = ? AND s.part = ?`,
		[]any{v.name, v.part}, &s.id, &s.page, &s.outcome, &s.reason, &s.good)
	if found || err != nil {
		return s, err
	}
	s.fresh = true
	s.id, err = t.insert(`INSERT INTO source (name, part, outcome, reason, etag, last_modified, first_seen, last_seen)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, v.name, v.part, o, reason, v.etag, v.lastModified, t.r.at, t.r.at)
	return s, err
}

// settle writes down what a source gave in this run; page 0 is none. A page with a posting is not replaced by one
// without. A row of history is added only when something is different from the last time.
func (t *tx) settle(s sourceRow, page int64, o Outcome, reason string) error {
	keep := page
	if s.good && o != Read || page == 0 {
		keep = s.page
	}
	if _, err := t.exec(`UPDATE source SET page = nullif(?1, 0), outcome = ?2, reason = ?3, etag = ?4, last_modified = ?5,
		last_seen = max(last_seen, ?6), last_success = CASE ?2 WHEN 'failed' THEN last_success ELSE ?6 END,
		failed_runs = CASE ?2 WHEN 'failed' THEN failed_runs + 1 ELSE 0 END WHERE id = ?7`, keep, o, reason, s.etag, s.lastModified, t.r.at, s.id); err != nil {
		return err
	}
	if !s.fresh && s.page == keep && s.outcome == string(o) && s.reason == reason {
		return nil
	}
	run, err := t.runID()
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO outcome (source, run, page, outcome, reason) VALUES (?, ?, nullif(?, 0), ?, ?)`, s.id, run, page, o, reason)
	return err
}

// runID is the id of the run's record, which is made when the run first has something new to tell.
func (t *tx) runID() (int64, error) {
	if t.run != 0 {
		return t.run, nil
	}
	id, err := t.insert(`INSERT INTO run (started, program, reader, vocabulary) VALUES (?, ?, ?, ?)`,
		t.r.at, t.r.info.Program, t.r.info.Reader, t.r.vocabulary)
	t.run = id
	return id, err
}

// store writes a new page and its postings.
func (t *tx) store(p *Packed) error {
	src, err := t.source(visitOf(p.Page), p.Outcome, p.Reason)
	if err != nil {
		return err
	}
	page, err := t.page(src.id, p)
	if err != nil {
		return err
	}
	if err := t.postings(page, src.page, p); err != nil {
		return err
	}
	t.count(p.Outcome, p.Reason)
	return t.settle(src, page, p.Outcome, p.Reason)
}

// page writes the page itself.
func (t *tx) page(source int64, p *Packed) (int64, error) {
	var retrieved any
	if !p.Page.Retrieved.IsZero() {
		retrieved = db.Stamp(p.Page.Retrieved)
	}
	id, err := t.insert(`INSERT INTO page (hash, source, url, format, media_type, given, retrieved, size, reader, outcome, reason, detail, first_seen)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, p.Hash[:], source, p.Page.URL, p.Format, p.Page.MediaType, p.given, retrieved,
		len(p.Page.Body), t.r.info.Reader, p.Outcome, p.Reason, p.Detail, t.r.at)
	if err != nil {
		return 0, err
	}
	_, err = t.exec(`INSERT INTO page_body (page, body) VALUES (?, ?)`, id, p.body)
	return id, err
}

// meet notes that a page that is kept was met again, with its postings.
func (t *tx) meet(v visit, h Hash) error {
	var page int64
	var o Outcome
	var reason string
	if _, err := t.get(`SELECT id, outcome, reason FROM page WHERE hash = ?`, []any{h[:]}, &page, &o, &reason); err != nil {
		return err
	}
	src, err := t.source(v, o, reason)
	if err != nil {
		return err
	}
	t.count(o, reason)
	if o == Read {
		if err := t.sightPage(page); err != nil {
			return err
		}
		if err := t.revert(page, src.page); err != nil {
			return err
		}
	}
	return t.settle(src, page, o, reason)
}

// revert lets the postings of a page speak again when its source goes back to it from the page before.
func (t *tx) revert(page, before int64) error {
	if before == 0 || before == page {
		return nil
	}
	back, err := t.ids(`SELECT p.id FROM page_posting c JOIN posting p ON p.id = c.posting
		WHERE c.page = ? AND p.yields IN (SELECT posting FROM page_posting WHERE page = ?)`, page, before)
	if err != nil {
		return err
	}
	for _, id := range back {
		if _, err := t.exec(`UPDATE posting SET yields = ?1 WHERE id = (SELECT yields FROM posting WHERE id = ?1)`, id); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE posting SET yields = NULL WHERE id = ?`, id); err != nil {
			return err
		}
	}
	return nil
}

// sightPage notes that all postings of a page were met again.
func (t *tx) sightPage(page int64) error {
	ids, err := t.ids(`SELECT posting FROM page_posting WHERE page = ? ORDER BY ordinal`, page)
	if err != nil {
		return err
	}
	differs := false
	for _, id := range ids {
		if err := t.sight(id); err != nil {
			return err
		}
		differs = differs || t.r.differ[id]
	}
	if differs {
		t.tally.Changed++
	} else {
		t.tally.Unchanged++
	}
	return nil
}

// ids lists the ids that a query returns.
func (t *tx) ids(query string, args ...any) ([]int64, error) {
	return queryIDs(t.ctx, t.tx, query, args...)
}

// queryIDs lists the ids that a query returns.
func queryIDs(ctx context.Context, q querier, query string, args ...any) ([]int64, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// querier is what a database and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// sight notes that a posting was met in this run and counts it.
func (t *tx) sight(posting int64) error {
	var mentions int
	var removed, seen bool
	if _, err := t.get(`SELECT mentions, removed IS NOT NULL,
		EXISTS (SELECT 1 FROM sighting WHERE posting = p.id AND week = ?) FROM posting p WHERE id = ?`,
		[]any{t.r.week, posting}, &mentions, &removed, &seen); err != nil {
		return err
	}
	t.tally.Postings++
	t.tally.Mentions += mentions
	if removed && t.r.info.Again {
		if _, err := t.exec(`UPDATE posting SET removed = NULL WHERE id = ?`, posting); err != nil {
			return err
		}
	}
	if _, err := t.exec(`UPDATE posting SET last_seen = ? WHERE id = ? AND last_seen < ?`, t.r.at, posting, t.r.at); err != nil || seen {
		return err
	}
	return t.sighting(posting)
}

// sighting adds the week of this run to those in which the posting was met.
func (t *tx) sighting(posting int64) error {
	run, err := t.runID()
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO sighting (posting, week, run) VALUES (?, ?, ?)`, posting, t.r.week, run)
	return err
}
