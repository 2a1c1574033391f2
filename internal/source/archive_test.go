package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// member is a name and a body, in the order in which an archive holds them.
type member struct{ name, body string }

func zipOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, m := range members {
		f, err := w.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(m.body))
	}
	w.Close()
	return buf.Bytes()
}

func tarOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	for _, m := range members {
		h := &tar.Header{Name: m.name, Size: int64(len(m.body)), Mode: 0o600, Typeflag: tar.TypeReg}
		if strings.HasPrefix(m.body, "->") {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, m.body[2:], 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			w.Write([]byte(m.body))
		}
	}
	w.Close()
	return buf.Bytes()
}

func zstdOf(t testing.TB, b []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(b, nil)
}

var mixed = []member{
	{"a.html", "<p>A"}, {"sub/rows.jsonl", "{\"n\":1}\n{\"n\":2}\n"}, {"../../etc/evil.html", "<p>E"}, {"__MACOSX/._a.html", "x"},
	{".hidden", "x"}, {"a_files/style.css", "x"}, {"line\nbreak.txt", "L"}, {"empty.txt", ""},
}

func TestZipAndTar(t *testing.T) {
	tree(t, map[string]string{
		"z.zip": string(zipOf(t, mixed...)), "in.zip": string(zipOf(t, member{"z.zip", string(zipOf(t, mixed[:2]...))})),
		"t.tar": string(tarOf(t, append(mixed[:3:3], member{"link", "->/etc/passwd"})...)), "t.tgz": string(zipped(t, tarOf(t, mixed[:2]...))),
		"t.tar.zst": string(zstdOf(t, tarOf(t, mixed[:2]...))), "rows.jsonl.zst": string(zstdOf(t, []byte(mixed[1].body))),
		"none.zip": string(zipOf(t)), "word.docx": string(zipOf(t, member{"[Content_Types].xml", "<x/>"}, member{"word/document.xml", "<x/>"})),
	})
	rows := func(name, part string) []string {
		return []string{name + " (" + part + `, line 1): {"n":1}`, name + " (" + part + `, line 2): {"n":2}`}
	}
	want(t, "zip", read(t, Options{}, "z.zip"), append(append([]string{"z.zip (member a.html): <p>A"}, rows("z.zip", "member sub/rows.jsonl")...),
		"z.zip (member ../../etc/evil.html): <p>E", `z.zip (member "line\nbreak.txt"): L`, "! z.zip (member empty.txt): empty")...)
	want(t, "zip in zip", read(t, Options{}, "in.zip"), append([]string{"in.zip (member z.zip, member a.html): <p>A"}, rows("in.zip", "member z.zip, member sub/rows.jsonl")...)...)
	want(t, "tar", read(t, Options{}, "t.tar"), append(append([]string{"t.tar (member a.html): <p>A"}, rows("t.tar", "member sub/rows.jsonl")...),
		"t.tar (member ../../etc/evil.html): <p>E", "! t.tar (member link): not a regular file")...)
	for _, name := range []string{"t.tgz", "t.tar.zst"} {
		want(t, name, read(t, Options{}, name), append([]string{name + " (member a.html): <p>A"}, rows(name, "member sub/rows.jsonl")...)...)
	}
	want(t, "zstd", read(t, Options{}, "rows.jsonl.zst"), `rows.jsonl.zst (line 1): {"n":1}`, `rows.jsonl.zst (line 2): {"n":2}`)
	want(t, "no members", read(t, Options{}, "none.zip"), "! none.zip: empty")
	if lines := read(t, Options{}, "word.docx"); len(lines) != 1 || !strings.HasPrefix(lines[0], "word.docx: PK") {
		t.Errorf("docx = %q, want one page", lines)
	}
	want(t, "zip from standard input", read(t, Options{Stdin: bytes.NewReader(zipOf(t, mixed[0]))}, "-"), "- (member a.html): <p>A")
}

// TestBombs: what expands out of proportion ends by name, and costs little.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("0", 30<<20)
	// Members that share their packed bytes: a directory that names one member many times.
	one := zipOf(t, member{"a.txt", strings.Repeat("word ", 200<<10)})
	end := bytes.LastIndex(one, []byte("PK\x05\x06"))
	start := bytes.Index(one, []byte("PK\x01\x02"))
	entry := one[start:end]
	shared := append([]byte{}, one[:start]...)
	const copies = 3000
	for range copies {
		shared = append(shared, entry...)
	}
	tail := append([]byte{}, one[end:]...)
	binary.LittleEndian.PutUint16(tail[8:], copies)
	binary.LittleEndian.PutUint16(tail[10:], copies)
	binary.LittleEndian.PutUint32(tail[12:], uint32(copies*len(entry)))
	shared = append(shared, tail...)
	tree(t, map[string]string{
		"a.zip": string(zipOf(t, member{"b.txt", zeros})), "a.zst": string(zstdOf(t, []byte(zeros))),
		"shared.zip": string(shared), "cut.zip": string(zipOf(t, member{"b.txt", zeros}))[:20<<10],
	})
	for _, name := range []string{"a.zip", "a.zst"} {
		lines := read(t, Options{}, name)
		if len(lines) != 1 || !strings.Contains(lines[0], "expands to more than 100 times its size") {
			t.Errorf("%s = %.200q, want a refusal", name, lines)
		}
	}
	good, bad := 0, 0
	for _, err := range Open(context.Background(), []string{"shared.zip"}, Options{}) {
		if err != nil {
			bad++
		} else {
			good++
		}
	}
	if bad == 0 || good > 100 {
		t.Errorf("shared members: %d pages, %d refusals; want few pages", good, bad)
	}
	if lines := read(t, Options{}, "cut.zip"); !strings.HasPrefix(lines[0], "! cut.zip") {
		t.Errorf("cut bomb = %.200q", lines)
	}
}

// streamed is a ZIP archive as a program writes it that cannot go back: sizes follow each member.
func TestTruncatedArchives(t *testing.T) {
	var members []member
	for i := range 12 {
		members = append(members, member{fmt.Sprintf("%02d.html", i), "<p>" + noise(300)})
	}
	stored := storedZip(members)
	for name, whole := range map[string][]byte{"streamed.zip": zipOf(t, members...), "stored.zip": stored, "t.tar": tarOf(t, members...), "w.warc": warcOf(members), "w.warc.gz": warcGz(t, members)} {
		ends := memberEnds(t, name, whole, members)
		for cut := 97; cut < len(whole); cut += 97 {
			tree(t, map[string]string{"x": string(whole[:cut])})
			complete := 0
			for complete < len(ends) && ends[complete] <= cut {
				complete++
			}
			good := 0
			for p, err := range Open(context.Background(), []string{"x"}, Options{}) {
				if err == nil && bytes.HasPrefix(p.Body, []byte("<p>")) {
					good++
				}
			}
			if good < complete {
				t.Errorf("%s cut at %d: %d pages, want %d", name, cut, good, complete)
			}
		}
	}
}

// memberEnds finds where each member is complete, by looking for the start of the next one.
func memberEnds(t *testing.T, name string, whole []byte, members []member) (ends []int) {
	mark := map[string]string{"streamed.zip": "PK\x03\x04", "stored.zip": "PK\x03\x04", "w.warc": "WARC/1.1", "w.warc.gz": "\x1f\x8b\x08"}[name]
	if mark == "" {
		for i := range members { // a header and a padded body for each
			ends = append(ends, (i+1)*(512+512))
		}
		return ends
	}
	at := 0
	for {
		i := bytes.Index(whole[at+1:], []byte(mark))
		if i < 0 {
			break
		}
		at += 1 + i
		ends = append(ends, at)
	}
	return ends
}

// storedZip writes members without compression, with their sizes in front.
func storedZip(members []member) []byte {
	var b []byte
	for _, m := range members {
		h := make([]byte, 30)
		copy(h, "PK\x03\x04\x14")
		binary.LittleEndian.PutUint32(h[14:], crc32.ChecksumIEEE([]byte(m.body)))
		binary.LittleEndian.PutUint32(h[18:], uint32(len(m.body)))
		binary.LittleEndian.PutUint32(h[22:], uint32(len(m.body)))
		binary.LittleEndian.PutUint16(h[26:], uint16(len(m.name)))
		b = append(append(append(b, h...), m.name...), m.body...)
	}
	return b
}

func record(kind, uri, media, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-11-22T10:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, uri, media, len(block), block)
}

func answer(head, body string) string { return "HTTP/1.1 200 OK\r\n" + head + "\r\n" + body }

func warcOf(members []member) []byte {
	var b bytes.Buffer
	for _, m := range members {
		b.WriteString(record("response", "https://example.org/"+m.name, "application/http; msgtype=response", answer("Content-Type: text/html\r\n", m.body)))
	}
	return b.Bytes()
}

func warcGz(t testing.TB, members []member) []byte {
	var b []byte
	for _, m := range members {
		b = append(b, zipped(t, warcOf([]member{m}))...)
	}
	return b
}

func TestWARC(t *testing.T) {
	http := "application/http; msgtype=response"
	body := record("warcinfo", "", "application/warc-fields", "software: test\r\n") +
		record("request", "https://example.org/1", "application/http; msgtype=request", "GET /1 HTTP/1.1\r\n\r\n") +
		record("response", "https://example.org/1", http, answer("Content-Type: text/html; charset=iso-8859-1\r\n", "<p>one")) +
		record("response", "https://example.org/2", http, answer("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", "3\r\n<p>\r\n3\r\ntwo\r\n0\r\n\r\n")) +
		record("response", "https://example.org/3", http, answer("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", "<p>three, not chunked")) +
		record("response", "<https://example.org/4>", http, answer("Content-Type: application/json\r\nContent-Encoding: gzip\r\n", string(zipped(t, []byte(`{"four":4}`))))) +
		record("response", "https://example.org/5", http, answer("Content-Type: text/html\r\nContent-Encoding: br\r\n", "five")) +
		record("response", "https://example.org/6", http, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nsix") +
		record("response", "https://example.org/7.png", http, answer("Content-Type: image/png\r\n", "seven")) +
		"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nrubbish\r\n\r\n" +
		record("response", "javascript:alert(1)", http, answer("Content-Type: text/html\r\n", "<p>eight")) +
		record("revisit", "https://example.org/9", http, answer("Content-Type: text/html\r\n", "")) +
		record("resource", "https://example.org/10", "text/html", "<p>ten") +
		record("resource", "file:///etc/passwd", "text/html", "<p>local")
	tree(t, map[string]string{"a.warc": body, "b.warc.gz": string(zipped(t, []byte(body))),
		"c.arc": "filedesc://c.arc 0.0.0.0 20140101000000 text/plain 12\n1 0 Test\n\n\n\nhttp://example.org/a b 1.2.3.4 20140216050221 text/html 51\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>ARC  \n"})
	pages := func(name string, o [14]int64) []string {
		at := func(n int) string { return fmt.Sprintf("%s (record %d, offset %d): ", name, n, o[n-1]) }
		return []string{at(3) + "<p>one", at(4) + "<p>two", at(5) + "<p>three, not chunked", at(6) + `{"four":4}`,
			"! " + at(7) + `damaged record: it is encoded as "br", which is not read`, "! " + at(10) + `damaged record: its length is "-5"`,
			at(11) + "<p>eight", at(13) + "<p>ten"}
	}
	var offsets [14]int64
	for i := range offsets {
		offsets[i] = int64(nth(body, "WARC/1.1", i))
	}
	want(t, "plain", read(t, Options{}, "a.warc"), pages("a.warc", offsets)...)
	want(t, "packed as one", read(t, Options{}, "b.warc.gz"), pages("b.warc.gz", [14]int64{})...)
	want(t, "arc", read(t, Options{}, "c.arc"), "c.arc (record 2, offset 66): <p>ARC ")
	for p, err := range Open(context.Background(), []string{"a.warc"}, Options{}) {
		if err == nil && p.Part == fmt.Sprintf("record 11, offset %d", offsets[10]) && p.URL != "" {
			t.Errorf("address of a script was kept: %s", p.URL)
		}
		if err == nil && strings.HasPrefix(p.Part, "record 3,") && (p.URL != "https://example.org/1" || p.MediaType != "text/html; charset=iso-8859-1" || p.Retrieved.Year() != 2026) {
			t.Errorf("page = %+v", p)
		}
	}
}

// nth is where the nth of a word starts.
func nth(s, word string, n int) int {
	at := 0
	for range n {
		at += strings.Index(s[at:], word) + 1
	}
	return at + strings.Index(s[at:], word)
}

// TestDamagedWARC damages one packed record; the ones before and behind it are there.
func TestDamagedWARC(t *testing.T) {
	var members []member
	for i := range 5 {
		members = append(members, member{fmt.Sprintf("%d", i), "<p>" + noise(300)})
	}
	whole := warcGz(t, members)
	third := nth(string(whole), "\x1f\x8b\x08", 2)
	for _, at := range []int{third + 60, third + 120, third + 200} {
		b := bytes.Clone(whole)
		b[at] ^= 0xff
		tree(t, map[string]string{"x.warc.gz": string(b)})
		good, bad := 0, 0
		for _, err := range Open(context.Background(), []string{"x.warc.gz"}, Options{}) {
			if err != nil {
				bad++
			} else {
				good++
			}
		}
		if good < 4 || bad == 0 {
			t.Errorf("damage at %d: %d pages, %d failures; want 4 and one", at, good, bad)
		}
	}
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
	var members []member
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} {
		if body, ok := files[name]; ok {
			members = append(members, member{name, body})
		}
	}
	return zipOf(t, members...)
}

func TestWorkbook(t *testing.T) {
	damaged := func(name, body string) string {
		return string(workbookOf(t, func(f map[string]string) { f[name] = body }))
	}
	tree(t, map[string]string{
		"a.xlsx": string(workbookOf(t, nil)),
		"b.xlsx": damaged("xl/worksheets/sheet1.xml", `<worksheet><row r="1"><c t="s"><v>0</v></c></row><row r="2"><c t="s"><v>99</v></c></row><row r="3"><c t="str"><v>good</v></c></row>`),
		"c.xlsx": damaged("xl/workbook.xml", `<workbook><!ENTITY x "y"><sheets>&x;`),
		"d.xlsx": damaged("xl/worksheets/sheet1.xml", `<worksheet><row r="1"><c r="ZZZZ1"><v>0</v></c></row>`),
	})
	more := func(name string) string { return name + ` (sheet More, row 2): {"7":"text \u0026 more"}` }
	want(t, "workbook", read(t, Options{}, "a.xlsx"),
		`a.xlsx (sheet Jobs, row 3): {"date":"2025-11-24","pay":"12.5","title":"ML Engineer"}`,
		`a.xlsx (sheet Jobs, row 4): {"title":"true"}`, more("a.xlsx"))
	want(t, "bad cell", read(t, Options{}, "b.xlsx"), `! b.xlsx (sheet Jobs, row 2): damaged row: there is no shared text "99"`, `b.xlsx (sheet Jobs, row 3): {"title":"good"}`, more("b.xlsx"))
	if lines := read(t, Options{}, "c.xlsx"); len(lines) != 1 || !strings.HasPrefix(lines[0], "! c.xlsx: damaged workbook") {
		t.Errorf("entity = %q", lines)
	}
	want(t, "wide", read(t, Options{}, "d.xlsx"), "! d.xlsx (sheet Jobs, row 1): damaged row: more than 10000 columns", more("d.xlsx"))
}
