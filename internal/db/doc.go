// Package db is the one memory: a single SQLite file that collect fills and report reads.
//
// It keeps pages once per content, the postings read from them with sections, mentions and groups, which
// postings advertise the same job, where and when each was met, and which vocabulary found what. SQL selects and
// counts here; what the numbers mean is decided in demand. docs/database.md describes tables and views.
//
// The file is written by one process at a time (a lock beside it names the process), in transactions that hold
// whole inputs, so that a crash loses nothing that was acknowledged and leaves no half posting. Running again on
// the same input adds no row.
//
// Writing goes through a Run: Pack what was read from a page (on any core), Store it (one goroutine), Flush when
// idle, Finish. Reading has no state: Rows and what travels beside them.
package db

import (
	"database/sql"
	"fmt"
	"time"
)

// Options are what Open needs from outside.
type Options struct {
	Now  func() time.Time // the clock; must be set. The database stores UTC, whatever its zone
	Warn func(string)     // told of what does not stop the run; may be nil

	Existing bool // the file must be there already
}

// DB is an open database. Its methods may be called by many goroutines; a Run may not.
type DB struct {
	path string
	sql  *sql.DB
	now  func() time.Time
	lock *lock
}

// stamp is a time as the database writes it: ISO-8601, UTC, whole seconds.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// week is the ISO week of a time in UTC, "2026-W48".
func week(t time.Time) string {
	y, w := t.UTC().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}
