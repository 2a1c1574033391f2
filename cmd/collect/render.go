package main

import (
	"context"
	"errors"
	"iter"
	"strings"

	"jobsignal/internal/browse"
	"jobsignal/internal/fetch"
	"jobsignal/internal/job"
	"jobsignal/internal/posting"
	"jobsignal/internal/source"
)

// pages are the pages of the sources. With --render, those that came from the web and hold no text before their
// scripts have run are handed over as the browser drew them.
func (r reach) pages(ctx context.Context, args []string) iter.Seq2[*job.Page, error] {
	return func(yield func(*job.Page, error) bool) {
		if r.browser != nil {
			defer r.browser.Close() // what is wrong with it now no longer matters: its pages are here
		}
		for page, err := range source.Open(ctx, args, r.Options) {
			if err == nil && r.browser != nil && fromWeb(page) && posting.Read(page).Reason == job.NeedsBrowser {
				page, err = r.draw(ctx, page)
			}
			if !yield(page, err) {
				return
			}
		}
	}
}

// draw has the browser draw a page. The server's stamps are dropped, because they are those of the empty shell: next
// time the page is asked for anew, whatever the server says of the shell.
func (r reach) draw(ctx context.Context, p *job.Page) (*job.Page, error) {
	html, err := r.browser.Draw(ctx, browse.Page{URL: p.URL, Type: p.MediaType, Body: p.Body})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, &source.Error{Source: fetch.Mask(p.Source), Part: p.Part, Kind: ending(err), Cause: err, Hint: "save it from your browser"}
	}
	drawn := *p
	drawn.Body, drawn.MediaType, drawn.ETag, drawn.LastModified = html, "text/html; charset=utf-8", "", ""
	return &drawn, nil
}

// ending is the kind of a page that could not be drawn.
func ending(err error) fetch.Kind {
	switch {
	case errors.Is(err, browse.ErrEndless):
		return fetch.TimedOut
	case errors.Is(err, browse.ErrTooLarge):
		return fetch.TooLarge
	}
	return fetch.Broken
}

// fromWeb reports whether a page was fetched. What stands in a file is never asked for again.
func fromWeb(p *job.Page) bool { return strings.Contains(p.Source, "://") && p.URL != "" }

// scriptOnly is what to say of a fetched page that holds no text of its own; "" for every other.
func scriptOnly(p *job.Page, r reading, rendered bool) string {
	switch {
	case r.Reason != job.NeedsBrowser || len(r.Readings) > 0 || !fromWeb(p):
		return ""
	case rendered:
		return "this page is drawn by script, and holds no text even so: save it from your browser"
	}
	return "this page is drawn by script: use --render, or save it from your browser"
}
