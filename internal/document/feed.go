package document

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
)

// isFeed looks for the root of RSS, Atom or RSS 1.0, with or without a declaration before it.
func isFeed(head []byte) int {
	b := trimLead(head)
	if bytes.HasPrefix(b, []byte("<?xml")) {
		if end := bytes.Index(b, []byte("?>")); end >= 0 {
			b = trimLead(b[end+2:])
		}
	}
	for bytes.HasPrefix(b, []byte("<?")) || bytes.HasPrefix(b, []byte("<!DOCTYPE")) { // stylesheets, document types
		end := bytes.IndexByte(b, '>')
		if end < 0 {
			break
		}
		b = trimLead(b[end+1:])
	}
	if lines.StartsWithFold(b, "<rss", "<feed", "<rdf:rdf") {
		return 96
	}
	return 0
}

// readFeed reads a feed as the list of its entries, under the names that other data use: title, url, date, company,
// description, and whatever else an entry says of its job.
func readFeed(p *job.Page) (*Document, error) {
	d, err := readXML(p)
	if err != nil {
		return nil, err
	}
	root, _ := d.Data.(map[string]any)
	for _, name := range []string{"rss", "RDF", "feed"} {
		if f, ok := root[name].(map[string]any); ok {
			d.feed(f)
		}
	}
	return d, nil
}

// jsonFeed does the same for a JSON Feed (jsonfeed.org), which says in its version what it is.
func (d *Document) jsonFeed() {
	f, ok := d.Data.(map[string]any)
	if !ok || !strings.Contains(flat(f["version"]), "jsonfeed.org") {
		return
	}
	d.feed(f)
}

// aboutWork is how feeds call themselves that hold jobs.
var aboutWork = regexp.MustCompile(`(?i)\b(jobs?|careers?|vacanc|openings?|positions?|stellen|karriere|emplois?|offres|vacatures|empleos?|lavoro|oferty|vagas)`)

// feed replaces the data with the feed's entries.
func (d *Document) feed(f map[string]any) {
	about := f
	if channel, ok := f["channel"].(map[string]any); ok {
		about = channel
	}
	d.Title = flat(about["title"])
	owner := owned(d.Title, about)
	var entries []any
	for _, from := range []map[string]any{about, f} {
		for _, name := range []string{"item", "items", "entry"} {
			for _, x := range list(from[name]) {
				if e, ok := x.(map[string]any); ok && len(entries) < maxEntries {
					entries = append(entries, entry(e, d.Title, owner))
				}
			}
			delete(from, name)
		}
	}
	name := "items"
	if aboutWork.MatchString(d.Title + " " + link(about["link"]) + " " + flat(about["home_page_url"])) {
		name = "jobs"
	}
	d.Data = map[string]any{name: entries}
}

// maxEntries bounds one feed; real ones hold a few hundred.
const maxEntries = 100_000

// owned is the employer whose feed this is: its author, when the feed's title names it as well. Others are programs,
// or people.
func owned(title string, about map[string]any) string {
	for _, a := range append(list(about["author"]), list(about["authors"])...) {
		if name := person(a); name != "" && strings.Contains(strings.ToLower(title), strings.ToLower(name)) {
			return name
		}
	}
	return ""
}

// entry is one entry under common names.
func entry(e map[string]any, feed, owner string) map[string]any {
	out := map[string]any{}
	take := func(to string, value string) {
		if value != "" && out[to] == nil {
			out[to] = value
		}
	}
	out["title"] = flat(e["title"])
	for _, n := range []string{"link", "url", "external_url", "id", "guid"} {
		if a := link(e[n]); strings.HasPrefix(a, "http") {
			take("url", a)
		}
	}
	for _, n := range []string{"pubDate", "published", "date", "date_published", "updated", "date_modified"} {
		take("datePosted", flat(e[n]))
	}
	text := ""
	for _, n := range []string{"encoded", "content", "content_html", "description", "summary", "content_text"} {
		if s := flat(e[n]); len(s) > len(text) {
			text = s
		}
	}
	take("description", text)
	for _, n := range []string{"creator", "author", "authors", "source"} {
		if name := person(e[n]); name != "" && strings.Contains(strings.ToLower(out["title"].(string)+" "+feed+" "+text), strings.ToLower(name)) {
			take("company", name)
		}
	}
	used := []string{"title", "link", "url", "external_url", "id", "guid", "pubDate", "published", "date", "date_published", "updated", "date_modified",
		"encoded", "content", "content_html", "description", "summary", "content_text", "creator", "author", "authors", "source", "tags", "category"}
	for n, v := range e {
		if !slices.Contains(used, n) && !strings.HasPrefix(n, "@") {
			out[n] = v
		}
	}
	take("company", owner)
	for _, n := range []string{"company", "company_name", "employer", "companyName"} {
		if name := flat(out[n]); name != "" {
			out["title"] = unsigned(out["title"].(string), name)
		}
	}
	return out
}

// unsigned is a title without the employer that feeds append or prefix to it.
func unsigned(title, employer string) string {
	for _, sign := range []string{" at ", " @ ", " – ", " - ", " | ", " bei ", " chez ", " bij "} {
		if rest, ok := strings.CutSuffix(title, sign+employer); ok && rest != "" {
			return rest
		}
	}
	if rest, ok := strings.CutPrefix(title, employer+": "); ok && rest != "" {
		return rest
	}
	return title
}

// flat is the text of an element, with or without attributes.
func flat(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case map[string]any:
		return flat(v["#text"])
	case []any:
		if len(v) > 0 {
			return flat(v[0])
		}
	}
	return ""
}

// list is a value that may come once or many times.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// link is an address: the text of RSS, or the href of Atom's alternate link.
func link(v any) string {
	for _, x := range list(v) {
		if m, ok := x.(map[string]any); ok {
			if rel := flat(m["@rel"]); rel == "" || rel == "alternate" {
				if a := flat(m["@href"]); a != "" {
					return a
				}
			}
		}
		if s := flat(x); s != "" {
			return s
		}
	}
	return ""
}

// person is the name that an author element gives.
func person(v any) string {
	for _, x := range list(v) {
		if m, ok := x.(map[string]any); ok {
			if name := flat(m["name"]); name != "" {
				return name
			}
		}
		if s := flat(x); s != "" {
			return s
		}
	}
	return ""
}
