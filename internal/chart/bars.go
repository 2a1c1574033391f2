package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Part is one layer of stacked bars.
type Part struct {
	Name   string
	Suffix string // appended to a row's colour token: "-duty"
	Hatch  bool   // a pattern that carries the same meaning as the lighter colour
}

// Bar is one row of stacked bars.
type Bar struct {
	Row
	Colour Colour    // token of the full colour; parts add their suffix
	Values []float64 // one per part
}

// Stacked draws horizontal bars, first row on top, each built from the parts in order.
func Stacked(parts []Part, bars []Bar, x Axis) (json.RawMessage, error) {
	c := charts.NewBar()
	rows := make([]Row, len(bars))
	for i, b := range bars {
		rows[i] = b.Row
	}
	frame(&c.RectChart, rows, x)
	for p, part := range parts {
		c.AddSeries(part.Name, nil, layer(part, p, bars))
	}
	return option(c, narrowFrame(rows, x), lines(x), hatches(parts))
}

// layer fills one series: the p-th part of every bar, outlined in the bar's full colour so that the light
// steps keep their contrast with the ground.
func layer(part Part, p int, bars []Bar) charts.SeriesOpts {
	data := make([]item, len(bars))
	for i, b := range bars {
		data[i] = b.of(b.Values[p])
		data[i].Style = map[string]any{"color": string(b.Colour) + part.Suffix, "borderColor": b.Colour}
		if b.Values[p] == 0 {
			data[i].Style["borderWidth"] = 0
		}
	}
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = data
		s.Stack = "all"
		s.BarWidth = "14"
		s.ItemStyle = &opts.ItemStyle{BorderWidth: 1}
	})
}

// hatches gives the hatched parts their pattern; go-echarts has no field for it.
func hatches(parts []Part) patch {
	return func(m map[string]any) {
		for i, p := range parts {
			if !p.Hatch {
				continue
			}
			style := series(m, i)["itemStyle"].(map[string]any)
			style["decal"] = map[string]any{
				"symbol": "rect", "color": "@hatch", "rotation": -0.785,
				"dashArrayX": []int{1, 0}, "dashArrayY": []int{1, 4},
			}
		}
	}
}
