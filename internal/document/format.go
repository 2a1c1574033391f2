package document

import "jobsignal/internal/job"

// Format is one line in the table of formats.
type Format struct {
	Name       string                             // what Page.Format and reports say: "html"
	About      string                             // one line for people
	Extensions []string                           // file name endings with their dot, lower case
	MediaTypes []string                           // without parameters, lower case
	Is         func(head []byte) int              // how sure the content is of this format: 0 no, 100 certain; head is the first 64 KB at most
	Read       func(*job.Page) (*Document, error) // reads one page of the format
}

// Formats is the table of formats, in the order in which equally sure formats win.
func Formats() []Format {
	return []Format{}
}

// Detect names the format of a page: its content decides, extension and media type break ties.
// It returns "" when the content is of no known format.
func Detect(p *job.Page) string { return "" }
