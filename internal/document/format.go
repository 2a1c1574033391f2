package document

import (
	"bytes"
	"mime"
	"path"
	"slices"
	"strings"

	"jobsignal/internal/job"
)

// Format is one line in the table of formats.
type Format struct {
	Name       string                             // what Page.Format and reports say: "html"
	About      string                             // one line for people
	Extensions []string                           // file name endings with their dot, lower case
	MediaTypes []string                           // without parameters, lower case
	Is         func(head []byte) int              // how sure the content is of this format: 0 not, 1 could be, 100 certain
	Read       func(*job.Page) (*Document, error) // reads one page of the format
}

// sure is the confidence above which extension and media type no longer matter.
const sure = 80

// Formats is the table of formats. A new format is one file and one line here.
func Formats() []Format {
	return []Format{
		{"html", "web page, as a browser or a program saves it", []string{".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php"},
			[]string{"text/html", "application/xhtml+xml"}, isHTML, readHTML},
		{"mhtml", "web page saved in one file by Chrome, Edge, Opera or Internet Explorer", []string{".mhtml", ".mht"},
			[]string{"multipart/related", "application/x-mimearchive"}, isMHTML, readMHTML},
		{"webarchive", "web page saved by Safari", []string{".webarchive"},
			[]string{"application/x-webarchive"}, isWebArchive, readWebArchive},
		{"eml", "mail message: its text, or an attached file of another form", []string{".eml"},
			[]string{"message/rfc822"}, isMail, readMail},
		{"pdf", "PDF with a text layer", []string{".pdf"},
			[]string{"application/pdf"}, isPDF, readPDF},
		{"docx", "document of Word and its like", []string{".docx", ".docm"},
			[]string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}, isDOCX, readDOCX},
		{"odt", "document of LibreOffice and its like", []string{".odt"},
			[]string{"application/vnd.oasis.opendocument.text"}, isODT, readODT},
		{"rtf", "Rich Text Format, as word processors and mail programs write it", []string{".rtf"},
			[]string{"application/rtf", "text/rtf"}, isRTF, readRTF},
		{"json", "one posting, a list of postings, or the answer of an applicant-tracking system", []string{".json"},
			[]string{"application/json", "application/ld+json", "text/json"}, isJSON, readJSON},
		{"feed", "RSS or Atom feed of jobs (a JSON Feed is told by its version)", []string{".rss", ".atom", ".rdf"},
			[]string{"application/rss+xml", "application/atom+xml", "application/rdf+xml"}, isFeed, readFeed},
		{"xml", "XML of postings, as applicant-tracking systems and job boards exchange it", []string{".xml"},
			[]string{"application/xml", "text/xml"}, isXML, readXML},
		{"markdown", "text with Markdown marks, front matter as fields", []string{".md", ".markdown", ".mdown"},
			[]string{"text/markdown"}, isMarkdown, readMarkdown},
		{"text", "plain text", []string{".txt", ".text"},
			[]string{"text/plain"}, isText, readText},
	}
}

// Detect names the format of a page: its content decides; extension and media type count where content leaves
// room. It returns "" when the content is of no known format (a picture, a program).
func Detect(p *job.Page) string {
	head := p.Body[:min(len(p.Body), metaWindow)]
	if enc, _, skip := byteOrderMark(head); enc != nil {
		head = decodeWith(enc, head[skip:])
	} else {
		head = head[skip:]
	}
	ext, media := hints(p)
	best, bestScore := "", 0
	for _, f := range Formats() {
		score := f.Is(head)
		if score >= 100 {
			return f.Name
		}
		if score > 0 && score < sure {
			if ext != "" && slices.Contains(f.Extensions, ext) {
				score += 50
			}
			if media != "" && slices.Contains(f.MediaTypes, media) {
				score += 30
			}
		}
		if score > bestScore {
			best, bestScore = f.Name, score
		}
	}
	return best
}

// hints returns the page's file name ending and media type, lower case. Of a part's name and its container's
// name, the part's counts.
func hints(p *job.Page) (ext, media string) {
	name := p.Part
	if path.Ext(name) == "" {
		name = p.Source
	}
	name, _, _ = strings.Cut(strings.ReplaceAll(name, `\`, "/"), "?")
	ext = strings.ToLower(path.Ext(name))
	if ext == ".gz" {
		ext = strings.ToLower(path.Ext(strings.TrimSuffix(name, path.Ext(name))))
	}
	media, _, err := mime.ParseMediaType(p.MediaType)
	if err != nil {
		media = ""
	}
	return ext, media
}

// binary reports content that is no text: a zero byte, or many control characters.
func binary(head []byte) bool {
	control := 0
	for _, c := range head {
		if c == 0 {
			return true
		}
		if c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 27 {
			control++
		}
	}
	return control > len(head)/50+1
}

// trimLead skips white space and whole comments, which may stand before the first tag of HTML and XML.
func trimLead(b []byte) []byte {
	for {
		b = bytes.TrimLeft(b, " \t\r\n\f")
		if !bytes.HasPrefix(b, []byte("<!--")) {
			return b
		}
		end := bytes.Index(b, []byte("-->"))
		if end < 0 {
			return b
		}
		b = b[end+3:]
	}
}
