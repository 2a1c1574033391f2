// Package inlay gathers the data that lies inside the page for its script: the sentences behind every bar, and the
// rows to measure again when the reader filters. It is plain data for inert elements.
package inlay

import (
	"fmt"
	"slices"

	"jobsignal/internal/brief"
	"jobsignal/internal/demand"
	"jobsignal/internal/job"
	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

const (
	sentenceLimit = 420 // characters around the matched words
	postingRows   = brief.PostingRows
)

// pageData is what the page's script reads: the sentences behind every bar and where they stand. It is plain
// data in an inert element; the script writes it with textContent only.
type pageData struct {
	Postings []postingData     `json:"postings"`
	Terms    []termData        `json:"terms"`
	Rules    []string          `json:"rules"`
	Evidence []evidenceData    `json:"evidence"`
	Sets     map[string][]int  `json:"sets"`   // key of a bar → indices of Terms
	Titles   map[string]string `json:"titles"` // key of a bar → what it is
}

// postingData is one posting as evidence names it.
type postingData struct {
	ID       int64    `json:"id"`
	Title    string   `json:"title"`
	Employer string   `json:"employer"`
	Raw      string   `json:"raw,omitempty"` // the employer as keys name it, where clean changed it
	Place    string   `json:"place,omitempty"`
	Posted   string   `json:"posted,omitempty"`
	Old      string   `json:"old,omitempty"` // why it may no longer stand
	Found    []string `json:"found,omitempty"`
	URL      string   `json:"url,omitempty"`
	Host     string   `json:"host,omitempty"`
	Hash     string   `json:"hash,omitempty"` // its name in overrides.yaml
	All      int      `json:"all"`            // mentions it has, shown or not
}

// termData is one term and how many mentions it has.
type termData struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	All  int    `json:"all"`
}

// evidenceData is one mention: indices, kind and rule, the section's heading, and the sentence in three pieces so
// that the script needs no offsets.
type evidenceData struct {
	Posting int       `json:"p"`
	Term    int       `json:"t"`
	Kind    string    `json:"k"`
	Rule    int       `json:"r"`
	Section string    `json:"h,omitempty"`
	Text    [3]string `json:"s"` // before the matched words, the words, after
	Hash    string    `json:"n"` // name of the sentence in overrides.yaml
}

// teller is the brief with what this package draws from it.
type teller struct{ *brief.Brief }

// Evidence is the sentences behind the bars, and the postings they stand in.
func Evidence(b *brief.Brief) any { return teller{b}.data() }

// data gathers the evidence the page carries. Postings and terms are numbered once and mentions point at them, because
// a title said a thousand times would be most of the file. Counts are of all mentions, shown or not: the page can then
// say how many more there are.
func (r teller) data() pageData {
	d := pageData{Sets: map[string][]int{}, Titles: map[string]string{}, Rules: []string{}, Evidence: []evidenceData{}, Postings: []postingData{}, Terms: []termData{}}
	postings, terms, rules := map[int64]int{}, map[string]int{}, map[string]int{}
	shown, left := r.shown()
	r.listPostings(&d, postings, r.carried(shown))
	for _, e := range shown {
		at, ok := postings[e.Posting]
		if !ok {
			continue
		}
		d.Terms[r.termIndex(&d, terms, e.Term)].All++
		d.Postings[at].All++
		rule, ok := rules[e.Rule]
		if !ok {
			rule = len(d.Rules)
			rules[e.Rule], d.Rules = rule, append(d.Rules, prose.Clean(e.Rule, 80))
		}
		d.Evidence = append(d.Evidence, evidenceData{Posting: at, Term: terms[e.Term], Kind: string(e.Kind), Rule: rule, Section: prose.Clean(e.Section, 80), Text: pieces(e), Hash: job.SentenceHash(e.Sentence)})
	}
	for _, u := range []demand.Unshown{left, r.Unshown} {
		for id, i := range terms {
			d.Terms[i].All += u.ByTerm[id]
		}
		for id, i := range postings {
			d.Postings[i].All += u.ByPosting[id]
		}
	}
	r.sets(&d, terms)
	return d
}

// carried says which postings the page names: all of them, or, when there are more than it can carry, those in
// its table and those whose sentences are the evidence.
func (r teller) carried(shown []demand.Evidence) func(int64) bool {
	if len(r.Rows) <= RowLimit {
		return func(int64) bool { return true }
	}
	named := map[int64]bool{}
	for _, row := range r.Newest()[:postingRows] {
		named[row.Posting] = true
	}
	for _, e := range shown {
		named[e.Posting] = true
	}
	return func(id int64) bool { return named[id] }
}

// listPostings fills in where each posting was found. Its place in the list is its number; where the page carries all
// rows, row i and posting i are the same, which the filters rely on.
func (r teller) listPostings(d *pageData, index map[int64]int, carried func(int64) bool) {
	origins := r.Whence()
	for _, row := range r.Rows {
		if !carried(row.Posting) {
			continue
		}
		o := origins[row.Posting]
		l := prose.SafeLink(o.URL)
		p := postingData{ID: row.Posting, Title: prose.Clean(row.Title, 160), Employer: prose.Clean(row.Employer, 80), Place: prose.Clean(row.Location, 80), Posted: prose.Clean(row.Posted, 10), Old: r.Stale(row), URL: l.URL, Host: l.Host, Hash: o.Hash}
		if p.Employer != row.Employer {
			p.Raw = row.Employer[:min(len(row.Employer), 200)]
		}
		for _, s := range o.Sources[:min(3, len(o.Sources))] {
			p.Found = append(p.Found, prose.Clean(s, 160))
		}
		index[row.Posting] = len(d.Postings)
		d.Postings = append(d.Postings, p)
	}
}

// termIndex finds a term's place in the data, adding it when it is new. A term that the vocabulary no longer holds
// keeps its id as its name.
func (r teller) termIndex(d *pageData, index map[string]int, id string) int {
	if i, ok := index[id]; ok {
		return i
	}
	name := id
	if t, ok := r.Vocabulary.Term(id); ok {
		name = t.Name
	}
	index[id] = len(d.Terms)
	d.Terms = append(d.Terms, termData{ID: id, Name: prose.Clean(name, 80)})
	return index[id]
}

// shown is the evidence that the page carries, and the count of the other mentions. An input that was chosen already
// is chosen whole.
func (r teller) shown() ([]demand.Evidence, demand.Unshown) {
	var p Picker
	for i, e := range r.Evidence {
		p.Add(demand.Mention{Posting: e.Posting, Ordinal: i, Term: e.Term, Kind: e.Kind})
	}
	chosen, left := p.Chosen()
	out := make([]demand.Evidence, 0, len(chosen))
	for _, m := range chosen {
		out = append(out, r.Evidence[m.Ordinal])
	}
	return out, left
}

// pieces cuts a sentence at its match and shortens what lies around it. It is cut before it is cleaned, for cleaning
// moves offsets; a match that does not lie in its sentence marks nothing instead of something wrong.
func pieces(e demand.Evidence) [3]string {
	start, end := min(max(e.Start, 0), len(e.Sentence)), min(max(e.End, 0), len(e.Sentence))
	if end < start {
		start, end = 0, 0
	}
	const pad = "|" // keeps the space beside the match through clean
	before := prose.Clean(e.Sentence[:start]+pad, 1<<20)
	after := prose.Clean(pad+e.Sentence[end:], 1<<20)
	return [3]string{tail(before[:len(before)-1], sentenceLimit/2), prose.Clean(e.Sentence[start:end], 120), clip(after[1:], sentenceLimit/2)}
}

// tail keeps the last n characters of a text.
func tail(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return "…" + string(r[len(r)-n:])
	}
	return s
}

// clip keeps the first n characters of a text.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// sets names the terms behind each key that is more than one term: platforms, certifications, domains, frames. Terms
// that no evidence names are dropped; a set may be empty, and opening it then says that nothing asks for it.
func (r teller) sets(d *pageData, terms map[string]int) {
	put := func(key, title string, ids []string) {
		set := []int{}
		for _, id := range ids {
			if i, ok := terms[id]; ok && !slices.Contains(set, i) {
				set = append(set, i)
			}
		}
		d.Sets[key], d.Titles[key] = set, title
	}
	binding := map[string][]string{}
	for _, t := range r.Vocabulary.Terms {
		if t.Platform != "" && (t.Binds || t.Kind == taxonomy.Platform) {
			binding[t.Platform] = append(binding[t.Platform], t.ID)
		}
	}
	for _, p := range r.Result.Platforms {
		put("p:"+p.ID, prose.PlatformName(p.ID, p.Name), append([]string{p.ID}, binding[p.ID]...))
	}
	for _, f := range r.Result.Fits {
		c, _ := r.Vocabulary.Certification(f.Code)
		var all []string
		for _, dom := range c.Domains {
			ids := slices.Concat(dom.Scope.High, dom.Scope.Medium)
			put("d:"+f.Code+":"+dom.Name, f.Code+": "+prose.Clean(dom.Name, 90), ids)
			all = append(all, ids...)
		}
		put("c:"+f.Code, r.Cert(f.Code), all)
	}
	for i, f := range r.Articles.Frame {
		put(fmt.Sprintf("f:%d", i), f.Work, f.Terms)
	}
}
