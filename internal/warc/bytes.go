package warc

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// members unpacks gzip members one after another. Damage is returned as an error, once; the next read goes on with
// the next member that can be found behind it.
type members struct {
	packed *place
	z      *gzip.Reader
	n      int64      // bytes given out
	starts [][2]int64 // of members: place in what is given out, offset in the file
	lost   bool       // the next read has to look for a member
}

func (m *members) Read(p []byte) (int, error) {
	for {
		if m.lost {
			m.find()
		}
		// Between two members: where the next one starts is what indexes call a record's offset.
		if m.z == nil {
			start := m.packed.n
			if _, err := m.packed.Peek(1); err != nil {
				return 0, io.EOF
			}
			m.starts = append(m.starts, [2]int64{m.n, start})
			z, err := gzip.NewReader(m.packed)
			if err != nil {
				m.lost = true
				return 0, unexpected(err)
			}
			z.Multistream(false) // the members' borders matter here
			m.z = z
		}
		n, err := m.z.Read(p)
		m.n += int64(n)
		if err != nil {
			m.z = nil
			if err != io.EOF {
				m.lost = true
				return n, err
			}
		}
		if n > 0 {
			return n, nil
		}
	}
}

// find moves to bytes that look like the start of a gzip member.
func (m *members) find() {
	m.lost = false
	for {
		// Three fixed bytes and a flag byte of which three bits are reserved: packed data hold this by chance once in
		// some hundred megabytes, and then the next attempt fails and the search goes on.
		b, err := m.packed.Peek(4)
		if err != nil {
			io.Copy(io.Discard, m.packed)
			return
		}
		if isGzip(b) && b[3]&0xe0 == 0 {
			return
		}
		m.packed.ReadByte()
	}
}

// offset is where the member begins that holds a place of what was given out. Earlier places are forgotten.
func (m *members) offset(place int64) int64 {
	for len(m.starts) > 1 && m.starts[1][0] <= place {
		m.starts = m.starts[1:]
	}
	if len(m.starts) == 0 {
		return 0
	}
	return m.starts[0][1]
}

// place is a buffered reader that knows how many bytes were taken from it. It reads no further than it is asked to.
type place struct {
	*bufio.Reader
	n int64
}

// ReadByte makes place an io.ByteReader, for the unpackers: they read nothing behind the packed data then.
func (p *place) ReadByte() (byte, error) {
	b, err := p.Reader.ReadByte()
	if err == nil {
		p.n++
	}
	return b, err
}

func (p *place) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	p.n += int64(n)
	return n, err
}

// errLong says that a line is longer than the buffer.
var errLong = errors.New("a line of it is larger than 64 KiB")

// line is the next line with its end, valid until the next read. Of a longer one than the buffer the first part
// comes, with errLong; its rest is the next line.
func (p *place) line() ([]byte, error) {
	line, err := p.Reader.ReadSlice('\n')
	p.n += int64(len(line))
	switch {
	case err == bufio.ErrBufferFull:
		err = errLong
	case err == io.EOF && len(line) > 0:
		err = nil
	}
	return line, err
}

// counted counts the bytes read through it.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// bounded is unpacked data that may not grow out of proportion to what went in.
type bounded struct {
	r      io.Reader
	packed func() int64
	n      int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.n += int64(n)
	if b.n > 1<<20 && b.n > maxRatio*b.packed() {
		return n, fmt.Errorf("expands to more than %d times its size", maxRatio)
	}
	return n, err
}

// readUpTo reads everything, or fails when there is more than limit.
func readUpTo(r io.Reader, limit int) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(b) > limit {
		return nil, fmt.Errorf("larger than %d MiB", limit>>20)
	}
	return b, err
}

// unexpected is the end of a file inside something.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
