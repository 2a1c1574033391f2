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
		{"warc", "a web archive (WARC, ARC), plain or gzip: one page for each HTML, JSON or PDF answer", []string{".warc", ".arc"}, false, isWARC, splitWARC},
		{"gzip", "any of the forms, compressed with gzip", []string{".gz", ".tgz"}, false, isGzip, splitGzip},
		{"zstd", "any of the forms, compressed with zstd", []string{".zst"}, false, isZstd, splitZstd},
		{"zip", "a ZIP archive of any of the forms, read in place", []string{".zip"}, false, isZip, splitZip},
		{"tar", "a tar archive of any of the forms, read in place", []string{".tar"}, false, isTar, splitTar},
		{"jsonl", "JSON Lines: one posting a line", []string{".jsonl", ".ndjson"}, true, isLines, splitLines},
		{"table", "CSV or TSV: one posting a row, columns named in the first", []string{".csv", ".tsv"}, true, isTable, splitTable},
		{"json array", "a JSON array of postings", []string{".json"}, true, isArray, splitArray},
	}
}
