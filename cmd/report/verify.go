package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobsignal/internal/report"
)

// differs is a report that is not what the database gives: why, and the first thing that differs.
type differs struct{ file, why, what string }

func (d differs) Error() string {
	if d.what == "" {
		return fmt.Sprintf("not verified: %s: %s", d.file, d.why)
	}
	return fmt.Sprintf("not verified: %s: %s; %s", d.file, d.why, d.what)
}

// alone refuses flags that --verify would have to ignore: the file says with which it was made.
func alone(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if !slices.Contains([]string{"verify", "db", "quiet"}, f.Name) && err == nil {
			err = usage{fmt.Errorf("--%s does not go with --verify, which takes it from the report", f.Name)}
		}
	})
	return err
}

// verify makes a report again, from the database and the options that it was made with, and compares the two byte by
// byte. When they differ the seals tell why, and the first figure that differs is named.
func verify(ctx context.Context, o options, stdout io.Writer) error {
	body, err := os.ReadFile(o.verify)
	if err != nil {
		return fmt.Errorf("report to verify: %w", err)
	}
	was, err := readSeal(o.verify, body)
	if err != nil {
		return err
	}
	now, err := time.Parse(time.RFC3339, was.Generated)
	if err != nil {
		return differs{o.verify, "it was changed after it was made", "its seal has no time"}
	}
	f := was.Filters
	o.since, o.until, o.title, o.employer, o.have, o.formats = f.Since, f.Until, f.Title, f.Employer, was.Have, []string{was.form}
	in, err := gather(ctx, o, now)
	if err != nil {
		return err
	}
	r := report.New(in)
	again, err := shelf{}.body(r, entry(r, in), was.form)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, body) {
		return differs{o.verify, why(was, r.Seal(), o.db), compare(was.form, body, again)}
	}
	if o.quiet {
		return nil
	}
	_, err = fmt.Fprintf(stdout, "verified: %s is what Jobsignal %s makes of %s: %d unique postings, week %s, vocabulary %.16s\n",
		o.verify, was.Program, o.db, in.Result.Postings, in.Week, was.Vocabulary)
	return err
}

// found is the seal of a file, with its form and whether the file still fits the digest in the seal.
type found struct {
	report.Seal
	form  string
	whole bool
}

// readSeal takes the seal out of a page or an export. What has none is told by what it is.
func readSeal(file string, body []byte) (found, error) {
	older := errors.New("it was made by another version of Jobsignal, before reports could be verified: make it anew with report")
	if t, ok := readTrailer(body); ok {
		if t.File == list {
			return found{}, differs{file, "it is the list of reports, not a report", ""}
		}
		if t.Seal == nil {
			return found{}, differs{file, older.Error(), ""}
		}
		page, again := body[:bytes.LastIndex(body, []byte(mark))], *t.Seal
		return found{*t.Seal, "html", bytes.Equal(body, signed(bytes.Clone(page), tail{t.Entry, &again}))}, nil
	}
	if recognised("json", body) {
		var e struct{ Seal *report.Seal }
		if err := json.Unmarshal(body, &e); err != nil || e.Seal == nil {
			return found{}, differs{file, older.Error(), ""}
		}
		return found{*e.Seal, "json", report.Digest(report.Unsealed(body, e.Seal.Digest)) == e.Seal.Digest}, nil
	}
	for _, form := range []string{"csv", "md", "xlsx"} {
		if recognised(form, body) {
			return found{}, differs{file, "only pages and JSON exports can be verified; this is " + strings.ToUpper(form), ""}
		}
	}
	return found{}, differs{file, "it is not a Jobsignal report, or its last line is gone", ""}
}

// why tells the reasons apart, the surest first. A file that does not fit its own digest was changed, whatever else
// happened since.
func why(was found, now report.Seal, base string) string {
	switch {
	case !was.whole:
		return "it was changed after it was made"
	case was.Program != now.Program:
		return fmt.Sprintf("it was made by another version: Jobsignal %s, and this is %s", was.Program, now.Program)
	case was.Vocabulary != now.Vocabulary:
		return fmt.Sprintf("%s has changed since: vocabulary %.16s is in force, it was %.16s", base, now.Vocabulary, was.Vocabulary)
	case was.Runs != now.Runs || was.LastRun != now.LastRun:
		return fmt.Sprintf("%s has changed since: runs of collect were %d, the last on %s; now %d, the last on %s", base, was.Runs, was.LastRun, now.Runs, now.LastRun)
	case was.Data != now.Data:
		return base + " has changed since, without a run of collect: postings were removed, or it is another database"
	case was.Figures != now.Figures:
		return "it was made by another build of Jobsignal " + now.Program + ", which measures otherwise"
	}
	return "it was made by another build of Jobsignal " + now.Program + ", or sentences in " + base + " have changed since"
}

// compare names the first thing that differs between a report and what it is when made again.
func compare(form string, was, again []byte) string {
	if form == "html" {
		return comparePages(was, again)
	}
	var a, b map[string]any
	if json.Unmarshal(was, &a) != nil || json.Unmarshal(again, &b) != nil {
		return "it is no JSON any more"
	}
	delete(a, "seal") // the seals differ in any case
	delete(b, "seal")
	if d := unequal("", a, b); d != "" {
		return d
	}
	return "every figure and every posting is the same"
}

// unequal walks two values of JSON and tells the first place where they part; "" when they do not.
func unequal(at string, a, b any) string {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok {
			break
		}
		for _, k := range slices.Sorted(maps.Keys(x)) {
			if d := unequal(strings.TrimPrefix(at+"."+k, "."), x[k], y[k]); d != "" {
				return d
			}
		}
		return ""
	case []any:
		y, ok := b.([]any)
		if !ok {
			break
		}
		for i := range min(len(x), len(y)) {
			if d := unequal(fmt.Sprintf("%s[%d]", at, i), x[i], y[i]); d != "" {
				return d
			}
		}
		if len(x) != len(y) {
			return fmt.Sprintf("%s has %d entries, the database gives %d", at, len(x), len(y))
		}
		return ""
	}
	if reflect.DeepEqual(a, b) {
		return ""
	}
	return fmt.Sprintf("%s is %s, the database gives %s", at, short(a), short(b))
}

// short is a value as JSON, cut to what a line can bear.
func short(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return clipped(string(b))
}

// clipped cuts a text to the length of a remark.
func clipped(s string) string {
	if r := []rune(s); len(r) > 100 {
		return string(r[:99]) + "…"
	}
	return s
}

// comparePages names the first line in which two pages differ, by the part of the page that it stands in.
func comparePages(was, again []byte) string {
	section := regexp.MustCompile(`\bid="([a-z0-9-]+)"`)
	a, b := bytes.Split(was, []byte("\n")), bytes.Split(again, []byte("\n"))
	part := "the head of the page"
	for i := range max(len(a), len(b)) {
		x, y := line(a, i), line(b, i)
		if x != y {
			x, y = parting(x, y)
			return fmt.Sprintf("line %d, in %s, says %q, the database gives %q", i+1, part, x, y)
		}
		if m := section.FindAllStringSubmatch(x, -1); m != nil {
			part = "#" + m[len(m)-1][1]
		}
	}
	return "the pages are alike"
}

// line is the i-th of some lines, "" where there is none.
func line(lines [][]byte, i int) string {
	if i < len(lines) {
		return string(lines[i])
	}
	return ""
}

// parting cuts two texts to the words around the place where they part.
func parting(a, b string) (x, y string) {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	from := max(0, n-30)
	return clipped(strings.ToValidUTF8(a[from:], "")), clipped(strings.ToValidUTF8(b[from:], ""))
}
