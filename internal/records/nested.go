package records

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// Answers of interfaces keep their list of postings inside an object ({"data": {"jobs": […]}}), and what all postings
// have in common (the employer's name, the number of the page) beside the list. Nested cuts such a list, however long,
// and gives each element with the object around it, as if the answer had held this one alone.

const (
	maxOutside = 8       // how deep a list may lie
	maxCommon  = 300     // bytes of a value that is kept for every element; longer ones are no names
	maxAround  = 2 << 10 // bytes that are kept for every element of what stands around it
)

// IsObject tells a JSON object by its first two marks.
func IsObject(head []byte) bool {
	t := Text(head)
	if len(t) == 0 || t[0] != '{' {
		return false
	}
	t = bytes.TrimLeft(t[1:], " \t\r\n")
	return len(t) > 0 && (t[0] == '"' || t[0] == '}')
}

// Nested yields each object of each list in a value, or each value where several small ones stand one after another.
// With usual only lists under names that lists of postings have are cut: a single posting has lists too. What is
// complete is given as it stands, damaged or not: whoever reads it may know how to mend it. Where an element breaks
// off, its place is an error, and the last value.
func Nested(r *bufio.Reader, usual bool) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		n := &nested{r: r, usual: usual, yield: yield}
		n.all()
	}
}

// all reads the content.
func (n *nested) all() {
	n.r = UTF8(n.r)
	skipMark(n.r)
	if n.several() {
		n.values()
		return
	}
	for n.next() && n.object("", "", "", 0) {
	}
}

// Salvage reports whether cutting damaged data at its lists, as Nested does, saves anything: some elements are sound, and
// some are not.
func Salvage(b []byte) bool {
	good, bad := false, false
	n := &nested{r: bufio.NewReaderSize(bytes.NewReader(b), 64<<10), usual: true, bare: true}
	n.yield = func(r Record) bool {
		sound := r.Err == nil && json.Valid(r.JSON)
		good, bad = good || sound, bad || !sound
		return !good || !bad
	}
	n.all()
	return good && bad
}

// HasLists reports whether Nested would yield anything of some data.
func HasLists(b []byte) (found bool) {
	n := &nested{r: bufio.NewReaderSize(bytes.NewReader(b), 64<<10), bare: true}
	n.yield = func(r Record) bool {
		found = r.Err == nil
		return false
	}
	n.all()
	return found
}

// nested is one call of Nested.
type nested struct {
	r     *bufio.Reader
	usual bool
	bare  bool // elements are given without what stands around them
	yield func(Record) bool
}

// lists are the names of fields that hold the postings of an answer, in lower case.
var lists = [...]string{"jobs", "results", "data", "items", "hits", "offers", "postings", "positions", "jobpostings", "content", "edges", "nodes", "records", "rows",
	"vacancies", "openings", "requisitionlist", "searchresultitems", "children", "listings", "elements", "entries", "list", "job_postings", "joblist"}

// next reports whether a further object follows.
func (n *nested) next() bool {
	c, err := peekMark(n.r)
	return err == nil && c == '{'
}

// several reports whether the first object is small and a second one follows.
func (n *nested) several() bool {
	head, _ := n.r.Peek(n.r.Size())
	probe := bufio.NewReader(bytes.NewReader(head))
	if c, err := peekMark(probe); err != nil || c != '{' {
		return false
	}
	if _, _, err := nextValue(probe, 0); err != nil {
		return false
	}
	c, err := peekMark(probe)
	return err == nil && c == '{'
}

// values yields objects that stand one after another.
func (n *nested) values() {
	for i := 1; n.next(); i++ {
		value, _, err := nextValue(n.r, 0)
		rec := Record{Place: fmt.Sprintf("value %d", i), JSON: value}
		switch {
		case errors.Is(err, ErrLong):
			rec = Damaged(rec.Place, TooLarge(MaxRecord))
		case err == io.EOF:
			rec = Damaged(rec.Place, errors.New("the file ends inside it"))
		case err != nil:
			rec = Damaged(rec.Place, err)
		}
		if !n.yield(rec) || err != nil && !errors.Is(err, ErrLong) {
			return
		}
	}
}

// object reads one object member by member. Before and after are what stands around it, so that before + object +
// after is a whole value; path names its place. It reports whether to go on.
func (n *nested) object(before, after, path string, depth int) bool {
	n.r.ReadByte() // its bracket
	common := ""   // the members so far that every element is given
	for {
		name, more, err := n.name()
		if err != nil {
			return n.broken(path, err)
		}
		if !more {
			return true
		}
		inside := before + "{" + common + string(name) + ":"
		c, err := peekMark(n.r)
		switch {
		case err != nil:
			return n.broken(path, io.ErrUnexpectedEOF)
		case c == '{' && depth < maxOutside:
			if !n.object(inside, "}"+after, step(path, name), depth+1) {
				return false
			}
			continue
		case c == '[' && depth < maxOutside && n.wanted(name):
			if !n.list(inside+"[", "]}"+after, step(path, name)) {
				return false
			}
			continue
		}
		value, last, err := nextValue(n.r, '}')
		if err != nil && !errors.Is(err, ErrLong) {
			return n.broken(path, err)
		}
		if err == nil && len(value) <= maxCommon && len(inside)+len(value) <= maxAround && json.Valid(value) {
			common += string(name) + ":" + string(value) + ","
		}
		if last {
			return true
		}
	}
}

// wanted reports whether the list of this name is cut.
func (n *nested) wanted(name []byte) bool {
	return !n.usual || slices.Contains(lists[:], strings.ToLower(string(bytes.Trim(name, `"`))))
}

// name reads up to the colon behind a member's name, which keeps its quotes; more is false at the object's end.
func (n *nested) name() (name []byte, more bool, err error) {
	for {
		c, err := peekMark(n.r)
		switch {
		case err != nil:
			return nil, false, io.ErrUnexpectedEOF
		case c == ',':
			n.r.ReadByte()
		case c == '}':
			n.r.ReadByte()
			return nil, false, nil
		case c != '"':
			return nil, false, errors.New("a name was expected")
		default:
			name, _, err := nextValue(n.r, ':')
			if err == nil && (len(name) > maxCommon || !json.Valid(name)) {
				err = errors.New("a name is damaged")
			}
			return name, true, err
		}
	}
}

// list yields the objects of a list; a list of anything else is skipped.
func (n *nested) list(before, after, path string) bool {
	n.r.ReadByte() // its bracket
	if c, _ := peekMark(n.r); c == ']' {
		n.r.ReadByte()
		return true
	}
	for i := 1; ; i++ {
		element, last, err := nextValue(n.r, ']')
		place := fmt.Sprintf("%s, element %d", path, i)
		rec := Record{}
		switch {
		case errors.Is(err, ErrLong):
			rec = Damaged(place, TooLarge(MaxRecord))
		case err == io.EOF:
			n.yield(Damaged(place, errors.New("the file ends inside it")))
			return false
		case err != nil:
			n.yield(Damaged(place, err))
			return false
		case len(element) == 0 || element[0] != '{':
		case n.bare:
			rec = Record{Place: place, JSON: element}
		default:
			rec = Record{Place: place, JSON: append(append([]byte(before), element...), after...)}
		}
		if rec.Place != "" && !n.yield(rec) {
			return false
		}
		if last {
			return true
		}
	}
}

// broken ends the reading where the object around the lists is damaged.
func (n *nested) broken(path string, err error) bool {
	if path == "" {
		path = "object"
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the file ends inside it")
	}
	n.yield(Damaged(path, err))
	return false
}

// step is the path of a member.
func step(path string, name []byte) string {
	s := Printable(string(bytes.Trim(name, `"`)))
	if path == "" {
		return s
	}
	return path + "." + s
}

// skipMark takes a byte order mark off.
func skipMark(r *bufio.Reader) {
	if head, _ := r.Peek(len(ByteOrderMark)); string(head) == ByteOrderMark {
		r.Discard(len(ByteOrderMark))
	}
}

// peekMark is the next byte that is no white space, which is skipped.
func peekMark(r *bufio.Reader) (byte, error) {
	for {
		b, err := r.Peek(1)
		if err != nil {
			return 0, err
		}
		if b[0] != ' ' && b[0] != '\t' && b[0] != '\r' && b[0] != '\n' {
			return b[0], nil
		}
		r.ReadByte()
	}
}
