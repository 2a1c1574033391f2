package extract_test

import (
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"jobsignal/internal/extract"
)

var update = flag.Bool("update", false, "rewrite the rules in docs/method.md")

// TestMethodListsRules keeps the rules in docs/method.md current; -update rewrites them.
func TestMethodListsRules(t *testing.T) {
	const file, begin, end = "../../docs/method.md", "<!-- rules:begin -->", "<!-- rules:end -->"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(data)
	i, j := strings.Index(doc, begin), strings.Index(doc, end)
	if i < 0 || j < i {
		t.Fatalf("%s: markers %s and %s not found", file, begin, end)
	}
	want := doc[:i+len(begin)] + "\n" + rulesText() + doc[j:]
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if doc != want {
		t.Errorf("%s is not current: run go test ./internal/extract -run MethodListsRules -update", file)
	}
}

// rulesText writes the tables of rules in Markdown.
func rulesText() string {
	var b strings.Builder
	b.WriteString("\nThe first rule that fits decides how a mention is asked.\n\n| rule | kind | fits when | example |\n|---|---|---|---|\n")
	for _, r := range extract.Rules() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", r.ID, r.Kind, r.Says, strings.ReplaceAll(r.Example, "|", "\\|"))
	}
	b.WriteString("\nA mention that a line of `overrides.yaml` corrects carries the rule `override` ([overrides](overrides.md)).\n")
	b.WriteString("\nA mention belongs to one group of alternatives, joined by one of these rules.\n\n| rule | joins |\n|---|---|\n")
	gs := extract.GroupRules()
	ids := make([]string, 0, len(gs))
	for id := range gs {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		fmt.Fprintf(&b, "| `%s` | %s |\n", id, gs[id])
	}
	b.WriteString("\n")
	return b.String()
}
