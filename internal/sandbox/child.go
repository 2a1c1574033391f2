package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"jobsignal/internal/paper"
)

const (
	maxFile    = 50 << 20  // bytes of a file
	maxPages   = 60        // pages that are read; no advertisement is longer
	maxChars   = 1_000_000 // characters that are read
	wasmPages  = 4096      // of 64 KiB: 256 MiB for PDFium
	childHeap  = 256 << 20 // soft limit for the rest of the child
	childSpace = 4 << 30   // bytes of address space; the runtimes reserve more than they use
	childTime  = 60        // seconds of processor time, compiling included
)

// Asked reports whether this process was started to be a child. The commands ask before they do anything else.
func Asked(args []string) bool { return len(args) == 3 && args[1] == argument }

// Serve is the child: it reads one file from in, writes its answer to out, and returns the exit code. What it
// complains about goes to complaints. args are those of the process.
func Serve(args []string, in io.Reader, out, complaints io.Writer) int {
	debug.SetMemoryLimit(childHeap)
	restrict()
	if err := serve(args[2], in, out); err != nil {
		fmt.Fprintln(complaints, err)
		return 1
	}
	return 0
}

func serve(cache string, in io.Reader, out io.Writer) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("fault in the PDF reader: %v", x)
		}
	}()
	engine, err := start(cache)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(out, ready); err != nil {
		return err
	}
	body, err := io.ReadAll(io.LimitReader(in, maxFile))
	if err != nil {
		return err
	}
	a, err := read(engine, body)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(a)
}

// start compiles PDFium, or takes the compiled code from the cache. It sees no file system.
func start(cache string) (pdfium.Pdfium, error) {
	conf := wazero.NewRuntimeConfig().WithMemoryLimitPages(wasmPages)
	if cache != "" {
		if c, err := wazero.NewCompilationCacheWithDir(cache); err == nil {
			conf = conf.WithCompilationCache(c)
		} // a folder that cannot be written costs time, nothing else
	}
	pool, err := webassembly.Init(webassembly.Config{MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		RuntimeConfig: conf, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard, Context: context.Background()})
	if err != nil {
		return nil, fmt.Errorf("starting the PDF reader: %w", err)
	}
	return pool.GetInstance(time.Minute)
}

// read reads the lines of one file.
func read(engine pdfium.Pdfium, body []byte) (*answer, error) {
	doc, err := engine.OpenDocument(&requests.OpenDocument{File: &body})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return &answer{Fault: "encrypted"}, nil
	case err != nil:
		return &answer{Fault: "broken"}, nil
	}
	defer engine.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document})
	a := &answer{}
	if m, err := engine.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc.Document, Tag: "Title"}); err == nil {
		a.Title = m.Value
	}
	count, err := engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil || count.PageCount == 0 {
		return &answer{Fault: "broken"}, nil
	}
	a.Pages = count.PageCount
	opened, chars := 0, 0
	for i := 0; i < count.PageCount; i++ {
		if a.Cut = i == maxPages || chars > maxChars; a.Cut {
			break
		}
		s := sheet{engine: engine, page: i}
		if err := s.read(doc.Document); err != nil {
			continue // the other pages may be whole
		}
		opened++
		chars += s.count
		a.Lines = append(a.Lines, s.lines...)
	}
	switch {
	case opened == 0:
		a.Fault = "broken"
	case len(a.Lines) == 0:
		a.Fault = "no text"
	}
	return a, nil
}

// sheet is one page while its lines are read.
type sheet struct {
	engine pdfium.Pdfium
	page   int
	text   references.FPDF_TEXTPAGE
	count  int
	lines  []paper.Line
}

// read reads the page's characters in the order in which PDFium puts them. It adds blanks and line ends of its own
// where glyphs stand apart; a line ends there.
func (s *sheet) read(doc references.FPDF_DOCUMENT) error {
	page, err := s.engine.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: s.page})
	if err != nil {
		return err
	}
	defer s.engine.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	text, err := s.engine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return err
	}
	s.text = text.TextPage
	defer s.engine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: s.text})
	n, err := s.engine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: s.text})
	if err != nil {
		return err
	}
	s.count = min(n.Count, maxChars)
	return s.cut()
}

// cut reads the characters and cuts them into lines.
func (s *sheet) cut() error {
	var line []rune
	first, last := -1, -1
	flush := func() {
		if first >= 0 {
			s.add(string(line), first, last)
		}
		line, first = line[:0], -1
	}
	for i := range s.count {
		u, err := s.engine.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: s.text, Index: i})
		if err != nil {
			return err
		}
		switch r := rune(u.Unicode); {
		case r == '\r' || r == '\n':
			flush()
		case r == 2 || r == 0xFFFE: // how PDFium writes the hyphen at which a word was broken
			line = append(line, paper.Broken)
		default: // 0 is paper.Unnamed
			line = append(line, r)
			if r != ' ' && r != 0xA0 {
				if last = i; first < 0 {
					first = i
				}
			}
		}
	}
	flush()
	return nil
}

// add measures a line at its first and last character.
func (s *sheet) add(text string, first, last int) {
	from, err := s.engine.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: s.text, Index: first})
	if err != nil {
		return
	}
	to, err := s.engine.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: s.text, Index: last})
	if err != nil {
		return
	}
	l := paper.Line{Page: s.page, Text: text, Left: from.Left, Right: to.Right, Base: from.Bottom, Size: s.size(first),
		Bold: s.bold(first) && s.bold(last)}
	if o, err := s.engine.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: s.text, Index: last}); err == nil {
		l.Base = o.Y
	}
	if s := s.size(last); s > 0 && s < l.Size { // the sign of a list may be larger than its text
		l.Size = s
	}
	s.lines = append(s.lines, l)
}

// size is the height of a character's font on the page, in points.
func (s *sheet) size(i int) float64 {
	f, err := s.engine.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: s.text, Index: i})
	if err != nil {
		return 0
	}
	m, err := s.engine.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: s.text, Index: i})
	if err != nil {
		return f.FontSize
	}
	return f.FontSize * paper.Stretch(float64(m.Matrix.C), float64(m.Matrix.D))
}

// bold reports whether a character is set in a bold font, by the font's name or weight.
func (s *sheet) bold(i int) bool {
	if f, err := s.engine.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: s.text, Index: i}); err == nil && paper.BoldName(f.FontName) {
		return true
	}
	w, err := s.engine.FPDFText_GetFontWeight(&requests.FPDFText_GetFontWeight{TextPage: s.text, Index: i})
	return err == nil && w.FontWeight >= 600
}
