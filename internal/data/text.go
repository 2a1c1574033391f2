package data

import (
	"slices"
	"strings"
	"unicode"

	"jobsignal/internal/advert"
	"jobsignal/internal/document"
	"jobsignal/internal/job"
)

// sectionOrder is the order of parts whose order the data does not keep.
var sectionOrder = []string{"companydescription", "jobdescription", "qualifications", "additionalinformation"}

// LayOut lays out a value as text: a string as markup or text, a list of titled parts with its titles, a list of
// words as items.
func LayOut(v any) []job.Block { return layOut(v, 0) }

func layOut(v any, depth int) []job.Block {
	if depth > 8 {
		return nil
	}
	switch x := v.(type) {
	case string:
		return document.Fragment(x)
	case []any:
		var out []job.Block
		for _, y := range x {
			switch z := y.(type) {
			case string:
				if part := document.Fragment(z); len(part) == 1 && len(x) > 1 {
					out = append(out, job.Block{Kind: job.Item, Level: 1, Text: part[0].Text})
				} else {
					out = append(out, part...)
				}
			case map[string]any:
				out = append(out, layOut(z, depth+1)...)
			}
		}
		return out
	case map[string]any:
		return layOutObject(New(x), depth)
	}
	return nil
}

// layOutObject lays out {title, content}, {text}, or an object of such parts.
func layOutObject(r *Object, depth int) []job.Block {
	body, used := any(nil), ""
	for _, k := range []string{"htmlcontent", "content", "html", "rendered", "value", "body", "description", "govtxmljobbody", "text", "#text", "sections"} {
		if v := r.Fields[k]; !Blank(v) {
			body, used = v, k
			break
		}
	}
	if body != nil {
		var out []job.Block
		for _, k := range []string{"title", "name", "header", "heading", "text", "label"} {
			if s, ok := r.Fields[k].(string); ok && k != used && s != "" && len(s) < 120 {
				out = append(out, job.Block{Kind: job.Heading, Level: 3, Text: document.Text(s)})
				break
			}
		}
		content := layOut(body, depth+1)
		if s, ok := body.(string); ok && len(out) == 0 && len(s) < 40 && r.Fields["level"] != nil { // {"name": …, "level": …}
			return []job.Block{{Kind: job.Item, Level: 1, Text: s}}
		}
		return append(out, content...)
	}
	var out []job.Block
	for _, k := range sectionOrder {
		if v, ok := r.Fields[k]; ok {
			out = append(out, layOut(v, depth+1)...)
		}
	}
	if len(out) > 0 {
		return out
	}
	if s, ok := r.Fields["name"].(string); ok && s != "" {
		return []job.Block{{Kind: job.Item, Level: 1, Text: document.Text(s)}}
	}
	for _, k := range Keys(r.Fields) {
		switch r.Fields[k].(type) {
		case map[string]any, []any:
			out = append(out, layOut(r.Fields[k], depth+1)...)
		case string:
			if s := r.Fields[k].(string); len(s) > 80 {
				out = append(out, document.Fragment(s)...)
			}
		}
	}
	return out
}

// Prose collects the long texts anywhere inside an object, each under the name of its field. Data does not
// keep the order of fields: summaries come first, then duties, requirements, and the rest.
func (o *Object) Prose() []job.Block {
	type found struct {
		name  string
		order int
		text  []job.Block
	}
	var all []found
	var walk func(fields map[string]any, depth int)
	walk = func(fields map[string]any, depth int) {
		if depth > 8 {
			return
		}
		for _, k := range Keys(fields) {
			switch v := fields[k].(type) {
			case map[string]any:
				walk(v, depth+1)
			case string, []any:
				if text := layOut(v, 1); IsProse(text) {
					name := spaced(k)
					order := map[advert.Part]int{advert.DutiesPart: 2, advert.RequirementsPart: 3, advert.OfferPart: 5, advert.CompanyPart: 1, advert.NoPart: 6}[advert.StemPart(name)]
					if strings.Contains(strings.ToLower(name), "summary") || strings.Contains(strings.ToLower(name), "description") {
						order = 0
					}
					all = append(all, found{name, order, text})
				}
			}
		}
	}
	walk(o.Raw, 0)
	slices.SortStableFunc(all, func(a, b found) int { return a.order - b.order })
	var out []job.Block
	for _, f := range all {
		out = append(out, job.Block{Kind: job.Heading, Level: 2, Text: f.name})
		out = append(out, f.text...)
	}
	return out
}

// IsProse reports whether blocks hold sentences, not only words, numbers and addresses.
func IsProse(blocks []job.Block) bool {
	for i := range blocks {
		if strings.Count(blocks[i].Text, " ") >= 8 {
			return true
		}
	}
	return false
}

// spaced writes a field name as words: "MajorDuties" as "Major Duties".
func spaced(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '_' || r == '-':
			b.WriteByte(' ')
			continue
		case i > 0 && unicode.IsUpper(r) && !unicode.IsUpper(rune(s[i-1])):
			b.WriteByte(' ')
		}
		if i == 0 {
			r = unicode.ToUpper(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}
