package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"jobsignal/internal/demand"
	"jobsignal/internal/taxonomy"
)

// articles is what the two articles behind the project say (assets/articles.json): the report carries it, and
// corrects it from the vocabulary.
type articles struct {
	Said     string     `json:"said"`
	Compared []compared `json:"compared"`
	Frame    []frame    `json:"frame"`
	Shared   string     `json:"shared"`
}

// compared is one column of the articles' comparison.
type compared struct {
	Code, Focus, Audience, Experience, Format, Minutes, Price string
	Services                                                  []string // term ids
	Emphasis, Difficulty, Topics, Roles, Project              string
}

// frame is one row of the articles' decision frame.
type frame struct {
	Work, Code, Side string
	Terms            []string
}

// loadArticles reads the embedded articles.
func loadArticles() (articles, error) {
	var a articles
	err := json.Unmarshal(articlesJSON, &a)
	return a, err
}

// answerCompare sets the leading exams beside the three that most articles compare.
func (r *Report) answerCompare(s *section) {
	codes := r.comparedCodes()
	if len(codes) == 0 {
		s.Lead = []para{r.say("compare.none", nil)}
		return
	}
	s.Lead = []para{r.say("compare.lead", nil)}
	var gone []string
	for _, a := range r.facts.Compared {
		if f := r.fits[a.Code]; f.Status == taxonomy.Retired {
			gone = append(gone, f.Code)
		}
	}
	if len(gone) > 0 {
		s.Lead = append(s.Lead, r.say("compare.gone", fills{"codes": list(gone)}))
	}
	t := r.compareTable(codes)
	s.Parts = []part{{Table: &t}}
}

// comparedCodes are the exams set side by side: the best of each platform, then those of the articles.
func (r *Report) comparedCodes() []string {
	var out []string
	add := func(code string) {
		if _, ok := r.in.Vocabulary.Certification(code); ok && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	add(r.in.Result.Recommendation.Certification)
	seen := map[string]bool{}
	for _, f := range r.bookable() {
		if !seen[f.Vendor] {
			seen[f.Vendor] = true
			add(f.Code)
		}
	}
	for _, a := range r.facts.Compared {
		add(a.Code)
	}
	return out
}

// column is one exam of the comparison with everything its cells are made from.
type column struct {
	c   taxonomy.Certification
	fit demand.Fit
	old *compared // what the articles say of it; nil when they do not
}

// compareRow is one attribute of the comparison: adding one is adding an entry.
type compareRow struct {
	Name string
	Cell func(*Report, column) cell
}

func compareRows() []compareRow {
	or := func(now, articles string) string {
		if now != "" || articles == "" {
			return now
		}
		return articles + " (articles)"
	}
	said := func(get func(*compared) string) func(column) string {
		return func(c column) string {
			if c.old == nil {
				return ""
			}
			return get(c.old)
		}
	}
	plain := func(now func(taxonomy.Certification) string, old func(*compared) string) func(*Report, column) cell {
		return func(_ *Report, c column) cell { return text(or(now(c.c), said(old)(c))) }
	}
	type exam = taxonomy.Certification
	return []compareRow{
		{"State", (*Report).stateCell},
		{"Covers of what your postings ask", (*Report).fitCell},
		{"Focus", plain(func(c exam) string { return c.Focus }, func(a *compared) string { return a.Focus })},
		{"For", plain(func(c exam) string { return c.Audience }, func(a *compared) string { return a.Audience })},
		{"Recommended before", plain(func(c exam) string { return c.Experience }, func(a *compared) string { return a.Experience })},
		{"Format", plain(func(c exam) string { return formats(c) }, func(a *compared) string { return a.Format })},
		{"Length", (*Report).lengthCell},
		{"Price", (*Report).priceCell},
		{"Valid, and renewed by", (*Report).validCell},
		{"Cost of holding it three years", (*Report).holdCell},
		{"Key services, and how many of your postings ask for them", (*Report).servicesCell},
		{"Emphasis", plain(func(c exam) string { return strings.Join(c.Emphasis, ", ") }, func(a *compared) string { return a.Emphasis })},
		{"Difficulty (a judgement)", plain(func(c exam) string { return c.Difficulty }, func(a *compared) string { return a.Difficulty })},
		{"Topics", (*Report).topicsCell},
		{"Roles", plain(func(c exam) string { return strings.Join(c.Roles, ", ") }, func(a *compared) string { return a.Roles })},
		{"Starter project", plain(func(c exam) string { return c.Project }, func(a *compared) string { return a.Project })},
		{"Official page", func(_ *Report, c column) cell { return cell{Link: safeLink(c.c.Page)} }},
		{"Facts as of", func(_ *Report, c column) cell { return text(day(c.c.AsOf)) }},
	}
}

// compareTable sets the exams side by side, one a column.
func (r *Report) compareTable(codes []string) table {
	t := table{ID: "compare-table", Caption: "Exams side by side: present facts; where the articles differ, their figure stands crossed out", Head: []cell{{Text: "", Head: true}}}
	var columns []column
	for _, code := range codes {
		c, _ := r.in.Vocabulary.Certification(code)
		col := column{c: c, fit: r.fits[code]}
		for i := range r.facts.Compared {
			if r.facts.Compared[i].Code == code {
				col.old = &r.facts.Compared[i]
			}
		}
		columns = append(columns, col)
		h := cell{Text: vendorName(c), Lines: []line{{Text: vendorName(c)}, {Text: code}}, Accent: accent(c.Vendor), Tag: state(col.fit)}
		t.Head = append(t.Head, h)
	}
	for _, row := range compareRows() {
		cells := []cell{head(row.Name)}
		for _, c := range columns {
			x := row.Cell(r, c)
			if x.Text == "" && len(x.Lines) == 0 && x.Link.URL == "" {
				x.Text = "not known"
			}
			cells = append(cells, x)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (r *Report) stateCell(c column) cell {
	f := c.fit
	switch f.Status {
	case taxonomy.Active:
		return text("can be booked")
	case taxonomy.Retired:
		out := cell{Lines: []line{{Text: "retired", Was: ""}}}
		if f.Retires != "" {
			out.Lines[0].Text = "retired " + day(f.Retires)
		}
		if c.old != nil {
			out.Lines[0].Was = "can be booked"
		}
		if n := next(f); len(n) > 0 {
			out.Lines = append(out.Lines, line{Text: "→ " + list(n)})
		}
		return out
	}
	note := clean(c.c.StatusNote, 240)
	if strings.HasPrefix(strings.ToLower(note), state(f)) || note == "" {
		return text(cmp.Or(note, state(f)))
	}
	return cell{Lines: []line{{Text: state(f)}, {Text: note}}}
}

func (r *Report) fitCell(c column) cell {
	switch f := c.fit; {
	case f.Status == taxonomy.Retired:
		return text("– (retired)")
	case f.NoFit != "":
		return text("not computed: " + f.NoFit)
	case f.Counted == 0:
		return text("no posting to compare with")
	default:
		return cell{Text: pct(f.Fit) + " (" + between(f.Low, f.High) + ")", Key: "c:" + f.Code, Live: "fit:" + f.Code}
	}
}

// formats writes the kinds of question an exam asks.
func formats(c taxonomy.Certification) string {
	names := make([]string, len(c.Format))
	for i, f := range c.Format {
		names[i] = strings.ReplaceAll(f, "_", " ")
	}
	s := list(names)
	if c.Questions != nil {
		s = strings.TrimSuffix(count(*c.Questions, "question")+": "+s, ": ")
	}
	return s
}

// corrected is a fact beside what the articles say, where that differs.
func corrected(now, was string, same bool) cell {
	l := line{Text: now}
	if was != "" && !same {
		l.Was = was
	}
	return cell{Lines: []line{l}}
}

func (r *Report) lengthCell(c column) cell {
	now, was := "", ""
	switch {
	case c.c.Minutes != nil:
		now = strconv.Itoa(*c.c.Minutes) + nb + "min"
	case c.c.MinutesBeta != nil:
		now = strconv.Itoa(*c.c.MinutesBeta) + nb + "min in beta"
	default:
		now = "not known"
	}
	if c.old != nil {
		was = c.old.Minutes + nb + "min"
	}
	return corrected(now, was, was == now)
}

func (r *Report) priceCell(c column) cell {
	now, was := price(c.c), ""
	if c.old != nil {
		was = c.old.Price + nb + "USD"
	}
	return corrected(now, was, was == now)
}

// price writes what an exam costs now.
func price(c taxonomy.Certification) string {
	var s []string
	if c.PriceUSD != nil {
		s = append(s, usd(*c.PriceUSD))
	}
	if c.PriceBetaUSD != nil && c.Status == taxonomy.Beta {
		s = append(s, usd(*c.PriceBetaUSD)+" in beta")
	}
	if len(s) == 0 {
		return "not known"
	}
	return strings.Join(s, ", ")
}

func usd(n int) string { return thousands(n) + nb + "USD" }

func (r *Report) validCell(c column) cell {
	v := validity(c.c)
	renewal := c.c.Renewal
	if renewal == "" {
		renewal = r.in.Vocabulary.Programs[c.c.Vendor].Renewal
	}
	return cell{Lines: []line{{Text: v}, {Text: clean(renewal, 240)}}}
}

// validity writes how long a certification holds.
func validity(c taxonomy.Certification) string {
	switch {
	case c.ValidYears == nil:
		return "validity not known"
	case *c.ValidYears == 0:
		return "does not expire"
	}
	return "valid " + count(*c.ValidYears, "year")
}

func (r *Report) holdCell(c column) cell {
	if c.fit.Status == taxonomy.Retired {
		return text("cannot be booked")
	}
	return text(hold(c.c, r.in.Vocabulary.Programs[c.c.Vendor].RenewalCost, 3))
}

// hold writes what passing an exam once and keeping it for some years costs: the price, and one renewal each time
// it would have run out before the end. Example: 200 USD, valid 2 years, renewal 100 USD, three years: one
// renewal after year two, 300 USD. An unknown part is said, not guessed.
func hold(c taxonomy.Certification, programRenewal *int, years int) string {
	p, beta := c.PriceUSD, ""
	if p == nil && c.PriceBetaUSD != nil {
		p, beta = c.PriceBetaUSD, " at the beta price"
	}
	if p == nil || c.ValidYears == nil {
		return "not known"
	}
	renewals := 0
	if *c.ValidYears > 0 {
		renewals = int(math.Ceil(float64(years)/float64(*c.ValidYears))) - 1
	}
	if renewals == 0 {
		return usd(*p) + beta + ", no renewal falls due"
	}
	each := c.RenewalUSD
	if each == nil {
		each = programRenewal
	}
	due := count(renewals, "renewal")
	switch {
	case each == nil:
		return usd(*p) + beta + " and " + due + " at a price not known"
	case *each == 0:
		return usd(*p) + beta + ", " + due + " free"
	}
	return fmt.Sprintf("%s%s: %s and %s at %s", usd(*p+renewals**each), beta, usd(*p), due, usd(*each))
}

// keyServices is how many services of an exam are named in the comparison.
const keyServices = 8

// servicesCell names an exam's key services beside the demand for them: the articles' list where they have one,
// else the services in scope that the postings ask for most.
func (r *Report) servicesCell(c column) cell {
	k := map[string]int{}
	for _, t := range slices.Concat(r.in.Result.Services, r.in.Result.Tools, r.in.Result.Skills) {
		k[t.ID] = t.Demand.K
	}
	var ids []string
	if c.old != nil {
		ids = slices.Clone(c.old.Services)
	} else {
		ids = r.scopeServices(c.c)
		slices.SortStableFunc(ids, func(a, b string) int { return k[b] - k[a] })
		ids = ids[:min(keyServices, len(ids))]
	}
	var out []line
	for _, id := range ids {
		if t, ok := r.in.Vocabulary.Term(id); ok {
			out = append(out, line{Text: clean(t.Name, 60), Count: strconv.Itoa(k[id]), Faint: k[id] == 0, Live: "count:" + id})
		}
	}
	return cell{Lines: out}
}

// scopeServices lists the services of an exam's own platform in its counted scope, in the exam's order.
func (r *Report) scopeServices(c taxonomy.Certification) []string {
	var out []string
	for _, d := range c.Domains {
		for _, id := range slices.Concat(d.Scope.High, d.Scope.Medium) {
			if t, ok := r.in.Vocabulary.Term(id); ok && t.Kind == taxonomy.Service && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

func (r *Report) topicsCell(c column) cell {
	var out []line
	for _, d := range c.c.Domains {
		l := line{Text: clean(d.Name, 120)}
		if d.Weight > 0 {
			l.Text += fmt.Sprintf(" (%.0f%s%%)", d.Weight, nb)
		}
		out = append(out, l)
	}
	if len(out) == 0 && c.old != nil {
		return text(c.old.Topics + " (articles)")
	}
	return cell{Lines: out}
}

// examFacts are an exam's facts in prose: price, length, validity.
func (r *Report) examFacts(c taxonomy.Certification) []string {
	f := r.fits[c.Code]
	out := []string{}
	if s := state(f); s != "" {
		out = append(out, s)
	}
	if p := price(c); p != "not known" {
		out = append(out, p)
	} else {
		out = append(out, "price not known")
	}
	if l := r.lengthCell(column{c: c}).Lines[0].Text; l != "not known" {
		out = append(out, l)
	}
	out = append(out, validity(c))
	if h := hold(c, r.in.Vocabulary.Programs[c.Vendor].RenewalCost, 3); h != "not known" {
		out = append(out, "three years cost "+h)
	}
	if n := next(f); f.Status == taxonomy.Retiring && len(n) > 0 {
		out = append(out, "followed by "+list(n))
	}
	return out
}
