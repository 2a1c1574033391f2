package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/advert"
	"jobsignal/internal/fact"
)

// cleanTitle takes off a title what pages add to it. Places, levels and "(m/f/d)" stay: people write them there.
func cleanTitle(s string) string {
	for _, lead := range []string{"Job Application for ", "Apply for ", "Job title: ", "Job Title: ", "Position: ", "Title: ", "Role: "} {
		if rest, ok := strings.CutPrefix(s, lead); ok {
			s = rest
		}
	}
	return strings.TrimSpace(s)
}

// Boards are names of sites that stand at the end of page titles and in og:site_name; they employ nobody here.
var Boards = advert.WordSet("linkedin", "indeed", "indeed.com", "glassdoor", "stack overflow", "stack overflow jobs", "jobs.cz", "prace.cz", "seek", "seek australia", "workable", "lever", "greenhouse", "teamtailor", "arbeitnow", "monster", "monster.com",
	"stepstone", "xing", "startupjobs", "startupjobs.cz", "we work remotely", "weworkremotely", "remote ok", "remoteok", "ziprecruiter", "dice", "dice.com", "simplyhired", "careerbuilder", "adzuna", "jooble", "google", "google jobs", "reed.co.uk", "totaljobs", "cv-library", "welcome to the jungle",
	"infojobs", "workday", "jobs", "careers", "job", "career", "ashby", "smartrecruiters", "breezy hr", "recruitee", "bamboohr", "icims", "jobvite", "angellist", "wellfound", "otta", "builtin", "built in", "hired", "remotive", "nofluffjobs", "justjoinit", "just join it", "pracuj.pl", "profesia.sk", "jobvector", "talentclue", "himalayas", "work with us", "jobportal", "job board", "apply", "x", "twitter", "facebook")

// PageTitle is what a page's <title> says, cut at its separators.
type PageTitle struct {
	Title    string
	Names    []string // what may be the employer, in order
	Location string
}

// titleSeparators stand between the parts of page titles, most telling first.
var titleSeparators = []string{" | ", " — ", " – ", " - ", " · ", " • ", " :: ", " » "}

// ReadTitle reads "Title at Employer", "Employer hiring Title in Place | LinkedIn", "Title - Employer - Place",
// "Employer - Title". known is the job's title where the page states it elsewhere; it tells which part is
// which. Without it, order alone is not trusted with more than the title.
func ReadTitle(s, known string) PageTitle {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "(") { // "(2) Title": messages waiting on the site
		if n, rest, ok := strings.Cut(s[1:], ") "); ok && strings.Trim(n, "0123456789+") == "" {
			s = rest
		}
	}
	for _, lead := range []string{"Job Application for ", "Apply for ", "Apply to ", "Bewerbung als "} {
		if rest, ok := strings.CutPrefix(s, lead); ok {
			title, employer, _ := CutLast(rest, " at ")
			return PageTitle{Title: title, Names: nonEmpty(employer)}
		}
	}
	parts := splitTitle(s)
	if len(parts) == 0 {
		return PageTitle{}
	}
	if employer, rest, ok := strings.Cut(parts[0], " hiring "); ok {
		title, place, _ := CutLast(rest, " in ")
		return PageTitle{Title: title, Names: nonEmpty(employer), Location: place}
	}
	if known != "" {
		return partsBeside(parts, known)
	}
	var t PageTitle
	if title, employer, ok := CutLast(parts[0], " at "); ok {
		return PageTitle{Title: title, Names: nonEmpty(employer), Location: placeIn(parts[1:])}
	}
	t.Title = parts[0]
	t.Location = placeIn(parts[1:])
	if title, place, ok := CutLast(parts[0], " in "); ok && strings.Contains(place, ",") && fact.IsTown(place) {
		t.Title, t.Location = title, place
	}
	return t
}

// splitTitle cuts a page title at its separators and drops names of boards.
func splitTitle(s string) []string {
	parts := []string{s}
	for _, sep := range titleSeparators {
		var next []string
		for _, p := range parts {
			next = append(next, strings.Split(p, sep)...)
		}
		parts = next
	}
	var out []string
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if p != "" && !Boards[strings.ToLower(p)] {
			out = append(out, p)
		}
	}
	return out
}

// partsBeside sorts the parts of a page title that are not the known job title into employer and place.
func partsBeside(parts []string, known string) PageTitle {
	t := PageTitle{Title: known}
	joined := strings.Join(parts, " ")
	if !Alike(joined, known) {
		return t
	}
	want := advert.Bare(known)
	for _, p := range parts {
		if rest, ok := cutKnown(p, known); ok {
			p = rest
		} else if strings.Contains(want, advert.Bare(p)) {
			continue
		}
		if name, ok := cutPreposition(p, "careers at ", "Careers at ", "jobs at ", "Jobs at ", "job with ", "Working at ", "at ", "bei ", "chez ", "bij ", "presso "); ok {
			if first, _ := utf8.DecodeRuneInString(name); unicode.IsLower(first) { // "at the New York Campus"
				continue
			}
			t.Names = []string{siteOwner(name)}
			return t
		}
		if place, ok := cutPreposition(p, "in ", "à ", "en "); ok {
			t.Location = place
			continue
		}
		switch {
		case p == "":
		case fact.LooksLikePlace(p):
			if t.Location == "" {
				t.Location = p
			}
		case IsName(siteOwner(p)) && !Boards[strings.ToLower(siteOwner(p))]:
			t.Names = append(t.Names, siteOwner(p))
		}
	}
	return t
}

// siteOwner takes off the name of a firm's own site what makes it a site: "Acme Careers", "Acme.jobs".
func siteOwner(s string) string {
	for _, tail := range []string{" Careers", " Career Site", " Jobs", ".jobs", " Employment Site", " Karriere"} {
		if name, ok := strings.CutSuffix(s, tail); ok {
			return name
		}
	}
	return s
}

// cutPreposition takes the first of the words that s begins with off it.
func cutPreposition(s string, words ...string) (string, bool) {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

// nonEmpty is the list of one name, or of none.
func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// cutKnown takes the known title off the start of a part: "Engineer at Acme" leaves "at Acme".
func cutKnown(p, known string) (string, bool) {
	if len(p) >= len(known) && strings.EqualFold(p[:len(known)], known) {
		return strings.TrimSpace(p[len(known):]), true
	}
	return p, false
}

// noNames are words that stand alone over or in front of facts.
var noNames = advert.WordSet("summary", "overview", "description", "job description", "details", "job details", "req", "requisition", "people", "purpose", "introduction", "category", "department", "division", "team", "business unit", "level", "new", "featured", "urgent", "share", "save", "back", "menu", "print")

// IsName reports whether a part of a title can be a firm's name: it is short and no word of the site's own, such as
// "Careers" or "Apply now".
func IsName(s string) bool {
	low := strings.ToLower(s)
	if len(s) > 60 || strings.Count(s, " ") > 6 || strings.IndexFunc(s, unicode.IsLetter) < 0 || noNames[low] {
		return false
	}
	for _, w := range []string{"job", "jobs", "career", "careers", "apply", "vacancy", "hiring", "stellenangebot", "karriere", "vacature", "remote", "full-time", "full time", "part-time", "home", "application", "apply now", "work with us", "open positions"} {
		if low == w || strings.HasPrefix(low, w+" ") || strings.HasSuffix(low, " "+w) {
			return false
		}
	}
	return true
}

// SiteHeading reports whether a heading names a site, not a job.
func SiteHeading(s string) bool {
	low := strings.ToLower(s)
	if Boards[low] || Labels[advert.PlainHeading(s)] != "" {
		return true
	}
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool { return !advert.IsWordRune(r) }) {
		switch w {
		case "careers", "portal", "karriere", "cookie", "cookies", "privacy", "startup", "jobs", "vacancies", "stellenangebote", "vacatures":
			return true
		}
	}
	return false
}

// CutLast cuts s at the last sep, which must have something before it. Without one it returns s, "" and false.
func CutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i <= 0 {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(sep):]), true
}

// placeIn returns the first part that looks like a place.
func placeIn(parts []string) string {
	for _, p := range parts {
		if fact.LooksLikePlace(p) {
			return p
		}
	}
	return ""
}

// SplitPlace cuts a place off the end of a title: "Data Engineer - Oakland, CA". Only known towns and regions are
// cut: what stands behind a dash is as often a team or a field of work. Without a place it returns title and "".
func SplitPlace(title string) (string, string) {
	for _, sep := range []string{" - ", " – ", " | ", " — "} {
		if head, place, ok := CutLast(title, sep); ok && fact.IsTown(place) {
			return head, place
		}
	}
	return title, ""
}

// SplitTitle sets the title from a heading, and takes the employer off a heading that carries it, where the head says so too: "Data Engineer at
// Acme".
func (d *Draft) SplitTitle(text, head string) {
	title := text
	if before, after, ok := CutLast(title, " at "); ok && strings.HasPrefix(head, before+" at ") && len(after) <= 60 {
		title = before
		if t := ReadTitle(head, title); len(t.Names) > 0 {
			after = t.Names[0]
		}
		d.SetEmployer(after, FromTitle)
	}
	if before, place := SplitPlace(title); fact.HasRegion(place) {
		title = before
		d.SetLocation(place, FromTitle)
	}
	d.SetTitle(title, FromPage)
}

// PlaceFromTitle takes the place off a title when nothing else states one: "Data Engineer - Oakland, CA".
func (d *Draft) PlaceFromTitle() {
	if d.Location != "" {
		return
	}
	if title, place := SplitPlace(d.Title); place != "" {
		d.Title = title
		d.SetLocation(place, FromTitle)
	}
}
