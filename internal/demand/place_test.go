package demand

import "testing"

// TestCity makes one town of its spellings and leaves alone what is none.
func TestCity(t *testing.T) {
	for in, want := range map[string]string{
		"Munich": "Munich", "Munich, Bavaria, Germany": "Munich", "München, BY, DE": "Munich", "münchen (hybrid)": "Munich",
		"Remote (Europe)": "Remote", "Berlin / Hamburg": "Berlin", "Oslo - Remote": "Oslo", "Stratford-upon-Avon": "Stratford-upon-Avon",
		"": "", "(anywhere)": "(anywhere)", "  Paris ": "Paris",
	} {
		if got := City(in); got != want {
			t.Errorf("City(%q) = %q, want %q", in, got, want)
		}
	}
}
