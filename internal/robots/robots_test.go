package robots

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestRules(t *testing.T) {
	for _, c := range []struct {
		body, path string
		rule       string // that forbids; empty when allowed
	}{
		{"", "/a", ""},
		{"User-agent: *\nDisallow: /", "/a", "Disallow: /"},
		{"User-agent: *\nDisallow:", "/a", ""},
		{"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", ""},
		{"User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		{"User-agent: *\nDisallow: /\n\nUser-agent: JobSignal\nDisallow: /private", "/a", ""},
		{"User-agent: *\nDisallow: /\n\nUser-agent: JobSignal\nDisallow: /private", "/private", "Disallow: /private"},
		{"User-agent: jobsignal/1.0\nDisallow: /x", "/x", "Disallow: /x"},
		{"User-agent: jobsignals\nDisallow: /x", "/x", ""},
		{"Disallow: /x\nUser-agent: other\nDisallow: /", "/x", ""},
		{"User-agent: *\nCrawl-delay: abc\nDisallow: /x", "/x", "Disallow: /x"},
		{"\xef\xbb\xbfUser-agent: *\r\nDisallow: /x", "/x", "Disallow: /x"},
		{"User-agent: *\rDisallow: /x\r", "/x", "Disallow: /x"},
		{"User-agent: *\nDisallow: /*?sort=", "/list?b=1&sort=2", ""},
		{"User-agent: *\nDisallow: /*sort=", "/list?b=1&sort=2", "Disallow: /*sort="},
		{"User-agent: *\nDisallow: /s?b=1&a=2", "/s?b=1&a=2", "Disallow: /s?b=1&a=2"},
		{"User-agent: *\nDisallow: /x$", "/xy", ""},
		{"User-agent: *\nDisallow: /ü", "/%C3%BC", "Disallow: /%C3%BC"},
		{"<html><body>User-agent: *</body>", "/x", ""},
		{strings.Repeat("\x00", 1000), "/x", ""},
	} {
		v := Read(c.body, "jobsignal", "https://example.org"+c.path)
		if v.Rule != c.rule || v.Forbidden != (c.rule != "") {
			t.Errorf("Read(%.60q, %s) = %+v, want %q", c.body, c.path, v, c.rule)
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for body, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 7":                                          7 * time.Second,
		"User-agent: *\nDisallow: /x\nCrawl-delay: 0.5":                          500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: 100000":                                     300 * time.Second,
		"User-agent: *\nCrawl-delay: -3":                                         0,
		"User-agent: *\nCrawl-delay: abc":                                        0,
		"User-agent: *\nCrawl-delay: NaN":                                        0,
		"Crawl-delay: 9":                                                         0,
		"User-agent: other\nCrawl-delay: 9":                                      0,
		"User-agent: other\nUser-agent: jobsignal\nCrawl-delay: 9":               9 * time.Second,
		"User-agent: *\nCrawl-delay: 9\nUser-agent: jobsignal\nDisallow:":        0,
		"User-agent: *\nDisallow: /\nUser-agent: jobsignal/2\nCrawl-delay: 2":    2 * time.Second,
		"User-agent: *\nDisallow: /\nCrawl-Delay: 2\nUser-agent: x\nDisallow: /": 2 * time.Second,
	} {
		if got := Read(body, "jobsignal", "https://example.org/").Delay; got != want {
			t.Errorf("Read(%q).Delay = %s, want %s", body, got, want)
		}
	}
}

// TestReference takes 400 decisions of the reference collection (google/robotstxt-spec-test). Not one may be
// laxer than the reference; a few may be stricter or differ where the collection goes beyond the standard.
func TestReference(t *testing.T) {
	root := "../../../shared/corpus/hostile/robots"
	if _, err := os.Stat(root); err != nil {
		t.Skip("skipped: ../shared is not here")
	}
	files, total, equal, lax := 0, 0, 0, 0
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".textproto") {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, c := range expectations(t, string(b)) {
			total++
			v := Read(Text([]byte(c.body)), c.agent, c.url)
			switch {
			case v.Forbidden != c.allowed:
				equal++
			case !v.Forbidden:
				lax++
				t.Errorf("%s: Read(%q, %q, %q) = allowed, want forbidden", filepath.Base(path), c.body, c.agent, c.url)
			default:
				t.Logf("stricter: %s: Read(%.200q, %q, %q) = forbidden by %q", filepath.Base(path), c.body, c.agent, c.url, v.Rule)
			}
		}
		return nil
	})
	t.Logf("%d files, %d expectations, %d equal to the reference, %d fetched though forbidden", files, total, equal, lax)
	if total != 400 || equal < 378 {
		t.Errorf("equal = %d of %d, want at least 378 of 400", equal, total)
	}
}

type expectation struct {
	body, url, agent string
	allowed          bool
}

var token = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[a-z_]+:|[A-Z]+|\{|\}`)

// expectations reads the text form of the protocol buffer, as far as these files use it.
func expectations(t *testing.T, text string) (list []expectation) {
	text = regexp.MustCompile(`(?m)^#.*$`).ReplaceAllString(text, "")
	var e expectation
	var body, field, value string
	flush := func() {
		switch field {
		case "robotstxt:":
			body = value
		case "testurl:":
			e.url = value
		case "useragent:":
			e.agent = value
		}
		value = ""
	}
	for _, x := range token.FindAllString(text, -1) {
		switch {
		case x == "ALLOWED" || x == "DISALLOWED":
			flush()
			field, e.allowed, e.body = "", x == "ALLOWED", body
			list = append(list, e)
		case strings.HasSuffix(x, ":"):
			flush()
			field = x
		case x[0] == '"':
			s, err := strconv.Unquote(x)
			if err != nil {
				s, err = strconv.Unquote(strings.ReplaceAll(x, `\'`, `'`))
			}
			if err != nil {
				t.Errorf("text %s: %v", x, err)
			}
			value += s
		}
	}
	if len(list) == 0 {
		t.Errorf("no expectations in %.80q", text)
	}
	return list
}

func FuzzRead(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /x", "/x")
	f.Add("\xef\xbb\xbfUser-agent : jobsignal\rAllow\t/x", "/x?y")
	f.Add("user-agent * \u00a0\ndisallow /x \u0085", "/index.html")
	f.Fuzz(func(t *testing.T, body, path string) {
		Read(Text([]byte(body)), "jobsignal", "https://example.org/"+path)
	})
}
