// Package sample turns selected postings into numbers: which groups ask for which platform, what each posting asks of
// every certification, which employer it belongs to. The measures in fit and demand are counts over it.
package sample

import "jobsignal/internal/job"

// Row is one selected unique posting: the waist between the reading and the counting half.
type Row struct {
	Posting   int64  // id of the unique posting in the database; evidence is found by it
	Title     string // as stated
	Employer  string // as stated; empty when not stated (then the posting is its own employer in the resamples)
	Location  string // as stated
	Remote    job.Answer
	Role      string // role family, see job.Posting
	Seniority string
	Language  string
	Salary    *job.Salary
	Week      string // ISO week of first sight, "2026-W47"
	Posted    string // 2006-01-02, empty when not stated
	Closed    bool
	Weight    float64  // weight of the posting in shares; 1 unless the caller reweights
	Count     int      // how many equal rows this one stands for; at least 1
	Groups    []Group  // demanded groups only (required, duty, preferred)
	Seen      []string // terms seen but not counted (context, negated) and demanded nowhere in the posting
}

// Group is one demanded thing, satisfied by any of its terms.
type Group struct {
	Kind  job.Kind   // strongest kind among its mentions
	Terms []string   // term ids, sorted
	Kinds []job.Kind // kind of each term in Terms: "ideally AWS, or Azure" has two
	Open  bool       // "or similar" was said
}
