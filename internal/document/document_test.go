package document

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"jobsignal/internal/job"
)

// encode writes text in a charset.
func encode(t *testing.T, enc encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := enc.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestCharset reads one sentence in many charsets, declared in every way and in none.
func TestCharset(t *testing.T) {
	const czech = "Hledáme vývojáře, který rozumí databázím a měl by zájem o dlouhodobou spolupráci. Nabízíme příjemné prostředí, školení, žádné přesčasy a šéfa, který poslouchá."
	const german = "Wir suchen für München eine Entwicklerin mit großer Erfahrung."
	meta := func(name string) []byte { return []byte(`<html><head><meta charset="` + name + `"></head><body><p>`) }
	for _, c := range []struct {
		name  string
		body  []byte
		media string
		want  string
	}{
		{"utf-8 without a word", []byte("<p>" + czech), "", czech},
		{"utf-8 with a mark", append([]byte{0xEF, 0xBB, 0xBF}, "<p>"+czech...), "", czech},
		{"utf-8 declared as latin-1", append(meta("iso-8859-1"), czech...), "text/html; charset=iso-8859-1", czech},
		{"windows-1250 by meta", append(meta("windows-1250"), encode(t, charmap.Windows1250, czech)...), "", czech},
		{"windows-1250 by header", append([]byte("<p>"), encode(t, charmap.Windows1250, czech)...), "text/html; charset=Windows-1250", czech},
		{"windows-1250 by nothing", append([]byte("<p>"), encode(t, charmap.Windows1250, czech)...), "", czech},
		{"meta behind 30 KB", append([]byte("<html><head><style>"+strings.Repeat("p{color:red}", 2600)+"</style><meta charset=windows-1250></head><p>"), encode(t, charmap.Windows1250, czech)...), "", czech},
		{"http-equiv", append([]byte(`<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>`), encode(t, charmap.ISO8859_2, czech)...), "", czech},
		{"latin-1 by nothing", append([]byte("<p>"), encode(t, charmap.Windows1252, german)...), "", german},
		{"utf-16 with a mark", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "<p>"+czech), "", czech},
		{"utf-16 without a mark", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "<html><body><p>"+german), "", german},
		{"shift_jis", append(meta("shift_jis"), encode(t, japanese.ShiftJIS, "データエンジニアを募集しています")...), "", "データエンジニアを募集しています"},
		{"iso-2022-jp", append(meta("iso-2022-jp"), encode(t, japanese.ISO2022JP, "データエンジニア")...), "", "データエンジニア"},
		{"a charset that does not exist", append(meta("klingon"), "plain"...), "", "plain"},
		{"utf-8 with one broken byte", append(meta("utf-8"), "žluťoučký k\xf9ň"...), "", "žluťoučký k\uFFFDň"},
	} {
		d, err := Read(&job.Page{Source: "x.html", Body: c.body, MediaType: c.media, Format: "html"})
		if err != nil {
			t.Errorf("%s: Read = %v", c.name, err)
			continue
		}
		if len(d.Blocks) == 0 || d.Blocks[0].Text != c.want {
			t.Errorf("%s: Read = %v in %s, want %q", c.name, d.Blocks, d.Charset, c.want)
		}
	}
}

// TestDetect names formats by content, with names and media types that lie.
func TestDetect(t *testing.T) {
	for _, c := range []struct{ source, media, body, want string }{
		{"a.html", "", "<!DOCTYPE html><p>x", "html"},
		{"a.txt", "", "<html><body>x", "html"},
		{"a", "", "  <!-- saved from url=(0014)about:internet -->\n<HTML>", "html"},
		{"a.html", "", "a console log\nwithout any tag\n", "text"},
		{"a", "", "<p>Hello</p><ul><li>x</li></ul>", "html"},
		{"a.md", "", "# Title\n\nText with <br> in it and **bold**", "markdown"},
		{"a.txt", "", "Just text.", "text"},
		{"a", "", "---\ntitle: x\n---\n\n# Title\n", "markdown"},
		{"a.html", "text/html", `{"title":"x"}`, "json"},
		{"a.txt", "", `[{"title":"x"}]`, "json"},
		{"a.txt", "", "[Job - 24974] Senior Developer", "text"},
		{"a", "", "[1] a footnote", "text"},
		{"a", "", `<?xml version="1.0"?><rss><channel/></rss>`, "feed"},
		{"a", "", `<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html><body/></html>`, "html"},
		{"a.xml", "", `<offers><offer/></offers>`, "xml"},
		{"a.png", "", "\x89PNG\r\n\x1a\n\x00\x00\x00", ""},
		{"a", "", "", "text"},
	} {
		if got := Detect(&job.Page{Source: c.source, MediaType: c.media, Body: []byte(c.body)}); got != c.want {
			t.Errorf("Detect(%s, %q) = %q, want %q", c.source, c.body, got, c.want)
		}
	}
}

// TestFormats checks that the table is whole.
func TestFormats(t *testing.T) {
	for _, f := range Formats() {
		if f.Name == "" || f.About == "" || f.Is == nil || f.Read == nil || len(f.Extensions) == 0 {
			t.Errorf("format %q lacks a column", f.Name)
		}
	}
}

// TestReadErrors checks that errors name the page and that a reader's panic is one.
func TestReadErrors(t *testing.T) {
	for _, c := range []struct {
		page job.Page
		want string
	}{
		{job.Page{Source: "a.bin", Body: []byte("\x00\x01\x02\x00")}, "a.bin: not a form that is read; collect --help names them"},
		{job.Page{Source: "rows.jsonl", Part: "line 3", Format: "json", Body: []byte(`{"a":`)}, "rows.jsonl (line 3): reading JSON: "},
		{job.Page{Source: "x", Format: "parchment"}, `x: no reader for format "parchment"`},
		{job.Page{Source: "x.xml", Format: "xml", Body: []byte("no tags")}, "x.xml: reading XML: "},
	} {
		_, err := Read(&c.page)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("Read(%s) = %v, want %s…", c.page.Name(), err, c.want)
		}
	}
}

// TestDeep reads a page that is nested deeper than the parser goes.
func TestDeep(t *testing.T) {
	body := strings.Repeat("<div>", 3000) + "<h1>Deep</h1><p>Still here.</p><ul><li>one</li><li>two</li></ul>" + strings.Repeat("</div>", 3000)
	d, err := Read(&job.Page{Source: "deep.html", Body: []byte("<html><body>" + body)})
	if err != nil {
		t.Fatal(err)
	}
	want := []job.Block{{Kind: job.Heading, Level: 1, Text: "Deep"}, {Kind: job.Paragraph, Text: "Still here."}, {Kind: job.Item, Level: 1, Text: "one"}, {Kind: job.Item, Level: 1, Text: "two"}}
	if fmt.Sprint(d.Blocks) != fmt.Sprint(want) {
		t.Errorf("Read(deep) = %v, want %v", d.Blocks, want)
	}
}

// TestPathological reads shapes that make parsers slow.
func TestPathological(t *testing.T) {
	shapes := map[string]string{
		"open brackets":   strings.Repeat("<", 1<<20),
		"unclosed":        "<!--" + strings.Repeat("x", 1<<20),
		"paragraphs":      strings.Repeat("<p>", 1<<17),
		"nested lists":    strings.Repeat("<ul><li>", 1<<15) + "x",
		"nested tables":   strings.Repeat("<table><tr><td>", 5000) + "x",
		"definition list": "<dl>" + strings.Repeat("<div><dt>a<dd>", 3000),
		"attributes":      "<p " + strings.Repeat("a=1 ", 1<<17) + ">x",
		"bold":            strings.Repeat("<b>", 1<<15) + "x",
		"links":           strings.Repeat("<a href=x>", 1<<14) + "x",
		"breaks":          strings.Repeat("a<br>", 1<<16),
		"bullets":         strings.Repeat("• a ", 1<<16),
		"no space":        strings.Repeat("x", 1<<20),
		"brackets":        strings.Repeat("[", 1<<17),
		"stars":           strings.Repeat("*", 1<<19),
		"numbers":         strings.Repeat("1. a\n", 1<<15),
		"short lines":     strings.Repeat("Ab\n", 1<<16),
		"colons":          strings.Repeat("Ab:\n", 1<<16),
	}
	for name, s := range shapes {
		for _, format := range []string{"html", "text", "markdown"} {
			start := time.Now()
			if _, err := Read(&job.Page{Source: name, Format: format, Body: []byte(s)}); err != nil {
				t.Errorf("Read(%s as %s) = %v", name, format, err)
			}
			if took := time.Since(start); took > 8*time.Second {
				t.Errorf("Read(%s as %s) took %v", name, format, took)
			}
		}
	}
}

// TestClaims reads structured data in all its markups and damages.
func TestClaims(t *testing.T) {
	for _, c := range []struct{ name, body, origin, want string }{
		{"json-ld", `<script type="application/ld+json">{"@type":"JobPosting","title":"A"}</script>`, "json-ld", `map[@type:JobPosting title:A]`},
		{"comment and semicolon", "<script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"JobPosting\",\"title\":\"A\",};\n//]]></script>", "json-ld", `map[@type:JobPosting title:A]`},
		{"raw line break and bad escape", "<script type='application/ld+json'>{\"@type\":\"JobPosting\",\"title\":\"A\nB\\&C\"}</script>", "json-ld", "map[@type:JobPosting title:A\nB&C]"},
		{"html comment", `<script type="application/ld+json"><!-- {"@type":"JobPosting","title":"A"} --></script>`, "json-ld", `map[@type:JobPosting title:A]`},
		{"microdata", `<div itemscope itemtype="http://schema.org/JobPosting"><h1 itemprop="title">A</h1><div itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization"><span itemprop="name">B</span></div><meta itemprop="datePosted" content="2026-01-02"></div>`, "microdata", `map[@type:JobPosting datePosted:2026-01-02 hiringOrganization:map[@type:Organization name:B] title:A]`},
		{"rdfa", `<div vocab="http://schema.org/" typeof="JobPosting"><h1 property="title">A</h1><p property="description">B <b>c</b></p></div>`, "rdfa", `map[@type:JobPosting description:B <b>c</b> title:A]`},
	} {
		d, err := Read(&job.Page{Source: c.name, Body: []byte("<html><body>" + c.body)})
		if err != nil {
			t.Errorf("%s: Read = %v", c.name, err)
			continue
		}
		if len(d.Claims) != 1 || d.Claims[0].Origin != c.origin || fmt.Sprint(d.Claims[0].Value) != c.want {
			t.Errorf("%s: Read = claims %v, want %s %s", c.name, d.Claims, c.origin, c.want)
		}
	}
}

// TestAddress finds the address that a page states for itself or that a saving program noted.
func TestAddress(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`<link rel="canonical" href="https://a.example/1">`, "https://a.example/1"},
		{`<meta property="og:url" content="https://a.example/2">`, "https://a.example/2"},
		{"<!-- saved from url=(0021)https://a.example/3 -->\n<html>", ""},
		{"<!-- saved from url=(0021)https://a.example/3) -->\n<html>", ""},
		{"<html><!--\n Page saved with SingleFile \n url: https://a.example/4 \n saved date: x\n--><body>x", "https://a.example/4"},
	} {
		d, err := Read(&job.Page{Source: "x.html", Body: []byte(c.body + "<p>x</p>")})
		if err != nil {
			t.Fatal(err)
		}
		if c.want != "" && d.URL != c.want {
			t.Errorf("Read(%q).URL = %q, want %q", c.body, d.URL, c.want)
		}
	}
}

// TestFragment lays out texts found inside data.
func TestFragment(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"<p>One</p><ul><li>two</li></ul>", "[{paragraph 0 One} {item 1 two}]"},
		{"&lt;p&gt;One &amp;amp; two&lt;/p&gt;", "[{paragraph 0 One & two}]"},
		{"&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;", "[{paragraph 0 One}]"},
		{"**Must have**\n* SQL\n* Go", "[{heading 7 Must have} {item 1 SQL} {item 1 Go}]"},
		{"R&amp;D, plain", "[{paragraph 0 R&D, plain}]"},
		{"", "[]"},
	} {
		if got := fmt.Sprint(Fragment(c.in)); got != c.want {
			t.Errorf("Fragment(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}

// TestBlocksAreLines checks what job.Block promises: one logical line, white space folded.
func TestBlocksAreLines(t *testing.T) {
	for _, body := range []string{"<p>a \t b\n\nc</p>", "<pre>a\n  b\n\n c</pre>", "<h2>a<br>b</h2>", "<li>a<br>b", "a  b\tc\n"} {
		d, err := Read(&job.Page{Source: "x", Body: []byte(body)})
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range d.Blocks {
			checkBlock(t, body, b)
		}
	}
}

// checkBlock fails when a block breaks the promises of job.Block.
func checkBlock(t *testing.T, source string, b job.Block) {
	t.Helper()
	for _, l := range strings.Split(b.Text, "\n") {
		if l == "" && len(b.Text) > 0 || strings.TrimSpace(l) != l || strings.Contains(l, "  ") {
			t.Errorf("block %q of %.80q: white space is not folded", b.Text, source)
		}
	}
	if b.Text == "" {
		t.Errorf("empty %s block of %.80q", b.Kind, source)
	}
}

// BenchmarkHTML reads a page of plain markup into blocks.
func BenchmarkHTML(b *testing.B) {
	var body bytes.Buffer
	body.WriteString("<html><body>")
	for body.Len() < 60<<10 {
		body.WriteString(`<div class="x y"><h2>What you will do</h2><ul class="z"><li><span>Build pipelines with Spark &amp; Kafka.</span></li></ul></div>`)
	}
	page := &job.Page{Source: "x.html", Body: body.Bytes()}
	b.SetBytes(int64(body.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(page); err != nil {
			b.Fatal(err)
		}
	}
}
