package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"jobsignal/internal/demand"
	"jobsignal/internal/inlay"
	"jobsignal/internal/page"
)

var update = flag.Bool("update", false, "rewrite the golden page")

// made renders a page.
func made(t testing.TB, in Input) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := New(in).HTML(&b); err != nil {
		t.Fatalf("HTML: %v", err)
	}
	return b.Bytes()
}

// TestGolden holds a whole page, without the embedded files, against the one kept.
func TestGolden(t *testing.T) {
	in := madeUp(t, 12, 3, demand.Options{Today: "2026-11-22", Have: []string{"tool.python", "AIF-C01", "no.such"}})
	in.Result = kept(t, in.Result)
	got := string(made(t, in))
	files := map[string]string{"style": page.Style()}
	for i, s := range page.Scripts() {
		files[fmt.Sprintf("script %d", i)] = s
	}
	for name, file := range files {
		if !strings.Contains(got, file) {
			t.Errorf("the page does not hold the embedded %s unchanged", name)
		}
		got = strings.Replace(got, file, "["+name+"]", 1)
	}
	got = regexp.MustCompile(`sha256-\S+=`).ReplaceAllString(got, "sha256-…")
	path := filepath.Join("testdata", "page.golden.html")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		kept := filepath.Join("testdata", ".got-page.html")
		if err := os.WriteFile(kept, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Errorf("page differs from %s: compare with %s, or run with -update", path, kept)
	}
}

// kept is the result as it was when the golden page was made: a change of a measure must not move this page.
func kept(t *testing.T, now *demand.Result) *demand.Result {
	t.Helper()
	path := filepath.Join("testdata", "result.json")
	if *update {
		raw, err := json.MarshalIndent(now, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := &demand.Result{}
	if err := json.Unmarshal(raw, r); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return r
}

// TestSame says that equal input gives equal bytes.
func TestSame(t *testing.T) {
	o := demand.Options{Today: "2026-11-22"}
	if a, b := made(t, madeUp(t, 9, 5, o)), made(t, madeUp(t, 9, 5, o)); !bytes.Equal(a, b) {
		t.Error("two pages from equal input differ")
	}
}

// TestStructure reads pages the way a browser does: no handler, no script but ours, no outside reference but the
// links to postings and official pages.
func TestStructure(t *testing.T) {
	for _, in := range []Input{madeUp(t, 0, 1, demand.Options{}), madeUp(t, 30, 1, demand.Options{}), hostile(t)} {
		checkStructure(t, made(t, in))
	}
}

func checkStructure(t *testing.T, raw []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	found, policy := []string{}, ""
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		a := attributes(n)
		for k, v := range a {
			if strings.HasPrefix(k, "on") || k == "srcdoc" || k == "formaction" {
				t.Errorf("<%s> has the attribute %s=%q", n.Data, k, v)
			}
			if k == "src" || k == "srcset" || k == "action" || k == "data" || k == "poster" {
				t.Errorf("<%s> loads %s=%q", n.Data, k, v)
			}
		}
		switch n.Data {
		case "script":
			if a["type"] == "" {
				found = append(found, n.FirstChild.Data)
			} else if a["type"] != "application/json" {
				t.Errorf("script of type %q", a["type"])
			} else if !json.Valid([]byte(n.FirstChild.Data)) {
				t.Errorf("inert script is no JSON: %.80s", n.FirstChild.Data)
			}
		case "meta":
			if a["http-equiv"] == "Content-Security-Policy" {
				policy = a["content"]
			}
		case "a":
			checkLink(t, a)
		case "link", "base", "iframe", "object", "embed", "img", "svg", "frame", "video", "audio", "image":
			t.Errorf("unexpected element <%s>", n.Data)
		}
	}
	if !slices.Equal(found, page.Scripts()) {
		t.Errorf("%d scripts, want the embedded ones unchanged", len(found))
	}
	wanted := []string{"default-src 'none'", page.Hash(page.Style()), "base-uri 'none'", "form-action 'none'"}
	for _, s := range page.Scripts() {
		wanted = append(wanted, page.Hash(s))
	}
	for _, want := range wanted {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %s", policy, want)
		}
	}
	if strings.Contains(strings.SplitN(policy, "style-src", 2)[0], "unsafe") {
		t.Errorf("policy %q lets script be unsafe", policy)
	}
}

func checkLink(t *testing.T, a map[string]string) {
	t.Helper()
	href := a["href"]
	switch {
	case strings.HasPrefix(href, "#"):
	case !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://"):
		t.Errorf("link to %q", href)
	case a["rel"] != "noopener noreferrer nofollow ugc" || a["target"] != "_blank":
		t.Errorf("link to %q: rel %q, target %q", href, a["rel"], a["target"])
	}
}

func attributes(n *html.Node) map[string]string {
	out := map[string]string{}
	for _, a := range n.Attr {
		out[a.Key] = a.Val
	}
	return out
}

// TestVerdicts reads the first sentence for the cases that design/report.md names.
func TestVerdicts(t *testing.T) {
	o := demand.Options{Today: "2026-11-22"}
	for _, c := range []struct {
		n    int
		want string
	}{{0, "Nothing to say yet: 7 files were read and none is a job posting"}, {1, "Too few to rank. A tally of 1 posting"}, {3, "Too few to rank. A tally of 3 postings"}, {42, "For these 42 roles the AWS Machine Learning Engineer – Associate (MLA-C02, in beta) fits best so far"}} {
		if got := New(madeUp(t, c.n, 7, o)).Answer(); !strings.HasPrefix(got, c.want) {
			t.Errorf("answer for %d postings = %q, want it to start with %q", c.n, got, c.want)
		}
	}
}

// TestMany says that a page over more postings than it can carry stays bounded, says so, and is still whole.
func TestMany(t *testing.T) {
	in := madeUp(t, inlay.RowLimit+1, 3, demand.Options{Today: "2026-11-22", Draws: 50})
	raw := made(t, in)
	if !bytes.Contains(raw, []byte("cannot be filtered")) || bytes.Contains(raw, []byte(`id="live"`)) {
		t.Error("the page does not say that it cannot be filtered")
	}
	if len(raw) > 3_000_000 {
		t.Errorf("page over %d postings has %d bytes, want at most 3,000,000", len(in.Rows), len(raw))
	}
	checkStructure(t, raw)
}

// TestIndex lists reports with their answers.
func TestIndex(t *testing.T) {
	var b bytes.Buffer
	err := Index(&b, []Entry{{File: "2026-W47.html", Week: "2026-W47", Filter: "title “<47>”", Answer: "Too close to call.", Postings: 42}, {File: "a b?#.html", Filter: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`href="./2026-W47.html"`, "title “&lt;47&gt;”", "Week\u00a047 of\u00a02026", "42 postings", `href="./a%20b%3F%23.html"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("index lacks %q", want)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	in := madeUp(b, 4485, 7, demand.Options{Today: "2026-11-22"})
	for b.Loop() {
		var w bytes.Buffer
		if err := New(in).HTML(&w); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(w.Len()))
	}
}
