package db

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Robots is the answer of a server when asked for its robots.txt.
type Robots struct {
	Fetched time.Time
	Status  int // 0: it could not be had
	Body    []byte
}

// Robots returns the kept answer of an origin ("https://host:443").
func (d *DB) Robots(ctx context.Context, origin string) (Robots, bool, error) {
	var r Robots
	var fetched string
	err := d.sql.QueryRowContext(ctx, `SELECT fetched, status, body FROM robots WHERE origin = ?`, origin).Scan(&fetched, &r.Status, &r.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	if err == nil {
		r.Fetched, err = time.Parse(time.RFC3339, fetched)
	}
	return r, err == nil, d.fault("reading robots.txt", err)
}

// SetRobots keeps the answer of an origin.
func (d *DB) SetRobots(ctx context.Context, origin string, r Robots) error {
	if r.Body == nil {
		r.Body = []byte{}
	}
	_, err := d.sql.ExecContext(ctx, `INSERT INTO robots (origin, fetched, status, body) VALUES (?, ?, ?, ?)
		ON CONFLICT (origin) DO UPDATE SET fetched = excluded.fetched, status = excluded.status, body = excluded.body`,
		origin, stamp(r.Fetched), r.Status, r.Body)
	return d.fault("keeping robots.txt", err)
}

// Host is what politeness needs to know of a host between runs.
type Host struct {
	LastRequest time.Time
	NotBefore   time.Time // the host asked to wait until then; zero when it did not
}

// Host returns what is kept of a host.
func (d *DB) Host(ctx context.Context, name string) (Host, bool, error) {
	var h Host
	var last, not string
	err := d.sql.QueryRowContext(ctx, `SELECT last_request, not_before FROM host WHERE name = ?`, name).Scan(&last, &not)
	if errors.Is(err, sql.ErrNoRows) {
		return h, false, nil
	}
	if err == nil {
		h.LastRequest, err = time.Parse(time.RFC3339, last)
	}
	if err == nil && not != "" {
		h.NotBefore, err = time.Parse(time.RFC3339, not)
	}
	return h, err == nil, d.fault("reading a host", err)
}

// SetHost keeps what is known of a host.
func (d *DB) SetHost(ctx context.Context, name string, h Host) error {
	not := ""
	if !h.NotBefore.IsZero() {
		not = stamp(h.NotBefore)
	}
	_, err := d.sql.ExecContext(ctx, `INSERT INTO host (name, last_request, not_before) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET last_request = excluded.last_request, not_before = excluded.not_before`,
		name, stamp(h.LastRequest), not)
	return d.fault("keeping a host", err)
}

// Visit is what is held of a URL from an earlier run.
type Visit struct {
	At                 time.Time // when it was last fetched whole, or confirmed unchanged
	ETag, LastModified string
}

// Visit returns what is held of a URL; false when nothing is, or when the last try failed.
func (d *DB) Visit(ctx context.Context, address string) (Visit, bool, error) {
	var v Visit
	var at string
	err := d.sql.QueryRowContext(ctx, `SELECT last_seen, etag, last_modified FROM source
		WHERE name = ? AND part = '' AND outcome <> 'failed' AND page IS NOT NULL`, address).Scan(&at, &v.ETag, &v.LastModified)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	if err == nil {
		v.At, err = time.Parse(time.RFC3339, at)
	}
	return v, err == nil, d.fault("reading a source", err)
}
