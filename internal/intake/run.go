package intake

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"sync"

	"github.com/klauspost/compress/zstd"

	"jobsignal/internal/db"
)

// Hash is the SHA-256 of a page's bytes as received.
type Hash [sha256.Size]byte

// Sum hashes a page's bytes.
func Sum(body []byte) Hash { return sha256.Sum256(body) }

// Info says what a run works with.
type Info struct {
	Program   string // version of the program
	Reader    string // version of the reader
	Overrides string // digest of the overrides in force
	Again     bool   // postings that a person took out come back when they are met
}

// Tally counts what a run has committed. Read + NoPosting + Failed = Found, New + Changed + Unchanged = Read.
type Tally struct {
	Found     int            // inputs: files, rows of containers, URLs
	Read      int            // inputs with at least one posting
	New       int            // of Read: a posting not met before
	Changed   int            // of Read: no new posting, but one that differs from what was kept
	Unchanged int            // of Read: met before as it is
	NoPosting int            // inputs without a posting
	Failed    int            // inputs that could not be read
	Reasons   map[string]int // why NoPosting, by reason
	Postings  int            // postings on the inputs found
	Mentions  int            // mentions in these postings
	Reread    int            // kept pages read again by a newer reader
	Rematched int            // kept postings matched again
	Differ    int            // of Rematched: what was found differs
}

// add adds the figures of one committed batch.
func (t *Tally) add(o Tally) {
	t.Found += o.Found
	t.Read += o.Read
	t.New += o.New
	t.Changed += o.Changed
	t.Unchanged += o.Unchanged
	t.NoPosting += o.NoPosting
	t.Failed += o.Failed
	t.Postings += o.Postings
	t.Mentions += o.Mentions
	t.Reread += o.Reread
	t.Rematched += o.Rematched
	t.Differ += o.Differ
	for reason, n := range o.Reasons {
		if t.Reasons == nil {
			t.Reasons = map[string]int{}
		}
		t.Reasons[reason] += n
	}
}

// Run is one run of collect over the database. Work is queued as functions and done in one short transaction per
// batch, so that the one connection is free in between: fetch asks it about hosts while pages are read.
//
// Except for Claim and Failure its methods belong to one goroutine.
type Run struct {
	d          *db.DB
	info       Info
	at, week   string
	id         int64 // of its record; 0 until the run has something new to tell
	vocabulary int64
	nextID     int64 // of postings, so that the order of inputs alone decides ids
	differ     map[int64]bool
	pending    []func(*tx) error
	weight     int
	tally      Tally
	unzip      *zstd.Decoder

	mu    sync.Mutex
	known map[Hash]string // contents that are kept: why the page could not be read, or "" when it could
}

const (
	batchInputs = 300     // inputs in one transaction
	batchBytes  = 8 << 20 // bytes waiting for one transaction
)

// Begin starts a run on a database that is open for writing. The vocabulary in force must have been set.
func Begin(ctx context.Context, d *db.DB, info Info) (*Run, error) {
	now := d.Now()
	unzip, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return nil, fmt.Errorf("starting decompression: %w", err)
	}
	r := &Run{d: d, info: info, unzip: unzip, at: db.Stamp(now), week: db.Week(now), differ: map[int64]bool{}, known: map[Hash]string{}}
	const start = `SELECT (SELECT id FROM vocabulary WHERE in_force = 1), (SELECT coalesce(max(id), 0) + 1 FROM posting)`
	if err := d.SQL().QueryRowContext(ctx, start).Scan(&r.vocabulary, &r.nextID); err != nil {
		return nil, d.Fault("starting a run", err)
	}
	return r, d.Fault("starting a run", r.load(ctx))
}

// load reads which contents are kept.
func (r *Run) load(ctx context.Context) error {
	rows, err := r.d.SQL().QueryContext(ctx, `SELECT hash, CASE outcome WHEN 'failed' THEN reason ELSE '' END FROM page`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var h []byte
		var failure string
		if err := rows.Scan(&h, &failure); err != nil {
			return err
		}
		r.known[Hash(h)] = failure
	}
	return rows.Err()
}

// Newest is the latest moment the database knows of; a clock that is behind it was set back.
func (r *Run) Newest(ctx context.Context) (string, error) {
	var s string
	err := r.d.SQL().QueryRowContext(ctx, `SELECT coalesce(max(last_seen), '') FROM source`).Scan(&s)
	return s, r.d.Fault("reading", err)
}

// Claim reports whether the content is new. It answers yes once for each content, so that of two equal inputs
// only the first is read. It may be called by many goroutines, in any order.
func (r *Run) Claim(h Hash) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.known[h]; ok {
		return false
	}
	r.known[h] = ""
	return true
}

// Failure is why a kept content could not be read, or "" when it could. A page that is met again fails again: its
// file is as broken as before, and whoever runs collect is told so each time.
func (r *Run) Failure(h Hash) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.known[h]
}

// fails remembers why a page could not be read, or that it could.
func (r *Run) fails(h Hash, o Outcome, reason string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known[h] = ""
	if o == Failed {
		r.known[h] = reason
	}
}

// Tally is what has been committed so far.
func (r *Run) Tally() Tally {
	t := r.tally
	t.Reasons = maps.Clone(t.Reasons)
	return t
}

// enqueue adds one input's work to the batch and commits the batch when it is large enough.
func (r *Run) enqueue(ctx context.Context, bytes int, do func(*tx) error) error {
	r.pending = append(r.pending, do)
	r.weight += bytes
	if len(r.pending) < batchInputs && r.weight < batchBytes {
		return nil
	}
	return r.Flush(ctx)
}

// Flush commits what waits. After an error the batch is rolled back and nothing of it counts.
func (r *Run) Flush(ctx context.Context) error {
	if len(r.pending) == 0 {
		return nil
	}
	work := r.pending
	r.pending, r.weight = nil, 0
	return r.transact(ctx, func(t *tx) error {
		for _, do := range work {
			if err := do(t); err != nil {
				return err
			}
		}
		return nil
	})
}

// transact runs do in one transaction and takes over its figures after the commit.
func (r *Run) transact(ctx context.Context, do func(*tx) error) error {
	sqlTx, err := r.d.SQL().BeginTx(ctx, nil)
	if err != nil {
		return r.d.Fault("writing", err)
	}
	t := &tx{ctx: ctx, tx: sqlTx, r: r, run: r.id, nextID: r.nextID, stmts: map[string]*sql.Stmt{}}
	if err := do(t); err != nil {
		_ = sqlTx.Rollback() // SQLite may have rolled back already; the first error is the one that tells
		return r.d.Fault("writing", err)
	}
	if err := sqlTx.Commit(); err != nil {
		_ = sqlTx.Rollback()
		return r.d.Fault("committing", err)
	}
	r.id, r.nextID = t.run, t.nextID
	r.tally.add(t.tally)
	return nil
}

// Finish commits what waits, says which postings are one job and closes the run's record. A run that had nothing
// new to tell leaves no record of its own but counts as a repetition of the last one.
func (r *Run) Finish(ctx context.Context) (Tally, error) {
	if err := r.Flush(ctx); err != nil {
		return r.Tally(), err
	}
	err := r.transact(ctx, (*tx).finish)
	return r.Tally(), err
}

// tx is one transaction of a run.
type tx struct {
	ctx    context.Context
	tx     *sql.Tx
	r      *Run
	run    int64
	nextID int64
	tally  Tally
	stmts  map[string]*sql.Stmt
}

// stmt prepares a query once for the transaction, which also closes it.
func (t *tx) stmt(query string) (*sql.Stmt, error) {
	if s := t.stmts[query]; s != nil {
		return s, nil
	}
	s, err := t.tx.PrepareContext(t.ctx, query)
	if err == nil {
		t.stmts[query] = s
	}
	return s, err
}

// exec runs a statement and returns how many rows it changed.
func (t *tx) exec(query string, args ...any) (int64, error) {
	s, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	res, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// insert runs an INSERT and returns the new row's id.
func (t *tx) insert(query string, args ...any) (int64, error) {
	s, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	res, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// get scans one row and reports whether there was one.
func (t *tx) get(query string, args []any, into ...any) (bool, error) {
	s, err := t.stmt(query)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(t.ctx, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
