package paper

import (
	"fmt"
	"strings"
	"testing"
)

// set sets lines in a column 400 points wide, 14 points apart, from a text in which "#" makes a large line, "*" a
// bold one, and an empty line leaves room. A letter is 5 points wide.
func set(text string) []Line {
	var out []Line
	base := 800.0
	for _, s := range strings.Split(text, "\n") {
		base -= 14
		l := Line{Text: s, Left: 50, Base: base, Size: 10}
		if rest, ok := strings.CutPrefix(s, "# "); ok {
			l.Text, l.Size = rest, 20
			l.Base -= 14
			base -= 20
		}
		if rest, ok := strings.CutPrefix(s, "* "); ok {
			l.Text, l.Bold = rest, true
		}
		l.Right = l.Left + 5*float64(len(l.Text))
		if s != "" {
			out = append(out, l)
		}
	}
	return out
}

func show(s Sheet) string {
	var out []string
	for _, b := range s.Blocks {
		out = append(out, fmt.Sprintf("%s%d %s", b.Kind[:1], b.Level, b.Text))
	}
	return strings.Join(out, "\n")
}

const wide = "We are a team of nine people in a port who predict when ships will arrive there"

func TestLayOut(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"a paragraph goes on where its line is full", wide + "\nand others.", "p0 " + wide + " and others."},
		{"a short line ends it", wide + "\nand others.\nDocker is used.", "p0 " + wide + " and others.\np0 Docker is used."},
		{"room ends it", wide + "\n\nOthers use it too.", "p0 " + wide + "\np0 Others use it too."},
		{"large letters", "# Engineer\n" + wide, "h1 Engineer\np0 " + wide},
		{"bold line", "* What you do\n" + wide, "h7 What you do\np0 " + wide},
		{"bullets", "• Python\n• SQL", "i1 Python\ni1 SQL"},
		{"a bullet alone", "\uf0b7\nPython\n\uf0b7\nSQL", "i1 Python\ni1 SQL"},
		{"a broken word", wide[:60] + " ma\u00ad\nchines", "p0 " + wide[:60] + " machines"},
		{"printed around", "6/4/25, 4:35 PM Engineer - Port\n" + wide + "\nhttps://example.org/a 1/3", "p0 6/4/25, 4:35 PM\np0 Engineer - Port\np0 " + wide},
		{"ligatures without a name", "A Certi\x00ed e\x00ort on TensorFlow work\x00ows", "p0 A Certified effort on TensorFlow workflows"},
		{"icons", "\ue001 Back\x01", "p0 Back"},
	} {
		if got := show(LayOut(set(c.in))); got != c.want {
			t.Errorf("%s: LayOut = %q, want %q", c.name, got, c.want)
		}
	}
	if got := LayOut(set(wide + "\nhttps://example.org/a 1/3")).URL; got != "https://example.org/a" {
		t.Errorf("LayOut.URL = %q, want the printed address", got)
	}
}

func FuzzLayOut(f *testing.F) {
	f.Add("# a\n* b\n• c\nd\u00ad\ne", 1.5)
	f.Fuzz(func(t *testing.T, text string, scale float64) {
		ls := set(text)
		for i := range ls {
			ls[i].Base *= scale
			ls[i].Right /= scale
			ls[i].Page = i / 7
		}
		for _, b := range LayOut(ls).Blocks {
			if b.Text == "" || strings.ContainsAny(b.Text, "\n\u00ad") && !strings.Contains(text, "\u00ad") {
				t.Fatalf("block %+v of %q", b, text)
			}
		}
	})
}
