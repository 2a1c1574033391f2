package unpack

import "fmt"

// Unread is a form that is told by its first bytes only to say what to do instead.
type Unread struct {
	Name    string // "a Parquet file"
	Instead string // the way out
	mark    string
}

// zipKind is what stands behind the first member's header (30 bytes) of a ZIP archive that says what it is.
const zipKind = "mimetype"

// Unreads is the table of forms that are known and not read.
func Unreads() []Unread {
	const picture = "it needs a program that recognises letters in pictures"
	return []Unread{
		{"a Parquet file", `write it as JSON Lines first: duckdb -c "COPY 'jobs.parquet' TO 'jobs.jsonl'", or in Python pandas.read_parquet("jobs.parquet").to_json("jobs.jsonl", orient="records", lines=True)`, "PAR1"},
		{"an Arrow or Feather file", "write it as JSON Lines first", "ARROW1"},
		{"an Avro file", "write it as JSON Lines first", "Obj\x01"},
		{"an SQLite database", "write its table of postings as CSV first: sqlite3 -header -csv FILE 'SELECT * FROM TABLE'", "SQLite format 3\x00"},
		{"a document of an old office program (.doc, .xls, .msg)", "save it as .docx, .xlsx or .eml first", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
		{"an OpenDocument spreadsheet", "save it as .xlsx or .csv first", zipKind + "application/vnd.oasis.opendocument.spreadsheet"},
		{"an OpenDocument presentation", "save it as PDF first", zipKind + "application/vnd.oasis.opendocument.presentation"},
		{"an electronic book (EPUB)", "save its pages as HTML or PDF first", zipKind + "application/epub+zip"},
		{"a 7-Zip archive", "unpack it first, or pack it as ZIP", "7z\xbc\xaf\x27\x1c"},
		{"a RAR archive", "unpack it first, or pack it as ZIP", "Rar!\x1a\x07"},
		{"a file compressed with xz", "decompress it first, or compress it with gzip or zstd", "\xfd7zXZ\x00"},
		{"a file compressed with bzip2", "decompress it first, or compress it with gzip or zstd", "BZh"},
		{"a picture (PNG)", picture, "\x89PNG\r\n"},
		{"a picture (JPEG)", picture, "\xff\xd8\xff"},
		{"a picture (GIF)", picture, "GIF8"},
	}
}

// foreign says what content is that cannot be read, and the way out; nil for everything else.
func foreign(head []byte) error {
	for _, f := range Unreads() {
		// Text may begin with the same letters ("PAR1 …"), but never with what these forms go on with.
		if (hasPrefix(head, f.mark) || len(head) > 30 && hasPrefix(head[30:], f.mark)) && !plainText(head) {
			return fmt.Errorf("%s, which is not read; %s", f.Name, f.Instead)
		}
	}
	return nil
}

// plainText reports content without any control characters but white space.
func plainText(head []byte) bool {
	for _, c := range head[:min(len(head), 512)] {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' {
			return false
		}
	}
	return true
}
