package source

import (
	"errors"
	"fmt"
	"net/http"

	"jobsignal/internal/board"
	"jobsignal/internal/fetch"
)

// boardLimit is how many postings one board gives unless Options.Limit says otherwise.
const boardLimit = 1000

// most is how many postings one board, sitemap or feed gives.
func (s *stream) most() int {
	if s.opt.Limit > 0 {
		return s.opt.Limit
	}
	return boardLimit
}

// listing is one board while its jobs are fetched.
type listing struct {
	*visitor
	errand
	board.Board
	seen  map[string]bool
	taken int // pages handed over, or attempted
}

// board fetches the jobs of a board, or the one posting that the address names, through the system's public
// interface. It reports false where the page itself should be tried instead: the interface is closed to us.
func (v *visitor) board(e errand, b board.Board) bool {
	l := &listing{visitor: v, errand: e, Board: b, seen: map[string]bool{}}
	for r := b.First(); ; {
		got, err := v.ask(r, Visit{})
		// Only at the start: a list that breaks off in the middle is a failure, and its first half is kept.
		if err != nil && len(l.seen) == 0 && closed(err) {
			return false
		}
		if err != nil {
			v.fail(e, "", err)
			return true
		}
		jobs, next, err := b.Read(r, got.body)
		if err != nil {
			v.fail(e, "", err)
			return true
		}
		if !l.take(jobs, got) || next == nil || len(jobs) == 0 {
			break
		}
		r = *next
	}
	l.close()
	return true
}

// closed reports an ending by which a system keeps its interface to itself, while its pages may be open.
func closed(err error) bool {
	var f *fetch.Error
	return errors.As(err, &f) && (f.Kind == fetch.Robots || f.Kind == fetch.Status || f.Kind == fetch.NotHTML)
}

// ask makes a request of a board.
func (v *visitor) ask(r board.Request, held Visit) (*reply, error) {
	header := conditions(held)
	header.Set("Accept", "application/json, application/xml;q=0.9")
	if r.Body != "" {
		header.Set("Content-Type", "application/json")
	}
	return v.get(r.Method, r.URL, r.Body, header)
}

// take hands the jobs over that are wanted and new, and reports whether more may come.
func (l *listing) take(jobs []board.Job, got *reply) bool {
	limit := l.stream.most()
	for _, j := range jobs {
		part := "job " + j.ID
		switch {
		// Lists shift while they are paged through, so that a job may come twice.
		case l.seen[j.ID]:
			continue
		case l.Job == "" && l.stream.opt.Match != nil && !l.stream.opt.Match.MatchString(j.Title):
			l.seen[j.ID] = true
			l.stream.note(l.url+" ("+part+")", fmt.Sprintf("title %q does not match", j.Title))
			continue
		case l.taken >= limit:
			l.stream.note(l.url, fmt.Sprintf("has more than %d jobs", limit))
			return false
		}
		l.seen[j.ID] = true
		l.taken++
		if !l.one(j, part, got) {
			return false
		}
	}
	return true
}

// one hands one job over, asking for its text where the list has none, and reports whether it makes sense to go on.
func (l *listing) one(j board.Job, part string, got *reply) bool {
	detail := j.Detail != ""
	if detail {
		held, fresh := l.stream.recall(l.url, part)
		if fresh != nil {
			l.results <- outcome{err: fresh}
			return true
		}
		answer, err := l.ask(board.Request{Method: http.MethodGet, URL: j.Detail}, held)
		if err != nil {
			l.fail(l.errand, part, err)
			return l.ctx.Err() == nil && goesOn(err)
		}
		got, j.Body, j.Media = answer, answer.body, answer.header.Get("Content-Type")
	}
	p := l.page(l.errand, got)
	p.Part, p.Body, p.MediaType, p.URL = part, j.Body, j.Media, j.URL
	if !detail { // the stamps belong to the whole list, not to what it says of one posting
		p.ETag, p.LastModified = "", ""
	}
	if l.Job != "" {
		p.Part = ""
	}
	// The link is the system's word, and will be shown as one to click on.
	if _, err := fetch.Parse(p.URL); err != nil {
		p.URL = l.url
	}
	l.results <- outcome{page: &p}
	return true
}

// goesOn reports whether the list is worth going on with after one posting gave no page. One that fails is one
// failure; a host that wants to be left alone, or was given up, ends the list.
func goesOn(err error) bool {
	var f *fetch.Error
	return !errors.As(err, &f) || f.Kind != fetch.RateLimited && f.Kind != fetch.Skipped
}

// close says what it means that nothing came.
func (l *listing) close() {
	switch {
	case l.taken > 0:
	case l.Job != "":
		l.results <- outcome{err: &Error{Source: fetch.Mask(l.url), Kind: fetch.Gone, Cause: fmt.Errorf("gone: %s does not list it any more", l.System)}}
	case len(l.seen) > 0:
		l.results <- outcome{err: &Error{Source: fetch.Mask(l.url), Empty: true, Cause: fmt.Errorf("none of the %d jobs has a title that matches", len(l.seen))}}
	default:
		l.results <- outcome{err: &Error{Source: fetch.Mask(l.url), Empty: true, Cause: errors.New("the board lists no jobs")}}
	}
}
