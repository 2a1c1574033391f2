package unpack

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// rename gives the fields of JSON objects the names that are wanted, at any depth; names is wanted → present, in any
// case. A field that is not there changes nothing, and neither does content that is no JSON.
func rename(data []byte, names map[string]string) []byte {
	if len(names) == 0 {
		return data
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil || dec.More() {
		return data
	}
	if !renameIn(v, names) {
		return data
	}
	b, err := json.Marshal(v)
	if err != nil {
		return data
	}
	return b
}

// renameIn renames in a value and what it holds, and reports whether anything was.
func renameIn(v any, names map[string]string) bool {
	changed := false
	switch x := v.(type) {
	case []any:
		for _, y := range x {
			changed = renameIn(y, names) || changed
		}
	case map[string]any:
		for _, y := range x {
			changed = renameIn(y, names) || changed
		}
		changed = renameFields(x, names) || changed
	}
	return changed
}

// renameFields moves all fields at once, so that two may change places.
func renameFields(fields map[string]any, names map[string]string) bool {
	moved := map[string]any{}
	var gone []string
	for wanted, present := range names {
		if name, ok := fieldOf(fields, present); ok {
			moved[wanted] = fields[name]
			gone = append(gone, name)
		}
	}
	for _, name := range gone {
		delete(fields, name)
	}
	for wanted, v := range moved {
		fields[wanted] = v
	}
	return len(moved) > 0
}

// fieldOf finds a field by its name, else by its name in other case.
func fieldOf(fields map[string]any, name string) (string, bool) {
	if _, ok := fields[name]; ok {
		return name, true
	}
	var alike []string
	for f := range fields {
		if strings.EqualFold(strings.TrimSpace(f), strings.TrimSpace(name)) {
			alike = append(alike, f)
		}
	}
	if len(alike) == 0 {
		return "", false
	}
	return slices.Min(alike), true
}
