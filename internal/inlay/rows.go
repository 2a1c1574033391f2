package inlay

import (
	"slices"
	"strings"

	"jobsignal/internal/brief"
	"jobsignal/internal/demand"
	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

// RowLimit is the number of rows up to which the page carries them, so that it can measure again when the
// reader filters. Above it the page shows the whole selection only and says so.
const RowLimit = 20000

// liveData is what assets/measure.js computes from: the rows by number and the vocabulary as the measures need
// it. The definitions are those of package demand; TestLive holds the two against each other.
type liveData struct {
	Terms     []liveTerm     `json:"terms"`
	Platforms []livePlatform `json:"platforms"`
	Exams     []liveExam     `json:"exams"`
	Rows      []liveRow      `json:"rows"`
	Texts     []string       `json:"texts"` // values of the rows' fields; index 0 is ""
	Draws     int            `json:"draws"`
	Have      []string       `json:"have"`  // known term ids and codes that the reader gave
	Certs     []liveCert     `json:"certs"` // certifications that are no exam here
	Frame     []liveFrame    `json:"frame"`
	Columns   []string       `json:"columns"` // platforms above the page's tables
	Covers    bool           `json:"covers"`  // the table of single postings says what the leaders cover
	Today     string         `json:"today"`
}

// liveFrame is one row of the articles' frame: topics by number, the platform it names and that of its exam, -1 none.
type liveFrame struct {
	Terms  []int `json:"t"`
	Named  int   `json:"p"`
	Vendor int   `json:"v"`
}

// liveTerm is a term that a row asks for.
type liveTerm struct {
	ID       string            `json:"id"`
	Name     string            `json:"n"`
	Kind     taxonomy.TermKind `json:"k"`
	Platform int               `json:"p"`           // platform it belongs to, -1 none
	Binds    int               `json:"b"`           // platform that asking for it asks for, -1 none
	Free     int               `json:"f,omitempty"` // 1: it needs no platform
	Side     int               `json:"s,omitempty"`
	AI       int               `json:"ai,omitempty"` // 1: asking for it is asking for AI
	State    string            `json:"st,omitempty"`
	Was      string            `json:"w,omitempty"` // under a bar: as many former names as fit
	All      string            `json:"a,omitempty"` // in a table, where that is more
}

type livePlatform struct {
	ID   string `json:"id"`
	Name string `json:"n"`
	Exam bool   `json:"e"` // some certification belongs to it
}

// liveCert is a certification that postings may name and whose exam is not compared.
type liveCert struct {
	ID   string `json:"id"`
	Name string `json:"n"`
}

// liveExam is one certification; scopes are indices into Terms, so demanded terms only.
type liveExam struct {
	Code      string          `json:"code"`
	Name      string          `json:"name"`  // as prose calls it
	Short     string          `json:"short"` // as labels call it
	Platform  int             `json:"p"`
	Vendor    string          `json:"vendor"`
	Status    taxonomy.Status `json:"status"`
	Bookable  bool            `json:"bookable"`
	Tag       string          `json:"tag,omitempty"`
	NoFit     string          `json:"no_fit,omitempty"`
	Next      []string        `json:"next,omitempty"`
	Terms     []string        `json:"terms,omitempty"` // cert.* ids that name it
	Project   string          `json:"project,omitempty"`
	Facts     string          `json:"facts,omitempty"` // in prose
	AsOf      string          `json:"asof,omitempty"`
	When      string          `json:"when,omitempty"` // it was retired
	Page      string          `json:"page,omitempty"`
	Host      string          `json:"host,omitempty"`
	Build     *float64        `json:"build,omitempty"`
	Domains   []liveDomain    `json:"domains"`
	Scope     []int           `json:"scope"`
	ScopeSize int             `json:"size"`
	Imaginary []float64       `json:"prior"` // cover of every exam by the prior's posting for this one
}

type liveDomain struct {
	Name   string  `json:"n"`
	Weight float64 `json:"w"`
	Scope  []int   `json:"t"`
}

// liveRow is one row by number: [employer, role, seniority, place, remote, language, week] as indices into Texts,
// then what is not text. A group is [kind + 4·open, term·4 + kind, …]; kinds count in the order of job.Kinds.
type liveRow struct {
	Fields [7]int     `json:"f"`
	Groups [][]int    `json:"g"`
	Pay    [2]float64 `json:"s,omitzero"`
	Unit   [2]int     `json:"u,omitzero"` // currency and period, indices into Texts
	Count  int        `json:"c,omitempty"`
	Weight float64    `json:"w,omitempty"`
	Seen   []int      `json:"n,omitempty"`
}

// Rows are the rows and what the measures need of the vocabulary; nil when there are too many to carry.
func Rows(b *brief.Brief) any {
	if l := (teller{b}).live(); l != nil {
		return l
	}
	return nil
}

// live gathers what the page needs to measure again; nil when there are too many rows, none, or more platforms than the
// script can keep in the bits of one number.
func (r teller) live() *liveData {
	if len(r.Rows) > RowLimit || len(r.Rows) == 0 {
		return nil
	}
	l := &liveData{Texts: []string{""}, Draws: r.Result.Draws, Today: r.Generated.UTC().Format("2006-01-02"), Rows: []liveRow{}, Have: []string{}, Covers: r.Ranks()}
	for _, h := range r.Result.Have {
		if h.Known {
			l.Have = append(l.Have, h.ID)
		}
	}
	platforms := map[string]int{}
	r.livePlatforms(l, platforms)
	if len(l.Platforms) > 30 { // the script keeps sets of platforms in the bits of one number
		return nil
	}
	terms := r.liveTerms(l, platforms)
	r.liveExams(l, platforms, terms)
	l.Certs = r.liveCerts()
	for _, p := range r.Columns() {
		l.Columns = append(l.Columns, p.ID)
	}
	for _, f := range r.Articles.Frame {
		c, _ := r.Vocabulary.Certification(f.Code)
		l.Frame = append(l.Frame, liveFrame{numbers(f.Terms, terms), number(platforms, f.Platform), number(platforms, c.Vendor)})
	}
	texts := map[string]int{"": 0}
	index := func(s string) int {
		if _, ok := texts[s]; !ok {
			texts[s] = len(l.Texts)
			l.Texts = append(l.Texts, s)
		}
		return texts[s]
	}
	for _, row := range r.Rows {
		l.Rows = append(l.Rows, numbered(row, terms, index))
	}
	return l
}

// numbered is a row by number. Texts are numbered as they come; "" is always 0, so that a missing field costs a digit.
// A term that the vocabulary does not know becomes a number beyond its end: it belongs to no platform and no scope, but
// it keeps its group from being about platforms.
func numbered(row demand.Row, terms map[string]int, index func(string) int) liveRow {
	out := liveRow{Groups: [][]int{}, Count: row.Count, Weight: row.Weight}
	for i, s := range []string{row.Employer, row.Role, row.Seniority, demand.City(row.Location), string(row.Remote), row.Language, row.Week} {
		out.Fields[i] = index(prose.Clean(s, 200))
	}
	if out.Count <= 1 {
		out.Count = 0
	}
	if out.Weight == 1 {
		out.Weight = 0
	}
	for _, g := range row.Groups {
		n := []int{g.Kind.Strength()}
		if g.Open {
			n[0] += 4
		}
		for i, id := range g.Terms {
			kind := g.Kind
			if i < len(g.Kinds) {
				kind = g.Kinds[i]
			}
			t, ok := terms[id]
			if !ok {
				t = len(terms) // unknown to the vocabulary: it belongs to nothing
			}
			n = append(n, t*4+kind.Strength())
		}
		out.Groups = append(out.Groups, n)
	}
	for _, id := range row.Seen {
		if t, ok := terms[id]; ok {
			out.Seen = append(out.Seen, t)
		}
	}
	if p := row.Salary; p != nil && (p.Min > 0 || p.Max > 0) {
		out.Pay, out.Unit = [2]float64{p.Min, p.Max}, [2]int{index(prose.Clean(p.Currency, 40)), index(prose.Clean(p.Period, 40))}
	}
	return out
}

// livePlatforms numbers the platforms in the vocabulary's order, which is the order in which package demand breaks ties.
func (r teller) livePlatforms(l *liveData, index map[string]int) {
	for _, t := range r.Vocabulary.Terms {
		if t.Kind != taxonomy.Platform {
			continue
		}
		p := livePlatform{ID: platformOf(t), Name: prose.PlatformName(platformOf(t), t.Name)}
		p.Exam = slices.ContainsFunc(r.Vocabulary.Certifications, func(c taxonomy.Certification) bool { return c.Vendor == p.ID })
		index[p.ID] = len(l.Platforms)
		l.Platforms = append(l.Platforms, p)
	}
}

// platformOf is the platform a term belongs to; a platform outside the compared vendors is its own.
func platformOf(t taxonomy.Term) string {
	if t.Platform == "" && t.Kind == taxonomy.Platform {
		return t.ID
	}
	return t.Platform
}

// number is the number under an id, -1 for none.
func number(numbers map[string]int, id string) int {
	if n, ok := numbers[id]; ok {
		return n
	}
	return -1
}

// liveTerms numbers the terms that rows ask for or have seen, in order of id. Terms that no row names cannot change a
// figure of any part of the rows, so the page does without them.
func (r teller) liveTerms(l *liveData, platforms map[string]int) map[string]int {
	used := map[string]bool{}
	for _, row := range r.Rows {
		for _, g := range row.Groups {
			for _, id := range g.Terms {
				used[id] = true
			}
		}
		for _, id := range row.Seen {
			used[id] = true
		}
	}
	index := map[string]int{}
	for _, t := range r.Vocabulary.Terms { // sorted by id
		if !used[t.ID] {
			continue
		}
		x := liveTerm{ID: t.ID, Name: termName(t), Kind: t.Kind, Platform: number(platforms, platformOf(t)), Binds: -1, Side: demand.Side(t.ID), State: prose.Clean(t.State, 40)}
		if t.Kind == taxonomy.Platform || t.Binds {
			x.Binds = x.Platform
		}
		if demand.AI(t.ID) {
			x.AI = 1
		}
		if demand.Free(t) {
			x.Free = 1
		}
		x.Was = brief.Former(demand.TermDemand{Was: formerNames(t)})
		if all := "was " + prose.Clean(strings.Join(formerNames(t), ", "), 120); len(t.Was) > 0 && all != x.Was {
			x.All = all
		}
		index[t.ID] = len(l.Terms)
		l.Terms = append(l.Terms, x)
	}
	return index
}

// termName is what the page's script calls a term.
func termName(t taxonomy.Term) string {
	if t.Kind == taxonomy.CertTerm {
		return brief.TrimVendor(prose.Clean(t.Name, 90))
	}
	return prose.Clean(t.Name, 80)
}

// formerNames are the names a term had, without their dates.
func formerNames(t taxonomy.Term) []string {
	var out []string
	for _, w := range t.Was {
		out = append(out, w.Name)
	}
	return out
}

// liveExams are the certifications with all that the script says of them. Scopes hold demanded terms only; what the
// whole scope is needed for, the imaginary postings of the prior, is worked out here.
func (r teller) liveExams(l *liveData, platforms, terms map[string]int) {
	scopes := map[string][]string{}
	for _, c := range r.Vocabulary.Certifications {
		scopes[c.Code] = counted(c)
	}
	for _, c := range r.Vocabulary.Certifications {
		f := r.Fits[c.Code]
		p, ok := platforms[c.Vendor]
		if !ok {
			p = -1
		}
		e := liveExam{Code: c.Code, Name: r.Cert(c.Code), Short: brief.ShortName(c), Platform: p, Vendor: c.Vendor, Status: f.Status, Bookable: f.Bookable, Tag: brief.State(f), NoFit: c.NoFit,
			Next: brief.Next(f), Terms: c.Terms, Project: prose.Clean(c.Project, 300), Build: c.Build, ScopeSize: len(scopes[c.Code]), Scope: numbers(scopes[c.Code], terms)}
		if f.Retires != "" {
			e.When = "on " + prose.Day(f.Retires)
		}
		if page := prose.SafeLink(c.Page); f.Bookable {
			e.Facts, e.AsOf, e.Page, e.Host = prose.List(r.Facts(c)), prose.Day(c.AsOf), page.URL, page.Host
		}
		for _, d := range c.Domains {
			e.Domains = append(e.Domains, liveDomain{prose.Clean(d.Name, 120), d.Weight, numbers(slices.Concat(d.Scope.High, d.Scope.Medium), terms)})
		}
		for _, o := range r.Vocabulary.Certifications {
			e.Imaginary = append(e.Imaginary, overlap(c, o, scopes, platforms))
		}
		l.Exams = append(l.Exams, e)
	}
}

// liveCerts are the certifications of the three vendors that no exam here stands for, by name; "an AWS certification" is
// none that a person could have.
func (r teller) liveCerts() []liveCert {
	out := []liveCert{}
	for _, t := range r.Vocabulary.Terms {
		general := strings.HasPrefix(t.ID, "cert.any") || strings.HasPrefix(t.Name, "Other ")
		if t.Kind == taxonomy.CertTerm && prose.Accent(t.Platform) != "other" && !general && len(r.Vocabulary.CertFor(t.ID)) == 0 {
			out = append(out, liveCert{t.ID, brief.Shortened(t.Name)})
		}
	}
	slices.SortFunc(out, func(a, b liveCert) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// counted lists the terms of an exam's counted scope, each once.
func counted(c taxonomy.Certification) []string {
	var out []string
	for _, d := range c.Domains {
		out = append(out, slices.Concat(d.Scope.High, d.Scope.Medium)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// overlap is how much of all that one exam covers another covers; exams of different platforms share nothing,
// because the imaginary posting requires the platform of the first.
func overlap(c, other taxonomy.Certification, scopes map[string][]string, platforms map[string]int) float64 {
	p, ok := platforms[c.Vendor]
	o, known := platforms[other.Vendor]
	if len(scopes[c.Code]) == 0 || ok && known && p != o {
		return 0
	}
	n := 0
	for _, t := range scopes[c.Code] {
		if _, in := slices.BinarySearch(scopes[other.Code], t); in {
			n++
		}
	}
	return float64(n) / float64(len(scopes[c.Code]))
}

// numbers turns term ids into sorted indices; terms that no row names are dropped.
func numbers(ids []string, terms map[string]int) []int {
	out := []int{}
	for _, id := range ids {
		if t, ok := terms[id]; ok {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
