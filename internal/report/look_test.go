package report

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
)

// TestChoice opens evidence of mentions that are one of several: the sentence that lets a platform do is shown, whether
// it names the platform or says "or similar", and what else would do stands beside the mention. Kinds stand in the order
// of job.Kinds.
func TestChoice(t *testing.T) {
	in := madeUp(t, 0, 1, demand.Options{})
	group := func(kind job.Kind, open bool, ids ...string) demand.Group {
		g := demand.Group{Kind: kind, Terms: ids, Open: open}
		for range ids {
			g.Kinds = append(g.Kinds, kind)
		}
		return g
	}
	const both, similar = "Experience with Amazon Web Services or Microsoft Azure.", "You know Amazon Web Services or similar."
	in.Rows = []demand.Row{
		{Posting: 1, Title: "One", Employer: "A", Week: "2026-W47", Weight: 1, Count: 1, Groups: []demand.Group{group(job.Required, false, "aws", "azure"), group(job.Duty, false, "tool.python")}},
		{Posting: 2, Title: "Two", Employer: "B", Week: "2026-W47", Weight: 1, Count: 1, Groups: []demand.Group{group(job.Required, true, "aws"), group(job.Preferred, false, "tool.python")}},
		{Posting: 3, Title: "Three", Employer: "C", Week: "2026-W47", Weight: 1, Count: 1, Groups: []demand.Group{group(job.Required, false, "gcp")}},
	}
	v := in.Vocabulary
	in.Evidence = []demand.Evidence{sentenceOf(v, 1, "aws", job.Required, both), sentenceOf(v, 1, "azure", job.Required, both), sentenceOf(v, 1, "tool.python", job.Duty, "You write Python."),
		sentenceOf(v, 2, "aws", job.Required, similar), sentenceOf(v, 2, "tool.python", job.Preferred, "Python is a plus."), sentenceOf(v, 3, "gcp", job.Required, "You know Google Cloud.")}
	in.Result = demand.Measure(in.Rows, v, demand.Options{Today: "2026-11-22"})
	o := open(t, browser(t), made(t, in), view{width: 1280, height: 800})
	items := func(key string) []string {
		return eval[[]string](t, o, `(document.querySelector('[data-key="`+key+`"]').click(), [...document.querySelectorAll('#evidence-list li')].map(e => e.textContent))`)
	}
	for key, want := range map[string][]string{
		"w:azure":       {"one of: Amazon Web Services, Microsoft Azure", "one of: Amazon Web Services or the like"},
		"p:gcp":         {"You know Google Cloud."},
		"t:tool.python": {"Python is a plus.", "You write Python."},
	} {
		got := items(key)
		if len(got) != len(want) {
			t.Errorf("%s opens %d sentences, want %d: %q", key, len(got), len(want), got)
			continue
		}
		for i := range want {
			if !strings.Contains(got[i], want[i]) {
				t.Errorf("%s, sentence %d: %q, want %q in it", key, i+1, got[i], want[i])
			}
		}
	}
	if alone := items("p:gcp"); strings.Contains(alone[0], "one of") {
		t.Errorf("a mention that stands alone says %q", alone[0])
	}
}

// TestHeadingFollows says how many postings the page speaks about, in its heading, its bar and the window's name.
func TestHeadingFollows(t *testing.T) {
	o := open(t, browser(t), made(t, madeUp(t, 42, 7, demand.Options{Today: "2026-11-22"})), view{width: 1280, height: 800})
	said := func() string {
		return eval[string](t, o, `[document.querySelector('h1').textContent, document.querySelector('.bar-title').textContent, document.title].join('|')`)
	}
	before := said()
	eval[bool](t, o, `location.hash = '#fit?role=ai-engineer', true`)
	if _, err := chromedp.Run(o.ctx, chromedp.Poll[bool](`/ of 42 job postings/.test(document.title)`, chromedp.WithPollingTimeout(10*time.Second))); err != nil {
		t.Fatalf("the window's name stays %q: %v", said(), err)
	}
	if got := said(); strings.Count(got, " of 42 job postings ask for") != 3 {
		t.Errorf("with a filter the page is called %q", got)
	}
	eval[bool](t, o, `document.querySelectorAll('.chips button').forEach(b => b.click()), true`)
	if got := said(); got != before {
		t.Errorf("without it %q, want %q again", got, before)
	}
}

// TestTallWindow draws every chart before the page counts as loaded, where all of them are in view: a picture of the
// whole page has no holes.
func TestTallWindow(t *testing.T) {
	o := open(t, browser(t), made(t, madeUp(t, 42, 7, demand.Options{Today: "2026-11-22"})), view{width: 1280, height: 20000})
	if late := eval[float64](t, o, `performance.getEntriesByName('all-charts')[0].startTime - performance.getEntriesByType('navigation')[0].loadEventStart`); late > 0 {
		t.Errorf("the last chart was drawn %.0f ms after the page was loaded", late)
	}
}

// TestPaperKeys prints without backgrounds, as browsers do unless asked: what carries meaning keeps its ground, nothing
// stands larger than the text around it, and buttons are left out.
func TestPaperKeys(t *testing.T) {
	o := open(t, browser(t), made(t, madeUp(t, 3, 7, demand.Options{Today: "2026-11-22"})), view{width: 806, height: 800})
	print := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	})
	if err := chromedp.Do(o.ctx, print); err != nil {
		t.Fatal(err)
	}
	if bad := eval[string](t, o, `[...document.querySelectorAll('.key, .mark, .certain .strip span')].filter(e => getComputedStyle(e).printColorAdjust !== 'exact').map(e => e.className).join(', ')`); bad != "" {
		t.Errorf("lose their ground on paper: %s", bad)
	}
	if bad := eval[string](t, o, `[...document.querySelectorAll('td .open, th .tag, td .tag')].filter(e => parseFloat(getComputedStyle(e).fontSize) > parseFloat(getComputedStyle(e.parentElement).fontSize)).map(e => e.textContent).join(', ')`); bad != "" {
		t.Errorf("larger than their text on paper: %s", bad)
	}
	if n := eval[int](t, o, `[...document.querySelectorAll('.screen')].filter(e => e.checkVisibility()).length`); n != 0 {
		t.Errorf("%d cells of buttons on paper", n)
	}
}
