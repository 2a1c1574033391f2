package taxonomy_test

import (
	"strings"
	"testing"
)

func TestFindCues(t *testing.T) {
	v := small(t)
	for _, c := range []struct{ rule, text, want string }{
		{"phrase", "AWS is preferred", "phrase.preferred/en:preferred"},
		{"longest of a class", "Azure is a plus", "phrase.preferred/en:is a plus"},
		{"classes overlap", "preferred or not required", "phrase.preferred/en:preferred choice.or/en:or phrase.negated/en:not required"},
		{"language is told", "oder of or", "choice.or/de:oder choice.or/nl:of choice.or/en:or"},
		{"signs and spaces", "Cloud, z.\u00a0B. AWS", "choice.such_as/de:z.\u00a0B."},
		{"abbreviation", "Cloud (z.B. AWS), z. B. Azure, zB", "choice.such_as/de:z.B. choice.such_as/de:z. B."},
		{"slash", "or/of", "choice.or/en:or choice.or/nl:of"},
		{"whole words", "for north orbit", ""},
		{"star", "No AWS or Azure experience needed.", "phrase.negated/en:No AWS or Azure experience needed choice.or/en:or"},
		{"star stays in the sentence", "We say no. AWS is needed.", ""},
		{"star has six words", "no one two three four five six needed", "phrase.negated/en:no one two three four five six needed"},
		{"star has at most six words", "no one two three four five six seven needed", ""},
		{"star has one word", "no needed", ""},
		{"dot ends a sentence", "We are such. As you see", ""},
		{"line break", "von\nVorteil", "phrase.preferred/de:von\nVorteil"},
	} {
		var got []string
		for _, cue := range v.FindCues(c.text) {
			got = append(got, cue.Class+"/"+cue.Lang+":"+c.text[cue.Start:cue.End])
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: FindCues(%q) = %s, want %s", c.rule, c.text, s, c.want)
		}
	}
}

func TestHeading(t *testing.T) {
	v := small(t)
	for _, c := range []struct{ text, want string }{
		{"Requirements", "required"},
		{"REQUIREMENTS:", "required"},
		{"  ★ Requirements ★ ", "required"},
		{"*** Requirements ***", "required"},
		{"2. Requirements", "required"},
		{"IV) Requirements", "required"},
		{"a) Requirements", "required"},
		{"Requirements 🚀", "required"},
		{"Skills & Experience", "required"},
		{"Skills/Experience", "required"},
		{"Requirements, Qualifications & Skills and Experience", "required"},
		{"What you’ll bring", "required"},
		{"WHAT YOU LL BRING", "required"},
		{"Dein Profil", "required"},
		{"Nice-to-have", "preferred"},
		{"About us", "employer"},
		{"About Larkfield Consulting", "employer"},
		{"Life @ Larkfield", ""},
		{"Life at Larkfield", "employer"},
		{"Larkfield is great", "employer"},
		{"Required documents", "process"},
		{"Required by law", "required"},
		{"About the one two three four five six", ""},
		{"Requirements and benefits", ""},
		{"Requirements for pilots", ""},
		{"", ""},
		{"...", ""},
		{strings.Repeat("requirements ", 5000), ""},
	} {
		got, ok := v.Heading(c.text)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Heading(%.60q) = %q, %v, want %q", c.text, got, ok, c.want)
		}
	}
}
