package markup

import (
	"fmt"
	"strings"
	"testing"

	"jobsignal/internal/job"
)

// leaves lays out a piece of markup and writes its leaves in one line.
func leaves(s string) string {
	var out []string
	for _, l := range LayOut(Parse([]byte(s))).Leaves {
		sign := map[job.BlockKind]string{job.Heading: "h", job.Item: "i", job.Paragraph: "p"}[l.Kind]
		hidden := ""
		if l.Hidden {
			hidden = "?"
		}
		out = append(out, fmt.Sprintf("%s%d%s:%s", sign, l.Level, hidden, strings.ReplaceAll(l.Text, "\n", "/")))
	}
	return strings.Join(out, " ")
}

// TestLayOut lays out one construct at a time.
func TestLayOut(t *testing.T) {
	long := "<p>" + strings.Repeat("Text that shows. ", 20) + "</p>"
	for _, c := range []struct{ name, in, want string }{
		{"bold line", "<p><b>Skills</b></p><p>SQL</p>", "h7:Skills p0:SQL"},
		{"bold word", "<p>Some <b>SQL</b> here</p>", "p0:Some SQL here"},
		{"bold item", "<ul><li><b>SQL</b></li></ul>", "i1:SQL"},
		{"bold by style", `<div style="font-weight: 700">Skills</div><div>SQL</div>`, "h7:Skills p0:SQL"},
		{"bold by class", `<p><span class="font-semibold">Skills</span></p><p>SQL</p>`, "h7:Skills p0:SQL"},
		{"underlined", "<p><u>Skills</u></p><p>SQL</p>", "h7:Skills p0:SQL"},
		{"breaks and bullets", "<p>We ask for:<br>- SQL<br>- Go</p>", "h7:We ask for: i1:SQL i1:Go"},
		{"double break", "<p>One<br><br>Two</p>", "p0:One p0:Two"},
		{"single break", "<p>One road<br>One town</p>", "p0:One road/One town"},
		{"big paragraph in a heading", "<h3>" + strings.Repeat("long ", 50) + "</h3>", "p0:" + strings.TrimSpace(strings.Repeat("long ", 50))},
		{"bullet in a heading", "<h4>• SQL</h4>", "i1:SQL"},
		{"nested lists", "<ul><li>a<ul><li>b</li></ul></li></ul>", "i1:a i2:b"},
		{"item of paragraphs", "<ul><li><p>a</p></li></ul>", "i1:a"},
		{"preformatted", "<pre>one\ntwo</pre>", "p0:one/two"},
		{"preformatted by style", `<div style="white-space: pre-line">one&#10;two</div>`, "p0:one/two"},
		{"chips", `<div><a class="t" href="#">SQL</a><a class="t" href="#">Go</a></div>`, "p0:SQL, Go"},
		{"chips with spaces", `<div><span class="t">SQL</span> <span class="t">Go</span></div>`, "p0:SQL, Go"},
		{"words in spans", `<p><span>Data</span><span>bricks</span></p>`, "p0:Databricks"},
		{"label and value in spans", `<p><span>Salary:</span><span>€5</span></p>`, "p0:Salary:€5"},
		{"label and date in spans", `<p><span>Posted</span><span>May 3</span></p>`, "p0:Posted May 3"},
		{"buttons", `<p>x</p><button>Apply</button><button class="tag">SQL</button>`, "p0:x p0:SQL"},
		{"hidden", long + `<div hidden>no</div><div style="display:none">no</div>`, "p0:" + strings.TrimSpace(strings.Repeat("Text that shows. ", 20)) + " p0?:no p0?:no"},
		{"hidden and alone", `<div hidden>yes</div>`, "p0:yes"},
		{"label and value", "<table><tr><th>Place</th><td>Oban</td></tr></table>", "p0:Place: Oban"},
		{"table of cells", "<table><tr><td>a</td><td>b</td><td>c</td></tr></table>", "p0:a | b | c"},
		{"table as layout", "<table><tr><td><h2>A</h2><p>text</p></td></tr></table>", "h2:A p0:text"},
		{"definitions", "<dl><dt>Place</dt><dd>Oban</dd><dt>Tasks</dt><dd><ul><li>a</li><li>b</li></ul></dd></dl>", "p0:Place: Oban h7:Tasks i1:a i1:b"},
		{"custom elements", "<job-ad><job-title>A</job-title><job-text>b</job-text></job-ad>", "p0:A p0:b"},
		{"no text", "<script>x</script><style>y</style><template>z</template><select><option>o</select>", ""},
	} {
		if got := leaves(c.in); got != c.want {
			t.Errorf("%s: LayOut(%.60q) = %s, want %s", c.name, c.in, got, c.want)
		}
	}
}

// TestBoxes checks names, ranges and links of boxes.
func TestBoxes(t *testing.T) {
	o := LayOut(Parse([]byte(`<body><div class="Card Big" id="J1" data-automation="job title"><h1>A</h1><p>b <a href="/x">c</a></p></div><p>d</p></body>`)))
	for i, b := range o.Boxes {
		if b.Name != "card big j1 job-title" {
			continue
		}
		if b.From != 0 || b.To != 2 || o.Text(i) != "A b c" {
			t.Errorf("box = leaves %d–%d, %q, want 0–2, A b c", b.From, b.To, o.Text(i))
		}
		if len(o.Links) != 1 || o.Links[0].Href != "/x" || o.Links[0].Leaf != 1 || o.Leaves[1].Linked != 1 {
			t.Errorf("links = %+v, leaf 1 has %d bytes of link, want /x in leaf 1, 1 byte", o.Links, o.Leaves[1].Linked)
		}
		return
	}
	t.Errorf("no box is called %q", "card big j1 job-title")
}
