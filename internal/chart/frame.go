package chart

import (
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
	for _, m := range []float64{10, 20, 40, 60, 80} {
		if top <= m {
			return Axis{Max: m, Unit: " %"}
		}
	}
	return Axis{Max: 100, Unit: " %"}
}

// Column widths of the frame in CSS pixels, wide form.
const (
	labelColumn = 208
	endColumn   = 150
)

// frame gives a chart three category axes on one set of rows (names, second lines, figures at the right end)
// and one value axis with light vertical rules. Plain axis labels need no formatter, so no row text ever meets
// the library's template language.
func frame(c *charts.RectChart, rows []Row, x Axis) {
	names, subs, ends := make([]string, len(rows)), make([]string, len(rows)), make([]string, len(rows))
	hasSub := false
	for i, r := range rows {
		names[i], subs[i], ends[i] = cut(r.Label, 64), cut(r.Sub, 48), cut(r.End, 32)
		hasSub = hasSub || r.Sub != ""
	}
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: x.Min, Max: x.Max, SplitNumber: 4,
			AxisLabel: &opts.AxisLabel{Formatter: types.FuncStr("{value}" + x.Unit), Color: "@muted", FontSize: 13, HideOverlap: opts.Bool(true)},
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "@rule"}},
		}),
		charts.WithGridOpts(opts.Grid{Left: px(labelColumn), Right: px(endColumn), Top: "4", Bottom: "28"}),
	)
	c.YAxisList = []opts.YAxis{
		category(names, "left", "@ink", labelColumn),
		category(subs, "left", "@muted", labelColumn),
		category(ends, "right", "@ink", endColumn),
	}
	if hasSub {
		c.YAxisList[0].AxisLabel.VerticalAlign = "bottom"
		c.YAxisList[1].AxisLabel.VerticalAlign = "top"
	}
}

// category is one labelled side of the frame, first row on top.
func category(data []string, side string, colour Colour, width int) opts.YAxis {
	return opts.YAxis{
		Type: "category", Data: data, Position: side, Inverse: opts.Bool(true),
		AxisLabel: &opts.AxisLabel{Color: string(colour), FontSize: 14, Width: width - 14, Overflow: "truncate"},
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

// secondLine keeps the grey line of the frame smaller than the name above it.
func secondLine(m map[string]any) {
	m["yAxis"].([]any)[1].(map[string]any)["axisLabel"].(map[string]any)["fontSize"] = 13
}

// narrowFrame moves names and figures above their marks and second lines below them.
func narrowFrame() map[string]any {
	above := func(align string, width int) map[string]any {
		return map[string]any{"axisLabel": map[string]any{
			"inside": true, "margin": 0, "align": align, "verticalAlign": "bottom",
			"padding": []int{0, 0, 9, 0}, "width": width,
		}}
	}
	sub := above("left", 300)
	sub["axisLabel"].(map[string]any)["verticalAlign"] = "top"
	sub["axisLabel"].(map[string]any)["padding"] = []int{8, 0, 0, 0}
	return map[string]any{
		"grid":  []any{map[string]any{"left": 2, "right": 10, "top": 14, "bottom": 28}},
		"yAxis": []any{above("left", 200), sub, above("right", 150)},
		"xAxis": []any{map[string]any{"splitNumber": 2}},
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
