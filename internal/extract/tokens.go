package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/taxonomy"
)

// tokenKind is what a piece of a sentence means to a list.
type tokenKind int

const (
	tWord tokenKind = iota
	tHit
	tComma
	tSlash
	tOr
	tAnd
	tOpen
	tClose
	tColon
	tBreak     // end of a list: semicolon, dash, full stop
	tSuchAs    // what follows are examples
	tOneOf     // one of what follows is enough
	tAllOf     // all of what follows is wanted
	tIncluding // what follows belongs to what stands before
	tSimilar   // "or similar", "etc.": what stands before is a list of examples
)

// token is one piece of a sentence. For tHit, hit indexes the sentence's hits.
type token struct {
	kind       tokenKind
	hit        int
	start, end int
}

// choiceTokens maps the vocabulary's markers of a choice to tokens.
var choiceTokens = map[string]tokenKind{
	"choice.or": tOr, "choice.and": tAnd, "choice.such_as": tSuchAs, "choice.one_of": tOneOf, "choice.either": tOneOf,
	"choice.all_of": tAllOf, "choice.including": tIncluding, "choice.similar": tSimilar,
}

// tokenize cuts a sentence into hits, markers, punctuation and words, left to right. A marker inside a name is
// part of the name; of two markers at one place the longer one counts.
func tokenize(text string, s sentence, hits []hit) []token {
	var out []token
	marks := markers(s)
	next, clause := 0, 0
	for i := s.start; i < s.end; {
		if clause < len(s.turned) && s.turned[clause] <= i {
			out = append(out, token{kind: tBreak, start: i, end: i})
			clause++
		}
		if end := aside(text, s, i); end > i {
			i = end
			continue
		}
		for next < len(hits) && hits[next].Start < i {
			next++
		}
		if next < len(hits) && hits[next].Start == i {
			out = append(out, token{kind: tHit, hit: next, start: i, end: hits[next].End})
			i = hits[next].End
			next++
			continue
		}
		limit := s.end
		if next < len(hits) {
			limit = hits[next].Start
		}
		t := marker(text, s, marks, i, limit)
		if t.kind == tSimilar && next < len(hits) && hits[next].kind == taxonomy.CertTerm && strings.TrimSpace(text[t.end:limit]) == "" {
			t.kind = tOr // "AIF-C01 or any other AWS certification"
		}
		if t.end == 0 {
			t = mark(text, i, limit)
		}
		if t.kind != tWord || t.start < t.end {
			out = append(out, t)
		}
		i = max(t.end, i+1)
	}
	return out
}

// aside returns where a softener between two commas ends that begins at the comma at i, and i where none does: lists go
// on over "AWS or, even better, Google Cloud".
func aside(text string, s sentence, i int) int {
	if text[i] != ',' {
		return i
	}
	for _, c := range s.phrases {
		if (c.Class == "phrase.preferred" || c.Class == "choice.prefer") && c.Start > i && strings.TrimSpace(text[i+1:c.Start]) == "" && strings.HasPrefix(text[c.End:s.end], ",") {
			return c.End + 1
		}
	}
	return i
}

// markers are the cues of a sentence that mark a choice, as tokens.
func markers(s sentence) []token {
	var out []token
	for _, c := range s.cues {
		if kind, ok := choiceTokens[c.Class]; ok {
			out = append(out, token{kind: kind, start: c.Start, end: c.End})
		}
	}
	return out
}

// marker returns the longest marker of a choice that starts at i and ends before limit; end 0 when there is none.
func marker(text string, s sentence, marks []token, i, limit int) token {
	best := token{}
	for _, m := range marks {
		if m.start != i || m.end > limit || m.end <= best.end {
			continue
		}
		if m.kind == tSuchAs && (strings.EqualFold(text[m.start:m.end], "like") && wishes(text, s.start, i) || manner(text[m.start:m.end], text[m.end:s.end])) {
			continue
		}
		best = m
	}
	return best
}

// wishes reports whether the word before i makes "like" a verb: "would like", "you'd like", "looks like".
func wishes(text string, from, i int) bool {
	w := strings.ToLower(lastWord(text[from:i]))
	switch w {
	case "would", "you'd", "you’d", "we'd", "we’d", "i'd", "look", "looks", "feel", "feels", "you", "we", "they", "things", "sounds", "that":
		return true
	}
	return false
}

// manner reports whether German "wie" means "how" and "etwa" means "about", since a pronoun follows: "wie Sie in Power BI
// arbeiten".
func manner(mark, rest string) bool {
	if !strings.EqualFold(mark, "wie") && !strings.EqualFold(mark, "etwa") {
		return false
	}
	word, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	return pronouns[strings.ToLower(word)]
}

// pronouns make a question of the word before them.
var pronouns = map[string]bool{"du": true, "sie": true, "wir": true, "ihr": true, "man": true, "er": true, "es": true, "ich": true, "unser": true, "unsere": true, "gut": true, "sicher": true}

// lastWord is the last word of s.
func lastWord(s string) string {
	f := strings.Fields(s)
	if len(f) == 0 {
		return ""
	}
	return f[len(f)-1]
}

// mark returns the punctuation or word at i. White space gives an empty word.
func mark(text string, i, limit int) token {
	r, size := utf8.DecodeRuneInString(text[i:limit])
	t := token{kind: tBreak, start: i, end: i + size}
	switch r {
	case ',', '，', '、', '+':
		t.kind = tComma
	case '/', '|':
		t.kind = tSlash
	case '&':
		t.kind = tAnd
	case '(', '[', '{':
		t.kind = tOpen
	case ')', ']', '}':
		t.kind = tClose
	case ':', '：':
		t.kind = tColon
	case ';', '–', '—', '•', '·':
	case '-':
		if i == 0 || text[i-1] != ' ' {
			t.kind, t.start = tWord, t.end
		}
	default:
		t.kind = tWord
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			t.start = t.end // a quote or a stray sign says nothing
			return t
		}
		for t.end < limit {
			r, size := utf8.DecodeRuneInString(text[t.end:limit])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-' && r != '.' && r != '_' && r != '#' {
				break
			}
			t.end += size
		}
	}
	return t
}
