package browse

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const (
	maxParts  = 80                     // requests that one page may make
	maxBytes  = 40 << 20               // of all their answers
	maxHTML   = 10 << 20               // bytes of the finished page, as for an answer of a server
	maxNodes  = 500_000                // elements of it
	quietFor  = 750 * time.Millisecond // without a request under way, and without new text: the page is finished
	pollEvery = 250 * time.Millisecond
	askFor    = 5 * time.Second // a page that does not answer in this time hangs
)

// Draw opens p in the browser, lets its scripts run until nothing is under way any more or the time is over, and
// returns the document as it then stands, in UTF-8, with open shadow roots and frames laid out in place.
// The page itself is not asked for again. An error says in plain words what went wrong.
func (b *Browser) Draw(ctx context.Context, p Page) (html []byte, err error) {
	if err := b.start(); err != nil {
		return nil, err
	}
	tab, closeTab := chromedp.NewContext(b.tab)
	defer closeTab()
	if err := chromedp.Do(tab); err != nil { // opens the tab, which must not live as short as the limit below
		b.drop()
		return nil, fmt.Errorf("the browser opens no page: %w", err)
	}
	limited, cancel := context.WithTimeout(tab, b.config.Time)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	d := &drawing{browser: b, page: p, began: time.Now()}
	html, err = d.run(limited)
	cancel() // nobody listens any more
	d.serving.Wait()
	switch {
	case ctx.Err() != nil:
		b.drop()
		return nil, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, errHangs):
		b.drop() // whatever keeps it busy would keep the next page waiting
		return nil, fmt.Errorf("%w (%s)", ErrEndless, b.config.Time)
	case errors.Is(err, ErrTooLarge):
		b.drop() // with the memory that it took
		return nil, fmt.Errorf("%w: over %d bytes or %d elements", err, maxHTML, maxNodes)
	case err != nil:
		b.drop()
		return nil, fmt.Errorf("the browser gave up on the page: %w", err)
	}
	return html, nil
}

// drop ends the browser; the next page starts another.
func (b *Browser) drop() {
	if b.tab != nil {
		_ = b.stop() // a profile that cannot be deleted now is deleted by a run of another day
		b.tab = nil
	}
}

// drawing is one page on its way.
type drawing struct {
	browser *Browser
	page    Page
	frame   cdp.FrameID // of the page itself
	began   time.Time
	serving sync.WaitGroup // answers under way

	mu     sync.Mutex
	served bool      // the page itself has been handed over
	parts  int       // requests that were answered from the network
	bytes  int64     // of their answers
	flying int       // requests without an answer yet
	calm   time.Time // since when none was flying
}

// errHangs says that a page's scripts leave no time for anything else.
var errHangs = errors.New("hangs")

// quiet is put into every document before its scripts: a dialog would stop the page for ever.
const quiet = `for (const n of ['alert', 'confirm', 'prompt', 'print']) { window[n] = () => null; }`

// run opens the page and waits for it.
func (d *drawing) run(ctx context.Context) ([]byte, error) {
	paused := chromedp.Events(ctx, fetch.RequestPaused)
	d.serving.Go(func() {
		for e, err := range paused {
			if err != nil {
				return
			}
			d.takeOff()
			d.serving.Go(func() { d.answer(ctx, e) })
		}
	})
	prepare := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		d.frame = cdp.FrameID(t.TargetID) // the same by Chromium's own rule
		_, err1 := cdp.Call(ctx, t, fetch.Enable, fetch.EnableParams{})
		_, err2 := cdp.Call(ctx, t, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true})
		_, err3 := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: quiet})
		return errors.Join(err1, err2, err3)
	})
	// Not chromedp.Navigate, which waits for the load event: a page may never fire it and be readable all the same.
	leave := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		r, err := cdp.Call(ctx, t, page.Navigate, page.NavigateParams{URL: d.page.URL})
		if err == nil && r.ErrorText != "" {
			err = errors.New(r.ErrorText)
		}
		return err
	})
	if err := chromedp.Do(ctx, prepare, leave); err != nil {
		return nil, err
	}
	if err := d.settle(ctx); err != nil {
		return nil, err
	}
	html, err := ask[string](ctx, fmt.Sprintf(laidOut, maxHTML))
	if err == nil && (html == "" || len(html) > maxHTML) {
		err = ErrTooLarge
	}
	return []byte(html), err
}

// settle waits until the page has been quiet for a while. A page that never is (it polls, it animates) is taken as it
// stands when most of its time is over.
func (d *drawing) settle(ctx context.Context) error {
	type look struct {
		State           string
		Elements, Chars int
	}
	last, since := look{}, time.Now()
	for time.Since(d.began) < d.browser.config.Time-2*askFor {
		// Elements first: the text of too many of them takes too long to count.
		now, err := ask[look](ctx, fmt.Sprintf(`(() => { const n = document.getElementsByTagName('*').length;
			return {State: document.readyState, Elements: n, Chars: document.body && n <= %d ? document.body.innerText.length : 0}; })()`, maxNodes))
		switch {
		case err != nil && !errors.Is(err, errNavigating):
			return err
		case now.Elements > maxNodes:
			return ErrTooLarge
		case now != last:
			last, since = now, time.Now()
		}
		if now.State == "complete" && time.Since(since) >= quietFor && d.calmFor() >= quietFor {
			return nil
		}
		select {
		case <-time.After(pollEvery):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// errNavigating says that the document was replaced while it was being asked.
var errNavigating = errors.New("the page moves on")

// ask evaluates a script in the page.
func ask[T any](ctx context.Context, script string) (v T, err error) {
	short, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	v, err = chromedp.Run(short, chromedp.Evaluate[T](script))
	switch {
	case err == nil:
	case short.Err() != nil && ctx.Err() == nil:
		err = errHangs
	case strings.Contains(err.Error(), "context was destroyed"), strings.Contains(err.Error(), "Cannot find context"),
		strings.Contains(err.Error(), "navigated or closed"):
		err = errNavigating
	}
	return v, err
}

// takeOff counts a request that waits for its answer.
func (d *drawing) takeOff() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.flying++
}

// land counts an answer.
func (d *drawing) land() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.flying--
	d.calm = time.Now()
}

// calmFor is how long no request has been under way.
func (d *drawing) calmFor() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.flying > 0 || d.calm.IsZero() {
		return 0
	}
	return time.Since(d.calm)
}

// laidOut puts the contents of open shadow roots and of readable frames beside their hosts, where a reader of HTML
// finds them, and returns the whole document, or nothing when it is longer than the number that is filled in.
const laidOut = `(() => {
	const copies = from => [...from.childNodes].map(n => n.cloneNode(true));
	const flatten = root => {
		for (const e of [...root.querySelectorAll('*')]) {
			if (e.shadowRoot) {
				flatten(e.shadowRoot);
				const d = document.createElement('div');
				d.append(...copies(e.shadowRoot));
				e.prepend(d);
			}
			if (e.tagName === 'IFRAME') {
				let inside = null;
				try { inside = e.contentDocument && e.contentDocument.body; } catch {}
				if (inside) {
					flatten(inside);
					const s = document.createElement('section');
					s.append(...copies(inside));
					e.after(s);
				}
			}
		}
	};
	flatten(document);
	const html = '<!DOCTYPE html>' + document.documentElement.outerHTML;
	return html.length > %d ? '' : html;
})()`
