package phrase_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"jobsignal/internal/phrase"
)

func TestFold(t *testing.T) {
	strict, loose := phrase.NewFolder(false), phrase.NewFolder(true)
	for _, c := range []struct{ in, strict, loose string }{
		{"Azure  Machine\u00a0Learning", "azure machine learning", "azure machine learning"},
		{"Vertex‑AI", "vertex ai", "vertex ai"},
		{"CI / CD", "ci/cd", "ci cd"},
		{"R & D", "r&d", "r d"},
		{"Sage\u00adMaker™", "sagemaker", "sagemaker"},
		{"Ｓ３ ﬁne", "s3 fine", "s3 fine"},
		{"Über", "u\u0308ber", "u\u0308ber"},
		{"Straße", "strasse", "strasse"},
		{"z. B.", "z. b.", "z b"},
		{"e.g.", "e.g.", "e g"},
		{"you’ll", "you ll", "you ll"},
		{" - ", "", ""},
	} {
		if got := strict.Fold(c.in); got != c.strict {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.strict)
		}
		if got := loose.Fold(c.in); got != c.loose {
			t.Errorf("loose Fold(%q) = %q, want %q", c.in, got, c.loose)
		}
	}
}

func TestSpelled(t *testing.T) {
	f := phrase.NewFolder(false)
	for _, c := range []struct{ a, b string }{{"Big Query", "BigQuery"}, {"ＡＷＳ", "AWS"}, {"Sage\u00adMaker", "SageMaker"}, {"Node.js", "Node.js"}} {
		if a, b := f.Spelled(c.a), f.Spelled(c.b); a != b {
			t.Errorf("Spelled(%q) = %q, Spelled(%q) = %q, want the same", c.a, a, c.b, b)
		}
	}
	if f.Spelled("GO") == f.Spelled("Go") {
		t.Error("Spelled(GO) = Spelled(Go), want case to count")
	}
}

// places writes what Scan finds.
func places(patterns []string, text string) string {
	f := phrase.NewFolder(false)
	var out []string
	for _, h := range phrase.NewTrie(f, patterns).Scan(text, nil) {
		out = append(out, fmt.Sprintf("%s@%d-%d", patterns[h.Pattern], h.Start, h.End))
	}
	return strings.Join(out, " ")
}

func TestScan(t *testing.T) {
	patterns := []string{"azure", "azure machine learning", "machine learning", "c", "c++", ".net", "r&d", "ml", "künstlich", "学习"}
	f := phrase.NewFolder(false)
	for i := range patterns {
		patterns[i] = f.Fold(patterns[i])
	}
	for _, c := range []struct{ text, want string }{
		{"Azure Machine Learning", "azure@0-5 azure machine learning@0-22 machine learning@6-22"},
		{"azures Xazure azure_x éazure", ""},
		{"C, C++ and .NET", "c@0-1 c++@3-6 .net@11-15"},
		{"asp.net R&D", "r&d@8-11"},
		{"ML", "ml@0-2"},
		{"künstlich, ku\u0308nstlich", "ku\u0308nstlich@0-10 ku\u0308nstlich@12-23"},
		{"机器学习 ML模型", "学习@6-12 ml@13-15"},
		{"Azure\n\nMachine Learning", "azure@0-5 machine learning@7-23"},
		{"", ""},
	} {
		if got := places(patterns, c.text); got != c.want {
			t.Errorf("Scan(%q) = %s, want %s", c.text, got, c.want)
		}
	}
	if got := places(nil, "nothing to find"); got != "" {
		t.Errorf("Scan without patterns = %s", got)
	}
}

func FuzzScan(f *testing.F) {
	f.Add("Azure-ML", "we use azure\u00ad ml, C++ and R & D")
	folder := phrase.NewFolder(false)
	f.Fuzz(func(t *testing.T, pattern, text string) {
		p := folder.Fold(pattern)
		if p == "" || !utf8.ValidString(text) {
			return
		}
		past := int32(0)
		for _, h := range phrase.NewTrie(folder, []string{p}).Scan(text, nil) {
			if h.Start < past || h.End <= h.Start || int(h.End) > len(text) || !utf8.RuneStart(text[h.Start]) {
				t.Fatalf("Scan(%q) for %q: %+v", text, p, h)
			}
			past = h.Start
			if got := folder.Fold(text[h.Start:h.End]); got != p {
				t.Fatalf("Scan(%q) for %q found %q, which folds to %q", text, p, text[h.Start:h.End], got)
			}
		}
	})
}
