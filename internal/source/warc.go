package source

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// capture is one record of a web archive.
type capture struct {
	offset int64 // where it starts in the file, as indexes of archives count
	kind   string
	url    string
	date   time.Time
	media  string // of the record itself
	length int64
	whole  bool // the stored answer has its own length or end, whatever the record says
}

// isWARC tells a web archive, plain or with each record packed by gzip, by its first bytes.
func isWARC(_ *input, head []byte) bool {
	if isGzip(nil, head) {
		head = firstUnpacked(head)
	}
	return bytes.HasPrefix(head, []byte("WARC/")) || bytes.HasPrefix(head, []byte("filedesc:"))
}

// firstUnpacked is the start of what a gzip head holds.
func firstUnpacked(head []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return nil
	}
	b := make([]byte, 16)
	n, _ := io.ReadFull(z, b)
	return b[:n]
}

// splitWARC yields a page for each answer with status 200 that holds HTML, JSON or PDF (WARC 1.1, ISO 28500; ARC 1). A
// damaged record is an error with its offset; reading goes on with the next record that can be found. Bodies are
// read one after another, so that memory does not grow with the archive.
func splitWARC(s *stream, in *input) error {
	a := &archive{stream: s, in: in}
	head, _ := in.r.Peek(3)
	if isGzip(in, head) {
		a.members = &members{packed: &countedBytes{Reader: in.r}}
		unpacked := &expanded{r: a.members, packed: a.members.packed.bytes}
		a.r = &countedBytes{Reader: newReader(unpacked)}
	} else {
		a.r = &countedBytes{Reader: in.r}
	}
	if err := a.records(); err != nil {
		return err
	}
	if !in.opened && a.failed == 0 {
		return s.empty(in)
	}
	return nil
}

// archive is a web archive while it is read.
type archive struct {
	stream  *stream
	in      *input
	r       *countedBytes // the records, unpacked
	members *members      // below r, when each record is packed
	arc     bool          // the older form
	n       int           // records begun
	failed  int           // record that was named as damaged last; 0 for none
}

// offset is where the record that starts at a place of r is found in the file.
func (a *archive) offset(place int64) int64 {
	if a.members == nil {
		return place
	}
	return a.members.offset(place)
}

// part names the present record, by its number and by where indexes of archives would find it.
func (a *archive) part(offset int64) string { return fmt.Sprintf("record %d, offset %d", a.n, offset) }

// fail names the present record as damaged, once.
func (a *archive) fail(offset int64, cause error) error {
	if a.failed == a.n {
		return nil
	}
	a.failed = a.n
	return a.stream.fail(a.in, a.part(offset), fmt.Errorf("damaged record: %w", cause), "")
}

// members unpacks gzip members one after another. Damage is returned as an error, once; the next read goes on with
// the next member that can be found behind it.
type members struct {
	packed *countedBytes
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
			z.Multistream(false)
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
		b, err := m.packed.Peek(4)
		if err != nil {
			io.Copy(io.Discard, m.packed)
			return
		}
		if isGzip(nil, b) && b[3]&0xe0 == 0 {
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

// records reads records to the end of the archive.
func (a *archive) records() error {
	for {
		place := a.r.n
		line, err := a.r.line()
		if err == io.EOF {
			return nil
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		offset := a.offset(place)
		a.n++
		var c capture
		if err == nil {
			c, err = a.header(string(line))
			c.offset = offset
		}
		var stop error
		if err == nil {
			err, stop = a.record(c)
		}
		if err == nil && stop == nil {
			continue
		}
		if stop == nil {
			stop = a.fail(offset, err)
		}
		if stop != nil {
			return stop
		}
		a.resync()
	}
}

// record yields what one record holds, and moves on to its end. Damage is something wrong with the record, so that
// nobody knows where the next one is.
func (a *archive) record(c capture) (damage, stop error) {
	block := &counted{r: io.LimitReader(a.r, c.length)}
	body, wrong := a.page(&c, block)
	_, err := io.Copy(io.Discard, block)
	short := c.length - block.n
	switch {
	case wrong != nil && short == 0: // what is in the record, not the record: the next one is where it should be
		return nil, a.fail(c.offset, wrong)
	case short > 0 && !c.whole:
		if err != nil {
			return err, nil
		}
		return fmt.Errorf("it ends %d bytes early", short), nil
	case body == nil:
		return nil, nil
	}
	return nil, a.yield(c, body)
}

// resync skips to the next line that starts a record, if there is one.
func (a *archive) resync() {
	for {
		b, err := a.r.Peek(7)
		if err == nil && (bytes.HasPrefix(b, []byte("WARC/1")) || a.arc && bytes.HasPrefix(b, []byte("http"))) {
			return
		}
		if _, err := a.r.line(); err == io.EOF {
			return
		}
	}
}

// header reads the header of a record, whose first line is at hand.
func (a *archive) header(line string) (capture, error) {
	if strings.HasPrefix(line, "WARC/") {
		return readWARCHeader(a.r)
	}
	a.arc = a.arc || strings.HasPrefix(line, "filedesc:")
	return readARCHeader(line)
}

// readWARCHeader reads the named fields of a WARC record.
func readWARCHeader(r *countedBytes) (c capture, err error) {
	c.length = -1
	for total := 0; ; {
		line, err := r.line()
		if err != nil {
			return c, errors.New("its header is cut short")
		}
		if total += len(line); total > headSize {
			return c, errors.New("its header is larger than 64 KiB")
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			break
		}
		name, value, _ := strings.Cut(string(line), ":")
		value = strings.TrimSpace(value)
		switch textproto.CanonicalMIMEHeaderKey(name) {
		case "Warc-Type":
			c.kind = value
		case "Warc-Target-Uri":
			c.url = strings.Trim(value, "<>")
		case "Warc-Date":
			c.date, _ = time.Parse(time.RFC3339, value)
		case "Content-Type":
			c.media = value
		case "Content-Length":
			if c.length, err = strconv.ParseInt(value, 10, 64); err != nil || c.length < 0 {
				return c, fmt.Errorf("its length is %s", strconv.Quote(value))
			}
		}
	}
	if c.length < 0 {
		return c, errors.New("it states no length")
	}
	return c, nil
}

// readARCHeader reads the one line in front of an ARC record: address, IP, date, type, length. Blanks in the
// address are an error of old crawlers that is put up with.
func readARCHeader(line string) (c capture, err error) {
	fields := strings.Fields(line)
	if len(fields) < 5 {
		return c, errors.New("it does not start like one")
	}
	n := len(fields)
	if c.length, err = strconv.ParseInt(fields[n-1], 10, 64); err != nil || c.length < 0 {
		return c, fmt.Errorf("its length is %s", strconv.Quote(fields[n-1]))
	}
	c.url = strings.Join(fields[:n-4], "%20")
	c.date, _ = time.Parse("20060102150405", fields[n-3])
	c.kind, c.media = "response", "application/http"
	if strings.HasPrefix(c.url, "filedesc:") {
		c.kind = "warcinfo"
	}
	return c, nil
}

// page reads the page of a record; without one the body is nil. The error is something wrong with the stored answer.
func (a *archive) page(c *capture, block io.Reader) ([]byte, error) {
	body := &countedBytes{Reader: newReader(block)}
	switch {
	case c.kind == "response" && strings.HasPrefix(c.media, "application/http"):
		status, header, err := httpHead(body)
		if err != nil {
			return nil, err
		}
		c.media = header.Get("Content-Type")
		if status != 200 || !pageMedia(c.media) {
			a.note(*c, fmt.Sprintf("status %d, type %q", status, c.media))
			return nil, nil
		}
		before := body.n
		raw, err := readUpTo(body, maxPage)
		if err != nil {
			return nil, plain(err)
		}
		c.whole = strconv.FormatInt(body.n-before, 10) == header.Get("Content-Length") ||
			bytes.HasSuffix(bytes.ToLower(bytes.TrimSpace(raw)), []byte("</html>"))
		return decoded(raw, header)
	case c.kind == "conversion" || (c.kind == "resource" || c.kind == "response") && pageMedia(c.media) && onWeb(c.url):
		b, err := readUpTo(body, maxPage)
		return append([]byte{}, b...), err
	}
	a.note(*c, fmt.Sprintf("record of kind %q, type %q", c.kind, c.media))
	return nil, nil
}

func (a *archive) note(c capture, why string) {
	a.in.opened = true
	a.stream.note(fmt.Sprintf("%s (%s)", a.in.page.Source, a.part(c.offset)), why)
}

// yield hands a page over. Its address is text from outside: it is kept as it stands, and never fetched.
func (a *archive) yield(c capture, body []byte) error {
	p := a.in.page
	p.Part, p.Body, p.MediaType = join(a.in.page.Part, a.part(c.offset)), body, c.media
	if onWeb(c.url) {
		p.URL = c.url
	}
	if !c.date.IsZero() {
		p.Retrieved = c.date.UTC()
	}
	a.in.opened = true
	if len(body) == 0 {
		return a.stream.emit(nil, &Error{Source: p.Source, Part: p.Part, Cause: errors.New("empty"), Empty: true})
	}
	return a.stream.emit(&p, nil)
}

// onWeb reports whether an address is one of the web.
func onWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// pageMedia reports whether a type of content is one that postings come in.
func pageMedia(media string) bool {
	kind, _, err := mime.ParseMediaType(media)
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(media), ";")
		kind = strings.TrimSpace(kind)
	}
	switch kind {
	case "text/html", "application/xhtml+xml", "application/json", "application/ld+json", "application/pdf":
		return true
	}
	return false
}

// httpHead reads the status line and the headers of a stored answer.
func httpHead(r *countedBytes) (status int, header textproto.MIMEHeader, err error) {
	line, err := r.line()
	if err != nil {
		return 0, nil, errors.New("its answer has no status line")
	}
	proto, rest, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	if status, err = strconv.Atoi(code); err != nil || !strings.HasPrefix(proto, "HTTP/") {
		return 0, nil, fmt.Errorf("the status line of its answer is %.100q", line)
	}
	header = textproto.MIMEHeader{}
	for r.n < headSize {
		line, err := r.line()
		if err != nil {
			return 0, nil, errors.New("the header of its answer is cut short")
		}
		text := strings.TrimSpace(string(line))
		if text == "" {
			return status, header, nil
		}
		if name, value, ok := strings.Cut(text, ":"); ok {
			header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	return 0, nil, errors.New("the header of its answer is larger than 64 KiB")
}

// decoded is the body of a stored answer as the server's program wrote it. Crawlers store chunked bodies with their
// chunks, or without them but with the header that announces them; both are read.
func decoded(raw []byte, header textproto.MIMEHeader) ([]byte, error) {
	if strings.EqualFold(header.Get("Transfer-Encoding"), "chunked") {
		if b, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(raw))); err == nil {
			raw = b
		}
	}
	packed := func() int64 { return int64(len(raw)) }
	var unpack func(io.Reader) (io.Reader, error)
	switch coding := strings.ToLower(strings.TrimSpace(header.Get("Content-Encoding"))); coding {
	case "", "identity":
		return raw, nil
	case "gzip", "x-gzip":
		if !isGzip(nil, raw) { // decoded by the crawler, with the header left behind
			return raw, nil
		}
		unpack = func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }
	case "deflate":
		unpack = func(r io.Reader) (io.Reader, error) {
			if z, err := zlib.NewReader(r); err == nil {
				return z, nil
			}
			return flate.NewReader(bytes.NewReader(raw)), nil // what some servers mean by it
		}
	case "zstd":
		unpack = func(r io.Reader) (io.Reader, error) {
			return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20))
		}
	default:
		return nil, fmt.Errorf("it is encoded as %s, which is not read", strconv.Quote(coding))
	}
	z, err := unpack(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return readUpTo(&expanded{r: z, packed: packed}, maxPage)
}
