package report

import (
	"testing"

	"jobsignal/internal/demand"
)

// TestFirstScreen holds what a reader sees before scrolling: the verdict, how sure it is, what would change it, and the
// start of one figure; and that nothing moves while the script makes its parts.
func TestFirstScreen(t *testing.T) {
	ctx := browser(t)
	html := made(t, madeUp(t, 42, 7, demand.Options{Today: "2026-11-22"}))
	for _, v := range []view{{width: 1280, height: 900}, {width: 1920, height: 1080}, {width: 768, height: 1024}} {
		o := open(t, ctx, html, v)
		for what, script := range map[string]string{
			"the verdict":          `document.querySelector('.verdict p').getBoundingClientRect().bottom`,
			"what would change it": `document.querySelector('.verdict p:nth-child(2)').getBoundingClientRect().bottom`,
			"how sure it is":       `document.querySelector('.certain').getBoundingClientRect().bottom`,
			"a row of the figure":  `document.querySelector('#fits .chart').getBoundingClientRect().top + 84`,
		} {
			if at := eval[float64](t, o, script); at <= 0 || at > float64(v.height) {
				t.Errorf("%d × %d: %s ends at %.0f px, want it on the first screen", v.width, v.height, what, at)
			}
		}
		eval[float64](t, o, `(window.moved = 0, new PerformanceObserver(l => l.getEntries().forEach(e => { window.moved += e.value; })).observe({type: 'layout-shift', buffered: true}), 0)`)
		eval[bool](t, o, `new Promise(r => requestAnimationFrame(() => setTimeout(r, 100))), true`)
		if moved := eval[float64](t, o, `window.moved`); moved > 0.01 {
			t.Errorf("%d × %d: the page moved by %.3f while it was made", v.width, v.height, moved)
		}
	}
}
