package data

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Flat brings an answer into the shape of objects with their own fields. JSON:API (as Teamtailor answers) keeps the fields of a resource
// in "attributes", and what it refers to (place, employer, department) beside the whole list in "included".
func Flat(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	if rows := rowsOf(m); rows != nil {
		return rows
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

// rowsOf are the rows of a table that a program wrote column by column, as pandas does unless it is told otherwise: each
// column an object from the row's number to its cell, or the names of the columns beside lists of cells. It is nil for
// anything else.
func rowsOf(m map[string]any) []any {
	columns, _ := m["columns"].([]any)
	if list, ok := m["data"].([]any); ok && len(columns) > 1 {
		return split(columns, list)
	}
	rows := map[string]map[string]any{}
	for _, name := range Keys(m) {
		column, ok := m[name].(map[string]any)
		if !ok || len(m) < 2 || len(column) == 0 {
			return nil
		}
		for number, cell := range column {
			if strings.Trim(number, "0123456789") != "" {
				return nil
			}
			if rows[number] == nil {
				rows[number] = map[string]any{}
			}
			rows[number][name] = cell
		}
		if len(rows) != len(column) { // all columns have the same rows
			return nil
		}
	}
	numbers := slices.SortedFunc(maps.Keys(rows), func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
	var out []any
	for _, n := range numbers {
		out = append(out, rows[n])
	}
	return out
}

// split joins names of columns and lists of cells.
func split(columns, list []any) (rows []any) {
	for _, x := range list {
		cells, ok := x.([]any)
		if !ok || len(cells) != len(columns) {
			return nil
		}
		row := map[string]any{}
		for i, cell := range cells {
			row[Line(columns[i])] = cell
		}
		rows = append(rows, row)
	}
	return rows
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
