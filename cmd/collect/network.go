package main

import (
	"context"
	"fmt"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"jobsignal/internal/browse"
	"jobsignal/internal/db"
	"jobsignal/internal/fetch"
	"jobsignal/internal/payload"
	"jobsignal/internal/source"
)

// sources says where pages come from; collect and explain share it.
type sources struct {
	from    []string
	private []string
	contact string
	jobs    int

	limit   int
	match   string
	render  bool
	browser string
	renamed map[string]string
}

func (s *sources) flags(f *pflag.FlagSet) {
	f.StringArrayVar(&s.from, "from", nil, "read sources from this `FILE`, one a line, # for comments (repeatable)")
	f.StringArrayVar(&s.private, "allow-private", nil, "ask this `HOST` although it is on a private address (repeatable)")
	f.StringVar(&s.contact, "user-agent-contact", "", "`URL` or mail address that site owners can write to, sent with every request")
	f.IntVar(&s.limit, "limit", 0, "take at most this `NUMBER` of postings from one board, sitemap or feed; 0 means 1,000")
	f.StringVar(&s.match, "match", "", "take from boards and feeds only titles with this `PATTERN`: words, * for any text, | between alternatives")
	f.StringToStringVar(&s.renamed, "map", nil, "read a field of tables or data from the column of another name, as in `title=Position` (repeatable)")
	f.BoolVar(&s.render, "render", false, "let a local Chromium draw a page whose text is built by script")
	f.StringVar(&s.browser, "browser", "", "the browser `PROGRAM` for --render; empty looks for Chromium, Chrome or Edge")
	f.IntVar(&s.jobs, "jobs", 0, "read this `NUMBER` of pages at once; 0 means all cores")
}

// reach is the way to the pages of a run.
type reach struct {
	source.Options
	browser *browse.Browser // nil without --render
}

// open says how sources are reached. d remembers hosts between runs; without one, they are remembered for this run
// only.
func (s *sources) open(ctx context.Context, e *env, now func() time.Time, d *db.DB) (reach, error) {
	c := fetch.Config{Version: version(), Contact: s.contact, AllowPrivate: s.private, Limits: e.limits, Now: now}
	o := reach{Options: source.Options{From: s.from, Stdin: e.stdin, Now: now, Limit: s.limit, Map: s.renamed, Columns: columns(s.renamed)}}
	for wanted, present := range s.renamed {
		if !payload.Known(wanted) {
			return o, usagef("--map %s=%s: no field is called %q; the usual ones are %s", wanted, present, wanted, fieldNames)
		}
	}
	for wanted, present := range s.renamed {
		if strings.TrimSpace(present) == "" {
			return o, usagef("--map %s=: name the column behind the sign, as in title=Position", wanted)
		}
	}
	if s.contact != "" && !reachable(s.contact) {
		return o, usagef("--user-agent-contact %q: want a URL or a mail address, as in https://example.org/bot or bot@example.org", s.contact)
	}
	if s.limit < 0 {
		return o, usagef("--limit %d: want how many postings one board may give; 0 means 1,000", s.limit)
	}
	if s.match != "" {
		o.Match = db.Pattern(s.match)
	}
	if d != nil {
		c.Memory = memory(ctx, d)
		o.Recall = func(address, part string) (source.Visit, bool) {
			v, ok, err := d.Visit(ctx, fetch.Mask(address), part)
			return source.Visit{At: v.At, ETag: v.ETag, LastModified: v.LastModified}, ok && err == nil
		}
	}
	t, err := fetch.New(c)
	if err != nil {
		return o, usagef("%w", err)
	}
	o.Transport = t
	if e.reroute != nil {
		o.Transport = e.reroute(t)
	}
	if !s.render {
		return o, nil
	}
	if o.browser, err = browse.New(browse.Config{Path: s.browser, Parts: t.Parts}); err != nil {
		return o, usagef("--render: %w; install Chromium, or name the program with --browser", err)
	}
	return o, nil
}

// reachable reports an address by which people can be reached: a URL of a host, or a mailbox.
func reachable(contact string) bool {
	if u, err := url.Parse(contact); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return true
	}
	m, err := mail.ParseAddress(strings.TrimPrefix(contact, "mailto:"))
	return err == nil && m.Name == ""
}

// allowed is the note that names the private hosts of this run, or "".
func (s *sources) allowed() string {
	if len(s.private) == 0 {
		return ""
	}
	return fmt.Sprintf("private addresses are allowed for %q, as --allow-private says", s.private)
}

// memory keeps in the database what fetch must know in the next run.
func memory(ctx context.Context, d *db.DB) fetch.Memory {
	return fetch.Memory{
		LoadHost: func(host string) (fetch.Pace, error) {
			next, until, err := d.Host(ctx, host)
			return fetch.Pace{Next: next, Until: until}, err
		},
		SaveHost: func(host string, p fetch.Pace) error { return d.SetHost(ctx, host, p.Next, p.Until) },
		LoadRobots: func(origin string) (fetch.RobotsFile, error) {
			fetched, body, err := d.Robots(ctx, origin)
			return fetch.RobotsFile{Fetched: fetched, Body: body}, err
		},
		SaveRobots: func(origin string, f fetch.RobotsFile) error { return d.SetRobots(ctx, origin, f.Fetched, f.Body) },
	}
}
