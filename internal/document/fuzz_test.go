package document

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"jobsignal/internal/job"
)

// seeds adds the pages of testdata, and shapes that once were trouble.
func seeds(f *testing.F, pattern string) {
	files, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	for _, s := range []string{"", "<", "<p>", "**", "- ", "\xff\xfe<\x00", "[](", "```", "a:\nb", "{}", "[", "<a><b/></a>", "1. a\n2. b", "<table><tr><td><ul><li>x"} {
		f.Add([]byte(s))
	}
}

// fuzz checks that a reader never panics and that its blocks keep the promises of job.Block.
func fuzz(f *testing.F, format string) {
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := Read(&job.Page{Source: "fuzz", Format: format, Body: body})
		if err != nil {
			if format == "html" || format == "text" || format == "markdown" {
				t.Fatalf("Read = %v, but every input is some %s", err, format)
			}
			return
		}
		for _, b := range d.Blocks {
			checkBlock(t, string(body), b)
			if !utf8.ValidString(b.Text) {
				t.Fatalf("block %q is not UTF-8", b.Text)
			}
		}
		if d.Outline == nil {
			return
		}
		for i, b := range d.Outline.Boxes {
			if b.From > b.To || b.To > len(d.Outline.Leaves) || b.Next <= i || b.Parent >= i {
				t.Fatalf("box %d is out of order: %+v", i, b)
			}
			if i < 50 { // each walks all that its box holds
				d.Outline.Text(i)
			}
		}
	})
}

func FuzzHTML(f *testing.F)     { seeds(f, "*.html"); fuzz(f, "html") }
func FuzzText(f *testing.F)     { seeds(f, "*.txt"); fuzz(f, "text") }
func FuzzMarkdown(f *testing.F) { seeds(f, "*.md"); fuzz(f, "markdown") }
func FuzzJSON(f *testing.F)     { seeds(f, "*.json"); fuzz(f, "json") }
func FuzzXML(f *testing.F)      { seeds(f, "*.xml"); fuzz(f, "xml") }
