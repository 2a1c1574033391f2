package office

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// RTF reads a file in the Rich Text Format (Microsoft, version 1.9.1). No kept library in pure Go reads it; of the
// format this knows what a posting needs: text in every code page, headings by their style or outline level, lists,
// tables cell by cell. Pictures, objects, headers, notes, hidden and deleted text are left out.
func RTF(b []byte) (*Text, error) {
	if !bytes.HasPrefix(b, []byte(`{\rtf`)) {
		return nil, errors.New(`it does not begin with "{\rtf"`)
	}
	r := &rtf{in: b, t: &Text{}, heads: map[int]int{}, fonts: map[int]encoding.Encoding{}, page: charmap.Windows1252}
	r.state.uc = 1
	r.read()
	return r.t, nil
}

// rtf is one file while it is read.
type rtf struct {
	paragraph
	in    []byte
	at    int
	t     *Text
	state group
	outer []group

	heads map[int]int               // style → level of heading
	fonts map[int]encoding.Encoding // font → code page of its charset
	page  encoding.Encoding         // code page of the file

	raw  []byte // bytes that wait for their code page: some letters take two
	half rune   // first half of a character beyond 16 bits
	pass int    // characters to leave out: they repeat a \u for older readers
	size int
}

// group is what holds until its closing brace.
type group struct {
	where  string // destination that is not the text: "skip", "fonttbl", "stylesheet", "title", "listtext"
	uc     int    // characters that repeat each \u
	font   int
	style  int    // stylesheet: the style that is being defined
	level  int    // stylesheet: its outline level, from 1
	name   string // stylesheet: its name
	bold   bool
	hidden bool
	starts bool // nothing but the brace has been read
	starry bool // began with \*: to be left out by who does not know it
}

// read goes through the file to its end, or as far as it can be read.
func (r *rtf) read() {
	for r.at < len(r.in) && r.size < maxText {
		c := r.in[r.at]
		r.at++
		switch c {
		case '{':
			if r.opens(); len(r.outer) > maxDepth {
				r.t.Damage = fmt.Sprintf("nested more than %d deep", maxDepth)
				r.end()
				return
			}
		case '}':
			if len(r.outer) == 0 || r.closes() { // what stands behind the last brace is no part of it
				r.end()
				return
			}
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.letter(c)
		}
	}
	r.t.Damage = "it ends before its last brace"
	r.end()
}

func (r *rtf) end() {
	r.settle()
	r.close(r.t)
}

// opens begins a group, which inherits what holds outside.
func (r *rtf) opens() {
	r.settle()
	r.outer = append(r.outer, r.state)
	inner := r.state
	inner.starts, inner.starry, inner.style, inner.level, inner.name = true, false, 0, 0, ""
	r.state = inner
}

// closes ends a group, and reports whether it was the last.
func (r *rtf) closes() bool {
	r.settle()
	if r.state.where == "stylesheet" {
		r.defined()
	}
	r.pass = 0
	r.state = r.outer[len(r.outer)-1]
	r.outer = r.outer[:len(r.outer)-1]
	return len(r.outer) == 0
}

// defined keeps a style that makes headings: by its outline level, or by the name that every language of the program
// keeps in the file.
func (r *rtf) defined() {
	name := strings.ToLower(strings.TrimSuffix(strings.TrimSpace(r.state.name), ";"))
	rest, ok := strings.CutPrefix(name, "heading ")
	n, err := strconv.Atoi(rest)
	switch {
	case ok && err == nil && n >= 1 && n <= 6:
		r.heads[r.state.style] = n
	case name == "title":
		r.heads[r.state.style] = 1
	case r.state.level > 0:
		r.heads[r.state.style] = r.state.level
	}
}

// control reads what a backslash begins: a symbol, or a word with an optional number.
func (r *rtf) control() {
	if r.at >= len(r.in) {
		return
	}
	c := r.in[r.at]
	if !letter(c) {
		r.at++
		r.symbol(c)
		return
	}
	start := r.at
	for r.at < len(r.in) && letter(r.in[r.at]) {
		r.at++
	}
	word := string(r.in[start:min(r.at, start+32)])
	start = r.at
	if r.at < len(r.in) && r.in[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.in) && r.in[r.at] >= '0' && r.in[r.at] <= '9' {
		r.at++
	}
	n, err := strconv.Atoi(string(r.in[start:min(r.at, start+11)]))
	if r.at < len(r.in) && r.in[r.at] == ' ' {
		r.at++
	}
	if word == "bin" { // the bytes that follow are no text, whatever they look like
		r.at += min(max(n, 0), len(r.in)-r.at)
		return
	}
	first := r.state.starts
	r.state.starts = false
	if first && r.destination(word) {
		return
	}
	r.word(word, n, err == nil)
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// symbol is a backslash with a sign behind it.
func (r *rtf) symbol(c byte) {
	switch c {
	case '\'':
		if r.at+2 <= len(r.in) {
			if n, err := strconv.ParseUint(string(r.in[r.at:r.at+2]), 16, 8); err == nil {
				r.letter(byte(n))
			}
			r.at += 2
		}
	case '*':
		r.state.starry = r.state.starts
	case '~':
		r.say("\u00a0")
	case '_':
		r.say("-")
	case '\n', '\r':
		r.breaks()
	case '\\', '{', '}':
		r.letter(c)
	}
}

// destination handles the first word of a group, which may say that the group is not part of the text. It reports
// whether that was all there is to the word.
func (r *rtf) destination(word string) bool {
	switch word {
	case "fonttbl", "stylesheet":
		r.state.where = word
	case "title":
		if r.state.where == "info" {
			r.state.where = word
		}
	case "info":
		r.state.where = word
	case "listtext", "pntext": // the bullet or number itself
		r.state.where = "skip"
		r.item = max(r.item, 1)
	case "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation",
		"fldinst", "colortbl", "revtbl", "filetbl", "nonshppict", "xe", "tc", "rxe", "private", "pnseclvl", "template", "objdata", "bkmkstart", "bkmkend":
		r.state.where = "skip"
	default:
		if r.state.starry {
			r.state.where = "skip"
		}
		return r.state.starry
	}
	return true
}

// word is a control word inside a group.
func (r *rtf) word(word string, n int, numbered bool) {
	on := !numbered || n != 0
	switch word {
	case "par", "sect", "page", "cell", "row", "nestcell", "nestrow", "column":
		r.breaks()
	case "pard": // back to a plain paragraph; text before it on the line belongs to it
		r.settle()
		r.level, r.item = 0, 0
	case "plain":
		r.settle()
		r.state.bold, r.state.hidden = false, false
	case "s":
		if r.state.where == "stylesheet" {
			r.state.style = n
		} else {
			r.level = r.heads[n]
		}
	case "outlinelevel":
		if n >= 0 && n < 6 {
			if r.state.where == "stylesheet" {
				r.state.level = n + 1
			} else {
				r.level = n + 1
			}
		}
	case "ls":
		if r.state.where == "" && n > 0 {
			r.item = max(r.item, 1)
		}
	case "ilvl":
		if r.item > 0 && n >= 0 && n < 10 {
			r.item = n + 1
		}
	case "b":
		r.settle()
		r.state.bold = on
	case "v", "deleted":
		r.settle()
		r.state.hidden = on
	case "f":
		r.settle()
		r.state.font = n
	case "fcharset":
		if r.state.where == "fonttbl" {
			r.fonts[r.state.font] = codePage(charsetPages[n])
		}
	case "ansicpg":
		if e := codePage(n); e != nil {
			r.page = e
		}
	case "mac":
		r.page = charmap.Macintosh
	case "pc":
		r.page = charmap.CodePage437
	case "pca":
		r.page = charmap.CodePage850
	case "uc":
		r.state.uc = min(max(n, 0), 16)
	case "u":
		r.unicode(rune(uint16(n)))
	default:
		r.say(signs[word])
	}
}

// signs are control words that stand for a sign.
var signs = map[string]string{
	"line": "\n", "lbr": "\n", "tab": " ", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}

// breaks ends the paragraph. Its level and depth hold for the next one, until \pard.
func (r *rtf) breaks() {
	r.settle()
	if r.state.where != "" {
		return
	}
	level := r.level
	r.close(r.t)
	r.level = level
}

// unicode takes one 16-bit character, and leaves out what repeats it.
func (r *rtf) unicode(c rune) {
	r.settle()
	r.pass = r.state.uc
	switch {
	case utf16.IsSurrogate(c) && r.half == 0:
		r.half = c
		return
	case r.half != 0:
		c, r.half = utf16.DecodeRune(r.half, c), 0
	}
	r.say(string(c))
	r.pass = r.state.uc
}

// letter takes one byte of text in the code page of its font.
func (r *rtf) letter(c byte) {
	r.state.starts = false
	if r.pass > 0 {
		r.pass--
		return
	}
	if r.state.where != "skip" && len(r.raw) < maxText {
		r.raw = append(r.raw, c)
	}
}

// settle turns the waiting bytes into text.
func (r *rtf) settle() {
	if len(r.raw) == 0 {
		return
	}
	e := r.fonts[r.state.font]
	if e == nil {
		e = r.page
	}
	s, err := e.NewDecoder().Bytes(r.raw)
	if err != nil {
		s = r.raw
	}
	r.raw = r.raw[:0]
	r.put(string(s))
}

// say adds a sign of its own.
func (r *rtf) say(s string) {
	if s != "" {
		r.settle()
		r.pass = 0
		r.put(s)
	}
}

// put adds text to what is being read.
func (r *rtf) put(s string) {
	switch r.state.where {
	case "":
		if !r.state.hidden {
			r.size += len(s)
			r.write(s, r.state.bold)
		}
	case "stylesheet":
		if len(r.state.name) < 100 {
			r.state.name += s
		}
	case "title":
		if len(r.t.Title) < 1000 {
			r.t.Title += s
		}
	}
}

// charsetPages are the code pages of a font's charset.
var charsetPages = map[int]int{0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
	177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250}

// codePage is the encoding of a code page, or nil.
func codePage(n int) encoding.Encoding {
	switch n {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 866:
		return charmap.CodePage866
	case 874:
		return charmap.Windows874
	case 932:
		return japanese.ShiftJIS
	case 936:
		return simplifiedchinese.GBK
	case 949:
		return korean.EUCKR
	case 950:
		return traditionalchinese.Big5
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1252:
		return charmap.Windows1252
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 10000:
		return charmap.Macintosh
	}
	return nil
}
