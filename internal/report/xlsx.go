package report

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"jobsignal/internal/prose"
)

// SheetRows is how many rows a sheet of the workbook has at most, below its head. Excel holds four times as many;
// nobody could use them.
const SheetRows = 250_000

// Limits of a workbook.
const (
	cellLimit = excelize.TotalCellChars // UTF-16 units that a cell of Excel holds
	bookLinks = 3_000                   // live links of one sheet: the library looks through all of them for each new one
	linkLimit = 2_000                   // characters of an address; Excel calls a file with longer ones damaged
)

// The height of rows is set, for some programs show each as one line otherwise, one over the other.
const (
	lineHeight = 15 // points
	linesMost  = 8  // longer text ends at the edge of its cell
)

// XLSX writes the report as a workbook for people who sort and filter: the answer, and a sheet for each kind of figure
// down to the sentences. Equal reports give equal bytes. No cell is a formula; text that a spreadsheet would take for
// one, if it were typed in again, carries the mark that keeps it text.
func (r *Report) XLSX(w io.Writer) (err error) {
	f := excelize.NewFile()
	// The archive goes where the report goes, past a buffer in which the library would keep all of it once more.
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &inOrder{w: w, parts: map[string]*part{}} })
	defer func() { err = errors.Join(err, f.Close()) }() // removes what the library put aside on disk
	b := book{File: f}
	if b.looks, err = styles(f); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	for i, s := range r.sheets() {
		if err := b.add(i, s); err != nil {
			return fmt.Errorf("xlsx: sheet %s: %w", s.name, err)
		}
	}
	made := r.b.Generated.UTC().Format(time.RFC3339)
	err = errors.Join(f.SetAppProps(&excelize.AppProperties{Application: Maker}),
		f.SetDocProps(&excelize.DocProperties{Creator: Maker, LastModifiedBy: Maker, Title: cellText(r.title()), Created: made, Modified: made}))
	if err == nil {
		err = f.Write(w)
	}
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// Maker is the application that a workbook names. A spreadsheet that saves the file puts its own name there, which
// tells a workbook as made from one that a person has worked on.
const Maker = "Jobsignal"

// sheet is one table of the workbook.
type sheet struct {
	name    string
	fixed   int // columns on the left that stay in sight
	columns []column
	rows    iter.Seq[[]any] // a cell is a text, a number, a link, or nil for nothing
}

// column is the head of a column, its width in characters, and how its cells look.
type column struct {
	head  string
	width float64
	look  look
}

// look is how a cell is shown.
type look int

const (
	text    look = iota // wrapped
	percent             // a fraction of 1
	number
	guarded // text that begins like a formula
	linked
	headWords
	headFigures
)

// link is a cell with an address behind it.
type link struct{ text, url string }

// book is the workbook while it is written.
type book struct {
	*excelize.File
	looks []int // style of each look
}

// styles defines the looks. The library cannot ask for the mark that keeps text from being read as a formula when a
// person edits its cell (quotePrefix), so it is set where the library keeps its styles.
func styles(f *excelize.File) ([]int, error) {
	words := &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true, Indent: 1}
	figures := &excelize.Alignment{Horizontal: "right", Vertical: "top", Indent: 1}
	font := func(x excelize.Font) *excelize.Font {
		x.Family, x.Size = "Calibri", 11
		return &x
	}
	head := func(side string) excelize.Style {
		return excelize.Style{Font: font(excelize.Font{Bold: true}), Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECF1"}},
			Alignment: &excelize.Alignment{Horizontal: side, Vertical: "top", WrapText: true, Indent: 1}, Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "7A8699"}}}
	}
	share := "0.0%"
	var out []int
	for _, s := range [...]excelize.Style{
		text:    {Alignment: words},
		percent: {Alignment: figures, CustomNumFmt: &share},
		number:  {Alignment: figures, NumFmt: 3}, // 1,234
		guarded: {Alignment: words, NumFmt: 49},
		linked:  {Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", Indent: 1}, Font: font(excelize.Font{Color: "0563C1", Underline: "single"})},
		// The first row: over words, and over figures.
		headWords:   head("left"),
		headFigures: head("right"),
	} {
		id, err := f.NewStyle(&s)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	yes := true
	f.Styles.CellXfs.Xf[out[guarded]].QuotePrefix = &yes
	return out, nil
}

// add writes a sheet row by row. Its head stays in sight and filters what is below it; the filter is set last, for
// only then is it known how far the rows reach.
func (b book) add(i int, s sheet) error {
	var err error
	if i == 0 {
		err = b.SetSheetName("Sheet1", s.name)
	} else {
		_, err = b.NewSheet(s.name)
	}
	if err != nil {
		return err
	}
	if err := b.print(s.name); err != nil {
		return err
	}
	w, err := b.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	if err := b.head(w, s); err != nil {
		return err
	}
	at, links := 1, 0
	for row := range s.rows {
		if at > SheetRows {
			break
		}
		at++
		cells, lines := b.cells(s, row, at, &links)
		if err := w.SetRow(fmt.Sprintf("A%d", at), cells, excelize.RowOpts{Height: float64(lines) * lineHeight}); err != nil {
			return err
		}
	}
	corner, err := excelize.CoordinatesToCellName(len(s.columns), at)
	if err == nil {
		err = b.AutoFilter(s.name, "A1:"+corner, nil)
	}
	return cmp.Or(err, w.Flush())
}

// print lays a sheet out on paper: across, all columns on one page, the head on every page. The writer of rows takes it
// over when it begins.
func (b book) print(sheet string) error {
	across, one, any, yes := "landscape", 1, 0, true
	return errors.Join(b.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}),
		b.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &across, FitToWidth: &one, FitToHeight: &any}),
		b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + sheet + "'!$1:$1", Scope: sheet}))
}

// head writes the first row, and what must be known before it: widths, and that it stays in sight.
func (b book) head(w *excelize.StreamWriter, s sheet) error {
	first, err := excelize.CoordinatesToCellName(s.fixed+1, 2)
	active := "bottomLeft"
	if s.fixed > 0 {
		active = "bottomRight"
	}
	err = errors.Join(err, w.SetPanes(&excelize.Panes{Freeze: true, XSplit: s.fixed, YSplit: 1, TopLeftCell: first, ActivePane: active}))
	heads := make([]any, len(s.columns))
	for i, c := range s.columns {
		wide := c.width
		for _, word := range strings.Fields(c.head) {
			wide = max(wide, float64(len(word)+4)) // in bold, with air on both sides
		}
		err = errors.Join(err, w.SetColWidth(i+1, i+1, wide))
		how := headWords
		if c.look == number || c.look == percent {
			how = headFigures
		}
		heads[i] = excelize.Cell{StyleID: b.looks[how], Value: cellText(c.head)}
	}
	return errors.Join(err, w.SetRow("A1", heads, excelize.RowOpts{Height: 3 * lineHeight}))
}

// cells gives the values of one row their looks, and says how many lines the row is high. An address becomes a live
// link while there are few of them; text it is in any case.
func (b book) cells(s sheet, row []any, at int, links *int) (out []any, lines int) {
	out, lines = make([]any, len(row)), 1
	for i, v := range row {
		how := s.columns[i].look
		switch x := v.(type) {
		case nil:
			continue
		case float64:
			v = math.Round(x*1e6) / 1e6
		case string:
			v, how = cellText(x), text
		case link:
			v, how = cellText(cmp.Or(x.text, x.url)), text
			if safe := prose.SafeLink(x.url).URL; safe != "" && len(safe) <= linkLimit && *links < bookLinks && b.link(s.name, i+1, at, safe) == nil {
				*links++
				how = linked
			}
		}
		if t, ok := v.(string); ok {
			if how == text && guard(t) != t {
				how = guarded
			}
			if s.columns[i].look == text {
				lines = max(lines, min(linesMost, 1+utf8.RuneCountInString(t)/int(s.columns[i].width)))
			}
		}
		out[i] = excelize.Cell{StyleID: b.looks[how], Value: v}
	}
	return out, lines
}

// link puts an address behind a cell.
func (b book) link(sheet string, column, row int, url string) error {
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	return b.SetCellHyperLink(sheet, cell, url, "External")
}

// cellText makes text fit for a cell: what does not print is dropped, white space is folded, and what a cell cannot
// hold is cut with a mark.
func cellText(s string) string {
	s = prose.Clean(strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0':
			return ' '
		case '\ufffe', '\uffff': // XML has no way to write these two
			return '\ufffd'
		}
		return r
	}, s), math.MaxInt)
	if len(s) <= cellLimit { // never more units than bytes
		return s
	}
	units := utf16.Encode([]rune(s))
	if len(units) <= cellLimit {
		return s
	}
	return strings.TrimSuffix(string(utf16.Decode(units[:cellLimit-1])), "\ufffd") + "…" // the mark of half a pair goes
}

// inOrder is the archive of a workbook with its parts by name. The library hands them over in the order of a map, and
// equal reports should be equal files.
type inOrder struct {
	w     io.Writer
	parts map[string]*part
}

// part is one file of the archive, packed already.
type part struct {
	packed bytes.Buffer
	zip    *zip.Writer
}

// Create begins a part.
func (o *inOrder) Create(name string) (io.Writer, error) {
	p := &part{}
	p.zip = zip.NewWriter(&p.packed)
	o.parts[name] = p
	return p.zip.Create(name)
}

// AddFS is not used by workbooks that are made anew.
func (o *inOrder) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the archive.
func (o *inOrder) Close() error {
	all := zip.NewWriter(o.w)
	for _, name := range slices.Sorted(maps.Keys(o.parts)) {
		p := o.parts[name]
		if err := p.zip.Close(); err != nil {
			return err
		}
		one, err := zip.NewReader(bytes.NewReader(p.packed.Bytes()), int64(p.packed.Len()))
		if err != nil {
			return err
		}
		for _, f := range one.File {
			if err := all.Copy(f); err != nil {
				return err
			}
		}
		delete(o.parts, name)
	}
	return all.Close()
}
