package fact

import (
	"strings"
	"testing"
	"time"

	"jobsignal/internal/job"
)

func TestDate(t *testing.T) {
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct{ in, want string }{
		{"2026-03-26", "2026-03-26"}, {"2026-03-26T10:00:00Z", "2026-03-26"}, {"2026/03/26", "2026-03-26"}, {"Wed, 19 Aug 2026 23:10:38 GMT", "2026-08-19"},
		{"June 23, 2026", "2026-06-23"}, {"23. Juni 2026", "2026-06-23"}, {"22 novembre 2026", "2026-11-22"}, {"3 mei 2026", "2026-05-03"}, {"12 października 2026", "2026-10-12"},
		{"26.03.2026", "2026-03-26"}, {"26/03/2026", "2026-03-26"}, {"03/26/2026", "2026-03-26"}, {"05/04/2026", "2026-04-05"}, {"1784736705020", "2026-07-22"}, {"1609459200", "2021-01-01"},
		{"3 days ago", "2026-11-22"}, {"Posted 2 weeks ago", "2026-11-11"}, {"vor 3 Tagen", "2026-11-22"}, {"il y a 2 jours", "2026-11-23"}, {"30+ days ago", "2026-10-26"}, {"heute", "2026-11-25"}, {"gestern", "2026-11-24"}, {"Just posted", "2026-11-25"},
		{"401k", ""}, {"soon", ""}, {"2026-13-45", ""}, {"0000-00-00", ""}, {"31.02.2026", ""}, {"", ""}, {"Version 1.2.3", ""},
	} {
		if got := Date(c.in, now); got != c.want {
			t.Errorf("Date(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := Date("3 days ago", time.Time{}); got != "" {
		t.Errorf("Date without a now = %q, want none", got)
	}
}

func TestRemote(t *testing.T) {
	for _, c := range []struct {
		title, place, text string
		want               job.Answer
	}{
		{"Data Engineer", "Remote (Europe)", "", job.Yes}, {"Data Engineer (Remote)", "Berlin", "", job.Yes}, {"Data Engineer", "Berlin", "Work from home up to three days a week.", job.Yes},
		{"", "", "This is a hybrid role, 3 days per week in our office.", job.Yes}, {"", "", "Homeoffice ist möglich.", job.Yes}, {"", "", "Hybrid", job.Yes}, {"", "", "Mobiles Arbeiten", job.Yes},
		{"", "", "This seat is not eligible for remote work.", job.No}, {"", "", "You are onsite 5 days per week in our Boston office.", job.No},
		{"", "", "This is an on-site role in Frisco, TX.", job.No}, {"", "", "30 days of leave, work on site.", job.No},
		{"", "", "Experience with remote sensing and hybrid cloud.", job.Unknown}, {"", "", "Remote office budget", job.Unknown}, {"", "", "You lead distributed teams.", job.Unknown}, {"", "Munich", "We build cars.", job.Unknown},
	} {
		if got := Remote(c.title, c.place, NewText([]string{c.text})); got != c.want {
			t.Errorf("Remote(%q, %q, %q) = %q, want %q", c.title, c.place, c.text, got, c.want)
		}
	}
}

func TestEmployment(t *testing.T) {
	for _, c := range []struct{ title, text, want string }{
		{"", "Full-time", "full-time"}, {"", "You join us in a full-time position.", "full-time"}, {"Data Intern", "", "internship"}, {"Engineer (contract)", "", "contract"},
		{"", "We offer benefits to full-time employees.", ""}, {"", "a 6-month contract", "contract"}, {"", "voor bepaalde tijd", "temporary"}, {"", "Sign the contract of employment", ""},
	} {
		if got := Employment(c.title, NewText([]string{c.text})); got != c.want {
			t.Errorf("Employment(%q, %q) = %q, want %q", c.title, c.text, got, c.want)
		}
	}
	for _, c := range []struct{ tag, want string }{
		{"FULL_TIME", "full-time"}, {"FullTime", "full-time"}, {"Permanent, full-time", "full-time"}, {"PART_TIME", "part-time"}, {"CONTRACTOR", "contract"}, {"Vollzeit", "full-time"}, {"Jornada completa", "full-time"}, {"INTERN", "internship"}, {"Temporary", "temporary"}, {"Remote", ""},
	} {
		if got := EmploymentTag(c.tag); got != c.want {
			t.Errorf("EmploymentTag(%q) = %q, want %q", c.tag, got, c.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for want, text := range map[string]string{
		"en": "You will build the pipelines that feed our models, and you will keep them running for the whole team.",
		"de": "Du entwickelst mit uns die Plattform und bist für den Betrieb der Modelle in der Cloud verantwortlich.",
		"nl": "Je bouwt samen met het team aan een platform en je bent verantwoordelijk voor de kwaliteit van onze data.",
		"fr": "Vous développez les modèles avec une équipe de six personnes et vous êtes responsable de la qualité des données.",
		"es": "Buscamos a una persona con experiencia en datos para trabajar con el equipo de modelos y en la nube.",
		"it": "Il team sviluppa la piattaforma per i modelli e si occupa della qualità dei dati con gli altri gruppi.",
		"pt": "Procuramos uma pessoa com experiência para o time de dados, que não tem medo de modelos e da nuvem.",
		"pl": "Szukamy osoby do zespołu danych, która nie boi się chmury i która będzie pracować z nami nad modelami.",
		"cs": "Hledáme kolegu do týmu, který se nebojí dat a který bude s námi pracovat na modelech, nabízíme také školení.",
		"":   "SQL Python AWS",
	} {
		if got := Language(text); got != want {
			t.Errorf("Language(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestYears(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"5+ years of experience with Python", 5}, {"3-5 years of experience", 3}, {"At least four years of MLOps or DevOps", 4}, {"mindestens 3 Jahre Berufserfahrung", 3}, {"Minimaal 3 jaar ervaring met SQL", 3},
		{"seit 4 Jahren in Teilzeit berufstätig", 4}, {"Experiencia de al menos 5 años en tareas parecidas", 5}, {"2 to 4 yrs experience", 2},
		{"We have been in business for 20 years", 0}, {"founded 5 years ago", 0}, {"401(k) after 1 year", 0}, {"You are 18 years of age", 0}, {"", 0},
	} {
		if got := Years(NewText([]string{c.text})); got != c.want {
			t.Errorf("Years(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

func TestRoleAndSeniority(t *testing.T) {
	for _, c := range []struct{ title, role, level string }{
		{"Senior Machine Learning Engineer", "ml-engineer", "senior"}, {"MLOps Engineer (f/m/x)", "mlops-engineer", ""}, {"ML Platform Engineer", "mlops-engineer", ""}, {"Applied Scientist II", "applied-scientist", "mid"},
		{"Junior Data Scientist", "data-scientist", "junior"}, {"Generative AI Engineer", "ai-engineer", ""}, {"Head of Data Engineering", "data-engineer", "manager"}, {"Principal Solutions Architect", "solution-architect", "lead"},
		{"Product Manager, Growth", "product-manager", ""}, {"KI-Ingenieur (m/w/d)", "ai-engineer", ""}, {"Data Analyst", "data-analyst", ""}, {"Nurse", "", ""}, {"Engineering Manager, Data", "", "manager"}, {"Werkstudent IT", "", "junior"},
	} {
		if got := Role(c.title); got != c.role {
			t.Errorf("Role(%q) = %q, want %q", c.title, got, c.role)
		}
		if got := Seniority(c.title); got != c.level {
			t.Errorf("Seniority(%q) = %q, want %q", c.title, got, c.level)
		}
	}
}

func TestCountry(t *testing.T) {
	for _, c := range []struct{ place, want string }{
		{"Oakland, CA", "US"}, {"Hayward, CA 94041", "US"}, {"Toronto, ON", "CA"}, {"Ontario, CA, US USA", "US"}, {"kansas city, mo, us", "US"}, {"Berlin", "DE"}, {"Canada,United States", ""}, {"Remote", ""}, {"Markt Indersdorf", ""}, {"IN / Remote (IN)", ""},
	} {
		if got := Country(c.place); got != c.want {
			t.Errorf("Country(%q) = %q, want %q", c.place, got, c.want)
		}
	}
}

// TestLooksLikePlace tells places from firms that bear the name of one.
func TestLooksLikePlace(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{"Oban, Scotland", true}, {"Berlin", true}, {"Frankfurt am Main", true}, {"Greater Boston Area", true}, {"East London", true}, {"Melbourne VIC", true},
		{"Pune, India", true}, {"Remote (EU)", true}, {"New York, NY 10017", true},
		{"Skerry Nederland", false}, {"University of Michigan", false}, {"Boston Lantern Trading", false}, {"Fjord Global", false}, {"Heron Germany GmbH", false},
		{"Quill", false}, {"", false},
	} {
		if got := LooksLikePlace(c.in); got != c.want {
			t.Errorf("LooksLikePlace(%q) = %v, want %v", c.in, got, c.want)
		}
	}
}

// TestPhrases checks word boundaries and that the longest phrase is found.
func TestPhrases(t *testing.T) {
	p := NewPhrases(true, "pay", "pay range", "été", "c++")
	for _, c := range []struct {
		text  string
		which int
		at    int
	}{{"the pay range is", 1, 4}, {"payment", -1, -1}, {"repay", -1, -1}, {"un été à", 2, 3}, {"l'été", 2, 2}, {"pay", 0, 0}, {"c++", 3, 0}, {"", -1, -1}, {"p", -1, -1}} {
		if n, at := p.First(c.text); n != c.which || at != c.at {
			t.Errorf("First(%q) = %d at %d, want %d at %d", c.text, n, at, c.which, c.at)
		}
	}
}

// FuzzFacts checks that no text makes a reader panic.
func FuzzFacts(f *testing.F) {
	for _, s := range []string{"$120k–150k a year", "50-80.000 Kč", "3 days ago", "5+ years of experience", "€4.214 – Max. €6.227", "\u200d$1\xff", "İ $5", "1'0", "$$$-$", "hybrid"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := NewText(strings.Split(s, "\n"))
		Years(text)
		Remote(s, s, text)
		Employment(s, text)
		text.Language()
		Date(s, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
		Role(s)
		Seniority(s)
		LooksLikePlace(s)
		IsTown(s)
	})
}
