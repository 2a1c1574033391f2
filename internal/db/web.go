package db

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// Robots returns when the robots.txt of an origin ("https://host:443") was kept, and its rules; a zero time when it
// was not.
func (d *DB) Robots(ctx context.Context, origin string) (fetched time.Time, body string, err error) {
	var at string
	err = d.SQL().QueryRowContext(ctx, `SELECT fetched, body FROM robots WHERE origin = ?`, origin).Scan(&at, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, "", nil
	}
	if err == nil {
		fetched, err = moment(at)
	}
	return fetched, body, d.Fault("reading robots.txt", err)
}

// SetRobots keeps the robots.txt of an origin.
func (d *DB) SetRobots(ctx context.Context, origin string, fetched time.Time, body string) error {
	_, err := d.SQL().ExecContext(ctx, `INSERT INTO robots (origin, fetched, body) VALUES (?, ?, ?)
		ON CONFLICT (origin) DO UPDATE SET fetched = excluded.fetched, body = excluded.body`,
		origin, fine(fetched), strings.ToValidUTF8(body, "\uFFFD"))
	return d.Fault("keeping robots.txt", err)
}

// Host returns when a host may be asked again (next), and until when it asked to be left alone; zero times when
// nothing is kept.
func (d *DB) Host(ctx context.Context, name string) (next, until time.Time, err error) {
	var n, u string
	err = d.SQL().QueryRowContext(ctx, `SELECT next_request, not_before FROM host WHERE name = ?`, name).Scan(&n, &u)
	if errors.Is(err, sql.ErrNoRows) {
		return next, until, nil
	}
	if err == nil {
		next, err = moment(n)
	}
	if err == nil {
		until, err = moment(u)
	}
	return next, until, d.Fault("reading a host", err)
}

// SetHost keeps when a host may be asked again.
func (d *DB) SetHost(ctx context.Context, name string, next, until time.Time) error {
	_, err := d.SQL().ExecContext(ctx, `INSERT INTO host (name, next_request, not_before) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET next_request = excluded.next_request, not_before = excluded.not_before`,
		name, fine(next), fine(until))
	return d.Fault("keeping a host", err)
}

// fine is a time with its fractions of a second; a zero time is empty.
func fine(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// moment reads what fine and stamp write.
func moment(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339, s)
}

// Visit is what is held of a URL from an earlier run.
type Visit struct {
	At                 time.Time // when it was last fetched whole, or confirmed unchanged
	ETag, LastModified string
}

// Visit returns what is held of a URL, or of one part of what it lists; false when nothing is, or when the last try
// failed. Of a list that is no page itself, such as a board, only the time of the last visit is known.
func (d *DB) Visit(ctx context.Context, address, part string) (Visit, bool, error) {
	var v Visit
	var at string
	err := d.SQL().QueryRowContext(ctx, `SELECT last_seen, etag, last_modified FROM source
		WHERE name = ? AND part = ? AND outcome <> 'failed' AND page IS NOT NULL
		UNION ALL
		SELECT max(last_seen), '', '' FROM source
		WHERE name = ? AND ? = '' AND outcome <> 'failed' AND page IS NOT NULL
		HAVING max(last_seen) IS NOT NULL AND min(part) <> ''
		LIMIT 1`, address, part, address, part).Scan(&at, &v.ETag, &v.LastModified)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	if err == nil {
		v.At, err = moment(at)
	}
	return v, err == nil, d.Fault("reading a source", err)
}
