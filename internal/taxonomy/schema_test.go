package taxonomy

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

const schemaFile = "../../docs/keywords.schema.json"

// object is what the test reads of a JSON Schema.
type object struct {
	Description          string
	Properties           map[string]json.RawMessage
	AdditionalProperties json.RawMessage
	PropertyNames        struct{ Enum []string }
	Enum                 []string
	Defs                 map[string]object `json:"$defs"`
}

func readSchema(t *testing.T) object {
	t.Helper()
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var root object
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatalf("%s: %v", schemaFile, err)
	}
	return root
}

// TestSchemaKeys compares the keys of the schema with those of the structs, both ways.
func TestSchemaKeys(t *testing.T) {
	root := readSchema(t)
	for name, shape := range map[string]reflect.Type{
		"term": reflect.TypeFor[Term](), "alias": reflect.TypeFor[Alias](), "former": reflect.TypeFor[Former](),
		"program": reflect.TypeFor[Program](), "certification": reflect.TypeFor[Certification](),
		"domain": reflect.TypeFor[Domain](), "scope": reflect.TypeFor[Scope](), "cues": reflect.TypeFor[Cues](), "": reflect.TypeFor[File](),
	} {
		o := root
		if name != "" {
			o = root.Defs[name]
		}
		want, got := mapKeys(fieldsOf(shape)), mapKeys(o.Properties)
		if !slices.Equal(want, got) {
			t.Errorf("schema %q has keys %v, the struct %v", name, got, want)
		}
		if string(o.AdditionalProperties) != "false" {
			t.Errorf("schema %q allows other keys: %s", name, o.AdditionalProperties)
		}
		for key, raw := range o.Properties {
			var p object
			if err := json.Unmarshal(raw, &p); err != nil || p.Description == "" && !strings.Contains(string(raw), "$ref") {
				t.Errorf("schema %q: %s has no description (%v)", name, key, err)
			}
		}
	}
}

// TestSchemaWords compares the closed lists of words.
func TestSchemaWords(t *testing.T) {
	defs := readSchema(t).Defs
	for _, c := range []struct {
		def, key string
		want     []string
	}{
		{"term", "kind", termKinds},
		{"certification", "vendor", vendors},
		{"certification", "status", statuses},
		{"certification", "kind", examKinds},
		{"alias", "case", []string{"", "exact"}},
		{"alias", "scope", []string{"", "posting"}},
		{"cues", "headings", headingSet},
		{"cues", "phrases", phraseSet},
		{"cues", "choice", choiceSet},
	} {
		var p object
		if err := json.Unmarshal(defs[c.def].Properties[c.key], &p); err != nil {
			t.Fatal(err)
		}
		got := p.Enum
		if c.def == "cues" {
			got = p.PropertyNames.Enum
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("schema: words of %s.%s = %v, want %v", c.def, c.key, got, c.want)
		}
	}
}

func TestSchemaValidates(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var good []string
	for _, pattern := range []string{"../../keywords.yaml", "../../vocabulary/*.yaml", "testdata/*.yaml"} {
		files, _ := filepath.Glob(pattern)
		good = append(good, files...)
	}
	for _, file := range good {
		if err := schema.Validate(instance(t, file)); err != nil {
			t.Errorf("%s against the schema: %v", file, err)
		}
	}
	for _, file := range []string{"testdata/broken/keys.yaml", "testdata/broken/values.yaml", "testdata/broken/list.yaml"} {
		if schema.Validate(instance(t, file)) == nil {
			t.Errorf("%s is valid by the schema, want not", file)
		}
	}
}

// instance reads a YAML file as the schema's library wants it.
func instance(t *testing.T, file string) any {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return plain(&doc)
}

// plain turns nodes into JSON values, as an editor sees them: a date is text.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return plain(n.Content[0])
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plain(c))
		}
		return list
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		return json.Number(n.Value)
	}
	return n.Value
}
