package data

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// decode reads JSON as document does, numbers with their digits.
func decode(t testing.TB, s string) any {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("decode(%s) = %v", s, err)
	}
	return v
}

// TestNew gives fields one name, and the same one of several each time.
func TestNew(t *testing.T) {
	for range 20 {
		o := New(decode(t, `{"jobTitle":"b","job_title":"a","Job Title":"c","company":"plain","Company":"x","empty":null}`).(map[string]any))
		// Capitals come before small letters, and a blank before both.
		if got := o.First("none", "jobtitle"); got != "c" || o.First("company") != "plain" || o.First("empty") != nil {
			t.Fatalf("New = %v, want the title c and the company plain", o.Fields)
		}
	}
}

// TestLine says values in one line, and places by the parts of their address.
func TestLine(t *testing.T) {
	for _, c := range []struct{ value, line, place string }{
		{`" A &amp; <b>B</b>\n"`, "A & B", "A & B"},
		{`"n/a"`, "", ""},
		{`17`, "17", "17"},
		{`["A",{"name":"B"},"A"]`, "A, B", "A, B"},
		{`{"id":"x","label":"Full-time"}`, "Full-time", "Full-time"},
		{`{"$date":"2026-10-01T00:00:00Z"}`, "2026-10-01T00:00:00Z", "2026-10-01T00:00:00Z"},
		{`{"com.x.Company":{"result":{"name":"B"}}}`, "B", "B"},
		{`{"name":"Pier","city":"Oban","state":"-","country":{"name":"UK"}}`, "Pier", "Oban, UK"},
		{`{"address":{"addressLocality":"Oban","addressCountry":"GB"}}`, "", "Oban, GB"},
		{`{"location":[{"city":"Oban"},{"city":"Bath"}]}`, "", "Oban, Bath"},
		{`{"value":"US-ME","address":"https://api.example/5"}`, "US-ME", "US-ME"},
	} {
		v := decode(t, c.value)
		if got := Line(v); got != c.line {
			t.Errorf("Line(%s) = %q, want %q", c.value, got, c.line)
		}
		if got := Place(v); got != c.place {
			t.Errorf("Place(%s) = %q, want %q", c.value, got, c.place)
		}
	}
}

// TestFlat takes fields out of what JSON:API wraps around them, and puts columns back into objects.
func TestFlat(t *testing.T) {
	for _, c := range []struct{ value, want string }{
		{`{"data":[{"id":"1","type":"jobs","links":{"self":"s","site":"u"},"attributes":{"title":"A"},"relationships":{"place":{"data":{"type":"places","id":"5"}},"teams":{"data":[{"type":"t","id":"1"},{"type":"t","id":"9"}]}}}],
		   "included":[{"id":"5","type":"places","attributes":{"city":"Oban"}},{"id":"1","type":"t","attributes":{"name":"Sea"}}]}`,
			`[{"id":"1","site":"u","title":"A","place":{"city":"Oban"},"teams":[{"name":"Sea"}]}]`},
		{`{"title":{"0":"A","1":"B","10":"C"},"pay":{"0":1,"1":null,"10":3}}`, `[{"title":"A","pay":1},{"title":"B","pay":null},{"title":"C","pay":3}]`},
		{`{"columns":["title","pay"],"index":[0],"data":[["A",1]]}`, `[{"title":"A","pay":1}]`},
		{`{"jobs":{"1":{"title":"A"},"2":{"title":"B"}}}`, `{"jobs":{"1":{"title":"A"},"2":{"title":"B"}}}`},
		{`{"a":{"0":"x"},"b":{"1":"y"}}`, `{"a":{"0":"x"},"b":{"1":"y"}}`},
		{`{"data":{"id":"1","attributes":{"title":"A"}}}`, `{"id":"1","title":"A"}`},
		{`{"data":[{"title":"A"}]}`, `{"data":[{"title":"A"}]}`},
		{`{"a.b.c":"1","a.b.d":"2","salary/min":"3","Diploma/Degree level":"4","x.y":"5","x":"plain"}`,
			`{"a":{"b":{"c":"1","d":"2"}},"salary":{"min":"3"},"Diploma/Degree level":"4","x.y":"5","x":"plain"}`},
	} {
		if diff := cmp.Diff(decode(t, c.want), Flat(decode(t, c.value))); diff != "" {
			t.Errorf("Flat(%s): (-want +got)\n%s", c.value, diff)
		}
	}
}

// TestText lays out strings, titled parts, lists of words, and what lies deep inside an object.
func TestText(t *testing.T) {
	text := func(v string) string {
		var lines []string
		for _, b := range LayOut(decode(t, v)) {
			lines = append(lines, string(b.Kind)+" "+b.Text)
		}
		return strings.Join(lines, "; ")
	}
	for v, want := range map[string]string{
		`"&lt;p&gt;One&lt;/p&gt;&lt;ul&gt;&lt;li&gt;two&lt;/li&gt;&lt;/ul&gt;"`: "paragraph One; item two",
		`["Python","SQL"]`: "item Python; item SQL",
		`[{"title":"Duties","content":"<li>a</li>"}]`:                              "heading Duties; item a",
		`{"qualifications":{"text":"last"},"companyDescription":{"text":"first"}}`: "paragraph first; paragraph last",
		`{"name":"Python","level":3}`:                                              "item Python",
	} {
		if got := text(v); got != want {
			t.Errorf("LayOut(%s) = %q, want %q", v, got, want)
		}
	}
	o := New(decode(t, `{"x":{"Requirements":"three years of work with ships and with people","JobSummary":"You look after the ships of the whole harbour by night"},"id":"7"}`).(map[string]any))
	blocks := o.Prose()
	if len(blocks) != 4 || blocks[0].Text != "Job Summary" || blocks[2].Text != "Requirements" || IsProse(nil) {
		t.Errorf("Prose = %v, want the summary, then the requirements", blocks)
	}
}

// FuzzData checks that no value makes a reader stop.
func FuzzData(f *testing.F) {
	f.Add(`{"data":[{"attributes":{"a.b":[[{"c":"x"}]]}}],"included":[{}]}`)
	f.Add(`{"address":{"address":{"city":[1,{"name":{"name":null}}]}},"content":{"content":["<li>a",{"text":"b"}]}}`)
	f.Fuzz(func(t *testing.T, s string) {
		var v any
		if json.Unmarshal([]byte(s), &v) != nil {
			return
		}
		Line(v)
		Place(v)
		LayOut(v)
		if m, ok := Flat(v).(map[string]any); ok {
			New(m).Prose()
		}
	})
}
