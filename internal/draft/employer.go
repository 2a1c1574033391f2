package draft

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/advert"
)

// boardHosts says where applicant-tracking systems put the employer's name in an address: as the first part of
// the path, or as a label of the host.
var boardHosts = []struct {
	suffix string // end of the host
	label  bool   // the name is the label in front of suffix; else the first part of the path
}{
	{"jobs.ashbyhq.com", false}, {"jobs.lever.co", false}, {"jobs.eu.lever.co", false}, {"boards.greenhouse.io", false}, {"job-boards.greenhouse.io", false}, {"job-boards.eu.greenhouse.io", false},
	{"apply.workable.com", false}, {"jobs.smartrecruiters.com", false}, {"careers.smartrecruiters.com", false}, {"ats.rippling.com", false}, {"jobs.jobvite.com", false}, {"jobs.gem.com", false},
	{".recruitee.com", true}, {".teamtailor.com", true}, {".pinpointhq.com", true}, {".bamboohr.com", true}, {".jobs.personio.de", true}, {".jobs.personio.com", true}, {".breezy.hr", true}, {".workable.com", true}, {".myworkdayjobs.com", true}, {".eightfold.ai", true},
}

// EmployerInAddress returns the name that an applicant-tracking system's address gives an employer, as written
// there ("top-hat"); empty when the address is of no such system.
func EmployerInAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for _, b := range boardHosts {
		if !b.label {
			if host == b.suffix {
				name, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
				if name == "j" || name == "embed" { // short links without the employer
					return ""
				}
				return name
			}
			continue
		}
		if name, ok := strings.CutSuffix(host, b.suffix); ok {
			name, _, _ = strings.Cut(name, ".") // "acme.wd5"
			return name
		}
	}
	return ""
}

// Spell writes a name from an address as the text spells it: "topHat" or "top-hat" becomes "Top Hat" when the
// text says so, else its words with capitals.
func Spell(slug, text string) string {
	want := advert.Bare(slug)
	if want == "" {
		return ""
	}
	if found := findSpelling(want, text); found != "" {
		return found
	}
	words := strings.FieldsFunc(slug, func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '+' })
	for i, w := range words {
		if strings.ToLower(w) == w {
			r, n := utf8.DecodeRuneInString(w)
			words[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}

// findSpelling looks for words in text that are the letters of want with other case, spaces or signs.
func findSpelling(want, text string) string {
	best := ""
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		if advert.IsWordRune(r) && (i == 0 || !advert.IsWordRune(before)) {
			if end := spelledAt(want, text, i); end > 0 {
				found := text[i:end]
				if strings.ToLower(found) != found && strings.ToUpper(found) != found {
					return found // mixed case: this is how they write it
				}
				if best == "" || strings.ToLower(best) == best {
					best = found
				}
			}
		}
		i += n
	}
	if strings.ToLower(best) == best {
		return "" // an address in the text is no spelling
	}
	return best
}

// spelledAt returns where the letters of want end when text spells them from index i; 0 when it does not.
func spelledAt(want, text string, i int) int {
	gaps := 0
	for i < len(text) && want != "" {
		r, n := utf8.DecodeRuneInString(text[i:])
		if advert.IsWordRune(r) {
			w, m := utf8.DecodeRuneInString(want)
			if unicode.ToLower(r) != w {
				return 0
			}
			want = want[m:]
			gaps = 0
		} else if gaps++; gaps > 3 || r == '\n' {
			return 0
		}
		i += n
	}
	if want != "" {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(text[i:]); i < len(text) && advert.IsWordRune(r) {
		return 0
	}
	return i
}
