package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jobsignal/internal/fetch"
	"jobsignal/internal/unpack"
)

// found is one thing to read, or the reason why an argument gives none.
type found struct {
	name  string // as it is shown: the path or URL, quoted where it holds what could forge a line
	path  string // file to open; empty for standard input and URLs
	url   string // address to fetch
	stdin bool
	size  int64 // bytes as far as known; urlSize for a URL
	given map[string]string
	err   *Error
}

// urlSize is what a URL counts in progress: the size of a usual page.
const urlSize = 64 << 10

// finder turns arguments into things to read, each once.
type finder struct {
	found []found
	note  func(source, why string)
	stdin io.Reader

	seen      map[string]bool // by identity of the file, by address of the URL
	stdinUsed string          // what standard input was used for
}

// add resolves one argument. In a list, dir is the folder that relative paths start from, given what the line says.
func (f *finder) add(arg, dir string, given map[string]string) {
	switch {
	case arg == "-":
		f.addStdin(given)
	case isURL(arg):
		f.addURL(arg, given)
	default:
		if dir != "" && !filepath.IsAbs(arg) {
			arg = filepath.Join(dir, arg)
		}
		f.addPath(arg, given)
	}
}

// isURL reports whether an argument is meant as an address: it has a scheme with "//", or one of a few without.
func isURL(arg string) bool {
	scheme, rest, ok := strings.Cut(arg, ":")
	if !ok || len(scheme) < 2 { // one letter is a drive
		return false
	}
	for _, c := range strings.ToLower(scheme) {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.') {
			return false
		}
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "javascript", "data", "about", "mailto":
		return true
	}
	return strings.HasPrefix(rest, "//")
}

func (f *finder) addStdin(given map[string]string) {
	if !f.claimStdin("pages") {
		return
	}
	f.found = append(f.found, found{name: "-", stdin: true, given: given})
}

// claimStdin lets standard input be used for one thing only.
func (f *finder) claimStdin(use string) bool {
	switch {
	case f.stdin == nil:
		f.fail("-", errors.New("standard input is not available here"), "")
	case f.stdinUsed != "":
		f.fail("-", errors.New("standard input is already read for "+f.stdinUsed), "name it once")
	default:
		f.stdinUsed = use
		return true
	}
	return false
}

func (f *finder) addURL(arg string, given map[string]string) {
	// Read once, here: what is shown, remembered and dialled is the same address.
	u, err := fetch.Parse(arg)
	if err != nil {
		e := &Error{Source: unpack.Show(fetch.Mask(arg)), Kind: fetch.Blocked, Cause: err}
		f.found = append(f.found, found{name: e.Source, err: e})
		return
	}
	if !f.once(u.String()) {
		f.note(u.String(), "named twice")
		return
	}
	f.found = append(f.found, found{name: u.String(), url: u.String(), size: urlSize, given: given})
}

func (f *finder) fail(name string, cause error, hint string) {
	e := &Error{Source: unpack.Show(name), Cause: cause, Hint: hint}
	f.found = append(f.found, found{name: e.Source, err: e})
}

// once reports whether an identity is met for the first time.
func (f *finder) once(key string) bool {
	if f.seen == nil {
		f.seen = map[string]bool{}
	}
	if f.seen[key] {
		return false
	}
	f.seen[key] = true
	return true
}

// addPath takes a file, a folder or a glob. A link that the user names is followed; links met in folders are not.
func (f *finder) addPath(arg string, given map[string]string) {
	// A file whose name looks like a pattern is taken as a file: the shell has already had its turn at patterns.
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		f.walk(arg, given)
	case err == nil:
		f.addFile(arg, info, given)
	case strings.ContainsAny(arg, "*?["):
		f.glob(arg, given)
	case errors.Is(err, fs.ErrNotExist) && isLink(arg):
		f.fail(arg, errors.New("a link to something that does not exist"), "name the file itself")
	case errors.Is(err, fs.ErrNotExist):
		hint := "check the spelling, or the folder you are in"
		if looksLikeHost(arg) {
			hint = "for a page on the web, write https://" + arg
		}
		f.fail(arg, errors.New("there is no file or folder of this name"), hint)
	default:
		f.fail(arg, plain(err), permissionHint(err))
	}
}

// isLink reports a name that a link bears, wherever it leads.
func isLink(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// permissionHint is the way out where the system does not let a file be read.
func permissionHint(err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return "see who may read it, or run as its owner"
	}
	return ""
}

// looksLikeHost guesses that "www.example.com/jobs" was meant as an address.
func looksLikeHost(arg string) bool {
	host, _, _ := strings.Cut(filepath.ToSlash(arg), "/")
	return strings.HasPrefix(host, "www.") || strings.Contains(arg, "/") && strings.Contains(strings.Trim(host, "."), ".") && !strings.HasPrefix(arg, ".")
}

// addFile takes one file if it is met for the first time and is a regular one. Whatever else lies in a folder
// (a pipe, a device, a socket) would block or never end, and is refused without being opened.
func (f *finder) addFile(name string, info fs.FileInfo, given map[string]string) {
	if !info.Mode().IsRegular() {
		hint := ""
		if info.Mode()&(fs.ModeNamedPipe|fs.ModeCharDevice) != 0 {
			hint = "pipe it in and name it -"
		}
		f.fail(name, errors.New("not a regular file"), hint)
		return
	}
	if !f.once(identity(name, info)) {
		f.note(unpack.Show(name), "same file as one before")
		return
	}
	f.found = append(f.found, found{name: unpack.Show(name), path: name, size: info.Size(), given: given})
}

// walk takes every file below a folder, in order of names.
func (f *finder) walk(dir string, given map[string]string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		f.fail(dir, plain(err), permissionHint(err))
		return
	}
	if len(entries) == 0 {
		f.note(unpack.Show(dir), "an empty folder")
	}
	// Whether a folder belongs to a page is a matter of what lies beside it, so the names come first.
	names := map[string]bool{}
	for _, e := range entries {
		names[strings.ToLower(e.Name())] = true
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		info, err := e.Info()
		switch {
		case err != nil:
			f.fail(name, plain(err), "")
		case strings.HasPrefix(e.Name(), "."):
			f.note(unpack.Show(name), "hidden")
		// A link inside the folder leads to something that is met anyway; one out of it was not meant; one upwards
		// would never end.
		case info.Mode()&fs.ModeSymlink != 0:
			f.note(unpack.Show(name), "symbolic link, not followed; name it to read it")
		case info.IsDir() && unpack.Assets(e.Name(), names):
			f.note(unpack.Show(name), "belongs to the page beside it")
		case info.IsDir():
			f.walk(name, given)
		default:
			f.addFile(name, info, given)
		}
	}
}

// glob takes what a pattern matches: * and ? within one name, [a-z] for one character, ** for any folders. A name
// that starts with a dot is matched only by a pattern that does.
func (f *finder) glob(pattern string, given map[string]string) {
	segments := strings.Split(filepath.ToSlash(pattern), "/")
	for _, s := range segments {
		if _, err := path.Match(s, ""); err != nil {
			f.fail(pattern, errors.New("the pattern has a [ without its ]"), "")
			return
		}
	}
	fixed := slices.IndexFunc(segments, func(s string) bool { return strings.ContainsAny(s, "*?[") })
	base := strings.Join(segments[:fixed], "/")
	if base == "" && fixed > 0 {
		base = "/"
	}
	// Two ways through ** may lead to one name.
	matches := f.match(filepath.FromSlash(base), segments[fixed:])
	slices.Sort(matches)
	matches = slices.Compact(matches)
	if len(matches) == 0 {
		f.fail(pattern, errors.New("the pattern matches nothing"), "quote it so that the shell leaves it alone, or check the folder")
	}
	for _, m := range matches {
		f.addPath(m, given)
	}
}

// match lists the names below dir that match the segments of a pattern.
func (f *finder) match(dir string, segments []string) (names []string) {
	read := dir
	if read == "" {
		read = "."
	}
	entries, err := os.ReadDir(read)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			f.fail(read, plain(err), "")
		}
		return nil
	}
	head, rest := segments[0], segments[1:]
	if head == "**" {
		// No folder at all is one of the possibilities.
		if len(rest) == 0 {
			rest = []string{"*"}
		}
		names = f.match(dir, rest)
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), ".") && !strings.HasPrefix(head, "."):
		case head == "**" && e.IsDir():
			names = append(names, f.match(name, segments)...)
		case head == "**":
		case !matches(head, e.Name()):
		case len(rest) == 0:
			names = append(names, name)
		case e.IsDir():
			names = append(names, f.match(name, rest)...)
		}
	}
	return names
}

func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}
