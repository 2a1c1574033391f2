package document

import (
	"bytes"
	"fmt"

	"howett.net/plist"

	"jobsignal/internal/job"
)

// isWebArchive tells Safari's archive by the name of its main part, in a property list of either kind.
func isWebArchive(head []byte) int {
	list := bytes.HasPrefix(head, []byte("bplist00")) || bytes.Contains(head[:min(len(head), 1024)], []byte("<plist"))
	switch {
	case !list:
		return 0
	case bytes.Contains(head, []byte("WebMainResource")), bytes.Contains(head, []byte("WebResourceData")):
		return 100
	case bytes.HasPrefix(head, []byte("bplist00")):
		return 60 // the name may stand behind a long page
	}
	return 0
}

// webResource is one part of an archive: a page, a picture, a script.
type webResource struct {
	Data  []byte `plist:"WebResourceData"`
	Media string `plist:"WebResourceMIMEType"`
	Set   string `plist:"WebResourceTextEncodingName"`
	URL   string `plist:"WebResourceURL"`
}

// webArchive is a page with its frames, each an archive again.
type webArchive struct {
	Main   webResource  `plist:"WebMainResource"`
	Frames []webArchive `plist:"WebSubframeArchives"`
}

// maxList bounds property lists in XML, whose reader takes nested lists apart slowly.
const maxList = 20 << 20

// readWebArchive reads the main page of an archive, or the frame that holds what was to be seen.
func readWebArchive(p *job.Page) (*Document, error) {
	if !bytes.HasPrefix(p.Body, []byte("bplist00")) && (len(p.Body) > maxList || bytes.Count(p.Body, []byte("<array")) > 10_000) {
		return nil, fmt.Errorf("web archive in XML is too large or too deep")
	}
	var a webArchive
	if _, err := plist.Unmarshal(p.Body, &a); err != nil {
		return nil, fmt.Errorf("reading the web archive: %w", err)
	}
	d := readFrames(a.pages(nil), a.Main.URL)
	if d == nil {
		return nil, fmt.Errorf("a web archive without a page")
	}
	return d, nil
}

// pages lists an archive's pages, the main one first.
func (a *webArchive) pages(out []savedPage) []savedPage {
	if len(out) >= maxFrames {
		return out
	}
	if len(a.Main.Data) > 0 {
		media := a.Main.Media
		if a.Main.Set != "" {
			media += "; charset=" + a.Main.Set
		}
		out = append(out, savedPage{a.Main.URL, &job.Page{MediaType: media, Body: a.Main.Data}})
	}
	for i := range a.Frames {
		out = a.Frames[i].pages(out)
	}
	return out
}
