package extract

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/taxonomy"
)

// sentence is a stretch of one line, with what rules it.
type sentence struct {
	start, end int
	body       int    // where the text behind a heading in the same line begins: "Requirements: AWS"
	class      string // class of the heading or lead-in that rules it
	item       bool   // stands in a list item
	cues       []taxonomy.Cue
	phrases    []taxonomy.Cue // those of cues that rules ask about: phrases, and what makes one of a choice preferred
	clauses    []int          // starts of the clauses, the first is start
	turned     []int          // those of them, sorted, at which a must becomes a wish or a wish a must: no list goes on over them
}

// clause returns the bounds of the clause that holds byte i.
func (s *sentence) clause(i int) (start, end int) {
	start, end = s.start, s.end
	for _, c := range s.clauses {
		if c <= i {
			start = c
		} else {
			return start, c
		}
	}
	return start, end
}

// sentences cuts a section into sentences, line by line. A known heading with a colon inside a line
// ("Requirements: …") rules the rest of that line.
func sentences(v *taxonomy.Vocabulary, p part) []sentence {
	var out []sentence
	for start := 0; start < len(p.Text); {
		end := len(p.Text)
		if i := strings.IndexByte(p.Text[start:], '\n'); i >= 0 {
			end = start + i
		}
		line := sentence{start: start, end: end, class: p.classAt(start)}
		if strings.HasPrefix(p.Text[start:end], itemMark) {
			line.item = true
			line.start += len(itemMark)
		}
		out = split(v, p.Text, line, out)
		start = end + 1
	}
	return out
}

// classAt is the class that rules the line starting at i.
func (p *part) classAt(i int) string {
	n := sort.Search(len(p.leads), func(n int) bool { return p.leads[n].start > i })
	if n > 0 && i < p.leads[n-1].end {
		return p.leads[n-1].class
	}
	return p.class
}

// split cuts one line into sentences.
func split(v *taxonomy.Vocabulary, text string, line sentence, out []sentence) []sentence {
	for at := line.start; at < line.end; {
		end := bounded(text, at, sentenceEnd(text, at, min(line.end, at+longest+1)))
		if text[end-1] == '?' && end < line.end { // "Kubernetes? Not required." is one thing said
			if next := sentenceEnd(text, end, min(line.end, end+longest)); words(text[end:next]) <= 3 {
				end = next
			}
		}
		s := line
		s.start, s.body, s.end = at, at, end
		if n := gluedHeading(text[at:end]); n > 0 {
			if class, ok := v.Heading(text[at : at+n]); ok {
				line.class, s.class, s.body = class, class, at+n
			}
		}
		if class, n := runIn(v, text[at:end]); n > 0 && !(line.item && contextual(class)) && !(line.class == classStack && topics[heading(text[at:at+n])]) {
			line.class, s.class, s.body = class, class, at+n
		}
		out = append(out, s)
		at = end
	}
	return out
}

// longest is the length in bytes at which a sentence is cut at a space, so that a text without full stops costs no
// more than one with them.
const longest = 1000

// bounded cuts a sentence that is too long at its last space, or at a rune where it has none.
func bounded(text string, at, end int) int {
	if end-at <= longest {
		return end
	}
	if i := strings.LastIndexByte(text[at:at+longest], ' '); i > 0 {
		return at + i + 1
	}
	end = at + longest
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return end
}

// topics head the parts of a stack ("Languages: Go, Python") and ask nothing there; elsewhere they head requirements.
var topics = map[string]bool{
	"languages": true, "programming languages": true, "sprachen": true, "programmiersprachen": true, "langages": true, "lenguajes": true,
	"talen": true, "linguaggi": true, "linguagens": true, "języki": true, "application": true, "applications": true, "process": true,
}

// heading is a run-in heading without its colon, in small letters.
func heading(s string) string { return strings.ToLower(strings.Trim(s, " :：–—-")) }

// contextual reports whether a class asks nothing. In a list item such a word is a topic: "Process: lead the team".
func contextual(class string) bool {
	return class == classBenefits || class == classEmployer || class == classProcess || class == classLegal || class == classJobs
}

// runIn recognises a known heading that is followed by a colon or dash in the same line, and its length.
func runIn(v *taxonomy.Vocabulary, s string) (class string, n int) {
	limit := min(len(s), 70)
	for i := 0; i < limit; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == ':' || r == '：' || (r == '–' || r == '—' || r == '-') && i > 0 && s[i-1] == ' ' {
			if c, ok := v.Heading(strings.TrimSpace(s[:i])); ok && c != classRole && strings.TrimSpace(s[i+size:]) != "" {
				return c, i + size
			}
			if r != ':' {
				return "", 0
			}
			return "", 0
		}
		i += size
	}
	return "", 0
}

// abbreviations end in a full stop without ending a sentence.
var abbreviations = map[string]bool{
	"e.g": true, "i.e": true, "eg": true, "ie": true, "etc": true, "vs": true, "z.b": true, "u.a": true, "bzw": true, "ca": true,
	"inkl": true, "ggf": true, "bspw": true, "bijv": true, "p.ej": true, "p. ej": true, "np": true, "m.in": true, "ad es": true,
	"approx": true, "incl": true, "inc": true, "ltd": true, "dr": true, "mr": true, "ms": true, "sr": true, "jr": true, "no": true,
	"z": true, "b": true, "d.h": true, "u.s": true, "ex": true, "ph.d": true, "b.s": true, "m.s": true, "bzgl": true, "evtl": true, "o.ä": true, "u.ä": true,
	"b.sc": true, "m.sc": true, "st": true, "min": true, "max": true, "mind": true, "par ex": true, "es": true, "ej": true,
}

// sentenceEnd returns where the sentence starting at from ends, at most limit.
func sentenceEnd(text string, from, limit int) int {
	for i := from; i < limit; i++ {
		if i > from && (runOn(text[i-1:limit]) || tick(text[i:limit])) {
			return i
		}
		switch text[i] {
		case '!', '?':
			if i+1 < limit && text[i+1] == ' ' {
				return i + 1
			}
		case '.':
			if i > from && i+1 < limit && glued(text[i-1:limit]) {
				return i + 1
			}
			if i+1 >= limit || text[i+1] != ' ' || abbreviated(text, from, i) {
				continue
			}
			if r, _ := utf8.DecodeRuneInString(text[i+2 : limit]); unicode.IsDigit(r) && isDigitBefore(text, from, i) {
				continue // "No. 1. 2"
			}
			return i + 1
		}
	}
	return limit
}

// tick reports whether a sign begins s that adverts put before an entry of a list in one line: "✅ AKS ⭐ nice to have: Ray".
func tick(s string) bool {
	if s[0] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("✅✔☑✓⭐★➡►▶▪●◦🔹🔸👉💡🚀", r)
}

// abbreviated reports whether the full stop at i belongs to an abbreviation. A single letter is one only beside another,
// "z. B." or "u. a.": "led our series B. You" is two sentences.
func abbreviated(text string, from, i int) bool {
	w := wordBefore(text, from, i)
	if len(w) != 1 {
		return abbreviations[w]
	}
	lone := func(at int) bool { // a letter and a full stop stand at at
		return at >= from && at+1 < len(text) && text[at+1] == '.' && text[at] > ' ' && (at == from || text[at-1] == ' ' || text[at-1] == '(' || text[at-1] == '.')
	}
	return abbreviations[w] && (lone(i-4) || lone(i+2))
}

// glued reports whether a full stop at s[1] ends a sentence though no space follows it. Pages copied without their
// line breaks read "with Spark.Experience in": a small letter or bracket before, a capitalised word of four letters
// or more behind, so that "Node.js", "ASP.Net" and "Ph.D" stay whole.
func glued(s string) bool {
	if len(s) < 6 || !(s[0] >= 'a' && s[0] <= 'z' || s[0] == ')') || s[2] < 'A' || s[2] > 'Z' {
		return false
	}
	for _, b := range []byte(s[3:6]) {
		if b != ' ' && b != '\'' && (b < 'a' || b > 'z') {
			return false
		}
	}
	return true
}

// runOn reports whether a line begins at s[1] that lost its break: "a scale-up environmentKnowledge of". Only words that
// often open a demand count, and headings that run into what stands below them, since product names have capitals inside too.
func runOn(s string) bool {
	if len(s) < 2 || s[1] < 'A' || s[1] > 'Z' {
		return false
	}
	if n := gluedHeading(s[1:]); n > 0 && s[0] > ' ' && glueHeads[s[1:1+n]] {
		return true
	}
	if !(s[0] >= 'a' && s[0] <= 'z' || s[0] == ')') {
		return false
	}
	word, _, _ := strings.Cut(s[1:], " ")
	return openers[word]
}

// gluedHeading returns the length of a heading of one word that begins s and runs into the text below it, since a page lost
// its line breaks: "Requirements3+ years of Spark". 0 when there is none.
func gluedHeading(s string) int {
	n := 0
	for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || n == 0 && s[n] >= 'A' && s[n] <= 'Z') {
		n++
	}
	if n < len("Profil") || n == len(s) || !(s[n] >= 'A' && s[n] <= 'Z' || s[n] >= '0' && s[n] <= '9') {
		return 0
	}
	return n
}

// glueHeads are the headings of one word that are looked for inside a line.
var glueHeads = map[string]bool{
	"Requirements": true, "Responsibilities": true, "Qualifications": true, "Benefits": true, "Anforderungen": true, "Aufgaben": true,
	"Qualifikationen": true, "Voraussetzungen": true, "Profil": true, "Functieeisen": true, "Taken": true, "Missions": true, "Requisitos": true,
}

// openers are the words that often open a line of demands.
var openers = map[string]bool{
	"Knowledge": true, "Experience": true, "Experienced": true, "Expertise": true, "Proficiency": true, "Proficient": true, "Familiarity": true,
	"Understanding": true, "Ability": true, "Strong": true, "Solid": true, "Excellent": true, "Proven": true, "Bachelor": true, "Bachelor's": true,
	"You": true, "Your": true, "What": true, "Erfahrung": true, "Erfahrungen": true, "Kenntnisse": true, "Gute": true, "Sehr": true,
	"Fundierte": true, "Ervaring": true, "Kennis": true, "Goede": true, "Minimum": true,
}

// wordBefore is the lower-case word that ends at i, full stops inside kept.
func wordBefore(text string, from, i int) string {
	start := i
	for start > from && text[start-1] != ' ' && text[start-1] != '(' && text[start-1] != ',' {
		start--
	}
	return strings.ToLower(text[start:i])
}

// isDigitBefore reports whether a digit stands directly before i.
func isDigitBefore(text string, from, i int) bool {
	return i > from && text[i-1] >= '0' && text[i-1] <= '9'
}

// cuesIn finds the cues of a sentence, in reading order. Offsets are in the section's text. Markers of a choice
// are read in the posting's language and in English. Of phrases that overlap the longest holds; a neutral phrase
// takes what it covers out of play, markers of a choice inside it too.
func cuesIn(v *taxonomy.Vocabulary, text, lang string, s sentence) []taxonomy.Cue {
	all := v.FindCues(text[s.body:s.end])
	kept := all[:0]
	for _, c := range all {
		if foreign(c, lang) || strings.HasPrefix(c.Class, "phrase.vendor_") {
			continue
		}
		c.Start += s.body
		c.End += s.body
		kept = append(kept, c)
	}
	return undisputed(text, kept)
}

// phrases keeps the cues that rules ask about.
func phrases(cues []taxonomy.Cue) []taxonomy.Cue {
	var out []taxonomy.Cue
	for _, c := range cues {
		if c.Class == "choice.prefer" || strings.HasPrefix(c.Class, "phrase.") {
			out = append(out, c)
		}
		if c.Class == "phrase.seeks" {
			c.Class = "phrase.asks"
			out = append(out, c) // what seeks somebody asks for something, too
		}
	}
	return out
}

// foreign reports whether a short word is read in a language that the posting is not in: Dutch "of" means "or", and
// Portuguese "no" means "in the".
func foreign(c taxonomy.Cue, lang string) bool {
	switch {
	case c.Lang == lang:
		return false
	case c.Class == "phrase.no" || c.Class == "phrase.needed":
		return lang != "" || c.Lang != "en"
	case c.Class == "choice.or" && c.End-c.Start > 1 && c.Lang != "nl": // "oder" and "lub" mean nothing else anywhere; Dutch "of" does
		return false
	}
	return strings.HasPrefix(c.Class, "choice.") && c.Lang != "en"
}

// undisputed drops the phrases that a longer one covers, and then the neutral ones.
func undisputed(text string, cues []taxonomy.Cue) []taxonomy.Cue {
	out := make([]taxonomy.Cue, 0, len(cues))
	for i, c := range cues {
		if c.Class != "phrase.neutral" && !covered(text, cues, i) {
			out = append(out, c)
		}
	}
	return out
}

// covered reports whether a longer phrase overlaps cues[i]. Structure words (titles, clauses) and markers of a
// choice only yield to neutral phrases that begin before them.
func covered(text string, cues []taxonomy.Cue, i int) bool {
	c := cues[i]
	structural := strings.HasPrefix(c.Class, "choice.") || oneOf(c.Class, structure)
	for j, o := range cues {
		if j == i || o.End <= c.Start || o.Start >= c.End || !strings.HasPrefix(o.Class, "phrase.") || oneOf(o.Class, structure) {
			continue
		}
		if structural {
			if o.Class == "phrase.neutral" && o.Start < c.Start {
				return true
			}
			continue
		}
		if n, m := o.End-o.Start, c.End-c.Start; n > m && !denies(c, o) && !outranks(text, c, o) || denies(o, c) {
			return true
		}
	}
	return false
}

// denies reports whether a negation reaches into a demand: "nicht zwingend" in "nicht zwingend notwendig", where
// "zwingend notwendig" is the longer one.
func denies(a, b taxonomy.Cue) bool {
	return a.Class == "phrase.negated" && b.Class == "phrase.required" && a.Start < b.Start
}

// demands are the classes that say more than that something is asked.
var demands = []string{"phrase.seeks", "phrase.required", "phrase.preferred", "choice.prefer", "phrase.duty"}

// outranks reports whether a demand or wish meets a weaker cue that reaches over it, "good to have" in "good to have basic
// knowledge", or is any cue that the weaker one reaches over a comma for.
func outranks(text string, a, b taxonomy.Cue) bool {
	if b.Class != "phrase.asks" {
		return false
	}
	return oneOf(a.Class, demands) || strings.Contains(text[b.Start:b.End], ",")
}

// structure are the classes of phrases that say nothing about demand by themselves.
var structure = []string{"phrase.title", "phrase.clause", "phrase.team", "phrase.degree", "phrase.duty_verb", "phrase.vendor_aws", "phrase.vendor_azure", "phrase.vendor_gcp", "phrase.no", "phrase.needed", "phrase.head_of", "phrase.certification", "phrase.we", "phrase.partner_noun"}

// clauses returns where the clauses of a sentence start: at semicolons, dashes between spaces, and at a comma or
// conjunction that a new subject or a cue of class phrase.clause follows.
func clauses(text string, s sentence) (starts, turned []int) {
	starts = []int{s.body}
	depth := 0
	for i := s.body; i < s.end; i++ {
		switch text[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		case ';':
			if depth == 0 {
				starts = append(starts, i+1)
			}
		}
		if depth == 0 && (strings.HasPrefix(text[i:s.end], " – ") || strings.HasPrefix(text[i:s.end], " — ")) {
			starts = append(starts, i+1)
		}
	}
	for _, c := range s.cues {
		switch {
		case c.Class == "phrase.stack" && c.Start > s.body && text[c.Start-1] == '(': // "a large cloud (we use GCP)"
			starts = append(starts, c.Start)
			if i := strings.IndexByte(text[c.End:s.end], ')'); i >= 0 {
				starts = append(starts, c.End+i)
			}
		case (c.Class == "choice.prefer" || c.Class == "phrase.preferred") && onward(text, s, c):
			starts = append(starts, c.Start)
		case c.Class != "phrase.clause" || inside(s.cues, c) || parenthetic(text, s, c) || participle(text, s, c):
		case c.Start > s.body+1:
			starts = append(starts, c.Start)
		default: // "While our customers run AWS, you need …": the main clause follows the comma
			if i := mainClause(text, s, c.End); i > 0 {
				starts = append(starts, i)
			}
		}
	}
	turned = turns(text, s, starts)
	return sorted(append(starts, turned...)), sorted(turned)
}

// parenthetic reports whether a cue stands between two commas: "AWS or, even better, Google Cloud".
func parenthetic(text string, s sentence, c taxonomy.Cue) bool {
	return strings.HasSuffix(strings.TrimRight(text[s.body:c.Start], " "), ",") && strings.HasPrefix(text[c.End:s.end], ",")
}

// participle reports whether "while" only adds what somebody was at: "Our founders met while working at AWS".
func participle(text string, s sentence, c taxonomy.Cue) bool {
	next, _, _ := strings.Cut(strings.TrimSpace(text[c.End:s.end]), " ")
	return c.Start > s.body+1 && strings.EqualFold(text[c.Start:c.End], "while") && (next == "working" || next == "studying" || next == "at")
}

// mainClause returns where the main clause begins in a sentence that opens with a conjunction: at the first comma behind
// from that a phrase follows, since "In return you get lunch, a bicycle and a book" has none. 0 when there is none.
func mainClause(text string, s sentence, from int) int {
	for _, c := range s.cues {
		if c.Start > from && strings.HasSuffix(text[from:c.Start], ", ") && c.Class != "phrase.clause" && strings.HasPrefix(c.Class, "phrase.") {
			return c.Start - 1
		}
	}
	for _, c := range s.cues {
		if c.End == from && subordinate[strings.ToLower(text[c.Start:c.End])] {
			if i := strings.Index(text[from:s.end], ", "); i >= 0 {
				return from + i + 1
			}
		}
	}
	return 0
}

// subordinate are the conjunctions of class phrase.clause whose clause surely ends at a comma; the others are adverbs.
var subordinate = map[string]bool{
	"while": true, "whereas": true, "although": true, "though": true, "even though": true, "because": true, "if you": true, "unless": true, "until": true,
	"once you": true, "während": true, "obwohl": true, "weil": true, "obgleich": true, "wenngleich": true, "tandis que": true, "alors que": true,
	"bien que": true, "même si": true, "parce que": true, "terwijl": true, "hoewel": true, "omdat": true, "mientras": true, "mientras que": true,
	"aunque": true, "si bien": true, "porque": true, "mentre": true, "sebbene": true, "anche se": true, "perché": true, "podczas gdy": true,
	"chociaż": true, "choć": true, "mimo że": true, "ponieważ": true, "enquanto": true, "embora": true, "ainda que": true,
}

// onward reports whether a softener between a comma and a word speaks of what follows: "AWS for two years, preferably
// in a bank" asks for AWS.
func onward(text string, s sentence, c taxonomy.Cue) bool {
	before := strings.TrimRight(text[s.body:c.Start], " ")
	if !strings.HasSuffix(before, ",") || bracketedAt(text, s.body, c.Start) || c.End+1 >= s.end || text[c.End] != ' ' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[c.End+1:])
	return unicode.IsLetter(r)
}

// rejoin takes back the start of a clause that names nothing, begins with a cue and only says how welcome or needed
// something is: it speaks of the clause before. "No must, but welcome", "Terraform – nice to have".
func rejoin(text string, s sentence, hits []hit) []int {
	kept := s.clauses[:1]
	for i, start := range s.clauses[1:] {
		end := s.end
		if i+2 < len(s.clauses) {
			end = s.clauses[i+2]
		}
		before := kept[len(kept)-1]
		if heads(text, s, hits, before, start) {
			continue
		}
		opens := i+2 < len(s.clauses) && named(hits, end, s.end) && softens(text, s, start)
		if opens || loose(text, s.phrases, start, end) > 2 || named(hits, start, end) || !remarks(s.phrases, before, start, end) {
			kept = append(kept, start)
		}
	}
	return kept
}

// heads reports whether the first clause names nothing and only says how welcome or needed is what follows: "Desirable, by
// no means essential: Firebase".
func heads(text string, s sentence, hits []hit, start, end int) bool {
	return !named(hits, start, end) && loose(text, s.phrases, start, end) <= 1 && remarks(s.phrases, start, start, end)
}

// softens reports whether a softener behind a comma begins at i: "Kubernetes, wünschenswert ist zudem AKS".
func softens(text string, s sentence, i int) bool {
	for _, c := range s.phrases {
		if c.Start == i && (c.Class == "phrase.preferred" || c.Class == "choice.prefer") {
			return onward(text, s, c)
		}
	}
	return false
}

// loose counts the words between two bytes that belong to no cue.
func loose(text string, cues []taxonomy.Cue, from, to int) int {
	n := 0
	for _, c := range cues {
		if c.End > from && c.Start < to {
			n += words(strings.Trim(text[from:max(from, c.Start)], " –—;,."))
			from = min(c.End, to)
		}
	}
	return n + words(strings.Trim(text[from:to], " –—;,."))
}

// named reports whether a hit stands between two bytes.
func named(hits []hit, from, to int) bool {
	for _, h := range hits {
		if h.Start >= from && h.Start < to {
			return true
		}
	}
	return false
}

// remarks reports whether the cues between start and end only soften or negate, and those from before on do not insist.
func remarks(cues []taxonomy.Cue, before, start, end int) bool {
	found, first := false, true
	for _, c := range cues {
		if c.Start >= start && first {
			first = false
			if c.Start > start+len(" – ") {
				return false // it begins with a name of its own: "DEA-C02 is welcome too"
			}
		}
		switch side := sides[c.Class]; {
		case c.Start < before || c.Start >= end:
		case side == 1 && !(c.Start < start && turnedRound(cues, c)):
			return false
		case c.Start >= start && (side == 2 || side == 3):
			found = true
		}
	}
	return found
}

// turnedRound reports whether a word for "no" stands right before a demand: "isn't a prerequisite".
func turnedRound(cues []taxonomy.Cue, demand taxonomy.Cue) bool {
	for _, c := range cues {
		if c.Class == "phrase.no" && c.End <= demand.Start && demand.Start-c.End <= 10 {
			return true
		}
	}
	return false
}

// inside reports whether c starts in the middle of another phrase: "it helps if you" holds no new clause.
func inside(cues []taxonomy.Cue, c taxonomy.Cue) bool {
	for _, o := range cues {
		if o.Start < c.Start && c.Start < o.End && strings.HasPrefix(o.Class, "phrase.") {
			return true
		}
	}
	return false
}

// turns returns where a sentence turns from a must to a wish or back: "Python is required, and Go is a plus". The turn is
// the last comma before the second cue that has a name or word behind it; starts are the clauses known so far.
func turns(text string, s sentence, starts []int) (out []int) {
	last := taxonomy.Cue{Class: ""}
	for _, c := range s.cues {
		side := sides[c.Class]
		if side == 0 || side != 1 && bracketedAt(text, s.start, c.Start) { // "SQL (required), Go a plus"
			continue
		}
		at := fresh(text, s, last, c)
		if before := sides[last.Class]; at == 0 && before != 0 && before != side && side != duty && last.End <= c.Start {
			at = strings.LastIndex(text[:c.Start], ", ") + 1
		}
		if at > last.End && !between(starts, last.End, c.Start) && !between(out, last.End, c.Start) {
			out = append(out, at)
		}
		last = c
	}
	return out
}

// fresh returns where, behind the cue last and before a softener c, a comma begins a demand of its own, after one that
// stands before it: "Good knowledge of Redshift, experience with Glue would be nice". 0 when none does.
func fresh(text string, s sentence, last, c taxonomy.Cue) int {
	at, before := 0, false
	if sides[c.Class] != sides["phrase.preferred"] {
		return 0
	}
	for _, o := range s.cues {
		if o.Class != "phrase.asks" && o.Class != "phrase.seeks" || o.Start < last.End || o.End > c.Start {
			continue
		}
		if i := strings.LastIndex(text[:o.Start], ", "); before && i > last.End && words(text[i+1:o.Start]) <= 1 {
			at = i + 1
		}
		before = true
	}
	return at
}

// between reports whether a clause starts already behind from and before to.
func between(starts []int, from, to int) bool {
	for _, x := range starts {
		if x > from && x < to {
			return true
		}
	}
	return false
}

// sides are the cues that contradict each other within one clause.
var sides = map[string]int{"phrase.required": 1, "phrase.preferred": 2, "choice.prefer": 2, "phrase.negated": 3, "phrase.duty": duty}

// duty is the side that a clause can turn from, not to: a must or wish may follow what the person will do.
const duty = 4

// bracketedAt reports whether i stands inside brackets opened after from.
func bracketedAt(text string, from, i int) bool {
	return strings.LastIndexByte(text[from:i], '(') > strings.LastIndexByte(text[from:i], ')')
}

// sorted sorts a short list of offsets in place.
func sorted(x []int) []int {
	for i := 1; i < len(x); i++ {
		for j := i; j > 0 && x[j] < x[j-1]; j-- {
			x[j], x[j-1] = x[j-1], x[j]
		}
	}
	return x
}
