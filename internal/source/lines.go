package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// isLines tells JSON Lines by two complete JSON objects on the first two lines that hold anything, or by one and a
// name that says so. An object that is spread over lines is one page.
func isLines(in *input, head []byte) bool {
	named := slices.Contains([]string{".jsonl", ".ndjson"}, in.extension())
	first, rest, more := bytes.Cut(text(head), []byte("\n"))
	if len(first) == 0 || first[0] != '{' {
		return named && isText(head)
	}
	if !more { // the first line is longer than what was looked at, or the only one
		return named
	}
	return named || json.Valid(first) && bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("{"))
}

// isText reports that content is not binary, by the absence of zero bytes.
func isText(head []byte) bool { return bytes.IndexByte(head, 0) < 0 }

// splitLines yields one page a line. A line that is no JSON object is an error with its number; the others go on.
// No more than one line is in memory.
func splitLines(s *stream, in *input) error {
	n, objects := 0, 0
	for {
		line, err := readLine(in.r, maxRecord)
		if err == io.EOF && len(line) == 0 {
			break
		}
		n++
		part := fmt.Sprintf("line %d", n)
		var stop error
		switch {
		case errors.Is(err, errLong):
			stop = s.fail(in, part, tooLarge(maxRecord), "")
		case err != nil && err != io.EOF:
			return s.fail(in, "after "+fmt.Sprintf("line %d", n-1), plain(err), "")
		default:
			line = bytes.TrimSpace(bytes.TrimPrefix(line, byteOrderMark))
			if len(line) == 0 {
				continue
			}
			objects++
			if cause := notObject(line); cause != nil {
				stop = s.fail(in, part, cause, "")
			} else {
				stop = s.record(in, part, "json", line)
			}
		}
		if stop != nil {
			return stop
		}
	}
	if n == 0 || objects == 0 && n > 0 && !in.opened {
		return s.empty(in)
	}
	return nil
}

// notObject says why some bytes are not one JSON object, or nil.
func notObject(b []byte) error {
	if json.Valid(b) {
		if b[0] == '{' {
			return nil
		}
		return errors.New("not a JSON object")
	}
	var v json.RawMessage
	if err := json.Unmarshal(b, &v); err != nil {
		return fmt.Errorf("not valid JSON: %w", err)
	}
	return errors.New("not valid JSON")
}

// errLong says that a line is longer than the limit; it was skipped.
var errLong = errors.New("line too long")

// readLine reads up to the next line feed, of any length up to limit. A longer line is skipped to its end. The
// bytes are the caller's to keep. At the end it returns what is left, with io.EOF.
func readLine(r *bufio.Reader, limit int) (line []byte, err error) {
	long := false
	for {
		chunk, err := r.ReadSlice('\n')
		if !long {
			line = append(line, chunk...)
			if len(line) > limit {
				line, long = nil, true
			}
		}
		switch {
		case err == bufio.ErrBufferFull:
		case long && (err == nil || err == io.EOF):
			return nil, errLong
		default:
			return line, err
		}
	}
}
