package intake

import (
	"encoding/hex"

	"jobsignal/internal/job"
)

// Overrides are a person's words on single mentions. The zero value has none.
type Overrides struct {
	Digest string            // of the file; empty for none
	Lines  map[string]string // Name → verdict: "drop", or a kind
}

// Name is how a mention is named in overrides.
func Name(posting, term, sentence string) string { return posting + " " + term + " " + sentence }

// PostingHash names a posting wherever it was found: by its normalised title, employer, place and text.
func PostingHash(p *job.Posting) string {
	h := sameKey(p)
	return "p-" + hex.EncodeToString(h[:8])
}

// effect is what one override changed.
type effect struct {
	name, term, was, verdict, sentence string
}

// RuleOverride is the rule of a mention whose kind a person decided.
const RuleOverride = "override"

// apply returns the reading with the overrides of its posting applied, and what they changed.
func (o Overrides) apply(r Reading) (Reading, []effect) {
	if len(o.Lines) == 0 {
		return r, nil
	}
	var changed []effect
	posting := PostingHash(&r.Posting)
	kept := make([]job.Mention, 0, len(r.Mentions))
	for _, m := range r.Mentions {
		sentence := r.Posting.Sections[m.Section].Text[m.Sentence[0]:m.Sentence[1]]
		name := Name(posting, m.Term, job.SentenceHash(sentence))
		verdict, ok := o.Lines[name]
		if ok {
			changed = append(changed, effect{name, m.Term, string(m.Kind), verdict, sentence})
			m.Kind, m.Rule = job.Kind(verdict), RuleOverride
		}
		if verdict != "drop" {
			kept = append(kept, m)
		}
	}
	r.Mentions = kept
	return r, changed
}
