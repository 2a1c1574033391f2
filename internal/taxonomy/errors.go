package taxonomy

import (
	"fmt"
	"strings"
)

// Position is a place in a vocabulary file. Line and Column count from 1.
type Position struct {
	File         string
	Line, Column int
}

// String is file:line:column.
func (p Position) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Error is one fault in a vocabulary file.
type Error struct {
	Position
	Message string // what was found and what was meant
}

// Error is file:line:column: message.
func (e Error) Error() string { return e.Position.String() + ": " + e.Message }

// Errors are all faults of one load, in the order of file and line. Commands answer it with exit code 2.
type Errors []Error

// Error lists the faults, one a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}
