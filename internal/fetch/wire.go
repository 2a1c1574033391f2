package fetch

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"jobsignal/internal/address"
	"jobsignal/internal/robots"
)

// answer is what one request brought: whole, decoded, and not yet judged.
type answer struct {
	status int
	proto  string
	header http.Header
	body   []byte
}

// redirects reports whether the answer sends us elsewhere.
func (g *answer) redirects() bool {
	switch g.status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}

// insist makes the request of the present hop, and makes it again, at most twice, when the server or the network
// stumbles or when the site asks to wait a little.
func (t *Transport) insist(a *ask) (*answer, error) {
	for {
		got, err := t.once(a)
		if err := a.Context().Err(); err != nil {
			return nil, err
		}
		again, wait := t.again(a, got, err)
		if !again {
			return got, err
		}
		a.tries++
		if err := t.config.Sleep(a.Context(), wait); err != nil {
			return nil, err
		}
	}
}

// maxRetries is how often a hop is asked again.
const maxRetries = 2

// again decides whether a hop is asked once more, and after which wait beyond the host's pace.
// Only endings that may pass by themselves are retried; another 4xx never is.
func (t *Transport) again(a *ask, got *answer, err error) (bool, time.Duration) {
	if a.tries >= maxRetries || a.part || a.Method == http.MethodPost || a.wire >= t.config.Limits.Total {
		return false, 0
	}
	// With some chance in it, so that many programs that failed together do not come back together.
	backoff := t.config.Limits.Backoff << a.tries
	backoff += rand.N(backoff/2 + 1)
	if err != nil {
		var e *Error
		return errors.As(err, &e) && (e.Kind == Unreachable || e.Kind == Broken || e.Kind == TimedOut) && !final(e), backoff
	}
	switch got.status {
	case 408, 500, 502, 504:
		return true, backoff
	case 429, 503:
		if a.robots {
			return false, 0
		}
		wait := retryAfter(got.header.Get("Retry-After"), t.config.Now())
		if a.waited+wait > t.config.Limits.Patience {
			return false, 0
		}
		a.waited += wait
		return true, wait
	}
	return false, 0
}

// final reports whether a network error will be the same the next time: an untrusted certificate, an unknown name.
func final(e *Error) bool {
	var certificate *tls.CertificateVerificationError
	var name *net.DNSError
	return errors.As(e.Err, &certificate) || errors.As(e.Err, &name) && name.IsNotFound
}

// once makes one request in the host's turn.
func (t *Transport) once(a *ask) (*answer, error) {
	h, err := t.take(a)
	if err != nil {
		return nil, err
	}
	started, heard := t.config.Now(), time.Time{}
	got, err := t.exchange(a, func() { heard = t.config.Now() })
	if heard.IsZero() { // no headers came: the host may have seen the request at any time until now
		heard = t.config.Now()
	}
	var e *Error
	if errors.As(err, &e) && e.Kind == Blocked { // the guard stopped it: the host has seen nothing
		heard = time.Time{}
	}
	if err2 := t.give(a, h, started, heard); err == nil && err2 != nil {
		return nil, err2
	}
	return got, err
}

// exchange sends the request and reads the whole answer within the limits of time and size.
func (t *Transport) exchange(a *ask, headersCame func()) (*answer, error) {
	clock := time.Now() // limits of time are about the wire, so they run on the machine's clock
	defer func() { a.wire += time.Since(clock) }()
	ctx, cancel := context.WithCancelCause(a.Context())
	defer cancel(nil)
	total := time.AfterFunc(t.config.Limits.Total-a.wire, func() {
		cancel(t.late(a, "the answer took longer than %s", t.config.Limits.Total))
	})
	defer total.Stop()

	req, err := t.request(ctx, a)
	if err != nil {
		return nil, err
	}
	resp, err := t.roundTripper(a).RoundTrip(req)
	if err != nil {
		return nil, t.explain(a, ctx, err, 0)
	}
	defer resp.Body.Close()
	// From here on the host has certainly seen the request.
	headersCame()
	got := &answer{status: resp.StatusCode, proto: resp.Proto, header: resp.Header}
	if got.status != http.StatusOK && !a.robots {
		return got, nil // the bodies of errors and redirects say nothing that is needed
	}
	if !a.robots {
		if err := t.acceptable(a, resp.Header); err != nil {
			return nil, err
		}
	}
	idle := time.AfterFunc(t.config.Limits.Idle, func() {
		cancel(t.late(a, "no data came for %s", t.config.Limits.Idle))
	})
	defer idle.Stop()
	watched := &watched{r: resp.Body, idle: idle, limit: t.config.Limits.Idle}
	got.body, err = t.body(a, watched, resp)
	if err != nil {
		return nil, t.explain(a, ctx, err, watched.n)
	}
	return got, nil
}

// roundTripper is the plain transport of one request. It is made anew each time: no connection is kept or shared,
// no proxy is asked, and what the guard allows for one address cannot serve another.
func (t *Transport) roundTripper(a *ask) http.RoundTripper {
	l := t.config.Limits
	return &http.Transport{
		Proxy:                  nil,
		DialContext:            t.dialer(a).DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: t.config.Roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    l.TLS,
		ResponseHeaderTimeout:  l.Headers,
		MaxResponseHeaderBytes: l.HeaderBytes,
		DisableKeepAlives:      true,
		DisableCompression:     true, // gzip is decoded below, where the decoded size is counted
	}
}

// request builds what is sent: a fixed set of headers, and the caller's conditions as long as the host is the one
// that the conditions came from.
func (t *Transport) request(ctx context.Context, a *ask) (*http.Request, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if a.Method == http.MethodPost {
		method = http.MethodPost
		if a.Body != nil {
			body = a.Body
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, a.at.String(), body)
	if err != nil {
		return nil, refuse(a.first, "blocked: %s is not a complete address", address.Quote(a.at.String()))
	}
	req.Header = http.Header{
		"User-Agent":      {t.agent},
		"Accept":          {"text/html,application/xhtml+xml,application/json;q=0.9,application/xml;q=0.8,text/plain;q=0.8,*/*;q=0.1"},
		"Accept-Language": {t.config.Language},
		"Accept-Encoding": {"gzip"},
	}
	if a.robots {
		req.Header.Set("Accept", "text/plain,*/*;q=0.1")
		return req, nil
	}
	// A caller may say what it accepts, what it has, and of what type its body is. It cannot add a header of its own.
	names := []string{"Accept"}
	if a.at.Host == a.first.Host {
		names = append(names, "If-None-Match", "If-Modified-Since")
	}
	if method == http.MethodPost {
		names = append(names, "Content-Type")
		req.ContentLength = a.ContentLength
	}
	for _, name := range names {
		if v := a.Header.Get(name); v != "" && v != "*/*" {
			req.Header.Set(name, v)
		}
	}
	return req, nil
}

// watched counts bytes as they arrive and pushes the idle limit back with each of them.
type watched struct {
	r     io.Reader
	n     int64
	idle  *time.Timer
	limit time.Duration
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	w.n += int64(n)
	if n > 0 {
		w.idle.Reset(w.limit)
	}
	return n, err
}

// errSize says that a limit on bytes was reached.
var errSize = errors.New("size limit")

// body reads and decodes the answer's body. Both what is sent and what it decodes to are limited.
// A robots.txt is cut at its limit instead: RFC 9309 wants the first 500 KiB of a longer one followed.
func (t *Transport) body(a *ask, wire io.Reader, resp *http.Response) ([]byte, error) {
	limit := t.config.Limits.Bytes
	if a.robots {
		limit = robots.MaxBytes
	} else if resp.ContentLength > limit {
		return nil, errSize
	}
	wire = &capped{r: wire, left: t.config.Limits.Bytes}
	var plain io.Reader
	switch coding := strings.ToLower(strings.TrimSpace(strings.Join(resp.Header.Values("Content-Encoding"), ","))); coding {
	case "", "identity":
		plain = wire
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(wire)
		if err != nil {
			return nil, broken(err, "it says gzip but is not")
		}
		plain = z
	default:
		return nil, broken(nil, "it is encoded as %s, which was not asked for", address.Quote(coding))
	}
	// One byte more than the limit: only that tells a body of exactly the limit from a longer one.
	b, err := io.ReadAll(io.LimitReader(plain, limit+1))
	if int64(len(b)) > limit {
		if a.robots {
			return b[:limit], nil
		}
		return nil, errSize
	}
	if err != nil && errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) {
		return nil, broken(err, "its gzip data are damaged")
	}
	return b, err
}

// capped fails with errSize once left bytes have passed. It differs from io.LimitReader in not pretending that the
// data end there.
type capped struct {
	r    io.Reader
	left int64
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, errSize
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if c.left < 0 && err == nil {
		err = errSize
	}
	return n, err
}

// broken is an answer that cannot be used; the caller fills in the URL.
func broken(err error, format string, args ...any) *Error {
	return &Error{Kind: Broken, Err: err, Reason: "broken answer: " + fmt.Sprintf(format, args...)}
}

// late is a limit on time that was reached.
func (t *Transport) late(a *ask, format string, args ...any) *Error {
	return &Error{Kind: TimedOut, URL: Mask(a.first.String()), Reason: "timed out: " + fmt.Sprintf(format, args...)}
}

// explain turns an error of the network into one for people. The run's own end stays what it is.
func (t *Transport) explain(a *ask, ctx context.Context, err error, read int64) error {
	if stopped := a.Context().Err(); stopped != nil {
		return stopped
	}
	var e *Error
	if errors.As(context.Cause(ctx), &e) || errors.As(err, &e) {
		e = &Error{Kind: e.Kind, Reason: e.Reason, Code: e.Code, Err: e.Err}
		if e.Kind == Blocked { // the only refusal that comes from below is the guard's
			e.Allow = a.permittable()
		}
	} else {
		e = t.words(a, err, read)
	}
	e.URL = Mask(a.first.String())
	return e
}

// words finds the kind and the plain words for an error of the network.
func (t *Transport) words(a *ask, err error, read int64) *Error {
	say := func(k Kind, format string, args ...any) *Error {
		return &Error{Kind: k, Err: err, Reason: string(k) + ": " + fmt.Sprintf(format, args...)}
	}
	l, name := t.config.Limits, a.at.Hostname()
	var dns *net.DNSError
	var op *net.OpError
	var timeout net.Error
	switch {
	case errors.Is(err, errSize):
		return say(TooLarge, "the answer is larger than %d bytes", l.Bytes)
	case errors.As(err, &dns) && dns.IsNotFound:
		return say(Unreachable, "there is no host called %s", name)
	case errors.As(err, &dns) && dns.IsTimeout:
		return say(TimedOut, "looking up %s took longer than %s", name, l.Connect)
	case errors.As(err, &dns):
		return say(Unreachable, "the name %s cannot be looked up now", name)
	case errors.As(err, &op) && op.Op == "dial" && op.Timeout():
		return say(TimedOut, "connecting to %s took longer than %s", name, l.Connect)
	case errors.Is(err, syscall.ECONNREFUSED):
		return say(Unreachable, "%s refuses connections on port %d", name, address.Port(a.at))
	case errors.As(err, &op) && op.Op == "dial":
		return say(Unreachable, "no connection to %s: %s", name, address.Clip(op.Err.Error()))
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE):
		return say(Broken, "the answer broke off after %d bytes", read)
	case certificate(err) != "":
		return say(Unreachable, "the certificate of %s is not trusted: %s", name, certificate(err))
	case errors.As(err, &timeout) && timeout.Timeout() && strings.Contains(err.Error(), "TLS"):
		return say(TimedOut, "the TLS handshake with %s took longer than %s", name, l.TLS)
	case errors.As(err, &timeout) && timeout.Timeout():
		return say(TimedOut, "%s sent no answer within %s", name, l.Headers)
	case strings.Contains(err.Error(), "headers exceeded"):
		return say(TooLarge, "the answer's headers are larger than %d bytes", l.HeaderBytes)
	}
	text := strings.TrimPrefix(address.Clip(err.Error()), "net/http: HTTP/1.x transport connection broken: ")
	if strings.Contains(text, "tls: ") {
		return say(Unreachable, "no secure connection to %s: %s", name, text)
	}
	return say(Broken, "%s", text)
}

// certificate says what is wrong with a certificate, or "" when the error is about something else.
func certificate(err error) string {
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verification *tls.CertificateVerificationError
	switch {
	case errors.As(err, &host):
		return "it belongs to another host"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "it has expired or is not valid yet"
	case errors.As(err, &authority):
		return "it is signed by an unknown authority"
	case errors.As(err, &verification):
		return address.Clip(verification.Err.Error())
	}
	return ""
}
