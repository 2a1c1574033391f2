package db

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
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
	path := filepath.Join(dir, "postings.db")
	d := open(t, path, newClock())
	k, err := NewPacker()
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Begin(ctx, RunInfo{Reader: "1"})
	if err != nil {
		t.Fatal(err)
	}
	stored := 0
	for err == nil && stored < 500 {
		body := make([]byte, 20<<10)
		rand.Read(body) // does not compress
		in := page(fmt.Sprintf("%d.html", stored), string(body), advert(fmt.Sprint("Job ", stored), "aws"))
		var p *Packed
		if p, err = k.Pack(in); err == nil {
			err = r.Store(ctx, p)
		}
		if err == nil {
			err = r.Flush(ctx)
		}
		stored = r.Tally().Read
	}
	wantKind(t, "writing to a full disk", err, Storage, path)
	if stored == 0 {
		t.Fatalf("nothing was stored before the disk was full")
	}
	if got := len(rows(t, d, Filter{})); got != stored {
		t.Errorf("rows on a full disk = %d, want the %d that were acknowledged", got, stored)
	}
	if err := d.check(ctx, "integrity_check"); err != nil {
		t.Errorf("the database on a full disk: %v, want it whole", err)
	}
	d.Close()

	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=8m"); err != nil {
		t.Fatal(err)
	}
	d = open(t, path, newClock())
	collect(t, d, RunInfo{}, page("after.html", "after", advert("After", "aws")))
	if got := len(rows(t, d, Filter{})); got != stored+1 {
		t.Errorf("rows after the disk has room again = %d, want %d", got, stored+1)
	}
}

func TestNoRoomForAnything(t *testing.T) {
	dir := small(t, "16k")
	path := filepath.Join(dir, "postings.db")
	if err := os.WriteFile(filepath.Join(dir, "filler"), make([]byte, 8<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), path, Options{Now: newClock().now})
	wantKind(t, "Open on a full disk", err, Storage, path)
	if _, err := os.Lstat(path); err == nil {
		t.Errorf("Open on a full disk left a database behind")
	}
}

func TestReadOnlyDisk(t *testing.T) {
	dir := small(t, "8m")
	path := filepath.Join(dir, "postings.db")
	d := open(t, path, newClock())
	collect(t, d, RunInfo{}, page("a.html", "a", advert("ML Engineer", "aws")))
	d.Close()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("remounting is not permitted here: %v", err)
	}
	if _, err := Open(context.Background(), path, Options{Now: newClock().now}); err == nil {
		t.Errorf("Open on a read-only disk = nil, want an error")
	} else {
		wantKind(t, "Open on a read-only disk", err, Storage, path)
	}
	d, err := OpenRead(context.Background(), path)
	if err != nil {
		t.Fatalf("OpenRead on a read-only disk = %v, want a database", err)
	}
	defer d.Close()
	if got := len(rows(t, d, Filter{})); got != 1 {
		t.Errorf("rows on a read-only disk = %d, want 1", got)
	}
}
