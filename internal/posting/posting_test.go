package posting

import (
	"fmt"
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

func TestReadTitle(t *testing.T) {
	for _, c := range []struct{ in, known, title, names, location string }{
		{"Job Application for Data Engineer at Acme", "", "Data Engineer", "Acme", ""},
		{"Acme hiring Data Engineer in Oban, Scotland | LinkedIn", "", "Data Engineer", "Acme", "Oban, Scotland"},
		{"Data Engineer at Acme | Y Board", "", "Data Engineer", "Acme", ""},
		{"Acme - Data Engineer", "Data Engineer", "Data Engineer", "Acme", ""},
		{"Data Engineer - Acme - Berlin | Indeed.com", "Data Engineer", "Data Engineer", "Acme", "Berlin"},
		{"(2) Data Engineer | Acme | Kontakta", "Data Engineer", "Data Engineer", "Acme Kontakta", ""},
		{"Entwickler bei Acme GmbH", "Entwickler", "Entwickler", "Acme GmbH", ""},
		{"", "", "", "", ""},
	} {
		got := readTitle(c.in, c.known)
		if got.title != c.title || strings.Join(got.names, " ") != c.names || got.location != c.location {
			t.Errorf("readTitle(%q, %q) = %+v, want %q, %q, %q", c.in, c.known, got, c.title, c.names, c.location)
		}
	}
}

func TestEmployerInText(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"Frequence", "# About Frequence\nFrequence is a leader in local advertising."},
		{"Facebook", "Facebook's mission is to give people the power to build community.\nAt Facebook, we build."},
		{"Chime", "At Chime, we believe everyone can achieve financial peace of mind. Join Chime and build."},
		{"Acme, Inc.", "Acme, Inc. is hiring an engineer. Acme, Inc. is an equal opportunity employer."},
		{"", "Our mission is to eliminate congestion. We are looking for you. Data Engineers are welcome."},
		{"", "The role is new. The ideal candidate is kind. You will join us."},
	} {
		d := draft{}
		for _, l := range strings.Split(c.text, "\n") {
			b := job.Block{Kind: job.Paragraph, Text: l}
			if h, ok := strings.CutPrefix(l, "# "); ok {
				b = job.Block{Kind: job.Heading, Level: 2, Text: h}
			}
			d.Body = append(d.Body, b)
		}
		if got := employerInText(&d); got != c.want {
			t.Errorf("employerInText(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestSpell(t *testing.T) {
	for _, c := range []struct{ slug, text, want string }{
		{"backmarket", "Hi, we’re Back Market. At Back Market we repair.", "Back Market"},
		{"top-hat", "TOP HAT is fun", "TOP HAT"},
		{"permitflow", "see permitflow.com for PermitFlow", "PermitFlow"},
		{"sardine", "nothing here", "Sardine"},
		{"block-labs", "", "Block Labs"},
		{"", "x", ""},
	} {
		if got := spell(c.slug, c.text); got != c.want {
			t.Errorf("spell(%q, %q) = %q, want %q", c.slug, c.text, got, c.want)
		}
	}
}

func TestEmployerInAddress(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://jobs.ashbyhq.com/top-hat/754a", "top-hat"}, {"https://boards.greenhouse.io/gitlab/jobs/1", "gitlab"}, {"https://jobs.lever.co/highspot/x/apply", "highspot"},
		{"https://skerry.wd5.myworkdayjobs.com/External/job/x", "skerry"}, {"https://espeo.recruitee.com/o/x", "espeo"}, {"https://apply.workable.com/j/ABC", ""}, {"https://example.org/jobs/1", ""}, {"::bad", ""},
	} {
		if got := employerInAddress(c.in); got != c.want {
			t.Errorf("employerInAddress(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestTagLine reads lines of short facts in several orders and languages.
func TestTagLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Acme Freight | Denver, CO | Contract, 6 months | $75 - $90 an hour | On-site", "Acme Freight/Denver, CO/contract/no"},
		{"Sorrel Trials, Cork, Ireland. Full-time, on site.", "Sorrel Trials/Cork, Ireland/full-time/no"},
		{"Verrerie Aubanel – Montpellier – CDI – Télétravail partiel", "Verrerie Aubanel/Montpellier/full-time/yes"},
		{"Waterschap De Eemstroom, Amersfoort. 36 uur per week, hybride.", "Waterschap De Eemstroom/Amersfoort//yes"},
		{"Fenwick Mutual, Leeds (hybrid)", "Fenwick Mutual/Leeds//yes"},
		{"Northlight Retail · Munich, Bavaria, Germany · 3 weeks ago · 87 applicants", "Northlight Retail/Munich, Bavaria, Germany//"},
		{"We are looking for somebody who writes letters by hand and by the dozen, every day of the week.", "///"},
	} {
		d := draft{}
		d.tagLine(c.in, now, fromPage, true)
		if got := fmt.Sprintf("%s/%s/%s/%s", d.Employer, d.Location, d.EmploymentType, d.Remote); got != c.want {
			t.Errorf("tagLine(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}

func TestPartOf(t *testing.T) {
	for _, c := range []struct {
		in   string
		want part
	}{
		{"Responsibilities:", dutiesPart}, {"What you’ll do", dutiesPart}, {"🚀 What you'll do as a Data Engineer", dutiesPart}, {"Deine Aufgaben", dutiesPart}, {"Náplň práce", dutiesPart},
		{"Minimum Qualifications", requirementsPart}, {"DEIN PROFIL", requirementsPart}, {"Nice to have", requirementsPart}, {"Wat breng je mee?", requirementsPart},
		{"Benefits & Perks", offerPart}, {"Wir bieten", offerPart}, {"About Acme", companyPart}, {"Similar jobs", noPart}, {"Python", noPart}, {"", noPart},
	} {
		if got := partOf(c.in); got != c.want {
			t.Errorf("partOf(%q) = %d, want %d", c.in, got, c.want)
		}
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
