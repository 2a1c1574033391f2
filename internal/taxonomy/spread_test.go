package taxonomy

import (
	"strings"
	"testing"
)

func TestSpread(t *testing.T) {
	for _, c := range []struct{ cue, want string }{
		{"a plus", "a plus"},
		{"(we|they) need", "we need/they need"},
		{"you (really|) need (a|an)", "you really need a/you need a/you really need an/you need an"},
		{"bewerbungs(verfahren|prozess)", "bewerbungsverfahren/bewerbungsprozess"},
		{"(a|b", "bracket is not closed"},
		{"(a|(b|c))", "bracket is not closed"},
		{"a|b", "stands in round brackets"},
		{"a)", "stands in round brackets"},
		{strings.Repeat("(a|b|c|d|e|f|g|h|i|j)", 4), "more than 2000 phrases"},
	} {
		got, err := spread(c.cue)
		said := strings.Join(got, "/")
		if err != nil {
			said = err.Error()
		}
		if said != c.want && (err == nil || !strings.Contains(said, c.want)) {
			t.Errorf("spread(%q) = %s, want %s", c.cue, said, c.want)
		}
	}
}
