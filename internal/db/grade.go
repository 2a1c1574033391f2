package db

import (
	"context"
	"database/sql"
	"errors"

	"jobsignal/internal/demand"
)

// SaveGrade keeps a grade beside the ones before it.
func (d *DB) SaveGrade(ctx context.Context, g demand.Grade) error {
	tx, err := d.SQL().BeginTx(ctx, nil)
	if err != nil {
		return d.Fault("storing the grade", err)
	}
	var id int64
	err = tx.QueryRowContext(ctx, `INSERT INTO grade (made, documents, vocabulary, reader) VALUES (?, ?, ?, ?) RETURNING id`, g.Made, g.Documents, g.Vocabulary, g.Reader).Scan(&id)
	for _, x := range g.Groups {
		if err != nil {
			break
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO grade_group (grade, term_kind, right_of_found, found, found_worth, found_of_there, there, there_worth)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, id, x.Group, x.Precision.K, x.Precision.Of, x.Precision.Effective, x.Recall.K, x.Recall.Of, x.Recall.Effective)
	}
	if err != nil {
		return d.Fault("storing the grade", errors.Join(err, tx.Rollback()))
	}
	return d.Fault("storing the grade", tx.Commit())
}

// Grade returns the newest grade; nil when none was saved.
func (d *DB) Grade(ctx context.Context) (*demand.Grade, error) {
	var g demand.Grade
	var id int64
	err := d.SQL().QueryRowContext(ctx, `SELECT id, made, documents, vocabulary, reader FROM grade ORDER BY id DESC LIMIT 1`).Scan(&id, &g.Made, &g.Documents, &g.Vocabulary, &g.Reader)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, d.Fault("reading the grade", err)
	}
	rows, err := d.SQL().QueryContext(ctx, `SELECT term_kind, right_of_found, found, found_worth, found_of_there, there, there_worth
		FROM grade_group WHERE grade = ? ORDER BY CASE term_kind WHEN 'platform' THEN 1 WHEN 'service' THEN 2 WHEN 'skill' THEN 3 WHEN 'tool' THEN 4 ELSE 5 END`, id)
	if err != nil {
		return nil, d.Fault("reading the grade", err)
	}
	defer rows.Close()
	for rows.Next() {
		var x demand.GradeGroup
		if err := rows.Scan(&x.Group, &x.Precision.K, &x.Precision.Of, &x.Precision.Effective, &x.Recall.K, &x.Recall.Of, &x.Recall.Effective); err != nil {
			return nil, d.Fault("reading the grade", err)
		}
		g.Groups = append(g.Groups, x)
	}
	return &g, d.Fault("reading the grade", rows.Err())
}
