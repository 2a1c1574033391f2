package unpack

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"jobsignal/internal/job"
)

// pages runs an input and writes each value as one line: "part: body" or "! part: cause".
func pages(name string, content []byte, opt Options) (lines []string) {
	in := Input{Page: job.Page{Source: name}, Name: name, R: bytes.NewReader(content), File: bytes.NewReader(content), Size: int64(len(content))}
	for p, err := range Pages(in, opt) {
		if err != nil {
			lines = append(lines, "! "+err.Error())
		} else {
			lines = append(lines, p.Part+": "+string(p.Body))
		}
	}
	return lines
}

func want(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s =\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func zipped(t testing.TB, b []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	w.Write(b)
	w.Close()
	return buf.Bytes()
}

// noise is text that does not compress.
func noise(n int) string {
	b := make([]byte, n)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = 'a' + byte(r.IntN(26))
	}
	return string(b)
}

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
	rows := func(part string) []string { return []string{part + `, line 1: {"n":1}`, part + `, line 2: {"n":2}`} }
	first := append([]string{"member a.html: <p>A"}, rows("member sub/rows.jsonl")...)
	var notes []string
	opt := Options{Note: func(place, why string) { notes = append(notes, place+": "+why) }}
	want(t, "zip", pages("z.zip", zipOf(t, mixed...), opt), append(first[:3:3],
		"member ../../etc/evil.html: <p>E", `member "line\nbreak.txt": L`, "! member empty.txt: empty")...)
	want(t, "notes", notes, "member __MACOSX/._a.html: hidden", "member .hidden: hidden", "member a_files/style.css: belongs to the page beside it")
	want(t, "zip in zip", pages("in.zip", zipOf(t, member{"z.zip", string(zipOf(t, mixed[:2]...))}), Options{}),
		append([]string{"member z.zip, member a.html: <p>A"}, rows("member z.zip, member sub/rows.jsonl")...)...)
	want(t, "tar", pages("t.tar", tarOf(t, append(mixed[:3:3], member{"link", "->/etc/passwd"})...), Options{}),
		append(first[:3:3], "member ../../etc/evil.html: <p>E", "! member link: not a regular file")...)
	want(t, "tgz", pages("t.tgz", zipped(t, tarOf(t, mixed[:2]...)), Options{}), first...)
	want(t, "tar.zst", pages("t.tar.zst", zstdOf(t, tarOf(t, mixed[:2]...)), Options{}), first...)
	want(t, "zstd", pages("rows.jsonl.zst", zstdOf(t, []byte(mixed[1].body)), Options{}), `line 1: {"n":1}`, `line 2: {"n":2}`)
	wacz := zipOf(t, member{"datapackage.json", "{}"}, member{"pages/pages.jsonl", "{\"text\":\"x\"}\n"}, member{"archive/data.warc", string(warcOf(mixed[:1]))})
	want(t, "wacz", pages("a.wacz", wacz, Options{}), "member archive/data.warc, record 1, offset 0: <p>A")
	old := tarOf(t, mixed[:1]...)
	sum := 0
	for i := range 512 { // as the oldest programs write it: without the mark
		if i >= 257 && i < 265 {
			old[i] = 0
		}
		if i < 148 || i >= 156 {
			sum += int(old[i])
		}
	}
	copy(old[148:], fmt.Sprintf("%06o\x00 ", sum+8*' '))
	want(t, "old tar", pages("t.tar", old, Options{}), "member a.html: <p>A")
	want(t, "no members", pages("none.zip", zipOf(t), Options{}), "! empty")
	docx := zipOf(t, member{"[Content_Types].xml", "<x/>"}, member{"word/document.xml", "<x/>"})
	if lines := pages("word.docx", docx, Options{}); len(lines) != 1 || !strings.HasPrefix(lines[0], ": PK") {
		t.Errorf("docx = %q, want one page", lines)
	}
	want(t, "cut docx", pages("word.docx", docx[:len(docx)-30], Options{}), "! damaged office document: zip: not a valid zip file")
	xlsx := zipOf(t, member{"xl/workbook.xml", "<workbook/>"}, member{"xl/_rels/workbook.xml.rels", "<x/>"})
	want(t, "workbook", pages("a.xlsx", xlsx, Options{}), "! empty")
	web := Input{R: bytes.NewReader(zipOf(t, mixed...)), Size: -1, Web: true}
	for p, err := range Pages(web, Options{}) {
		if err != nil || p.Part != "" {
			t.Errorf("archive from the network was opened: %v %v", p, err)
		}
	}
	stream := Input{R: bytes.NewReader(zipOf(t, mixed[0])), Size: -1}
	for p, err := range Pages(stream, Options{}) {
		if err != nil || p.Part != "member a.html" {
			t.Errorf("zip without a file = %v %v", p, err)
		}
	}
}

func TestGzip(t *testing.T) {
	page := zipped(t, []byte("<p>hello"))
	deep := []byte("<p>deep")
	for range 7 {
		deep = zipped(t, deep)
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"page.html.gz", page, ": <p>hello"},
		{"lies.html", page, ": <p>hello"},
		{"two members", append(page[:len(page):len(page)], page...), ": <p>hello<p>hello"},
		{"cut.html.gz", page[:len(page)-3], "! damaged compressed data after 8 bytes: unexpected EOF"},
		{"deep.gz", deep, "! containers are nested more than 5 deep"},
		{"empty.gz", zipped(t, nil), "! empty"},
		{"head.gz", []byte("\x1f\x8b\x08"), "! damaged gzip data: unexpected EOF"},
	} {
		want(t, c.name, pages(c.name, c.content, Options{}), c.want)
	}
}

func TestMailbox(t *testing.T) {
	box := "From a@example.org Sun Nov 22 10:00:00 2026\nSubject: one\n\nHello\n>From here\nFrom the middle of a paragraph\n\n" +
		"From b@example.org Sun Nov 22 11:00:00 2026\nSubject: two\n\n>>From deep\n"
	want(t, "mailbox", pages("a.mbox", []byte(box), Options{}),
		"message 1: Subject: one\n\nHello\nFrom here\nFrom the middle of a paragraph\n\n", "message 2: Subject: two\n\n>From deep\n")
	want(t, "prose", pages("a.txt", []byte("From here on we build things.\nJoin us"), Options{}), ": From here on we build things.\nJoin us")
}

func TestRename(t *testing.T) {
	names := map[string]string{"title": "Position", "Position": "title", "text": "none"}
	want(t, "rename", pages("a.jsonl", []byte("{\"Position\":\"ML\",\"title\":7,\"x\":1}\n"), Options{Rename: names}), `line 1: {"Position":7,"title":"ML","x":1}`)
}

// TestRenameDeep gives fields their names inside an answer too, in any case.
func TestRenameDeep(t *testing.T) {
	opt := Options{Rename: map[string]string{"title": "position"}}
	want(t, "inside", pages("a.json", []byte(`{"items":[{"Position":"ML"},{"position":"DE","Position":"x"}]}`), opt), `: {"items":[{"title":"ML"},{"Position":"x","title":"DE"}]}`)
	want(t, "not JSON", pages("a.html", []byte("<p>position"), opt), ": <p>position")
}

// TestDamagedData cuts an answer at its list where it is damaged, and leaves it whole where it is sound or where
// cutting helps nothing.
func TestDamagedData(t *testing.T) {
	sound := `{"name":"Acme","jobs":[{"title":"a"},{"title":"b"}]}`
	want(t, "sound", pages("a.json", []byte(sound), Options{}), ": "+sound)
	want(t, "cut", pages("a.json", []byte(sound[:len(sound)-5]), Options{}), `jobs, element 1: {"name":"Acme","jobs":[{"title":"a"}]}`, "! jobs, element 2: the file ends inside it")
	broken := `{"jobs":[{"title" "a"}]}`
	want(t, "nothing to gain", pages("a.json", []byte(broken), Options{}), ": "+broken)
	mendable := `{"jobs":[{"title":"a"},{"title":"b"},],}`
	want(t, "commas", pages("a.json", []byte(mendable), Options{}), ": "+mendable)
}

// TestLargeText refuses a page whose text alone is larger than any posting, and reads one whose pictures are.
func TestLargeText(t *testing.T) {
	long := strings.Repeat("We use AWS. ", maxText/12+1)
	picture := `<p>Engineer<img src="data:image/png;base64,` + strings.Repeat("iVBORw0K", maxText/8+1) + `">`
	mail := "MIME-Version: 1.0\n\n" + long
	for _, c := range []struct{ name, body, want string }{
		{"a.txt", long, "! more than 6 MiB of text, embedded pictures aside: no posting is that long"},
		{"a.html", "<p>" + long, "! more than 6 MiB of text, embedded pictures aside: no posting is that long"},
		{"b.html", picture, ": <p>Engineer"},
		{"a.eml", mail, ": MIME-Version"},
	} {
		if got := pages(c.name, []byte(c.body), Options{}); len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%s of %d bytes = %d values, the first %.80q, want %q", c.name, len(c.body), len(got), got[0], c.want)
		}
	}
}

// TestHostileData reads data that are made to be dear to cut: what is kept for each element is bounded.
func TestHostileData(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"jobs":[{"a":1},{"b" 2}],`)
	for i := range 200_000 {
		fmt.Fprintf(&b, `"name%d":"value",`, i)
	}
	b.WriteString(`"items":[` + strings.Repeat("{},", 100_000) + "{}")
	begun := time.Now()
	n := 0
	for p, err := range Pages(Input{Name: "a.json", R: strings.NewReader(b.String()), Size: -1}, Options{}) {
		if err == nil && len(p.Body) > 4<<10 {
			t.Fatalf("page %d has %d bytes", n, len(p.Body))
		}
		n++
	}
	if spent := time.Since(begun); n < 100_000 || spent > 10*time.Second {
		t.Errorf("hostile data: %d values in %v, want all of them within seconds", n, spent)
	}
}

// TestLargeData cuts an answer that is too large for one page, whatever its lists are called.
func TestLargeData(t *testing.T) {
	var b bytes.Buffer
	b.WriteString(`{"name":"Acme","stellen":[`)
	n := 0
	for ; b.Len() <= maxPage; n++ {
		fmt.Fprintf(&b, `{"title":"a%d","text":"%s"},`, n, strings.Repeat("word ", 20_000))
	}
	b.WriteString(`{"title":"last"}]}`)
	columns := []byte(`{"title":{"0":"` + strings.Repeat("x", maxAnswer) + `"}}`)
	if got := pages("a.json", columns, Options{}); len(got) != 1 || !strings.HasPrefix(got[0], `: {"title"`) {
		t.Errorf("large data without a list = %d values, want the page", len(got))
	}
	want(t, "too large, no list", pages("a.json", append(bytes.Repeat([]byte(" "), 1), []byte(`{"a":"`+strings.Repeat("x", maxPage)+`"}`)...), Options{}), "! larger than 50 MiB")
	got := 0
	for p, err := range Pages(Input{Name: "a.json", R: &b, Size: -1}, Options{}) {
		if err != nil || !bytes.HasPrefix(p.Body, []byte(`{"name":"Acme","stellen":[{"title":"`)) {
			t.Fatalf("page %d = %v, %.60s", got, err, p.Body)
		}
		got++
	}
	if got != n+1 {
		t.Errorf("large data = %d pages, want %d", got, n+1)
	}
}

// TestForeign says what to do with forms that are not read, and leaves texts alone that begin like one.
func TestForeign(t *testing.T) {
	for content, cause := range map[string]string{"PAR1\x15\x00\x15": "a Parquet file, which is not read; write it", "7z\xbc\xaf\x27\x1c\x00\x04": "a 7-Zip archive, which is not read; unpack it"} {
		if got := pages("x.bin", []byte(content), Options{}); len(got) != 1 || !strings.HasPrefix(got[0], "! "+cause) {
			t.Errorf("%q = %q, want %s", content, got, cause)
		}
	}
	var ods bytes.Buffer
	w := zip.NewWriter(&ods)
	if m, err := w.CreateHeader(&zip.FileHeader{Name: "mimetype", Method: zip.Store}); err == nil {
		m.Write([]byte("application/vnd.oasis.opendocument.spreadsheet"))
	}
	w.Close()
	want(t, "ods", pages("a.ods", ods.Bytes(), Options{}), "! an OpenDocument spreadsheet, which is not read; save it as .xlsx or .csv first")
	want(t, "text", pages("a.txt", []byte("PAR1 is a code.\nWe hire."), Options{}), ": PAR1 is a code.\nWe hire.")
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
	for name, b := range map[string][]byte{"a.zip": zipOf(t, member{"b.txt", zeros}), "a.zst": zstdOf(t, []byte(zeros)), "a.gz": zipped(t, []byte(zeros)),
		"a.xlsx": zipOf(t, member{"xl/workbook.xml", "<w/>"}, member{"xl/_rels/workbook.xml.rels", zeros})} {
		lines := pages(name, b, Options{})
		if len(lines) != 1 || !strings.Contains(lines[0], "expands to more than 100 times its size") {
			t.Errorf("%s = %.200q, want a refusal", name, lines)
		}
	}
	good, bad := 0, 0
	for _, l := range pages("shared.zip", shared, Options{}) {
		if strings.HasPrefix(l, "!") {
			bad++
		} else {
			good++
		}
	}
	if bad == 0 || good > 100 {
		t.Errorf("shared members: %d pages, %d refusals; want few pages", good, bad)
	}
	if lines := pages("cut.zip", zipOf(t, member{"b.txt", zeros})[:20<<10], Options{}); !strings.HasPrefix(lines[0], "! member b.txt: expands") {
		t.Errorf("cut bomb = %.200q", lines)
	}
}

// TestTruncatedArchives cuts archives at every 97th byte: the members that are whole before the cut are there.
func TestTruncatedArchives(t *testing.T) {
	var members []member
	for i := range 12 {
		members = append(members, member{fmt.Sprintf("%02d.html", i), "<p>" + noise(300)})
	}
	stored := storedZip(members)
	for name, whole := range map[string][]byte{"streamed.zip": zipOf(t, members...), "stored.zip": stored, "t.tar": tarOf(t, members...), "w.warc": warcOf(members), "w.warc.gz": warcGz(t, members)} {
		ends := memberEnds(t, name, whole, members)
		for cut := 97; cut < len(whole); cut += 97 {
			complete := 0
			for complete < len(ends) && ends[complete] <= cut {
				complete++
			}
			good := 0
			for _, l := range pages("x", whole[:cut], Options{}) {
				if strings.Contains(l, ": <p>") && !strings.HasPrefix(l, "!") {
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

func TestStopsAnywhere(t *testing.T) {
	for name, b := range map[string][]byte{"z.zip": zipOf(t, mixed...), "t.tar": tarOf(t, mixed[:3]...), "w.warc": warcOf(mixed[:3]), "g.gz": zipped(t, []byte(mixed[1].body)),
		"m.mbox": []byte("From a\nA: b\n\nx\n\nFrom b\nA: b\n\ny\n")} {
		n := 0
		in := Input{Name: name, R: bytes.NewReader(b), File: bytes.NewReader(b), Size: int64(len(b))}
		for range Pages(in, Options{}) {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%s: %d values before the stop, want 1", name, n)
		}
	}
}

func FuzzPages(f *testing.F) {
	f.Add(zipOf(f, mixed...), "z.zip")
	f.Add(tarOf(f, mixed[:3]...), "t.tar")
	f.Add(storedZip(mixed), "cut.zip")
	f.Add(zipped(f, []byte(mixed[1].body)), "g.jsonl.gz")
	f.Add(zstdOf(f, []byte(mixed[1].body)), "g.jsonl.zst")
	f.Add([]byte("From a\nA: b\n\nx\n\nFrom b\nA: b\n\ny\n"), "m.mbox")
	f.Fuzz(func(t *testing.T, b []byte, name string) {
		in := Input{Name: name, R: bytes.NewReader(b), File: bytes.NewReader(b), Size: int64(len(b))}
		n := 0
		for p, err := range Pages(in, Options{}) {
			if (p == nil) == (err == nil) || p != nil && len(p.Body) == 0 {
				t.Errorf("value %v, %v", p, err)
			}
			n++
		}
		if n == 0 {
			t.Error("no value: the input is not accounted for")
		}
	})
}
