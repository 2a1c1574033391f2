// Package page is the look of the report: what a page is made of (sections, figures, tables), the template, the
// stylesheet and the scripts, and the policy that lets exactly these act. It knows no measure: filled parts come in,
// one self-contained HTML file goes out.
//
// The page is complete without script; the scripts draw the charts, open evidence and follow filters. Text that came
// from postings is written by html/template or, inside inert JSON, by encoding/json; it never becomes markup or code.
package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"math"
	"regexp"
	"strings"
)

//go:embed assets/page.html
var pageHTML string

//go:embed assets/index.html
var indexHTML string

//go:embed assets/style.css
var styleCSS string

//go:embed assets/boot.js
var bootJS string

//go:embed assets/measure.js
var measureJS string

//go:embed assets/story.js
var storyJS string

//go:embed assets/filter.js
var filterJS string

//go:embed assets/echarts.min.js
var echartsJS string

// Page is one report, ready to be written. Its JSON stands in inert elements.
type Page struct {
	Title, Meta string
	Note        string   // why the page cannot be filtered; empty: it can
	Chips       []string // what narrowed the selection
	Sections    []Section
	Data        json.RawMessage // sentences and postings behind the bars
	Live        json.RawMessage // rows to measure again; empty when there are too many
	Words       json.RawMessage // the sentences that the script fills again
	Foot        string
}

// Write writes the page whole: a fault leaves no half page behind.
func (p Page) Write(w io.Writer) error { return render(w, pageHTML, p) }

// List is the list of reports.
type List struct {
	Title   string
	Entries []Entry
}

// Entry is one report in the list.
type Entry struct {
	Href, Heading string
	Lines         []string
}

// Write writes the list as a page.
func (l List) Write(w io.Writer) error { return render(w, indexHTML, l) }

// filled is what a template is executed with. Style and Scripts are our own embedded files; everything else is text
// that html/template escapes for the place it stands in.
type filled struct {
	Style   template.CSS
	Scripts []template.JS
	Policy  string
	Page    any
}

// render fills a template of ours.
func render(w io.Writer, source string, content any) error {
	t, err := template.New("page").Funcs(template.FuncMap{"grow": grow, "pieces": pieces}).Parse(source)
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	p := filled{Page: content}
	p.Style, p.Scripts, p.Policy = trusted()
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// trusted are the embedded files that may act in the page, and the policy that allows exactly them by hash. It is
// the only place where text becomes style or script, and none of it was ever stored.
func trusted() (css template.CSS, js []template.JS, policy string) {
	allowed := "script-src"
	for _, s := range Scripts() {
		js = append(js, template.JS(s))
		allowed += " " + Hash(s)
	}
	policy = strings.Join([]string{"default-src 'none'",
		allowed,
		"style-src-elem " + Hash(styleCSS),
		"style-src-attr 'unsafe-inline'", // the drawings position themselves with style attributes
		"img-src data:", "base-uri 'none'", "form-action 'none'"}, "; ")
	return template.CSS(styleCSS), js, policy
}

// Scripts are the scripts of the page in the order they run: the library, the measures, the story, the page, filters.
func Scripts() []string { return []string{echartsJS, measureJS, storyJS, bootJS, filterJS} }

// Style is the stylesheet of the page.
func Style() string { return styleCSS }

// Policy is the content security policy of the page.
func Policy() string {
	_, _, p := trusted()
	return p
}

// Hash is a file's source expression in the policy.
func Hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// grow is a share as a whole number, for the width of a part of the certainty strip.
func grow(f float64) int { return int(math.Round(f * 1000)) }

// Piece is a run of text; one that is Whole stays on one line.
type Piece struct {
	Text  string
	Whole bool
}

// whole finds what must not be torn at the end of a line: exam codes ("AIP-C01") and intervals ("29–75 %").
var whole = regexp.MustCompile(`\b[A-Z]{2,4}-[A-Z]?\d{2,3}\b|\d[\d.]*–[\d.]+(?:\x{a0}%)?`)

// pieces cuts a text so that what must stay whole stands alone.
func pieces(s string) (out []Piece) {
	at := 0
	for _, m := range whole.FindAllStringIndex(s, -1) {
		if m[0] > at {
			out = append(out, Piece{s[at:m[0]], false})
		}
		out = append(out, Piece{s[m[0]:m[1]], true})
		at = m[1]
	}
	if at < len(s) {
		out = append(out, Piece{s[at:], false})
	}
	return out
}
