package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"jobsignal/internal/payload"
)

// fieldNames are the fields of a posting as --map takes them.
const fieldNames = "title, company, location, description, url, date_posted, valid_through, job_type, is_remote, salary"

// columns judges the row of a table that names its columns, after --map. The error says what the columns are called,
// since the way out is to say which of them is which.
func columns(renamed map[string]string) func([]string) error {
	return func(names []string) error {
		after := append([]string{}, names...)
		for wanted, present := range renamed {
			for i, name := range names {
				if strings.EqualFold(name, strings.TrimSpace(present)) {
					after[i] = wanted
				}
			}
		}
		if payload.Columns(after) {
			return nil
		}
		return fmt.Errorf("%w; the first row says %s; if these are columns, say which is which: --map title=COLUMN --map description=COLUMN; if they are a posting, put a row of names above it", errNoColumns, quotedNames(names))
	}
}

var errNoColumns = errors.New("no column is known as a title or a description")

// quotedNames lists names, the first twelve, each cut where it is too long to be one.
func quotedNames(names []string) string {
	var out []string
	for _, name := range names {
		if name == "" {
			continue
		}
		if r := []rune(name); len(r) > 40 {
			name = string(r[:40]) + "…"
		}
		if out = append(out, strconv.Quote(name)); len(out) == 12 && len(names) > 12 {
			return strings.Join(out, ", ") + fmt.Sprintf(" and %d more", len(names)-12)
		}
	}
	return strings.Join(out, ", ")
}
