package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobsignal/internal/chart"
	"jobsignal/internal/demand"
	"jobsignal/internal/taxonomy"
)

// answerFit is the first question: the verdict, how sure it is, what follows, and the fits behind it.
func (r *Report) answerFit(s *section) {
	s.Lead = r.verdict()
	if c := r.certainty(); c != nil {
		s.Parts = append(s.Parts, part{Certain: c})
	}
	if f, k := r.fitFigure(); f != nil {
		s.Parts = append(s.Parts, part{Figures: []figure{*f}, Know: k})
	}
	text := r.steps()
	text = append(text, r.weakness()...)
	if f, ok := r.fits[r.in.Result.Recommendation.Certification]; ok && len(text) > 0 {
		text = append(text, r.missing(f, 5))
	}
	text = append(text, r.stateOf()...)
	text = append(text, r.retiredNamed()...)
	s.Parts = append(s.Parts, part{Live: "why", Text: text})
}

// Answer is the verdict's first sentence, plain text: what the list of reports shows.
func (r *Report) Answer() string { return r.verdict()[0].Plain() }

// verdict is what a person can repeat: the fit, how sure, and what comes next.
func (r *Report) verdict() []para {
	x := r.in.Result.Recommendation
	switch x.Verdict {
	case demand.Clear, demand.Leaning:
		return r.named(x)
	case demand.TooClose:
		return r.tooClose(x)
	case demand.Tally:
		return r.tally()
	}
	return []para{r.nothing()}
}

// named is the verdict that names one certification.
func (r *Report) named(x demand.Recommendation) []para {
	f := r.fits[x.Certification]
	id := "verdict.clear"
	if x.Verdict == demand.Leaning {
		id = "verdict.leaning"
	}
	these := "these " + count(r.n(), "role")
	if r.n() == 1 {
		these = "this role"
	}
	tag := state(f)
	if tag != "" {
		tag = " (" + tag + ")"
	}
	lead := r.say(id, fills{"these": these, "cert": r.cert(f.Code), "state": tag, "fit": pct(f.Fit),
		"range": between(f.Low, f.High), "first": pct(x.First)})
	if n, ok := r.fits[x.RunnerUp]; ok && n.Code != f.Code {
		lead = append(append(lead, span{Text: " "}), r.say("verdict.next", fills{"cert": r.cert(n.Code), "fit": pct(n.Fit)})...)
	}
	out := []para{lead}
	if x.HeldBest != "" {
		out = append(out, r.say("verdict.held", fills{"cert": r.cert(x.HeldBest)}))
	}
	return out
}

// tooClose is the verdict when no one is ahead often enough.
func (r *Report) tooClose(x demand.Recommendation) []para {
	f := fills{"a": r.cert(x.Certification), "firsta": pct(x.First)}
	if x.RunnerUp == "" {
		return []para{r.say("verdict.close.one", f)}
	}
	f["b"], f["firstb"] = r.cert(x.RunnerUp), pct(x.RunnerUpFirst)
	out := []para{r.say("verdict.close", f)}
	var fits []string
	for _, b := range r.bookable() {
		if len(fits) < 3 {
			fits = append(fits, fmt.Sprintf("%s %s (%s)", b.Code, pct(b.Fit), between(b.Low, b.High)))
		}
	}
	return append(out, r.say("verdict.next.close", fills{"list": list(fits)}))
}

// tally is the verdict on too few postings: what they say, unranked.
func (r *Report) tally() []para {
	var would []string
	for _, p := range r.in.Result.Platforms {
		if p.Enough.K > 0 {
			would = append(would, platformName(p.ID, p.Name)+" would do for "+of(p.Enough))
		} else if p.Share.K > 0 {
			would = append(would, platformName(p.ID, p.Name)+" is asked for by "+of(p.Share))
		}
	}
	if len(would) == 0 {
		would = []string{"none asks for a platform"}
	}
	out := []para{r.say("verdict.tally", fills{"n": r.postings(), "tally": list(would)})}
	if top := r.topTerms(5); len(top) > 0 {
		out = append(out, r.say("verdict.tally.named", fills{"terms": list(top)}))
	}
	return out
}

// topTerms names the terms asked for most, whatever their kind, with their counts.
func (r *Report) topTerms(n int) []string {
	x := r.in.Result
	all := slices.Concat(x.Services, x.Skills, x.Tools)
	slices.SortStableFunc(all, func(a, b demand.TermDemand) int { return cmp.Compare(b.Demand.K, a.Demand.K) })
	var out []string
	for _, t := range all[:min(n, len(all))] {
		if t.Demand.K > 0 {
			out = append(out, fmt.Sprintf("%s (%s)", clean(t.Name, 60), of(t.Demand)))
		}
	}
	return out
}

// nothing says why there is no verdict, and what to do.
func (r *Report) nothing() para {
	l := r.in.Ledger
	switch {
	case r.n() > 0:
		return r.say("verdict.none.scope", fills{"n": "The " + r.postings()})
	case l.Unique > 0:
		return r.say("verdict.none.filter", fills{"n": count(l.Unique, "posting")})
	case l.Pages == 0:
		return r.say("verdict.none.empty", nil)
	}
	files := count(l.Pages, "file") + " were read"
	if l.Pages == 1 {
		files = "1 file was read"
	}
	return r.say("verdict.none", fills{"files": files, "reasons": list(reasons(l))})
}

// reasons lists why pages held no posting, most frequent first: "login page: 2".
func reasons(l demand.Ledger) []string {
	keys := make([]string, 0, len(l.NoPosting))
	for k := range l.NoPosting {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(l.NoPosting[b], l.NoPosting[a]), cmp.Compare(a, b))
	})
	for i, k := range keys {
		keys[i] = clean(k, 80) + ": " + strconv.Itoa(l.NoPosting[k])
	}
	return keys
}

// certainty is the strip of how often each certification came first in the resamples.
func (r *Report) certainty() *certainty {
	if v := r.in.Result.Recommendation.Verdict; v == demand.Nothing || v == demand.Tally {
		return nil
	}
	fits := slices.Clone(r.in.Result.Fits)
	slices.SortStableFunc(fits, func(a, b demand.Fit) int { return cmp.Compare(b.Recommended, a.Recommended) })
	out, rest := &certainty{Label: "Named by the two steps in this many of 100 resamples"}, 1.0
	for _, f := range fits[:min(3, len(fits))] {
		if f.Recommended < 0.02 {
			break
		}
		rest -= f.Recommended
		out.Parts = append(out.Parts, slice{Name: f.Code, Accent: accent(f.Vendor), Share: f.Recommended, Text: strconv.Itoa(percent(f.Recommended))})
	}
	if rest > 0.005 && len(out.Parts) > 0 {
		out.Parts = append(out.Parts, slice{Name: "others", Accent: "none", Share: rest, Text: strconv.Itoa(percent(rest))})
	}
	if len(out.Parts) == 0 {
		return nil
	}
	return out
}

// steps tells how the two steps lead to the answer.
func (r *Report) steps() []para {
	x := r.in.Result.Recommendation
	if x.Certification == "" || x.Verdict == demand.Tally || x.Verdict == demand.Nothing {
		return nil
	}
	if x.Platform == "" {
		return []para{r.say("steps.none", nil)}
	}
	p, bookable := r.platform(x.Platform), 0
	for _, f := range r.bookable() {
		if f.Vendor == x.Platform {
			bookable++
		}
	}
	f := fills{"platform": platformName(p.ID, p.Name), "enough": share(p.Enough), "pfirst": pct(x.PlatformFirst),
		"k": thousands(bookable), "within": x.Within, "cert": x.Certification}
	if x.Overruled {
		f["other"] = platformName(r.fits[x.Certification].Vendor, "")
		return []para{r.say("steps.over", f)}
	}
	return []para{r.say("steps", f)}
}

// weakness says what would change the answer and what would settle it.
func (r *Report) weakness() []para {
	x := r.in.Result.Recommendation
	if x.Certification == "" || x.Verdict == demand.Tally || x.Verdict == demand.Nothing {
		return nil
	}
	var p para
	join := func(id string, f fills) {
		if len(p) > 0 {
			p = append(p, span{Text: " "})
		}
		p = append(p, r.say(id, f)...)
	}
	if x.Reason != "" {
		join("verdict.reason", fills{"reason": clean(x.Reason, 300)})
	}
	if x.Flip != nil {
		join("verdict.flip", fills{"what": flipped(*x.Flip), "to": cmp.Or(x.Flip.To, "open")})
	} else {
		join("verdict.flip.none", nil)
	}
	switch {
	case x.ToSettle > 0:
		join("verdict.settle", fills{"n": thousands(x.ToSettle), "roles": strings.TrimPrefix(count(x.ToSettle, "role"), fmt.Sprint(x.ToSettle)+" ")})
	case x.ToSettle < 0:
		join("verdict.settle.never", nil)
	}
	return []para{p}
}

// flipped names what would have to go for the answer to change.
func flipped(f demand.Flip) string {
	employer := cmp.Or(clean(f.Employer, 80), "an unnamed employer")
	if f.Posting != 0 {
		return employer + " – " + clean(f.Title, 120)
	}
	return "the " + count(f.Postings, "posting") + " of " + employer
}

// stateOf gives the leader's facts with their age.
func (r *Report) stateOf() []para {
	x := r.in.Result.Recommendation
	if x.Verdict == demand.Tally || x.Verdict == demand.Nothing {
		return nil
	}
	c, ok := r.in.Vocabulary.Certification(x.Certification)
	if !ok {
		return nil
	}
	p := r.say("state", fills{"code": c.Code, "facts": list(r.examFacts(c)), "asof": day(c.AsOf)})
	if l := safeLink(c.Page); l.URL != "" {
		return []para{append(p, span{Text: "official page", Href: l.URL}, span{Text: " (" + l.Host + ")."})}
	}
	return []para{append(p, span{Text: "official page."})}
}

// retiredNamed points on from retired exams that postings still name.
func (r *Report) retiredNamed() []para {
	var out []para
	for _, t := range r.in.Result.CertTerms {
		codes := r.in.Vocabulary.CertFor(t.ID)
		if t.Demand.K == 0 || len(codes) == 0 || slices.ContainsFunc(codes, func(c string) bool { return r.fits[c].Status != taxonomy.Retired }) {
			continue // generations that share a term: one of them can still be booked
		}
		f := r.fits[codes[len(codes)-1]]
		v := fills{"cert": r.cert(f.Code), "k": of(t.Demand), "when": "", "next": list(next(f))}
		if f.Retires != "" {
			v["when"] = "on " + day(f.Retires)
		}
		if len(next(f)) == 0 {
			out = append(out, r.say("retired.named.none", v))
		} else {
			out = append(out, r.say("retired.named", v))
		}
	}
	return out
}

// fitRows is the number of bookable exams drawn; the rest stands in the table.
const fitRows = 8

// fitFigure draws the fits of the bookable exams and, below, the retired ones that articles or postings name.
func (r *Report) fitFigure() (*figure, *know) {
	fits := r.bookable()
	if !r.ranks() || len(fits) == 0 || r.in.Result.Counted == 0 {
		return nil, nil
	}
	var dots []chart.Dot
	top := 0.0
	for i, f := range fits {
		if i >= fitRows && f.Recommended < 0.05 {
			continue
		}
		top = max(top, f.High*100)
		dots = append(dots, chart.Dot{Row: r.fitRow(f), Value: f.Fit * 100, Low: f.Low * 100, High: f.High * 100, Colour: chart.Colour("@" + accent(f.Vendor))})
	}
	for _, f := range r.retiredShown() {
		row := r.fitRow(f)
		row.Label, row.End = f.Code+" · retired", "no successor"
		if n := next(f); len(n) > 0 {
			row.End = "→ " + strings.Join(n[:min(2, len(n))], ", ")
		}
		dots = append(dots, chart.Dot{Row: row, Empty: true})
	}
	opt, err := chart.Whiskers(dots, chart.Percent(top))
	r.note(err)
	x, res := r.in.Result.Recommendation, r.in.Result
	title := r.say("fits.title.none", nil)
	switch x.Verdict {
	case demand.Clear, demand.Leaning:
		title = r.say("fits.title", fills{"cert": x.Certification, "fit": pct(r.fits[x.Certification].Fit)})
	case demand.TooClose:
		if x.RunnerUp != "" {
			title = r.say("fits.title.close", fills{"a": x.Certification, "b": x.RunnerUp})
		}
	}
	f := &figure{ID: "fits", Title: title.Plain(), Form: "rows", Rows: len(dots), Tall: true, Option: opt, Source: r.source(),
		Sub:    r.say("fits.sub", fills{"counted": count(res.Counted, "posting"), "dates": r.dates()}),
		Legend: r.platformLegend(), Warn: r.warnings("fits")}
	k := &know{Method: []para{r.say("method.fit", nil)}, Tables: []table{r.fitTable()}}
	if res.LeftOut > 0 {
		k.Method = append(k.Method, r.say("fits.left", fills{"n": count(res.LeftOut, "posting")}))
	}
	return f, k
}

// fitRow is the label of one exam in the drawing of fits.
func (r *Report) fitRow(f demand.Fit) chart.Row {
	c, _ := r.in.Vocabulary.Certification(f.Code)
	row := chart.Row{Label: f.Code, Sub: shortCert(c), Key: "c:" + f.Code}
	if s := state(f); s != "" && f.Status != taxonomy.Retired {
		row.Label += " · " + s
	}
	row.End = pct(f.Fit) + " · " + between(f.Low, f.High)
	row.Tip = fmt.Sprintf("%s covers %s (%s) of what %s ask", f.Code, pct(f.Fit), between(f.Low, f.High), count(f.Counted, "posting"))
	if f.Warning != "" {
		row.Tip += ". " + clean(f.Warning, 200)
	}
	return row
}

// retiredShown are the retired exams worth a pointer: those that articles compare and those that postings name.
func (r *Report) retiredShown() []demand.Fit {
	named := map[string]bool{}
	for _, a := range r.facts.Compared {
		named[a.Code] = true
	}
	for _, t := range r.in.Result.CertTerms {
		for _, c := range r.in.Vocabulary.CertFor(t.ID) {
			named[c] = named[c] || t.Demand.K > 0
		}
	}
	var out []demand.Fit
	for _, f := range r.in.Result.Fits {
		if named[f.Code] && f.Status == taxonomy.Retired {
			out = append(out, f)
		}
	}
	return out
}

// fitTable is the twin of the fits: every exam, the ones without a fit with the reason.
func (r *Report) fitTable() table {
	t := table{ID: "fits-table", Caption: "Every certification known, with its fit",
		Head: heads("Certification", "State", "#Fit", "#95 % interval", "#Postings touched", "#Best of its platform", "#Named")}
	for _, f := range r.in.Result.Fits {
		c := head(r.cert(f.Code))
		c.Accent, c.Tag = accent(f.Vendor), ""
		row := []cell{c, text(cmp.Or(state(f), "active"))}
		if f.NoFit != "" {
			row = append(row, text("not computed: "+f.NoFit), num(""), num(""), num(""), num(""))
		} else {
			touched := num(outOf(f.Touched, f.Counted))
			touched.Key = "c:" + f.Code
			row = append(row, num(pct(f.Fit)), num(between(f.Low, f.High)), touched, num(pct(f.FirstWithin)), num(pct(f.Recommended)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// platformLegend names the accents of the platforms.
func (r *Report) platformLegend() []legend {
	return []legend{{"AWS", "aws"}, {"Azure", "azure"}, {"Google Cloud", "gcp"}}
}
