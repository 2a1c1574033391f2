// Package verdict answers the first question of the report: which certification fits, how sure that is, what would
// change it, and how the exams compare. It writes what package demand decided; it decides nothing.
package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobsignal/internal/brief"
	"jobsignal/internal/chart"
	"jobsignal/internal/demand"
	"jobsignal/internal/page"
	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

// teller is the brief with this package's answers.
type teller struct{ *brief.Brief }

// Fit answers which certification fits: the verdict, how sure it is, what follows, and the fits behind it.
func Fit(b *brief.Brief, s *page.Section) { teller{b}.answerFit(s) }

// Compare sets the leading exams beside the three that most articles compare.
func Compare(b *brief.Brief, s *page.Section) { teller{b}.answerCompare(s) }

// Words is the verdict as a person can repeat it, the answer first.
func Words(b *brief.Brief) []prose.Para { return teller{b}.verdict() }

// answerFit lays out the first question in the order in which a reader needs it: what to do, how sure that is, one
// figure, and only then why, what it would not cover, what it costs, and what became of exams that postings still name.
func (r teller) answerFit(s *page.Section) {
	s.Lead = r.verdict()
	if w := r.weakness(); w != nil && len(s.Lead) > 1 { // what would change it belongs to the answer
		s.Lead[1] = join(w, s.Lead[1])
	}
	if c := r.certainty(); c != nil {
		s.Parts = append(s.Parts, page.Part{Certain: c})
	}
	if f, k := r.fitFigure(); f != nil {
		s.Parts = append(s.Parts, page.Part{Figures: []page.Figure{*f}, Know: k})
	}
	if p := r.each(); p != nil {
		s.Parts = append(s.Parts, *p)
	}
	text := append(r.stateOf(), r.steps()...)
	if f, ok := r.Fits[r.Result.Recommendation.Certification]; ok && len(text) > 0 {
		text = append(text, r.Missing(f, 5))
	}
	text = append(text, r.retiredNamed()...)
	text = append(text, r.stale()...)
	s.Parts = append(s.Parts, page.Part{Live: "why", Text: text})
}

// verdict is what a person can repeat: the fit, how sure, and what comes next. The strength of the words is decided
// in demand.Judge; here each strength has its form, and no form says more than its strength allows.
func (r teller) verdict() []prose.Para {
	x := r.Result.Recommendation
	switch x.Verdict {
	case demand.Clear, demand.Leaning:
		return append(r.named(x), r.Piles()...)
	case demand.TooClose:
		return append(r.tooClose(x), r.Piles()...)
	case demand.Tally:
		return r.tally()
	}
	return []prose.Para{r.nothing()}
}

// named is the verdict that names one certification, with its state beside the name: an exam in beta or about to
// retire must never look like any other. The runner-up stands in the same paragraph, so that it is repeated too.
func (r teller) named(x demand.Recommendation) []prose.Para {
	f := r.Fits[x.Certification]
	id := "verdict.clear"
	if x.Verdict == demand.Leaning {
		id = "verdict.leaning"
	}
	these := "these " + prose.Count(r.N(), "role")
	if r.N() == 1 {
		these = "this role"
	}
	lead := r.Say(id, prose.Fills{"these": these, "cert": r.CertNow(f.Code), "fit": prose.Pct(f.Fit),
		"range": prose.Between(f.Low, f.High), "first": prose.Often(x.First)})
	if n, ok := r.Fits[x.RunnerUp]; ok && n.Code != f.Code {
		lead = join(lead, r.Say("verdict.next", prose.Fills{"cert": r.CertNow(n.Code), "fit": prose.Pct(n.Fit), "range": prose.Between(n.Low, n.High)}))
	}
	out := []prose.Para{join(lead, r.hardly()), r.covered()}
	if x.HeldBest != "" {
		out = append(out, r.Say("verdict.held", prose.Fills{"cert": r.Cert(x.HeldBest)}))
	}
	return out
}

// join puts sentences into one paragraph.
func join(p prose.Para, more ...prose.Para) prose.Para {
	for _, q := range more {
		if len(q) > 0 && len(p) > 0 {
			p = append(p, prose.Span{Text: " "})
		}
		p = append(p, q...)
	}
	return p
}

// covered says what a cover is counted of: most of what jobs ask is in no exam, and many postings ask for nothing that is.
func (r teller) covered() prose.Para {
	x := r.Result
	if x.LeftOut == 0 {
		return r.Say("verdict.of.all", nil)
	}
	return r.Say("verdict.of", prose.Fills{"counted": prose.OutOf(x.Counted, x.Postings)})
}

// Below these shares of the postings a platform, or a certification by name, is hardly asked for, and the answer says so.
const (
	hardlyPlatform = 0.5
	hardlyNamed    = 0.1
)

// hardly says that the question may matter less to these jobs than to the reader: few ask for a platform, or for any
// certification. Nil where enough do, and where there are too few postings for a share.
func (r teller) hardly() prose.Para {
	x := r.Result
	f := prose.Fills{"any": prose.OutOf(x.Postings-x.NoPlatform.K, x.Postings), "certs": prose.Thousands(x.Named.K), "of": prose.OutOf(x.Named.K, x.Postings), "name": "name"}
	if x.Named.K == 1 {
		f["name"] = "names"
	}
	switch {
	case x.Postings < demand.DemandFloor:
		return nil
	case 1-x.NoPlatform.Share < hardlyPlatform:
		return r.Say("verdict.hardly", f)
	case x.Named.K == 0:
		return r.Say("verdict.hardly.none", f)
	case x.Named.Share < hardlyNamed:
		return r.Say("verdict.hardly.named", f)
	}
	return nil
}

// staleNames is how many old postings are named.
const staleNames = 4

// stale names the postings that are closed or older than a year, where they are few: they still say what such jobs ask, and
// no longer what can be applied for.
func (r teller) stale() []prose.Para {
	var names []string
	for _, row := range r.Newest() {
		if r.Stale(row) != "" {
			names = append(names, jobName(row.Employer, row.Title))
		}
	}
	if len(names) == 0 {
		return nil
	}
	f := prose.Fills{"k": prose.OutOf(len(names), r.N()), "are": "are"}
	if len(names) == 1 {
		f["are"] = "is"
	}
	if r.N() > demand.EachMost {
		return []prose.Para{r.Say("verdict.stale.many", f)}
	}
	if more := len(names) - staleNames; more > 0 {
		names = append(names[:staleNames], prose.Thousands(more)+" more")
	}
	f["list"] = prose.List(names)
	return []prose.Para{r.Say("verdict.stale", f)}
}

// tooClose is the verdict when no one is ahead often enough: the names that come first most often, in that order, how often
// each does, and their fits with intervals, which a reader then sees to overlap. Two names, or as many as it takes to name
// the one that leads on the postings as they are.
func (r teller) tooClose(x demand.Recommendation) []prose.Para {
	led, _ := r.Led()
	if len(led) < 2 {
		return []prose.Para{join(r.Say("verdict.close.one", prose.Fills{"a": r.CertNow(x.Certification), "firsta": prose.Often(x.First)}), r.hardly()), r.covered()}
	}
	n := max(2, 1+slices.IndexFunc(led, func(l brief.Led) bool { return l.Code == x.Certification }))
	var names, shares, fits []string
	for i, l := range led {
		if i < n {
			names, shares = append(names, r.CertNow(l.Code)), append(shares, fmt.Sprintf("%d%s%%", l.Percent, prose.NB))
		}
		fits = append(fits, fmt.Sprintf("%s %s (%s)", l.Code, prose.Pct(l.Fit.Fit), prose.Between(l.Low, l.High)))
	}
	lead := r.Say("verdict.close", prose.Fills{"names": prose.List(names), "shares": prose.List(shares)})
	return []prose.Para{join(lead, r.hardly()), join(r.Say("verdict.next.close", prose.Fills{"list": prose.List(fits)}), r.covered())}
}

// tally is the verdict on too few postings: what they ask for, unranked, and from how many on more can be said. No
// certification is named.
func (r teller) tally() []prose.Para {
	f := prose.Fills{"n": r.Postings(), "tally": r.askedFor(), "employers": r.voices(), "effective": prose.Worth(r.Result.Effective),
		"counted": prose.OutOf(r.Result.Counted, r.N()), "rank": fmt.Sprint(demand.RankFloor), "clear": fmt.Sprint(demand.DemandFloor)}
	id, next := "verdict.tally", "verdict.tally.more"
	switch {
	case r.Result.Effective >= demand.RankFloor: // enough voices, few that ask for anything to compare
		id = "verdict.tally.left"
	case r.N() >= demand.DemandFloor: // many postings, few employers: what is too few must be said
		id, next = "verdict.tally.alike", "verdict.tally.wider"
	}
	lead, more := r.Say(id, f), r.Say(next, f)
	if top := r.topTerms(5); len(top) > 0 {
		more = r.Say("verdict.tally.named", prose.Fills{"terms": prose.List(top), "more": more.Plain()})
	}
	return []prose.Para{lead, more}
}

// askedFor says how many postings ask for each platform, most first: "AWS is asked for by 2 of 3, Azure by none".
func (r teller) askedFor() string {
	ps := r.Demanded()
	if len(ps) == 0 {
		return "none asks for a platform"
	}
	slices.SortStableFunc(ps, func(a, b demand.PlatformDemand) int { return cmp.Compare(b.Share.K, a.Share.K) })
	var out []string
	for i, p := range ps {
		by := " by " + prose.Thousands(p.Share.K)
		switch {
		case i == 0:
			by = " is asked for by " + prose.Of(p.Share)
		case p.Share.K == 0:
			by = " by none"
		}
		out = append(out, prose.PlatformName(p.ID, p.Name)+by)
	}
	return prose.List(out)
}

// voices counts the employers, the unnamed ones singly.
func (r teller) voices() string {
	return prose.Count(r.Result.Employers+r.Result.UnknownEmployer, "employer")
}

// topTerms names the terms asked for most, whatever their kind, with their counts. The lists come sorted; a stable
// sort keeps services before skills before tools among equals.
func (r teller) topTerms(n int) []string {
	x := r.Result
	all := slices.Concat(x.Services, x.Skills, x.Tools)
	slices.SortStableFunc(all, func(a, b demand.TermDemand) int { return cmp.Compare(b.Demand.K, a.Demand.K) })
	var out []string
	for _, t := range all[:min(n, len(all))] {
		if t.Demand.K > 1 { // what one posting names is no pattern, and which of many such would be chance
			out = append(out, fmt.Sprintf("%s (%s)", prose.Clean(t.Name, 60), prose.Of(t.Demand)))
		}
	}
	return out
}

// nothing says why there is no verdict, and what to do: the postings ask for nothing an exam covers, the filter let
// none through, nothing was read, or what was read holds no posting.
func (r teller) nothing() prose.Para {
	l := r.Ledger
	switch {
	case r.N() > 0:
		return r.Say("verdict.none.scope", prose.Fills{"n": "the " + r.Postings()})
	case l.Unique > 0:
		return r.Say("verdict.none.filter", prose.Fills{"n": "the " + prose.Count(l.Unique, "posting")})
	case l.Pages == 0:
		return r.Say("verdict.none.empty", nil)
	}
	files := prose.Count(l.Pages, "file") + " were read"
	if l.Pages == 1 {
		files = "1 file was read"
	}
	var why []string
	for _, x := range brief.Reasons(l) {
		why = append(why, x.Text+": "+prose.Thousands(x.Pages))
	}
	return r.Say("verdict.none", prose.Fills{"files": files, "reasons": prose.List(why)})
}

// certainty is the strip of how often each certification came first in the resamples: the three most frequent, the
// rest together. Parts under one in fifty would be too thin to see and are told with the rest.
func (r teller) certainty() *page.Certainty {
	led, others := r.Led()
	if v := r.Result.Recommendation.Verdict; v == demand.Nothing || v == demand.Tally || len(led) == 0 {
		return nil
	}
	out := &page.Certainty{Label: "Comes first, platform and then exam, in this many of 100 resamples"}
	for _, l := range led {
		out.Parts = append(out.Parts, page.Slice{Name: l.Code, Accent: prose.Accent(l.Vendor), Share: l.Recommended, Text: strconv.Itoa(l.Percent)})
	}
	if len(led) == 1 && others == 0 && led[0].Recommended < 1 { // "100 of 100" would be a certainty that no draw gives
		out.Parts[0].Text = "over 99"
	}
	if others > 0 {
		out.Parts = append(out.Parts, page.Slice{Name: "any other", Accent: "none", Share: float64(others) / 100, Text: strconv.Itoa(others)})
	}
	return out
}

// steps tells how the two steps lead to the answer: platform by standing, exam by fit. Where the second overrules
// the first, both answers are named, because a reader who trusts step one must see what was given up.
func (r teller) steps() []prose.Para {
	x := r.Result.Recommendation
	if x.Certification == "" || x.Verdict == demand.Tally || x.Verdict == demand.Nothing {
		return nil
	}
	if x.Platform == "" {
		return []prose.Para{r.Say("steps.none", nil)}
	}
	p, bookable := r.Platform(x.Platform), 0
	for _, f := range r.Bookable() {
		if f.Vendor == x.Platform {
			bookable++
		}
	}
	f := prose.Fills{"platform": prose.PlatformName(p.ID, p.Name), "enough": prose.Share(p.Enough), "pfirst": prose.Often(x.PlatformFirst),
		"k": prose.Thousands(bookable), "within": x.Within, "cert": x.Certification, "few": prose.OutOf(r.Result.HardOf, r.N())}
	id := "steps"
	switch {
	case x.Overruled:
		f["other"] = prose.PlatformName(r.Fits[x.Certification].Vendor, "")
		f["fit"], f["withinfit"] = prose.Pct(r.Fits[x.Certification].Fit), prose.Pct(r.Fits[x.Within].Fit)
		id = "steps.over"
	case r.Result.HardOf < demand.RankFloor: // the standing is then mostly who names it at all
		id = "steps.few"
	}
	told := r.Say(id, f)
	if x.Reason != "" {
		told = join(told, r.Say("verdict.reason", prose.Fills{"reason": prose.Clean(x.Reason, 300)}))
	}
	return []prose.Para{told}
}

// weakness says what would change the answer and what would settle it, in one paragraph: the posting or employer whose
// removal turns it, and how many more postings like these it would take.
func (r teller) weakness() prose.Para {
	x := r.Result.Recommendation
	if x.Certification == "" || x.Verdict == demand.Tally || x.Verdict == demand.Nothing {
		return nil
	}
	p := r.flip(x)
	switch {
	case x.ToSettle > 0:
		p = join(p, r.Say("verdict.settle", prose.Fills{"n": prose.Thousands(x.ToSettle), "roles": strings.TrimPrefix(prose.Count(x.ToSettle, "role"), fmt.Sprint(x.ToSettle)+" ")}))
	case x.ToSettle < 0:
		p = join(p, r.Say("verdict.settle.never", nil))
	}
	return p
}

// flip says what puts another exam first. It would lead then, which is not yet an answer; where several postings do so,
// each by itself, one name would look like the culprit.
func (r teller) flip(x demand.Recommendation) prose.Para {
	switch {
	case x.Flip == nil && x.Verdict == demand.TooClose:
		return r.Say("verdict.flip.close", nil)
	case x.Flip == nil:
		return r.Say("verdict.flip.none", nil)
	}
	f := prose.Fills{"what": flipped(*x.Flip), "to": x.Flip.To, "k": prose.Count(x.Flip.Alike, "posting")}
	if x.Flip.Alike > 1 {
		return r.Say("verdict.flip.many", f)
	}
	return r.Say("verdict.flip", f)
}

// flipped names what would have to go for the answer to change: one posting, by employer and title, so that the
// reader can look at it, or everything of one employer.
func flipped(f demand.Flip) string {
	if f.Posting != 0 {
		return jobName(f.Employer, f.Title)
	}
	return "the " + prose.Count(f.Postings, "posting") + " of " + cmp.Or(prose.Clean(f.Employer, 80), "an unnamed employer")
}

// jobName is how prose calls one posting.
func jobName(employer, title string) string {
	return cmp.Or(prose.Clean(employer, 80), "an unnamed employer") + " – " + cmp.Or(prose.Clean(title, 120), "no title")
}

// stateOf gives the facts of the answer with their age and the page that has the last word: prices and dates change
// after a report is made. Where it is too close to call, both leaders have a paragraph.
func (r teller) stateOf() []prose.Para {
	x := r.Result.Recommendation
	var codes []string
	switch x.Verdict {
	case demand.Clear, demand.Leaning:
		codes = []string{x.Certification}
	case demand.TooClose:
		codes = []string{x.Certification, x.RunnerUp}
	}
	var out []prose.Para
	for _, code := range codes {
		c, ok := r.Vocabulary.Certification(code)
		if !ok {
			continue
		}
		p := r.Say("state", prose.Fills{"code": c.Code, "facts": prose.List(r.Facts(c)), "asof": prose.Day(c.AsOf)})
		if l := prose.SafeLink(c.Page); l.URL != "" {
			p = append(p, prose.Span{Text: "official page", Href: l.URL}, prose.Span{Text: " (" + l.Host + ")."})
		} else {
			p = append(p, prose.Span{Text: "official page."})
		}
		out = append(out, p)
	}
	return out
}

// retiredNamed points on from retired exams that postings still name. Employers copy old texts; a reader must not be
// sent to an exam that cannot be booked.
func (r teller) retiredNamed() []prose.Para {
	var gone []prose.Fills
	for _, t := range r.Result.CertTerms {
		codes := r.Vocabulary.CertFor(t.ID)
		if t.Demand.K == 0 || len(codes) == 0 || slices.ContainsFunc(codes, func(c string) bool { return r.Fits[c].Status != taxonomy.Retired }) {
			continue // generations that share a term: one of them can still be booked
		}
		f := r.Fits[codes[len(codes)-1]]
		v := prose.Fills{"code": f.Code, "cert": r.Cert(f.Code), "k": prose.Of(t.Demand), "when": "", "next": prose.List(brief.Next(f))}
		if f.Retires != "" {
			v["when"] = "on " + prose.Day(f.Retires)
		}
		gone = append(gone, v)
	}
	switch {
	case len(gone) == 0:
		return nil
	case len(gone) > 1:
		return []prose.Para{r.Say("retired.many", prose.Fills{"list": briefly(gone)})}
	case gone[0]["next"] == "":
		return []prose.Para{r.Say("retired.named.none", gone[0])}
	}
	return []prose.Para{r.Say("retired.named", gone[0])}
}

// briefly lists several retired exams in one sentence: "AI-102 (3 of 42, retired on 30 June 2026; nearest today: AI-103)".
func briefly(gone []prose.Fills) string {
	var out []string
	for _, v := range gone {
		s := v["code"] + " (" + v["k"] + strings.TrimRight(", retired "+v["when"], " ")
		if v["next"] != "" {
			s += "; nearest today: " + v["next"]
		}
		out = append(out, s+")")
	}
	return prose.List(out)
}

// fitRows is the number of bookable exams drawn; the rest stands in the table. One that comes first in at least
// worthRow of the draws is drawn wherever it ranks: the strip above names it.
const (
	fitRows  = 8
	worthRow = 0.05
)

// fitFigure draws the fits with what stands behind them; nil when there is nothing to rank.
func (r teller) fitFigure() (*page.Figure, *page.Know) {
	res := r.Result
	if !r.Ranks() || len(r.Bookable()) == 0 || res.Counted == 0 {
		return nil, nil
	}
	dots, top := r.fitDots()
	opt, err := chart.Whiskers(dots, chart.Percent(top))
	r.Note(err)
	f := &page.Figure{ID: "fits", Title: r.fitTitle().Plain(), Form: "rows", Rows: len(dots), Tall: true, Option: opt, Source: r.Source(),
		Sub:    r.Say("fits.sub", prose.Fills{"counted": prose.Count(res.Counted, "posting"), "dates": r.Dates()}),
		Legend: platformLegend(), Warn: r.Warnings("fits")}
	k := &page.Know{Method: []prose.Para{r.Say("method.fit", nil)}, Tables: []page.Table{r.fitTable()}}
	if res.LeftOut > 0 {
		k.Method = append(k.Method, r.Say("fits.left", prose.Fills{"n": prose.Count(res.LeftOut, "posting")}))
	}
	return f, k
}

// fitDots are the rows of the drawing: bookable exams by fit, then the retired ones that a reader may have heard
// of, without a mark and with an arrow to what follows them. top is the end of the longest whisker in percent.
func (r teller) fitDots() (dots []chart.Dot, top float64) {
	for i, f := range r.ByFit() {
		if !f.Bookable || f.NoFit != "" || i >= fitRows && f.Recommended < worthRow {
			continue
		}
		top = max(top, f.High*100)
		dots = append(dots, chart.Dot{Row: r.fitRow(f), Value: f.Fit * 100, Low: f.Low * 100, High: f.High * 100, Colour: chart.Colour("@" + prose.Accent(f.Vendor))})
	}
	for _, f := range r.retiredShown() {
		row := r.fitRow(f)
		row.Label, row.End = f.Code+" · retired", "no successor"
		if n := brief.Next(f); len(n) > 0 {
			row.End = "→ " + strings.Join(n[:min(2, len(n))], ", ")
		}
		dots = append(dots, chart.Dot{Row: row, Empty: true})
	}
	return dots, top
}

// fitTitle states the finding as far as the verdict carries it: one leader, two, or none.
func (r teller) fitTitle() prose.Para {
	x := r.Result.Recommendation
	switch {
	case x.Verdict == demand.Clear || x.Verdict == demand.Leaning:
		return r.Say("fits.title", prose.Fills{"cert": x.Certification, "fit": prose.Pct(r.Fits[x.Certification].Fit)})
	case x.Verdict == demand.TooClose && x.RunnerUp != "":
		return r.Say("fits.title.close", prose.Fills{"a": x.Certification, "b": x.RunnerUp})
	}
	return r.Say("fits.title.none", nil)
}

// fitRow is the label of one exam in the drawing of fits: its code, which is what booking pages and colleagues use,
// its state, and its name in grey.
func (r teller) fitRow(f demand.Fit) chart.Row {
	c, _ := r.Vocabulary.Certification(f.Code)
	row := chart.Row{Label: f.Code, Sub: brief.ShortName(c), Key: "c:" + f.Code}
	if s := brief.State(f); s != "" && f.Status != taxonomy.Retired {
		row.Label += " · " + s
	}
	row.End = prose.Pct(f.Fit) + " · " + prose.Between(f.Low, f.High)
	row.Tip = fmt.Sprintf("%s covers %s (%s) of what %s ask", f.Code, prose.Pct(f.Fit), prose.Between(f.Low, f.High), prose.Count(f.Counted, "posting"))
	if f.Warning != "" {
		row.Tip += ". " + prose.Clean(f.Warning, 200)
	}
	return row
}

// retiredShown are the retired exams worth a pointer: those that articles compare and those that postings name.
func (r teller) retiredShown() []demand.Fit {
	named := map[string]bool{}
	for _, a := range r.Articles.Compared {
		named[a.Code] = true
	}
	for _, t := range r.Result.CertTerms {
		for _, c := range r.Vocabulary.CertFor(t.ID) {
			named[c] = named[c] || t.Demand.K > 0
		}
	}
	var out []demand.Fit
	for _, f := range r.Result.Fits {
		if named[f.Code] && f.Status == taxonomy.Retired {
			out = append(out, f)
		}
	}
	return out
}

// fitTable is the twin of the fits: every exam, the ones without a fit with the reason. The touched postings open
// their sentences.
func (r teller) fitTable() page.Table {
	t := page.Table{ID: "fits-table", Caption: "Every certification known, with its fit",
		Head: page.Heads("Certification", "State", "#Fit", "#95 % interval", "#Postings touched", "#Best of its platform", "#Named")}
	for _, f := range r.ByFit() {
		c := page.Head(r.Cert(f.Code))
		c.Accent, c.Tag = prose.Accent(f.Vendor), ""
		row := []page.Cell{c, page.Text(cmp.Or(brief.State(f), "active"))}
		if f.NoFit != "" {
			row = append(row, page.Text("not computed: "+f.NoFit), page.Num(""), page.Num(""), page.Num(""), page.Num(""))
		} else {
			touched := page.Num(prose.OutOf(f.Touched, f.Counted))
			touched.Key = "c:" + f.Code
			row = append(row, page.Num(prose.Pct(f.Fit)), page.Num(prose.Between(f.Low, f.High)), touched, page.Num(prose.Pct(f.FirstWithin)), page.Num(prose.Pct(f.Recommended)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// platformLegend names the accents of the platforms.
func platformLegend() []page.Legend {
	return []page.Legend{{Text: "AWS", Class: "aws"}, {Text: "Azure", Class: "azure"}, {Text: "Google Cloud", Class: "gcp"}}
}
