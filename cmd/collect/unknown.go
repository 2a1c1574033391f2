package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"jobsignal/internal/db"
	"jobsignal/internal/names"
	"jobsignal/internal/taxonomy"
)

// unknownCommand lists names that postings ask for and the vocabulary does not know.
func unknownCommand(e *env) *cobra.Command {
	var asJSON bool
	var least, most int
	c := &cobra.Command{
		Use:   "unknown [--json] [--min N]",
		Short: "List names that postings ask for and the vocabulary does not know",
		Long: `Unknown lists frequent names in requirements, wishes and duties that the vocabulary does not know, by how many unique
postings have them, each with an example and lines for a vocabulary file: put those you want into a file, correct the
kind, and lay it over the default with --keywords FILE.`,
		Args: noNames,
		RunE: func(c *cobra.Command, _ []string) error {
			if least < 1 || most < 1 {
				return usagef("--min %d --limit %d: want numbers from 1", least, most)
			}
			return unknown(c.Context(), e, least, most, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	c.Flags().IntVar(&least, "min", 3, "leave out what fewer than this `NUMBER` of unique postings have")
	c.Flags().IntVar(&most, "limit", 50, "print at most this `NUMBER` of names")
	return c
}

func unknown(ctx context.Context, e *env, least, most int, asJSON bool) error {
	d, err := db.OpenRead(ctx, e.db)
	if err != nil {
		return err
	}
	n, err := unknownIn(ctx, d)
	if err = errors.Join(err, d.Close()); err != nil {
		return err
	}
	all := n.Unknown(least)
	all = all[:min(most, len(all))]
	if !asJSON {
		return tellUnknown(e.stdout, all)
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	for _, u := range all {
		if err := enc.Encode(u); err != nil {
			return err
		}
	}
	return nil
}

// unknownIn reads all that a database asks for.
func unknownIn(ctx context.Context, d *db.DB) (*names.Finder, error) {
	stored, err := d.Vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	v := &taxonomy.Vocabulary{}
	if stored.Digest != "" {
		if v, err = taxonomy.Parse(stored.YAML); err != nil {
			return nil, fmt.Errorf("vocabulary stored in the database: %w", err)
		}
	}
	n := names.New(v.Names())
	return n, d.Asked(ctx, -1, func(a db.Asked) error { n.Add(names.Section(a)); return nil })
}

// tellUnknown prints names as a vocabulary file whose comments say why.
func tellUnknown(w io.Writer, all []names.Name) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(w, "# nothing frequent is unknown")
		return err
	}
	var b strings.Builder
	b.WriteString("# Names that postings ask for and the vocabulary does not know. Keep what you want, correct the kind.\nterms:\n")
	for _, u := range all {
		fmt.Fprintf(&b, "  # %s; beside known terms in %d\n%s", count(u.Postings, "posting", "postings"), u.Listed, u.Stanza)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
