package taxonomy_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	"jobsignal"
	"jobsignal/internal/taxonomy"
)

// standard loads the default vocabulary.
func standard(t testing.TB) *taxonomy.Vocabulary {
	t.Helper()
	v, err := taxonomy.Load(jobsignal.Vocabulary, "keywords.yaml")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the default vocabulary is not complete yet: %v", err)
	}
	if err != nil {
		t.Fatalf("Load(keywords.yaml):\n%v", err)
	}
	return v
}

// TestDefault runs every must and must_not sentence of the default vocabulary.
func TestDefault(t *testing.T) {
	v := standard(t)
	for _, f := range taxonomy.Check(v) {
		if f.Failed() {
			t.Error(f)
		} else {
			t.Log(f)
		}
	}
}

func TestDefaultRoundTrip(t *testing.T) {
	v := standard(t)
	again, err := taxonomy.Parse(v.YAML())
	if err != nil || again.Digest != v.Digest {
		t.Errorf("Parse(YAML()) of the default vocabulary: %v, want digest %s", err, v.Digest)
	}
}

// prose makes text like that of postings, from the sentences of the vocabulary itself and plain talk between them.
func prose(v *taxonomy.Vocabulary, size int) string {
	const talk = "You will work closely with colleagues from other departments and help to shape how we deliver. " +
		"We offer flexible hours, a friendly atmosphere and a budget for books that you choose yourself.\n" +
		"• You write clearly, listen well and take part in the review of what others have written\n"
	var b strings.Builder
	for b.Len() < size {
		for _, t := range v.Terms {
			b.WriteString(talk + strings.Join(t.Must, "\n") + "\n")
		}
	}
	return b.String()[:size]
}

// BenchmarkFind is the matcher over 4 KB sections of prose with the default vocabulary.
func BenchmarkFind(b *testing.B) {
	v := standard(b)
	text := strings.ToValidUTF8(prose(v, 1<<20), "")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < len(text); i += 4096 {
			v.Find(text[i:min(i+4096, len(text))])
		}
	}
}

func BenchmarkFindCues(b *testing.B) {
	v := standard(b)
	text := strings.ToValidUTF8(prose(v, 1<<18), "")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		v.FindCues(text)
	}
}

// BenchmarkLoad is what every start of a command pays.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := taxonomy.Load(jobsignal.Vocabulary, "keywords.yaml"); err != nil {
			b.Fatal(err)
		}
	}
}

// TestNearMatches holds the matcher to a second for a megabyte of text made to waste its time.
func TestNearMatches(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	v := standard(t)
	for _, unit := range []string{
		"Glue ", "AWS Glue Lambda ", "Azure Machine ", "Azure Machine Learnin ", "lambda ", "aws", "S3/", "R, ", "r python ",
		"Amazon Web Service Amazon Web ", " ", "\u00ad", "Sage\u00ad", "• ", "é", "a@", "https://aws ", "www.aws", "C++", "no ", "sowohl ",
		"such as or ", "AWS Certified Machine Learning ", "Azure\n", "z. B. ", "e.", "'", "GCP clinical ", "nicht ", "\xff", "AI ",
	} {
		whole, quarter := scanning(v, unit, 1<<20), scanning(v, unit, 1<<18)
		for range 3 { // another program may have had the processor: the shortest of four counts
			if max(whole[0], whole[1]) > time.Second {
				again, part := scanning(v, unit, 1<<20), scanning(v, unit, 1<<18)
				whole, quarter = [2]time.Duration{min(whole[0], again[0]), min(whole[1], again[1])}, [2]time.Duration{min(quarter[0], part[0]), min(quarter[1], part[1])}
			}
		}
		for i, what := range []string{"Find", "cues and heading"} {
			if whole[i] > time.Second && whole[i] > 8*quarter[i] { // a loaded machine is slow with both
				t.Errorf("1 MB of %q: %s took %v, want under a second; a quarter of it took %v", unit, what, whole[i], quarter[i])
			}
		}
	}
}

// scanning is how long Find, and cues with heading, take on size bytes of one unit.
func scanning(v *taxonomy.Vocabulary, unit string, size int) [2]time.Duration {
	text := strings.Repeat(unit, size/len(unit))
	start := time.Now()
	v.Find(text)
	find := time.Since(start)
	v.FindCues(text)
	v.Heading(text)
	return [2]time.Duration{find, time.Since(start) - find}
}
