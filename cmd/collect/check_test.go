package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	for _, c := range []struct {
		rule, file string
		code       int
		want       string // in the output
	}{
		{"good overlay", write("good.yaml", "terms: [{id: tool.zz, name: Zebrazoo, kind: tool, aliases: [], must: [We use Zebrazoo.]}]\n"), 0, "0 failed, 0 pieces of advice"},
		{"sentence fails", write("fails.yaml", "terms: [{id: tool.zz, name: Zebrazoo, kind: tool, aliases: [], must: [We use Zebras.]}]\n"), 2, `fails.yaml:1:14: tool.zz: must be found in "We use Zebras."`},
		{"advice", write("advice.yaml", "terms: [{id: tool.zz, name: Zebrazoo, kind: tool, aliases: [zebra-zoo, zebra zoo]}]\n"), 0, `alias "zebra zoo" says what another name of the term already says (advice)`},
		{"wrong key", write("key.yaml", "terms: [{id: tool.zz, nam: Z}]\n"), 2, `unknown key "nam" in a term; did you mean "name"?`},
		{"whole vocabulary", write("root.yaml", "include: [good.yaml]\n"), 0, "1 terms, 0 certifications, 1 sentences: 0 failed"},
		{"missing file", filepath.Join(dir, "gone.yaml"), 2, "gone.yaml"},
	} {
		var out strings.Builder
		code := run(context.Background(), []string{"check", c.file}, strings.NewReader(""), &out, &out)
		if code != c.code || !strings.Contains(out.String(), c.want) {
			t.Errorf("%s: check %s = %d\n%s\nwant %d and %s", c.rule, filepath.Base(c.file), code, out.String(), c.code, c.want)
		}
	}
}
