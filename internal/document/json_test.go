package document

import (
	"encoding/json"
	"strings"
	"testing"

	"jobsignal/internal/job"
)

// TestJSON mends what programs and pages are known to get wrong, and names the place of what cannot be mended.
func TestJSON(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`{"a":1}`, `{"a":1}`},
		{"\ufeff{\"a\":1}\n{\"b\":2}", `[{"a":1},{"b":2}]`},
		{`{"jobs":[{"pay":NaN,"s":"NaN"},{"pay":-Infinity},],}`, `{"jobs":[{"pay":null,"s":"NaN"},{"pay":null}]}`},
		{"{\"a\":\"one\ntwo\\q\"} // end", `{"a":"one\ntwoq"}`},
		{"{\n\"a\": tru}", "a.json: reading JSON: line 2, byte 11: "},
		{`{"a":[1,2`, "a.json: reading JSON: line 1, byte 9: unexpected EOF"},
		{`{"a":1} {"b" 2}`, "a.json: reading JSON: line 1, byte 14: "},
	} {
		d, err := Read(&job.Page{Source: "a.json", Format: "json", Body: []byte(c.body)})
		got := ""
		if err != nil {
			got = err.Error()
		} else if b, err := json.Marshal(d.Data); err == nil {
			got = string(b)
		}
		if got != c.want && (err == nil || !strings.HasPrefix(got, c.want)) {
			t.Errorf("Read(%s) = %s, want %s", c.body, got, c.want)
		}
	}
}
