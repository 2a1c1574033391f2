package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/browse"
	"jobsignal/internal/db"
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
		now: func() time.Time { return now }, limits: fetch.Limits{Delay: time.Nanosecond, MaxDelay: time.Nanosecond, Idle: 400 * time.Millisecond, Backoff: time.Millisecond}}
	code = e.run(context.Background(), args)
	return code, out.String(), errs.String()
}

// elsewhere is web, with every request sent to one server, whatever host it is for.
func elsewhere(t *testing.T, root string, now time.Time, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	e := &env{stdin: strings.NewReader(""), stdout: &checkedWriter{w: &out}, stderr: &errs,
		now: func() time.Time { return now }, limits: fetch.Limits{Delay: time.Nanosecond, MaxDelay: time.Nanosecond},
		reroute: func(guarded http.RoundTripper) http.RoundTripper { return rerouted{guarded, root} }}
	code = e.run(context.Background(), args)
	return code, out.String(), errs.String()
}

type rerouted struct {
	guarded http.RoundTripper
	root    string
}

func (x rerouted) RoundTrip(r *http.Request) (*http.Response, error) {
	u, err := url.Parse(x.root + r.URL.RequestURI())
	if err != nil {
		return nil, err
	}
	moved := r.Clone(r.Context())
	moved.URL, moved.Host = u, ""
	resp, err := x.guarded.RoundTrip(moved)
	if err == nil {
		resp.Request = r
	}
	return resp, err
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
	code, out, stderr = web(t, monday, "explain", "--allow-private", "127.0.0.1", "--render", s.URL+"/jobs/1")
	if code != 0 || !strings.Contains(out, "«SageMaker»") {
		t.Errorf("explain --render = %d, %q, %q, want the drawn text read", code, out, stderr)
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

// TestBoardWithDetails follows a board whose texts are asked for one by one over three weeks, and counts the requests:
// within a day none, a week later each text under condition, and a job that went is last seen where it was.
func TestBoardWithDetails(t *testing.T) {
	var asked []string
	conditional := 0
	listed := []string{"101", "102", "103"}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		id, single := strings.CutPrefix(r.URL.Path, "/v1/companies/Acme/postings/")
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Path == "/robots.txt":
		case single && r.Header.Get("If-None-Match") == `"`+id+`"`:
			conditional++
			w.WriteHeader(http.StatusNotModified)
		case single:
			w.Header().Set("ETag", `"`+id+`"`)
			text := strings.Repeat(fmt.Sprintf("<p>You keep models on SageMaker running in team %s, and write Terraform.</p>", id), 5)
			json.NewEncoder(w).Encode(map[string]any{"id": id, "name": "ML Engineer " + id, "company": map[string]string{"name": "Acme"},
				"jobAd": map[string]any{"sections": map[string]any{"jobDescription": map[string]string{"title": "Job Description", "text": text}}}})
		default:
			var content []map[string]string
			for _, id := range listed {
				content = append(content, map[string]string{"id": id, "name": "ML Engineer " + id})
			}
			json.NewEncoder(w).Encode(map[string]any{"totalFound": len(content), "content": content})
		}
	}))
	defer s.Close()
	path := filepath.Join(t.TempDir(), "x.db")
	monday := time.Date(2026, 11, 23, 6, 15, 0, 0, time.UTC)
	for _, run := range []struct {
		when              string
		after             time.Duration
		jobs              []string
		want              string
		single, confirmed int
	}{
		{"first", 0, listed, "found 3: read 3 (3 new, 0 changed, 0 unchanged)", 3, 0},
		{"within a day", time.Hour, listed, "no posting 1 (unchanged 1)", 0, 0}, // the board as a whole is left alone
		{"a week later", 7 * 24 * time.Hour, listed, "found 3: read 3 (0 new, 0 changed, 3 unchanged)", 3, 3},
		{"with one gone", 14 * 24 * time.Hour, listed[:2], "found 2: read 2 (0 new, 0 changed, 2 unchanged)", 2, 2},
	} {
		asked, conditional, listed = nil, 0, run.jobs
		code, out, stderr := elsewhere(t, s.URL, monday.Add(run.after), "--allow-private", "127.0.0.1", "--db", path, "https://jobs.smartrecruiters.com/Acme")
		single := 0
		for _, a := range asked {
			if strings.Contains(a, "/postings/") {
				single++
			}
		}
		if run.single == 0 && len(asked) > 0 {
			t.Errorf("%s: asked for %q, want nothing", run.when, asked)
		}
		if code != 0 || !strings.Contains(out, run.want) || single != run.single || conditional != run.confirmed {
			t.Errorf("%s: %d, %q, %d texts asked for, %d of them confirmed; want %q, %d, %d\n%s", run.when, code, out, single, conditional, run.want, run.single, run.confirmed, stderr)
		}
	}
	d, err := db.OpenRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var old, all int
	if err := d.SQL().QueryRow(`SELECT count(*) FILTER (WHERE last_seen < '2026-12-07'), count(*) FROM source WHERE part <> ''`).Scan(&old, &all); err != nil || old != 1 || all != 3 {
		t.Errorf("after one job went, %d of %d are last seen before (%v), want 1 of 3", old, all, err)
	}
}

// TestGoodCopyStays fetches a posting that later fails, shrinks, shows a shell and goes: the text that was read first
// stays, is found once, and is last seen when it was whole.
func TestGoodCopyStays(t *testing.T) {
	whole := fmt.Sprintf(jobPage, 1, 1, 1, 1)
	shrunk := `<!DOCTYPE html><html lang="en"><head><title>Machine Learning Engineer 1 at Globex</title></head><body><main><h1>Machine Learning Engineer 1</h1><p>Globex · Berlin</p><h2>Requirements</h2><ul><li>Python.</li></ul></main></body></html>`
	status, body := 200, whole
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	defer s.Close()
	path := filepath.Join(t.TempDir(), "x.db")
	monday := time.Date(2026, 11, 23, 6, 15, 0, 0, time.UTC)
	for week, x := range []struct {
		status int
		body   string
	}{{200, whole}, {500, ""}, {200, shrunk}, {200, `<div id="root"></div><script src="/a.js"></script>`}, {200, ""}, {404, ""}} {
		status, body = x.status, x.body
		web(t, monday.AddDate(0, 0, 7*week), "--db", path, "--allow-private", "127.0.0.1", s.URL+"/job")
		d, err := db.OpenRead(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		var jobs, mentions int
		err = d.SQL().QueryRow(`SELECT count(*), coalesce(sum((SELECT count(*) FROM mention m WHERE m.posting = u.id)), 0) FROM speaker u`).Scan(&jobs, &mentions)
		d.Close()
		if err != nil || jobs != 1 || mentions < 7 {
			t.Errorf("week %d (%d, %d bytes): %d jobs with %d mentions, %v; want the first text with its mentions", week+1, x.status, len(x.body), jobs, mentions, err)
		}
	}
}
