package taxonomy

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Position is a place in a vocabulary file. Line and Column count from 1.
type Position struct {
	File         string
	Line, Column int
}

// String is file:line:column.
func (p Position) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// comparePositions orders faults as a person reads: file by file, from the top.
func comparePositions(a, b Position) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

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

// syntaxError turns an error of the YAML reader into ours.
func syntaxError(file string, err error) Error {
	pos := Position{File: file, Line: 1, Column: 1}
	var one *yaml.LoadError
	if errors.As(err, &one) && one.Mark.Line > 0 {
		pos.Line, pos.Column = one.Mark.Line, max(one.Mark.Column, 1)
	}
	message := err.Error()
	if one != nil && one.Message != "" {
		message = strings.TrimPrefix(one.Message, "yaml: ")
	}
	return Error{pos, "not readable as YAML: " + message}
}

// meant is "; did you mean X?" for the known word nearest to a misspelled one, or nothing when none is near.
func meant(word string, known []string) string {
	best, least := "", (len(word)+2)/3+1
	for _, k := range known {
		if n := distance(strings.ToLower(word), strings.ToLower(k)); n < least {
			best, least = k, n
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// choices is meant, or all known words when none is near.
func choices(word string, known []string) string {
	if s := meant(word, known); s != "" {
		return s
	}
	return "; known are " + strings.Join(known, ", ")
}

// distance counts the insertions, deletions and replacements of bytes between two words (Levenshtein).
func distance(a, b string) int {
	// One row of the table is enough: each cell needs its left, upper and diagonal neighbour.
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
