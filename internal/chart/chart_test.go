package chart

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

var update = flag.Bool("update", false, "rewrite the golden options")

// hostile would run or change the drawing if a door let it become code, markup or template.
const hostile = `</script>__f__alert(1)__f__<img src=x onerror=alert(1)>{value}{a|b}`

// drawings is one small example of each kind.
func drawings() map[string]func() (json.RawMessage, error) {
	row := Row{Label: hostile, Sub: "was " + hostile, End: "8 of 12 · 39–86 %", Tip: hostile, Key: "t:x"}
	return map[string]func() (json.RawMessage, error){
		"whiskers": func() (json.RawMessage, error) {
			return Whiskers([]Dot{{Row: row, Value: 67, Low: 39, High: 86, Colour: "@aws"}, {Row: row, Value: 20, Low: 5, High: 40, Colour: "@azure", Hollow: true}, {Row: Row{Label: "gone"}, Empty: true}}, Percent(86))
		},
		"stacked": func() (json.RawMessage, error) {
			return Stacked([]Part{{Name: "required"}, {Name: "preferred", Suffix: "-preferred", Hatch: true}}, []Bar{{Row: row, Colour: "@gcp", Values: []float64{30, 10}}, {Row: row, Colour: "@gcp", Values: []float64{0, 10}}}, Percent(40))
		},
		"multiple": func() (json.RawMessage, error) {
			return Multiple([]Pair{{Row: row, Outline: 28, Fill: 18}}, "@aws", Percent(28))
		},
		"strip": func() (json.RawMessage, error) {
			o, _, err := Strip([]Point{{At: 0.2, Colour: "@other", Tip: hostile, Key: "j:1"}, {At: 0.2, Colour: "@other"}}, []Flag{{At: 0.2, Label: "MLA-C02", Colour: "@aws"}, {At: 0.25, Label: "PMLE", Colour: "@gcp"}})
			return o, err
		},
		"columns": func() (json.RawMessage, error) {
			o, _, err := Strip(make([]Point, 30), nil)
			return o, err
		},
		"band": func() (json.RawMessage, error) {
			return Band([]Step{{Label: "W46", Value: 40, Low: 20, High: 60, Tip: hostile}, {Label: "W47", Missing: true}, {Label: "W48", Value: 50, Low: 30, High: 70}}, "@azure", Axis{Max: 100, Unit: " %"}, []string{"W48"})
		},
		"heat": func() (json.RawMessage, error) {
			return Heat([]string{"AWS", "Azure"}, []string{hostile}, []Cell{{X: 0, Y: 0, Value: 3, Step: 9, Tip: hostile}})
		},
		"boxes": func() (json.RawMessage, error) {
			return Boxes([]Box{{Row: row, Low: 1, Q1: 2, Median: 3, Q3: 4, High: 5, Colour: "@ink"}}, Upto(5))
		},
	}
}

// TestOptions holds every kind against its golden option, and says that no text can leave the JSON element.
func TestOptions(t *testing.T) {
	for name, draw := range drawings() {
		got, err := draw()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if strings.ContainsAny(string(got), "<>&\u2028\u2029") {
			t.Errorf("%s: option holds a character that could end its element: %s", name, got)
		}
		golden(t, name+".json", indent(t, got))
		var m map[string]any
		if err := json.Unmarshal(got, &m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		plain(t, name, "", m)
	}
}

// plain walks an option: templates hold no row text, and nothing carries the library's marker but row text.
func plain(t *testing.T, name, key string, v any) {
	t.Helper()
	switch x := v.(type) {
	case map[string]any:
		for k, y := range x {
			plain(t, name, k, y)
		}
	case []any:
		for _, y := range x {
			plain(t, name, key, y)
		}
	case string:
		if key == "formatter" && x != "{value}" && x != "{value} %" {
			t.Errorf("%s: formatter %q", name, x)
		}
		if strings.Contains(x, "__f__") && key != "name" && key != "data" && key != "tip" {
			t.Errorf("%s: text under %q: %q", name, key, x)
		}
	}
}

// TestBadNumbers says that what JSON cannot hold is an error, not a blank drawing.
func TestBadNumbers(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1)} {
		if _, err := Whiskers([]Dot{{Value: bad, Colour: "@aws"}}, Percent(1)); err == nil {
			t.Errorf("Whiskers with %v gives no error", bad)
		}
	}
}

// TestColours says that a colour is a token or six digits, wherever it comes from.
func TestColours(t *testing.T) {
	for _, bad := range []Colour{"red", `"><script>`, "#12345", "@", "url(x)", "@AWS", ""} {
		if _, err := Whiskers([]Dot{{Colour: bad}}, Percent(1)); err == nil {
			t.Errorf("Whiskers with colour %q gives no error", bad)
		}
	}
}

// TestAxes works the ends of the axes by hand; each divides into four round steps.
func TestAxes(t *testing.T) {
	for top, want := range map[float64]float64{0: 8, 8: 8, 9: 20, 41: 60, 81: 100, 100: 100} {
		if got := Percent(top).Max; got != want {
			t.Errorf("Percent(%v).Max = %v, want %v", top, got, want)
		}
	}
	for top, want := range map[float64]float64{0: 1, 107000: 120000, 9: 10, 100: 100, 25: 32} {
		if got := Upto(top).Max; math.Abs(got-want) > 1e-9*want {
			t.Errorf("Upto(%v).Max = %v, want %v", top, got, want)
		}
	}
}

// TestLanes says that labels in one lane do not touch.
func TestLanes(t *testing.T) {
	got := lanes([]Flag{{At: 0.5}, {At: 0.52}, {At: 0.1}, {At: 0.7}}, 0.1)
	for i, want := range []int{0, 1, 0, 0} {
		if got[i] != want {
			t.Errorf("lanes: flag %d in lane %d, want %d", i, got[i], want)
		}
	}
}

// TestStockRenderer keeps what the library's own renderer makes of hostile text, for the control of the report's
// browser test: the reason why it is never called here.
func TestStockRenderer(t *testing.T) {
	for name, text := range map[string]string{"stock-1.html": `</script><script>window.__pwn=1</script>`, "stock-2.html": `__f__window.__pwn=2__f__`} {
		bar := charts.NewBar()
		bar.SetGlobalOptions(charts.WithInitializationOpts(opts.Initialization{ChartID: "chart"}))
		bar.SetXAxis([]string{text}).AddSeries("s", []opts.BarData{{Value: 1}})
		s := bar.RenderSnippet()
		golden(t, name, []byte(s.Element+s.Script))
	}
}

func indent(t *testing.T, raw json.RawMessage) []byte {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	out, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs from the golden file: got\n%s", path, got)
	}
}

func BenchmarkOption(b *testing.B) {
	draw := drawings()["stacked"]
	for b.Loop() {
		if _, err := draw(); err != nil {
			b.Fatal(err)
		}
	}
}
