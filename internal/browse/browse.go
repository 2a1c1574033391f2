// Package browse has a local Chromium draw pages whose text is put together by script, and hands over the finished
// HTML.
//
// The browser has no way to the network of its own: every name is unknown to it, its proxy is a closed port, and each
// request that a page makes is paused and answered from here, through the transport that is handed in. So what that
// transport refuses (private addresses, what robots.txt forbids, answers that are too large) the page does not get
// either. It starts with an empty profile, which is deleted at the end, keeps no cookies between pages, and loads
// no pictures, fonts, films or trackers: a posting is text.
package browse

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Config says how to draw.
type Config struct {
	Path  string                              // the browser's program; empty looks for one
	Parts func(page string) http.RoundTripper // the only way to the network, for everything but the page itself
	Time  time.Duration                       // most for one page; 0 means 45 s
}

// Page is one answer of a server, as it came.
type Page struct {
	URL  string
	Type string // Content-Type
	Body []byte
}

// Browser draws one page after another. It is not for concurrent use.
type Browser struct {
	config  Config
	program string
	tab     context.Context // of the running browser; nil while none runs
	stop    func() error    // ends it, and deletes its profile
	kept    *kept
}

// programs are the names under which Chromium and its kin are installed, and where they lie on systems that have them
// on no path.
var programs = map[string][]string{
	"":       {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge", "brave-browser"},
	"darwin": {"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser"},
	"windows": {`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`, `C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
		`C:\Program Files\Chromium\Application\chrome.exe`, `C:\Program Files\BraveSoftware\Brave-Browser\Application\brave.exe`},
}

// ofUser are the places where a program is installed for one user only.
func ofUser() []string {
	home, err := os.UserHomeDir()
	switch {
	case err == nil && runtime.GOOS == "darwin":
		return []string{filepath.Join(home, "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"), filepath.Join(home, "Applications/Chromium.app/Contents/MacOS/Chromium")}
	case err == nil && runtime.GOOS == "windows":
		return []string{filepath.Join(home, `AppData\Local\Google\Chrome\Application\chrome.exe`), filepath.Join(home, `AppData\Local\Chromium\Application\chrome.exe`)}
	}
	return nil
}

// ErrNoBrowser says that no Chromium was found.
var ErrNoBrowser = errors.New("no Chromium, Chrome or Edge was found")

// The ways in which a page fails that are the page's own. Draw's error wraps them.
var (
	ErrEndless  = errors.New("the page's scripts do not come to an end")
	ErrTooLarge = errors.New("the page as its scripts built it is too large")
)

// Find returns the program to run: path, or the first of the known ones. An error wraps ErrNoBrowser or names path.
func Find(path string) (string, error) {
	if path != "" {
		found, err := exec.LookPath(path)
		if err != nil {
			return "", fmt.Errorf("browser %q: %w", path, errors.Unwrap(err))
		}
		return found, nil
	}
	for _, name := range slices.Concat(programs[""], programs[runtime.GOOS], ofUser()) {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", ErrNoBrowser
}

// New finds the browser; it starts with the first page that is drawn.
func New(c Config) (*Browser, error) {
	program, err := Find(c.Path)
	if err != nil {
		return nil, err
	}
	if c.Time <= 0 {
		c.Time = 45 * time.Second
	}
	return &Browser{config: c, program: program, kept: newKept()}, nil
}

// Close ends the browser, if one runs, and deletes its profile.
func (b *Browser) Close() error {
	if b.tab == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(b.tab, 5*time.Second)
	defer cancel()
	_ = chromedp.Cancel(ctx) // asks it to end; where it does not, it is killed, which is as good
	err := b.stop()
	b.tab = nil
	return err
}

// start starts the browser, if none runs.
func (b *Browser) start() error {
	if b.tab != nil {
		return nil
	}
	profile, err := newProfile()
	if err != nil {
		return fmt.Errorf("no folder for the browser's profile: %w", err)
	}
	// Not the caller's context: the first one that chromedp sees decides how long the browser lives. It speaks to the
	// browser through a pipe, which no other program can open, and whose end is the browser's end too.
	alone, stopAll := chromedp.NewExecAllocator(context.Background(), append(b.options(), chromedp.UserDataDir(profile))...)
	tab, stop := chromedp.NewContext(alone)
	b.tab, b.stop = tab, func() error { stop(); stopAll(); return removeProfile(profile) }
	if err := chromedp.Do(tab, chromedp.Func(noDownloads)); err != nil {
		b.drop()
		return fmt.Errorf("the browser %s does not start: %w", b.program, err)
	}
	return nil
}

// noDownloads keeps pages from putting files on the disk.
func noDownloads(ctx context.Context, t *chromedp.Target) error {
	_, err := cdp.Call(ctx, t, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny})
	return err
}

// options are the browser's switches.
func (b *Browser) options() []chromedp.ExecAllocatorOption {
	o := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(b.program), chromedp.DisableGPU)
	for name, value := range map[string]any{
		// No network of its own, by several doors: names, proxy (for loopback too), WebRTC, QUIC, prefetching.
		"host-resolver-rules":                 "MAP * ~NOTFOUND",
		"proxy-server":                        "http://127.0.0.1:1",
		"proxy-bypass-list":                   "<-loopback>",
		"webrtc-ip-handling-policy":           "disable_non_proxied_udp",
		"force-webrtc-ip-handling-policy":     "disable_non_proxied_udp",
		"disable-quic":                        true,
		"dns-prefetch-disable":                true,
		"no-pings":                            true,
		"disable-component-update":            true,
		"disable-domain-reliability":          true,
		"disable-field-trial-config":          true,
		"disable-features":                    "Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,IsolateOrigins,site-per-process,AutofillServerCommunication",
		"disable-site-isolation-trials":       true, // frames stay in the page's process, where their requests are paused too
		"disable-web-security":                true, // preflights cannot be answered from here; without cookies or a network there is nothing to protect
		"block-new-web-contents":              true,
		"mute-audio":                          true,
		"blink-settings":                      "imagesEnabled=false",
		"autoplay-policy":                     "user-gesture-required",
		"deny-permission-prompts":             true,
		"disable-notifications":               true,
		"disable-speech-api":                  true,
		"disable-databases":                   true,
		"disable-remote-fonts":                true,
		"js-flags":                            "--max-old-space-size=512",
		"disk-cache-size":                     "1",
		"window-size":                         "1280,4000", // tall, so that what is drawn when it comes into view is drawn
		"disable-search-engine-choice-screen": true,
	} {
		o = append(o, chromedp.Flag(name, value))
	}
	if os.Geteuid() == 0 { // Chromium's own sandbox refuses to be started by root
		o = append(o, chromedp.NoSandbox)
	}
	return o
}
