package db

import (
	"context"
	"database/sql"
	"errors"

	"jobsignal/internal/demand"
)

// Overrides returns the file of overrides in force and its digest; empty when there is none.
func (d *DB) Overrides(ctx context.Context) (yaml []byte, digest string, err error) {
	err = d.SQL().QueryRowContext(ctx, `SELECT yaml, digest FROM overrides`).Scan(&yaml, &digest)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", nil
	}
	return yaml, digest, d.Fault("reading overrides", err)
}

// SetOverrides puts a file of overrides in force; an empty digest drops the one that is.
func (d *DB) SetOverrides(ctx context.Context, yaml []byte, digest string) error {
	var err error
	if digest == "" {
		_, err = d.SQL().ExecContext(ctx, `DELETE FROM overrides`)
	} else {
		_, err = d.SQL().ExecContext(ctx, `INSERT INTO overrides (id, digest, yaml) VALUES (1, ?, ?)
			ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, yaml = excluded.yaml`, digest, string(yaml))
	}
	return d.Fault("storing overrides", err)
}

// Applied lists the names (posting, term, sentence) of the overrides that changed something.
func (d *DB) Applied(ctx context.Context) (map[string]bool, error) {
	rows, err := d.SQL().QueryContext(ctx, `SELECT DISTINCT hash FROM overridden`)
	if err != nil {
		return nil, d.Fault("reading overrides", err)
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var h string
		if err := rows.Scan(&h); err != nil {
			return nil, d.Fault("reading overrides", err)
		}
		out[h] = true
	}
	return out, d.Fault("reading overrides", rows.Err())
}

// overridden adds what overrides changed in unique postings.
func (d *DB) overridden(ctx context.Context, l *demand.Ledger) error {
	rows, err := d.SQL().QueryContext(ctx, `SELECT s.cluster, o.term, o.was, o.verdict, o.sentence
		FROM overridden o JOIN speaker s ON s.id = o.posting ORDER BY s.cluster, o.ordinal`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var o demand.Override
		if err := rows.Scan(&o.Posting, &o.Term, &o.Was, &o.Verdict, &o.Sentence); err != nil {
			return err
		}
		l.Overrides = append(l.Overrides, o)
	}
	return rows.Err()
}
