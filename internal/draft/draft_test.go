package draft

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/job"
)

// now is when the lines were read.
var now = time.Date(2026, 10, 15, 12, 0, 0, 0, time.UTC)

func TestReadTitle(t *testing.T) {
	for _, c := range []struct{ in, known, title, names, location string }{
		{"Job Application for Data Engineer at Acme", "", "Data Engineer", "Acme", ""},
		{"Acme hiring Data Engineer in Oban, Scotland | LinkedIn", "", "Data Engineer", "Acme", "Oban, Scotland"},
		{"Data Engineer at Acme | Y Board", "", "Data Engineer", "Acme", ""},
		{"Acme - Data Engineer", "Data Engineer", "Data Engineer", "Acme", ""},
		{"Data Engineer - Acme - Berlin | Indeed.com", "Data Engineer", "Data Engineer", "Acme", "Berlin"},
		{"(2) Data Engineer | Acme | Kontakta", "Data Engineer", "Data Engineer", "Acme Kontakta", ""},
		{"Entwickler bei Acme GmbH", "Entwickler", "Entwickler", "Acme GmbH", ""},
		{"Data Engineer | Acme Careers", "Data Engineer", "Data Engineer", "Acme", ""},
		{"Data Engineer | Working at the Old Mill", "Data Engineer", "Data Engineer", "", ""},
		{"Data Engineer in Dayton, Ohio | Careers", "", "Data Engineer", "", "Dayton, Ohio"},
		{"", "", "", "", ""},
	} {
		got := ReadTitle(c.in, c.known)
		if got.Title != c.title || strings.Join(got.Names, " ") != c.names || got.Location != c.location {
			t.Errorf("ReadTitle(%q, %q) = %+v, want %q, %q, %q", c.in, c.known, got, c.title, c.names, c.location)
		}
	}
}

func TestEmployerInText(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"Frequence", "# About Frequence\nFrequence is a leader in local advertising."},
		{"Facebook", "Facebook's mission is to give people the power to build community.\nAt Facebook, we build."},
		{"Chime", "At Chime, we believe everyone can achieve financial peace of mind. Join Chime and build."},
		{"Acme, Inc.", "Acme, Inc. is hiring an engineer. Acme, Inc. is an equal opportunity employer."},
		{"Skerry & Co.", "Skerry & Co. (XNYS: SKY) is a leading maker of lanterns."},
		{"Lantern Works", "We trust Lantern Works. Lantern Works enables ships to see. At Lantern Works, we care."},
		{"Heron Labs", "# About Heron\nHeron Labs is a small firm. Heron Labs is an equal opportunity employer. Heron was founded in May."},
		{"Fundación Faro", "En Fundación Faro tenemos tolerancia cero.\nLa política de Fundación Faro."},
		{"Quillon", "Data work at Quillon means ships. We at Quillon like Quillon's lanterns, and Quillon likes us."},
		{"", "Junior to lead. You know Java SE 8, and Java SE is what we ask for."},
		{"", "We run Windows Server SE 2019 and nothing else."},
		{"Gezeiten SE", "Die Gezeiten SE misst. Zur Gezeiten SE kommen Leute."},
		{"", "Feedback is a gift. Moreover, we like it."},
		{"", "# About Dayton\nDayton is a fine town."},
		{"", "Our mission is to eliminate congestion. We are looking for you. Data Engineers are welcome."},
		{"", "The role is new. The ideal candidate is kind. You will join us."},
	} {
		d := Draft{Posting: job.Posting{Location: "Dayton, Ohio", Language: "en"}}
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
		if got := Spell(c.slug, c.text); got != c.want {
			t.Errorf("Spell(%q, %q) = %q, want %q", c.slug, c.text, got, c.want)
		}
	}
}

func TestEmployerInAddress(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://jobs.ashbyhq.com/top-hat/754a", "top-hat"}, {"https://boards.greenhouse.io/gitlab/jobs/1", "gitlab"}, {"https://jobs.lever.co/highspot/x/apply", "highspot"},
		{"https://skerry.wd5.myworkdayjobs.com/External/job/x", "skerry"}, {"https://espeo.recruitee.com/o/x", "espeo"}, {"https://apply.workable.com/j/ABC", ""}, {"https://example.org/jobs/1", ""}, {"::bad", ""},
	} {
		if got := EmployerInAddress(c.in); got != c.want {
			t.Errorf("EmployerInAddress(%q) = %q, want %q", c.in, got, c.want)
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
		{"People • Customers • Trust", "///"},
		{"In the end, people matter.", "///"},
		{"Ann Arbor, MI, United States", "/Ann Arbor, MI, United States//"},
		{"We are looking for somebody who writes letters by hand and by the dozen, every day of the week.", "///"},
	} {
		d := Draft{}
		d.TagLine(c.in, now, FromPage, true)
		if got := fmt.Sprintf("%s/%s/%s/%s", d.Employer, d.Location, d.EmploymentType, d.Remote); got != c.want {
			t.Errorf("tagLine(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}

// TestSet checks that the first place wins, that another value is a warning, and that more of the same is none.
func TestSet(t *testing.T) {
	d := Draft{}
	d.SetTitle(" Data &amp; AI Engineer, ", FromLD)
	d.SetTitle("Data & AI engineer", FromPage)
	d.SetTitle("Cook", FromPage)
	d.SetTitle("!!!", FromText)
	if d.Title != "Data & AI Engineer" || d.Origins["title"] != FromLD || len(d.Warnings) != 1 {
		t.Errorf("title = %q from %s, warnings %q, want one warning", d.Title, d.Origins["title"], d.Warnings)
	}
}

// TestNoPlace leaves out what stands in the field of the place and is none.
func TestNoPlace(t *testing.T) {
	for _, c := range []struct{ location, want string }{
		{"Oban, Scotland", "Oban, Scotland"}, {"No office location", ""}, {"N/A", ""}, {"Tidewater Gauges", ""},
	} {
		d := Draft{}
		d.SetLocation(c.location, FromLD)
		d.SetEmployer("Tidewater Gauges", FromLD)
		Finish(&job.Page{}, &d.Posting)
		if origin, ok := d.Origins["location"]; d.Location != c.want || ok != (c.want != "") {
			t.Errorf("location %q is read as %q from %q, want %q", c.location, d.Location, origin, c.want)
		}
	}
}

// TestFinish reads from the text what no field stated.
func TestFinish(t *testing.T) {
	j := job.Posting{Title: "Senior Data Engineer", Location: "Austin, TX", Body: []job.Block{
		{Kind: job.Paragraph, Text: "Northwind Grid is hiring an engineer who will keep the data of the grid in order for the next ten winters."},
		{Kind: job.Item, Level: 2, Text: "5+ years of experience with Python, and with the people who wrote it."},
		{Kind: job.Paragraph, Text: "This is a full-time position. Pay: $120k - $150k. Work from home when you like."},
		{Kind: job.Paragraph, Text: "Apply now"},
	}}
	Finish(&job.Page{URL: "https://northwind.example/7"}, &j)
	got := fmt.Sprint(j.Employer, "/", j.Language, "/", j.Remote, "/", j.EmploymentType, "/", j.Years, "/", j.Role, "/", j.Seniority, "/", j.URL, "/", j.Salary.Max, j.Salary.Currency, "/", len(j.Body), j.Body[1].Level)
	want := "Northwind Grid/en/yes/full-time/5/data-engineer/senior/https://northwind.example/7/150000USD/3 1"
	if got != want {
		t.Errorf("Finish = %s, want %s", got, want)
	}
}

// TestGiven says that a list of sources fills in only what the page leaves open.
func TestGiven(t *testing.T) {
	given := map[string]string{"name": "Northwind Tools", "place": "Oban", "tags": "ml"}
	for _, c := range []struct{ employer, location, wantEmployer, wantLocation, wantFrom string }{
		{"", "", "Northwind Tools", "Oban", "given given"},
		{"Lantern Works", "", "Lantern Works", "Oban", " given"},
		{"Lantern Works", "Dayton, Ohio", "Lantern Works", "Dayton, Ohio", " "},
	} {
		j := job.Posting{Title: "Data Engineer", Employer: c.employer, Location: c.location}
		Finish(&job.Page{Given: given}, &j)
		from := j.Origins["employer"] + " " + j.Origins["location"]
		if j.Employer != c.wantEmployer || j.Location != c.wantLocation || from != c.wantFrom || len(j.Warnings) > 0 {
			t.Errorf("Finish(%q, %q) = %q, %q from %q, warnings %q; want %q, %q from %q", c.employer, c.location, j.Employer, j.Location, from, j.Warnings, c.wantEmployer, c.wantLocation, c.wantFrom)
		}
	}
}
