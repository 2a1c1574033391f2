package unpack

import "fmt"

// forms are told by their first bytes only to say what to do instead: none of them is read.
var forms = [...]struct{ mark, name, instead string }{
	{"PAR1", "a Parquet file", `write it as JSON Lines first: duckdb -c "COPY 'jobs.parquet' TO 'jobs.jsonl'", or in Python pandas.read_parquet("jobs.parquet").to_json("jobs.jsonl", orient="records", lines=True)`},
	{"ARROW1", "an Arrow or Feather file", "write it as JSON Lines first"},
	{"Obj\x01", "an Avro file", "write it as JSON Lines first"},
	{"SQLite format 3\x00", "an SQLite database", "write the table of postings as CSV first: sqlite3 -header -csv FILE 'SELECT * FROM TABLE'"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old office program (.doc, .xls, .msg)", "save it as .docx, .xlsx or .eml first"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first, or pack it as ZIP"},
	{"Rar!\x1a\x07", "a RAR archive", "unpack it first, or pack it as ZIP"},
	{"\xfd7zXZ\x00", "compressed with xz", "decompress it first, or compress it with gzip or zstd"},
	{"BZh", "compressed with bzip2", "decompress it first, or compress it with gzip or zstd"},
	{"\x89PNG\r\n", "a picture", "it needs a program that recognises letters in pictures"},
	{"\xff\xd8\xff", "a picture", "it needs a program that recognises letters in pictures"},
	{"GIF8", "a picture", "it needs a program that recognises letters in pictures"},
}

// foreign says what content is that cannot be read, and the way out; nil for everything else.
func foreign(head []byte) error {
	for _, f := range forms {
		// Text may begin with the same letters ("PAR1 …"), but never with what these forms go on with.
		if hasPrefix(head, f.mark) && !plainText(head) {
			return fmt.Errorf("%s, which is not read; %s", f.name, f.instead)
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
