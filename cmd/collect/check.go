package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/spf13/cobra"

	"jobsignal/internal/taxonomy"
)

// checkCommand is collect check: it loads a vocabulary strictly, runs its sentences and gives advice.
func checkCommand(e *env) *cobra.Command {
	var quiet bool
	c := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Examine a vocabulary file and run its sentences",
		Long: `Check reads a vocabulary file strictly, finds every must sentence and finds nothing in every must_not sentence,
and points out what is likely a slip. It touches no database and no network.

FILE is a file for --keywords, which is tried over the default vocabulary, or a whole vocabulary of your own (a file
with include:). Without FILE the default vocabulary is checked, with the files of --keywords over it.
docs/vocabulary.md explains the files.`,
		Example: "  collect check my-keywords.yaml",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("check takes one file, got %d; give the others with --keywords", len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			name := ""
			if len(args) == 1 {
				name = args[0]
			}
			return check(e, name, quiet)
		},
	}
	c.Flags().BoolVarP(&quiet, "quiet", "q", false, "failures only, no advice and no summary")
	return c
}

// errSentences ends a check whose findings have been printed; the fault is in the user's file.
var errSentences = fmt.Errorf("%w: %w", usageError{errors.New("sentences failed")}, errSilent)

// check prints what Check finds. Advice on a file for --keywords leaves out what it only lies upon.
func check(e *env, name string, quiet bool) error {
	v, whole, err := examined(e, name)
	if err != nil {
		return err
	}
	var failed, advice int
	for _, f := range taxonomy.Check(v) {
		switch {
		case f.Failed():
			failed++
			fmt.Fprintln(e.stdout, plain(f.String()))
		case !quiet && (whole || f.At.File == name):
			advice++
			fmt.Fprintln(e.stdout, plain(f.String()+" (advice)"))
		}
	}
	sentences := 0
	for _, t := range v.Terms {
		sentences += len(t.Must) + len(t.MustNot)
	}
	if !quiet {
		fmt.Fprintf(e.stdout, "%d terms, %d certifications, %d sentences: %d failed, %d pieces of advice; digest %.16s\n",
			len(v.Terms), len(v.Certifications), sentences, failed, advice, v.Digest)
	}
	if failed > 0 {
		return errSentences
	}
	return nil
}

// rootFile tells a whole vocabulary from a file for --keywords.
var rootFile = regexp.MustCompile(`(?m)^include:`)

// examined loads what is to be checked; whole says that it is a vocabulary and no file for --keywords.
func examined(e *env, name string) (v *taxonomy.Vocabulary, whole bool, err error) {
	if name == "" {
		v, err = overlaid(e.keywords)
		return v, true, err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, false, usagef("%w; name a vocabulary file", unread(err))
	}
	if rootFile.Match(data) {
		v, err = taxonomy.Load(os.DirFS(filepath.Dir(name)), filepath.Base(name))
		return v, true, err
	}
	if v, err = overlaid(e.keywords); err != nil {
		return nil, false, err
	}
	v, err = v.Overlay(name, data)
	return v, false, err
}
