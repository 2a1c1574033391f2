package intake

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestDocs runs every query of docs/database.md and looks for every view, column of a view, and table there.
func TestDocs(t *testing.T) {
	b, err := os.ReadFile("../../docs/database.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(b)
	d := open(t, temp(t), newClock())
	collect(t, d, Info{}, page("a.html", "a", advert("ML Engineer", "aws", "gcp.vertex-ai")), page("b.html", "b"))

	queries := 0
	for _, block := range regexp.MustCompile("(?s)```sql\n(.*?)```").FindAllStringSubmatch(doc, -1) {
		for _, q := range strings.Split(block[1], ";") {
			if strings.TrimSpace(q) == "" {
				continue
			}
			queries++
			rows, err := d.SQL().Query(q)
			if err != nil {
				t.Errorf("docs/database.md: %v in\n%s", err, q)
				continue
			}
			if !rows.Next() && !strings.Contains(q, "b.term <> a.term") && !strings.Contains(q, "LIMIT 10") {
				t.Errorf("docs/database.md: no row for\n%s", q)
			}
			rows.Close()
		}
	}
	if queries < 5 {
		t.Errorf("docs/database.md has %d queries, want the examples", queries)
	}
	for _, view := range []string{"postings", "mentions", "demand", "merges", "grades"} {
		rows, err := d.SQL().Query(`SELECT name FROM pragma_table_info(?)`, view)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var column string
			if err := rows.Scan(&column); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(doc, "`"+column+"`") {
				t.Errorf("docs/database.md does not mention the column %s of the view %s", column, view)
			}
		}
	}
	for table := range counts(t, d) {
		if !strings.Contains(doc, "`"+table+"`") {
			t.Errorf("docs/database.md does not mention the table %s", table)
		}
	}
}
