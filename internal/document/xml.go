package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
)

// isXML looks for a declaration, or for tags that are not those of HTML.
func isXML(head []byte) int {
	b := trimLead(head)
	if lines.StartsWithFold(b, "<?xml") && !bytes.Contains(bytes.ToLower(b[:min(len(b), 2048)]), []byte("<html")) {
		return 90
	}
	if len(b) > 2 && b[0] == '<' && b[1] != '!' && countTags(b) == 0 {
		return 40
	}
	return 0
}

// maxDepth bounds nesting in data, so that no reader's stack does.
const maxDepth = 100

// readXML decodes an XML document into maps: an element is the text it holds, or a map of its children and its
// attributes ("@name"); children of one name form a list; marked-up text stays as it is written. Namespaces are dropped.
// What stands before damage is kept, with a warning.
func readXML(p *job.Page) (*Document, error) {
	text, charset := utf8Text(p)
	dec := xml.NewDecoder(bytes.NewReader(text))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // already UTF-8
	d := &Document{Charset: charset}
	x := xmlReader{dec: dec, text: text}
	for {
		tok, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("reading XML: no root element: %w", err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		d.Data = map[string]any{start.Name.Local: x.element(start, 1)}
		if x.err != nil && !errors.Is(x.err, io.EOF) {
			d.Warnings = append(d.Warnings, "XML is damaged: "+x.err.Error())
		}
		return d, nil
	}
}

// xmlReader decodes elements; after the first error it returns what it has.
type xmlReader struct {
	dec  *xml.Decoder
	text []byte // what dec reads
	err  error
}

func (x *xmlReader) element(start xml.StartElement, depth int) any {
	fields := map[string]any{}
	for _, a := range start.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			fields["@"+a.Name.Local] = a.Value
		}
	}
	var text strings.Builder
	children, marks := 0, 0
	from := x.dec.InputOffset()
	for x.err == nil {
		to := x.dec.InputOffset()
		tok, err := x.dec.Token()
		if err != nil {
			x.err = err
			break
		}
		switch t := tok.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if children > 0 && marks == children { // a text with its marks, whose order a map would lose
				return string(x.text[from:to])
			}
			return xmlValue(fields, text.String(), children)
		case xml.StartElement:
			if depth == maxDepth {
				x.err = x.dec.Skip()
				continue
			}
			children++
			if marksText(t.Name.Local) {
				marks++
			}
			addField(fields, t.Name.Local, x.element(t, depth+1))
		}
	}
	return xmlValue(fields, text.String(), children)
}

// marksText reports the name of an element that marks up text: Atom holds XHTML as it is, and some feeds of another kind
// do so too.
func marksText(name string) bool {
	switch name {
	case "p", "br", "ul", "ol", "li", "div", "span", "b", "strong", "i", "em", "u", "h1", "h2", "h3", "h4", "h5", "h6", "a", "table", "section", "article":
		return true
	}
	return false
}

// xmlValue is the text alone where there is nothing else.
func xmlValue(fields map[string]any, text string, children int) any {
	text = strings.TrimSpace(text)
	if len(fields) == 0 {
		return text
	}
	if text != "" && (children == 0 || len(text) > 1) {
		fields["#text"] = text
	}
	return fields
}

// addField sets a field, or appends to it when the name comes again.
func addField(fields map[string]any, name string, v any) {
	old, ok := fields[name]
	if !ok {
		fields[name] = v
		return
	}
	if list, ok := old.([]any); ok {
		fields[name] = append(list, v)
		return
	}
	fields[name] = []any{old, v}
}
