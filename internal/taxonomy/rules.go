package taxonomy

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// The closed lists of words that vocabulary files use.
var (
	termKinds  = []string{"platform", "service", "skill", "tool", "certification"}
	platforms  = []string{"aws", "azure", "gcp"} // further ones are the ids of terms of kind platform
	vendors    = []string{"aws", "azure", "gcp", "tensorflow"}
	statuses   = []string{"active", "beta", "retiring", "retired"}
	examKinds  = []string{"ML", "APP", "AGENT", "DATA", "ANALYST", "DEV", "FOUND", "BUS", "FRAME"}
	languages  = []string{"en", "de", "fr", "nl", "es", "it", "pl", "pt"}
	headingSet = []string{"responsibilities", "required", "preferred", "benefits", "employer", "process", "stack", "jobs",
		"education", "legal", "role"}
	phraseSet = []string{"preferred", "required", "asks", "duty", "duty_verb", "stack", "context", "customers", "partner",
		"product", "funding", "benefit", "process", "legal", "employer_self", "negated", "not_negated", "no", "needed",
		"team", "degree", "neutral", "title", "clause", "head_of", "certification", "vendor_aws", "vendor_azure", "vendor_gcp",
		"we", "partner_noun", "seeks"}
	choiceSet = []string{"or", "and", "such_as", "one_of", "either", "similar", "all_of", "including", "prefer"}
)

// Ids and codes travel into file names, addresses and SQL: plain letters only.
var (
	idShape   = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	codeShape = regexp.MustCompile(`^[A-Z0-9]+(-[A-Z0-9]+)*$`)
	listShape = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)
)

// check looks at one stated value: is it a word, a date or a reference of the right shape. References are kept for
// later, when everything they may name has been read.
func (d *decoder) check(owner reflect.Type, key string, n *yaml.Node) {
	switch owner.Name() + "." + key {
	case "Term.id":
		d.shape(n, idShape, "an id", "aws.lambda")
	case "Certification.code":
		d.shape(n, codeShape, "a code", "MLS-C01")
	case "Term.kind":
		d.oneOf(n, "kind", termKinds)
	case "Term.platform":
		d.refer(n, "platform")
	case "Alias.case", "Former.case":
		d.oneOf(n, "case", []string{"exact"})
	case "Alias.scope":
		d.oneOf(n, "scope", []string{"posting"})
	case "Alias.near", "Former.near", "Alias.lower_near":
		d.words(n, inNear)
	case "Alias.never":
		d.words(n, inNever)
	case "Former.until", "Certification.launched", "Certification.retires", "Certification.as_of":
		d.date(n, key)
	case "Certification.vendor":
		d.oneOf(n, "vendor", vendors)
	case "Certification.status":
		d.oneOf(n, "status", statuses)
	case "Certification.kind":
		d.oneOf(n, "kind", examKinds)
	case "Certification.page":
		if n.Value != "" && !strings.HasPrefix(n.Value, "https://") {
			d.fault(n, "page must be an https:// address, found %q", n.Value)
		}
	case "Certification.terms":
		d.referAll(n, "certification term")
	case "Certification.successors", "Certification.nearest":
		d.referAll(n, "exam")
	case "Scope.high", "Scope.medium", "Scope.low":
		d.referAll(n, "term")
	case "Domain.weight", "Domain.low", "Domain.high":
		d.between(n, key, 0, 100)
	case "Certification.build":
		d.between(n, key, 0, 1)
	}
}

// shape wants text of a certain form; example shows it.
func (d *decoder) shape(n *yaml.Node, re *regexp.Regexp, what, example string) {
	if !re.MatchString(n.Value) {
		d.fault(n, "%q is not %s; meant is something like %s", n.Value, what, example)
	}
}

// oneOf wants a word of a closed list, or nothing.
func (d *decoder) oneOf(n *yaml.Node, what string, words []string) bool {
	if n.Kind == yaml.ScalarNode && !isNull(n) && n.Value != "" && !slices.Contains(words, n.Value) {
		d.fault(n, "unknown %s %q%s", what, n.Value, choices(n.Value, words))
		return false
	}
	return true
}

// between wants a number within bounds; what is no number has been told already.
func (d *decoder) between(n *yaml.Node, what string, low, high float64) {
	var f float64
	if n.Decode(&f) == nil && (f < low || f > high) {
		d.fault(n, "%s must lie between %g and %g, found %s", what, low, high, n.Value)
	}
}

// date wants 2006, 2006-01 or 2006-01-02.
func (d *decoder) date(n *yaml.Node, what string) {
	if n.Kind != yaml.ScalarNode || n.Value == "" || isNull(n) {
		return
	}
	for _, layout := range []string{"2006", "2006-01", "2006-01-02"} {
		if _, err := time.Parse(layout, n.Value); err == nil {
			return
		}
	}
	d.fault(n, "%s must be a date such as 2026, 2026-03 or 2026-03-31, found %q", what, n.Value)
}

// Where a list of phrases stands, which says what else it may hold.
type listPlace int

// The places.
const (
	inNear  listPlace = iota // $lists and @platforms
	inNever                  // $lists of phrases
	inList                   // @platforms
)

// words looks at a list of phrases, $lists and @platforms.
func (d *decoder) words(n *yaml.Node, place listPlace) {
	for _, item := range n.Content {
		list, isList := strings.CutPrefix(item.Value, "$")
		platform, isPlatform := strings.CutPrefix(item.Value, "@")
		switch {
		case isList && place == inNear:
			d.refs = append(d.refs, ref{d.at(item), "list", list})
		case isList && place == inNever:
			d.refs = append(d.refs, ref{d.at(item), "list of phrases", list})
		case isList:
			d.fault(item, "%s: a list cannot hold another list", item.Value)
		case isPlatform && place == inNever:
			d.fault(item, "%s: never takes phrases and $lists; a platform is no phrase", item.Value)
		case isPlatform:
			d.refs = append(d.refs, ref{d.at(item), "platform", platform})
		default:
			d.phrase(item)
		}
	}
}

// phrase wants something that can stand in a text.
func (d *decoder) phrase(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && !isNull(n) && strings.Trim(n.Value, " *-'\t\n") == "" {
		d.fault(n, "%q holds no word to look for", n.Value)
	}
}

// refer notes a name that something must define; resolve looks when all files are read.
func (d *decoder) refer(n *yaml.Node, kind string) {
	if n.Kind == yaml.ScalarNode && n.Value != "" && !isNull(n) {
		d.refs = append(d.refs, ref{d.at(n), kind, n.Value})
	}
}

// referAll notes every name of a list.
func (d *decoder) referAll(n *yaml.Node, kind string) {
	for _, item := range n.Content {
		d.refer(item, kind)
	}
}
