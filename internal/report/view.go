package report

import (
	"encoding/json"
	"net/url"
)

// section is one question of the page with its answer.
type section struct {
	ID, Heading, Nav string
	Lead             []para // the answer, said first
	Parts            []part
}

// part is one step of the story under a question. Its fields are shown in this order; empty ones are not.
type part struct {
	ID      string
	Live    string // name by which the page's script finds the text again
	Heading string
	Text    []para
	Certain *certainty
	Figures []figure // more than one: small multiples side by side
	List    []item   // an ordered list
	Table   *table   // stands open
	Tables  []table  // small ones side by side
	Know    *know    // folded: how we know
}

// certainty is a strip that shows in how many resamples each answer came first.
type certainty struct {
	Label string
	Parts []slice
}

// slice is one answer's part of the strip.
type slice struct {
	Name, Accent string
	Share        float64
	Text         string
}

// item is one entry of an ordered list.
type item struct{ Text para }

// figure is one chart with its words.
type figure struct {
	ID     string
	Title  string // states the finding
	Sub    para   // unit, n and dates
	Source string
	Legend []legend
	Option json.RawMessage
	Form   string // how the height is found: rows, panel, strip, band, heat
	Rows   int
	Tall   bool // rows carry a second line
	Left   string
	Right  string // what the ends of an axis strip mean
	Warn   []string
	Note   string // "and 12 more in the table"
}

// legend is one key of a figure.
type legend struct{ Text, Class string }

// know is what stands folded under a figure.
type know struct {
	Summary string // what the fold is called; empty: How we know
	Live    string // name by which the page's script finds the text again
	Method  []para
	Tables  []table
}

// table is the twin of a figure, or a table of its own.
type table struct {
	ID      string
	Caption string // read out; shown only where no heading says the same
	Quiet   bool   // the caption is for listeners only
	Head    []cell
	Rows    [][]cell
	More    string // "and 12 more" below the last row
}

// cell is one cell of a table.
type cell struct {
	Text   string
	Lines  []line // several lines instead of Text
	Tag    string // a small label after the text: "retired"
	Num    bool
	Head   bool   // a row heading
	Key    string // opens this evidence
	Live   string // name by which the page's script finds the cell again
	Accent string // platform whose colour marks the cell
	Link   link
}

// line is one line of a cell. Was is what articles say where it differs.
type line struct {
	Text, Was string
	Count     string // a number at the right end
	Live      string // name by which the page's script finds the number again
	Faint     bool
}

// link is an address fit to be followed, with the host that it leads to.
type link struct{ URL, Host string }

// safeLink keeps absolute http and https addresses and drops everything else.
func safeLink(raw string) link {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return link{}
	}
	return link{URL: u.String(), Host: clean(u.Hostname(), 60)}
}

// text, num and head make the usual cells.
func text(s string) cell { return cell{Text: clean(s, 400)} }
func num(s string) cell  { return cell{Text: s, Num: true} }
func head(s string) cell { return cell{Text: clean(s, 120), Head: true} }

// heads makes a header row; names after the first that start with "#" are columns of numbers.
func heads(names ...string) []cell {
	out := make([]cell, len(names))
	for i, n := range names {
		if n != "" && n[0] == '#' {
			out[i] = cell{Text: n[1:], Num: true}
		} else {
			out[i] = cell{Text: n}
		}
	}
	return out
}
