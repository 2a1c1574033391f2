package report

import (
	"strings"

	"jobsignal/internal/demand"
	"jobsignal/internal/taxonomy"
)

// question is one entry of the story the page tells: its place, its words and what answers it.
type question struct {
	ID      string // anchor of the section
	Heading string // as the reader would ask it
	Nav     string // in the contents list
	Answer  func(*Report, *section)
}

// questions is the ordered table of what the page answers. To add a question, add an entry.
func questions() []question {
	return []question{
		{"fit", "Which certification fits the jobs I want?", "Which certification", (*Report).answerFit},
		{"compare", "How do the exams compare?", "The exams side by side", (*Report).answerCompare},
		{"platforms", "Which platform?", "Which platform", (*Report).answerPlatforms},
		{"skills", "Which services and skills, on each platform?", "Services and skills", (*Report).answerSkills},
		{"learn", "What would I have to learn, and in what order?", "What to learn", (*Report).answerLearn},
		{"build", "Building models or integrating services?", "Build or integrate", (*Report).answerBuild},
		{"who", "Who asks?", "Who asks", (*Report).answerWho},
		{"together", "What goes together?", "What goes together", (*Report).answerTogether},
		{"weeks", "What changed?", "What changed", (*Report).answerWeeks},
		{"believe", "Why should I believe it?", "Why believe it", (*Report).answerBelieve},
	}
}

// say fills a sentence of the page.
func (r *Report) say(id string, f fills) para { return r.words.say(id, f) }

// n is the number of postings the report speaks about.
func (r *Report) n() int { return r.in.Result.Postings }

// postings is that number with its noun.
func (r *Report) postings() string { return count(r.n(), "posting") }

// ranks reports whether there are postings enough to rank anything, in words or by a title.
func (r *Report) ranks() bool { return r.in.Result.Effective >= demand.RankFloor }

// dates says when the postings were first met.
func (r *Report) dates() string {
	w := r.in.Result.Weeks
	switch len(w) {
	case 0:
		return "no dates"
	case 1:
		return week(w[0].Week)
	}
	first, last := w[0].Week, w[len(w)-1].Week
	if year, n, ok := strings.Cut(first, "-W"); ok && strings.HasPrefix(last, year) {
		return "weeks" + nb + strings.TrimLeft(n, "0") + "–" + strings.TrimLeft(last[len(year)+2:], "0") + " of" + nb + year
	}
	return week(first) + " to " + week(last)
}

// week writes an ISO week: "2026-W47" becomes "week 47 of 2026".
func week(s string) string {
	year, n, ok := strings.Cut(s, "-W")
	if !ok {
		return clean(s, 20)
	}
	return "week" + nb + strings.TrimLeft(n, "0") + " of" + nb + year
}

// source is the line under every figure that says where its numbers come from.
func (r *Report) source() string {
	return "Source: " + r.postings() + " in your database, " + r.dates()
}

// cert is how prose calls a certification: name and code.
func (r *Report) cert(code string) string {
	c, ok := r.in.Vocabulary.Certification(code)
	if !ok {
		return clean(code, 40)
	}
	return vendorName(c) + " (" + c.Code + ")"
}

// vendorName is a certification's name with its vendor in front, once.
func vendorName(c taxonomy.Certification) string {
	name := strings.ReplaceAll(clean(c.Name, 90), " - ", " – ")
	for _, word := range []string{"AWS", "Azure", "Microsoft", "Google", "TensorFlow", "Fabric"} {
		if strings.Contains(name, word) {
			return name
		}
	}
	return platformName(c.Vendor, c.Vendor) + " " + name
}

// shortCert is the name of a certification without the words that all of its vendor share, for labels.
func shortCert(c taxonomy.Certification) string {
	return trimVendor(clean(c.Name, 90))
}

// trimVendor leaves out what every name of a vendor starts with.
func trimVendor(name string) string {
	name = strings.ReplaceAll(name, " - ", " – ")
	for _, head := range []string{"AWS Certified ", "Microsoft Certified: ", "Google Cloud ", "Google ", "Microsoft Azure ", "Azure "} {
		if rest, ok := strings.CutPrefix(name, head); ok {
			return rest
		}
	}
	return name
}

// state is a fit's place in its life as a short tag; an active exam needs none.
func state(f demand.Fit) string {
	switch f.Status {
	case taxonomy.Beta:
		return "beta"
	case taxonomy.Retiring:
		if f.Retires != "" {
			return "retires " + day(f.Retires)
		}
		return "retiring"
	case taxonomy.Retired:
		return "retired"
	}
	return ""
}

// next lists what follows a certification: formal successors first, else the nearest.
func next(f demand.Fit) []string {
	if len(f.Successors) > 0 {
		return f.Successors
	}
	return f.Nearest
}

// proportion is k of the report's postings with its interval on their effective number.
func (r *Report) proportion(k int) demand.Proportion {
	p := demand.Proportion{K: k, Of: r.n(), Effective: r.in.Result.Effective}
	if p.Of > 0 {
		p.Share = float64(k) / float64(p.Of)
	}
	p.Low, p.High = demand.Wilson(p.Share, p.Effective)
	return p
}

// warnings are the warnings that belong under one figure.
func (r *Report) warnings(under string) []string {
	var out []string
	for _, w := range r.in.Result.Warnings {
		if w.Under == under && !strings.Contains(w.Text, "which is retired") { // retiredNamed says it with the date
			out = append(out, clean(w.Text, 400))
		}
	}
	return out
}

// bookable lists the fits that can be booked and computed, in the order of the result.
func (r *Report) bookable() []demand.Fit {
	var out []demand.Fit
	for _, f := range r.in.Result.Fits {
		if f.Bookable && f.NoFit == "" {
			out = append(out, f)
		}
	}
	return out
}

// platform is the demand for a platform by id.
func (r *Report) platform(id string) demand.PlatformDemand {
	for _, p := range r.in.Result.Platforms {
		if p.ID == id {
			return p
		}
	}
	return demand.PlatformDemand{ID: id}
}
