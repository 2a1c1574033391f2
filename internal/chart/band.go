package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Step is one place on a line with its band. A missing one leaves a gap.
type Step struct {
	Label            string
	Value, Low, High float64
	Missing          bool
	Tip              string
}

// Band draws one line with the band of its interval. Ticks names the steps at which something changed that
// breaks the series; they are marked on the axis. The band is two stacked areas, the lower one invisible.
func Band(steps []Step, colour Colour, y Axis, ticks []string) (json.RawMessage, error) {
	c := charts.NewLine()
	labels := make([]string, len(steps))
	low, band, line := make([]any, len(steps)), make([]any, len(steps)), make([]any, len(steps))
	for i, s := range steps {
		labels[i] = s.Label
		if s.Missing {
			continue // nil is a gap
		}
		low[i], band[i], line[i] = s.Low, s.High-s.Low, item{Value: s.Value, Tip: s.Tip}
	}
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: "@muted", FontSize: 13, HideOverlap: opts.Bool(true)},
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: "@rule"}},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", Min: y.Min, Max: y.Max, SplitNumber: 2,
			AxisLabel: &opts.AxisLabel{Formatter: types.FuncStr("{value}" + y.Unit), Color: "@muted", FontSize: 13},
			SplitLine: &opts.SplitLine{LineStyle: &opts.LineStyle{Color: "@rule"}},
		}),
		charts.WithGridOpts(opts.Grid{Left: "48", Right: "12", Top: "10", Bottom: "28"}),
	)
	c.SetXAxis(labels)
	c.AddSeries("low", nil, stroke(low, "transparent"))
	c.AddSeries("band", nil, stroke(band, "transparent"), charts.WithAreaStyleOpts(opts.AreaStyle{Color: string(colour), Opacity: opts.Float(0.2)}))
	c.AddSeries("line", nil, stroke(line, colour), charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Stack = ""
		s.ShowSymbol = opts.Bool(true)
		s.ItemStyle = &opts.ItemStyle{Color: string(colour)}
	}))
	return option(c, nil, ticked(ticks))
}

// stroke is one of the three lines of a band.
func stroke(data []any, colour Colour) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = data
		s.Stack = "band"
		s.Symbol = "circle"
		s.SymbolSize = 6
		s.ShowSymbol = opts.Bool(false)
		s.LineStyle = &opts.LineStyle{Color: string(colour), Width: 2}
	})
}

// ticked draws a dashed rule at each named step.
func ticked(steps []string) patch {
	return func(m map[string]any) {
		if len(steps) == 0 {
			return
		}
		data := make([]any, len(steps))
		for i, s := range steps {
			data[i] = map[string]any{"xAxis": s}
		}
		series(m, 2)["markLine"] = map[string]any{
			"silent": true, "symbol": "none", "data": data,
			"label":     map[string]any{"show": false},
			"lineStyle": map[string]any{"color": "@muted", "type": "dashed"},
		}
	}
}
