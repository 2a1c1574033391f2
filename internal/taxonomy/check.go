package taxonomy

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Finding is one thing Check has to say about a vocabulary that loaded.
type Finding struct {
	Term    string   // term id or certification code
	At      Position // of its id; no file where the vocabulary was read back from a database
	Rule    string   // "must" and "must_not" are failures, "lint" is advice
	Message string
}

// Failed reports whether the finding is a sentence of the vocabulary that does not hold.
func (f Finding) Failed() bool { return f.Rule != "lint" }

// String is file:line:column: term: message.
func (f Finding) String() string {
	if f.At.File == "" {
		return f.Term + ": " + f.Message
	}
	return f.At.String() + ": " + f.Term + ": " + f.Message
}

// Check runs the sentences of every term, each as a posting of its own, and looks for what is likely a slip: aliases
// that can never match, conditions that no sentence shows at work, exams nothing names. Findings come in the order
// of the vocabulary.
func Check(v *Vocabulary) []Finding {
	var c checker
	c.v = v
	for _, t := range v.Terms {
		c.sentences(t)
		c.aliases(t)
	}
	c.exams()
	return c.out
}

// checker gathers findings.
type checker struct {
	v   *Vocabulary
	out []Finding
}

func (c *checker) add(id string, at Position, rule, format string, args ...any) {
	c.out = append(c.out, Finding{id, at, rule, fmt.Sprintf(format, args...)})
}

// finds looks for a term in a sentence and says what else is there, for the message.
func (c *checker) finds(id, sentence string) (all []string, ok bool) {
	for _, m := range c.v.Find(sentence)[0] {
		all = append(all, fmt.Sprintf("%s (%q)", m.Term, sentence[m.Start:m.End]))
		ok = ok || m.Term == id
	}
	return all, ok
}

// sentences runs the tests that a term brings along.
func (c *checker) sentences(t Term) {
	for _, s := range t.Must {
		if all, ok := c.finds(t.ID, s); !ok {
			c.add(t.ID, t.at, "must", "must be found in %q; found: %s", s, strings.Join(all, ", "))
		}
	}
	for _, s := range t.MustNot {
		if all, ok := c.finds(t.ID, s); ok {
			c.add(t.ID, t.at, "must_not", "must not be found in %q; found: %s", s, strings.Join(all, ", "))
		}
	}
}

// aliases lints the names of a term.
func (c *checker) aliases(t Term) {
	gated := false
	var seen []string
	for _, a := range aliasesOf(t) {
		gated = gated || len(a.Near)+len(a.Never)+len(a.LowerNear) > 0
		form := c.v.names.Fold(a.Text)
		if slices.Contains(seen, form) && a.Text != t.Name {
			c.add(t.ID, t.at, "lint", "alias %q says what another name of the term already says", a.Text)
		}
		seen = append(seen, form)
		if a.Case == "exact" && utf8.RuneCountInString(a.Text) <= 2 && len(a.LowerNear) == 0 {
			c.add(t.ID, t.at, "lint", "alias %q is short and exact: without lower_near it matches any such word in postings all in one case", a.Text)
		}
		if !c.canMatch(t.ID, a) {
			c.add(t.ID, t.at, "lint", "alias %q can never match", a.Text)
		}
	}
	if gated && len(t.Must) == 0 {
		c.add(t.ID, t.at, "lint", "has names with conditions but no must sentence that shows them met")
	}
}

// canMatch tries an alias with each of its near words beside it.
func (c *checker) canMatch(id string, a Alias) bool {
	// Some near words void the alias themselves (a never phrase holds them), so one that works is enough.
	beside := append([]string{""}, c.nearWords(a.Near)...)
	for _, w := range beside {
		for _, l := range append([]string{""}, c.nearWords(a.LowerNear)...) {
			if _, ok := c.finds(id, "With Us: "+strings.TrimSpace(w+" + "+a.Text+" + "+l)); ok {
				return true
			}
		}
	}
	return false
}

// nearWords gives words that meet a near list; a platform is named by its own name.
func (c *checker) nearWords(list []string) []string {
	var out []string
	for _, w := range list {
		switch {
		case strings.HasPrefix(w, "$"):
			out = append(out, c.nearWords(c.v.Words[w[1:]])...)
		case strings.HasPrefix(w, "@"):
			if t, ok := c.v.Term(w[1:]); ok {
				out = append(out, t.Name)
			}
		default:
			out = append(out, w)
		}
	}
	return out
}

// exams lints the certifications: each needs a term that names it.
func (c *checker) exams() {
	for _, e := range c.v.Certifications {
		if len(e.Terms) == 0 {
			c.add(e.Code, e.at, "lint", "no term names this certification, so no posting can ask for it")
		}
		total, known := 0.0, 0
		for _, d := range e.Domains {
			total += d.Weight
			if d.Weight > 0 {
				known++
			}
		}
		// Published midpoints need not meet 100 exactly; unknown weights say nothing about the sum.
		if known > 1 && known == len(e.Domains) && (total < 90 || total > 110) {
			c.add(e.Code, e.at, "lint", "weights of its domains add up to %g", total)
		}
	}
}
