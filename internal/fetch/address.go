package fetch

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// maxURL is the longest address that is asked for.
const maxURL = 2048

// Parse reads an address the way browsers and colly do (the WHATWG URL standard), so that the host in messages is
// the host that is dialled, and refuses what is never fetched: other schemes than http and https, user names and
// passwords, control characters, backslashes, and addresses longer than 2,048 bytes. The fragment is dropped; an
// international host comes back in its ASCII form. The error is an *Error of kind Blocked.
func Parse(raw string) (*url.URL, error) { return parse(nil, raw) }

// resolve is Parse for a redirect's target, which may be relative to base.
func resolve(base *url.URL, ref string) (*url.URL, error) { return parse(base, ref) }

func parse(base *url.URL, raw string) (*url.URL, error) {
	fail := func(format string, args ...any) (*url.URL, error) {
		return nil, &Error{Kind: Blocked, URL: Mask(raw), Reason: "blocked: " + fmt.Sprintf(format, args...)}
	}
	if len(raw) > maxURL {
		return fail("the address is longer than %d bytes", maxURL)
	}
	if i := strings.IndexFunc(raw, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }); i >= 0 {
		return fail("the address has %q in it", raw[i])
	}
	from := ""
	if base != nil {
		from = base.String()
	}
	// The same reading as colly's: a lone percent sign is an error of the page's author that browsers put up with.
	parsed, err := whatwg.NewParser(whatwg.WithPercentEncodeSinglePercentSign()).ParseRef(from, raw)
	if err != nil {
		return fail("%s is not a complete address", quote(raw))
	}
	if s := parsed.Scheme(); s != "http" && s != "https" {
		return fail("only http and https are fetched, not %s", quote(s+":"))
	}
	if parsed.Username() != "" || parsed.Password() != "" {
		return fail("the address carries a user name or password")
	}
	u, err := url.Parse(parsed.Href(true))
	// Two parsers have read the address; where they disagree, nobody knows which host is meant.
	if err != nil || u.User != nil || u.Host == "" || u.Host != parsed.Host() {
		return fail("%s can be read in more than one way", quote(raw))
	}
	if len(u.String()) > maxURL {
		return fail("the address is longer than %d bytes", maxURL)
	}
	return u, nil
}

// named is a host that the user allowed by hand; port 0 means every port.
type named struct {
	host string
	port int
}

// parseNamed reads "host", "host:port", "1.2.3.4", "::1" or "[::1]:8080".
func parseNamed(s string) (named, error) {
	host, port := s, ""
	if h, p, err := net.SplitHostPort(s); err == nil {
		host, port = h, p
	}
	if strings.Contains(host, ":") && !strings.HasPrefix(host, "[") {
		host = "[" + host + "]"
	}
	u, err := Parse("http://" + host + "/")
	if err != nil || u.Path != "/" || u.RawQuery != "" {
		return named{}, fmt.Errorf("name one host, like 127.0.0.1 or intranet:8080")
	}
	n := named{host: u.Hostname()}
	if port != "" {
		n.port, err = strconv.Atoi(port)
		if err != nil || n.port < 1 || n.port > 65535 {
			return named{}, fmt.Errorf("%q is not a port", port)
		}
	}
	return n, nil
}

// portOf is the port that a request to u uses.
func portOf(u *url.URL) int {
	if p, err := strconv.Atoi(u.Port()); err == nil {
		return p
	}
	if u.Scheme == "https" {
		return 443
	}
	return 80
}

// allowed reports whether the user named this very host and port, and no redirect led away from it: the permission
// is for the address that the user wrote, not for whoever points to it.
func (t *Transport) allowed(a *ask) bool {
	if !a.straight {
		return false
	}
	for _, n := range t.allow {
		if n.host == a.at.Hostname() && (n.port == 0 || n.port == portOf(a.at)) {
			return true
		}
	}
	return false
}

// permittable is the host that the user could allow to get past the guard, or "" after a redirect, which nothing
// gets past.
func (a *ask) permittable() string {
	if !a.straight {
		return ""
	}
	return a.at.Hostname()
}

// port refuses other ports than 80 and 443, except on hosts that the user allowed.
func (t *Transport) port(a *ask) error {
	if p := portOf(a.at); p != 80 && p != 443 && !t.allowed(a) {
		e := refuse(a.first, "blocked: %s uses port %d, only 80 and 443 are fetched", a.at.Hostname(), p)
		e.Allow = a.permittable()
		return e
	}
	return nil
}

// refuse is a refusal of our own guard.
func refuse(u *url.URL, format string, args ...any) *Error {
	return &Error{Kind: Blocked, URL: Mask(u.String()), Reason: fmt.Sprintf(format, args...)}
}

// secrets are the parts of parameter names whose values are never printed.
var secrets = [...]string{"token", "secret", "passw", "pwd", "auth", "sig", "apikey", "api_key", "session", "credential"}

// Mask is an address with the values of secret query parameters replaced by "…", for messages. It takes any text,
// also one that is not an address.
func Mask(raw string) string {
	head, query, found := strings.Cut(raw, "?")
	if !found {
		return maskUser(raw)
	}
	query, fragment, hasFragment := strings.Cut(query, "#")
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		name, _, ok := strings.Cut(pair, "=")
		if ok && secret(name) {
			pairs[i] = name + "=…"
		}
	}
	masked := maskUser(head) + "?" + strings.Join(pairs, "&")
	if hasFragment {
		masked += "#" + fragment
	}
	return masked
}

func secret(name string) bool {
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	name = strings.ToLower(name)
	if name == "key" || strings.HasSuffix(name, "_key") || strings.HasSuffix(name, "-key") {
		return true
	}
	for _, s := range secrets {
		if strings.Contains(name, s) {
			return true
		}
	}
	return false
}

// maskUser hides "user:password@" of an address.
func maskUser(s string) string {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		return s
	}
	authority, path, hasPath := strings.Cut(rest, "/")
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		authority = "…@" + authority[i+1:]
	}
	if hasPath {
		authority += "/" + path
	}
	return scheme + "://" + authority
}

// quote prints text from outside so that it cannot forge a line, cut at 200 bytes.
func quote(s string) string {
	s = Mask(s)
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "") + "…"
	}
	return strconv.Quote(s)
}
