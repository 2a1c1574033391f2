package records

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
)

// IsLines tells JSON Lines by two complete JSON objects on the first two lines that hold anything, or by one and a
// file name (ext is its ending) that says so. An object that is spread over lines is not this form. Head is the
// start of the content.
func IsLines(head []byte, ext string) bool {
	named := ext == ".jsonl" || ext == ".ndjson"
	first, rest, more := bytes.Cut(Text(head), []byte("\n"))
	if len(first) == 0 || first[0] != '{' {
		return named && IsText(head) && !IsArray(head)
	}
	// Half a line cannot be checked; only the name can tell then.
	if !more { // the first line is longer than what was looked at, or the only one
		return named
	}
	return named || json.Valid(bytes.TrimRight(first, ", \r")) && bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("{"))
}

// Lines yields one record a line; empty lines are none. A line that is no JSON object is an error with its number.
func Lines(r *bufio.Reader) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		r = UTF8(r)
		for n := 1; ; n++ {
			line, err := ReadLine(r)
			place := fmt.Sprintf("line %d", n)
			var rec Record
			switch {
			case errors.Is(err, ErrLong):
				rec = Damaged(place, TooLarge(MaxRecord))
			case err != nil && err != io.EOF:
				// The file itself is damaged here (packed data, a failing disk): what comes behind is not to be had.
				yield(Damaged(fmt.Sprintf("after line %d", n-1), err))
				return
			default:
				// Some programs write a byte order mark at the start of each part that they append.
				line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte(ByteOrderMark)))
				if len(line) > 0 {
					rec = object(place, line)
				}
			}
			// A last line without its line feed comes together with io.EOF, so it is given before the end is seen.
			if rec.Place != "" && !yield(rec) || err == io.EOF {
				return
			}
		}
	}
}
