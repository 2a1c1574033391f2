package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"time"

	"jobsignal/internal/fetch"
	"jobsignal/internal/job"
)

const (
	maxPage   = 50 << 20 // bytes of one page, whether a file, a member or what a line holds
	maxRecord = 10 << 20 // bytes of one record of a file with many
	headSize  = 64 << 10 // bytes that a container is told by
	maxDepth  = 5        // containers within containers
)

// input is something with content: a file, standard input, a member of an archive, an answer from the network.
type input struct {
	page   job.Page // what every page from here has in common; Part is the place so far
	name   string   // file name, for its ending
	r      *bufio.Reader
	file   *os.File // set when r reads a plain file from its start, for formats that need to jump about
	size   int64    // -1 when unknown
	depth  int      // containers around this one
	opened bool     // some page or part has come out of it
	web    bool     // from the network: only text is taken apart
}

func newReader(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(r, headSize) }

// local reads one file or standard input. The error it returns is errStop or nil; everything else is in the stream.
func (s *stream) local(x found) error {
	if x.err != nil {
		return s.emit(nil, x.err)
	}
	in := &input{page: job.Page{Source: x.name, Given: x.given}, name: x.path, size: -1}
	if x.stdin {
		in.r = newReader(s.opt.Stdin)
		return s.deal(in)
	}
	file, info, err := openRegular(x.path)
	if err != nil {
		return s.fail(in, "", err, "")
	}
	defer file.Close()
	in.file, in.size, in.page.Retrieved = file, info.Size(), info.ModTime().UTC()
	in.r = newReader(file)
	if in.size == 0 { // also what the system makes up while it is read; some of that never ends
		return s.empty(in)
	}
	return s.deal(in)
}

// openRegular opens a file without waiting, and looks again at what was opened: names can be given to other things
// between finding and reading.
func openRegular(name string) (*os.File, os.FileInfo, error) {
	file, err := os.OpenFile(name, openFlags, 0)
	if err != nil {
		return nil, nil, plain(err)
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		file.Close()
		return nil, nil, plain(err)
	}
	return file, info, nil
}

// deal finds out what an input is and yields its pages.
func (s *stream) deal(in *input) error {
	head, err := in.r.Peek(headSize)
	if err != nil && err != io.EOF {
		return s.fail(in, "", plain(err), "")
	}
	if len(head) == 0 {
		return s.empty(in)
	}
	for _, c := range Containers() {
		if in.web && !c.text || !c.is(in, head) {
			continue
		}
		if in.depth >= maxDepth {
			return s.fail(in, "", fmt.Errorf("containers are nested more than %d deep", maxDepth), "")
		}
		return c.split(s, in)
	}
	return s.whole(in)
}

// whole yields an input as one page.
func (s *stream) whole(in *input) error {
	if in.size > maxPage {
		return s.fail(in, "", tooLarge(maxPage), "")
	}
	body, err := readUpTo(in.r, maxPage)
	if err != nil {
		return s.fail(in, "", plain(err), "")
	}
	p := in.page
	p.Body = body
	in.opened = true
	return s.emit(&p, nil)
}

// tooLarge is the refusal of something over a limit.
func tooLarge(limit int) error { return fmt.Errorf("larger than %d MiB", limit>>20) }

// readUpTo reads everything, or fails when there is more than limit: nothing is cut short silently.
func readUpTo(r io.Reader, limit int) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(b) > limit {
		return nil, tooLarge(limit)
	}
	return b, err
}

// fail puts an error about an input into the stream. Part is the place inside the input.
func (s *stream) fail(in *input, part string, cause error, hint string) error {
	if err := s.ctx.Err(); err != nil {
		return s.emit(nil, err)
	}
	e := &Error{Source: in.page.Source, Part: join(in.page.Part, part), Cause: cause, Hint: hint}
	if in.web {
		e.Source, e.Kind = fetch.Mask(e.Source), fetch.Broken
	}
	return s.emit(nil, e)
}

func (s *stream) empty(in *input) error {
	return s.emit(nil, &Error{Source: in.page.Source, Part: in.page.Part, Cause: errors.New("empty"), Empty: true})
}

// join is the name of a place inside a place.
func join(outer, inner string) string {
	if outer == "" || inner == "" {
		return outer + inner
	}
	return outer + ", " + inner
}

// record yields one record of a container as a page of its own.
func (s *stream) record(in *input, part, format string, body []byte) error {
	if err := s.ctx.Err(); err != nil {
		return s.emit(nil, err)
	}
	p := in.page
	p.Part, p.Format, p.Body = join(in.page.Part, part), format, body
	in.opened = true
	return s.emit(&p, nil)
}

// member deals with one member of an archive as if it were a file.
func (s *stream) member(in *input, part, name string, r io.Reader, size int64, modified time.Time) error {
	if err := s.ctx.Err(); err != nil {
		return s.emit(nil, err)
	}
	m := &input{page: in.page, name: name, r: newReader(r), size: size, depth: in.depth + 1, web: in.web}
	m.page.Part, m.page.Format, m.page.MediaType = join(in.page.Part, part), "", ""
	if !modified.IsZero() {
		m.page.Retrieved = modified.UTC()
	}
	in.opened = true
	return s.deal(m)
}

// extension is the ending of an input's name, lower case, without the endings of compression.
func (in *input) extension() string {
	name := strings.ToLower(strings.ReplaceAll(in.name, `\`, "/"))
	for {
		ext := path.Ext(name)
		switch ext {
		case ".gz", ".zst", ".tgz":
			name = strings.TrimSuffix(name, ext)
		default:
			return ext
		}
	}
}

// byteOrderMark is what some programs put before UTF-8 text.
var byteOrderMark = []byte("\xef\xbb\xbf")

// text is the start of an input's text, without a byte order mark and leading white space.
func text(head []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(head, byteOrderMark), " \t\r\n")
}
