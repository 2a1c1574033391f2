package taxonomy

import (
	"reflect"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v4"

	"jobsignal/internal/job"
)

// Override is a person's word on one mention, applied after matching.
type Override struct {
	Posting  string `yaml:"posting"`  // posting_hash of collect explain --json: "p-" and 16 hex digits
	Term     string `yaml:"term"`     // term id
	Sentence string `yaml:"sentence"` // sentence_hash of the mention: "s-" and 16 hex digits
	Verdict  string `yaml:"verdict"`  // drop, or a kind
	Note     string `yaml:"note"`     // for readers of the file

	at Position
}

// At is where the line stands.
func (o Override) At() Position { return o.at }

// Drop is the verdict that takes a mention out.
const Drop = "drop"

// hashDigits is how the names of postings and sentences end.
const hashDigits = `-[0-9a-f]{16}$`

// ParseOverrides reads a file of overrides, strictly. name is for messages. The error is Errors.
func ParseOverrides(name string, data []byte) ([]Override, error) {
	var errs Errors
	d := &decoder{file: name, errs: &errs}
	var out []Override
	if root := d.parse(data); root != nil {
		d.pairs(root, "a file of overrides", func(key, value *yaml.Node) {
			switch {
			case key.Value != "overrides":
				d.fault(key, "unknown key %q in a file of overrides; it has one, overrides", key.Value)
			case value.Kind != yaml.SequenceNode:
				d.fault(value, "overrides must be a list, found %s", nodeKind(value))
			default:
				for _, n := range value.Content {
					out = append(out, d.override(n))
				}
			}
		})
	}
	seen := map[Override]bool{}
	for _, o := range out {
		key := Override{Posting: o.Posting, Term: o.Term, Sentence: o.Sentence}
		if seen[key] {
			errs = append(errs, Error{o.at, "a second line for the same posting, term and sentence"})
		}
		seen[key] = true
	}
	if len(errs) > 0 {
		slices.SortStableFunc(errs, func(a, b Error) int { return comparePositions(a.Position, b.Position) })
		return nil, errs
	}
	return out, nil
}

// override reads one line.
func (d *decoder) override(n *yaml.Node) Override {
	o := Override{at: d.at(n)}
	d.into(n, reflect.ValueOf(&o).Elem(), "an override")
	for _, x := range []struct{ key, value, form, want string }{
		{"posting", o.Posting, "^p" + hashDigits, "posting_hash of collect explain --json"},
		{"sentence", o.Sentence, "^s" + hashDigits, "sentence_hash of collect explain --json"},
		{"term", o.Term, ".", "id of a term"},
	} {
		if !regexp.MustCompile(x.form).MatchString(x.value) {
			d.fault(n, "%s: %q is not the %s", x.key, x.value, x.want)
		}
	}
	if o.Verdict != Drop && !slices.Contains(job.Kinds[:], job.Kind(o.Verdict)) {
		d.fault(n, "verdict: %q is neither drop nor a kind: required, preferred, duty, context, negated", o.Verdict)
	}
	return o
}
