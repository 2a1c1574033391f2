package unique

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// title is what of a posting's title says which job it is.
type title struct {
	words  []string // outside brackets, sorted
	aside  []string // inside brackets, sorted
	levels []string // of both, sorted
}

// readTitle leaves out marks of gender, numbers of requisitions, ways of working, and the posting's own place.
func readTitle(text, place string) title {
	var t title
	var places []string
	eachWord(plainLetters(place), func(w string) { places = append(places, w) })
	core, aside := brackets(oneSpelling(text))
	take := func(text string, list *[]string) {
		last := ""
		eachWord(text, func(w string) {
			switch {
			case isNumber(w):
				// "R-120045", "Req 7781": what stands before the number is part of it.
				if n := len(*list); n > 0 && (*list)[n-1] == last && len(last) <= 3 {
					*list = (*list)[:n-1]
				}
			case titleNoise(w) || slices.Contains(places, w):
			case isLevel(plainWord(w)):
				t.levels = append(t.levels, plainWord(w))
			default:
				*list = append(*list, plainWord(w))
			}
			last = w
		})
	}
	take(core, &t.words)
	take(aside, &t.aside)
	for _, list := range []*[]string{&t.words, &t.aside, &t.levels} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return t
}

// within reports whether every word of a is in b. What stands in the brackets of one title may say more than in those of
// another, but not something else ("(Databricks)", "(Gemini)").
func within(a, b words) bool {
	return !slices.ContainsFunc(a, func(w uint32) bool { return !slices.Contains(b, w) })
}

// plainLetters takes accents off and makes letters small.
func plainLetters(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

// oneSpelling joins names that titles write in two ways, and drops the counter that agencies put at the end ("Engineer-5").
func oneSpelling(title string) string {
	title = plainLetters(title)
	if i := strings.LastIndexByte(title, '-'); i > 0 && i < len(title)-1 && i > len(title)-4 && title[i-1] != ' ' && strings.Trim(title[i+1:], "0123456789") == "" {
		title = title[:i]
	}
	return strings.NewReplacer("gen ai", "genai", "generative ai", "genai", "full stack", "fullstack", "back end", "backend",
		"front end", "frontend", "machine learning", "ml", "artificial intelligence", "ai", "full-stack", "fullstack",
		"back-end", "backend", "front-end", "frontend", "gen-ai", "genai").Replace(title)
}

// brackets parts a name into what stands outside and inside brackets. A name all in brackets is outside; brackets about
// the place of work are left out.
func brackets(s string) (outside, inside string) {
	var out, in, one strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(' || r == '[':
			depth++
			one.WriteByte(' ')
		case r == ')' || r == ']':
			if depth = max(0, depth-1); !aboutPlace(one.String()) {
				in.WriteString(one.String())
			}
			one.Reset()
			out.WriteByte(' ')
		case depth == 0:
			out.WriteRune(r)
		default:
			one.WriteRune(r)
		}
	}
	in.WriteString(one.String())
	if strings.TrimSpace(out.String()) == "" {
		return s, ""
	}
	return out.String(), in.String()
}

// aboutPlace reports brackets such as "(Remote or hybrid, 3 days in Alpharetta)".
func aboutPlace(s string) bool {
	for _, w := range []string{"remote", "hybrid", "onsite", "on-site", "home office"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// plainWord brings spellings of one word together.
func plainWord(w string) string {
	switch w {
	case "sr", "snr":
		return "senior"
	case "jr":
		return "junior"
	case "1":
		return "i"
	case "2":
		return "ii"
	case "3":
		return "iii"
	case "4":
		return "iv"
	case "eng":
		return "engineer"
	case "developer":
		return "engineer"
	}
	return strings.TrimSuffix(strings.TrimSuffix(w, "in"), "innen")
}

// isLevel reports whether a word is about rank; two ranks are two jobs.
func isLevel(w string) bool {
	switch w {
	case "senior", "junior", "lead", "principal", "staff", "intern", "internship", "trainee", "werkstudent", "praktikum",
		"manager", "director", "head", "chief", "associate", "i", "ii", "iii", "iv", "v":
		return true
	}
	return false
}

// titleNoise reports words that do not tell jobs apart.
func titleNoise(w string) bool {
	switch w {
	case "m", "w", "d", "f", "x", "div", "gn", "h", "mwd", "remote", "hybrid", "onsite", "site", "office", "home", "homeoffice",
		"new", "urgent", "hiring", "job", "full", "part", "time", "contract", "w2", "c2c", "in", "at", "for", "the", "a",
		"an", "and", "of", "und", "fur", "us", "usa", "all", "genders", "gesucht", "position", "role", "copy", "vollzeit", "teilzeit":
		return true
	}
	return false
}

// isNumber reports whether a word is the number of a requisition or a postcode.
func isNumber(w string) bool {
	digits := 0
	for _, r := range w {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits >= 4
}

// employerWords returns an employer's name without its legal form and brackets.
func employerWords(name string) []string {
	var words []string
	// Brackets hold short names and places: "Tata Consultancy Services (TCS)".
	outside, _ := brackets(plainLetters(name))
	eachWord(outside, func(w string) {
		switch w {
		case "inc", "llc", "llp", "ltd", "limited", "corp", "corporation", "co", "company", "plc", "gmbh", "ag", "se", "kg", "mbh",
			"ug", "ohg", "bv", "b", "v", "nv", "n", "sa", "sas", "sarl", "srl", "spa", "sp", "z", "o", "oy", "ab", "as", "pty", "the",
			"group", "und", "and":
		default:
			words = append(words, w)
		}
	})
	return words
}

// placeWords returns what of a place names a town or region; nothing for countries and remote work.
func placeWords(place string) []string {
	var words []string
	eachWord(plainLetters(place), func(w string) {
		switch w {
		case "us", "usa", "united", "states", "nl", "netherlands", "nederland", "germany", "deutschland", "de", "uk", "gb", "kingdom",
			"remote", "hybrid", "home", "office", "homeoffice", "anywhere", "or", "and", "in", "the", "north", "south", "east", "west",
			"new", "city", "greater", "area", "metropolitan", "bundesweit", "europe", "eu", "france", "spain", "italy", "poland", "portugal":
		default:
			if len(w) > 2 {
				words = append(words, w)
			}
		}
	})
	return words
}

// meet reports whether two places may be the same: they share a word, or one of them names no town.
func meet(a, b words) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(w uint32) bool { return slices.Contains(b, w) })
}
