// Package fetch asks the network for pages, politely and safely. It is the only way out: colly, a browser and
// notifications all go through its one http.RoundTripper.
package fetch

import (
	"errors"
	"net/http"
	"time"
)

// Config says how to ask. The zero value is the safe choice.
type Config struct {
	Version      string   // of this program, for the User-Agent
	Contact      string   // URL or mail address a site's owner can write to
	AllowPrivate []string // single hosts ("127.0.0.1", "intranet:8080") on private addresses that the user named
}

// Transport is the guarded http.RoundTripper.
type Transport struct{ config Config }

// New returns a transport; it opens no connection yet.
func New(c Config) *Transport { return &Transport{config: c} }

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("fetching is not built yet")
}

// Kind names what became of a URL that gave no page. Kinds are stored and shown.
type Kind string

// The kinds of ending.
const (
	Unchanged   Kind = "unchanged"    // the server says the copy we have is current (304)
	Fresh       Kind = "fresh"        // fetched less than 24 hours ago, so not asked again
	Gone        Kind = "gone"         // 404 or 410
	Login       Kind = "login"        // the site wants an account
	Captcha     Kind = "captcha"      // the site wants a human
	Robots      Kind = "robots"       // robots.txt forbids the address, or could not be had
	RateLimited Kind = "rate-limited" // the site asked to wait; Error.Until says until when
	Blocked     Kind = "blocked"      // refused by our own guard: scheme, port, address, redirect
	NotHTML     Kind = "not html"     // a type of content we do not read
	TooLarge    Kind = "too large"
	TimedOut    Kind = "timed out"
	Unreachable Kind = "unreachable" // no address, no connection, no trusted certificate
	Broken      Kind = "broken"      // the answer broke off or breaks the protocol
	Status      Kind = "status"      // any other status than 200
	Skipped     Kind = "skipped"     // the host failed three times in this run
)

// Error is a URL that gave no page, with its reason in plain words.
type Error struct {
	Kind   Kind
	URL    string    // as asked, secrets masked
	Reason string    // for people: "blocked: 10.0.0.5 is a private address"
	Until  time.Time // when asking again makes sense; zero when not known
	Err    error     // the cause below, if any
}

func (e *Error) Error() string { return e.Reason }

// Unwrap gives the cause below.
func (e *Error) Unwrap() error { return e.Err }
