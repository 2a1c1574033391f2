package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jobsignal/internal/fetch"
	"jobsignal/internal/job"
)

// web starts a server on a loopback address and returns its root; asked lists what it was asked for.
func web(t *testing.T, ip string, handler http.HandlerFunc) (root string, asked func() []string) {
	t.Helper()
	l, err := net.Listen("tcp", ip+":0")
	if err != nil {
		t.Skipf("skipped: no listener on %s: %v", ip, err)
	}
	var mu sync.Mutex
	var log []string
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		log = append(log, r.URL.RequestURI())
		mu.Unlock()
		handler(w, r)
	})}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return "http://" + l.Addr().String(), func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(log)
	}
}

// transport is a guarded one that may talk to this machine and does not dawdle.
func transport(t *testing.T, change func(*fetch.Config)) *fetch.Transport {
	t.Helper()
	c := fetch.Config{AllowPrivate: []string{"127.0.0.1", "127.0.0.2", "127.0.0.3"}, Limits: fetch.Limits{
		Delay: time.Millisecond, MaxDelay: time.Millisecond, Backoff: time.Millisecond, Headers: 500 * time.Millisecond, Total: time.Second,
	}}
	if change != nil {
		change(&c)
	}
	tr, err := fetch.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func page(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
	w.Header().Set("ETag", `"v1"`)
	w.Header().Set("Last-Modified", "Sun, 22 Nov 2026 12:00:00 GMT")
	io.WriteString(w, body)
}

func TestURL(t *testing.T) {
	root, asked := web(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			io.WriteString(w, "User-agent: *\nDisallow: /closed")
		case "/moved":
			http.Redirect(w, r, "/job?id=2", http.StatusFound)
		case "/job":
			page(w, "<title>Caf\xe9 ML</title><a href=/other>x</a><img src=/pic><meta http-equiv=refresh content='0;url=/other'>")
		case "/list":
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, `[{"a":1},{"b":2}]`)
		default:
			http.NotFound(w, r)
		}
	})
	opt := Options{Transport: transport(t, nil)}
	var pages []*job.Page
	var problems []*Error
	for p, err := range Open(context.Background(), []string{root + "/job?b=1&a=2#x", root + "/moved", root + "/list", root + "/closed/1", root + "/gone", root + "/job?b=1&a=2"}, opt) {
		var e *Error
		if errors.As(err, &e) {
			problems = append(problems, e)
		} else {
			pages = append(pages, p)
		}
	}
	if len(pages) != 4 || len(problems) != 2 {
		t.Fatalf("pages = %d, errors = %v, want 4 and 2", len(pages), problems)
	}
	p := pages[0]
	if p.Source != root+"/job?b=1&a=2" || p.URL != p.Source || p.MediaType != "text/html; charset=iso-8859-1" || !strings.Contains(string(p.Body), "Caf\xe9") {
		t.Errorf("page = %+v, want its address, type and bytes as received", p)
	}
	if p.ETag != `"v1"` || p.LastModified == "" || p.Retrieved.IsZero() {
		t.Errorf("validators = %q %q, retrieved %s", p.ETag, p.LastModified, p.Retrieved)
	}
	if pages[1].Source != root+"/moved" || pages[1].URL != root+"/job?id=2" {
		t.Errorf("redirected page = %s at %s", pages[1].Source, pages[1].URL)
	}
	if pages[2].Part != "element 1" || pages[2].Format != "json" || string(pages[3].Body) != `{"b":2}` {
		t.Errorf("list = %+v, %+v", pages[2], pages[3])
	}
	if e := problems[0]; e.Kind != fetch.Robots || !e.Failure() || !strings.Contains(e.Error(), `(rule "Disallow: /closed"); save the page from your browser`) {
		t.Errorf("closed = %v", e)
	}
	if e := problems[1]; e.Kind != fetch.Gone || e.Failure() {
		t.Errorf("gone = %v, failure %t", e, e.Failure())
	}
	want(t, "requests", asked(), "/robots.txt", "/job?b=1&a=2", "/moved", "/job?id=2", "/list", "/gone")
}

func TestURLGuard(t *testing.T) {
	root, asked := web(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) { page(w, "x") })
	opt := Options{Transport: transport(t, func(c *fetch.Config) { c.AllowPrivate = nil })}
	for _, line := range read(t, opt, root+"/job?token=abc", "http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "file:///etc/passwd",
		"ftp://example.org/", "http://user:pass@127.0.0.1/", "javascript:alert(1)") {
		if !strings.HasPrefix(line, "! ") || !strings.Contains(line, "blocked: ") || strings.Contains(line, "abc") || strings.Contains(line, "pass@") {
			t.Errorf("guard: %s", line)
		}
	}
	if n := len(asked()); n != 0 {
		t.Errorf("the server was asked %d times", n)
	}
	line := read(t, opt, root+"/job")[0]
	if !strings.Contains(line, "--allow-private 127.0.0.1") {
		t.Errorf("guard = %s, want the way out", line)
	}
	want(t, "no transport", read(t, Options{}, "https://example.org/"), "! https://example.org/: URLs are not fetched here")
}

// TestRedirectToFile: a page of an allowed host cannot lead to a file or another private address.
func TestRedirectToFile(t *testing.T) {
	for _, target := range []string{"file:///etc/passwd", "file://127.0.0.1/etc/passwd", "/etc/passwd", "http://127.0.0.2/"} {
		root, _ := web(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/job" {
				w.Header().Set("Location", target)
				w.WriteHeader(302)
				return
			}
			http.NotFound(w, r)
		})
		for _, line := range read(t, Options{Transport: transport(t, nil)}, root+"/job") {
			if !strings.HasPrefix(line, "! ") || strings.Contains(line, "root:") {
				t.Errorf("redirect to %s = %s", target, line)
			}
		}
	}
}

func TestUnchanged(t *testing.T) {
	root, asked := web(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(304)
			return
		}
		page(w, "x")
	})
	now := time.Now()
	held := map[string]Visit{root + "/job": {At: now.Add(-48 * time.Hour), ETag: `"v1"`, LastModified: "Sun, 22 Nov 2026 12:00:00 GMT"},
		root + "/new": {At: now.Add(-time.Hour)}}
	opt := Options{Transport: transport(t, nil), Now: func() time.Time { return now }, Recall: func(u, _ string) (Visit, bool) { v, ok := held[u]; return v, ok }}
	var kinds []string
	for p, err := range Open(context.Background(), []string{root + "/job", root + "/new", root + "/first"}, opt) {
		var e *Error
		if errors.As(err, &e) {
			kinds = append(kinds, string(e.Kind))
			if e.Failure() {
				t.Errorf("%v is a failure, want an outcome", e)
			}
			continue
		}
		kinds = append(kinds, p.Source)
	}
	slices.Sort(kinds)
	want(t, "kinds", kinds, "fresh", root+"/first", "unchanged")
	want(t, "requests", asked(), "/robots.txt", "/job", "/first")
}

// TestEnvironment: colly's switches in the environment change nothing.
func TestEnvironment(t *testing.T) {
	for k, v := range map[string]string{"COLLY_IGNORE_ROBOTSTXT": "yes", "COLLY_MAX_BODY_SIZE": "3", "COLLY_USER_AGENT": "evil",
		"COLLY_CACHE_DIR": "cache", "COLLY_ALLOWED_DOMAINS": "example.org", "COLLY_MAX_REQUESTS": "0", "COLLY_NONSENSE": "1"} {
		t.Setenv(k, v)
	}
	tree(t, nil)
	var agents []string
	root, _ := web(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		agents = append(agents, r.UserAgent())
		if r.URL.Path == "/robots.txt" {
			io.WriteString(w, "User-agent: jobsignal\nDisallow: /closed")
			return
		}
		page(w, "0123456789")
	})
	lines := read(t, Options{Transport: transport(t, nil)}, root+"/job", root+"/closed")
	if len(lines) != 2 || !strings.HasSuffix(lines[0], ": 0123456789") || !strings.Contains(lines[1], "forbids /closed") {
		t.Errorf("with COLLY_ variables = %v", lines)
	}
	for _, a := range agents {
		if !strings.HasPrefix(a, "jobsignal/") {
			t.Errorf("User-Agent = %s", a)
		}
	}
}

// TestHosts: three hosts are asked at the same time, each over one connection, and a failing one holds up nobody.
func TestHosts(t *testing.T) {
	var urls []string
	for i := range 3 {
		root, _ := web(t, fmt.Sprintf("127.0.0.%d", i+1), func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			if i == 0 {
				w.WriteHeader(500)
				return
			}
			time.Sleep(20 * time.Millisecond)
			page(w, r.URL.Path)
		})
		for n := range 10 {
			urls = append(urls, fmt.Sprintf("%s/%d", root, n))
		}
	}
	var done int64
	pages, skipped, failed := 0, 0, 0
	for _, err := range Open(context.Background(), urls, Options{Transport: transport(t, nil), Progress: func(d, _ int64) { done = d }}) {
		var e *Error
		switch {
		case err == nil:
			pages++
		case errors.As(err, &e) && e.Kind == fetch.Skipped:
			skipped++
		default:
			failed++
		}
	}
	if pages != 20 || failed != 3 || skipped != 7 || done != 30*urlSize {
		t.Errorf("pages = %d, failed = %d, skipped = %d, progress %d; want 20, 3, 7, %d", pages, failed, skipped, done, 30*urlSize)
	}
}

func TestWebTime(t *testing.T) {
	root, _ := web(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		time.Sleep(60 * time.Millisecond)
		page(w, "x")
	})
	opt := Options{Transport: transport(t, nil), WebTime: 100 * time.Millisecond}
	lines := read(t, opt, root+"/1", root+"/2", root+"/3")
	if len(lines) != 3 || strings.HasPrefix(lines[0], "!") || !strings.Contains(lines[2], "not reached in the time") {
		t.Errorf("with little time = %v", lines)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	n := 0
	var last error
	for _, err := range Open(ctx, []string{root + "/1", root + "/2"}, Options{Transport: transport(t, nil)}) {
		n++
		last = err
	}
	if n != 1 || !errors.Is(last, context.DeadlineExceeded) {
		t.Errorf("stopped run = %d values, last %v, want the context's error alone", n, last)
	}
}
