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
// This package holds the tables (migrations/), opens the file, and has everything that reads: Rows and what travels
// beside them for report, the list for people. Package intake writes what a run takes in. Small facts that are written
// one at a time (the vocabulary in force, removals, what fetch must remember) are written here.
package db

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"time"

	"jobsignal/internal/vault"
)

// Options are what Open needs from outside. The database stores UTC, whatever the zone of the clock.
type Options = vault.Options

// Error is a database that cannot be used, with the cause and the way out in one line.
type Error = vault.Error

// Kind says what is wrong with a database; commands turn it into an exit code.
type Kind = vault.Kind

// The kinds of Error. The comment is the exit code of the house.
const (
	Missing = vault.Missing // 1: no such file (OpenRead), or no folder to put it in
	Foreign = vault.Foreign // 10: not made by Jobsignal
	Newer   = vault.Newer   // 10: made by a newer version
	Older   = vault.Older   // 10: made by an older version and opened for reading only
	Damaged = vault.Damaged // 10: the file is damaged
	Locked  = vault.Locked  // 11: another run holds it
	Storage = vault.Storage // 12: the disk is full or failed; the last batch was rolled back
)

// DB is an open database. Its methods may be called by many goroutines.
type DB struct{ *vault.File }

// applicationID is "Jobs" in the file's header: how the file says that it is ours.
const applicationID = 0x4A6F6273

//go:embed migrations/*.sql
var migrations embed.FS

// schema lists the migrations in the order of their numbers.
func schema() (vault.Schema, error) {
	s := vault.Schema{ID: applicationID}
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return s, err
	}
	for _, n := range names {
		b, err := migrations.ReadFile(n)
		if err != nil {
			return s, err
		}
		s.Steps = append(s.Steps, vault.Step{Name: path.Base(n), SQL: string(b)})
	}
	return s, nil
}

// Open opens the database for writing, making it when the file does not exist, and holds the lock beside it until
// Close. Errors are *Error, and then nothing was written.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	s, err := schema()
	if err != nil {
		return nil, err
	}
	f, err := vault.Open(ctx, path, s, o)
	if err != nil {
		return nil, err
	}
	return &DB{f}, nil
}

// OpenRead opens the database for reading only. What a killed run left half done is rolled back first, which needs
// write access. Errors are *Error.
func OpenRead(ctx context.Context, path string) (*DB, error) {
	s, err := schema()
	if err != nil {
		return nil, err
	}
	f, err := vault.OpenRead(ctx, path, s)
	if err != nil {
		return nil, err
	}
	return &DB{f}, nil
}

// Stamp is a time as the database writes it: ISO-8601, UTC, whole seconds.
func Stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Week is the ISO week of a time in UTC, "2026-W48".
func Week(t time.Time) string {
	y, w := t.UTC().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}
