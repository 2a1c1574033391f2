package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"jobsignal/internal/job"
)

// isJSON looks at the first two signs.
func isJSON(head []byte) int {
	b := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if len(b) < 2 {
		return 0
	}
	rest := bytes.TrimLeft(b[1:], " \t\r\n")
	switch {
	case b[0] == '{' && (len(rest) == 0 || rest[0] == '"' || rest[0] == '}'):
		return 90
	case b[0] == '[' && (len(rest) == 0 || bytes.IndexByte([]byte(`{["]-0123456789`), rest[0]) >= 0 ||
		bytes.HasPrefix(rest, []byte("true")) || bytes.HasPrefix(rest, []byte("null"))):
		if len(rest) > 0 && rest[0] == '[' || len(rest) > 0 && rest[0] == '{' || len(rest) > 0 && rest[0] == '"' {
			return 85
		}
		return 8 // "[1]" may begin a text as well; a name that ends in .json decides
	}
	return 0
}

// readJSON decodes a JSON document, or several values one after the other.
func readJSON(p *job.Page) (*Document, error) {
	text, charset := utf8Text(p)
	d := &Document{Charset: charset}
	v, err := decodeAll(text)
	if err != nil {
		repaired, second := decodeAll(repairJSON(text))
		if second != nil {
			return nil, fmt.Errorf("reading JSON: %w", err)
		}
		v = repaired
		d.Warnings = append(d.Warnings, "broken JSON was repaired: "+err.Error())
	}
	d.Data = v
	d.jsonFeed()
	return d, nil
}

// errNoJSON says that there is no value at all.
var errNoJSON = errors.New("no JSON value")

// decodeAll decodes every value; one comes back as it is, several as a list. Numbers keep their digits.
func decodeAll(b []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	var all []any
	for {
		var v any
		err := dec.Decode(&v)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, placed(b, int(dec.InputOffset()), err)
		}
		all = append(all, v)
	}
	switch len(all) {
	case 0:
		return nil, errNoJSON
	case 1:
		return all[0], nil
	}
	return all, nil
}

// placed names the place of an error in the value that begins behind the first bytes: the decoder tells it of some
// errors only, and counts lines for none.
func placed(b []byte, from int, err error) error {
	at := len(b)
	var syntax *json.SyntaxError
	var raw json.RawMessage
	if errors.As(json.Unmarshal(bytes.TrimRight(b[from:], " \t\r\n"), &raw), &syntax) {
		at = min(from+int(syntax.Offset), len(b))
	}
	return fmt.Errorf("line %d, byte %d: %w", 1+bytes.Count(b[:at], []byte("\n")), at, err)
}

// Decode decodes JSON that stands inside a page, mending what pages commonly get wrong.
func Decode(s string) (any, error) {
	b := bytes.TrimSpace([]byte(s))
	v, err := decodeAll(b)
	if err == nil {
		return v, nil
	}
	if v, second := decodeAll(repairJSON(b)); second == nil {
		return v, nil
	}
	return nil, err
}

// repairJSON rewrites what real pages do to JSON: comments and CDATA around or in it, raw line breaks in
// strings, escapes that do not exist, commas and semicolons too many, numbers that are none, text before the first bracket.
func repairJSON(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte("<![CDATA["), nil)
	if i := bytes.IndexAny(b, "{["); i > 0 {
		b = b[i:]
	}
	out := make([]byte, 0, len(b)+16)
	for i := 0; i < len(b); {
		switch {
		case b[i] == '"':
			out, i = repairString(out, b, i)
		case bytes.HasPrefix(b[i:], []byte("/*")):
			i = after(b, i+2, "*/")
		case bytes.HasPrefix(b[i:], []byte("//")):
			i = after(b, i+2, "\n")
		case bytes.HasPrefix(b[i:], []byte("<!--")):
			i += 4
		case bytes.HasPrefix(b[i:], []byte("-->")), bytes.HasPrefix(b[i:], []byte("]]>")):
			i += 3
		case b[i] == '}' || b[i] == ']':
			out = bytes.TrimRight(out, ", \t\r\n")
			out = append(out, b[i])
			i++
		case b[i] == ';':
			i++
		case notNumber(b[i:]) > 0:
			out = append(out, "null"...)
			i += notNumber(b[i:])
		default:
			out = append(out, b[i])
			i++
		}
	}
	return bytes.TrimRight(out, ", \t\r\n")
}

// notNumber is how many bytes a number takes that Python prints and JSON does not know.
func notNumber(b []byte) int {
	for _, word := range []string{"NaN", "Infinity", "-Infinity"} {
		if bytes.HasPrefix(b, []byte(word)) {
			return len(word)
		}
	}
	return 0
}

// after returns the index behind the next occurrence of mark, or the end.
func after(b []byte, from int, mark string) int {
	n := bytes.Index(b[min(from, len(b)):], []byte(mark))
	if n < 0 {
		return len(b)
	}
	return from + n + len(mark)
}

// repairString copies the string that begins at b[i] and returns where it ends.
func repairString(out, b []byte, i int) ([]byte, int) {
	out = append(out, '"')
	for i++; i < len(b); i++ {
		switch c := b[i]; {
		case c == '"':
			return append(out, '"'), i + 1
		case c == '\n':
			out = append(out, `\n`...)
		case c == '\t':
			out = append(out, `\t`...)
		case c < ' ':
			out = append(out, ' ')
		case c != '\\':
			out = append(out, c)
		case i+1 < len(b) && bytes.IndexByte([]byte(`"\/bfnrt`), b[i+1]) >= 0:
			out = append(out, c, b[i+1])
			i++
		case i+5 < len(b) && b[i+1] == 'u' && isHex(b[i+2:i+6]):
			out = append(out, c)
		default: // no such escape: the backslash goes
		}
	}
	return append(out, '"'), i
}

func isHex(b []byte) bool {
	for _, c := range b {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

// DecodePrefix decodes the JSON value that a text begins with and returns how many bytes it takes; 0 when there
// is none.
func DecodePrefix(s string) (any, int) {
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, 0
	}
	return v, int(dec.InputOffset())
}
