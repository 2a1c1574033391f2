// Package job holds the words of the house: what is read, what is found in it, and what it is called.
//
// It is the glossary too. One word per idea, the same in Go, SQL, YAML, flags and report:
//
//	Page      one document as received: a saved file, a row of an export, an answer from the network.
//	Posting   one advertisement, after schema.org/JobPosting. A page holds none, one or many.
//	Block     a heading, a paragraph or a list item of a posting's text, in reading order.
//	Section   the blocks under one heading, with the kind that the heading gives them.
//	Mention   one place where a posting names a term: its kind, its group, its bytes.
//	Group     one thing asked for, satisfied by any of its members: "AWS, Azure or GCP" is one
//	          group of three; a lone term is a group of one.
//	Outcome   what became of a page: a posting, no posting and why, or a failure and why.
//
// The package knows no format, no vocabulary and no storage; everything else imports it.
package job

import (
	"strings"
	"time"
)

// Page is one document as received. Its body is never changed after the source hands it out.
type Page struct {
	Source    string    // what the user can find again: a path or a URL
	Part      string    // place inside a container ("line 12", "member x.html"); empty when the source is one page
	URL       string    // address it was fetched or saved from; empty when unknown
	Format    string    // name from the table of formats (document.Formats); empty means: tell by content
	MediaType string    // Content-Type as received, with its charset; empty when unknown
	Body      []byte    // bytes as received, decompressed
	Retrieved time.Time // when it was fetched, or the file's modification time; UTC, zero when unknown

	Given map[string]string // what a list of sources says of it: "name", "tags", "place"; usually nil

	ETag, LastModified string // as the server stated them, to ask later whether the page changed; empty for files
}

// Name is how messages name the page: its source, and its part where it has one.
func (p *Page) Name() string {
	if p.Part == "" {
		return p.Source
	}
	return p.Source + " (" + p.Part + ")"
}

// BlockKind says what a block of text is.
type BlockKind string

// The kinds of block.
const (
	Heading   BlockKind = "heading"
	Paragraph BlockKind = "paragraph"
	Item      BlockKind = "item"
)

// Block is one heading, paragraph or list item. Its text is one logical line with white space folded,
// except that a hard line break inside a paragraph stays as "\n".
type Block struct {
	Kind  BlockKind `json:"kind"`
	Level int       `json:"level,omitempty"` // heading: 1–6, 7 for a bold or colon-ended line that acts as one; item: depth from 1
	Text  string    `json:"text"`
}

// SectionKind is what a heading says about the text below it.
type SectionKind string

// The kinds of section. Other covers unknown headings and text before the first one.
const (
	Responsibilities SectionKind = "responsibilities"
	RequiredSection  SectionKind = "required"
	PreferredSection SectionKind = "preferred"
	Benefits         SectionKind = "benefits"
	Employer         SectionKind = "employer"
	Other            SectionKind = "other"
)

// Section is a run of blocks under one heading. Text joins the blocks with "\n"; a list item starts with "• ".
type Section struct {
	Kind    SectionKind `json:"kind"`
	Heading string      `json:"heading"` // as the posting writes it; empty before the first heading
	Text    string      `json:"text"`
}

// Kind says how a posting uses a term.
type Kind string

// The kinds of a mention. Required, Duty and Preferred are demand; Context and Negated are seen, not counted.
const (
	Required  Kind = "required"
	Preferred Kind = "preferred"
	Duty      Kind = "duty"
	Context   Kind = "context"
	Negated   Kind = "negated"
)

// Kinds lists every kind, strongest first: the order in which one use of a term outweighs another.
var Kinds = [...]Kind{Required, Preferred, Duty, Context, Negated}

// Demand reports whether the kind counts as asking.
func (k Kind) Demand() bool { return k == Required || k == Preferred || k == Duty }

// Strength orders kinds: a smaller number outweighs a larger one. An unknown kind is weakest.
func (k Kind) Strength() int {
	for i, x := range Kinds {
		if x == k {
			return i
		}
	}
	return len(Kinds)
}

// Mention is one place where a posting names a term.
type Mention struct {
	Term       string `json:"term"`    // term id
	Kind       Kind   `json:"kind"`    // decided by Rule
	Group      int    `json:"group"`   // index into the posting's groups
	Part       int    `json:"part"`    // mentions of one group and part are named in one breath ("AWS SageMaker") and are not each other's alternative
	Section    int    `json:"section"` // index into the posting's sections
	Start, End int    // bytes in that section's text
	Sentence   [2]int // bytes of the clause-bearing sentence in that section's text
	Rule       string `json:"rule"` // id of the rule that decided the kind, documented in docs/method.md
}

// Group is one thing asked for, satisfied by any of its members.
type Group struct {
	Terms []string // term ids, sorted, no duplicates
	Open  bool     // the text adds "or similar": an unnamed alternative would do as well
	Rule  string   // id of the rule that joined it: "or", "such-as", "slash" …; "alone" for a group of one
}

// PeriodHour and its siblings are the periods a salary is stated for.
const (
	PeriodHour  = "hour"
	PeriodDay   = "day"
	PeriodWeek  = "week"
	PeriodMonth = "month"
	PeriodYear  = "year"
)

// Salary is pay as the posting states it, never converted.
type Salary struct {
	Min      float64 `json:"min"` // 0 when only an upper end is stated
	Max      float64 `json:"max"` // 0 when only a lower end is stated
	Currency string  `json:"currency"`
	Period   string  `json:"period"`
	Text     string  `json:"text,omitempty"` // the words that state it
}

// Answer is yes, no or not said.
type Answer string

// The three answers.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = ""
)

// Posting is one job advertisement as read from a page. Empty fields were not stated.
type Posting struct {
	Title          string  `json:"title"`
	Employer       string  `json:"employer"`
	Department     string  `json:"department,omitempty"` // of the employer, as its system calls it
	Location       string  `json:"location"`
	Remote         Answer  `json:"remote"` // yes: fully or partly remote; no: on-site is stated
	Posted         string  `json:"posted"` // 2006-01-02
	ValidThrough   string  `json:"valid_through"`
	Closed         bool    `json:"closed"`          // the page says applications are closed
	EmploymentType string  `json:"employment_type"` // full-time, part-time, contract, internship, temporary
	Salary         *Salary `json:"salary"`
	Language       string  `json:"language"`  // ISO 639-1 of the text
	Role           string  `json:"role"`      // role family from the title: "ml-engineer"; empty when unknown
	Seniority      string  `json:"seniority"` // "junior", "mid", "senior", "lead", "manager"; empty when unknown
	Years          int     `json:"years"`     // smallest stated years of experience; 0 when not stated
	URL            string  `json:"url"`       // where the advertisement lives
	Key            string  `json:"key"`       // the site's own identifier, when the page states one

	Body     []Block   `json:"body"`     // the advertisement's text, without navigation, other jobs and footer
	Sections []Section `json:"sections"` // Body cut at its headings; filled by extract

	Origins  map[string]string `json:"origins"`  // field name → where it came from: "json-ld", "microdata", "page", "title", "text", "record", "given"
	Warnings []string          `json:"warnings"` // disagreements between places that state the same field
}

// Text is the body as plain text: one block a line, items marked.
func (p *Posting) Text() string {
	var b strings.Builder
	for i, x := range p.Body {
		if i > 0 {
			b.WriteByte('\n')
		}
		if x.Kind == Item {
			b.WriteString("• ")
		}
		b.WriteString(x.Text)
	}
	return b.String()
}

// Reason says why a page holds no posting. It is an outcome, not a failure.
type Reason string

// The reasons. Their texts are shown to users.
const (
	Login        Reason = "login page"
	Gone         Reason = "job page without its text"
	Listing      Reason = "list of jobs"
	ListedOnly   Reason = "listing without text"
	Form         Reason = "application form without the advertisement"
	ErrorPage    Reason = "error page"
	Article      Reason = "article, not a job"
	NeedsBrowser Reason = "page is drawn by script"
	Empty        Reason = "empty"
	NotAJob      Reason = "not a job posting"
	Fragment     Reason = "fragment: too little text"
	NoTextLayer  Reason = "no text layer: its pages are pictures"
)
