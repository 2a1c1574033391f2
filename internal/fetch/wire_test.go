package fetch

import (
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestFaults speaks broken HTTP. Each fault ends within the limits, is named, and the next address still works.
func TestFaults(t *testing.T) {
	ok := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	say := func(s string) func(net.Conn) { return func(c net.Conn) { io.WriteString(c, s) } }
	drip := func(head string) func(net.Conn) {
		return func(c net.Conn) {
			io.WriteString(c, head)
			for {
				if _, err := io.WriteString(c, "x"); err != nil {
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		}
	}
	for _, f := range []struct {
		name  string
		speak func(net.Conn)
		kind  Kind // empty: a page
		word  string
	}{
		{"silence", func(c net.Conn) { time.Sleep(3 * time.Second) }, TimedOut, "timed out"},
		{"closes at once", func(c net.Conn) {}, Broken, "broke off"},
		{"header drip", drip("HTTP/1.1 200 OK\r\nX: "), TimedOut, "timed out"},
		{"body drip", drip(ok + "Content-Length: 100000\r\n\r\n"), TimedOut, "took longer than 800ms"},
		{"silence in the body", func(c net.Conn) {
			io.WriteString(c, ok+"Content-Length: 100\r\n\r\nhello")
			time.Sleep(3 * time.Second)
		}, TimedOut, "timed out"},
		{"never-closing body", func(c net.Conn) {
			io.WriteString(c, ok+"\r\nhello")
			time.Sleep(3 * time.Second)
		}, TimedOut, "timed out"},
		{"reset in the body", func(c net.Conn) {
			io.WriteString(c, ok+"Content-Length: 100\r\n\r\nhello")
			time.Sleep(20 * time.Millisecond)
			c.(*net.TCPConn).SetLinger(0)
		}, Broken, "broke off"},
		{"short body", say(ok + "Content-Length: 100\r\n\r\nhello"), Broken, "broke off after 5 bytes"},
		{"long body", say(ok + "Content-Length: 5\r\n\r\n<p>hi and more"), "", ""},
		{"cut chunk", say(ok + "Transfer-Encoding: chunked\r\n\r\n10\r\nhello"), Broken, "broke off"},
		{"bad chunk size", say(ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello"), Broken, "chunk"},
		{"missing last chunk", say(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), Broken, "broke off"},
		{"two lengths", say(ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"), Broken, "Content-Length"},
		{"negative length", say(ok + "Content-Length: -5\r\n\r\nhello"), Broken, "Content-Length"},
		{"huge length", say(ok + "Content-Length: 9000000000\r\n\r\nhello"), TooLarge, "larger than 10485760 bytes"},
		{"endless header", func(c net.Conn) {
			io.WriteString(c, ok+"X: ")
			for range 100000 {
				if _, err := io.WriteString(c, strings.Repeat("x", 1000)); err != nil {
					return
				}
			}
		}, TooLarge, "headers are larger than 65536"},
		{"10,000 headers", say(ok + strings.Repeat("X-A: 0123456789\r\n", 10000) + "\r\nhello"), TooLarge, "headers are larger"},
		{"1xx flood", say(strings.Repeat("HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n", 100000)), "any", ""},
		{"not http", say("SSH-2.0-OpenSSH_9.2\r\n"), Broken, "malformed"},
		{"http/0.9", say("<html>hello"), Broken, "malformed"},
		{"two codings", say(ok + "Content-Encoding: gzip, gzip\r\nContent-Length: 5\r\n\r\nhello"), Broken, "not asked for"},
		{"two codings on two lines", say(ok + "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"), Broken, "not asked for"},
		{"brotli unasked", say(ok + "Content-Encoding: br\r\nContent-Length: 5\r\n\r\nhello"), Broken, `"br", which was not asked for`},
		{"zstd unasked", say(ok + "Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nhello"), Broken, "not asked for"},
		{"deflate unasked", say(ok + "Content-Encoding: deflate\r\nContent-Length: 5\r\n\r\nhello"), Broken, "not asked for"},
		{"not gzip", say(ok + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"), Broken, "says gzip but is not"},
		{"empty gzip", say(ok + "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"), Broken, "gzip"},
		{"forged words", say("HTTP/1.1 200 OK\x1b[2J\r\nBad header\x1b]0;x\x07\r\n\r\n"), Broken, "malformed"},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			address := raw(t, f.speak)
			begin := time.Now()
			_, e := get(open(t, nil), "http://"+address+"/job")
			if took, limit := time.Since(begin), quick().Total+time.Second; took > limit {
				t.Errorf("%s took %s, limit %s", f.name, took, limit)
			}
			switch {
			case f.kind == "any":
			case f.kind == "" && e != nil:
				t.Errorf("%s = %s %q, want a page", f.name, e.Kind, e.Reason)
			case f.kind != "":
				wantKind(t, f.name, e, f.kind, f.word)
			}
			if e != nil && strings.ContainsAny(e.Reason, "\r\n\x1b\x07") {
				t.Errorf("%s: reason %q has control characters", f.name, e.Reason)
			}
		})
	}
}

func zipped(t testing.TB, b []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	w.Write(b)
	w.Close()
	return buf.Bytes()
}

// TestGzip: one good page, and a bomb by the four routes by which colly's own limit is passed.
func TestGzip(t *testing.T) {
	bomb := zipped(t, bytes.Repeat([]byte("a"), 64<<20))
	small := zipped(t, []byte("<p>We use AWS."))
	for _, c := range []struct {
		name, path, coding, kind string
		body                     []byte
		want                     Kind
		word                     string
	}{
		{"page", "/job", "gzip", "text/html", small, "", "We use AWS"},
		{"page, old name", "/job", "x-gzip", "text/html", small, "", "We use AWS"},
		{"bomb by Content-Encoding", "/job", "gzip", "text/html", bomb, TooLarge, "larger than"},
		{"bomb by Content-Type", "/job", "", "application/gzip", bomb, NotHTML, "application/gzip"},
		{"bomb by lying Content-Type", "/job", "", "text/html; gzip", bomb, NotHTML, "not text"},
		{"bomb by file name", "/sitemap.xml.gz", "", "application/xml", bomb, NotHTML, "not text"},
		{"bomb in a bomb", "/job", "gzip", "text/html", zipped(t, bomb), NotHTML, "not text"},
		{"truncated", "/job", "gzip", "text/html", small[:len(small)-4], Broken, "broke off"},
		{"damaged", "/job", "gzip", "text/html", append(append([]byte{}, small[:len(small)-8]...), 0, 0, 0, 0, 0, 0, 0, 0), Broken, "damaged"},
		{"trailing words", "/job", "gzip", "text/html", append(append([]byte{}, small...), "garbage"...), Broken, ""},
	} {
		s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			if c.coding != "" {
				w.Header().Set("Content-Encoding", c.coding)
			}
			w.Header().Set("Content-Type", c.kind)
			w.Write(c.body)
		})
		body, e := get(open(t, nil), "http://"+s.host+c.path)
		if c.want == "" {
			if e != nil || !strings.Contains(body, c.word) {
				t.Errorf("gzip %s = %q %v, want %q", c.name, body, e, c.word)
			}
			continue
		}
		wantKind(t, "gzip "+c.name, e, c.want, c.word)
	}
}

// TestSizes tries the limit on both sides of its edge, as sent and as decoded.
func TestSizes(t *testing.T) {
	for _, c := range []struct {
		n    int
		zip  bool
		want Kind
	}{{999, false, ""}, {1000, false, ""}, {1001, false, TooLarge}, {1000, true, ""}, {1001, true, TooLarge}} {
		for _, chunked := range []bool{false, true} {
			s := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					http.NotFound(w, r)
					return
				}
				b := bytes.Repeat([]byte("a"), c.n)
				w.Header().Set("Content-Type", "text/html")
				if c.zip {
					w.Header().Set("Content-Encoding", "gzip")
					b = zipped(t, b)
				}
				if chunked {
					w.(http.Flusher).Flush()
				}
				w.Write(b)
			})
			body, e := get(open(t, func(c *Config) { c.Limits.Bytes = 1000 }), "http://"+s.host+"/job")
			what := fmt.Sprintf("%d bytes, gzip %t, chunked %t", c.n, c.zip, chunked)
			if c.want == "" && (e != nil || len(body) != c.n) {
				t.Errorf("%s = %d bytes, %v", what, len(body), e)
			}
			if c.want != "" {
				wantKind(t, what, e, c.want, "1000 bytes")
			}
		}
	}
}

// secure starts a TLS server with a certificate for the name and the span of validity.
func secure(t *testing.T, name string, from, to time.Time, version uint16) (host string, roots *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: to, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	if ip := net.ParseIP(name); ip != nil {
		c.IPAddresses = []net.IP{ip}
	} else {
		c.DNSNames = []string{name}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	roots.AddCert(leaf)
	s := httptest.NewUnstartedServer(http.HandlerFunc(pages))
	s.Config.ErrorLog = quiet()
	s.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS10, MaxVersion: version}
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.Listener.Addr().String(), roots
}

func TestCertificates(t *testing.T) {
	year := 365 * 24 * time.Hour
	now := time.Now()
	for _, c := range []struct {
		name, host string
		from, to   time.Time
		version    uint16
		trust      bool
		kind       Kind
		word       string
	}{
		{"good", "127.0.0.1", now.Add(-year), now.Add(year), tls.VersionTLS13, true, "", ""},
		{"expired", "127.0.0.1", now.Add(-2 * year), now.Add(-year), tls.VersionTLS13, true, Unreachable, "expired"},
		{"not yet valid", "127.0.0.1", now.Add(year), now.Add(2 * year), tls.VersionTLS13, true, Unreachable, "not valid yet"},
		{"wrong host", "other.example", now.Add(-year), now.Add(year), tls.VersionTLS13, true, Unreachable, "another host"},
		{"self-signed", "127.0.0.1", now.Add(-year), now.Add(year), tls.VersionTLS13, false, Unreachable, "unknown authority"},
		{"TLS 1.0", "127.0.0.1", now.Add(-year), now.Add(year), tls.VersionTLS10, true, Unreachable, "protocol version"},
	} {
		host, roots := secure(t, c.host, c.from, c.to, c.version)
		_, e := get(open(t, func(cfg *Config) {
			cfg.Roots = x509.NewCertPool()
			if c.trust {
				cfg.Roots = roots
			}
		}), "https://"+host+"/job")
		if c.kind == "" && e != nil {
			t.Errorf("certificate %s = %s %q, want the page", c.name, e.Kind, e.Reason)
		}
		if c.kind != "" {
			wantKind(t, "certificate "+c.name, e, c.kind, c.word)
		}
	}
	cut := raw(t, func(c net.Conn) {})
	_, e := get(open(t, nil), "https://"+cut+"/job")
	wantKind(t, "handshake cut", e, Broken, "broke off")
	silent := raw(t, func(c net.Conn) { time.Sleep(2 * time.Second) })
	_, e = get(open(t, nil), "https://"+silent+"/job")
	wantKind(t, "handshake silent", e, TimedOut, "timed out")
}

// TestNoWayDown: https leads to https only.
func TestNoWayDown(t *testing.T) {
	plain := serve(t, "127.0.0.1", pages)
	host, roots := secure(t, "127.0.0.1", time.Now().Add(-time.Hour), time.Now().Add(time.Hour), tls.VersionTLS13)
	_ = host
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, "http://"+plain.host+"/", http.StatusFound)
	}))
	s.StartTLS()
	defer s.Close()
	roots.AddCert(s.Certificate())
	_, e := get(open(t, func(c *Config) { c.Roots = roots }), s.URL+"/job")
	wantKind(t, "redirect from https to http", e, Blocked, "from https to http")
	if n := len(plain.hits()); n != 0 {
		t.Errorf("the plain server was reached %d times", n)
	}
}

// TestEnvironment: no proxy of the environment is used.
func TestEnvironment(t *testing.T) {
	proxy := serve(t, "127.0.0.1", pages)
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, "http://"+proxy.host)
	}
	s := serve(t, "127.0.0.2", pages)
	if _, e := get(open(t, nil), "http://"+s.host+"/job"); e != nil {
		t.Errorf("get with HTTP_PROXY set = %v, want the page", e)
	}
	if n := len(proxy.hits()); n != 0 {
		t.Errorf("the proxy of the environment was asked %d times", n)
	}
}
