package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"jobsignal/internal/db"
)

// listCommand shows the unique postings of a database.
func listCommand(e *env) *cobra.Command {
	var f db.Filter
	var removed bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the postings in the database, one a line",
		Args:  noNames,
		RunE:  func(c *cobra.Command, _ []string) error { return list(c.Context(), e, f, removed) },
	}
	c.Flags().BoolVar(&removed, "removed", false, "list those that were taken out")
	c.Flags().StringVar(&f.Since, "since", "", "from this `DAY` on (2026-11-23): when posted, else when first seen")
	c.Flags().StringVar(&f.Until, "until", "", "up to this `DAY`")
	c.Flags().StringVar(&f.Title, "title", "", "whose title has this `PATTERN`: words, * for any text, | between alternatives")
	c.Flags().StringVar(&f.Employer, "employer", "", "whose employer has this `PATTERN`")
	return c
}

func list(ctx context.Context, e *env, f db.Filter, removed bool) error {
	if err := f.Check(); err != nil {
		return usagef("%w", err)
	}
	d, err := db.OpenRead(ctx, e.db)
	if err != nil {
		return err
	}
	all, err := d.List(ctx, f, removed)
	if err = errors.Join(err, d.Close()); err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tWEEK\tTITLE\tEMPLOYER\tPLACE\tMENTIONS\tSOURCE")
	for _, l := range all {
		more := ""
		if l.Members > 1 {
			more = fmt.Sprintf(" and %d more", l.Members-1)
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%d\t%s%s\n", l.ID, l.Week, clip(l.Title), clip(l.Employer), clip(l.Location), l.Mentions, plain(l.Source), more)
	}
	return w.Flush()
}

// removeCommand takes postings out.
func removeCommand(e *env) *cobra.Command {
	var source string
	var back bool
	c := &cobra.Command{
		Use:   "remove (ID… | --source SOURCE)",
		Short: "Take postings out; they stay out until --again",
		Long: `Remove takes postings out of lists and reports. Their pages are kept, and meeting them again does not bring them back;
collect --again SOURCE, or remove --again, does.`,
		RunE: func(c *cobra.Command, args []string) error { return remove(c.Context(), e, args, source, back) },
	}
	c.Flags().StringVar(&source, "source", "", "all postings of this `SOURCE`: a file, a folder or a URL, as list shows it")
	c.Flags().BoolVar(&back, "again", false, "put them back")
	return c
}

func remove(ctx context.Context, e *env, args []string, source string, back bool) error {
	ids := make([]int64, len(args))
	for i, a := range args {
		id, err := strconv.ParseInt(a, 10, 64)
		if err != nil {
			return usagef("%q is not the number of a posting; collect list shows them", a)
		}
		ids[i] = id
	}
	if (len(ids) == 0) == (source == "") {
		return usagef("name either the numbers of postings, as collect list shows them, or --source")
	}
	d, err := db.Open(ctx, e.db, db.Options{Now: e.now, Existing: true})
	if err != nil {
		return err
	}
	n, err := removeAll(ctx, d, ids, source, back)
	if err = errors.Join(err, d.Close()); err != nil {
		return err
	}
	verb := "removed"
	if back {
		verb = "put back"
	}
	_, err = fmt.Fprintf(e.stdout, "%s %s\n", verb, count(int(n), "posting", "postings"))
	return err
}

// removeAll removes by number, each in a transaction of its own, or by source and returns how many postings changed.
func removeAll(ctx context.Context, d *db.DB, ids []int64, source string, back bool) (int64, error) {
	if source != "" {
		return d.RemoveSource(ctx, source, back)
	}
	total := int64(0)
	for _, id := range ids {
		n, err := d.Remove(ctx, id, back)
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}
