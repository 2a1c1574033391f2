package brief

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

// TestWords holds the sentences against their use: none missing, none left over, every note known.
func TestWords(t *testing.T) {
	w, _, err := load()
	if err != nil {
		t.Fatalf("words.json: %v", err)
	}
	var files []string
	for _, pattern := range []string{"*.go", "../verdict/*.go", "../wanted/*.go", "../market/*.go", "../report/*.go", "../page/assets/*.js"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	var source strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(b)
	}
	for _, m := range regexp.MustCompile(`(?:[sS]ay|join|line)\(["']([a-z.]*[a-z])["']`).FindAllStringSubmatch(source.String(), -1) {
		if _, ok := w.Say[m[1]]; !ok {
			t.Errorf("sentence %q is used and not in words.json", m[1])
		}
	}
	for id, text := range w.Say {
		if !strings.Contains(source.String(), `"`+id+`"`) && !strings.Contains(source.String(), "'"+id+"'") {
			t.Errorf("sentence %q is in words.json and not used", id)
		}
		if strings.Contains(text, "!") {
			t.Errorf("sentence %q exclaims", id)
		}
		for _, m := range regexp.MustCompile(`~([^~]*)~`).FindAllStringSubmatch(text, -1) {
			if w.Notes[m[1]] == "" {
				t.Errorf("sentence %q: %q has no note", id, m[1])
			}
		}
	}
}

// TestHold works the cost of three years by hand.
func TestHold(t *testing.T) {
	n := func(i int) *int { return &i }
	for _, c := range []struct {
		price, beta, valid, renewal, program *int
		want                                 string
	}{
		{n(300), nil, n(3), nil, nil, "300 USD, no renewal falls due"},
		{n(200), nil, n(2), n(100), nil, "300 USD: 200 USD and 1 renewal at 100 USD"},
		{n(200), nil, n(2), nil, nil, "200 USD, and 1 renewal whose price is not published"},
		{n(165), nil, n(1), nil, n(0), "165 USD, 2 renewals free"},
		{n(99), nil, n(0), nil, nil, "99 USD, no renewal falls due"},
		{nil, n(75), n(3), nil, nil, "75 USD at the beta price, no renewal falls due"},
		{nil, nil, n(3), nil, nil, "not known"},
	} {
		var x taxonomy.Certification
		x.PriceUSD, x.PriceBetaUSD, x.ValidYears, x.RenewalUSD = c.price, c.beta, c.valid, c.renewal
		if got := strings.ReplaceAll(Hold(x, c.program, 3), prose.NB, " "); got != c.want {
			t.Errorf("Hold(price %v, valid %v) = %q, want %q", c.price, c.valid, got, c.want)
		}
	}
}
