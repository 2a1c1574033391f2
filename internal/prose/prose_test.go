package prose

import (
	"reflect"
	"testing"

	"jobsignal/internal/demand"
)

// TestClean says what is left of stored text.
func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  a\t b\n":           "a b",
		"a\u202eb\u2066c\x00": "abc",
		"<b>&amp;":            "<b>&amp;",
		"\xff":                "\ufffd",
	} {
		if got := Clean(in, 20); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Clean("abcdef", 4); got != "abc…" {
		t.Errorf("Clean(abcdef, 4) = %q", got)
	}
}

// TestNumbers writes counts, shares and intervals the way the report speaks.
func TestNumbers(t *testing.T) {
	for got, want := range map[string]string{
		Share(demand.Proportion{K: 8, Of: 12, Share: 2.0 / 3, Low: 0.39, High: 0.86}):       "8 of 12 (67\u00a0%, 39–86\u00a0%)",
		Share(demand.Proportion{Of: 8, High: 0.32}):                                         "0 of 8 (up to 32\u00a0%)",
		Share(demand.Proportion{}):                                                          "0 of 0",
		Share(demand.Proportion{K: 10, Of: 4295, Share: 0.0023, Low: 0.0012, High: 0.0044}): "10 of 4,295 (0.2\u00a0%, 0.1–0.4\u00a0%)",
		Share(demand.Proportion{K: 1, Of: 4295, Share: 0.0002, Low: 0.00004, High: 0.0013}): "1 of 4,295 (under 0.1\u00a0%, 0.0–0.1\u00a0%)",
		Often(1): "over 99\u00a0%", Often(0.81): "81\u00a0%", Often(0): "under 1\u00a0%",
		Short(demand.Proportion{K: 1362, Of: 2412, Low: 0.54, High: 0.59}): "1,362 of 2,412 · 54–59\u00a0%",
		Between(0.006, 0.0114):        "0.6–1.1\u00a0%",
		Pct(0.0001):                   "1\u00a0%",
		Pct(0.9999):                   "99\u00a0%",
		Count(1, "role"):              "1 role",
		Count(1234567, "role"):        "1,234,567 roles",
		List([]string{"a"}):           "a",
		List([]string{"a", "b", "c"}): "a, b and c",
		Day("2026-03-31"):             "31\u00a0March\u00a02026",
		Day("2026-03"):                "March\u00a02026",
		Day("soon"):                   "soon",
		Week("2026-W07"):              "week\u00a07 of\u00a02026",
		Slug("Pay-EUR a"):             "pay-eur-a",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestFill says that values are text, whatever they hold.
func TestFill(t *testing.T) {
	w := Words{Notes: map[string]string{"share": "a note"}, Say: map[string]string{"x": "The *{name}* has a ~share~ of {n}, `run`."}}
	got := w.Fill("x", Fills{"name": "*{n}*", "n": "~3~"})
	want := Para{{Text: "The "}, {Text: "*{n}*", Strong: true}, {Text: " has a "}, {Text: "share", Note: "a note"}, {Text: " of ~3~, "}, {Text: "run", Code: true}, {Text: "."}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Fill = %+v, want %+v", got, want)
	}
}

// TestSafeLink follows http and https addresses with a host, and nothing else.
func TestSafeLink(t *testing.T) {
	for raw, want := range map[string]string{"https://a.example/x?y=1": "a.example", "http://b.example": "b.example", "javascript:alert(1)": "", "//c.example": "", "https://u:p@d.example": "", "data:text/html,x": "", "": ""} {
		if got := SafeLink(raw).Host; got != want {
			t.Errorf("SafeLink(%q).Host = %q, want %q", raw, got, want)
		}
	}
}
