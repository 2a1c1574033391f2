package source

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/zstd"
)

// zstdWindow is the largest window that is decoded: what "zstd --long" asks for by default.
const zstdWindow = 128 << 20

func isZstd(_ *input, head []byte) bool { return bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")) }

// splitZstd deals with what is inside, however long: decoding streams.
func splitZstd(s *stream, in *input) error {
	packed := &counted{r: in.r}
	z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
	if err != nil {
		return s.fail(in, "", fmt.Errorf("damaged zstd data: %w", err), "")
	}
	defer z.Close()
	return s.unpacked(in, &expanded{r: struct{ io.Reader }{z}, packed: packed.bytes}, time.Time{})
}
