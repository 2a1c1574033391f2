package fetch

import (
	"fmt"
	"net/url"
	"time"

	"jobsignal/internal/address"
	"jobsignal/internal/robots"
)

// Memory keeps what must survive the end of a run, so that a restart asks no sooner than a long run would.
// Nil functions keep it for the run only. They may be called from several goroutines at once. When one fails, nothing is asked: being polite needs a memory.
type Memory struct {
	LoadHost   func(host string) (Pace, error) // zero Pace when the host is unknown
	SaveHost   func(host string, p Pace) error
	LoadRobots func(origin string) (RobotsFile, error) // zero RobotsFile when none is kept
	SaveRobots func(origin string, f RobotsFile) error
}

// Pace is when a host may be asked again. Host is the registrable domain ("example.co.uk") or an address.
type Pace struct {
	Next  time.Time // the next request may start then; UTC
	Until time.Time // the site itself asked to be left alone until then; zero when it did not
}

const (
	maxAbsence    = 7 * 24 * time.Hour // longest Retry-After that is believed
	slowness      = 5                  // a host that answers in t is asked again after 5 t
	maxTroubles   = 3                  // failures in a row after which a host is left alone for the run
	minRetryAfter = 60 * time.Second   // for a Retry-After that is missing or makes no sense
)

// host is one registrable domain: its turn and its pace.
type host struct {
	name   string
	turn   chan struct{} // holds one token; whoever took it may talk to the host
	loaded bool
	pace   Pace
	part   time.Time     // when a part of a page may be asked for (see Parts)
	crawl  time.Duration // Crawl-delay of its robots.txt files, the longest seen
}

// hostOf finds or makes the entry of an address's host.
func (t *Transport) hostOf(u *url.URL) *host {
	name := address.Site(u)
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.hosts[name]
	if h == nil {
		h = &host{name: name, turn: make(chan struct{}, 1)}
		h.turn <- struct{}{}
		t.hosts[name] = h
	}
	return h
}

// take waits for the host's turn and for its pace. The caller gives the turn back with give.
// A host that wants to be left alone for longer than our patience is an error at once.
func (t *Transport) take(a *ask) (*host, error) {
	h := t.hostOf(a.at)
	select {
	case <-h.turn:
	case <-a.Context().Done():
		return nil, a.Context().Err()
	}
	if err := t.pace(a, h); err != nil {
		h.turn <- struct{}{}
		return nil, err
	}
	return h, nil
}

// pace sleeps until the host may be asked, and writes down when it may be asked next before the request starts:
// a run that is killed in the middle has still asked.
func (t *Transport) pace(a *ask, h *host) error {
	if err := t.load(h); err != nil {
		return err
	}
	// Two waits: what the site asked for, within our patience, and what politeness asks for, always.
	now := t.config.Now()
	if wait := h.pace.Until.Sub(now); wait > 0 {
		if a.waited+wait > t.config.Limits.Patience {
			return limited(a, h.pace.Until, 0)
		}
		a.waited += wait
		if err := t.config.Sleep(a.Context(), wait); err != nil {
			return err
		}
	}
	next := h.pace.Next
	if a.part {
		next = h.part
	}
	if wait := next.Sub(t.config.Now()); wait > 0 {
		if err := t.config.Sleep(a.Context(), wait); err != nil {
			return err
		}
	}
	return t.schedule(a, h, t.config.Now(), t.config.Limits.Delay)
}

// load reads the pace that an earlier run left. A time further away than any wait we would set means that the
// clock was wrong then or is wrong now; it is cut down to the longest wait.
func (t *Transport) load(h *host) error {
	if h.loaded {
		return nil
	}
	if t.config.Memory.LoadHost != nil {
		p, err := t.config.Memory.LoadHost(h.name)
		if err != nil {
			return forgot(h.name, err)
		}
		now := t.config.Now()
		h.pace = Pace{Next: earlier(p.Next, now.Add(robots.MaxDelay)), Until: earlier(p.Until, now.Add(maxAbsence))}
	}
	h.loaded = true
	return nil
}

func earlier(a, b time.Time) time.Time {
	if a.After(b) {
		return b
	}
	return a
}

// schedule writes down that the host may be asked again gap after from, and not before its Crawl-delay is over. A
// part of a page is written down for this run only: the page that it belongs to has been already.
func (t *Transport) schedule(a *ask, h *host, from time.Time, gap time.Duration) error {
	h.pace.Next = from.Add(max(gap, h.crawl))
	h.part = from.Add(max(min(gap, partDelay), h.crawl))
	if a.part {
		return nil
	}
	return t.save(h)
}

func (t *Transport) save(h *host) error {
	if t.config.Memory.SaveHost == nil {
		return nil
	}
	p := Pace{Next: h.pace.Next.UTC().Round(0), Until: h.pace.Until.UTC().Round(0)}
	if h.pace.Until.IsZero() {
		p.Until = time.Time{}
	}
	if err := t.config.Memory.SaveHost(h.name, p); err != nil {
		return forgot(h.name, err)
	}
	return nil
}

func forgot(name string, err error) error {
	return &Error{Kind: Internal, Err: err, Reason: fmt.Sprintf("the last visit to %s cannot be kept or read: %v", name, err)}
}

// give ends the turn. The gap to the next request counts from the moment the answer's headers came, because the
// host cannot have seen the request later than that: whatever the network does, the host sees at least the gap.
// A zero heard means that no request left this machine, so that there is no gap to keep.
func (t *Transport) give(a *ask, h *host, started, heard time.Time) error {
	defer func() { h.turn <- struct{}{} }()
	if heard.IsZero() {
		h.pace.Next, h.part = started, started
		return t.save(h)
	}
	gap := min(slowness*heard.Sub(started), t.config.Limits.MaxDelay)
	return t.schedule(a, h, heard, max(gap, t.config.Limits.Delay))
}

// leave notes that the site asked to be left alone until a moment.
func (t *Transport) leave(a *ask, until time.Time) error {
	h := t.hostOf(a.at)
	select {
	case <-h.turn:
	case <-a.Context().Done():
		return a.Context().Err()
	}
	defer func() { h.turn <- struct{}{} }()
	if until.After(h.pace.Until) {
		h.pace.Until = until
	}
	return t.save(h)
}

// slow makes the host's turns at least d apart, as its robots.txt asks, counted from when that file was fetched:
// asking for it was a request too.
func (t *Transport) slow(a *ask, fetched time.Time, d time.Duration) error {
	h := t.hostOf(a.at)
	select {
	case <-h.turn:
	case <-a.Context().Done():
		return a.Context().Err()
	}
	defer func() { h.turn <- struct{}{} }()
	if err := t.load(h); err != nil {
		return err
	}
	if d <= h.crawl {
		return nil
	}
	h.crawl = d
	if next := fetched.Add(d); next.After(h.pace.Next) {
		h.pace.Next = next
		return t.save(h)
	}
	return nil
}

// limited says that the site wants to be left alone.
func limited(a *ask, until time.Time, code int) *Error {
	return &Error{
		Kind: RateLimited, URL: Mask(a.first.String()), Code: code, Until: until.UTC().Round(0),
		Reason: fmt.Sprintf("rate-limited until %s: %s asked to be left alone", until.UTC().Format(time.RFC3339), a.at.Hostname()),
	}
}

// stopped refuses a host that was given up in this run.
func (t *Transport) stopped(u *url.URL) error {
	// By exact host, unlike turns: one company's log-in page says nothing about its neighbours on the same domain.
	t.mu.Lock()
	defer t.mu.Unlock()
	why := t.stops[u.Host]
	if why == nil {
		return nil
	}
	return &Error{Kind: Skipped, URL: Mask(u.String()), Err: why, Until: why.Until,
		Reason: fmt.Sprintf("%s is left alone for the rest of this run: %s", u.Hostname(), why.Reason)}
}

// remember counts troubles in a row, and stops a host that has had enough of them, or that wants a human or an
// account: asking on would only annoy it.
func (t *Transport) remember(u *url.URL, err error) {
	e, ok := err.(*Error)
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case err == nil:
		delete(t.fails, u.Host)
	case !ok:
	case e.Kind == Captcha || e.Kind == Login:
		t.stops[u.Host] = e
	case e.trouble():
		t.fails[u.Host]++
		if t.fails[u.Host] >= maxTroubles {
			t.stops[u.Host] = &Error{Kind: e.Kind, Err: e,
				Reason: fmt.Sprintf("it failed %d times in a row, last: %s", maxTroubles, e.Reason)}
		}
	case e.Code != 0: // the host answers, only not with a page
		delete(t.fails, u.Host)
	}
}
