package fetch

import (
	"context"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestRobotsAnswers is the table of safety rules: what each answer to the request for robots.txt means.
func TestRobotsAnswers(t *testing.T) {
	status := func(code int) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	text := func(body string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) }
	}
	forbid := "User-agent: *\nDisallow: /job\n"
	hops := func(n int) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, r *http.Request) {
			i, _ := strconv.Atoi(r.URL.RawQuery)
			if i < n {
				http.Redirect(w, r, "/robots.txt?"+strconv.Itoa(i+1), http.StatusMovedPermanently)
				return
			}
			io.WriteString(w, forbid)
		}
	}
	for _, c := range []struct {
		name   string
		answer func(http.ResponseWriter, *http.Request)
		kind   Kind // empty: the page is fetched
		word   string
	}{
		{"200", text(forbid), Robots, `(rule "Disallow: /job")`},
		{"empty", text(""), "", ""},
		{"html", text("<!doctype html><html><body>Welcome"), "", ""},
		{"byte order mark", text("\xef\xbb\xbf" + forbid), Robots, "Disallow: /job"},
		{"utf-16", text("\xff\xfeU\x00s\x00e\x00r\x00-\x00a\x00g\x00e\x00n\x00t\x00:\x00*\x00\n\x00D\x00i\x00s\x00a\x00l\x00l\x00o\x00w\x00:\x00/\x00"), Robots, "Disallow: /"},
		{"zero bytes", text(strings.Repeat("\x00", 5000)), "", ""},
		{"204", status(204), "", ""},
		{"404", status(404), "", ""},
		{"410", status(410), "", ""},
		{"401", status(401), Robots, "left alone"},
		{"403", status(403), Robots, "left alone"},
		{"429", status(429), Robots, "left alone"},
		{"500", status(500), Robots, "forbids everything"},
		{"503", status(503), Robots, "forbids everything"},
		{"5 redirects", hops(5), Robots, "Disallow: /job"},
		{"6 redirects", hops(6), Robots, "more than 5 redirects"},
		{"redirect to a private host", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://10.0.0.5/robots.txt", http.StatusFound)
		}, Robots, "10.0.0.5"},
		{"redirect to a file", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, Robots, "only http"},
		{"silence", func(w http.ResponseWriter, r *http.Request) { time.Sleep(2 * time.Second) }, TimedOut, "robots.txt"},
		{"600 KiB, rule at the end", text(strings.Repeat("# filler\n", 600<<10/9) + forbid), "", ""},
		{"600 KiB, rule at the start", text(forbid + strings.Repeat("# filler\n", 600<<10/9)), Robots, "Disallow: /job"},
		{"endless", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, forbid)
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, strings.Repeat("# filler\n", 1000)); err != nil {
					return
				}
			}
		}, Robots, "Disallow: /job"},
		{"broken off", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "5000")
			io.WriteString(w, forbid)
		}, Broken, "robots.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					c.answer(w, r)
					return
				}
				page(w)
			})
			tr := open(t, nil)
			for range 2 { // the second time from the run's memory
				_, e := get(tr, "http://"+s.host+"/job")
				if c.kind == "" && e != nil {
					t.Errorf("robots.txt %s: %s %q, want the page", c.name, e.Kind, e.Reason)
				}
				if c.kind != "" {
					wantKind(t, "robots.txt "+c.name, e, c.kind, c.word)
				}
			}
			for _, h := range s.hits() {
				if c.kind != "" && h.path == "/job" {
					t.Errorf("robots.txt %s: the page was asked for", c.name)
				}
			}
		})
	}
}

func TestRobotsRefusedConnection(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	_, e := get(open(t, nil), "http://"+l.Addr().String()+"/job")
	wantKind(t, "closed port", e, Unreachable, "refuses connections")
}

// TestRobotsOnRedirect: the target of a redirect is asked for its own permission.
func TestRobotsOnRedirect(t *testing.T) {
	s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			io.WriteString(w, "User-agent: jobsignal\nDisallow: /closed\n")
		case "/job":
			http.Redirect(w, r, "/closed/job", http.StatusFound)
		default:
			page(w)
		}
	})
	_, e := get(open(t, nil), "http://"+s.host+"/job")
	wantKind(t, "redirect into a forbidden path", e, Robots, `forbids /closed/job (rule "Disallow: /closed")`)
}

// TestRobotsKept: a second run within 24 hours asks the memory, a later one the host.
func TestRobotsKept(t *testing.T) {
	s := serve(t, "127.0.0.1", pages)
	kept := map[string]RobotsFile{}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	run := func() {
		tr := open(t, func(c *Config) {
			c.Now = func() time.Time { return now }
			c.Sleep = func(_ context.Context, d time.Duration) error { now = now.Add(d); return nil }
			c.Memory.LoadRobots = func(o string) (RobotsFile, error) { return kept[o], nil }
			c.Memory.SaveRobots = func(o string, f RobotsFile) error { kept[o] = f; return nil }
		})
		if _, e := get(tr, "http://"+s.host+"/job"); e != nil {
			t.Fatal(e)
		}
	}
	asked := func() (n int) {
		for _, h := range s.hits() {
			if h.path == "/robots.txt" {
				n++
			}
		}
		return n
	}
	run()
	now = now.Add(23 * time.Hour)
	run()
	if asked() != 1 {
		t.Errorf("within 24 hours robots.txt was asked %d times, want 1", asked())
	}
	now = now.Add(2 * time.Hour)
	run()
	if asked() != 2 {
		t.Errorf("after 25 hours robots.txt was asked %d times, want 2", asked())
	}
	now = now.Add(-48 * time.Hour)
	run()
	if asked() != 3 {
		t.Errorf("a copy from the future was used: asked %d times, want 3", asked())
	}
}
