package records

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
)

// The array is cut by its brackets and not by a JSON decoder, for two reasons: a decoder cannot go on behind an error,
// and it holds an element of any size before it gives it.

// IsArray tells a JSON array of objects by its first two marks.
func IsArray(head []byte) bool {
	t := text(head)
	if len(t) == 0 || t[0] != '[' {
		return false
	}
	t = bytes.TrimLeft(t[1:], " \t\r\n")
	return len(t) > 0 && t[0] == '{'
}

// Array yields each object of the array. An element that is damaged, but whose brackets match, is an error with its
// number and the others follow; one whose brackets do not match ends the array.
func Array(r *bufio.Reader) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		skipTo(r, '[')
		for n := 1; ; n++ {
			place := fmt.Sprintf("element %d", n)
			element, last, err := nextElement(r)
			switch {
			case errors.Is(err, errLong):
				if !yield(damaged(place, errTooLarge(MaxRecord))) {
					return
				}
			case err == io.EOF:
				yield(damaged(place, errors.New("the file ends inside the array")))
				return
			case err != nil:
				yield(damaged(place, err))
				return
			case len(element) == 0 && last: // a comma before the closing bracket
				return
			case !yield(object(place, element)):
				return
			}
			if last {
				return
			}
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
func nextElement(r *bufio.Reader) (element []byte, last bool, err error) {
	// Brackets inside strings do not count, and a quote behind a backslash does not end a string: that is all of
	// JSON that has to be known to find where an element ends.
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
		// Kinds of brackets are not matched here; an element that mixes them is refused when it is read as JSON.
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
		if element = append(element, c); len(element) > MaxRecord {
			element, long = nil, true
		}
	}
}
