// Package records cuts files that hold many postings as records (JSON Lines, JSON arrays, CSV, TSV, workbooks) into
// JSON objects, one after another, while they are read: memory holds one record, whatever the size of the file.
//
// A record that is damaged is a value with its place and its cause, and the next one follows. What the fields mean
// is none of this package's business.
package records

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// MaxRecord is the largest record that is taken, in bytes.
const MaxRecord = 10 << 20

// Record is one record, or the reason why there is none at its place.
type Record struct {
	// Place names the record within its file, so that a person can find it: the number of its first line, of its
	// element, or of its row as a spreadsheet shows it.
	Place string // "line 12", "element 3", "sheet Jobs, row 4"
	JSON  []byte // one JSON object; nil when Err is set
	Err   error
}

// damaged is a place without a record.
func damaged(place string, err error) Record { return Record{Place: place, Err: plain(err)} }

// object is a record if the bytes are one JSON object.
func object(place string, b []byte) Record {
	if err := notObject(b); err != nil {
		return damaged(place, err)
	}
	return Record{Place: place, JSON: b}
}

// notObject says why some bytes are not one JSON object, or nil.
func notObject(b []byte) error {
	if json.Valid(b) && b[0] == '{' { // much faster than decoding, which is for the words of an error
		return nil
	}
	var v json.RawMessage
	if err := json.Unmarshal(b, &v); err != nil {
		return fmt.Errorf("not valid JSON: %w", err)
	}
	if b[0] != '{' {
		return errors.New("not a JSON object")
	}
	return nil
}

// errTooLarge is the refusal of something over a limit of bytes.
func errTooLarge(limit int) error { return fmt.Errorf("larger than %d MiB", limit>>20) }

// errLong says that a record is longer than MaxRecord; it was skipped.
var errLong = errors.New("too long")

// readLine reads up to the next line feed, of any length up to MaxRecord. A longer line is skipped to its end. The
// bytes are the caller's to keep. At the end it returns what is left, with io.EOF.
func readLine(r *bufio.Reader) (line []byte, err error) {
	long := false
	for {
		chunk, err := r.ReadSlice('\n')
		if !long {
			line = append(line, chunk...)
			if len(line) > MaxRecord {
				line, long = nil, true
			}
		}
		switch {
		// The buffer is full in the middle of a line: this was a part of it, and the next part follows.
		case err == bufio.ErrBufferFull:
		case long && (err == nil || err == io.EOF):
			return nil, errLong
		default:
			return line, err
		}
	}
}

// byteOrderMark is what some programs put before UTF-8 text.
var byteOrderMark = []byte("\xef\xbb\xbf")

// text is the start of a text, without a byte order mark and leading white space.
func text(head []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(head, byteOrderMark), " \t\r\n")
}

// isText reports that content is not binary, by the absence of zero bytes.
func isText(head []byte) bool { return bytes.IndexByte(head, 0) < 0 }

// plain takes the path out of a file system's error, since whoever prints it names the file.
func plain(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
