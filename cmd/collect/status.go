package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"jobsignal/internal/address"
	"jobsignal/internal/db"
)

// statusCommand lists how the sources fared.
func statusCommand(e *env) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "status [--json]",
		Short: "List the sources: last success, last outcome, and when a URL may be asked again",
		Args:  noNames,
		RunE:  func(c *cobra.Command, _ []string) error { return status(c.Context(), e, asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	return c
}

// sourceStatus is one source as status --json prints it. Times are UTC; null: never, or not known.
type sourceStatus struct {
	Source      string  `json:"source"`
	Part        string  `json:"part,omitempty"`
	Outcome     string  `json:"outcome"`
	Reason      string  `json:"reason,omitempty"`
	LastSeen    string  `json:"last_seen"`
	LastSuccess *string `json:"last_success"`
	FailedRuns  int     `json:"failed_runs"` // in a row
	Next        *string `json:"next"`        // not to be asked sooner; null for files and when it may be asked now
}

func status(ctx context.Context, e *env, asJSON bool) error {
	d, err := db.OpenRead(ctx, e.db)
	if err != nil {
		return err
	}
	all, err := statuses(ctx, d, e.now())
	if err = errors.Join(err, d.Close()); err != nil {
		return err
	}
	if asJSON {
		enc := json.NewEncoder(e.stdout)
		enc.SetEscapeHTML(false)
		for _, s := range all {
			if err := enc.Encode(s); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SOURCE\tOUTCOME\tLAST SUCCESS\tFAILED RUNS\tNEXT")
	for _, s := range all {
		result := s.Outcome
		if s.Reason != "" {
			result += ": " + s.Reason
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", place(s.Source, s.Part), clip(result), or(s.LastSuccess, "never"), s.FailedRuns, or(s.Next, "any time"))
	}
	return w.Flush()
}

// or is what s points to, or otherwise.
func or(s *string, otherwise string) string {
	if s == nil {
		return otherwise
	}
	return *s
}

// statuses reads the sources, with the time from which a URL may be asked.
func statuses(ctx context.Context, d *db.DB, now time.Time) ([]sourceStatus, error) {
	kept, err := d.Sources(ctx, 0)
	if err != nil {
		return nil, err
	}
	hosts := map[string]time.Time{}
	var out []sourceStatus
	for _, k := range kept {
		s := sourceStatus{Source: k.Name, Part: k.Part, Outcome: k.Outcome, Reason: k.Reason, LastSeen: k.LastSeen,
			LastSuccess: stated(k.LastSuccess), FailedRuns: k.FailedRuns}
		if host := hostOf(k.Name); host != "" {
			next, ok := hosts[host]
			if !ok {
				if next, err = d.Next(ctx, host); err != nil {
					return nil, err
				}
				hosts[host] = next
			}
			if next.After(now) {
				s.Next = stated(db.Stamp(next))
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// hostOf is the name under which fetch remembers the host of a URL: its registrable domain. Empty for files.
func hostOf(name string) string {
	if !strings.Contains(name, "://") {
		return ""
	}
	u, err := url.Parse(name)
	if err != nil {
		return ""
	}
	return address.Site(u)
}

// manyRuns is from how many failed runs in a row a URL is named in the summary: cron mail that always says the same
// is not read, so what needs a person says so.
const manyRuns = 4

// failing lists the URLs that failed in many runs in a row.
func (c *collector) failing() ([]string, error) {
	kept, err := c.db.Sources(c.ctx, manyRuns)
	var out []string
	for _, s := range kept {
		if hostOf(s.Name) != "" {
			out = append(out, s.Name)
		}
	}
	return out, err
}
