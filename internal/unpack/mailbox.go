package unpack

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"regexp"
)

// headerLine is a line of a message's header.
var headerLine = regexp.MustCompile(`^[!-9;-~]+:`)

// isMailbox tells a mailbox by its first line and a header below it (RFC 4155).
func isMailbox(_ *input, head []byte) bool {
	if !hasPrefix(head, "From ") {
		return false
	}
	_, rest, _ := bytes.Cut(head, []byte("\n"))
	return headerLine.Match(rest)
}

// splitMailbox yields one page a message. A message begins with a line that starts with "From " behind an empty
// line; where a message has such a line itself, the mail program has put ">" before it, which is taken off.
func splitMailbox(u *unpacker, in *input) error {
	var message []byte
	n, blank, long := 0, true, false
	give := func() error {
		part := fmt.Sprintf("message %d", n)
		switch {
		case n == 0:
			return nil
		case long:
			return u.fail(in, part, errTooLarge)
		}
		p := *in
		p.page.MediaType = "message/rfc822"
		in.opened = true
		return u.page(&p, part, "", message)
	}
	for {
		line, err := in.r.ReadSlice('\n')
		// A line longer than the buffer comes in parts; only a whole one can be blank, and only its first part can start
		// a message, since blank is false behind the others.
		whole := err != bufio.ErrBufferFull
		if err != nil && err != io.EOF && whole {
			if stop := give(); stop != nil {
				return stop
			}
			return u.fail(in, fmt.Sprintf("after message %d", n), err)
		}
		switch {
		case blank && bytes.HasPrefix(line, []byte("From ")):
			if stop := give(); stop != nil {
				return stop
			}
			n++
			message, long = nil, false
		case len(message)+len(line) > maxPage:
			message, long = nil, true
		case !long:
			message = append(message, unquoted(line)...)
		}
		blank = whole && len(bytes.TrimSpace(line)) == 0
		if err == io.EOF {
			return give()
		}
	}
}

// unquoted is a line without the mark that keeps it from starting a message.
func unquoted(line []byte) []byte {
	if rest := bytes.TrimLeft(line, ">"); len(rest) < len(line) && bytes.HasPrefix(rest, []byte("From ")) {
		return line[1:]
	}
	return line
}
