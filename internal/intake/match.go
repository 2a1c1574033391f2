package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"jobsignal/internal/db"
	"jobsignal/internal/job"
)

// StalePages lists the kept pages that another version of the reader read, by id. Older pages whose postings newer
// ones carry are left alone.
func (r *Run) StalePages(ctx context.Context) ([]int64, error) {
	return r.list(ctx, `SELECT id FROM page g WHERE reader <> ? AND (EXISTS (SELECT 1 FROM posting WHERE page = g.id)
		OR outcome <> 'read' AND EXISTS (SELECT 1 FROM source WHERE page = g.id)) ORDER BY id`, r.info.Reader)
}

// StalePostings lists the kept postings that another vocabulary matched, or to which other
// overrides were applied, by id.
func (r *Run) StalePostings(ctx context.Context) ([]int64, error) {
	ids, err := queryIDs(ctx, r.d.SQL(), `SELECT id FROM posting WHERE vocabulary <> ? OR overrides <> ? ORDER BY id`, r.vocabulary, r.info.Overrides)
	return ids, r.d.Fault("reading", err)
}

func (r *Run) list(ctx context.Context, query string, arg any) ([]int64, error) {
	ids, err := queryIDs(ctx, r.d.SQL(), query, arg)
	return ids, r.d.Fault("reading", err)
}

// KeptPage returns a kept page as it was received.
func (r *Run) KeptPage(ctx context.Context, id int64) (*job.Page, error) {
	p := &job.Page{}
	var body, given []byte
	var retrieved string
	err := r.d.SQL().QueryRowContext(ctx, `SELECT s.name, s.part, g.url, g.format, g.media_type, g.given, coalesce(g.retrieved, ''), b.body
		FROM page g JOIN source s ON s.id = g.source JOIN page_body b ON b.page = g.id WHERE g.id = ?`, id).
		Scan(&p.Source, &p.Part, &p.URL, &p.Format, &p.MediaType, &given, &retrieved, &body)
	if err != nil {
		return nil, r.d.Fault("reading", err)
	}
	if p.Body, err = r.unzip.DecodeAll(body, nil); err == nil && len(given) > len("{}") {
		err = json.Unmarshal(given, &p.Given)
	}
	if err != nil {
		return nil, r.bad(fmt.Sprintf("page %d", id), err)
	}
	p.Retrieved, _ = time.Parse(time.RFC3339, retrieved) // empty: not known
	return p, nil
}

// KeptPosting returns a kept posting with its text, without sections: what matching needs.
func (r *Run) KeptPosting(ctx context.Context, id int64) (job.Posting, error) {
	var p job.Posting
	var blocks []byte
	err := r.d.SQL().QueryRowContext(ctx, `SELECT p.title, p.employer, p.location, p.language, p.url, b.blocks
		FROM posting p JOIN posting_body b ON b.posting = p.id WHERE p.id = ?`, id).
		Scan(&p.Title, &p.Employer, &p.Location, &p.Language, &p.URL, &blocks)
	if err != nil {
		return p, r.d.Fault("reading", err)
	}
	text, err := r.unzip.DecodeAll(blocks, nil)
	if err == nil {
		err = json.Unmarshal(text, &p.Body)
	}
	if err != nil {
		return p, r.bad(fmt.Sprintf("posting %d", id), err)
	}
	return p, nil
}

// bad is stored content that cannot be unpacked.
func (r *Run) bad(what string, err error) error {
	return &db.Error{Kind: db.Damaged, Path: r.d.Path(), Detail: what + " cannot be unpacked: " + err.Error(),
		Hint: "restore a copy of the database, or move it away and collect again", Err: err}
}

// Rematch queues what the vocabulary in force finds in a kept posting. p holds one reading and no page.
func (r *Run) Rematch(ctx context.Context, id int64, p *Packed) error {
	x := &p.readings[0]
	return r.enqueue(ctx, 4*len(x.blocks), func(t *tx) error {
		if _, err := t.runID(); err != nil {
			return err
		}
		t.tally.Rematched++
		differs, err := t.rematch(id, x)
		if differs {
			t.tally.Differ++
		}
		return err
	})
}

// rematch stamps the posting and replaces what was found in it, if that differs.
func (t *tx) rematch(id int64, x *packedReading) (bool, error) {
	n, err := t.exec(`UPDATE posting SET found = ?, mentions = ? WHERE id = ? AND found <> ?`, x.found[:], len(x.Mentions), id, x.found[:])
	if err != nil {
		return false, err
	}
	if _, err := t.exec(`UPDATE posting SET vocabulary = ?, overrides = ? WHERE id = ?`, t.r.vocabulary, t.r.info.Overrides, id); err != nil || n == 0 {
		return false, err
	}
	t.r.differ[id] = true
	if err := t.clear(id); err != nil {
		return true, err
	}
	return true, t.contents(id, x)
}

// clear takes out what was found in a posting.
func (t *tx) clear(id int64) error {
	for _, q := range []string{`DELETE FROM overridden WHERE posting = ?`, `DELETE FROM mention WHERE posting = ?`, `DELETE FROM posting_group WHERE posting = ?`, `DELETE FROM section WHERE posting = ?`} {
		if _, err := t.exec(q, id); err != nil {
			return err
		}
	}
	return nil
}

// Reread queues what the reader finds now on a kept page. p has the page's hash but no page of its own.
func (r *Run) Reread(ctx context.Context, page int64, p *Packed) error {
	r.fails(p.Hash, p.Outcome, p.Reason)
	bytes := 0
	for _, x := range p.readings {
		bytes += 4 * len(x.blocks)
	}
	return r.enqueue(ctx, bytes, func(t *tx) error {
		if _, err := t.runID(); err != nil {
			return err
		}
		t.tally.Reread++
		return t.reread(page, p)
	})
}

// reread replaces the postings of a page by their place on it: kept ones keep their id, first sight and sightings.
func (t *tx) reread(page int64, p *Packed) error {
	// A source whose last try failed otherwise keeps that outcome; the page it gave before is only what is kept.
	if _, err := t.exec(`UPDATE source SET outcome = ?, reason = ? WHERE page = ?3
		AND (outcome, reason) = (SELECT outcome, reason FROM page WHERE id = ?3)`, p.Outcome, p.Reason, page); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE page SET reader = ?, format = ?, outcome = ?, reason = ?, detail = ? WHERE id = ?`,
		t.r.info.Reader, p.Format, p.Outcome, p.Reason, p.Detail, page); err != nil {
		return err
	}
	kept, err := t.ids(`SELECT id FROM posting WHERE page = ? ORDER BY ordinal`, page)
	if err != nil {
		return err
	}
	before := t.tally
	for i := range p.readings {
		if i < len(kept) {
			err = t.rewrite(kept[i], &p.readings[i])
		} else {
			_, err = t.add(page, i, &p.readings[i])
		}
		if err != nil {
			return err
		}
	}
	t.tally.Postings, t.tally.Mentions = before.Postings, before.Mentions // these count what was met, not what was kept
	for _, id := range kept[min(len(kept), len(p.readings)):] {
		if err := t.drop(id); err != nil {
			return err
		}
	}
	return nil
}

// rewrite takes over a new reading of a kept posting.
func (t *tx) rewrite(id int64, x *packedReading) error {
	n, err := t.restate(id, x)
	if err != nil {
		return err
	}
	if n == differ {
		t.r.differ[id] = true
	}
	if _, err := t.exec(`UPDATE posting SET same = ? WHERE id = ?`, x.same[:], id); err != nil {
		return err
	}
	if err := t.sketch(id, x.sketch); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE posting_body SET blocks = ? WHERE posting = ?`, x.blocks, id); err != nil {
		return err
	}
	_, err = t.rematch(id, x)
	return err
}

// drop takes a posting out for good: the reader no longer finds it on its page.
func (t *tx) drop(id int64) error {
	if err := t.clear(id); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM sighting WHERE posting = ?`,
		`DELETE FROM sketch WHERE posting = ?`,
		`DELETE FROM merge WHERE ? IN (a, b)`,
		`DELETE FROM page_posting WHERE posting = ?`,
		`DELETE FROM posting_body WHERE posting = ?`,
		`UPDATE posting SET yields = NULL WHERE yields = ?`,
		`UPDATE posting SET cluster = id WHERE cluster = ?`,
		`DELETE FROM posting WHERE id = ?`,
	} {
		if _, err := t.exec(q, id); err != nil {
			return err
		}
	}
	return nil
}
