package fetch

import "time"

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
	NotHTML     Kind = "not html"     // a type of content that is not read
	TooLarge    Kind = "too large"    // a limit on size was reached; nothing is kept of the answer
	TimedOut    Kind = "timed out"    // a limit on time was reached
	Unreachable Kind = "unreachable"  // no address, no connection, no trusted certificate
	Broken      Kind = "broken"       // the answer broke off or breaks the protocol
	Status      Kind = "status"       // any other status than 200; Error.Code has it
	Skipped     Kind = "skipped"      // the host was given up for this run
	Internal    Kind = "internal"     // the memory of earlier visits failed, so nothing was asked
)

// Error is a URL that gave no page, with its reason in plain words. RoundTrip returns no other type of error,
// except the context's own when the run is being stopped.
type Error struct {
	Kind   Kind
	URL    string    // as asked, secrets masked
	Reason string    // for people: "blocked: 10.0.0.5 is a private address"
	Code   int       // HTTP status that led here; 0 when there was none
	Until  time.Time // when asking again makes sense; zero when not known
	Allow  string    // host that AllowPrivate would have permitted; empty when that is not the matter
	Err    error     // the cause below, if any

	ruled bool // repeats what the request for robots.txt brought: no request of its own failed
}

// Error is the reason alone: whoever prints it names the URL.
func (e *Error) Error() string { return e.Reason }

// Unwrap gives the cause below.
func (e *Error) Unwrap() error { return e.Err }

// trouble reports whether the ending says that the host does not work, rather than that this address has no page.
// Three in a row and the host is left alone for the run.
func (e *Error) trouble() bool {
	if e.ruled {
		return false
	}
	switch e.Kind {
	case TimedOut, Unreachable, Broken:
		return true
	case Status:
		return e.Code >= 500
	}
	return false
}
