package main

import (
	"strings"
	"testing"

	"jobsignal/internal/db"
)

func TestWordsIn(t *testing.T) {
	for line, want := range map[string]string{
		"Node.js, T-SQL and C++ (C#).": "Node.js|T-SQL|and|C++|C#",
		"R&D's end. ":                  "R&D's|end",
		"":                             "",
		"\xff\xfeA":                    "A",
	} {
		var got []string
		for _, at := range wordsIn(line) {
			got = append(got, line[at[0]:at[1]])
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("wordsIn(%q) = %s, want %s", line, s, want)
		}
	}
}

func TestTechnical(t *testing.T) {
	for w, want := range map[string]bool{"MLflow": true, "SAP": true, "iOS": true, "C++": true, "Python": false, "data": false, "B2": false, "End-To-End": false} {
		if got := technical(w); got != want {
			t.Errorf("technical(%q) = %v, want %v", w, got, want)
		}
	}
}

// FuzzUnknown: any text, with any range known, gives no panic, and every name is in its example.
func FuzzUnknown(f *testing.F) {
	f.Add("• Kafka, Zebrazoo/AWS. We use C++ and \xff.\n", 2, 7)
	f.Add(strings.Repeat("long words and Zebrazoo, ", 30), 0, 4)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		n := newNames()
		n.section(&db.Asked{Posting: 1, Text: text, Known: [][2]int{{from, to}}})
		for _, u := range n.unknown(1) {
			if u.Name == "" || u.Stanza == "" {
				t.Errorf("unknown(%q) = %+v, want a name and a stanza", text, u)
			}
		}
	})
}
