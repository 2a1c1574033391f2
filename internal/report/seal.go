package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"time"
)

// Seal says how a report was made: enough to make it again from the same database and to tell what has changed when
// the two differ. It keeps nobody from forging a report, for anyone can work out a digest; a forged one differs from
// what the database gives.
type Seal struct {
	Program    string   `json:"program"`    // version of Jobsignal
	Generated  string   `json:"generated"`  // RFC 3339, UTC: stands in for the clock
	Filters    Filtered `json:"filters"`    // what narrowed the selection
	Have       []string `json:"have"`       // what the reader has, as given
	Vocabulary string   `json:"vocabulary"` // digest of the vocabulary in force
	Runs       int      `json:"runs"`       // runs of collect until then
	LastRun    string   `json:"last_run"`   // RFC 3339
	Data       string   `json:"data"`       // SHA-256 of the postings, where they were found, and what was read
	Figures    string   `json:"figures"`    // SHA-256 of every measure
	Digest     string   `json:"digest"`     // SHA-256 of the file with this value empty
}

// Seal returns the seal of this report without the digest of a file.
func (r *Report) Seal() Seal {
	have := r.b.Have
	if have == nil {
		have = []string{}
	}
	return Seal{Program: r.b.Version, Generated: r.b.Generated.UTC().Format(time.RFC3339), Filters: Filtered(r.b.Filters), Have: have,
		Vocabulary: r.b.Vocabulary.Digest, Runs: r.b.Ledger.Runs, LastRun: r.b.Ledger.LastRun,
		Data: sum(r.data), Figures: sum(func(put func(any)) { put(r.b.Result) })}
}

// data hands over what was measured, one by one: all at once a large database would be in memory twice.
func (r *Report) data(put func(any)) {
	for i := range r.b.Rows {
		put(&r.b.Rows[i])
	}
	for i := range r.b.Origins {
		put(&r.b.Origins[i])
	}
	put(r.b.Ledger)
	put(r.b.Grade)
}

// sum is the SHA-256 of the values handed over, as JSON. They are plain data: what could not be written is in no report.
func sum(values func(put func(any))) string {
	h := sha256.New()
	to := json.NewEncoder(h)
	values(func(v any) {
		if err := to.Encode(v); err != nil {
			_, _ = io.WriteString(h, err.Error()) // a hash takes everything
		}
	})
	return hex.EncodeToString(h.Sum(nil))
}

// Digest is the SHA-256 of a file in hexadecimal.
func Digest(body []byte) string {
	d := sha256.Sum256(body)
	return hex.EncodeToString(d[:])
}
