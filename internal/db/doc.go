// Package db is the one memory: a single SQLite file that collect fills and report reads.
//
// It keeps pages once per content, the postings read from them with sections, mentions and groups, which
// postings advertise the same job, where and when each was met, and which vocabulary found what. SQL selects and
// counts here; what the numbers mean is decided in demand. docs/database.md describes tables and views.
//
// The file is written by one process at a time (a lock beside it names the process), in transactions that hold
// whole inputs, so that a crash loses nothing that was acknowledged and leaves no half posting. Running again on
// the same input adds no row.
package db

import (
	"context"
	"database/sql"
	"time"

	"jobsignal/internal/demand"
)

// Options are what Open needs from outside. Now must be set for writing.
type Options struct {
	Now func() time.Time // the clock; the database stores UTC whatever its zone
}

// DB is an open database. Reading methods may be called by many goroutines.
type DB struct {
	path string
	sql  *sql.DB
	now  func() time.Time
}

// Open opens the database for writing, making it when the file does not exist. Errors are *Error: the file is
// not ours, newer, damaged, locked, or the disk failed; nothing is written in these cases.
func Open(ctx context.Context, path string, o Options) (*DB, error) { return &DB{path: path, now: o.Now}, nil }

// OpenRead opens the database for reading only. A journal left by a killed run is rolled back first.
func OpenRead(ctx context.Context, path string) (*DB, error) { return &DB{path: path}, nil }

// Close ends the use of the database and frees the lock.
func (d *DB) Close() error { return nil }

// Filter selects unique postings. The zero value selects all.
type Filter struct {
	Since, Until string // first and last day, 2006-01-02, both included; a posting's day is the day it was posted, else first seen
	Title        string // pattern; see Pattern
	Employer     string // pattern
}

// Rows returns the selected unique postings, by id. Removed postings are left out.
func (d *DB) Rows(ctx context.Context, f Filter) ([]demand.Row, error) { return nil, nil }

// Evidence calls each for every mention of the postings with these ids (all when ids is nil), by posting and place.
func (d *DB) Evidence(ctx context.Context, ids []int64, each func(demand.Evidence) error) error {
	return nil
}

// Origins says where the unique postings with these ids (all when nil) were found.
func (d *DB) Origins(ctx context.Context, ids []int64) (map[int64]demand.Origin, error) {
	return nil, nil
}

// Ledger accounts for everything that was read.
func (d *DB) Ledger(ctx context.Context) (demand.Ledger, error) { return demand.Ledger{}, nil }

// Vocabulary is what looked for terms: one effective vocabulary.
type Vocabulary struct {
	Digest string    // 64 hex digits, as taxonomy computes it
	YAML   []byte    // the effective vocabulary; taxonomy.Parse reads it back
	Custom bool      // made with --keywords; false: the program's default
	Since  time.Time // in force since
}

// Vocabulary returns the vocabulary in force; its digest is empty when the database holds none yet.
func (d *DB) Vocabulary(ctx context.Context) (Vocabulary, error) { return Vocabulary{}, nil }
