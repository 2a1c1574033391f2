package chart

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Row is what every row of a horizontal drawing says beside its mark.
type Row struct {
	Label string // name, left of the row; above it in a narrow container
	Sub   string // a second line in grey: former names, a state
	End   string // figures at the right end: "8 of 12"
	Tip   string // shown on hover
	Key   string // what a click opens; empty: nothing
}

// Axis is the horizontal value axis.
type Axis struct {
	Min, Max float64
	Unit     string // after each number: " %"
}

// Percent is the share axis from zero to the next round number above top (both in percent), 100 at most.
func Percent(top float64) Axis {
	for _, m := range []float64{8, 20, 40, 60, 80} {
		if top <= m {
			return Axis{Max: m, Unit: " %"}
		}
	}
	return Axis{Max: 100, Unit: " %"}
}

// Upto is a plain axis from zero to the next number above top that divides into four round steps.
func Upto(top float64) Axis {
	if top <= 0 {
		return Axis{Max: 1}
	}
	unit := math.Pow(10, math.Floor(math.Log10(top)))
	for _, f := range []float64{1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8} {
		if top <= f*unit {
			return Axis{Max: f * unit}
		}
	}
	return Axis{Max: 10 * unit}
}

// Column widths of the frame in CSS pixels, wide form. Drawings under each other share their left edge; only where a name
// is longer than wideRunes is the column widened.
const (
	labelColumn = 268
	wideColumn  = 336
	wideRunes   = 34
	narrowWidth = 318 // of the smallest container that labels are laid out for
)

// labelWidth is the width of the column of names.
func labelWidth(names []string) int {
	for _, n := range names {
		if utf8.RuneCountInString(n) > wideRunes {
			return wideColumn
		}
	}
	return labelColumn
}

// frame gives a chart three category axes on one set of rows (names, second lines, figures at the right end)
// and one value axis with light vertical rules. Plain axis labels need no formatter, so no row text ever meets
// the library's template language.
func frame(c *charts.RectChart, rows []Row, x Axis) {
	names, subs, ends := columnsOf(rows)
	hasSub := strings.Join(subs, "") != ""
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: x.Min, Max: x.Max,
			AxisLabel: &opts.AxisLabel{Formatter: types.FuncStr("{value}" + x.Unit), Color: "@muted", FontSize: 13, HideOverlap: opts.Bool(true)},
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "@rule"}},
		}),
		charts.WithGridOpts(opts.Grid{Left: px(labelWidth(names)), Right: px(endColumn(ends)), Top: "4", Bottom: "28"}),
	)
	c.YAxisList = []opts.YAxis{
		category(centred(names, subs), "left", "@ink", labelWidth(names)),
		category(subs, "left", "@muted", labelWidth(names)),
		category(ends, "right", "@ink", endColumn(ends)),
	}
	if hasSub { // two lines that meet at the middle of the row
		c.YAxisList[0].AxisLabel.VerticalAlign = "bottom"
		c.YAxisList[1].AxisLabel.VerticalAlign = "top"
	}
}

// columnsOf are the three texts of each row, cut to their columns.
func columnsOf(rows []Row) (names, subs, ends []string) {
	for _, r := range rows {
		names, subs, ends = append(names, cut(r.Label, 64)), append(subs, cut(r.Sub, 48)), append(ends, cut(r.End, 32))
	}
	return names, subs, ends
}

// endWidth is the width that the figures at the right end need, at 14 px a little under 8 px a character.
func endWidth(ends []string) int {
	most := 0
	for _, e := range ends {
		most = max(most, utf8.RuneCountInString(e))
	}
	return min(max(most*79/10+24, 70), 236)
}

// endColumn is endWidth in steps of endStep: drawings on one scale are then equally wide although their figures are not.
func endColumn(ends []string) int { return (endWidth(ends) + endStep - 1) / endStep * endStep }

// endStep is the step of the column of figures, in CSS pixels.
const endStep = 40

// centred keeps a name that has no second line in the middle of its row, where others have one. A label with a
// style of its own inherits neither side nor colour, so both are said again.
func centred(names, subs []string) any {
	if strings.Join(subs, "") == "" {
		return names
	}
	out := make([]any, len(names))
	for i, n := range names {
		out[i] = n
		if subs[i] == "" {
			out[i] = map[string]any{"value": n, "textStyle": map[string]any{"verticalAlign": "middle", "align": "left", "padding": 0, "color": "@ink"}}
		}
	}
	return out
}

// lines is the patch that every drawing in rows shares: quarters of the value axis, the label of every row,
// names at the left edge of the page's column, the grey line a little smaller. go-echarts has no field for these
// or takes a string where a number is due.
func lines(x Axis) patch {
	return func(m map[string]any) {
		everyLabel(m)
		m["xAxis"].([]any)[0].(map[string]any)["interval"] = (x.Max - x.Min) / 4
		for i, y := range m["yAxis"].([]any) {
			l := y.(map[string]any)["axisLabel"].(map[string]any)
			if i < 2 {
				l["margin"], l["align"] = l["width"].(float64)+labelGap, "left"
			}
			if i == 0 { // a name that is longer still goes on in a second line
				l["overflow"], l["lineHeight"] = "break", 15
			}
			switch i {
			case 1:
				l["fontSize"] = 13
			case 2:
				l["margin"] = 14 // a dot at the end of the axis must not touch the figures
			}
			switch l["verticalAlign"] {
			case "bottom":
				l["padding"] = []int{0, 0, 4, 0}
			case "top":
				l["padding"] = []int{5, 0, 0, 0}
			}
		}
		// Left alone the library moves the grid so that no label can cross its edge; the columns are ours.
		m["grid"].([]any)[0].(map[string]any)["outerBoundsMode"] = "none"
	}
}

// labelGap is the space between a name and its mark.
const labelGap = 14

// category is one labelled side of the frame, first row on top.
func category(data any, side string, colour Colour, width int) opts.YAxis {
	return opts.YAxis{
		Type: "category", Data: data, Position: side, Inverse: opts.Bool(true),
		AxisLabel: &opts.AxisLabel{Color: string(colour), FontSize: 14, Width: width - labelGap, Overflow: "truncate"},
		AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
	}
}

// everyLabel shows the label of every row and no tick beside it: left alone the library thins the labels out.
// go-echarts has a string for the first and no field for the second.
func everyLabel(m map[string]any) {
	for _, y := range m["yAxis"].([]any) {
		axis := y.(map[string]any)
		axis["axisTick"] = map[string]any{"show": false}
		if l, ok := axis["axisLabel"].(map[string]any); ok && axis["type"] == "category" {
			l["interval"] = 0
		}
	}
}

// narrowFrame moves names and figures above their marks and second lines below them.
func narrowFrame(rows []Row, x Axis) map[string]any {
	label := func(align, vertical string, width int) map[string]any {
		padding := []int{0, 0, 12, 0}
		if vertical == "top" {
			padding = []int{11, 0, 0, 0}
		}
		return map[string]any{"axisLabel": map[string]any{"inside": true, "margin": 0, "align": align, "verticalAlign": vertical,
			"padding": padding, "width": width, "fontSize": 13}}
	}
	names, _, ends := columnsOf(rows)
	end := endWidth(ends) - 14
	first := label("left", "bottom", narrowWidth-end)
	first["data"] = names // plain again: above its mark no name is centred
	return map[string]any{
		"grid":  []any{map[string]any{"left": 1, "right": 1, "top": 16, "bottom": 28}},
		"yAxis": []any{first, label("left", "top", 300), label("right", "bottom", end)},
		"xAxis": []any{map[string]any{"interval": (x.Max - x.Min) / 2, "axisLabel": map[string]any{"alignMinLabel": "left", "alignMaxLabel": "right"}}},
	}
}

// item is one datum with what the page's script needs beside the value.
type item struct {
	Name  string         `json:"name,omitempty"`
	Value any            `json:"value"`
	Tip   string         `json:"tip,omitempty"`
	Key   string         `json:"key,omitempty"`
	Style map[string]any `json:"itemStyle,omitempty"`
	Label map[string]any `json:"label,omitempty"`
}

// of is the datum of a row.
func (r Row) of(value any) item { return item{Name: r.Label, Value: value, Tip: r.Tip, Key: r.Key} }
