package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"jobsignal/internal/db"
	"jobsignal/internal/fetch"
	"jobsignal/internal/intake"
	"jobsignal/internal/job"
	"jobsignal/internal/source"
	"jobsignal/internal/taxonomy"
)

// options are the flags of collect itself.
type options struct {
	sources
	again, quiet, json, verbose bool
	overrides                   string
	now                         string
}

func (o *options) flags(c *cobra.Command) {
	f := c.Flags()
	o.sources.flags(f)
	f.BoolVar(&o.again, "again", false, "take postings back in that were removed, when they are met, and ask for URLs again that were fetched today")
	f.StringVar(&o.overrides, "overrides", "", "correct single mentions as this `FILE` says; \"none\" drops the corrections")
	f.BoolVar(&o.quiet, "quiet", false, "say nothing but failures")
	f.BoolVar(&o.json, "json", false, "print the summary as one JSON object")
	f.BoolVar(&o.verbose, "verbose", false, "print a line for every page")
	f.StringVar(&o.now, "now", "", "the moment that counts as now (for tests)")
	_ = f.MarkHidden("now") // fails only for a flag that does not exist
}

// collector brings one database up to date. It lives for one run.
type collector struct {
	*options
	ctx         context.Context // of the database: a signal does not cut a commit short
	jobs        int
	db          *db.DB
	run         *intake.Run
	words       *taxonomy.Vocabulary
	packer      *intake.Packer
	screen      *screen
	corrections []taxonomy.Override // in force
	summary     summary
	named       int // sources and lists of them

	large sync.Mutex // held while a large page is read: two at once would take twice the memory
}

// largePage is the size from which a page is read alone.
const largePage = 512 << 10

// collect is the command.
func (o *options) collect(ctx context.Context, e *env, args []string) error {
	now, err := o.clock(e)
	if err != nil {
		return err
	}
	if o.quiet && o.verbose {
		return usagef("--quiet and --verbose cannot both be: the one says nothing, the other everything")
	}
	n, err := jobs(o.sources.jobs)
	if err != nil {
		return err
	}
	if err := o.something(e, args); err != nil {
		return err
	}
	if len(e.keywords) > 0 { // looked at before the database is opened: a wrong vocabulary must not leave a database behind
		if _, err := overlaid(e.keywords); err != nil {
			return err
		}
	}
	if _, _, err := readOverrides(o.overrides); err != nil {
		return err
	}
	c := &collector{options: o, named: len(args) + len(o.from), ctx: context.WithoutCancel(ctx), jobs: n, screen: newScreen(e.stderr, o)}
	c.db, err = db.Open(c.ctx, e.db, db.Options{Now: now, Warn: c.screen.note})
	if err != nil {
		return err
	}
	err = c.work(ctx, e, args, now)
	c.screen.close()
	if closing := c.db.Close(); err == nil {
		err = closing
	}
	if err != nil && !errors.Is(err, errSomeFailed) && !isStopped(err) {
		return err
	}
	if told := c.tell(e); told != nil {
		return told
	}
	return err
}

// clock is the clock, or the standing one of --now.
func (o *options) clock(e *env) (func() time.Time, error) {
	if o.now == "" {
		return e.now, nil
	}
	at, err := time.Parse(time.RFC3339, o.now)
	if err != nil {
		return nil, usagef("--now %q: want a time as in 2026-11-23T06:15:00Z", o.now)
	}
	return func() time.Time { return at }, nil
}

// something refuses a run that has nothing to do. On a database that exists even no source is something: it is
// brought up to date.
func (o *options) something(e *env, args []string) error {
	if len(args)+len(o.from)+len(e.keywords) > 0 {
		return nil
	}
	if _, err := os.Lstat(e.db); errors.Is(err, fs.ErrNotExist) {
		return usagef("no source given: name files, folders or URLs, or a list of them with --from; collect --help tells more")
	}
	return nil
}

// work does the three steps over the database. None knows whether this is the first run, a later one or the first
// after a crash: each looks at what is there (pages that another reader read, postings that another vocabulary
// matched, contents that are not kept) and does what is missing. What is kept comes first, so that everything that
// a page is compared with speaks the vocabulary in force.
func (c *collector) work(ctx context.Context, e *env, args []string, now func() time.Time) error {
	var err error
	if c.words, err = inForce(c.ctx, c.db, e.keywords); err != nil {
		return err
	}
	if c.packer, err = intake.NewPacker(); err != nil {
		return err
	}
	if c.packer.Overrides, err = c.overridesInForce(); err != nil {
		return err
	}
	if c.run, err = intake.Begin(c.ctx, c.db, intake.Info{Program: version(), Reader: readerVersion, Overrides: c.packer.Overrides.Digest, Again: c.again}); err != nil {
		return err
	}
	if err := c.checkClock(now()); err != nil {
		return err
	}
	open, err := c.open(c.ctx, e, now, c.db)
	if err != nil {
		return err
	}
	if note := c.allowed(); note != "" { // with --quiet too: no run lowers the guard unseen
		c.screen.note(note)
	}
	for _, step := range []func() error{
		func() error { return c.reread(ctx) },
		func() error { return c.rematch(ctx) },
		func() error { return c.gather(ctx, args, open) },
	} {
		if err := step(); err != nil {
			return err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return c.finish(ctx)
}

// finish commits and says how the run ended. It is reached after a signal too: a stopped run is a short run.
func (c *collector) finish(ctx context.Context) error {
	tally, err := c.run.Finish(c.ctx)
	if err != nil {
		return err
	}
	c.summary.Tally = tally
	if tally.Found == 0 && c.named > 0 && !c.quiet && ctx.Err() == nil {
		c.screen.note("the sources hold nothing to read; --verbose tells what was passed over")
	}
	if err := c.warnOverrides(); err != nil {
		return err
	}
	c.summary.Vocabulary = c.words.Digest
	if c.summary.Failing, err = c.failing(); err != nil {
		return err
	}
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case tally.Failed > 0:
		return errSomeFailed
	}
	return nil
}

// isStopped reports whether a signal ended the run.
func isStopped(err error) bool {
	var s stopped
	return errors.As(err, &s) || errors.Is(err, context.Canceled)
}

// checkClock warns of a clock that is behind what the database has seen.
func (c *collector) checkClock(now time.Time) error {
	newest, err := c.run.Newest(c.ctx)
	if at := now.UTC().Format(time.RFC3339); err == nil && at < newest {
		c.screen.note(fmt.Sprintf("the clock says %s, but the database was written at %s; dates first seen may be wrong", at, newest))
	}
	return err
}

// reread reads kept pages again that an older reader read.
func (c *collector) reread(ctx context.Context) error {
	ids, err := c.run.StalePages(c.ctx)
	if err != nil || len(ids) == 0 {
		return err
	}
	type result struct {
		id     int64
		packed *intake.Packed
		err    error
	}
	c.screen.begin("reading again", len(ids))
	return inOrder(ctx, c.jobs, each(ids), func(id int64) result {
		page, err := c.run.KeptPage(c.ctx, id)
		if err != nil {
			return result{err: err}
		}
		in := readPage(c.words, page).input(page, intake.Sum(page.Body))
		in.Page = nil
		packed, err := c.packer.Pack(in)
		return result{id, packed, err}
	}, func(r result) error {
		c.screen.step()
		if r.err != nil {
			return r.err
		}
		return c.run.Reread(c.ctx, r.id, r.packed)
	}, c.flush)
}

// rematch looks for the terms of the vocabulary in force in kept postings that another one matched.
func (c *collector) rematch(ctx context.Context) error {
	if err := c.flush(); err != nil { // what reread wrote is matched already
		return err
	}
	ids, err := c.run.StalePostings(c.ctx)
	if err != nil || len(ids) == 0 {
		return err
	}
	type result struct {
		id     int64
		packed *intake.Packed
		err    error
	}
	c.screen.begin("matching again", len(ids))
	return inOrder(ctx, c.jobs, each(ids), func(id int64) result {
		p, err := c.run.KeptPosting(c.ctx, id)
		if err != nil {
			return result{err: err}
		}
		packed, err := c.packer.Pack(intake.Input{Readings: []intake.Reading{match(c.words, p)}})
		return result{id, packed, err}
	}, func(r result) error {
		c.screen.step()
		if r.err != nil {
			return r.err
		}
		return c.run.Rematch(c.ctx, r.id, r.packed)
	}, c.flush)
}

// each yields the ids.
func each(ids []int64) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		for _, id := range ids {
			if !yield(id) {
				return
			}
		}
	}
}

func (c *collector) flush() error { return c.run.Flush(c.ctx) }

// item is one input on its way: a page, or why there is none.
type item struct {
	page  *job.Page
	hash  intake.Hash
	fresh bool  // its content is not kept yet
	err   error // instead of a page
}

// gather takes in the pages of the sources.
func (c *collector) gather(ctx context.Context, args []string, open reach) error {
	if len(args)+len(open.From) == 0 {
		return nil
	}
	c.screen.begin("collecting", 0)
	open.Again = c.again
	open.Progress = c.screen.bytes
	open.Note = c.screen.skipped
	return inOrder(ctx, c.jobs, c.items(ctx, args, open), c.read, c.take, c.flush)
}

// items are the inputs in order. Which of two equal contents is read is settled here, because the order decides.
func (c *collector) items(ctx context.Context, args []string, open reach) iter.Seq[item] {
	return func(yield func(item) bool) {
		for page, err := range open.pages(ctx, args) {
			x := item{page: page, err: err}
			if err == nil {
				page.Source = masked(page.Source)
				x.hash = intake.Sum(page.Body)
				x.fresh = c.run.Claim(x.hash)
			} else if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
				return // stopped: not a failure of any input
			}
			if !yield(x) {
				return
			}
		}
	}
}

// masked hides secrets in the query of a URL, which is how messages name it too.
func masked(source string) string {
	if strings.Contains(source, "://") {
		return fetch.Mask(source)
	}
	return source
}

// outcome is an input that has been read and packed, or that needed neither.
type outcome struct {
	item
	reading reading
	packed  *intake.Packed
}

// read does what takes time; it runs on all cores.
func (c *collector) read(x item) outcome {
	out := outcome{item: x}
	if x.err != nil || !x.fresh {
		return out
	}
	if len(x.page.Body) > largePage {
		c.large.Lock()
		defer c.large.Unlock()
	}
	out.reading = readPage(c.words, x.page)
	out.packed, out.err = c.packer.Pack(out.reading.input(x.page, x.hash))
	return out
}

// take hands an input to the database.
func (c *collector) take(x outcome) error {
	c.screen.step()
	switch {
	case x.page == nil:
		return c.miss(x.err)
	case x.err != nil:
		return x.err
	case x.fresh:
		c.screen.page(x.page, x.reading)
		if told := scriptOnly(x.page, x.reading, c.render); told != "" && !c.quiet {
			c.screen.note(place(x.page.Source, x.page.Part) + ": " + told)
		}
		if x.reading.Err != nil {
			c.fail(x.page.Source, x.page.Part, x.packed.Reason, "")
		}
		return c.run.Store(c.ctx, x.packed)
	}
	if why := c.run.Failure(x.hash); why != "" {
		c.fail(x.page.Source, x.page.Part, why, "")
	} else {
		c.screen.met(x.page)
	}
	return c.run.Meet(c.ctx, x.page, x.hash)
}

// miss notes an input that gave no page. Only a failure makes the run end with exit code 3: an empty file, and a
// posting that its site has taken down, are answers.
func (c *collector) miss(err error) error {
	var e *source.Error
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Failure():
		c.fail(e.Source, e.Part, e.Cause.Error(), e.Hint)
		return c.run.Miss(c.ctx, e.Source, e.Part, intake.Failed, e.Cause.Error())
	case e.Kind == fetch.Unchanged, e.Kind == fetch.Fresh:
		return c.run.Again(c.ctx, e.Source, e.Part, e.Kind == fetch.Unchanged)
	}
	reason := string(e.Kind)
	if e.Empty {
		reason = string(job.Empty)
	}
	c.screen.say("no posting %s: %s", place(e.Source, e.Part), plain(reason))
	return c.run.Miss(c.ctx, e.Source, e.Part, intake.NoPosting, reason)
}

// fail tells of a failed input.
func (c *collector) fail(source, part, cause, hint string) {
	c.summary.Failures = append(c.summary.Failures, failure{source, part, cause})
	line := place(source, part) + ": " + plain(cause)
	if hint != "" {
		line += "; " + plain(hint)
	}
	c.screen.note(line)
}
