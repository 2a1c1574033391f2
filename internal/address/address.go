// Package address reads addresses of the web, and knows which network addresses are not the public internet. It
// connects to nothing.
package address

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/publicsuffix"
)

// maxURL is the longest address that is asked for.
const maxURL = 2048

// Parse reads an address the way browsers and colly do (the WHATWG URL standard), so that the host in messages is
// the host that is dialled, and refuses what is never fetched: other schemes than http and https, user names and
// passwords, control characters, backslashes, and addresses longer than 2,048 bytes. The fragment is dropped; an
// international host comes back in its ASCII form. The error says why in words for people.
func Parse(raw string) (*url.URL, error) { return parse("", raw) }

// Resolve is Parse for a redirect's target, which may be relative to base.
func Resolve(base *url.URL, ref string) (*url.URL, error) { return parse(base.String(), ref) }

func parse(base, raw string) (*url.URL, error) {
	fail := func(format string, args ...any) (*url.URL, error) { return nil, fmt.Errorf(format, args...) }
	// What is refused here is refused as it was written; the standard would quietly drop or repair some of it.
	if len(raw) > maxURL {
		return fail("the address is longer than %d bytes", maxURL)
	}
	if i := strings.IndexFunc(raw, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }); i >= 0 {
		return fail("the address has %q in it", raw[i])
	}
	// The same reading as colly's: a lone percent sign is an error of the page's author that browsers put up with.
	parsed, err := whatwg.NewParser(whatwg.WithPercentEncodeSinglePercentSign()).ParseRef(base, raw)
	if err != nil {
		return fail("%s is not a complete address", Quote(raw))
	}
	if s := parsed.Scheme(); s != "http" && s != "https" {
		return fail("only http and https are fetched, not %s", Quote(s+":"))
	}
	if parsed.Username() != "" || parsed.Password() != "" {
		return fail("the address carries a user name or password")
	}
	u, err := url.Parse(parsed.Href(true))
	// Two parsers have read the address; where they disagree, nobody knows which host is meant.
	if err != nil || u.User != nil || u.Host == "" || u.Host != parsed.Host() {
		return fail("%s can be read in more than one way", Quote(raw))
	}
	if len(u.String()) > maxURL {
		return fail("the address is longer than %d bytes", maxURL)
	}
	return u, nil
}

// Port is the port that a request to u uses.
func Port(u *url.URL) int {
	if p, err := strconv.Atoi(u.Port()); err == nil {
		return p
	}
	if u.Scheme == "https" {
		return 443
	}
	return 80
}

// Site is the name under which an address takes turns: machines of one registrable domain share one turn.
func Site(u *url.URL) string {
	name := u.Hostname()
	if _, err := netip.ParseAddr(name); err == nil {
		return name
	}
	// The list of public suffixes knows that example.co.uk is one owner's and that two users of a hosting service are two.
	if d, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil {
		return d
	}
	return name
}

// secrets are the parts of parameter names whose values are never printed.
var secrets = [...]string{"token", "secret", "passw", "pwd", "auth", "sig", "apikey", "api_key", "session", "credential"}

// Mask is an address with the values of secret query parameters replaced by "…", for messages. It takes any text,
// also one that is not an address.
func Mask(raw string) string {
	// By hand and not by package url: a text that is no address has to pass as well, and the rest has to stay as it is.
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

// Quote prints text from outside so that it cannot forge a line, cut at 200 bytes.
func Quote(s string) string {
	s = Mask(s)
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "") + "…"
	}
	return strconv.Quote(s)
}

// Clip is Quote without its quotes, for text that stands in a sentence.
func Clip(s string) string {
	q := Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
}
