package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Pair is one row of a small multiple: an outline to be filled, and how far it is.
type Pair struct {
	Row
	Outline, Fill float64
}

// Multiple draws one panel of a set of small multiples: for each row an outline (what is given) and a fill
// (what was found) on one scale. The panels of a set share x so that they can be compared.
func Multiple(pairs []Pair, colour Colour, x Axis) (json.RawMessage, error) {
	c := charts.NewBar()
	rows, outline, fill := make([]Row, len(pairs)), make([]item, len(pairs)), make([]item, len(pairs))
	for i, p := range pairs {
		rows[i] = p.Row
		rows[i].Label = cut(p.Label, 64)
		outline[i], fill[i] = p.of(p.Outline), p.of(p.Fill)
	}
	frame(&c.RectChart, rows, x)
	c.AddSeries("outline", nil, panel(outline, opts.ItemStyle{Color: "transparent", BorderColor: "@ink", BorderWidth: 1}, "16"))
	c.AddSeries("fill", nil, panel(fill, opts.ItemStyle{Color: string(colour)}, "10"))
	// A panel is narrow by nature: its labels always stand above the rows.
	return option(c, nil, lines(x), func(m map[string]any) {
		series(m, 1)["barGap"] = "-81%" // the fill lies centred inside the outline
		overlay(m, narrowFrame(rows, x))
		m["grid"].([]any)[0].(map[string]any)["top"] = 22 // the first name may stand on three lines
		l := m["yAxis"].([]any)[0].(map[string]any)["axisLabel"].(map[string]any)
		l["width"], l["overflow"], l["lineHeight"] = 222, "break", 15
	})
}

// panel is one of the two series of a small multiple.
func panel(data []item, style opts.ItemStyle, width string) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = data
		s.BarWidth = width
		s.ItemStyle = &style
	})
}

// overlay lays b over a: maps key by key, lists place by place, everything else replaced.
func overlay(a, b map[string]any) {
	for k, v := range b {
		switch x := v.(type) {
		case map[string]any:
			if y, ok := a[k].(map[string]any); ok {
				overlay(y, x)
				continue
			}
		case []any:
			if y, ok := a[k].([]any); ok && len(y) == len(x) {
				for i := range x {
					overlay(y[i].(map[string]any), x[i].(map[string]any))
				}
				continue
			}
		}
		a[k] = v
	}
}
