// Package records cuts files that hold many postings as records (JSON Lines, JSON arrays, lists inside JSON answers) into
// JSON objects, one after another, while they are read: memory holds one record, whatever the size of the file. Package
// sheet does so with tables.
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
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
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

// Damaged is a place without a record.
func Damaged(place string, err error) Record { return Record{Place: place, Err: plain(err)} }

// object is a record if the bytes are one JSON object, or differ from one only as programs are known to write it.
func object(place string, b []byte) Record {
	err := notObject(b)
	if err == nil {
		return Record{Place: place, JSON: b}
	}
	if b = mended(b); notObject(b) == nil {
		return Record{Place: place, JSON: b}
	}
	return Damaged(place, err)
}

// mended takes off the comma behind a line that was cut out of an array, and writes null for the numbers that Python
// prints and JSON does not know (NaN, Infinity).
func mended(b []byte) []byte {
	b = bytes.TrimRight(b, ", \t\r\n")
	var out []byte
	from, inString := 0, false
	for i := 0; i < len(b); i++ {
		switch {
		case inString && b[i] == '\\':
			i++
		case b[i] == '"':
			inString = !inString
		case inString:
		default:
			if n := notNumber(b[i:]); n > 0 {
				out = append(append(out, b[from:i]...), "null"...)
				from = i + n
				i = from - 1
			}
		}
	}
	return append(out, b[from:]...)
}

// notNumber is how many bytes a number takes that is none.
func notNumber(b []byte) int {
	for _, word := range []string{"NaN", "Infinity", "-Infinity"} {
		if bytes.HasPrefix(b, []byte(word)) {
			return len(word)
		}
	}
	return 0
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

// TooLarge is the refusal of something over a limit of bytes.
func TooLarge(limit int) error { return fmt.Errorf("larger than %d MiB", limit>>20) }

// ErrLong says that a record is longer than MaxRecord; it was skipped.
var ErrLong = errors.New("too long")

// ReadLine reads up to the next line feed, of any length up to MaxRecord. A longer line is skipped to its end. The
// bytes are the caller's to keep. At the end it returns what is left, with io.EOF.
func ReadLine(r *bufio.Reader) (line []byte, err error) {
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
			return nil, ErrLong
		default:
			return line, err
		}
	}
}

// ByteOrderMark is what some programs put before UTF-8 text.
const ByteOrderMark = "\xef\xbb\xbf"

// Text is the start of a text, as UTF-8 without a byte order mark and leading white space.
func Text(head []byte) []byte {
	if isUTF16(head) {
		head, _ = utf16Text().Bytes(head[:len(head)&^1]) // of half a character nothing is lost here
	}
	return bytes.TrimLeft(bytes.TrimPrefix(head, []byte(ByteOrderMark)), " \t\r\n")
}

func isUTF16(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
}

// utf16Text decodes what spreadsheets call Unicode text, and what PowerShell writes.
func utf16Text() *encoding.Decoder {
	return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
}

// UTF8 is the content as UTF-8.
func UTF8(r *bufio.Reader) *bufio.Reader {
	if head, _ := r.Peek(2); isUTF16(head) {
		return bufio.NewReaderSize(transform.NewReader(r, utf16Text()), r.Size())
	}
	return r
}

// IsText reports that content is not binary, by the absence of zero bytes.
func IsText(head []byte) bool { return bytes.IndexByte(head, 0) < 0 || isUTF16(head) }

// plain takes the path out of a file system's error, since whoever prints it names the file.
func plain(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Printable is a name as it is, or quoted when it holds what could forge a message.
func Printable(name string) string {
	if strings.IndexFunc(name, func(r rune) bool { return !strconv.IsPrint(r) }) >= 0 {
		return strconv.Quote(name)
	}
	return name
}
