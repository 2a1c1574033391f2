package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"jobsignal/internal/records"
)

// maxShared is how much text the cells of a workbook may share, in bytes; it is held in memory.
const maxShared = 100 << 20

// workbook is what the sheets of an XLSX file refer to (ECMA-376, part 1, 18).
type workbook struct {
	files  map[string]*zip.File
	open   func(*zip.File) (io.ReadCloser, error)
	shared []string // texts that cells name by number
	dates  []bool   // by style number: the number in the cell is a date
	sheets []sheet
	judge  Columns

	refused []records.Record // sheets without a row that names columns
	named   bool             // some sheet has one
}

type sheet struct{ name, file string }

// IsWorkbook tells a workbook by its members.
func IsWorkbook(z *zip.Reader) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "xl/workbook.xml" })
}

// Workbook yields one record a row, from column name to cell, for every sheet whose first row names columns. Rows
// are read one after another; only the texts that cells share are in memory. Members are unpacked through open,
// which sets its own limits.
func Workbook(z *zip.Reader, open func(*zip.File) (io.ReadCloser, error), judge Columns) iter.Seq[records.Record] {
	return func(yield func(records.Record) bool) {
		w := &workbook{files: map[string]*zip.File{}, open: open, judge: judge}
		for _, f := range z.File {
			w.files[f.Name] = f
		}
		// Cells mean nothing without these three; a workbook that lacks shared texts or styles has none.
		for _, step := range []func() error{w.readSheets, w.readShared, w.readStyles} {
			if err := step(); err != nil {
				yield(records.Damaged("workbook", err))
				return
			}
		}
		for _, sh := range w.sheets {
			if !w.rows(sh, yield) {
				return
			}
		}
		// A sheet of notes beside the one with the postings is no failure; a book of nothing else is.
		for _, r := range w.refused {
			if !w.named && !yield(r) {
				return
			}
		}
	}
}

// errEnough says that no more records are wanted.
var errEnough = errors.New("enough")

// errEnd says that a sheet is left before its end.
var errEnd = errors.New("no further rows")

// rows yields the rows of one sheet, and reports whether more are wanted.
func (w *workbook) rows(sh sheet, yield func(records.Record) bool) bool {
	place := "sheet " + records.Printable(sh.name)
	h := header{judge: w.judge}
	err := w.walk(sh.file, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "row" {
			return nil
		}
		n, cells, err := w.row(d, e)
		at := fmt.Sprintf("%s, row %s", place, records.Printable(n))
		var rec records.Record
		switch {
		case errors.Is(err, errRow):
			rec = records.Damaged(at, err)
		case err != nil:
			return err
		case len(cells) == 0:
		case h.names == nil:
			if !h.take(at, cells) {
				return errEnd
			}
			w.named = w.named || h.names != nil
		default:
			rec = h.names.record(at, cells)
		}
		if rec.Place != "" && !yield(rec) {
			return errEnough
		}
		return nil
	})
	if h.names == nil && h.wrong != nil {
		w.refused = append(w.refused, records.Damaged(h.place, h.wrong))
	}
	switch {
	case errors.Is(err, errEnough):
		return false
	case errors.Is(err, errEnd):
		return true
	}
	return err == nil || yield(records.Damaged(place, err))
}

// walk calls visit for each element that starts in a member. External parts and entities are never followed.
func (w *workbook) walk(name string, visit func(*xml.Decoder, xml.StartElement) error) error {
	f := w.files[name]
	if f == nil {
		return fmt.Errorf("%s is missing", records.Printable(name))
	}
	r, err := w.open(f)
	if err != nil {
		return err
	}
	defer r.Close()
	// RawToken neither expands entities nor looks at document types, and it keeps prefixes of names apart from names:
	// programs differ in the prefixes that they write.
	d := xml.NewDecoder(r)
	for {
		t, err := d.RawToken()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := visit(d, e); err != nil {
				return err
			}
		}
	}
}

// readSheets finds the sheets in their order, and the members that hold them.
func (w *workbook) readSheets() error {
	target := map[string]string{}
	err := w.walk("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			to := attribute(e, "Target")
			if strings.HasPrefix(to, "/") {
				to = to[1:]
			} else {
				to = path.Join("xl", to)
			}
			target[attribute(e, "Id")] = to
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.walk("xl/workbook.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "sheet" {
			// The order of sheets is the order here, not that of the members of the archive.
			for _, a := range e.Attr { // r:id, not sheetId
				if a.Name.Local == "id" {
					w.sheets = append(w.sheets, sheet{attribute(e, "name"), target[a.Value]})
				}
			}
		}
		return nil
	})
}

// readShared reads the texts that cells share. A text may come in runs of different fonts; readings above the
// characters (rPh) are no part of it.
func (w *workbook) readShared() error {
	if w.files["xl/sharedStrings.xml"] == nil {
		return nil
	}
	total := 0
	return w.walk("xl/sharedStrings.xml", func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := textOf(d, "si")
		w.shared = append(w.shared, text)
		// 16 bytes are what an empty text costs in memory: a million of them are not free either.
		if total += len(text) + 16; total > maxShared {
			return records.TooLarge(maxShared)
		}
		return err
	})
}

// readStyles finds which styles show a number as a date.
func (w *workbook) readStyles() error {
	if w.files["xl/styles.xml"] == nil {
		return nil
	}
	// Cells refer to the formats in cellXfs by number. The same element stands in two other lists, which are not meant.
	custom := map[string]string{}
	inCells := false
	return w.walk("xl/styles.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			custom[attribute(e, "numFmtId")] = attribute(e, "formatCode")
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id := attribute(e, "numFmtId")
				w.dates = append(w.dates, isDate(id, custom[id]))
			}
		}
		return nil
	})
}

// isDate reports whether a number format shows a date: one of the built-in ones (18.8.30), or a code with a day or
// a year outside its quoted parts.
func isDate(id, code string) bool {
	if slices.Contains([]string{"14", "15", "16", "17", "22", "27", "28", "29", "30", "31", "36", "50", "57"}, id) {
		return true
	}
	quoted, bracket := false, false
	for _, c := range strings.ToLower(code) {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket && (c == 'y' || c == 'd'):
			return true
		}
	}
	return false
}

// row reads the cells of a row, each at the place that its reference names. An errRow is about this row alone: it
// was read to its end.
func (w *workbook) row(d *xml.Decoder, start xml.StartElement) (n string, cells []string, err error) {
	n = attribute(start, "r")
	size := 0
	var damage error
	for {
		t, err := d.RawToken()
		if err != nil {
			return n, nil, unexpected(err)
		}
		switch e := t.(type) {
		case xml.EndElement:
			if e.Name.Local == "row" {
				return n, cells, damage
			}
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			text, err := textOf(d, "c")
			if err != nil {
				return n, nil, err
			}
			if size += len(text); size > records.MaxRecord {
				return n, nil, records.TooLarge(records.MaxRecord)
			}
			at, err := column(attribute(e, "r"), len(cells))
			if err == nil {
				text, err = w.cell(e, text)
			}
			if err != nil {
				damage = fmt.Errorf("%w: %w", errRow, err)
				continue
			}
			// Empty cells are left out of the file, so the place comes from the reference.
			for len(cells) <= at {
				cells = append(cells, "")
			}
			cells[at] = text
		}
	}
}

// cell is what a cell shows: a shared text, its own text, or a number, as a date where its style says so. Of a
// formula only the stored result is taken.
func (w *workbook) cell(c xml.StartElement, text string) (string, error) {
	switch attribute(c, "t") {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || i < 0 || i >= len(w.shared) {
			return "", fmt.Errorf("there is no shared text %s", strconv.Quote(text))
		}
		return w.shared[i], nil
	case "", "n":
		style, err := strconv.Atoi(attribute(c, "s"))
		if err == nil && style >= 0 && style < len(w.dates) && w.dates[style] {
			return date(text), nil
		}
	case "b":
		return map[string]string{"1": "true", "0": "false"}[text], nil
	case "e":
		return "", nil
	}
	return text, nil
}

// date turns a spreadsheet's day number, counted from the last days of 1899, into a date.
func date(text string) string {
	// Day 60 is the 29th of February 1900, which never was; counting from the 30th of December 1899 is right for every
	// day behind it.
	days, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || days < 1 || days > 1e6 {
		return text
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)).Format(time.DateOnly)
}

// column is the place that a reference such as "AB12" names, from 0; without one it is the next place.
func column(ref string, next int) (int, error) {
	n := 0
	for _, c := range ref {
		if c < 'A' || c > 'Z' || n > maxColumns {
			break
		}
		n = n*26 + int(c-'A'+1)
	}
	if n == 0 {
		n = next + 1
	}
	if n > maxColumns {
		return 0, fmt.Errorf("more than %d columns", maxColumns)
	}
	return n - 1, nil
}

// textOf joins the text in the t and v elements up to the end of an element.
func textOf(d *xml.Decoder, end string) (string, error) {
	var b strings.Builder
	take, skip := false, false
	for {
		t, err := d.RawToken()
		if err != nil {
			return "", unexpected(err)
		}
		switch e := t.(type) {
		case xml.StartElement:
			skip = skip || e.Name.Local == "rPh"
			take = !skip && (e.Name.Local == "t" || e.Name.Local == "v")
		case xml.EndElement:
			take = false
			if e.Name.Local == "rPh" {
				skip = false
			}
			if e.Name.Local == end {
				return b.String(), nil
			}
		case xml.CharData:
			if take {
				if b.Len()+len(e) > records.MaxRecord {
					return "", records.TooLarge(records.MaxRecord)
				}
				b.Write(e)
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// unexpected is the end of a file inside something.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
