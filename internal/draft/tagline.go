package draft

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/advert"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

// Under a title, pages and texts put a line or two of short facts: "Acme | Denver, CO | Contract | On-site",
// "Acme, Cork, Ireland. Full-time, on site." Their order differs and any of them may be missing, so each piece is
// taken for what it plainly is; the first one that is nothing known may be the employer's name, what follows it
// a place.

// TagLine reads a line of short facts. name says whether an unknown piece may be the employer's name. It reports
// whether the line was one.
func (d *Draft) TagLine(s string, now time.Time, origin string, name bool) bool {
	pieces := SplitTags(s)
	known := len(pieces) > 1
	var parts []string
	for _, p := range pieces {
		if town, inner, ok := strings.Cut(p, "("); ok && strings.Contains(town, ",") && fact.RemoteTag(inner) != job.Unknown { // "Acme, Leeds (hybrid)"
			d.SetRemote(fact.RemoteTag(inner), origin)
			p, known = strings.TrimSpace(town), true
		}
		cut := d.CommaParts(p, name)
		if len(cut) == 1 && strings.Contains(p, ",") && !strings.ContainsAny(p, "$€£") && !fact.LooksLikePlace(p) && !firmSuffix(firstWord(strings.TrimSpace(p[strings.IndexByte(p, ',')+1:]))) {
			// commas alone separate only when other pieces or tags stand beside them
			if list := strings.Split(p, ","); known && name && d.Employer == "" || AnyTag(list, now) {
				cut = list
			}
		}
		parts = append(parts, cut...)
	}
	// A line is one of facts when another piece plainly is one; a sentence is none.
	switch {
	case len(parts) > 1:
		name = name && (slices.ContainsFunc(parts, fact.LooksLikePlace) || AnyTag(parts, now))
	case strings.HasSuffix(s, "."):
		name = name && firmSuffix(s[strings.LastIndexByte(s, ' ')+1:])
	}
	used := false
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if d.Tag(p, now, origin) || d.UnknownTag(p, origin, name && d.Employer == "") {
			used = true
		}
	}
	return used
}

// AnyTag reports whether one of the pieces is a kind of employment, a way of working, hours or a date. Such a
// piece makes a list of facts of the line; a place alone does not, since firms are named after places.
func AnyTag(parts []string, now time.Time) bool {
	for _, p := range parts {
		probe := Draft{Posting: job.Posting{Location: "x"}}
		if p = strings.TrimSpace(p); probe.Tag(p, now, FromText) && (!fact.LooksLikePlace(p) || probe.Remote != job.Unknown) {
			return true
		}
	}
	return false
}

// SplitTags cuts a line at its separators and its sentences. It returns nil for a line that is prose.
func SplitTags(s string) []string {
	if len(s) > 160 || strings.ContainsAny(s, "\n!?") {
		return nil
	}
	s = strings.TrimSuffix(strings.TrimSpace(s), ".")
	for _, sep := range []string{" – ", " — ", " - "} {
		s = cutDashes(s, sep)
	}
	for _, sep := range []string{". ", "💰", "🌎", "📍", "·", "•"} {
		s = strings.ReplaceAll(s, sep, "|")
	}
	var out []string
	for p := range strings.SplitSeq(s, "|") {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		for part := range strings.SplitSeq(p, ",") {
			if len(strings.Fields(part)) > 8 {
				return nil
			}
		}
		out = append(out, p)
	}
	return out
}

// cutDashes makes a separator of a dash between words, not of one between two amounts.
func cutDashes(s, dash string) string {
	from := 0
	for {
		i := strings.Index(s[from:], dash)
		if i <= 0 {
			return s
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(dash):])
		if (unicode.IsDigit(before) || before == 'k' || before == '€') && (unicode.IsDigit(after) || after == '$' || after == '€' || after == '£') {
			from = i + len(dash)
			continue
		}
		s = s[:i] + "|" + s[i+len(dash):]
		from = i + 1
	}
}

// CommaParts cuts a piece into a name and the place behind it: "Acme Freight, Cork, Ireland". "Acme, Inc." and a
// place alone stay whole.
func (d *Draft) CommaParts(p string, name bool) []string {
	head, tail, ok := strings.Cut(p, ",")
	tail = strings.TrimSpace(tail)
	if fact.HasRegion("," + strings.SplitN(tail, ",", 2)[0]) { // "Ann Arbor, MI, United States"
		return []string{p}
	}
	if !ok || !name || d.Employer != "" || firmSuffix(firstWord(tail)) || strings.Count(head, " ") == 0 {
		return []string{p}
	}
	if fact.LooksLikePlace(tail) && fact.Country(tail) != "" && fact.Country(head) == "" {
		return []string{head, tail}
	}
	return []string{p}
}

// Tag takes one piece that is plainly a date, a kind of employment, a way of working, a place or pay. It reports
// whether it was one of them.
func (d *Draft) Tag(s string, now time.Time, origin string) bool {
	s = strings.TrimSpace(s)
	low := strings.ToLower(s)
	words := len(strings.Fields(s))
	switch {
	case s == "" || strings.IndexFunc(s, unicode.IsLetter) < 0 && fact.Date(s, now) == "":
		return s == "" || strings.ContainsAny(s, "$€£")
	case len(s) < 40 && fact.Date(strings.TrimPrefix(low, "posted "), now) != "":
		if d.Posted == "" {
			d.SetPosted(fact.Date(strings.TrimPrefix(low, "posted "), now), origin)
		}
	case strings.HasSuffix(low, " ago"), strings.HasSuffix(low, " level"), strings.Contains(low, "applicant"), strings.HasPrefix(low, "posted"):
	case advert.Chatter(s), strings.HasSuffix(low, " employees"), strings.HasSuffix(low, "followers"):
	case words <= 4 && fact.EmploymentTag(s) != "":
		if d.EmploymentType == "" {
			d.SetEmployment(fact.EmploymentTag(s), origin)
		}
		d.SetRemote(shortRemote(s), origin)
	case hours(low):
		d.SetRemote(shortRemote(s), origin)
	case strings.ContainsAny(s, "$€£💰"):
		if d.Offered == "" {
			d.Offered = s
		}
	case fact.LooksLikePlace(s):
		d.placeTag(s, origin)
	case words <= 3 && fact.RemoteTag(s) != job.Unknown:
		d.placeTag(s, origin)
	default:
		return false
	}
	return true
}

// hours reports "36 uur per week", "35 Stunden", "40 hours".
func hours(low string) bool {
	if !strings.ContainsAny(low, "0123456789") || len(low) > 40 {
		return false
	}
	for _, w := range []string{"hour", "stunden", "uur", "heures", "horas", "ore", "godzin", "hodin", "months", "monate", "maanden", "mois", "meses"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// shortRemote reads a way of working from a tag, not from a sentence: "no remote work during training" says little.
func shortRemote(s string) job.Answer {
	if len(s) > 40 {
		return job.Unknown
	}
	return fact.RemoteTag(s)
}

// placeTag takes a place, a way of working, or both: "Leeds (hybrid)", "Remote", "Cork, Ireland".
func (d *Draft) placeTag(s, origin string) {
	d.SetRemote(fact.RemoteTag(s), origin)
	if town, inner, ok := strings.Cut(s, "("); ok && fact.RemoteTag(inner) != job.Unknown && fact.RemoteTag(town) == job.Unknown {
		s = strings.TrimSpace(town)
	}
	if d.Location == "" && (fact.RemoteTag(s) == job.Unknown || fact.Country(s) != "" || strings.ContainsAny(s, "(,")) {
		d.SetLocation(s, origin)
	}
}

// repeatsTitle reports a piece of the title; pages that show it twice add to it the second time.
func (d *Draft) repeatsTitle(s string) bool {
	return len(s) > 3 && d.Title != "" && strings.Contains(advert.Bare(d.Title), advert.Bare(s))
}

// UnknownTag takes a piece that is nothing known for the employer's name, then for a place: small towns are in no
// list, and a line that names the employer goes on with the place. It reports whether it took the piece.
func (d *Draft) UnknownTag(s, origin string, name bool) bool {
	if town, inner, ok := strings.Cut(s, "("); ok && fact.RemoteTag(inner) != job.Unknown { // "Leeds (hybrid)"
		d.SetRemote(fact.RemoteTag(inner), origin)
		s = strings.TrimSpace(town)
	}
	if s == "" || SiteHeading(s) || Alike(s, d.Employer) && d.Employer != "" || d.repeatsTitle(s) || strings.Contains(s, ": ") {
		return false
	}
	words := len(strings.Fields(s))
	switch {
	case name && d.Employer == "" && words <= 7 && IsName(s):
		d.SetEmployer(s, origin)
	case d.Employer != "" && d.Location == "" && words <= 4 && !strings.ContainsAny(s, "0123456789"):
		if first, _ := utf8.DecodeRuneInString(s); unicode.IsLower(first) {
			return false
		}
		d.SetLocation(s, origin)
	default:
		return false
	}
	return true
}
