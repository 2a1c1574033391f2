package posting

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/job"
)

// TestReasons checks what each kind of page that is no posting is called.
func TestReasons(t *testing.T) {
	for file, want := range map[string]job.Reason{
		"article.html": job.Article, "empty.txt": job.Empty, "error.html": job.ErrorPage, "form.html": job.Form, "fragment.html": job.Fragment,
		"gone.html": job.Gone, "list.html": job.Listing, "login.html": job.Login, "shell.html": job.NeedsBrowser,
	} {
		r := Read(load(t, filepath.Join("testdata", file)))
		if r.Reason != want || len(r.Postings) != 0 {
			t.Errorf("Read(%s) = %d postings, %q (%s), want %q", file, len(r.Postings), r.Reason, r.Detail, want)
		}
	}
}

// TestOneJob checks that a page's other text stays out of the body, and that its tags do not.
func TestOneJob(t *testing.T) {
	r := Read(load(t, filepath.Join("testdata", "sidebar.html")))
	if len(r.Postings) != 1 {
		t.Fatalf("Read(sidebar.html) = %d postings (%s), want 1", len(r.Postings), r.Reason)
	}
	text := r.Postings[0].Text()
	for _, w := range []string{"Azure Architect", "GCP Engineer", "cookies", "Accessibility", "Accept"} {
		if strings.Contains(text, w) {
			t.Errorf("body of sidebar.html holds %q", w)
		}
	}
	for _, w := range []string{"AWS Glue", "Terraform", "Kafka", "dbt", "Spark"} {
		if !strings.Contains(text, w) {
			t.Errorf("body of sidebar.html lacks %q:\n%s", w, text)
		}
	}
}

// TestReadFailures checks that unreadable pages are failures that name the page.
func TestReadFailures(t *testing.T) {
	for _, p := range []job.Page{{Source: "a.bin", Body: []byte("\x00\x01\x02")}, {Source: "b.json", Body: []byte(`{"title": "x"`)}} {
		if r := Read(&p); r.Err == nil || !strings.HasPrefix(r.Err.Error(), p.Source+": ") || r.Reason != "" {
			t.Errorf("Read(%s) = %v, %q, want an error that names it", p.Source, r.Err, r.Reason)
		}
	}
}

// TestDisagreement checks that two places that state a field differently are a warning, and that the first wins.
func TestDisagreement(t *testing.T) {
	page := `<html><head><title>x</title><script type="application/ld+json">{"@type":"JobPosting","title":"Data Engineer","hiringOrganization":{"name":"Strandline"},"description":"` +
		strings.Repeat("You will build pipelines with Python and SQL. ", 8) + `"}</script></head><body><h2 class="topcard__title">Head of Cooking</h2></body></html>`
	r := Read(&job.Page{Source: "x.html", Body: []byte(page)})
	if len(r.Postings) != 1 {
		t.Fatalf("Read = %d postings (%s), want 1", len(r.Postings), r.Reason)
	}
	p := r.Postings[0]
	want := `title: json-ld says "Data Engineer", page says "Head of Cooking"`
	if p.Title != "Data Engineer" || len(p.Warnings) != 1 || p.Warnings[0] != want || p.Origins["title"] != "json-ld" {
		t.Errorf("Read = title %q (%s), warnings %q, want Data Engineer (json-ld), %q", p.Title, p.Origins["title"], p.Warnings, want)
	}
}

// TestHostile reads every hostile file beside the project: none may crash or hang the reader.
func TestHostile(t *testing.T) {
	root := filepath.Join(shared(t), "corpus", "hostile")
	files := 0
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		ld := append(append([]byte(`<html><script type="application/ld+json">{"@type":"JobPosting","x":`), body...), "}</script><p>text</p>"...)
		for _, p := range []job.Page{{Source: path, Body: body}, {Source: path, Format: "html", Body: body}, {Source: path, Format: "html", Body: ld}} {
			start := time.Now()
			if r := Read(&p); r.Err != nil && strings.Contains(r.Err.Error(), "reader stopped") {
				t.Errorf("Read(%s) = %v", path, r.Err)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("Read(%s) took %v", path, took)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d hostile files read", files)
}

// FuzzRead checks that no page makes the reader stop, and that what it returns is whole.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, ".golden") {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := Read(&job.Page{Source: "fuzz", Body: body, Retrieved: now})
		if r.Err != nil && strings.Contains(r.Err.Error(), "reader stopped") {
			t.Fatal(r.Err)
		}
		if r.Err == nil && (len(r.Postings) == 0) != (r.Reason != "") {
			t.Fatalf("Read = %d postings and reason %q", len(r.Postings), r.Reason)
		}
		for _, p := range r.Postings {
			if len(p.Body) == 0 {
				t.Fatalf("posting %q without a body", p.Title)
			}
		}
	})
}
