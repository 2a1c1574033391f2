package browse

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jobsignal/internal/fetch"
)

// site is a loopback server that counts what it is asked for.
type site struct {
	*httptest.Server
	mu  sync.Mutex
	log []string
}

func serve(t *testing.T, answers map[string]string) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.log = append(s.log, r.Method+" "+r.URL.Path)
		s.mu.Unlock()
		body, ok := answers[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		kind := "text/html; charset=utf-8"
		switch {
		case strings.HasSuffix(r.URL.Path, ".js"):
			kind = "text/javascript"
		case strings.HasPrefix(r.URL.Path, "/api/"):
			kind = "application/json"
		case r.URL.Path == "/robots.txt":
			kind = "text/plain"
		}
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) asked() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.log, "\n")
}

// open returns a browser whose parts come from the given site only, or from others that are allowed too.
func open(t *testing.T, s *site, limit time.Duration, others ...*site) *Browser {
	t.Helper()
	allowed := []string{strings.TrimPrefix(s.URL, "http://")}
	for _, o := range others {
		allowed = append(allowed, strings.TrimPrefix(o.URL, "http://"))
	}
	transport, err := fetch.New(fetch.Config{AllowPrivate: allowed})
	if err != nil {
		t.Fatal(err)
	}
	b, err := New(Config{Parts: transport.Parts, Time: limit})
	if errors.Is(err, ErrNoBrowser) {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found, and CI must run the browser tests")
		}
		t.Skip("no Chromium found: pages drawn by script are not tested")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

const shell = `<!DOCTYPE html><meta charset="utf-8"><title>Jobs</title><div id="app"></div><script src="/app.js"></script>`

func TestDrawsWhatScriptsBuild(t *testing.T) {
	s := serve(t, map[string]string{
		"/app.js": `fetch('/api/jobs/17', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'}).then(r => r.json()).then(j => {
			document.title = j.title;
			setTimeout(() => { document.getElementById('app').innerHTML = '<h1>' + j.title + '</h1><job-text></job-text><iframe src="/frame"></iframe>'; }, 400);
		});
		customElements.define('job-text', class extends HTMLElement { connectedCallback() { this.attachShadow({mode: 'open'}).innerHTML = '<p>You run models on SageMaker – every day.</p>'; } });
		fetch('/api/me').then(r => { document.body.dataset.me = r.status; });
		alert('hello');`,
		"/api/jobs/17": `{"title": "Model Keeper"}`,
		"/frame":       `<p>Benefits in a frame</p>`,
	})
	b := open(t, s, 0)
	for range 2 { // the second page finds its scripts kept
		html, err := b.Draw(t.Context(), Page{URL: s.URL + "/jobs/17", Type: "text/html", Body: []byte(shell)})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"<title>Model Keeper</title>", "<h1>Model Keeper</h1>", "SageMaker – every day.", "Benefits in a frame", `data-me="404"`} {
			if !strings.Contains(string(html), want) {
				t.Errorf("Draw() lacks %q in %s", want, html)
			}
		}
	}
	log := s.asked()
	if strings.Contains(log, "/jobs/17\n") && !strings.Contains(log, "/api/jobs/17") || strings.Contains(log, "GET /jobs/17") {
		t.Errorf("the page itself was asked for again:\n%s", log)
	}
	if n := strings.Count(log, "GET /app.js"); n != 1 {
		t.Errorf("the script was asked for %d times, want once for both pages", n)
	}
	if strings.Count(log, "/robots.txt") != 1 {
		t.Errorf("robots.txt was not asked for once:\n%s", log)
	}
}

// TestNoWayAround tries every way out of a page that a script has, against a server that counts connections.
func TestNoWayAround(t *testing.T) {
	var hits atomic.Int64
	private, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer private.Close()
	go func() {
		for {
			c, err := private.Accept()
			if err != nil {
				return
			}
			hits.Add(1)
			b := make([]byte, 200)
			c.SetReadDeadline(time.Now().Add(time.Second))
			n, _ := c.Read(b)
			t.Logf("tcp %q", b[:n])
			c.Close()
		}
	}()
	udp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	go func() {
		for buffer := make([]byte, 2048); ; {
			if _, _, err := udp.ReadFrom(buffer); err != nil {
				return
			}
			hits.Add(1)
		}
	}()
	to := private.Addr().String()
	s := serve(t, map[string]string{
		"/app.js": strings.NewReplacer("PRIVATE", to, "STUN", udp.LocalAddr().String()).Replace(`
		const u = 'http://PRIVATE/';
		fetch(u).catch(() => {}); fetch('http://localhost:' + u.split(':')[2]).catch(() => {});
		const x = new XMLHttpRequest(); x.open('POST', u); x.send('a');
		new Image().src = u; try { new WebSocket('ws://PRIVATE/'); } catch {} try { new EventSource(u); } catch {}
		navigator.sendBeacon(u, 'b'); window.open(u);
		for (const [tag, attr] of [['iframe', 'src'], ['script', 'src'], ['link', 'href'], ['video', 'src'], ['object', 'data'], ['embed', 'src']]) {
			const e = document.createElement(tag); if (tag === 'link') e.rel = 'stylesheet'; e[attr] = u; document.body.append(e);
		}
		const p = document.createElement('link'); p.rel = 'preconnect'; p.href = u; document.head.append(p);
		new Worker(URL.createObjectURL(new Blob(["fetch('" + u + "').catch(() => {}); new WebSocket('ws://PRIVATE/'); importScripts('" + u + "')"])));
		try { new WebTransport('https://PRIVATE/'); } catch {}
		try { new SharedWorker(u); } catch {} try { navigator.serviceWorker.register('/worker.js').catch(() => {}); } catch {}
		for (const way of ['prefetch', 'prerender']) {
			const s = document.createElement('script'); s.type = 'speculationrules';
			s.textContent = JSON.stringify({[way]: [{source: 'list', urls: [u, u + way]}]}); document.head.append(s);
			const l = document.createElement('link'); l.rel = way; l.href = u; document.head.append(l);
		}
		const f = document.createElement('form'); f.action = u; f.target = '_blank'; document.body.append(f); f.submit();
		const rtc = new RTCPeerConnection({iceServers: [{urls: 'stun:STUN'}, {urls: 'turn:PRIVATE?transport=tcp', username: 'a', credential: 'b'}]});
		rtc.createDataChannel('d'); rtc.createOffer().then(o => rtc.setLocalDescription(o));
		fetch('/away'); document.getElementById('app').textContent = 'all tried';`),
		"/away": "moved",
	})
	b := open(t, s, 20*time.Second)
	html, err := b.Draw(t.Context(), Page{URL: s.URL + "/", Type: "text/html", Body: []byte(shell)})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(html), "all tried") || !strings.Contains(s.asked(), "/away") {
		t.Fatalf("the script did not run to its end: %s; asked: %s", html, s.asked())
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("%d connections or packets reached a private server, want 0", n)
	}
	// The control: the counter counts.
	if c, err := net.Dial("tcp", to); err == nil {
		c.Close()
	}
	if c, err := net.Dial("udp", udp.LocalAddr().String()); err == nil {
		fmt.Fprint(c, "x")
		c.Close()
	}
	time.Sleep(200 * time.Millisecond)
	if n := hits.Load(); n != 2 {
		t.Errorf("the counter says %d after one connection and one packet of our own, want 2", n)
	}
}

// TestStaysOnItsPage says that a page is not left, whatever its scripts and its head say, and that nothing of the disk
// is read or written.
func TestStaysOnItsPage(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	secret := filepath.Join(t.TempDir(), "secret.html")
	if err := os.WriteFile(secret, []byte("<p>sesame"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, map[string]string{"/app.js": strings.ReplaceAll(`
		const tell = x => x.includes('sesame') && fetch('/api/told', {method: 'POST', body: x}), file = 'file://SECRET';
		fetch(file).then(r => r.text()).then(tell).catch(() => {});
		const x = new XMLHttpRequest(); x.onload = () => tell(x.responseText); x.open('GET', file); try { x.send(); } catch {}
		for (const [tag, attr] of [['iframe', 'src'], ['object', 'data'], ['embed', 'src'], ['script', 'src']]) {
			const e = document.createElement(tag); e[attr] = file; document.body.append(e);
			e.onload = () => { try { tell(e.contentDocument.body.innerText); } catch {} };
		}
		for (const u of ['/elsewhere', 'data:text/html,gone', location.href]) {
			setTimeout(() => { location.href = u; }, 50);
			setTimeout(() => { window.open(u, '_self'); }, 100);
		}
		setTimeout(() => location.reload(), 150);
		const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob(['x'])); a.download = 'loaded.txt'; document.body.append(a); a.click();
		const f = document.createElement('form'); f.action = '/elsewhere'; document.body.append(f); setTimeout(() => f.submit(), 200);
		setTimeout(() => { document.getElementById('app').textContent = 'still here'; }, 600);`, "SECRET", secret),
		"/elsewhere": "<p>another page", "/api/told": "{}"})
	head := `<meta http-equiv="refresh" content="0;url=/elsewhere">`
	b := open(t, s, 0)
	html, err := b.Draw(t.Context(), Page{URL: s.URL + "/", Type: "text/html", Body: []byte(strings.Replace(shell, "<title>", head+"<title>", 1))})
	if err != nil || !strings.Contains(string(html), "still here") || strings.Contains(string(html), "another page") {
		t.Errorf("Draw() = %s, %v; want the page that was named", html, err)
	}
	if asked := s.asked(); strings.Contains(asked, "elsewhere") || strings.Contains(asked, "told") || strings.Contains(string(html), "sesame") {
		t.Errorf("the page was left, or a file was read; asked: %s; drawn: %s", asked, html)
	}
	// Where Chromium itself forbids an address, it shows an empty page instead.
	for _, address := range []string{"file://" + secret, "view-source:file://" + secret, "chrome://version"} {
		script := fmt.Sprintf("<p>page<script>location.href = %q; setTimeout(() => window.open(%[1]q, '_self'), 50)</script>", address)
		html, err := b.Draw(t.Context(), Page{URL: s.URL + "/", Type: "text/html", Body: []byte(script)})
		if err != nil || strings.Contains(string(html), "sesame") || strings.Contains(string(html), "Chromium") {
			t.Errorf("Draw(page that goes to %s) = %s, %v; want nothing of it", address, html, err)
		}
	}
	filepath.WalkDir(home, func(path string, _ os.DirEntry, _ error) error {
		if strings.Contains(path, "loaded") {
			t.Errorf("a page put %s on the disk", path)
		}
		return nil
	})
}

// TestAllowedHostIsForItsOwnPages says that a private host which the user allowed shows nothing to pages from
// elsewhere, neither asked nor from what an earlier page has left.
func TestAllowedHostIsForItsOwnPages(t *testing.T) {
	intranet := serve(t, map[string]string{"/app.js": `document.getElementById('app').textContent = 'inside';`})
	foreign := serve(t, map[string]string{})
	b := open(t, foreign, 0, intranet)
	html, err := b.Draw(t.Context(), Page{URL: intranet.URL + "/", Type: "text/html", Body: []byte(shell)})
	if err != nil || !strings.Contains(string(html), "inside") {
		t.Fatalf("Draw(page of the allowed host) = %s, %v; want it drawn", html, err)
	}
	before := intranet.asked()
	page := strings.Replace(shell, "/app.js", intranet.URL+"/app.js", 1)
	html, err = b.Draw(t.Context(), Page{URL: foreign.URL + "/", Type: "text/html", Body: []byte(page)})
	if err != nil || strings.Contains(string(html), "inside") || intranet.asked() != before {
		t.Errorf("Draw(page from elsewhere) = %s, %v; the allowed host was asked for %q, want nothing of it shown", html, err, strings.TrimPrefix(intranet.asked(), before))
	}
}

func TestTooLarge(t *testing.T) {
	s := serve(t, map[string]string{
		"/text.js":     `document.getElementById('app').textContent = 'x'.repeat(11 << 20);`,
		"/elements.js": `const d = document.createElement('div'); d.hidden = true; for (let i = 0; i < 600000; i++) d.append(document.createElement('b')); document.body.append(d);`,
	})
	b := open(t, s, 30*time.Second)
	for _, script := range []string{"text.js", "elements.js"} {
		var html []byte
		err := ErrEndless
		for try := 0; try < 3 && errors.Is(err, ErrEndless); try++ { // a browser that has to share its machine may take too long for a page of this size
			html, err = b.Draw(t.Context(), Page{URL: s.URL + "/", Type: "text/html", Body: []byte(strings.Replace(shell, "app.js", script, 1))})
		}
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("Draw(%s) = %d bytes, %v; want that the page is too large", script, len(html), err)
		}
	}
}

func TestRobotsHoldForParts(t *testing.T) {
	s := serve(t, map[string]string{
		"/robots.txt": "User-agent: jobsignal\nDisallow: /api/\n",
		"/app.js":     `fetch('/api/text').then(() => { document.body.textContent = 'got it'; }).catch(() => { document.body.textContent = 'refused'; });`,
		"/api/text":   `{}`,
	})
	html, err := open(t, s, 0).Draw(t.Context(), Page{URL: s.URL + "/", Type: "text/html", Body: []byte(shell)})
	if err != nil || !strings.Contains(string(html), "refused") || strings.Contains(s.asked(), "/api/text") {
		t.Errorf("Draw() = %s, %v; asked: %s; want the part refused and not asked for", html, err, s.asked())
	}
}

// TestEndlessScripts says that a page that never ends costs no more than its time, and that the next one is drawn.
func TestEndlessScripts(t *testing.T) {
	s := serve(t, map[string]string{
		"/app.js":   `document.getElementById('app').textContent = 'before'; for (;;) {}`,
		"/poll.js":  `document.getElementById('app').textContent = 'polls'; setInterval(() => fetch('/api/news'), 100);`,
		"/api/news": `{}`,
	})
	b := open(t, s, 14*time.Second)
	began := time.Now()
	_, err := b.Draw(t.Context(), Page{URL: s.URL + "/", Type: "text/html", Body: []byte(shell)})
	if err == nil || !strings.Contains(err.Error(), "do not come to an end") {
		t.Errorf("Draw(endless loop) = %v, want that the scripts do not come to an end", err)
	}
	html, err := b.Draw(t.Context(), Page{URL: s.URL + "/", Type: "text/html", Body: []byte(strings.Replace(shell, "app.js", "poll.js", 1))})
	if err != nil || !strings.Contains(string(html), "polls") {
		t.Errorf("Draw(page that polls) = %s, %v; want it as it stands", html, err)
	}
	if spent := time.Since(began); spent > 30*time.Second {
		t.Errorf("both took %s, want at most 14 s each", spent)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := b.Draw(ctx, Page{URL: s.URL + "/", Type: "text/html", Body: []byte(shell)}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Draw(stopped by the caller) = %v, want the context's error", err)
	}
}

func TestFind(t *testing.T) {
	if _, err := Find("no-such-browser"); err == nil || !strings.Contains(err.Error(), "no-such-browser") {
		t.Errorf("Find(no-such-browser) = %v, want an error that names it", err)
	}
}
