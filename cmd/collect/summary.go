package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"jobsignal/internal/intake"
)

// summary is what a run tells at its end.
type summary struct {
	intake.Tally
	Failures   []failure
	Failing    []string // URLs that failed in many runs in a row
	Vocabulary string
}

// failure is one input that could not be read.
type failure struct {
	Source string `json:"source"`
	Part   string `json:"part,omitempty"`
	Cause  string `json:"cause"`
}

// tell prints the summary in the form that the flags ask for.
func (c *collector) tell(e *env) error {
	switch {
	case c.json:
		return json.NewEncoder(e.stdout).Encode(c.summary.object())
	case !c.quiet:
		_, err := fmt.Fprintln(e.stdout, c.summary.line())
		return err
	}
	return nil
}

// summaryJSON is the summary as --json prints it; docs/cron.md describes it. Fields are added, never changed.
type summaryJSON struct {
	Schema int `json:"schema"` // 1; raised when a field changes its meaning

	// Inputs. read + no_posting + failed = found; new + changed + unchanged = read.
	Found     int            `json:"found"`
	Read      int            `json:"read"`
	New       int            `json:"new"`
	Changed   int            `json:"changed"`
	Unchanged int            `json:"unchanged"`
	NoPosting int            `json:"no_posting"`
	Reasons   map[string]int `json:"reasons"` // why no_posting: reason to number
	Failed    int            `json:"failed"`
	Failures  []failure      `json:"failures"`          // one for each of failed
	Failing   []string       `json:"failing,omitempty"` // URLs that failed in four runs in a row or more

	// What stands on the inputs found, known ones included.
	Postings int `json:"postings"`
	Mentions int `json:"mentions"`

	// What was brought up to date besides.
	Reread    int `json:"reread"` // kept pages that a new version of the reader read again
	Rematched struct {
		Checked int `json:"checked"` // kept postings that a changed vocabulary matched again
		Changed int `json:"changed"` // of these: what was found differs
	} `json:"rematched"`
	Vocabulary string `json:"vocabulary"` // digest of the one in force
}

func (s summary) object() summaryJSON {
	o := summaryJSON{
		Schema: 1, Found: s.Found, Read: s.Read, New: s.New, Changed: s.Changed, Unchanged: s.Unchanged,
		NoPosting: s.NoPosting, Reasons: s.Reasons, Failed: s.Failed, Failures: s.Failures, Failing: s.Failing,
		Postings: s.Postings, Mentions: s.Mentions, Reread: s.Reread, Vocabulary: s.Vocabulary,
	}
	o.Rematched.Checked, o.Rematched.Changed = s.Rematched, s.Differ
	if o.Reasons == nil {
		o.Reasons = map[string]int{}
	}
	if o.Failures == nil {
		o.Failures = []failure{}
	}
	return o
}

// line is the summary for people.
func (s summary) line() string {
	var b strings.Builder
	fmt.Fprintf(&b, "found %s: read %s (%s new, %s changed, %s unchanged), no posting %s%s, failed %s; %s, %s",
		thousands(s.Found), thousands(s.Read), thousands(s.New), thousands(s.Changed), thousands(s.Unchanged),
		thousands(s.NoPosting), s.why(), thousands(s.Failed),
		count(s.Postings, "posting", "postings"), count(s.Mentions, "mention", "mentions"))
	if s.Reread > 0 {
		fmt.Fprintf(&b, "; read again %s", count(s.Reread, "kept page", "kept pages"))
	}
	if s.Rematched > 0 {
		fmt.Fprintf(&b, "; re-matched %s of %s", thousands(s.Differ), count(s.Rematched, "kept posting", "kept postings"))
	}
	if len(s.Failing) > 0 {
		fmt.Fprintf(&b, "; failed in %d runs in a row or more: %s", manyRuns, plain(strings.Join(s.Failing, " ")))
	}
	return b.String()
}

// why lists the reasons for no posting, most frequent first.
func (s summary) why() string {
	if len(s.Reasons) == 0 {
		return ""
	}
	type reason struct {
		text string
		n    int
	}
	var all []reason
	for text, n := range s.Reasons {
		all = append(all, reason{text, n})
	}
	slices.SortFunc(all, func(a, b reason) int { return cmp.Or(b.n-a.n, strings.Compare(a.text, b.text)) })
	words := make([]string, len(all))
	for i, r := range all {
		words[i] = fmt.Sprintf("%s %s", plain(r.text), thousands(r.n))
	}
	return " (" + strings.Join(words, ", ") + ")"
}
