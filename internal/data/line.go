package data

import (
	"encoding/json"
	"slices"
	"strings"

	"jobsignal/internal/advert"
	"jobsignal/internal/document"
)

// nameKeys name an object, best first.
var nameKeys = []string{"name", "displayname", "companyname", "organizationname", "label", "title", "text", "value", "descriptor", "libelle", "rendered", "formattedname", "partyname", "locationname", "#text", "identifier", "date", "numberlong"}

// Line turns any value into one line of text: an object by the part of it that names it.
func Line(v any) string { return oneLineBy(v, false) }

// Place does so for places: an object by the parts of its address.
func Place(v any) string { return oneLineBy(v, true) }

func oneLineBy(v any, place bool) string {
	switch x := v.(type) {
	case string:
		if Blank(x) {
			return ""
		}
		return document.Text(x)
	case json.Number:
		return x.String()
	case []any:
		var parts []string
		for _, y := range x {
			if s := oneLineBy(y, place); s != "" && !slices.Contains(parts, s) {
				parts = append(parts, s)
			}
		}
		if place && slices.ContainsFunc(parts, func(s string) bool { return strings.Contains(s, ",") }) {
			return strings.Join(parts, "; ")
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		return objectLine(New(x), place)
	}
	return ""
}

func objectLine(r *Object, place bool) string {
	if place {
		if a := Address(r); a != "" {
			return a
		}
	}
	for _, k := range nameKeys {
		if s := oneLineBy(r.Fields[k], place); s != "" {
			return s
		}
	}
	for _, k := range Keys(r.Fields) { // wrapping, as in {"com.site.Company": {"result": {"name": …}}}, {"location": [{"city": …}]}
		switch v := r.Fields[k].(type) {
		case map[string]any, []any:
			if s := oneLineBy(v, place); s != "" {
				return s
			}
		}
	}
	return ""
}

// Address joins the parts of a place: schema.org's PostalAddress and what boards call its parts.
func Address(r *Object) string {
	if s, ok := r.Fields["address"].(string); ok && s != "" && !strings.HasPrefix(s, "http") && r.Fields["city"] == nil && r.Fields["name"] == nil {
		return document.Text(s)
	}
	for _, k := range []string{"address", "postaladdress"} {
		if m, ok := r.Fields[k].(map[string]any); ok {
			if a := Address(New(m)); a != "" {
				return a
			}
		}
	}
	for _, k := range []string{"fulllocation", "locationstr", "locationtext", "displayname", "locationname", "formattedaddress"} {
		if s, ok := r.Fields[k].(string); ok && strings.TrimSpace(s) != "" {
			return document.Text(s)
		}
	}
	var parts []string
	for _, group := range [][]string{{"addresslocality", "city", "cityname"}, {"addressregion", "state", "region", "statename", "province"}, {"addresscountry", "country", "countryname", "countrycode"}} {
		for _, k := range group {
			if s := Line(r.Fields[k]); s != "" && s != "false" && strings.IndexFunc(s, advert.IsWordRune) >= 0 {
				if !slices.Contains(parts, s) {
					parts = append(parts, s)
				}
				break
			}
		}
	}
	return strings.Join(parts, ", ")
}
