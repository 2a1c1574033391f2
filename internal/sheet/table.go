// Package sheet cuts tables (CSV, TSV and their like, workbooks) into records, one after another, while they are read:
// from the name of each column to what a row has in it.
package sheet

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"jobsignal/internal/records"
)

const (
	maxCell    = 1 << 20 // bytes of one cell
	maxColumns = 10_000
)

// jobColumns are names that the first row of a table of postings has in the exports that people share; two of them
// tell such a table where the file's name does not.
var jobColumns = [...]string{"title", "job_title", "jobtitle", "job title", "position", "company", "company_name", "company name", "employer",
	"description", "job_description", "jobdescription", "job description", "location", "job_location", "url", "job_url", "link",
	"salary", "date_posted", "posted", "job_type", "is_remote", "requirements", "skills"}

// IsTable tells a table by its file name (ext is its ending), or by a first row with names of columns that postings
// have. Head is the start of the content.
func IsTable(head []byte, ext string) bool {
	if !records.IsText(head) {
		return false
	}
	if ext == ".csv" || ext == ".tsv" {
		// The name is only a hint. Browsers save error pages under the name of the file that was asked for.
		t := records.Text(head)
		return len(t) > 0 && t[0] != '<' && t[0] != '{' // a page or JSON under a wrong name
	}
	// Without a name, prose with commas must not become a table: the first row has to name columns that are known.
	line, _, _ := bytes.Cut(records.Text(head), []byte("\n"))
	delimiter, n := delimiterOf(line)
	if n == 0 || len(line) == len(head) {
		return false
	}
	known := 0
	for _, cell := range strings.Split(strings.TrimSpace(string(line)), string(delimiter)) {
		if slices.Contains(jobColumns[:], strings.ToLower(strings.Trim(cell, "\" \r"))) {
			known++
		}
	}
	return known >= 2
}

// delimiterOf is the most frequent of the usual delimiters in the first row, outside quotes, and how often it comes.
func delimiterOf(line []byte) (delimiter byte, n int) {
	counts := map[byte]int{}
	quoted := false
	for _, c := range line {
		if c == '"' {
			quoted = !quoted
		}
		if !quoted {
			counts[c]++
		}
	}
	// A comma wins a tie: a table of one column has none of them.
	delimiter = ','
	for _, d := range []byte{'\t', ';', ',', '|'} {
		if counts[d] > counts[delimiter] {
			delimiter = d
		}
	}
	return delimiter, counts[delimiter]
}

// Columns judges whether a row can be the one that names the columns, and says what is wrong with it. Nil takes the
// first row, whatever it says.
type Columns func(names []string) error

// Table yields one record a row, from column name to cell; the first row names the columns, or a later one where a
// program has written something above it. A row that cannot be understood is an error with its line number.
func Table(r *bufio.Reader, judge Columns) iter.Seq[records.Record] {
	return func(yield func(records.Record) bool) {
		t := newTable(r)
		h := header{judge: judge}
		for {
			row, n, err := t.row()
			place := fmt.Sprintf("line %d", n)
			var rec records.Record
			switch {
			case err == io.EOF:
				if h.names == nil && h.wrong != nil {
					yield(records.Damaged(h.place, h.wrong))
				}
				return
			case errors.Is(err, errRow):
				rec = records.Damaged(place, err)
			case err != nil:
				yield(records.Damaged(place, err))
				return
			case h.names == nil:
				if !h.take(place, row) {
					yield(records.Damaged(h.place, h.wrong))
					return
				}
			default:
				rec = h.names.record(place, row)
			}
			// The row of names and rows without a cell are no records.
			if rec.Place != "" && !yield(rec) {
				return
			}
		}
	}
}

// header looks for the row that names the columns.
type header struct {
	judge Columns
	names columns // nil until found
	tried int
	place string // of the first row
	wrong error  // what is wrong with it
}

// maxAbove is how many rows may stand above the one that names the columns.
const maxAbove = 10

// take tries a row, and reports whether there is hope: it was the one, or one below it may be.
func (h *header) take(place string, row []string) bool {
	c, err := newColumns(row)
	if err == nil && h.judge != nil {
		err = h.judge(c)
	}
	if err == nil {
		h.names = c
		return true
	}
	if h.wrong == nil {
		h.place, h.wrong = place, err
	}
	h.tried++
	return h.judge != nil && h.tried <= maxAbove && len(row) <= maxColumns
}

// columns are the names in the first row.
type columns []string

func newColumns(row []string) (columns, error) {
	if len(row) > maxColumns {
		return nil, fmt.Errorf("more than %d columns", maxColumns)
	}
	named := 0
	c := make(columns, len(row))
	for i, name := range row {
		if c[i] = strings.TrimSpace(name); c[i] != "" {
			named++
		}
	}
	if named == 0 {
		return nil, errors.New("no names of columns in the first row")
	}
	return c, nil
}

// record is one row as a record, or none where the row is empty. Empty cells are left out; of two columns with one
// name the first that is filled counts.
func (c columns) record(place string, cells []string) records.Record {
	// More cells than columns means that a delimiter inside a text was not quoted, so that every cell behind it would be
	// taken for another one. Empty cells at the end come from spreadsheets and mean nothing.
	if len(cells) > len(c) && strings.Join(cells[len(c):], "") != "" {
		return records.Damaged(place, fmt.Errorf("%w: %d cells, but the first row names %d columns", errRow, len(cells), len(c)))
	}
	if len(c) > 1 && slices.Equal(cells, c) { // tables joined end to end repeat the names
		return records.Record{}
	}
	fields := map[string]string{}
	for i, cell := range cells {
		if i < len(c) && c[i] != "" && fields[c[i]] == "" && strings.TrimSpace(cell) != "" {
			fields[c[i]] = cell
		}
	}
	if len(fields) == 0 {
		return records.Record{}
	}
	b, err := json.Marshal(fields)
	if err != nil {
		return records.Damaged(place, err)
	}
	return records.Record{Place: place, JSON: b}
}

// table reads rows of cells (RFC 4180, any delimiter, any line ends).
type table struct {
	r         *bufio.Reader
	delimiter byte
	line      int    // lines read so far
	again     []byte // lines to read once more, after a row that could not be understood
}

// newTable finds out how the table is written, from its start.
func newTable(r *bufio.Reader) *table {
	r = records.UTF8(r)
	head, _ := r.Peek(r.Size())
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte(records.ByteOrderMark)), []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	// Excel's own way of saying it: a first line "sep=;" that is no row.
	if mark, ok := bytes.CutPrefix(line, []byte("sep=")); ok && len(mark) == 1 {
		t := &table{r: r, delimiter: mark[0]}
		t.next()
		return t
	}
	delimiter, _ := delimiterOf(line)
	return &table{r: r, delimiter: delimiter}
}

// errRow says that one row cannot be understood.
var errRow = errors.New("damaged row")

// row reads the next row that holds anything, and the number of its first line.
func (t *table) row() (cells []string, line int, err error) {
	for {
		raw, err := t.next()
		if err != nil {
			return nil, t.line, err
		}
		// Only here: inside a table the mark would be a character of its cell.
		if t.line == 1 {
			raw = bytes.TrimPrefix(raw, []byte(records.ByteOrderMark))
		}
		first := t.line
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		cells, err := t.cells(raw)
		return cells, first, err
	}
}

// next is the next line with its end.
func (t *table) next() ([]byte, error) {
	t.line++
	// Lines of a row that was given up come first; they keep their numbers, because give-up sets line back.
	if len(t.again) > 0 {
		i := bytes.IndexByte(t.again, '\n') + 1
		if i == 0 {
			i = len(t.again)
		}
		line := t.again[:i]
		t.again = t.again[i:]
		return line, nil
	}
	line, err := records.ReadLine(t.r)
	switch {
	case errors.Is(err, records.ErrLong):
		return nil, fmt.Errorf("%w: %w", errRow, records.TooLarge(records.MaxRecord))
	case len(line) > 0:
		return line, nil
	}
	return nil, err
}

// The states of a cell while it is read.
const (
	start  = iota // nothing of it was seen
	bare          // it has no quotes around it
	quoted        // its quote is open
	closed        // its quote was closed; only the delimiter or the end may follow
)

// cutter cuts one row into cells.
type cutter struct {
	delimiter byte
	state     int
	cell      []byte
	cells     []string
}

// end finishes the present cell.
func (c *cutter) end() {
	c.cells = append(c.cells, asText(c.cell))
	c.cell, c.state = nil, start
}

// add takes the next byte; atEnd says that a line ends here. It returns why the row cannot be understood, or "".
func (c *cutter) add(b byte, atEnd bool) string {
	switch {
	case c.state == quoted && b == '"':
		c.state = closed
	case c.state == quoted:
		c.cell = append(c.cell, b)
	case c.state == closed && b == '"': // two quotes are one that is meant
		c.cell, c.state = append(c.cell, b), quoted
	case b == c.delimiter:
		c.end()
	case atEnd:
	case c.state == closed && b != ' ':
		return "text follows a closing quote"
	case c.state == start && b == '"':
		c.state = quoted
	case c.state != closed:
		c.cell, c.state = append(c.cell, b), bare
	}
	if len(c.cell) > maxCell {
		return "a cell is larger than 1 MiB"
	}
	return ""
}

// cells cuts a row into cells, reading on while a quote is open. A quote opens only at the start of a cell. When a
// quote never closes, the row is given up, and the lines that it swallowed are read again as rows of their own.
func (t *table) cells(raw []byte) ([]string, error) {
	c := cutter{delimiter: t.delimiter}
	first, owned := t.line, false
	giveUp := func(why string) error {
		_, rest, _ := bytes.Cut(raw, []byte("\n"))
		t.again = append(slices.Clone(rest), t.again...)
		t.line = first
		return fmt.Errorf("%w: %s", errRow, why)
	}
	for i := 0; ; i++ {
		if i == len(raw) {
			if c.state != quoted {
				c.end()
				return c.cells, nil
			}
			more, err := t.next()
			if err != nil || len(raw) > records.MaxRecord {
				return nil, giveUp("a quote is opened and not closed")
			}
			if !owned { // the line may be a part of what is to be read again
				raw, owned = slices.Clone(raw), true
			}
			raw = append(raw, more...)
		}
		b := raw[i]
		atEnd := b == '\n' || b == '\r' && (i+1 == len(raw) || raw[i+1] == '\n')
		if why := c.add(b, atEnd); why != "" {
			return nil, giveUp(why)
		}
	}
}

// asText is a cell as UTF-8; other bytes are read as Windows-1252, which spreadsheets write.
func asText(cell []byte) string {
	if utf8.Valid(cell) {
		return string(cell)
	}
	b, err := charmap.Windows1252.NewDecoder().Bytes(cell)
	if err != nil {
		return strings.ToValidUTF8(string(cell), "\ufffd")
	}
	return string(b)
}
