package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestStatus: a URL that fails in four runs in a row is named, and no longer after a success of it; files are not.
func TestStatus(t *testing.T) {
	s, _ := site(t)
	base := filepath.Join(t.TempDir(), "x.db")
	bad := s.URL + "/away"
	now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	for n := 1; n <= 4; n++ {
		_, out, stderr := web(t, now, "--db", base, "--allow-private", "127.0.0.1", bad, s.URL+"/job")
		if named := strings.Contains(out, "failed in 4 runs in a row or more: "+bad); named != (n == 4) {
			t.Errorf("run %d: %q, %q, want the URL named from run 4 on", n, out, stderr)
		}
		now = now.Add(25 * time.Hour)
	}
	code, out, stderr := web(t, now, "--db", base, "status", "--json")
	if code != 0 || !strings.Contains(out, `"last_success":null,"failed_runs":4`) || !strings.Contains(out, `"last_success":"2026-11-26T09:00:00Z","failed_runs":0`) {
		t.Errorf("status --json = %d, %s, %s, want 4 failed runs of one URL and none of the other", code, out, stderr)
	}
	code, out, stderr = web(t, now, "--db", base, "status")
	if code != 0 || !strings.Contains(out, "never") || !strings.Contains(out, bad) {
		t.Errorf("status = %d, %s, %s, want a table with both URLs", code, out, stderr)
	}
}

func TestHostOf(t *testing.T) {
	for name, want := range map[string]string{"https://www.example.co.uk/a": "example.co.uk", "saved/a.html": "", "http://127.0.0.1:80/": "127.0.0.1"} {
		if got := hostOf(name); got != want {
			t.Errorf("hostOf(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestEndings says that each way in which a URL can end is kept, with its reason in words, and that none of them
// stands in the way of the others.
func TestEndings(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /forbidden\n")
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/soft-404":
			fmt.Fprint(w, "<title>Page not found</title><h1>Page not found</h1><p>This job is no longer available. The page you are looking for does not exist any more.</p>")
		case "/picture":
			w.Header().Set("Content-Type", "image/png")
		case "/large":
			w.Write(bytes.Repeat([]byte("x"), 11<<20))
		case "/slow":
			fmt.Fprint(w, "<p>")
			w.(http.Flusher).Flush()
			time.Sleep(700 * time.Millisecond)
		case "/script":
			fmt.Fprint(w, `<title>Jobs</title><div id="root"></div><script src="/app.js"></script>`)
		case "/login":
			w.WriteHeader(http.StatusUnauthorized)
		case "/captcha":
			fmt.Fprint(w, "<title>Just a moment...</title>")
		case "/busy":
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		default:
			fmt.Fprintf(w, jobPage, 1, 1, 1, 1)
		}
	}))
	defer s.Close()
	base := filepath.Join(t.TempDir(), "x.db")
	monday := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	// The last three end the host for the run, so that each has a run of its own.
	for _, paths := range [][]string{{"job", "gone", "soft-404", "forbidden", "picture", "large", "slow", "script"}, {"login"}, {"captcha"}, {"busy"}} {
		var urls []string
		for _, p := range paths {
			urls = append(urls, s.URL+"/"+p)
		}
		web(t, monday, append(urls, "--db", base, "--allow-private", "127.0.0.1")...)
	}
	_, out, _ := web(t, monday, "--db", base, "status", "--json")
	got := map[string]sourceStatus{}
	for line := range strings.Lines(out) {
		var x sourceStatus
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		got[strings.TrimPrefix(x.Source, s.URL+"/")] = x
	}
	for path, want := range map[string]string{
		"job": "read ", "gone": "no posting gone", "soft-404": "no posting job page without its text", "forbidden": "failed robots.txt of " + strings.TrimPrefix(s.URL, "http://") + ` forbids /forbidden (rule "Disallow: /forbidden")`,
		"picture": "failed not html", "large": "failed too large", "slow": "failed timed out", "script": "no posting page is drawn by script",
		"login": "failed login", "captcha": "failed captcha", "busy": "failed rate-limited until 2026-11-23",
	} {
		if x := got[path]; !strings.HasPrefix(x.Outcome+" "+x.Reason, want) {
			t.Errorf("status of /%s = %q, %q, want %q", path, x.Outcome, x.Reason, want)
		}
	}
	if got["busy"].Next == nil {
		t.Error("status of a host that asked to be left alone names no next time")
	}
}
