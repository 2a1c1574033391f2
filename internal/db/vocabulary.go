package db

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Vocabulary is what looks for terms: one effective vocabulary.
type Vocabulary struct {
	Digest string    // 64 hex digits, as taxonomy computes it
	YAML   []byte    // the effective vocabulary; taxonomy.Parse reads it back
	Custom bool      // made with --keywords; false: the program's default
	Since  time.Time // in force since; set by the database
	Terms  []Term    // for the views; not read back
}

// Term is what the views tell of a term.
type Term struct{ ID, Name, Kind, Platform string }

// Vocabulary returns the vocabulary in force; its digest is empty when the database holds none yet.
func (d *DB) Vocabulary(ctx context.Context) (Vocabulary, error) {
	var v Vocabulary
	var since string
	err := d.SQL().QueryRowContext(ctx, `SELECT digest, yaml, custom, since FROM vocabulary WHERE in_force = 1`).
		Scan(&v.Digest, &v.YAML, &v.Custom, &since)
	if errors.Is(err, sql.ErrNoRows) {
		return Vocabulary{}, nil
	}
	if err != nil {
		return v, d.Fault("reading the vocabulary", err)
	}
	v.Since, err = time.Parse(time.RFC3339, since)
	return v, d.Fault("reading the vocabulary", err)
}

// SetVocabulary puts a vocabulary in force. Postings keep the stamp of the one that matched them until a run
// matches them again. Setting the one in force again changes nothing.
func (d *DB) SetVocabulary(ctx context.Context, v Vocabulary) error {
	now, err := d.Vocabulary(ctx)
	if err != nil || now.Digest == v.Digest && now.Custom == v.Custom {
		return err
	}
	tx, err := d.SQL().BeginTx(ctx, nil)
	if err != nil {
		return d.Fault("storing the vocabulary", err)
	}
	if err := putVocabulary(ctx, tx, v, Stamp(d.Now())); err != nil {
		_ = tx.Rollback() // the first error tells
		return d.Fault("storing the vocabulary", err)
	}
	return d.Fault("storing the vocabulary", tx.Commit())
}

func putVocabulary(ctx context.Context, tx *sql.Tx, v Vocabulary, since string) error {
	if _, err := tx.ExecContext(ctx, `UPDATE vocabulary SET in_force = 0 WHERE in_force = 1; DELETE FROM term`); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO vocabulary (digest, yaml, custom, since, in_force) VALUES (?, ?, ?, ?, 1)
		ON CONFLICT (digest) DO UPDATE SET custom = excluded.custom, since = excluded.since, in_force = 1`,
		v.Digest, string(v.YAML), v.Custom, since); err != nil {
		return err
	}
	for _, x := range v.Terms {
		if _, err := tx.ExecContext(ctx, `INSERT INTO term (id, name, kind, platform) VALUES (?, ?, ?, ?)`, x.ID, x.Name, x.Kind, x.Platform); err != nil {
			return err
		}
	}
	return nil
}
