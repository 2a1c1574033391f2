package fact

import (
	"strings"
	"testing"
	"time"

	"jobsignal/internal/job"
)

// TestSalary reads pay as texts state it, and nothing that is not pay.
func TestSalary(t *testing.T) {
	for _, c := range []struct {
		text, place string
		min, max    float64
		currency    string
		period      string
	}{
		{"The salary range is $120,000 - $150,000 per year.", "Austin, TX", 120000, 150000, "USD", "year"},
		{"The salary range is $120,000 - $150,000 per year.", "", 120000, 150000, "", "year"},
		{"The salary range is $120,000 - $150,000 per year.", "Toronto, Ontario", 120000, 150000, "CAD", "year"},
		{"Pay: $120k–150k", "United States", 120000, 150000, "USD", "year"},
		{"pay range for this role is $120k - $150k annually for Hayward, CA.", "Hayward, CA", 120000, 150000, "USD", "year"},
		{"USD $198,000 - USD $297,000 base salary", "", 198000, 297000, "USD", "year"},
		{"A reasonable estimate of the current range is $142,300 to $187,800 CAD.", "", 142300, 187800, "CAD", "year"},
		{"The salary range is $50,000 - $120,000 per year (Gross in USD)", "Brazil, Remote", 50000, 120000, "USD", "year"},
		{"The hourly pay for this role will range from $60.20 to $107.40 per hour.", "Minnetonka, MN", 60.2, 107.4, "USD", "hour"},
		{"$75 - $90 an hour", "Denver, CO", 75, 90, "USD", "hour"},
		{"$50/hr - $60/hr, W2", "Remote, US", 50, 60, "USD", "hour"},
		{"Rate: €500–€600 per day", "Netherlands", 500, 600, "EUR", "day"},
		{"Fixum: 65.000 € - 70.000 €", "München", 65000, 70000, "EUR", "year"},
		{"Maandsalaris Min €4.214 – Max. €6.227 (bruto)", "Den Haag", 4214, 6227, "EUR", "month"},
		{"Salaris tussen de €5.000 en €5.500, afhankelijk van jouw werkervaring.", "Nunspeet", 5000, 5500, "EUR", "month"},
		{"Salary of 85.000,- - 95.000,-", "Amsterdam", 85000, 95000, "", "year"},
		{"Plat: 50 000 ‍–‍ 80 000 CZK", "Plzeň", 50000, 80000, "CZK", "month"},
		{"mzda 50-80.000 Kč", "Praha", 50000, 80000, "CZK", "month"},
		{"20 000 – 26 000 PLN miesięcznie (B2B)", "Wrocław", 20000, 26000, "PLN", "month"},
		{"Gehalt: ab 62.000 Euro im Jahr", "Köln", 62000, 0, "EUR", "year"},
		{"Bis zu 88.000 € im Jahr, je nach Erfahrung", "Nürnberg", 0, 88000, "EUR", "year"},
		{"Up to £550 per day", "London", 0, 550, "GBP", "day"},
		{"We pay £58,000 to £66,000 a year, and sponsor the exam.", "Edinburgh", 58000, 66000, "GBP", "year"},
		{"€62,000 a year, health insurance, and a dog.", "Cork", 62000, 62000, "EUR", "year"},
		{"Salaire : 45 000 € à 55 000 € brut annuel", "Lyon", 45000, 55000, "EUR", "year"},
		{"CHF 110'000 - 130'000 pro Jahr", "Zürich", 110000, 130000, "CHF", "year"},
		{"compensation: R$ 12.000 - R$ 15.000 por mês", "São Paulo", 12000, 15000, "BRL", "month"},
		{"between $128,400.00-$215,800.00 earns our engineer. Pay", "Atlanta, GA", 128400, 215800, "USD", "year"},
		// what is no pay
		{"We have raised over $300M in funding.", "US", 0, 0, "", ""},
		{"Sign-up bonus 8,000 USD", "", 0, 0, "", ""},
		{"an annual learning budget of $2,000 per year", "US", 0, 0, "", ""},
		{"Reiskostenvergoeding van €0,21 per kilometer", "NL", 0, 0, "", ""},
		{"a $900B industry with $8-$12 trillion", "US", 0, 0, "", ""},
		{"401(k) with 4% match, $500 home office stipend", "US", 0, 0, "", ""},
		{"10-15 customers a day, 2,000 employees, 24/7", "", 0, 0, "", ""},
		{"5-10 years of experience", "", 0, 0, "", ""},
		{"Competitive salary, 28 days off", "", 0, 0, "", ""},
		{"Post a job for $299", "", 0, 0, "", ""},
		{"our customers manage $5 billion in assets a year", "", 0, 0, "", ""},
	} {
		got, _ := Salary(NewText(strings.Split(c.text, "\n")), c.place)
		if got == nil {
			if c.max != 0 || c.min != 0 {
				t.Errorf("Salary(%q) = nil, want %v–%v", c.text, c.min, c.max)
			}
			continue
		}
		if got.Min != c.min || got.Max != c.max || got.Currency != c.currency || got.Period != c.period {
			t.Errorf("Salary(%q, %q) = %+v, want %v–%v %s a %s", c.text, c.place, *got, c.min, c.max, c.currency, c.period)
		}
	}
}

// TestSalaryLines reads pay from its own line under a heading, and leaves several ranges unsettled.
func TestSalaryLines(t *testing.T) {
	if s, several := Salary(NewText([]string{"Salary range", "$100,000–$160,000"}), "United States"); s == nil || s.Max != 160000 || several {
		t.Errorf("Salary(under a heading) = %+v, several %v, want 160000", s, several)
	}
	zones := []string{"Salary by zone", "Zone A: USD $198,000 - USD $297,000", "Zone B: USD $188,100 - USD $282,100"}
	if _, several := Salary(NewText(zones), ""); !several {
		t.Error("Salary(zones) is settled, want several")
	}
}

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
		{"", "", "This position is not eligible for remote work.", job.No}, {"", "", "You must be available to be onsite 5 days per week in our NYC office.", job.No},
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
		{"", "Full-time", "full-time"}, {"", "This is a full-time position.", "full-time"}, {"Data Intern", "", "internship"}, {"Engineer (contract)", "", "contract"},
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
		{"seit 4 Jahren in Vollzeit berufstätig", 4}, {"Experiencia de por lo menos 5 años en puestos similares", 5}, {"2 to 4 yrs experience", 2},
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
		Salary(text, s)
		Years(text)
		Remote(s, s, text)
		Employment(s, text)
		text.Language()
		Date(s, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
		Role(s)
		Seniority(s)
		LooksLikePlace(s)
		IsTown(s)
		CurrencyOf(s, s)
	})
}
