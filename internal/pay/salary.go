// Package pay reads what a posting pays, as it states it: ends, currency and period, never converted.
//
// Money stands in postings for much else: funding, revenue, bonuses, budgets, the price of a ticket. An amount
// counts as pay by what stands around it in its sentence, and by nothing else:
//
//   - a word of pay nearer than a word of other money ("salary: $120k, bonus $8k": the first, not the second);
//   - a range, a period next to it ("per hour"), a sum that is usual for that period;
//   - a heading of pay right above, or an accepted amount in the line above.
//
// Each is worth points, three make pay; other money in front of an amount rules it out. A number without a
// currency needs the word of pay right in its sentence. "$" is a dollar of the country that the place names, else
// of none. Where nothing states a period the size of the sum tells it, by currency: 5,000 euros are a month's pay.
//
// Example: "Fixum: 65.000 € - 70.000 €" has a word of pay (3) and is a range (2): pay, EUR, by size a year's.
// "We have raised $300M" is in millions and behind "raised": nothing.
package pay

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

// Find finds the pay that a posting's text states, never converted; nil when it states none. place is the job's location: it tells which dollar "$" is, and nothing
// else does.
//
// An amount counts as pay when its line, or a heading right above it, speaks of pay, or a period stands by it
// ("per hour"), and neither speaks of bonus, funding, budgets and the like. Of several different ranges the one that
// is told for the job's town is taken; else they are not settled: the first of the most explicit ones is taken, and
// several says so.
func Find(t *fact.Text, place string) (s *job.Salary, several bool) {
	best, last := 0, -2 // last is the line of the last amount that counted
	here, judged := local{town: town(place)}, 0
	for i, line := range t.Lines {
		if !mayPay(t.Lower[i]) {
			continue
		}
		above := ""
		switch {
		case last == i-1:
			above = "salary" // the list goes on
		case i > 0 && (len(t.Lower[i-1]) < 80 || announced.In(t.Lower[i-1])):
			above = t.Lower[i-1]
		}
		if strings.Contains(line, "\u200d") { // a joiner put around dashes to keep lines whole
			line = strings.ReplaceAll(line, "\u200d", "")
		}
		for _, c := range amounts(line) {
			if judged++; judged > mostAmounts {
				return s, several
			}
			score := c.judge(above)
			if score <= 0 {
				continue
			}
			last = i
			found := c.salary(place)
			here.hear(&c, found)
			if s != nil && score >= best-1 && c.min != c.max && s.Min != s.Max && s.Min > 0 && found.Min != s.Min && found.Max != s.Max {
				several = true
			}
			if score > best {
				if score > best+1 {
					several = false
				}
				s, best = found, score
			}
		}
	}
	if several && here.pay != nil && !here.unsettled {
		return here.pay, false
	}
	return s, several
}

// mostAmounts is how many amounts of a text are judged: what holds more is a price list, and takes its time.
const mostAmounts = 500

// announced are words of a long line that the pay stands below: a heading written as a sentence.
var announced = fact.NewPhrases(true, "listed below", "pay range for this", "pay range offered", "salary range for this", "salaries for this role", "base pay range", "compensation range for this")

// local is the range that a text tells for the job's own town.
type local struct {
	town      string
	pay       *job.Salary
	unsettled bool // it tells several for that town
}

// town is the town of a place ("McLean, VA"), in small letters; empty where it is not written with its region.
func town(place string) string {
	name, _, ok := strings.Cut(strings.ToLower(place), ",")
	if !ok || len(name) < 4 || strings.HasPrefix(name, "remote") {
		return ""
	}
	return name
}

// hear takes note of an amount that the words in front of it tell for the town.
func (l *local) hear(a *amount, s *job.Salary) {
	before, _ := a.around()
	if l.town == "" || a.min == a.max || fact.WordAt(before, l.town, 0) < 0 {
		return
	}
	l.unsettled = l.unsettled || l.pay != nil && (l.pay.Min != s.Min || l.pay.Max != s.Max)
	l.pay = s
}

// mayPay is a cheap test that most lines fail: a digit and either a currency or a word of pay.
func mayPay(low string) bool {
	if !strings.ContainsAny(low, "0123456789") {
		return false
	}
	if strings.ContainsAny(low, "$€£¥₹₽₩₪₺₴") {
		return true
	}
	return codes.In(low) || payWords.In(low)
}

// codes are currencies in letters. They may touch the number in front of them.
var codes = fact.NewPhrases(false, "usd", "eur", "euro", "gbp", "chf", "cad", "aud", "pln", "czk", "kč", "zł", "inr", "brl", "sek", "nok", "dkk", "sgd")

// amount is one sum or range of money in a line.
type amount struct {
	line       string // the line, lower case
	start, end int    // bytes in line
	min, max   float64
	currency   string // as written: a code, or "$"
	raw        string // the words themselves
}

// amounts finds every sum and range in a line. Numbers without any currency count only as ranges, and are
// judged more strictly.
func amounts(line string) []amount {
	var out []amount
	low := strings.ToLower(line)
	if len(low) != len(line) { // letters that change their length with their case: offsets would not fit
		line = low
	}
	for i := 0; i < len(low); {
		a, end := readAmount(line, low, i)
		if end == 0 {
			i++
			continue
		}
		if a.currency != "" || a.max != a.min {
			out = append(out, a)
		}
		i = end
	}
	return out
}

// readAmount reads a sum or a range that begins at line[i]; end is 0 when none does.
func readAmount(line, low string, i int) (a amount, end int) {
	c := line[i]
	if i > 0 && (digit(line[i-1]) || (line[i-1] == '.' || line[i-1] == ',') && digit(c)) {
		return a, 0
	}
	if !digit(c) && c < 0x80 && c != '$' && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') {
		return a, 0
	}
	if !fact.Boundary(line, i) {
		return a, 0
	}
	first, ok := readSum(low, i)
	if !ok {
		return a, 0
	}
	a = amount{line: low, start: i, end: first.end, min: first.value, max: first.value, currency: first.currency}
	if second, ok := readSecond(low, first); ok {
		a.end, a.max = second.end, second.value
		if a.currency == "" || second.currency != "" && second.currency != "$" {
			a.currency = second.currency
		}
		a.min = spread(first, second)
	}
	if a.min == a.max {
		a.named(low)
	}
	if a.min > a.max {
		a.min, a.max = a.max, a.min
	}
	a.raw = line[a.start:a.end]
	return a, a.end
}

// minimum and maximum are the words that name both ends one by one: "Minimum salary: €5,000 a month Maximum salary: €6,500".
var (
	minimum = regexp.MustCompile(`\bmin(?:\.|imum|imaal|imal)?[a-z ]{0,14}[: ]*$`)
	maximum = regexp.MustCompile(`^[^0-9€$£]{0,40}?\bmax(?:\.|imum|imaal|imal)?[a-z ]{0,14}[: ]*`)
)

// named looks behind a sum that a text calls the least for the one that it calls the most.
func (a *amount) named(low string) {
	if !minimum.MatchString(low[max(0, a.start-30):a.start]) {
		return
	}
	at := maximum.FindStringIndex(low[a.end:min(len(low), a.end+90)])
	if at == nil {
		return
	}
	if second, ok := readSum(low, a.end+at[1]); ok && second.value >= a.min {
		a.end, a.max = second.end, second.value
		if a.currency == "" {
			a.currency = second.currency
		}
	}
}

// spread gives the lower end the magnitude that only the upper end shows: "50-80.000", "$120-150k".
func spread(first, second sum) float64 {
	switch {
	case second.thousand && !first.thousand && first.value < 1000:
		return first.value * 1000
	case first.value < 1000 && second.value >= 10000 && first.value*1000 <= second.value:
		return first.value * 1000
	}
	return first.value
}

// sum is one number with its currency.
type sum struct {
	value    float64
	currency string
	thousand bool // a "k" stood behind it
	end      int
}

// readSum reads [currency] number [k] [currency] at s[i].
func readSum(s string, i int) (sum, bool) {
	var out sum
	if cur, n := currencyAt(s, i); n > 0 {
		out.currency = cur
		i += n
		for i < len(s) && (s[i] == ' ' || s[i] == ':') {
			i++
		}
		if cur2, n := currencyAt(s, i); n > 0 { // "USD $198,000"
			if cur2 != "$" {
				out.currency = cur2
			}
			i += n
		}
	}
	value, end := readNumber(s, i)
	if end == 0 {
		return out, false
	}
	out.value, out.end = value, end
	out.suffix(s)
	return out, true
}

// suffix reads what may follow the digits: thousands, ",-", a currency. It leaves sums in millions and
// percentages at value 0.
func (x *sum) suffix(s string) {
	for _, w := range [...]string{"k", " k", " tsd", "tsd", " tys"} {
		if strings.HasPrefix(s[x.end:], w) && fact.Boundary(s, x.end+len(w)) {
			x.value *= 1000
			x.thousand = true
			x.end += len(w)
			break
		}
	}
	for _, w := range [...]string{",--", ",-", ".-", ",—", ",–"} {
		if strings.HasPrefix(s[x.end:], w) && (x.end+len(w) == len(s) || !digit(s[x.end+len(w)])) {
			x.end += len(w)
			break
		}
	}
	j := x.end
	for j < len(s) && s[j] == ' ' {
		j++
	}
	if cur, n := currencyAt(s, j); n > 0 && (x.currency == "" || cur != "$") {
		if next, _ := readNumber(s, j+n); next == 0 || x.currency == "" || cur == x.currency {
			x.currency, x.end = cur, j+n
		}
	}
	rest := strings.TrimLeft(s[x.end:], " ")
	for _, w := range [...]string{"m", "mm", "mn", "b", "bn", "million", "billion", "trillion", "mio", "mrd", "milliard", "%", "+ m", "+m",
		"milli", "mil.", "m+", "b+", "t", "percent"} {
		if strings.HasPrefix(rest, w) && fact.Boundary(rest, len(w)) {
			x.value = 0
		}
	}
}

// joints stand between the two ends of a range.
var joints = []string{"-", "–", "—", "−", "~", "〜", "to", "bis", "tot", "à", "a", "y", "and", "und", "en", "et", "e", "do", "až", "až do", "oraz",
	", max.", ", max", ", maximum", "and -", "en -", "en maximaal", "en max.", "en max", "und maximal", "und höchstens", "and maximum", "and a maximum of",
	"up to", "bis zu", "through", "/", "max", "max.", "- max", "– max", "– max.", "- max.", "bis max.", "and up to"}

// readSecond reads the upper end of a range behind its lower end.
func readSecond(s string, first sum) (sum, bool) {
	i := first.end
	for _, period := range periodMarks { // "$50/hr - $60/hr"
		if strings.HasPrefix(s[i:], period.mark) && period.mark[0] == '/' {
			if i += len(period.mark); strings.HasPrefix(s[i:], ". ") { // "$50/yr. - $60/yr."
				i++
			}
			break
		}
	}
	for i < len(s) && s[i] == ' ' {
		i++
	}
	best := sum{}
	for _, j := range joints {
		if !strings.HasPrefix(s[i:], j) {
			continue
		}
		k := i + len(j)
		letter := j[len(j)-1] >= 'a' && j[len(j)-1] <= 'z'
		if letter && k < len(s) && s[k] != ' ' && s[k] != '$' && s[k] < 0x80 {
			continue
		}
		for k < len(s) && s[k] == ' ' {
			k++
		}
		if second, ok := readSum(s, k); ok && second.value > 0 && second.end > best.end {
			best = second
		}
	}
	return best, best.end > 0 && best.value >= first.value*0.9 && (first.value > 0 || best.value > 0)
}

// readNumber reads digits with the thousands and decimal marks of any country; end is 0 when there are none.
func readNumber(s string, i int) (value float64, end int) {
	j := i
	var digits strings.Builder
	for j < len(s) && digit(s[j]) {
		digits.WriteByte(s[j])
		j++
	}
	if j == i || j-i > 9 {
		return 0, 0
	}
	grouped := false
	for j-i <= 12 {
		n := groupMark(s, j)
		if n == 0 || !(j+n+3 <= len(s) && digit(s[j+n]) && digit(s[j+n+1]) && digit(s[j+n+2])) || j+n+3 < len(s) && digit(s[j+n+3]) {
			break
		}
		if !grouped && j-i > 3 {
			break
		}
		digits.WriteString(s[j+n : j+n+3])
		j += n + 3
		grouped = true
	}
	if j+1 < len(s) && (s[j] == '.' || s[j] == ',') && digit(s[j+1]) {
		k := j + 1
		for k < len(s) && digit(s[k]) {
			k++
		}
		if k-j <= 3 {
			digits.WriteString("." + s[j+1:k])
			j = k
		}
	}
	value, err := strconv.ParseFloat(digits.String(), 64)
	if err != nil {
		return 0, 0
	}
	return value, j
}

// groupMark returns the length of a thousands mark at s[j]; 0 when there is none.
func groupMark(s string, j int) int {
	if j >= len(s) {
		return 0
	}
	switch s[j] {
	case ',', '.', ' ', '\'':
		return 1
	}
	r, n := utf8.DecodeRuneInString(s[j:])
	switch r {
	case 0xA0, 0x202F, 0x2009, '’':
		return n
	}
	return 0
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// In reads pay from one value that is known to state it: the cell of a table, a label's value.
func In(value, place string) *job.Salary {
	s, _ := Find(fact.NewText([]string{"Salary: " + value}), place)
	return s
}
