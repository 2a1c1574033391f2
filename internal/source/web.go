package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gocolly/colly/v2"

	"jobsignal/internal/board"
	"jobsignal/internal/fetch"
	"jobsignal/internal/job"
	"jobsignal/internal/unpack"
)

const (
	hostsAtOnce = 8 // hosts that are asked at the same time, each over one connection
	webTime     = 30 * time.Minute
	freshFor    = 24 * time.Hour // a URL is not asked for again within this time
)

// outcome is one value on its way from a visitor to the stream, or, with neither page nor error, the news that a
// URL is done.
type outcome struct {
	page *job.Page
	err  error
}

// gather fetches the URLs, those of one host one after another, several hosts at a time, and emits what comes.
func (s *stream) gather(web []found) {
	limit := s.opt.WebTime
	if limit <= 0 {
		limit = webTime
	}
	ctx, cancel := context.WithTimeout(s.ctx, limit)
	defer cancel()
	hosts := make(chan []errand)
	results := make(chan outcome) // unbuffered: a page waits with its visitor until the stream wants it
	var visitors sync.WaitGroup
	queues := s.errands(web)
	for range min(hostsAtOnce, len(queues)) {
		visitors.Go(func() {
			for queue := range hosts {
				v := newVisitor(ctx, s, results)
				for _, e := range queue {
					v.visit(e)
				}
			}
		})
	}
	go func() {
		for _, q := range queues {
			hosts <- q
		}
		close(hosts)
		visitors.Wait()
		close(results)
	}()
	// Everything is emitted from here, so that whoever reads the stream needs no lock.
	for r := range results {
		switch {
		case r.page == nil && r.err == nil:
			s.advance(urlSize)
		case s.emit(r.page, r.err) != nil:
			cancel() // the visitors end soon; what they still bring is dropped by emit
		}
	}
	if err := s.ctx.Err(); err != nil {
		s.emit(nil, err)
	}
}

// errand is one URL to fetch and what is already held of it.
type errand struct {
	found
	address *url.URL
	held    Visit
}

// errands answers for the URLs that need no fetching and sorts the others into one queue for each host, in the
// order in which the hosts were named.
func (s *stream) errands(web []found) (queues [][]errand) {
	place := map[string]int{}
	for _, x := range web {
		e := errand{found: x}
		if x.err != nil {
			s.emit(nil, x.err)
			continue
		}
		if s.opt.Transport == nil {
			s.emit(nil, &Error{Source: fetch.Mask(x.url), Kind: fetch.Blocked, Cause: errors.New("URLs are not fetched here")})
			continue
		}
		var fresh *Error
		if e.held, fresh = s.recall(x.url, ""); fresh != nil {
			s.emit(nil, fresh)
			s.advance(urlSize)
			continue
		}
		u, err := url.Parse(x.url)
		if err != nil { // cannot be: the finder has read it
			s.emit(nil, &Error{Source: fetch.Mask(x.url), Kind: fetch.Blocked, Cause: err})
			continue
		}
		e.address = u
		i, ok := place[u.Hostname()]
		if !ok {
			i = len(queues)
			place[u.Hostname()] = i
			queues = append(queues, nil)
		}
		queues[i] = append(queues[i], e)
	}
	return queues
}

// recall looks up what is held of a URL or of one part of it, and refuses to ask again too soon.
func (s *stream) recall(address, part string) (held Visit, fresh *Error) {
	if s.opt.Recall == nil {
		return held, nil
	}
	held, _ = s.opt.Recall(address, part)
	age := s.now().Sub(held.At)
	if held.At.IsZero() || age < 0 || age >= freshFor || s.opt.Again {
		return held, nil
	}
	return held, &Error{Source: fetch.Mask(address), Part: part, Kind: fetch.Fresh, Until: held.At.Add(freshFor),
		Cause: fmt.Errorf("fetched %s ago, asked for again after 24 hours", age.Round(time.Minute))}
}

// visitor fetches the URLs of one host, through a colly collector of its own.
type visitor struct {
	ctx     context.Context
	stream  *stream
	results chan<- outcome
	colly   *colly.Collector
	got     *reply // what the last request brought
}

// reply is a whole answer with status 200.
type reply struct {
	body   []byte
	header http.Header
	final  *url.URL
}

// newVisitor sets every switch of the collector by hand. It is not made by colly.NewCollector, which lets
// COLLY_* variables of the environment win over the program.
func newVisitor(ctx context.Context, s *stream, results chan<- outcome) *visitor {
	c := &colly.Collector{}
	c.Init()
	c.Context = ctx
	c.WithTransport(s.opt.Transport)
	c.SetRequestTimeout(0) // the transport has its own limits, and waiting for a host's turn is not slowness
	c.DisableCookies()
	c.IgnoreRobotsTxt = true // the transport asks robots.txt, on every hop
	c.AllowURLRevisit = true // each URL is asked for once anyway, and a redirect may lead to one of them
	c.ParseHTTPErrorResponse = true
	c.MaxBodySize = 0 // the transport has a limit, and fails instead of cutting
	c.CacheDir, c.DetectCharset, c.CheckHead, c.Async, c.TraceHTTP = "", false, false, false, false
	v := &visitor{ctx: ctx, stream: s, results: results, colly: c}
	c.OnResponseHeaders(func(r *colly.Response) {
		// Colly would turn the body into UTF-8 by this header alone. The bytes are wanted as they came: package
		// document knows the page's own declaration too.
		v.got = &reply{header: r.Headers.Clone(), final: r.Request.URL}
		r.Headers.Set("Content-Type", "text/html; charset=utf-8")
	})
	c.OnResponse(func(r *colly.Response) { v.got.body = r.Body })
	return v
}

// get makes one request.
func (v *visitor) get(method, address, body string, header http.Header) (*reply, error) {
	v.got = nil
	var data io.Reader
	if body != "" {
		data = strings.NewReader(body)
	}
	if err := v.colly.Request(method, address, data, nil, header); err != nil {
		return nil, err
	}
	if v.got == nil {
		return nil, errors.New("no answer")
	}
	return v.got, nil
}

// visit fetches one URL and reports what became of it.
func (v *visitor) visit(e errand) {
	defer func() { v.results <- outcome{} }()
	// The time for URLs is over: the rest of the queue is named, not dropped.
	if v.ctx.Err() != nil {
		v.fail(e, "", v.ctx.Err())
		return
	}
	if b, ok := board.Of(e.address); ok && v.board(e, b) {
		return
	}
	got, err := v.get(http.MethodGet, e.url, "", conditions(e.held))
	if err != nil {
		v.fail(e, "", err)
		return
	}
	if board.IsSitemap(got.body) {
		v.sitemap(e, got.body)
		return
	}
	if entries, ok := board.Feed(got.body); ok {
		v.feed(e, got, entries)
		return
	}
	v.deal(v.page(e, got), got)
}

// conditions ask the server for news only.
func conditions(held Visit) http.Header {
	header := http.Header{}
	if held.ETag != "" {
		header.Set("If-None-Match", held.ETag)
	}
	if held.LastModified != "" {
		header.Set("If-Modified-Since", held.LastModified)
	}
	return header
}

// page is what the pages of an answer have in common.
func (v *visitor) page(e errand, got *reply) job.Page {
	return job.Page{
		Source: e.url, URL: got.final.String(), Given: e.given, Retrieved: v.stream.now(),
		MediaType: got.header.Get("Content-Type"), ETag: got.header.Get("Etag"), LastModified: got.header.Get("Last-Modified"),
	}
}

// deal yields the pages of an answer: itself, or the records that it holds.
func (v *visitor) deal(p job.Page, got *reply) {
	in := unpack.Input{Page: p, Name: got.final.Path, R: bytes.NewReader(got.body), Size: int64(len(got.body)), Web: true}
	// The stream's own ways of taking things apart, with their values sent over instead of emitted.
	inner := &stream{ctx: v.stream.ctx, opt: v.stream.opt, yield: func(p *job.Page, err error) bool {
		v.results <- outcome{p, err}
		return true
	}}
	inner.unpack(in)
}

// fail reports why a URL, or one part of what it lists, gave no page. When the whole run is being stopped it says
// nothing: the stream will.
func (v *visitor) fail(e errand, part string, err error) {
	if v.stream.ctx.Err() != nil {
		return
	}
	out := &Error{Source: fetch.Mask(e.url), Part: part, Kind: fetch.Broken, Cause: err}
	var f *fetch.Error
	switch {
	case errors.As(err, &f):
		out.Kind, out.Cause, out.Until, out.Hint = f.Kind, f, f.Until, hint(f)
	case v.ctx.Err() != nil:
		out.Kind, out.Cause = fetch.TimedOut, errors.New("not reached in the time that URLs have in one run")
		out.Hint = "the next run goes on with it"
	}
	v.results <- outcome{err: out}
}

// hint is the way out of an ending, where there is one.
func hint(f *fetch.Error) string {
	switch f.Kind {
	case fetch.Login, fetch.Captcha, fetch.Robots, fetch.NotHTML:
		return "save the page from your browser and collect the file"
	case fetch.RateLimited:
		return "a later run asks again"
	case fetch.Blocked:
		if f.Allow != "" {
			return "--allow-private " + f.Allow + " permits it if the host is yours"
		}
	}
	return ""
}
