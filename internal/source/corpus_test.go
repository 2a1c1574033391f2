package source

import (
	"context"
	"errors"
	"os"
	"testing"
)

// TestCorpus reads everything beside the project: each file is accounted for, and each row of the large export.
func TestCorpus(t *testing.T) {
	root := "../../../shared/corpus"
	if _, err := os.Stat(root); err != nil {
		t.Skip("skipped: ../shared is not here")
	}
	for _, c := range []struct {
		dir   string
		pages int // -1: at least one
	}{{"postings.jsonl.gz", 4485}, {"indeed-2020", 300}, {"pages", -1}, {"boards", -1}, {"hostile", -1}, {"warc", -1}, {"mhtml", -1}} {
		pages, failed := 0, 0
		for p, err := range Open(context.Background(), []string{root + "/" + c.dir}, Options{}) {
			var e *Error
			switch {
			case err == nil && len(p.Body) > 0:
				pages++
			case errors.As(err, &e):
				failed++
				t.Logf("%v", e)
			default:
				t.Errorf("%s: page %v, error %v", c.dir, p, err)
			}
		}
		t.Logf("%s: %d pages, %d failures or empty", c.dir, pages, failed)
		if pages != c.pages && c.pages >= 0 || pages == 0 {
			t.Errorf("%s: pages = %d, want %d", c.dir, pages, c.pages)
		}
	}
}
