// Package extract turns a posting's text into mentions: which term, asked how, alone or as one of several
// choices, by which rule, at which bytes. It is pure; the words it goes by are the vocabulary's cues.
//
// The way of one posting:
//
//  1. sections.go cuts the body at its headings and says what each heading opens.
//  2. lines.go cuts a section into lines, sentences and clauses, and finds the cues in them.
//  3. taxonomy.Find names the terms.
//  4. drop.go takes out names that ask nothing of anybody: degree subjects, teams, other jobs.
//  5. kind.go decides how each is asked, by the first rule of the table in rules.go that fits.
//  6. group.go reads the lists: which terms are each other's alternative.
package extract

import (
	"strings"

	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// Version names the rules. It is raised whenever the same posting and vocabulary may be read differently, so that
// stored postings are matched again.
const Version = "4"

// Read cuts p.Body into sections (filling p.Sections), finds the terms of v in them and gives each mention its
// kind and group. Mentions are in reading order; Mention.Group indexes the returned groups.
// The same posting and vocabulary always give the same result.
func Read(v *taxonomy.Vocabulary, p *job.Posting) ([]job.Mention, []job.Group) {
	parts := cut(v, p.Body)
	p.Sections = make([]job.Section, len(parts))
	texts := make([]string, len(parts))
	for i, s := range parts {
		p.Sections[i] = s.Section
		texts[i] = s.Text
	}
	r := reader{v: v, lang: language(v, p), table: Rules(), employer: employerTerms(v, p.Employer), name: employerName(p.Employer)}
	for i, found := range v.Find(texts...) {
		r.section(i, parts[i], found)
	}
	return r.mentions, r.groups
}

// Alternatives lists what would do instead of mentions[i]: the terms of its group that are not named in one
// breath with it, sorted, and "*" last when the text adds "or similar".
func Alternatives(mentions []job.Mention, groups []job.Group, i int) []string {
	m := mentions[i]
	same := map[string]bool{m.Term: true}
	for _, x := range mentions {
		if x.Group == m.Group && x.Part == m.Part {
			same[x.Term] = true
		}
	}
	out := []string{}
	for _, t := range groups[m.Group].Terms {
		if !same[t] {
			out = append(out, t)
		}
	}
	if groups[m.Group].Open {
		out = append(out, "*")
	}
	return out
}

// reader collects the mentions and groups of one posting.
type reader struct {
	v        *taxonomy.Vocabulary
	lang     string
	table    []Rule
	employer map[string]bool // terms that the employer's own name holds
	name     string          // by which the text may call the employer
	mentions []job.Mention
	groups   []job.Group
}

// section reads one section. found is in reading order.
func (r *reader) section(index int, s part, found []taxonomy.Match) {
	if len(found) == 0 || s.class == classJobs {
		return
	}
	next := 0
	for _, sent := range sentences(r.v, s) {
		first := next
		for next < len(found) && found[next].Start < sent.end {
			next++
		}
		if first < next {
			r.sentence(index, s, sent, found[first:next])
		}
	}
}

// sentence reads the mentions of one sentence.
func (r *reader) sentence(index int, s part, sent sentence, found []taxonomy.Match) {
	sent.cues = cuesIn(r.v, s.Text, r.lang, sent)
	sent.clauses, sent.turned = clauses(s.Text, sent)
	sent.phrases = phrases(sent.cues)
	hits := make([]hit, 0, len(found))
	for _, f := range found {
		t, ok := r.v.Term(f.Term)
		if !ok || f.Start < sent.start {
			continue
		}
		hits = append(hits, hit{Match: f, kind: t.Kind, platform: t.Platform})
	}
	hits = r.certify(s.Text, sent, hits)
	hits = drop(s.Text, sent, hits)
	sent.clauses = rejoin(s.Text, sent, hits)
	for i := range hits {
		hits[i].use, hits[i].rule = r.kind(s, sent, hits[i], hits)
	}
	for _, g := range group(s.Text, sent, hits) {
		r.add(index, sent, hits, g)
	}
}

// add stores one group of hits as mentions.
func (r *reader) add(index int, sent sentence, hits []hit, g choice) {
	group := job.Group{Open: g.open, Rule: g.rule}
	for _, m := range g.members {
		h := hits[m.hit]
		group.Terms = insert(group.Terms, h.Term)
		r.mentions = append(r.mentions, job.Mention{
			Term: h.Term, Kind: h.use, Group: len(r.groups), Part: m.part, Section: index,
			Start: h.Start, End: h.End, Sentence: [2]int{sent.start, max(sent.end, h.End)}, Rule: h.rule,
		})
	}
	r.groups = append(r.groups, group)
}

// hit is a found term on its way to becoming a mention.
type hit struct {
	taxonomy.Match
	kind     taxonomy.TermKind
	platform string
	use      job.Kind
	rule     string
}

// insert adds s to a sorted list without duplicates.
func insert(list []string, s string) []string {
	for i, x := range list {
		if x == s {
			return list
		}
		if x > s {
			return append(list[:i], append([]string{s}, list[i:]...)...)
		}
	}
	return append(list, s)
}

// speaks reports whether a cue tells the language of a text. Names of vendors, titles and exams are the same everywhere, and
// short words between names are too much alike.
func speaks(c taxonomy.Cue) bool {
	switch {
	case strings.HasPrefix(c.Class, "choice."):
		return c.End-c.Start > 6
	case strings.HasPrefix(c.Class, "phrase.vendor_"), c.Class == "phrase.title", c.Class == "phrase.certification":
		return false
	}
	return strings.HasPrefix(c.Class, "phrase.")
}

// shortText is the length in bytes below which a vote over stop words may be wrong about a text's language.
const shortText = 400

// language is the posting's language. A short text speaks by its cues: "gradita" is Italian whatever else stands
// around it.
func language(v *taxonomy.Vocabulary, p *job.Posting) string {
	text := p.Text()
	if p.Language != "" && len(text) > shortText {
		return p.Language
	}
	votes := map[string]int{}
	for _, c := range v.FindCues(text) {
		if speaks(c) {
			votes[c.Lang] += c.End - c.Start
		}
	}
	best := p.Language
	for lang, n := range votes {
		if n > votes[best] || n == votes[best] && lang < best && best != p.Language {
			best = lang
		}
	}
	return best
}
