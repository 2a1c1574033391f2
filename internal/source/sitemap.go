package source

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"

	"jobsignal/internal/board"
	"jobsignal/internal/fetch"
)

// maxSitemaps is how many sitemaps one index leads to.
const maxSitemaps = 50

// jobPath is a path that looks like a posting's, for sitemaps that list everything a site has.
var jobPath = regexp.MustCompile(`(?i)/(jobs?|careers?|positions?|vacanc(y|ies)|openings?|postings?|offers?|o|stellen(angebote)?|karriere|emplois?|offres?|empleos?|vacatures?|lavora)(/|-|_)[^/]+`)

// sitemap fetches the postings that a sitemap of the named host lists. Addresses on other hosts are left alone: they
// were not named.
func (v *visitor) sitemap(e errand, body []byte) {
	limit := v.stream.most()
	seen := map[string]bool{e.url: true}
	pages, taken := v.listed(e, body, seen), 0
	for _, address := range pages {
		if v.ctx.Err() != nil || taken >= limit {
			break
		}
		taken++
		v.follow(e, address)
	}
	if taken == 0 {
		v.results <- outcome{err: &Error{Source: fetch.Mask(e.url), Empty: true, Cause: errors.New("the sitemap lists no postings of this host")}}
	} else if taken < len(pages) {
		v.stream.note(e.url, fmt.Sprintf("lists more than %d postings", limit))
	}
}

// listed collects the addresses of postings from a sitemap, and from those that it leads to.
func (v *visitor) listed(e errand, body []byte, seen map[string]bool) (pages []string) {
	queue, asked := [][]byte{body}, 0
	for len(queue) > 0 {
		list, index, err := board.Locations(queue[0])
		queue = queue[1:]
		if err != nil {
			v.fail(e, "", err)
			continue
		}
		for _, address := range list {
			u, err := fetch.Parse(address)
			// Another host was not named by the user, whoever lists it.
			if err != nil || u.Host != e.address.Host || seen[u.String()] {
				continue
			}
			seen[u.String()] = true
			switch {
			case index && asked < maxSitemaps:
				asked++
				got, err := v.get("GET", u.String(), "", nil)
				if err != nil {
					v.fail(e, "sitemap "+fetch.Mask(u.String()), err)
					continue
				}
				queue = append(queue, got.body)
			case !index && v.interesting(u):
				pages = append(pages, u.String())
			}
		}
	}
	return pages
}

// interesting reports whether a listed address is wanted.
func (v *visitor) interesting(u *url.URL) bool {
	if m := v.stream.opt.Match; m != nil {
		return m.MatchString(u.String())
	}
	return jobPath.MatchString(u.Path)
}

// follow fetches one page that a sitemap or a feed lists, as if it had been named, but without what only a named
// address may.
func (v *visitor) follow(e errand, address string) {
	x := e
	x.url = address
	var fresh *Error
	if x.held, fresh = v.stream.recall(address, ""); fresh != nil {
		v.results <- outcome{err: fresh}
		return
	}
	got, err := v.get("GET", address, "", conditions(x.held))
	if err != nil {
		v.fail(x, "", err)
		return
	}
	v.deal(v.page(x, got), got)
}
