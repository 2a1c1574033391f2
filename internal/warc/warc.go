// Package warc reads web archives: WARC (ISO 28500) and its predecessor ARC, plain or with each record packed by
// gzip, as crawlers and browsers' archiving tools write them.
//
// Records are read one after another; memory holds one stored answer. A damaged record is a value with its place
// and its cause, and reading goes on with the next record that can be found.
package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const (
	maxBody   = 50 << 20 // bytes of one stored answer, decoded
	maxHeader = 64 << 10 // bytes of the headers of a record, or of the answer in it
	maxWindow = 8 << 20  // window of zstd, as RFC 9659 bounds it for HTTP
	maxRatio  = 100      // unpacked bytes for one packed byte, past the first MiB
)

// Record is one record of an archive: a page, or the reason why there is none at its place.
type Record struct {
	Place   string    // "record 3, offset 1197": its number, and where indexes of archives find it in the file
	URL     string    // address of the page as the crawler wrote it, if it is one of the web; untrusted, never to be fetched
	Date    time.Time // when it was captured, UTC; zero when not stated
	Media   string    // Content-Type of the stored answer
	Body    []byte    // the page, decoded; empty when the answer was empty
	Skipped string    // why a sound record is no page ("status 404, …"); empty for a page
	Err     error     // what is damaged; nil for a page and a skipped record
}

// Is tells a web archive by the start of its content.
func Is(head []byte) bool {
	if isGzip(head) {
		head = firstUnpacked(head)
	}
	return bytes.HasPrefix(head, []byte("WARC/")) || bytes.HasPrefix(head, []byte("filedesc:"))
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1f\x8b\x08")) }

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

// Records yields each record of the archive. A page is a stored answer with status 200 that holds HTML, JSON, XML or
// PDF, or such a resource, or the text of one. A revisit refers to an answer that is stored elsewhere, and is none.
func Records(r *bufio.Reader) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		a := &archive{yield: yield, r: &place{Reader: r}}
		head, _ := r.Peek(3)
		if isGzip(head) {
			a.members = &members{packed: a.r}
			a.r = &place{Reader: bufio.NewReaderSize(&bounded{r: a.members, packed: func() int64 { return a.members.packed.n }}, maxHeader)}
		}
		a.records()
	}
}

// capture is what the header of a record says.
type capture struct {
	kind   string
	url    string
	date   time.Time
	media  string // of the record, then of the answer in it
	length int64
	whole  bool // the stored answer has its own length or end, whatever the record says
}

// archive is a web archive while it is read.
type archive struct {
	yield   func(Record) bool
	r       *place   // the records, unpacked
	members *members // below r, when each record is packed
	arc     bool     // the older form
	n       int      // records begun
	offset  int64    // of the present record in the file
}

// give hands a record over, and reports whether more are wanted.
func (a *archive) give(r Record) bool {
	r.Place = fmt.Sprintf("record %d, offset %d", a.n, a.offset)
	if r.Err != nil {
		r.Err = fmt.Errorf("damaged record: %w", r.Err)
	}
	return a.yield(r)
}

// records reads records to the end of the archive.
func (a *archive) records() {
	for {
		at := a.r.n
		line, err := a.r.line()
		if err == io.EOF {
			return
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		// Each attempt counts as a record, so that no two places have one name, even where records are damaged.
		a.n++
		a.offset = at
		if a.members != nil {
			a.offset = a.members.offset(at)
		}
		var c capture
		if err == nil {
			c, err = a.header(string(line))
		}
		rec, lost := Record{Err: err}, true
		if err == nil {
			rec, lost = a.record(&c)
		}
		if !a.give(rec) {
			return
		}
		if lost {
			a.resync()
		}
	}
}

// record reads what one record holds, and moves on to its end. It reports lost when the record breaks off, so that
// nobody knows where the next one is.
func (a *archive) record(c *capture) (rec Record, lost bool) {
	// Whatever the page's reader leaves of the record is skipped, so that the next record starts where it should.
	block := &counted{r: io.LimitReader(a.r, c.length)}
	rec, wrong := a.page(c, block)
	_, err := io.Copy(io.Discard, block)
	short := c.length - block.n
	switch {
	case short > 0 && !c.whole:
		if err == nil {
			err = fmt.Errorf("it ends %d bytes early", short)
		}
		return Record{Err: err}, true
	case wrong != nil: // what is in the record, not the record: the next one is where it should be
		return Record{Err: wrong}, false
	}
	rec.Media, rec.Date = c.media, c.date.UTC()
	if c.date.IsZero() {
		rec.Date = time.Time{}
	}
	if onWeb(c.url) {
		rec.URL = c.url
	}
	return rec, false
}

// resync skips to the next line that starts a record, if there is one.
func (a *archive) resync() {
	for {
		// A page may hold such a line itself; the record that is then tried is refused by its header, and the search goes on.
		b, err := a.r.Peek(7)
		if err == nil && (bytes.HasPrefix(b, []byte("WARC/1")) || bytes.HasPrefix(b, []byte("WARC/0")) || a.arc && bytes.HasPrefix(b, []byte("http"))) {
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
func readWARCHeader(r *place) (c capture, err error) {
	c.length = -1
	for total := 0; ; {
		line, err := r.line()
		if err != nil {
			return c, errors.New("its header is cut short")
		}
		if total += len(line); total > maxHeader {
			return c, errors.New("its header is larger than 64 KiB")
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			break
		}
		name, value, _ := strings.Cut(string(line), ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(name) {
		case "warc-type":
			c.kind = value
		case "warc-target-uri":
			c.url = strings.Trim(value, "<>") // an old version of a common crawler writes the brackets
		case "warc-date":
			c.date, _ = time.Parse(time.RFC3339, value)
		case "content-type":
			c.media = value
		case "content-length":
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
	// Counted from the end: the address is the only field that may have blanks in it.
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

// page reads the page of a record, or finds why it is none. The error is something wrong with the stored answer.
func (a *archive) page(c *capture, block io.Reader) (rec Record, err error) {
	body := &place{Reader: bufio.NewReaderSize(block, maxHeader)}
	switch {
	case c.kind == "response" && strings.HasPrefix(c.media, "application/http"):
		status, header, err := httpHead(body)
		if err != nil {
			return rec, err
		}
		c.media = header["content-type"]
		if status != 200 || !pageMedia(c.media) && c.media != "" {
			return Record{Skipped: fmt.Sprintf("status %d, type %q", status, c.media)}, nil
		}
		before := body.n
		raw, err := readUpTo(body, maxBody)
		if err != nil {
			return rec, err
		}
		// A record that says more than is there may still hold a whole page: lengths of records are often wrong by a line
		// end, and archives are cut by people.
		c.whole = strconv.FormatInt(body.n-before, 10) == header["content-length"] ||
			bytes.HasSuffix(bytes.ToLower(bytes.TrimSpace(raw)), []byte("</html>"))
		if rec.Body, err = decoded(raw, header); err == nil && c.media == "" && !looksPlain(rec.Body) {
			return Record{Skipped: "status 200, no type, and no page"}, nil
		}
		return rec, err
	case c.kind == "conversion" || (c.kind == "resource" || c.kind == "response") && pageMedia(c.media) && onWeb(c.url):
		rec.Body, err = readUpTo(body, maxBody)
		return rec, err
	}
	return Record{Skipped: fmt.Sprintf("record of kind %q, type %q", c.kind, c.media)}, nil
}

// pageMedia reports whether a type of content is one that postings come in.
func pageMedia(media string) bool {
	kind, _, err := mime.ParseMediaType(media)
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(media), ";")
		kind = strings.TrimSpace(kind)
	}
	switch kind {
	case "text/html", "application/json", "application/pdf", "application/xml", "text/xml":
		return true
	}
	return strings.HasPrefix(kind, "application/") && (strings.HasSuffix(kind, "+json") || strings.HasSuffix(kind, "+xml"))
}

// httpHead reads the status line and the headers of a stored answer.
func httpHead(r *place) (status int, header map[string]string, err error) {
	line, err := r.line()
	if err != nil {
		return 0, nil, errors.New("its answer has no status line")
	}
	proto, rest, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	if status, err = strconv.Atoi(code); err != nil || !strings.HasPrefix(proto, "HTTP/") {
		return 0, nil, fmt.Errorf("the status line of its answer is %.100q", line)
	}
	header = map[string]string{}
	for r.n < maxHeader {
		line, err := r.line()
		if err != nil {
			return 0, nil, errors.New("the header of its answer is cut short")
		}
		text := strings.TrimSpace(string(line))
		if text == "" {
			return status, header, nil
		}
		if name, value, ok := strings.Cut(text, ":"); ok {
			header[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
		}
	}
	return 0, nil, errors.New("the header of its answer is larger than 64 KiB")
}

// decoded is the body of a stored answer as the server's program wrote it. Crawlers store chunked bodies with their
// chunks, or without them but with the header that announces them; both are read.
func decoded(raw []byte, header map[string]string) ([]byte, error) {
	if strings.EqualFold(header["transfer-encoding"], "chunked") {
		if b, ok := joinChunks(raw); ok {
			raw = b
		}
	}
	codings := strings.Split(strings.ToLower(header["content-encoding"]), ",")
	for _, coding := range slices.Backward(codings) { // the last one was applied last
		// Decoded by the crawler, with the header left behind.
		if looksPlain(raw) {
			break
		}
		z, err := decoder(strings.TrimSpace(coding), raw)
		if err != nil {
			return nil, err
		}
		if z == nil {
			continue
		}
		packed := int64(len(raw))
		if raw, err = readUpTo(&bounded{r: z, packed: func() int64 { return packed }}, maxBody); err != nil {
			return nil, fmt.Errorf("encoded as %s: %w", strings.TrimSpace(coding), err)
		}
	}
	return raw, nil
}

// decoder unpacks one coding of HTTP; nil where nothing has to be unpacked.
func decoder(coding string, raw []byte) (io.Reader, error) {
	src := bytes.NewReader(raw)
	switch coding {
	case "", "identity":
		return nil, nil
	case "gzip", "x-gzip":
		if !isGzip(raw) {
			return nil, nil
		}
		return gzip.NewReader(src)
	case "deflate":
		if z, err := zlib.NewReader(src); err == nil {
			return z, nil
		}
		return flate.NewReader(bytes.NewReader(raw)), nil // what some servers mean by it
	case "br":
		return brotli.NewReader(src), nil
	case "zstd":
		return zstd.NewReader(src, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	}
	return nil, fmt.Errorf("it is encoded as %s, which is not read", strconv.Quote(coding))
}

// looksPlain reports a body that begins as pages and data do, with nothing but text behind it.
func looksPlain(raw []byte) bool {
	t := bytes.TrimLeft(bytes.TrimPrefix(raw[:min(len(raw), 512)], []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(t) == 0 || bytes.IndexByte([]byte("<{["), t[0]) < 0 {
		return bytes.HasPrefix(t, []byte("%PDF-"))
	}
	return !bytes.ContainsFunc(t, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' })
}

// joinChunks takes the chunk sizes out of a body (RFC 9112, 7.1), and reports whether it was written with them.
func joinChunks(raw []byte) (body []byte, ok bool) {
	for {
		line, rest, found := bytes.Cut(raw, []byte("\n"))
		size, _, _ := strings.Cut(string(line), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		switch {
		case !found || err != nil || int(n) > len(rest):
			return nil, false
		case n == 0:
			return body, true
		}
		body = append(body, rest[:n]...)
		raw = bytes.TrimPrefix(bytes.TrimPrefix(rest[n:], []byte("\r")), []byte("\n"))
	}
}

// onWeb reports whether an address is one of the web.
func onWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
