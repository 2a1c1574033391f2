package advert

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"jobsignal/internal/job"
	"jobsignal/internal/markup"
)

func TestPartOf(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Part
	}{
		{"Responsibilities:", DutiesPart}, {"What you’ll do", DutiesPart}, {"🌱 What you'll do as a Cartographer", DutiesPart}, {"Deine Aufgaben", DutiesPart}, {"Náplň práce", DutiesPart},
		{"Minimum Qualifications", RequirementsPart}, {"DEIN PROFIL", RequirementsPart}, {"Nice to have", RequirementsPart}, {"Wat breng je mee?", RequirementsPart},
		{"Benefits & Perks", OfferPart}, {"Wir bieten", OfferPart}, {"About Acme", CompanyPart}, {"Similar jobs", NoPart}, {"Python", NoPart}, {"", NoPart},
	} {
		if got := PartOf(c.in); got != c.want {
			t.Errorf("PartOf(%q) = %d, want %d", c.in, got, c.want)
		}
	}
}

// TestAdvertises judges texts of several kinds and languages.
func TestAdvertises(t *testing.T) {
	ad := "We are looking for an engineer. You will build pipelines and keep them running for the whole of the winter, with a team that knows how. "
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"short", ad, false},
		{"long enough", strings.Repeat(ad, 3) + "You have years of experience with Python.", true},
		{"german", "Wir suchen eine Entwicklerin (m/w/d). Du bist neugierig und hast Erfahrung mit Python. Deine Bewerbung liest ein Mensch, der sich freut. " + strings.Repeat("Wir bauen Pumpen für die Küste und verkaufen sie bis nach Island. ", 4), true},
		{"news", strings.Repeat("The company sold more pumps than ever before, and its shares rose by four percent on the day. ", 8), false},
		{"privacy", strings.Repeat("We process the personal data of candidates. Your application is personal data. You will find our privacy policy here. ", 6) + "We are looking for you. Years of experience.", false},
	} {
		if got := Weigh([]job.Block{{Kind: job.Paragraph, Text: c.text}}).Advertises(); got != c.want {
			t.Errorf("%s: Advertises = %v, want %v", c.name, got, c.want)
		}
	}
}

// TestContent finds the one advertisement of a page and loses none of its parts.
func TestContent(t *testing.T) {
	const page = `<body><nav><a href="/">Home</a><a href="/jobs">Jobs</a></nav><div class="wrap"><div class="left"><h2>Your tasks</h2><ul><li>Build the pumps that the coast has been waiting for since the last flood but one</li></ul></div>
<div class="right"><h2>Your profile</h2><ul><li>Knowledge of pumps, or of water</li></ul></div><div class="tags"><a class="tag" href="#">Steel</a><a class="tag" href="#">Python</a></div></div>
<div class="cookie-consent">We use cookies and partners, many of them, to make things better for everybody who is here.</div>
<h2>Similar jobs</h2><ul><li><a href="/job/valve-engineer-1">Valve engineer</a></li></ul><footer>Imprint</footer></body>`
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	w := NewPage(markup.LayOut(root))
	var got []string
	for i, used := range w.Content() {
		if used {
			got = append(got, w.Out.Leaves[i].Text)
		}
	}
	text := strings.Join(got, " / ")
	for _, want := range []string{"Your tasks", "Build the pumps", "Your profile", "Knowledge of pumps", "Steel, Python"} {
		if !strings.Contains(text, want) {
			t.Errorf("Content lacks %q: %s", want, text)
		}
	}
	for _, other := range []string{"Home", "cookies", "Imprint"} {
		if strings.Contains(text, other) {
			t.Errorf("Content holds %q: %s", other, text)
		}
	}
}

// TestJobLink tells links to single jobs from searches and forms.
func TestJobLink(t *testing.T) {
	for href, want := range map[string]bool{"/job/data-engineer-4711": true, "https://x.example/jobs/view/123456": true, "/viewjob?jk=abcdef": true, "/rpd/2000130345/": true, "/jobs": false, "/jobs?q=data": false, "/careers": false, "/about": false, "/job/123/apply": false} {
		if got := JobLink(href); got != want {
			t.Errorf("JobLink(%q) = %v, want %v", href, got, want)
		}
	}
}

// TestTidy drops what buttons say and counts list levels from one.
func TestTidy(t *testing.T) {
	got := Tidy([]job.Block{{Kind: job.Heading, Level: 1, Text: "Data Engineer"}, {Kind: job.Paragraph, Text: "Apply now"}, {Kind: job.Paragraph, Text: "Requirements:"}, {Kind: job.Item, Level: 3, Text: "SQL"}, {Kind: job.Paragraph, Text: "•"}}, "Data engineer")
	if len(got) != 2 || got[0].Kind != job.Heading || got[1].Level != 1 {
		t.Errorf("Tidy = %v, want the heading Requirements and one item of level 1", got)
	}
}
