package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jobsignal/internal/robots"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// diary is a memory that survives transports, as the database does.
type diary struct {
	mu    sync.Mutex
	paces map[string]Pace
	files map[string]RobotsFile
}

func (d *diary) memory() Memory {
	return Memory{
		LoadHost:   func(h string) (Pace, error) { d.mu.Lock(); defer d.mu.Unlock(); return d.paces[h], nil },
		SaveHost:   func(h string, p Pace) error { d.mu.Lock(); defer d.mu.Unlock(); d.paces[h] = p; return nil },
		LoadRobots: func(o string) (RobotsFile, error) { d.mu.Lock(); defer d.mu.Unlock(); return d.files[o], nil },
		SaveRobots: func(o string, f RobotsFile) error { d.mu.Lock(); defer d.mu.Unlock(); d.files[o] = f; return nil },
	}
}

func newDiary() *diary { return &diary{paces: map[string]Pace{}, files: map[string]RobotsFile{}} }

// TestPoliteness asks 3 hosts for 10 pages each, from several goroutines, with redirects, retries and restarts in
// between, and reads the servers' logs: no gap under the delay, one connection a host.
func TestPoliteness(t *testing.T) {
	const delay = 40 * time.Millisecond
	var servers []*server
	for i := range 3 {
		n := 0
		servers = append(servers, serve(t, fmt.Sprintf("127.0.0.%d", i+1), func(w http.ResponseWriter, r *http.Request) {
			switch n++; {
			case r.URL.Path == "/3":
				http.Redirect(w, r, "/moved", http.StatusFound)
			case r.URL.Path == "/5" && n%2 == 0:
				w.WriteHeader(500)
			default:
				pages(w, r)
			}
		}))
	}
	book := newDiary()
	for part := range 5 { // each part is a run of its own: the memory is all that it knows of the others
		tr := open(t, func(c *Config) { c.Memory = book.memory(); c.Limits.Delay = delay; c.Limits.MaxDelay = delay })
		var wg sync.WaitGroup
		for _, s := range servers {
			for i := range 2 {
				wg.Go(func() {
					if _, e := get(tr, fmt.Sprintf("http://%s/%d", s.host, part*2+i)); e != nil {
						t.Error(e)
					}
				})
			}
		}
		wg.Wait()
	}
	gaps, least := 0, time.Hour
	for _, s := range servers {
		log := s.hits()
		for i := 1; i < len(log); i++ {
			gap := log[i].at.Sub(log[i-1].at)
			least = min(least, gap)
			if gap < delay {
				gaps++
				t.Errorf("%s: %s came %s after %s, want at least %s", s.host, log[i].path, gap, log[i-1].path, delay)
			}
		}
		if s.most != 1 {
			t.Errorf("%s had %d connections at once, want 1", s.host, s.most)
		}
		if len(log) < 12 {
			t.Errorf("%s was asked %d times, want robots.txt, ten pages and a redirect at least", s.host, len(log))
		}
	}
	t.Logf("least gap %s of %s, violations %d", least.Round(time.Microsecond), delay, gaps)
}

// clocked is a transport whose clock moves only when it sleeps; slept collects the waits.
func clocked(t *testing.T, book *diary, change func(*Config)) (tr *Transport, slept *[]time.Duration, now *time.Time) {
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	now, slept = &at, &[]time.Duration{}
	tr = open(t, func(c *Config) {
		c.Limits.Delay, c.Limits.MaxDelay, c.Limits.Patience = 5*time.Second, 30*time.Second, 120*time.Second
		c.Now = func() time.Time { return *now }
		c.Sleep = func(_ context.Context, d time.Duration) error {
			*slept = append(*slept, d)
			*now = now.Add(d)
			return nil
		}
		c.Memory = book.memory()
		if change != nil {
			change(c)
		}
	})
	return tr, slept, now
}

func TestSpacing(t *testing.T) {
	for _, c := range []struct {
		name   string
		robots string
		slow   time.Duration // how long the host takes to answer
		want   time.Duration // gap after a page
	}{
		{"quick host", "", 0, 5 * time.Second},
		{"slow host", "", 3 * time.Second, 15 * time.Second},
		{"very slow host", "", 20 * time.Second, 30 * time.Second},
		{"crawl delay", "User-agent: *\nCrawl-delay: 60", 0, 60 * time.Second},
		{"crawl delay and slow", "User-agent: *\nCrawl-delay: 60", 20 * time.Second, 60 * time.Second},
		{"small crawl delay", "User-agent: *\nCrawl-delay: 1", 0, 5 * time.Second},
		{"huge crawl delay", "User-agent: *\nCrawl-delay: 86400", 0, 300 * time.Second},
	} {
		var now *time.Time
		s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				io.WriteString(w, c.robots)
				return
			}
			*now = now.Add(c.slow)
			page(w)
		})
		tr, slept, clock := clocked(t, newDiary(), nil)
		now = clock
		for i := range 3 {
			if _, e := get(tr, fmt.Sprintf("http://%s/%d", s.host, i)); e != nil {
				t.Fatal(e)
			}
		}
		first := 5 * time.Second // between robots.txt and the first page
		if strings.Contains(c.robots, "60") || strings.Contains(c.robots, "86400") {
			first = c.want
		}
		if want := []time.Duration{first, c.want, c.want}; !slices.Equal(*slept, want) {
			t.Errorf("%s: waits = %v, want %v", c.name, *slept, want)
		}
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/busy" {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(429)
			return
		}
		pages(w, r)
	})
	book := newDiary()
	tr, _, now := clocked(t, book, nil)
	_, e := get(tr, "http://"+s.host+"/busy")
	wantKind(t, "429", e, RateLimited, "rate-limited until 2026-11-22T13:00:0")
	if e.Until.IsZero() || e.Code != 429 {
		t.Errorf("429: until %s, code %d", e.Until, e.Code)
	}
	asked := len(s.hits())
	_, e = get(tr, "http://"+s.host+"/other")
	wantKind(t, "other page of a host that is to be left alone", e, RateLimited, "rate-limited until")

	tr, slept, now2 := clocked(t, book, nil) // a new run, half a minute before the time is over
	*now2 = e.Until.Add(-30 * time.Second)
	_ = now
	if len(s.hits()) != asked {
		t.Errorf("the host was asked %d times while it wanted to be left alone", len(s.hits())-asked)
	}
	if _, e := get(tr, "http://"+s.host+"/other"); e != nil {
		t.Errorf("after waiting = %v, want the page", e)
	}
	if len(*slept) == 0 || (*slept)[0] != 30*time.Second {
		t.Errorf("waits = %v, want 30s first", *slept)
	}
}

// TestWrongClock: a time that an earlier run with a wrong clock left does not silence a host for years.
func TestWrongClock(t *testing.T) {
	s := serve(t, "127.0.0.1", pages)
	book := newDiary()
	book.paces["127.0.0.1"] = Pace{Next: time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)}
	tr, slept, _ := clocked(t, book, nil)
	if _, e := get(tr, "http://"+s.host+"/job"); e != nil {
		t.Fatal(e)
	}
	if (*slept)[0] != robots.MaxDelay {
		t.Errorf("first wait = %s, want %s", (*slept)[0], robots.MaxDelay)
	}
}

func TestMemoryFails(t *testing.T) {
	s := serve(t, "127.0.0.1", pages)
	full := errors.New("disk full")
	for name, m := range map[string]Memory{
		"load host":   {LoadHost: func(string) (Pace, error) { return Pace{}, full }},
		"save host":   {SaveHost: func(string, Pace) error { return full }},
		"load robots": {LoadRobots: func(string) (RobotsFile, error) { return RobotsFile{}, full }},
	} {
		_, e := get(open(t, func(c *Config) { c.Memory = m }), "http://"+s.host+"/job")
		wantKind(t, name, e, Internal, "disk full")
	}
	if n := len(s.hits()); n != 0 {
		t.Errorf("the host was asked %d times without a memory", n)
	}
}
