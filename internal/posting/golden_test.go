package posting

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/job"
)

var update = flag.Bool("update", false, "write the golden files anew")

// now is when the pages of testdata were fetched.
var now = time.Date(2026, 10, 15, 12, 0, 0, 0, time.UTC)

// TestGolden reads every page in testdata and compares what came of it with the golden file beside it.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, ".golden") {
			continue
		}
		t.Run(filepath.Base(f), func(t *testing.T) {
			body, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			r := Read(&job.Page{Source: f, Body: body, Retrieved: now})
			if r.Err != nil {
				t.Fatalf("Read(%s) = %v", f, r.Err)
			}
			got, err := json.MarshalIndent(r, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, f+".golden", string(got)+"\n")
		})
	}
}

func compare(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got\n%s\nwant\n%s", golden, got, want)
	}
}
