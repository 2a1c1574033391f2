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
	t := Text(head)
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
		r = UTF8(r)
		skipTo(r, '[')
		for n := 1; ; n++ {
			place := fmt.Sprintf("element %d", n)
			element, last, err := nextValue(r, ']')
			switch {
			case errors.Is(err, ErrLong):
				if !yield(Damaged(place, TooLarge(MaxRecord))) {
					return
				}
			case err == io.EOF:
				yield(Damaged(place, errors.New("the file ends inside the array")))
				return
			case err != nil:
				yield(Damaged(place, err))
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

// nextValue reads up to the comma behind a value, or up to the mark that ends what it stands in, and reports whether
// it was that mark; without a mark it reads one object. A value over the limit is skipped to its end and reported as
// ErrLong.
func nextValue(r *bufio.Reader, end byte) (value []byte, last bool, err error) {
	// Brackets inside strings do not count, and a quote behind a backslash does not end a string: that is all of
	// JSON that has to be known to find where a value ends.
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
		// Kinds of brackets are not matched here; a value that mixes them is refused when it is read as JSON.
		case depth > 0 && (c == '}' || c == ']'):
			if depth--; depth == 0 && end == 0 {
				if long {
					return nil, true, ErrLong
				}
				return append(value, c), true, nil
			}
		case depth == 0 && end != 0 && (c == ',' || c == end):
			if long {
				return nil, c == end, ErrLong
			}
			return bytes.TrimSpace(value), c == end, nil
		}
		if long {
			continue
		}
		if value = append(value, c); len(value) > MaxRecord {
			value, long = nil, true
		}
	}
}
