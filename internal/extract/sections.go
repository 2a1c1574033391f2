package extract

import (
	"strings"

	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// The classes of a heading, as the vocabulary names them. The empty class is an unknown heading: it opens nothing.
const (
	classDuties    = "responsibilities"
	classRequired  = "required"
	classPreferred = "preferred"
	classStack     = "stack"
	classBenefits  = "benefits"
	classEmployer  = "employer"
	classProcess   = "process"
	classEducation = "education"
	classLegal     = "legal"
	classJobs      = "jobs"
	classRole      = "role"
)

// sectionKinds says which kind of section a class of heading opens.
var sectionKinds = map[string]job.SectionKind{
	classDuties: job.Responsibilities, classStack: job.Responsibilities,
	classRequired: job.RequiredSection, classEducation: job.RequiredSection,
	classPreferred: job.PreferredSection,
	classBenefits:  job.Benefits,
	classEmployer:  job.Employer, classProcess: job.Employer, classLegal: job.Employer,
}

// itemMark starts a list item in a section's text.
const itemMark = "• "

// part is a section with the class of its heading, and for each line whether a lead-in above overrides it.
type part struct {
	job.Section
	class string
	leads []lead
	text  []byte // becomes Text when the section is whole
}

// lead is a line such as "You have:" that says what the items below it are.
type lead struct {
	start, end int // bytes in Text that it rules
	class      string
}

// cut divides a body at its headings. A heading deeper than a known one, or a weak one (level 7) that is unknown,
// stays under it; any other unknown heading opens nothing. What stands under a list of other jobs is cut off.
func cut(v *taxonomy.Vocabulary, body []job.Block) []part {
	var parts []part
	c := cutter{v: v}
	body = apart(v, body)
	for i, b := range body {
		head := b.Kind == job.Heading || isHeadingLine(v, b)
		if head && !c.entry(b) {
			c.bare = len(parts) > 0 && parts[len(parts)-1].Heading != "" && len(parts[len(parts)-1].text) == 0
			c.open(b, i+1 < len(body) && body[i+1].Kind == job.Item)
			if c.class == classJobs {
				break
			}
			parts = append(parts, part{Section: job.Section{Heading: b.Text, Kind: c.kind()}, class: c.class})
			if !c.lead || len(v.Find(b.Text)[0]) == 0 {
				continue
			}
			b.Kind = job.Paragraph // "Ideally some Terraform:" asks for what it names, too
		}
		if len(parts) == 0 {
			parts = append(parts, part{Section: job.Section{Kind: job.Other}})
		}
		parts[len(parts)-1].write(v, b, i+1 < len(body) && body[i+1].Kind == job.Item)
	}
	for i := range parts {
		parts[i].Text = string(parts[i].text)
	}
	return parts
}

// apart gives a known heading that hangs on the end of a block a block of its own: exports that lose line breaks write
// "… with a BAA in place. Desirable skills", and the list below.
func apart(v *taxonomy.Vocabulary, body []job.Block) []job.Block {
	var out []job.Block
	for i, b := range body {
		at := 0
		if i+1 < len(body) && body[i+1].Kind != job.Heading {
			at = trailing(v, b)
		}
		if at > 0 && out == nil {
			out = append(make([]job.Block, 0, len(body)+4), body[:i]...)
		}
		if at > 0 {
			head := b
			head.Text = strings.TrimRight(b.Text[:at], " ")
			out = append(out, head)
			b = job.Block{Kind: job.Heading, Level: weakLevel, Text: b.Text[at:]}
		}
		if out != nil {
			out = append(out, b)
		}
	}
	if out == nil {
		return body
	}
	return out
}

// trailing returns where a known heading begins that ends a block, on its last line or, with two words or more, behind
// a full stop; 0 when none does.
func trailing(v *taxonomy.Vocabulary, b job.Block) int {
	if b.Kind == job.Heading {
		return 0
	}
	at := strings.LastIndexAny(b.Text, ".!?;\n") + 1
	title := strings.TrimLeft(b.Text[at:], " ")
	if at == 0 || len(title) > 60 || b.Text[at-1] != '\n' && (len(title) == len(b.Text[at:]) || words(title) < 2) {
		return 0
	}
	if class, ok := v.Heading(title); !ok || class == classRole {
		return 0
	}
	return len(b.Text) - len(title)
}

// cutter remembers the headings above the current block.
type cutter struct {
	v     *taxonomy.Vocabulary
	class string
	level int  // level of the heading that gave the class
	lead  bool // the last heading is none of the closed lists but announces what stands below
	bare  bool // nothing stands between the heading before and the one that is opened now
}

// kind is the section kind of the current class.
func (c *cutter) kind() job.SectionKind {
	if k, ok := sectionKinds[c.class]; ok {
		return k
	}
	return job.Other
}

// open reads a heading. items says whether list items follow it.
func (c *cutter) open(b job.Block, items bool) {
	level := b.Level
	c.lead = false
	if b.Kind != job.Heading || level == 0 {
		level = weakLevel
	}
	if c.class == classStack && level >= weakLevel && topics[heading(b.Text)] {
		return // a part of the stack
	}
	if class, ok := c.v.Heading(b.Text); ok {
		if class == classStack && c.bare && (c.class == classRequired || c.class == classPreferred) {
			return // "Requirements", and right below "Tech stack": the stack is what is asked for
		}
		c.class, c.level = class, level
		return
	}
	if class := leadClass(c.v, b.Text); class != "" && (items || class == classPreferred) {
		c.class, c.level, c.lead = class, level, true
		return
	}
	if c.asks() && (level > c.level || level >= weakLevel && c.level >= weakLevel) {
		return // a subheading
	}
	c.class, c.level = "", level
}

// entry reports whether a line that only looks like a heading asks for something itself: under requirements or
// duties, a bold line that names a term and announces nothing, such as "PostgreSQL / SQL" or "Cloud (Azure preferred)".
func (c *cutter) entry(b job.Block) bool {
	if !c.asks() || b.Kind != job.Heading || b.Level < weakLevel || len(b.Text) > 100 {
		return false
	}
	if _, known := c.v.Heading(b.Text); known || len(c.v.Find(b.Text)[0]) == 0 {
		return false
	}
	title, inside, _ := strings.Cut(b.Text, "(")
	if len(c.v.Find(inside)[0]) == 0 {
		title = b.Text // "Certifications (preferred)": the bracket speaks of the list below
	}
	return leadClass(c.v, title) == ""
}

// asks reports whether the current class asks something; what the employer says of itself ends at any heading.
func (c *cutter) asks() bool {
	switch c.class {
	case classDuties, classStack, classRequired, classPreferred, classEducation:
		return true
	}
	return false
}

// weakLevel is the level of a line that merely looks like a heading: bold, or ended by a colon.
const weakLevel = 7

// isHeadingLine reports whether a short paragraph or item is a known heading though nothing marks it as one.
func isHeadingLine(v *taxonomy.Vocabulary, b job.Block) bool {
	if b.Kind == job.Heading || len(b.Text) > 80 || strings.Contains(b.Text, "\n") {
		return false
	}
	_, ok := v.Heading(b.Text)
	if ok && b.Kind == job.Item && !strings.HasSuffix(b.Text, ":") {
		return len(v.Find(b.Text)[0]) == 0 // "who is familiar with Azure" is an entry, whatever "who is" may head
	}
	return ok
}

// write adds a block to the section's text.
func (p *part) write(v *taxonomy.Vocabulary, b job.Block, itemNext bool) {
	if len(p.text) > 0 {
		p.text = append(p.text, '\n')
	}
	start := len(p.text)
	if b.Kind == job.Item {
		p.text = append(p.text, itemMark...)
	}
	p.text = append(p.text, b.Text...)
	if n := len(p.leads); b.Kind == job.Item && n > 0 && p.leads[n-1].end == start {
		p.leads[n-1].end = len(p.text) + 1 // the item joins the lead-in's list
		return
	}
	if b.Kind == job.Paragraph && itemNext {
		if class := leadClass(v, lastSentence(b.Text)); class != "" {
			p.leads = append(p.leads, lead{start: len(p.text) + 1, end: len(p.text) + 1, class: class})
		}
	}
}

// lastSentence returns the last sentence of a paragraph, in which a lead-in says what follows.
func lastSentence(s string) string {
	s = strings.TrimRight(s, " :：.…-–")
	if i := strings.LastIndexAny(s, ".!?\n"); i >= 0 {
		return s[i+1:]
	}
	return s
}

// leadClass says what a heading or lead-in outside the closed lists announces: "As an engineer you will",
// "Ideally you also have". Only cues that end it or soften it count, so that a mere word opens nothing.
func leadClass(v *taxonomy.Vocabulary, text string) string {
	text = strings.TrimRight(text, " :：.…-–")
	class, listing := "", false
	for _, c := range v.FindCues(text) {
		listing = listing || c.Class == "choice.including" && c.Lang == "en"
	}
	for _, c := range v.FindCues(text) {
		atEnd := c.End >= len(text)
		switch {
		case c.Class == "phrase.preferred" || c.Class == "choice.prefer":
			return classPreferred
		case c.Class == "phrase.duty" && (atEnd || words(text) >= 5):
			class = classDuties
		case (c.Class == "phrase.required" || c.Class == "phrase.asks") && (atEnd || c.Start == 0 && listing && class == ""): // the end rules: "To land this gig you'll need"
			class = classRequired
		case c.Class == "phrase.stack" && class == "":
			class = classStack
		}
	}
	return class
}
