package report

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
)

// TestPageInChromium opens reports of every size: quiet console, one request, every chart drawn, nothing wider
// than the window.
func TestPageInChromium(t *testing.T) {
	ctx := browser(t)
	for _, n := range []int{0, 1, 3, 42, 300} {
		html := made(t, madeUp(t, n, 7, demand.Options{Today: "2026-11-22"}))
		for _, dark := range []bool{false, true} {
			o := open(t, ctx, html, view{width: 1280, height: 800, dark: dark})
			for _, width := range []int64{1920, 1280, 768, 360} {
				t.Run(fmt.Sprintf("%d postings at %d px, dark %v", n, width, dark), func(t *testing.T) {
					resize(t, o, width)
					sound(t, o)
					if n == 42 {
						shoot(t, o, fmt.Sprintf("report-%d-dark-%v", width, dark), true)
					}
				})
			}
		}
	}
}

// TestIndexInChromium opens the list of reports: at every width its text has the column, not a sliver of it.
func TestIndexInChromium(t *testing.T) {
	var b bytes.Buffer
	if err := Index(&b, []Entry{{File: "2026-W48.html", Week: "2026-W48", Answer: strings.Repeat("Too close to call. ", 12), Postings: 42},
		{File: "2026-W48-title-x.html", Week: "2026-W48", Filter: "title “x”", Answer: "Too few to rank.", Postings: 3}}); err != nil {
		t.Fatal(err)
	}
	o := open(t, browser(t), b.Bytes(), view{width: 1280, height: 800})
	for _, width := range []int64{1920, 1440, 1280, 1099, 768, 360} {
		resize(t, o, width)
		sound(t, o)
		if got, least := eval[float64](t, o, `document.querySelector('.reports').getBoundingClientRect().width`), float64(min(width-64, 900)); got < least {
			t.Errorf("at %d px the list is %.0f px wide, want at least %.0f", width, got, least)
		}
		shoot(t, o, fmt.Sprintf("index-%d", width), false)
	}
}

// sound checks what must hold for every page.
func sound(t *testing.T, o *opened) {
	t.Helper()
	if bad := eval[string](t, o, `[...document.querySelectorAll('.chart')].filter(e => !e.querySelector('svg path, svg text')).map(e => e.closest('figure').id).join(' ')`); bad != "" {
		t.Errorf("charts not drawn: %s", bad)
	}
	if lost := eval[string](t, o, `[...document.querySelectorAll('.chart svg text')].filter(e => { const r = e.getBoundingClientRect(), c = e.closest('.chart').getBoundingClientRect(); return r.width && (r.left < c.left - 3 || r.right > c.right + 3 || r.top < c.top - 3 || r.bottom > c.bottom + 3); }).slice(0, 4).map(e => e.closest('figure').id + ' "' + e.textContent + '"').join('; ')`); lost != "" {
		t.Errorf("text outside its chart: %s", lost)
	}
	if wide := eval[string](t, o, `(() => {
		const w = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= w) return '';
		return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w + 1 && !e.closest('.scroll, dialog, .skip')).slice(0, 5).map(e => e.tagName + '.' + e.className).join(' ') || 'page';
	})()`); wide != "" {
		t.Errorf("wider than the window: %s", wide)
	}
	if small := eval[string](t, o, `[...document.querySelectorAll('body *')].filter(e => e.childNodes.length && [...e.childNodes].some(c => c.nodeType === 3 && c.textContent.trim()) && e.tagName !== 'SCRIPT' && parseFloat(getComputedStyle(e).fontSize) < 13).slice(0, 3).map(e => e.tagName + ' ' + e.textContent.slice(0, 30)).join('; ')`); small != "" {
		t.Errorf("text under 13 px: %s", small)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.console) > 0 {
		t.Errorf("console: %s", strings.Join(o.console, "\n"))
	}
	for _, r := range o.requests {
		if !strings.HasPrefix(r, "file://") {
			t.Errorf("request to %s", r)
		}
	}
	if len(o.requests) != 1 {
		t.Errorf("%d requests, want the page alone", len(o.requests))
	}
}

// TestHostileInChromium says that hostile text in every field appears as it is and runs nothing, in the page, in
// the drawings and in the evidence.
func TestHostileInChromium(t *testing.T) {
	ctx := browser(t)
	o := open(t, ctx, made(t, hostile(t)), view{width: 1280, height: 800})
	sound(t, o)
	eval[bool](t, o, `document.querySelectorAll('details').forEach(d => { d.open = true; }), true`)
	body := eval[string](t, o, `document.body.innerText + [...document.querySelectorAll('svg text')].map(e => e.textContent).join('\n')`)
	for _, p := range payloads() {
		for _, where := range []string{"title ", "employer ", "place ", "file "} {
			if want := prose.Clean(where+p, 1000); !strings.Contains(body, want) {
				t.Errorf("the page does not show %q", want)
			}
		}
	}
	dialog := eval[string](t, o, `[...document.querySelectorAll('[data-key]')].map(b => { b.click(); const d = document.getElementById('evidence'); const s = d.innerText; d.close(); return s; }).join('\n')`)
	for _, p := range payloads() {
		for _, where := range []string{"sentence ", "section ", "rule ", "title ", "employer ", "file "} {
			if want := prose.Clean(where+p, 1000); !strings.Contains(dialog, want) {
				t.Errorf("the evidence does not show %q", want)
			}
		}
	}
	if pwn := eval[string](t, o, `String(window.__pwn)`); pwn != "undefined" {
		t.Errorf("hostile text ran: payload %s", pwn)
	}
	if n := eval[int](t, o, `document.querySelectorAll('img, iframe, body script:not([type]):not(:nth-last-of-type(-n+5)), svg[onload]').length`); n != 0 {
		t.Errorf("%d elements made from text", n)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.console) > 0 || len(o.requests) != 1 {
		t.Errorf("console %q, requests %q", o.console, o.requests)
	}
}

// TestControls shows that the check above can fail: the same text runs when it is put into a page without care,
// and when the library's own renderer writes it; our policy stops it even then.
func TestControls(t *testing.T) {
	ctx := browser(t)
	const ready = `<script>document.documentElement.dataset.ready = '1'</script>`
	runs := func(html string) string {
		o := open(t, ctx, []byte(html), view{width: 800, height: 600})
		time.Sleep(300 * time.Millisecond) // onerror fires after the load
		return eval[string](t, o, `String(window.__pwn)`)
	}
	if got := runs("<!doctype html><body>" + payloads()[2] + ready); got != "3" {
		t.Errorf("unescaped page: payload gave %s, want 3: the check cannot fail", got)
	}
	policy := page.Policy()
	guarded := `<!doctype html><meta http-equiv="Content-Security-Policy" content="` + strings.Replace(policy, "script-src", "script-src "+page.Hash(`document.documentElement.dataset.ready = '1'`), 1) + `"><body>`
	if got := runs(guarded + payloads()[2] + ready); got != "undefined" {
		t.Errorf("unescaped page under our policy: payload gave %s, want undefined", got)
	}
	for i, name := range []string{"stock-1.html", "stock-2.html"} {
		stock, err := os.ReadFile("../chart/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		page := "<!doctype html><body>" + ready + "<script>window.echarts={init:()=>({setOption(){}})}</script>" + string(stock)
		if got := runs(page); got != fmt.Sprint(i+1) {
			t.Errorf("the library's own renderer: %s gave %s, want %d", name, got, i+1)
		}
	}
}

// TestEvidenceByKeyboard goes from the top of the page to a sentence and back with keys alone.
func TestEvidenceByKeyboard(t *testing.T) {
	ctx := browser(t)
	o := open(t, ctx, made(t, madeUp(t, 12, 7, demand.Options{Today: "2026-11-22"})), view{width: 1280, height: 800})
	press := func(key string) {
		if err := keys(o, key); err != nil {
			t.Fatal(err)
		}
	}
	focused := func() string {
		return eval[string](t, o, `(e => e ? e.tagName + ' ' + (e.dataset.key || e.textContent.trim().slice(0, 20)) : '')(document.activeElement)`)
	}
	opened := false
	for range 120 {
		press("\t")
		f := focused()
		if strings.HasPrefix(f, "SUMMARY How we know") && !opened {
			press("\r")
			opened = true
		}
		if opened && strings.HasPrefix(f, "BUTTON p:") || strings.HasPrefix(f, "BUTTON c:") {
			break
		}
	}
	press("\r")
	if n := eval[int](t, o, `document.getElementById('evidence').open ? document.querySelectorAll('#evidence-list mark').length : 0`); n == 0 {
		t.Fatalf("no sentence opened; focus is on %s", focused())
	}
	press("\x1b")
	if eval[bool](t, o, `document.getElementById('evidence').open`) {
		t.Error("Escape does not close the evidence")
	}
	if f := focused(); !strings.HasPrefix(f, "BUTTON") {
		t.Errorf("after closing, focus is on %s, want the button", f)
	}
}

// TestAccessible runs axe-core, kept in testdata, over pages with everything unfolded and with evidence open.
func TestAccessible(t *testing.T) {
	ctx := browser(t)
	axe := unzip(t, "testdata/axe-4.14.1.min.js.gz")
	for _, n := range []int{0, 3, 42} {
		html := made(t, madeUp(t, n, 7, demand.Options{Today: "2026-11-22", Have: []string{"tool.python"}}))
		for _, v := range []view{{width: 1280, height: 800}, {width: 1280, height: 800, dark: true}, {width: 360, height: 740, mobile: true}} {
			o := open(t, ctx, html, v)
			eval[bool](t, o, string(axe)+`; document.querySelectorAll('details').forEach(d => { d.open = true; }), true`)
			for _, step := range []string{"true", `(b => b ? (b.click(), true) : false)(document.querySelector('[data-key^="t:"]'))`} {
				if !eval[bool](t, o, step) {
					continue
				}
				eval[bool](t, o, `window.axeSays = null, axe.run().then(r => { window.axeSays = r.violations.map(v => v.id + ' (' + v.impact + '): ' + v.nodes.slice(0, 3).map(x => x.html.slice(0, 160)).join(' | ')).join('\n'); }, e => { window.axeSays = String(e); }), true`)
				if _, err := chromedp.Run(o.ctx, chromedp.Poll[bool](`window.axeSays !== null`, chromedp.WithPollingTimeout(30*time.Second))); err != nil {
					t.Fatal(err)
				}
				if got := eval[string](t, o, `window.axeSays`); got != "" {
					t.Errorf("%d postings, %+v, %s:\n%s", n, v, step, got)
				}
			}
		}
	}
}

// unzip reads a compressed file of testdata.
func unzip(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestPaper prints a page that is dark on the screen: the paper is light, and the screen is dark again afterwards.
func TestPaper(t *testing.T) {
	o := open(t, browser(t), made(t, madeUp(t, 42, 7, demand.Options{Today: "2026-11-22"})), view{width: 1280, height: 800, dark: true})
	eval[bool](t, o, `addEventListener('beforeprint', () => { window.paper = getComputedStyle(document.body).backgroundColor + ' ' + document.querySelector('#fits svg text').getAttribute('fill'); }), true`)
	pdf := paper(t, o, "report")
	if n := bytes.Count(pdf, []byte("/Type /Page\n")) + bytes.Count(pdf, []byte("/Type /Page/")); len(pdf) < 50_000 || n > 40 {
		t.Errorf("the PDF has %d bytes and %d pages", len(pdf), n)
	}
	if got := eval[string](t, o, `window.paper`); got != "rgb(255, 255, 255) #1b1f24" {
		t.Errorf("paper and ink are %s", got)
	}
	if got := eval[string](t, o, `getComputedStyle(document.body).backgroundColor + ' ' + (document.documentElement.dataset.print || '')`); got != "rgb(20, 23, 26) " {
		t.Errorf("after printing the page is %s", got)
	}
	sound(t, o)
}
