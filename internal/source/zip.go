package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

func isZip(_ *input, head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// memberPart is the place of a member in messages.
func memberPart(name string) string { return "member " + show(name) }

// skips reports whether a member is not read because of its name, by the rules for files in folders.
func (s *stream) skips(in *input, name string) bool {
	for _, step := range strings.Split(strings.ReplaceAll(name, `\`, "/"), "/") {
		if strings.HasPrefix(step, ".") && step != "." && step != ".." || step == "__MACOSX" {
			s.note(in.page.Source+" ("+memberPart(name)+")", "hidden")
			return true
		}
	}
	return false
}

// splitZip deals with each file of the archive, in its order; nothing is unpacked to disk. Documents of office
// programs are ZIP archives too: a workbook gives its rows, any other is one page. An archive without its directory
// (cut short, or still being written) is read from its front as far as it goes.
func splitZip(s *stream, in *input) error {
	whole := io.NewSectionReader(in.file, 0, in.size)
	if in.file == nil {
		b, err := readUpTo(in.r, maxPage)
		if err != nil {
			return s.fail(in, "", plain(err), "")
		}
		whole = io.NewSectionReader(bytes.NewReader(b), 0, int64(len(b)))
		in.r, in.size = newReader(bytes.NewReader(b)), int64(len(b))
	}
	archive, err := zip.NewReader(whole, whole.Size())
	if err != nil {
		return splitCutZip(s, in, newReader(io.NewSectionReader(whole, 0, whole.Size())), err)
	}
	names := map[string]bool{}
	for _, f := range archive.File {
		names[f.Name] = true
	}
	switch {
	case names["xl/workbook.xml"]:
		return splitWorkbook(s, in, archive)
	case names["[Content_Types].xml"] || names["mimetype"]:
		return s.whole(in)
	case len(archive.File) > maxMembers:
		return s.fail(in, "", fmt.Errorf("more than %d members", maxMembers), "split the archive")
	}
	lower := map[string]bool{}
	for n := range names {
		lower[strings.ToLower(n)] = true
	}
	budget := &total{size: whole.Size()}
	for _, f := range archive.File {
		if f.FileInfo().IsDir() || s.skips(in, f.Name) || s.asset(in, f.Name, lower) {
			continue
		}
		if err := s.zipped(in, f, budget); err != nil {
			return err
		}
	}
	if !in.opened {
		return s.empty(in)
	}
	return nil
}

// asset reports whether a member lies in the folder of a page saved beside it.
func (s *stream) asset(in *input, name string, lower map[string]bool) bool {
	for dir := path.Dir(strings.ToLower(name)); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if assets(dir, lower) {
			s.note(in.page.Source+" ("+memberPart(name)+")", "belongs to the page beside it")
			return true
		}
	}
	return false
}

// zipped deals with one member. All members together may not grow out of proportion to the archive either: members
// can share their packed bytes.
func (s *stream) zipped(in *input, f *zip.File, budget *total) error {
	part := memberPart(f.Name)
	if f.Flags&1 != 0 {
		return s.fail(in, part, errors.New("encrypted"), "")
	}
	if !f.Mode().IsRegular() {
		return s.fail(in, part, errors.New("not a regular file"), "")
	}
	r, err := f.Open()
	if err != nil {
		return s.fail(in, part, fmt.Errorf("cannot be unpacked: %w", err), "")
	}
	defer r.Close()
	packed := int64(min(f.CompressedSize64, uint64(budget.size)))
	budget.r = &expanded{r: r, packed: func() int64 { return packed }}
	size := int64(-1)
	if f.UncompressedSize64 <= maxPage {
		size = int64(f.UncompressedSize64)
	}
	return s.member(in, part, f.Name, budget, size, f.Modified)
}

// total is what all members of an archive unpack to, one after another.
type total struct {
	r       io.Reader
	n, size int64
}

func (t *total) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.n += int64(n)
	if t.n > freeExpansion && t.n > maxRatio*t.size {
		return n, errBomb
	}
	return n, err
}

// localHeader is the part of a ZIP member's own header that is needed here (APPNOTE 4.3.7).
type localHeader struct {
	flags, method    uint16
	packed, unpacked uint32
	name             string
	modified         time.Time
}

// splitCutZip reads members from the front of an archive that has no directory.
func splitCutZip(s *stream, in *input, r *bufio.Reader, why error) error {
	for n := 0; ; n++ {
		h, err := nextLocal(r)
		if err != nil || n >= maxMembers {
			if in.opened {
				why = errors.New("the archive is cut short")
			}
			return s.fail(in, fmt.Sprintf("after member %d", n), fmt.Errorf("damaged archive: %w", why), "")
		}
		body, err := h.body(r)
		var stop error
		switch {
		case strings.HasSuffix(h.name, "/") || s.skips(in, h.name):
		case err == nil:
			stop = s.member(in, memberPart(h.name), h.name, bytes.NewReader(body), int64(len(body)), h.modified)
		default:
			stop = s.fail(in, memberPart(h.name), err, "")
		}
		if stop != nil {
			return stop
		}
	}
}

// nextLocal reads the header in front of a member, or fails where no further member starts.
func nextLocal(r *bufio.Reader) (h localHeader, err error) {
	var raw [30]byte
	if _, err := io.ReadFull(r, raw[:]); err != nil {
		return h, err
	}
	if !bytes.HasPrefix(raw[:], []byte("PK\x03\x04")) {
		return h, errors.New("no member")
	}
	le := binary.LittleEndian
	h.flags, h.method = le.Uint16(raw[6:]), le.Uint16(raw[8:])
	h.packed, h.unpacked = le.Uint32(raw[18:]), le.Uint32(raw[22:])
	name := make([]byte, le.Uint16(raw[26:]))
	if _, err := io.ReadFull(r, name); err != nil {
		return h, err
	}
	h.name = string(name)
	_, err = r.Discard(int(le.Uint16(raw[28:])))
	return h, err
}

// body unpacks a member. Where its size comes only behind it, the packed data themselves say where they end.
func (h *localHeader) body(r *bufio.Reader) ([]byte, error) {
	const later = 8 // flag: sizes follow in a descriptor
	var src io.Reader = r
	known := h.flags&later == 0
	if known {
		src = io.LimitReader(r, int64(h.packed))
	}
	var body []byte
	var err error
	switch {
	case h.flags&1 != 0:
		err = errors.New("encrypted")
	case h.method == zip.Store && known:
		body, err = readUpTo(src, maxPage)
		if err == nil && len(body) < int(h.packed) {
			err = errors.New("cut short")
		}
	case h.method == zip.Deflate && known:
		packed := &counted{r: src}
		body, err = readUpTo(&expanded{r: flate.NewReader(packed), packed: packed.bytes}, maxPage)
	case h.method == zip.Deflate:
		packed := &countedBytes{Reader: r} // read byte by byte, so that nothing behind the member is taken
		body, err = readUpTo(&expanded{r: flate.NewReader(packed), packed: packed.bytes}, maxPage)
	default:
		err = errors.New("cannot be unpacked without the archive's directory")
	}
	if known {
		io.Copy(io.Discard, src)
	} else if err == nil {
		skipDescriptor(r)
	}
	return body, err
}

// skipDescriptor skips the sizes behind a member: a mark that is usual but not required, and three numbers, two of
// which may be long.
func skipDescriptor(r *bufio.Reader) {
	for _, n := range []int{16, 12, 24, 20} {
		b, err := r.Peek(n + 4)
		if err == nil && slices.Contains([]string{"PK\x03\x04", "PK\x01\x02"}, string(b[n:])) {
			r.Discard(n)
			return
		}
	}
}
