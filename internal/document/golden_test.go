package document

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobsignal/internal/job"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden reads every page in testdata and compares blocks and facts with the golden file beside it.
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
			d, err := Read(&job.Page{Source: f, Body: body})
			if err != nil {
				t.Fatalf("Read(%s) = %v", f, err)
			}
			compare(t, f+".golden", show(d))
		})
	}
}

// show writes a document down: a line of facts, then a line a block.
func show(d *Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "format=%s charset=%s title=%q language=%q url=%q lead=%q\n", d.Format, d.Charset, d.Title, d.Language, d.URL, d.Lead)
	if d.Data != nil {
		data, err := json.Marshal(d.Data)
		if err != nil {
			return err.Error()
		}
		fmt.Fprintf(&b, "data=%s\n", data)
	}
	for _, x := range d.Blocks {
		fmt.Fprintf(&b, "%s %d: %s\n", x.Kind, x.Level, strings.ReplaceAll(x.Text, "\n", "\\n"))
	}
	if d.Outline != nil {
		for _, l := range d.Outline.Leaves {
			if l.Hidden {
				fmt.Fprintf(&b, "hidden: %s\n", l.Text)
			}
		}
	}
	return b.String()
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
