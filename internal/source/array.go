package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// isArray tells a JSON array of objects by its first two marks.
func isArray(_ *input, head []byte) bool {
	t := text(head)
	if len(t) == 0 || t[0] != '[' {
		return false
	}
	t = bytes.TrimLeft(t[1:], " \t\r\n")
	return len(t) > 0 && t[0] == '{'
}

// splitArray yields each object of the array as a page. An element that is damaged, but whose brackets match, is an
// error with its number and the others go on; one whose brackets do not match ends the array. No more than one
// element is in memory.
func splitArray(s *stream, in *input) error {
	skipTo(in.r, '[')
	for n := 1; ; n++ {
		part := fmt.Sprintf("element %d", n)
		element, last, err := nextElement(in.r, maxRecord)
		var stop error
		switch {
		case errors.Is(err, errLong):
			stop = s.fail(in, part, tooLarge(maxRecord), "")
		case err == io.EOF:
			return s.fail(in, part, errors.New("the file ends inside the array"), "")
		case err != nil:
			return s.fail(in, part, plain(err), "")
		case len(element) == 0 && last: // a comma before the closing bracket
			return nil
		default:
			if cause := notObject(element); cause != nil {
				stop = s.fail(in, part, cause, "")
			} else {
				stop = s.record(in, part, "json", element)
			}
		}
		if stop != nil || last {
			return stop
		}
	}
}

// skipTo reads up to and including a byte.
func skipTo(r *bufio.Reader, mark byte) {
	for {
		if c, err := r.ReadByte(); err != nil || c == mark {
			return
		}
	}
}

// nextElement reads up to the comma or bracket that ends an element of the present array, and reports whether it
// was the bracket. An element over the limit is skipped to its end and reported as errLong.
func nextElement(r *bufio.Reader, limit int) (element []byte, last bool, err error) {
	depth, inString, escaped, long := 0, false, false, false
	for {
		c, err := r.ReadByte()
		if err != nil {
			return nil, false, err
		}
		switch {
		case escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			depth++
		case depth > 0 && (c == '}' || c == ']'):
			depth--
		case depth == 0 && (c == ',' || c == ']'):
			if long {
				return nil, c == ']', errLong
			}
			return bytes.TrimSpace(element), c == ']', nil
		}
		if long {
			continue
		}
		if element = append(element, c); len(element) > limit {
			element, long = nil, true
		}
	}
}
