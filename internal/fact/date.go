package fact

import (
	"strconv"
	"strings"
	"time"
)

// Date reads a date as sites write it and returns it as 2006-01-02; empty when there is none. now is when the
// page was fetched: dates like "3 days ago" are counted from it, and stay unread when it is zero. Where day and
// month could be either, the day comes first unless the value says otherwise.
func Date(s string, now time.Time) string {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 80 {
		return ""
	}
	if d, ok := isoDate(s); ok {
		return d
	}
	if d, ok := epoch(s); ok {
		return d
	}
	low := strings.ToLower(s)
	if d, ok := wordDate(low); ok {
		return d
	}
	if d, ok := numberDate(s); ok {
		return d
	}
	return relative(low, now)
}

func day(y, m, d int) (string, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1990 || y > 2100 || m < 1 || m > 12 || t.Day() != d {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// isoDate finds 2026-03-26 or 2026/03/26 at the start of s, whatever follows.
func isoDate(s string) (string, bool) {
	if len(s) < 10 || (s[4] != '-' && s[4] != '/' && s[4] != '.') || s[7] != s[4] {
		return "", false
	}
	y, err1 := strconv.Atoi(s[:4])
	m, err2 := strconv.Atoi(s[5:7])
	d, err3 := strconv.Atoi(s[8:10])
	if err1 != nil || err2 != nil || err3 != nil {
		return "", false
	}
	return day(y, m, d)
}

// epoch reads seconds or milliseconds since 1970.
func epoch(s string) (string, bool) {
	whole, _, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || len(whole) < 9 {
		return "", false
	}
	if n > 1e11 {
		n /= 1000
	}
	if n < 631152000 || n > 4102444800 { // 1990 to 2100
		return "", false
	}
	return time.Unix(n, 0).UTC().Format(time.DateOnly), true
}

// months are names of months, whole or cut, to their number.
var months = []struct {
	name string
	n    int
}{
	{"jan", 1}, {"januar", 1}, {"styczeń", 1}, {"stycznia", 1}, {"ledna", 1}, {"enero", 1}, {"ene", 1}, {"gennaio", 1}, {"feb", 2}, {"fév", 2}, {"luty", 2}, {"lutego", 2}, {"února", 2},
	{"mar", 3}, {"mär", 3}, {"maart", 3}, {"mrt", 3}, {"března", 3}, {"apr", 4}, {"avr", 4}, {"abr", 4}, {"kwietnia", 4}, {"dubna", 4}, {"may", 5}, {"mai", 5}, {"mei", 5}, {"maj", 5}, {"mayo", 5}, {"maio", 5}, {"maggio", 5}, {"května", 5},
	{"jun", 6}, {"juin", 6}, {"giugno", 6}, {"czerwca", 6}, {"června", 6}, {"jul", 7}, {"juil", 7}, {"luglio", 7}, {"lipca", 7}, {"července", 7}, {"aug", 8}, {"août", 8}, {"aou", 8}, {"ago", 8}, {"sierpnia", 8}, {"srpna", 8},
	{"sep", 9}, {"set", 9}, {"wrz", 9}, {"září", 9}, {"oct", 10}, {"okt", 10}, {"out", 10}, {"ott", 10}, {"paź", 10}, {"října", 10}, {"nov", 11}, {"listopadu", 11}, {"listopada", 11}, {"dec", 12}, {"dez", 12}, {"déc", 12}, {"dic", 12}, {"gru", 12}, {"prosince", 12},
}

// wordDate reads dates with the month in letters: "June 23, 2026", "23. Juni 2026", "26 Mar 2026 10:00".
func wordDate(low string) (string, bool) {
	y, m, d := 0, 0, 0
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '-' || r == '/' || r == '\u00a0' }) {
		if n, err := strconv.Atoi(strings.TrimRight(w, "stndrhª°º.")); err == nil && digit(w[0]) {
			switch {
			case n > 1900 && n < 2100 && y == 0:
				y = n
			case n >= 1 && n <= 31 && d == 0:
				d = n
			}
			continue
		}
		if m == 0 {
			m = month(w)
		}
	}
	if y == 0 || m == 0 || d == 0 {
		return "", false
	}
	return day(y, m, d)
}

// month finds the longest name that w begins with.
func month(w string) int {
	best, n := 0, 0
	for _, m := range months {
		if strings.HasPrefix(w, m.name) && len(m.name) > best {
			best, n = len(m.name), m.n
		}
	}
	return n
}

// numberDate reads 26.03.2026, 26/03/2026, 03/26/2026.
func numberDate(s string) (string, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == '/' || r == '-' || r == ' ' })
	if len(parts) < 3 {
		return "", false
	}
	a, err1 := strconv.Atoi(parts[0])
	b, err2 := strconv.Atoi(parts[1])
	y, err3 := strconv.Atoi(parts[2])
	if err1 != nil || err2 != nil || err3 != nil {
		return "", false
	}
	if y < 100 {
		y += 2000
	}
	if b > 12 || strings.Contains(s, "/") && strings.HasSuffix(s, "M") { // month first: "3/26/2026 2:00 PM"
		a, b = b, a
	}
	return day(y, b, a)
}

// units are words for spans of time to their days.
var units = []struct {
	word string
	days int
}{
	{"minute", 0}, {"min", 0}, {"hour", 0}, {"stunde", 0}, {"heure", 0}, {"uur", 0}, {"hora", 0}, {"hodin", 0}, {"godzin", 0}, {"day", 1}, {"tag", 1}, {"dag", 1}, {"jour", 1}, {"día", 1}, {"dia", 1}, {"giorn", 1}, {"dní", 1}, {"dny", 1}, {"dni", 1}, {"dnem", 1},
	{"week", 7}, {"woche", 7}, {"weken", 7}, {"semaine", 7}, {"semana", 7}, {"settiman", 7}, {"týdn", 7}, {"tygod", 7}, {"month", 30}, {"monat", 30}, {"maand", 30}, {"mois", 30}, {"mes", 30}, {"měsíc", 30}, {"miesi", 30},
}

// relative reads "3 days ago", "vor 2 Wochen", "today", "30+ days ago".
func relative(low string, now time.Time) string {
	if now.IsZero() {
		return ""
	}
	for _, w := range []string{"today", "just posted", "just now", "heute", "vandaag", "aujourd'hui", "hoy", "hoje", "oggi", "dnes", "dzisiaj"} {
		if hasWord(low, w) {
			return now.Format(time.DateOnly)
		}
	}
	for _, w := range []string{"yesterday", "gestern", "gisteren", "hier", "ayer", "ontem", "ieri", "včera", "wczoraj"} {
		if hasWord(low, w) {
			return now.AddDate(0, 0, -1).Format(time.DateOnly)
		}
	}
	fields := strings.Fields(low)
	for i, f := range fields {
		n, err := strconv.Atoi(strings.TrimRight(f, "+"))
		if err != nil && (f == "a" || f == "an" || f == "einem" || f == "einer" || f == "un" || f == "une") {
			n, err = 1, nil
		}
		if err != nil || i+1 >= len(fields) || n > 400 {
			continue
		}
		for _, u := range units {
			if strings.HasPrefix(fields[i+1], u.word) {
				return now.AddDate(0, 0, -n*u.days).Format(time.DateOnly)
			}
		}
	}
	return ""
}

// Past reports whether a date (2006-01-02) lies before the day of now; false when either is missing.
func Past(date string, now time.Time) bool {
	return date != "" && !now.IsZero() && date < now.Format(time.DateOnly)
}
