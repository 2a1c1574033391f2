package payload

import (
	"strings"

	"jobsignal/internal/data"
)

// adopt takes over what a record lacks from the schema.org object that feeds put beside their own fields, and from
// the block of a record that has details.
func (r *Record) adopt() {
	for _, n := range []string{"jobposting", "structuredata", "userarea", "metadata"} {
		inner, ok := r.Fields[n].(map[string]any)
		if !ok {
			continue
		}
		if details, ok := inner["Details"].(map[string]any); ok {
			inner = details
		}
		for _, k := range data.Keys(inner) {
			if p := data.Name(k); data.Blank(r.Fields[p]) && p != "title" {
				r.Fields[p] = inner[k]
			}
		}
	}
}

// labelled returns the value of the first of a record's own extra fields whose label has one of the words: what
// employers add to Greenhouse ("metadata"), Oracle ("requisitionFlexFields") and SmartRecruiters ("customField").
func (r *Record) labelled(words ...string) any {
	for _, n := range []string{"metadata", "requisitionflexfields", "customfield", "customfields"} {
		list, _ := r.Fields[n].([]any)
		for _, x := range list {
			m, ok := x.(map[string]any)
			if !ok {
				continue
			}
			f := New(m, nil, "")
			label := strings.ToLower(data.Line(f.First("name", "prompt", "fieldlabel", "label")))
			for _, w := range words {
				if v := f.First("value", "valuelabel"); v != nil && strings.Contains(label, w) {
					return v
				}
			}
		}
	}
	return nil
}
