package office

import (
	"strconv"
	"strings"

	"jobsignal/internal/job"
)

// odtWalker lays out content.xml: text:h is a heading, text:p a paragraph, or an item inside text:list.
type odtWalker struct {
	t     *Text
	b     strings.Builder
	level int // of the open heading
	lists int // lists that are open
	open  bool
	skip  int
	size  int
}

func (w *odtWalker) start(name string, attr func(string) string) {
	if w.skip > 0 || name == "tracked-changes" || name == "note" || name == "annotation" {
		w.skip++
		return
	}
	switch name {
	case "h":
		w.flush()
		w.open, w.level = true, 1
		if n, err := strconv.Atoi(attr("outline-level")); err == nil {
			w.level = min(max(n, 1), 6)
		}
	case "p":
		w.flush()
		w.open = true
	case "list":
		w.flush()
		w.lists++
	case "s", "tab":
		w.b.WriteByte(' ')
	case "line-break":
		w.b.WriteByte('\n')
	}
}

func (w *odtWalker) end(name string) {
	if w.skip > 0 {
		w.skip--
		return
	}
	switch name {
	case "h", "p":
		w.flush()
	case "list":
		w.lists = max(w.lists-1, 0)
	}
}

func (w *odtWalker) text(s string) {
	if w.open && w.skip == 0 && w.size < maxText {
		w.size += len(s)
		w.b.WriteString(strings.ReplaceAll(s, "\n", " "))
	}
}

func (w *odtWalker) damaged(why string) {
	w.flush()
	w.t.Damage = why
}

func (w *odtWalker) flush() {
	b := job.Block{Kind: job.Paragraph, Text: w.b.String()}
	switch {
	case w.level > 0:
		b.Kind, b.Level = job.Heading, w.level
	case w.lists > 0:
		b.Kind, b.Level = job.Item, min(w.lists, 10)
	}
	w.t.add(b)
	w.b.Reset()
	w.level, w.open = 0, false
}
