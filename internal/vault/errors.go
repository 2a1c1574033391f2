package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Kind says what is wrong with a database; commands turn it into an exit code.
type Kind int

// The kinds of error. The comment is the exit code of the house.
const (
	Missing Kind = iota + 1 // 1: no such file (OpenRead), or no folder to put it in
	Foreign                 // 10: not made by Jobsignal
	Newer                   // 10: made by a newer version
	Older                   // 10: made by an older version and opened for reading only
	Damaged                 // 10: the file is damaged
	Locked                  // 11: another run holds it
	Storage                 // 12: the disk is full or failed; the last batch was rolled back
)

// Error is a database that cannot be used, with the cause and the way out in one line.
type Error struct {
	Kind   Kind
	Path   string
	Detail string // the cause
	Hint   string // the way out
	Err    error  // the error below, if any
}

// Error names the file, the cause and the way out on one line.
func (e *Error) Error() string {
	s := fmt.Sprintf("database %q: %s", e.Path, strings.Join(strings.Fields(e.Detail), " "))
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// Unwrap gives the error below.
func (e *Error) Unwrap() error { return e.Err }

// What to do about damage and about a disk that failed, in every message of that kind.
const (
	damagedHint = "it was left as it is; restore a copy, or move it away and collect again"
	storageHint = "nothing acknowledged is lost; free space or mend the disk and run again"
)

// Is reports whether err is an *Error of that kind.
func Is(err error, k Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == k
}

// Fault turns an error of SQLite or the file system into an *Error. doing is for the message. SQLite reports some
// failing reads as damage, so the file is opened afresh and checked before it is called damaged.
func (d *File) Fault(doing string, err error) error {
	var e *Error
	if err == nil || errors.As(err, &e) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	storage := func(hint string) error {
		return &Error{Kind: Storage, Path: d.path, Detail: doing + ": " + err.Error(), Hint: hint, Err: err}
	}
	var s *sqlite.Error
	if !errors.As(err, &s) {
		switch {
		case errors.Is(err, fs.ErrPermission):
			return storage("see who may read and write the file and its folder, or name another file with --db")
		case errors.Is(err, syscall.EROFS):
			return storage("the disk is mounted for reading only; name a file on another one with --db")
		case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EIO):
			return storage("free space or mend the disk, then run again")
		}
		return fmt.Errorf("database %q: %s: %w", d.path, doing, err)
	}
	switch s.Code() & 0xff { // the low byte is the kind, the rest says where it happened
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM:
		return storage(storageHint)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return storage("check the permissions of the file and its folder, then run again")
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return &Error{Kind: Locked, Path: d.path, Detail: doing + ": another program holds it", Hint: "close that program and run again", Err: err}
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		if err := legible(d.path); err != nil {
			return storage("the disk does not give the file back (" + err.Error() + "); mend it and run again")
		}
		for range 2 { // a disk that gave one wrong answer may give another
			if probe(context.Background(), d.path) == nil {
				return storage("the file itself is whole, so the disk gave a wrong answer; run again")
			}
		}
		return &Error{Kind: Damaged, Path: d.path, Detail: doing + ": " + err.Error(), Hint: damagedHint, Err: err}
	}
	return fmt.Errorf("database %q: %s: %w", d.path, doing, err)
}

// legible reads the whole file without SQLite and returns what the disk says to that. It closes the file, which drops
// this process's locks on it, so nothing may be in the middle of a transaction.
func legible(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, io.NewSectionReader(f, 0, math.MaxInt64))
	return errors.Join(err, f.Close())
}

// needsRollback reports whether a read-only opening met a journal that must be rolled back first.
func needsRollback(err error) bool {
	var s *sqlite.Error
	if !errors.As(err, &s) {
		return false
	}
	switch s.Code() {
	case sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY, sqlite3.SQLITE_READONLY_CANTINIT, sqlite3.SQLITE_CANTOPEN:
		return true
	}
	return false
}

// Check runs SQLite's own check ("quick_check" or "integrity_check") over the whole file.
func (d *File) Check(ctx context.Context, how string) error {
	found, err := findings(ctx, d.sql, how)
	if err != nil {
		return d.Fault("checking", err)
	}
	if found != "" {
		return &Error{Kind: Damaged, Path: d.path, Detail: "damaged: " + found, Hint: damagedHint}
	}
	return nil
}

// findings returns the first thing that a check finds, or "".
func findings(ctx context.Context, conn *sql.DB, how string) (string, error) {
	var s string
	if err := conn.QueryRowContext(ctx, `PRAGMA `+how+`(1)`).Scan(&s); err != nil || s == "ok" {
		return "", err
	}
	return s, nil
}

// probe opens the file afresh and checks it. It returns nil when the file is whole.
func probe(ctx context.Context, path string) error {
	conn, err := connect(path, "ro")
	if err != nil {
		return err
	}
	found, err := findings(ctx, conn, "quick_check")
	if err == nil && found != "" {
		err = errors.New(found)
	}
	return errors.Join(err, conn.Close())
}
