// Package document turns the bytes of one format into titled blocks of text and the facts a document states
// about itself.
//
// It knows formats, not jobs: whether a page advertises a job, and which part of it does, is decided by package
// posting. Everything here is pure: no network, no disk, no clock.
package document

import (
	"fmt"

	"jobsignal/internal/job"
)

// Document is what one page says, whatever format it came in.
type Document struct {
	Format string      // name from Formats
	Title  string      // the document's own title; empty when it states none
	Blocks []job.Block // the whole text in reading order
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
		if f.Name == name {
			d, err = f.Read(p)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p.Name(), err)
			}
			d.Format = name
			return d, nil
		}
	}
	return nil, fmt.Errorf("%s: no reader for this content", p.Name())
}
