package document

import (
	"os"
	"strings"
	"testing"

	"jobsignal/internal/job"
)

func FuzzDOCX(f *testing.F) { seeds(f, "*.docx"); fuzz(f, "docx") }
func FuzzODT(f *testing.F)  { seeds(f, "*.odt"); fuzz(f, "odt") }
func FuzzRTF(f *testing.F)  { seeds(f, "*.rtf"); fuzz(f, "rtf") }
func FuzzFeed(f *testing.F) { seeds(f, "jobs.*"); fuzz(f, "feed") }

// TestCutOffice cuts documents at every 97th byte: nothing panics.
func TestCutOffice(t *testing.T) {
	for _, name := range []string{"posting.docx", "posting.odt", "letter.rtf"} {
		body, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n < len(body); n += 97 {
			if _, err := Read(&job.Page{Source: name, Body: body[:n]}); err != nil && strings.Contains(err.Error(), "reader stopped") {
				t.Errorf("Read(%s cut at %d) = %v", name, n, err)
			}
		}
	}
}
