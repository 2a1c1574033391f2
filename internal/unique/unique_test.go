package unique_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/unique"
)

// text makes n words of plain talk; equal seeds make equal texts.
func text(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", r.IntN(3000))
	}
	return words
}

// edit replaces every nth word.
func edit(words []string, nth int) []string {
	out := slices.Clone(words)
	for i := nth - 1; i < len(out); i += nth {
		out[i] = fmt.Sprintf("changed%d", i)
	}
	return out
}

// ad makes a posting.
func ad(id int64, title, employer, place, seen string, words []string) unique.Posting {
	return unique.Posting{ID: id, Title: title, Employer: employer, Place: place, Posted: seen, Fields: 4,
		Text: unique.Sketch(strings.Join(words, " "))}
}

// years says how many years of experience a posting asks for.
func years(n int, p unique.Posting) unique.Posting {
	p.Years = n
	return p
}

// met says on which day a posting was first met.
func met(day string, p unique.Posting) unique.Posting {
	p.Seen = day
	return p
}

func TestPairs(t *testing.T) {
	base := text(1, 400)
	near := edit(base, 40)                                         // shares about 86 % of its shingles
	template := slices.Concat(text(2, 300), text(3, 100))          // an employer's boilerplate …
	otherDuties := slices.Concat(text(2, 300), text(4, 100))       // … around other duties
	short := []string{"we", "seek", "an", "engineer", "in", "Ulm"} // too short for likeness
	for _, c := range []struct {
		rule string
		a, b unique.Posting
		want unique.Reason // empty: two jobs
	}{
		{"same advertisement", ad(1, "ML Engineer (m/w/d)", "Acme GmbH", "Berlin, DE", "2026-03-01", base),
			ad(2, "ML Engineer", "ACME", "Berlin", "2026-03-02", base), unique.SameAd},
		{"a year later it is another opening", ad(1, "ML Engineer", "Acme", "Berlin", "2025-03-01", base),
			ad(2, "ML Engineer", "Acme", "Berlin", "2026-03-02", base), ""},
		{"unknown day is compatible", ad(1, "ML Engineer", "Acme", "Berlin", "", base),
			ad(2, "ML Engineer", "Acme", "Berlin", "2026-03-02", base), unique.SameAd},
		{"second board", ad(1, "Sr. ML Engineer", "Acme Inc.", "Austin, TX, US", "2026-03-01", base),
			ad(2, "Senior Machine Learning Engineer - R-120045", "Acme", "Austin, Texas", "2026-03-05", near), unique.NearText},
		{"repost", ad(1, "ML Engineer", "Acme", "Berlin", "2026-03-01", base),
			ad(2, "ML Engineer", "Acme", "Berlin", "2026-05-20", near), unique.Reposted},
		{"once per city", ad(1, "ML Engineer in Köln", "Acme", "Köln", "2026-03-01", base),
			ad(2, "ML Engineer in Ulm", "Acme", "Ulm", "2026-03-01", near), unique.Places},
		{"agency copy", ad(1, "ML Engineer", "Acme", "Berlin", "2026-03-01", base),
			ad(2, "ML-Engineer (all genders)", "Hire & Higher Personalberatung", "Berlin", "2026-03-09", near), unique.Copied},
		{"employer not stated", ad(1, "ML Engineer", "", "", "2026-03-01", base),
			ad(2, "ML Engineer", "Acme", "Berlin", "2026-03-09", near), unique.Copied},
		{"boilerplate, other duties, other title", ad(1, "ML Engineer", "Acme", "Berlin", "2026-03-01", template),
			ad(2, "Accountant", "Acme", "Berlin", "2026-03-01", otherDuties), ""},
		{"boilerplate, other duties, same title, other employer", ad(1, "ML Engineer", "Acme", "Berlin", "2026-03-01", template),
			ad(2, "ML Engineer", "Bolt", "Berlin", "2026-03-01", otherDuties), ""},
		{"level differs", ad(1, "ML Engineer", "Acme", "Berlin", "2026-03-01", base),
			ad(2, "Senior ML Engineer", "Acme", "Berlin", "2026-03-01", near), ""},
		{"grade differs", ad(1, "Engineer II", "Acme", "Berlin", "2026-03-01", base),
			ad(2, "Engineer III", "Acme", "Berlin", "2026-03-01", near), ""},
		{"brackets speak of different things", ad(1, "AI Engineer (Databricks)", "Acme", "Berlin", "2026-03-01", base),
			ad(2, "AI Engineer (Gemini)", "Acme", "Ulm", "2026-03-01", near), ""},
		{"brackets about the way of working", ad(1, "AI Engineer (Remote, 3 days)", "Acme", "Berlin", "2026-03-01", base),
			ad(2, "AI Engineer (Hybrid)", "Acme", "Berlin", "2026-03-01", near), unique.NearText},
		{"equal text, other title", ad(1, "AI Engineer", "Acme", "Berlin", "2026-03-01", base),
			ad(2, "Growth Wizard", "Acme", "Berlin", "2026-03-01", base), unique.Retitled},
		{"equal text, other title, other employer", ad(1, "AI Engineer", "Acme", "Berlin", "2026-03-01", base),
			ad(2, "Growth Wizard", "Bolt", "Berlin", "2026-03-01", base), ""},
		{"nearly equal text, other title, other place", ad(1, "Engineer - Python", "Acme", "Berlin", "2026-03-01", base),
			ad(2, "Engineer - Automation", "Acme", "Ulm", "2026-03-01", append(slices.Clone(base), "now")), ""},
		{"other years of experience", years(2, ad(1, "Tableau Analyst", "Acme", "Ulm", "2026-03-01", base)),
			years(4, ad(2, "Tableau Analyst", "Acme", "Ulm", "2026-03-09", edit(base, 30))), ""},
		{"other years, hardly a word changed", years(3, ad(1, "Tableau Analyst", "Acme", "Ulm", "2026-03-01", base)),
			years(4, ad(2, "Tableau Analyst", "Acme", "Ulm", "2026-03-09", edit(base, 80))), unique.NearText},
		{"other title and years", years(7, ad(1, "Data Engineer", "Acme", "Ulm", "2026-03-01", base)),
			years(4, ad(2, "Cloud Engineer", "Acme", "Ulm", "2026-03-09", append(slices.Clone(base), "now"))), ""},
		{"one states no day, met on the same day", met("2026-11-25", ad(1, "ML Engineer", "Acme", "Berlin", "2025-04-15", base)),
			met("2026-11-25", ad(2, "ML Engineer", "Acme", "Berlin", "", base)), unique.SameAd},
		{"one states no day, met a year later", met("2025-04-20", ad(1, "ML Engineer", "Acme", "Berlin", "2025-04-15", base)),
			met("2026-11-25", ad(2, "ML Engineer", "Acme", "Berlin", "", base)), ""},
		{"short and equal", ad(1, "Engineer", "Acme", "Ulm", "2026-03-01", short),
			ad(2, "Engineer", "Acme", "Ulm", "2026-03-01", short), unique.SameAd},
		{"short and nearly equal", ad(1, "Engineer", "Acme", "Ulm", "2026-03-01", short),
			ad(2, "Engineer", "Acme", "Ulm", "2026-03-01", append(slices.Clone(short), "now")), ""},
		{"nothing stated", ad(1, "", "", "", "", nil), ad(2, "", "", "", "", nil), ""},
	} {
		got := unique.Reason("")
		clusters := unique.Clusters(slices.Values([]unique.Posting{c.a, c.b}))
		if len(clusters) == 1 {
			got = clusters[0].Links[0].Reason
		}
		if got != c.want {
			t.Errorf("%s: reason %q, want %q (likeness %.2f)", c.rule, got, c.want, unique.Likeness(&c.a.Text, &c.b.Text))
		}
	}
}

func TestSpeaker(t *testing.T) {
	base := text(1, 200)
	all := []unique.Posting{ad(1, "Engineer", "Acme", "Ulm", "2026-03-01", base), ad(2, "Engineer", "Acme", "Ulm", "2026-03-02", base),
		ad(3, "Engineer", "Acme", "Ulm", "2026-03-03", append(slices.Clone(base), "and", "more"))}
	if c := unique.Clusters(slices.Values(all)); len(c) != 1 || c[0].Speaker != 3 {
		t.Errorf("Clusters = %+v, want one in which 3, the longest, speaks", c)
	}
	all[1].Fields = 7
	if c := unique.Clusters(slices.Values(all)); c[0].Speaker != 2 {
		t.Errorf("Clusters = %+v, want 2, which states most, to speak", c)
	}
}

// crowd makes postings of which many belong together: boilerplate, copies, reposts and cities.
func crowd(n int) []unique.Posting {
	r := rand.New(rand.NewPCG(7, 7))
	var all []unique.Posting
	for i := range n {
		job := r.IntN(n/3 + 1)
		words := slices.Concat(text(uint64(job%20), 80), text(uint64(1000+job), 100))
		if r.IntN(2) == 0 {
			words = edit(words, 20+r.IntN(60))
		}
		all = append(all, ad(int64(i+1), fmt.Sprintf("Engineer kind%d", job%50), fmt.Sprintf("Firm%d", job%20+20*r.IntN(2)),
			fmt.Sprintf("Town%d", r.IntN(5)), fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(9), 1+r.IntN(28)), words))
	}
	return all
}

func TestOrderDoesNotMatter(t *testing.T) {
	all := crowd(600)
	want := unique.Clusters(slices.Values(all))
	if len(want) < 100 || len(want) > 500 {
		t.Fatalf("%d postings make %d clusters, want some merging for the test to mean something", len(all), len(want))
	}
	r := rand.New(rand.NewPCG(3, 3))
	for range 5 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if got := unique.Clusters(slices.Values(all)); !reflect.DeepEqual(got, want) {
			t.Fatal("shuffled postings make other clusters")
		}
	}
	// Ids come with the order in which postings arrive: other ids must give the same groups.
	renamed := slices.Clone(all)
	for i := range renamed {
		renamed[i].ID = int64(len(all)) + 1 - renamed[i].ID
	}
	if got, want := groups(unique.Clusters(slices.Values(renamed)), int64(len(all))+1), groups(want, 0); !slices.Equal(got, want) {
		t.Error("other ids make other groups")
	}
}

// groups writes the members of clusters down, with their ids turned back.
func groups(clusters []unique.Cluster, turn int64) []string {
	var out []string
	for _, c := range clusters {
		members := slices.Clone(c.Members)
		for i := range members {
			if turn != 0 {
				members[i] = turn - members[i]
			}
		}
		slices.Sort(members)
		out = append(out, fmt.Sprint(members))
	}
	slices.Sort(out)
	return out
}

func TestClustersPartition(t *testing.T) {
	seen := map[int64]bool{}
	for _, c := range unique.Clusters(slices.Values(crowd(500))) {
		if len(c.Links) != len(c.Members)-1 || !slices.Contains(c.Members, c.Speaker) {
			t.Errorf("cluster %+v: want one link fewer than members, and a speaker among them", c)
		}
		for _, m := range c.Members {
			if seen[m] {
				t.Errorf("posting %d is in two clusters", m)
			}
			seen[m] = true
		}
	}
	if len(seen) != 500 {
		t.Errorf("%d postings are in clusters, want 500", len(seen))
	}
}

// TestNothingQuadratic puts 20,000 postings into the same buckets: one employer's template under one title.
func TestNothingQuadratic(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	template := text(1, 300)
	all := make([]unique.Posting, 20000)
	for i := range all {
		all[i] = ad(int64(i), "Engineer", "Acme", fmt.Sprintf("Town%d", i), "2026-03-01", append(edit(template, 150), fmt.Sprintf("town%d", i)))
	}
	start := time.Now()
	clusters := unique.Clusters(slices.Values(all))
	if d := time.Since(start); d > 10*time.Second {
		t.Errorf("20,000 postings of one template took %v, want seconds", d)
	}
	if len(clusters) != 1 {
		t.Errorf("20,000 postings of one template make %d clusters, want 1", len(clusters))
	}
}

func TestSignature(t *testing.T) {
	base := text(1, 1000)
	a, b := unique.Sketch(strings.Join(base, " ")), unique.Sketch(strings.ToUpper(strings.Join(base, ",\n\n• ")))
	if a != b {
		t.Error("Sketch depends on case, punctuation or layout")
	}
	// Replacing every 40th word of 1,000 spoils 25 of them and three shingles each: 923 of 1,073 are shared.
	near := unique.Sketch(strings.Join(edit(base, 40), " "))
	if got, want := unique.Likeness(&a, &near), 923.0/1073; got < want-0.1 || got > want+0.1 {
		t.Errorf("Likeness = %.3f, want %.3f within three standard errors", got, want)
	}
	back, err := unique.ParseSignature(a.Bytes())
	if err != nil || back != a {
		t.Errorf("ParseSignature(Bytes()) = %v, or another signature", err)
	}
	if _, err := unique.ParseSignature([]byte("short")); err == nil {
		t.Error("ParseSignature(short) succeeds")
	}
	// The stored format: a change here makes every kept signature worthless.
	s := unique.Sketch("the quick brown fox jumps over the lazy dog")
	if got := fmt.Sprintf("%d %x %x", s.Words, s.Exact, s.Min[:3]); got != storedFormat {
		t.Errorf("signature of the pangram = %s, want %s", got, storedFormat)
	}
}

const storedFormat = "9 82845b8cf6b9c598 [4889ef3e 4450d68 3822393d]"

func TestRule(t *testing.T) {
	for _, want := range []string{"120 days", "60 %", "80 %", "90 %", "97 %"} {
		if !strings.Contains(unique.Rule(), want) {
			t.Errorf("Rule() does not say %q: %s", want, unique.Rule())
		}
	}
}

func FuzzClusters(f *testing.F) {
	f.Add("Engineer (m/w/d", "Acme [", "Ulm)", "text\xff of it")
	f.Fuzz(func(t *testing.T, title, employer, place, body string) {
		p := unique.Posting{ID: 1, Title: title, Employer: employer, Place: place, Posted: place, Text: unique.Sketch(body)}
		q := p
		q.ID = 2
		if n := len(unique.Clusters(slices.Values([]unique.Posting{p, q}))); n != 1 && n != 2 {
			t.Fatalf("two postings make %d clusters", n)
		}
	})
}

func BenchmarkSketch(b *testing.B) {
	body := strings.Join(text(1, 900), " ")
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		unique.Sketch(body)
	}
}

// BenchmarkClusters sorts 100,000 postings into jobs.
func BenchmarkClusters(b *testing.B) {
	all := crowd(100000)
	b.ReportAllocs()
	for b.Loop() {
		unique.Clusters(slices.Values(all))
	}
}

// TestHeld measures what the index of postings holds of each while it is made: memory is what bounds the largest
// collection.
func TestHeld(t *testing.T) {
	const n = 20_000
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before, held := m.HeapAlloc, uint64(0)
	unique.Clusters(func(yield func(unique.Posting) bool) {
		for i := range n {
			p := unique.Posting{ID: int64(i + 1), Title: fmt.Sprintf("Senior Engineer %c (Data, ML)", 'A'+i%20), Employer: fmt.Sprintf("Firm %d Holding GmbH", i%500),
				Place: "Oban, Scotland, United Kingdom", Posted: "2026-10-01", Text: unique.Signature{Words: 400, Exact: uint64(i)}}
			for j := range p.Text.Min {
				p.Text.Min[j] = uint32(i*7919 + j*104729)
			}
			if i == n-1 {
				runtime.GC()
				runtime.ReadMemStats(&m)
				held = m.HeapAlloc - min(before, m.HeapAlloc)
			}
			if !yield(p) {
				return
			}
		}
	})
	if each := held / n; each < 300 || each > 600 {
		t.Errorf("Clusters holds %d bytes a posting, want about 450", each)
	}
}
