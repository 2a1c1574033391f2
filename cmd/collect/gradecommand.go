package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"jobsignal/internal/db"
	"jobsignal/internal/demand"
	"jobsignal/internal/taxonomy"
)

// gradeFlags are the flags of collect grade.
type gradeFlags struct {
	labels, cases, pages, terms string
	json, verbose, strict, save bool
}

// gradeCommand compares the program's reading with labels that people made.
func gradeCommand(e *env) *cobra.Command {
	var f gradeFlags
	c := &cobra.Command{
		Use:   "grade [--labels LABELS.jsonl DIR] [--cases CASES.jsonl] [--pages PAGES.csv DIR]",
		Short: "Compare what is read with labels made by people",
		Long: `Grade prints precision, recall and F1 of found (posting, term) pairs, and how often kinds, choices and
fields are right, each with its 95 % Wilson interval. The forms of the files are in docs/grading.md.`,
		Example: `  collect grade --labels labels.jsonl docs/
  collect grade --save --labels labels.jsonl docs/
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
			if f.save && f.labels == "" {
				return usagef("--save keeps what whole documents show: name their --labels")
			}
			v, err := f.vocabulary(c.Context(), e)
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
			done := g.done()
			if f.save {
				if err := keepGrade(c.Context(), e, g.saved(e.now().UTC().Format(time.RFC3339), v.Digest)); err != nil {
					return err
				}
			}
			return f.write(c, done)
		},
	}
	c.Flags().StringVar(&f.labels, "labels", "", "labels of whole documents; DIR holds the documents by id")
	c.Flags().StringVar(&f.cases, "cases", "", "labels of single sentences")
	c.Flags().StringVar(&f.pages, "pages", "", "which files under DIR are postings")
	c.Flags().StringVar(&f.terms, "terms", "", "CSV whose first column lists the term ids that the labels know; others are not judged")
	c.Flags().BoolVar(&f.json, "json", false, "print one JSON object")
	c.Flags().BoolVar(&f.verbose, "verbose", false, "print every mistake")
	c.Flags().BoolVar(&f.save, "save", false, "keep the grade in the database: report then shows shares corrected by it")
	c.Flags().BoolVar(&f.strict, "strict", false, "count every found term that no label has as false")
	return c
}

// vocabulary is the one to grade with: a grade that is kept must speak of what the database was read with, so that it is
// the one in force there unless --keywords names another.
func (f *gradeFlags) vocabulary(ctx context.Context, e *env) (*taxonomy.Vocabulary, error) {
	if !f.save || len(e.keywords) > 0 {
		return e.vocabulary()
	}
	d, err := db.OpenRead(ctx, e.db)
	if err != nil {
		return nil, err
	}
	stored, err := d.Vocabulary(ctx)
	if err = errors.Join(err, d.Close()); err != nil {
		return nil, err
	}
	if stored.Digest == "" {
		return e.vocabulary()
	}
	return taxonomy.Parse(stored.YAML)
}

// keepGrade stores a grade.
func keepGrade(ctx context.Context, e *env, g demand.Grade) error {
	d, err := db.Open(ctx, e.db, db.Options{Now: e.now, Existing: true})
	if err != nil {
		return err
	}
	return errors.Join(d.SaveGrade(ctx, g), d.Close())
}

// run grades what the flags name.
func (f *gradeFlags) run(v *taxonomy.Vocabulary, args []string) (*grader, error) {
	g := &grader{v: v, strict: f.strict}
	if f.terms != "" {
		known, err := knownTerms(f.terms)
		if err != nil {
			return nil, err
		}
		g.known, g.listed = known, true
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
	return g, nil
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
