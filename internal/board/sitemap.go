package board

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// IsSitemap tells a sitemap or an index of them (sitemaps.org, 0.9) by its root element.
func IsSitemap(body []byte) bool {
	head := body[:min(len(body), 1<<10)]
	return bytes.Contains(head, []byte("<urlset")) || bytes.Contains(head, []byte("<sitemapindex"))
}

// Locations are the addresses that a sitemap lists, and whether they are sitemaps themselves.
func Locations(body []byte) (list []string, index bool, err error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	in := false
	for {
		t, err := d.RawToken()
		if err != nil {
			if len(list) > 0 || errors.Is(err, io.EOF) {
				return list, index, nil
			}
			return nil, index, fmt.Errorf("the sitemap cannot be read: %w", err)
		}
		switch e := t.(type) {
		case xml.StartElement:
			index = index || e.Name.Local == "sitemapindex"
			in = e.Name.Local == "loc" && e.Name.Space == ""
		case xml.EndElement:
			in = false
		case xml.CharData:
			if in {
				list = append(list, strings.TrimSpace(string(e)))
			}
		}
	}
}
