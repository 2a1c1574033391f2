package db

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
)

// Filter selects unique postings. The zero value selects all.
type Filter struct {
	// First and last day, 2006-01-02, both included. A posting's day is the day it was posted; where its page does not
	// say, the day it was first seen.
	Since, Until string
	// Patterns, without regard to case: the words may stand anywhere, * stands for any text, ? for one character and |
	// between alternatives.
	Title, Employer string
}

// Check says what is wrong with the days of a filter; it is the user's to mend.
func (f Filter) Check() error {
	for _, day := range []string{f.Since, f.Until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return fmt.Errorf("day %q: want year-month-day, as in 2026-11-23", day)
		}
	}
	if f.Since != "" && f.Until != "" && f.Since > f.Until {
		return fmt.Errorf("from %s up to %s is no day: name the earlier one first", f.Since, f.Until)
	}
	return nil
}

// test compiles the filter.
func (f Filter) test() (func(title, employer, day string) bool, error) {
	title, employer := Pattern(f.Title), Pattern(f.Employer)
	return func(t, e, day string) bool {
		return (f.Since == "" || day >= f.Since) && (f.Until == "" || day <= f.Until) && title.MatchString(t) && employer.MatchString(e)
	}, f.Check()
}

// Pattern turns a pattern of people into a regular expression. Every character but * ? and | stands for itself.
func Pattern(s string) *regexp.Regexp {
	s = regexp.QuoteMeta(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.NewReplacer(`\*`, `.*`, `\?`, `.`, `\|`, `|`).Replace(s)
	return regexp.MustCompile(`(?is)` + s)
}

// Rows returns the selected unique postings, by id, each with its demanded groups and with the terms that are
// only seen. Removed postings are left out. each, where it is not nil, is told of every mention of these postings, in the
// order of their text; Evidence has the sentences.
func (d *DB) Rows(ctx context.Context, f Filter, each func(demand.Mention)) ([]demand.Row, error) {
	match, err := f.test()
	if err != nil {
		return nil, err
	}
	rows, at, err := d.speakers(ctx, match)
	if err != nil {
		return nil, d.Fault("reading postings", err)
	}
	if err := d.fill(ctx, rows, at, each); err != nil {
		return nil, d.Fault("reading mentions", err)
	}
	return rows, nil
}

// speakers reads the unique postings without their groups. at finds a row by the id of the posting that speaks.
func (d *DB) speakers(ctx context.Context, match func(title, employer, day string) bool) (out []demand.Row, at map[int64]int, err error) {
	rows, err := d.SQL().QueryContext(ctx, `SELECT p.id, s.cluster, p.title, p.employer, p.location, p.remote, p.role, p.seniority,
		p.language, p.salary_min, p.salary_max, p.salary_currency, p.salary_period, p.salary_text, p.posted, p.closed, s.first_seen
		FROM speaker s JOIN posting p ON p.id = s.id ORDER BY s.cluster`)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	at = map[int64]int{}
	for rows.Next() {
		var id int64
		var first string
		var low, high sql.NullFloat64
		var currency, period, text sql.NullString
		r := demand.Row{Weight: 1, Count: 1}
		if err := rows.Scan(&id, &r.Posting, &r.Title, &r.Employer, &r.Location, &r.Remote, &r.Role, &r.Seniority,
			&r.Language, &low, &high, &currency, &period, &text, &r.Posted, &r.Closed, &first); err != nil {
			return nil, nil, err
		}
		if low.Valid {
			r.Salary = &job.Salary{Min: low.Float64, Max: high.Float64, Currency: currency.String, Period: period.String, Text: text.String}
		}
		seen, err := time.Parse(time.RFC3339, first)
		if err != nil {
			return nil, nil, err
		}
		r.Week = Week(seen)
		day := r.Posted
		if day == "" {
			day = seen.Format(time.DateOnly)
		}
		if match(r.Title, r.Employer, day) {
			at[id] = len(out)
			out = append(out, r)
		}
	}
	return out, at, rows.Err()
}

// use is one mention as far as demand is concerned.
type use struct {
	ordinal int
	group   int
	open    bool
	term    string
	kind    job.Kind
}

// openGroups lists, by posting, the groups that say "or similar"; they are few.
func (d *DB) openGroups(ctx context.Context) (map[int64][]int, error) {
	rows, err := d.SQL().QueryContext(ctx, `SELECT posting, ordinal FROM posting_group WHERE open = 1`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	open := map[int64][]int{}
	for rows.Next() {
		var posting int64
		var group int
		if err := rows.Scan(&posting, &group); err != nil {
			return nil, err
		}
		open[posting] = append(open[posting], group)
	}
	return open, rows.Err()
}

// fill reads the mentions of the selected postings into their rows. The whole table in its own order is quicker than a
// join with the few postings that do not speak left out, and one row for each posting, its mentions in lists, is read in
// half the time of one for each mention: what a row costs on its way out of the database is more than what it holds.
func (d *DB) fill(ctx context.Context, out []demand.Row, at map[int64]int, each func(demand.Mention)) error {
	open, err := d.openGroups(ctx)
	if err != nil {
		return err
	}
	rows, err := d.SQL().QueryContext(ctx, `SELECT posting, group_concat(ordinal), group_concat(group_no), group_concat(term), group_concat(kind)
		FROM mention GROUP BY posting ORDER BY posting`)
	if err != nil {
		return err
	}
	defer rows.Close()
	words := map[string]string{} // each distinct word once in memory
	var uses []use
	for rows.Next() {
		var posting int64
		var m mentions
		if err := rows.Scan(&posting, &m.ordinals, &m.groups, &m.terms, &m.kinds); err != nil {
			return err
		}
		i, ok := at[posting]
		if !ok {
			continue
		}
		if uses, err = m.uses(uses[:0], open[posting], words); err != nil {
			return fmt.Errorf("mentions of posting %d: %w", posting, err)
		}
		out[i].Groups, out[i].Seen = groups(uses)
		for _, u := range uses {
			if each != nil {
				each(demand.Mention{Posting: out[i].Posting, Speaker: posting, Ordinal: u.ordinal, Term: u.term, Kind: u.kind})
			}
		}
	}
	return rows.Err()
}

// mentions are those of one posting as the database lists them, with commas, which no term id and no kind holds. All four
// lists have one order.
type mentions struct{ ordinals, groups, terms, kinds sql.RawBytes }

// uses adds the mentions to a list, in the order of the text, which SQL does not promise of what it puts together.
func (m mentions) uses(list []use, open []int, words map[string]string) ([]use, error) {
	for len(m.ordinals) > 0 {
		ordinal, err := strconv.Atoi(string(cut(&m.ordinals)))
		group, bad := strconv.Atoi(string(cut(&m.groups)))
		if err = errors.Join(err, bad); err != nil {
			return nil, err
		}
		list = append(list, use{ordinal, group, slices.Contains(open, group), intern(words, cut(&m.terms)), job.Kind(intern(words, cut(&m.kinds)))})
	}
	if len(m.groups)+len(m.terms)+len(m.kinds) > 0 {
		return nil, errors.New("a term or kind holds a comma")
	}
	slices.SortFunc(list, func(a, b use) int { return a.ordinal - b.ordinal })
	return list, nil
}

// cut takes the first word of a list.
func cut(list *sql.RawBytes) []byte {
	word, rest, _ := bytes.Cut(*list, []byte{','})
	*list = rest
	return word
}

// intern is the word as a string that all its uses share.
func intern(words map[string]string, b []byte) string {
	if w, ok := words[string(b)]; ok {
		return w
	}
	words[string(b)] = string(b)
	return words[string(b)]
}

// groups turns the mentions of one posting into its demanded groups, in the order of the text, and the terms that
// are seen but demanded nowhere, sorted. A group is demanded when one of its mentions is; a term that a demanded
// group names several times counts by its strongest kind there.
func groups(uses []use) ([]demand.Group, []string) {
	var order []int // groups in the order of the text; a posting has a few dozen mentions: looking through them beats maps
	var seen []string
	for _, u := range uses {
		if u.kind.Demand() && !slices.Contains(order, u.group) {
			order = append(order, u.group)
		}
		if !u.kind.Demand() && !slices.ContainsFunc(uses, func(o use) bool { return o.term == u.term && o.kind.Demand() }) {
			seen = append(seen, u.term)
		}
	}
	out := make([]demand.Group, 0, len(order))
	terms, kinds := make([]string, 0, len(uses)), make([]job.Kind, 0, len(uses)) // one room for all groups of a posting
	for _, n := range order {
		from := len(terms)
		g := demand.Group{Open: demanded(uses, n, func(u use) { terms, kinds = append(terms, u.term), append(kinds, u.kind) })}
		g.Terms, g.Kinds = terms[from:len(terms):len(terms)], kinds[from:len(kinds):len(kinds)]
		g.Kind = slices.MinFunc(g.Kinds, func(a, b job.Kind) int { return cmp.Compare(a.Strength(), b.Strength()) })
		out = append(out, g)
	}
	slices.Sort(seen)
	return out, slices.Compact(seen)
}

// demanded calls each for the demanded terms of one group, sorted, each by its strongest kind. It reports whether the
// group is open.
func demanded(uses []use, group int, each func(use)) (open bool) {
	var room [16]use // groups are small
	in := room[:0]
	for _, u := range uses {
		if u.group == group && u.kind.Demand() {
			in = append(in, u)
		}
	}
	slices.SortStableFunc(in, func(a, b use) int {
		return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.kind.Strength(), b.kind.Strength()))
	})
	for i, u := range in {
		if i == 0 || u.term != in[i-1].term {
			each(u)
		}
	}
	return in[0].open
}
