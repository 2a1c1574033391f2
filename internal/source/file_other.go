//go:build !unix

package source

import (
	"io/fs"
	"os"
	"path/filepath"
)

const openFlags = os.O_RDONLY

// identity is the file's full name without links, as far as the system tells.
func identity(name string, _ fs.FileInfo) string {
	if full, err := filepath.EvalSymlinks(name); err == nil {
		name = full
	}
	if full, err := filepath.Abs(name); err == nil {
		name = full
	}
	return name
}
