package taxonomy

import (
	"maps"
	"slices"

	"jobsignal/internal/lexicon"
	"jobsignal/internal/phrase"
)

// Match is one place where a text names a term.
type Match struct {
	Term       string // term id
	Start, End int    // bytes in the text as handed in
	Alias      string // the alias that matched, as the vocabulary writes it
}

// Cue is one place where a text holds a cue. Its class begins with the group: "phrase.preferred", "choice.or".
type Cue = lexicon.Cue

// Find names the terms in the sections of one posting. The result has one list per text, sorted by Start, disjoint:
// the leftmost match wins, and of those the longest. Conditions are checked first, so that an alias whose
// conditions fail hides nothing. Texts that belong together go in together, because whether the posting is all one
// case, and conditions with scope posting, are judged over all of them.
func (v *Vocabulary) Find(texts ...string) [][]Match {
	out := make([][]Match, len(texts))
	for t, found := range v.names.Find(texts...) {
		for _, f := range found {
			u := v.uses[f.Name]
			out[t] = append(out[t], Match{Term: v.Terms[u.term].ID, Start: f.Start, End: f.End, Alias: u.alias})
		}
	}
	return out
}

// FindCues returns the cues in a text: for each class and language the leftmost, and of those the longest. Cues of
// different classes or languages may overlap; the caller chooses. Sorted by Start, End, Class, Lang.
func (v *Vocabulary) FindCues(text string) []Cue { return v.cues.Find(text) }

// Heading says which class a heading opens ("required"). The whole heading must be vocabulary: a listed heading, two or
// more of one class in a row ("Skills & Qualifications"), or a listed one with stars. Case, punctuation, emoji,
// decoration, numbering, "and" and "&" do not matter. An unknown heading gives false.
func (v *Vocabulary) Heading(text string) (class string, ok bool) { return v.headings.Opens(text) }

// use is what one compiled name stands for.
type use struct {
	term  int // index into Terms
	alias string
	at    Position
}

// compileNames turns every name of every term into what the lexicon looks for.
func (v *Vocabulary) compileNames(f *phrase.Folder) {
	var names []lexicon.Name
	for i, t := range v.Terms {
		for _, a := range aliasesOf(t) {
			// Skills and certifications are common nouns and have a plural.
			names = append(names, lexicon.Name{Owner: i, Group: t.Platform, Text: a.Text, Exact: a.Case == "exact",
				Near: a.Near, Wide: a.Scope == "posting", LowerNear: a.LowerNear, Never: a.Never, Joined: a.Joined,
				Plural: t.Kind == Skill || t.Kind == CertTerm})
			v.uses = append(v.uses, use{i, a.Text, a.at})
		}
	}
	v.names = lexicon.NewNames(f, names, v.Words)
}

// aliasesOf lists everything a term is called: its aliases, its name unless bare is false, its former names.
func aliasesOf(t Term) []Alias {
	out := slices.Clip(t.Aliases)
	if t.Bare == nil || *t.Bare {
		out = append(out, Alias{Text: t.Name, at: t.at})
	}
	for _, w := range t.Was {
		out = append(out, Alias{Text: w.Name, Case: w.Case, Near: w.Near, at: w.at})
	}
	return out
}

// cuesOf lists the phrases that the cues of a group stand for in a fixed order, their classes with a prefix.
func cuesOf(prefix string, group map[string]map[string][]string) []lexicon.Phrase {
	var out []lexicon.Phrase
	for _, class := range slices.Sorted(maps.Keys(group)) {
		for _, lang := range slices.Sorted(maps.Keys(group[class])) {
			for _, cue := range group[class][lang] {
				phrases, err := spread(cue)
				if err != nil {
					continue // refused when it was read
				}
				for _, text := range phrases {
					out = append(out, lexicon.Phrase{Class: prefix + class, Lang: lang, Text: text})
				}
			}
		}
	}
	return out
}
