package report

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

//go:embed assets/words.json
var wordsJSON []byte

//go:embed assets/articles.json
var articlesJSON []byte

// page is what the template is filled with. Style, Boot and Library are our own embedded files; everything else
// is text that html/template escapes for the place it stands in.
type page struct {
	Title, Meta string
	Note        string // why the page cannot be filtered
	Chips       []string
	CSP         string
	Style       template.CSS
	Scripts     []template.JS
	Sections    []section
	Data        json.RawMessage
	Live        json.RawMessage // rows to measure again; empty when there are too many
	Words       json.RawMessage
	Foot        string
}

// HTML writes the report as one self-contained page. Errors: a number that cannot be drawn, or the writer's.
func (r *Report) HTML(w io.Writer) error {
	p := page{Title: r.title(), Meta: r.meta(), Chips: r.chips(), Foot: r.source()}
	for _, q := range questions() {
		s := section{ID: q.ID, Heading: q.Heading, Nav: q.Nav}
		q.Answer(r, &s)
		p.Sections = append(p.Sections, s)
	}
	var bad error
	p.Data, bad = json.Marshal(r.data())
	r.note(bad)
	if l := r.live(); l != nil {
		p.Live, bad = json.Marshal(l)
		r.note(bad)
	} else if len(r.in.Rows) > 0 {
		p.Note = r.say("live.none", fills{"n": thousands(liveLimit)}).Plain()
	}
	p.Words = wordsJSON
	if r.err != nil {
		return fmt.Errorf("report: %w", r.err)
	}
	return render(w, pageHTML, p)
}

// note keeps the first error of a drawing for the end of the page.
func (r *Report) note(err error) {
	if err != nil && r.err == nil {
		r.err = err
	}
}

// render fills a template of ours and writes it whole: a fault leaves no half page behind.
func render(w io.Writer, source string, p page) error {
	p.Style, p.Scripts, p.CSP = trusted()
	t, err := template.New("page").Funcs(template.FuncMap{"grow": grow}).Parse(source)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// trusted are the embedded files that may act in the page, and the policy that allows exactly them by hash. It is
// the only place where text becomes style or script, and none of it was ever stored.
func trusted() (css template.CSS, js []template.JS, policy string) {
	allowed := "script-src"
	for _, s := range scripts() {
		js = append(js, template.JS(s))
		allowed += " " + hash(s)
	}
	policy = strings.Join([]string{"default-src 'none'",
		allowed,
		"style-src-elem " + hash(styleCSS),
		"style-src-attr 'unsafe-inline'", // the drawings position themselves with style attributes
		"img-src data:", "base-uri 'none'", "form-action 'none'"}, "; ")
	return template.CSS(styleCSS), js, policy
}

// scripts are the scripts of the page in the order they run.
func scripts() []string { return []string{echartsJS, measureJS, storyJS, bootJS, filterJS} }

// hash is a file's source expression in the policy.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// grow is a share as a whole number, for the width of a part of the certainty strip.
func grow(f float64) int { return int(math.Round(f * 1000)) }

// title is what the reader called the report, or what it is about.
func (r *Report) title() string {
	if t := clean(r.in.Title, 120); t != "" {
		return t
	}
	return r.say("title", fills{"n": count(r.n(), "job posting")}).Plain()
}

// meta is the line under the title.
func (r *Report) meta() string {
	return r.say("meta", fills{"week": sentence(week(r.in.Week)), "n": r.postings(), "employers": count(r.in.Result.Employers, "named employer"),
		"made": r.in.Generated.UTC().Format("2006-01-02 15:04 UTC")}).Plain()
}

// chips are the limits on the selection.
func (r *Report) chips() []string {
	var out []string
	add := func(name, value string) {
		if value != "" {
			out = append(out, name+" "+clean(value, 60))
		}
	}
	f := r.in.Filters
	add("since", f.Since)
	add("until", f.Until)
	add("title:", f.Title)
	add("employer:", f.Employer)
	return out
}

// slug makes an anchor out of a name: lower-case letters, digits and hyphens.
func slug(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		}
		return '-'
	}, s)
}

// sentence starts a text with a capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
