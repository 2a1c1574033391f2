// Package chart turns numbers into ECharts options. It knows nothing of jobs: rows, points and cells come in,
// one option as JSON goes out. Each kind of drawing is one file.
//
// go-echarts builds every option. Its own renderer is never called: it writes text unescaped, and it turns the
// marker __f__…__f__ inside any string into script. Here an option passes through Validate and JSON, is patched
// where the library has gaps, checked, and marshalled by encoding/json, which escapes <, >, & and U+2028/9.
// The page sets it from an inert JSON element, so text stays text.
//
// What the fixed script of the page must know of an option:
//
//   - A value under a colour key is a token ("@aws": a custom property of the stylesheet) or "#rrggbb".
//   - renderItem is a name from a fixed table ("whisker", "flag"), never code.
//   - A data item may carry "tip" (shown on hover) and "key" (what a click opens).
//   - An option may be {baseOption, media}: the second form is for narrow containers.
package chart

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Narrow is the container width in CSS pixels below which labels move above their rows.
const Narrow = 640

// Colour is "@name", a colour of the page's stylesheet that follows light and dark, or "#rrggbb".
type Colour string

// valid is the shape that keeps a colour from carrying markup into a drawing.
var valid = regexp.MustCompile(`^(@[a-z]+(-[a-z0-9]+)*|#[0-9a-f]{6}|transparent)$`)

// drawing is what every chart type of go-echarts offers.
type drawing interface {
	Validate()
	JSON() map[string]any
}

// patch changes a decoded option where go-echarts has no field or a wrong one.
type patch func(option map[string]any)

// option turns a drawing into JSON: base form, then the patches, then the narrow form where there is one.
// Errors: a number that JSON cannot hold (NaN, infinity), a colour that is none.
func option(d drawing, narrow map[string]any, patches ...patch) (json.RawMessage, error) {
	m, err := decoded(d)
	if err != nil {
		return nil, err
	}
	// Titles, legends and hover notes are HTML of the page; the library's own would escape less and read worse.
	for _, k := range []string{"title", "legend", "tooltip", "toolbox", "color"} {
		delete(m, k)
	}
	m["animation"] = false
	for _, p := range patches {
		p(m)
	}
	var out any = m
	if narrow != nil {
		out = map[string]any{
			"baseOption": m,
			"media":      []any{map[string]any{"query": map[string]any{"maxWidth": Narrow}, "option": narrow}},
		}
	}
	if err := checkColours("", out); err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

// decoded is the drawing's option as plain maps, so that patches need not know the library's structs.
func decoded(d drawing) (map[string]any, error) {
	d.Validate() // without it JSON lacks the data of the x axis
	raw, err := json.Marshal(d.JSON())
	if err != nil {
		return nil, fmt.Errorf("chart option: %w", err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("chart option: %w", err)
	}
	return m, nil
}

// colourKey says which keys of an option hold a colour.
func colourKey(k string) bool { return k == "color" || strings.HasSuffix(k, "Color") }

// checkColours walks an option and refuses any colour that is not a token or six hex digits: the library
// would put it into markup as it stands.
func checkColours(key string, v any) error {
	switch x := v.(type) {
	case map[string]any:
		for k, y := range x {
			if err := checkColours(k, y); err != nil {
				return err
			}
		}
	case []any:
		for _, y := range x {
			if err := checkColours(key, y); err != nil {
				return err
			}
		}
	case string:
		if colourKey(key) && !valid.MatchString(x) {
			return fmt.Errorf("chart option: %s: %q is not a colour", key, x)
		}
	case Colour:
		return checkColours(key, string(x))
	}
	return nil
}

// cut shortens a label to n characters, the last one an ellipsis, so that hostile or long text cannot push
// the drawing out of its frame.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}

// series returns the i-th series of a decoded option, for patches.
func series(m map[string]any, i int) map[string]any {
	return m["series"].([]any)[i].(map[string]any)
}
