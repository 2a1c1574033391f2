package chart

import (
	"encoding/json"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Cell is one filled cell of a heat map. Its value is written in it.
type Cell struct {
	X, Y  int
	Value float64
	Step  int // depth of colour, 1 (lightest) to 5
	Tip   string
	Key   string
}

// Heat draws a table of cells with the columns named above and the rows at the left, first row on top.
// Cells that are not listed stay empty. The numbers in the cells carry the meaning; the colour repeats it.
func Heat(columns []string, rows []string, cells []Cell) (json.RawMessage, error) {
	c := charts.NewHeatMap()
	names, short := make([]string, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		names[i], short[i] = cut(r, 64), cut(r, narrowRunes)
	}
	c.SetGlobalOptions(
		// SetXAxis would be dropped by the library: the axis is given whole.
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", Data: breakable(columns), Position: "top",
			AxisLabel: &opts.AxisLabel{Color: "@ink", FontSize: 13},
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
		}),
		charts.WithGridOpts(opts.Grid{Left: px(labelWidth(names)), Right: "8", Top: "28", Bottom: "4"}),
	)
	c.YAxisList = []opts.YAxis{category(names, "left", "@ink", labelWidth(names))}
	c.AddSeries("", nil, charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = cellItems(cells)
		s.Label = &opts.Label{Show: opts.Bool(true), FontSize: 13}
		s.ItemStyle = &opts.ItemStyle{BorderColor: "@ground", BorderWidth: 2}
	}))
	narrow := map[string]any{
		"grid":  []any{map[string]any{"left": narrowLabel + 10, "right": 1, "top": 44}},
		"xAxis": []any{map[string]any{"axisLabel": map[string]any{"width": 56, "overflow": "break", "lineHeight": 15}}},
		"yAxis": []any{map[string]any{"data": short, "axisLabel": map[string]any{"width": narrowLabel, "overflow": "break", "lineHeight": 14, "fontSize": 13, "margin": narrowLabel + 10}}},
	}
	return option(c, narrow, everyLabel, func(m map[string]any) {
		l := m["yAxis"].([]any)[0].(map[string]any)["axisLabel"].(map[string]any)
		l["margin"], l["align"] = l["width"].(float64)+labelGap, "left"
		l["overflow"], l["lineHeight"] = "break", 15
		m["grid"].([]any)[0].(map[string]any)["outerBoundsMode"] = "none"
		m["xAxis"].([]any)[0].(map[string]any)["axisLabel"].(map[string]any)["interval"] = 0
	})
}

// In a narrow container a row's name stands on two lines of narrowLabel pixels, which hold narrowRunes characters.
const (
	narrowLabel = 136
	narrowRunes = 34
)

// breakable lets a column's name break where the column is narrow: a fixed space would let it be cut anywhere.
func breakable(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.ReplaceAll(cut(n, 32), "\u00a0", " ")
	}
	return out
}

// cellItems gives each cell its step of colour and an ink that can be read on it.
func cellItems(cells []Cell) []item {
	out := make([]item, len(cells))
	for i, c := range cells {
		step := px(min(max(c.Step, 1), 5))
		out[i] = item{
			Value: []float64{float64(c.X), float64(c.Y), c.Value}, Tip: c.Tip, Key: c.Key,
			Style: map[string]any{"color": "@heat-" + step},
			Label: map[string]any{"color": "@heat-ink-" + step},
		}
	}
	return out
}
