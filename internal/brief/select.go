package brief

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jobsignal/internal/demand"
	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

// Demanded are the platforms that any posting asks for; the three with exams always have a row.
func (r *Brief) Demanded() []demand.PlatformDemand {
	var out []demand.PlatformDemand
	for _, p := range r.Result.Platforms {
		if p.Share.K > 0 || prose.Accent(p.ID) != "other" {
			out = append(out, p)
		}
	}
	if r.Result.NoPlatform.K == r.N() {
		return nil
	}
	if !r.Ranks() { // among so few a standing would be a ranking in disguise: most postings first
		slices.SortStableFunc(out, func(a, b demand.PlatformDemand) int {
			return cmp.Or(cmp.Compare(b.Enough.K, a.Enough.K), cmp.Compare(b.Share.K, a.Share.K))
		})
	}
	return out
}

// Columns are the platforms that stand above heat maps and tables.
func (r *Brief) Columns() []demand.PlatformDemand {
	ps := r.Demanded()
	return slices.DeleteFunc(ps, func(p demand.PlatformDemand) bool { return p.Share.K == 0 && prose.Accent(p.ID) == "other" })
}

// PostingRows is the number of postings that the page lists.
const PostingRows = 100

// Newest are the rows by week and day, newest first.
func (r *Brief) Newest() []demand.Row {
	rows := slices.Clone(r.Rows)
	slices.SortStableFunc(rows, func(a, b demand.Row) int {
		return cmp.Or(cmp.Compare(b.Week, a.Week), cmp.Compare(b.Posted, a.Posted), cmp.Compare(a.Posting, b.Posting))
	})
	return rows
}

// Whence finds where a posting came from by its id.
func (r *Brief) Whence() map[int64]demand.Origin {
	out := make(map[int64]demand.Origin, len(r.Origins))
	for _, o := range r.Origins {
		out[o.Posting] = o
	}
	return out
}

// Reason is why some pages held no posting.
type Reason struct {
	Text  string
	Pages int
}

// Reasons lists why pages held no posting, most frequent first.
func Reasons(l demand.Ledger) []Reason {
	var out []Reason
	for text, n := range l.NoPosting {
		out = append(out, Reason{prose.Clean(text, 80), n})
	}
	slices.SortFunc(out, func(a, b Reason) int { return cmp.Or(cmp.Compare(b.Pages, a.Pages), cmp.Compare(a.Text, b.Text)) })
	return out
}

// Piles says that two large parts of the postings want different certifications, with the verdict on each alone; nil when
// they do not.
func (r *Brief) Piles() []prose.Para {
	p := r.Result.Piles
	if len(p) != 2 {
		return nil
	}
	f := prose.Fills{"field": "role", "what": "jobs"}
	if p[0].Role == "" {
		f["field"], f["what"] = "language", "markets"
	}
	for i, side := range []string{"a", "b"} {
		f["part"+side] = prose.Clean(cmp.Or(prose.Role(p[i].Role), prose.Language(p[i].Language)), 60)
		f["n"+side], f["answer"+side] = prose.Thousands(p[i].Postings), r.alone(p[i])
	}
	return []prose.Para{r.Say("piles", f)}
}

// alone is the verdict on one pile in a clause.
func (r *Brief) alone(p demand.Pile) string {
	f := prose.Fills{"cert": p.Certification, "fit": prose.Pct(p.Fit), "next": p.RunnerUp, "nextfit": prose.Pct(p.Next)}
	id := map[demand.Verdict]string{demand.Clear: "piles.clear", demand.Leaning: "piles.leaning", demand.TooClose: "piles.close"}[p.Verdict]
	if p.Verdict == demand.TooClose && p.RunnerUp == "" {
		id = "piles.close.one"
	}
	return r.Say(id, f).Plain()
}

// Missing says what a certification would not cover of what other exams do.
func (r *Brief) Missing(f demand.Fit, n int) prose.Para {
	if len(f.Missing) == 0 {
		return r.Say("learn.missing.none", prose.Fills{"cert": f.Code})
	}
	var out []string
	for _, t := range f.Missing[:min(n, len(f.Missing))] {
		out = append(out, fmt.Sprintf("%s (%s)", prose.Clean(t.Name, 60), prose.OutOf(t.K, r.N())))
	}
	if rest := len(f.Missing) - len(out); rest > 0 {
		out = append(out, fmt.Sprintf("%d more", rest))
	}
	return r.Say("learn.missing", prose.Fills{"cert": f.Code, "list": prose.List(out)})
}

// Held names what the reader has, as far as the vocabulary knows it.
func Held(have []demand.Held) (out []string) {
	for _, h := range have {
		if h.Known {
			out = append(out, prose.Clean(h.Name, 90))
		}
	}
	return out
}

// ToLearn is the order of study without what is no step that a person can take: a platform as a whole ("learn AWS"), and
// the cloud where no platform is named.
func (r *Brief) ToLearn(f demand.Fit) []demand.StudyItem {
	return slices.DeleteFunc(slices.Clone(f.Study), func(it demand.StudyItem) bool {
		t, ok := r.Vocabulary.Term(it.ID)
		return ok && t.Kind == taxonomy.Platform || it.ID == cloudInGeneral
	})
}

// cloudInGeneral is the term for postings that ask for "the cloud".
const cloudInGeneral = "skill.cloud"

// Former is the grey line under a term: its old names, or that it is gone.
func Former(t demand.TermDemand) string {
	var s []string
	if t.State != "" {
		s = append(s, prose.Clean(t.State, 40))
	}
	if len(t.Was) > 0 {
		s = append(s, "was "+whole(t.Was, formerWidth-len(strings.Join(s, " · "))))
	}
	return strings.Join(s, " · ")
}

// formerWidth is how many characters of the grey line are seen before it is cut.
const formerWidth = 30

// whole lists as many names as fit, none cut in the middle, and counts the rest: "Azure Search +2". The first always
// stands.
func whole(names []string, width int) string {
	out := prose.Clean(names[0], 60)
	for i, n := range names[1:] {
		next := out + ", " + prose.Clean(n, 60)
		if len(next) > width {
			return fmt.Sprintf("%s +%d", out, len(names)-1-i)
		}
		out = next
	}
	return out
}

// Compared are the exams set side by side: the best of each platform, then those of the articles.
func (r *Brief) Compared() []string {
	var out []string
	add := func(code string) {
		if _, ok := r.Vocabulary.Certification(code); ok && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	add(r.Result.Recommendation.Certification)
	seen := map[string]bool{}
	for _, f := range r.Bookable() {
		if !seen[f.Vendor] && f.Counted > 0 {
			seen[f.Vendor] = true
			add(f.Code)
		}
	}
	for _, a := range r.Articles.Compared {
		add(a.Code)
	}
	for _, a := range r.Articles.Compared { // where nothing is ranked there is no best fit, but what follows a retired exam
		if n := Next(r.Fits[a.Code]); len(n) > 0 && !r.Fits[a.Code].Bookable && (r.Result.Counted == 0 || !r.Ranks()) {
			add(n[0])
		}
	}
	return out
}
