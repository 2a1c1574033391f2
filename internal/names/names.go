// Package names finds what postings ask for by a name that the vocabulary does not know: in requirements, wishes and
// duties, runs of capitalised or technical words, and elements of a list beside a known term, that are no ordinary words.
// It is pure; its lists of ordinary words are data (words.txt, phrases.txt).
package names

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// adverts are words that adverts write like names although they name nothing to learn, and phrases whole ones.
var (
	//go:embed words.txt
	adverts string
	//go:embed phrases.txt
	phrases string
)

// Finder counts words of asking sections until unknown names can be told from ordinary words.
type Finder struct {
	found        map[string]*name
	never        map[string]bool // names in small letters that are left out
	known        []string        // names of the vocabulary, in small letters
	common       []string        // words of adverts, in small letters
	lower, upper map[string]int  // how often a word stands in small letters, and with a capital inside a sentence
}

// name is a candidate, by its spelling in small letters.
type name struct {
	forms            map[string]int
	postings, listed map[int64]bool
	example          string
}

// New returns a finder. known are names that are never unknown: those of the vocabulary, which may hold a name back where
// it means something else.
func New(known []string) *Finder {
	f := &Finder{found: map[string]*name{}, lower: map[string]int{}, upper: map[string]int{}, never: map[string]bool{}, common: strings.Fields(adverts)}
	for _, phrase := range strings.Split(strings.TrimSpace(phrases), "\n") {
		f.never[phrase] = true
	}
	for _, k := range known {
		k = strings.ToLower(k)
		f.never[k] = true
		f.known = append(f.known, k)
		for _, part := range strings.Split(k, "/") { // "CI/CD": each side of it is no news
			f.never[part] = true
		}
	}
	return f
}

// token is a word of a line.
type token struct {
	text       string
	start, end int  // bytes in the section's text
	known      bool // part of a known term
	first      bool // begins a sentence or an item: a capital tells nothing there
	gap        string
}

// Section is a part of a unique posting that says what it wants: duties, requirements, wishes.
type Section struct {
	Posting                      int64 // the unique posting
	Employer, Location, Language string
	Heading, Text                string
	Known                        [][2]int // bytes of Text that name terms of the vocabulary, in order
}

// Add counts one section.
func (n *Finder) Add(a Section) {
	own := map[string]bool{} // the employer, its place and the heading are names too, but nothing that is asked for
	for _, s := range []string{a.Employer, a.Location, a.Heading} {
		for _, w := range strings.FieldsFunc(strings.ToLower(s), notWord) {
			own[w] = true
		}
	}
	flat := a.Text == strings.ToLower(a.Text) || a.Text == strings.ToUpper(a.Text)
	from := 0
	for line := range strings.Lines(a.Text) {
		tokens := n.tokens(line, from, a.Known)
		if !flat {
			n.count(tokens)
		}
		for _, c := range candidates(tokens, flat, a.Language == "de") {
			if !own[strings.ToLower(c.text)] {
				n.add(a.Posting, c, strings.TrimSpace(line))
			}
		}
		from += len(line)
	}
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// tokens cuts a line that starts at byte from into words.
func (n *Finder) tokens(line string, from int, known [][2]int) []token {
	var out []token
	last := 0
	for _, at := range wordsIn(line) {
		t := token{text: line[at[0]:at[1]], start: from + at[0], end: from + at[1], gap: line[last:at[0]]}
		t.first = len(out) == 0 || strings.ContainsAny(t.gap, ".!?:•…\"“„")
		for _, k := range known {
			t.known = t.known || k[0] < t.end && t.start < k[1]
		}
		out = append(out, t)
		last = at[1]
	}
	return out
}

// wordsIn finds the words of a line: letters and digits, with single signs such as dots and hyphens inside, + and #
// behind ("Node.js", "T-SQL", "C++").
func wordsIn(line string) [][2]int {
	var out [][2]int
	start := -1
	for i, r := range line {
		_, width := utf8.DecodeRuneInString(line[i:]) // 1 for a byte that is no rune
		next, _ := utf8.DecodeRuneInString(line[i+width:])
		switch {
		case !notWord(r):
			if start < 0 {
				start = i
			}
		case start >= 0 && (r == '+' || r == '#'):
		case start >= 0 && strings.ContainsRune(".-&'’", r) && !notWord(next):
		case start >= 0:
			out = append(out, [2]int{start, i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(line)})
	}
	return out
}

// count notes in which case words are written.
func (n *Finder) count(tokens []token) {
	for _, t := range tokens {
		w := strings.ToLower(t.text)
		switch {
		case t.text == w:
			n.lower[w]++
		case !t.first:
			n.upper[w]++
		}
	}
}

// candidate is a name in a line.
type candidate struct {
	text   string
	listed bool // its neighbour in a list is a known term
}

// candidates finds what may be a name: runs of one to three capitalised or technical words, and short elements of a list
// beside a known term, however they are written. German writes every noun with a capital, so there a capital tells
// nothing.
func candidates(tokens []token, flat, german bool) []candidate {
	var out []candidate
	for i := 0; i < len(tokens); {
		j := i
		for j < len(tokens) && !tokens[j].known && (j == i || strings.TrimSpace(tokens[j].gap) == "" && tokens[j].gap != "") &&
			(technical(tokens[j].text) || capital(tokens[j].text) && !tokens[j].first && !flat && !german) {
			j++
		}
		if k := element(tokens, i); k > j {
			j = k
		}
		if j == i {
			i++
			continue
		}
		if j-i <= 3 {
			out = append(out, candidate{joined(tokens[i:j]), beside(tokens, i, j)})
		}
		i = j
	}
	return out
}

// element is the end of the list element of at most two unknown words that starts at i and stands beside a known
// term, else i.
func element(tokens []token, i int) int {
	for j := i + 1; j <= min(i+2, len(tokens)); j++ {
		if tokens[j-1].known {
			return i
		}
		if j-i == 2 && strings.TrimSpace(tokens[j-1].gap) != "" {
			return i
		}
		if beside(tokens, i, j) && (j == len(tokens) || separates(tokens[j].gap)) && (i == 0 || separates(tokens[i].gap)) {
			return j
		}
	}
	return i
}

// beside reports whether only a comma or slash stands between tokens[i:j] and a known term.
func beside(tokens []token, i, j int) bool {
	return i > 0 && tokens[i-1].known && separates(tokens[i].gap) || j < len(tokens) && tokens[j].known && separates(tokens[j].gap)
}

// separates reports whether a gap parts the elements of a list.
func separates(gap string) bool {
	s := strings.TrimSpace(gap)
	return s == "," || s == "/" || s == ";" || s == "|" || s == "("
}

// joined is the text of tokens, white space folded.
func joined(tokens []token) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = strings.TrimSuffix(strings.TrimSuffix(t.text, "'s"), "’s")
	}
	return strings.Join(words, " ")
}

// capital reports whether a word begins with a capital.
func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// technical reports whether a word looks made: "MLflow", "dbt2", "SAP", "Node.js", "C++".
func technical(w string) bool {
	letters, capitals, digits, inner := 0, 0, 0, false
	for i, r := range w {
		switch {
		case unicode.IsUpper(r):
			letters++
			capitals++
			inner = inner || i > 0
		case unicode.IsLetter(r):
			letters++
		case unicode.IsNumber(r):
			digits++
		}
	}
	if letters > 0 && digits == 0 && strings.HasSuffix(w, "+") || strings.HasSuffix(w, "#") {
		return true
	}
	if letters < 2 {
		return false
	}
	return inner && !strings.ContainsAny(w, "-&'’") || digits > 0 && capitals > 0 ||
		inner && capitals == letters
}

// add notes a candidate in a posting.
func (n *Finder) add(posting int64, c candidate, line string) {
	key := strings.ToLower(c.text)
	x := n.found[key]
	if x == nil {
		x = &name{forms: map[string]int{}, postings: map[int64]bool{}, listed: map[int64]bool{}, example: line}
		n.found[key] = x
	}
	x.forms[c.text]++
	x.postings[posting] = true
	if c.listed {
		if len(x.listed) == 0 {
			x.example = line // a line that names known terms too tells more
		}
		x.listed[posting] = true
	}
}

// Name is one name that is frequent and unknown.
type Name struct {
	Name     string `json:"name"`     // in its most frequent spelling
	Postings int    `json:"postings"` // unique postings that have it
	Listed   int    `json:"listed"`   // of these: it stands in a list beside a known term
	Example  string `json:"example"`  // one line that has it
	Stanza   string `json:"stanza"`   // YAML for a vocabulary file
}

// Unknown is what at least so many postings have and what is no ordinary word, most frequent first.
func (n *Finder) Unknown(least int) []Name {
	var out []Name
	for key, x := range n.found {
		if len(x.postings) < least || n.ordinary(key, x) {
			continue
		}
		text := x.form()
		out = append(out, Name{Name: text, Postings: len(x.postings), Listed: len(x.listed), Example: shorten(x.example, key)})
	}
	slices.SortFunc(out, func(a, b Name) int { return cmp.Or(b.Postings-a.Postings, strings.Compare(a.Name, b.Name)) })
	taken := map[string]int{}
	for i := range out {
		id := identifier(out[i].Name)
		if taken[id]++; taken[id] > 1 {
			id = fmt.Sprintf("%s-%d", id, taken[id])
		}
		out[i].Stanza = stanza(id, out[i].Name, out[i].Example)
	}
	return out
}

// ordinary reports whether a candidate is a word of the language or a concept: never written with a capital, mostly in
// small letters where case tells, on a list of words that job adverts write with a capital, or hardly ever in a list
// beside what is known.
func (n *Finder) ordinary(key string, x *name) bool {
	words := strings.Fields(key)
	if form := x.form(); n.never[key] || form == strings.ToLower(form) && !n.flat() {
		return true
	}
	for _, w := range words {
		if slices.Contains(n.common, w) || utf8.RuneCountInString(w) < 2 || abbreviated(w) {
			return true
		}
	}
	if slices.ContainsFunc(n.known, func(k string) bool { return slip(key, k) }) {
		return true
	}
	small, large := 0, 0
	for _, w := range words {
		small += n.lower[w]
		large += n.upper[w]
	}
	if small > large {
		return true
	}
	return len(x.listed)*10 < len(x.postings)
}

// abbreviated reports whether a word is made of single letters with dots: "z.B", "d.h", "e.g", "u.s".
func abbreviated(w string) bool {
	parts := strings.Split(w, ".")
	return len(parts) > 1 && !slices.ContainsFunc(parts, func(p string) bool { return utf8.RuneCountInString(p) > 1 })
}

// slipFrom is the length from which one wrong letter makes a slip; shorter names that differ in one are different things.
const slipFrom = 6

// slip reports whether a name is a known one with two neighbouring letters in the wrong order ("SLQ"), or, when it is
// long enough, with one letter too many, too few or wrong ("Tensoflow").
func slip(name, known string) bool {
	at := 0
	for at < min(len(name), len(known)) && name[at] == known[at] {
		at++
	}
	a, b := name[at:], known[at:]
	switch {
	case len(a) >= 2 && len(a) == len(b) && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]:
		return true
	case min(len(name), len(known)) < slipFrom || at == 0 || name == known:
		return false
	case len(a) == len(b):
		return a[1:] == b[1:]
	case len(a) == len(b)+1:
		return a[1:] == b
	case len(a)+1 == len(b):
		return a == b[1:]
	}
	return false
}

// form is the most frequent spelling, one with a capital if there is any: lower case may be the export's doing.
func (x *name) form() string {
	best := ""
	for f, k := range x.forms {
		cased, was := f != strings.ToLower(f), best != strings.ToLower(best)
		if best == "" || cased && !was || cased == was && (k > x.forms[best] || k == x.forms[best] && f < best) {
			best = f
		}
	}
	return best
}

// shorten cuts a line around the name to at most 200 bytes at words.
func shorten(line, key string) string {
	line = strings.Join(strings.Fields(strings.TrimPrefix(line, "• ")), " ")
	if len(line) <= 200 {
		return line
	}
	at := min(wordAt(strings.ToLower(line), key), len(line))
	from, to := max(0, at-80), min(len(line), at+120)
	if from > 0 {
		from += strings.IndexByte(line[from:at], ' ') + 1
	}
	if to < len(line) {
		if cut := strings.LastIndexByte(line[from:to], ' '); cut > 0 {
			to = from + cut
		}
	}
	return strings.ToValidUTF8(line[from:to], "")
}

// wordAt is where a word or phrase stands in a line, not inside a longer word; 0 where it does not.
func wordAt(line, key string) int {
	for from := 0; ; {
		i := strings.Index(line[from:], key)
		if i < 0 {
			return 0
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(line[:i])
		after, _ := utf8.DecodeRuneInString(line[i+len(key):])
		if (i == 0 || notWord(before)) && (i+len(key) == len(line) || notWord(after)) {
			return i
		}
		from = i + len(key)
	}
}

// identifier is the part of a term's id behind "tool.".
func identifier(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }), "-")
}

// stanza is the name as an entry of a vocabulary file, with the example as the sentence it must be found in.
func stanza(id, name, example string) string {
	return fmt.Sprintf("  - id: tool.%s\n    name: %s\n    kind: tool\n    must:\n      - %s\n", id, strconv.Quote(name), strconv.Quote(example))
}

// flat reports whether nothing that was read has capitals inside its sentences: an export in small letters, where a
// small letter tells nothing.
func (n *Finder) flat() bool { return len(n.upper) == 0 }
