package source

// Container is a form that holds many pages, or wraps one.
type Container struct {
	Name       string   // what docs and messages say
	About      string   // one line for people
	Extensions []string // file name endings with their dot, lower case

	text  bool                              // consists of text, so that an answer from the network may be one
	is    func(in *input, head []byte) bool // told by content; the ending of the name is a hint
	split func(s *stream, in *input) error  // yields the pages; returns errStop or nil
}

// Containers is the table of containers, in the order in which they are tried. A new one is one file and one line
// here.
func Containers() []Container {
	return []Container{
		{"gzip", "any of the forms, compressed with gzip", []string{".gz", ".tgz"}, false, isGzip, splitGzip},
		{"jsonl", "JSON Lines: one posting a line", []string{".jsonl", ".ndjson"}, true, isLines, splitLines},
		{"json array", "a JSON array of postings", []string{".json"}, true, isArray, splitArray},
	}
}
