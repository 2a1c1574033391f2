package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"jobsignal/internal/address"
	"jobsignal/internal/robots"
)

const (
	robotsAge   = 24 * time.Hour // how long a robots.txt may be kept
	anyRobotsOK = ""             // a body without rules allows everything
)

// RobotsFile is a robots.txt answer worth keeping between runs: the rules, or that the host has none (Body empty).
type RobotsFile struct {
	Fetched time.Time // UTC; zero means that nothing is kept
	Body    string    // at most 512 KiB, as UTF-8
}

// ruling is what holds for an origin in this run: its file, or the reason why it is not asked.
type ruling struct {
	file   RobotsFile
	refuse *Error
}

// obey asks the robots.txt of the present hop's host, from this run, from the memory or from the network, and
// returns an *Error of kind Robots when the address is forbidden.
func (t *Transport) obey(a *ask) error {
	r, err := t.ruling(a)
	if err != nil {
		return err
	}
	if r.refuse != nil {
		e := *r.refuse
		e.URL = Mask(a.first.String())
		return &e
	}
	v := robots.Read(r.file.Body, Product, a.at.String())
	if v.Forbidden {
		return &Error{Kind: Robots, URL: Mask(a.first.String()),
			Reason: fmt.Sprintf("robots.txt of %s forbids %s (rule %s)", a.at.Host, address.Clip(a.at.RequestURI()), address.Quote(v.Rule))}
	}
	if v.Delay > 0 {
		return t.slow(a, r.file.Fetched, v.Delay)
	}
	return nil
}

// ruling finds what holds for the present hop's origin.
func (t *Transport) ruling(a *ask) (ruling, error) {
	origin := a.at.Scheme + "://" + a.at.Host
	// Two requests may get here at once and both ask; the host's turn keeps them polite, and the second answer wins.
	t.mu.Lock()
	r, ok := t.robots[origin]
	t.mu.Unlock()
	if ok && (r.refuse != nil || t.current(r.file)) {
		return r, nil
	}
	if load := t.config.Memory.LoadRobots; load != nil && !ok {
		f, err := load(origin)
		if err != nil {
			return ruling{}, forgot(origin, err)
		}
		if t.current(f) {
			return t.keep(origin, ruling{file: f}), nil
		}
	}
	r, err := t.askRobots(a, origin)
	if err != nil {
		return ruling{}, err
	}
	if save := t.config.Memory.SaveRobots; save != nil && r.refuse == nil {
		if err := save(origin, r.file); err != nil {
			return ruling{}, forgot(origin, err)
		}
	}
	return t.keep(origin, r), nil
}

// current reports whether a kept file is young enough. One from the future is not: the clock was wrong.
func (t *Transport) current(f RobotsFile) bool {
	age := t.config.Now().Sub(f.Fetched)
	return !f.Fetched.IsZero() && age >= 0 && age < robotsAge
}

func (t *Transport) keep(origin string, r ruling) ruling {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.robots[origin] = r
	return r
}

// askRobots fetches the robots.txt of an origin and applies the table of RFC 9309, 2.3.1, where we are stricter in
// two places: 401, 403 and 429 refuse for the run although the RFC would allow, and so do more than five redirects.
func (t *Transport) askRobots(a *ask, origin string) (ruling, error) {
	at := &url.URL{Scheme: a.at.Scheme, Host: a.at.Host, Path: "/robots.txt"}
	plain := (&http.Request{Method: http.MethodGet, URL: at, Header: http.Header{}}).WithContext(a.Context())
	b := &ask{Request: plain, at: at, first: at, straight: a.straight, robots: true, part: a.part}
	got, err := t.followRobots(b)
	if stopped := a.Context().Err(); stopped != nil {
		return ruling{}, stopped
	}
	if err != nil {
		return withoutRobots(a, b, err)
	}
	switch s := got.status; {
	case s >= 200 && s < 300:
		return ruling{file: RobotsFile{Fetched: t.config.Now().UTC().Round(0), Body: robots.Text(got.body)}}, nil
	case s == 401 || s == 403 || s == 429:
		return refused(a, s, "its robots.txt answers %d%s, taken as a wish to be left alone", s, statusText(s)), nil
	case s >= 400 && s < 500:
		return ruling{file: RobotsFile{Fetched: t.config.Now().UTC().Round(0), Body: anyRobotsOK}}, nil
	}
	return refused(a, got.status, "its robots.txt answers %d%s, which forbids everything", got.status, statusText(got.status)), nil
}

// withoutRobots decides what it means that the request for a robots.txt failed: usually that the host is not asked
// in this run, with the network's own reason.
func withoutRobots(a, b *ask, err error) (ruling, error) {
	var e *Error
	if !errors.As(err, &e) {
		return ruling{}, err
	}
	e.URL = Mask(a.first.String())
	switch {
	case e.Kind == Internal || e.Kind == Skipped || e.Kind == RateLimited:
		return ruling{}, e
	case e.Kind == Blocked && b.hops == 0: // the guard refuses the host itself: its robots.txt is not the matter
		return ruling{}, e
	case e.Kind == Blocked || e.Kind == TooLarge:
		return refused(a, e.Code, "its robots.txt cannot be had: %s", e.Reason), nil
	}
	if e.Kind != Unreachable {
		e.Reason += " (asked for its robots.txt, without which nothing is fetched)"
	}
	e.ruled = true
	return ruling{refuse: e}, nil
}

// refused is a ruling that keeps us away from a host for this run.
func refused(a *ask, code int, format string, args ...any) ruling {
	return ruling{refuse: &Error{Kind: Robots, Code: code,
		Reason: fmt.Sprintf("%s is not asked in this run: "+format, append([]any{a.at.Host}, args...)...)}}
}

// followRobots is follow for a robots.txt: the same guard and turns on each hop, but no other host's robots.txt is
// asked, and whatever comes at the end is returned unjudged.
func (t *Transport) followRobots(a *ask) (*answer, error) {
	for {
		if err := t.permit(a); err != nil {
			return nil, err
		}
		got, err := t.insist(a)
		if err != nil || !got.redirects() {
			return got, err
		}
		if err := a.redirect(got.header.Get("Location")); err != nil {
			return nil, err
		}
	}
}
