package page

import (
	"encoding/json"
	"strings"

	"jobsignal/internal/prose"
)

// Section is one question of the page with its answer.
type Section struct {
	ID, Heading, Nav string
	Lead             []prose.Para // the answer, said first
	Parts            []Part
}

// Part is one step of the story under a question. Its fields are shown in this order; empty ones are not.
type Part struct {
	ID      string
	Live    string // name by which the page's script finds the text again
	Heading string
	Text    []prose.Para
	Certain *Certainty
	Figures []Figure // more than one: small multiples side by side
	Table   *Table   // stands open
	Tables  []Table  // small ones side by side
	Know    *Know    // folded: how we know
}

// Certainty is a strip that shows in how many resamples each answer came first.
type Certainty struct {
	Label string
	Parts []Slice
}

// Slice is one answer's part of the strip.
type Slice struct {
	Name, Accent string
	Share        float64
	Text         string
}

// Figure is one chart with its words.
type Figure struct {
	ID     string
	Title  string     // states the finding
	Sub    prose.Para // unit, n and dates
	Source string
	Legend []Legend
	Option json.RawMessage
	Form   string // how the height is found: rows, panel, strip, band, heat
	Rows   int
	Tall   bool // rows carry a second line
	Left   string
	Right  string // what the ends of an axis strip mean
	Warn   []string
	Note   string // "and 12 more in the table"
}

// Legend is one key of a figure.
type Legend struct{ Text, Class, Note string }

// Know is what stands folded under a figure.
type Know struct {
	Summary string // what the fold is called; empty: How we know
	Live    string // name by which the page's script finds the text again
	Method  []prose.Para
	Tables  []Table
}

// Table is the twin of a figure, or a table of its own.
type Table struct {
	ID      string
	Caption string // read out; shown only where no heading says the same
	Quiet   bool   // the caption is for listeners only
	Head    []Cell
	Rows    [][]Cell
	More    string // "and 12 more" below the last row
}

// Cell is one cell of a table.
type Cell struct {
	Text   string
	Lines  []Line // several lines instead of Text
	Tag    string // a small label after the text: "retired"
	More   string // folded under the text: details
	Num    bool
	Screen bool   // of use on a screen only: paper leaves it out
	Head   bool   // a row heading
	Key    string // opens this evidence
	Live   string // name by which the page's script finds the cell again
	Accent string // platform whose colour marks the cell
	Link   prose.Link
}

// Line is one line of a cell. Was is what articles say where it differs.
type Line struct {
	Text, Was string
	Count     string // a number at the right end
	Live      string // name by which the page's script finds the number again
	Faint     bool
}

// Text makes a cell of stored text, cleaned.
func Text(s string) Cell { return Cell{Text: prose.Clean(s, 400)} }

// Num makes a cell of figures.
func Num(s string) Cell { return Cell{Text: s, Num: true} }

// Sentences is the cell that opens the sentences under a key.
func Sentences(key string) Cell { return Cell{Text: "sentences", Key: key, Screen: true} }

// Head makes a row heading of stored text, cleaned.
func Head(s string) Cell { return Cell{Text: prose.Clean(s, 120), Head: true} }

// Heads makes a header row; names after the first that start with "#" are columns of numbers.
func Heads(names ...string) []Cell {
	out := make([]Cell, len(names))
	for i, n := range names {
		switch {
		case strings.HasPrefix(n, "#"):
			out[i] = Cell{Text: n[1:], Num: true}
		case n == "Evidence": // the head of cells that Sentences makes
			out[i] = Cell{Text: n, Screen: true}
		default:
			out[i] = Cell{Text: n}
		}
	}
	return out
}
