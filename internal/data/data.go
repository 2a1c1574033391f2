// Package data reads decoded data (JSON, XML, rows of tables) as a person does: what fields are called, whatever the
// case and the marks between words; what a value says in one line, whether it is a word, a list or an object; what place
// it names; and how it is laid out as text. It knows the shapes that programs give data, and no jobs.
package data

import (
	"slices"
	"strings"

	"jobsignal/internal/advert"
)

// Object is an object of data with its fields by plain name.
type Object struct {
	Raw    map[string]any // as decoded
	Fields map[string]any // by plain name
}

// New gives the fields of an object their plain names. Of two fields with one name, "jobTitle" beside "job_title", the
// one that is plain already counts, else the first by the alphabet.
func New(m map[string]any) *Object {
	o := &Object{Raw: m, Fields: make(map[string]any, len(m))}
	var from map[string]string // plain name → the other name that it was taken from
	for k, v := range m {
		n := Name(k)
		if v == nil {
			continue
		}
		if o.Fields[n] != nil {
			if old, odd := from[n]; !odd || k != n && old < k {
				continue
			}
		}
		o.Fields[n] = v
		if from == nil && k != n {
			from = map[string]string{}
		}
		if k != n {
			from[n] = k
		} else {
			delete(from, n)
		}
	}
	return o
}

// First is the first of some fields, by plain name, that says something; nil when none does.
func (o *Object) First(fields ...string) any {
	for _, n := range fields {
		if v := o.Fields[n]; !Blank(v) {
			return v
		}
	}
	return nil
}

// Name is a field's plain name: lower case, without anything but letters and digits.
func Name(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= 'a' && s[i] <= 'z' || s[i] >= '0' && s[i] <= '9'
	}
	if clean {
		return s
	}
	return advert.Bare(s)
}

// Keys are the names of an object's fields in order, so that what is read does not depend on chance.
func Keys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Blank reports a value that says nothing.
func Blank(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case string:
		s := strings.TrimSpace(x)
		return s == "" || strings.EqualFold(s, "null") || strings.EqualFold(s, "nan") || strings.EqualFold(s, "none") || strings.EqualFold(s, "n/a")
	case []any:
		for _, y := range x {
			if !Blank(y) {
				return false
			}
		}
		return true
	case map[string]any:
		for _, y := range x {
			if !Blank(y) {
				return false
			}
		}
		return true
	}
	return false
}
