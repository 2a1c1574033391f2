package source

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"jobsignal/internal/fetch"
)

// entry is one entry of a feed: what it says of itself, and where it stands in the bytes.
type entry struct {
	id, title, link string
	text            int // characters of its longest text, without tags
	start, end      int64
}

// fullText is from how many characters the text of an entry is taken for the whole posting and not for a teaser.
const fullText = 800

// tag is one tag inside the text of an entry.
var tag = regexp.MustCompile(`<[^>]*>`)

// stamp is when the feed itself was made, which says nothing of its entries and would make each new every time.
var stamp = regexp.MustCompile(`<(lastBuildDate|pubDate|updated)>[^<]*</(lastBuildDate|pubDate|updated)>`)

// cutFeed finds the entries of RSS, Atom or RSS 1.0. Whatever else the bytes are, they have none. Entities are not
// expanded and nothing outside is followed.
func cutFeed(body []byte) (entries []entry, feed bool) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict, d.Entity = false, xml.HTMLEntity
	for {
		start := d.InputOffset()
		t, err := d.RawToken()
		if err != nil { // a feed that breaks off in the middle is read as the damaged page that it is
			return entries, feed && err.Error() == "EOF"
		}
		switch e, ok := t.(xml.StartElement); {
		case !ok:
		case !feed:
			if feed = slices.Contains([]string{"rss", "feed", "RDF"}, e.Name.Local); !feed {
				return nil, false
			}
		case e.Name.Local == "item" || e.Name.Local == "entry":
			x, err := cutEntry(d)
			if err != nil {
				return nil, false
			}
			x.start, x.end = start, d.InputOffset()
			entries = append(entries, x)
		}
	}
}

// cutEntry reads what stands between the tags of an entry, of which the first has been read.
func cutEntry(d *xml.Decoder) (x entry, err error) {
	said := map[string]string{}
	field := ""
	for depth := 1; depth > 0; {
		t, err := d.RawToken()
		if err != nil {
			return x, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if depth++; depth == 2 {
				field = strings.TrimPrefix(e.Name.Space+":", ":") + e.Name.Local
				if href := linked(e); field == "link" && href != "" && said["link"] == "" {
					said["link"] = href
				}
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth > 1 {
				said[field] += string(e)
			}
		}
	}
	for _, name := range []string{"description", "content:encoded", "content", "summary"} {
		x.text = max(x.text, len(strings.TrimSpace(tag.ReplaceAllString(said[name], ""))))
	}
	x.title, x.link = strings.TrimSpace(said["title"]), strings.TrimSpace(said["link"])
	x.id = cmp.Or(strings.TrimSpace(cmp.Or(said["guid"], said["id"])), x.link, x.title)
	return x, nil
}

// linked is the address in Atom's element link, when it leads to what the entry is about.
func linked(e xml.StartElement) (href string) {
	for _, a := range e.Attr {
		switch {
		case a.Name.Local == "href":
			href = a.Value
		case a.Name.Local == "rel" && a.Value != "alternate":
			return ""
		}
	}
	return href
}

// feed hands over the entries of a feed, each a page of its own: with its text in the feed around it, or, where the
// feed has but a teaser, as the page of the same host that it links to.
func (v *visitor) feed(e errand, got *reply, entries []entry) {
	seen, taken := map[string]bool{}, 0
	for _, x := range entries {
		part := "entry " + fetch.Mask(x.id)
		switch {
		case seen[x.id] || v.ctx.Err() != nil:
			continue
		case v.stream.opt.Match != nil && !v.stream.opt.Match.MatchString(x.title):
			v.stream.note(e.url+" ("+part+")", fmt.Sprintf("title %q does not match", x.title))
			continue
		case taken >= v.stream.most():
			v.stream.note(e.url, fmt.Sprintf("has more than %d entries", v.stream.most()))
			return
		}
		seen[x.id] = true
		taken++
		link, err := fetch.Parse(x.link)
		if err == nil && x.text < fullText && link.Host == e.address.Host && link.String() != e.url {
			v.follow(e, link.String())
			continue
		}
		p := v.page(e, got)
		p.Part, p.ETag, p.LastModified = part, "", "" // the stamps belong to the whole feed
		if err == nil {
			p.URL = link.String()
		}
		p.Body = slices.Concat(stamp.ReplaceAll(got.body[:entries[0].start], nil), got.body[x.start:x.end], got.body[entries[len(entries)-1].end:])
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
