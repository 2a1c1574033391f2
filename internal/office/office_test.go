package office

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

const (
	part   = "word/document.xml"
	open1  = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	close1 = `</w:body></w:document>`
)

// para is one paragraph of Word.
func para(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }

func word(body string) string { return open1 + body + close1 }

// entry is one file of an archive that a test makes.
type entry struct {
	name, body string
	header     func(*zip.FileHeader)
}

// zipped makes an archive, entries in order, names as they are.
func zipped(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.header != nil {
			e.header(h)
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(w, e.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// directory changes the entries of an archive's directory: at is the offset of one.
func directory(b []byte, change func(b []byte, at int)) []byte {
	b = bytes.Clone(b)
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("PK\x01\x02"))
		if i < 0 {
			return b
		}
		change(b, at+i)
		at += i + 46
	}
}

// TestHostileDOCX reads archives that lie, repeat themselves, or unpack to more than anybody wrote (safety D8). Each
// ends within its limits as text, as text with its damage named, or as an error; nothing is written, nothing fetched.
func TestHostileDOCX(t *testing.T) {
	good := entry{name: part, body: word(para("Experience with AWS."))}
	many := make([]entry, 0, 100_001)
	for i := range 100_000 {
		many = append(many, entry{name: fmt.Sprintf("word/media/%06d", i)})
	}
	for _, c := range []struct {
		name   string
		file   []byte
		text   string // of the first block; "" none
		damage string // part of what is said of the damage, or of the error
	}{
		{"good", zipped(t, good), "Experience with AWS.", ""},
		{"a part a thousand times its size", zipped(t, entry{name: part, body: word(para("AWS") + para(strings.Repeat("a", 300<<20)))}), "AWS", "unpacks to more"},
		{"sizes that lie: smaller", directory(zipped(t, good), func(b []byte, at int) { binary.LittleEndian.PutUint32(b[at+24:], 20) }), "", "zip: not a valid zip file"},
		{"sizes that lie: larger", directory(zipped(t, good), func(b []byte, at int) { binary.LittleEndian.PutUint32(b[at+24:], 1<<31) }), "", "unexpected EOF"},
		{"entries that overlap", directory(zipped(t, good, entry{name: "docProps/core.xml", body: "<title>x</title>"}),
			func(b []byte, at int) { binary.LittleEndian.PutUint32(b[at+42:], 0) }), "Experience with AWS.", ""},
		{"an entry behind the end", directory(zipped(t, good), func(b []byte, at int) { binary.LittleEndian.PutUint32(b[at+42:], 1<<30) }), "", "EOF"},
		{"100,000 entries", zipped(t, append(many, good)...), "Experience with AWS.", ""},
		{"names that climb", zipped(t, entry{name: "../../etc/passwd", body: "x"}, entry{name: "/tmp/x", body: "x"}, good), "Experience with AWS.", ""},
		{"a climbing name for the text", zipped(t, entry{name: "../" + part, body: good.body}), "", "no part"},
		{"encrypted", zipped(t, entry{name: part, body: good.body, header: func(h *zip.FileHeader) { h.Flags |= 1 }}), "", "encrypted"},
		{"two texts", zipped(t, good, entry{name: part, body: word(para("Experience with Azure."))}), "Experience with AWS.", ""},
		{"no text", zipped(t, entry{name: "word/styles.xml", body: "<x/>"}), "", "no part"},
		{"entities of its own", zipped(t, entry{name: part, body: `<!DOCTYPE d [<!ENTITY a "AWS"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>` + word(para("Ask &c;."))}), "Ask &c;.", ""},
		{"an entity that is a file", zipped(t, entry{name: part, body: `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + word(para("Ask &a;."))}), "Ask &a;.", ""},
		{"100,000 elements within each other", zipped(t, entry{name: part, body: word(para("AWS") + strings.Repeat("<w:p>", 100_000))}), "AWS", "nested more than"},
		{"parts that stand elsewhere", zipped(t, good, entry{name: "word/_rels/document.xml.rels",
			body: `<Relationships><Relationship Id="r1" Type="attachedTemplate" Target="http://169.254.169.254/" TargetMode="External"/></Relationships>`}), "Experience with AWS.", ""},
		{"cut in the middle of an element", zipped(t, entry{name: part, body: word(para("AWS"))[:len(open1)+30]}), "AWS", "ends inside"},
		{"not an archive", []byte("PK\x03\x04"), "", "reading the archive"},
		{"no byte", nil, "", "reading the archive"},
	} {
		t.Run(c.name, func(t *testing.T) {
			held(t, func() (*Text, error) { return DOCX(c.file) }, c.text, c.damage)
		})
	}
}

// TestHostileRTF reads what makes other readers of RTF run out of stack, time or memory.
func TestHostileRTF(t *testing.T) {
	const head = `{\rtf1\ansi Experience with AWS.\par `
	for _, c := range []struct{ name, file, text, damage string }{
		{"good", head + "}", "Experience with AWS.", ""},
		{"a million groups within each other", head + strings.Repeat("{", 1<<20), "Experience with AWS.", "nested more than"},
		{"a million groups beside each other", head + strings.Repeat("{}", 1<<20) + "}", "Experience with AWS.", ""},
		{"a million closing braces", head + strings.Repeat("}", 1<<20), "Experience with AWS.", ""},
		{"pictures as digits", head + `{\pict ` + strings.Repeat("00", 8<<20) + "}}", "Experience with AWS.", ""},
		{"bytes that never come", head + `{\pict\bin2147483647 `, "Experience with AWS.", "ends before"},
		{"bytes of a negative number", head + `\bin-5 }`, "Experience with AWS.", ""},
		{"a word of a million letters", head + `\` + strings.Repeat("a", 1<<20) + "}", "Experience with AWS.", ""},
		{"a number of a million digits", head + `\fs` + strings.Repeat("9", 1<<20) + "}", "Experience with AWS.", ""},
		{"half a character", head + `\u-10179 \par }`, "Experience with AWS.", ""},
		{"a field that would fetch", head + `{\field{\*\fldinst INCLUDETEXT "http://169.254.169.254/"}{\fldrslt }}}`, "Experience with AWS.", ""},
		{"an object", head + `{\object\objautlink{\*\objdata ` + strings.Repeat("d0cf", 1<<18) + "}}}", "Experience with AWS.", ""},
		{"a stylesheet with a million styles", `{\rtf1{\stylesheet` + strings.Repeat(`{\s1 a;}`, 1<<18) + `}Experience with AWS.\par }`, "Experience with AWS.", ""},
		{"nothing but its first word", `{\rtf1`, "", "ends before"},
		{"not RTF", "rtf", "", "does not begin"},
	} {
		t.Run(c.name, func(t *testing.T) {
			held(t, func() (*Text, error) { return RTF([]byte(c.file)) }, c.text, c.damage)
		})
	}
}

// held reads within 10 seconds and 256 MiB, and compares the first block and what is said of the damage.
func held(t *testing.T, read func() (*Text, error), text, damage string) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	from := time.Now()
	got, err := read()
	took := time.Since(from)
	runtime.ReadMemStats(&after)
	if took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
	if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 256 {
		t.Errorf("it allocated %d MiB", grown)
	}
	first, said := "", ""
	switch {
	case err != nil:
		said = err.Error()
	default:
		said = got.Damage
		if len(got.Blocks) > 0 {
			first = got.Blocks[0].Text
		}
	}
	if first != text {
		t.Errorf("the first block = %.80q, want %q", first, text)
	}
	if (said == "") != (damage == "") || !strings.Contains(said, damage) {
		t.Errorf("the damage = %q, want it to say %q", said, damage)
	}
}
