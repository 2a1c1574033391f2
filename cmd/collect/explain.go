package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"jobsignal/internal/extract"
	"jobsignal/internal/intake"
	"jobsignal/internal/job"
	"jobsignal/internal/source"
	"jobsignal/internal/taxonomy"
)

// explainCommand shows what is read in pages and why. It touches no database.
func explainCommand(e *env) *cobra.Command {
	var s sources
	var asJSON bool
	c := &cobra.Command{
		Use:   "explain [--json] SOURCE…",
		Short: "Show what is read in pages and why, without a database",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args)+len(s.from) == 0 {
				return usagef("no source given: name files, folders or URLs, or a list of them with --from")
			}
			return s.explain(c.Context(), e, args, asJSON)
		},
	}
	s.flags(c.Flags())
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line, one for each posting, or one for a page without")
	return c
}

// explain reads the sources and prints each page in order.
func (s *sources) explain(ctx context.Context, e *env, args []string, asJSON bool) error {
	n, err := jobs(s.jobs)
	if err != nil {
		return err
	}
	v, err := e.vocabulary()
	if err != nil {
		return err
	}
	open, err := s.open(ctx, e, e.now, nil)
	if err != nil {
		return err
	}
	failed := false
	err = inOrder(ctx, n, pagesOf(ctx, args, open), func(x item) outcome {
		out := outcome{item: x}
		if x.err == nil {
			out.reading = readPage(v, x.page)
			out.err = out.reading.Err
		}
		return out
	}, func(x outcome) error {
		if x.err != nil {
			failed = tellFailure(e.stderr, x) || failed
			return nil
		}
		if told := scriptOnly(x.page, x.reading, s.render); told != "" {
			fmt.Fprintf(e.stderr, "collect: %s: %s\n", place(x.page.Source, x.page.Part), told)
		}
		if asJSON {
			return explainJSON(e.stdout, v, x)
		}
		return explainText(e.stdout, v, x)
	}, func() error { return nil })
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case failed:
		return errSomeFailed
	}
	return nil
}

// pagesOf are the inputs in order.
func pagesOf(ctx context.Context, args []string, open reach) iter.Seq[item] {
	return func(yield func(item) bool) {
		for page, err := range open.pages(ctx, args) {
			if ctx.Err() != nil || !yield(item{page: page, err: err}) {
				return
			}
		}
	}
}

// tellFailure prints why an input gave nothing and reports whether that is a failure.
func tellFailure(w io.Writer, x outcome) bool {
	var e *source.Error
	if x.page == nil && errors.As(x.err, &e) {
		line := place(e.Source, e.Part) + ": " + plain(e.Cause.Error())
		if e.Hint != "" {
			line += "; " + plain(e.Hint)
		}
		fmt.Fprintf(w, "collect: %s\n", line)
		return e.Failure()
	}
	if x.page == nil {
		fmt.Fprintf(w, "collect: %s\n", plain(x.err.Error()))
		return true
	}
	fmt.Fprintf(w, "collect: %s: %s\n", place(x.page.Source, x.page.Part), plain(cause(x.err, x.page)))
	return true
}

// The shape of explain --json is fixed: people grade the program with it. What a page does not state is null, never
// an empty text or a zero.
type (
	// explained is one line of output: a posting, or a page without one.
	explained struct {
		Source   string             `json:"source"`        // with the part, where the source is a container
		Format   string             `json:"format"`        // from the table of formats
		Posting  *explainedPosting  `json:"posting"`       // null: the page holds none
		Not      *string            `json:"not_a_posting"` // why there is none
		Mentions []explainedMention `json:"mentions"`      // in reading order
		Warnings []string           `json:"warnings"`      // places on the page that disagree, and the like
	}
	explainedPosting struct {
		Title          *string          `json:"title"`
		Employer       *string          `json:"employer"`
		Department     *string          `json:"department,omitempty"`
		Location       *string          `json:"location"`
		Remote         *bool            `json:"remote"`
		Posted         *string          `json:"posted"`
		ValidThrough   *string          `json:"valid_through"`
		Closed         bool             `json:"closed"`
		EmploymentType *string          `json:"employment_type"`
		Salary         *explainedSalary `json:"salary"`
		Language       *string          `json:"language"`
		URL            *string          `json:"url"`
		Sections       []job.Section    `json:"sections"`
		Hash           string           `json:"posting_hash"` // names it in overrides
	}
	explainedSalary struct {
		Min      *float64 `json:"min"`
		Max      *float64 `json:"max"`
		Currency *string  `json:"currency"`
		Period   *string  `json:"period"`
	}
	// explainedMention is one place where the posting names a term.
	explainedMention struct {
		Term     string   `json:"term"`
		Name     string   `json:"name"`
		Kind     job.Kind `json:"kind"`
		Group    int      `json:"group"`    // mentions with one number are alternatives of each other
		AnyOf    []string `json:"any_of"`   // ids of the other members; "*" last for "or similar"
		Text     string   `json:"text"`     // sections[section].text[start:end]
		Sentence string   `json:"sentence"` // the clause-bearing sentence around it
		Section  int      `json:"section"`  // from 0
		Start    int      `json:"start"`    // bytes, UTF-8
		End      int      `json:"end"`
		Rule     string   `json:"rule"`          // what decided the kind; docs/method.md
		Hash     string   `json:"sentence_hash"` // names the sentence in overrides
	}
)

// stated is nil for what a page does not state.
func stated(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func amount(x float64) *float64 {
	if x == 0 {
		return nil
	}
	return &x
}

// explainJSON prints one object for each posting of a page, or one for a page without.
func explainJSON(w io.Writer, v *taxonomy.Vocabulary, x outcome) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	name := x.page.Name()
	if len(x.reading.Readings) == 0 {
		return enc.Encode(explained{Source: name, Format: x.reading.Format, Not: stated(string(x.reading.Reason)),
			Mentions: []explainedMention{}, Warnings: append([]string{}, x.reading.Warnings...)})
	}
	for _, r := range x.reading.Readings {
		if err := enc.Encode(explained{Source: name, Format: x.reading.Format, Posting: explainPosting(&r.Posting),
			Mentions: explainMentions(v, r), Warnings: append(append([]string{}, x.reading.Warnings...), r.Posting.Warnings...)}); err != nil {
			return err
		}
	}
	return nil
}

func explainPosting(p *job.Posting) *explainedPosting {
	o := &explainedPosting{
		Hash:  intake.PostingHash(p),
		Title: stated(p.Title), Employer: stated(p.Employer), Department: stated(p.Department), Location: stated(p.Location),
		Posted: stated(p.Posted), ValidThrough: stated(p.ValidThrough), Closed: p.Closed,
		EmploymentType: stated(p.EmploymentType), Language: stated(p.Language), URL: stated(p.URL),
		Sections: append([]job.Section{}, p.Sections...),
	}
	if p.Remote != job.Unknown {
		yes := p.Remote == job.Yes
		o.Remote = &yes
	}
	if s := p.Salary; s != nil {
		o.Salary = &explainedSalary{Min: amount(s.Min), Max: amount(s.Max), Currency: stated(s.Currency), Period: stated(s.Period)}
	}
	return o
}

func explainMentions(v *taxonomy.Vocabulary, r intake.Reading) []explainedMention {
	out := make([]explainedMention, len(r.Mentions))
	for i, m := range r.Mentions {
		text := r.Posting.Sections[m.Section].Text
		t, _ := v.Term(m.Term)
		out[i] = explainedMention{
			Term: m.Term, Name: t.Name, Kind: m.Kind, Group: m.Group, AnyOf: extract.Alternatives(r.Mentions, r.Groups, i),
			Text: text[m.Start:m.End], Sentence: text[m.Sentence[0]:m.Sentence[1]],
			Hash:    job.SentenceHash(text[m.Sentence[0]:m.Sentence[1]]),
			Section: m.Section, Start: m.Start, End: m.End, Rule: m.Rule,
		}
	}
	return out
}

// explainText prints a page for people.
func explainText(w io.Writer, v *taxonomy.Vocabulary, x outcome) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  format: %s\n", place(x.page.Source, x.page.Part), x.reading.Format)
	for _, warning := range x.reading.Warnings {
		fmt.Fprintf(&b, "  warning: %s\n", plain(warning))
	}
	if len(x.reading.Readings) == 0 {
		fmt.Fprintf(&b, "  no posting: %s", plain(string(x.reading.Reason)))
		if x.reading.Detail != "" {
			fmt.Fprintf(&b, " (%s)", plain(x.reading.Detail))
		}
		b.WriteByte('\n')
	}
	for _, r := range x.reading.Readings {
		explainFields(&b, &r.Posting)
		explainSections(&b, v, r)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// explainFields lists the fields that are stated and where each came from.
func explainFields(b *strings.Builder, p *job.Posting) {
	field := func(name, value string) {
		if value == "" {
			return
		}
		fmt.Fprintf(b, "  %-16s %s", name, plain(value))
		if from := p.Origins[name]; from != "" {
			fmt.Fprintf(b, "  (from %s)", plain(from))
		}
		b.WriteByte('\n')
	}
	closed := ""
	if p.Closed {
		closed = "yes"
	}
	years := ""
	if p.Years > 0 {
		years = fmt.Sprint(p.Years)
	}
	for _, f := range [][2]string{
		{"title", p.Title}, {"employer", p.Employer}, {"department", p.Department}, {"location", p.Location}, {"remote", string(p.Remote)},
		{"posted", p.Posted}, {"valid_through", p.ValidThrough}, {"closed", closed}, {"employment_type", p.EmploymentType},
		{"salary", salary(p.Salary)}, {"language", p.Language}, {"role", p.Role}, {"seniority", p.Seniority}, {"years", years}, {"url", p.URL},
	} {
		field(f[0], f[1])
	}
	for _, warning := range p.Warnings {
		fmt.Fprintf(b, "  warning: %s\n", plain(warning))
	}
}

// salary is pay in one line.
func salary(s *job.Salary) string {
	if s == nil {
		return ""
	}
	ends := fmt.Sprintf("%.0f–%.0f", s.Min, s.Max)
	switch {
	case s.Min == s.Max || s.Max == 0:
		ends = fmt.Sprintf("%.0f", s.Min)
	case s.Min == 0:
		ends = fmt.Sprintf("up to %.0f", s.Max)
	}
	return strings.Join(strings.Fields(ends+" "+s.Currency+" a "+s.Period), " ")
}

// explainSections prints each section and the mentions in it, sentence by sentence.
func explainSections(b *strings.Builder, v *taxonomy.Vocabulary, r intake.Reading) {
	by := map[int][]int{}
	for i, m := range r.Mentions {
		by[m.Section] = append(by[m.Section], i)
	}
	for n, s := range r.Posting.Sections {
		heading := s.Heading
		if heading == "" {
			heading = "(before the first heading)"
		}
		fmt.Fprintf(b, "\n  [%s] %s: %s, %s\n", s.Kind, plain(heading),
			count(len(strings.Fields(s.Text)), "word", "words"), count(len(by[n]), "mention", "mentions"))
		for _, i := range by[n] {
			m := r.Mentions[i]
			t, _ := v.Term(m.Term)
			fmt.Fprintf(b, "    %s (%s): %s, group %d%s, rule %s\n      %s\n", plain(t.Name), m.Term, m.Kind, m.Group,
				instead(extract.Alternatives(r.Mentions, r.Groups, i)), m.Rule, marked(s.Text, m))
		}
	}
}

// instead says what would do as well.
func instead(any []string) string {
	if len(any) == 0 {
		return ""
	}
	words := make([]string, len(any))
	for i, t := range any {
		words[i] = t
		if t == "*" {
			words[i] = "the like"
		}
	}
	return ", or " + strings.Join(words, ", ")
}

// marked is the sentence of a mention on one line, with the matched words between marks.
func marked(text string, m job.Mention) string {
	s := text[m.Sentence[0]:m.Start] + "«" + text[m.Start:m.End] + "»" + text[m.End:m.Sentence[1]]
	return plain(strings.Join(strings.Fields(s), " "))
}
