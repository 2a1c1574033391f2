package records

import (
	"bufio"
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// cut runs a form over a content and writes each record as one line: "place: object" or "! place: cause".
func cut(form func(*bufio.Reader) iter.Seq[Record], content string) (lines []string) {
	for r := range form(bufio.NewReaderSize(strings.NewReader(content), 64<<10)) {
		if r.Err != nil {
			lines = append(lines, fmt.Sprintf("! %s: %v", r.Place, r.Err))
		} else {
			lines = append(lines, r.Place+": "+string(r.JSON))
		}
	}
	return lines
}

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

func TestIs(t *testing.T) {
	for _, c := range []struct {
		content, ext string
		want         string
	}{
		{"{\n \"a\": 1\n}\n", ".json", ""},
		{"{\"a\":1}\n{\"a\":2}\n", ".txt", "lines"},
		{"{\"a\":1}\n", ".jsonl", "lines"},
		{"{\"a\":1}\n", ".json", ""},
		{"rubbish\n{\"a\":1}\n", ".ndjson", "lines"},
		{"\ufeff [ {\"a\":1}]", "", "array"},
		{"[1,2]", ".json", ""},
		{"{\"jobs\":[]}", ".json", ""},
		{"\x00\x01", ".jsonl", ""},
	} {
		head := []byte(c.content)
		got := ""
		switch {
		case IsLines(head, c.ext):
			got = "lines"
		case IsArray(head):
			got = "array"
		}
		if got != c.want {
			t.Errorf("form of %.40q as %q = %q, want %q", c.content, c.ext, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	body := "{\"n\":1}\r\n\n{\"n\":2\n[3]\n{\"n\":4}\n\"five\"\n{\"s\":\"" + strings.Repeat("x", MaxRecord) + "\"}\n{\"n\":7}"
	want(t, "lines", cut(Lines, body),
		`line 1: {"n":1}`, "! line 3: not valid JSON: unexpected end of JSON input", "! line 4: not a JSON object",
		`line 5: {"n":4}`, "! line 6: not a JSON object", "! line 7: larger than 10 MiB", `line 8: {"n":7}`)
	want(t, "blank", cut(Lines, "\n\n"))
	want(t, "as programs write them", cut(Lines, "{\"n\":NaN,\"m\":-Infinity,\"s\":\"NaN, \\\"NaN\"},\n{\"n\":2},\n"),
		`line 1: {"n":null,"m":null,"s":"NaN, \"NaN"}`, `line 2: {"n":2}`)
	want(t, "utf-16", cut(Lines, utf16le("{\"a\":\"é\"}\n{\"b\":1}\n")), `line 1: {"a":"é"}`, `line 2: {"b":1}`)
}

func TestArray(t *testing.T) {
	for _, c := range []struct {
		content string
		want    []string
	}{
		{"\ufeff [ {\"a\":\"]},\\\"[\"}, {\"b\":[1,{}]} ,\n{\"c\":3}]\n", []string{`element 1: {"a":"]},\"["}`, `element 2: {"b":[1,{}]}`, `element 3: {"c":3}`}},
		{`[{"a":1},{"b":},{"c":3},4,]`, []string{`element 1: {"a":1}`,
			"! element 2: not valid JSON: invalid character '}' looking for beginning of value", `element 3: {"c":3}`, "! element 4: not a JSON object"}},
		{`[{"a":1},{"b":2`, []string{`element 1: {"a":1}`, "! element 2: the file ends inside the array"}},
		{`[{"a":1},{"b":"` + strings.Repeat("x", MaxRecord) + `"},{"c":3}]`, []string{`element 1: {"a":1}`, "! element 2: larger than 10 MiB", `element 3: {"c":3}`}},
		{`[]`, nil},
	} {
		want(t, fmt.Sprintf("array %.40s", c.content), cut(Array, c.content), c.want...)
	}
}

// TestNested cuts lists inside objects, each element with what stands around the list.
func TestNested(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		{"list", `{"name":"Acme","count":2,"jobs":[{"a":1},{"b":"]}"}],"after":3}`,
			[]string{`jobs, element 1: {"name":"Acme","count":2,"jobs":[{"a":1}]}`, `jobs, element 2: {"name":"Acme","count":2,"jobs":[{"b":"]}"}]}`}},
		{"deep", ` {"x":{"y":"z"},"data":{"page":1,"hits":[{"a":1}],"none":[1,2],"empty":[]}}`, []string{`data.hits, element 1: {"data":{"page":1,"hits":[{"a":1}]}}`}},
		{"one job", `{"text":"Engineer","lists":[{"text":"Duties","content":"x"}]}`, nil},
		{"damaged element", `{"jobs":[{"a":1},{"b" 2},{"c":3}]}`, []string{`jobs, element 1: {"jobs":[{"a":1}]}`, `jobs, element 2: {"jobs":[{"b" 2}]}`, `jobs, element 3: {"jobs":[{"c":3}]}`}},
		{"cut", `{"jobs":[{"a":1},{"b":2`, []string{`jobs, element 1: {"jobs":[{"a":1}]}`, `! jobs, element 2: the file ends inside it`}},
		{"cut outside", `{"jobs":[{"a":1}],"x":`, []string{`jobs, element 1: {"jobs":[{"a":1}]}`, `! object: the file ends inside it`}},
		{"no names", `{"jobs":[{"a":1}],x}`, []string{`jobs, element 1: {"jobs":[{"a":1}]}`, `! object: a name was expected`}},
		{"values", "{\n\"a\":1}\n{\"b\":{}} {\"c\":", []string{"value 1: {\n\"a\":1}", `value 2: {"b":{}}`, `! value 3: the file ends inside it`}},
		{"large", `{"jobs":[{"a":"` + strings.Repeat("x", MaxRecord) + `"},{"b":2}]}`, []string{"! jobs, element 1: larger than 10 MiB", `jobs, element 2: {"jobs":[{"b":2}]}`}},
	} {
		want(t, c.name, cut(func(r *bufio.Reader) iter.Seq[Record] { return Nested(r, true) }, c.content), c.want...)
	}
	any := func(r *bufio.Reader) iter.Seq[Record] { return Nested(r, false) }
	want(t, "any list", cut(any, `{"text":"x","lists":[{"a":1}]}`), `lists, element 1: {"text":"x","lists":[{"a":1}]}`)
}

// TestTruncations cuts JSON Lines at every 97th byte: the lines before the cut are always there.
func TestTruncations(t *testing.T) {
	var body bytes.Buffer
	for i := range 40 {
		fmt.Fprintf(&body, "{\"title\":\"ML Engineer %d\",\"text\":\"We use AWS\"}\n", i)
	}
	for n := 97; n < body.Len(); n += 97 {
		whole := bytes.Count(body.Bytes()[:n], []byte("\n"))
		good := 0
		for _, l := range cut(Lines, body.String()[:n]) {
			if !strings.HasPrefix(l, "!") {
				good++
			}
		}
		if good != whole && good != whole+1 { // a cut may fall just before a line's end
			t.Errorf("cut at %d: %d records, want %d", n, good, whole)
		}
	}
}

// TestStops: whoever wants no more gets no more, in every form.
func TestStops(t *testing.T) {
	for name, form := range map[string]iter.Seq[Record]{
		"lines":  Lines(bufio.NewReader(strings.NewReader("{}\n{}\n"))),
		"array":  Array(bufio.NewReader(strings.NewReader("[{},{}]"))),
		"nested": Nested(bufio.NewReader(strings.NewReader("{\"jobs\":[{},{}]}")), false),
	} {
		n := 0
		for range form {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%s: %d records before the stop, want 1", name, n)
		}
	}
}

func FuzzRecords(f *testing.F) {
	f.Add("{\"a\":1}\n{\"a\":2}\n")
	f.Add(`[{"a":1},{"b":"]"}]`)
	f.Add(`{"n":"x","d":{"jobs":[{"a":1},{"b":[{}]}]},"m":NaN}{`)
	f.Fuzz(func(t *testing.T, content string) {
		nested := func(r *bufio.Reader) iter.Seq[Record] { return Nested(r, false) }
		for _, form := range []func(*bufio.Reader) iter.Seq[Record]{Lines, Array, nested} {
			for r := range form(bufio.NewReader(strings.NewReader(content))) {
				if (r.JSON == nil) == (r.Err == nil) || r.Place == "" {
					t.Errorf("record %+v of %q", r, content)
				}
			}
		}
	})
}
