package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"jobsignal/internal/taxonomy"
)

// gradeFlags are the flags of collect grade.
type gradeFlags struct {
	labels, cases, pages, terms string
	json, verbose, strict       bool
}

// gradeCommand compares the program's reading with labels that people made. vocabulary yields the vocabulary in
// force.
func gradeCommand(vocabulary func() (*taxonomy.Vocabulary, error)) *cobra.Command {
	var f gradeFlags
	c := &cobra.Command{
		Use:   "grade [--labels LABELS.jsonl DIR] [--cases CASES.jsonl] [--pages PAGES.csv DIR]",
		Short: "Compare what is read with labels made by people",
		Long: `Grade prints precision, recall and F1 of found (posting, term) pairs, and how often kinds, choices and
fields are right, each with its 95 % Wilson interval. The forms of the files are in docs/grading.md.`,
		Example: `  collect grade --labels labels.jsonl docs/
  collect grade --cases cases.jsonl
  collect grade --pages pages.csv saved/`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("grade takes one folder of documents, got %d", len(args))
			}
			return nil
		},
		SilenceUsage: true,
		RunE: func(c *cobra.Command, args []string) error {
			v, err := vocabulary()
			if err != nil {
				return err
			}
			g, err := f.run(v, args)
			var usage usageError
			if err != nil && !errors.As(err, &usage) {
				return fmt.Errorf("%w; docs/grading.md shows the forms of the files", unread(err))
			}
			if err != nil {
				return err
			}
			return f.write(c, g)
		},
	}
	c.Flags().StringVar(&f.labels, "labels", "", "labels of whole documents; DIR holds the documents by id")
	c.Flags().StringVar(&f.cases, "cases", "", "labels of single sentences")
	c.Flags().StringVar(&f.pages, "pages", "", "which files under DIR are postings")
	c.Flags().StringVar(&f.terms, "terms", "", "CSV whose first column lists the term ids that the labels know; others are not judged")
	c.Flags().BoolVar(&f.json, "json", false, "print one JSON object")
	c.Flags().BoolVar(&f.verbose, "verbose", false, "print every mistake")
	c.Flags().BoolVar(&f.strict, "strict", false, "count every found term that no label has as false")
	return c
}

// run grades what the flags name.
func (f *gradeFlags) run(v *taxonomy.Vocabulary, args []string) (*grade, error) {
	g := grader{v: v, strict: f.strict}
	if f.terms != "" {
		known, err := knownTerms(f.terms)
		if err != nil {
			return nil, err
		}
		g.known = known
	}
	if f.labels == "" && f.cases == "" && f.pages == "" {
		return nil, usagef("nothing to grade: name --labels, --cases or --pages")
	}
	if (f.labels != "" || f.pages != "") && len(args) != 1 {
		return nil, usagef("--labels and --pages need the folder that holds the documents")
	}
	if f.labels != "" {
		if err := g.labels(f.labels, args[0]); err != nil {
			return nil, err
		}
	}
	if f.cases != "" {
		if err := g.cases(f.cases); err != nil {
			return nil, err
		}
	}
	if f.pages != "" {
		if err := g.pages(f.pages, args[0]); err != nil {
			return nil, err
		}
	}
	return g.done(), nil
}

// write prints the grade.
func (f *gradeFlags) write(c *cobra.Command, g *grade) error {
	if f.verbose {
		for _, w := range g.Wrong {
			fmt.Fprintln(c.ErrOrStderr(), w)
		}
	}
	if f.json {
		e := json.NewEncoder(c.OutOrStdout())
		e.SetIndent("", "  ")
		return e.Encode(g)
	}
	g.print(c.OutOrStdout())
	return nil
}
