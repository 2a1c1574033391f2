// Package fetch asks the network for pages, politely and safely. It is the only way out: colly, a browser and
// notifications all go through its one http.RoundTripper.
//
// What a caller gets is either a whole answer that may be kept (status 200, an accepted type of content, decoded
// once, within the limits) or an *Error that says in plain words why there is none. Nothing is cut short silently.
//
// Redirects are followed here and not by the http.Client above, because every hop has to pass the same checks as
// the first address: scheme, port, the address that is dialled, robots.txt (RFC 9309) and the host's turn.
package fetch

import (
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"jobsignal/internal/address"
)

// Product is the token by which robots.txt files address this program (RFC 9309, 2.2.1).
const Product = "jobsignal"

// Config says how to ask. The zero value is the safe choice; tests shorten Limits and hand in a clock.
type Config struct {
	Version      string   // of this program, for the User-Agent
	Contact      string   // URL or mail address that a site's owner can write to; empty sends none
	Language     string   // Accept-Language; empty means "en, *;q=0.5"
	AllowPrivate []string // single hosts ("127.0.0.1", "intranet:8080") that may be private or use another port
	Limits       Limits   // zero fields mean the documented defaults
	Memory       Memory   // what survives the run; zero keeps it for the run only

	Now      func() time.Time                           // clock; nil is time.Now
	Sleep    func(context.Context, time.Duration) error // nil sleeps
	Resolver *net.Resolver                              // nil is the system's
	Roots    *x509.CertPool                             // trusted authorities; nil is the system's
}

// Limits bounds one request, and paces requests to one host. A zero field is the default in brackets.
type Limits struct {
	Connect time.Duration // name lookup and connection (10 s)
	TLS     time.Duration // TLS handshake (10 s)
	Headers time.Duration // from the sent request to the answer's headers (15 s)
	Idle    time.Duration // without one byte of the body (20 s)
	Total   time.Duration // on the wire for one URL, all redirects and retries together (60 s)

	Bytes       int64 // of one answer, both as sent and as decoded (10 MiB)
	HeaderBytes int64 // of one answer's headers (64 KiB)

	Delay    time.Duration // least time between the starts of two requests to one host (5 s)
	MaxDelay time.Duration // most that a slow host makes us wait by being slow (30 s)
	Backoff  time.Duration // before the first retry, doubling (1 s)
	Patience time.Duration // most we wait in a run when a site asks us to (120 s)
}

// Transport is the guarded http.RoundTripper. It is safe for concurrent use: requests to one host take turns.
// Make one for a run; it remembers hosts that failed.
type Transport struct {
	config Config
	agent  string
	allow  []named

	mu     sync.Mutex
	hosts  map[string]*host  // by registrable domain
	stops  map[string]*Error // by exact host: given up for this run
	fails  map[string]int    // by exact host: troubles in a row
	robots map[string]ruling // by origin: robots.txt answers of this run
}

// New checks the configuration and returns a transport; no connection is opened. An error names the setting.
func New(c Config) (*Transport, error) {
	c.Limits = c.Limits.orDefault()
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	if c.Language == "" {
		c.Language = "en, *;q=0.5"
	}
	agent, err := userAgent(c.Version, c.Contact)
	if err != nil {
		return nil, err
	}
	t := &Transport{
		config: c, agent: agent,
		hosts: map[string]*host{}, stops: map[string]*Error{}, fails: map[string]int{}, robots: map[string]ruling{},
	}
	for _, h := range c.AllowPrivate {
		n, err := parseNamed(h)
		if err != nil {
			return nil, fmt.Errorf("--allow-private %q: %w", h, err)
		}
		t.allow = append(t.allow, n)
	}
	return t, nil
}

// orDefault fills in what is zero.
func (l Limits) orDefault() Limits {
	for _, d := range []struct {
		field *time.Duration
		value time.Duration
	}{
		{&l.Connect, 10 * time.Second}, {&l.TLS, 10 * time.Second}, {&l.Headers, 15 * time.Second},
		{&l.Idle, 20 * time.Second}, {&l.Total, 60 * time.Second},
		{&l.Delay, 5 * time.Second}, {&l.MaxDelay, 30 * time.Second},
		{&l.Backoff, time.Second}, {&l.Patience, 120 * time.Second},
	} {
		if *d.field <= 0 {
			*d.field = d.value
		}
	}
	if l.Bytes <= 0 {
		l.Bytes = 10 << 20
	}
	if l.HeaderBytes <= 0 {
		l.HeaderBytes = 64 << 10
	}
	return l
}

// userAgent is "jobsignal/1.2 (+contact)". A contact that could forge another header or comment is refused.
func userAgent(version, contact string) (string, error) {
	if version == "" {
		version = "dev"
	}
	for _, s := range []string{version, contact} {
		if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r == '(' || r == ')' }) {
			return "", fmt.Errorf("user agent: %q has a character that does not belong there", s)
		}
	}
	agent := Product + "/" + strings.ReplaceAll(version, " ", "-")
	if contact != "" {
		agent += " (+" + contact + ")"
	}
	return agent, nil
}

// Agent is the User-Agent header that every request carries.
func (t *Transport) Agent() string { return t.agent }

// maxHops is how many redirects are followed; RFC 9309 asks for five where robots.txt is concerned.
const maxHops = 5

// ask is one URL on its way through its hops.
type ask struct {
	*http.Request               // as the caller made it; only method, conditions and body are used
	at            *url.URL      // where the next request goes
	first         *url.URL      // what the caller named
	hops          int           // redirects followed so far
	straight      bool          // no redirect has left the host and port that the user named
	wire          time.Duration // time spent on the wire so far
	waited        time.Duration // time spent waiting because the site asked for it
	tries         int           // requests made for the present hop
	robots        bool          // this asks for a robots.txt, which needs no permission
	part          bool          // this asks for a part of a page that a browser draws (see Parts)
}

// RoundTrip implements http.RoundTripper. Of the request it uses the method (GET or POST), the URL, a body, and
// the headers If-None-Match, If-Modified-Since, Accept and Content-Type; everything else is ours.
// The answer's body is whole and decoded, and its Request has the address that gave it.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) { return t.trip(req, nil) }

// trip is one request: of a page, or of a part of the one that is named.
func (t *Transport) trip(req *http.Request, page *url.URL) (*http.Response, error) {
	if req.Body != nil {
		defer req.Body.Close()
	}
	u, err := Parse(req.URL.String())
	if err != nil {
		return nil, err
	}
	if req.Method != http.MethodGet && req.Method != http.MethodPost && req.Method != "" {
		return nil, refuse(u, "blocked: the method %s is not used here", req.Method)
	}
	a := &ask{Request: req, at: u, first: u, straight: true}
	if page != nil {
		a.part, a.straight = true, u.Host == page.Host && u.Scheme == page.Scheme
	}
	resp, err := t.follow(a)
	if !a.part { // what a part says of visitors is not said of the host's pages
		t.remember(a.at, err)
	}
	return resp, err
}

// follow walks from hop to hop until something other than a redirect comes.
func (t *Transport) follow(a *ask) (*http.Response, error) {
	for {
		if err := t.permit(a); err != nil {
			return nil, a.sent(err)
		}
		got, err := t.insist(a)
		if err != nil {
			return nil, a.sent(err)
		}
		if !got.redirects() {
			return t.judge(a, got)
		}
		if err := a.redirect(got.header.Get("Location")); err != nil {
			return nil, err
		}
	}
}

// permit runs every check that comes before a connection is opened.
func (t *Transport) permit(a *ask) error {
	if err := a.Context().Err(); err != nil {
		return err
	}
	if err := t.port(a); err != nil {
		return err
	}
	if err := t.stopped(a.at); err != nil {
		return err
	}
	if a.robots {
		return nil
	}
	return t.obey(a)
}

// redirect moves the ask on to the address that the server names, if it may go there.
func (a *ask) redirect(location string) error {
	from := a.at
	if location == "" {
		return &Error{Kind: Broken, URL: Mask(a.first.String()), Reason: "broken answer: a redirect that does not say where to"}
	}
	a.hops++
	to, err := address.Resolve(from, location)
	switch {
	case err != nil:
		return refuse(a.first, "redirect from %s refused: %s", Mask(from.String()), err)
	case a.hops > maxHops:
		return refuse(a.first, "blocked: more than %d redirects", maxHops)
	case from.Scheme == "https" && to.Scheme == "http":
		return refuse(a.first, "redirect from %s refused: it leads from https to http", Mask(from.String()))
	case a.Method == http.MethodPost:
		return refuse(a.first, "redirect from %s refused: a search is not sent on to another address", Mask(from.String()))
	}
	a.straight = a.straight && to.Host == from.Host && to.Scheme == from.Scheme
	a.at, a.tries = to, 0
	return nil
}

// sent adds to a refusal that a redirect led there.
func (a *ask) sent(err error) error {
	if e, ok := err.(*Error); ok && e.Kind == Blocked && a.hops > 0 {
		e.Reason = fmt.Sprintf("redirect to %s refused: %s", a.at.Host, e.Reason)
	}
	return err
}

// sleep waits for d or until the context ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
