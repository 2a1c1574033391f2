package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"jobsignal/internal/report"
)

// shelf is the folder of reports. Every file is written to a temporary one, synced and renamed, so that a reader
// never sees half of it; a file that report did not make is never replaced.
type shelf struct {
	dir string
	raw bool // CSV without guards
}

// mark opens the last line of every page: a comment that says who made it and what the list of reports shows. The
// pages carry their entries themselves, so the list needs no file of its own that could disagree with the folder.
const mark = "<!-- jobsignal report 1 "

// list is the name of the list of reports.
const list = "index.html"

// entry is what the list of reports shows for a report. Its file is named after the week, and after the filters where
// there are any: a report on a part never takes the place of the report on all.
func entry(r *report.Report, in report.Input) report.Entry {
	return report.Entry{File: in.Week + part(in.Filters) + ".html", Week: in.Week, Filter: r.Filter(), Answer: r.Answer(), Postings: in.Result.Postings}
}

// partMost is how much of a file's name the filters may take.
const partMost = 60

// part is what filters add to the name of a report: "-title-scientist". The same filters give the same name. Where the
// name cannot hold a filter whole (signs, other scripts, length), part of a digest tells it from others that read alike.
func part(f report.Filters) string {
	var b strings.Builder
	whole := true
	for _, x := range [][2]string{{"title", f.Title}, {"employer", f.Employer}, {"since", f.Since}, {"until", f.Until}} {
		value := strings.ToLower(x[1]) // patterns hold in any case
		if value == "" {
			continue
		}
		slug := strings.Join(strings.FieldsFunc(value, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }), "-")
		// A hyphen inside a pattern could end it: "a-employer-b". Days are of one shape.
		whole = whole && slug == value && (x[0] == "since" || x[0] == "until" || !strings.Contains(slug, "-"))
		b.WriteString("-" + x[0])
		if slug != "" {
			b.WriteString("-" + slug)
		}
	}
	name := b.String()
	if whole && len(name) <= partMost {
		return name
	}
	digest := report.Digest([]byte(strings.ToLower(strings.Join([]string{f.Title, f.Employer, f.Since, f.Until}, "\x00"))))
	return strings.TrimRight(name[:min(len(name), partMost)], "-") + "-" + digest[:6]
}

// put writes the report in the given forms, then the list, and returns the paths, the page first. A folder that does not
// exist is made, readable by its owner only: reports quote what the owner saved. When one form fails, those before it
// stay; each is complete.
func (s shelf) put(r *report.Report, e report.Entry, forms []string) ([]string, error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, fmt.Errorf("folder for reports: %w", err)
	}
	var paths []string
	for _, form := range formats() {
		if !slices.Contains(forms, form) {
			continue
		}
		body, err := s.body(r, e, form)
		if err != nil {
			return paths, err
		}
		path := filepath.Join(s.dir, strings.TrimSuffix(e.File, ".html")+"."+form)
		if err := s.replace(path, form, body); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	if !slices.Contains(forms, "html") {
		return paths, nil
	}
	return paths, s.index()
}

// body is the report in one form, whole in memory: what cannot be drawn is found before a file is touched.
func (s shelf) body(r *report.Report, e report.Entry, form string) ([]byte, error) {
	var b bytes.Buffer
	export := map[string]func(io.Writer) error{"html": r.HTML, "csv": r.CSV, "json": r.JSON, "md": r.Markdown, "xlsx": r.XLSX}[form]
	if form == "csv" && s.raw {
		export = r.CSVRaw
	}
	if form != "html" {
		err := export(&b)
		return b.Bytes(), err
	}
	seal := make(chan report.Seal, 1)
	go func() { seal <- r.Seal() }() // over many postings it takes as long as the page
	err := export(&b)
	sealed := <-seal
	return signed(b.Bytes(), tail{e, &sealed}), err
}

// tail is what the last line of a page says: its entry in the list, and how it was made. The list itself has no seal.
type tail struct {
	report.Entry
	Seal *report.Seal `json:",omitempty"`
}

// signed adds the last line to a page; its digest is of the page and of that line without it.
func signed(page []byte, t tail) []byte {
	t.Seal.Digest = ""
	t.Seal.Digest = report.Digest(append(page, trailer(t)...))
	return append(page, trailer(t)...)
}

// trailer is the last line of a page. Its content is base64, so no text can end the comment.
func trailer(t tail) string {
	b, err := json.Marshal(t)
	if err != nil { // text and numbers always have JSON
		b = nil
	}
	return mark + base64.StdEncoding.EncodeToString(b) + " -->\n"
}

// readTrailer reads back what trailer wrote; ok is false for a page that report did not make.
func readTrailer(page []byte) (t tail, ok bool) {
	at := bytes.LastIndex(page, []byte(mark))
	if at < 0 {
		return t, false
	}
	text, _, _ := bytes.Cut(page[at+len(mark):], []byte(" -->"))
	b, err := base64.StdEncoding.DecodeString(string(text))
	return t, err == nil && json.Unmarshal(b, &t) == nil
}

// ours says whether a file that is in the way was made by report, so that it may be replaced. A missing file may; a
// link, a folder or a device may not, whatever it leads to. Each form is known by something that only report writes.
func ours(path, form string) (bool, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() {
		return false, nil
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return false, err
	}
	return recognised(form, body), nil
}

// recognised says whether a body reads as report writes that form.
func recognised(form string, body []byte) bool {
	switch form {
	case "html":
		_, made := readTrailer(body)
		return made
	case "csv":
		return bytes.HasPrefix(body, []byte(`"measure","id","name","platform","k","of",`))
	case "md":
		last := body[bytes.LastIndexByte(bytes.TrimRight(body, "\n"), '\n')+1:]
		return bytes.HasPrefix(last, []byte("- Week ")) && bytes.Contains(last, []byte(" by Jobsignal "))
	case "xlsx":
		return untouched(body)
	}
	var head struct {
		Schema     int     `json:"schema"`
		Program    *string `json:"program"`
		Vocabulary *string `json:"vocabulary"`
	}
	return json.Unmarshal(body, &head) == nil && head.Schema > 0 && head.Program != nil && head.Vocabulary != nil
}

// untouched says whether a workbook is as report made it. A spreadsheet that saves it names itself as the maker: it
// then holds somebody's notes and is no longer ours.
func untouched(body []byte) bool {
	book, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return false
	}
	f, err := book.Open("docProps/app.xml")
	if err != nil {
		return false
	}
	defer f.Close()
	app, err := io.ReadAll(io.LimitReader(f, trailerMost))
	return err == nil && bytes.Contains(app, []byte("<Application>"+report.Maker+"</Application>"))
}

// replace writes a file whole or not at all: to a temporary file beside it, synced, then renamed over it. A fault on the
// way removes the temporary file and leaves the old one as it was.
func (s shelf) replace(path, form string, body []byte) error {
	if made, err := ours(path, form); err != nil || !made {
		if err == nil {
			err = fmt.Errorf("%s was not made by report; move it away or name another folder with --out", path)
		}
		return err
	}
	f, err := os.CreateTemp(s.dir, ".jobsignal-*") // mode 0600
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err = fill(f, body); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, errors.Join(err, os.Remove(f.Name())))
	}
	return syncDir(s.dir)
}

// fill writes, syncs and closes a file; what its closing says counts, for some disks are full only then.
func fill(f *os.File, body []byte) error {
	_, err := f.Write(body)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncDir makes a rename durable. Some systems cannot sync a folder; their rename is durable enough.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	_ = d.Sync()
	return d.Close()
}

// index writes the list of reports, newest week first, in each the report on all before those on a part. It carries the mark too, so that it can be replaced next time.
func (s shelf) index() error {
	entries, err := s.entries()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := report.Index(&b, entries); err != nil {
		return err
	}
	b.WriteString(trailer(tail{Entry: report.Entry{File: list}}))
	return s.replace(filepath.Join(s.dir, list), "html", b.Bytes())
}

// entries reads the list back from the pages in the folder, newest week first. Pages that carry no mark, and names that
// begin with no week, are somebody else's and left out; a folder that does not exist has none.
func (s shelf) entries() ([]report.Entry, error) {
	files, err := os.ReadDir(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("listing reports: %w", err)
	}
	name := regexp.MustCompile(`^\d{4}-W\d\d(-[a-z0-9-]+)?\.html$`)
	var out []report.Entry
	for _, f := range files {
		if !name.MatchString(f.Name()) || !f.Type().IsRegular() {
			continue
		}
		end, err := lastLine(filepath.Join(s.dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("listing reports: %w", err)
		}
		if t, ok := readTrailer(end); ok {
			t.File = f.Name()
			out = append(out, t.Entry)
		}
	}
	slices.SortFunc(out, func(a, b report.Entry) int {
		return cmp.Or(strings.Compare(b.Week, a.Week), strings.Compare(a.Filter, b.Filter), strings.Compare(a.File, b.File))
	})
	return out, nil
}

// trailerMost is how much of a page's end is read to find its last line.
const trailerMost = 16 << 10

// lastLine reads the end of a page; a page has megabytes, and there may be years of them.
func lastLine(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(max(0, size-trailerMost), io.SeekStart); err != nil {
		return nil, err
	}
	return io.ReadAll(bufio.NewReader(f))
}
