package message

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// texts lists the parts of a message as "media: body".
func texts(m *Message) string {
	var out []string
	for i := range m.Parts {
		out = append(out, m.Parts[i].Media+": "+strings.TrimSpace(string(m.Parts[i].Body())))
	}
	return strings.Join(out, " | ")
}

const two = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"x\"\n\nfirst\n"

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, in, want, damaged string }{
		{"no header", "\nhello", "text/plain: hello", ""},
		{"empty", "", "text/plain: ", ""},
		{"two parts", two + "--x\n\na\n--x\nContent-Type: text/html\n\nb\n--x--\nrest", "text/plain: a | text/html: b", ""},
		{"white space behind the mark", two + "--x \t\n\na\n--x--\n", "text/plain: a", ""},
		{"a line that only begins like the mark", two + "--x\n\na\n--xy\n--x--\n", "text/plain: a\n--xy", ""},
		{"cut", two + "--x\n\na\n--x\n\nb", "text/plain: a | text/plain: b", "it is cut short: the last boundary is missing"},
		{"no boundary stated", "Content-Type: multipart/related\n\n------mark\nContent-Type: text/html\n\na\n------mark--\n", "text/html: a", "its boundary is missing"},
		{"no boundary there", "Content-Type: multipart/related; boundary=q\n\n\nContent-Type: text/html\n\na", "text/html: a", "its boundary is missing"},
		{"bad header line", "Subject: s\nnonsense\nContent-Type: text/html\n\na", "text/html: a", ""},
		{"broken media type", "Content-Type: multipart/mixed; boundary=\"x\"; ; =\n\n--x\n\na\n--x--", "text/plain: a", ""},
		{"folded", "Content-Type: multipart/mixed;\n\tboundary=x\n\n--x\n\na\n--x--", "text/plain: a", ""},
		{"message in message", "Content-Type: message/rfc822\n\nContent-Type: text/html\n\na", "text/html: a", ""},
		{"quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\na=C3=A9 =\nb=zz=", "text/plain: aé b=zz", ""},
		{"base64 with junk", "Content-Transfer-Encoding: base64\n\naG!!Vs\nbG8=\njunk", "text/plain: hello", ""},
		{"base64 cut", "Content-Transfer-Encoding: base64\n\naGVsbG8gd", "text/plain: hello", ""},
	} {
		m := Parse([]byte(c.in))
		if got := texts(m); got != c.want || m.Damaged != c.damaged {
			t.Errorf("%s: Parse(%q) = %q, damaged %q, want %q, %q", c.name, c.in, got, m.Damaged, c.want, c.damaged)
		}
	}
}

func TestNames(t *testing.T) {
	m := Parse([]byte("Subject: =?iso-8859-1?Q?f=FCr?=\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename=\"=?utf-8?Q?=C3=A4.pdf?=\"\n\nx"))
	if m.Header["subject"] != "für" || len(m.Parts) != 1 || m.Parts[0].Name != "ä.pdf" || !m.Parts[0].Attach {
		t.Errorf("Parse = %q, %+v, want subject für and attachment ä.pdf", m.Header["subject"], m.Parts)
	}
}

// TestBounds reads what is made to be expensive.
func TestBounds(t *testing.T) {
	nested := strings.Repeat("Content-Type: message/rfc822\n\n", 2000) + "x"
	multi := strings.Repeat("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 2000)
	many := two + strings.Repeat("--x\n\na\n", 100_000)
	for name, in := range map[string]string{"nested": nested, "multipart": multi, "many": many,
		"long boundary": "Content-Type: multipart/mixed; boundary=" + strings.Repeat("q", 10_000) + "\n\nx",
		"long header":   "A: " + strings.Repeat("b", 5<<20), "many headers": strings.Repeat("A: b\n c\n", 200_000)} {
		if n := len(Parse([]byte(in)).Parts); n > maxParts {
			t.Errorf("%s: Parse = %d parts, want at most %d", name, n, maxParts)
		}
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("../document/testdata/*.[me][hm]*l")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(two + "--x\n\na\n--x--"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := Parse(b)
		for i := range m.Parts {
			if n := len(m.Parts[i].Body()); n > len(b) {
				t.Fatalf("part %d has %d bytes, the message %d", i, n, len(b))
			}
		}
	})
}
