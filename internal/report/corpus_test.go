package report

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
	"jobsignal/internal/prose"
)

// watch is run in a page before its own scripts: it notes every call that a payload would make.
const watch = `window.__ran = []; for (const n of ['alert', 'confirm', 'prompt', 'print', 'open']) window[n] = (...a) => { window.__ran.push(n + ' ' + a.join()); };`

// TestHostileCorpus puts every line of the hostile lists beside the project into every field of a posting: nothing
// runs, nothing is fetched, and the evidence shows each text as it is.
func TestHostileCorpus(t *testing.T) {
	texts := hostileTexts(t)
	ctx := browser(t)
	shown := 0
	for start := 0; start < len(texts); start += 400 {
		batch := texts[start:min(start+400, len(texts))]
		in := filled(t, batch)
		checkStructure(t, made(t, in))
		o := watched(t, ctx, made(t, in))
		eval[bool](t, o, `document.querySelectorAll('details').forEach(d => { d.open = true; }), true`)
		shown += literal(t, o, batch)
		if ran := eval[string](t, o, `JSON.stringify(window.__ran) + document.title.slice(0, 4) + String(window.__pwn)`); ran != "[]Whatundefined" {
			t.Errorf("lines %d to %d: %s", start, start+len(batch), ran)
		}
		o.mu.Lock()
		if len(o.console) > 0 || len(o.requests) != 1 {
			t.Errorf("lines %d to %d: console %.300q, requests %.300q", start, start+len(batch), o.console, o.requests)
		}
		o.mu.Unlock()
	}
	t.Logf("%d texts, executed 0, shown literally %d", len(texts), shown)
	o := watched(t, ctx, []byte(`<!doctype html><body>`+texts[0]+`<img src=x onerror=alert(1)><script>document.documentElement.dataset.ready='1'</script>`))
	if _, err := chromedp.Run(o.ctx, chromedp.Poll[bool](`window.__ran.length > 0`)); err != nil {
		t.Errorf("control: an unescaped page runs nothing: %v", err)
	}
}

// literal opens the evidence of every posting and counts the texts that stand in it, field by field.
func literal(t *testing.T, o *opened, batch []string) (n int) {
	t.Helper()
	want, err := json.Marshal(batch)
	if err != nil {
		t.Fatal(err)
	}
	lost := eval[[]string](t, o, `(() => {
		const fold = (s) => s.replace(/\s+/g, ' '), b = document.createElement('button'), d = document.getElementById('evidence');
		document.querySelector('main').append(b);
		const lost = [];
		`+string(want)+`.forEach((text, i) => {
			b.dataset.key = 'j:' + (i + 1);
			b.click();
			const said = fold(d.textContent);
			for (const field of ['title ', 'employer ', 'file ', 'sentence ', 'section ', 'rule ']) if (!said.includes(fold(field + text))) lost.push(field + text);
			d.close();
		});
		b.remove();
		return lost;
	})()`)
	for _, l := range lost {
		t.Errorf("not shown: %q", l)
	}
	return len(batch) - len(lost)
}

// filled is an input of one posting for each text, the text in every field.
func filled(t *testing.T, texts []string) Input {
	t.Helper()
	in := madeUp(t, len(texts), 3, demand.Options{})
	in.Evidence = nil
	for i, s := range texts {
		r := &in.Rows[i]
		r.Title, r.Employer, r.Location, r.Posted = "title "+s, "employer "+s, s, s
		r.Role, r.Seniority, r.Language = s, s, s
		r.Salary = &job.Salary{Min: 1, Max: 2, Currency: s, Period: s}
		in.Origins[i].Sources, in.Origins[i].URL = []string{"file " + s}, s
		in.Evidence = append(in.Evidence, demand.Evidence{Posting: r.Posting, Term: "aws", Kind: job.Required, Rule: "rule " + s, Section: "section " + s, Sentence: "sentence " + s, Start: 0, End: len("sentence")})
	}
	in.Result = demand.Measure(in.Rows, in.Vocabulary, demand.Options{})
	return in
}

// watched opens a page with the watch in place.
func watched(t *testing.T, ctx context.Context, html []byte) *opened {
	t.Helper()
	return openWith(t, ctx, html, view{width: 1280, height: 800}, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
		return err
	}))
}

// hostileTexts are the lines of the lists, cleaned as the page cleans them and short enough for every field.
func hostileTexts(t *testing.T) []string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "corpus", "hostile")
	files, err := filepath.Glob(filepath.Join(dir, "xss", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("../shared is not here: the lists of hostile text are not run")
	}
	var out []string
	seen := map[string]bool{}
	add := func(s string) {
		if s = prose.Clean(s, 58); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, f := range files {
		for _, line := range lines(t, f) {
			add(line)
		}
	}
	raw, err := os.ReadFile(filepath.Join(dir, "strings", "blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var naughty []string
	if err := json.Unmarshal(raw, &naughty); err != nil {
		t.Fatal(err)
	}
	for _, s := range naughty {
		add(s)
	}
	return out
}

func lines(t *testing.T, path string) []string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	s := bufio.NewScanner(strings.NewReader(string(raw)))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		out = append(out, s.Text())
	}
	if err := s.Err(); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", path, err))
	}
	return out
}
