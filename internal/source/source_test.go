package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobsignal/internal/job"
)

// read runs a whole stream and writes each value as one line: "source (part): body" or "! error".
func read(t testing.TB, opt Options, args ...string) []string {
	t.Helper()
	var lines []string
	for p, err := range Open(context.Background(), args, opt) {
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Errorf("error %v is no *Error", err)
			}
			lines = append(lines, "! "+err.Error())
			continue
		}
		lines = append(lines, p.Name()+": "+string(p.Body))
	}
	return lines
}

// tree writes files below a new folder and changes into it.
func tree(t testing.TB, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		write(t, filepath.Join(dir, name), []byte(body))
	}
	switch t := t.(type) {
	case *testing.T:
		t.Chdir(dir)
	case *testing.F:
		t.Chdir(dir)
	}
}

func write(t testing.TB, name string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s =\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestFilesAndFolders(t *testing.T) {
	tree(t, map[string]string{
		"b.html": "B", "a.html": "A", "sub/c.txt": "C", "sub/.hidden": "x", ".git/config": "x",
		"a_files/style.css": "x", "b-Dateien/pic.svg": "x", "lonely_files/d.html": "D", "empty.txt": "",
	})
	var notes []string
	opt := Options{Note: func(source, why string) { notes = append(notes, source+": "+why) }}
	want(t, "folder", read(t, opt, "."),
		"a.html: A", "b.html: B", "! empty.txt: empty", "lonely_files/d.html: D", "sub/c.txt: C")
	want(t, "notes", notes, ".git: hidden", "a_files: belongs to the page beside it", "b-Dateien: belongs to the page beside it",
		"sub/.hidden: hidden")
	want(t, "assets named by hand", read(t, Options{}, "a_files"), "a_files/style.css: x")
	want(t, "same file by three routes", read(t, Options{}, "a.html", "./a.html", "sub/../a.html", "."),
		"a.html: A", "b.html: B", "! empty.txt: empty", "lonely_files/d.html: D", "sub/c.txt: C")
	want(t, "missing", read(t, Options{}, "nothing.html", "www.example.org/job"),
		"! nothing.html: there is no file or folder of this name; check the spelling, or the folder you are in",
		"! www.example.org/job: there is no file or folder of this name; for a page on the web, write https://www.example.org/job")
}

func TestGlobs(t *testing.T) {
	tree(t, map[string]string{
		"a.html": "A", "b.htm": "B", ".c.html": "C", "x/d.html": "D", "x/y/e.html": "E", "x/y/f.txt": "F", "[odd].html": "O",
	})
	for pattern, lines := range map[string][]string{
		"*.html":         {"[odd].html: O", "a.html: A"},
		"?.htm*":         {"a.html: A", "b.htm: B"},
		"**/*.html":      {"[odd].html: O", "a.html: A", "x/d.html: D", "x/y/e.html: E"},
		"x/**":           {"x/d.html: D", "x/y/e.html: E", "x/y/f.txt: F"},
		"**/y/*":         {"x/y/e.html: E", "x/y/f.txt: F"},
		"[a-b].*":        {"a.html: A", "b.htm: B"},
		"[odd].html":     {"[odd].html: O"},
		".*.html":        {".c.html: C"},
		"*/y":            {"x/y/e.html: E", "x/y/f.txt: F"},
		"*.pdf":          {"! *.pdf: the pattern matches nothing; quote it so that the shell leaves it alone, or check the folder"},
		"nowhere/*.html": {"! nowhere/*.html: the pattern matches nothing; quote it so that the shell leaves it alone, or check the folder"},
		"[a.html":        {"! [a.html: the pattern has a [ without its ]"},
	} {
		want(t, pattern, read(t, Options{}, pattern), lines...)
	}
	dir, _ := os.Getwd()
	want(t, "absolute", read(t, Options{}, filepath.Join(dir, "x", "*.html")), filepath.Join(dir, "x/d.html")+": D")
}

func TestOddNames(t *testing.T) {
	names := []string{"with space.txt", "-rf", "%s%n", `quo"te.txt`, "$(x)`y`", "tab\tname", "line\nbreak.txt", "esc\x1b[2J.txt",
		"rtl\u202etxt.exe", "bad\xff\xfe.txt", strings.Repeat("l", 255), "ünï.txt", `"starts.txt`, "<img src=x onerror=alert(1)>.txt"}
	files := map[string]string{}
	for _, n := range names {
		files[n] = "x"
	}
	tree(t, files)
	lines := read(t, Options{}, ".")
	if len(lines) != len(names) {
		t.Errorf("files = %d, want %d", len(lines), len(names))
	}
	for _, l := range lines {
		if strings.HasPrefix(l, "!") || strings.ContainsAny(l, "\n\t\x1b\u202e") || !strings.HasSuffix(l, ": x") {
			t.Errorf("line %q can forge a message, or is none", l)
		}
	}
}

func TestStandardInput(t *testing.T) {
	opt := func() Options { return Options{Stdin: strings.NewReader("{\"a\":1}\n{\"a\":2}\n")} }
	want(t, "lines", read(t, opt(), "-"), `- (line 1): {"a":1}`, `- (line 2): {"a":2}`)
	want(t, "twice", read(t, Options{Stdin: strings.NewReader("text")}, "-", "-"),
		"-: text", "! -: standard input is already read for pages; name it once")
	want(t, "none", read(t, Options{}, "-"), "! -: standard input is not available here")
	want(t, "empty", read(t, Options{Stdin: strings.NewReader("")}, "-"), "! -: empty")
}

func TestLists(t *testing.T) {
	tree(t, map[string]string{
		"lists/all.txt": "\ufeff# postings\n\n a.html \n\"with space.html\" name=\"Acme GmbH\" tags=ml,remote place=Berlin # ours\n" +
			"sub/*.html\nmissing.html\nb.html colour=red\nb.html name=x name=y\n\"open\n-\nb.html name=Big Corp tags=a\n",
		"lists/a.html": "A", "lists/b.html": "B", "lists/with space.html": "S", "lists/sub/c.html": "C",
	})
	opt := Options{From: []string{"lists/all.txt"}}
	want(t, "list", read(t, opt),
		"lists/a.html: A", "lists/with space.html: S", "lists/sub/c.html: C",
		"! lists/missing.html (lists/all.txt line 6): there is no file or folder of this name; check the spelling, or the folder you are in",
		`! lists/all.txt (line 7): unknown field "colour"; known are name, tags and place`,
		"! lists/all.txt (line 8): name is given twice",
		`! lists/all.txt (line 9): a " is not closed`,
		`! lists/all.txt (line 10): "-" cannot stand in a list`,
		"lists/b.html: B")
	for p, err := range Open(context.Background(), nil, opt) {
		if err == nil && strings.Contains(p.Source, "space") {
			if p.Given["name"] != "Acme GmbH" || p.Given["tags"] != "ml,remote" || p.Given["place"] != "Berlin" {
				t.Errorf("given = %v", p.Given)
			}
		}
		if err == nil && strings.Contains(p.Source, "b.html") && (p.Given["name"] != "Big Corp" || p.Given["tags"] != "a") {
			t.Errorf("given = %v", p.Given)
		}
	}
	want(t, "list from standard input", read(t, Options{From: []string{"-"}, Stdin: strings.NewReader("lists/a.html\n")}), "lists/a.html: A")
	want(t, "missing list", read(t, Options{From: []string{"none.txt", "lists"}}),
		"! none.txt: no such file or directory; --from names a file that lists sources, one a line",
		"! lists: not a regular file; --from names a file that lists sources, one a line")
}

func TestLimits(t *testing.T) {
	tree(t, map[string]string{"ok.html": "x"})
	big, err := os.Create("big.html")
	if err != nil {
		t.Fatal(err)
	}
	big.Write([]byte("<html>"))
	big.Truncate(100 << 30) // sparse: takes no room
	big.Close()
	want(t, "100 GiB", read(t, Options{}, "big.html", "ok.html"), "! big.html: larger than 50 MiB", "ok.html: x")
}

// TestForms: what holds many pages is taken apart, with its name and place, and --map renames fields.
func TestForms(t *testing.T) {
	tree(t, map[string]string{"a.jsonl": "{\"n\":1}\nbad\n{\"n\":3}\n", "b.csv": "Position,Text\nML,x\n", "c.jsonl": "\n"})
	want(t, "forms", read(t, Options{Map: map[string]string{"title": "Position"}}, "."),
		`a.jsonl (line 1): {"n":1}`, "! a.jsonl (line 2): not valid JSON: invalid character 'b' looking for beginning of value", `a.jsonl (line 3): {"n":3}`,
		`b.csv (line 2): {"Text":"x","title":"ML"}`, "! c.jsonl: empty")
}

func TestStops(t *testing.T) {
	tree(t, map[string]string{"a": "A", "b": "B", "c.jsonl": "{}\n{}\n{}\n"})
	n := 0
	for range Open(context.Background(), []string{"."}, Options{}) {
		if n++; n == 4 {
			break
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	pages := 0
	for p, err := range Open(ctx, []string{"."}, Options{}) {
		last = err
		if p != nil {
			pages++
			cancel()
		}
	}
	if pages != 1 || !errors.Is(last, context.Canceled) {
		t.Errorf("cancelled after the first page: %d pages, last error %v", pages, last)
	}
}

func TestProgress(t *testing.T) {
	tree(t, map[string]string{"a": "12345", "b": "12345"})
	var got []string
	opt := Options{Progress: func(done, total int64) { got = append(got, fmt.Sprint(done, "/", total)) }}
	read(t, opt, ".")
	want(t, "progress", got, "5/10", "10/10")
}

// TestFlat: memory does not grow with the size of a JSON Lines file.
func TestFlat(t *testing.T) {
	tree(t, nil)
	f, err := os.Create("big.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	line := []byte(`{"title":"ML Engineer","description":"` + strings.Repeat("We use AWS. ", 300) + "\"}\n")
	for range 10000 {
		f.Write(line)
	}
	f.Close()
	var p *job.Page
	n := 0
	got := testing.AllocsPerRun(1, func() {
		for q, err := range Open(context.Background(), []string{"big.jsonl"}, Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			p = q
			n++
		}
	})
	if n != 20000 || p.Part != "line 10000" {
		t.Errorf("pages = %d, last %s", n, p.Part)
	}
	t.Logf("%.1f allocations a page", got/10000)
}
