package main

import (
	"cmp"
	"image"
	"image/color"
	"maps"
	"slices"
)

// reduce gives a picture 256 colours: the most frequent ones, told apart by six bits of each part. A page is drawn
// with few colours and their shades at the edges of letters, so that nothing is seen to change.
func reduce(from image.Image) *image.Paletted {
	counts := map[color.RGBA]int{}
	r := from.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			counts[coarse(from.At(x, y))]++
		}
	}
	all := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var colours color.Palette
	for _, c := range all[:min(256, len(all))] {
		colours = append(colours, c)
	}
	out := image.NewPaletted(image.Rect(0, 0, r.Dx(), r.Dy()), colours)
	near := map[color.RGBA]uint8{} // finding the nearest is slow, and most colours come again
	for y := range r.Dy() {
		for x := range r.Dx() {
			c := coarse(from.At(r.Min.X+x, r.Min.Y+y))
			i, ok := near[c]
			if !ok {
				i = uint8(colours.Index(c))
				near[c] = i
			}
			out.SetColorIndex(x, y, i)
		}
	}
	return out
}

// coarse drops the two lowest bits of each part, and keeps white white.
func coarse(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	six := func(v uint32) uint8 {
		v = v >> 10               // of sixteen bits
		return uint8(v<<2 | v>>4) // the full range again
	}
	return color.RGBA{six(r), six(g), six(b), 255}
}
