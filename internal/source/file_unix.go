//go:build unix

package source

import (
	"fmt"
	"io/fs"
	"syscall"
)

// openFlags keeps opening from waiting: a pipe that took a file's place after it was found opens at once and is
// then seen not to be a file.
const openFlags = syscall.O_RDONLY | syscall.O_NONBLOCK | syscall.O_CLOEXEC

// identity is the same for all names of one file, hard links included.
func identity(name string, info fs.FileInfo) string {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return fmt.Sprintf("%d:%d", uint64(s.Dev), uint64(s.Ino)) //nolint:unconvert // the types differ between systems
	}
	return name
}
