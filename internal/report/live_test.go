package report

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
)

// TestLive holds the page's own measures against package demand on random selections: counts, shares, intervals
// and fits equal, certainty within Monte Carlo error.
func TestLive(t *testing.T) {
	ctx := browser(t)
	o := demand.Options{Today: "2026-11-22", Have: []string{"tool.python", "AIF-C01"}}
	in := madeUp(t, 160, 11, o)
	in.Rows[3].Groups[0].Open = true
	for i := 8; i < 60; i += 4 { // a choice that a person without any cloud meets
		in.Rows[i].Groups = append(in.Rows[i].Groups, demand.Group{Kind: job.Required, Terms: []string{"aws.s3", "tool.docker"}})
	}
	in.Rows[4].Employer, in.Rows[5].Employer = "", ""
	in.Rows[6].Employer = strings.ToUpper(in.Rows[7].Employer)
	in.Result = demand.Measure(in.Rows, in.Vocabulary, o)
	page := open(t, ctx, made(t, in), view{width: 1280, height: 800})
	eval[bool](t, page, `window.x = Measure.compile(JSON.parse(document.getElementById('live').textContent)), true`)
	r := rand.New(rand.NewPCG(5, 5))
	worst, compared := 0.0, 0
	for round := range 14 {
		odds := []float64{1, 0.5, 0.2, 0.05, 0.02}[round%5]
		var rows []demand.Row
		chosen := []int{}
		for i, row := range in.Rows {
			if r.Float64() < odds {
				rows, chosen = append(rows, row), append(chosen, i)
			}
		}
		have := o.Have[:round%3]
		want := demand.Measure(rows, in.Vocabulary, demand.Options{Today: "2026-11-22", Have: have})
		got := measured(t, page, chosen, have)
		compared += same(t, fmt.Sprintf("round %d, %d rows", round, len(rows)), got, asMap(t, want))
		worst = max(worst, certain(t, fmt.Sprintf("round %d, %d rows, have %v", round, len(rows), have), got, want))
	}
	if compared < 10_000 {
		t.Errorf("only %d numbers and names compared", compared)
	}
	t.Logf("%d numbers and names equal; largest difference of a share of draws: %.3f", compared, worst)
}

// measured is what the page computes for some of its rows.
func measured(t *testing.T, page *opened, chosen []int, have []string) map[string]any {
	t.Helper()
	a, err := json.Marshal(chosen)
	if err != nil {
		t.Fatal(err)
	}
	h, err := json.Marshal(append([]string{}, have...))
	if err != nil {
		t.Fatal(err)
	}
	raw := eval[string](t, page, `(() => { const m = Measure.counts(x, `+string(a)+`.map(i => x.postings[i]), `+string(h)+`, false); for (const _ of Measure.certainty(m)); return JSON.stringify(m.r); })()`)
	var got map[string]any
	if err := json.Unmarshal([]byte(raw), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func asMap(t *testing.T, r *demand.Result) map[string]any {
	t.Helper()
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// drawn are the fields that depend on the draws, or are words of one side only.
func drawn() map[string]bool {
	out := map[string]bool{}
	for _, k := range strings.Fields("first first_within recommended recommendation piles name kind number posting state was t seed draws have") {
		out[k] = true
	}
	return out
}

// same compares what both sides have and returns how many values that was; fields of one side are passed over.
func same(t *testing.T, at string, got, want any) (n int) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s: got %v, want %v", at, got, want)
			return 0
		}
		for k, v := range w {
			if _, both := g[k]; both && !drawn()[k] && !(k == "low" || k == "high") || k == "k" || k == "share" {
				n += same(t, at+"."+k, g[k], v)
			}
		}
		if _, proportion := w["effective"]; proportion && w["of"] != nil { // low and high are exact here, drawn elsewhere
			n += same(t, at+".low", g["low"], w["low"])
			n += same(t, at+".high", g["high"], w["high"])
		}
	case []any:
		g, _ := got.([]any)
		if len(g) != len(w) {
			t.Errorf("%s: %d entries, want %d", at, len(g), len(w))
			return 0
		}
		for i := range w {
			n += same(t, fmt.Sprintf("%s[%d]", at, i), g[i], w[i])
		}
	case float64:
		n++
		if g, ok := got.(float64); !ok || math.Abs(g-w) > 1e-6*max(1, math.Abs(w)) {
			t.Errorf("%s = %v, want %v", at, got, w)
		}
	case nil:
		if l, ok := got.([]any); got != nil && !(ok && len(l) == 0) {
			t.Errorf("%s = %v, want nothing", at, got)
		}
	default:
		n++
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s = %v, want %v", at, got, want)
		}
	}
	return n
}

// certain compares what the draws decide and returns the largest difference of a share of draws.
func certain(t *testing.T, at string, got map[string]any, want *demand.Result) (worst float64) {
	t.Helper()
	const most = 0.06 // two times 2,000 draws: standard deviation of the difference of a share of a half is 0.016
	near := func(name string, g, w float64) {
		worst = max(worst, math.Abs(g-w))
		if math.Abs(g-w) > most {
			t.Errorf("%s: %s = %.3f, want %.3f", at, name, g, w)
		}
	}
	fits := map[string]map[string]any{}
	for _, f := range got["fits"].([]any) {
		fits[f.(map[string]any)["code"].(string)] = f.(map[string]any)
	}
	for _, f := range want.Fits {
		g := fits[f.Code]
		near(f.Code+" recommended", g["recommended"].(float64), f.Recommended)
		near(f.Code+" low", g["low"].(float64), f.Low)
		near(f.Code+" high", g["high"].(float64), f.High)
	}
	rec, w := got["recommendation"].(map[string]any), want.Recommendation
	if rec["verdict"] != string(w.Verdict) && math.Abs(w.First-demand.CloseBelow) > most && math.Abs(w.First-demand.ClearFrom) > most {
		t.Errorf("%s: verdict %v, want %v (first %.3f)", at, rec["verdict"], w.Verdict, w.First)
	}
	if w.Certification != "" && rec["certification"] != w.Certification {
		t.Errorf("%s: certification %v, want %v", at, rec["certification"], w.Certification)
	}
	piles, _ := got["piles"].([]any)
	if len(piles) != len(want.Piles) {
		t.Logf("%s: piles %v, want %+v", at, piles, want.Piles) // 90 % of pairs of draws is a threshold
	} else {
		for i, p := range want.Piles {
			g := piles[i].(map[string]any)
			if g["role"] != p.Role || g["language"] != p.Language || g["certification"] != p.Certification || g["postings"] != float64(p.Postings) {
				t.Errorf("%s: pile %v, want %+v", at, g, p)
			}
			near("fit of a pile", g["fit"].(float64), p.Fit)
			near("other fit of a pile", g["other"].(float64), p.Other)
		}
	}
	if flip, _ := rec["flip"].(map[string]any); (flip == nil) != (w.Flip == nil) && w.Certification != "" {
		t.Logf("%s: flip %v, want %+v", at, flip, w.Flip) // the margin of step two comes from the draws
	}
	return worst
}

// TestFilter chooses in the page, and compares what it then says with a page that Go makes for the same postings.
func TestFilter(t *testing.T) {
	ctx := browser(t)
	o := demand.Options{Today: "2026-11-22"}
	in := madeUp(t, 160, 11, o)
	p := open(t, ctx, made(t, in), view{width: 1280, height: 800})
	before := eval[string](t, p, `document.querySelector('main').innerText`)
	for _, c := range []struct {
		name, fragment string
		keep           func(demand.Row) bool
		options        demand.Options
	}{
		{"platform", "?platform=azure", func(r demand.Row) bool { return asksFor(r, "azure") }, o},
		{"place and role", "learn?place=Berlin&role=machine-learning-engineer", func(r demand.Row) bool { return r.Location == "Berlin" && r.Role == "machine-learning-engineer" }, o},
		{"few", "?employer=Lumen+Press", func(r demand.Row) bool { return r.Employer == "Lumen Press" }, o},
		{"text", "?q=northwind+scientist", func(r demand.Row) bool {
			return strings.Contains(strings.ToLower(r.Employer), "northwind") && r.Title == "Data Scientist"
		}, o},
		{"have", "?have=tool.python,MLA-C02", func(demand.Row) bool { return true }, demand.Options{Today: o.Today, Have: []string{"tool.python", "MLA-C02"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			part := in
			part.Rows = nil
			for _, r := range in.Rows {
				if c.keep(r) {
					part.Rows = append(part.Rows, r)
				}
			}
			part.Result = demand.Measure(part.Rows, in.Vocabulary, c.options)
			q := open(t, ctx, made(t, part), view{width: 1280, height: 800})
			follow(t, p, c.fragment)
			for _, id := range strings.Fields("lead-platforms mix lead-skills lead-who lead-together lead-weeks") {
				script := `(e => e ? e.innerText : '')(document.querySelector('[data-live="` + id + `"]'))`
				got, want := eval[string](t, p, script), eval[string](t, q, script)
				got = strings.ReplaceAll(got, "|–|–", "") // a page that is made for too few to rank has no such columns
				if got != want {
					t.Errorf("%s = %q, want %q", id, got, want)
				}
			}
			for _, id := range strings.Fields("kinds-table services-azure-table skills-figure-table tools-table employers-table role-table place-table frame-table pay-table weeks-table together-table axis-table plan-table") {
				script := `(e => e && e.checkVisibility({contentVisibilityAuto: false}) !== null ? [...e.tBodies[0].rows].map(r => [...r.cells].map(c => c.textContent.trim()).join('|')).join('\n') : '')(document.getElementById('` + id + `'))`
				got, want := eval[string](t, p, script), eval[string](t, q, script)
				if want != "" && got != want && columnsOf(q, t) == columnsOf(p, t) {
					t.Errorf("%s =\n%s\nwant\n%s", id, got, want)
				}
			}
			const warned = `[...document.querySelectorAll('#fits .warn, #enough .warn')].filter(e => !e.hidden && e.checkVisibility()).map(e => e.innerText).filter(t => !t.includes('retired')).sort().join('\n')`
			if got, want := eval[string](t, p, warned), eval[string](t, q, warned); got != want {
				t.Errorf("warnings = %q, want %q", got, want)
			}
			if got := eval[string](t, p, `[...document.querySelectorAll('figure:not([hidden]) .chart')].filter(e => e.checkVisibility() && !e.querySelector('svg path')).map(e => e.closest('figure').id).join(' ')`); got != "" {
				t.Errorf("charts not drawn: %s", got)
			}
			shoot(t, p, "filter-"+strings.ReplaceAll(c.name, " ", "-"), false)
		})
	}
	follow(t, p, "")
	after := eval[string](t, p, `document.querySelector('main').innerText`)
	for end := time.Now().Add(10 * time.Second); after != before && time.Now().Before(end); { // charts are drawn one a turn
		time.Sleep(pause)
		after = eval[string](t, p, `document.querySelector('main').innerText`)
	}
	if after != before {
		was, is := strings.Split(before, "\n"), strings.Split(after, "\n")
		at := 0
		for at < min(len(was), len(is)) && was[at] == is[at] {
			at++
		}
		t.Errorf("after clearing the filter the page is not as it was: %q, want %q", is[at:min(at+3, len(is))], was[at:min(at+3, len(was))])
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.console) > 0 {
		t.Errorf("console: %s", strings.Join(p.console, "\n"))
	}
}

// TestFilterFew chooses among a handful, and compares the table of single postings and the words about too few with a page
// that Go makes for the same ones.
func TestFilterFew(t *testing.T) {
	ctx := browser(t)
	o := demand.Options{Today: "2026-11-22"}
	in := madeUp(t, 14, 3, o)
	in.Rows[2].Closed, in.Rows[5].Posted = true, "2024-02-01"
	p := open(t, ctx, made(t, in), view{width: 1280, height: 800})
	for fragment, keep := range map[string]func(demand.Row) bool{
		"?role=machine-learning-engineer": func(r demand.Row) bool { return r.Role == "machine-learning-engineer" },
		"?remote=yes":                     func(r demand.Row) bool { return r.Remote == job.Yes },
	} {
		part := in
		part.Rows = nil
		for _, r := range in.Rows {
			if keep(r) {
				part.Rows = append(part.Rows, r)
			}
		}
		part.Result = demand.Measure(part.Rows, in.Vocabulary, o)
		q := open(t, ctx, made(t, part), view{width: 1280, height: 800})
		follow(t, p, fragment)
		for _, script := range []string{
			`[...document.querySelectorAll('#each-table tbody tr')].map(r => [...r.cells].map(c => c.textContent.trim()).join('|')).join('\n')`,
			`document.querySelector('[data-live="lead-build"]').innerText`,
			`[...document.querySelectorAll('[data-live="why"] p')].map(e => e.innerText).filter(t => t.includes('older than a year')).join()`,
		} {
			got, want := eval[string](t, p, script), eval[string](t, q, script)
			got = strings.ReplaceAll(got, "|–|–", "") // a page that is made for too few to rank has no such columns
			if got != want || strings.Contains(script, "each") && want == "" {
				t.Errorf("%s, %d postings: %s =\n%s\nwant\n%s", fragment, len(part.Rows), script, got, want)
			}
		}
	}
}

func columnsOf(o *opened, t *testing.T) string {
	t.Helper()
	return eval[string](t, o, `(e => e ? e.tHead.textContent : '')(document.getElementById('employers-table'))`)
}

func asksFor(r demand.Row, platform string) bool {
	for _, g := range r.Groups {
		for _, id := range g.Terms {
			if id == platform || strings.HasPrefix(id, platform+".") && id != "azure.power-bi" {
				return true
			}
		}
	}
	return false
}

// pause is how long the charts, drawn one a turn, are given.
const pause = 400 * time.Millisecond

// follow puts a choice into the address and waits until the page has followed it, charts included.
func follow(t *testing.T, o *opened, fragment string) {
	t.Helper()
	eval[bool](t, o, `delete document.documentElement.dataset.followed, location.hash = '#`+fragment+`', true`)
	if fragment == "" {
		eval[bool](t, o, `document.querySelectorAll('.chips button').forEach(b => document.querySelector('.chips button')?.click()), true`)
	}
	if _, err := chromedp.Run(o.ctx, chromedp.Poll[bool](`document.documentElement.dataset.followed !== undefined`, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		t.Fatalf("the page did not follow %q: %v", fragment, err)
	}
	time.Sleep(pause)
}
