package message

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// Body returns the part's bytes with their transfer encoding undone. Damage costs the damaged characters only.
func (p *Part) Body() []byte {
	switch strings.ToLower(strings.TrimSpace(p.Header["content-transfer-encoding"])) {
	case "quoted-printable":
		return quotedPrintable(p.raw)
	case "base64":
		return base64Bytes(p.raw)
	}
	return p.raw
}

// quotedPrintable decodes RFC 2045 section 6.7. An escape that is none stays as it stands, as browsers have it.
func quotedPrintable(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		line, next := lineAt(b, 0)
		b = b[next:]
		end := ""
		body := strings.TrimRight(string(line), "\n")
		if len(body) < len(line) {
			end = "\n"
		}
		if cut, ok := strings.CutSuffix(body, "\r"); ok && end != "" {
			body, end = cut, "\r\n"
		}
		body = strings.TrimRight(body, " \t") // white space before a line break was added on the way
		if cut, ok := strings.CutSuffix(body, "="); ok {
			body, end = cut, ""
		}
		out = append(escapes(out, body), end...)
	}
	return out
}

// escapes appends a line with its =XX decoded.
func escapes(out []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] == '=' && i+2 < len(s) {
			hi, lo := hex(s[i+1]), hex(s[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// base64Bytes decodes what is base64 in b and skips everything else; it ends at the padding, or where the bytes do.
func base64Bytes(b []byte) []byte {
	clean := make([]byte, 0, len(b))
	if end := bytes.IndexByte(b, '='); end >= 0 {
		b = b[:end]
	}
	for _, c := range b {
		switch {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+', c == '/':
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 { // six bits are no byte
		clean = clean[:len(clean)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, err := base64.RawStdEncoding.Decode(out, clean)
	if err != nil {
		return out[:max(n, 0)]
	}
	return out[:n]
}

// decoder reads the charset of an encoded word.
func decoder(charset string, in io.Reader) (io.Reader, error) {
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return nil, fmt.Errorf("charset %q: %w", charset, err)
	}
	return enc.NewDecoder().Reader(in), nil
}
