package names

import (
	"strings"
	"testing"
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

// TestSlips leaves out abbreviations, halves of known names and slips of the keyboard, and keeps what is only alike.
func TestSlips(t *testing.T) {
	n := New([]string{"SQL", "TensorFlow", "CI/CD", "Kafka", "Python"})
	for i := range 3 {
		text := "You know Kafka, z.B, SLQ, CI, Tensoflow, Kafra and SQX.\n"
		n.Add(Section{Posting: int64(i), Text: text, Known: [][2]int{{9, 14}}})
		n.Add(Section{Posting: int64(i), Text: "You know SQX, Kafka.\nYou know z.B, Kafka.\nYou know SLQ, Kafka.\nYou know CI, Kafka.\nYou know Tensoflow, Kafka.\nYou know Kafra, Kafka.\n",
			Known: known("You know SQX, Kafka.\nYou know z.B, Kafka.\nYou know SLQ, Kafka.\nYou know CI, Kafka.\nYou know Tensoflow, Kafka.\nYou know Kafra, Kafka.\n", "Kafka")})
	}
	var got []string
	for _, u := range n.Unknown(3) {
		got = append(got, u.Name)
	}
	if want := "Kafra SQX"; strings.Join(got, " ") != want {
		t.Errorf("unknown names = %q, want %s", got, want)
	}
}

// known finds every place of a word.
func known(text, word string) (out [][2]int) {
	for at := 0; ; {
		k := strings.Index(text[at:], word)
		if k < 0 {
			return out
		}
		out = append(out, [2]int{at + k, at + k + len(word)})
		at += k + len(word)
	}
}

// FuzzUnknown: any text, with any range known, gives no panic, and every name is in its example.
func FuzzUnknown(f *testing.F) {
	f.Add("• Kafka, Zebrazoo/AWS. We use C++ and \xff.\n", 2, 7)
	f.Add(strings.Repeat("long words and Zebrazoo, ", 30), 0, 4)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		n := New(nil)
		n.Add(Section{Posting: 1, Text: text, Known: [][2]int{{from, to}}})
		for _, u := range n.Unknown(1) {
			if u.Name == "" || u.Stanza == "" {
				t.Errorf("unknown(%q) = %+v, want a name and a stanza", text, u)
			}
		}
	})
}

// TestUnknown leaves out concepts, ordinary words and what the vocabulary knows, and gives each name an id of its own.
func TestUnknown(t *testing.T) {
	n := New([]string{"Oracle"})
	for i := range 3 {
		text := "You know Kafka, Zebrazoo, Oracle, guardrails and C-Dart.\nKafka, C.Dart, Computer Science, Dr and more: " + strings.Repeat("we drive quality, ", 20) + "Kafka.\n"
		var known [][2]int
		for at := 0; ; {
			k := strings.Index(text[at:], "Kafka")
			if k < 0 {
				break
			}
			known = append(known, [2]int{at + k, at + k + 5})
			at += k + 5
		}
		n.Add(Section{Posting: int64(i + 1), Text: text, Known: known})
	}
	var got []string
	for _, u := range n.Unknown(3) {
		id := strings.Fields(u.Stanza)[2]
		got = append(got, u.Name+" "+id)
		if !strings.Contains(u.Stanza, u.Name) || !strings.Contains(u.Example, u.Name) {
			t.Errorf("%s: its stanza %q and its example %q must name it", u.Name, u.Stanza, u.Example)
		}
	}
	if s := strings.Join(got, ", "); !strings.Contains(s, "Zebrazoo tool.zebrazoo") || strings.Contains(s, "Oracle") || strings.Contains(s, "guardrails") || strings.Contains(s, "Computer") {
		t.Errorf("unknown = %s, want Zebrazoo, and neither what is known nor concepts", s)
	}
	ids := map[string]bool{}
	for _, g := range got {
		id := g[strings.LastIndex(g, " ")+1:]
		if ids[id] {
			t.Errorf("the id %s is given twice: %s", id, got)
		}
		ids[id] = true
	}
}
