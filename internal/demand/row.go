// Package demand turns selected unique postings into shares, intervals and certification fit.
// It is pure: rows in, numbers out; no database, no clock, a fixed seed. The formulas live in chance, the postings by
// number in sample, certifications in fit; here they become the figures that a report prints.
package demand

import "jobsignal/internal/job"

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

// Mention says where a mention stands, without its text: enough to choose what a page shows.
type Mention struct {
	Posting int64 // the unique posting
	Speaker int64 // the posting that speaks for it
	Ordinal int   // the how-manieth mention of the speaker, from 0
	Term    string
	Kind    job.Kind
}

// Unshown counts the mentions that travel beside the rows without their text. The zero value is none.
type Unshown struct {
	ByTerm    map[string]int
	ByPosting map[int64]int
}

// Origin says where a unique posting was found.
type Origin struct {
	Posting   int64
	Hash      string   // names the posting in overrides; empty when not known
	Sources   []string // files or URLs of all members, best first
	URL       string   // the advertisement's own address, http(s) or empty
	FirstSeen string   // RFC 3339
	LastSeen  string
	Members   int // postings merged into this unique posting
}

// Ledger accounts for everything that was read: nothing disappears without a line.
type Ledger struct {
	Sources      int            // files, entries of exports and links that were met
	Copies       int            // of those with a posting: the same bytes as another
	Pages        int            // pages kept
	Postings     int            // postings read from them
	Unique       int            // clusters of postings that advertise the same job
	Merged       int            // Postings − Unique
	MergedBy     map[string]int // why: reason → merges; they add up to Merged unless members were taken out
	MergeRule    string         // when postings count as one job, in one paragraph; empty before the first run
	NoPosting    map[string]int // reason → pages
	Failed       []Failure      // pages that could not be read in the last run that met them
	Overrides    []Override     // what overrides changed, by posting
	SeenMentions int            // mentions seen, not counted (context, negated)
	Mentions     int            // mentions in the postings that speak for the different jobs
	AllMentions  int            // mentions in all postings
	Runs         int
	FirstRun     string // RFC 3339
	LastRun      string
	Vocabulary   string   // digest in force
	Changed      []string // RFC 3339: when another vocabulary came into force after the first
	Reader       string   // version of the reader
}

// Override is what a person's word changed in one unique posting.
type Override struct {
	Posting      int64
	Term         string
	Was, Verdict string // kind before; "drop", or the kind now
	Sentence     string
}

// Failure is one input that could not be read.
type Failure struct{ Source, Cause string }
