package vault

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// small mounts a disk of a few pages. It skips where mounting is not permitted.
func small(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("mounting a small disk is not permitted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, 0) })
	return dir
}

func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	dir := small(t, "1m")
	path := filepath.Join(dir, "notes.db")
	f := open(t, path)
	acknowledged := 0
	var err error
	for err == nil && acknowledged < 500 {
		if _, err = f.SQL().Exec(`INSERT INTO note (text) VALUES (?)`, strings.Repeat("a long note ", 1000)); err == nil {
			acknowledged++
		}
	}
	wantKind(t, "writing to a full disk", f.Fault("writing", err), Storage, path)
	if acknowledged == 0 || count(t, f) != acknowledged {
		t.Errorf("notes on a full disk = %d, want the %d that were acknowledged", count(t, f), acknowledged)
	}
	if err := f.Check(ctx, "integrity_check"); err != nil {
		t.Errorf("the file on a full disk: %v, want it whole", err)
	}
	f.Close()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=8m"); err != nil {
		t.Fatal(err)
	}
	f = open(t, path)
	write(t, f, 1)
	if count(t, f) != acknowledged+1 {
		t.Errorf("notes after the disk has room again = %d, want %d", count(t, f), acknowledged+1)
	}
}

func TestNoRoomForAnything(t *testing.T) {
	dir := small(t, "16k")
	path := filepath.Join(dir, "notes.db")
	if err := os.WriteFile(filepath.Join(dir, "filler"), make([]byte, 8<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), path, notes(), Options{Now: clock})
	wantKind(t, "Open on a full disk", err, Storage, path)
	if _, err := os.Lstat(path); err == nil {
		t.Errorf("Open on a full disk left a database behind")
	}
}

func TestReadOnlyDisk(t *testing.T) {
	dir := small(t, "8m")
	path := filepath.Join(dir, "notes.db")
	d := open(t, path)
	write(t, d, 1)
	d.Close()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("remounting is not permitted here: %v", err)
	}
	if _, err := Open(context.Background(), path, notes(), Options{Now: clock}); err == nil {
		t.Errorf("Open on a read-only disk = nil, want an error")
	} else {
		wantKind(t, "Open on a read-only disk", err, Storage, path)
		if !strings.Contains(err.Error(), "mounted for reading only") {
			t.Errorf("Open on a read-only disk = %v, want the cause named", err)
		}
	}
	d, err := OpenRead(context.Background(), path, notes())
	if err != nil {
		t.Fatalf("OpenRead on a read-only disk = %v, want a database", err)
	}
	defer d.Close()
	if got := count(t, d); got != 1 {
		t.Errorf("notes on a read-only disk = %d, want 1", got)
	}
}
