package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Box is one row of a box plot: five numbers of a distribution.
type Box struct {
	Row
	Low, Q1, Median, Q3, High float64
	Colour                    Colour
}

// Boxes draws horizontal box plots, first row on top.
func Boxes(boxes []Box, x Axis) (json.RawMessage, error) {
	c := charts.NewBoxPlot()
	rows, data := make([]Row, len(boxes)), make([]item, len(boxes))
	for i, b := range boxes {
		rows[i] = b.Row
		data[i] = b.of([]float64{b.Low, b.Q1, b.Median, b.Q3, b.High})
		data[i].Style = map[string]any{"color": "@ground", "borderColor": b.Colour}
	}
	frame(&c.RectChart, rows, x)
	c.AddSeries("", nil, charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = data
		s.ItemStyle = &opts.ItemStyle{BorderWidth: 2}
	}))
	return option(c, narrowFrame(rows, x), lines(x), func(m map[string]any) {
		series(m, 0)["boxWidth"] = []int{10, 18}
	})
}
