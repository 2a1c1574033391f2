package pay

import (
	"slices"
	"strings"

	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

// payWords say that a line speaks of pay.
var payWords = fact.NewPhrases(true, "salary", "salaries", "compensation", "pay range", "base pay", "pay rate", "hourly rate", "day rate", "daily rate", "base range",
	"pay scale", "wage", "wages", "annual base", "base salary", "remuneration", "ote", "pay for this", "range for this", "paying", "rate", "stipend for interns",
	"earn", "earns", "earnings", "pays", "pay", "hiring range", "annualized", "annually", "per annum", "p.a.", "ctc", "package", "range",
	"gehalt", "jahresgehalt", "monatsgehalt", "vergütung", "bruttogehalt", "fixum", "entgelt", "stundenlohn", "lohn", "verdienst", "jahresbrutto", "brutto",
	"gehaltsspanne", "mindestgehalt", "kollektivvertrag", "salaris", "salarisindicatie", "maandsalaris", "bruto", "uurloon", "loon", "beloning", "uurtarief", "tarief",
	"salaire", "rémunération", "brut", "package annuel", "tjm", "salario", "salari", "retribució", "remuneración", "retribución", "sueldo", "bruto anual", "retribuzione", "ral", "stipendio",
	"salário", "remuneração", "wynagrodzenie", "stawka", "pensja", "mzda", "mzdy", "plat", "platové", "odměna", "měsíčně", "lön", "løn", "gage")

// otherMoney says that an amount is something else than the job's pay.
var otherMoney = fact.NewPhrases(true, "zielgehalt", "zieleinkommen", "on-target earnings", "on target earnings", "target earnings", "raised", "funding", "series a", "series b", "series c", "series d", "valuation", "valued", "revenue", "revenues", "arr", "gmv", "investors",
	"bonus", "bonuses", "stipend", "allowance", "reimbursement", "reimburse", "budget", "referral", "per kilometer", "per km", "401", "match", "voucher",
	"in assets", "assets under", "aum", "transactions", "discount", "credit", "fee", "deductible", "insurance", "industry", "market", "grant",
	"customers", "savings", "economy", "sales of", "worth of", "contribution", "learning", "wellness", "equity", "relocation", "sign-on", "signing", "sing-up",
	"zuschuss", "prämie", "reisekosten", "umsatz", "vergoeding", "reiskosten", "budżet", "dofinansowanie", "příspěvek", "prime", "donated", "donation", "commission",
	"donations", "portfolio", "project value", "projects", "volume", "per employee", "tuition", "priced", "pricing", "headcount", "fte", "ftes", "users", "people", "perk", "perks", "home office setup", "equipment", "payout", "maximum benefit")

// topics are those words of otherMoney that a sentence about pay may hold as well.
var topics = fact.NewPhrases(true, "industry", "market", "customers", "projects", "volume", "learning", "people", "users")

// judge says how sure the amount is the job's pay; 0 means it is not. above is the line before.
func (a *amount) judge(above string) int {
	if a.max <= 0 {
		return 0
	}
	before, behind := a.around()
	score := 0
	period := a.period()
	cue := payWords.Last(before)
	other := otherMoney.Last(before)
	if a.min != a.max && cue < other && payWords.In(before) && a.periodNext(behind) && topics.Last(before) == other {
		other = -1 // "commensurate with industry knowledge, between $90,000 and $105,000 annually"
	}
	nextCue, nextOther := next(payWords, behind), next(otherMoney, behind)
	switch {
	case strings.Contains(before, "% of"): // of a salary, by an insurance: a share of pay, not the pay
		return 0
	case cue > other:
		score += 3
	case other >= 0:
		return 0
	case nextOther < 25 && nextCue >= nextOther && !a.periodNext(behind):
		return 0
	case nextCue < 40:
		score += 2
	case payWords.In(above) && !otherMoney.In(above):
		score += 2
	}
	alone := a.alone(highEnds)
	if a.min != a.max || alone {
		score += 2
	}
	if period != "" {
		score += 2
		if a.usual(period) {
			score++
		}
	}
	if a.currency == "" {
		score -= 2
		if cue < 0 || a.min == a.max || nextOther < 25 { // a number without a currency needs the word right before it
			return 0
		}
	}
	short := len(strings.TrimSpace(a.line)) <= len(a.raw)+30
	if score < 3 && !(short && a.currency != "" && (a.min != a.max || alone)) {
		return 0
	}
	if !a.plausible(period) && !(period == "" && score >= 4 && a.hourly()) {
		return 0
	}
	if strings.Contains(before, "base") {
		score++
	}
	return score
}

// alone reports a line that says an end and a year's sum, and nothing else: "Up to €80,000".
func (a *amount) alone(ends []string) bool {
	before := strings.Trim(a.line[:a.start], " •-*")
	return a.max >= 20_000 && strings.TrimSpace(a.line[a.end:]) == "" && slices.Contains(ends, before)
}

// hourly reports a range with cents at both ends that people are paid by the hour: "$41.83 - $74.04".
func (a *amount) hourly() bool {
	return a.min >= 7 && a.min < a.max && a.max <= 250 && strings.Count(a.raw, ".")+strings.Count(a.raw, ",") == 2
}

// periodNext reports whether a period follows the amount at once: what comes behind it is another thing.
func (a *amount) periodNext(behind string) bool {
	for _, m := range periodMarks {
		if i := markAt(behind, m.mark); i >= 0 && i <= 2 {
			return true
		}
	}
	return false
}

// usual reports a sum that is pay for its period, and seldom anything else.
func (a *amount) usual(period string) bool {
	switch period {
	case job.PeriodHour:
		return a.max >= 7 && a.max <= 500
	case job.PeriodDay:
		return a.max >= 100 && a.max <= 5000
	case job.PeriodMonth:
		return a.max >= 1500
	case job.PeriodYear:
		return a.max >= 20_000
	}
	return false
}

// shortened are words whose point ends no sentence.
var shortened = []string{"ca", "min", "max", "approx", "inkl", "incl", "bzw", "circa", "mind", "est"}

// around returns the words of the same sentence before and behind the amount, lower case.
func (a *amount) around() (before, behind string) {
	// Cut first: in a text of one long line, sentences would be looked for to its end for every amount.
	before, behind = a.line[max(0, a.start-160):a.start], a.line[a.end:min(len(a.line), a.end+80)]
	for _, stop := range [...]string{". ", "! ", "? ", "; ", "\n", " | ", " • "} {
		if i := strings.LastIndex(before, stop); i >= 0 && !(stop == ". " && endsWithAny(before[:i], shortened)) {
			before = before[i+len(stop):]
		}
		if i := strings.Index(behind, stop); i >= 0 {
			behind = behind[:i]
		}
	}
	return before, behind
}

// next returns where the first of the phrases begins in s, a large number when none does.
func next(p *fact.Phrases, s string) int {
	if _, i := p.First(s); i >= 0 {
		return i
	}
	return 1 << 20
}

// periodMark is how a text says the period that pay is for.
type periodMark struct{ mark, period string }

// periodMarks are looked for behind an amount first, then in front of it.
var periodMarks = []periodMark{
	{"per hour", job.PeriodHour}, {"/hour", job.PeriodHour}, {"/ hour", job.PeriodHour}, {"/hr", job.PeriodHour}, {"/ hr", job.PeriodHour}, {"/h", job.PeriodHour},
	{"an hour", job.PeriodHour}, {"hourly", job.PeriodHour}, {"per hr", job.PeriodHour}, {"p/h", job.PeriodHour}, {"pro stunde", job.PeriodHour}, {"/std", job.PeriodHour},
	{"/stunde", job.PeriodHour}, {"per uur", job.PeriodHour}, {"uurloon", job.PeriodHour}, {"uurtarief", job.PeriodHour}, {"stundenlohn", job.PeriodHour}, {"por hora", job.PeriodHour},
	{"de l'heure", job.PeriodHour}, {"all'ora", job.PeriodHour}, {"/godz", job.PeriodHour}, {"na godzinę", job.PeriodHour}, {"/hod", job.PeriodHour}, {"na hodinu", job.PeriodHour}, {"/uur", job.PeriodHour}, {"za hodinu", job.PeriodHour},
	{"per day", job.PeriodDay}, {"/day", job.PeriodDay}, {"/ day", job.PeriodDay}, {"a day", job.PeriodDay}, {"day rate", job.PeriodDay}, {"daily", job.PeriodDay}, {"pro tag", job.PeriodDay},
	{"tagessatz", job.PeriodDay}, {"per dag", job.PeriodDay}, {"/dag", job.PeriodDay}, {"/tag", job.PeriodDay}, {"par jour", job.PeriodDay}, {"/jour", job.PeriodDay}, {"tjm", job.PeriodDay}, {"al día", job.PeriodDay}, {"/md", job.PeriodDay}, {"p/d", job.PeriodDay},
	{"per week", job.PeriodWeek}, {"/week", job.PeriodWeek}, {"/wk", job.PeriodWeek}, {"a week", job.PeriodWeek}, {"weekly", job.PeriodWeek}, {"pro woche", job.PeriodWeek},
	{"per month", job.PeriodMonth}, {"/month", job.PeriodMonth}, {"/ month", job.PeriodMonth}, {"/mo", job.PeriodMonth}, {"a month", job.PeriodMonth}, {"monthly", job.PeriodMonth},
	{"pro monat", job.PeriodMonth}, {"im monat", job.PeriodMonth}, {"/monat", job.PeriodMonth}, {"/ monat", job.PeriodMonth}, {"monatlich", job.PeriodMonth}, {"monatsgehalt", job.PeriodMonth}, {"per maand", job.PeriodMonth}, {"/maand", job.PeriodMonth},
	{"maandsalaris", job.PeriodMonth}, {"p/m", job.PeriodMonth}, {"p.m.", job.PeriodMonth}, {"par mois", job.PeriodMonth}, {"/mois", job.PeriodMonth}, {"mensuel", job.PeriodMonth},
	{"al mes", job.PeriodMonth}, {"mensual", job.PeriodMonth}, {"mensuales", job.PeriodMonth}, {"por mês", job.PeriodMonth}, {"mensal", job.PeriodMonth}, {"al mese", job.PeriodMonth}, {"mensili", job.PeriodMonth},
	{"miesięcznie", job.PeriodMonth}, {"/mies", job.PeriodMonth}, {"mies.", job.PeriodMonth}, {"měsíčně", job.PeriodMonth}, {"za měsíc", job.PeriodMonth}, {"/měs", job.PeriodMonth}, {"/ měsíc", job.PeriodMonth}, {"/měsíc", job.PeriodMonth}, {"mesačne", job.PeriodMonth},
	{"per year", job.PeriodYear}, {"/year", job.PeriodYear}, {"/ year", job.PeriodYear}, {"/yr", job.PeriodYear}, {"/ yr", job.PeriodYear}, {"a year", job.PeriodYear}, {"annually", job.PeriodYear},
	{"annual", job.PeriodYear}, {"annualized", job.PeriodYear}, {"annum", job.PeriodYear}, {"p.a.", job.PeriodYear}, {"p.a", job.PeriodYear}, {"pa", job.PeriodYear}, {"yearly", job.PeriodYear}, {"/annum", job.PeriodYear},
	{"pro jahr", job.PeriodYear}, {"im jahr", job.PeriodYear}, {"/jahr", job.PeriodYear}, {"jährlich", job.PeriodYear}, {"jahresgehalt", job.PeriodYear}, {"jahresbruttogehalt", job.PeriodYear}, {"jahresbrutto", job.PeriodYear}, {"bruttojahresgehalt", job.PeriodYear}, {"brutto/jahr", job.PeriodYear},
	{"per jaar", job.PeriodYear}, {"/jaar", job.PeriodYear}, {"op jaarbasis", job.PeriodYear}, {"jaarsalaris", job.PeriodYear}, {"par an", job.PeriodYear}, {"/an", job.PeriodYear}, {"annuel", job.PeriodYear}, {"annuels", job.PeriodYear}, {"/any", job.PeriodYear}, {"l'any", job.PeriodYear}, {"al año", job.PeriodYear}, {"/año", job.PeriodYear}, {"/mes", job.PeriodMonth}, {"anuales", job.PeriodYear}, {"anual", job.PeriodYear},
	{"por ano", job.PeriodYear}, {"all'anno", job.PeriodYear}, {"annui", job.PeriodYear}, {"annua", job.PeriodYear}, {"ral", job.PeriodYear}, {"rocznie", job.PeriodYear}, {"ročně", job.PeriodYear}, {"lpa", job.PeriodYear}, {"ctc", job.PeriodYear},
}

// period returns the period stated by the amount, empty when its sentence states none.
func (a *amount) period() string {
	before, behind := a.around()
	best, at := "", 1<<20
	for _, m := range periodMarks {
		if i := markAt(behind, m.mark); i >= 0 && i < at && i < 45 {
			best, at = m.period, i
		}
	}
	if best != "" {
		return best
	}
	last := -1
	// A long mark may be stuck to the word in front of it, as scraped texts have it: "ContractHourly rate".
	for _, m := range periodMarks {
		if i := strings.LastIndex(before, m.mark); i > last && (m.mark[0] == '/' || len(m.mark) > 5 || fact.Boundary(before, i)) && markAt(before[i:], m.mark) == 0 {
			best, last = m.period, i
		}
	}
	return best
}

// markAt finds a period mark; one that begins with a slash may follow a word directly.
func markAt(s, mark string) int {
	if mark[0] != '/' {
		return fact.WordAt(s, mark, 0)
	}
	i := strings.Index(s, mark)
	if i < 0 || !fact.Boundary(s, i+len(mark)) {
		return -1
	}
	return i
}

// monthly are currencies of countries where pay is usually told by the month; there the size of the sum does
// not tell month from year as it does elsewhere.
var monthly = map[string]float64{"CZK": 400_000, "PLN": 60_000, "HUF": 3_000_000, "RUB": 1_000_000, "UAH": 300_000, "RON": 60_000}

// guessPeriod tells the period from the size of the sum when nothing states it.
func (a *amount) guessPeriod() string {
	top := a.max
	if limit, ok := monthly[a.currency]; ok {
		if top < limit && top > 2000 {
			return job.PeriodMonth
		}
		return job.PeriodYear
	}
	switch {
	case top < 250:
		return job.PeriodHour
	case top < 1500:
		return job.PeriodDay
	case top < 18_000:
		return job.PeriodMonth
	}
	return job.PeriodYear
}

// plausible rules out sums that no job pays for the period.
func (a *amount) plausible(period string) bool {
	if a.currency == "INR" || a.currency == "JPY" || a.currency == "HUF" || a.currency == "KRW" || a.currency == "IDR" || a.currency == "VND" {
		return a.max >= 100
	}
	switch period {
	case job.PeriodYear:
		return a.max >= 5_000 && a.max <= 3_000_000
	case job.PeriodMonth:
		return a.max >= 200
	case "":
		return a.max >= 1_000 && a.max <= 3_000_000
	}
	return a.max >= 5
}

// openEnds are words before a single amount that make it one end of a range.
var lowEnds = []string{"from", "ab", "starting at", "starts at", "minimum", "minimum of", "minimum salary", "minimum salaris", "at least", "mindestens", "vanaf", "à partir de", "desde", "a partire da", "od", "min", "min."}
var highEnds = []string{"up to", "bis zu", "bis", "tot", "max", "max.", "maximum", "maximal", "maximaal", "max. salaris van", "maximum salaris van", "maximaal salaris van", "maximum salary of", "max. salary of", "jusqu'à", "hasta", "fino a", "até", "do", "až", "až do", "as much as"}

// salary makes the value of the amount.
func (a *amount) salary(place string) *job.Salary {
	period := a.period()
	if period == "" {
		period = a.guessPeriod()
	}
	if a.currency == "$" {
		a.currency = a.namedDollar()
	}
	s := &job.Salary{Min: a.min, Max: a.max, Currency: Currency(a.currency, place), Period: period, Text: strings.TrimSpace(a.raw)}
	if a.min == a.max {
		before := strings.TrimRight(a.line[:a.start], " :(") // the whole line: "max. salaris van" is one phrase
		switch {
		case endsWithAny(before, highEnds):
			s.Min = 0
		case endsWithAny(before, lowEnds):
			s.Max = 0
		case strings.HasPrefix(strings.TrimLeft(a.line[a.end:], " "), "+"):
			s.Max = 0
		}
	}
	return s
}

// namedDollar looks for the code of a dollar in the words behind the amount: "$50,000 per year (gross in USD)".
func (a *amount) namedDollar() string {
	_, behind := a.around()
	for _, code := range []string{"usd", "cad", "aud", "nzd", "sgd", "hkd"} {
		if i := fact.WordAt(behind, code, 0); i >= 0 && i < 45 {
			return strings.ToUpper(code)
		}
	}
	return "$"
}

func endsWithAny(s string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) && fact.Boundary(s, len(s)-len(w)) {
			return true
		}
	}
	return false
}

// PeriodOf tells the period of a sum that states none by its size, as Find does.
func PeriodOf(top float64, currency string) string {
	a := amount{max: top, currency: currency}
	return a.guessPeriod()
}

// CurrencyOf reads a currency's sign or name ("€", "US$", "Euro"); "$" is settled by the place.
func CurrencyOf(sign, place string) string {
	code, n := currencyAt(strings.ToLower(sign), 0)
	if n == 0 {
		return ""
	}
	return Currency(code, place)
}
