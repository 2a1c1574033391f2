package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"jobsignal"
	"jobsignal/internal/db"
	"jobsignal/internal/demand"
	"jobsignal/internal/inlay"
	"jobsignal/internal/names"
	"jobsignal/internal/report"
	"jobsignal/internal/taxonomy"
)

// The exit codes of the house that this command uses.
const (
	exitDone    = 0
	exitFailed  = 1  // nothing changed
	exitUsage   = 2  // a flag
	exitForeign = 10 // the database is damaged, foreign, older or newer
	exitLocked  = 11 // another run holds it
	exitStorage = 12 // the disk is full or failed
)

// options are the flags.
type options struct {
	db, out         string
	since, until    string   // days, 2006-01-02
	title, employer string   // patterns, as db.Filter reads them
	have            []string // as given: ids, codes, names
	formats         []string // of formats()
	now             string   // day or time that stands in for the clock, for tests and the sample report
	quiet           bool     // paths only
	asJSON          bool     // one object instead of paths and sentences
	plain           bool     // CSV without the guards against formulas
	verify          string   // report to compare with the database instead of writing one
}

// run is the whole program for one set of arguments; it returns the exit code.
func run(ctx context.Context, args []string, _ io.Reader, stdout, stderr io.Writer) int {
	cmd := command(stdout, stderr)
	cmd.SetArgs(args)
	err := cmd.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	fmt.Fprintf(stderr, "report: %v\n", err)
	return exitCode(ctx, err)
}

// usage is a fault in what the user wrote: exit code 2.
type usage struct{ error }

// exitCode is the house's code for an error. A signal outranks what it made fail.
func exitCode(ctx context.Context, err error) int {
	var bad usage
	var base *db.Error
	switch {
	case exitStopped(ctx) != 0:
		return exitStopped(ctx)
	case errors.As(err, &bad):
		return exitUsage
	case errors.As(err, &base):
		switch base.Kind {
		case db.Missing:
			return exitFailed
		case db.Locked:
			return exitLocked
		case db.Storage:
			return exitStorage
		}
		return exitForeign
	// The database wraps its own full disk; these are the folder of reports.
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EIO), errors.Is(err, syscall.EDQUOT):
		return exitStorage
	}
	return exitFailed
}

// command is the program with its flags. Cobra's own printing of errors and usage is off: run prints one line, and
// help is asked for.
func command(stdout, stderr io.Writer) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Write what the collected postings ask for, and which certification fits",
		Long: `Report reads the database that collect fills and writes one self-contained page for this week
(reports/2026-W47.html), the list of all reports (reports/index.html) and the exports you ask for. A report on some
postings only (--title, --employer, --since, --until) has a name of its own and leaves that of the week as it is.`,
		Example: `  report
  report --title "machine learning|mlops" --since 2026-10-01
  report --have Python,AIF-C01 --format html,csv,md
  report --verify reports/2026-W47.html`,
		Version: version(), SilenceErrors: true, SilenceUsage: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage{fmt.Errorf("argument %q is not used; report reads the database that --db names", args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("verify") {
				return write(cmd.Context(), o, stdout, stderr)
			}
			if err := alone(cmd); err != nil {
				return err
			}
			return verify(cmd.Context(), o, stdout)
		},
	}
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usage{fmt.Errorf("%w; report --help lists the flags", err)}
	})
	o.flags(cmd)
	cmd.AddCommand(openCommand(&o, stdout, stderr))
	return cmd
}

// flags defines them; their texts are what report --help prints.
func (o *options) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.db, "db", "postings.db", "database to read")
	f.StringVar(&o.since, "since", "", "only postings dated this day or later (2026-10-01)")
	f.StringVar(&o.until, "until", "", "only postings dated this day or earlier")
	f.StringVar(&o.title, "title", "", "only postings whose title holds PATTERN (any case; * ? and | work)")
	f.StringVar(&o.employer, "employer", "", "only postings whose employer holds PATTERN")
	f.StringSliceVar(&o.have, "have", nil, "skills and certifications you have (names, ids or exam codes, with commas)")
	f.StringSliceVar(&o.formats, "format", []string{"html"}, "what to write: html, csv, json, md, xlsx")
	f.BoolVar(&o.plain, "csv-raw", false, "leave out the apostrophes that keep spreadsheets from running text in the CSV")
	f.StringVar(&o.verify, "verify", "", "check that FILE, a page or a JSON export, is what --db gives; nothing is written")
	f.BoolVar(&o.quiet, "quiet", false, "print the paths and nothing else")
	f.BoolVar(&o.asJSON, "json", false, "print one JSON object with the paths and the answer")
	f.StringVar(&o.now, "now", "", "")
	_ = f.MarkHidden("now") // the flag exists: it is defined above
	cmd.PersistentFlags().StringVar(&o.out, "out", "reports", "folder to write to")
}

// version is the program's version as the build knows it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "dev"
	}
	return info.Main.Version
}

// formats are the forms a report is written in, with the ending of its file.
func formats() []string { return []string{"html", "csv", "json", "md", "xlsx"} }

// check refuses flags that cannot be meant, before the database is opened, and gives the time of the report.
func (o *options) check() (time.Time, error) {
	if err := o.checkDays(); err != nil {
		return time.Time{}, err
	}
	if err := o.checkFormats(); err != nil {
		return time.Time{}, err
	}
	if o.now == "" {
		return time.Now(), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, o.now); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usage{fmt.Errorf("--now %q is neither a day nor a time", o.now)}
}

// checkDays refuses what is not a day, and two days that leave nothing between them.
func (o *options) checkDays() error {
	for _, day := range []struct{ flag, value string }{{"--since", o.since}, {"--until", o.until}} {
		if _, err := time.Parse(time.DateOnly, day.value); day.value != "" && err != nil {
			return usage{fmt.Errorf("%s %q is not a day: write year-month-day, as in 2026-10-01", day.flag, day.value)}
		}
	}
	if o.since != "" && o.until != "" && o.since > o.until { // days in this form sort as text
		return usage{fmt.Errorf("--since %s is after --until %s: no posting could be selected", o.since, o.until)}
	}
	return nil
}

// checkFormats refuses unknown forms, and none at all: --format "" is a slip, not a wish for silence.
func (o *options) checkFormats() error {
	for _, f := range o.formats {
		if !slices.Contains(formats(), f) {
			return usage{fmt.Errorf("--format %q is unknown: choose among %s", f, strings.Join(formats(), ", "))}
		}
	}
	if len(o.formats) == 0 {
		return usage{errors.New("--format names nothing: choose among " + strings.Join(formats(), ", "))}
	}
	return nil
}

// write makes the report: read, measure, write, tell.
func write(ctx context.Context, o options, stdout, stderr io.Writer) error {
	now, err := o.check()
	if err != nil {
		return err
	}
	if slices.Contains(o.formats, "xlsx") { // it holds every sentence: a quarter less memory for a tenth more work
		defer debug.SetGCPercent(debug.SetGCPercent(50))
	}
	in, err := gather(ctx, o, now)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("stopped before anything was written: %w", err)
	}
	r := report.New(in)
	s := shelf{dir: o.out, raw: o.plain}
	paths, err := s.put(r, entry(r, in), o.formats)
	if err != nil {
		return err
	}
	return tell(o, r, in, paths, stdout, stderr)
}

// gather takes from the database everything that the report is made from, and measures it. What does not ask for the rows
// is read while they are, and what travels beside them while they are measured: these share nothing but the rows, which
// none of them changes.
//
// The database is opened for reading only. A run of collect at the same time does not disturb: SQLite shows each
// statement a whole state, and a posting that arrives in between is in the next report.
func gather(ctx context.Context, o options, now time.Time) (in report.Input, err error) {
	base, err := db.OpenRead(ctx, o.db)
	if err != nil {
		return in, err
	}
	defer func() { err = errors.Join(err, base.Close()) }()
	in = report.Input{Generated: now.UTC(), Week: demand.WeekOf(now.UTC()), Have: o.have, Version: version(),
		Filters: report.Filters{Since: o.since, Until: o.until, Title: o.title, Employer: o.employer}}
	if in.Vocabulary, err = vocabulary(ctx, base, o.db); err != nil {
		return in, err
	}
	if o.verify == "" { // a report that is verified has been through this
		if in.Have, err = having(in.Vocabulary, o.have); err != nil {
			return in, err
		}
	}
	var pick inlay.Picker
	var shown, all []demand.Mention
	add := pick.Add
	if slices.Contains(o.formats, "xlsx") {
		add = func(m demand.Mention) {
			pick.Add(m)
			if len(all) < report.SheetRows {
				all = append(all, m)
			}
		}
	}
	page := slices.Contains(o.formats, "html")
	apart, read := make(chan error, 1), make(chan error, 1)
	go func() { apart <- whole(ctx, base, &in, page) }()
	if in.Rows, err = base.Rows(ctx, db.Filter(in.Filters), add); err != nil {
		<-apart
		return in, err
	}
	if page {
		shown, in.Unshown = pick.Chosen()
	}
	go func() { read <- beside(ctx, base, &in, shown, all) }()
	in.Result = demand.Measure(in.Rows, in.Vocabulary, demand.Options{Have: in.Have, Today: in.Generated.Format(time.DateOnly)})
	if err = cmp.Or(<-apart, <-read); len(shown) == 0 {
		in.Unknown = nil // no sentence to show them beside
	}
	return in, err
}

// having turns what the reader says they have into term ids and exam codes, each once. What the vocabulary does not know,
// or could take for several things, is an error that says what may have been meant: passed over, it would change the
// answer in silence.
func having(v *taxonomy.Vocabulary, names []string) (out []string, err error) {
	for _, name := range names {
		switch ids := v.Means(name); len(ids) {
		case 0:
			return nil, usage{fmt.Errorf("--have %q is nothing that the vocabulary knows; %s", name, cmp.Or(suggested("did you mean ", v, v.Near(name, 3)), "write a name, an id or an exam code as a report shows it"))}
		case 1:
			if !slices.Contains(out, ids[0]) {
				out = append(out, ids[0])
			}
		default:
			return nil, usage{fmt.Errorf("--have %q could be several things%s", name, suggested(": write ", v, ids))}
		}
	}
	return out, nil
}

// suggested names terms and exams with their ids, "" when there are none.
func suggested(lead string, v *taxonomy.Vocabulary, ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = fmt.Sprintf("%s (%s)", id, v.Called(id))
	}
	return lead + strings.Join(out, " or ")
}

// whole reads what is told of the whole database, whatever is selected: what was read at all, how well, and which names
// of the postings are unknown, where a page will show them.
func whole(ctx context.Context, base *db.DB, in *report.Input, page bool) (err error) {
	if in.Ledger, err = base.Ledger(ctx); err != nil {
		return err
	}
	if in.Grade, err = base.Grade(ctx); err != nil || !page {
		return err
	}
	in.Unknown, err = unknown(ctx, base, in.Vocabulary)
	return err
}

// beside reads what travels beside the rows: where postings were found, and the sentences of the mentions that the page
// shows, and of all that the workbook lists.
func beside(ctx context.Context, base *db.DB, in *report.Input, shown, all []demand.Mention) (err error) {
	var ids []int64 // nil is all, which spares the database a long list
	if in.Filters != (report.Filters{}) {
		ids = make([]int64, 0, len(in.Rows))
		for i := range in.Rows {
			ids = append(ids, in.Rows[i].Posting)
		}
	}
	origins, err := base.Origins(ctx, ids)
	if err != nil {
		return err
	}
	for i := range in.Rows {
		if x, ok := origins[in.Rows[i].Posting]; ok {
			in.Origins = append(in.Origins, x)
		}
	}
	if in.Evidence, err = base.Evidence(ctx, shown); err != nil {
		return err
	}
	in.Every, err = base.Evidence(ctx, all)
	return err
}

// The unknown names of a report: those that so many of the newest postings have.
const (
	unknownFrom  = 3
	unknownAmong = 1000
)

// unknown finds names that postings ask for and the vocabulary does not know. They tell of the whole database, for a
// vocabulary is made for all of it.
func unknown(ctx context.Context, base *db.DB, v *taxonomy.Vocabulary) ([]names.Name, error) {
	n := names.New(v.Names())
	if err := base.Asked(ctx, unknownAmong, func(a db.Asked) error { n.Add(names.Section(a)); return nil }); err != nil {
		return nil, err
	}
	return n.Unknown(unknownFrom), nil
}

// vocabulary is the one in force in the database, so that the report tells all weeks in the words that found them; a
// database that has none yet is told in the program's default.
func vocabulary(ctx context.Context, base *db.DB, path string) (*taxonomy.Vocabulary, error) {
	stored, err := base.Vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	if stored.Digest == "" {
		return taxonomy.Load(jobsignal.Vocabulary, "keywords.yaml")
	}
	v, err := taxonomy.Parse(stored.YAML)
	if err != nil {
		return nil, fmt.Errorf("vocabulary stored in %s: %w", path, err)
	}
	return v, nil
}

// summary is what --json prints: enough for a script to decide whether a person should look.
type summary struct {
	Paths         []string         `json:"paths"`
	Week          string           `json:"week"`
	Postings      int              `json:"postings"`
	Verdict       demand.Verdict   `json:"verdict"`
	Certification string           `json:"certification"`
	Platform      string           `json:"platform"`
	First         float64          `json:"first"` // share of resamples in which it leads
	Answer        string           `json:"answer"`
	Warnings      []demand.Warning `json:"warnings"`
}

// tell prints the paths; the answer and what weakens it go beside them, to standard error, unless quiet. What cannot be
// printed there is nothing to fail for; a path that cannot be printed is.
func tell(o options, r *report.Report, in report.Input, paths []string, stdout, stderr io.Writer) error {
	x := in.Result
	if o.asJSON {
		rec := x.Recommendation
		s := summary{Paths: paths, Week: in.Week, Postings: x.Postings, Verdict: rec.Verdict, Certification: rec.Certification, Platform: rec.Platform,
			First: rec.First, Answer: r.Answer(), Warnings: slices.Clone(x.Warnings)}
		if s.Warnings == nil {
			s.Warnings = []demand.Warning{}
		}
		return json.NewEncoder(stdout).Encode(s)
	}
	if !o.quiet {
		fmt.Fprintln(stderr, r.Answer())
		for _, w := range x.Warnings {
			fmt.Fprintf(stderr, "note (%s): %s\n", w.Under, w.Text)
		}
	}
	for _, p := range paths {
		if _, err := fmt.Fprintln(stdout, p); err != nil {
			return fmt.Errorf("printing the path: %w", err)
		}
	}
	return nil
}
