package office

import (
	"strconv"
	"strings"
)

// walker lays out word/document.xml.
type walker struct {
	paragraph
	t      *Text
	heads  map[string]int // style id → level of heading, or -1 for a list
	skip   int            // elements open inside one that is left out
	inText bool           // inside w:t
	bold   bool           // the run is bold
	size   int
	inRun  bool
}

// left are elements whose content is left out: deleted text, copies for older programs, text of a field's code.
func left(name string) bool {
	return name == "del" || name == "moveFrom" || name == "Fallback" || name == "instrText" || name == "delText"
}

func (w *walker) start(name string, attr func(string) string) {
	if w.skip > 0 || left(name) {
		w.skip++
		return
	}
	switch name {
	case "p":
		w.flush()
	case "pStyle":
		switch l := w.heads[attr("val")]; {
		case l > 0:
			w.level = l
		case l < 0:
			w.item = max(w.item, 1)
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(attr("val")); err == nil && n >= 0 && n < 6 && w.level == 0 {
			w.level = n + 1
		}
	case "ilvl":
		n, err := strconv.Atoi(attr("val"))
		if err == nil && n >= 0 && n < 10 {
			w.item = n + 1
		}
	case "numId":
		if w.item = max(w.item, 1); attr("val") == "0" { // numbering taken off
			w.item = 0
		}
	case "r":
		w.inRun, w.bold = true, false
	case "b":
		w.bold = w.inRun && attr("val") != "0" && attr("val") != "false"
	case "t":
		w.inText = true
	case "tab":
		w.b.WriteByte(' ')
	case "br", "cr":
		w.b.WriteByte('\n')
	case "noBreakHyphen":
		w.b.WriteByte('-')
	}
}

func (w *walker) end(name string) {
	if w.skip > 0 {
		w.skip--
		return
	}
	switch name {
	case "p", "body":
		w.flush()
	case "t":
		w.inText = false
	case "r":
		w.inRun = false
	}
}

func (w *walker) text(s string) {
	if w.skip > 0 || !w.inText || w.size > maxText {
		return
	}
	w.size += len(s)
	w.write(s, w.bold)
}

func (w *walker) damaged(why string) {
	w.flush()
	w.t.Damage = why
}

// flush ends a paragraph.
func (w *walker) flush() {
	w.close(w.t)
	w.inText, w.inRun = false, false
}

// styles reads which styles are headings (by outline level, or by name) and which are lists.
func styles(a *archive) map[string]int {
	s := &styleWalker{out: map[string]int{}}
	for n := 1; n <= 6; n++ { // what they are called where the file does not say
		s.out["Heading"+strconv.Itoa(n)] = n
	}
	s.out["Title"] = 1
	a.walk("word/styles.xml", s)
	return s.out
}

type styleWalker struct {
	out map[string]int
	id  string
}

func (s *styleWalker) start(name string, attr func(string) string) {
	switch name {
	case "style":
		s.id = attr("styleId")
	case "name":
		s.named(strings.ToLower(attr("val")))
	case "outlineLvl":
		if n, err := strconv.Atoi(attr("val")); err == nil && n >= 0 && n < 6 && s.id != "" {
			s.out[s.id] = n + 1
		}
	case "numId":
		if s.id != "" && s.out[s.id] == 0 && attr("val") != "0" {
			s.out[s.id] = -1
		}
	}
}

// named knows the names that every language of the program keeps in the file.
func (s *styleWalker) named(name string) {
	if s.id == "" || len(s.out) > 10_000 {
		return
	}
	rest, ok := strings.CutPrefix(name, "heading ")
	n, err := strconv.Atoi(rest)
	switch {
	case ok && err == nil && n >= 1 && n <= 6:
		s.out[s.id] = n
	case name == "title":
		s.out[s.id] = 1
	case strings.HasPrefix(name, "list bullet"), strings.HasPrefix(name, "list number"):
		s.out[s.id] = -1
	}
}

func (s *styleWalker) end(name string) {
	if name == "style" {
		s.id = ""
	}
}
func (s *styleWalker) text(string)    {}
func (s *styleWalker) damaged(string) {}
