package sheet

import (
	"bufio"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"jobsignal/internal/records"
)

// cut runs a form over a content and writes each record as one line: "place: object" or "! place: cause".
func cut(form func(*bufio.Reader) iter.Seq[records.Record], content string) (lines []string) {
	for r := range form(bufio.NewReaderSize(strings.NewReader(content), 64<<10)) {
		if r.Err != nil {
			lines = append(lines, fmt.Sprintf("! %s: %v", r.Place, r.Err))
		} else {
			lines = append(lines, r.Place+": "+string(r.JSON))
		}
	}
	return lines
}

// plainTable takes the first row for the names of the columns.
func plainTable(r *bufio.Reader) iter.Seq[records.Record] { return Table(r, nil) }

func want(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s =\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		{"comma", "\ufefftitle,description,company\r\n" +
			"ML Engineer,\"We use AWS, and\r\n\"\"GCP\"\"\",Acme\r\n" +
			"\r\n" +
			"Short row\r\n" +
			"\"never closed,x,y\r\nGood,after,it\r\n" +
			"a,b,c,d\r\na,b,c,,\r\n" +
			"\"closed\" too early,b,c\r\n" +
			"5\" disk,b,c\r\n" +
			"last,,", []string{
			`line 2: {"company":"Acme","description":"We use AWS, and\r\n\"GCP\"","title":"ML Engineer"}`,
			`line 5: {"title":"Short row"}`,
			"! line 6: damaged row: text follows a closing quote",
			`line 7: {"company":"it","description":"after","title":"Good"}`,
			"! line 8: damaged row: 4 cells, but the first row names 3 columns",
			`line 9: {"company":"c","description":"b","title":"a"}`,
			"! line 10: damaged row: text follows a closing quote",
			`line 11: {"company":"c","description":"b","title":"5\" disk"}`,
			`line 12: {"title":"last"}`}},
		{"tab", "Job Title\tDescription\nData \"Lead\"\tUses, commas; and more\n", []string{`line 2: {"Description":"Uses, commas; and more","Job Title":"Data \"Lead\""}`}},
		{"semicolon, windows-1252", "title;salary\nIngenieur;50.000,00\nCaf\xe9;x\n", []string{`line 2: {"salary":"50.000,00","title":"Ingenieur"}`, `line 3: {"salary":"x","title":"Café"}`}},
		{"utf-16", utf16le("title\tdescription\nMLé\tx\n"), []string{`line 2: {"description":"x","title":"MLé"}`}},
		{"separator named", "sep=|\r\ntitle|text\r\nML|a;b,c\r\n", []string{`line 3: {"text":"a;b,c","title":"ML"}`}},
		{"joined end to end", "title,text\na,b\ntitle,text\nc,d\n", []string{`line 2: {"text":"b","title":"a"}`, `line 4: {"text":"d","title":"c"}`}},
		{"header only", "title,description\n", nil},
		{"no names", ",,\na,b,c\n", []string{"! line 1: no names of columns in the first row"}},
		{"one name twice", "title,title,text\n,b,c\na,b,c\n", []string{`line 2: {"text":"c","title":"b"}`, `line 3: {"text":"c","title":"a"}`}},
		{"one column", "description\nWe use AWS\n", []string{`line 2: {"description":"We use AWS"}`}},
		{"large cell", "title,text\na," + strings.Repeat("x", maxCell+1) + "\nb,c\n", []string{"! line 2: damaged row: a cell is larger than 1 MiB", `line 3: {"text":"c","title":"b"}`}},
		{"long line", "title,text\na," + strings.Repeat("x", records.MaxRecord) + "\nb,c\n", []string{"! line 2: damaged row: larger than 10 MiB", `line 3: {"text":"c","title":"b"}`}},
		{"many columns", strings.Repeat("x,", maxColumns+1) + "\nb,c\n", []string{"! line 1: more than 10000 columns"}},
	} {
		want(t, c.name, cut(plainTable, c.content), c.want...)
	}
	long := cut(plainTable, "title,text\na,\""+strings.Repeat(strings.Repeat("x", 999)+"\n", 1100)+"\"\nb,c\n")
	if !strings.HasPrefix(long[0], "! line 2: ") || long[len(long)-1] != `line 1103: {"text":"c","title":"b"}` {
		t.Errorf("large quoted cell = %.80q … %q", long[0], long[len(long)-1])
	}
}

// TestHeader looks for the row that names the columns.
func TestHeader(t *testing.T) {
	judge := func(names []string) error {
		if slices.Contains(names, "title") {
			return nil
		}
		return fmt.Errorf("no title in %q", names)
	}
	form := func(r *bufio.Reader) iter.Seq[records.Record] { return Table(r, judge) }
	want(t, "first row", cut(form, "title,text\na,b\n"), `line 2: {"text":"b","title":"a"}`)
	want(t, "below a banner", cut(form, "Export of 24 November,,\n,,\ntitle,text\na,b\n"), `line 4: {"text":"b","title":"a"}`)
	want(t, "no names", cut(form, "a,b\nc,d\n"), `! line 1: no title in ["a" "b"]`)
	want(t, "never", cut(form, "a,b\n"+strings.Repeat("c,d\n", maxAbove+5)), `! line 1: no title in ["a" "b"]`)
}

// TestTableUnclosed: one open quote costs its own row and no other, wherever it stands.
func TestTableUnclosed(t *testing.T) {
	rows := []string{"title,text"}
	for range 30 {
		rows = append(rows, "a,b")
	}
	for bad := 1; bad <= 30; bad++ {
		r := append([]string(nil), rows...)
		r[bad] = `a,"b`
		lines := cut(plainTable, strings.Join(r, "\n")+"\n")
		failed := 0
		for _, l := range lines {
			if strings.HasPrefix(l, "!") {
				failed++
			}
		}
		if len(lines) != 30 || failed != 1 {
			t.Errorf("open quote in row %d: %d values, %d failed; want 30 and 1", bad, len(lines), failed)
		}
	}
}

// TestIs tells a table by the ending of its name, or by the names of its columns.
func TestIs(t *testing.T) {
	for _, c := range []struct {
		content, ext string
		want         bool
	}{
		{"Title,Company,Other\nx,y,z\n", "", true},
		{"Dear all,\nwe look for an engineer, a title, a company.\n", ".txt", false},
		{"<html><p>not a table, really</p>", ".csv", false},
		{"{\"a\":1}", ".csv", false},
		{"anything\n", ".csv", true},
		{"\x00\x01", ".csv", false},
	} {
		if got := IsTable([]byte(c.content), c.ext); got != c.want {
			t.Errorf("IsTable(%.40q, %q) = %v, want %v", c.content, c.ext, got, c.want)
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add("a,b\n\"c\nd\",e\n\"open\n")
	f.Add("sep=;\r\na;b\r\n\"c\"\"\";d\r\n")
	f.Fuzz(func(t *testing.T, content string) {
		for r := range plainTable(bufio.NewReader(strings.NewReader(content))) {
			if (r.JSON == nil) == (r.Err == nil) || r.Place == "" {
				t.Errorf("record %+v of %q", r, content)
			}
		}
	})
}
