package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"jobsignal/internal/demand"
	"jobsignal/internal/taxonomy"
)

func asXLSX(r *Report) func(*bytes.Buffer) error {
	return func(b *bytes.Buffer) error { return r.XLSX(b) }
}

// workbook reads a workbook back.
func workbook(t testing.TB, body []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("workbook does not open: %v", err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// texts are the cells of a workbook as a person sees them, one row a line, each link behind its cell.
func texts(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatalf("sheet %s: %v", name, err)
		}
		fmt.Fprintf(&b, "== %s\n", name)
		for y, row := range rows {
			for x := range row {
				cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if ok, to, err := f.GetCellHyperLink(name, cell); err != nil {
					t.Fatal(err)
				} else if ok {
					row[x] += " → " + to
				}
			}
			fmt.Fprintln(&b, strings.Join(row, " ¦ "))
		}
	}
	return b.Bytes()
}

func TestXLSXGolden(t *testing.T) {
	in := madeUp(t, 9, 4, demand.Options{Today: "2026-11-22"})
	in.Every = in.Evidence
	in.Rows[0].Employer = `=HYPERLINK("http://x")`
	body := write(t, asXLSX, in)
	golden(t, "testdata/export.xlsx.txt", texts(t, workbook(t, body)))
	if again := write(t, asXLSX, in); !bytes.Equal(body, again) {
		t.Error("two workbooks of one report differ, want equal bytes")
	}
}

func TestXLSXOfNothing(t *testing.T) {
	in := Input{Result: demand.Measure(nil, &taxonomy.Vocabulary{}, demand.Options{}), Vocabulary: &taxonomy.Vocabulary{}}
	f := workbook(t, write(t, asXLSX, in))
	if got := f.GetSheetList(); len(got) != 9 || got[0] != "Verdict" {
		t.Errorf("sheets of nothing = %q, want all nine, the verdict first", got)
	}
	if rows, err := f.GetRows("Postings"); err != nil || len(rows) != 1 {
		t.Errorf("postings of nothing = %d rows, %v, want the head alone", len(rows), err)
	}
}

// The head of every sheet stays in sight and filters; shares are numbers with the counts beside them.
func TestXLSXIsForPeople(t *testing.T) {
	f := workbook(t, write(t, asXLSX, madeUp(t, 30, 4, demand.Options{Today: "2026-11-22"})))
	for _, name := range f.GetSheetList() {
		if p, err := f.GetPanes(name); err != nil || !p.Freeze || p.YSplit != 1 {
			t.Errorf("%s: panes %+v, %v, want the first row frozen", name, p, err)
		}
		id, err := f.GetCellStyle(name, "A1")
		style, err2 := f.GetStyle(id)
		if err != nil || err2 != nil || style.Font == nil || !style.Font.Bold {
			t.Errorf("%s: head %+v, %v, %v, want bold", name, style, err, err2)
		}
	}
	filters := 0
	for _, d := range f.GetDefinedName() {
		if strings.Contains(d.Name, "FilterDatabase") {
			filters++
		}
	}
	if n := len(f.GetSheetList()); filters != n {
		t.Errorf("%d sheets filter, want all %d", filters, n)
	}
	rows, err := f.GetRows("Terms", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	kind, err := f.GetCellType("Terms", "D2")
	if err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber || rows[1][7] != "30" || !strings.HasPrefix(rows[1][3], "0.") {
		t.Errorf("first term = %q (type %v, %v), want a share that is a number, of 30", rows[1], kind, err)
	}
}

func TestCellText(t *testing.T) {
	long := strings.Repeat("a", 40_000)
	wide := strings.Repeat("😀", 20_000) // two units each
	for give, want := range map[string]string{
		"a\u00a0b": "a b", "a\x00\x07b": "ab", "a\r\n\tb": "a b", "a\xffb": "a\ufffdb", "\u202eabc\u202c": "abc",
		long: long[:cellLimit-1] + "…", wide: strings.Repeat("😀", cellLimit/2) + "…", long[:cellLimit]: long[:cellLimit],
	} {
		got := cellText(give)
		if got != want {
			t.Errorf("cellText(%.20q, %d bytes) = %.20q of %d bytes, want %.20q of %d", give, len(give), got, len(got), want, len(want))
		}
		if n := len(utf16.Encode([]rune(got))); n > cellLimit {
			t.Errorf("cellText(%.20q) has %d units, want at most %d", give, n, cellLimit)
		}
	}
}

func BenchmarkXLSX(b *testing.B) {
	in := madeUp(b, 20_000, 7, demand.Options{Today: "2026-11-22"})
	in.Every = in.Evidence
	for b.Loop() {
		var out bytes.Buffer
		if err := New(in).XLSX(&out); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len())/1e6, "MB")
	}
}
