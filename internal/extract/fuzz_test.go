package extract_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"jobsignal/internal/extract"
	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// FuzzRead reads any text, cut into blocks at its lines: nothing panics, every offset lies inside its section and on
// rune boundaries, every mention has a group that holds its term.
func FuzzRead(f *testing.F) {
	for _, r := range extract.Rules() {
		f.Add("Acme", r.Example+"\n- AWS, Azure or GCP (preferably)\nRequirements:\n• Python/Scala, etc.")
	}
	f.Add("Amazon", "Similar jobs\nAWS Engineer\n# Nice to have\n- not only AWS; z. B. Azure, oder (GCP")
	v := vocabulary(f)
	f.Fuzz(func(t *testing.T, employer, text string) {
		p := job.Posting{Employer: employer, Language: "en"}
		for _, line := range strings.Split(strings.ToValidUTF8(text, "?"), "\n") {
			b := job.Block{Kind: job.Paragraph, Text: line}
			switch {
			case strings.HasPrefix(line, "#"):
				b = job.Block{Kind: job.Heading, Level: len(line) - len(strings.TrimLeft(line, "#")), Text: strings.TrimLeft(line, "# ")}
			case strings.HasPrefix(line, "- "):
				b = job.Block{Kind: job.Item, Level: 1, Text: line[2:]}
			}
			p.Body = append(p.Body, b)
		}
		ms, gs := extract.Read(v, &p)
		for i, m := range ms {
			s := p.Sections[m.Section].Text
			if m.Start < m.Sentence[0] || m.End > m.Sentence[1] || m.Sentence[1] > len(s) || m.Start >= m.End {
				t.Fatalf("offsets of %+v in a section of %d bytes", m, len(s))
			}
			if !utf8.ValidString(s[m.Start:m.End]) || !utf8.ValidString(s[m.Sentence[0]:m.Sentence[1]]) {
				t.Fatalf("%+v cuts a rune of %q", m, s)
			}
			held := false
			for _, term := range gs[m.Group].Terms {
				held = held || term == m.Term
			}
			if !held {
				t.Fatalf("group %d = %v does not hold %s", m.Group, gs[m.Group].Terms, m.Term)
			}
			extract.Alternatives(ms, gs, i)
		}
	})
}

// TestLongText reads a megabyte of near-matches: the time grows with the text, not with its square.
func TestLongText(t *testing.T) {
	v := vocabulary(t)
	for _, unit := range []string{"AWS, ", "AWS or ", "not required ", "(", "such as AWS/Azure, ", "ideally if you must, and you ", "a. ", "Requirements: "} {
		quarter, whole := megabyte(v, unit, 4), megabyte(v, unit, 1)
		for range 3 { // another program may have had the processor: the shortest of four counts
			if whole > time.Second {
				quarter, whole = min(quarter, megabyte(v, unit, 4)), min(whole, megabyte(v, unit, 1))
			}
		}
		if whole > time.Second && whole > 8*quarter { // a loaded machine is slow with both
			t.Errorf("1 MB of %q took %v, want under 1 s; a quarter of it took %v", unit, whole, quarter)
		}
	}
}

// megabyte is how long a megabyte of one unit takes to read, or the given part of it.
func megabyte(v *taxonomy.Vocabulary, unit string, part int) time.Duration {
	text := strings.Repeat(unit, (1<<20)/len(unit)/part)
	p := job.Posting{Language: "en", Body: []job.Block{{Kind: job.Paragraph, Text: text}}}
	start := time.Now()
	extract.Read(v, &p)
	return time.Since(start)
}
