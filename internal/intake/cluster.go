package intake

import "jobsignal/internal/db"

// member is a posting as far as clusters are concerned.
type member struct {
	id, cluster, yields int64
	same                string
}

// finish closes the run inside its last transaction.
func (t *tx) finish() error {
	if t.run == 0 {
		return t.repeat()
	}
	if err := t.regroup(); err != nil {
		return err
	}
	total := t.r.tally
	_, err := t.exec(`UPDATE run SET finished = ?, found = ?, read = ?, no_posting = ?, failed = ?, rematched = ? WHERE id = ?`,
		db.Stamp(t.r.d.Now()), total.Found, total.Read, total.NoPosting, total.Failed, total.Rematched, t.run)
	return err
}

// repeat counts a run that had nothing new to tell as a repetition of the last one. The first run of all is
// recorded even so.
func (t *tx) repeat() error {
	n, err := t.exec(`UPDATE run SET repeated = repeated + 1, repeated_at = ? WHERE id = (SELECT max(id) FROM run)`, t.r.at)
	if err != nil || n > 0 {
		return err
	}
	if _, err := t.runID(); err != nil {
		return err
	}
	return t.finish()
}

// regroup says anew which postings advertise the same job: those with equal title, employer, place and text, and
// all readings of one source's advertisement. The first posting of a cluster gives it its id.
func (t *tx) regroup() error {
	all, err := t.members()
	if err != nil {
		return err
	}
	for id, cluster := range clusters(all) {
		if _, err := t.exec(`UPDATE posting SET cluster = ? WHERE id = ?`, cluster, id); err != nil {
			return err
		}
	}
	return nil
}

// members lists all postings by id.
func (t *tx) members() ([]member, error) {
	s, err := t.stmt(`SELECT id, cluster, coalesce(yields, 0), same FROM posting ORDER BY id`)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(t.ctx)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []member
	for rows.Next() {
		var m member
		if err := rows.Scan(&m.id, &m.cluster, &m.yields, &m.same); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, rows.Err()
}

// clusters returns the postings whose cluster must change, with the cluster they belong to. all is ordered by id.
func clusters(all []member) map[int64]int64 {
	root := make(map[int64]int64, len(all))
	var find func(int64) int64
	find = func(id int64) int64 {
		if r, ok := root[id]; ok && r != id {
			root[id] = find(r)
			return root[id]
		}
		return id
	}
	join := func(a, b int64) {
		a, b = find(a), find(b)
		root[max(a, b)] = min(a, b)
	}
	first := make(map[string]int64, len(all))
	for _, m := range all {
		if f, ok := first[m.same]; ok {
			join(f, m.id)
		} else {
			first[m.same] = m.id
		}
		if m.yields != 0 {
			join(m.yields, m.id)
		}
	}
	wrong := map[int64]int64{}
	for _, m := range all {
		if c := find(m.id); c != m.cluster {
			wrong[m.id] = c
		}
	}
	return wrong
}
