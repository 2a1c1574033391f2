package document

import (
	"bytes"
	"fmt"
	"strings"

	"jobsignal/internal/job"
	"jobsignal/internal/message"
)

// mailHeaders are names of headers that messages have and other texts seldom start with.
var mailHeaders = [...]string{"from", "to", "subject", "date", "mime-version", "message-id", "received", "return-path", "delivered-to",
	"snapshot-content-location", "content-type", "reply-to", "x-mozilla-status", "x-mailer", "cc"}

// headed counts well-known header names in the header that head begins with, and says whether it is that of a
// saved web page.
func headed(head []byte) (names int, saved bool) {
	block := head[:min(len(head), 16<<10)]
	if !bytes.Contains(block[:min(len(block), 200)], []byte(":")) {
		return 0, false
	}
	if i := bytes.Index(block, []byte("\n\n")); i >= 0 {
		block = block[:i]
	} else if i := bytes.Index(block, []byte("\r\n\r\n")); i >= 0 {
		block = block[:i]
	}
	low := bytes.ToLower(block)
	for i, line := range bytes.Split(low, []byte("\n")) {
		key, _, ok := bytes.Cut(line, []byte(":"))
		if i == 0 && (!ok || bytes.ContainsAny(key, " \t")) && !bytes.HasPrefix(line, []byte("from ")) {
			return 0, false
		}
		for _, name := range mailHeaders {
			if ok && string(key) == name {
				names++
			}
		}
	}
	return names, bytes.Contains(low, []byte("multipart/related")) &&
		(bytes.Contains(low, []byte("snapshot-content-location")) || bytes.Contains(low, []byte("saved by")) || bytes.Contains(low, []byte("mimeole")) || bytes.Contains(low, []byte("unmht")))
}

// isMHTML tells a saved page by the header of its container.
func isMHTML(head []byte) int {
	names, saved := headed(head)
	switch {
	case saved:
		return 100
	case names >= 2:
		return 40 // a message by content, a saved page when its name says so
	}
	return 0
}

// isMail tells a message by its header.
func isMail(head []byte) int {
	if names, _ := headed(head); names >= 2 {
		return 79
	}
	return 0
}

// A frame stands for the page when it holds this many times its text: sites of employers often hold no more than
// the frame in which a tracking system shows the job.
const frameMargin = 3

// maxFrames is how many pages of one saved page are read; advertising comes in frames by the hundred.
const maxFrames = 40

// savedPage is one HTML page inside a container that holds a page with its frames.
type savedPage struct {
	address string
	page    *job.Page
}

// readMHTML reads the page in a saved web page: the part at the address that was saved, or the first one, unless
// what a person saw stands in a frame.
func readMHTML(p *job.Page) (*Document, error) {
	m := message.Parse(p.Body)
	var pages []savedPage
	for i := range m.Parts {
		part := &m.Parts[i]
		if (part.Media == "text/html" || part.Media == "application/xhtml+xml") && !part.Attach && len(pages) < maxFrames {
			pages = append(pages, savedPage{part.Header["content-location"], &job.Page{MediaType: part.Full, Body: part.Body()}})
		}
	}
	d := readFrames(pages, m.Header["snapshot-content-location"])
	if d == nil {
		return readMail(p)
	}
	return mailFacts(d, m), nil
}

// readFrames reads the page saved from an address, or the first one, or the frame that holds what was to be seen.
// It returns nil when there is no page.
func readFrames(pages []savedPage, address string) *Document {
	main := 0
	for i := range pages {
		if address != "" && pages[i].address == address {
			main = i
			break
		}
	}
	var best *Document
	if len(pages) == 0 {
		return nil
	}
	if address == "" && strings.HasPrefix(pages[main].address, "http") {
		address = pages[main].address
	}
	pages[0], pages[main] = pages[main], pages[0]
	for i := range pages {
		d, err := readHTML(pages[i].page)
		if err == nil && (best == nil || textSize(d) > frameMargin*textSize(best)) {
			best = d
		}
	}
	if best != nil && address != "" {
		best.URL = address
	}
	return best
}

// readMail reads the text of a message: its HTML where it has one, which tells lists and headings apart, else its
// plain text. A message that has neither, or only a covering note, is read from the first attached file of a form
// that is read here.
func readMail(p *job.Page) (*Document, error) {
	m := message.Parse(p.Body)
	var html, plain, attached *Document
	for i := range m.Parts {
		part := &m.Parts[i]
		if part.Attach || part.Name != "" && !strings.HasPrefix(part.Media, "text/") {
			attached = larger(attached, readAttached(part))
			continue
		}
		inner := &job.Page{Source: part.Name, MediaType: part.Full, Body: part.Body()}
		switch part.Media {
		case "text/html", "application/xhtml+xml":
			if d, err := readHTML(inner); err == nil {
				html = larger(html, d)
			}
		case "text/plain":
			if d, err := readText(inner); err == nil {
				plain = larger(plain, d)
			}
		}
	}
	best := html
	if best == nil || textSize(best) == 0 {
		best = larger(plain, best)
	}
	if best == nil || textSize(attached) > 2*textSize(best) {
		best = larger(attached, best)
	}
	if best == nil {
		return nil, fmt.Errorf("a message without text")
	}
	return mailFacts(best, m), nil
}

// AttachedPDFs are the PDFs in a message, which package sandbox reads: at most ten, each as a page of its own that
// keeps the message's source and address.
func AttachedPDFs(p *job.Page) []*job.Page {
	var out []*job.Page
	m := message.Parse(p.Body)
	for i := range m.Parts {
		body := m.Parts[i].Body()
		if isPDF(body[:min(len(body), metaWindow)]) > 0 && len(out) < 10 {
			attached := *p
			attached.Body, attached.MediaType, attached.Format = body, "application/pdf", "pdf"
			out = append(out, &attached)
		}
	}
	return out
}

// readAttached reads an attached file; nil when it is of no form that is read here, or a message again.
func readAttached(part *message.Part) *Document {
	p := &job.Page{Source: part.Name, MediaType: part.Full, Body: part.Body()}
	switch p.Format = Detect(p); p.Format {
	case "", "eml", "mhtml":
		return nil
	}
	d, err := Read(p)
	if err != nil {
		return nil
	}
	return d
}

// larger returns the document with more text, the first one when they are alike.
func larger(a, b *Document) *Document {
	if a == nil || b != nil && textSize(b) > textSize(a) {
		return b
	}
	return a
}

// mailFacts adds what the message says of itself.
func mailFacts(d *Document, m *message.Message) *Document {
	d.Title = first(d.Title, m.Header["subject"])
	if m.Damaged != "" {
		d.Warnings = append(d.Warnings, "damaged: "+m.Damaged)
	}
	return d
}

// textSize is the length of a document's text in bytes.
func textSize(d *Document) int {
	n := 0
	if d != nil {
		for i := range d.Blocks {
			n += len(d.Blocks[i].Text)
		}
	}
	return n
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
