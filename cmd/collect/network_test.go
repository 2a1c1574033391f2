package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
