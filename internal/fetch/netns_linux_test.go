package fetch

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
)

// TestInNetworkOfItsOwn runs TestGuardOn again inside a network namespace that has nothing but a loopback device
// with a public address, so that the guard can be tried with nothing switched off.
func TestInNetworkOfItsOwn(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("skipped: only root may make a network namespace")
	}
	setup := `ip link set lo up && ip addr add 93.184.215.14/32 dev lo && ip addr add 93.184.215.15/32 dev lo &&
		ip addr add 10.0.0.5/32 dev lo && ip addr add 169.254.169.254/32 dev lo && exec "$0" -test.v -test.run='^TestGuardOn$'`
	cmd := exec.Command("unshare", "-n", "sh", "-c", setup, os.Args[0])
	cmd.Env = append(os.Environ(), "JOBSIGNAL_TEST_NETNS=1")
	out, err := cmd.CombinedOutput()
	if err != nil && !strings.Contains(string(out), "TestGuardOn") {
		t.Skipf("skipped: no network namespace here: %v: %s", err, out)
	}
	if err != nil || strings.Contains(string(out), "--- SKIP") {
		t.Fatalf("in the namespace: %v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// TestGuardOn runs only inside the namespace made above.
func TestGuardOn(t *testing.T) {
	if os.Getenv("JOBSIGNAL_TEST_NETNS") == "" {
		t.Skip("skipped: runs inside TestInNetworkOfItsOwn")
	}
	var private atomic.Int32
	for _, ip := range []string{"127.0.0.1", "10.0.0.5", "169.254.169.254", "[::1]"} {
		listen(t, ip, func(http.ResponseWriter, *http.Request) { private.Add(1) })
	}
	target := ""
	code := 302
	listen(t, "93.184.215.14", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/away" {
			pages(w, r)
			return
		}
		w.Header().Set("Location", target)
		w.WriteHeader(code)
	})
	resolver := dns(t, map[string][][]string{
		"public.test": {{"93.184.215.14"}},
		"mixed.test":  {{"10.0.0.5", "93.184.215.14"}},
		"flips.test":  {{"93.184.215.14"}, {"10.0.0.5"}, {"127.0.0.1"}},
		"inner.test":  {{"10.0.0.5"}},
	}, nil)
	fresh := func() *Transport {
		return open(t, func(c *Config) { c.AllowPrivate = nil; c.Resolver = resolver })
	}

	for _, good := range []string{"http://93.184.215.14/job", "http://public.test/job", "http://mixed.test/job"} {
		if body, e := get(fresh(), good); e != nil || !strings.Contains(body, "AWS") {
			t.Errorf("get(%s) = %v, want the public page", good, e)
		}
	}
	for _, bad := range append([]string{"http://inner.test/", "http://10.0.0.5/", "http://169.254.169.254/latest/meta-data/"}, spellings...) {
		if _, e := get(fresh(), bad); e == nil {
			t.Errorf("get(%s) = a page, want a refusal", bad)
		}
	}
	// The first look-up serves robots.txt, the second the page: the name has changed its mind in between.
	_, e := get(fresh(), "http://flips.test/job")
	wantKind(t, "rebinding", e, Blocked, "private address")

	blocked := 0
	targets := []string{
		"http://127.0.0.1/", "http://10.0.0.5/", "http://169.254.169.254/", "http://[::1]/", "http://2130706433/",
		"http://inner.test/", "file:///etc/passwd", "//10.0.0.5/", "http://user@10.0.0.5/", "http://0x7f.1/",
	}
	for _, code = range []int{301, 302, 303, 307, 308} {
		for _, target = range targets {
			_, e := get(fresh(), "http://public.test/away")
			wantKind(t, fmt.Sprintf("%d to %s", code, target), e, Blocked, "redirect")
			blocked++
		}
	}
	target = "http://93.184.215.14/elsewhere"
	if _, e := get(fresh(), "http://public.test/away"); e != nil {
		t.Errorf("redirect to a public page = %v, want the page", e)
	}
	if n := private.Load(); n != 0 {
		t.Errorf("private servers were reached %d times", n)
	}
	t.Logf("%d spellings and %d redirects refused, private servers reached %d times", len(spellings)+3, blocked, private.Load())
}

func listen(t *testing.T, ip string, handler http.HandlerFunc) {
	t.Helper()
	l, err := net.Listen("tcp", ip+":80")
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: handler}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
}
