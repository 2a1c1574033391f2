package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"jobsignal/internal/demand"
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
	for name, file := range map[string]string{"library": echartsJS, "measure": measureJS, "story": storyJS, "boot": bootJS, "filter": filterJS, "style": styleCSS} {
		if !strings.Contains(got, file) {
			t.Errorf("the page does not hold the embedded %s unchanged", name)
		}
		got = strings.Replace(got, file, "["+name+"]", 1)
	}
	got = regexp.MustCompile(`'sha256-[^']*'`).ReplaceAllString(got, "'sha256-…'")
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

// TestWords holds the sentences against their use: none missing, none left over, every note known.
func TestWords(t *testing.T) {
	w, err := loadWords()
	if err != nil {
		t.Fatalf("words.json: %v", err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, f := range append(files, "assets/boot.js", "assets/story.js") {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(b)
	}
	for _, m := range regexp.MustCompile(`(?:say|join|line)\(["']([a-z.]*[a-z])["']`).FindAllStringSubmatch(source.String(), -1) {
		if _, ok := w.Say[m[1]]; !ok {
			t.Errorf("sentence %q is used and not in words.json", m[1])
		}
	}
	for id, text := range w.Say {
		if !strings.Contains(source.String(), `"`+id+`"`) && !strings.Contains(source.String(), "'"+id+"'") {
			t.Errorf("sentence %q is in words.json and not used", id)
		}
		if strings.Contains(text, "!") {
			t.Errorf("sentence %q exclaims", id)
		}
		for _, m := range regexp.MustCompile(`~([^~]*)~`).FindAllStringSubmatch(text, -1) {
			if w.Notes[m[1]] == "" {
				t.Errorf("sentence %q: %q has no note", id, m[1])
			}
		}
	}
}

// TestLibrary holds the embedded chart library against its record, and says that no script can end its element.
func TestLibrary(t *testing.T) {
	raw, err := os.ReadFile("assets/echarts.json")
	if err != nil {
		t.Fatal(err)
	}
	var record struct {
		Version, SHA256 string
		Bytes           int
	}
	if err := json.Unmarshal(raw, &record); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(echartsJS))
	if got := hex.EncodeToString(sum[:]); got != record.SHA256 || len(echartsJS) != record.Bytes {
		t.Errorf("echarts.min.js: sha256 %s, %d bytes; echarts.json says %s, %d", got, len(echartsJS), record.SHA256, record.Bytes)
	}
	if len(echartsJS) > 700_000 {
		t.Errorf("echarts.min.js has %d bytes, want at most 700,000", len(echartsJS))
	}
	if !strings.HasPrefix(echartsJS, "/*! Apache ECharts "+record.Version) {
		t.Errorf("echarts.min.js has lost its licence notice")
	}
	for name, js := range scripts() {
		for _, bad := range []string{"</script", "<!--"} {
			if strings.Contains(strings.ToLower(js), bad) {
				t.Errorf("script %d holds %q", name, bad)
			}
		}
	}
	if whole := len(strings.Join(scripts(), "")) + len(styleCSS) + len(pageHTML) + len(wordsJSON); whole > 900_000 {
		t.Errorf("the page without data has %d bytes, want at most 900,000", whole)
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
	if !slices.Equal(found, scripts()) {
		t.Errorf("%d scripts, want the embedded ones unchanged", len(found))
	}
	wanted := []string{"default-src 'none'", hash(styleCSS), "base-uri 'none'", "form-action 'none'"}
	for _, s := range scripts() {
		wanted = append(wanted, hash(s))
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

// TestContrast checks the palette: text at least 4.5 to 1 on its ground, marks of charts at least 3 to 1 in
// light (WCAG 1.4.11; the palette is Okabe and Ito's) and 4.5 to 1 in dark.
func TestContrast(t *testing.T) {
	for name, colours := range palettes(t) {
		text := []string{"ink", "muted", "link", "aws-text", "azure-text", "gcp-text", "other-text"}
		for _, c := range text {
			for _, ground := range []string{"ground", "raised"} {
				atLeast(t, name, colours, c, ground, 4.5)
			}
		}
		atLeast(t, name, colours, "thin", "thin-ground", 4.5)
		atLeast(t, name, colours, "ink", "mark", 4.5)
		for i := 1; i <= 5; i++ {
			atLeast(t, name, colours, "heat-ink-"+strconv.Itoa(i), "heat-"+strconv.Itoa(i), 4.5)
		}
		for _, c := range []string{"aws", "azure", "gcp", "other"} {
			want := 3.0
			if name == "dark" {
				want = 4.5
			}
			atLeast(t, name, colours, c, "ground", want)
		}
	}
}

func atLeast(t *testing.T, palette string, colours map[string]string, ink, ground string, want float64) {
	t.Helper()
	a, b := luminance(t, colours[ink]), luminance(t, colours[ground])
	if got := (max(a, b) + 0.05) / (min(a, b) + 0.05); got < want {
		t.Errorf("%s: %s %s on %s %s has contrast %.2f, want at least %.1f", palette, ink, colours[ink], ground, colours[ground], got, want)
	}
}

// palettes reads the colours out of the stylesheet: light, dark by system, dark by choice.
func palettes(t *testing.T) map[string]map[string]string {
	t.Helper()
	blocks := regexp.MustCompile(`color-scheme: (light|dark);([^}]*)`).FindAllStringSubmatch(styleCSS, -1)
	if len(blocks) != 3 {
		t.Fatalf("style.css: %d palettes, want 3", len(blocks))
	}
	if blocks[1][2] != blocks[2][2] && strings.Join(strings.Fields(blocks[1][2]), " ") != strings.Join(strings.Fields(blocks[2][2]), " ") {
		t.Error("style.css: the two dark palettes differ")
	}
	out := map[string]map[string]string{}
	for _, b := range blocks {
		out[b[1]] = map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(b[2], -1) {
			out[b[1]][m[1]] = m[2]
		}
	}
	return out
}

// luminance is the relative luminance of WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || hex == "" {
		t.Fatalf("colour %q", hex)
	}
	l := 0.0
	for shift, weight := range map[uint]float64{16: 0.2126, 8: 0.7152, 0: 0.0722} {
		c := float64(n>>shift&255) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}

// TestHold works the cost of three years by hand.
func TestHold(t *testing.T) {
	n := func(i int) *int { return &i }
	for _, c := range []struct {
		price, beta, valid, renewal, program *int
		want                                 string
	}{
		{n(300), nil, n(3), nil, nil, "300 USD, no renewal falls due"},
		{n(200), nil, n(2), n(100), nil, "300 USD: 200 USD and 1 renewal at 100 USD"},
		{n(200), nil, n(2), nil, nil, "200 USD and 1 renewal at a price not known"},
		{n(165), nil, n(1), nil, n(0), "165 USD, 2 renewals free"},
		{n(99), nil, n(0), nil, nil, "99 USD, no renewal falls due"},
		{nil, n(75), n(3), nil, nil, "75 USD at the beta price, no renewal falls due"},
		{nil, nil, n(3), nil, nil, "not known"},
	} {
		x := vocabulary(t).Certifications[0]
		x.PriceUSD, x.PriceBetaUSD, x.ValidYears, x.RenewalUSD = c.price, c.beta, c.valid, c.renewal
		if got := strings.ReplaceAll(hold(x, c.program, 3), nb, " "); got != c.want {
			t.Errorf("hold(price %v, valid %v) = %q, want %q", c.price, c.valid, got, c.want)
		}
	}
}

// TestClean says what is left of stored text.
func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  a\t b\n":           "a b",
		"a\u202eb\u2066c\x00": "abc",
		"<b>&amp;":            "<b>&amp;",
		"\xff":                "\ufffd",
	} {
		if got := clean(in, 20); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := clean("abcdef", 4); got != "abc…" {
		t.Errorf("clean(abcdef, 4) = %q", got)
	}
}

// TestVerdicts reads the first sentence for the cases that design/report.md names.
func TestVerdicts(t *testing.T) {
	o := demand.Options{Today: "2026-11-22"}
	for _, c := range []struct {
		n    int
		want string
	}{{0, "Nothing to say yet: 7 files were read and none is a job posting"}, {1, "Too few to rank. A tally of 1 posting"}, {3, "Too few to rank. A tally of 3 postings"}, {42, "For these 42 roles the AWS Certified"}} {
		if got := New(madeUp(t, c.n, 7, o)).Answer(); !strings.HasPrefix(got, c.want) {
			t.Errorf("answer for %d postings = %q, want it to start with %q", c.n, got, c.want)
		}
	}
}

// TestMany says that a page over more postings than it can carry stays bounded, says so, and is still whole.
func TestMany(t *testing.T) {
	in := madeUp(t, liveLimit+1, 3, demand.Options{Today: "2026-11-22", Draws: 50})
	page := made(t, in)
	if !bytes.Contains(page, []byte("cannot be filtered")) || bytes.Contains(page, []byte(`id="live"`)) {
		t.Error("the page does not say that it cannot be filtered")
	}
	if len(page) > 3_000_000 {
		t.Errorf("page over %d postings has %d bytes, want at most 3,000,000", len(in.Rows), len(page))
	}
	checkStructure(t, page)
}

// TestIndex lists reports with their answers.
func TestIndex(t *testing.T) {
	var b bytes.Buffer
	err := Index(&b, []Entry{{File: "2026-W47.html", Week: "2026-W47", Title: "Week <47>", Answer: "Too close to call.", Postings: 42}, {File: "a b?#.html", Title: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`href="./2026-W47.html"`, "Week &lt;47&gt;", "week\u00a047 of\u00a02026", "42 postings", `href="./a%20b%3F%23.html"`} {
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
