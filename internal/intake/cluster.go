package intake

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"runtime/debug"
	"slices"

	"jobsignal/internal/db"
	"jobsignal/internal/job"
	"jobsignal/internal/unique"
)

// newReading joins the readings that one source gave of one advertisement over time, whatever their likeness: that
// they follow each other in one place proves more than their words. Its text is shown to users.
const newReading unique.Reason = "a newer reading of the same page"

// members are all postings by id, as far as their clusters are kept. What they are compared by is read past them, since
// it is many times as large.
type members struct {
	ids, clusters []int64
	yields        []unique.Link // posting to the newer reading that it yields to
}

// finish closes the run inside its last transaction.
func (t *tx) finish() error {
	if t.run == 0 {
		late, err := t.late()
		if err != nil {
			return err
		}
		if !late {
			return t.repeat()
		}
	}
	return t.close()
}

// close says which postings are one job and writes the run's figures into its record.
func (t *tx) close() error {
	if _, err := t.runID(); err != nil {
		return err
	}
	if err := t.regroup(); err != nil {
		return err
	}
	total := t.r.tally
	_, err := t.exec(`UPDATE run SET finished = ?, found = ?, read = ?, no_posting = ?, failed = ?, rematched = ? WHERE id = ?`,
		db.Stamp(t.r.d.Now()), total.Found, total.Read, total.NoPosting, total.Failed, total.Rematched, t.run)
	return err
}

// late reports whether the kept clusters follow another rule than this program's, or lack sketches: both happen once,
// after a new version.
func (t *tx) late() (bool, error) {
	var late bool
	_, err := t.get(`SELECT EXISTS (SELECT 1 FROM posting WHERE id NOT IN (SELECT posting FROM sketch))
		OR EXISTS (SELECT 1 FROM posting) AND coalesce((SELECT text FROM merge_rule), '') <> ?`, []any{unique.Rule()}, &late)
	return late, err
}

// repeat counts a run that had nothing new to tell as a repetition of the last one. The first run of all is
// recorded even so.
func (t *tx) repeat() error {
	n, err := t.exec(`UPDATE run SET repeated = repeated + 1, repeated_at = ? WHERE id = (SELECT max(id) FROM run)`, t.r.at)
	if err != nil || n > 0 {
		return err
	}
	return t.close()
}

// regroup says anew which postings advertise the same job (package unique has the rule), and why. The first posting
// of a cluster gives it its id. Only what differs from before is written.
func (t *tx) regroup() error {
	if err := t.sketchMissing(); err != nil {
		return err
	}
	// The index of all postings is the largest thing that a run holds: garbage is not to double it.
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	wrong, links, err := t.clusters()
	if err != nil {
		return err
	}
	for id, cluster := range wrong {
		if _, err := t.exec(`UPDATE posting SET cluster = ? WHERE id = ?`, cluster, id); err != nil {
			return err
		}
	}
	if err := t.merges(links); err != nil {
		return err
	}
	if err := t.stayOut(); err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO merge_rule (id, text) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text`, unique.Rule())
	return err
}

// stayOut keeps a job out that a person took out when this run met another copy of it.
func (t *tx) stayOut() error {
	if t.r.info.Again {
		return nil
	}
	_, err := t.exec(`UPDATE posting SET removed = ?1 WHERE first_seen = ?1 AND removed IS NULL
		AND EXISTS (SELECT 1 FROM posting o WHERE o.cluster = posting.cluster AND o.first_seen < ?1)
		AND NOT EXISTS (SELECT 1 FROM posting o WHERE o.cluster = posting.cluster AND o.first_seen < ?1 AND o.removed IS NULL)`, t.r.at)
	return err
}

// sketchMissing makes the sketches that a file of an older schema lacks.
func (t *tx) sketchMissing() error {
	ids, err := t.ids(`SELECT id FROM posting WHERE id NOT IN (SELECT posting FROM sketch) ORDER BY id`)
	if err != nil {
		return err
	}
	for _, id := range ids {
		var packed []byte
		if _, err := t.get(`SELECT blocks FROM posting_body WHERE posting = ?`, []any{id}, &packed); err != nil {
			return err
		}
		var p job.Posting
		text, err := t.r.unzip.DecodeAll(packed, nil)
		if err == nil {
			err = json.Unmarshal(text, &p.Body)
		}
		if err != nil {
			return t.r.bad(fmt.Sprintf("posting %d", id), err)
		}
		if err := t.sketch(id, sketch(&p)); err != nil {
			return err
		}
	}
	return nil
}

// sketch keeps the sketch of a posting's text.
func (t *tx) sketch(id int64, minhash []byte) error {
	_, err := t.exec(`INSERT INTO sketch (posting, minhash) VALUES (?, ?)
		ON CONFLICT (posting) DO UPDATE SET minhash = excluded.minhash WHERE minhash <> excluded.minhash`, id, minhash)
	return err
}

// compared yields all postings by id, as they are compared, and notes in m what is kept of each. The error is set
// when the sequence ends.
func (t *tx) compared(m *members, failed *error) iter.Seq[unique.Posting] {
	return func(yield func(unique.Posting) bool) {
		s, err := t.stmt(`SELECT p.id, p.cluster, coalesce(p.yields, 0), p.title, p.employer, p.location,
			p.posted, substr(p.first_seen, 1, 10), p.years, p.complete, k.minhash
			FROM posting p JOIN sketch k ON k.posting = p.id ORDER BY p.id`)
		if err != nil {
			*failed = err
			return
		}
		rows, err := s.QueryContext(t.ctx)
		if err != nil {
			*failed = err
			return
		}
		defer rows.Close()
		var minhash sql.RawBytes
		for rows.Next() {
			var p unique.Posting
			var cluster, yields, complete int64
			if *failed = rows.Scan(&p.ID, &cluster, &yields, &p.Title, &p.Employer, &p.Place, &p.Posted, &p.Seen, &p.Years, &complete, &minhash); *failed != nil {
				return
			}
			p.Fields = int(complete / longest)
			if p.Text, err = unique.ParseSignature(minhash); err != nil {
				*failed = t.r.bad(fmt.Sprintf("the sketch of posting %d", p.ID), err)
				return
			}
			m.ids, m.clusters = append(m.ids, p.ID), append(m.clusters, cluster)
			if yields != 0 {
				m.yields = append(m.yields, unique.Link{A: p.ID, B: yields})
			}
			if !yield(p) {
				return
			}
		}
		*failed = rows.Err()
	}
}

// clusters returns the postings whose cluster must change, with the cluster they belong to, and every merge.
func (t *tx) clusters() (wrong map[int64]int64, links []unique.Link, err error) {
	var m members
	list := unique.Clusters(t.compared(&m, &err))
	if err != nil {
		return nil, nil, err
	}
	parent := make([]int32, len(m.ids))
	for i := range parent {
		parent[i] = int32(i)
	}
	at := func(id int64) int32 {
		i, _ := slices.BinarySearch(m.ids, id)
		for parent[i] != int32(i) {
			parent[i] = parent[parent[i]]
			i = int(parent[i])
		}
		return int32(i)
	}
	for _, c := range list {
		links = append(links, c.Links...)
		for _, id := range c.Members[1:] {
			parent[at(id)] = at(c.Members[0]) // the smallest: members are sorted
		}
	}
	for _, y := range m.yields {
		a, b := at(y.A), at(y.B)
		if a == b {
			continue
		}
		parent[max(a, b)] = min(a, b)
		l := unique.Link{A: min(y.A, y.B), B: max(y.A, y.B), Reason: newReading}
		if l.Likeness, err = t.likeness(y.A, y.B); err != nil {
			return nil, nil, err
		}
		links = append(links, l)
	}
	wrong = map[int64]int64{}
	for i, id := range m.ids {
		if c := m.ids[at(id)]; c != m.clusters[i] {
			wrong[id] = c
		}
	}
	return wrong, links, nil
}

// likeness compares the texts of two postings.
func (t *tx) likeness(a, b int64) (float64, error) {
	var texts [2]unique.Signature
	for i, id := range []int64{a, b} {
		var minhash []byte
		if _, err := t.get(`SELECT minhash FROM sketch WHERE posting = ?`, []any{id}, &minhash); err != nil {
			return 0, err
		}
		var err error
		if texts[i], err = unique.ParseSignature(minhash); err != nil {
			return 0, t.r.bad(fmt.Sprintf("the sketch of posting %d", id), err)
		}
	}
	return unique.Likeness(&texts[0], &texts[1]), nil
}

// pairOf names a merge.
type pairOf struct{ a, b int64 }

// why is what a merge rests on.
type why struct {
	reason   unique.Reason
	likeness float64
}

// merges brings the table of merges up to date with links.
func (t *tx) merges(links []unique.Link) error {
	kept, err := t.keptMerges()
	if err != nil {
		return err
	}
	for _, l := range links {
		is := why{l.Reason, l.Likeness}
		if was, ok := kept[pairOf{l.A, l.B}]; ok && was == is {
			delete(kept, pairOf{l.A, l.B})
			continue
		}
		delete(kept, pairOf{l.A, l.B})
		if _, err := t.exec(`INSERT OR REPLACE INTO merge (a, b, reason, likeness) VALUES (?, ?, ?, ?)`, l.A, l.B, string(l.Reason), l.Likeness); err != nil {
			return err
		}
	}
	for p := range kept { // what is left holds no more
		if _, err := t.exec(`DELETE FROM merge WHERE a = ? AND b = ?`, p.a, p.b); err != nil {
			return err
		}
	}
	return nil
}

// keptMerges reads the table of merges.
func (t *tx) keptMerges() (map[pairOf]why, error) {
	s, err := t.stmt(`SELECT a, b, reason, likeness FROM merge`)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(t.ctx)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	kept := map[pairOf]why{}
	for rows.Next() {
		var p pairOf
		var w why
		if err := rows.Scan(&p.a, &p.b, &w.reason, &w.likeness); err != nil {
			return nil, err
		}
		kept[p] = w
	}
	return kept, rows.Err()
}
