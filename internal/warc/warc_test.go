package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

func reader(b []byte) *bufio.Reader { return bufio.NewReaderSize(bytes.NewReader(b), maxHeader) }

// read writes each record as one line: "place: body", "place: -" for one that is no page, or "! place: cause".
func read(t testing.TB, b []byte) (lines []string) {
	t.Helper()
	if !Is(b[:min(len(b), maxHeader)]) {
		t.Error("Is = false, want true")
	}
	for r := range Records(reader(b)) {
		switch {
		case r.Err != nil:
			lines = append(lines, fmt.Sprintf("! %s: %v", r.Place, r.Err))
		case r.Skipped != "":
			lines = append(lines, r.Place+": -")
		default:
			lines = append(lines, r.Place+": "+string(r.Body))
		}
	}
	return lines
}

func want(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s =\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func zipped(t testing.TB, b []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	w.Write(b)
	w.Close()
	return buf.Bytes()
}

// noise is text that does not compress.
func noise(n int) string {
	b := make([]byte, n)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = 'a' + byte(r.IntN(26))
	}
	return string(b)
}

type member struct{ name, body string }

func record(kind, uri, media, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-11-22T10:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, uri, media, len(block), block)
}

func answer(head, body string) string { return "HTTP/1.1 200 OK\r\n" + head + "\r\n" + body }

func warcOf(members []member) []byte {
	var b bytes.Buffer
	for _, m := range members {
		b.WriteString(record("response", "https://example.org/"+m.name, "application/http; msgtype=response", answer("Content-Type: text/html\r\n", m.body)))
	}
	return b.Bytes()
}

func warcGz(t testing.TB, members []member) []byte {
	var b []byte
	for _, m := range members {
		b = append(b, zipped(t, warcOf([]member{m}))...)
	}
	return b
}

func TestWARC(t *testing.T) {
	http := "application/http; msgtype=response"
	body := record("warcinfo", "", "application/warc-fields", "software: test\r\n") +
		record("request", "https://example.org/1", "application/http; msgtype=request", "GET /1 HTTP/1.1\r\n\r\n") +
		record("response", "https://example.org/1", http, answer("Content-Type: text/html; charset=iso-8859-1\r\n", "<p>one")) +
		record("response", "https://example.org/2", http, answer("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", "3\r\n<p>\r\n3\r\ntwo\r\n0\r\n\r\n")) +
		record("response", "https://example.org/3", http, answer("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", "<p>three, not chunked")) +
		record("response", "<https://example.org/4>", http, answer("Content-Type: application/json\r\nContent-Encoding: gzip\r\n", string(zipped(t, []byte(`{"four":4}`))))) +
		record("response", "https://example.org/5", http, answer("Content-Type: text/html\r\nContent-Encoding: lzma\r\n", "five")) +
		record("response", "https://example.org/6", http, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nsix") +
		record("response", "https://example.org/7.png", http, answer("Content-Type: image/png\r\n", "seven")) +
		"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nrubbish\r\n\r\n" +
		record("response", "javascript:alert(1)", http, answer("Content-Type: text/html\r\n", "<p>eight")) +
		record("revisit", "https://example.org/9", http, answer("Content-Type: text/html\r\n", "")) +
		record("resource", "https://example.org/10", "text/html", "<p>ten") +
		record("resource", "file:///etc/passwd", "text/html", "<p>local")
	at := func(n int, offset int) string { return fmt.Sprintf("record %d, offset %d: ", n, offset) }
	lines := func(o func(n int) int) []string {
		return []string{at(1, o(1)) + "-", at(2, o(2)) + "-", at(3, o(3)) + "<p>one", at(4, o(4)) + "<p>two", at(5, o(5)) + "<p>three, not chunked",
			at(6, o(6)) + `{"four":4}`, "! " + at(7, o(7)) + `damaged record: it is encoded as "lzma", which is not read`, at(8, o(8)) + "-", at(9, o(9)) + "-",
			"! " + at(10, o(10)) + `damaged record: its length is "-5"`, at(11, o(11)) + "<p>eight", at(12, o(12)) + "-", at(13, o(13)) + "<p>ten", at(14, o(14)) + "-"}
	}
	want(t, "plain", read(t, []byte(body)), lines(func(n int) int { return nth(body, "WARC/1.1", n-1) })...)
	want(t, "packed as one", read(t, zipped(t, []byte(body))), lines(func(int) int { return 0 })...)
	arc := "filedesc://c.arc 0.0.0.0 20140101000000 text/plain 12\n1 0 Test\n\n\n\nhttp://example.org/a b 1.2.3.4 20140216050221 text/html 51\n" +
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>ARC  \n"
	want(t, "arc", read(t, []byte(arc)), "record 1, offset 0: -", "record 2, offset 66: <p>ARC ")
	for r := range Records(reader([]byte(body))) {
		switch {
		case strings.HasPrefix(r.Place, "record 11,") && r.URL != "":
			t.Errorf("address of a script was kept: %s", r.URL)
		case strings.HasPrefix(r.Place, "record 3,") && (r.URL != "https://example.org/1" || r.Media != "text/html; charset=iso-8859-1" || r.Date.Year() != 2026):
			t.Errorf("page = %+v", r)
		case strings.HasPrefix(r.Place, "record 8,") && r.Skipped != `status 404, type "text/html"`:
			t.Errorf("skipped = %q", r.Skipped)
		}
	}
}

// TestEncodings decodes stored answers as the server packed them, and leaves alone what the crawler has decoded.
func TestEncodings(t *testing.T) {
	page := "<html><p>" + strings.Repeat("We use AWS. ", 40) + "</p></html>"
	pack := func(w func(io.Writer) io.WriteCloser, body string) string {
		var b bytes.Buffer
		z := w(&b)
		io.WriteString(z, body)
		z.Close()
		return b.String()
	}
	br := func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }
	gz := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	zl := func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
	fl := func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 6); return z }
	zs := func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }
	chunked := func(s string) string {
		return fmt.Sprintf("%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n", 20, s[:20], len(s)-20, s[20:])
	}
	for _, c := range []struct{ name, head, body, want string }{
		{"brotli", "Content-Encoding: br\r\n", pack(br, page), page},
		{"gzip", "Content-Encoding: GZIP\r\n", pack(gz, page), page},
		{"deflate", "Content-Encoding: deflate\r\n", pack(zl, page), page},
		{"bare deflate", "Content-Encoding: deflate\r\n", pack(fl, page), page},
		{"zstd", "Content-Encoding: zstd\r\n", pack(zs, page), page},
		{"two", "Content-Encoding: gzip, br\r\n", pack(br, pack(gz, page)), page},
		{"chunked brotli", "Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n", chunked(pack(br, page)), page},
		{"decoded already", "Content-Encoding: br\r\n", page, page},
		{"damaged brotli", "Content-Encoding: br\r\n", pack(br, noise(400))[:200], "damaged record: encoded as br: "},
		{"a bomb", "Content-Encoding: br\r\n", pack(br, strings.Repeat("0", 8<<20)), "damaged record: encoded as br: expands to more than 100 times"},
	} {
		b := record("response", "https://example.org/1", "application/http; msgtype=response", answer("Content-Type: text/html\r\n"+c.head, c.body))
		for r := range Records(reader([]byte(b))) {
			got := string(r.Body)
			if r.Err != nil {
				got = r.Err.Error()
			}
			if got != c.want && (r.Err == nil || !strings.HasPrefix(got, c.want)) {
				t.Errorf("%s = %.80q, want %.80q", c.name, got, c.want)
			}
		}
	}
}

// TestMedia tells which stored answers are pages by their type, or without one by how they begin.
func TestMedia(t *testing.T) {
	for _, c := range []struct {
		media, body string
		page        bool
	}{
		{"Content-Type: application/vnd.api+json\r\n", `{"data":[]}`, true}, {"Content-Type: application/rss+xml\r\n", "<rss/>", true}, {"Content-Type: text/xml\r\n", "<a/>", true},
		{"Content-Type: image/svg+xml\r\n", "<svg/>", false}, {"Content-Type: text/css\r\n", "p {}", false}, {"", "<html>", true}, {"", "\x89PNG\r\n", false}, {"", "p {}", false},
	} {
		b := record("response", "https://example.org/1", "application/http; msgtype=response", answer(c.media, c.body))
		for r := range Records(reader([]byte(b))) {
			if r.Err != nil || (r.Skipped == "") != c.page {
				t.Errorf("%q, %q = %+v, want page %v", c.media, c.body, r, c.page)
			}
		}
	}
}

// nth is where the nth of a word starts.
func nth(s, word string, n int) int {
	at := 0
	for range n {
		at += strings.Index(s[at:], word) + 1
	}
	return at + strings.Index(s[at:], word)
}

// TestDamagedWARC damages one packed record; the ones before and behind it are there.
func TestDamagedWARC(t *testing.T) {
	var members []member
	for i := range 5 {
		members = append(members, member{fmt.Sprintf("%d", i), "<p>" + noise(300)})
	}
	whole := warcGz(t, members)
	third := nth(string(whole), "\x1f\x8b\x08", 2)
	for _, at := range []int{third + 60, third + 120, third + 200} {
		b := bytes.Clone(whole)
		b[at] ^= 0xff
		good, bad := 0, 0
		for r := range Records(reader(b)) {
			if r.Err != nil {
				bad++
			} else {
				good++
			}
		}
		if good < 4 || bad == 0 {
			t.Errorf("damage at %d: %d pages, %d failures; want 4 and one", at, good, bad)
		}
	}
}

// TestHostile reads damaged archives of other projects: each ends, and what is sound in them comes out.
func TestHostile(t *testing.T) {
	root := "../../../shared/corpus"
	if _, err := os.Stat(root); err != nil {
		t.Skip("skipped: ../shared is not here")
	}
	for name, pages := range map[string]int{
		"hostile/warc/good.warc.gz.open": 50, "hostile/warc/corrupted-mid-record.warc.gz.open": 12, "hostile/warc/corrupted-trailing-bytes.warc.gz.open": 30,
		"warc/example.warc": 1, "warc/example.warc.gz": 1, "warc/example.arc": 1, "warc/example.arc.gz": 1, "warc/example-wrong-chunks.warc.gz": 1,
		"warc/example-space-in-url.arc": 1, "warc/example-iana.org-chunked.warc": 1, "warc/example-bad-non-chunked.warc.gz": 1, "warc/post-test.warc.gz": 3,
	} {
		b, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Error(err)
			continue
		}
		n := 0
		for r := range Records(reader(b)) {
			if r.Err == nil && r.Skipped == "" {
				n++
			}
		}
		if n != pages {
			t.Errorf("%s: pages = %d, want %d", name, n, pages)
		}
	}
}

func FuzzRecords(f *testing.F) {
	body := warcOf([]member{{"1", "<p>one"}, {"2", "<p>two"}})
	f.Add(body)
	f.Add(zipped(f, body))
	f.Add([]byte("filedesc://c.arc 0.0.0.0 20140101000000 text/plain 12\n1 0 Test\n\n\n\nhttp://example.org/a 1.2.3.4 20140216050221 text/html 51\nHTTP/1.1 200 OK\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for r := range Records(reader(b)) {
			if r.Place == "" {
				t.Errorf("record without a place: %+v", r)
			}
		}
	})
}
