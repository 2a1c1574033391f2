// Package document turns the bytes of one format into titled blocks of text and the facts a document states
// about itself.
//
// It knows formats, not jobs: whether a page advertises a job, and which part of it does, is decided by package
// posting. Everything here is pure: no network, no disk, no clock.
//
// Three kinds of document come out. A web page has an Outline: its blocks with the elements that hold them, so
// that a reader can choose a part. A text has Blocks and Lead. Data (JSON, XML, front matter) has Data: maps,
// slices, strings, json.Number and booleans. A page may have several of these at once.
package document

import (
	"fmt"

	"jobsignal/internal/job"
	"jobsignal/internal/markup"
)

// Document is what one page says, whatever format it came in.
type Document struct {
	Format    string            // name from Formats
	Charset   string            // charset the bytes were read in
	Title     string            // the document's own title: <title>, the name a mail or a feed gives itself
	Language  string            // language it declares, as declared ("de-DE"); empty when it declares none
	URL       string            // address it states for itself: canonical link, og:url, the note of a saving program
	Blocks    []job.Block       // the whole text in reading order
	Lead      []string          // text only: the lines before the first blank one, without marks
	Meta      map[string]string // <meta> name or property, lower case → content
	Outline   *markup.Outline   // web pages only
	Data      any               // JSON and XML: the whole document; Markdown: its front matter
	Claims    []Claim           // structured data inside a web page: JSON-LD, microdata, RDFa
	Scripts   []Script          // inline scripts that may hold the page's state
	Loads     int               // scripts that the page loads from elsewhere
	Passwords int               // password fields on the page
	Fields    int               // visible form fields on the page
	Warnings  []string          // what was odd about the bytes
}

// Claim is one object of structured data found inside a page.
type Claim struct {
	Origin string // "json-ld", "microdata", "rdfa"
	Value  any    // decoded JSON; microdata and RDFa are brought into the same shape
}

// Script is one inline script.
type Script struct {
	ID   string
	Type string
	Text string
}

// Read reads the page in its format, or in the one its content shows when none is given.
// A panic in a reader comes back as an error. Errors name the page.
func Read(p *job.Page) (d *Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			d, err = nil, fmt.Errorf("%s: reader stopped: %v", p.Name(), r)
		}
	}()
	name := p.Format
	if name == "" {
		name = Detect(p)
	}
	for _, f := range Formats() {
		if f.Name != name {
			continue
		}
		if d, err = f.Read(p); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name(), err)
		}
		d.Format = name
		return d, nil
	}
	if name == "" {
		return nil, fmt.Errorf("%s: not a form that is read; collect --help names them", p.Name())
	}
	return nil, fmt.Errorf("%s: no reader for format %q", p.Name(), name)
}
