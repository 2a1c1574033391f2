package pay

import (
	"strings"
	"testing"
	"time"

	"jobsignal/internal/fact"
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
		{"pay for this seat: $131k - $158k annually in Tulsa, OK.", "Tulsa, OK", 131000, 158000, "USD", "year"},
		{"USD $171,000 - USD $244,000 base salary", "", 171000, 244000, "USD", "year"},
		{"Our estimate of the salary today: $118,400 to $149,600 CAD.", "", 118400, 149600, "CAD", "year"},
		{"The salary range is $50,000 - $120,000 per year (Gross in USD)", "Brazil, Remote", 50000, 120000, "USD", "year"},
		{"The hourly pay for this role will range from $48.10 to $83.70 per hour.", "Duluth, MN", 48.1, 83.7, "USD", "hour"},
		{"$75 - $90 an hour", "Denver, CO", 75, 90, "USD", "hour"},
		{"$50/hr - $60/hr, W2", "Remote, US", 50, 60, "USD", "hour"},
		{"Rate: €500–€600 per day", "Netherlands", 500, 600, "EUR", "day"},
		{"Fixum: 57.000 € - 63.000 €", "Kassel", 57000, 63000, "EUR", "year"},
		{"Per maand min. €3.905 – max. €5.480 (bruto)", "Breda", 3905, 5480, "EUR", "month"},
		{"Je salaris ligt tussen €4.300 en €4.900 naar ervaring.", "Zwolle", 4300, 4900, "EUR", "month"},
		{"Salary of 72.000,- - 81.000,-", "Utrecht", 72000, 81000, "", "year"},
		{"Plat: 46 000 \u200d–\u200d 71 000 CZK", "Olomouc", 46000, 71000, "CZK", "month"},
		{"mzda 45-70.000 Kč", "Brno", 45000, 70000, "CZK", "month"},
		{"20 000 – 26 000 PLN miesięcznie (B2B)", "Wrocław", 20000, 26000, "PLN", "month"},
		{"Gehalt: ab 62.000 Euro im Jahr", "Köln", 62000, 0, "EUR", "year"},
		{"Bis zu 88.000 € im Jahr, je nach Erfahrung", "Nürnberg", 0, 88000, "EUR", "year"},
		{"Up to £550 per day", "London", 0, 550, "GBP", "day"},
		{"We pay £58,000 to £66,000 a year, and sponsor the exam.", "Edinburgh", 58000, 66000, "GBP", "year"},
		{"€62,000 a year, health insurance, and a dog.", "Cork", 62000, 62000, "EUR", "year"},
		{"Salaire : 45 000 € à 55 000 € brut annuel", "Lyon", 45000, 55000, "EUR", "year"},
		{"CHF 110'000 - 130'000 pro Jahr", "Zürich", 110000, 130000, "CHF", "year"},
		{"compensation: R$ 12.000 - R$ 15.000 por mês", "São Paulo", 12000, 15000, "BRL", "month"},
		{"between $101,500.00-$160,200.00 earns our engineer. Pay", "Macon, GA", 101500, 160200, "USD", "year"},
		{"Salari: 14000/16000€ Brut/any", "Girona", 14000, 16000, "EUR", "year"},
		{"A gross salary between €3.900,- and - €5.700,- for 40 hours", "Breda", 3900, 5700, "EUR", "month"},
		{"een bruto maandsalaris van minimaal € 4.150,- en maximaal € 6.020,- (schaal 10)", "Zeist", 4150, 6020, "EUR", "month"},
		{"Salary, scale 11 (min. €4310, max. €5980 gross per month).", "Delft", 4310, 5980, "EUR", "month"},
		{"Gehalt bis ca. 48.000 € – 75.000 € regelmäßige Schulungen und spannende Fälle", "Jever", 48000, 75000, "EUR", "year"},
		{"en vooral een leuke baan met een salaris tussen de 4.100,- en 4.900,- bruto voor 36 uur", "Zeist", 4100, 4900, "", "month"},
		{"The salary is commensurate with experience and industry knowledge, ranging between $95,000 to $115,000 annually.", "Boise, ID", 95000, 115000, "USD", "year"},
		{"salary range:: usd $151,000.00/yr. - usd $187,000.00/yr.", "Fresno, CA", 151000, 187000, "USD", "year"},
		{"Minimum salaris: €5.400 bruto per maand Maximum salaris: €6.900 bruto per maand", "Hoorn, NL", 5400, 6900, "EUR", "month"},
		{"You earn a minimum of €3,100 a month, and 25 days off at most.", "Breda", 3100, 0, "EUR", "month"},
		{"een max. salaris van € 7.500, bonusregeling en leaseauto", "Arnhem", 0, 7500, "EUR", "month"},
		{"• Up to €78,000", "Leiden", 0, 78000, "EUR", "year"},
		// what is no pay
		{"Disability insurance that pays 60% of an employee's salary up to a maximum of $9,000 per month", "US", 0, 0, "", ""},
		{"Life insurance of two times the employee's annual salary, up to a maximum payout of $300,000;", "US", 0, 0, "", ""},
		{"Up to $30,000 in adoption assistance", "US", 0, 0, "", ""},
		{"We have raised over $300M in funding.", "US", 0, 0, "", ""},
		{"Sign-up bonus 8,000 USD", "", 0, 0, "", ""},
		{"an annual learning budget of $2,000 per year", "US", 0, 0, "", ""},
		{"Voor elke gereden kilometer €0,19 terug", "NL", 0, 0, "", ""},
		{"a $900B industry with $8-$12 trillion", "US", 0, 0, "", ""},
		{"401(k) with 4% match, $500 home office stipend", "US", 0, 0, "", ""},
		{"10-15 customers a day, 2,000 employees, 24/7", "", 0, 0, "", ""},
		{"5-10 years of experience", "", 0, 0, "", ""},
		{"Competitive salary, 28 days off", "", 0, 0, "", ""},
		{"Post a job for $299", "", 0, 0, "", ""},
		{"our customers manage $5 billion in assets a year", "", 0, 0, "", ""},
	} {
		got, _ := Find(fact.NewText(strings.Split(c.text, "\n")), c.place)
		if got == nil {
			if c.max != 0 || c.min != 0 {
				t.Errorf("Find(%q) = nil, want %v–%v", c.text, c.min, c.max)
			}
			continue
		}
		if got.Min != c.min || got.Max != c.max || got.Currency != c.currency || got.Period != c.period {
			t.Errorf("Find(%q, %q) = %+v, want %v–%v %s a %s", c.text, c.place, *got, c.min, c.max, c.currency, c.period)
		}
	}
}

// TestSalaryLines reads pay from its own line under a heading, and leaves several ranges unsettled.
func TestSalaryLines(t *testing.T) {
	if s, several := Find(fact.NewText([]string{"Salary range", "$100,000–$160,000"}), "United States"); s == nil || s.Max != 160000 || several {
		t.Errorf("Find(under a heading) = %+v, several %v, want 160000", s, several)
	}
	announced := []string{"The pay range offered for this position is told below, and may vary with what you have done before and with where you work.", "$40.15 - $71.30benefits"}
	if s, _ := Find(fact.NewText(announced), "Duluth, MN"); s == nil || s.Max != 71.30 || s.Period != job.PeriodHour {
		t.Errorf("Find(under a long line) = %+v, want 71.30 an hour", s)
	}
	towns := []string{"Salaries for this role are listed below.", "Duluth, MN: $101,000 - $121,000 for engineers", "Macon, GA: $92,000 - $105,000 for engineers"}
	if s, several := Find(fact.NewText(towns), "Macon, GA, US"); s == nil || s.Max != 105000 || several {
		t.Errorf("Find(towns) = %+v, several %v, want the range of Macon", s, several)
	}
	if s, several := Find(fact.NewText(towns), "Oban, Scotland"); s == nil || !several {
		t.Errorf("Find(other towns) = %+v, several %v, want several", s, several)
	}
	if s, _ := Find(fact.NewText([]string{"Compensation", "• $131.5k – $160.2k • offers equity • offers bonus"}), "Tulsa, OK"); s == nil || s.Max != 160200 {
		t.Errorf("Find(among other items) = %+v, want 160200", s)
	}
	zones := []string{"Salary by zone", "Zone A: USD $171,000 - USD $244,000", "Zone B: USD $160,700 - USD $229,400"}
	if _, several := Find(fact.NewText(zones), ""); !several {
		t.Error("Find(zones) is settled, want several")
	}
}

// TestLongLine reads lines of a megabyte that are nothing but amounts: once that took minutes.
func TestLongLine(t *testing.T) {
	for _, unit := range []string{"min $5 ", "$5-", "$1,", "salary $5 ", "bruto 5.000 . "} {
		line := strings.Repeat(unit, 1<<20/len(unit))
		start := time.Now()
		Find(fact.NewText([]string{line}), "Berlin, DE")
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("Find(%q, a megabyte of it) took %v, want a second or so", unit, d)
		}
	}
}

// FuzzFind checks that no text makes the reader panic, and that ends are in order.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"$120k–150k a year", "45-70.000 Kč", "salary €3.905 – Max. €5.480", "\u200d$1\xff", "İ $5", "pay 1'0", "$$$-$"} {
		f.Add(s, "Berlin")
	}
	f.Fuzz(func(t *testing.T, s, place string) {
		got, _ := Find(fact.NewText(strings.Split(s, "\n")), place)
		if got != nil && got.Max > 0 && got.Min > got.Max {
			t.Errorf("Find(%q) = %+v, ends out of order", s, *got)
		}
		CurrencyOf(s, place)
	})
}
