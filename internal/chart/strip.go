package chart

import (
	"encoding/json"
	"math"
	"sort"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Point is one dot on an axis strip; At is its place from 0 to 1.
type Point struct {
	At       float64
	Colour   Colour
	Tip, Key string
}

// Flag is one named place on an axis strip.
type Flag struct {
	At     float64
	Label  string // short: it must fit several times into the width
	Colour Colour
	Tip    string
}

// dotLimit is the number of points up to which each is drawn; above it a strip shows columns of counts.
const dotLimit = 160

// stripBins is the number of places a dot can stand at.
const stripBins = 40

// Strip draws points on one horizontal axis from 0 to 1, dots piled up where they meet, with flags standing
// above. What the ends of the axis mean is said by the page beside the drawing. A flag's data is
// [at, lane in a wide container, lane in a narrow one]; lane 0 is nearest to the axis.
func Strip(points []Point, flags []Flag) (json.RawMessage, error) {
	c := charts.NewCustom()
	wide, narrow := lanes(flags, 0.11), lanes(flags, 0.26)
	pile, top := piles(points)
	above := float64(most(narrow)+1) * float64(top) * 0.3
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: -0.02, Max: 1.02,
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)},
			AxisLine:  &opts.AxisLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "@muted"}},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
		}),
		charts.WithGridOpts(opts.Grid{Left: "8", Right: "8", Top: "8", Bottom: "8"}),
	)
	c.YAxisList = []opts.YAxis{{
		Type: "value", Min: 0, Max: float64(top) + above,
		AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)}, SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
	}}
	c.AddSeries("flags", nil, charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = flagItems(flags, wide, narrow)
		s.RenderItem = "flag"
		s.Encode = &opts.Encode{X: []int{0}}
	}))
	c.Overlap(pile)
	return option(c, nil, func(m map[string]any) {
		// RectChart.Validate shows every label of the y axis again; here it has nothing to say.
		m["yAxis"].([]any)[0].(map[string]any)["show"] = false
	})
}

// piles stacks points that share a place, or counts them when there are too many to tell apart. top is the
// height of the drawing in points.
func piles(points []Point) (charts.Overlaper, int) {
	bins := make([][]Point, stripBins+1)
	top := 6
	for _, p := range points {
		i := int(math.Round(min(max(p.At, 0), 1) * stripBins))
		bins[i] = append(bins[i], p)
		top = max(top, len(bins[i]))
	}
	if len(points) > dotLimit {
		return columns(bins), top
	}
	data := []item{}
	for i, bin := range bins {
		for level, p := range bin {
			data = append(data, item{
				Value: []float64{float64(i) / stripBins, float64(level) + 0.5}, Tip: p.Tip, Key: p.Key,
				Style: map[string]any{"color": p.Colour},
			})
		}
	}
	c := charts.NewScatter()
	c.AddSeries("points", nil, charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = data
		s.SymbolSize = 9
	}))
	return c, top
}

// columns is the histogram of a strip with many points.
func columns(bins [][]Point) charts.Overlaper {
	data := make([]item, len(bins))
	for i, bin := range bins {
		data[i] = item{Value: []float64{float64(i) / stripBins, float64(len(bin))}}
		if len(bin) > 0 {
			data[i].Tip = bin[0].Tip
		}
	}
	c := charts.NewBar()
	c.AddSeries("points", nil, charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = data
		s.BarWidth = "1.6%"
		s.ItemStyle = &opts.ItemStyle{Color: "@other"}
	}))
	return c
}

// lanes gives each flag the lowest lane in which its label, wide as the given part of the axis, is free.
func lanes(flags []Flag, width float64) []int {
	order := make([]int, len(flags))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return flags[order[a]].At < flags[order[b]].At })
	out := make([]int, len(flags))
	var ends []float64 // right end of the last label in each lane
	for _, i := range order {
		lane := 0
		for lane < len(ends) && ends[lane] > flags[i].At {
			lane++
		}
		if lane == len(ends) {
			ends = append(ends, 0)
		}
		ends[lane] = flags[i].At + width
		out[i] = lane
	}
	return out
}

// most is the highest lane in use.
func most(lanes []int) int {
	top := 0
	for _, l := range lanes {
		top = max(top, l)
	}
	return top
}

// flagItems are the data of the flags.
func flagItems(flags []Flag, wide, narrow []int) []item {
	out := make([]item, len(flags))
	for i, f := range flags {
		out[i] = item{
			Name: cut(f.Label, 16), Value: []float64{f.At, float64(wide[i]), float64(narrow[i])}, Tip: f.Tip,
			Style: map[string]any{"color": f.Colour},
		}
	}
	return out
}
