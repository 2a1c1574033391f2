package data

import (
	"maps"
	"strings"
)

// Flat brings an answer into the shape of objects with their own fields. JSON:API (as Teamtailor answers) keeps the fields of a resource
// in "attributes", and what it refers to (place, employer, department) beside the whole list in "included".
func Flat(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	if deep := unflat(m); deep != nil {
		return deep
	}
	api := resources{}
	list, _ := m["included"].([]any)
	for _, x := range list {
		if r, ok := x.(map[string]any); ok {
			api[reference(r)] = r
		}
	}
	switch data := m["data"].(type) {
	case map[string]any:
		if flat := api.flat(data); flat != nil {
			return flat
		}
	case []any:
		var flats []any
		for _, x := range data {
			if r, ok := x.(map[string]any); ok {
				if flat := api.flat(r); flat != nil {
					flats = append(flats, flat)
				}
			}
		}
		if len(flats) > 0 {
			return flats
		}
	}
	return v
}

// unflat puts fields back into the objects that a program took them out of to write them as columns
// ("company.display_name", "salary/min"); nil when no field's name has such a step. Places in lists ("skills/0") become
// names, and so the list an object.
func unflat(m map[string]any) map[string]any {
	var deep map[string]any
	for _, k := range Keys(m) {
		outer, inner, ok := cutStep(k)
		if !ok {
			continue
		}
		if deep == nil {
			deep = maps.Clone(m)
		}
		object, _ := deep[outer].(map[string]any)
		if object == nil && deep[outer] == nil {
			object = map[string]any{}
			deep[outer] = object
		}
		if object != nil {
			object[inner] = m[k]
			delete(deep, k)
		}
	}
	for k, v := range deep {
		if object, ok := v.(map[string]any); ok {
			if deeper := unflat(object); deeper != nil {
				deep[k] = deeper
			}
		}
	}
	return deep
}

// cutStep cuts a field's name behind its first step; words with a space, such as "Diploma/Degree level", are no path.
func cutStep(name string) (outer, inner string, ok bool) {
	i := strings.IndexAny(name, "./")
	if i <= 0 || i == len(name)-1 || strings.ContainsAny(name, " :") {
		return "", "", false
	}
	return name[:i], name[i+1:], true
}

// resources are what a JSON:API answer includes, by type and id.
type resources map[string]map[string]any

// reference is how one resource is named by another.
func reference(r map[string]any) string { return Line(r["type"]) + "/" + Line(r["id"]) }

// flat is a resource as one object, with the objects that it refers to under the names of its relationships; nil when
// the object is no resource.
func (api resources) flat(r map[string]any) map[string]any {
	attributes, ok := r["attributes"].(map[string]any)
	if !ok {
		return nil
	}
	flat := map[string]any{"id": r["id"]}
	links, _ := r["links"].(map[string]any)
	for name, v := range links {
		if name != "self" { // the interface's own address is not for people
			flat[name] = v
		}
	}
	for name, v := range attributes {
		flat[name] = v
	}
	relationships, _ := r["relationships"].(map[string]any)
	for name, v := range relationships {
		relation, _ := v.(map[string]any)
		if one := api.related(relation["data"]); one != nil && Blank(flat[name]) {
			flat[name] = one
		}
	}
	return flat
}

// related is what a relationship points at, where the answer includes it: one resource, or a list.
func (api resources) related(data any) any {
	switch x := data.(type) {
	case map[string]any:
		if r := api[reference(x)]; r != nil {
			return r["attributes"]
		}
	case []any:
		var list []any
		for _, y := range x {
			if one := api.related(y); one != nil {
				list = append(list, one)
			}
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}
