package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"jobsignal/internal/unpack"
)

// maxListLine is the longest line of a list, in bytes.
const maxListLine = 64 << 10

// list reads a file that names sources, one a line: a path, a glob or a URL, then optionally name="Acme GmbH",
// tags=ml,remote and place=Berlin. Everything after " #" is a comment. Relative paths start at the list's folder,
// so that cron's working directory does not matter. A line that cannot be understood is named by its number.
func (f *finder) list(name string) {
	var r io.Reader
	dir := ""
	if name == "-" {
		if !f.claimStdin("a list of sources") {
			return
		}
		r = f.stdin
	} else {
		info, err := os.Stat(name)
		if err == nil && !info.Mode().IsRegular() {
			err = errors.New("not a regular file")
		}
		if err != nil {
			f.fail(name, plain(err), "--from names a file that lists sources, one a line")
			return
		}
		file, err := os.OpenFile(name, openFlags, 0)
		if err != nil {
			f.fail(name, plain(err), permissionHint(err))
			return
		}
		defer file.Close()
		r, dir = file, filepath.Dir(name)
	}
	f.lines(unpack.Show(name), dir, r)
}

func (f *finder) lines(name, dir string, r io.Reader) {
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, maxListLine)
	n := 0
	for scan.Scan() {
		n++
		if b := scan.Bytes(); bytes.IndexByte(b, 0) >= 0 || !utf8.Valid(b) {
			f.failLine(name, n, errors.New("not a list of sources but bytes that are no text; write it in UTF-8, one source a line"))
			return
		}
		line := strings.TrimPrefix(scan.Text(), "\ufeff")
		source, given, err := parseLine(line)
		if err == nil && source == "-" {
			err = errors.New(`"-" cannot stand in a list`)
		}
		if err != nil {
			f.failLine(name, n, err)
			continue
		}
		if source == "" {
			continue
		}
		// Whatever a line leads to, its failures name the line, which is where the person has to look.
		before := len(f.found)
		f.add(source, dir, given)
		for _, x := range f.found[before:] {
			if x.err != nil && x.err.Part == "" {
				x.err.Part = fmt.Sprintf("%s line %d", name, n)
			}
		}
	}
	if err := scan.Err(); err != nil {
		f.failLine(name, n+1, err)
	}
}

func (f *finder) failLine(name string, n int, err error) {
	if errors.Is(err, bufio.ErrTooLong) {
		err = fmt.Errorf("the line is longer than %d bytes", maxListLine)
	}
	e := &Error{Source: name, Part: fmt.Sprintf("line %d", n), Cause: plain(err)}
	f.found = append(f.found, found{name: name, err: e})
}

// field finds the next `word=` outside quotes.
var field = regexp.MustCompile(`\s([A-Za-z][A-Za-z0-9_-]*)=`)

// parseLine reads one line of a list. A source or a value with blanks may stand in double quotes; a value without
// them ends where the next field begins.
func parseLine(line string) (source string, given map[string]string, err error) {
	line = strings.TrimSpace(line)
	if line == "" || strings.HasPrefix(line, "#") {
		return "", nil, nil
	}
	source, rest, err := value(line)
	if err != nil {
		return "", nil, err
	}
	for rest != "" {
		m := field.FindStringSubmatchIndex(" " + rest)
		if m == nil || m[0] != 0 {
			return "", nil, fmt.Errorf("%q is not name=…, tags=… or place=…", rest)
		}
		key := rest[m[2]-1 : m[3]-1]
		switch key {
		case "name", "tags", "place":
		default:
			return "", nil, fmt.Errorf("unknown field %q; known are name, tags and place", key)
		}
		if _, twice := given[key]; twice {
			return "", nil, fmt.Errorf("%s is given twice", key)
		}
		var v string
		if v, rest, err = value(rest[m[1]-1:]); err != nil {
			return "", nil, err
		}
		if given == nil {
			given = map[string]string{}
		}
		given[key] = v
	}
	return source, given, nil
}

// value cuts one value off the front of s: a quoted one, or everything up to the next field or comment.
func value(s string) (v, rest string, err error) {
	if strings.HasPrefix(s, `"`) {
		end := strings.IndexByte(s[1:], '"')
		if end < 0 {
			return "", "", errors.New(`a " is not closed`)
		}
		v, rest = s[1:1+end], s[end+2:]
		if rest != "" && !strings.HasPrefix(rest, " ") && !strings.HasPrefix(rest, "\t") {
			return "", "", fmt.Errorf("%q follows a closing quote without a blank", rest)
		}
	} else {
		end := len(s)
		if m := field.FindStringIndex(s); m != nil {
			end = m[0]
		}
		if i := strings.Index(s, " #"); i >= 0 && i < end {
			end = i
		}
		v, rest = strings.TrimSpace(s[:end]), s[end:]
	}
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, "#") {
		rest = ""
	}
	return v, rest, nil
}
