package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestFullDisk(t *testing.T) {
	base, disk := collected(t, 3), t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=200k"); err != nil {
		t.Skipf("mounting a small disk is not permitted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, 0) })
	code, out, stderr := call("--db", base, "--out", disk, "--quiet", "--now", "2026-11-22")
	if code != 12 || out != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "2026-W47.html") {
		t.Errorf("report on a full disk = %d, %q, %q, want 12 and one line that names the file", code, out, stderr)
	}
	left, err := os.ReadDir(disk)
	if err != nil || len(left) > 0 {
		t.Errorf("a full disk keeps %v (%v), want nothing half written", left, err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	if code, out, stderr := call("--db", base, "--out", disk, "--quiet", "--now", "2026-11-22"); code != 0 || out != filepath.Join(disk, "2026-W47.html")+"\n" {
		t.Errorf("report after space was freed = %d, %q, %q, want the path", code, out, stderr)
	}
}
