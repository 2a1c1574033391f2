package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"jobsignal/internal/document"
	"jobsignal/internal/unpack"
)

// TestFormats keeps docs/formats.md true to the tables of formats and containers.
func TestFormats(t *testing.T) {
	var b strings.Builder
	b.WriteString("# What collect reads\n\nA form is told by its content; the ending of a name is a hint. This page is written by `go test ./cmd/collect -run TestFormats -update`.\n\n## One document\n\n| form | what it is | endings |\n|---|---|---|\n")
	for _, f := range document.Formats() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Name, f.About, strings.Join(f.Extensions, " "))
	}
	b.WriteString("\n## Many documents\n\n| form | what it is | endings |\n|---|---|---|\n")
	for _, c := range unpack.Containers() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Name, c.About, strings.Join(c.Extensions, " "))
	}
	const page = "../../docs/formats.md"
	if *update {
		if err := os.WriteFile(page, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Errorf("docs/formats.md = %s\nwant %s", have, b.String())
	}
}
