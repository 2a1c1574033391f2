package fact

import (
	"strings"
)

// employment maps words to the kinds of employment that job.Posting knows, most telling first.
var employment = []struct{ word, kind string }{
	{"internship", "internship"}, {"intern", "internship"}, {"praktikum", "internship"}, {"praktikant", "internship"}, {"stage", "internship"}, {"stagiair", "internship"}, {"trainee", "internship"}, {"working student", "internship"}, {"werkstudent", "internship"}, {"estágio", "internship"}, {"prácticas", "internship"},
	{"part-time", "part-time"}, {"part time", "part-time"}, {"parttime", "part-time"}, {"teilzeit", "part-time"}, {"deeltijd", "part-time"}, {"temps partiel", "part-time"}, {"media jornada", "part-time"}, {"část. úvazek", "part-time"}, {"částečný úvazek", "part-time"}, {"zkrácený úvazek", "part-time"}, {"część etatu", "part-time"},
	{"contractor", "contract"}, {"contract", "contract"}, {"freelance", "contract"}, {"freelancer", "contract"}, {"freiberuflich", "contract"}, {"independent contractor", "contract"}, {"b2b", "contract"}, {"živnost", "contract"}, {"ičo", "contract"},
	{"temporary", "temporary"}, {"temp", "temporary"}, {"seasonal", "temporary"}, {"fixed-term", "temporary"}, {"fixed term", "temporary"}, {"befristet", "temporary"}, {"tijdelijk", "temporary"}, {"cdd", "temporary"}, {"temporal", "temporary"}, {"temporär", "temporary"}, {"bepaalde tijd", "temporary"},
	{"full-time", "full-time"}, {"full time", "full-time"}, {"fulltime", "full-time"}, {"permanent", "full-time"}, {"vollzeit", "full-time"}, {"voltijd", "full-time"}, {"temps plein", "full-time"}, {"cdi", "full-time"}, {"jornada completa", "full-time"}, {"tiempo completo", "full-time"}, {"plný úvazek", "full-time"}, {"práce na plný úvazek", "full-time"}, {"pełny etat", "full-time"}, {"tempo pieno", "full-time"}, {"tempo integral", "full-time"}, {"festanstellung", "full-time"}, {"hpp", "full-time"},
}

// EmploymentTag reads a short label: "FULL_TIME", "Full-time", "FullTime", "Contract", "Vollzeit".
func EmploymentTag(s string) string {
	low := strings.ToLower(strings.NewReplacer("_", "-", "\n", " ").Replace(s))
	if low == "" || len(low) > 80 {
		return ""
	}
	found := ""
	for _, e := range employment {
		if !strings.Contains(low, e.word) || !hasWord(low, e.word) {
			continue
		}
		// "full-time contract": the hours are the kind, unless a label names only the contract
		if found == "" || e.kind == "full-time" && found != "internship" && found != "part-time" {
			found = e.kind
		}
	}
	return found
}

// employmentPhrases state the kind of employment inside a text.
var employmentPhrases = []struct{ phrase, kind string }{
	{"full-time position", "full-time"}, {"full time position", "full-time"}, {"full-time role", "full-time"}, {"full time role", "full-time"}, {"full-time employee", "full-time"}, {"full-time job", "full-time"}, {"full-time employment", "full-time"}, {"full time employment", "full-time"}, {"full-time, ", "full-time"}, {"full time, ", "full-time"},
	{"job type: full", "full-time"}, {"employment type: full", "full-time"}, {"position type: full", "full-time"}, {"time type: full", "full-time"}, {"type: full-time", "full-time"}, {"type: full time", "full-time"}, {"full time regular", "full-time"}, {"regular full", "full-time"}, {"| vollzeit", "full-time"}, {"stelle in vollzeit", "full-time"}, {"festanstellung in vollzeit", "full-time"}, {"vollzeit,", "full-time"}, {"vollzeitstelle", "full-time"}, {"unbefristete festanstellung in vollzeit", "full-time"}, {"status: full", "full-time"}, {"(full-time)", "full-time"}, {"(full time)", "full-time"}, {"a full-time", "full-time"}, {"a full time", "full-time"}, {"as a full", "full-time"},
	{"part-time position", "part-time"}, {"part-time role", "part-time"}, {"type: part", "part-time"}, {"in teilzeit", "part-time"}, {"a part-time", "part-time"},
	{"independent contractor", "contract"}, {"contract position", "contract"}, {"contract role", "contract"}, {"month contract", "contract"}, {"months contract", "contract"}, {"contract-to-hire", "contract"}, {"contract to hire", "contract"}, {"type: contract", "contract"}, {"c2c", "contract"}, {"1099", "contract"}, {"freelance project", "contract"}, {"fixed term contract", "contract"}, {"fixed-term contract", "contract"}, {"contract duration", "contract"},
	{"temporary position", "temporary"}, {"temporary role", "temporary"}, {"type: temporary", "temporary"}, {"befristet auf", "temporary"}, {"befristete stelle", "temporary"}, {"voor bepaalde tijd", "temporary"}, {"tijdelijk contract", "temporary"}, {"arbeidsovereenkomst voor bepaalde tijd", "temporary"},
	{"internship program", "internship"}, {"summer internship", "internship"}, {"this internship", "internship"}, {"type: intern", "internship"},
}

var employmentFinder = finderOf(employmentPhrases)

func finderOf(list []struct{ phrase, kind string }) *Phrases {
	var phrases []string
	for _, p := range list {
		phrases = append(phrases, p.phrase)
	}
	return NewPhrases(true, phrases...)
}

// Employment reads the kind of employment from a title and a text; empty when neither states one.
func Employment(title string, t *Text) string {
	low := strings.ToLower(title)
	for _, w := range []struct{ word, kind string }{
		{"internship", "internship"}, {"intern", "internship"}, {"praktikum", "internship"}, {"praktikant", "internship"},
		{"part-time", "part-time"}, {"part time", "part-time"}, {"teilzeit", "part-time"}, {"contract", "contract"}, {"contractor", "contract"}, {"freelance", "contract"},
		{"temporary", "temporary"}, {"full-time", "full-time"}, {"full time", "full-time"}, {"vollzeit", "full-time"},
	} {
		if hasWord(low, w.word) {
			return w.kind
		}
	}
	for i, low := range t.Lower {
		if len(low) < 40 && !strings.Contains(low, ":") {
			if t := EmploymentTag(low); t != "" && len(strings.Fields(low)) <= 3 {
				return t
			}
		}
		if t.topics[i]&employmentTopic == 0 {
			continue
		}
		if n, _ := employmentFinder.First(low); n >= 0 {
			return employmentPhrases[n].kind
		}
	}
	return ""
}

// yearWords are how texts say years, and the words near by that make them years of experience.
var yearWords = NewPhrases(true, "years", "year", "yrs", "yr", "jahre", "jahren", "jahr", "jaar", "jaren", "ans", "années", "años", "anni", "anos", "lat", "lata", "let", "roky", "rokov", "roku")
var experienceWords = NewPhrases(true, "experience", "experienced", "exp", "background", "working", "work", "track record", "hands-on", "in a similar", "in the field", "professional", "industry", "relevant",
	"erfahrung", "berufserfahrung", "erfahrungen", "ervaring", "werkervaring", "expérience", "experiencia", "esperienza", "experiência", "doświadczenia", "doświadczenie", "zkušenost", "zkušenosti", "praxe", "praxi", "skúseností", "berufstätig", "developing", "building", "in production", "as a", "as an", "of machine", "of mlops", "of data", "in data", "with aws", "with python", "with large", "coding", "programming", "engineering", "development")

// Years returns the smallest number of years of experience that a text asks for; 0 when it states none.
func Years(t *Text) int {
	least := 0
	for i, low := range t.Lower {
		if t.topics[i]&yearsTopic == 0 {
			continue
		}
		yearWords.Each(low, func(_, i int) bool {
			n := yearsBefore(low[:i])
			if n > 0 && n <= 25 && (least == 0 || n < least) && aboutExperience(low, i) {
				least = n
			}
			return true
		})
	}
	return least
}

// yearsBefore reads the number in front of a word for years: "5+", "3-5", "3 to 5", "at least 4 (four)".
func yearsBefore(s string) int {
	s = strings.TrimRight(s, " +)")
	end := len(s)
	start := end
	for start > 0 && digit(s[start-1]) {
		start--
	}
	if start == end {
		word := s[strings.LastIndexByte(s, ' ')+1:]
		return numberWords[strings.Trim(word, "(),")]
	}
	if end-start > 2 {
		return 0
	}
	n := atoi(s[start:end])
	rest := strings.TrimRight(s[:start], " ")
	for _, joint := range []string{"-", "–", "—", "to", "bis", "tot", "à", "a", "do", "až"} {
		if head, ok := strings.CutSuffix(rest, joint); ok {
			head = strings.TrimRight(head, " +")
			i := len(head)
			for i > 0 && digit(head[i-1]) {
				i--
			}
			if i < len(head) && len(head)-i <= 2 {
				return atoi(head[i:])
			}
		}
	}
	if start > 0 && (s[start-1] == '.' || s[start-1] == ',' || s[start-1] == '$' || s[start-1] == '/') {
		return 0
	}
	return n
}

// numberWords are small numbers as texts write them out.
var numberWords = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "zehn": 10, "twee": 2, "drie": 3, "vijf": 5, "zes": 6,
	"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "due": 2, "tre": 3, "quattro": 4, "cinque": 5,
	"dois": 2, "três": 3, "quatro": 4, "dwa": 2, "trzy": 3, "cztery": 4, "pięć": 5, "dva": 2, "tři": 3, "čtyři": 4, "pět": 5}

func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// aboutExperience reports whether the words around speak of experience, not of the age of a firm.
func aboutExperience(low string, i int) bool {
	from, to := max(0, i-60), min(len(low), i+90)
	for _, stop := range []string{". ", "; ", "\n"} {
		if j := strings.LastIndex(low[from:i], stop); j >= 0 {
			from += j + len(stop)
		}
		if j := strings.Index(low[i:to], stop); j >= 0 {
			to = i + j
		}
	}
	around := low[from:to]
	return !otherYears.In(around) && experienceWords.In(around)
}

// otherYears speak of the firm's years, or of age.
var otherYears = NewPhrases(true, "founded", "we have been", "our company", "for over", "for more than", "years old", "in business", "history", "years ago", "years of age", "18 years", "within the last", "in the last", "past")
