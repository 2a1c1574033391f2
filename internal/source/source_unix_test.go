//go:build unix

package source

import (
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestOddThings names, and lets a folder hold, what is no file. Nothing waits.
func TestOddThings(t *testing.T) {
	tree(t, map[string]string{"dir/a.html": "A", "outside/secret.html": "S", "dir/sub/b.html": "B"})
	try := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	try(syscall.Mkfifo("dir/pipe", 0o600))
	l, err := net.Listen("unix", "dir/socket")
	try(err)
	defer l.Close()
	try(os.Symlink("..", "dir/loop"))
	try(os.Symlink("../../outside", "dir/sub/out"))
	try(os.Symlink("nowhere", "dir/dangling"))
	try(os.Symlink("/dev/zero", "dir/zero"))
	try(os.Link("dir/a.html", "dir/hard.html"))
	begin := time.Now()
	want(t, "folder", read(t, Options{}, "dir"),
		"dir/a.html: A", "! dir/pipe: not a regular file; pipe it in and name it -", "! dir/socket: not a regular file", "dir/sub/b.html: B")
	want(t, "named", read(t, Options{}, "dir/pipe", "dir/zero", "/dev/zero", "dir/socket", "dir/sub/out", "dir/dangling"),
		"! dir/pipe: not a regular file; pipe it in and name it -", "! dir/zero: not a regular file; pipe it in and name it -",
		"! /dev/zero: not a regular file; pipe it in and name it -", "! dir/socket: not a regular file",
		"dir/sub/out/secret.html: S", "! dir/dangling: a link to something that does not exist; name the file itself")
	if _, err := os.Stat("/proc/self/cmdline"); err == nil {
		want(t, "made up by the system", read(t, Options{}, "/proc/self/cmdline"), "! /proc/self/cmdline: empty")
	}
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("odd things took %s, want no waiting", took)
	}
}

// TestReplaced: a pipe that takes a file's place after the file was found is refused when it is opened.
func TestReplaced(t *testing.T) {
	tree(t, map[string]string{"a": "A", "b": "B", "c": "C"})
	var lines []string
	opt := Options{Progress: func(done, _ int64) {
		if done == 1 {
			os.Remove("b")
			syscall.Mkfifo("b", 0o600)
			os.Remove("c")
		}
	}}
	lines = read(t, opt, ".")
	want(t, "replaced", lines, "a: A", "! b: not a regular file", "! c: no such file or directory")
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("skipped: root may read everything")
	}
	tree(t, map[string]string{"a": "A", "b": "B"})
	os.Chmod("a", 0)
	lines := read(t, Options{}, ".")
	if len(lines) != 2 || !strings.Contains(lines[0], "permission denied") || lines[1] != "b: B" {
		t.Errorf("unreadable = %v", lines)
	}
}
