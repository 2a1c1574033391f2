package document

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"jobsignal/internal/job"
)

// metaWindow is how far a charset declaration is looked for. One page in eight has it after the first 1,000
// bytes, where the standard's own sniffing stops.
const metaWindow = 64 << 10

// utf8Text returns the page's body as UTF-8 and the name of the charset it was in.
//
// The order: byte order mark; the body itself, when it is UTF-8 with at least one letter beyond ASCII (bytes of
// another charset hardly ever form valid UTF-8, wrong declarations are common); the declaration in the page;
// the Content-Type header; a guess from letter statistics; windows-1252. Bytes that the charset does not
// define become U+FFFD, nothing is dropped.
func utf8Text(p *job.Page) ([]byte, string) {
	body := p.Body
	if enc, name, skip := byteOrderMark(body); enc != nil {
		return decodeWith(enc, body[skip:]), name
	} else if skip > 0 {
		return toValid(body[skip:]), "utf-8"
	}
	declared := declaredCharset(body)
	if utf8.Valid(body) && !(strings.HasPrefix(declared, "iso-2022") && isASCII(body)) {
		return body, "utf-8"
	}
	for _, name := range []string{declared, headerCharset(p.MediaType)} {
		if enc, canonical := lookup(name); enc != nil {
			if canonical != "utf-8" {
				return decodeWith(enc, body), canonical
			}
			if mostlyUTF8(body) {
				return toValid(body), "utf-8"
			}
		}
	}
	if enc, name := guess(body); enc != nil {
		return decodeWith(enc, body), name
	}
	return decodeWith(charmap.Windows1252, body), "windows-1252"
}

// byteOrderMark returns the encoding a mark names and the mark's length. For UTF-8 the encoding is nil.
func byteOrderMark(b []byte) (encoding.Encoding, string, int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return nil, "utf-8", 3
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "utf-32le", 4
	case bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "utf-32be", 4
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le", 2
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be", 2
	}
	// UTF-16 without a mark: every other byte of mostly ASCII text is zero.
	if n := min(len(b), 512) &^ 1; n >= 8 {
		var even, odd int
		for i := 0; i < n; i += 2 {
			if b[i] == 0 {
				even++
			}
			if b[i+1] == 0 {
				odd++
			}
		}
		switch {
		case odd > n*2/5 && even == 0:
			return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le", 0
		case even > n*2/5 && odd == 0:
			return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be", 0
		}
	}
	return nil, "", 0
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// mostlyUTF8 accepts a body that says it is UTF-8 and has a few broken bytes (a cut file, one pasted letter).
func mostlyUTF8(b []byte) bool {
	var bad, good int
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return bad <= good
}

func toValid(b []byte) []byte { return bytes.ToValidUTF8(b, []byte("\uFFFD")) }

func decodeWith(enc encoding.Encoding, b []byte) []byte {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return toValid(b)
	}
	return out
}

// lookup finds an encoding by any of its names on the web; nil when there is none.
func lookup(name string) (encoding.Encoding, string) {
	if name == "" {
		return nil, ""
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, ""
	}
	canonical, err := htmlindex.Name(enc)
	if err != nil {
		return nil, ""
	}
	switch canonical {
	case "utf-16le", "utf-16be": // a page whose declaration we could read byte by byte is not UTF-16
		return unicode.UTF8, "utf-8"
	}
	return enc, canonical
}

// declaredCharset scans the first 64 KB for <meta charset>, its http-equiv form, or an XML declaration.
func declaredCharset(b []byte) string {
	b = b[:min(len(b), metaWindow)]
	if bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n"), []byte("<?xml")) {
		if end := bytes.Index(b, []byte("?>")); end > 0 {
			if name := valueAfter(b[:end], "encoding"); name != "" {
				return name
			}
		}
	}
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 || i+5 > len(b) {
			return ""
		}
		b = b[i+1:]
		if !strings.EqualFold(string(b[:4]), "meta") {
			continue
		}
		end := bytes.IndexByte(b, '>')
		if end < 0 {
			return ""
		}
		if name := valueAfter(b[:end], "charset"); name != "" {
			return name
		}
	}
}

// valueAfter returns the value of key=value in b, lower case, without quotes.
func valueAfter(b []byte, key string) string {
	low := bytes.ToLower(b)
	i := bytes.Index(low, []byte(key))
	if i < 0 {
		return ""
	}
	rest := bytes.TrimLeft(low[i+len(key):], " \t\r\n")
	if len(rest) == 0 || rest[0] != '=' {
		return ""
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n\"'")
	if end := bytes.IndexAny(rest, " \t\r\n\"';/>"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}

func headerCharset(mediaType string) string { return valueAfter([]byte(mediaType), "charset") }

// guess asks letter statistics. chardet's HTML mode strips tags first, which matters on short texts.
func guess(b []byte) (encoding.Encoding, string) {
	sample := b[:min(len(b), metaWindow)]
	res, err := chardet.NewHtmlDetector().DetectBest(sample)
	if err != nil || res.Confidence < 20 {
		return nil, ""
	}
	enc, name := lookup(strings.ToLower(res.Charset))
	if name == "utf-8" { // not valid UTF-8, or we would not be here
		return nil, ""
	}
	return enc, name
}
