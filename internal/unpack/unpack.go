// Package unpack takes apart what holds many pages (compressed files, archives, mailboxes, web archives, files of
// records) while it is read. Nothing is unpacked to disk, and memory does not grow with the size of the whole.
//
// Damage is a value: it names its place, and what lies before it, and where possible behind it, is there.
package unpack

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"

	"jobsignal/internal/job"
	"jobsignal/internal/records"
	"jobsignal/internal/sheet"
	"jobsignal/internal/warc"
)

const (
	maxPage    = 50 << 20 // bytes of one page, whether a file, a member or what a line holds
	maxAnswer  = 4 << 20  // bytes of an object of data that is read as one page; decoded it takes twenty times as many
	maxText    = 6 << 20  // bytes of text in one page, embedded pictures aside; laid out it takes forty times as many
	headSize   = 64 << 10 // bytes that a form is told by
	maxDepth   = 5        // containers within containers
	maxMembers = 100_000  // members of one archive
)

// Input is something with content: a file, standard input, an answer from the network.
type Input struct {
	Page job.Page    // what every page from here has in common: Source, Retrieved …; Part is the place so far
	Name string      // file name, for its ending
	R    io.Reader   // the content
	File io.ReaderAt // the same content, where it can be read at any place; nil when it cannot
	Size int64       // of File; -1 when unknown
	Web  bool        // from the network: nothing is decompressed or opened, only text is cut into records
}

// Options says how inputs are taken apart. The zero value reads columns and fields under their own names.
type Options struct {
	Columns sheet.Columns                  // judges which row of a table names its columns; nil takes the first
	Rename  map[string]string              // field name wanted → name in the file, for records
	Note    func(place string, why string) // is told of what is skipped; nil is silent
}

// Damage is an input, or a place in it, that gave no page.
type Damage struct {
	Part  string // place inside the input; empty when all of it is meant
	Cause error
	Empty bool // the input holds nothing: an outcome, not a failure
}

// Error is the cause after its place.
func (d *Damage) Error() string {
	if d.Part == "" {
		return d.Cause.Error()
	}
	return d.Part + ": " + d.Cause.Error()
}

// Unwrap gives the cause.
func (d *Damage) Unwrap() error { return d.Cause }

// Container is a form that holds many pages, or wraps one.
type Container struct {
	Name       string   // what docs and messages say
	About      string   // one line for people
	Extensions []string // file name endings with their dot, lower case

	text  bool                               // consists of text, so that an answer from the network may be one
	is    func(in *input, head []byte) bool  // told by content; the ending of the name is a hint
	split func(u *unpacker, in *input) error // yields the pages; returns errEnough or nil
}

// Containers is the table of containers, in the order in which they are tried. A new one is one file and one line here.
func Containers() []Container {
	return []Container{
		{"warc", "web archive (WARC, ARC), plain or gzip: one page for each HTML, JSON, XML or PDF answer", []string{".warc", ".arc"}, false, isWARC, splitWARC},
		{"gzip", "any of the forms, compressed with gzip", []string{".gz", ".tgz"}, false, isGzip, splitGzip},
		{"zstd", "any of the forms, compressed with zstd", []string{".zst"}, false, isZstd, splitZstd},
		{"zip", "ZIP archive of any of the forms; WACZ: its web archives", []string{".zip", ".wacz"}, false, isZip, splitZip},
		{"xlsx", "workbook: one posting a row, columns named in the first, sheet by sheet", []string{".xlsx", ".xlsm"}, false, never, nil},
		{"tar", "tar archive of any of the forms", []string{".tar"}, false, isTar, splitTar},
		{"mbox", "mailbox: one page a message", []string{".mbox"}, false, isMailbox, splitMailbox},
		{"jsonl", "JSON Lines: one posting or answer a line", []string{".jsonl", ".ndjson"}, true,
			func(in *input, head []byte) bool { return records.IsLines(head, in.extension()) },
			func(u *unpacker, in *input) error { return u.records(in, records.Lines(in.r)) }},
		{"table", "CSV or TSV: one posting a row, columns named in the first; any separator, UTF-8, UTF-16 or Windows-1252", []string{".csv", ".tsv"}, true,
			func(in *input, head []byte) bool { return sheet.IsTable(head, in.extension()) },
			func(u *unpacker, in *input) error { return u.records(in, sheet.Table(in.r, u.opt.Columns)) }},
		{"json array", "JSON array of postings", []string{".json"}, true,
			func(_ *input, head []byte) bool { return records.IsArray(head) },
			func(u *unpacker, in *input) error { return u.records(in, records.Array(in.r)) }},
	}
}

// never is for a form that is told by another line of the table: a workbook is a ZIP archive.
func never(*input, []byte) bool { return false }

// Pages yields the pages of an input. An error in the sequence is always a *Damage.
func Pages(in Input, opt Options) iter.Seq2[*job.Page, error] {
	return func(yield func(*job.Page, error) bool) {
		u := &unpacker{opt: opt, yield: yield}
		u.deal(&input{page: in.Page, name: in.Name, r: newReader(in.R), file: in.File, size: in.Size, web: in.Web})
	}
}

// errEnough says that no more pages are wanted.
var errEnough = errors.New("enough")

// unpacker is one call of Pages.
type unpacker struct {
	opt   Options
	yield func(*job.Page, error) bool
}

// input is an Input, or a part of one.
type input struct {
	page   job.Page
	name   string
	r      *bufio.Reader
	file   io.ReaderAt
	size   int64
	web    bool
	depth  int  // containers around this one
	opened bool // some page, part or failure has come out of it
}

func newReader(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(r, headSize) }

// deal finds out what an input is and yields its pages.
func (u *unpacker) deal(in *input) error {
	head, err := in.r.Peek(headSize)
	if err != nil && err != io.EOF {
		return u.fail(in, "", err)
	}
	if len(head) == 0 {
		return u.empty(in, "")
	}
	if err := foreign(head); err != nil {
		return u.fail(in, "", err)
	}
	for _, c := range Containers() {
		// What comes from the network was decoded once, as its header said. Nothing in it is opened any further: neither
		// its name nor its content decides that something is to be decompressed.
		if in.web && !c.text || !c.is(in, head) {
			continue
		}
		if in.depth >= maxDepth {
			return u.fail(in, "", fmt.Errorf("containers are nested more than %d deep", maxDepth))
		}
		if err := c.split(u, in); err != nil {
			return err
		}
		if !in.opened {
			return u.empty(in, "")
		}
		return nil
	}
	return u.whole(in)
}

// whole yields an input as one page. An object of data that is too large for that, or damaged, is cut at its lists.
func (u *unpacker) whole(in *input) error {
	head, _ := in.r.Peek(headSize)
	object := records.IsObject(head)
	// Refused by its stated size, without reading: a sparse file of 100 GB takes a day to read.
	switch {
	case in.size > maxPage && !object:
		return u.fail(in, "", errTooLarge)
	case in.size > maxPage:
		return u.lists(in, in.r)
	}
	body, err := io.ReadAll(io.LimitReader(in.r, maxPage+1))
	switch {
	case err != nil:
		return u.fail(in, "", err)
	case len(body) > maxPage && object:
		return u.lists(in, newReader(io.MultiReader(bytes.NewReader(body), in.r)))
	case len(body) > maxPage:
		return u.fail(in, "", errTooLarge)
	case !object && textSize(body) > maxText:
		return u.fail(in, "", fmt.Errorf("more than %d MiB of text, embedded pictures aside: no posting is that long", maxText>>20))
	case object && len(body) > maxAnswer && records.HasLists(body):
		return u.lists(in, newReader(bytes.NewReader(body)))
	// A damaged place costs no more than the element that it is in; where cutting saves nothing, the reader of the
	// format says what is wrong, or mends it.
	case object && !json.Valid(body) && records.Salvage(body):
		return u.records(in, records.Nested(newReader(bytes.NewReader(body)), true))
	}
	return u.page(in, "", "", rename(body, u.opt.Rename))
}

// lists cuts an object at all its lists.
func (u *unpacker) lists(in *input, r *bufio.Reader) error {
	if err := u.records(in, records.Nested(r, false)); err != nil || in.opened {
		return err
	}
	return u.fail(in, "", errTooLarge)
}

// errTooLarge is the refusal of a page over the limit.
var errTooLarge = fmt.Errorf("larger than %d MiB", maxPage>>20)

// readUpTo reads everything, or fails when there is more than limit: nothing is cut short silently.
func readUpTo(r io.Reader, limit int) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(b) > limit {
		return nil, errTooLarge
	}
	return b, err
}

// page yields one page of an input. An unknown format is told by content later.
func (u *unpacker) page(in *input, part, format string, body []byte) error {
	if len(body) == 0 {
		return u.empty(in, part)
	}
	// A copy: the stream's reader may keep the page, and the next one starts from the same input.
	p := in.page
	p.Part, p.Body = join(in.page.Part, part), body
	if format != "" {
		p.Format = format
	}
	return u.give(in, &p, nil)
}

// give hands one value over.
func (u *unpacker) give(in *input, p *job.Page, err error) error {
	in.opened = true
	if !u.yield(p, err) {
		return errEnough
	}
	return nil
}

// fail names what gave no page. Part is the place inside the input.
func (u *unpacker) fail(in *input, part string, cause error) error {
	var p *fs.PathError // whoever prints it names the file
	if errors.As(cause, &p) {
		cause = p.Err
	}
	return u.give(in, nil, &Damage{Part: join(in.page.Part, part), Cause: cause})
}

func (u *unpacker) empty(in *input, part string) error {
	return u.give(in, nil, &Damage{Part: join(in.page.Part, part), Cause: errors.New("empty"), Empty: true})
}

// skip notes what is not read.
func (u *unpacker) skip(in *input, part, why string) {
	in.opened = true
	if u.opt.Note != nil {
		u.opt.Note(join(in.page.Part, part), why)
	}
}

// join is the name of a place inside a place.
func join(outer, inner string) string {
	if outer == "" || inner == "" {
		return outer + inner
	}
	return outer + ", " + inner
}

// member deals with one member of an archive as if it were a file.
func (u *unpacker) member(in *input, part, name string, r io.Reader, size int64, modified time.Time) error {
	// The member's own time is a better guess at when the page was saved than the archive's.
	in.opened = true
	m := &input{page: in.page, name: name, r: newReader(r), size: size, depth: in.depth + 1, web: in.web}
	m.page.Part = join(in.page.Part, part)
	if modified.Unix() > 0 {
		m.page.Retrieved = modified.UTC()
	}
	return u.deal(m)
}

// records yields one page a record.
func (u *unpacker) records(in *input, seq iter.Seq[records.Record]) error {
	for r := range seq {
		var stop error
		if r.Err != nil {
			stop = u.fail(in, r.Place, r.Err)
		} else {
			stop = u.page(in, r.Place, "json", rename(r.JSON, u.opt.Rename))
		}
		if stop != nil {
			return stop
		}
	}
	return nil
}

func isWARC(_ *input, head []byte) bool { return warc.Is(head) }

// splitWARC yields the pages of a web archive. Their addresses are text from outside: they are kept, never fetched.
func splitWARC(u *unpacker, in *input) error {
	for r := range warc.Records(in.r) {
		var stop error
		switch {
		case r.Err != nil:
			stop = u.fail(in, r.Place, r.Err)
		case r.Skipped != "":
			u.skip(in, r.Place, r.Skipped)
		default:
			// The record's own facts replace the archive's, for this page only.
			p := *in
			p.page.URL, p.page.MediaType = r.URL, r.Media
			if !r.Date.IsZero() {
				p.page.Retrieved = r.Date
			}
			in.opened = true
			stop = u.page(&p, r.Place, "", r.Body)
		}
		if stop != nil {
			return stop
		}
	}
	return nil
}

// extension is the ending of an input's name, lower case, without the endings of compression.
func (in *input) extension() string {
	name := strings.ToLower(strings.ReplaceAll(in.name, `\`, "/"))
	for {
		ext := path.Ext(name)
		switch ext {
		case ".gz", ".zst", ".tgz":
			name = strings.TrimSuffix(name, ext)
		default:
			return ext
		}
	}
}

// Show is a name as messages print it: as it is, or quoted in Go's manner when it holds line breaks, escapes,
// characters that turn the writing direction, or bytes that are no text.
func Show(name string) string {
	odd := strings.HasPrefix(name, `"`) || strings.IndexFunc(name, func(r rune) bool {
		return r == unicode.ReplacementChar || !unicode.IsPrint(r)
	}) >= 0
	if odd {
		return strconv.Quote(name)
	}
	return name
}

// Hidden reports whether a path has a step that file systems hide, or that an archiver added for itself.
func Hidden(name string) bool {
	for _, step := range strings.Split(strings.ReplaceAll(name, `\`, "/"), "/") {
		if strings.HasPrefix(step, ".") && step != "." && step != ".." || step == "__MACOSX" {
			return true
		}
	}
	return false
}

// assetEndings are what browsers put behind a page's name for the folder of its pictures and scripts, by language
// of the browser or its system.
var assetEndings = [...]string{"_files", "-files", ".files", "-dateien", "_dateien", "_fichiers", "_archivos", "_arquivos",
	"_ficheiros", "_file", "_bestanden", "-filer", "_pliki", "_soubory", "_elemei", "_fails", "_dosyalar"}

// Assets reports whether a folder holds the parts of a page saved beside it; names are the lower-case paths of
// everything around.
func Assets(folder string, names map[string]bool) bool {
	folder = strings.ToLower(folder)
	for _, ending := range assetEndings {
		page, ok := strings.CutSuffix(folder, ending)
		if ok && (names[page+".html"] || names[page+".htm"] || names[page+".xhtml"] || names[page]) {
			return true
		}
	}
	return false
}

// hasPrefix is a form that is told by its first bytes.
func hasPrefix(head []byte, prefix string) bool { return bytes.HasPrefix(head, []byte(prefix)) }
