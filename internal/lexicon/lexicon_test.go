package lexicon_test

import (
	"fmt"
	"strings"
	"testing"

	"jobsignal/internal/lexicon"
	"jobsignal/internal/phrase"
)

// The vocabulary's tests (package taxonomy) go through every rule; these show the parts by themselves.

func TestNames(t *testing.T) {
	names := []lexicon.Name{
		{Owner: 0, Group: "sky", Text: "Sky"},
		{Owner: 1, Group: "sky", Text: "Glue", Near: []string{"@sky"}},
		{Owner: 2, Text: "Go", Exact: true, Near: []string{"$languages"}, LowerNear: []string{"$languages"}},
		{Owner: 3, Text: "Big Query", Joined: true, Never: []string{"big query tax", "whale"}},
		{Owner: 4, Text: "model", Plural: true},
	}
	n := lexicon.NewNames(phrase.NewFolder(false), names, map[string][]string{"languages": {"Python"}})
	for _, c := range []struct{ text, want string }{
		{"Sky and Glue", "0:Sky 1:Glue"},
		{"Glue alone", ""},
		{"Python or Go", "2:Go"},
		{"Python or go", ""},
		{"python, go", "2:go"},
		{"BigQuery, the big query tax", "3:BigQuery"},
		{"BigQuery for a whale", ""},
		{"Models", "4:Models"},
	} {
		var got []string
		for _, f := range n.Find(c.text)[0] {
			got = append(got, fmt.Sprintf("%d:%s", f.Name, c.text[f.Start:f.End]))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("Find(%q) = %s, want %s", c.text, s, c.want)
		}
	}
	if c := n.Clashes(); len(c) != 0 {
		t.Errorf("Clashes() = %v, want none", c)
	}
}

func TestClashes(t *testing.T) {
	n := lexicon.NewNames(phrase.NewFolder(false), []lexicon.Name{
		{Owner: 0, Text: "Cloud Run"}, {Owner: 1, Text: "cloud-run"}, {Owner: 0, Text: "CLOUD RUN"}, {Owner: 2, Text: "cloud run", Near: []string{"jog"}},
	}, nil)
	if got := fmt.Sprint(n.Clashes()); got != "[[1 0]]" {
		t.Errorf("Clashes() = %s, want [[1 0]]", got)
	}
}

func TestCuesAndHeadings(t *testing.T) {
	cues := lexicon.NewCues([]lexicon.Phrase{{Class: "such", Lang: "de", Text: "z b"}, {Class: "no", Lang: "en", Text: "no * needed"}})
	if got := fmt.Sprint(cues.Find("Cloud, z. B. Sky; no cloud needed")); got != "[{such de 7 12} {no en 18 33}]" {
		t.Errorf("Find = %s", got)
	}
	h := lexicon.NewHeadings(phrase.NewFolder(false), []lexicon.Phrase{{Class: "required", Text: "what you'll bring"}, {Class: "employer", Text: "about *"}})
	for text, want := range map[string]string{"WHAT YOU’LL BRING:": "required", "About Acme": "employer", "About": "", "Perks": ""} {
		if got, _ := h.Opens(text); got != want {
			t.Errorf("Opens(%q) = %q, want %q", text, got, want)
		}
	}
}
