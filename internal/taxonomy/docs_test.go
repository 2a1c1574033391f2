package taxonomy_test

import (
	"os"
	"strings"
	"testing"

	"jobsignal/internal/taxonomy"
)

// TestDocs lays every YAML example of docs/vocabulary.md over the default vocabulary and runs its sentences.
func TestDocs(t *testing.T) {
	base := standard(t)
	data, err := os.ReadFile("../../docs/vocabulary.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(data), "```yaml\n")[1:]
	if len(blocks) < 4 {
		t.Fatalf("docs/vocabulary.md holds %d YAML examples, want at least 4", len(blocks))
	}
	for _, b := range blocks {
		example, _, _ := strings.Cut(b, "```")
		v, err := base.Overlay("docs", []byte(example))
		if err != nil {
			t.Errorf("example of docs/vocabulary.md:\n%s%v", example, err)
			continue
		}
		for _, f := range taxonomy.Check(v) {
			if f.At.File == "docs" {
				t.Errorf("example of docs/vocabulary.md: %s", f)
			}
		}
	}
}

// TestDocsNameEveryKey holds the page to its promise.
func TestDocsNameEveryKey(t *testing.T) {
	page, err := os.ReadFile("../../docs/vocabulary.md")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := os.ReadFile("../../docs/keywords.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(schema), "\n") {
		key, isKey := strings.CutSuffix(strings.TrimSpace(line), `": {`)
		key = strings.TrimPrefix(key, `"`)
		if !isKey || strings.HasPrefix(key, "$") || key == "properties" || key == "items" || key == "propertyNames" || key == "additionalProperties" || key == "former" {
			continue
		}
		if !strings.Contains(string(page), key) {
			t.Errorf("docs/vocabulary.md does not name %q", key)
		}
	}
}
