package draft

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/advert"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

// employerInText guesses the employer from how the text speaks of itself: "About Acme", "At Acme, we …",
// "Acme is hiring". Names are weighed by how they are used and how often; where nothing stands out the
// employer stays unknown. The weights are set by hand: 3 for a turn that only an employer is in, 1 for one that
// customers and tools are in as well. Measured on English pages that name the employer elsewhere, 93 of 100 names found
// are right.
func employerInText(d *Draft) string {
	v := vote{weights: map[string]float64{}, spelled: map[string]string{}, title: advert.Bare(d.Title), place: advert.Bare(d.Location)}
	v.read(d)
	v.keys = slices.Sorted(maps.Keys(v.weights)) // the same text names the same employer every time
	best, weight := "", 0.0
	for _, key := range v.keys {
		if w := v.likely(d.Body, key); w > weight || w == weight && v.weights[key] >= v.weights[best] {
			best, weight = key, w
		}
	}
	name := v.spelled[v.whole(best)]
	if weight < enoughVotes || d.Language == "de" && weight < germanVotes && !firmSuffix(name[strings.LastIndexByte(name, ' ')+1:]) {
		return ""
	}
	return name
}

// enoughVotes is the weight from which a name is taken for the employer's.
const enoughVotes = 1.0

// germanVotes is that weight in German, which writes every noun like a name.
const germanVotes = 2.5

// likely weighs a name: the turns it is in, its longer and shorter forms, how often the text says it, and what
// makes it unlikely.
func (v *vote) likely(body []job.Block, key string) float64 {
	w := 0.2 * float64(min(v.mentions(body, key), 6)-1)
	for _, other := range v.keys {
		if strings.HasPrefix(other, key) || strings.HasPrefix(key, other) {
			w += v.weights[other]
		}
	}
	if v.unlikely(body, key) {
		w /= 2
	}
	return w
}

// whole returns the longest form of a name that is used about as often: "Telos Corporation" rather than "Telos".
func (v *vote) whole(key string) string {
	out := key
	for _, longer := range v.keys {
		if len(longer) > len(out) && strings.HasPrefix(longer, key) && v.weights[longer] >= 0.75*v.weights[key] && !units.In(strings.ToLower(v.spelled[longer])) {
			out = longer
		}
	}
	return out
}

// unlikely reports names of a part of the firm, and single words that only ever begin a sentence and so may be any
// word: "Feedback is a gift".
func (v *vote) unlikely(body []job.Block, key string) bool {
	name := v.spelled[key]
	if units.In(strings.ToLower(name)) {
		return true
	}
	if strings.Contains(name, " ") || innerCapital(name) {
		return false
	}
	for i := range body {
		for at := 0; ; at++ {
			at = fact.WordAt(body[i].Text, name, at)
			if at < 0 {
				break
			}
			before := strings.TrimRight(body[i].Text[:at], " (")
			if last, _ := utf8.DecodeLastRuneInString(before); len(before) < at && (unicode.IsLetter(last) || last == ',') {
				return false
			}
		}
	}
	return true
}

// units are words of names of a firm's parts.
var units = fact.NewPhrases(true, "directorate", "department", "division", "team", "program", "project", "unit", "office", "ipt", "committee")

// mentions counts how often the text says a name.
func (v *vote) mentions(body []job.Block, key string) int {
	n := 0
	for i := range body {
		for at := 0; ; {
			at = fact.WordAt(body[i].Text, v.spelled[key], at)
			if at < 0 {
				break
			}
			n++
			at += len(v.spelled[key])
		}
	}
	return n
}

// vote collects names and what speaks for each. The job's title is at hand because "Data Engineer is a role …" is
// said of the title, not of a firm.
type vote struct {
	weights map[string]float64
	spelled map[string]string
	title   string
	place   string
	keys    []string // of weights, sorted
}

// read goes through the headings and sentences of a posting.
func (v *vote) read(d *Draft) {
	early := true // no heading of the advertisement yet
	for i := range d.Body {
		b := &d.Body[i]
		if b.Kind == job.Heading {
			v.heading(b.Text)
			if advert.PartOf(b.Text) != advert.NoPart {
				early = false
			} else if early && b.Level <= 3 && i+1 < len(d.Body) {
				v.blurb(b.Text, d.Body[i+1:])
			}
			continue
		}
		for _, s := range strings.Split(b.Text, "\n") {
			v.sentences(s)
		}
	}
}

// add counts a name. Names that cannot be a firm's do not count.
func (v *vote) add(name string, weight float64) {
	name = strings.TrimSpace(name)
	if !firmSuffix(name[strings.LastIndexByte(name, ' ')+1:]) {
		name = strings.TrimRight(name, " ,;:.!?–-")
	}
	if poss, ok := strings.CutSuffix(name, "’s"); ok {
		name = poss
	}
	name = strings.TrimSuffix(name, "'s")
	key := advert.Bare(name)
	if bare, ok := strings.CutPrefix(name, "The "); ok && len(key) > 5 {
		key = advert.Bare(bare)
	}
	if len(key) < 2 || len(name) > 60 || notFirms[strings.ToLower(name)] || aloneNoFirms[strings.ToLower(name)] {
		return
	}
	// "Data Engineer is a role": only a sure turn makes a firm of words of the title.
	if v.title != "" && strings.Contains(v.title, key) && (weight < 2.5 || fact.Role(name) != "" || v.title == key) {
		return
	}
	first := strings.ToLower(name)
	if end := strings.IndexAny(first, " '’"); end > 0 {
		first = first[:end]
	}
	if notFirms[first] && first != "the" || fact.LooksLikePlace(name) || v.place != "" && strings.HasPrefix(v.place, key) || unicode.IsDigit(rune(name[0])) && strings.Trim(name, "0123456789%") == "" {
		return
	}
	v.weights[key] += weight
	if _, ok := v.spelled[key]; !ok {
		v.spelled[key] = name
	}
}

// notFirms are words that begin sentences of advertisements and name no firm.
var notFirms = advert.WordSet(strings.Fields(`we you this the our your it there he she they all if as in at for with what who why how when where
candidates candidate applicants applicant employees employee the role the company the team the position the job the ideal candidate the candidate
the successful candidate the opportunity role position job us me team experience knowledge ability strong must please note salary benefits
location remote hybrid one an a each every any some these those here that to from by on of and or not no yes
data machine software engineering engineer senior junior lead compensation responsibilities requirements qualifications about work working
sie du wir ihr unser deine das die der ein eine als bei für mit unsere diese dieser es
je jij wij ons onze het de een als bij voor met vous nous notre votre le la les un une el los las un una nuestro nosotros il lo gli noi i
my your vy ty on ona to because then fluent masters unternehmen uns dann dies zum zur inzwischen entscheidend vorgesehen möglichkeit rolle chance
einleitung erfahrung kenntnisse kennis java ervaring dit er dat deze englisch deutsch voraussetzung ziel aufgabe`)...)

// aloneNoFirms are words and phrases that name no firm when they stand alone.
var aloneNoFirms = advert.WordSet("the role", "the company", "the team", "the position", "the job", "the ideal candidate", "the candidate", "the successful candidate", "the opportunity", "the program", "the department", "the department of", "the project", "the client", "the person",
	"united states", "equal employment opportunity", "computer science", "new york", "san francisco", "the us", "the united states",
	"department", "college", "university", "the university", "today", "women", "men", "bachelor", "master", "associate", "driver", "world", "monday", "friday", "january", "summer", "fall", "spring", "midnight")

// heading reads "About Acme", "Why Acme?", "Life at Acme".
func (v *vote) heading(s string) {
	for _, lead := range []string{"About ", "ABOUT ", "Über ", "Why ", "Working at ", "Life at ", "Who is ", "Why join ", "Join ", "Welcome to "} {
		rest, ok := strings.CutPrefix(s, lead)
		if !ok {
			continue
		}
		if name := leadingName(rest); name != "" && len(name) >= len(strings.TrimRight(rest, "?:!. "))-1 {
			v.add(name, 3)
		}
	}
}

// blurb reads a heading that is only a name, over a text about the firm that names it again.
func (v *vote) blurb(heading string, below []job.Block) {
	name := leadingName(heading)
	if name == "" || len(name) < len(heading) || strings.Count(name, " ") > 4 || below[0].Kind != job.Paragraph || len(below[0].Text) < 80 {
		return
	}
	again := 0
	for i := range below {
		again += strings.Count(strings.ToLower(below[i].Text), strings.ToLower(name))
	}
	if again > 0 {
		title := v.title
		v.title = "" // the title may name the firm as well
		v.add(name, 2+float64(min(again, 3)))
		v.title = title
	}
}

// verbs follow a firm's name when it speaks of itself.
var verbs = []struct {
	text   string
	weight float64
}{
	{" is hiring", 3}, {" is seeking", 3}, {" is looking for", 3}, {" is currently seeking", 3}, {" is currently looking", 3}, {" is currently hiring", 3}, {" seeks ", 2}, {" has an exciting", 3}, {" has an immediate", 3}, {" is on a mission", 3}, {" is an equal", 3}, {" is an Equal", 3}, {" does not discriminate", 3}, {" participates in E-Verify", 3}, {" participates in the", 1}, {" is dedicated to", 2}, {" is where ", 2}, {" is changing ", 2}, {" is on the ", 1.5}, {" is not a ", 1.5}, {" is not just", 2}, {" is now ", 1.5}, {" is your ", 1.5}, {" is at the ", 2}, {" enables ", 1.5}, {" leads ", 1.5}, {" empowers ", 2}, {" builds ", 1.5}, {" makes ", 1}, {" creates ", 1}, {" operates ", 1.5}, {" serves ", 1.5}, {" combines ", 1.5}, {" designs ", 1}, {" specializes ", 2}, {" invests ", 1.5}, {" was established", 2.5}, {" values ", 1}, {", a ", 1}, {", an ", 1}, {", the ", 1}, {", Inc", 1}, {" is proud to be", 2.5}, {" is committed to", 1.5}, {"'s mission", 2.5}, {"’s mission", 2.5},
	{" is a leader", 2.5}, {" is the leader", 2.5}, {" is the leading", 2.5}, {" is a leading", 2.5}, {" is the world", 2.5}, {" is the global", 2.5}, {" is a global", 2.5}, {" is one of", 2}, {" is building", 2}, {" is transforming", 2}, {" is redefining", 2}, {" was founded", 2.5}, {" is headquartered", 2.5}, {" is a fast", 2}, {" is a company", 2.5}, {" is the ", 1.5}, {" is a ", 1.5}, {" is an ", 1.5}, {" offers ", 1}, {" provides ", 1}, {" helps ", 1.5}, {" develops ", 1}, {" delivers ", 1}, {" believes ", 1},
	{" sucht ", 2.5}, {" ist ein ", 2}, {" ist eine ", 2}, {" entwickelt ", 1.5}, {" bietet ", 1}, {" besetzen ", 1}, {" is een ", 2}, {" zoekt ", 2.5}, {" recherche ", 2.5}, {" est une ", 2}, {" est un ", 2}, {" busca ", 2.5}, {" es una ", 2}, {" es un ", 2}, {" è un", 2}, {" hledá ", 2.5},
}

// sentences looks at the names that sentences begin with, and at "At Acme, we" and "join Acme".
func (v *vote) sentences(s string) {
	for from := 0; from < len(s); {
		rest := s[from:]
		v.start(rest)
		next := strings.IndexAny(rest, ".!?")
		if next < 0 {
			break
		}
		from += next + 1
		for from < len(s) && (s[from] == ' ' || s[from] == '"') {
			from++
		}
	}
	v.legalForms(s)
	for _, lead := range []string{"Here at ", "here at ", "Join ", "join ", "joining ", "working at ", "work at ", "career at ", "open with ", "En ", " at ", "Chez ", "chez "} {
		for rest := s; ; {
			i := strings.Index(rest, lead)
			if i < 0 {
				break
			}
			rest = rest[i+len(lead):]
			if name := leadingName(rest); name != "" {
				v.add(name, map[bool]float64{true: 0.4, false: 1}[lead == " at "])
			}
		}
	}
}

// legalForms looks for names that end in a legal form: "die Acme Nord GmbH".
func (v *vote) legalForms(s string) {
	for _, form := range []string{" GmbH", " AG", " SE", " KG", " B.V.", " BV", " Inc", " LLC", " Ltd", " s.r.o.", " S.A.", " S.L."} {
		for at := 0; ; {
			i := fact.WordAt(s, form[1:], at)
			if i < 2 {
				break
			}
			at = i + len(form) - 1
			if behind := strings.TrimLeft(s[at:], " "); behind != "" && behind[0] >= '0' && behind[0] <= '9' {
				continue // the edition of a product: "Java SE 8"
			}
			words := strings.Fields(s[max(0, i-60) : i-1])
			from := len(words)
			for from > 0 && len(words)-from < 4 && startsLikeName(words[from-1]) {
				from--
			}
			if from < len(words) {
				v.add(strings.Join(words[from:], " ")+form, 1.5)
			}
		}
	}
}

// startsLikeName reports a word that can be part of a firm's name and ends no sentence.
func startsLikeName(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return (unicode.IsUpper(first) || unicode.IsDigit(first) || w == "&" || innerCapital(w)) && !strings.ContainsAny(w[len(w)-1:], ".,:;!?)") && !notFirms[strings.ToLower(w)]
}

// start looks at one sentence's beginning.
func (v *vote) start(s string) {
	if rest, ok := strings.CutPrefix(s, "At "); ok {
		if name := leadingName(rest); name != "" && strings.HasPrefix(rest[len(name):], ",") {
			v.add(name, 3)
		}
		return
	}
	for _, article := range []string{"", "The ", "Die ", "Das ", "Der ", "At the ", "De "} {
		rest, ok := strings.CutPrefix(s, article)
		if !ok {
			continue
		}
		name := leadingName(rest)
		if name == "" {
			continue
		}
		behind := rest[len(name):]
		if i := strings.IndexByte(behind, ')'); strings.HasPrefix(behind, " (") && i > 0 { // "Acme Corp. (NYSE: ACM) is"
			behind = behind[i+1:]
		}
		for _, verb := range verbs {
			if strings.HasPrefix(behind, verb.text) || strings.HasPrefix(rest, strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")+verb.text) {
				v.add(name, verb.weight)
				break
			}
		}
		if article != "" && v.weights[advert.Bare(name)] > 0 {
			break
		}
	}
}

// leadingName returns the run of capitalised words that s begins with, small connecting words included.
func leadingName(s string) string {
	end, last := 0, 0
	for count := 0; count < 6; count++ {
		rest := s[end:]
		wordEnd := strings.IndexAny(rest, " ,;:!?()\n|")
		if wordEnd < 0 {
			wordEnd = len(rest)
		}
		word := rest[:wordEnd]
		if word == "" {
			break
		}
		first, _ := utf8.DecodeRuneInString(word)
		connects := last > 0 && (word == "&" || word == "of" || word == "and" || word == "de" || word == "for" || word == "en" || word == "y" || word == "und" || word == "van" || word == "von")
		if !unicode.IsUpper(first) && !(unicode.IsDigit(first) && len(word) > 1) && !connects && !innerCapital(word) {
			break
		}
		end += wordEnd
		if !connects {
			last = end
		}
		if strings.HasSuffix(word, ".") && !firmSuffix(word) && !strings.Contains(word[:len(word)-1], ".") {
			last--
			break
		}
		if end >= len(s) || s[end] != ' ' {
			if end+2 < len(s) && s[end] == ',' && firmSuffix(firstWord(s[end+2:])) { // "Acme, Inc."
				last = end + 2 + len(firstWord(s[end+2:]))
			}
			break
		}
		end++
	}
	return strings.TrimRight(s[:last], " ")
}

// firstWord returns the first word of s without the sign behind it.
func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return strings.TrimRight(w, ",;:")
}

// innerCapital reports a capital within a word: names such as "eBay" and "dbtLabs" begin small.
func innerCapital(w string) bool {
	_, n := utf8.DecodeRuneInString(w)
	return len(w) > 2 && strings.IndexFunc(w[n:], unicode.IsUpper) >= 0
}

// firmSuffix reports the legal forms that stand at the end of a firm's name, behind a comma or with a point.
func firmSuffix(w string) bool {
	switch strings.ToLower(strings.TrimRight(w, ".,")) {
	case "inc", "llc", "ltd", "corp", "co", "gmbh", "plc", "ag", "bv", "b.v", "s.a", "s.r.o", "a.s", "s.l", "l.p", "lp", "llp", "pte", "pty":
		return true
	}
	return false
}
