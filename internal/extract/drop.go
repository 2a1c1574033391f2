package extract

import (
	"strings"

	"jobsignal/internal/taxonomy"
)

// drop takes out hits that name no skill of the candidate: degree subjects, teams and titles, and "cloud" as the
// mere heading of a list that spells the platforms out.
func drop(text string, s sentence, hits []hit) []hit {
	kept := hits[:0]
	links := strings.ContainsAny(text[s.start:s.end], "|·") && strings.Count(strings.ToLower(text[s.start:s.end]), " jobs") > 1
	for i, h := range hits {
		if counted(text[min(h.End, s.end):s.end]) {
			continue // the frame of a page: "AWS (312) · Docker (201)"
		}
		if links && strings.HasPrefix(strings.ToLower(text[h.End:]), " jobs") {
			continue // the frame of a page: "AWS jobs | Azure jobs"
		}
		if h.kind == taxonomy.Skill && (isDegree(text, s, h) || isTeam(text, s, h) || inTeams(text, s, h) || isBadge(text, s, h)) {
			continue
		}
		if h.Term == "skill.cloud" && spelledOut(text, s, hits, i) {
			continue
		}
		kept = append(kept, h)
	}
	return kept
}

// counted reports whether a number in brackets and a separator follow a name, as they do in the filters of a job board.
func counted(rest string) bool {
	inside, ok := strings.CutPrefix(rest, " (")
	if !ok {
		return false
	}
	n, after, ok := strings.Cut(inside, ")")
	return ok && n != "" && strings.Trim(n, "0123456789.,") == "" && (strings.HasPrefix(after, " ·") || strings.HasPrefix(after, " |"))
}

// isDegree reports whether the hit is a subject of study: a degree cue stands before it and nothing that asks for
// experience stands between.
func isDegree(text string, s sentence, h hit) bool {
	at := -1
	for _, c := range s.cues {
		if c.End > h.Start {
			break
		}
		switch c.Class {
		case "phrase.degree":
			at = c.End
		case "phrase.asks", "phrase.seeks", "phrase.required", "phrase.duty":
			if at >= 0 && c.Start > at {
				at = -1
			}
		}
	}
	return at >= 0 && !strings.ContainsAny(text[at:h.Start], ";0123456789")
}

// isTeam reports whether the hit names a team or a title: "our DevOps team", "Head of Data Engineering",
// "MLOps Engineer". A noun stands behind the hit, a longer phrase ("reporting to") before it.
func isTeam(text string, s sentence, h hit) bool {
	for _, c := range s.cues {
		if c.Class != "phrase.team" && c.Class != "phrase.title" && c.Class != "phrase.head_of" {
			continue
		}
		if c.Start >= h.End {
			gap := text[h.End:c.Start]
			if listless(gap) && words(gap) <= 1 && len(gap) <= 20 && strings.IndexByte(text[c.Start:c.End], ' ') < 0 {
				return true
			}
		} else if c.End <= h.Start && strings.IndexByte(text[c.Start:c.End], ' ') > 0 {
			if gap := text[c.End:h.Start]; words(gap) <= 2 && listless(gap) {
				return true
			}
		}
	}
	return false
}

// isBadge reports whether the hit is the subject of a partner's badge: "the AWS Machine Learning Competency", "the Google
// Cloud specialization in Generative AI".
func isBadge(text string, s sentence, h hit) bool {
	for _, c := range s.cues {
		if c.Class != "phrase.partner_noun" {
			continue
		}
		if c.Start >= h.End && strings.TrimSpace(text[h.End:c.Start]) == "" {
			return true
		}
		if gap := strings.TrimSpace(text[min(c.End, h.Start):h.Start]); c.End <= h.Start && (gap == "in" || gap == "for") {
			return true
		}
	}
	return false
}

// inTeams reports whether the hit is one of several teams that the person works with: "work closely with infra, ML
// and product teams".
func inTeams(text string, s sentence, h hit) bool {
	with := -1
	for _, c := range s.cues {
		long := strings.IndexByte(text[c.Start:c.End], ' ') > 0
		switch {
		case c.End <= h.Start && long && strings.HasSuffix(strings.ToLower(text[c.Start:c.End]), " with"):
			with = c.End
		case (c.Class == "phrase.team" || c.Class == "phrase.title" && text[c.End-1] == 's') && c.Start >= h.End && !long:
			gap := text[h.End:c.Start]
			return with >= 0 && enumerates(text[with:h.Start]+"x"+gap) && (strings.ContainsAny(gap, ",/&") || strings.Contains(gap, " and "))
		}
	}
	return false
}

// enumerates reports whether a stretch of text is a list of names, none longer than three words.
func enumerates(s string) bool {
	if strings.ContainsAny(s, ".;:()") {
		return false
	}
	for _, name := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '/' || r == '&' }) {
		if words(name) > 3 {
			return false
		}
	}
	return true
}

// listless reports whether a gap holds no separator.
func listless(gap string) bool { return !strings.ContainsAny(gap, ",;:/()") }

// spelledOut reports whether hits[i], "cloud", only heads a list of platforms or stands behind one's name.
func spelledOut(text string, s sentence, hits []hit, i int) bool {
	h := hits[i]
	if i > 0 && isCloud(hits[i-1]) {
		if gap := text[hits[i-1].End:h.Start]; strings.Trim(gap, " -–") == "" {
			return true
		}
	}
	if i+1 >= len(hits) || !isCloud(hits[i+1]) || hits[i+1].Start < h.End {
		return false
	}
	gap := text[h.End:hits[i+1].Start]
	if len(gap) > 60 {
		return false
	}
	if strings.ContainsAny(gap, "(:–") {
		return true
	}
	for _, c := range s.cues {
		if (c.Class == "choice.such_as" || c.Class == "choice.including") && c.Start >= h.End && c.End <= hits[i+1].Start {
			return true
		}
	}
	return false
}

// isCloud reports whether the hit is a platform or a service of one.
func isCloud(h hit) bool {
	return h.platform != "" && (h.kind == taxonomy.Platform || h.kind == taxonomy.Service)
}

// certify turns platforms in front of the word "certification" into that vendor's unnamed certification, and
// spreads an unnamed certification over the platforms listed with it: "AWS, Azure or GCP certification"
// and "certified in AWS or Azure" name certifications and no platform.
func (r *reader) certify(text string, s sentence, hits []hit) []hit {
	for _, c := range s.cues {
		if c.Class != "phrase.certification" {
			continue
		}
		for i := range hits {
			if hits[i].kind == taxonomy.Platform && (behind(text, hits[i], c) || announced(text, s, c, hits[i])) {
				r.toCertification(&hits[i])
			}
		}
	}
	for i := range hits {
		if !strings.HasPrefix(hits[i].Term, "cert.any-") {
			continue
		}
		for j := i; j > 0 && hits[j-1].kind == taxonomy.Platform && joins(text[hits[j-1].End:hits[j].Start]); j-- {
			r.toCertification(&hits[j-1])
		}
		for j := i; j+1 < len(hits) && hits[j+1].kind == taxonomy.Platform && joins(text[hits[j].End:hits[j+1].Start]); j++ {
			r.toCertification(&hits[j+1])
		}
	}
	return hits
}

// behind reports whether the word "certification" stands right behind a platform.
func behind(text string, h hit, c taxonomy.Cue) bool {
	return h.End <= c.Start && strings.Trim(text[h.End:c.Start], " -–") == ""
}

// announced reports whether the word "certification" stands before a platform with hardly a word between:
// "certified in AWS", "certifications: AWS".
func announced(text string, s sentence, c taxonomy.Cue, h hit) bool {
	if h.Start < c.End {
		return false
	}
	gap := text[c.End:h.Start]
	if words(gap) > 3 || strings.ContainsAny(gap, ",;.&") {
		return false
	}
	for _, o := range s.cues {
		if o.Class == "phrase.partner" {
			return false // "certified AWS partner" certifies the employer
		}
		if o.Start >= c.End && o.End <= h.Start && (o.Class == "choice.and" || o.Class == "choice.or" || o.Class == "phrase.asks") {
			return false
		}
	}
	return true
}

// toCertification turns a platform into its vendor's unnamed certification.
func (r *reader) toCertification(h *hit) {
	if t, ok := r.v.Term("cert.any-" + h.Term); ok {
		h.Term, h.kind, h.platform = t.ID, t.Kind, t.Platform
	}
}

// joins reports whether a gap between list members holds nothing but separators, a conjunction and an article.
func joins(gap string) bool {
	n := words(strings.Trim(gap, " ,/&-"))
	if strings.ContainsAny(gap, ";.:()") {
		return false
	}
	return len(gap) <= 12 && (n <= 1 || n == 2 && articles[strings.ToLower(lastWord(gap))])
}

// articles are the words that may stand between "or" and the next name of a list.
var articles = map[string]bool{"a": true, "an": true, "the": true, "eine": true, "einer": true, "une": true, "een": true, "una": true, "uma": true}
