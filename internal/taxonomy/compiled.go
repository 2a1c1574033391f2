package taxonomy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"jobsignal/internal/lexicon"
	"jobsignal/internal/phrase"
)

// Vocabulary is a checked, compiled set of terms, cues and certifications. It is immutable: Overlay makes a new one.
// All methods may be called by many goroutines at once. Only Load, Overlay and Parse make one that works.
type Vocabulary struct {
	Terms          []Term              // sorted by id
	Certifications []Certification     // sorted by code
	Programs       map[string]Program  // by vendor
	Words          map[string][]string // named lists
	Cues           Cues
	Digest         string // SHA-256 over all of the above, 64 hex digits; messages show the first 16

	uses     []use // by compiled name
	names    *lexicon.Names
	cues     *lexicon.Cues
	headings *lexicon.Headings
}

// compile builds the matchers, the canonical form and its digest.
func (v *Vocabulary) compile(f *phrase.Folder) {
	v.compileNames(f)
	v.cues = lexicon.NewCues(append(cuesOf("phrase.", v.Cues.Phrases), cuesOf("choice.", v.Cues.Choice)...))
	v.headings = lexicon.NewHeadings(f, cuesOf("", v.Cues.Headings))
	// Over the content, not over YAML: that would cost every start of a command more than all the rest of loading.
	h := sha256.New()
	digest(h, reflect.ValueOf(v.file()))
	v.Digest = hex.EncodeToString(h.Sum(nil))
}

// file is the vocabulary in the shape of one file: no includes, terms by id, certifications by code.
func (v *Vocabulary) file() File {
	return File{Words: v.Words, Terms: v.Terms, Certifications: v.Certifications, Programs: v.Programs, Cues: &v.Cues}
}

// YAML returns the vocabulary in force as one canonical file, which Parse reads back to the same digest. Equal
// vocabularies have equal bytes, however their files were cut.
func (v *Vocabulary) YAML() []byte {
	data, err := yaml.Dump(v.file())
	if err != nil {
		// The shapes hold only text, numbers, lists and maps; they can always be written.
		panic("taxonomy: " + err.Error())
	}
	return data
}

// digest feeds what a value says to h: values with their kind and length, so that no two shapes run together. Empty and
// absent lists say the same; a nil pointer (unknown) and a zero do not.
func digest(h hash.Hash, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			fmt.Fprint(h, "nil;")
			return
		}
		digest(h, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				digest(h, v.Field(i))
			}
		}
	case reflect.Slice:
		fmt.Fprintf(h, "%d[", v.Len())
		for i := range v.Len() {
			digest(h, v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		fmt.Fprintf(h, "%d{", len(keys))
		for _, k := range keys {
			digest(h, k)
			digest(h, v.MapIndex(k))
		}
	case reflect.String:
		fmt.Fprintf(h, "%d:%s", v.Len(), v.String())
	default:
		fmt.Fprintf(h, "%v;", v.Interface())
	}
}

// MarshalYAML writes an alias without conditions as plain text.
func (a Alias) MarshalYAML() (any, error) {
	if a.Case == "" && len(a.Near) == 0 && a.Scope == "" && len(a.Never) == 0 && !a.Joined && len(a.LowerNear) == 0 {
		return a.Text, nil
	}
	// plain has the fields of Alias but no MarshalYAML, which would call itself.
	type plain Alias // without this method
	return plain(a), nil
}

// Names lists every name and alias of every term, as written.
func (v *Vocabulary) Names() (out []string) {
	for _, t := range v.Terms {
		out = append(out, t.Name)
		for _, a := range t.Aliases {
			out = append(out, a.Text)
		}
	}
	return out
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
