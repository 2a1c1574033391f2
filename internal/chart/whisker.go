package chart

import (
	"encoding/json"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Dot is one row of a dot-and-whisker drawing: a value with its interval.
type Dot struct {
	Row
	Value, Low, High float64
	Colour           Colour
	Hollow           bool // an open dot: the second of two measures
	Empty            bool // no value: the row keeps its place and its words
}

// Whiskers draws one dot with its interval for each row, first row on top. The data of a row is
// [low, high, row, value, hollow]. A dot is used because a bar would hide the lower half of its interval.
func Whiskers(dots []Dot, x Axis) (json.RawMessage, error) {
	c := charts.NewCustom()
	rows, data := make([]Row, len(dots)), []item{}
	for i, d := range dots {
		rows[i] = d.Row
		if d.Empty {
			continue
		}
		it := d.of([]float64{d.Low, d.High, float64(i), d.Value, truth(d.Hollow)})
		it.Style = map[string]any{"color": d.Colour}
		data = append(data, it)
	}
	frame(&c.RectChart, rows, x)
	c.AddSeries("", nil, charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = data
		s.RenderItem = "whisker"
		// Without the encoding the axis looks at the dot only and cuts the whisker.
		s.Encode = &opts.Encode{X: []int{0, 1}, Y: 2}
	}))
	return option(c, narrowFrame(rows, x), lines(x))
}

// truth is a truth value as a datum.
func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// px writes a length the way the library takes it.
func px(n int) string { return strconv.Itoa(n) }
