package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// quick are limits short enough for tests. The delay is a quarter of a second less than nothing to a person, but
// every rule about it still holds.
func quick() Limits {
	return Limits{
		Connect: 300 * time.Millisecond, TLS: 300 * time.Millisecond, Headers: 300 * time.Millisecond,
		Idle: 200 * time.Millisecond, Total: 800 * time.Millisecond,
		Delay: time.Millisecond, MaxDelay: 5 * time.Millisecond, Backoff: time.Millisecond, Patience: 2 * time.Second,
	}
}

// site is a web server on one loopback address, with a log of what it was asked.
type server struct {
	*http.Server
	host string // "127.0.0.1:40001"
	mu   sync.Mutex
	log  []hit
	open int
	most int // connections at once
}

type hit struct {
	at     time.Time
	path   string
	header http.Header
	host   string
}

// serve starts a server on ip that allows everything by robots.txt unless the handler answers that itself.
func serve(t *testing.T, ip string, handler http.HandlerFunc) *server {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		t.Skipf("skipped: no listener on %s: %v", ip, err)
	}
	s := &server{host: l.Addr().String()}
	s.Server = &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.log = append(s.log, hit{time.Now(), r.URL.RequestURI(), r.Header.Clone(), r.Host})
		s.mu.Unlock()
		handler(w, r)
	}), ConnState: func(_ net.Conn, state http.ConnState) {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch state {
		case http.StateNew:
			s.open++
			s.most = max(s.most, s.open)
		case http.StateClosed, http.StateHijacked:
			s.open--
		}
	}}
	go s.Server.Serve(l)
	t.Cleanup(func() { s.Server.Close() })
	return s
}

func (s *server) hits() []hit {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]hit(nil), s.log...)
}

// pages answers everything except robots.txt with a small page.
func pages(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" {
		http.NotFound(w, r)
		return
	}
	page(w)
}

func page(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, "<!doctype html><title>ML Engineer</title><p>We use AWS.")
}

// raw is a server that speaks for itself, to break the protocol. Robots.txt gets a proper 404.
func raw(t *testing.T, speak func(c net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				buf := make([]byte, 4096)
				n, _ := c.Read(buf)
				if strings.Contains(string(buf[:n]), "/robots.txt") {
					io.WriteString(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
					return
				}
				speak(c)
			}()
		}
	}()
	return l.Addr().String()
}

// open makes a transport that may talk to this machine.
func open(t *testing.T, change func(*Config)) *Transport {
	t.Helper()
	c := Config{Version: "test", Limits: quick(), AllowPrivate: []string{"127.0.0.1", "127.0.0.2", "127.0.0.3"}}
	if change != nil {
		change(&c)
	}
	tr, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// get asks for one address and returns the body or the typed error.
func get(tr *Transport, address string) (string, *Error) {
	resp, err := (&http.Client{Transport: tr}).Get(address)
	if err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return "", &Error{Kind: "untyped", Reason: err.Error()}
		}
		return "", e
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", &Error{Kind: "untyped", Reason: err.Error()}
	}
	return string(b), nil
}

// wantKind checks an ending and that its reason holds a word.
func wantKind(t *testing.T, what string, e *Error, kind Kind, word string) {
	t.Helper()
	if e == nil {
		t.Errorf("%s = a page, want %s", what, kind)
		return
	}
	if e.Kind != kind || !strings.Contains(e.Reason, word) {
		t.Errorf("%s = %s %q, want %s with %q", what, e.Kind, e.Reason, kind, word)
	}
}

func TestPageAndHeaders(t *testing.T) {
	s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
		pages(w, r)
	})
	tr := open(t, func(c *Config) { c.Contact = "https://example.org/bot"; c.Language = "de" })
	for range 2 {
		body, e := get(tr, "http://"+s.host+"/job?b=2&a=1#part")
		if e != nil || !strings.Contains(body, "We use AWS") {
			t.Fatalf("get = %q, %v", body, e)
		}
	}
	log := s.hits()
	if len(log) != 3 || log[0].path != "/robots.txt" || log[1].path != "/job?b=2&a=1" {
		t.Fatalf("server saw %v, want robots.txt once, then the page twice", log)
	}
	want := map[string]string{
		"User-Agent": "jobsignal/test (+https://example.org/bot)", "Accept-Encoding": "gzip", "Accept-Language": "de",
		"Cookie": "", "Referer": "", "Authorization": "",
	}
	for name, value := range want {
		if got := log[2].header.Get(name); got != value {
			t.Errorf("header %s = %q, want %q", name, got, value)
		}
	}
}

func TestConditions(t *testing.T) {
	s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		pages(w, r)
	})
	req, _ := http.NewRequest("GET", "http://"+s.host+"/job", nil)
	req.Header.Set("If-None-Match", `"v1"`)
	req.Header.Set("Cookie", "id=1")
	_, err := open(t, nil).RoundTrip(req)
	var e *Error
	errors.As(err, &e)
	wantKind(t, "conditional get", e, Unchanged, "unchanged")
	if got := s.hits()[1].header.Get("Cookie"); got != "" {
		t.Errorf("cookie sent = %q, want none", got)
	}
}

func TestStatuses(t *testing.T) {
	cases := []struct {
		status int
		header map[string]string
		body   string
		kind   Kind
		word   string
		asked  int // requests for the page
	}{
		{404, nil, "", Gone, "404", 1},
		{410, nil, "", Gone, "410", 1},
		{401, nil, "", Login, "account", 1},
		{403, nil, "", Status, "403 Forbidden", 1},
		{403, map[string]string{"Cf-Mitigated": "challenge"}, "", Captcha, "person", 1},
		{200, nil, "<html><title>Just a moment...</title>", Captcha, "person", 1},
		{200, map[string]string{"Content-Type": "image/png"}, "x", NotHTML, "image/png", 1},
		{200, nil, "\x89PNG\r\n\x1a\n\x00\x00", NotHTML, "not text", 1},
		{200, map[string]string{"Content-Type": "application/octet-stream"}, "x", NotHTML, "octet-stream", 1},
		{204, nil, "", Status, "204", 1},
		{206, nil, "", Status, "206", 1},
		{300, nil, "", Status, "300", 1},
		{500, nil, "", Status, "500", 3},
		{408, nil, "", Status, "408", 3},
		{502, nil, "", Status, "502", 3},
		{999, nil, "", Status, "999", 1},
		{429, map[string]string{"Retry-After": "3600"}, "", RateLimited, "rate-limited until", 1},
		{503, map[string]string{"Retry-After": "1000000000000"}, "", RateLimited, "rate-limited until", 1},
		{429, map[string]string{"Retry-After": "-5"}, "", RateLimited, "rate-limited until", 1},
		{503, nil, "", RateLimited, "rate-limited until", 1},
		{429, map[string]string{"Retry-After": "0"}, "", RateLimited, "rate-limited until", 3},
		{302, nil, "", Broken, "where to", 1},
	}
	for _, c := range cases {
		what := fmt.Sprintf("%d %v %q", c.status, c.header, c.body)
		s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html")
			for k, v := range c.header {
				w.Header().Set(k, v)
			}
			w.WriteHeader(c.status)
			io.WriteString(w, c.body)
		})
		tr := open(t, nil)
		_, e := get(tr, "http://"+s.host+"/job")
		wantKind(t, what, e, c.kind, c.word)
		if got := len(s.hits()) - 1; got != c.asked {
			t.Errorf("%s: asked %d times, want %d", what, got, c.asked)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"":                              time.Minute,
		"30":                            30 * time.Second,
		"0":                             0,
		"-1":                            time.Minute,
		"soon":                          time.Minute,
		"1000000000000":                 maxAbsence,
		"99999999999999999999":          time.Minute,
		"Sun, 22 Nov 2026 12:05:00 GMT": 5 * time.Minute,
		"Sun, 22 Nov 2020 12:05:00 GMT": time.Minute,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("retryAfter(%q) = %s, want %s", value, got, want)
		}
	}
}

func TestOneFailureThenAPage(t *testing.T) {
	n := 0
	s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/job" {
			if n++; n == 1 {
				w.WriteHeader(500)
				return
			}
		}
		pages(w, r)
	})
	if _, e := get(open(t, nil), "http://"+s.host+"/job"); e != nil {
		t.Errorf("get after one 500 = %v, want the page", e)
	}
}

func TestThreeTroublesSkipTheHost(t *testing.T) {
	s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.WriteHeader(500)
	})
	tr := open(t, nil)
	for i := range 5 {
		_, e := get(tr, fmt.Sprintf("http://%s/%d", s.host, i))
		if i < 3 {
			wantKind(t, "failing host", e, Status, "500")
		} else {
			wantKind(t, "host that failed three times", e, Skipped, "3 times in a row")
		}
	}
	if got := len(s.hits()); got != 1+3*3 {
		t.Errorf("requests = %d, want robots.txt and three times three", got)
	}
}

func TestLoginStopsTheHost(t *testing.T) {
	s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/job" {
			http.Redirect(w, r, "/login?next=/job", http.StatusFound)
			return
		}
		pages(w, r)
	})
	tr := open(t, nil)
	_, e := get(tr, "http://"+s.host+"/job")
	wantKind(t, "redirect to a login page", e, Login, "login page")
	_, e = get(tr, "http://"+s.host+"/other")
	wantKind(t, "host behind a login", e, Skipped, "login page")
}

func TestStop(t *testing.T) {
	s := serve(t, "127.0.0.1", pages)
	tr := open(t, func(c *Config) { c.Limits.Delay = time.Hour })
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, "GET", "http://"+s.host+"/job", nil)
	_, err := tr.RoundTrip(req)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("get of a stopped run = %v, want the context's error", err)
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []Config{
		{Contact: "a\r\nX: y"}, {Contact: "a) evil ("}, {AllowPrivate: []string{"a b"}}, {AllowPrivate: []string{"a:99999"}},
		{AllowPrivate: []string{"http://a/"}}, {AllowPrivate: []string{""}}, {AllowPrivate: []string{"a/b"}},
	} {
		if _, err := New(c); err == nil {
			t.Errorf("New(%+v) = nil error, want a refusal", c)
		}
	}
}
