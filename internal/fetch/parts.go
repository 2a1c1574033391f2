package fetch

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// partDelay is the least time between two requests for parts of a page, from the same host.
const partDelay = 300 * time.Millisecond

// Parts is the way to the network for what a page asks for while a browser draws it: scripts and data. Every check
// and limit of the Transport holds, robots.txt too, and one host is asked one thing at a time. Three things differ.
//
// The parts of one page are asked for 300 ms apart instead of 5 s, or as far apart as a Crawl-delay says: to the site
// this is one visit, and after it the host is left alone for the whole delay. An answer such as 401 or 404 is handed
// on without its body, because scripts go on from there. A part that fails is not asked for again, and does not count
// against its host.
//
// page is the address of the page. A private host that the user allowed is asked for parts of its own pages only: a
// script from elsewhere must not read, through us, what the user's own network holds.
func (t *Transport) Parts(page string) http.RoundTripper {
	u, err := Parse(page)
	if err != nil {
		u = &url.URL{} // like no host
	}
	return parts{t, u}
}

type parts struct {
	t    *Transport
	page *url.URL
}

// RoundTrip implements http.RoundTripper.
func (p parts) RoundTrip(req *http.Request) (*http.Response, error) { return p.t.trip(req, p.page) }

// script reports a type of content that browsers run.
func script(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	kind = strings.TrimSpace(kind)
	return strings.HasSuffix(kind, "javascript") || strings.HasSuffix(kind, "ecmascript")
}
