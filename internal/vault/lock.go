package vault

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// lock is the file beside the database that one writing process holds. The system frees it when the process ends,
// however it ends. While it is held it tells who holds it; a clean end empties it.
type lock struct {
	file  *flock.Flock
	path  string
	stale bool // the run before did not end cleanly
}

// hold takes the lock or says who has it.
func hold(database string, now time.Time) (*lock, error) {
	l := &lock{path: database + ".lock"}
	if info, err := os.Lstat(l.path); err == nil && !info.Mode().IsRegular() {
		return nil, &Error{Kind: Foreign, Path: database, Detail: fmt.Sprintf("its lock file %q is %s", l.path, kindOf(info.Mode())),
			Hint: "remove it, or name another file with --db"}
	}
	l.file = flock.New(l.path, flock.SetPermissions(0o600))
	got, err := l.file.TryLock()
	if err != nil {
		return nil, lockFault(database, err)
	}
	if !got {
		return nil, l.heldError(database)
	}
	l.stale = l.note() != ""
	if err := l.write(fmt.Sprintf("%d %s\n", os.Getpid(), now.UTC().Format(time.RFC3339))); err != nil {
		return nil, errors.Join((&File{path: database}).Fault("locking", err), l.file.Close())
	}
	return l, nil
}

// noteStart is where in the lock file the note begins. On Windows the first byte itself is locked against everyone.
func noteStart() int64 {
	if runtime.GOOS == "windows" {
		return 1
	}
	return 0
}

// note reads who holds the lock; "" when nobody does or it cannot be read.
func (l *lock) note() string {
	f, err := os.Open(l.path)
	if err != nil {
		return ""
	}
	b, err := io.ReadAll(io.NewSectionReader(f, noteStart(), 1<<10))
	if errors.Join(err, f.Close()) != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// write replaces the note.
func (l *lock) write(note string) error {
	f, err := os.OpenFile(l.path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt([]byte(note), noteStart())
	return errors.Join(err, f.Truncate(noteStart()+int64(len(note))), f.Close())
}

// lockFault explains why the lock file cannot be made.
func lockFault(database string, err error) error {
	if _, there := os.Stat(filepath.Dir(database)); errors.Is(err, fs.ErrNotExist) && there == nil {
		return &Error{Kind: Missing, Path: database, Detail: "the system makes no files in that folder", Hint: "name another file with --db", Err: err}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return &Error{Kind: Missing, Path: database, Detail: "the folder to put it in does not exist",
			Hint: "make the folder, or name another file with --db", Err: err}
	}
	return (&File{path: database}).Fault("locking", err)
}

// heldError names the process that holds the lock, as far as it can be known.
func (l *lock) heldError(database string) error {
	who := "another run"
	pid, since, ok := strings.Cut(l.note(), " ")
	if _, err := strconv.Atoi(pid); ok && err == nil {
		if _, err := time.Parse(time.RFC3339, since); err == nil {
			who = fmt.Sprintf("another run (pid %s, since %s)", pid, since)
		}
	}
	return &Error{Kind: Locked, Path: database, Detail: who + " is writing to it", Hint: "wait until it has ended"}
}

// free empties the lock file and lets it go. The file stays: removing it would let two processes hold two locks.
func (l *lock) free() error {
	if l == nil {
		return nil
	}
	return errors.Join(l.write(""), l.file.Close())
}
