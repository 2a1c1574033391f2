package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"

	"jobsignal/internal/demand"
	"jobsignal/internal/document"
	"jobsignal/internal/extract"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/posting"
	"jobsignal/internal/taxonomy"
)

// label is one line of a labels file: what a person found in one document.
type label struct {
	ID             string      `json:"id"`
	IsPosting      bool        `json:"is_posting"`
	Title          string      `json:"title"`
	Employer       string      `json:"employer"`
	Location       string      `json:"location"`
	Remote         *bool       `json:"remote"`
	Salary         *job.Salary `json:"salary"`
	EmploymentType string      `json:"employment_type"`
	Language       string      `json:"language"`
	Terms          []wanted    `json:"terms"`
	Unlisted       []string    `json:"unlisted"`
	Ambiguous      bool        `json:"salary_ambiguous"`
}

// wanted is one expected term.
type wanted struct {
	Term  string   `json:"term"`
	Kind  job.Kind `json:"kind"`
	AnyOf []string `json:"any_of"`
}

// rate is k right of n, with its Wilson interval.
type rate struct {
	K     int     `json:"k"`
	Of    int     `json:"of"`
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// add counts one case.
func (r *rate) add(ok bool) {
	r.Of++
	if ok {
		r.K++
	}
}

// done computes the share and its interval.
func (r *rate) done() {
	if r.Of > 0 {
		r.Share = float64(r.K) / float64(r.Of)
	}
	r.Low, r.High = demand.Wilson(r.Share, float64(r.Of))
}

// pairs compares found (posting, term) pairs with labelled ones.
type pairs struct {
	Precision rate    `json:"precision"`
	Recall    rate    `json:"recall"`
	F1        float64 `json:"f1"`
}

// done computes the rates and F1, their harmonic mean.
func (p *pairs) done() {
	p.Precision.done()
	p.Recall.done()
	if s := p.Precision.Share + p.Recall.Share; s > 0 {
		p.F1 = 2 * p.Precision.Share * p.Recall.Share / s
	}
}

// grade is what the program's reading is worth against labels.
type grade struct {
	Documents           int               `json:"documents,omitempty"`
	NotFound            []string          `json:"documents_without_file,omitempty"`
	Pairs               map[string]*pairs `json:"pairs,omitempty"`
	NotJudged           int               `json:"pairs_not_judged,omitempty"`
	Kinds               *rate             `json:"kinds,omitempty"`
	PreferredAsRequired *rate             `json:"preferred_as_required,omitempty"`
	Confusion           map[string]int    `json:"confusion,omitempty"`
	Choices             *rate             `json:"choices,omitempty"`
	IsPosting           *rate             `json:"is_posting,omitempty"`
	Fields              map[string]*rate  `json:"fields,omitempty"`
	SalaryInvented      *rate             `json:"salary_invented,omitempty"`
	Cases               *rate             `json:"cases,omitempty"`
	Pages               *rate             `json:"pages,omitempty"`
	TakenForPosting     []string          `json:"taken_for_posting,omitempty"`
	Wrong               []string          `json:"-"` // one line a mistake, for --verbose
}

// grader grades one set with one vocabulary.
type grader struct {
	v      *taxonomy.Vocabulary
	known  map[string]bool // ids that the labels can judge; nil: every id
	listed bool            // known is the labellers' whole list: what it lacks is not judged, whatever it is
	g      grade
	strict bool
	asked  map[string]*demand.Grading // by kind of term: what is asked for, as the report counts it
}

// read reads one document as collect would, without a database. The posting whose title comes closest to the
// label's is the one that is judged.
func (g *grader) read(path, title string) (posting.Result, *job.Posting, []found, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return posting.Result{}, nil, nil, err
	}
	res := readPosting(&job.Page{Source: path, Body: body})
	if len(res.Postings) == 0 {
		return res, nil, nil, nil
	}
	p := &res.Postings[0]
	for i := range res.Postings {
		if title != "" && fold(res.Postings[i].Title) == fold(title) {
			p = &res.Postings[i]
			break
		}
	}
	return res, p, strongest(extract.Read(g.v, p)), nil
}

// found is one term as a posting uses it, over all its mentions.
type found struct {
	term  string
	kind  job.Kind
	anyOf map[string]bool // alternatives of the mentions of its strongest kind; nil when one of them stands alone
}

// strongest folds mentions into one entry a term: the strongest kind, and the alternatives if all mentions of that
// kind stand in a choice.
func strongest(ms []job.Mention, gs []job.Group) []found {
	by := map[string]*found{}
	alone := map[string]bool{}
	var order []string
	for i, m := range ms {
		f := by[m.Term]
		if f == nil || m.Kind.Strength() < f.kind.Strength() {
			if f == nil {
				order = append(order, m.Term)
			}
			f = &found{term: m.Term, kind: m.Kind, anyOf: map[string]bool{}}
			by[m.Term], alone[m.Term] = f, false
		}
		if m.Kind != f.kind {
			continue
		}
		alt := extract.Alternatives(ms, gs, i)
		alone[m.Term] = alone[m.Term] || len(alt) == 0
		for _, a := range alt {
			f.anyOf[a] = true
		}
	}
	out := make([]found, 0, len(order))
	for _, t := range order {
		if alone[t] {
			by[t].anyOf = nil
		}
		out = append(out, *by[t])
	}
	return out
}

// labels grades the documents of dir against a labels file.
func (g *grader) labels(file, dir string) error {
	ls, err := readLines[label](file)
	if err != nil {
		return err
	}
	if g.known == nil {
		g.known = map[string]bool{}
		for _, l := range ls {
			for _, t := range l.Terms {
				g.known[t.Term] = true
			}
		}
	}
	g.g.Pairs, g.g.Confusion, g.g.Fields = map[string]*pairs{}, map[string]int{}, map[string]*rate{}
	g.g.Kinds, g.g.PreferredAsRequired, g.g.Choices, g.g.IsPosting, g.g.SalaryInvented = &rate{}, &rate{}, &rate{}, &rate{}, &rate{}
	for _, l := range ls {
		hits, _ := filepath.Glob(filepath.Join(dir, l.ID+".*"))
		if len(hits) == 0 {
			g.g.NotFound = append(g.g.NotFound, l.ID)
			continue
		}
		res, p, fs, err := g.read(hits[0], l.Title)
		if err != nil {
			return err
		}
		g.document(l, res, p, fs)
	}
	return nil
}

// document judges one document.
func (g *grader) document(l label, res posting.Result, p *job.Posting, fs []found) {
	g.g.Documents++
	g.g.IsPosting.add((p != nil) == l.IsPosting)
	if (p != nil) != l.IsPosting {
		g.wrong("%s is_posting: got %v (%s %v), want %v", l.ID, p != nil, res.Reason, res.Err, l.IsPosting)
	}
	if !l.IsPosting {
		return
	}
	g.terms(l, fs)
	g.demand(l, fs)
	if p == nil {
		p = &job.Posting{}
	}
	g.fields(l, p)
}

// terms judges the terms of one document: presence, kind, choice.
func (g *grader) terms(l label, fs []found) {
	got := map[string]found{}
	for _, f := range fs {
		got[f.term] = f
	}
	want := map[string]bool{}
	for _, w := range l.Terms {
		want[w.Term] = true
		f, ok := got[w.Term]
		for _, p := range g.pairsOf(w.Term) {
			p.Recall.add(ok)
		}
		if !ok {
			g.wrong("%s missed %s (%s)", l.ID, w.Term, w.Kind)
			continue
		}
		g.use(l.ID, w, f)
	}
	for _, f := range fs {
		if !want[f.term] && !g.judged(f.term) {
			g.g.NotJudged++
			continue
		}
		for _, p := range g.pairsOf(f.term) {
			p.Precision.add(want[f.term])
		}
		if !want[f.term] {
			g.wrong("%s false %s (%s)", l.ID, f.term, f.kind)
		}
	}
}

// demand tallies what one document asks for as the report counts it: a term that is only named does not count, and a
// service that binds its platform asks for the platform too.
func (g *grader) demand(l label, fs []found) {
	there, got := map[asking]bool{}, map[asking]bool{}
	for _, w := range l.Terms {
		g.asks(there, w.Term, w.Kind)
	}
	named := map[string]bool{}
	for _, w := range l.Terms {
		named[w.Term] = true
	}
	for _, f := range fs {
		if named[f.term] || g.judged(f.term) {
			g.asks(got, f.term, f.kind)
		}
	}
	for _, kind := range gradedKinds() {
		found, wanted, both := 0, 0, 0
		for a := range got {
			if a.kind == kind {
				found++
				if there[a] {
					both++
				}
			}
		}
		for a := range there {
			if a.kind == kind {
				wanted++
			}
		}
		if g.asked == nil {
			g.asked = map[string]*demand.Grading{}
		}
		if g.asked[kind] == nil {
			g.asked[kind] = &demand.Grading{}
		}
		g.asked[kind].Add(found, wanted, both)
	}
}

// asking is one thing that a document asks for.
type asking struct{ kind, term string }

// gradedKinds are the kinds of term whose shares a grade corrects.
func gradedKinds() []string { return []string{"platform", "service", "skill", "tool", "certification"} }

// asks adds a term that is asked for, and the platform that it binds.
func (g *grader) asks(to map[asking]bool, id string, k job.Kind) {
	if !k.Demand() {
		return
	}
	t, ok := g.v.Term(id)
	if !ok {
		t.Kind = taxonomy.TermKind(kindOf(id))
	}
	to[asking{string(t.Kind), id}] = true
	if ok && t.Binds && t.Platform != "" {
		to[asking{string(taxonomy.Platform), t.Platform}] = true
	}
}

// saved is the grade as the database keeps it and the report reads it.
func (g *grader) saved(made, vocabulary string) demand.Grade {
	out := demand.Grade{Made: made, Documents: g.g.Documents, Vocabulary: vocabulary, Reader: readerVersion}
	for _, kind := range gradedKinds() {
		if t := g.asked[kind]; t != nil {
			out.Groups = append(out.Groups, t.Group(kind))
		}
	}
	return out
}

// judged reports whether the labels can judge a term: a skill or tool that no label of the whole file names may be
// one that the labellers' list lacks.
func (g *grader) judged(id string) bool {
	if g.strict || g.known[id] || g.listed {
		return g.strict || g.known[id]
	}
	return strings.HasPrefix(id, "aws") || strings.HasPrefix(id, "azure") || strings.HasPrefix(id, "gcp") || strings.HasPrefix(id, "cert.")
}

// use judges kind and choice of a term that both sides have.
func (g *grader) use(doc string, w wanted, f found) {
	g.g.Kinds.add(f.kind == w.Kind)
	g.g.Confusion[string(w.Kind)+" as "+string(f.kind)]++
	if w.Kind == job.Preferred {
		g.g.PreferredAsRequired.add(f.kind == job.Required)
	}
	if f.kind != w.Kind {
		g.wrong("%s kind of %s: got %s, want %s", doc, w.Term, f.kind, w.Kind)
	}
	if t, _ := g.v.Term(w.Term); t.Kind == taxonomy.Platform || t.Kind == taxonomy.Service {
		g.g.Choices.add((len(f.anyOf) > 0) == (len(w.AnyOf) > 0))
		if (len(f.anyOf) > 0) != (len(w.AnyOf) > 0) {
			g.wrong("%s choice of %s: got %v, want %v", doc, w.Term, keys(f.anyOf), w.AnyOf)
		}
	}
}

// pairsOf returns the tallies that a term counts in.
func (g *grader) pairsOf(id string) []*pairs {
	t, _ := g.v.Term(id)
	kind, both := string(t.Kind), "platform+service+certification"
	if kind == "" {
		kind = kindOf(id)
	}
	if kind == "skill" || kind == "tool" {
		both = "skill+tool"
	}
	var out []*pairs
	for _, name := range []string{kind, both, "all"} {
		if g.g.Pairs[name] == nil {
			g.g.Pairs[name] = &pairs{}
		}
		out = append(out, g.g.Pairs[name])
	}
	return out
}

// kindOf guesses the kind of an id that the vocabulary lacks.
func kindOf(id string) string {
	head, _, dotted := strings.Cut(id, ".")
	switch {
	case head == "cert":
		return "certification"
	case head == "skill" || head == "tool":
		return head
	case dotted:
		return "service"
	}
	return "platform"
}

// fields judges the fields of one document that its label states.
func (g *grader) fields(l label, p *job.Posting) {
	text := func(name, want, got string, ok bool) {
		if want == "" {
			return
		}
		g.field(name).add(ok)
		if !ok {
			g.wrong("%s %s: got %q, want %q", l.ID, name, got, want)
		}
	}
	text("title", l.Title, p.Title, fold(p.Title) == fold(l.Title))
	text("employer", l.Employer, p.Employer, fold(p.Employer) == fold(l.Employer))
	text("location", l.Location, p.Location, p.Location != "" && strings.Contains(fold(p.Location), fold(l.Location)))
	text("employment_type", l.EmploymentType, p.EmploymentType, p.EmploymentType == l.EmploymentType)
	text("language", l.Language, p.Language, p.Language == l.Language)
	if l.Remote != nil {
		want := job.No
		if *l.Remote {
			want = job.Yes
		}
		text("remote", string(want), string(p.Remote), p.Remote == want)
	}
	g.salary(l, p.Salary)
}

// salary judges the four parts of a salary; one that the label calls ambiguous is not judged.
func (g *grader) salary(l label, got *job.Salary) {
	if l.Ambiguous {
		return
	}
	if l.Salary == nil {
		g.g.SalaryInvented.add(got != nil)
		if got != nil {
			g.wrong("%s salary invented: %+v", l.ID, *got)
		}
		return
	}
	ok := got != nil && got.Min == l.Salary.Min && got.Max == l.Salary.Max && got.Currency == l.Salary.Currency && got.Period == l.Salary.Period
	g.field("salary").add(ok)
	if !ok {
		g.wrong("%s salary: got %+v, want %+v", l.ID, got, *l.Salary)
	}
}

// field returns the tally of a field.
func (g *grader) field(name string) *rate {
	if g.g.Fields[name] == nil {
		g.g.Fields[name] = &rate{}
	}
	return g.g.Fields[name]
}

// oneCase is one line of a cases file: a sentence made to test one rule.
type oneCase struct {
	ID       string   `json:"id"`
	Employer string   `json:"employer"`
	Section  string   `json:"section"`
	Text     string   `json:"text"`
	Expect   []wanted `json:"expect"`
	Never    []string `json:"never"`
	Why      string   `json:"why"`
}

// cases grades single sentences.
func (g *grader) cases(file string) error {
	cs, err := readLines[oneCase](file)
	if err != nil {
		return err
	}
	g.g.Cases = &rate{}
	for _, c := range cs {
		p, err := casePosting(c)
		if err != nil {
			return err
		}
		why := g.judge(c, strongest(extract.Read(g.v, &p)))
		g.g.Cases.add(why == "")
		if why != "" {
			g.wrong("%s %s | %s", c.ID, why, c.Text)
		}
	}
	return nil
}

// casePosting makes a posting of a case: its text under its heading.
func casePosting(c oneCase) (job.Posting, error) {
	d, err := document.Read(&job.Page{Source: c.ID, Format: "text", Body: []byte(c.Text)})
	if err != nil {
		return job.Posting{}, err
	}
	p := job.Posting{Employer: c.Employer, Language: fact.Language(c.Section + "\n" + c.Text)}
	if c.Section != "" {
		p.Body = []job.Block{{Kind: job.Heading, Level: 2, Text: c.Section}}
	}
	p.Body = append(p.Body, d.Blocks...)
	return p, nil
}

// judge returns what is wrong with the reading of a case; empty when it is right.
func (g *grader) judge(c oneCase, fs []found) string {
	got := map[string]found{}
	for _, f := range fs {
		got[f.term] = f
	}
	want := map[string]bool{}
	for _, w := range c.Expect {
		want[w.Term] = true
		f, ok := got[w.Term]
		if !ok {
			return "missed " + w.Term
		}
		if f.kind != w.Kind {
			return fmt.Sprintf("kind of %s: got %s, want %s", w.Term, f.kind, w.Kind)
		}
		if !sameChoice(f.anyOf, w.AnyOf) {
			return fmt.Sprintf("choice of %s: got %v, want %v", w.Term, keys(f.anyOf), w.AnyOf)
		}
	}
	for _, n := range c.Never {
		if _, ok := got[n]; ok {
			return "found " + n + ", which it must not"
		}
	}
	for _, f := range fs {
		t, _ := g.v.Term(f.term)
		if !want[f.term] && (t.Kind == taxonomy.Platform || t.Kind == taxonomy.Service || t.Kind == taxonomy.CertTerm) {
			return "found " + f.term + ", which is not there"
		}
	}
	return ""
}

// sameChoice compares alternatives; "*" beside named ones says nothing more.
func sameChoice(got map[string]bool, want []string) bool {
	if len(want) == 1 && want[0] == "*" {
		return len(got) == 1 && got["*"]
	}
	n := len(got)
	if got["*"] && len(want) > 0 {
		n--
	}
	for _, w := range want {
		if w == "*" {
			continue
		}
		if !got[w] {
			return false
		}
	}
	return n == len(want) || n == len(want)-1 && contains(want, "*")
}

// pages grades which files are postings. Rows whose note begins with UNCLEAR are not judged.
func (g *grader) pages(file, dir string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	g.g.Pages = &rate{}
	for _, r := range rows[1:] {
		if strings.HasPrefix(r[6], "UNCLEAR") {
			continue
		}
		if err := g.page(filepath.Join(dir, r[0]), r[0], r[1] != "0", r[2]); err != nil {
			return err
		}
	}
	return nil
}

// page judges one file.
func (g *grader) page(path, name string, want bool, reason string) error {
	res, p, _, err := g.read(path, "")
	if err != nil {
		return err
	}
	g.g.Pages.add((p != nil) == want)
	if (p != nil) == want {
		return nil
	}
	g.wrong("%s: got posting %v (%s %v), want %v %s", name, p != nil, res.Reason, res.Err, want, reason)
	if p != nil {
		g.g.TakenForPosting = append(g.g.TakenForPosting, name)
	}
	return nil
}

// wrong notes a mistake.
func (g *grader) wrong(format string, args ...any) {
	g.g.Wrong = append(g.g.Wrong, fmt.Sprintf(format, args...))
}

// done computes every rate.
func (g *grader) done() *grade {
	for _, p := range g.g.Pairs {
		p.done()
	}
	for _, r := range g.g.Fields {
		r.done()
	}
	for _, r := range []*rate{g.g.Kinds, g.g.PreferredAsRequired, g.g.Choices, g.g.IsPosting, g.g.SalaryInvented, g.g.Cases, g.g.Pages} {
		if r != nil {
			r.done()
		}
	}
	return &g.g
}

// print writes the grade for people.
func (g *grade) print(w io.Writer) {
	if g.Documents > 0 {
		fmt.Fprintf(w, "%d documents\n\n%-32s %9s %9s %6s\n", g.Documents, "(posting, term) pairs", "precision", "recall", "F1")
		for _, name := range []string{"platform", "service", "certification", "platform+service+certification", "skill", "tool", "skill+tool", "all"} {
			if p := g.Pairs[name]; p != nil {
				fmt.Fprintf(w, "%-32s %9.3f %9.3f %6.3f   precision %s, recall %s\n", name, p.Precision.Share, p.Recall.Share, p.F1, p.Precision.words(), p.Recall.words())
			}
		}
		fmt.Fprintf(w, "\n%d found pairs of skills and tools that no label names anywhere: not judged (--terms FILE lists what the labels know)\n\n", g.NotJudged)
	}
	line := func(name string, r *rate) {
		if r != nil && r.Of > 0 {
			fmt.Fprintf(w, "%-32s %9.3f   %s\n", name, r.Share, r.words())
		}
	}
	line("kind, over found pairs", g.Kinds)
	line("preferred taken for required", g.PreferredAsRequired)
	line("choice or not (platform, service)", g.Choices)
	line("posting or not", g.IsPosting)
	for _, n := range keys(g.Fields) {
		line("field "+n, g.Fields[n])
	}
	line("salary where none is stated", g.SalaryInvented)
	line("cases", g.Cases)
	line("pages: posting or not", g.Pages)
	for _, n := range g.TakenForPosting {
		fmt.Fprintf(w, "  taken for a posting: %q\n", n)
	}
	for _, n := range g.NotFound {
		fmt.Fprintf(w, "  no file for label %q\n", n)
	}
}

// words is "k of n (low–high)".
func (r rate) words() string {
	return fmt.Sprintf("%d of %d (%.2f–%.2f)", r.K, r.Of, r.Low, r.High)
}

// fold makes texts comparable: lower case, letters and digits only.
func fold(s string) string {
	var b strings.Builder
	for _, f := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		b.WriteString(f)
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// readLines reads a JSONL file; errors name the file and line.
func readLines[T any](file string) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []T
	in := bufio.NewScanner(f)
	in.Buffer(nil, 16<<20)
	for n := 1; in.Scan(); n++ {
		if strings.TrimSpace(in.Text()) == "" {
			continue
		}
		var x T
		if err := json.Unmarshal(in.Bytes(), &x); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		out = append(out, x)
	}
	return out, in.Err()
}

// knownTerms reads the ids of a CSV file whose first column is the id.
func knownTerms(file string) (map[string]bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	known := map[string]bool{}
	for _, r := range rows {
		known[r[0]] = true
	}
	return known, nil
}

// keys lists the keys of a map, sorted.
func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// contains reports whether list holds s.
func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
