package document

import (
	"os"
	"strings"
	"testing"

	"jobsignal/internal/job"
)

func FuzzMHTML(f *testing.F)      { seeds(f, "*.mhtml"); fuzz(f, "mhtml") }
func FuzzMail(f *testing.F)       { seeds(f, "*.eml"); fuzz(f, "eml") }
func FuzzWebArchive(f *testing.F) { seeds(f, "*.webarchive"); fuzz(f, "webarchive") }

// TestCutPages cuts saved pages at every 97th byte: the text before the cut is there, and nothing panics.
func TestCutPages(t *testing.T) {
	for _, name := range []string{"saved.mhtml", "forwarded.eml"} {
		body, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		kept := 0
		for n := 0; n < len(body); n += 97 {
			d, err := Read(&job.Page{Source: name, Body: body[:n]})
			if err != nil && strings.Contains(err.Error(), "reader stopped") {
				t.Errorf("Read(%s cut at %d) = %v", name, n, err)
			}
			if err != nil {
				continue
			}
			size := textSize(d)
			if size+60 < kept && d.Format != "text" && name == "saved.mhtml" {
				t.Errorf("Read(%s cut at %d) has %d bytes of text, a shorter cut had %d", name, n, size, kept)
			}
			kept = max(kept, size)
		}
	}
}

func TestMailForms(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"a.txt", "Title: Engineer\nPlace: Oslo\n\nWe build.", "text"},
		{"a.eml", "Subject: x\n\nWe build.", "text"},
		{"a", "From: a@example.org\nSubject: x\nDate: y\n\nWe build.", "eml"},
		{"a.mht", "From: a@example.org\nSubject: x\nDate: y\n\nWe build.", "mhtml"},
		{"a", "From: <Saved by Blink>\nSubject: x\nContent-Type: multipart/related\n\n", "mhtml"},
		{"a.webarchive", "bplist00 WebMainResource", "webarchive"},
	} {
		if got := Detect(&job.Page{Source: c.name, Body: []byte(c.body)}); got != c.want {
			t.Errorf("Detect(%s, %q) = %q, want %q", c.name, c.body, got, c.want)
		}
	}
}
