package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"jobsignal/internal/report"
)

// TestMain lets this test binary stand in for the command in scripts.
func TestMain(m *testing.M) { testscript.Main(withCollect{m}, map[string]func(){"report": main}) }

// withCollect builds collect from the same tree before the tests, which find it by the environment.
type withCollect struct{ m *testing.M }

func (w withCollect) Run() int {
	dir, err := os.MkdirTemp("", "collect")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if out, err := exec.Command("go", "build", "-o", dir, "jobsignal/cmd/collect").CombinedOutput(); err != nil {
		panic(fmt.Sprintf("building collect: %v\n%s", err, out))
	}
	if err := os.Setenv("COLLECT_DIR", dir); err != nil {
		panic(err)
	}
	return w.m.Run()
}

// TestScripts runs both commands as a user would.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			for name, path := range map[string]string{"OWN": "../../internal/extract/testdata/own", "EXAMPLES": "../../examples/postings"} {
				abs, err := filepath.Abs(path)
				if err != nil {
					return err
				}
				e.Setenv(name, abs)
			}
			e.Setenv("PATH", e.Getenv("PATH")+string(os.PathListSeparator)+os.Getenv("COLLECT_DIR"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs a command and compares its exit code: exits 2 report --format pdf
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var e *exec.ExitError
		if !errors.As(err, &e) {
			ts.Fatalf("%v", err)
		}
		got = e.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s = exit code %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// call runs the command in this process.
func call(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

// posting is a job as a user would save it as text.
const posting = `Machine Learning Engineer
Globex
Berlin

Your tasks
- Train and deploy models on Amazon SageMaker with MLOps practices.

Requirements
- Three years of experience with Python and AWS are required.
- You have worked with PyTorch or TensorFlow in production for years.
- You explain your work to people who are not engineers, in writing and in person, and you like to listen to them too.

Nice to have
- Kubernetes and Terraform.
`

// collected makes a database of n postings, each of its own employer, and returns its path.
func collected(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := strings.Replace(posting, "Globex", "Globex "+strconv.Itoa(i), 1) + "\nAbout us\n"
		for j := range 60 { // words of its own: a text under another name would be a copy of the same job
			text += fmt.Sprintf("site%d-%d ", i, j)
		}
		if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(i)+".txt"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "postings.db")
	collect := exec.Command(filepath.Join(os.Getenv("COLLECT_DIR"), "collect"), "--db", path, dir)
	if out, err := collect.CombinedOutput(); err != nil {
		t.Fatalf("collect: %v\n%s", err, out)
	}
	return path
}

func TestSummary(t *testing.T) {
	out := t.TempDir()
	code, stdout, stderr := call("--db", collected(t, 12), "--out", out, "--now", "2026-11-22", "--json", "--format", "html,json,csv,md,xlsx")
	var s summary
	if err := json.Unmarshal([]byte(stdout), &s); code != 0 || err != nil || stderr != "" {
		t.Fatalf("report --json = %d, %q, %q (%v), want one object and nothing else", code, stdout, stderr, err)
	}
	if s.Postings != 12 || s.Platform != "aws" || s.Certification == "" || s.Week != "2026-W47" || len(s.Paths) != 5 {
		t.Errorf("summary = %+v, want twelve postings, AWS, week 47, five paths", s)
	}
	for _, path := range s.Paths {
		info, err := os.Stat(path)
		if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v, want a file of mode 0600", path, info, err)
		}
	}
	left, err := filepath.Glob(filepath.Join(out, ".jobsignal-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v, want nothing", left, err)
	}
}

func TestStoppedBeforeWriting(t *testing.T) {
	base, out := collected(t, 1), filepath.Join(t.TempDir(), "reports")
	ctx, stop := context.WithCancelCause(context.Background())
	stop(stopped(143))
	var stdout, stderr bytes.Buffer
	if code := run(ctx, []string{"--db", base, "--out", out}, nil, &stdout, &stderr); code != 143 {
		t.Errorf("a stopped run = %d, %q, want 143", code, stderr.String())
	}
	if _, err := os.Stat(out); err == nil {
		t.Errorf("a stopped run wrote to %s", out)
	}
}

func TestTrailer(t *testing.T) {
	want := report.Entry{File: "2026-W47.html", Week: "2026-W47", Filter: "--> <script>", Answer: "so <b>\n-->", Postings: 3}
	page := []byte("<html>" + trailer(tail{Entry: report.Entry{Filter: "older"}}) + "</html>" + trailer(tail{Entry: want}))
	if got, ok := readTrailer(page); !ok || got.Entry != want {
		t.Errorf("readTrailer = %+v, %v, want %+v", got, ok, want)
	}
	for _, other := range []string{"", "<html></html>", mark, mark + "!!! -->", mark + "bm8= -->"} {
		if got, ok := readTrailer([]byte(other)); ok {
			t.Errorf("readTrailer(%q) = %+v, want not ours", other, got)
		}
	}
}

// TestPart names reports after what they leave out: alike for the same filter, never alike for two.
func TestPart(t *testing.T) {
	for _, c := range []struct {
		f    report.Filters
		want string
	}{
		{report.Filters{}, ""},
		{report.Filters{Title: "scientist"}, "-title-scientist"},
		{report.Filters{Title: "Scientist"}, "-title-scientist"},
		{report.Filters{Since: "2026-10-01", Until: "2026-10-31"}, "-since-2026-10-01-until-2026-10-31"},
	} {
		if got := part(c.f); got != c.want {
			t.Errorf("part(%+v) = %q, want %q", c.f, got, c.want)
		}
	}
	names := map[string]report.Filters{}
	long := strings.Repeat("scientist ", 30)
	for _, f := range []report.Filters{{Title: "ml engineer"}, {Title: "ml-engineer"}, {Title: "ml|engineer"}, {Title: "工程师"}, {Title: "数据"}, {Title: "../x"}, {Title: long + "a"}, {Title: long + "b"},
		{Employer: "ml engineer"}, {Title: "a", Employer: "b"}, {Title: "a-employer-b"}} {
		got := part(f)
		if other, ok := names[got]; ok {
			t.Errorf("part(%+v) = part(%+v) = %q", f, other, got)
		}
		names[got] = f
		if len(got) > partMost+7 || !regexp.MustCompile(`^(-[a-z0-9]+)+$`).MatchString(got) {
			t.Errorf("part(%+v) = %q is no part of a file's name", f, got)
		}
	}
}

func TestOurs(t *testing.T) {
	dir := t.TempDir()
	for _, form := range formats() {
		path := filepath.Join(dir, "x."+form)
		if made, err := ours(path, form); err != nil || !made {
			t.Errorf("ours(no file, %s) = %v, %v, want true", form, made, err)
		}
		if err := os.WriteFile(path, []byte("{}\nmine\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if made, err := ours(path, form); err != nil || made {
			t.Errorf("ours(a user's file, %s) = %v, %v, want false", form, made, err)
		}
	}
	if made, err := ours(dir, "html"); err != nil || made {
		t.Errorf("ours(a folder) = %v, %v, want false", made, err)
	}
}

// A workbook that a spreadsheet has saved holds somebody's work, whatever it was made from.
func TestSavedWorkbookIsNotOurs(t *testing.T) {
	for app, want := range map[string]bool{report.Maker: true, "Microsoft Excel": false, "LibreOffice": false} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		part, err := z.Create("docProps/app.xml")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(part, `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>%s</Application></Properties>`, app)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if got := recognised("xlsx", b.Bytes()); got != want {
			t.Errorf("recognised(a workbook of %s) = %v, want %v", app, got, want)
		}
	}
}

func TestBrowser(t *testing.T) {
	for system, want := range map[string]string{"linux": "xdg-open", "darwin": "open", "windows": "rundll32", "freebsd": "xdg-open"} {
		if name, args := browser(system, "/x y.html"); name != want || args[len(args)-1] != "/x y.html" {
			t.Errorf("browser(%s) = %s %q, want %s and the path as one argument", system, name, args, want)
		}
	}
}
