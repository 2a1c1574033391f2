package source

import (
	"errors"
	"fmt"

	"jobsignal/internal/board"
	"jobsignal/internal/fetch"
)

// feed hands over the entries of a feed, each a page of its own: with its text in the feed around it, or, where the
// feed has but a teaser, as the page of the same host that it links to.
func (v *visitor) feed(e errand, got *reply, entries []board.Entry) {
	seen, taken := map[string]bool{}, 0
	for _, x := range entries {
		part := "entry " + fetch.Mask(x.ID)
		switch {
		case seen[x.ID] || v.ctx.Err() != nil:
			continue
		case v.stream.opt.Match != nil && !v.stream.opt.Match.MatchString(x.Title):
			v.stream.note(e.url+" ("+part+")", fmt.Sprintf("title %q does not match", x.Title))
			continue
		case taken >= v.stream.most():
			v.stream.note(e.url, fmt.Sprintf("has more than %d entries", v.stream.most()))
			return
		}
		seen[x.ID] = true
		taken++
		link, err := fetch.Parse(x.Link)
		if err == nil && !x.Whole && link.Host == e.address.Host && link.String() != e.url {
			v.follow(e, link.String())
			continue
		}
		p := v.page(e, got)
		p.Part, p.Body, p.ETag, p.LastModified = part, x.Body, "", "" // the stamps belong to the whole feed
		if err == nil {
			p.URL = link.String()
		}
		v.results <- outcome{page: &p}
	}
	if taken == 0 {
		v.results <- outcome{err: &Error{Source: fetch.Mask(e.url), Empty: true, Cause: errors.New(nothingOf(len(entries)))}}
	}
}

// nothingOf says why a feed gave nothing.
func nothingOf(entries int) string {
	if entries == 0 {
		return "the feed has no entries"
	}
	return fmt.Sprintf("none of the %d entries has a title that matches", entries)
}
