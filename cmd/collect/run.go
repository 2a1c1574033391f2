package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobsignal/internal/db"
	"jobsignal/internal/document"
	"jobsignal/internal/fetch"
	"jobsignal/internal/taxonomy"
	"jobsignal/internal/unpack"
)

// run is what main and the tests call: it does the work of one command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	e := &env{stdin: stdin, stdout: &checkedWriter{w: stdout}, stderr: stderr, now: time.Now}
	return e.run(ctx, args)
}

// run is the command line in a given world.
func (e *env) run(ctx context.Context, args []string) int {
	root := rootCommand(e)
	root.SetArgs(args)
	root.SetIn(e.stdin)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = e.stdout.err
	}
	if err == nil {
		return 0
	}
	if !errors.Is(err, errSilent) {
		for line := range strings.Lines(err.Error()) {
			fmt.Fprintf(e.stderr, "collect: %s\n", plain(strings.TrimSuffix(line, "\n")))
		}
	}
	return exitCode(err)
}

// env is the world as the commands see it: what main hands in and what tests replace.
type env struct {
	stdin  io.Reader
	stdout *checkedWriter
	stderr io.Writer
	now    func() time.Time
	limits fetch.Limits // zero: the documented defaults

	reroute func(guarded http.RoundTripper) http.RoundTripper // nil: requests go where they say

	// Flags that every subcommand takes.
	db       string
	keywords []string
}

// checkedWriter remembers the first error, so that output that could not be written is not a success.
type checkedWriter struct {
	w   io.Writer
	err error
}

func (c *checkedWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	if err != nil && c.err == nil {
		c.err = fmt.Errorf("writing the output: %w", err)
	}
	return n, err
}

// usageError is a command line that makes no sense.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errSomeFailed ends a run in which some inputs failed; errSilent is an error of which everything has been said.
var (
	errSilent     = errors.New("already told")
	errSomeFailed = fmt.Errorf("some inputs failed: %w", errSilent)
)

// exitCode is the interface to cron: see the package comment. A signal comes first, because a run that was stopped
// may have failed inputs as well.
func exitCode(err error) int {
	var stop stopped
	var usage usageError
	var vocabulary taxonomy.Errors
	var database *db.Error
	switch {
	case errors.As(err, &stop):
		return stop.code()
	case errors.As(err, &usage), errors.As(err, &vocabulary):
		return 2
	case errors.Is(err, errSomeFailed):
		return 3
	case errors.As(err, &database):
		return databaseCode(database.Kind)
	}
	return 1
}

func databaseCode(k db.Kind) int {
	switch k {
	case db.Foreign, db.Newer, db.Older, db.Damaged:
		return 10
	case db.Locked:
		return 11
	case db.Storage:
		return 12
	}
	return 1
}

// rootCommand is collect itself, with its subcommands.
func rootCommand(e *env) *cobra.Command {
	o := &options{}
	c := &cobra.Command{
		Use:   "collect [flags] SOURCE…",
		Short: "Read job postings into the database",
		Long: `Collect reads job postings from files, folders (with everything in them), globs, standard input ("-") and URLs,
and brings the database up to date with them. Running it again on the same input adds nothing.

It reads ` + forms() + `
A form is told by its content, not by its name.

Without a source it only brings what is kept up to date: after a new version, or a change of vocabulary.
A source with the name of a subcommand is written with its folder: ./list`,
		Example:       "  collect saved/\n  collect --from bookmarks.txt --db jobs.db\n  collect explain saved/page.html",
		Version:       version(),
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(c *cobra.Command, args []string) error { return o.collect(c.Context(), e, args) },
	}
	c.SetVersionTemplate("collect {{.Version}}\n")
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usagef("%w; %s --help lists the flags", flagError(err), c.CommandPath())
	})
	c.PersistentPreRunE = func(*cobra.Command, []string) error {
		if e.db == "" {
			return usagef("--db \"\": want the name of a file, as in postings.db")
		}
		return nil
	}
	c.PersistentFlags().StringVar(&e.db, "db", "postings.db", "the database `FILE`")
	c.PersistentFlags().StringArrayVar(&e.keywords, "keywords", nil, "lay this vocabulary `FILE` over the default (repeatable); \"default\" goes back to it")
	o.flags(c)
	c.AddCommand(explainCommand(e), listCommand(e), removeCommand(e), unknownCommand(e), statusCommand(e), gradeCommand(e), checkCommand(e))
	return c
}

// flagError says what a flag wants where its value cannot be read, in place of the parser's own words.
func flagError(err error) error {
	var wrong *pflag.InvalidValueError
	if !errors.As(err, &wrong) {
		return err
	}
	want := map[string]string{"int": "a whole number", "bool": "true or false", "stringToString": "a field and its column, as in title=Position"}[wrong.GetFlag().Value.Type()]
	if want == "" {
		return err
	}
	return fmt.Errorf("--%s %q: want %s", wrong.GetFlag().Name, wrong.GetValue(), want)
}

// noNames are the arguments of a subcommand that takes flags only.
func noNames(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes flags only, not %q; %s --help lists them", c.CommandPath(), args[0], c.CommandPath())
	}
	return nil
}

// unread words the error of a file that could not be read: its name and the cause, without the name of the system call.
func unread(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return fmt.Errorf("%q: %w", p.Path, p.Err)
	}
	return err
}

// forms names what is read, from the tables of forms.
func forms() string {
	var names []string
	for _, f := range document.Formats() {
		names = append(names, f.Name)
	}
	for _, c := range unpack.Containers() {
		names = append(names, c.Name)
	}
	var b strings.Builder
	line := len("It reads ")
	for i, n := range names {
		end := ", "
		switch i {
		case len(names) - 2:
			end = " and "
		case len(names) - 1:
			end = "."
		}
		if line += len(n) + len(end); line > 110 {
			b.WriteString("\n")
			line = len(n) + len(end)
		}
		b.WriteString(n + end)
	}
	return strings.ReplaceAll(b.String(), ", \n", ",\n")
}

// version is what the build says of itself: the tag or commit it was made from, which Go stamps by itself. No linker
// flag is needed, and so no variable that could be changed.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "dev"
	}
	return info.Main.Version
}

// jobs is how many pages are read at once.
func jobs(n int) (int, error) {
	if n < 0 {
		return 0, usagef("--jobs %d: want how many pages to read at once; 0 means all cores", n)
	}
	if n == 0 {
		return runtime.GOMAXPROCS(0), nil
	}
	return n, nil
}
