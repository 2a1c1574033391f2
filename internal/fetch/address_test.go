package fetch

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"jobsignal/internal/address"
)

func TestGuardWords(t *testing.T) {
	for address, want := range map[string]string{
		"10.0.0.5:80":            "blocked: 10.0.0.5 is a private address",
		"[::ffff:10.0.0.5]:80":   "blocked: 10.0.0.5 is a private address",
		"[fe80::1%eth0]:80":      "blocked: fe80::1%eth0 is a link-local address",
		"169.254.169.254:80":     "blocked: 169.254.169.254 is a link-local address",
		"not an address":         `blocked: "not an address" is not an address`,
		"93.184.215.14:443":      "",
		"[2606:4700:4700::]:443": "",
	} {
		err := guard(context.Background(), "tcp4", address, nil)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("guard(%s) = %q, want %q", address, got, want)
		}
	}
	if err := guard(context.Background(), "udp4", "93.184.215.14:443", nil); err == nil {
		t.Error("guard(udp4) = nil, want a refusal")
	}
}

// spellings are ways of writing an address of this machine or of a private network, and schemes that are not fetched.
var spellings = []string{
	"http://127.0.0.1/", "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://127.1/", "http://127.0.1/",
	"http://2130706433/", "http://0x7f000001/", "http://0x7f.0x0.0x0.0x1/", "http://0177.0.0.1/", "http://017700000001/",
	"http://127.0.0.1./", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://0/", "http://0.0.0.0/", "http://[::]/", "http://[::1]/",
	"http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/",
	"http://[64:ff9b::127.0.0.1]/", "http://[2002:7f00:1::]/", "http://10.0.0.5/", "http://172.16.0.1/", "http://192.168.0.1/",
	"http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://168.63.129.16/",
	"http://192.0.0.192/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://user:pass@127.0.0.1/",
	"http://example.com@127.0.0.1/", "http://127.0.0.1:22/", "http://127.0.0.1%00.example.com/", "http://127.0.0.1\\@example.com/",
	"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "dict://127.0.0.1/", "ldap://127.0.0.1/", "data:text/html,hi",
	"javascript:alert(1)", "about:blank", "blob:http://127.0.0.1/x", "unix:///var/run/docker.sock", "view-source:http://127.0.0.1/",
	"http://", "http:///", "127.0.0.1/", "//127.0.0.1/", "http://[fe80::1%25lo]/", "http://[::1", "http://a b/", "http://127.0.0.1\r\n/",
}

func TestHostileSpellings(t *testing.T) {
	var hits atomic.Int32
	count := func(w http.ResponseWriter, r *http.Request) { hits.Add(1) }
	// Port 80 of this machine, where it may be opened, shows what a gap in the guard would reach.
	if l, err := net.Listen("tcp", ":80"); err == nil {
		s := &http.Server{Handler: http.HandlerFunc(count)}
		go s.Serve(l)
		defer s.Close()
	} else {
		t.Log("port 80 is not to be had here, so only the refusals are checked")
	}
	tr := open(t, func(c *Config) { c.AllowPrivate = nil })
	for _, s := range spellings {
		_, e := get(tr, s)
		if e == nil {
			t.Errorf("get(%q) = a page, want a refusal", s)
			continue
		}
		// Go's client refuses a few by itself, before the transport is asked; "localhost." is no name everywhere.
		if e.Kind != Blocked && e.Kind != "untyped" && !strings.Contains(e.Reason, "no host called localhost.") {
			t.Errorf("get(%q) = %s %q, want blocked", s, e.Kind, e.Reason)
		}
		if _, err := Parse(s); err != nil {
			wantBlocked(t, s, err)
		}
	}
	if hits.Load() != 0 {
		t.Errorf("the private server was reached %d times", hits.Load())
	}
	t.Logf("blocked %d of %d", len(spellings), len(spellings))
}

func wantBlocked(t *testing.T, what string, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Kind != Blocked || !strings.HasPrefix(e.Reason, "blocked: ") {
		t.Errorf("Parse(%q) = %v, want a typed refusal", what, err)
	}
}

// TestRedirects sends a page on to 10 private or odd targets by five codes; the allowance for the first host must
// not help any of them.
func TestRedirects(t *testing.T) {
	secret := serve(t, "127.0.0.2", pages)
	targets := []string{
		"http://" + secret.host + "/", "http://127.0.0.1:22/", "file:///etc/passwd", "ftp://127.0.0.1/", "http://169.254.169.254/",
		"http://[::1]/", "http://10.0.0.5/", "//" + secret.host + "/", "http://user@" + secret.host + "/", "javascript:alert(1)",
	}
	codes := []int{301, 302, 303, 307, 308}
	blocked := 0
	for _, code := range codes {
		for _, target := range targets {
			s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					http.NotFound(w, r)
					return
				}
				w.Header().Set("Location", target)
				w.WriteHeader(code)
			})
			_, e := get(open(t, nil), "http://"+s.host+"/job")
			wantKind(t, target, e, Blocked, "redirect")
			if e != nil && e.Kind == Blocked {
				blocked++
			}
		}
	}
	if n := len(secret.hits()); n != 0 {
		t.Errorf("the private server was reached %d times", n)
	}
	t.Logf("blocked %d of %d", blocked, len(codes)*len(targets))
}

func TestRedirectsThatMayBeFollowed(t *testing.T) {
	s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/a", "/a/b", "/a/b/c", "/a/b/c/d", "/a/b/c/d/e":
			next := map[string]string{"/a": "/a/b", "/a/b": "b/c", "/a/b/c": "./c/d", "/a/b/c/d": "http://" + r.Host + "/a/b/c/d/e", "/a/b/c/d/e": "?end"}
			if r.URL.RawQuery == "end" {
				page(w)
				return
			}
			w.Header().Set("Location", next[r.URL.Path])
			w.WriteHeader(302)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		}
	})
	resp, err := open(t, nil).RoundTrip(request("http://" + s.host + "/a"))
	if err != nil {
		t.Fatalf("five redirects = %v, want the page", err)
	}
	if got := resp.Request.URL.String(); got != "http://"+s.host+"/a/b/c/d/e?end" {
		t.Errorf("final address = %s", got)
	}
	_, e := get(open(t, nil), "http://"+s.host+"/loop")
	wantKind(t, "redirect loop", e, Blocked, "more than 5 redirects")
}

func request(address string) *http.Request {
	r, err := http.NewRequest("GET", address, nil)
	if err != nil {
		panic(err)
	}
	return r
}

// dns is a name server on loopback that gives the answers of a table, each in its turn.
func dns(t *testing.T, answers map[string][][]string, asked func(name string)) *net.Resolver {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	turns := map[string]int{}
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := c.ReadFrom(buf)
			if err != nil {
				return
			}
			if reply := dnsReply(buf[:n], answers, turns, asked); reply != nil {
				c.WriteTo(reply, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", c.LocalAddr().String())
	}}
}

// dnsReply answers one question (RFC 1035). A name without answers does not exist; the answer "silence" gets none.
func dnsReply(q []byte, answers map[string][][]string, turn map[string]int, asked func(string)) []byte {
	name, i := "", 12
	for i < len(q) && q[i] != 0 {
		name += string(q[i+1:i+1+int(q[i])]) + "."
		i += 1 + int(q[i])
	}
	question := q[12 : i+5]
	kind := binary.BigEndian.Uint16(q[i+1:])
	if asked != nil {
		asked(name)
	}
	turns := answers[strings.TrimSuffix(strings.ToLower(name), ".")]
	reply := append([]byte{q[0], q[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, question...)
	if len(turns) == 0 {
		reply[3] |= 3
		return reply
	}
	key := name + string(rune(kind))
	now := turns[min(turn[key], len(turns)-1)]
	turn[key]++
	for _, a := range now {
		if a == "silence" {
			return nil
		}
		addr := netip.MustParseAddr(a)
		if want := map[bool]uint16{true: 1, false: 28}[addr.Is4()]; want != kind {
			continue
		}
		raw := addr.AsSlice()
		reply = append(reply, 0xc0, 12, 0, byte(kind), 0, 1, 0, 0, 0, 0, 0, byte(len(raw)))
		reply = append(reply, raw...)
		reply[7]++
	}
	return reply
}

func TestNames(t *testing.T) {
	private := serve(t, "127.0.0.1", pages)
	_, port, _ := net.SplitHostPort(private.host)
	// 100.64.9.9 stands for an address that leads nowhere; nothing here needs the network.
	tr := open(t, func(c *Config) {
		c.AllowPrivate = []string{"intranet.test", "203-0-113-1.test:443"}
		c.Resolver = dns(t, map[string][][]string{
			"private.test":  {{"127.0.0.1"}},
			"metadata.test": {{"169.254.169.254"}},
			"six.test":      {{"::1"}},
			"many.test":     {{"10.0.0.1", "10.0.0.2", "192.168.1.1", "::1", "fd00::1"}},
			"mapped.test":   {{"::ffff:127.0.0.1"}},
			"silent.test":   {{"silence"}},
			"intranet.test": {{"127.0.0.1"}},
			"flips.test":    {{"127.0.0.1"}, {"10.0.0.1"}, {"127.0.0.1"}},
		}, nil)
	})
	for _, name := range []string{"private.test", "metadata.test", "six.test", "many.test", "mapped.test", "flips.test", "flips.test"} {
		_, e := get(tr, "http://"+name+"/")
		wantKind(t, name, e, Blocked, " is a")
	}
	_, e := get(tr, "http://nobody.test/")
	wantKind(t, "unknown name", e, Unreachable, "no host called nobody.test")
	_, e = get(tr, "http://silent.test/")
	wantKind(t, "silent name server", e, TimedOut, "took longer than")
	_, e = get(tr, "http://private.test:"+port+"/")
	wantKind(t, "another port", e, Blocked, "only 80 and 443")
	if n := len(private.hits()); n != 0 {
		t.Errorf("the private server was reached %d times", n)
	}
	if _, e = get(tr, "http://intranet.test:"+port+"/"); e != nil {
		t.Errorf("host that the user named = %v, want its page", e)
	}
}

// TestPortOfAllowedHost: naming a port allows this port only.
func TestPortOfAllowedHost(t *testing.T) {
	s, other := serve(t, "127.0.0.1", pages), serve(t, "127.0.0.1", pages)
	tr := open(t, func(c *Config) { c.AllowPrivate = []string{s.host} })
	if _, e := get(tr, "http://"+s.host+"/"); e != nil {
		t.Errorf("named host and port = %v, want the page", e)
	}
	_, e := get(tr, "http://"+other.host+"/")
	wantKind(t, "another port of the named host", e, Blocked, "only 80 and 443")
}

// plainName is a name that the resolver passes on to a name server as it stands.
var plainName = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)*$`)

// TestWebPlatformURLs reads the web platform's own cases as a user might paste them: nothing panics, what must fail
// fails, and the host in messages is the host that the name server is asked for or the guard is shown.
func TestWebPlatformURLs(t *testing.T) {
	b, err := os.ReadFile("../../../shared/corpus/hostile/url/urltestdata.json")
	if err != nil {
		t.Skip("skipped: ../shared is not here")
	}
	var cases []json.RawMessage
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	var looked sync.Map
	tr := open(t, func(c *Config) {
		c.AllowPrivate = nil
		c.Resolver = dns(t, nil, func(name string) { looked.Store(strings.TrimSuffix(name, "."), true) })
	})
	n, refused, dialled := 0, 0, 0
	for _, raw := range cases {
		var c struct {
			Input, Hostname string
			Base            *string
			Failure         bool
		}
		if json.Unmarshal(raw, &c) != nil {
			continue // a line of comment
		}
		n++
		u, err := Parse(c.Input)
		if err != nil {
			refused++
			wantBlocked(t, c.Input, err)
			continue
		}
		if c.Failure {
			t.Errorf("Parse(%q) = %s, want a refusal", c.Input, u)
		}
		if c.Base == nil && u.Hostname() != strings.Trim(c.Hostname, "[]") {
			t.Errorf("Parse(%q) has host %s, want %s", c.Input, u.Hostname(), c.Hostname)
		}
		ip, err := netip.ParseAddr(u.Hostname())
		if err == nil && address.Special(ip) == "" || address.Port(u) != 80 && address.Port(u) != 443 {
			continue // a public address, and this test leaves the network alone
		}
		dialled++
		_, e := get(tr, u.String())
		switch _, asked := looked.Load(u.Hostname()); {
		case e == nil:
			t.Errorf("get(%s) = a page", u)
		case err == nil && (e.Kind != Blocked || !strings.Contains(e.Reason, ip.Unmap().String())):
			t.Errorf("get(%s) = %s %q, want blocked with %s", u, e.Kind, e.Reason, ip)
		case err != nil && e.Kind == Unreachable && !asked && plainName.MatchString(u.Hostname()):
			t.Errorf("get(%s) = %s %q without a look-up of its host", u, e.Kind, e.Reason)
		}
	}
	t.Logf("%d cases, 0 panics, %d refused unseen, %d asked for", n, refused, dialled)
}
