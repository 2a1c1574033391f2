package unpack

import "bytes"

// textSize is how many bytes of a page are text that somebody could read: all of a text or a web page but the pictures
// that are embedded in it, and nothing of other forms, which hold their text packed or encoded.
func textSize(body []byte) int {
	head := body[:min(len(body), headSize)]
	for _, sign := range []string{"\x00", "%PDF-", "<!DOCTYPE plist", "MIME-Version:", "Content-Transfer-Encoding:"} {
		if bytes.Contains(head, []byte(sign)) {
			return 0
		}
	}
	n := len(body)
	for {
		i := bytes.Index(body, []byte(";base64,"))
		if i < 0 {
			return n
		}
		body = body[i:]
		end := bytes.IndexAny(body, "\"'<>) \n")
		if end < 0 {
			end = len(body)
		}
		n -= end
		body = body[end:]
	}
}
