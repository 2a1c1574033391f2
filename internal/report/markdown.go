package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"jobsignal/internal/brief"
	"jobsignal/internal/demand"
	"jobsignal/internal/prose"
	"jobsignal/internal/verdict"
)

// markdownRows is how many lines a table of the Markdown export has at most.
const markdownRows = 10

// Markdown writes the answer and the figures behind it, short enough to paste into a mail or an issue. Text from
// postings is escaped: it can neither become markup nor a mention of a person.
func (r *Report) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", escape(r.title()))
	for _, p := range verdict.Words(r.b) {
		fmt.Fprintf(&b, "%s\n\n", escape(p.Plain()))
	}
	if sure := append(r.sure(), r.steps()...); len(sure) > 0 {
		bullets(&b, sure)
		b.WriteString("\n")
	}
	r.markdownPlatforms(&b)
	r.markdownFits(&b)
	x := r.b.Result
	markdownTerms(&b, "Services", x.Services)
	markdownTerms(&b, "Skills", x.Skills)
	markdownTerms(&b, "Tools", x.Tools)
	b.WriteString("## What this rests on\n\n")
	bullets(&b, append(r.trust(), r.made()))
	_, err := io.WriteString(w, strings.ReplaceAll(b.String(), prose.NB, " "))
	return err
}

// steps says which two steps lead to the answer.
func (r *Report) steps() []string {
	x := r.b.Result.Recommendation
	switch {
	case x.Verdict == demand.Nothing || x.Verdict == demand.Tally || x.Platform == "":
		return nil
	case x.Overruled:
		return []string{fmt.Sprintf("By platform alone it would be %s and its %s; %s covers clearly more of what is asked (%s against %s).", prose.PlatformName(x.Platform, ""), x.Within, x.Certification,
			prose.Pct(r.b.Fits[x.Certification].Fit), prose.Pct(r.b.Fits[x.Within].Fit))}
	}
	return []string{fmt.Sprintf("Step one: the platform %s (first in %s of resamples). Step two: among its exams, %s.", prose.PlatformName(x.Platform, ""), prose.Often(x.PlatformFirst), x.Certification)}
}

// sure says how often the answer came first and what would change it, a sentence each.
func (r *Report) sure() (out []string) {
	x := r.b.Result.Recommendation
	if x.Verdict == demand.Nothing || x.Verdict == demand.Tally {
		return nil
	}
	say := func(format string, a ...any) { out = append(out, fmt.Sprintf(format, a...)) }
	switch led, _ := r.b.Led(); {
	case len(led) > 1:
		say("%s comes first in %d%s%% of resamples, %s in %d%s%%.", led[0].Code, led[0].Percent, prose.NB, led[1].Code, led[1].Percent, prose.NB)
	case len(led) == 1:
		say("%s comes first in %s of resamples.", led[0].Code, prose.Often(led[0].Recommended))
	}
	if f := x.Flip; f != nil && f.Posting != 0 {
		say("Without one posting (%s, %s) %s would lead%s.", prose.Clean(f.Title, 80), prose.Clean(f.Employer, 60), f.To, others(f.Alike-1))
	} else if f != nil {
		say("Without the %d postings of %s %s would lead.", f.Postings, prose.Clean(f.Employer, 60), f.To)
	}
	switch {
	case x.ToSettle > 0:
		say("About %s like these would settle it.", prose.Count(x.ToSettle, "more posting"))
	case x.ToSettle < 0:
		say("%d more postings like these would not settle it.", demand.SettleMost)
	}
	return out
}

// others adds how many further postings put another exam first, each by itself.
func others(n int) string {
	if n < 1 {
		return ""
	}
	return "; leaving out any one of " + prose.Count(n, "further posting") + " puts another exam first, too"
}

// bullets writes a list.
func bullets(b *strings.Builder, lines []string) {
	for _, line := range lines {
		fmt.Fprintf(b, "- %s\n", escape(line))
	}
}

// markdownPlatforms is the table of platforms. One that nobody asks for stays in: that is an answer too.
func (r *Report) markdownPlatforms(b *strings.Builder) {
	x := r.b.Result
	if len(x.Platforms) == 0 || x.Postings == 0 {
		return
	}
	b.WriteString("## Platforms\n\n| platform | asked for | this one alone would do | nothing else accepted |\n|---|---|---|---|\n")
	for _, p := range x.Platforms {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", escape(prose.PlatformName(p.ID, p.Name)), prose.Share(p.Share), prose.Share(p.Enough), prose.Share(p.Only))
	}
	b.WriteString("\n")
}

// markdownFits is the table of exams that can be booked, best fit first.
func (r *Report) markdownFits(b *strings.Builder) {
	x := r.b.Result
	if x.Counted == 0 || !r.b.Ranks() {
		return
	}
	have, rule := "", ""
	if len(x.Have) > 0 {
		have, rule = " with what you have |", "---|"
	}
	fmt.Fprintf(b, "## Certifications\n\nHow much of what %s ask each exam covers.\n\n| exam | fit |%s state | first in | would not cover |\n|---|---|%s---|---|---|\n", prose.Count(x.Counted, "posting"), have, rule)
	n := 0
	for _, f := range r.b.ByFit() {
		if f.NoFit != "" || !f.Bookable || n == markdownRows {
			continue
		}
		n++
		if have != "" {
			have = fmt.Sprintf(" %s |", prose.Pct(f.WithHave))
		}
		fmt.Fprintf(b, "| %s | %s (%s) |%s %s | %s | %s |\n", escape(r.b.Cert(f.Code)), prose.Pct(f.Fit), prose.Between(f.Low, f.High), have, f.Status, prose.Often(f.Recommended), escape(missing(f, 3)))
	}
	b.WriteString("\n")
}

// missing names what an exam leaves out most often.
func missing(f demand.Fit, n int) string {
	var out []string
	for _, t := range f.Missing[:min(n, len(f.Missing))] {
		out = append(out, fmt.Sprintf("%s (%d)", prose.Clean(t.Name, 40), t.K))
	}
	return strings.Join(out, ", ")
}

// markdownTerms is the table of one kind of term, most demanded first.
func markdownTerms(b *strings.Builder, heading string, list []demand.TermDemand) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "## %s\n\n| name | postings | required | preferred | duty |\n|---|---|---|---|---|\n", heading)
	for _, t := range list[:min(markdownRows, len(list))] {
		fmt.Fprintf(b, "| %s | %s | %d | %d | %d |\n", escape(prose.Clean(t.Name, 60)), prose.Share(t.Demand), t.ByKind.Required, t.ByKind.Preferred, t.ByKind.Duty)
	}
	if more := len(list) - markdownRows; more > 0 {
		fmt.Fprintf(b, "\nand %d more\n", more)
	}
	b.WriteString("\n")
}

// trust says what the figures rest on, a sentence each.
func (r *Report) trust() (out []string) {
	x, l := r.b.Result, r.b.Ledger
	say := func(format string, a ...any) { out = append(out, fmt.Sprintf(format, a...)) }
	say("%s from %s; %s read, %s merged as advertisements of the same job.", prose.Count(x.Postings, "unique posting"),
		prose.Count(x.Employers, "named employer"), prose.Count(l.Postings, "posting"), prose.Thousands(l.Merged))
	say("Percentages are shares with 95 %% intervals on %.1f independent postings (design effect %.2f). They cover chance, not which postings were saved.", x.Effective, x.DesignEffect)
	for _, w := range x.Warnings {
		say("%s.", prose.Clean(w.Text, 300))
	}
	if have := brief.Held(x.Have); len(have) > 0 {
		say("You have %s: it shapes what is left to learn and never counts against a fit.", prose.List(have))
	}
	return append(out, r.filters()...)
}

// made says when and by what the report was made.
func (r *Report) made() string {
	return fmt.Sprintf("Week %s, made %s by Jobsignal %s, vocabulary %.16s.", prose.Clean(r.b.Week, 20), r.b.Generated.UTC().Format("2006-01-02"), prose.Clean(r.b.Version, 80), r.b.Vocabulary.Digest)
}

// filters says what narrowed the selection.
func (r *Report) filters() (out []string) {
	f := r.b.Filters
	for _, x := range [][2]string{{"dated %s or later", f.Since}, {"dated %s or earlier", f.Until}, {"whose title holds %s", f.Title}, {"whose employer holds %s", f.Employer}} {
		if x[1] != "" {
			out = append(out, fmt.Sprintf("Only postings "+x[0]+".", prose.Clean(x[1], 80)))
		}
	}
	return out
}

// escape makes text literal in Markdown, in GitHub's dialect too: markup, HTML, table cells, mentions, links. It stays
// on its line, whatever it held.
func escape(s string) string {
	s = prose.Clean(s, math.MaxInt)
	s = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;",
		"|", "\\|", "~", "\\~", "#", "\\#", "@", "@\u200b", "&", "&amp;").Replace(s)
	return strings.ReplaceAll(s, "://", ":\u200b//")
}
