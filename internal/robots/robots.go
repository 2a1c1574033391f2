// Package robots reads robots.txt files (RFC 9309). It fetches nothing: what a missing file or another status means is
// decided where it is fetched.
package robots

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/jimsmart/grobotstxt"
)

const (
	MaxBytes = 512 << 10         // of a robots.txt are followed; RFC 9309 asks for at least 500 KiB
	MaxDelay = 300 * time.Second // is the longest Crawl-delay that is honoured
)

// Verdict is what a file says about one address.
type Verdict struct {
	Forbidden bool
	Rule      string        // the line that forbids ("Disallow: /private"); empty when nothing does
	Delay     time.Duration // Crawl-delay, at most MaxDelay; 0 when the file sets none
}

// Read reads a robots.txt for one product token and one address, by Google's reading of RFC 9309. The address is
// taken as it is sent. A file that makes the reader stumble forbids: not knowing is no permission.
//
// Crawl-delay is not in the RFC; the longest that is set for the product counts, or for everybody when the file does
// not name the product. Values that are no number are ignored.
func Read(body, product, address string) Verdict {
	r, err := read(body, product, target(address))
	if err != nil {
		return Verdict{Forbidden: true, Rule: err.Error()}
	}
	g := r.everybody
	if r.named {
		g = r.ours
	}
	v := Verdict{Delay: g.delay}
	if g.disallow.priority > 0 && g.disallow.priority > g.allow.priority { // the longest match; equal lengths allow
		v.Forbidden, v.Rule = true, "Disallow: "+g.disallow.pattern
	}
	return v
}

// target is the path and query of an address, which the rules are matched against.
func target(address string) string {
	if _, rest, ok := strings.Cut(address, "://"); ok {
		address = rest
	}
	address, _, _ = strings.Cut(address, "#")
	i := strings.IndexAny(address, "/?;")
	if i < 0 {
		return "/"
	}
	if address[i] != '/' {
		return "/" + address[i:]
	}
	return address[i:]
}

// read collects what a robots.txt says for one product and one path. The lines are read by grobotstxt; the groups are kept
// here, because the matcher of that package rewrites addresses and takes digits into product tokens, by which a few
// forbidden addresses pass.
func read(body, product, path string) (r *reader, err error) {
	defer func() {
		if recover() != nil {
			r, err = nil, errors.New("the file cannot be read")
		}
	}()
	none := found{priority: -1}
	r = &reader{product: product, path: path,
		ours: group{allow: none, disallow: none}, everybody: group{allow: none, disallow: none}}
	grobotstxt.Parse(body, r)
	return r, nil
}

// found is the longest rule of its kind that matches the path; priority is its length, -1 when there is none.
type found struct {
	priority int
	pattern  string
}

// group is what the file says to one audience.
type group struct {
	allow, disallow found
	delay           time.Duration
}

// reader collects what concerns one product and one path. It implements grobotstxt.ParseHandler.
type reader struct {
	product, path   string
	named           bool // some group names the product; then the groups for everybody do not count
	inOurs, inAll   bool // the present group is for the product, for everybody
	closed          bool // the present group has had a rule, so the next user-agent line opens another
	ours, everybody group
}

// HandleRobotsStart is part of grobotstxt.ParseHandler; so are the methods below.
func (r *reader) HandleRobotsStart() {}

// HandleRobotsEnd does nothing.
func (r *reader) HandleRobotsEnd() {}

// HandleSitemap does nothing: a sitemap is a line on its own and belongs to no group.
func (r *reader) HandleSitemap(int, string) {}

// HandleUserAgent opens a group, or adds to its list. The token ends where a character comes that the RFC does not
// allow in one; "*" followed by more words still means everybody.
func (r *reader) HandleUserAgent(_ int, value string) {
	if r.closed {
		r.inOurs, r.inAll, r.closed = false, false, false
	}
	end := strings.IndexFunc(value, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-')
	})
	token := value
	if end >= 0 {
		token = value[:end]
	}
	switch {
	case value == "*" || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t"):
		r.inAll = true
	case strings.EqualFold(token, r.product):
		r.inOurs, r.named = true, true
	}
}

// HandleAllow takes an Allow rule. As Google does, "/dir/index.html" allows "/dir/" too.
func (r *reader) HandleAllow(_ int, pattern string) {
	if r.rule(pattern, func(g *group) *found { return &g.allow }) {
		return
	}
	if i := strings.LastIndexByte(pattern, '/'); i >= 0 && strings.HasPrefix(pattern[i:], "/index.htm") {
		r.rule(pattern[:i+1]+"$", func(g *group) *found { return &g.allow })
	}
}

// HandleDisallow takes a Disallow rule.
func (r *reader) HandleDisallow(_ int, pattern string) {
	r.rule(pattern, func(g *group) *found { return &g.disallow })
}

// rule keeps the pattern if it matches the path better than what the present groups have, and reports whether it
// matches at all. A rule before the first user-agent line belongs to nobody.
func (r *reader) rule(pattern string, side func(*group) *found) bool {
	if !r.inOurs && !r.inAll {
		return true
	}
	r.closed = true
	if !grobotstxt.Matches(r.path, pattern) {
		return false
	}
	if f := side(&r.ours); r.inOurs && len(pattern) > f.priority {
		*f = found{len(pattern), pattern}
	}
	// In a group for both, what the product is told replaces what everybody is told.
	if f := side(&r.everybody); r.inAll && !r.inOurs && len(pattern) > f.priority {
		*f = found{len(pattern), pattern}
	}
	return true
}

// HandleUnknownAction sees Crawl-delay among the lines that the RFC does not define. It does not end the list of
// user agents of its group.
func (r *reader) HandleUnknownAction(_ int, action, value string) {
	if !strings.EqualFold(strings.TrimSpace(action), "crawl-delay") {
		return
	}
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || !(seconds > 0) {
		return
	}
	wait := time.Duration(min(seconds, MaxDelay.Seconds()) * float64(time.Second))
	if r.inOurs {
		r.ours.delay = max(r.ours.delay, wait)
	}
	if r.inAll {
		r.everybody.delay = max(r.everybody.delay, wait)
	}
}

// Text prepares a robots.txt for its reader: UTF-16 with a byte order mark is turned into UTF-8, and a line
// that the size limit cut in two is dropped, since half a rule is another rule.
func Text(b []byte) string {
	if len(b) == MaxBytes {
		if i := bytes.LastIndexAny(b, "\r\n"); i >= 0 {
			b = b[:i+1]
		}
	}
	var order func(i int) uint16
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		order = func(i int) uint16 { return uint16(b[i]) | uint16(b[i+1])<<8 }
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		order = func(i int) uint16 { return uint16(b[i])<<8 | uint16(b[i+1]) }
	default:
		return string(b)
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 2; i+1 < len(b); i += 2 {
		units = append(units, order(i))
	}
	return string(utf16.Decode(units))
}
