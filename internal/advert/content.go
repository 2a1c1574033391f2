package advert

import (
	"strings"

	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/markup"
)

// Content finds the leaves that advertise the one job. What is surely something else goes first (navigation,
// cookie banners, forms, other jobs); then, from the whole page inwards, the smallest element is taken that still
// holds nearly all that is left of text; what is beside it and belongs to it (skills given as tags, a part that
// an advertisement has) is taken back.
func (w *Page) Content() []bool {
	s := w.sieve()
	box := s.narrow()
	used := make([]bool, len(w.Out.Leaves))
	b := &w.Out.Boxes[box]
	for i := b.From; i < b.To; i++ {
		used[i] = s.weight[i] > 0
	}
	s.takeBack(box, used)
	s.cutTail(used)
	return used
}

// sieve is a page's leaves with the weight of each: its text that is no link; 0 for what is left out.
type sieve struct {
	w      *Page
	weight []int
	sums   []int // sums[i] is the weight of the leaves before i
}

// sieve weighs the leaves.
func (w *Page) sieve() *sieve {
	o := w.Out
	s := &sieve{w: w, weight: make([]int, len(o.Leaves)), sums: make([]int, len(o.Leaves)+1)}
	total := 0
	for i := range o.Leaves {
		l := &o.Leaves[i]
		if l.Hidden {
			continue
		}
		s.weight[i] = 1 + max(len(l.Text)-l.Linked, 0)
		if w.Parts[i] != NoPart {
			s.weight[i] += 60
		}
		total += s.weight[i]
	}
	s.sum()
	for i := 1; i < len(o.Boxes); {
		b := &o.Boxes[i]
		if s.noise(i) && s.of(b)*10 < total*4 || b.Tag == "form" && s.asks(b) {
			for j := b.From; j < b.To; j++ {
				s.weight[j] = 0
			}
			i = b.Next
			continue
		}
		i++
	}
	s.sum()
	return s
}

func (s *sieve) sum() {
	for i, w := range s.weight {
		s.sums[i+1] = s.sums[i] + w
	}
}

func (s *sieve) of(b *markup.Box) int { return s.sums[b.To] - s.sums[b.From] }

// noise reports whether a box is something else than an advertisement, by its tag or its name.
func (s *sieve) noise(i int) bool {
	switch s.w.Out.Boxes[i].Tag {
	case "nav", "footer", "dialog":
		return true
	case "aside":
		return !s.speaks(i)
	case "form":
		return !s.speaks(i)
	}
	h := s.w.Index.Boxes[i]
	return h&NoiseHint != 0 && !s.speaks(i)
}

// formLabels are what application forms ask for.
var formLabels = fact.NewPhrases(true, "first name", "last name", "full name", "phone", "phone number", "resume", "resume/cv", "cover letter", "upload", "attach", "required field", "required fields", "drag and drop", "autofill", "linkedin profile", "linkedin url", "email address", "postal code", "date of birth", "submit application", "vorname", "nachname", "lebenslauf", "anschreiben", "telefon", "voornaam", "achternaam", "prénom", "téléphone", "nombre", "apellidos", "teléfono", "jméno", "příjmení", "imię", "nazwisko")

// asks reports an application form: it asks for a person's data and holds little prose.
func (s *sieve) asks(b *markup.Box) bool {
	labels, prose, all := 0, 0, 1
	for i := b.From; i < b.To; i++ {
		text := s.w.Out.Leaves[i].Text
		all += len(text)
		if len(text) >= 100 {
			prose += len(text)
		} else if formLabels.In(strings.ToLower(text)) {
			labels++
		}
	}
	return labels >= 3 && (prose*2 < all || prose < 1500)
}

// speaks reports whether a box holds headings of two parts of an advertisement.
func (s *sieve) speaks(i int) bool {
	var seen [parts]bool
	n := 0
	for j := s.w.Out.Boxes[i].From; j < s.w.Out.Boxes[i].To; j++ {
		if p := s.w.Parts[j]; p != NoPart && p != CompanyPart && !seen[p] {
			seen[p] = true
			n++
		}
	}
	return n >= 2
}

// keep is the share, in hundredths, of an element's text that an inner element must hold to stand for it.
const keep = 80

// narrow goes inwards while one element holds nearly all text and every heading of an advertisement.
func (s *sieve) narrow() int {
	boxes := s.w.Out.Boxes
	cur := 0
	for {
		best, most := -1, 0
		for c := cur + 1; c < boxes[cur].Next; c = boxes[c].Next {
			if n := s.of(&boxes[c]); n > most && container(boxes[c].Tag) {
				best, most = c, n
			}
		}
		if best < 0 || most*100 < s.of(&boxes[cur])*keep || s.announced(&boxes[best]) < s.announced(&boxes[cur]) {
			return cur
		}
		cur = best
	}
}

// container reports whether an element can hold a whole advertisement. Lists and paragraphs are parts of one.
func container(tag string) bool {
	switch tag {
	case "ul", "ol", "dl", "p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a", "b", "strong", "tr":
		return false
	}
	return true
}

// announced counts the headings of an advertisement in a box.
func (s *sieve) announced(b *markup.Box) int {
	n := 0
	for i := b.From; i < b.To; i++ {
		if s.weight[i] > 0 && s.w.Parts[i] != NoPart && s.w.Parts[i] != CompanyPart {
			n++
		}
	}
	return n
}

// takeBack adds what stands beside the chosen element and belongs to it: inside the enclosing elements that are
// not much larger, boxes of tags and boxes that begin with a heading of an advertisement.
func (s *sieve) takeBack(box int, used []bool) {
	boxes := s.w.Out.Boxes
	own := s.of(&boxes[box])
	for up := boxes[box].Parent; up >= 0 && s.of(&boxes[up])*2 <= own*3; up = boxes[up].Parent {
		for c := up + 1; c < boxes[up].Next; c = boxes[c].Next {
			b := &boxes[c]
			if b.To <= b.From || used[b.From] || c <= box && box < b.Next {
				continue
			}
			first := s.w.Out.Leaves[b.From].Text
			if s.w.Index.Boxes[c]&ChipHint != 0 || s.speaks(c) || s.w.Parts[b.From] != NoPart && s.of(b) > len(first)+80 {
				for i := b.From; i < b.To; i++ {
					used[i] = used[i] || s.weight[i] > 0
				}
			}
		}
	}
}

// tailCues are headings of what follows an advertisement.
var tailCues = []string{"similar jobs", "similar positions", "related jobs", "other jobs", "more jobs", "people also viewed", "people also", "recommended jobs", "jobs you might like", "you may also like", "you might also be interested", "other open positions", "other openings", "similar searches", "related searches", "apply for this job", "apply for this position", "apply now", "submit your application", "explore more jobs", "see who you know", "share this job", "share job", "job alerts", "get notified", "create job alert", "report this job", "save this job", "voluntary self-identification", "u.s. equal employment opportunity information", "referrals increase", "more from this employer", "what other jobs", "not quite what you're looking for", "be careful", "set alert for similar", "looking for talent",
	"ähnliche jobs", "ähnliche stellen", "weitere stellen", "weitere jobs", "vergelijkbare vacatures", "andere vacatures", "offres similaires", "ofertas similares", "otras ofertas", "podobné nabídky", "podobné pozice", "další nabídky", "podobne oferty", "vagas semelhantes", "odpovědět na nabídku", "mohlo by vás zajímat", "sdílet nabídku", "altres ofertes"}

// cutTail ends the advertisement at a heading of what follows it, when more of it is behind than can be spared.
func (s *sieve) cutTail(used []bool) {
	seen := 0
	for i, ok := range used {
		if !ok {
			continue
		}
		l := &s.w.Out.Leaves[i]
		low := strings.ToLower(l.Text)
		if seen > 400 && len(low) < 80 && StartsWithAny(low, tailCues) && !s.partBehind(i, used) {
			for j := i; j < len(used); j++ {
				used[j] = false
			}
			return
		}
		seen += len(l.Text)
	}
}

// partBehind reports whether duties or requirements are announced behind leaf i.
func (s *sieve) partBehind(i int, used []bool) bool {
	for j := i + 1; j < len(used); j++ {
		l := &s.w.Out.Leaves[j]
		if used[j] && (l.Kind == job.Heading || len(l.Text) < 50) {
			if p := s.w.Parts[j]; p == DutiesPart || p == RequirementsPart {
				return true
			}
		}
	}
	return false
}

func StartsWithAny(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// linkWords are parts of addresses of single jobs.
var linkWords = []string{"/job/", "/jobs/", "viewjob", "/rc/clk", "jk=", "/rpd/", "/vacanc", "/vacature", "/stelle", "/offer/", "/oferta", "jobid=", "job_id=", "/position/", "/positions/", "/jobad", "job-opening", "/remote-jobs/", "/careers/", "/nabidka", "/prace/", "gh_jid=", "/requisition", "jobdetail", "job-detail", "/opening"}

// JobLink reports whether an address is that of a single job, not of a search.
func JobLink(href string) bool {
	low := strings.ToLower(href)
	if !ContainsAny(low, linkWords) {
		return false
	}
	path, _, _ := strings.Cut(low, "?")
	path = strings.TrimRight(path, "/")
	last := path[strings.LastIndexByte(path, '/')+1:]
	return !ContainsAny(low, []string{"/search", "/jobs?q=", "login", "signup", "/companies", "/apply", "/create", "javascript:"}) && (len(last) >= 6 && last != "search" && last != "careers" || strings.ContainsAny(low, "="))
}

// JobLinks counts the different jobs that a page links to.
func (w *Page) JobLinks() int {
	seen := map[string]bool{}
	for _, l := range w.Out.Links {
		if l.Leaf >= len(w.Out.Leaves) || len(w.Out.Leaves[l.Leaf].Text) < 6 || !JobLink(l.Href) {
			continue
		}
		seen[l.Href] = true
	}
	return len(seen)
}

// ListPage reports that the leaves in use are a page of results: jobs linked one after the other with little text about each.
func (w *Page) ListPage(used []bool, e Evidence) bool {
	if len(used) == 0 {
		return false
	}
	cards, longest, run := 0, 0, 0
	links := map[int]bool{}
	for _, l := range w.Out.Links {
		if JobLink(l.Href) {
			links[l.Leaf] = true
		}
	}
	for i := range w.Out.Leaves {
		l := &w.Out.Leaves[i]
		if links[i] && l.Linked*2 >= len(l.Text) && len(l.Text) >= 6 {
			cards++
			run = 0
			continue
		}
		if used[i] {
			run += len(l.Text) - l.Linked
			longest = max(longest, run)
		}
	}
	return cards >= 5 && (longest < 700 || longest < 1500 && e.Parts < 2)
}
