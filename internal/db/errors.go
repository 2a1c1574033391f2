package db

import "fmt"

// Kind says what is wrong with a database; commands turn it into an exit code.
type Kind int

// The kinds of error. The comment is the exit code of the house.
const (
	Missing Kind = iota + 1 // 1: no such file (OpenRead), or no folder to put it in
	Foreign                 // 10: not made by Jobsignal
	Newer                   // 10: made by a newer version
	Older                   // 10: made by an older version and opened for reading only
	Damaged                 // 10: the file is damaged
	Locked                  // 11: another run holds it
	Storage                 // 12: the disk is full or failed; the last batch was rolled back
)

// Error is a database that cannot be used, with the cause and the way out in one line.
type Error struct {
	Kind   Kind
	Path   string
	Detail string // the cause
	Hint   string // the way out
	Err    error  // the error below, if any
}

// Error names the file, the cause and the way out.
func (e *Error) Error() string {
	s := fmt.Sprintf("database %q: %s", e.Path, e.Detail)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// Unwrap gives the error below.
func (e *Error) Unwrap() error { return e.Err }
