package taxonomy

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// decoder turns YAML nodes into the shapes of vocabulary.go and reports everything it cannot place, with its position.
// It does what the library's strict decoding does not: near names for unknown keys, columns, all faults at once, and
// decoding onto a value that is already filled, which is how an overlay changes only what it states.
type decoder struct {
	file string
	errs *Errors
	refs []ref
}

// ref is a name that something else must define. Names are checked when all files are read.
type ref struct {
	Position
	kind string // "list", "platform", "term", "certification term", "exam"
	name string
}

// at is where a node stands.
func (d *decoder) at(n *yaml.Node) Position { return Position{d.file, n.Line, n.Column} }

// fault notes what is wrong with a node; decoding goes on.
func (d *decoder) fault(n *yaml.Node, format string, args ...any) {
	*d.errs = append(*d.errs, Error{d.at(n), fmt.Sprintf(format, args...)})
}

// nodeKinds names what a person wrote.
func nodeKind(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a map"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "a YAML alias"
	}
	if isNull(n) {
		return "nothing"
	}
	return strconv.Quote(n.Value)
}

// isNull reports an empty value, ~ or null: not stated.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// into decodes n onto v. what names v in messages.
func (d *decoder) into(n *yaml.Node, v reflect.Value, what string) {
	if a, ok := v.Addr().Interface().(*Alias); ok && n.Kind == yaml.ScalarNode && !isNull(n) {
		*a = Alias{Text: n.Value, at: d.at(n)}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if isNull(n) {
			v.SetZero()
			return
		}
		fresh := reflect.New(v.Type().Elem())
		d.into(n, fresh.Elem(), what)
		v.Set(fresh)
	case reflect.Struct:
		d.structure(n, v, what)
	case reflect.Slice:
		d.list(n, v, what)
	default:
		d.scalar(n, v, what)
	}
}

// structure decodes a map onto a struct, key by key; what the map does not state stays as it is.
func (d *decoder) structure(n *yaml.Node, v reflect.Value, what string) {
	keys := fieldsOf(v.Type())
	d.pairs(n, what, func(key, value *yaml.Node) {
		i, ok := keys[key.Value]
		if !ok {
			d.fault(key, "unknown key %q in %s%s", key.Value, what, meant(key.Value, mapKeys(keys)))
			return
		}
		d.into(value, v.Field(i), key.Value)
		d.check(v.Type(), key.Value, value)
	})
	switch x := v.Addr().Interface().(type) {
	case *Alias:
		x.at = d.at(n)
	case *Former:
		x.at = d.at(n)
	}
}

// pairs visits the keys of a map in order; a key met twice is a fault.
func (d *decoder) pairs(n *yaml.Node, what string, visit func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		if !isNull(n) {
			d.fault(n, "%s must be a map, found %s", what, nodeKind(n))
		}
		return
	}
	// A node tree holds both of two equal keys, and a person would not learn which one counts.
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if line, twice := seen[key.Value]; twice {
			d.fault(key, "key %q stands twice in %s; first on line %d", key.Value, what, line)
			continue
		}
		seen[key.Value] = key.Line
		visit(key, n.Content[i+1])
	}
}

// list decodes a list as a whole: what was there before is replaced.
func (d *decoder) list(n *yaml.Node, v reflect.Value, what string) {
	if isNull(n) {
		v.SetZero()
		return
	}
	if n.Kind != yaml.SequenceNode {
		d.fault(n, "%s must be a list, found %s", what, nodeKind(n))
		return
	}
	fresh := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		if isNull(item) {
			d.fault(item, "an entry of %s is empty", what)
			continue
		}
		d.into(item, fresh.Index(i), entryOf(what))
	}
	v.Set(fresh)
}

// entryOf names one entry of a list in messages.
func entryOf(list string) string {
	switch list {
	case "aliases":
		return "an alias"
	case "was":
		return "a former name"
	case "domains":
		return "a domain"
	}
	return "an entry of " + list
}

// scalar decodes one value. Text is taken as written: a name such as 017, no or on stays what the person typed.
func (d *decoder) scalar(n *yaml.Node, v reflect.Value, what string) {
	if n.Kind != yaml.ScalarNode {
		d.fault(n, "%s must be one value, found %s", what, nodeKind(n))
		return
	}
	if isNull(n) {
		v.SetZero()
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.Value)
	case reflect.Bool:
		if n.Value != "true" && n.Value != "false" {
			d.fault(n, "%s must be true or false, found %q", what, n.Value)
		}
		v.SetBool(n.Value == "true")
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil {
			d.fault(n, "%s must be a whole number, found %q", what, n.Value)
		}
		v.SetInt(int64(i))
	case reflect.Float64:
		f, err := strconv.ParseFloat(n.Value, 64)
		// NaN and infinities are numbers to the parser, but no weight and no price.
		if err != nil || f != f || f-f != 0 {
			d.fault(n, "%s must be a number, found %q", what, n.Value)
			f = 0
		}
		v.SetFloat(f)
	}
}

// fieldsOf maps the YAML keys of a struct to its fields.
func fieldsOf(t reflect.Type) map[string]int {
	keys := map[string]int{}
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "" {
			keys[name] = i
		}
	}
	return keys
}

// mapKeys lists the keys of a map, sorted.
func mapKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// parse reads a file into its root map; nil when it is empty or no YAML.
func (d *decoder) parse(data []byte) *yaml.Node {
	var doc yaml.Node
	if len(strings.TrimSpace(string(data))) == 0 {
		return nil
	}
	if err := yaml.Load(data, &doc); err != nil {
		*d.errs = append(*d.errs, syntaxError(d.file, err))
		return nil
	}
	if n := anchored(&doc); n != nil {
		d.fault(n, "YAML anchors and aliases (& and *) are not read in vocabulary files; quote the text if you mean the sign")
		return nil
	}
	if len(doc.Content) == 0 || isNull(doc.Content[0]) {
		return nil
	}
	return doc.Content[0]
}

// anchored finds the first anchor or alias: a bomb could hide behind one, and nobody needs them here.
func anchored(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n
	}
	for _, c := range n.Content {
		if a := anchored(c); a != nil {
			return a
		}
	}
	return nil
}
