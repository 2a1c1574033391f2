package payload

import (
	"strings"
	"time"

	"jobsignal/internal/data"
	"jobsignal/internal/document"
	"jobsignal/internal/draft"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/pay"
)

// The comments of Hacker News' monthly "who is hiring" threads, as Algolia's search, its view of a whole thread and
// the site's own interface give them. A comment advertises by custom in its first line.

// comment returns the text of a comment that may advertise; empty for any other record, for an answer to another
// comment, and for somebody who offers work instead of asking for it.
func (r *Record) comment() string {
	parent := r.first("parent of comment")
	s, _ := r.Fields["commenttext"].(string)
	if s == "" && parent != nil && data.Line(r.Fields["type"]) == "comment" {
		s, _ = r.Fields["text"].(string)
	}
	story := data.Line(r.Fields["storyid"])
	if s == "" || story != "" && story != data.Line(parent) || strings.HasPrefix(s, "SEEKING WORK") || r.seekers() {
		return ""
	}
	return s
}

// seekers reports a comment of the sister thread, in which people look for work.
func (r *Record) seekers() bool {
	thread := data.Line(r.Fields["storytitle"])
	if thread == "" && r.outer != nil {
		thread = data.Line(r.outer.Fields["title"])
	}
	return strings.Contains(strings.ToLower(thread), "wants to be hired")
}

// commentHead is the first line of a comment in its pieces: "Acme | Data Engineer | Oban or REMOTE | Full-time".
// A comment without one is talk, unless its text proves itself.
func (r *Record) commentHead() []string {
	blocks := document.Fragment(r.comment())
	if len(blocks) == 0 || !strings.Contains(blocks[0].Text, "|") {
		return nil
	}
	return strings.Split(blocks[0].Text, "|")
}

// fillComment reads the first line of a comment.
func (r *Record) fillComment(d *draft.Draft, origin string, now time.Time) {
	if id := r.keyText(); id != "" {
		d.SetURL("https://news.ycombinator.com/item?id="+id, origin)
	}
	pieces := r.commentHead()
	if pieces == nil {
		return
	}
	d.SetEmployer(pieces[0], origin)
	var unknown []string
	for _, p := range pieces[1:] {
		p = strings.TrimSpace(p)
		switch {
		case d.Title == "" && (fact.Role(p) != "" || fact.Seniority(p) != ""):
			d.SetTitle(p, origin)
		case fact.RemoteTag(p) != job.Unknown && d.Location == "": // "Oban or REMOTE"
			d.SetLocation(p, origin)
			d.SetRemote(fact.RemoteTag(p), origin)
		case !d.Tag(p, now, origin) && !strings.Contains(p, "://"):
			unknown = append(unknown, p)
		}
	}
	for _, p := range unknown {
		if d.Title == "" { // "Multiple roles"
			d.SetTitle(p, origin)
		} else {
			d.UnknownTag(p, origin, false)
		}
	}
	d.SetSalary(pay.In(d.Offered, d.Location), origin)
}
