package unpack

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/zstd"
)

const (
	freeExpansion = 1 << 20   // decoded bytes before the ratio counts
	maxRatio      = 100       // decoded bytes for one packed byte
	zstdWindow    = 128 << 20 // largest window that is decoded: what "zstd --long" asks for by default
)

func isGzip(_ *input, head []byte) bool { return hasPrefix(head, "\x1f\x8b\x08") }

// splitGzip deals with what is inside, however long: decoding streams.
func splitGzip(u *unpacker, in *input) error {
	packed := &counted{r: in.r}
	z, err := gzip.NewReader(packed)
	if err != nil {
		return u.fail(in, "", fmt.Errorf("damaged gzip data: %w", err))
	}
	defer z.Close()
	return u.member(in, "", in.name, &expanded{r: z, packed: packed.bytes}, -1, z.ModTime)
}

func isZstd(_ *input, head []byte) bool { return hasPrefix(head, "\x28\xb5\x2f\xfd") }

// splitZstd deals with what is inside, however long: decoding streams.
func splitZstd(u *unpacker, in *input) error {
	packed := &counted{r: in.r}
	z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
	if err != nil {
		return u.fail(in, "", fmt.Errorf("damaged zstd data: %w", err))
	}
	defer z.Close()
	// The bare Read: the decoder's WriteTo would go past the count.
	plain := struct{ io.Reader }{z}
	return u.member(in, "", in.name, &expanded{r: plain, packed: packed.bytes}, -1, time.Time{})
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
	// Small files may expand as they like: an empty page of one repeated letter is harmless.
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

// ReadByte makes countedBytes an io.ByteReader, for the decoders: they read nothing behind the packed data then.
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
