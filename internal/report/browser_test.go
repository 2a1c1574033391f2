package report

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// browser starts headless Chromium. Without one the test is skipped with one line; in CI that is a failure.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found, and CI must run the browser tests")
		}
		t.Skip("no Chromium found: the browser tests of the report are skipped")
	}
	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-background-timer-throttling", true), chromedp.Flag("disable-renderer-backgrounding", true), chromedp.Flag("disable-backgrounding-occluded-windows", true)))
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// view is how a page is looked at.
type view struct {
	width, height int64
	dark          bool
	mobile        bool
}

// opened is a page in the browser with what it did.
type opened struct {
	ctx      context.Context
	mu       sync.Mutex
	console  []string
	requests []string
}

// open writes html to a file, opens it, and waits until every chart had its turn; a page without scripts is ready when it is loaded.
func open(t *testing.T, ctx context.Context, html []byte, v view) *opened {
	t.Helper()
	return openWith(t, ctx, html, v)
}

// openWith is open with steps before the page is loaded.
func openWith(t *testing.T, ctx context.Context, html []byte, v view, before ...chromedp.Action[chromedp.Void]) *opened {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, html, 0o600); err != nil {
		t.Fatal(err)
	}
	tab, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	o := &opened{ctx: tab}
	scheme := "light"
	if v.dark {
		scheme = "dark"
	}
	prepare := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	})
	opts := []chromedp.EmulateViewportOption{}
	if v.mobile {
		opts = append(opts, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if err := chromedp.Do(tab, append([]chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(v.width, v.height, opts...), prepare}, before...)...); err != nil {
		t.Fatal(err)
	}
	go func() {
		for m, err := range chromedp.Console(tab) {
			if err != nil {
				return
			}
			o.mu.Lock()
			o.console = append(o.console, m.String())
			o.mu.Unlock()
		}
	}()
	requests := chromedp.Events(tab, network.RequestWillBeSent)
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			o.mu.Lock()
			o.requests = append(o.requests, e.Request.URL)
			o.mu.Unlock()
		}
	}()
	if err := chromedp.Do(tab, chromedp.Navigate("file://"+file)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(tab, chromedp.Poll[bool](`document.documentElement.dataset.ready === '1' || document.readyState === 'complete' && !document.scripts.length`, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		t.Fatalf("the page did not get ready: %v; console: %s", err, strings.Join(o.console, "\n"))
	}
	return o
}

// eval runs a script in the page and returns its value.
func eval[T any](t *testing.T, o *opened, script string) T {
	t.Helper()
	v, err := chromedp.Run(o.ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}

// shoot writes a picture of the page into the folder that SCREENSHOTS names, whole or only what is in view.
func shoot(t *testing.T, o *opened, name string, whole bool) {
	t.Helper()
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	action := chromedp.CaptureScreenshot()
	if whole {
		action = chromedp.FullScreenshot(100)
	}
	png, err := chromedp.Run(o.ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// keys sends one key to the page.
func keys(o *opened, key string) error { return chromedp.Do(o.ctx, chromedp.KeyEvent(key)) }

// resize makes the window another width and waits until the charts have followed.
func resize(t *testing.T, o *opened, width int64) {
	t.Helper()
	opts := []chromedp.EmulateViewportOption{}
	if width < 500 {
		opts = append(opts, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if err := chromedp.Do(o.ctx, chromedp.EmulateViewport(width, 900, opts...)); err != nil {
		t.Fatal(err)
	}
	const followed = `[...document.querySelectorAll('.chart')].every(e => !e.clientWidth || e.querySelector('svg')?.clientWidth === e.clientWidth)`
	if _, err := chromedp.Run(o.ctx, chromedp.Poll[bool](followed, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		t.Fatalf("the charts did not follow the window to %d px: %v", width, err)
	}
	time.Sleep(100 * time.Millisecond) // what hangs on the width of others has settled
}

// paper prints the page as A4, and keeps the PDF in the folder that SCREENSHOTS names.
func paper(t *testing.T, o *opened, name string) []byte {
	t.Helper()
	pdf, err := chromedp.Run(o.ctx, chromedp.Action[[]byte](func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		r, err := cdp.Call(ctx, t, cdppage.PrintToPDF, cdppage.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PrintBackground: new(true)})
		return r.Data, err
	}))
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return pdf
}
