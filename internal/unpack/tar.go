package unpack

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// isTar tells a tar archive by the mark that all but the oldest programs write.
func isTar(_ *input, head []byte) bool {
	return len(head) >= 512 && bytes.Equal(head[257:262], []byte("ustar"))
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
