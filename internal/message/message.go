// Package message takes apart mail messages and saved web pages in mail form (MHTML): headers, parts, encodings.
//
// The standard library's reader gives up at the first bad header line, at a missing boundary and at a stray
// character in base64, all of which real files have. This one never fails: it returns the parts that it can make
// out, as far as the bytes go. It is pure, and bounded: maxParts parts, maxDepth levels, and a decoded part is
// never longer than its bytes in the file.
package message

import (
	"bytes"
	"mime"
	"strings"
)

const (
	maxParts  = 10_000   // parts of one message
	maxDepth  = 20       // multiparts within multiparts, and messages within messages
	maxHeader = 1 << 20  // bytes of one part's header that are looked at
	maxValue  = 64 << 10 // bytes of one header's value
)

// Header is the header of a message or part: name in lower case → first value, unfolded, words decoded.
type Header map[string]string

// Part is one leaf of a message: a text, a page, a picture, an attached file.
type Part struct {
	Header Header
	Media  string // media type without parameters, lower case; "text/plain" when none is stated
	Full   string // media type as stated, with its charset
	Name   string // file name; empty when none is stated
	Attach bool   // meant to be kept as a file, not to be shown
	raw    []byte
}

// Message is a message with its leaves in order.
type Message struct {
	Header  Header
	Parts   []Part
	Damaged string // what was odd about its form; empty when nothing was
}

// Parse takes a message apart.
func Parse(b []byte) *Message {
	h, body := header(b)
	m := &Message{Header: h}
	m.part(h, body, 0)
	return m
}

// part adds a part, or the parts that it consists of.
func (m *Message) part(h Header, body []byte, depth int) {
	if len(m.Parts) >= maxParts || depth > maxDepth {
		m.damaged("too many parts")
		return
	}
	full := h["content-type"]
	media, params, err := mime.ParseMediaType(full)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(full), ";")
		params = map[string]string{"boundary": loose(full, "boundary"), "charset": loose(full, "charset")}
	}
	media = strings.TrimSpace(media)
	switch {
	case strings.HasPrefix(media, "multipart/"):
		m.multipart(body, params["boundary"], depth)
	case media == "message/rfc822" && depth < maxDepth:
		inner, rest := header((&Part{Header: h, raw: body}).Body())
		m.part(inner, rest, depth+1)
	default:
		m.Parts = append(m.Parts, leaf(h, media, full, params, body))
	}
}

// leaf is a part without parts.
func leaf(h Header, media, full string, params map[string]string, body []byte) Part {
	if media == "" {
		media = "text/plain"
	}
	p := Part{Header: h, Media: media, Full: full, Name: params["name"], raw: body}
	how, more, _ := mime.ParseMediaType(h["content-disposition"])
	p.Attach = strings.EqualFold(how, "attachment")
	if more["filename"] != "" {
		p.Name = more["filename"]
	}
	p.Name = words(p.Name)
	return p
}

// multipart cuts a body at its boundary. Without a usable one it looks for a line that acts as one; where there is
// none, the body is taken as one part that follows without its boundary.
func (m *Message) multipart(body []byte, boundary string, depth int) {
	mark := []byte("--" + boundary)
	if boundary == "" || !bytes.Contains(body, mark) {
		m.damaged("its boundary is missing")
		if mark = actingBoundary(body); mark == nil {
			h, rest := header(bytes.TrimLeft(body, "\r\n"))
			if h["content-type"] == "" {
				h, rest = Header{}, body
			}
			if strings.HasPrefix(strings.ToLower(h["content-type"]), "multipart/") {
				h = Header{} // would lead here again
			}
			m.part(h, rest, depth+1)
			return
		}
	}
	closed := false
	for _, piece := range pieces(body, mark, &closed) {
		h, rest := header(piece)
		m.part(h, rest, depth+1)
	}
	if !closed {
		m.damaged("it is cut short: the last boundary is missing")
	}
}

// pieces cuts a body at the lines that consist of a mark.
func pieces(body, mark []byte, closed *bool) [][]byte {
	var out [][]byte
	from := -1
	for at := 0; at < len(body) && len(out) < maxParts; {
		line, next := lineAt(body, at)
		if rest, ok := bytes.CutPrefix(line, mark); ok {
			rest = bytes.TrimRight(rest, " \t\r\n")
			if last := string(rest) == "--"; last || len(rest) == 0 {
				if from >= 0 {
					out = append(out, trimBreak(body[from:at]))
				}
				from = next
				if last {
					*closed = true
					return out
				}
			}
		}
		at = next
	}
	if from >= 0 && from < len(body) {
		out = append(out, body[from:])
	}
	return out
}

// actingBoundary returns the first line that begins with two dashes and is followed by a header.
func actingBoundary(body []byte) []byte {
	for at := 0; at < len(body); {
		line, next := lineAt(body, at)
		if bytes.HasPrefix(line, []byte("--")) && len(line) > 8 {
			below, _ := lineAt(body, next)
			if key, _, ok := bytes.Cut(below, []byte(":")); ok && strings.HasPrefix(strings.ToLower(string(key)), "content-") {
				return bytes.TrimRight(line, " \t\r\n")
			}
		}
		at = next
	}
	return nil
}

// lineAt returns the line that begins at a place, with its end, and where the next one begins.
func lineAt(b []byte, at int) (line []byte, next int) {
	if end := bytes.IndexByte(b[at:], '\n'); end >= 0 {
		return b[at : at+end+1], at + end + 1
	}
	return b[at:], len(b)
}

// trimBreak takes off the one line break that belongs to the boundary behind it.
func trimBreak(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte("\n"))
	return bytes.TrimSuffix(b, []byte("\r"))
}

// header reads the header lines at the start of b and returns what follows the empty line behind them. A line
// that is no header is skipped; the first value of a name counts.
func header(b []byte) (Header, []byte) {
	h, last := Header{}, ""
	for at := 0; at < len(b); {
		line, next := lineAt(b, at)
		text := strings.TrimRight(string(line[:min(len(line), maxValue)]), " \t\r\n")
		at = next
		switch {
		case text == "" || at > maxHeader:
			return h.decoded(), b[at:]
		case text[0] == ' ' || text[0] == '\t':
			if last != "" && len(h[last]) < maxValue {
				h[last] += " " + strings.TrimLeft(text, " \t")
			}
		default:
			key, value, ok := strings.Cut(text, ":")
			last = ""
			if key = strings.ToLower(key); !ok || strings.ContainsAny(key, " <>{}\"") {
				continue
			}
			if _, old := h[key]; !old {
				h[key], last = strings.TrimSpace(value), key
			}
		}
	}
	return h.decoded(), nil
}

// decoded turns encoded words (RFC 2047) into text.
func (h Header) decoded() Header {
	for k, v := range h {
		h[k] = words(v)
	}
	return h
}

// words decodes encoded words; what cannot be decoded stays.
func words(s string) string {
	if !strings.Contains(s, "=?") {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	d := mime.WordDecoder{CharsetReader: decoder}
	if out, err := d.DecodeHeader(s); err == nil {
		s = out
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// loose finds key=value in a media type that the standard library refuses.
func loose(s, key string) string {
	at := strings.Index(strings.ToLower(s), key+"=")
	if at < 0 || at+len(key)+1 > len(s) {
		return ""
	}
	v := s[at+len(key)+1:]
	if rest, ok := strings.CutPrefix(v, `"`); ok {
		v, _, _ = strings.Cut(rest, `"`)
		return v
	}
	v, _, _ = strings.Cut(v, ";")
	return strings.TrimSpace(v)
}

func (m *Message) damaged(why string) {
	if m.Damaged == "" {
		m.Damaged = why
	}
}
