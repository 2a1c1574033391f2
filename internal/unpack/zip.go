package unpack

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"jobsignal/internal/sheet"
)

func isZip(_ *input, head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// memberPart is the place of a member in messages.
func memberPart(name string) string { return "member " + Show(name) }

// skips reports whether a member is not read because of its name, by the rules for files in folders.
func (u *unpacker) skips(in *input, name string) bool {
	if !Hidden(name) {
		return false
	}
	u.skip(in, memberPart(name), "hidden")
	return true
}

// splitZip deals with each file of the archive, in its order. Documents of office programs are ZIP archives too: a
// workbook gives its rows, any other is one page. An archive without its directory (cut short, or still being
// written) is read from its front as far as it goes.
func splitZip(u *unpacker, in *input) error {
	if in.file == nil {
		b, err := readUpTo(in.r, maxPage)
		if err != nil {
			return u.fail(in, "", err)
		}
		in.file, in.size, in.r = bytes.NewReader(b), int64(len(b)), newReader(bytes.NewReader(b))
	}
	// The directory at the end is the truth about the members; the headers in front of them are only for repair.
	archive, err := zip.NewReader(in.file, in.size)
	if err != nil {
		return splitCutZip(u, in, newReader(io.NewSectionReader(in.file, 0, in.size)), err)
	}
	guarded := &total{size: in.size}
	names := map[string]bool{}
	for _, f := range archive.File {
		names[strings.ToLower(f.Name)] = true
	}
	switch {
	case sheet.IsWorkbook(archive):
		return u.records(in, sheet.Workbook(archive, guarded.open, u.opt.Columns))
	case names["[content_types].xml"] || names["mimetype"]:
		return u.whole(in)
	case len(archive.File) > maxMembers:
		return u.fail(in, "", fmt.Errorf("more than %d members", maxMembers))
	}
	wacz := isWACZ(names)
	for _, f := range archive.File {
		if f.FileInfo().IsDir() || u.skips(in, f.Name) || u.asset(in, f.Name, names) {
			continue
		}
		if wacz && !strings.HasPrefix(strings.ToLower(f.Name), "archive/") {
			u.skip(in, memberPart(f.Name), "describes the web archive beside it")
			continue
		}
		if err := u.zipped(in, f, guarded); err != nil {
			return err
		}
	}
	return nil
}

// isWACZ tells a web archive as browsers' archiving tools pack it: WARC files in "archive", and beside them an index and
// the texts of the same pages once more.
func isWACZ(names map[string]bool) bool {
	if !names["datapackage.json"] {
		return false
	}
	for name := range names {
		if strings.HasPrefix(name, "archive/") && strings.Contains(name, ".warc") {
			return true
		}
	}
	return false
}

// asset reports whether a member lies in the folder of a page saved beside it.
func (u *unpacker) asset(in *input, name string, names map[string]bool) bool {
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if Assets(dir, names) {
			u.skip(in, memberPart(name), "belongs to the page beside it")
			return true
		}
	}
	return false
}

// zipped deals with one member.
func (u *unpacker) zipped(in *input, f *zip.File, guarded *total) error {
	part := memberPart(f.Name)
	r, err := guarded.open(f)
	if err != nil {
		return u.fail(in, part, err)
	}
	defer r.Close()
	// A size over the limit is not passed on: the member may be a container, which has no limit, and a page is refused
	// when it is read.
	size := int64(-1)
	if f.UncompressedSize64 <= maxPage {
		size = int64(f.UncompressedSize64)
	}
	return u.member(in, part, f.Name, r, size, f.Modified)
}

// total counts what all members of an archive unpack to, one after another: members can share their packed bytes,
// so that each alone stays in proportion and all together do not.
type total struct{ n, size int64 }

// open starts to unpack a member, within the limits.
func (t *total) open(f *zip.File) (io.ReadCloser, error) {
	if f.Flags&1 != 0 {
		return nil, errors.New("encrypted")
	}
	if !f.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("cannot be unpacked: %w", err)
	}
	// The stated size of the packed data may lie; it cannot be more than the archive.
	packed := int64(min(f.CompressedSize64, uint64(t.size)))
	return &unpacked{&expanded{r: r, packed: func() int64 { return packed }}, r, t}, nil
}

// unpacked is a member while it is read.
type unpacked struct {
	io.Reader
	io.Closer
	all *total
}

func (m *unpacked) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	m.all.n += int64(n)
	if m.all.n > freeExpansion && m.all.n > maxRatio*m.all.size {
		return n, errBomb
	}
	return n, err
}
