package db

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Listed is one unique posting as collect list shows it.
type Listed struct {
	ID                              int64
	Title, Employer, Location, Week string
	Source                          string // the file or URL of the posting that speaks
	Members                         int
	Mentions                        int
	Removed                         bool
}

// List returns unique postings, by id: those that count, or, with removed, those that a person took out.
func (d *DB) List(ctx context.Context, f Filter, removed bool) ([]Listed, error) {
	match, err := f.test()
	if err != nil {
		return nil, err
	}
	rows, err := d.SQL().QueryContext(ctx, `SELECT p.cluster, p.title, p.employer, p.location, p.posted, min(p.first_seen), o.name, o.part,
		count(*), p.mentions, max(p.complete - (p.yields IS NOT NULL) * 1000000000)
		FROM posting p JOIN page g ON g.id = p.page JOIN source o ON o.id = g.source
		WHERE (p.removed IS NOT NULL) = ? GROUP BY p.cluster ORDER BY p.cluster`, removed)
	if err != nil {
		return nil, d.Fault("listing", err)
	}
	defer rows.Close()
	var out []Listed
	for rows.Next() {
		l := Listed{Removed: removed}
		var posted, first, name, part string
		var best int64 // makes SQLite take the other columns from the member that speaks
		if err := rows.Scan(&l.ID, &l.Title, &l.Employer, &l.Location, &posted, &first, &name, &part, &l.Members, &l.Mentions, &best); err != nil {
			return nil, d.Fault("listing", err)
		}
		seen, err := time.Parse(time.RFC3339, first)
		if err != nil {
			return nil, d.Fault("listing", err)
		}
		l.Source, l.Week = place(name, part), Week(seen)
		if posted == "" {
			posted = seen.Format(time.DateOnly)
		}
		if match(l.Title, l.Employer, posted) {
			out = append(out, l)
		}
	}
	return out, d.Fault("listing", rows.Err())
}

// Remove takes the unique posting with this id out, with all its members, or puts it back. It returns how many
// postings that changed.
func (d *DB) Remove(ctx context.Context, id int64, back bool) (int64, error) {
	var n int
	if err := d.SQL().QueryRowContext(ctx, `SELECT count(*) FROM posting WHERE cluster = ?`, id).Scan(&n); err != nil {
		return 0, d.Fault("removing", err)
	}
	if n == 0 {
		return 0, fmt.Errorf("database %q: there is no posting %d; collect list shows the ids", d.Path(), id)
	}
	return d.setRemoved(ctx, back, `cluster = ?`, id)
}

// RemoveSource takes out, or puts back, the postings of a file, a folder or a URL. It returns how many changed.
func (d *DB) RemoveSource(ctx context.Context, name string, back bool) (int64, error) {
	folder := strings.TrimRight(name, "/") + "/"
	const of = `id IN (SELECT c.posting FROM page_posting c JOIN source o ON o.page = c.page OR o.id = (SELECT source FROM page WHERE id = c.page)
		WHERE o.name = ? OR substr(o.name, 1, length(?2)) = ?2)`
	var n int
	if err := d.SQL().QueryRowContext(ctx, `SELECT count(*) FROM posting WHERE `+of, name, folder).Scan(&n); err != nil {
		return 0, d.Fault("removing", err)
	}
	if n == 0 {
		return 0, fmt.Errorf("database %q: no posting comes from %q; collect list shows where they come from", d.Path(), name)
	}
	return d.setRemoved(ctx, back, of, name, folder)
}

// setRemoved marks the postings that a condition of ours selects.
func (d *DB) setRemoved(ctx context.Context, back bool, where string, args ...any) (int64, error) {
	set := `UPDATE posting SET removed = '` + Stamp(d.Now()) + `' WHERE removed IS NULL AND `
	if back {
		set = `UPDATE posting SET removed = NULL WHERE removed IS NOT NULL AND `
	}
	res, err := d.SQL().ExecContext(ctx, set+where, args...)
	if err != nil {
		return 0, d.Fault("removing", err)
	}
	n, err := res.RowsAffected()
	return n, d.Fault("removing", err)
}
