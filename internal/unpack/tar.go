package unpack

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// isTar tells a tar archive by the mark in its first header, or by the header's checksum where the oldest form has no
// mark: the sum of its bytes, with blanks for the sum itself.
func isTar(_ *input, head []byte) bool {
	if len(head) < 512 {
		return false
	}
	if bytes.Equal(head[257:262], []byte("ustar")) {
		return true
	}
	stated, err := strconv.ParseInt(strings.Trim(string(head[148:156]), " \x00"), 8, 32)
	sum := int64(8 * ' ')
	for i, c := range head[:512] {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return err == nil && head[0] != 0 && stated == sum
}

// splitTar deals with each file of the archive, in its order. A damaged archive gives what comes before the damage.
func splitTar(u *unpacker, in *input) error {
	t := tar.NewReader(in.r)
	for n := 1; ; n++ {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return u.fail(in, fmt.Sprintf("after member %d", n-1), fmt.Errorf("damaged archive: %w", err))
		case n > maxMembers:
			return u.fail(in, "", fmt.Errorf("more than %d members", maxMembers))
		case h.Typeflag == tar.TypeDir:
			continue
		case u.skips(in, h.Name):
			continue
		case h.Typeflag != tar.TypeReg:
			if err := u.fail(in, memberPart(h.Name), errors.New("not a regular file")); err != nil {
				return err
			}
			continue
		}
		if err := u.member(in, memberPart(h.Name), h.Name, t, h.Size, h.ModTime); err != nil {
			return err
		}
	}
}
