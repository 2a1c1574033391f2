// Package fit says how much of what postings ask each certification covers, and which one to name: the platform by
// standing, then the certification by fit, with how sure that is.
package fit

import (
	"jobsignal/internal/taxonomy"
)

// Fit is how much of what the postings ask one certification covers.
type Fit struct {
	Code       string          `json:"code"`
	Name       string          `json:"name"`
	Vendor     string          `json:"vendor"` // platform id
	Kind       string          `json:"kind"`
	Level      string          `json:"level"`
	Status     taxonomy.Status `json:"status"`   // as on Options.Today: a retiring exam whose last day has passed is retired
	Retires    string          `json:"retires"`  // date, when known
	Bookable   bool            `json:"bookable"` // active, beta or retiring, last day not passed
	Successors []string        `json:"successors"`
	Nearest    []string        `json:"nearest"`

	NoFit   string  `json:"no_fit"`  // why no fit is computed; empty: it is
	Warning string  `json:"warning"` // printed beside the fit
	Fit     float64 `json:"fit"`     // mean cover over the counted postings
	Low     float64 `json:"low"`     // 95 % interval by the same draws as the certainty
	High    float64 `json:"high"`
	Counted int     `json:"counted"`  // postings behind the mean
	Zero    int     `json:"zero"`     // of these, postings whose required platform rules the vendor out: cover 0
	Touched int     `json:"touched"`  // of these, postings with cover above 0
	InScope int     `json:"in_scope"` // terms in the counted scope

	FirstWithin  float64 `json:"first_within"`  // share of draws in which it leads its platform's bookable ones
	FirstOverall float64 `json:"first_overall"` // share of draws in which it has the best fit of all bookable ones
	Recommended  float64 `json:"recommended"`   // share of draws in which the two steps name it

	Covered []TermCount   `json:"covered"`  // demanded terms in scope, most demanded first
	Missing []TermCount   `json:"missing"`  // demanded terms that other certifications cover and this one does not
	LowOnly []TermCount   `json:"low_only"` // demanded terms that are in scope with low confidence only: shown, not counted
	Domains []DomainCover `json:"domains"`  // in the exam's order
	Study   []StudyItem   `json:"study"`    // what is left to learn, first things first

	Held     bool    `json:"held"`      // the reader has it
	WithHave float64 `json:"with_have"` // mean cover of this certification and what the reader has together
	Adds     float64 `json:"adds"`      // WithHave minus the cover of what the reader has: what it would add
}

// TermCount is a demanded term and the postings that ask for it.
type TermCount struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	K    int    `json:"k"`
	Held bool   `json:"held"`
}

// DomainCover is one weighted part of an exam beside the demand for it.
type DomainCover struct {
	Name     string      `json:"name"`
	Weight   float64     `json:"weight"`   // percent of the exam; 0 unknown
	Demand   float64     `json:"demand"`   // mean share of a posting's countable groups that the domain covers
	Touched  int         `json:"touched"`  // postings that ask for at least one of its terms
	Priority float64     `json:"priority"` // Weight/100 × Demand, with an equal weight for each domain where weights are unknown
	Terms    []TermCount `json:"terms"`    // its demanded terms, most demanded first
}

// StudyItem is one thing to learn for a certification, in order of use.
type StudyItem struct {
	TermCount
	Domain string  `json:"domain"` // the heaviest domain that covers it
	Score  float64 `json:"score"`  // share of postings that ask for it × weight of its domains
}

// Verdict says in how strong words the recommendation may be told. The thresholds are constants beside Judge.
type Verdict string

// The verdicts, weakest first.
const (
	Nothing  Verdict = "none"      // nothing to compare: no posting, or none with anything an exam covers
	Tally    Verdict = "tally"     // too few postings to rank; list what they say
	TooClose Verdict = "too close" // the leader is not ahead often enough to be named alone
	Leaning  Verdict = "leaning"   // named, with how sure
	Clear    Verdict = "clear"     // named
)

// Recommendation is the two steps and what they are worth. Of a tally only the verdict and its reason are set.
type Recommendation struct {
	Verdict Verdict `json:"verdict"`
	Reason  string  `json:"reason"` // one clause in plain words: why the verdict is not stronger; empty when clear

	Platform      string  `json:"platform"`       // step one: best standing; empty when no posting asks for a platform with an exam
	PlatformFirst float64 `json:"platform_first"` // share of draws in which it has the best standing
	Within        string  `json:"within"`         // step two: best bookable certification of Platform
	Certification string  `json:"certification"`  // the answer: Within, unless Overruled
	Overruled     bool    `json:"overruled"`      // a certification of another platform fits clearly better
	First         float64 `json:"first"`          // share of draws in which the two steps name Certification

	RunnerUp      string  `json:"runner_up"` // named second most often; the next by fit where no other is named in a tenth of draws
	RunnerUpFirst float64 `json:"runner_up_first"`

	ToSettle int   `json:"to_settle"` // further postings like these until it leads in 90 % of draws; 0 already does, -1 not with 200
	Flip     *Flip `json:"flip"`      // the single posting or employer whose removal puts another first; nil when none does

	ByFit    string `json:"by_fit"`    // bookable certification with the best fit of all, for the sentence that compares
	HeldBest string `json:"held_best"` // set when the reader already holds the certification that would be named
}

// Flip is the smallest removal that puts another certification first.
type Flip struct {
	Employer string `json:"employer"` // the posting's, or the whole employer removed
	Posting  int64  `json:"posting"`  // 0 when it takes the whole employer
	Title    string `json:"title"`
	Postings int    `json:"postings"` // how many postings go
	Alike    int    `json:"alike"`    // of one posting: how many there are whose removal, each by itself, does so
	To       string `json:"to"`       // certification that leads without them
}

// PlanStep is one certification in the order that covers most, given what the reader holds.
type PlanStep struct {
	Code  string  `json:"code"`
	Adds  float64 `json:"adds"`  // mean cover it adds to everything before it
	Total float64 `json:"total"` // mean cover of everything up to and with it
}
