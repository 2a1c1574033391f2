package vault

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

const (
	headerSize = 100 // bytes of the SQLite file header, which is specified at sqlite.org/fileformat2.html
	magic      = "SQLite format 3\x00"
)

// Schema says what a file of ours looks like.
type Schema struct {
	ID    uint32 // application_id in the file's header
	Steps []Step // in order; the schema's version is their number
}

// Step is one numbered migration. Once landed it is never edited: files of every earlier version must still migrate.
type Step struct{ Name, SQL string }

// Options are what Open needs from outside.
type Options struct {
	Now      func() time.Time // the clock; must be set
	Warn     func(string)     // told of what does not stop the run; may be nil
	Existing bool             // the file must be there already
}

// File is an open database file.
type File struct {
	path   string
	sql    *sql.DB
	now    func() time.Time
	schema Schema
	lock   *lock // nil when the file is open for reading only
}

// SQL is the one connection to a file that is open for writing, and up to readers of them to one that is read.
// Transactions begin with a write lock.
func (d *File) SQL() *sql.DB { return d.sql }

// Now is the clock that Open was given.
func (d *File) Now() time.Time { return d.now() }

// Path is the name that Open was given.
func (d *File) Path() string { return d.path }

// Open opens the database for writing, making it when the file does not exist, and holds the lock beside it until
// Close. A file that is not ours, newer or damaged, a lock that is held and a disk that fails are *Error, and
// nothing is written then. An older file is backed up and brought up to date.
func Open(ctx context.Context, path string, schema Schema, o Options) (*File, error) {
	// Looked at twice: before the lock, so that nothing is left beside a file that is not ours, and behind it, because
	// another process may have made the file in between.
	if _, err := inspect(path, schema); err != nil && (o.Existing || !Is(err, Missing)) {
		return nil, err
	}
	lock, err := hold(path, o.Now())
	if err != nil {
		return nil, err
	}
	found, err := inspect(path, schema)
	if err != nil && !Is(err, Missing) {
		return nil, errors.Join(err, lock.free())
	}
	d := &File{path: path, now: o.Now, schema: schema, lock: lock}
	if err := d.begin(ctx, found, o.Warn); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// begin makes or opens the file under the lock.
func (d *File) begin(ctx context.Context, found header, warn func(string)) error {
	if warn != nil {
		warnPlace(d.path, found, warn)
	}
	if !found.exists {
		if err := d.create(ctx); err != nil {
			return err
		}
	}
	var err error
	if d.sql, err = connect(d.path, "rw"); err != nil {
		return d.Fault("opening", err)
	}
	// What was just made needs no check. Without one, 32 of 53 damaged files were written to in a test of the design.
	if found.exists && (d.lock.stale || found.size <= checkAlways) {
		if err := d.Check(ctx, "quick_check"); err != nil {
			return err
		}
	}
	return d.upgrade(ctx)
}

// checkAlways is the size in bytes up to which every opening for writing checks the whole file. A larger file is
// checked only after a run that did not end cleanly (docs/database.md has the measured cost).
const checkAlways = 1 << 30

// OpenRead opens the database for reading only. When a killed run left a journal, it is rolled back first, which
// needs write access. Errors are *Error.
func OpenRead(ctx context.Context, path string, schema Schema) (*File, error) {
	found, err := inspect(path, schema)
	if err != nil {
		return nil, err
	}
	if found.version < len(schema.Steps) {
		return nil, &Error{Kind: Older, Path: path, Detail: "made by an older version of Jobsignal",
			Hint: "run collect on it once; it keeps a backup and brings the file up to date"}
	}
	d := &File{path: path, schema: schema}
	if d.sql, err = connect(path, "ro"); err != nil {
		return nil, d.Fault("opening", err)
	}
	if err := d.readable(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// readable makes sure that the file can be read, rolling back what a killed run left half done.
func (d *File) readable(ctx context.Context) error {
	err := d.touch(ctx)
	if !needsRollback(err) {
		return d.Fault("reading", err)
	}
	rw, err := connect(d.path, "rw")
	if err != nil {
		return d.Fault("opening", err)
	}
	err = (&File{path: d.path, sql: rw}).touch(ctx)
	if err := errors.Join(err, rw.Close()); err != nil {
		return d.Fault("rolling back what a killed run left half done", err)
	}
	return d.Fault("reading", d.touch(ctx))
}

// touch reads one value, which makes SQLite look at the file.
func (d *File) touch(ctx context.Context) error {
	var n int
	return d.sql.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&n)
}

// Close ends the use of the database and frees the lock. What was not flushed is lost.
func (d *File) Close() error {
	var err error
	if d.sql != nil {
		err = d.sql.Close()
	}
	return errors.Join(err, d.lock.free())
}

// readers is how many statements read a file at the same time: report reads two things that do not ask for each other.
const readers = 2

// connect opens the file with the settings of the house. mode is "ro" or "rw"; neither makes a file. The path is
// escaped, so that no character in it becomes an option or SQL.
//
// Transactions begin with the write lock (_txlock=immediate): one that first reads and then writes fails when another
// process wrote in between, whatever the busy timeout. trusted_schema, cell_size_check and the switched-off memory map
// keep a file that somebody tampered with from doing more than failing. Shorthand keys are used where there are any,
// because a typo in them is an error, while one in _pragma is silently ignored.
func connect(path, mode string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	q := url.Values{
		"mode": {mode}, "_txlock": {"immediate"}, "_busy_timeout": {"30000"}, "_foreign_keys": {"1"},
		"_error_rc": {"1"}, "_dqs": {"0"},
		"_pragma": {"trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)"},
	}
	most := 1
	if mode == "rw" {
		q.Set("_journal_mode", "DELETE")
		q.Set("_synchronous", "EXTRA")
	} else {
		q.Set("_query_only", "1")
		most = readers
	}
	slash := filepath.ToSlash(abs)
	if runtime.GOOS == "windows" {
		slash = "/" + slash
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: slash, RawQuery: q.Encode()}
	conn, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, err
	}
	conn.SetMaxOpenConns(most)
	return conn, nil
}

// create makes the file beside its final name and moves it there when it is whole, so that a file under the final
// name is always one of ours. The lock must be held.
func (d *File) create(ctx context.Context) error {
	temp := d.path + ".new"
	for _, left := range []string{temp, temp + "-journal"} { // a killed run may have left them
		if err := os.Remove(left); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return d.Fault("making", err)
		}
	}
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return d.Fault("making", err)
	}
	if err := f.Close(); err != nil {
		return d.Fault("making", err)
	}
	if err := build(ctx, temp, d.schema); err != nil {
		return d.Fault("making", errors.Join(err, os.Remove(temp)))
	}
	return d.Fault("making", errors.Join(os.Rename(temp, d.path), syncDir(filepath.Dir(d.path))))
}

// build fills an empty file with the schema.
func build(ctx context.Context, path string, schema Schema) error {
	conn, err := connect(path, "rw")
	if err != nil {
		return err
	}
	return errors.Join(migrate(ctx, conn, schema, 0), conn.Close())
}

// syncDir makes a rename in the folder last through a power cut, where the system can do that.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// header is what the first bytes of the file say, read without SQLite and without changing anything.
type header struct {
	exists  bool
	version int
	size    int64
	mode    fs.FileMode
}

// inspect refuses what is not a database of ours that this version knows. It must not be called while this process
// has the file open: closing a file drops the process's locks on it.
func inspect(path string, schema Schema) (header, error) {
	refuse := func(kind Kind, detail, hint string) (header, error) {
		return header{}, &Error{Kind: kind, Path: path, Detail: detail, Hint: hint}
	}
	if path == "" || strings.HasPrefix(path, ":memory:") {
		return refuse(Foreign, "not a file name", "name a file with --db")
	}
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return refuse(Missing, "no such file", "make it with collect, or name another with --db")
	}
	if err != nil {
		return header{}, (&File{path: path}).Fault("looking at it", err)
	}
	if !info.Mode().IsRegular() {
		return refuse(Foreign, "not a regular file but "+kindOf(info.Mode()), "name a file with --db")
	}
	h := header{exists: true, size: info.Size(), mode: info.Mode()}
	head, err := readHead(path)
	if err != nil {
		return header{}, (&File{path: path}).Fault("reading", err)
	}
	if len(head) == 0 {
		return refuse(Foreign, "the file is empty", "delete it, or name another with --db")
	}
	if len(head) < headerSize || string(head[:len(magic)]) != magic || binary.BigEndian.Uint32(head[68:]) != schema.ID {
		return refuse(Foreign, "not made by Jobsignal", "it was left as it is; name another file with --db")
	}
	h.version = int(binary.BigEndian.Uint32(head[60:]))
	if known := len(schema.Steps); h.version > known {
		return refuse(Newer, fmt.Sprintf("made by a newer version of Jobsignal (schema %d, this version knows %d)", h.version, known),
			"it was left as it is; use the newer version")
	}
	if detail := shortened(path, head, h.size); detail != "" {
		return refuse(Damaged, detail, damagedHint)
	}
	return h, nil
}

// readHead returns the first bytes of the file, fewer when it is shorter.
func readHead(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	head := make([]byte, headerSize)
	n, err := io.ReadFull(f, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], errors.Join(err, f.Close())
}

// shortened compares the number of pages that the header states with the size of the file. With a journal beside
// it the file may be of any size: SQLite will roll it back.
func shortened(path string, head []byte, size int64) string {
	if j, err := os.Lstat(path + "-journal"); err == nil && j.Size() > 0 {
		return ""
	}
	unit := int64(binary.BigEndian.Uint16(head[16:]))
	if unit == 1 {
		unit = 65536
	}
	pages := int64(binary.BigEndian.Uint32(head[28:]))
	if unit < 512 || size < pages*unit {
		return fmt.Sprintf("the file is cut short: %d bytes of %d", size, pages*unit)
	}
	return ""
}

// kindOf names what stands where a file should.
func kindOf(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "a folder"
	case m&fs.ModeSymlink != 0:
		return "a symbolic link"
	case m&fs.ModeNamedPipe != 0:
		return "a pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// warnPlace tells of a file that others can read and of a disk on which locks are not sure.
func warnPlace(path string, h header, warn func(string)) {
	if h.exists && runtime.GOOS != "windows" && h.mode.Perm()&0o077 != 0 {
		warn(fmt.Sprintf("database %q: others on this machine can read or write it (mode %04o); chmod 600 keeps it private", path, h.mode.Perm()))
	}
	if name := networkDisk(filepath.Dir(path)); name != "" {
		warn(fmt.Sprintf("database %q: lies on a network disk (%s), where locks are not sure; keep it on a local disk", path, name))
	}
}
