package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"io"
	"iter"
	"strings"
	"testing"

	"jobsignal/internal/records"
)

// book cuts a workbook.
func book(t *testing.T, content string) []string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	if !IsWorkbook(z) {
		t.Error("IsWorkbook = false, want true")
	}
	return cut(func(*bufio.Reader) iter.Seq[records.Record] {
		return Workbook(z, func(f *zip.File) (io.ReadCloser, error) { return f.Open() }, nil)
	}, "")
}

func workbookOf(t testing.TB, change func(map[string]string)) []byte {
	t.Helper()
	files := map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"xl/workbook.xml":     `<workbook xmlns:r="x"><sheets><sheet name="Jobs" sheetId="1" r:id="rId1"/><sheet name="More" sheetId="2" r:id="rId2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/sharedStrings.xml": `<sst><si><t>title</t></si><si><r><t>ML </t></r><r><t xml:space="preserve">Engineer</t></r><rPh><t>no</t></rPh></si><si><t>text &amp; more</t></si></sst>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="0.00 &quot;days&quot;"/></numFmts>` +
			`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>date</t></is></c><c r="D1" t="str"><v>pay</v></c></row>` +
			`<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>45985</v></c><c r="D3" s="2"><f>1+1</f><v>12.5</v></c></row>` +
			`<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" s="3"/><c r="D4" t="e"><v>#REF!</v></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet2.xml": `<x:worksheet xmlns:x="y"><x:sheetData><x:row r="1"><x:c><x:v>7</x:v></x:c></x:row><x:row r="2"><x:c t="s"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
	}
	if change != nil {
		change(files)
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} {
		if body, ok := files[name]; ok {
			f, err := w.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			f.Write([]byte(body))
		}
	}
	w.Close()
	return buf.Bytes()
}

func TestWorkbook(t *testing.T) {
	damaged := func(name, body string) string {
		return string(workbookOf(t, func(f map[string]string) { f[name] = body }))
	}
	books := map[string]string{
		"a.xlsx": string(workbookOf(t, nil)),
		"b.xlsx": damaged("xl/worksheets/sheet1.xml", `<worksheet><row r="1"><c t="s"><v>0</v></c></row><row r="2"><c t="s"><v>99</v></c></row><row r="3"><c t="str"><v>good</v></c></row>`),
		"c.xlsx": damaged("xl/workbook.xml", `<workbook><!ENTITY x "y"><sheets>&x;`),
		"d.xlsx": damaged("xl/worksheets/sheet1.xml", `<worksheet><row r="1"><c r="ZZZZ1"><v>0</v></c></row>`),
	}
	more := `sheet More, row 2: {"7":"text \u0026 more"}`
	want(t, "workbook", book(t, books["a.xlsx"]),
		`sheet Jobs, row 3: {"date":"2025-11-24","pay":"12.5","title":"ML Engineer"}`,
		`sheet Jobs, row 4: {"title":"true"}`, more)
	want(t, "bad cell", book(t, books["b.xlsx"]), `! sheet Jobs, row 2: damaged row: there is no shared text "99"`, `sheet Jobs, row 3: {"title":"good"}`, more)
	if lines := book(t, books["c.xlsx"]); len(lines) != 1 || !strings.HasPrefix(lines[0], "! workbook: ") {
		t.Errorf("entity = %q", lines)
	}
	want(t, "wide", book(t, books["d.xlsx"]), "! sheet Jobs, row 1: damaged row: more than 10000 columns", more)
}
