package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"time"
)

const (
	freeExpansion = 1 << 20 // decoded bytes before the ratio counts
	maxRatio      = 100     // decoded bytes for one packed byte
)

func isGzip(_ *input, head []byte) bool { return bytes.HasPrefix(head, []byte("\x1f\x8b\x08")) }

// splitGzip deals with what is inside, however long: decoding streams.
func splitGzip(s *stream, in *input) error {
	packed := &counted{r: in.r}
	z, err := gzip.NewReader(packed)
	if err != nil {
		return s.fail(in, "", fmt.Errorf("damaged gzip data: %w", err), "")
	}
	defer z.Close()
	return s.unpacked(in, &expanded{r: z, packed: packed.bytes}, z.ModTime)
}

// unpacked deals with a stream that was decompressed: the same source and part, and the name without its ending.
func (s *stream) unpacked(in *input, r io.Reader, modified time.Time) error {
	if modified.Unix() <= 0 {
		modified = time.Time{}
	}
	return s.member(in, "", in.name, r, -1, modified)
}

// counted counts the bytes read through it.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) bytes() int64 { return c.n }

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// expanded is decompressed data that may not grow out of proportion.
type expanded struct {
	r      io.Reader
	packed func() int64 // bytes that went in so far
	n      int64
}

// errBomb says that data expand more than pages ever do.
var errBomb = errors.New("expands to more than 100 times its size")

func (e *expanded) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.n += int64(n)
	if e.n > freeExpansion && e.n > maxRatio*e.packed() {
		return n, errBomb
	}
	if err != nil && err != io.EOF {
		err = fmt.Errorf("damaged compressed data after %d bytes: %w", e.n, err)
	}
	return n, err
}

// countedBytes counts what is read of a buffered reader without reading ahead of it.
type countedBytes struct {
	*bufio.Reader
	n int64
}

func (c *countedBytes) bytes() int64 { return c.n }

func (c *countedBytes) ReadByte() (byte, error) {
	b, err := c.Reader.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

func (c *countedBytes) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// line is the next line with its end, of at most the buffer's size; a longer one comes as its first part and
// errLong, and its rest as the next line. It stays valid until the next read.
func (c *countedBytes) line() ([]byte, error) {
	line, err := c.Reader.ReadSlice('\n')
	c.n += int64(len(line))
	switch {
	case err == bufio.ErrBufferFull:
		err = errLong
	case err == io.EOF && len(line) > 0:
		err = nil
	}
	return line, err
}
