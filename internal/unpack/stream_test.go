package unpack

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// endless repeats parts until some bytes were given, then ends with a tail: a large file that nobody has to store.
type endless struct {
	head, tail string
	part       func(n int) string
	left       int
	n          int
	rest       []byte
}

func (e *endless) Read(p []byte) (int, error) {
	for len(e.rest) == 0 {
		switch {
		case e.n == 0:
			e.rest = []byte(e.head)
		case e.left > 0:
			e.rest = []byte(e.part(e.n))
		case e.tail != "":
			e.rest, e.tail = []byte(e.tail), ""
		default:
			return 0, io.EOF
		}
		e.n++
		e.left -= len(e.rest)
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// TestMemory reads forms of many records, small and twenty times as large: what is held at once does not grow.
// bench/inputs measures the whole program.
func TestMemory(t *testing.T) {
	text := strings.Repeat("We use AWS. ", 250)
	object := func(n int) string { return fmt.Sprintf(`{"title":"ML Engineer %d","text":"%s"}`, n, text) }
	forms := map[string]func(size int) io.Reader{
		"jsonl": func(size int) io.Reader {
			return &endless{head: object(0) + "\n", part: func(n int) string { return object(n) + "\n" }, left: size}
		},
		"json array": func(size int) io.Reader {
			return &endless{head: "[" + object(0), part: func(n int) string { return "," + object(n) }, tail: "]", left: size}
		},
		"csv": func(size int) io.Reader {
			return &endless{head: "title,description\n", part: func(n int) string { return fmt.Sprintf("Engineer %d,\"%s\"\n", n, text) }, left: size}
		},
		"warc": func(size int) io.Reader {
			part := func(n int) string {
				return record("response", "https://example.org/", "application/http", answer("Content-Type: text/html\r\n", object(n)))
			}
			return &endless{head: part(0), part: part, left: size}
		},
		"mbox": func(size int) io.Reader {
			part := func(n int) string { return fmt.Sprintf("From a@example.org\nSubject: %d\n\n%s\n\n", n, text) }
			return &endless{head: part(0), part: part, left: size}
		},
	}
	for name, form := range forms {
		small, few := held(form(2<<20), -1)
		large, many := held(form(40<<20), -1)
		if many < 15*few || few < 100 {
			t.Fatalf("%s: %d and %d pages, want twenty times as many", name, few, many)
		}
		if large > small+8<<20 {
			t.Errorf("%s: %d KiB held while 2 MiB are read, %d KiB while 40 MiB are", name, small>>10, large>>10)
		}
	}
	// An answer with its list inside is held whole as long as it is a page, and not at all when it is larger.
	wrapped := &endless{head: `{"name":"Acme","jobs":[` + object(0), part: func(n int) string { return "," + object(n) }, tail: "]}", left: maxPage + 20<<20}
	if most, n := held(wrapped, int64(maxPage)+20<<20); most > 24<<20 || n < 20_000 {
		t.Errorf("wrapped list: %d pages, %d KiB held, want all pages and a few MiB", n, most>>10)
	}
}

// held reads all pages of a content and returns the most that the heap held on the way, beyond what it held before.
func held(content io.Reader, size int64) (most uint64, pages int) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc
	for _, err := range Pages(Input{Name: "x.json", R: content, Size: size}, Options{}) {
		if err != nil {
			return 0, 0
		}
		if pages++; pages%500 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc-min(before, m.HeapAlloc))
		}
	}
	return most, pages
}

// TestStreamsPacked reads what gzip packs without holding it, too.
func TestStreamsPacked(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for i := range 20_000 {
		fmt.Fprintf(z, "{\"n\":%d,\"s\":\"%s\"}\n", i, noise(60))
	}
	z.Close()
	most, pages := held(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if pages != 20_000 || most > 8<<20 {
		t.Errorf("packed rows: %d pages, %d KiB held, want 20000 and a few MiB", pages, most>>10)
	}
}
