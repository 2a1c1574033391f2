//go:build unix

package vault

import (
	"path/filepath"
	"syscall"
	"testing"
)

// oddFiles are things that are not regular files: what they are and where.
func oddFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	pipe := filepath.Join(dir, "pipe.db")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"a pipe": pipe, "a device": "/dev/zero"}
}
