package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/browse"
	"jobsignal/internal/fetch"
)

// site is a server on the loopback address: a job, a page that robots.txt forbids, redirects that lead astray, and
// an address that answers with "not modified".
func site(t *testing.T) (*httptest.Server, *[]string) {
	t.Helper()
	asked := &[]string{}
	mux := http.NewServeMux()
	page := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("ETag", `"one"`)
		if r.Header.Get("If-None-Match") == `"one"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, jobPage, 1, 1, 1, 1)
	}
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /private\n")
	})
	mux.HandleFunc("/job", page)
	mux.HandleFunc("/private", page)
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/", http.StatusFound)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.URL.Path)
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s, asked
}

// web runs collect without the pauses that politeness asks for.
func web(t *testing.T, now time.Time, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	e := &env{stdin: strings.NewReader(""), stdout: &checkedWriter{w: &out}, stderr: &errs,
		now: func() time.Time { return now }, limits: fetch.Limits{Delay: time.Nanosecond, MaxDelay: time.Nanosecond}}
	code = e.run(context.Background(), args)
	return code, out.String(), errs.String()
}

func TestWeb(t *testing.T) {
	s, asked := site(t)
	path := filepath.Join(t.TempDir(), "x.db")
	monday := time.Date(2026, 11, 23, 6, 15, 0, 0, time.UTC)

	code, _, stderr := web(t, monday, "--db", path, s.URL+"/job")
	if code != 3 || !strings.Contains(stderr, "127.0.0.1") || len(*asked) != 0 {
		t.Errorf("collect of a loopback address = %d, %q, server asked for %q; want it refused with its reason", code, stderr, *asked)
	}

	with := []string{"--db", path, "--allow-private", "127.0.0.1"}
	code, out, stderr := web(t, monday, append(with, s.URL+"/job", s.URL+"/private", s.URL+"/away", s.URL+"/file")...)
	if code != 3 || !strings.Contains(out, "found 4: read 1 (1 new") || !strings.Contains(out, "failed 3") {
		t.Errorf("collect = %d, %q, want 1 read and 3 failed\n%s", code, out, stderr)
	}
	for _, want := range []string{"--allow-private", "robots.txt", "169.254.169.254", "file"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("collect said %q, want it to mention %q", stderr, want)
		}
	}
	if got := strings.Join(*asked, " "); strings.Contains(got, "/private") {
		t.Errorf("server asked for %q, although robots.txt forbids /private", got)
	}

	// No run lowers the guard unseen, not even a quiet one.
	if _, _, stderr = web(t, monday, append(with, "--quiet", s.URL+"/job")...); !strings.Contains(stderr, "private addresses are allowed for") {
		t.Errorf("collect --quiet --allow-private said %q, want the hosts named", stderr)
	}

	// Within a day it is not asked again; a week later it is, and says that nothing changed.
	*asked = nil
	code, out, stderr = web(t, monday.Add(time.Hour), append(with, s.URL+"/job")...)
	if code != 0 || !strings.Contains(out, "read 1 (0 new, 0 changed, 1 unchanged)") || len(*asked) != 0 {
		t.Errorf("an hour later: %d, %q, server asked for %q; want nothing asked\n%s", code, out, *asked, stderr)
	}
	code, out, stderr = web(t, monday.AddDate(0, 0, 7), append(with, s.URL+"/job")...)
	if code != 0 || !strings.Contains(out, "read 1 (0 new, 0 changed, 1 unchanged)") || !strings.Contains(strings.Join(*asked, " "), "/job") {
		t.Errorf("a week later: %d, %q, server asked for %q; want the job asked for\n%s", code, out, *asked, stderr)
	}
}

// TestRender collects a page whose text is built by a script: refused with the way out, then drawn in a real browser.
func TestRender(t *testing.T) {
	if _, err := browse.Find(""); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found, and CI must run the browser tests")
		}
		t.Skip("no Chromium found: --render is not tested")
	}
	job := fmt.Sprintf(jobPage, 1, 1, 1, 1)
	answers := map[string]string{
		"/jobs/1":      `<!DOCTYPE html><meta charset="utf-8"><title>Loading</title><div id="app"></div><script src="/app.js"></script>`,
		"/app.js":      `fetch('/api/job').then(r => r.json()).then(j => { document.getElementById('app').innerHTML = j.html; });`,
		"/api/job":     string(must(json.Marshal(map[string]string{"html": job}))),
		"/robots.txt":  "",
		"/empty/jobs":  `<!DOCTYPE html><title>Loading</title><div id="app"></div><script src="/nothing.js"></script>`,
		"/nothing.js":  `1;`,
		"/favicon.ico": "",
	}
	types := map[string]string{".js": "text/javascript", "/api/job": "application/json"}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", cmp.Or(types[filepath.Ext(r.URL.Path)], types[r.URL.Path], "text/html; charset=utf-8"))
		fmt.Fprint(w, answers[r.URL.Path])
	}))
	defer s.Close()
	path := filepath.Join(t.TempDir(), "x.db")
	monday := time.Date(2026, 11, 23, 6, 15, 0, 0, time.UTC)
	with := []string{"--db", path, "--allow-private", "127.0.0.1", s.URL + "/jobs/1", s.URL + "/empty/jobs"}

	code, out, stderr := web(t, monday, with...)
	if want := "this page is drawn by script: use --render, or save it from your browser"; code != 0 || !strings.Contains(out, "no posting 2") || strings.Count(stderr, want) != 2 {
		t.Errorf("collect = %d, %q, %q, want no posting and twice %q", code, out, stderr, want)
	}
	code, out, stderr = web(t, monday.Add(48*time.Hour), append(with, "--render")...)
	if code != 0 || !strings.Contains(out, "read 1 (1 new") || !strings.Contains(out, "no posting 1") || !strings.Contains(stderr, "holds no text even so") {
		t.Errorf("collect --render = %d, %q, %q, want one posting read and one page without text even so", code, out, stderr)
	}
	code, out, _ = web(t, monday.Add(96*time.Hour), append(with, "--render")...)
	if code != 0 || !strings.Contains(out, "read 1 (0 new, 0 changed, 1 unchanged)") {
		t.Errorf("collect --render again = %d, %q, want the posting met again, nothing new", code, out)
	}
	code, _, stderr = web(t, monday, append(with, "--render", "--browser", "no-such-browser")...)
	if code != 2 || !strings.Contains(stderr, "no-such-browser") || !strings.Contains(stderr, "--browser") {
		t.Errorf("collect --browser no-such-browser = %d, %q, want 2 and the way out", code, stderr)
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
