package source

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"jobsignal/internal/fetch"
	"jobsignal/internal/job"
	"jobsignal/internal/unpack"
)

// local reads one file or standard input. The error it returns is errStop or nil; everything else is in the stream.
func (s *stream) local(x found) error {
	if x.err != nil {
		return s.emit(nil, x.err)
	}
	in := unpack.Input{Page: job.Page{Source: x.name, Given: x.given}, Name: x.path, Size: -1}
	// Standard input has no size and cannot be read twice; forms that jump about are read into memory by unpack.
	if x.stdin {
		in.R = &stoppable{s.ctx, s.opt.Stdin}
		return s.unpack(in)
	}
	file, info, err := openRegular(x.path)
	if err != nil {
		return s.emit(nil, &Error{Source: x.name, Cause: plain(err), Hint: permissionHint(err)})
	}
	defer file.Close()
	if info.Size() == 0 { // also what the system makes up while it is read; some of that never ends
		return s.emit(nil, &Error{Source: x.name, Cause: errors.New("empty"), Empty: true})
	}
	in.R, in.File, in.Size, in.Page.Retrieved = &stoppable{s.ctx, file}, file, info.Size(), info.ModTime().UTC()
	return s.unpack(in)
}

// stoppable is content whose reading ends when the run is stopped, also in the middle of a large file.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (r *stoppable) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}

// openRegular opens a file without waiting, and looks again at what was opened: names can be given to other things
// between finding and reading.
func openRegular(name string) (*os.File, os.FileInfo, error) {
	file, err := os.OpenFile(name, openFlags, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, info, nil
}

// unpack yields the pages of an input, however many it holds.
func (s *stream) unpack(in unpack.Input) error {
	opt := unpack.Options{Columns: s.opt.Columns, Rename: s.opt.Map, Note: func(place, why string) { s.note(in.Page.Source+" ("+place+")", why) }}
	for p, err := range unpack.Pages(in, opt) {
		var d *unpack.Damage
		var stop error
		switch {
		case s.ctx.Err() != nil:
			stop = s.emit(nil, s.ctx.Err())
		case errors.As(err, &d):
			e := &Error{Source: in.Page.Source, Part: d.Part, Cause: d.Cause, Empty: d.Empty}
			if in.Web {
				e.Source, e.Kind = fetch.Mask(e.Source), fetch.Broken
			}
			stop = s.emit(nil, e)
		default:
			stop = s.emit(p, err)
		}
		if stop != nil {
			return stop
		}
	}
	return nil
}

// plain takes the path out of a file system's error, since the Error around it names the file already.
func plain(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
