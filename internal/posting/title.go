package posting

import (
	"strings"

	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

// cleanTitle takes off a title what pages add to it.
func cleanTitle(s string) string {
	for _, lead := range []string{"Job Application for ", "Apply for ", "Job title: ", "Job Title: ", "Position: ", "Title: ", "Role: "} {
		if rest, ok := strings.CutPrefix(s, lead); ok {
			s = rest
		}
	}
	return strings.TrimSpace(s)
}

// boards are names of sites that stand at the end of page titles and in og:site_name; they employ nobody here.
var boards = wordSetOf("linkedin", "indeed", "indeed.com", "glassdoor", "stack overflow", "stack overflow jobs", "jobs.cz", "prace.cz", "seek", "seek australia", "workable", "lever", "greenhouse", "teamtailor", "arbeitnow", "monster", "monster.com",
	"stepstone", "xing", "startupjobs", "startupjobs.cz", "we work remotely", "weworkremotely", "remote ok", "remoteok", "ziprecruiter", "dice", "dice.com", "simplyhired", "careerbuilder", "adzuna", "jooble", "google", "google jobs", "reed.co.uk", "totaljobs", "cv-library", "welcome to the jungle",
	"infojobs", "workday", "jobs", "careers", "job", "career", "ashby", "smartrecruiters", "breezy hr", "recruitee", "bamboohr", "icims", "jobvite", "angellist", "wellfound", "otta", "builtin", "built in", "hired", "remotive", "nofluffjobs", "justjoinit", "just join it", "pracuj.pl", "profesia.sk", "jobvector", "talentclue", "himalayas", "work with us", "jobportal", "job board", "apply", "x", "twitter", "facebook")

func wordSetOf(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

// pageTitle is what a page's <title> says, cut at its separators.
type pageTitle struct {
	title    string
	names    []string // what may be the employer, in order
	location string
}

// titleSeparators stand between the parts of page titles, most telling first.
var titleSeparators = []string{" | ", " — ", " – ", " - ", " · ", " • ", " :: ", " » "}

// readTitle reads "Title at Employer", "Employer hiring Title in Place | LinkedIn", "Title - Employer - Place",
// "Employer - Title". known is the job's title where the page states it elsewhere; it tells which part is
// which. Without it, order alone is not trusted with more than the title.
func readTitle(s, known string) pageTitle {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "(") { // "(2) Title": messages waiting on the site
		if n, rest, ok := strings.Cut(s[1:], ") "); ok && strings.Trim(n, "0123456789+") == "" {
			s = rest
		}
	}
	for _, lead := range []string{"Job Application for ", "Apply for ", "Apply to ", "Bewerbung als "} {
		if rest, ok := strings.CutPrefix(s, lead); ok {
			title, employer, _ := cutLast(rest, " at ")
			return pageTitle{title: title, names: nonEmpty(employer)}
		}
	}
	parts := splitTitle(s)
	if len(parts) == 0 {
		return pageTitle{}
	}
	if employer, rest, ok := strings.Cut(parts[0], " hiring "); ok {
		title, place, _ := cutLast(rest, " in ")
		return pageTitle{title: title, names: nonEmpty(employer), location: place}
	}
	if known != "" {
		return partsBeside(parts, known)
	}
	var t pageTitle
	if title, employer, ok := cutLast(parts[0], " at "); ok {
		return pageTitle{title: title, names: nonEmpty(employer), location: placeIn(parts[1:])}
	}
	t.title = parts[0]
	t.location = placeIn(parts[1:])
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
		if p != "" && !boards[strings.ToLower(p)] {
			out = append(out, p)
		}
	}
	return out
}

// partsBeside sorts the parts of a page title that are not the known job title into employer and place.
func partsBeside(parts []string, known string) pageTitle {
	t := pageTitle{title: known}
	joined := strings.Join(parts, " ")
	if !alike(joined, known) {
		return t
	}
	want := bare(known)
	for _, p := range parts {
		if rest, ok := cutKnown(p, known); ok {
			p = rest
		} else if strings.Contains(want, bare(p)) {
			continue
		}
		if name, ok := cutPreposition(p, "careers at ", "Careers at ", "jobs at ", "Jobs at ", "job with ", "Working at ", "at ", "bei ", "chez ", "bij ", "presso "); ok {
			t.names = []string{name}
			return t
		}
		if place, ok := cutPreposition(p, "in ", "à ", "en "); ok {
			t.location = place
			continue
		}
		switch {
		case p == "":
		case fact.LooksLikePlace(p):
			if t.location == "" {
				t.location = p
			}
		case isName(p):
			t.names = append(t.names, p)
		}
	}
	return t
}

func cutPreposition(s string, words ...string) (string, bool) {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

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

// isName reports whether a part of a title can be a firm's name.
func isName(s string) bool {
	low := strings.ToLower(s)
	if len(s) > 60 || strings.Count(s, " ") > 6 {
		return false
	}
	for _, w := range []string{"job", "jobs", "career", "careers", "apply", "vacancy", "hiring", "stellenangebot", "karriere", "vacature", "remote", "full-time", "full time", "part-time", "home", "application", "apply now", "work with us", "open positions"} {
		if low == w || strings.HasPrefix(low, w+" ") || strings.HasSuffix(low, " "+w) {
			return false
		}
	}
	return true
}

// siteHeading reports whether a heading names a site, not a job.
func siteHeading(s string) bool {
	low := strings.ToLower(s)
	if boards[low] || labels[plainHeading(s)] != "" {
		return true
	}
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool { return !isWordRune(r) }) {
		switch w {
		case "careers", "portal", "karriere", "cookie", "cookies", "privacy", "startup", "jobs", "vacancies", "stellenangebote", "vacatures":
			return true
		}
	}
	return false
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i <= 0 {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(sep):]), true
}

func placeIn(parts []string) string {
	for _, p := range parts {
		if fact.LooksLikePlace(p) {
			return p
		}
	}
	return ""
}

// splitPlace cuts a place off the end of a title: "Data Engineer - Oakland, CA".
func splitPlace(title string) (string, string) {
	for _, sep := range []string{" - ", " – ", " | ", " — "} {
		if head, place, ok := cutLast(title, sep); ok && fact.IsTown(place) {
			return head, place
		}
	}
	return title, ""
}

// tidy takes out of a body what repeats its title, what buttons say and what says nothing, ranks headings that the
// page does not, and counts list levels from 1.
func tidy(blocks []job.Block, title string) []job.Block {
	out := make([]job.Block, 0, len(blocks))
	seen := map[string]bool{}
	least := 9
	for i := range blocks {
		b := blocks[i]
		if len(out) == 0 && b.Kind == job.Heading && bare(b.Text) == bare(title) {
			continue
		}
		if strings.IndexFunc(b.Text, isWordRune) < 0 || chatter(b.Text) {
			continue
		}
		if b.Kind == job.Paragraph && len(b.Text) <= 120 { // bars and boxes repeat what the top says
			if seen[b.Text] {
				continue
			}
			seen[b.Text] = true
		}
		if b.Kind == job.Item {
			least = min(least, b.Level)
		}
		out = append(out, b)
	}
	for i := range out {
		if out[i].Kind == job.Item {
			out[i].Level = max(out[i].Level-least+1, 1)
		}
	}
	promote(out)
	return out
}

// chatterLines are what buttons, bars and boxes around an advertisement say.
var chatterLines = wordSetOf("apply", "apply now", "apply for this job", "apply for this position", "apply online", "easy apply", "quick apply", "save", "save job", "save this job", "saved", "share", "share this job", "print", "report", "report this job", "sign in", "log in", "login", "register", "back", "back to jobs", "back to search", "see more", "show more", "show less", "read more", "view all jobs", "view job", "close", "dismiss", "next", "previous", "skip to content", "skip to main content", "menu", "follow", "copy link", "email", "e-mail", "facebook", "twitter", "linkedin", "xing", "whatsapp", "loading", "loading...", "cancel", "submit", "new", "home", "jobs", "search", "job search",
	"jetzt bewerben", "bewerben", "teilen", "speichern", "merken", "drucken", "mehr anzeigen", "zurück", "solliciteer", "solliciteer nu", "solliciteer direct", "delen", "opslaan", "postuler", "partager", "enregistrer", "inscríbete", "inscribirme", "compartir", "guardar", "solicitar", "candidati", "candidatar-se", "aplikuj", "aplikuj teraz", "udostępnij", "zapisz",
	"odpovědět", "odpovědět odpovědět", "uložit nabídku", "vytisknout", "sdílet na facebook", "sdílet na x", "poslat nabídku na email", "poslat nabídku na e-mail", "připomeň mi", "zavřít", "přihlásit", "zpět", "mira el resto de nuestras ofertas", "powered by", "apúntate")

// chatterStarts begin longer lines of the same kind.
var chatterStarts = []string{"odpovědět odpovědět", "poslat nabídku na", "uloženou nabídku najdete", "hotovo! nabídku jsme", "find more english speaking jobs", "click to apply", "click here to apply", "sdílet na ", "share on ", "share via ", "mira el resto"}

func chatter(s string) bool {
	if len(s) > 110 {
		return false
	}
	low := strings.TrimFunc(strings.ToLower(s), func(r rune) bool { return !isWordRune(r) })
	return chatterLines[low] || startsWithAny(low, chatterStarts)
}
