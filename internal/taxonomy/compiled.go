package taxonomy

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Vocabulary is a checked, compiled set of terms, cues and certifications. It is immutable: Overlay makes a new one.
// All methods may be called by many goroutines at once. Only Load, Overlay and Parse make one that works.
type Vocabulary struct {
	Terms          []Term              // sorted by id
	Certifications []Certification     // sorted by code
	Programs       map[string]Program  // by vendor
	Words          map[string][]string // named lists
	Cues           Cues
	Digest         string // SHA-256 of YAML(), 64 hex digits; messages show the first 16

	canonical []byte
	matcher   *matcher
	cues      *cueMatcher
	headings  *headings
}

// Match is one place where a text names a term.
type Match struct {
	Term       string // term id
	Start, End int    // bytes in the text as handed in
	Alias      string // the alias that matched, as the vocabulary writes it
}

// Cue is one place where a text holds a cue.
type Cue struct {
	Class      string // "phrase.preferred", "choice.or"
	Lang       string // "en"
	Start, End int    // bytes in the text as handed in
}

// compile builds the matchers, the canonical form and its digest.
func (v *Vocabulary) compile(f *folder) {
	v.matcher = newMatcher(f, v.Terms, v.Words)
	v.cues = newCueMatcher(f, v.Cues)
	v.headings = newHeadings(f, v.Cues.Headings)
	v.canonical = v.dump()
	sum := sha256.Sum256(v.canonical)
	v.Digest = hex.EncodeToString(sum[:])
}

// YAML returns the vocabulary in force as one canonical file: no includes, terms by id, certifications by code. Parse
// reads it back, and equal vocabularies have equal bytes however their files were cut. The caller must not change it.
func (v *Vocabulary) YAML() []byte { return v.canonical }

func (v *Vocabulary) dump() []byte {
	f := File{Words: v.Words, Terms: v.Terms, Certifications: v.Certifications, Programs: v.Programs, Cues: &v.Cues}
	data, err := yaml.Dump(f)
	if err != nil {
		// The shapes hold only text, numbers, lists and maps; they can always be written.
		panic("taxonomy: " + err.Error())
	}
	return data
}

// MarshalYAML writes an alias without conditions as plain text.
func (a Alias) MarshalYAML() (any, error) {
	if a.Case == "" && len(a.Near) == 0 && a.Scope == "" && len(a.Never) == 0 && !a.Joined && len(a.LowerNear) == 0 {
		return a.Text, nil
	}
	type plain Alias // without this method
	return plain(a), nil
}

// Term returns the term with that id.
func (v *Vocabulary) Term(id string) (Term, bool) {
	i, ok := slices.BinarySearchFunc(v.Terms, id, func(t Term, id string) int { return strings.Compare(t.ID, id) })
	if !ok {
		return Term{}, false
	}
	return v.Terms[i], true
}

// Certification returns the exam with that code.
func (v *Vocabulary) Certification(code string) (Certification, bool) {
	i, ok := slices.BinarySearchFunc(v.Certifications, code,
		func(c Certification, code string) int { return strings.Compare(c.Code, code) })
	if !ok {
		return Certification{}, false
	}
	return v.Certifications[i], true
}

// CertFor returns the codes of the exams that a cert.* term names, sorted; several where a term joins generations.
func (v *Vocabulary) CertFor(termID string) []string {
	codes := map[string]bool{}
	for _, c := range v.Certifications {
		if slices.Contains(c.Terms, termID) {
			codes[c.Code] = true
		}
	}
	return slices.Sorted(maps.Keys(codes))
}
