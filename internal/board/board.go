// Package board knows how applicant-tracking systems list their jobs to the public: which addresses mean a board or
// a posting on it, which request asks for the list, and how the answer is cut into jobs. Sitemaps and feeds, which any
// site may have, are cut here too. It asks nobody itself.
//
// Every system is one entry in the table of systems (systems.go). What the answers mean is package posting's business:
// a job's bytes are handed on as the system sent them.
package board

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Board is a company's board on one system, or one posting on it.
type Board struct {
	System  string // "Greenhouse"
	Company string // the system's name for the company
	Job     string // the system's name for one posting; empty when the whole board is meant

	system *system
	host   string // of the address that was recognised
	site   string // Workday: the site of the company
	asked  string // what of the address's query narrows the list, as the list's request takes it
}

// Request is one request to a system. Its answer goes to Read.
type Request struct {
	Method string // GET or POST
	URL    string
	Body   string // JSON of a POST

	offset int // jobs that earlier answers brought
	total  int // jobs that the first answer promised; 0 when it did not
}

// Job is one posting of a board.
type Job struct {
	ID     string
	Title  string
	URL    string // where people read it; empty when the answer does not say
	Detail string // address that gives the posting's text; empty when Body has it
	Body   []byte // JSON or XML with the posting; nil when Detail has to be asked
	Media  string // type of Body
}

// Of recognises the address of a board, or of a posting on one.
func Of(u *url.URL) (Board, bool) {
	var steps []string
	for _, s := range strings.Split(u.EscapedPath(), "/") {
		step, err := url.PathUnescape(s)
		if err != nil || step == "." || step == ".." {
			return Board{}, false
		}
		if step != "" {
			steps = append(steps, step)
		}
	}
	for _, s := range systems() {
		b := Board{System: s.name, system: &s, host: u.Hostname()}
		if s.find(&b, steps, u.Query()) && b.Company != "" {
			return b, true
		}
	}
	return Board{}, false
}

// Systems names the systems that are known.
func Systems() (names []string) {
	for _, s := range systems() {
		names = append(names, s.name)
	}
	return names
}

// First is the request that begins: for the list, or for the one posting where the system gives it alone.
func (b Board) First() Request {
	if b.Job != "" && b.system.detail != nil {
		return Request{Method: "GET", URL: b.system.detail(b, b.Job)}
	}
	return b.system.list(b, 0)
}

// Read cuts the answer to a request into jobs, and gives the next request, if there is more to ask. For the address
// of one posting, only that posting is returned.
func (b Board) Read(r Request, body []byte) (jobs []Job, next *Request, err error) {
	// The posting was asked for alone, so the answer is the posting.
	if b.Job != "" && b.system.detail != nil {
		return []Job{{ID: b.Job, Title: titleOf(body, b.system), Body: body, Media: "application/json"}}, nil, nil
	}
	if b.system.xml {
		jobs, err = cutXML(body)
	} else {
		jobs, next, err = b.cutJSON(r, body)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the answer of %s is not what it used to be: %w", b.System, err)
	}
	for i := range jobs {
		if b.system.public != nil && jobs[i].URL == "" {
			jobs[i].URL = b.system.public(b, jobs[i].ID)
		}
	}
	if b.Job != "" {
		jobs = slices.DeleteFunc(jobs, func(j Job) bool { return !b.wanted(j) })
	}
	return jobs, next, nil
}

// wanted reports whether a job is the one that the address names.
func (b Board) wanted(j Job) bool {
	return j.ID == b.Job || strings.HasSuffix(strings.TrimSuffix(j.URL, "/"), "/"+b.Job)
}

// cutJSON finds the list in an answer and makes each element a job of its own, in the same envelope, so that its
// reader finds it where the whole board has it.
func (b Board) cutJSON(r Request, body []byte) (jobs []Job, next *Request, err error) {
	s := b.system
	var list []json.RawMessage
	envelope := map[string]json.RawMessage{}
	if s.under == "" {
		err = json.Unmarshal(body, &list)
	} else if err = json.Unmarshal(body, &envelope); err == nil {
		// An answer without the list is not an empty board: the interface has changed, or says something else.
		if envelope[s.under] == nil {
			return nil, nil, fmt.Errorf("it has no %q", s.under)
		}
		err = json.Unmarshal(envelope[s.under], &list)
	}
	if err != nil {
		return nil, nil, err
	}
	for _, raw := range list {
		job := Job{ID: field(raw, s.id), Title: field(raw, s.title), URL: field(raw, s.link), Media: "application/json"}
		if job.ID == "" {
			return nil, nil, fmt.Errorf("a job has no %q", s.id)
		}
		// A system that gives single postings may still have their texts in the list; then one request is enough.
		if s.detail != nil && s.listOnly {
			job.Detail, job.Media = s.detail(b, job.ID), ""
		} else if job.Body, err = wrapped(envelope, s.under, raw); err != nil {
			return nil, nil, err
		}
		jobs = append(jobs, job)
	}
	return jobs, s.more(b, r, len(list), envelope), nil
}

// wrapped is the envelope of a list with one element in it.
func wrapped(envelope map[string]json.RawMessage, under string, element json.RawMessage) ([]byte, error) {
	if under == "" {
		return element, nil
	}
	one := map[string]json.RawMessage{under: json.RawMessage("[" + string(element) + "]")}
	for k, v := range envelope {
		if k != under && len(v) < 1<<10 { // names of the company and the like, not facets
			one[k] = v
		}
	}
	return json.Marshal(one)
}

// field is the text or number at a dotted path of an object, or "".
func field(raw json.RawMessage, path string) string {
	for _, step := range strings.Split(path, ".") {
		var m map[string]json.RawMessage
		if path == "" || json.Unmarshal(raw, &m) != nil {
			return ""
		}
		raw = m[step]
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	if _, err := strconv.ParseFloat(string(raw), 64); err == nil {
		return string(raw)
	}
	return ""
}

// titleOf is the title of a posting that came alone.
func titleOf(body []byte, s *system) string {
	for _, path := range []string{s.detailTitle, s.title} {
		if t := field(body, path); t != "" {
			return t
		}
	}
	return ""
}
