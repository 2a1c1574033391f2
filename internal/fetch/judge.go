package fetch

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"jobsignal/internal/address"
)

// judge decides whether an answer may be kept, and says why not.
func (t *Transport) judge(a *ask, got *answer) (*http.Response, error) {
	fail := func(k Kind, format string, args ...any) (*http.Response, error) {
		return nil, &Error{Kind: k, URL: Mask(a.first.String()), Code: got.status, Reason: fmt.Sprintf(format, args...)}
	}
	name := a.at.Hostname()
	if !a.part && challenged(got) {
		return fail(Captcha, "captcha: %s asks for a proof that a person is there", name)
	}
	switch s := got.status; {
	case s == http.StatusOK:
	case s > 200 && s < 300 && a.Method == http.MethodPost:
	case s == http.StatusNotModified:
		return fail(Unchanged, "unchanged since it was last fetched")
	case a.part && s < 500 && s != http.StatusTooManyRequests: // a script may ask whether somebody is signed in
		got.body = nil
		return got.response(a), nil
	case s == http.StatusNotFound || s == http.StatusGone:
		return fail(Gone, "gone: %s answers %d", name, s)
	case s == http.StatusUnauthorized || s == http.StatusProxyAuthRequired:
		return fail(Login, "login: %s wants an account (%d)", name, s)
	case s == http.StatusTooManyRequests || s == http.StatusServiceUnavailable:
		until := t.config.Now().Add(retryAfter(got.header.Get("Retry-After"), t.config.Now()))
		if err := t.leave(a, until); err != nil {
			return nil, err
		}
		return nil, limited(a, until, s)
	default:
		return fail(Status, "%s answers %d%s", name, s, statusText(s))
	}
	// Sent from a posting to a log-in: the page that came with status 200 is not the one that was asked for.
	if a.hops > 0 && loginPath.MatchString(a.at.Path) && !loginPath.MatchString(a.first.Path) {
		return fail(Login, "login: %s sends visitors to its login page", name)
	}
	if !textual(got) {
		return fail(NotHTML, "not html: the content of %s is not text, whatever its header says", name)
	}
	return got.response(a), nil
}

// statusText is " Forbidden" for 403, nothing for a number without a name.
func statusText(code int) string {
	if s := http.StatusText(code); s != "" {
		return " " + s
	}
	return ""
}

// response is the answer as a caller of a RoundTripper expects it, already decoded.
func (g *answer) response(a *ask) *http.Response {
	header := g.header.Clone()
	header.Del("Content-Encoding")
	header.Set("Content-Length", strconv.Itoa(len(g.body)))
	final := a.Request.Clone(a.Context())
	final.URL, final.Host = a.at, a.at.Host
	return &http.Response{
		Status: strconv.Itoa(g.status) + statusText(g.status), StatusCode: g.status,
		Proto: g.proto, ProtoMajor: 1, ProtoMinor: 1, Header: header,
		Body: io.NopCloser(bytes.NewReader(g.body)), ContentLength: int64(len(g.body)),
		Uncompressed: true, // also where nothing was compressed: nobody above is to decode by file name or type
		Request:      final,
	}
}

// retryAfter reads a Retry-After header: seconds or a date. What is missing, in the past or makes no sense counts
// as a minute; more than a week is not believed.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	wait := time.Duration(-1)
	if n, err := strconv.ParseInt(value, 10, 64); err == nil && n >= 0 {
		wait = time.Duration(min(n, int64(maxAbsence/time.Second))) * time.Second
	} else if when, err := http.ParseTime(value); err == nil {
		wait = when.Sub(now)
	}
	if wait < 0 {
		return minRetryAfter
	}
	return min(wait, maxAbsence)
}

// loginPath is a path that means "log in first" when a site redirects to it.
var loginPath = regexp.MustCompile(`(?i)(^|/)(login|log-in|signin|sign-in|sign_in|authwall|auth|sso|checkpoint|uas)(/|\.|$)`)

// challengeTitle is a title by which pages that want a proof of humanity give themselves away.
var challengeTitle = regexp.MustCompile(`(?i)<title[^>]*>\s*(just a moment|attention required|access denied|are you a (human|robot)|` +
	`robot check|security check|security verification|captcha|verify(ing)? you are (a )?human|human verification|` +
	`please verify|pardon our interruption|bot verification|ddos-guard)`)

// challenged reports whether the answer wants a proof that a person is there. It looks at what the two large
// providers send with it, and at the title; a page about captchas is not one.
func challenged(g *answer) bool {
	if strings.EqualFold(g.header.Get("Cf-Mitigated"), "challenge") || g.header.Get("X-Datadome") != "" && g.status == http.StatusForbidden {
		return true
	}
	// Such pages are small and say it in their title; deep in a page the words mean something else.
	head := g.body[:min(len(g.body), 16<<10)]
	return challengeTitle.Match(head)
}

// acceptable refuses by the header what is not text, before its body is read.
func (t *Transport) acceptable(a *ask, header http.Header) error {
	kind := header.Get("Content-Type")
	if kind == "" || accepted(kind) || a.part && script(kind) {
		return nil
	}
	return &Error{Kind: NotHTML, URL: Mask(a.first.String()), Code: http.StatusOK,
		Reason: fmt.Sprintf("not html: %s sends %s", a.at.Hostname(), address.Quote(kind))}
}

// accepted reports whether a type of content is one of those that postings come in.
func accepted(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil { // a type with damaged parameters is judged by its first part
		kind, _, _ = strings.Cut(contentType, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
	}
	switch kind {
	case "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown",
		"application/json", "text/json", "application/xml", "text/xml", "application/x-ndjson", "application/jsonl":
		return true
	}
	return strings.HasPrefix(kind, "application/") && (strings.HasSuffix(kind, "+json") || strings.HasSuffix(kind, "+xml"))
}

// textual sniffs the content, only to refuse: a header that says text/html does not make a picture a page.
// UTF-16 is full of zero bytes, so a declared one is believed.
func textual(g *answer) bool {
	if strings.Contains(strings.ToLower(g.header.Get("Content-Type")), "utf-16") {
		return true
	}
	kind := http.DetectContentType(g.body)
	return strings.HasPrefix(kind, "text/")
}
