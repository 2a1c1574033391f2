package browse

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// reply is what the page gets for one of its requests.
type reply struct {
	status int
	kind   string // Content-Type
	body   []byte
}

// answer answers one request of the page: with the page itself, with what the transport brings, or with a refusal.
func (d *drawing) answer(ctx context.Context, e fetch.EventRequestPaused) {
	defer d.land()
	r := d.reply(ctx, e)
	// An error means that the page has moved on and wants no answer any more.
	_ = chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if r == nil {
			_, err := cdp.Call(ctx, t, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
			return err
		}
		_, err := cdp.Call(ctx, t, fetch.FulfillRequest, fetch.FulfillRequestParams{
			RequestID: e.RequestID, ResponseCode: int64(r.status), Body: r.body,
			ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: r.kind}},
		})
		return err
	}))
}

// reply is what a request gets; nil refuses it.
func (d *drawing) reply(ctx context.Context, e fetch.EventRequestPaused) *reply {
	switch {
	case d.itself(e):
		return &reply{http.StatusOK, d.page.Type, d.page.Body}
	case d.away(e): // "no content" leaves the page as it stands, where a refusal would put an error in its place
		return &reply{status: http.StatusNoContent}
	case e.ResourceType == network.ResourceTypeStylesheet: // some scripts wait for it, so it comes, but empty
		return &reply{http.StatusOK, "text/css", nil}
	case needless(e):
		return nil
	}
	// Under the page's own host: what one site may be given is no answer for the next.
	name := host(d.page.URL) + " " + e.Request.URL
	if r := d.browser.kept.get(name); r != nil && e.Request.Method == http.MethodGet {
		return r
	}
	r := d.bring(ctx, e.Request)
	if e.Request.Method == http.MethodGet {
		d.browser.kept.put(name, r)
	}
	return r
}

// host is the host and port of an address.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// itself reports whether the request is for the page that is being drawn, which is at hand. It is so once.
func (d *drawing) itself(e fetch.EventRequestPaused) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.served || e.ResourceType != network.ResourceTypeDocument {
		return false
	}
	d.served = true
	return true
}

// away reports whether the page wants to be replaced by another, or by itself anew. No page is left by script or by
// <meta http-equiv="refresh">: what is handed over is the address that was named, and nothing else.
func (d *drawing) away(e fetch.EventRequestPaused) bool {
	return e.ResourceType == network.ResourceTypeDocument && e.FrameID == d.frame
}

// needless reports a request whose answer holds nothing of a posting.
func needless(e fetch.EventRequestPaused) bool {
	switch e.ResourceType {
	case network.ResourceTypeDocument, network.ResourceTypeScript, network.ResourceTypeXHR, network.ResourceTypeFetch, network.ResourceTypeOther:
	default: // pictures, films, fonts, pings, reports, sockets
		return true
	}
	u, err := url.Parse(e.Request.URL)
	return err != nil || u.Scheme != "http" && u.Scheme != "https" || watcher(u.Hostname())
}

// watchers are hosts that measure visitors, show advertisements or ask for consent: none holds the text of a posting,
// and none is told that somebody read one. A name stands for its subdomains too.
var watchers = []string{
	"google-analytics.com", "googletagmanager.com", "googleadservices.com", "doubleclick.net", "googlesyndication.com",
	"facebook.net", "ads-twitter.com", "hotjar.com", "hotjar.io", "clarity.ms", "bat.bing.com",
	"segment.com", "segment.io", "mixpanel.com", "amplitude.com", "heapanalytics.com", "fullstory.com", "newrelic.com", "nr-data.net",
	"sentry.io", "sentry-cdn.com", "datadoghq-browser-agent.com", "browser-intake-datadoghq.com", "bugsnag.com",
	"cookielaw.org", "onetrust.com", "cookiebot.com", "usercentrics.eu", "trustarc.com", "consensu.org",
	"intercom.io", "intercomcdn.com", "drift.com", "hs-scripts.com", "hs-analytics.net", "recaptcha.net",
}

// watcher reports whether a host is one of those, or below one.
func watcher(host string) bool {
	for _, w := range watchers {
		if host == w || strings.HasSuffix(host, "."+w) {
			return true
		}
	}
	return false
}

// bring asks the network, within the page's allowance; nil when there is no answer to show.
func (d *drawing) bring(ctx context.Context, r *network.Request) *reply {
	if !d.allowance() {
		return nil
	}
	var body bytes.Buffer
	for _, p := range r.PostDataEntries {
		body.Write(p.Bytes)
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, r.URL, &body)
	if err != nil {
		return nil
	}
	for name, value := range r.Headers {
		if s, ok := value.(string); ok {
			req.Header.Set(name, s) // the transport takes what it knows and drops the rest
		}
	}
	resp, err := d.browser.config.Parts(d.page.URL).RoundTrip(req)
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil || !d.weigh(len(got)) {
		return nil
	}
	return &reply{resp.StatusCode, resp.Header.Get("Content-Type"), got}
}

// allowance counts one request from the network, unless the page has made too many.
func (d *drawing) allowance() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.parts++
	return d.parts <= maxParts && d.bytes < maxBytes
}

// weigh counts the bytes of an answer.
func (d *drawing) weigh(n int) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.bytes += int64(n)
	return d.bytes <= maxBytes
}

// kept holds scripts that came in this run: the pages of one site share them, and asking once is enough.
type kept struct {
	mu    sync.Mutex
	by    map[string]*reply
	bytes int
}

// mostKept is how many bytes of scripts are held.
const mostKept = 64 << 20

func newKept() *kept { return &kept{by: map[string]*reply{}} }

// get returns the script of a name, if it is held.
func (k *kept) get(name string) *reply {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.by[name]
}

// put holds an answer if it is a script.
func (k *kept) put(name string, got *reply) {
	if got == nil || got.status != http.StatusOK || !strings.Contains(got.kind, "script") {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.bytes += len(got.body); k.bytes <= mostKept {
		k.by[name] = got
	}
}
