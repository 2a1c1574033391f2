// Package demand turns selected unique postings into shares, intervals and certification fit.
// It is pure: rows in, numbers out; no database, no clock, a fixed seed.
package demand

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

// Evidence is one mention as the report shows it. It travels beside the rows, by posting id.
type Evidence struct {
	Posting    int64
	Term       string
	Kind       job.Kind
	Rule       string
	Section    string // heading
	Sentence   string
	Start, End int // bytes in Sentence of the matched words
}

// Origin says where a unique posting was found.
type Origin struct {
	Posting   int64
	Sources   []string // files or URLs of all members, best first
	URL       string   // the advertisement's own address, http(s) or empty
	FirstSeen string   // RFC 3339
	LastSeen  string
	Members   int // postings merged into this unique posting
}

// Ledger accounts for everything that was read: nothing disappears without a line.
type Ledger struct {
	Pages        int            // pages kept
	Postings     int            // postings read from them
	Unique       int            // clusters of postings that advertise the same job
	Merged       int            // Postings − Unique
	NoPosting    map[string]int // reason → pages
	Failed       []Failure      // pages that could not be read in the last run that met them
	SeenMentions int            // mentions seen, not counted (context, negated)
	Mentions     int            // all mentions
	Runs         int
	FirstRun     string // RFC 3339
	LastRun      string
	Vocabulary   string // digest in force
	Reader       string // version of the reader
}

// Failure is one input that could not be read.
type Failure struct{ Source, Cause string }
