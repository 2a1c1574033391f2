package extract

import (
	"strings"
	"unicode"

	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// kind decides how a hit is asked.
func (r *reader) kind(p part, s sentence, h hit, hits []hit) (job.Kind, string) {
	u := use{text: p.Text, sent: &s, hit: h, hits: hits, self: r.employer[h.Term], name: r.name}
	u.start, u.end = s.clause(h.Start)
	for i := range r.table {
		if r.table[i].fits(&u) {
			return r.table[i].Kind, r.table[i].ID
		}
	}
	return job.Context, ""
}

// use is one hit in its clause, with the questions that rules ask of it.
type use struct {
	text       string
	sent       *sentence
	hit        hit
	hits       []hit  // all of the sentence
	self       bool   // the employer bears the term's name
	name       string // the first word of the employer's name; empty where it could be an ordinary word
	start, end int    // the clause
}

// in reports whether the line is ruled by one of the heading classes.
func (u *use) in(classes ...string) bool {
	for _, c := range classes {
		if u.sent.class == c {
			return true
		}
	}
	return false
}

// asking reports whether the line stands under requirements, wishes or duties.
func (u *use) asking() bool {
	return u.in(classRequired, classPreferred, classDuties, classStack, classEducation)
}

// cues calls f for the phrase cues of the clause until f returns true.
func (u *use) cues(f func(c taxonomy.Cue, class string) bool) bool {
	for _, c := range u.sent.phrases {
		if c.Start < u.start || c.Start >= u.end {
			continue
		}
		if u.hit.Start <= c.Start && c.End <= u.hit.End {
			continue // part of the name itself
		}
		_, class, _ := strings.Cut(c.Class, ".")
		if f(c, class) {
			return true
		}
	}
	return false
}

// has reports whether a cue of one of the classes stands in the clause. A softener in brackets belongs to its
// own name and is not counted here.
func (u *use) has(classes ...string) bool {
	return u.cues(func(c taxonomy.Cue, class string) bool {
		return oneOf(class, classes) && !(oneOf(class, softeners) && u.bracketed(c))
	})
}

// before reports whether such a cue stands before the hit.
func (u *use) before(class string) bool {
	return u.cues(func(c taxonomy.Cue, x string) bool { return x == class && c.Start < u.hit.Start })
}

// between reports whether a cue of class second stands between the last cue of class first and the hit.
func (u *use) between(first, second string) bool {
	last := -1
	u.cues(func(c taxonomy.Cue, x string) bool {
		if x == first && c.End <= u.hit.Start {
			last = c.End
		}
		return false
	})
	return u.cues(func(c taxonomy.Cue, x string) bool { return x == second && c.Start >= last && c.Start < u.hit.Start })
}

// leads reports whether a cue of the class stands at the head of the clause, at most three words in.
func (u *use) leads(class string) bool {
	return u.cues(func(c taxonomy.Cue, x string) bool {
		return x == class && c.Start < u.hit.Start && words(u.text[u.start:c.Start]) <= 2
	})
}

// works reports whether the clause begins with what the person will do, and offers nothing: among benefits "You will work
// with Databricks every day" is still the job.
func (u *use) works() bool {
	return u.leads("duty") && u.before("duty") && !u.has("benefit")
}

// strays reports whether a clause speaks of the job though it stands under benefits, the hiring process or legal matters.
func (u *use) strays() bool {
	return u.in(classBenefits) && u.works() || u.has("seeks") && !u.has("benefit", "process")
}

// named reports whether the clause tells of the employer by its name: "Siltstone indexes what its users keep in S3".
func (u *use) named() bool {
	return u.name != "" && strings.Contains(u.text[u.start:u.end], u.name) && !u.addressed()
}

// addressed reports whether the clause speaks to the reader.
func (u *use) addressed() bool {
	for _, w := range strings.FieldsFunc(u.text[u.start:u.end], func(r rune) bool { return !unicode.IsLetter(r) }) {
		if subjects[strings.ToLower(w)] || possessives[strings.ToLower(w)] {
			return true
		}
	}
	return false
}

// future reports whether a cue of duty in the clause speaks of the time after hiring. "You deploy to Cloud Run" among
// requirements says what the person can do.
func (u *use) future() bool {
	return u.cues(func(c taxonomy.Cue, class string) bool {
		if class != "duty" {
			return false
		}
		w := strings.Fields(strings.ToLower(u.text[c.Start:c.End]))
		present := len(w) >= 2 && subjects[w[0]] && !coming[w[1]]
		return !present
	})
}

// subjects and possessives address the reader; coming are the verbs behind them that speak of the future.
var (
	subjects    = map[string]bool{"you": true, "du": true, "sie": true, "vous": true, "tu": true, "je": true, "jij": true, "u": true}
	possessives = map[string]bool{"your": true, "yours": true, "dein": true, "deine": true, "deinem": true, "deinen": true, "deiner": true, "ihre": true, "ihrem": true, "votre": true, "vos": true, "jouw": true, "tuo": true, "tua": true, "twoja": true, "twoje": true}
	coming      = map[string]bool{"will": true, "would": true, "are": true, "get": true, "wirst": true, "werden": true, "bist": true, "sind": true, "gaat": true, "zult": true, "serez": true, "aurez": true}
)

// verbFirst reports whether a verb of work stands at the head of the clause and is not part of a demand: "Working
// experience with Linux" begins with none.
func (u *use) verbFirst() bool {
	return u.cues(func(c taxonomy.Cue, x string) bool {
		if x != "duty_verb" || c.End > u.hit.Start || words(u.text[u.start:c.Start]) > 2 {
			return false
		}
		return !u.cues(func(o taxonomy.Cue, y string) bool {
			return y == "asks" && o.Start <= c.Start && o.End > c.End && !strings.HasSuffix(strings.ToLower(u.text[o.Start:o.End]), " with")
		})
	})
}

// behind reports whether such a cue stands behind the hit.
func (u *use) behind(class string) bool {
	return u.cues(func(c taxonomy.Cue, x string) bool { return x == class && c.Start >= u.hit.End })
}

// asks reports whether the clause asks for something. Where "we" is the subject ("We specialize in working with
// Kubernetes") a weak cue asks nothing, unless it is what we look for.
func (u *use) asks() bool {
	if !u.leads("we") || u.has("seeks") {
		return u.has("asks")
	}
	return u.cues(func(c taxonomy.Cue, class string) bool {
		return class == "asks" && words(u.text[u.start:c.Start]) == 0
	})
}

// partnered reports whether a word such as "partner" stands right behind the hit, at most two words on.
func (u *use) partnered() bool {
	return u.cues(func(c taxonomy.Cue, class string) bool {
		return class == "partner_noun" && c.Start >= u.hit.End && words(u.text[u.hit.End:c.Start]) <= 2 && !strings.ContainsAny(u.text[u.hit.End:c.Start], ",;:")
	})
}

// negated reports whether the clause says that the term is not needed.
func (u *use) negated() bool {
	if u.cues(func(c taxonomy.Cue, class string) bool { // "Never used Airflow? No problem." asks for none
		return class == "not_negated" && (c.Start < u.hit.Start || !u.before("no"))
	}) {
		return false
	}
	return u.cues(func(c taxonomy.Cue, class string) bool { return class == "negated" && !u.spent(c) }) || u.around() || u.refused() || u.denied()
}

// spent reports whether a negation before the hit speaks of a name that stands before it: "Azure is no must, Python is".
func (u *use) spent(c taxonomy.Cue) bool {
	if c.End > u.hit.Start || !strings.Contains(u.text[c.End:u.hit.Start], ",") {
		return false
	}
	return named(u.hits, u.start, c.Start)
}

// around reports whether the halves of a negation stand on both sides of the hit: "no Azure experience necessary".
func (u *use) around() bool {
	return u.behind("needed") && u.cues(func(c taxonomy.Cue, class string) bool {
		return class == "no" && c.End <= u.hit.Start && u.text[c.End] != '-' && !strings.ContainsAny(u.text[c.End:u.hit.Start], ":;")
	})
}

// refused reports whether a demand behind the hit is turned round, words between or not: "AWS is not strictly required".
// Of the words for "no" only those do that are no article: "Python, no degree required" asks for Python.
func (u *use) refused() bool {
	return u.cues(func(c taxonomy.Cue, class string) bool {
		if class != "no" || c.Start < u.hit.End || !turning[strings.ToLower(u.text[c.Start:c.End])] {
			return false
		}
		if strings.Trim(u.text[c.End:u.sent.end], " .!") == "" {
			return true // "Java is needed. Knowledge of AWS is not."
		}
		return u.cues(func(o taxonomy.Cue, demand string) bool {
			if demand != "needed" && demand != "required" || o.Start < c.End {
				return false
			}
			gap := u.text[c.End:o.Start]
			return words(gap) <= 3 && !strings.ContainsAny(gap, ",;:.()")
		})
	})
}

// turning are the words of class phrase.no that turn a verb or an adjective round.
var turning = map[string]bool{"not": true, "isn't": true, "aren't": true, "nicht": true, "niet": true, "non": true, "nie": true, "não": true}

// welcome reports whether a wish stands beside the negation, on the same side of the hit: "no must, but welcome".
func (u *use) welcome() bool {
	return u.cues(func(c taxonomy.Cue, class string) bool {
		return (class == "negated" || class == "needed") && u.cues(func(o taxonomy.Cue, wish string) bool {
			return oneOf(wish, softeners) && !u.bracketed(o) && (c.Start >= u.hit.End) == (o.Start >= u.hit.End)
		})
	})
}

// denied reports whether a word such as "no" stands right before the hit, at most one word away: "you need no prior
// Spark experience". Two such words make a demand: "without Spark experience you will not be considered".
func (u *use) denied() bool {
	return !u.behind("no") && u.cues(func(c taxonomy.Cue, class string) bool {
		if class != "no" || c.End > u.hit.Start || u.insists(c) {
			return false
		}
		gap := u.text[c.End:u.hit.Start]
		return words(gap) <= 1 && !strings.ContainsAny(gap, ".,;:()/-–—")
	})
}

// insists reports whether a word for "no" is part of a demand: "without Spark you would be lost".
func (u *use) insists(no taxonomy.Cue) bool {
	return u.cues(func(c taxonomy.Cue, class string) bool {
		return class == "required" && c.Start <= no.Start && c.End >= no.End && c.End-c.Start > no.End-no.Start
	})
}

// softeners are the classes that make a wish of a demand.
var softeners = []string{"preferred", "prefer"}

// softened reports whether a softener in brackets stands directly behind the hit, or in the brackets that hold it.
func (u *use) softened() bool {
	return u.cues(func(c taxonomy.Cue, class string) bool {
		if !oneOf(class, softeners) || !u.bracketed(c) {
			return false
		}
		if c.Start >= u.hit.End {
			gap := u.text[u.hit.End:c.Start]
			return strings.Trim(gap, " (,") == "" && !(strings.Contains(gap, "(") && u.names(c))
		}
		return !strings.ContainsAny(u.text[c.End:u.hit.Start], "();")
	})
}

// nearby is how many bytes a name may lie before its echo.
const nearby = 160

// echoed reports whether the same name stands again later in the sentence and a softener speaks of it alone: "AWS, Azure or
// GCP, ideally AWS".
func (u *use) echoed() bool {
	for i := len(u.hits) - 1; i >= 0 && u.hits[i].Start >= u.hit.End; i-- {
		if u.hits[i].Term != u.hit.Term || u.hits[i].Start-u.hit.End > nearby || !strings.EqualFold(u.text[u.hits[i].Start:u.hits[i].End], u.text[u.hit.Start:u.hit.End]) {
			continue
		}
		o := *u
		o.hit = u.hits[i]
		o.start, o.end = u.sent.clause(o.hit.Start)
		return o.softened() || o.start > u.hit.Start && o.has(softeners...)
	}
	return false
}

// names reports whether the brackets that hold a cue go on with names of their own: "Java (preferred: Go or Python)".
func (u *use) names(c taxonomy.Cue) bool {
	end := strings.IndexByte(u.text[c.End:], ')')
	return bracketedAt(u.text, u.start, c.Start) && end >= 0 && named(u.hits, c.End, c.End+end)
}

// bracketed reports whether a cue stands inside brackets in its clause, or between commas: "Azure, ideally, or AWS".
func (u *use) bracketed(c taxonomy.Cue) bool {
	if strings.HasSuffix(strings.TrimRight(u.text[u.start:c.Start], " "), ",") && strings.HasPrefix(u.text[c.End:], ",") {
		return true
	}
	return bracketedAt(u.text, u.start, c.Start)
}

// oneOf reports whether s is in list.
func oneOf(s string, list []string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// words counts the words of a short text.
func words(s string) int { return len(strings.Fields(s)) }

// employerName is the first word of an employer's name by which a text may call it; empty where it is short or no name.
func employerName(employer string) string {
	name, _, _ := strings.Cut(strings.TrimSpace(employer), " ")
	if len(name) < 4 || strings.ToLower(name) == name || strings.EqualFold(name, "Senior") {
		return ""
	}
	return name
}

// employerTerms finds the terms in the employer's own name, and the platform that Amazon, Microsoft and Google sell.
func employerTerms(v *taxonomy.Vocabulary, employer string) map[string]bool {
	if employer == "" {
		return nil
	}
	own := map[string]bool{}
	for _, m := range v.Find(employer)[0] {
		own[m.Term] = true
	}
	for _, c := range v.FindCues(employer) {
		if id, ok := strings.CutPrefix(c.Class, "phrase.vendor_"); ok {
			own[id] = true
		}
	}
	return own
}
