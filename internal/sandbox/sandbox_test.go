package sandbox

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/document"
	"jobsignal/internal/job"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestMain lets this test binary be the child.
func TestMain(m *testing.M) {
	if Asked(os.Args) {
		os.Exit(Serve(os.Args, os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// cache is where the tests keep the compiled reader; compiling it for every test binary would take seconds.
func cache(t testing.TB) string {
	t.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		return t.TempDir()
	}
	return filepath.Join(dir, "jobsignal", "pdf")
}

func file(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/printed.pdf")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestRead reads a posting that Chromium printed.
func TestRead(t *testing.T) {
	d, err := Read(context.Background(), cache(t), &job.Page{Source: "printed.pdf", Body: file(t)})
	if err != nil {
		t.Fatal(err)
	}
	got := show(d)
	const golden = "testdata/printed.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("Read(printed.pdf) = %s\nwant %s", got, want)
	}
}

func show(d *document.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title=%q url=%q lead=%q\n", d.Title, d.URL, d.Lead)
	for _, x := range d.Blocks {
		fmt.Fprintf(&b, "%s %d: %s\n", x.Kind, x.Level, x.Text)
	}
	return b.String()
}

// blank is a page without a glyph; locked says that it needs a password.
const (
	blank = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
	locked = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" +
		"4 0 obj<</Filter/Standard/V 1/R 2/O<0000000000000000000000000000000000000000000000000000000000000000>" +
		"/U<0000000000000000000000000000000000000000000000000000000000000000>/P -4>>endobj\n" +
		"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF\n"
	circle = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>endobj\n" +
		"trailer<</Root 1 0 R>>\n%%EOF\n"
)

// TestReasons reads what gives no text, each for its own reason, within the time for one file.
func TestReasons(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       error
	}{
		{"no glyph", blank, ErrNoText},
		{"locked", locked, ErrEncrypted},
		{"not a PDF", "%PDF-1.4\nnothing", ErrBroken},
		{"empty", "", ErrBroken},
		{"a circle of pages", circle, ErrBroken},
		{"cut", string(file(t)[:2000]), ErrBroken},
	} {
		from := time.Now()
		_, err := Read(context.Background(), cache(t), &job.Page{Source: c.name, Body: []byte(c.body)})
		if !errors.Is(err, c.want) {
			t.Errorf("Read(%s) = %v, want %v", c.name, err, c.want)
		}
		if took := time.Since(from); took > 30*time.Second {
			t.Errorf("Read(%s) took %v", c.name, took)
		}
	}
}

// TestStopped: a child that is stopped is an error of its own.
func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Read(ctx, cache(t), &job.Page{Source: "x", Body: file(t)}); !errors.Is(err, context.Canceled) {
		t.Errorf("Read after its context ended = %v, want canceled", err)
	}
	t.Setenv("JOBSIGNAL_PDF_CHILD", "1")
	if _, err := Read(context.Background(), "", &job.Page{Source: "x", Body: file(t)}); !errors.Is(err, ErrStopped) {
		t.Errorf("Read in a child = %v, want %v", err, ErrStopped)
	}
}

// FuzzPDF changes a printed page in this process: what PDFium does with it stays inside its memory.
func FuzzPDF(f *testing.F) {
	engine, err := start(cache(f))
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{blank, locked, circle} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := read(engine, bytes.Clone(b)); err != nil {
			t.Skip(err)
		}
	})
}

// TestCut cuts a printed page at every 97th byte. A PDF is one record whose table of contents stands at its end, so a
// piece gives the lines that are whole or the reason "broken", and the reader goes on to the next; every fortieth piece
// goes through a child as well, and both say the same.
func TestCut(t *testing.T) {
	engine, err := start(cache(t))
	if err != nil {
		t.Fatal(err)
	}
	body := file(t)
	whole, err := read(engine, bytes.Clone(body))
	if err != nil || len(whole.Lines) == 0 {
		t.Fatalf("read(printed.pdf) = %v, %v, want lines", whole, err)
	}
	read97, some := 0, 0
	for at := 97; at < len(body); at += 97 {
		a, err := read(engine, bytes.Clone(body[:at]))
		if err != nil {
			t.Fatalf("read(cut at %d) = %v, want a reason as a value", at, err)
		}
		if len(a.Lines) > len(whole.Lines) {
			t.Errorf("read(cut at %d) has %d lines, the whole file %d", at, len(a.Lines), len(whole.Lines))
		}
		if read97++; len(a.Lines) > 0 {
			some++
		} else if faults[a.Fault] == nil {
			t.Errorf("read(cut at %d) has no line and no reason", at)
		}
		if at/97%40 != 0 {
			continue
		}
		_, err = Read(context.Background(), cache(t), &job.Page{Source: "cut", Body: body[:at]})
		if !errors.Is(err, faults[a.Fault]) {
			t.Errorf("Read(cut at %d) in a child = %v, in this process %q", at, err, a.Fault)
		}
	}
	if again, err := read(engine, bytes.Clone(body)); err != nil || len(again.Lines) != len(whole.Lines) {
		t.Errorf("after %d cut files the whole one reads %v, %v", read97, again, err)
	}
	t.Logf("cut at %d places: lines in %d, the others named as broken", read97, some)
}
