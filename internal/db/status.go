package db

import (
	"context"
	"time"
)

// Status is how one source fared.
type Status struct {
	Name, Part      string
	Outcome, Reason string // of the last run that met it
	LastSeen        string // when that was, UTC
	LastSuccess     string // when it last did not fail; empty when it never did
	FailedRuns      int    // runs in a row in which it failed
}

// Sources returns the sources that failed in at least so many runs in a row, by name; all for 0.
func (d *DB) Sources(ctx context.Context, failed int) ([]Status, error) {
	rows, err := d.SQL().QueryContext(ctx, `SELECT name, part, outcome, reason, last_seen, last_success, failed_runs
		FROM source WHERE failed_runs >= ? ORDER BY name, part`, failed)
	if err != nil {
		return nil, d.Fault("reading sources", err)
	}
	defer rows.Close()
	var out []Status
	for rows.Next() {
		var s Status
		if err := rows.Scan(&s.Name, &s.Part, &s.Outcome, &s.Reason, &s.LastSeen, &s.LastSuccess, &s.FailedRuns); err != nil {
			return nil, d.Fault("reading sources", err)
		}
		out = append(out, s)
	}
	return out, d.Fault("reading sources", rows.Err())
}

// Next is when a host may be asked again: when its turn comes and it no longer asks to be left alone. Zero when
// nothing is kept.
func (d *DB) Next(ctx context.Context, host string) (time.Time, error) {
	next, until, err := d.Host(ctx, host)
	if until.After(next) {
		next = until
	}
	return next, err
}
