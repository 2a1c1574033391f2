package fetch

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestRobotsRules(t *testing.T) {
	for _, c := range []struct {
		body, path string
		rule       string // that forbids; empty when allowed
	}{
		{"", "/a", ""},
		{"User-agent: *\nDisallow: /", "/a", "Disallow: /"},
		{"User-agent: *\nDisallow:", "/a", ""},
		{"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", ""},
		{"User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		{"User-agent: *\nDisallow: /\n\nUser-agent: JobSignal\nDisallow: /private", "/a", ""},
		{"User-agent: *\nDisallow: /\n\nUser-agent: JobSignal\nDisallow: /private", "/private", "Disallow: /private"},
		{"User-agent: jobsignal/1.0\nDisallow: /x", "/x", "Disallow: /x"},
		{"User-agent: jobsignals\nDisallow: /x", "/x", ""},
		{"Disallow: /x\nUser-agent: other\nDisallow: /", "/x", ""},
		{"User-agent: *\nCrawl-delay: abc\nDisallow: /x", "/x", "Disallow: /x"},
		{"\xef\xbb\xbfUser-agent: *\r\nDisallow: /x", "/x", "Disallow: /x"},
		{"User-agent: *\rDisallow: /x\r", "/x", "Disallow: /x"},
		{"User-agent: *\nDisallow: /*?sort=", "/list?b=1&sort=2", ""},
		{"User-agent: *\nDisallow: /*sort=", "/list?b=1&sort=2", "Disallow: /*sort="},
		{"User-agent: *\nDisallow: /s?b=1&a=2", "/s?b=1&a=2", "Disallow: /s?b=1&a=2"},
		{"User-agent: *\nDisallow: /x$", "/xy", ""},
		{"User-agent: *\nDisallow: /ü", "/%C3%BC", "Disallow: /%C3%BC"},
		{"<html><body>User-agent: *</body>", "/x", ""},
		{strings.Repeat("\x00", 1000), "/x", ""},
	} {
		rule, ok := allows(c.body, Product, "https://example.org"+c.path)
		if rule != c.rule || ok != (c.rule == "") {
			t.Errorf("allows(%.60q, %s) = %q %t, want %q", c.body, c.path, rule, ok, c.rule)
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for body, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 7":                                          7 * time.Second,
		"User-agent: *\nDisallow: /x\nCrawl-delay: 0.5":                          500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: 100000":                                     300 * time.Second,
		"User-agent: *\nCrawl-delay: -3":                                         0,
		"User-agent: *\nCrawl-delay: abc":                                        0,
		"User-agent: *\nCrawl-delay: NaN":                                        0,
		"Crawl-delay: 9":                                                         0,
		"User-agent: other\nCrawl-delay: 9":                                      0,
		"User-agent: other\nUser-agent: jobsignal\nCrawl-delay: 9":               9 * time.Second,
		"User-agent: *\nCrawl-delay: 9\nUser-agent: jobsignal\nDisallow:":        0,
		"User-agent: *\nDisallow: /\nUser-agent: jobsignal/2\nCrawl-delay: 2":    2 * time.Second,
		"User-agent: *\nDisallow: /\nCrawl-Delay: 2\nUser-agent: x\nDisallow: /": 2 * time.Second,
	} {
		if got := crawlDelay(body, Product); got != want {
			t.Errorf("crawlDelay(%q) = %s, want %s", body, got, want)
		}
	}
}

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
				http.Redirect(w, r, "/robots.txt?"+strconv.Itoa(i+1), 301)
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
		{"redirect to a private host", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "http://10.0.0.5/robots.txt", 302) }, Robots, "10.0.0.5"},
		{"redirect to a file", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "file:///etc/passwd", 302) }, Robots, "only http"},
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
			http.Redirect(w, r, "/closed/job", 302)
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

// TestRobotsReference takes 400 decisions of the reference collection (google/robotstxt-spec-test). Not one may be
// laxer than the reference; a few may be stricter or differ where the collection goes beyond the standard.
func TestRobotsReference(t *testing.T) {
	root := "../../../shared/corpus/hostile/robots"
	if _, err := os.Stat(root); err != nil {
		t.Skip("skipped: ../shared is not here")
	}
	files, total, equal, lax := 0, 0, 0, 0
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".textproto") {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, c := range expectations(t, string(b)) {
			total++
			rule, ok := allows(utf8Text([]byte(c.body)), c.agent, c.url)
			switch {
			case ok == c.allowed:
				equal++
			case ok:
				lax++
				t.Errorf("%s: allows(%q, %q, %q) = allowed, want forbidden", filepath.Base(path), c.body, c.agent, c.url)
			default:
				t.Logf("stricter: %s: allows(%.200q, %q, %q) = forbidden by %q", filepath.Base(path), c.body, c.agent, c.url, rule)
			}
		}
		return nil
	})
	t.Logf("%d files, %d expectations, %d equal to the reference, %d fetched though forbidden", files, total, equal, lax)
	if total != 400 || equal < 378 {
		t.Errorf("equal = %d of %d, want at least 378 of 400", equal, total)
	}
}

type expectation struct {
	body, url, agent string
	allowed          bool
}

var token = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[a-z_]+:|[A-Z]+|\{|\}`)

// expectations reads the text form of the protocol buffer, as far as these files use it.
func expectations(t *testing.T, text string) (list []expectation) {
	text = regexp.MustCompile(`(?m)^#.*$`).ReplaceAllString(text, "")
	var e expectation
	var body, field, value string
	flush := func() {
		switch field {
		case "robotstxt:":
			body = value
		case "testurl:":
			e.url = value
		case "useragent:":
			e.agent = value
		}
		value = ""
	}
	for _, x := range token.FindAllString(text, -1) {
		switch {
		case x == "ALLOWED" || x == "DISALLOWED":
			flush()
			field, e.allowed, e.body = "", x == "ALLOWED", body
			list = append(list, e)
		case strings.HasSuffix(x, ":"):
			flush()
			field = x
		case x[0] == '"':
			s, err := strconv.Unquote(x)
			if err != nil {
				s, err = strconv.Unquote(strings.ReplaceAll(x, `\'`, `'`))
			}
			if err != nil {
				t.Errorf("text %s: %v", x, err)
			}
			value += s
		}
	}
	if len(list) == 0 {
		t.Error(fmt.Sprintf("no expectations in %.80q", text))
	}
	return list
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /x", "/x")
	f.Add("\xef\xbb\xbfUser-agent : jobsignal\rAllow\t/x", "/x?y")
	f.Add("user-agent * \u00a0\ndisallow /x \u0085", "/index.html")
	f.Fuzz(func(t *testing.T, body, path string) {
		allows(body, Product, "https://example.org/"+path)
		crawlDelay(body, Product)
		utf8Text([]byte(body))
	})
}
