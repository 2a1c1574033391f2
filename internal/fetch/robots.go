package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/jimsmart/grobotstxt"
)

const (
	maxRobots   = 512 << 10      // bytes of a robots.txt that are followed; RFC 9309 asks for at least 500 KiB
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
	if rule, ok := allows(r.file.Body, Product, a.at.String()); !ok {
		return &Error{Kind: Robots, URL: Mask(a.first.String()),
			Reason: fmt.Sprintf("robots.txt of %s forbids %s (rule %s)", a.at.Host, clip(a.at.RequestURI()), quote(rule))}
	}
	if d := crawlDelay(r.file.Body, Product); d > 0 {
		return t.slow(a, r.file.Fetched, d)
	}
	return nil
}

// ruling finds what holds for the present hop's origin.
func (t *Transport) ruling(a *ask) (ruling, error) {
	origin := a.at.Scheme + "://" + a.at.Host
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
	b := &ask{Request: plain, at: at, first: at, straight: a.straight, robots: true}
	got, err := t.followRobots(b)
	if stopped := a.Context().Err(); stopped != nil {
		return ruling{}, stopped
	}
	if err != nil {
		return withoutRobots(a, b, err)
	}
	switch s := got.status; {
	case s >= 200 && s < 300:
		return ruling{file: RobotsFile{Fetched: t.config.Now().UTC().Round(0), Body: utf8Text(got.body)}}, nil
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

// allows decides one address by Google's reading of RFC 9309, and gives the rule that forbids it. The address is
// taken as it is sent. A file that makes the reader stumble forbids: not knowing is no permission.
func allows(body, product, address string) (rule string, ok bool) {
	r, err := readRobots(body, product, target(address))
	if err != nil {
		return err.Error(), false
	}
	return r.forbids()
}

// crawlDelay is the longest Crawl-delay that the file sets for the product, or for everybody when it does not name
// the product. The RFC does not know this line; values that are no number are ignored.
func crawlDelay(body, product string) time.Duration {
	r, err := readRobots(body, product, "/")
	if err != nil {
		return 0
	}
	if r.named {
		return r.ours.delay
	}
	return r.everybody.delay
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

// readRobots reads a robots.txt for one product and one path. The lines are read by grobotstxt; the groups are kept
// here, because the matcher of that package rewrites addresses and takes digits into product tokens, by which a few
// forbidden addresses pass.
func readRobots(body, product, path string) (r *robotsReader, err error) {
	defer func() {
		if recover() != nil {
			r, err = nil, errors.New("the file cannot be read")
		}
	}()
	none := found{priority: -1}
	r = &robotsReader{product: product, path: path,
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

// robotsReader collects what concerns one product and one path. It implements grobotstxt.ParseHandler.
type robotsReader struct {
	product, path   string
	named           bool // some group names the product; then the groups for everybody do not count
	inOurs, inAll   bool // the present group is for the product, for everybody
	closed          bool // the present group has had a rule, so the next user-agent line opens another
	ours, everybody group
}

// forbids applies the longest match; equal lengths allow.
func (r *robotsReader) forbids() (rule string, ok bool) {
	g := r.everybody
	if r.named {
		g = r.ours
	}
	if g.disallow.priority > 0 && g.disallow.priority > g.allow.priority {
		return "Disallow: " + g.disallow.pattern, false
	}
	return "", true
}

// HandleRobotsStart is part of grobotstxt.ParseHandler; so are the methods below.
func (r *robotsReader) HandleRobotsStart() {}

// HandleRobotsEnd does nothing.
func (r *robotsReader) HandleRobotsEnd() {}

// HandleSitemap does nothing: a sitemap is a line on its own and belongs to no group.
func (r *robotsReader) HandleSitemap(int, string) {}

// HandleUserAgent opens a group, or adds to its list. The token ends where a character comes that the RFC does not
// allow in one; "*" followed by more words still means everybody.
func (r *robotsReader) HandleUserAgent(_ int, value string) {
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
func (r *robotsReader) HandleAllow(_ int, pattern string) {
	if r.rule(pattern, func(g *group) *found { return &g.allow }) {
		return
	}
	if i := strings.LastIndexByte(pattern, '/'); i >= 0 && strings.HasPrefix(pattern[i:], "/index.htm") {
		r.rule(pattern[:i+1]+"$", func(g *group) *found { return &g.allow })
	}
}

// HandleDisallow takes a Disallow rule.
func (r *robotsReader) HandleDisallow(_ int, pattern string) {
	r.rule(pattern, func(g *group) *found { return &g.disallow })
}

// rule keeps the pattern if it matches the path better than what the present groups have, and reports whether it
// matches at all. A rule before the first user-agent line belongs to nobody.
func (r *robotsReader) rule(pattern string, side func(*group) *found) bool {
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
func (r *robotsReader) HandleUnknownAction(_ int, action, value string) {
	if !strings.EqualFold(strings.TrimSpace(action), "crawl-delay") {
		return
	}
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || !(seconds > 0) {
		return
	}
	wait := time.Duration(min(seconds, maxCrawlDelay.Seconds()) * float64(time.Second))
	if r.inOurs {
		r.ours.delay = max(r.ours.delay, wait)
	}
	if r.inAll {
		r.everybody.delay = max(r.everybody.delay, wait)
	}
}

// utf8Text prepares a robots.txt for its reader: UTF-16 with a byte order mark is turned into UTF-8, and a line
// that the size limit cut in two is dropped, since half a rule is another rule.
func utf8Text(b []byte) string {
	if len(b) == maxRobots {
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
