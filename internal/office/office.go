// Package office reads the text of word processors' files: DOCX and ODT, which are ZIP archives of XML, and RTF.
//
// What it keeps: headings by their style, list items by their numbering, paragraphs, tables cell by cell. What it
// leaves out: text that was deleted under change tracking, second copies for older programs (mc:Fallback), notes,
// headers and footers. It is pure: nothing is unpacked to disk, no external part is ever asked for, entities of a
// document type are not expanded. A library exists under a licence that would bind this program; this is what is
// needed of it.
package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"jobsignal/internal/job"
	"jobsignal/internal/lines"
)

const (
	maxPart  = 50 << 20 // bytes of one XML part
	maxRatio = 100      // times that a part over a mebibyte may grow when it is unpacked
	maxDepth = 256      // elements within elements
	maxText  = 4 << 20  // bytes of text kept
)

// Text is what a file says.
type Text struct {
	Title  string // from its properties
	Blocks []job.Block
	Damage string // why the text may end early; empty when all was read
}

// DOCX reads a file of Word and its like.
func DOCX(b []byte) (*Text, error) {
	z, err := open(b, "word/document.xml")
	if err != nil {
		return nil, err
	}
	w := &walker{heads: styles(z), t: &Text{}}
	z.walk("word/document.xml", w)
	z.walk("docProps/core.xml", &properties{t: w.t})
	return w.t, nil
}

// ODT reads a file of LibreOffice and its like.
func ODT(b []byte) (*Text, error) {
	z, err := open(b, "content.xml")
	if err != nil {
		return nil, err
	}
	w := &odtWalker{t: &Text{}}
	z.walk("content.xml", w)
	z.walk("meta.xml", &properties{t: w.t})
	return w.t, nil
}

// archive is a ZIP archive whose parts are read once, within limits.
type archive struct {
	z *zip.Reader
}

// open opens an archive that must hold a part. Of two parts with one name the first counts.
func open(b []byte, part string) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, fmt.Errorf("reading the archive: %w", err)
	}
	a := &archive{z: z}
	if a.find(part) == nil {
		return nil, fmt.Errorf("no part %q in it", part)
	}
	return a, nil
}

func (a *archive) find(name string) *zip.File {
	for _, f := range a.z.File {
		if strings.EqualFold(f.Name, name) {
			return f
		}
	}
	return nil
}

// visitor is told of a part's elements and text.
type visitor interface {
	start(name string, attr func(string) string)
	end(name string)
	text(s string)
	damaged(why string)
}

// walk reads a part as far as it goes. A part that is missing is read as an empty one.
func (a *archive) walk(name string, v visitor) {
	f := a.find(name)
	if f == nil {
		return
	}
	if f.Flags&1 != 0 {
		v.damaged("encrypted")
		return
	}
	r, err := f.Open()
	if err != nil {
		v.damaged(err.Error())
		return
	}
	defer r.Close()
	most := min(int64(maxPart), max(1<<20, int64(f.CompressedSize64)*maxRatio))
	if err := tokens(&meter{r: r, left: most}, v); err != nil {
		v.damaged(err.Error())
	}
}

var (
	errLarge = errors.New("unpacks to more than is read") // ends the reading of a part that grows beyond its limit
	errCut   = errors.New("ends inside an element")
)

// meter is a reader with a limit that is an error, not an end.
type meter struct {
	r    io.Reader
	left int64
}

func (m *meter) Read(b []byte) (int, error) {
	if m.left <= 0 {
		return 0, errLarge
	}
	n, err := m.r.Read(b[:min(int64(len(b)), m.left)])
	m.left -= int64(n)
	return n, err
}

// tokens tells a visitor what a part holds. Names lose their name space.
func tokens(r io.Reader, v visitor) error {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // both formats are UTF-8
	depth := 0
	for {
		t, err := d.RawToken()
		switch {
		case err == io.EOF && depth > 0:
			return errCut
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("nested more than %d deep", maxDepth)
			}
			v.start(t.Name.Local, func(name string) string {
				for _, a := range t.Attr {
					if a.Name.Local == name {
						return a.Value
					}
				}
				return ""
			})
		case xml.EndElement:
			depth--
			v.end(t.Name.Local)
		case xml.CharData:
			v.text(string(t))
		}
	}
}

// add keeps a block that holds text, its white space folded.
func (t *Text) add(b job.Block) {
	b.Text = strings.ToValidUTF8(b.Text, "\uFFFD")
	var kept []string
	for _, l := range strings.Split(b.Text, "\n") {
		if l = lines.Fold(l); l != "" {
			kept = append(kept, l)
		}
	}
	if len(kept) == 0 {
		return
	}
	sep := " "
	if b.Kind == job.Paragraph {
		sep = "\n"
	}
	b.Text = strings.Join(kept, sep)
	if b.Kind == job.Paragraph {
		if rest, ok := lines.Bullet(b.Text); ok && len(kept) == 1 { // a list made by hand
			b = job.Block{Kind: job.Item, Level: 1, Text: rest}
		}
	}
	if n := len(t.Blocks); n > 0 {
		lines.Promote(&t.Blocks[n-1], &b)
	}
	t.Blocks = append(t.Blocks, b)
}

// paragraph is one while it is read.
type paragraph struct {
	b       strings.Builder
	level   int // of a heading; 0 is none
	item    int // depth of an item; 0 is none
	letters int // bytes of its text
	strong  int // of them bold
}

// write adds text.
func (p *paragraph) write(s string, bold bool) {
	p.letters += len(s)
	if bold {
		p.strong += len(s)
	}
	p.b.WriteString(s)
}

// close keeps the paragraph as what it looks like, and starts the next. A short line that is bold throughout is a
// heading: that is how people make them who know no styles.
func (p *paragraph) close(t *Text) {
	b := job.Block{Kind: job.Paragraph, Text: p.b.String()}
	switch {
	case p.level > 0 && len(b.Text) < 300:
		b.Kind, b.Level = job.Heading, p.level
	case p.item > 0:
		b.Kind, b.Level = job.Item, p.item
	case p.strong > 0 && p.strong >= p.letters && p.letters < 90 && !strings.HasSuffix(strings.TrimSpace(b.Text), "."):
		b.Kind, b.Level = job.Heading, 7
	}
	t.add(b)
	*p = paragraph{}
}

// properties reads the title of a file's properties.
type properties struct {
	t  *Text
	in bool
}

func (p *properties) start(name string, _ func(string) string) { p.in = name == "title" }
func (p *properties) end(string)                               { p.in = false }
func (p *properties) damaged(string)                           {}
func (p *properties) text(s string) {
	if p.in && len(p.t.Title) < 1000 {
		p.t.Title += s
	}
}
