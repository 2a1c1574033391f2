package document

import (
	"bytes"
	"errors"

	"jobsignal/internal/job"
)

// isPDF looks for the sign within the first kilobyte, where readers of PDF accept it.
func isPDF(head []byte) int {
	head = bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n")
	switch at := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-")); {
	case at == 0:
		return 100
	case at > 0 && binary(head):
		return 85
	}
	return 0
}

// ErrElsewhere says that a form is not read in this process; package sandbox reads it.
var ErrElsewhere = errors.New("a PDF is read in a process of its own, by package sandbox")

// readPDF refuses: reading a PDF can hang or take all memory, which a pure function cannot guard against.
func readPDF(*job.Page) (*Document, error) { return nil, ErrElsewhere }
