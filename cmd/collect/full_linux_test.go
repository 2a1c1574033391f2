package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"jobsignal/internal/demand"
)

func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1280k"); err != nil {
		t.Skipf("mounting a small disk is not permitted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, 0) })
	path := filepath.Join(disk, "x.db")
	few, many := saved(t, 20), saved(t, 900)
	if code, _, stderr := call(t, "--db", path, few); code != 0 {
		t.Fatalf("collect of 20 pages = %d, %q, want 0", code, stderr)
	}
	before := state(t, path)
	code, out, stderr := call(t, "--db", path, many)
	if code != 12 || out != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, path) || !strings.Contains(stderr, "free space") {
		t.Errorf("collect on a full disk = %d, %q, %q, want 12 and one line with the file and the way out", code, out, stderr)
	}
	after := state(t, path)
	if len(after["rows"].([]demand.Row)) < len(before["rows"].([]demand.Row)) {
		t.Errorf("a full disk lost postings")
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	if code, out, stderr := call(t, "--db", path, many); code != 0 || !strings.Contains(out, "found 900: read 900") {
		t.Errorf("collect after space was freed = %d, %q, %q, want all 900 read", code, out, stderr)
	}
}
