package board

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Entry is one entry of a feed.
type Entry struct {
	ID, Title, Link string
	Whole           bool   // it holds the posting's text, not a teaser
	Body            []byte // the feed with this entry only

	start, end int64 // where it stands
}

// fullText is from how many characters the text of an entry is taken for the whole posting and not for a teaser.
const fullText = 800

// tag is one tag inside the text of an entry.
var tag = regexp.MustCompile(`<[^>]*>`)

// stamp is when the feed itself was made, which says nothing of its entries and would make each new every time.
var stamp = regexp.MustCompile(`<(lastBuildDate|pubDate|updated)>[^<]*</(lastBuildDate|pubDate|updated)>`)

// Feed cuts RSS, Atom or RSS 1.0 into its entries; feed is false for whatever else the bytes are. Entities are not
// expanded and nothing outside is followed.
func Feed(body []byte) (entries []Entry, feed bool) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict, d.Entity = false, xml.HTMLEntity
	for {
		start := d.InputOffset()
		t, err := d.RawToken()
		if err != nil { // a feed that breaks off in the middle is read as the damaged page that it is
			return alone(body, entries), feed && errors.Is(err, io.EOF)
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

// alone gives each entry the feed around it.
func alone(body []byte, entries []Entry) []Entry {
	for i, x := range entries {
		head, tail := body[:entries[0].start], body[entries[len(entries)-1].end:]
		entries[i].Body = slices.Concat(stamp.ReplaceAll(head, nil), body[x.start:x.end], tail)
	}
	return entries
}

// cutEntry reads what stands between the tags of an entry, of which the first has been read.
func cutEntry(d *xml.Decoder) (x Entry, err error) {
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
		x.Whole = x.Whole || len(strings.TrimSpace(tag.ReplaceAllString(said[name], ""))) >= fullText
	}
	x.Title, x.Link = strings.TrimSpace(said["title"]), strings.TrimSpace(said["link"])
	x.ID = cmp.Or(strings.TrimSpace(cmp.Or(said["guid"], said["id"])), x.Link, x.Title)
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
