package document

import (
	"bytes"
	"fmt"
	"strings"

	"jobsignal/internal/job"
	"jobsignal/internal/office"
)

// isDOCX and isODT look for the names of parts in the archive's first bytes; the directory is at its end.
func isDOCX(head []byte) int {
	switch {
	case !bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return 0
	case bytes.Contains(head, []byte("word/")):
		return 95
	case bytes.Contains(head, []byte("[Content_Types].xml")):
		return 60
	}
	return 20
}

func isODT(head []byte) int {
	switch {
	case !bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return 0
	case bytes.Contains(head, []byte("application/vnd.oasis.opendocument.text")):
		return 96
	}
	return 20
}

func isRTF(head []byte) int {
	if bytes.HasPrefix(head, []byte(`{\rtf`)) {
		return 100
	}
	return 0
}

func readDOCX(p *job.Page) (*Document, error) { return officeText(office.DOCX(p.Body)) }
func readODT(p *job.Page) (*Document, error)  { return officeText(office.ODT(p.Body)) }
func readRTF(p *job.Page) (*Document, error)  { return officeText(office.RTF(p.Body)) }

// officeText makes a document of a word processor's file. Text before damage counts; damage without text is a
// failure.
func officeText(t *office.Text, err error) (*Document, error) {
	switch {
	case err != nil:
		return nil, err
	case t.Damage != "" && len(t.Blocks) == 0:
		return nil, fmt.Errorf("reading its text: %s", t.Damage)
	}
	d := &Document{Charset: "utf-8", Title: t.Title, Blocks: t.Blocks}
	if t.Damage != "" {
		d.Warnings = append(d.Warnings, "its text ends early: "+t.Damage)
	}
	for i, b := range t.Blocks { // the short lines that it opens with, as those of a text before its first blank line
		if i == 8 || b.Kind == job.Item || i > 0 && b.Kind == job.Heading || len(b.Text) > 160 {
			break
		}
		d.Lead = append(d.Lead, strings.Split(b.Text, "\n")...)
	}
	return d, nil
}
