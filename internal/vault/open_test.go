package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// clock is a clock that stands still.
func clock() time.Time { return time.Date(2026, 11, 23, 6, 15, 0, 0, time.UTC) }

// notes is a schema of one table: what is kept matters nothing here.
func notes() Schema {
	return Schema{ID: 0x4A6F6273, Steps: []Step{{"0001.sql", `CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT`}}}
}

// open opens the file at path for writing.
func open(t testing.TB, path string) *File {
	t.Helper()
	f, err := Open(context.Background(), path, notes(), Options{Now: clock})
	if err != nil {
		t.Fatalf("Open(%q) = %v, want a file", path, err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// temp is the path of a file that does not exist yet.
func temp(t testing.TB) string { return filepath.Join(t.TempDir(), "notes.db") }

// write adds n notes in one transaction each.
func write(t testing.TB, f *File, n int) {
	t.Helper()
	for i := range n {
		if _, err := f.SQL().Exec(`INSERT INTO note (text) VALUES (?)`, fmt.Sprint("note ", i, strings.Repeat(" and more", 50))); err != nil {
			t.Fatal(err)
		}
	}
}

// count is how many notes there are.
func count(t testing.TB, f *File) int {
	t.Helper()
	var n int
	if err := f.SQL().QueryRow(`SELECT count(*) FROM note`).Scan(&n); err != nil {
		t.Fatalf("counting notes = %v, want a number", err)
	}
	return n
}

// wantKind fails unless err is an *Error of that kind whose message names the file.
func wantKind(t *testing.T, what string, err error, kind Kind, path string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Kind != kind || !strings.Contains(e.Error(), path) || strings.Contains(e.Error(), "\n") {
		t.Errorf("%s = %v, want one line of kind %d that names %s", what, err, kind, path)
	}
}

func TestOpenRefuses(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	file := func(name string, content []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	foreign := filepath.Join(dir, "other.db")
	conn, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(`CREATE TABLE note (x); PRAGMA user_version = 1`); err != nil {
		t.Fatal(err)
	}
	conn.Close()
	newer := temp(t)
	d := open(t, newer)
	if _, err := d.sql.Exec(`PRAGMA user_version = 99`); err != nil {
		t.Fatal(err)
	}
	d.Close()
	link := filepath.Join(dir, "link.db")
	if err := os.Symlink(newer, link); err != nil {
		t.Skip("this system makes no symbolic links")
	}
	type refusal struct {
		what, path string
		kind       Kind
	}
	cases := []refusal{
		{"an empty file", file("empty.db", nil), Foreign},
		{"a text file", file("text.db", []byte(strings.Repeat("hello ", 99))), Foreign},
		{"a short file", file("short.db", []byte("SQLite format 3\x00")), Foreign},
		{"another program's database", foreign, Foreign},
		{"a newer database", newer, Newer},
		{"a folder", dir, Foreign},
		{"a symbolic link", link, Foreign},
		{"a folder that does not exist", filepath.Join(dir, "nowhere", "x.db"), Missing},
		{"no name", "", Foreign},
		{"memory", ":memory:", Foreign},
	}
	for what, path := range oddFiles(t, dir) {
		cases = append(cases, refusal{what, path, Foreign})
	}
	for _, c := range cases {
		before := digest(c.path)
		_, err := Open(ctx, c.path, notes(), Options{Now: clock})
		wantKind(t, "Open of "+c.what, err, c.kind, c.path)
		if c.kind != Missing {
			_, err = OpenRead(ctx, c.path, notes())
			wantKind(t, "OpenRead of "+c.what, err, c.kind, c.path)
		}
		if digest(c.path) != before {
			t.Errorf("Open of %s changed it", c.what)
		}
		if _, err := os.Lstat(c.path + ".lock"); c.kind == Foreign && err == nil {
			t.Errorf("Open of %s left a lock file", c.what)
		}
	}
	_, err = OpenRead(ctx, filepath.Join(dir, "none.db"), notes())
	wantKind(t, "OpenRead of no file", err, Missing, "none.db")
}

// digest is the SHA-256 of a regular file, else nothing.
func digest(path string) string {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	b, _ := os.ReadFile(path)
	return fmt.Sprintf("%x", sha256.Sum256(b))
}

func TestPathIsOnlyAName(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a?_pragma=foreign_keys(0)#%41 ü'.db")
	d := open(t, name)
	write(t, d, 1)
	d.Close()
	if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("Stat(%q) = %v, %v, want a file with mode 0600", name, info, err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("folder holds %v, %v, want the database and its lock", left, err)
	}
	if _, err := OpenRead(context.Background(), name, notes()); err != nil {
		t.Errorf("OpenRead(%q) = %v, want a database", name, err)
	}
}

func TestSettings(t *testing.T) {
	d := open(t, temp(t))
	for pragma, want := range map[string]string{"journal_mode": "delete", "synchronous": "3", "foreign_keys": "1",
		"trusted_schema": "0", "cell_size_check": "1", "mmap_size": "0", "busy_timeout": "30000"} {
		var got string
		if err := d.sql.QueryRow(`PRAGMA ` + pragma).Scan(&got); err != nil && !errors.Is(err, sql.ErrNoRows) || got != want && pragma != "mmap_size" {
			t.Errorf("PRAGMA %s = %q, %v, want %q", pragma, got, err, want)
		}
	}
	rows, err := d.sql.Query(`PRAGMA foreign_key_check`)
	if err != nil || rows.Next() {
		t.Errorf("foreign_key_check found something or failed: %v", err)
	}
	rows.Close()
}

func TestTwoRunsAtOnce(t *testing.T) {
	path := temp(t)
	d := open(t, path)
	_, err := Open(context.Background(), path, notes(), Options{Now: clock})
	wantKind(t, "Open while another run holds it", err, Locked, path)
	if want := fmt.Sprintf("pid %d, since 2026-11-23T06:15:00Z", os.Getpid()); !strings.Contains(err.Error(), want) {
		t.Errorf("Open while another run holds it = %q, want it to name %q", err, want)
	}
	if _, err := OpenRead(context.Background(), path, notes()); err != nil {
		t.Errorf("OpenRead while a run holds it = %v, want a database", err)
	}
	d.Close()
	d, err = Open(context.Background(), path, notes(), Options{Now: clock})
	if err != nil {
		t.Fatalf("Open after the other run = %v, want a database", err)
	}
	d.Close()
}

func TestDamagedFile(t *testing.T) {
	path := temp(t)
	d := open(t, path)
	write(t, d, 300)
	d.Close()
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for i := range 40 {
		bad := bytes.Clone(good)
		if i%4 == 0 {
			bad = bad[:len(bad)-1-random.IntN(len(bad)/2)]
		} else { // wreck the start of one page, where its structure is
			n := random.IntN(len(bad)/4096-1) + 1
			for j := range 16 {
				bad[n*4096+j] = byte(random.Uint32())
			}
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := Open(context.Background(), path, notes(), Options{Now: clock})
		if err == nil {
			d.Close()
			continue
		}
		refused++
		wantKind(t, fmt.Sprintf("Open of damaged file %d", i), err, Damaged, path)
		if got, _ := os.ReadFile(path); !bytes.Equal(got, bad) {
			t.Errorf("Open of damaged file %d changed it", i)
		}
	}
	if refused < 38 { // the first bytes of a page of free or blob data may be anything
		t.Errorf("%d of 40 damaged files refused, want at least 38", refused)
	}
}

func TestHotJournalIsRolledBackForReading(t *testing.T) {
	path := temp(t)
	d := open(t, path)
	write(t, d, 1)
	d.Close()
	kill(t, "half", path)
	if info, err := os.Stat(path + "-journal"); err != nil || info.Size() == 0 {
		t.Fatalf("the killed process left no journal (%v): the test proves nothing", err)
	}
	d, err := OpenRead(context.Background(), path, notes())
	if err != nil {
		t.Fatalf("OpenRead with a hot journal = %v, want a database", err)
	}
	defer d.Close()
	var text string
	if err := d.SQL().QueryRow(`SELECT text FROM note`).Scan(&text); err != nil || !strings.HasPrefix(text, "note 0") {
		t.Errorf("the note after the roll-back = %.20q, %v, want what was committed", text, err)
	}
}

// kill runs this test binary again to do a piece of work on the database in which it kills itself.
func kill(t *testing.T, work, path string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestChild$")
	cmd.Env = append(os.Environ(), "JOBSIGNAL_TEST_CHILD="+work, "JOBSIGNAL_TEST_DB="+path)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("child %q ended with %v, want a kill\n%s", work, err, out)
	}
}

// TestChild is what kill runs; on its own it does nothing.
func TestChild(t *testing.T) {
	path := os.Getenv("JOBSIGNAL_TEST_DB")
	switch os.Getenv("JOBSIGNAL_TEST_CHILD") {
	case "half": // a transaction large enough to spill into the file before it is committed
		d := open(t, path)
		if _, err := d.sql.Exec(`PRAGMA cache_size = 5`); err != nil {
			t.Fatal(err)
		}
		tx, err := d.sql.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(`UPDATE note SET text = 'half done'; CREATE TABLE junk (x);
			WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO junk SELECT zeroblob(2000) FROM n`); err != nil {
			t.Fatal(err)
		}
		suicide(t)
	case "locked":
		open(t, path)
		suicide(t)
	}
}

func suicide(t *testing.T) {
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = p.Kill()
	}
	time.Sleep(10 * time.Second)
	t.Fatalf("still alive: %v", err)
}

func TestKilledRunFreesTheLock(t *testing.T) {
	path := temp(t)
	kill(t, "locked", path)
	note, err := os.ReadFile(path + ".lock")
	if err != nil || len(note) == 0 {
		t.Fatalf("lock file after a kill = %q, %v, want the note of the killed run", note, err)
	}
	d := open(t, path)
	if !d.lock.stale {
		t.Errorf("lock.stale = false, want true: the run before was killed")
	}
	d.Close()
	if note, _ := os.ReadFile(path + ".lock"); len(note) != 0 {
		t.Errorf("lock file after a clean end = %q, want nothing", note)
	}
}

func TestMigration(t *testing.T) {
	ctx := context.Background()
	path := temp(t)
	d := open(t, path)
	write(t, d, 3)
	d.Close()

	bad := notes()
	bad.Steps = append(bad.Steps, Step{"0002.sql", `ALTER TABLE note ADD COLUMN day TEXT`}, Step{"0003.sql", `CREATE TABLE note (x)`})
	if _, err := Open(ctx, path, bad, Options{Now: clock}); err == nil || !strings.Contains(err.Error(), "0003.sql") {
		t.Errorf("Open with a failing migration = %v, want an error that names its step", err)
	}
	if f := open(t, path); count(t, f) != 3 {
		t.Errorf("notes after a failed migration = %d, want 3", count(t, f))
	} else {
		f.Close()
	}
	good := bad
	good.Steps = bad.Steps[:2]
	if _, err := OpenRead(ctx, path, good); !Is(err, Older) {
		t.Errorf("OpenRead of an older file = %v, want older", err)
	}
	f, err := Open(ctx, path, good, Options{Now: clock})
	if err != nil {
		t.Fatalf("Open with a migration = %v, want a file", err)
	}
	if _, err := f.SQL().Exec(`UPDATE note SET day = 'Monday'`); err != nil || count(t, f) != 3 {
		t.Errorf("the new column: %v, %d notes, want 3", err, count(t, f))
	}
	f.Close()
	backup, err := OpenRead(ctx, path+".backup-schema1-20261123", notes())
	if err != nil {
		t.Fatalf("OpenRead of the backup = %v, want the older file", err)
	}
	defer backup.Close()
	if count(t, backup) != 3 {
		t.Errorf("notes in the backup = %d, want 3", count(t, backup))
	}
	before := digest(path)
	if _, err := Open(ctx, path, notes(), Options{Now: clock}); !Is(err, Newer) || digest(path) != before {
		t.Errorf("Open of a newer file = %v, want newer, and the file as it was", err)
	}
}

func TestWarnings(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no file modes on Windows")
	}
	path := temp(t)
	open(t, path).Close()
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	var said []string
	d, err := Open(context.Background(), path, notes(), Options{Now: clock, Warn: func(s string) { said = append(said, s) }})
	if err != nil || len(said) != 1 || !strings.Contains(said[0], "0644") {
		t.Errorf("Open of a file that others can read: %v, warnings %q, want one that names the mode", err, said)
	}
	d.Close()
}
