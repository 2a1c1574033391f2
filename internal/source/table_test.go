package source

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func TestTables(t *testing.T) {
	utf16le := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}
	tree(t, map[string]string{
		"a.csv": "\ufefftitle,description,company\r\n" +
			"ML Engineer,\"We use AWS, and\r\n\"\"GCP\"\"\",Acme\r\n" +
			"\r\n" +
			"Short row\r\n" +
			"\"never closed,x,y\r\nGood,after,it\r\n" +
			"a,b,c,d\r\na,b,c,,\r\n" +
			"\"closed\" too early,b,c\r\n" +
			"5\" disk,b,c\r\n" +
			"last,,",
		"b.tsv":      "Job Title\tDescription\nData \"Lead\"\tUses, commas; and more\n",
		"c.csv":      "title;salary\nIngenieur;50.000,00\nCaf\xe9;x\n",
		"d.csv":      utf16le("title\tdescription\nMLé\tx\n"),
		"noname":     "Title,Company,Other\nx,y,z\n",
		"prose.txt":  "Dear all,\nwe look for an engineer, a title, a company.\n",
		"page.csv":   "<html><p>not a table, really</p>",
		"empty.csv":  "title,description\n",
		"names.csv":  ",,\na,b,c\n",
		"two.csv":    "title,title,text\n,b,c\na,b,c\n",
		"single.csv": "description\nWe use AWS\n",
	})
	want(t, "tables", read(t, Options{}, "."),
		`a.csv (line 2): {"company":"Acme","description":"We use AWS, and\r\n\"GCP\"","title":"ML Engineer"}`,
		`a.csv (line 5): {"title":"Short row"}`,
		"! a.csv (line 6): damaged row: text follows a closing quote",
		`a.csv (line 7): {"company":"it","description":"after","title":"Good"}`,
		"! a.csv (line 8): 4 cells, but the first row names 3 columns",
		`a.csv (line 9): {"company":"c","description":"b","title":"a"}`,
		"! a.csv (line 10): damaged row: text follows a closing quote",
		`a.csv (line 11): {"company":"c","description":"b","title":"5\" disk"}`,
		`a.csv (line 12): {"title":"last"}`,
		`b.tsv (line 2): {"Description":"Uses, commas; and more","Job Title":"Data \"Lead\""}`,
		`c.csv (line 2): {"salary":"50.000,00","title":"Ingenieur"}`,
		`c.csv (line 3): {"salary":"x","title":"Café"}`,
		`d.csv (line 2): {"description":"x","title":"MLé"}`,
		"! empty.csv: empty",
		"! names.csv (line 1): no names of columns; the first row has to name the columns",
		`noname (line 2): {"Company":"y","Other":"z","Title":"x"}`,
		"page.csv: <html><p>not a table, really</p>",
		"prose.txt: Dear all,\nwe look for an engineer, a title, a company.\n",
		`single.csv (line 2): {"description":"We use AWS"}`,
		`two.csv (line 2): {"text":"c","title":"b"}`,
		`two.csv (line 3): {"text":"c","title":"a"}`)
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
		tree(t, map[string]string{"x.csv": strings.Join(r, "\n") + "\n"})
		lines := read(t, Options{}, "x.csv")
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

func TestTableWide(t *testing.T) {
	tree(t, map[string]string{
		"cell.csv":    "title,text\na," + strings.Repeat("x", maxCell+1) + "\nb,c\n",
		"quoted.csv":  "title,text\na,\"" + strings.Repeat(strings.Repeat("x", 999)+"\n", 1100) + "\"\nb,c\n",
		"line.csv":    "title,text\na," + strings.Repeat("x", maxRecord) + "\nb,c\n",
		"columns.csv": strings.Repeat("x,", maxColumns+1) + "\nb,c\n",
	})
	want(t, "cell", read(t, Options{}, "cell.csv"), "! cell.csv (line 2): damaged row: a cell is larger than 1 MiB", `cell.csv (line 3): {"text":"c","title":"b"}`)
	want(t, "line", read(t, Options{}, "line.csv"), "! line.csv (line 2): damaged row: larger than 10 MiB", `line.csv (line 3): {"text":"c","title":"b"}`)
	want(t, "columns", read(t, Options{}, "columns.csv"), "! columns.csv (line 1): more than 10000 columns; the first row has to name the columns")
	if lines := read(t, Options{}, "quoted.csv"); !strings.HasPrefix(lines[0], "! quoted.csv (line 2)") {
		t.Errorf("quoted = %.100s", lines[0])
	}
}
