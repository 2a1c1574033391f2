package address

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

// ranges holds one representative of each special range (RFC 6890 and the IANA registries), and how it may be spelled.
var ranges = []string{
	"0.0.0.0", "0.1.2.3", "10.0.0.5", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.8.8.8", "169.254.169.254",
	"172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.1.1",
	"198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
	"255.255.255.255", "168.63.129.16",
	"::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
	"2001::1", "2001:db8::1", "2001:10::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1",
	"fe80::1", "fec0::1", "ff02::1", "4000::1", "8000::1",
}

func TestSpecialRanges(t *testing.T) {
	for _, a := range ranges {
		if got := Special(netip.MustParseAddr(a)); got == "" {
			t.Errorf("Special(%s) = public, want a refusal", a)
		}
	}
	for _, a := range []string{"93.184.215.14", "8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:4700::1", "2a00:1450::1", "::ffff:8.8.8.8"} {
		if got := Special(netip.MustParseAddr(a)); got != "" {
			t.Errorf("Special(%s) = %s, want public", a, got)
		}
	}
	t.Logf("blocked %d of %d", len(ranges), len(ranges))
}

func TestParse(t *testing.T) {
	long := "https://example.org/" + strings.Repeat("a", maxURL)
	for raw, want := range map[string]string{
		"https://Example.ORG/a?b#c":   "https://example.org/a?b",
		"http://bücher.example/":      "http://xn--bcher-kva.example/",
		" https://example.org/ ":      "https://example.org/",
		"https://example.org:443/":    "https://example.org/",
		"https://example.org/100%":    "https://example.org/100%25",
		"https://example.org":         "https://example.org/",
		"https://u@example.org/":      "",
		"https://example.org/a\nb":    "",
		"https://example.org/\\evil/": "",
		long:                          "",
		"job.html":                    "",
	} {
		u, err := Parse(raw)
		got := ""
		if err == nil {
			got = u.String()
		}
		if got != want {
			t.Errorf("Parse(%.60q) = %q %v, want %q", raw, got, err, want)
		}
	}
}

func TestMask(t *testing.T) {
	for raw, want := range map[string]string{
		"https://a.example/j?id=5&token=abc&x=1":   "https://a.example/j?id=5&token=…&x=1",
		"https://a.example/j?API_KEY=abc#t":        "https://a.example/j?API_KEY=…#t",
		"https://a.example/j?key=1&jk=2&sig=3":     "https://a.example/j?key=…&jk=2&sig=…",
		"https://a.example/j?access%5Ftoken=3":     "https://a.example/j?access%5Ftoken=…",
		"https://user:pass@a.example/j":            "https://…@a.example/j",
		"https://a.example/j?flag&page=2":          "https://a.example/j?flag&page=2",
		"https://a.example/?X-Amz-Signature=00ff0": "https://a.example/?X-Amz-Signature=…",
	} {
		if got := Mask(raw); got != want {
			t.Errorf("Mask(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestSite(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.example.co.uk/":       "example.co.uk",
		"https://jobs.example.co.uk:8443/": "example.co.uk",
		"http://example.co.uk/":            "example.co.uk",
		"http://127.0.0.1:80/":             "127.0.0.1",
		"http://[::1]:80/":                 "::1",
		"http://localhost/":                "localhost",
		"https://acme.github.io/":          "acme.github.io",
	} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := Site(u); got != want {
			t.Errorf("Site(%s) = %s, want %s", raw, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"http://①②⑦.⓪.⓪.①/", "http://[::ffff:7f00:1]/", "http://0x7f.1/a?b=%zz#c", "http://user:pass@a/", "//a", "http://a\\b", "https://xn--bcher-kva.example/100%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := Parse(raw)
		if err != nil {
			return
		}
		again, err := Parse(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("Parse(%q) = %s, which reads again as %v %v", raw, u, again, err)
		}
		Mask(raw)
	})
}
