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

const (
	stripBins = 40 // places a dot can stand at
	pileLimit = 18 // dots in the highest pile; above it a strip shows columns of counts
	laneUnits = 2  // height of a flag's lane, in dots
)

// Strip draws points on one horizontal axis from 0 to 1, dots piled up where they meet, with flags standing
// above. What the ends of the axis mean is said by the page beside the drawing. units is the height of the
// drawing, one dot a unit, so that dots stay round and apart. A flag's data is [at, lane in a wide container,
// lane in a narrow one]; lane 0 is the highest.
func Strip(points []Point, flags []Flag) (opt json.RawMessage, units int, err error) {
	c := charts.NewCustom()
	wide, narrow := lanes(flags, 0.11), lanes(flags, 0.28)
	pile, top := piles(points)
	units = top + laneUnits*(most(narrow)+1) + 1
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: -0.02, Max: 1.02,
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)},
			AxisLine:  &opts.AxisLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "@muted"}},
			AxisTick:  &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
		}),
		charts.WithGridOpts(opts.Grid{Left: "1", Right: "1", Top: "4", Bottom: "4"}),
	)
	c.YAxisList = []opts.YAxis{{
		Type: "value", Min: 0, Max: units,
		AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)}, SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
	}}
	c.AddSeries("flags", nil, charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = flagItems(flags, wide, narrow)
		s.RenderItem = "flag"
		s.Encode = &opts.Encode{X: []int{0}}
	}))
	c.Overlap(pile)
	opt, err = option(c, nil, func(m map[string]any) {
		// RectChart.Validate shows every label of the y axis again; here it has nothing to say.
		m["yAxis"].([]any)[0].(map[string]any)["show"] = false
	})
	return opt, units, err
}

// piles stacks points that share a place, or counts them when a pile would grow too high. top is the height of
// the highest in units.
func piles(points []Point) (charts.Overlaper, int) {
	bins := make([][]Point, stripBins+1)
	top := 4
	for _, p := range points {
		i := int(math.Round(min(max(p.At, 0), 1) * stripBins))
		bins[i] = append(bins[i], p)
		top = max(top, len(bins[i]))
	}
	if top > pileLimit {
		return columns(bins, float64(pileLimit)/float64(top)), pileLimit
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
		s.SymbolSize = 8
	}))
	return c, top
}

// columns is the histogram of a strip with many points; scale turns counts into units. A datum is
// [at, height, count].
func columns(bins [][]Point, scale float64) charts.Overlaper {
	data := []item{}
	for i, bin := range bins {
		if n := len(bin); n > 0 {
			data = append(data, item{Value: []float64{float64(i) / stripBins, float64(n) * scale, float64(n)}, Tip: px(n) + " here"})
		}
	}
	c := charts.NewCustom()
	c.AddSeries("points", nil, charts.WithSeriesOpts(func(s *charts.SingleSeries) {
		s.Data = data
		s.RenderItem = "column"
		s.ItemStyle = &opts.ItemStyle{Color: "@other"}
	}))
	return c
}

// lanes gives each flag the first lane in which its label, wide as the given part of the axis, is free.
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
