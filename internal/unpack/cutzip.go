package unpack

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// localHeader is the part of a ZIP member's own header that is needed here (APPNOTE 4.3.7).
type localHeader struct {
	flags, method uint16
	packed        uint32
	name          string
}

// splitCutZip reads members from the front of an archive that has no directory.
func splitCutZip(u *unpacker, in *input, r *bufio.Reader, why error) error {
	for n := 0; ; n++ {
		h, err := nextLocal(r)
		if err != nil || n >= maxMembers {
			// With members behind us, "not a valid zip file" would be a strange thing to say.
			if in.opened {
				why = errors.New("the archive is cut short")
			}
			return u.fail(in, fmt.Sprintf("after member %d", n), fmt.Errorf("damaged archive: %w", why))
		}
		if h.name == "[Content_Types].xml" || h.name == "mimetype" {
			return u.fail(in, "", fmt.Errorf("damaged office document: %w", why))
		}
		body, err := h.body(r)
		var stop error
		switch {
		case strings.HasSuffix(h.name, "/") || u.skips(in, h.name):
		case err == nil:
			stop = u.member(in, memberPart(h.name), h.name, bytes.NewReader(body), int64(len(body)), time.Time{})
		default:
			stop = u.fail(in, memberPart(h.name), err)
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
	h.packed = le.Uint32(raw[18:])
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
	// Behind a member of known size the next one starts, whatever came of this one.
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
