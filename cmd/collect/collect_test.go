package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"jobsignal/internal/db"
	"jobsignal/internal/demand"
	"jobsignal/internal/sandbox"
)

var update = flag.Bool("update", false, "write golden files anew")

// TestMain lets this test binary stand in for the command, in scripts, where a process has to be killed, and as the
// child that reads a PDF.
func TestMain(m *testing.M) {
	if sandbox.Asked(os.Args) {
		os.Exit(sandbox.Serve(os.Args, os.Stdin, os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){"collect": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exits,
			"rows":   rows,
			"octets": octets,
		},
	})
}

// exits runs a command and compares its exit code: exits 3 collect gone.html
func exits(ts *testscript.TestScript, neg bool, args []string) {
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

// octets writes a file of bytes that are no text: octets binary.txt 0001ff
func octets(ts *testscript.TestScript, neg bool, args []string) {
	b, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}

// rows writes how many rows each table of a database has into a file: rows postings.db before.txt
func rows(ts *testscript.TestScript, neg bool, args []string) {
	ctx := context.Background()
	d, err := db.OpenRead(ctx, ts.MkAbs(args[0]))
	ts.Check(err)
	n, err := d.Counts(ctx)
	ts.Check(errors.Join(err, d.Close()))
	var b strings.Builder
	for _, table := range slices.Sorted(maps.Keys(n)) {
		fmt.Fprintf(&b, "%s %d\n", table, n[table])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o600))
}

// call runs the command in this process.
func call(t testing.TB, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

// saved writes n pages as a browser would have saved them, one job each, and returns their folder.
func saved(t testing.TB, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "saved")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		page := fmt.Sprintf(jobPage, i, i, i%7, i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("job-%04d.html", i)), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const jobPage = `<!DOCTYPE html><html lang="en"><head><title>Machine Learning Engineer %d at Globex</title></head><body>
<nav><a href="/">Jobs</a></nav><main><h1>Machine Learning Engineer %d</h1><p>Globex · Berlin</p>
<h2>What you will do</h2><ul><li>Train and deploy models on AWS SageMaker in team %d.</li><li>Build data pipelines in Python.</li></ul>
<h2>Requirements</h2><ul><li>At least three years of experience with Python and SQL.</li><li>Experience with AWS, Azure or GCP.</li>
<li>You have worked on recommendation systems of the kind that %d people use every day.</li></ul>
<h2>Nice to have</h2><ul><li>Kubernetes and Terraform.</li></ul></main></body></html>`

func TestSummaryJSON(t *testing.T) {
	dir := t.TempDir()
	page := fmt.Sprintf(jobPage, 1, 1, 1, 1)
	for name, text := range map[string]string{"job.html": page, "copy.html": page, "empty.html": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, out, stderr := call(t, "--db", filepath.Join(dir, "x.db"), "--json", "--now", "2026-11-23T06:15:00Z",
		filepath.Join(dir, "job.html"), filepath.Join(dir, "copy.html"), filepath.Join(dir, "empty.html"), filepath.Join(dir, "gone.html"))
	if code != 3 {
		t.Fatalf("collect = exit code %d, want 3\n%s", code, stderr)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatalf("collect --json = %q: %v, want one JSON object", out, err)
	}
	if digest, _ := got["vocabulary"].(string); len(digest) != 64 {
		t.Errorf("vocabulary = %q, want a digest of 64 digits", digest)
	}
	got["vocabulary"] = "(digest)"
	b, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(b), strings.Trim(strconv.Quote(dir), `"`), "DIR") + "\n"
	golden(t, filepath.Join("testdata", "summary.json"), filepath.ToSlash(text))
}

// golden compares with a kept file, which -update writes anew.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: (-want +got; -update writes it anew)\n%s", file, diff)
	}
}

func TestTwoRunsAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	d, err := db.Open(context.Background(), path, db.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	code, _, stderr := call(t, "--db", path, saved(t, 1))
	if code != 11 || !strings.Contains(stderr, fmt.Sprintf("pid %d", os.Getpid())) || strings.Count(stderr, "\n") != 1 {
		t.Errorf("collect while another run holds the database = %d, %q, want 11 and one line that names the process", code, stderr)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := call(t, "--db", path, saved(t, 1)); code != 0 {
		t.Errorf("collect after the other run = %d, %q, want 0", code, stderr)
	}
}

// TestFourAtOnce starts four runs on a database that does not exist yet: whoever comes second gives way.
func TestFourAtOnce(t *testing.T) {
	dir := saved(t, 40)
	for range 5 {
		path := filepath.Join(t.TempDir(), "x.db")
		var all []*exec.Cmd
		for range 4 {
			cmd := program(t, "--db", path, "--quiet", dir)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			all = append(all, cmd)
		}
		worked := 0
		for _, cmd := range all {
			_ = cmd.Wait() // the code is looked at
			switch code := cmd.ProcessState.ExitCode(); code {
			case 0:
				worked++
			case 11:
			default:
				t.Errorf("one of four runs = exit code %d, want 0 or 11", code)
			}
		}
		if n := len(state(t, path)["origins"].(map[int64]demand.Origin)); worked == 0 || n != 40 {
			t.Errorf("%d of 4 runs worked, %d postings, want at least one run and 40 postings", worked, n)
		}
	}
}

func TestOutputThatCannotBeWritten(t *testing.T) {
	var errs bytes.Buffer
	code := run(context.Background(), []string{"--db", filepath.Join(t.TempDir(), "x.db"), saved(t, 1)}, strings.NewReader(""), fullWriter{}, &errs)
	if code != 1 || !strings.Contains(errs.String(), "no room") {
		t.Errorf("collect with a full output = %d, %q, want 1 and the cause", code, errs.String())
	}
}

// fullWriter is a pipe or disk that takes nothing.
type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errors.New("no room") }

// program starts this test binary as the command.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("signals and links to programs are not portable to Windows")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "collect")
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	return exec.Command(link, args...)
}

// state is everything that the other half of the house sees of a database.
func state(t *testing.T, path string) map[string]any {
	t.Helper()
	ctx := context.Background()
	d, err := db.OpenRead(ctx, path)
	if err != nil {
		t.Fatalf("OpenRead(%q) = %v, want a database", path, err)
	}
	defer d.Close()
	rows, err := d.Rows(ctx, db.Filter{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	origins, err := d.Origins(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	counts, err := d.Counts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	delete(counts, "run") // a killed run leaves its record
	return map[string]any{"rows": rows, "origins": origins, "counts": counts}
}

func TestKilled(t *testing.T) {
	dir := saved(t, 600)
	base := t.TempDir()
	clean, killed := filepath.Join(base, "clean.db"), filepath.Join(base, "killed.db")
	at := "2026-11-23T06:15:00Z"
	if code, _, stderr := call(t, "--db", clean, "--now", at, dir); code != 0 {
		t.Fatalf("collect = %d, %q, want 0", code, stderr)
	}
	kept, kills := 0, 0
	for i := range 8 {
		cmd := program(t, "--db", killed, "--now", at, "--quiet", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+i*70) * time.Millisecond)
		_ = cmd.Process.Kill() // it may have ended already
		if err := cmd.Wait(); err != nil {
			kills++
		}
		if _, err := os.Stat(killed); err != nil {
			continue // killed before the database was made
		}
		n := len(state(t, killed)["origins"].(map[int64]demand.Origin))
		if n < kept {
			t.Fatalf("after kill %d: %d postings, but %d were there before", i, n, kept)
		}
		kept = n
	}
	if kills < 3 {
		t.Errorf("%d of 8 runs were killed in time, want at least 3: the test proves little", kills)
	}
	if code, _, stderr := call(t, "--db", killed, "--now", at, dir); code != 0 {
		t.Fatalf("collect after the kills = %d, %q, want 0", code, stderr)
	}
	if diff := cmp.Diff(state(t, clean), state(t, killed)); diff != "" {
		t.Errorf("after %d kills the database differs from one that was never killed: (-clean +killed)\n%s", kills, diff)
	}
}

func TestStopped(t *testing.T) {
	for signal, want := range map[os.Signal]int{os.Interrupt: 130, syscall.SIGTERM: 143} {
		path := filepath.Join(t.TempDir(), "x.db")
		cmd := program(t, "--db", path, "--verbose", saved(t, 5), "-")
		keyboard, err := cmd.StdinPipe() // from which nothing comes
		if err != nil {
			t.Fatal(err)
		}
		told, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(told)
		for range 5 { // a line a page: all five have been read
			if line, err := lines.ReadString('\n'); err != nil {
				t.Fatalf("%v: it ended after %q: %v", signal, line, err)
			}
		}
		begun := time.Now()
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		errs, _ := io.ReadAll(lines)
		_ = cmd.Wait() // the code is looked at below
		keyboard.Close()
		if got := cmd.ProcessState.ExitCode(); got != want || time.Since(begun) > 5*time.Second {
			t.Errorf("%v = exit code %d after %v, want %d at once\n%s", signal, got, time.Since(begun), want, errs)
		}
		if n := len(state(t, path)["origins"].(map[int64]demand.Origin)); n != 5 {
			t.Errorf("%v: %d postings stored, want the 5 that were read", signal, n)
		}
		if code, _, stderr := call(t, "--db", path); code != 0 || strings.Contains(stderr, "pid") {
			t.Errorf("collect after %v = %d, %q, want 0", signal, code, stderr)
		}
	}
}

// TestCron runs with what cron gives: no terminal, no environment, standard files closed, another folder.
func TestCron(t *testing.T) {
	dir := saved(t, 3)
	path := filepath.Join(t.TempDir(), "x.db")
	cmd := program(t, "--db", path, "--quiet", dir)
	cmd.Env, cmd.Dir = []string{"PATH=/usr/bin:/bin"}, "/"
	out, err := cmd.CombinedOutput()
	if err != nil || len(out) != 0 {
		t.Errorf("collect --quiet under cron = %v, %q, want success and no output", err, out)
	}
	cmd = exec.Command("sh", "-c", `exec "$0" "$@" <&- >&- 2>&-`, program(t).Path, "--db", path, "--quiet", dir)
	if err := cmd.Run(); err != nil {
		t.Errorf("collect --quiet with everything closed = %v, want success", err)
	}
}

func TestOrder(t *testing.T) {
	var got []int
	items := slices.Values([]int{5, 1, 4, 2, 3, 0})
	err := inOrder(context.Background(), 3, items, func(n int) int {
		time.Sleep(time.Duration(n) * time.Millisecond)
		return n * 10
	}, func(n int) error { got = append(got, n); return nil }, func() error { return nil })
	if want := []int{50, 10, 40, 20, 30, 0}; err != nil || !slices.Equal(got, want) {
		t.Errorf("inOrder = %v, %v, want %v", got, err, want)
	}
	stop := errors.New("stop")
	err = inOrder(context.Background(), 3, items, func(n int) int { return n }, func(int) error { return stop }, func() error { return nil })
	if !errors.Is(err, stop) {
		t.Errorf("inOrder with a failing use = %v, want its error", err)
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"Zürich – 東京 ✓":        "Zürich – 東京 ✓",
		"a\x1b[2Jb\nc":         `a\x1b[2Jb\nc`,
		"evil\u202egpj.exe":    `evil\u202egpj.exe`,
		"bad\xffbyte":          "bad\\ufffdbyte",
		"two\u2028lines\u0007": `two\u2028lines\a`,
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPace(t *testing.T) {
	for _, c := range []struct {
		pages       int64
		spent       time.Duration
		done, total int64
		want        string
	}{
		{0, 0, 0, 0, "  0 pages, 0/s"},
		{1200, 4 * time.Second, 0, 100, "  1,200 pages, 300/s"},
		{1200, 4 * time.Second, 25, 100, "  1,200 pages, 300/s, 12s left"},
		{10, 4 * time.Second, 100, 100, "  10 pages, 2/s"},
	} {
		if got := pace(c.pages, c.spent, c.done, c.total); got != c.want {
			t.Errorf("pace(%d, %v, %d, %d) = %q, want %q", c.pages, c.spent, c.done, c.total, got, c.want)
		}
	}
}
