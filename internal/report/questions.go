// Package report makes the pages and exports that a person decides from. It is pure: measured numbers, rows and
// evidence come in; HTML, CSV, JSON and Markdown go out. It computes no measure of its own (demand does), reads
// no clock and touches no disk.
//
// What the page answers is the ordered table below. A new question is one entry there, and a function that fills a
// section from a brief: verdict, wanted and market hold the present ones.
package report

import (
	"jobsignal/internal/brief"
	"jobsignal/internal/market"
	"jobsignal/internal/page"
	"jobsignal/internal/verdict"
	"jobsignal/internal/wanted"
)

// question is one entry of the story the page tells: its place, its words and what answers it.
type question struct {
	ID      string // anchor of the section
	Heading string // as the reader would ask it
	Nav     string // in the contents list
	Answer  func(*brief.Brief, *page.Section)
}

// questions is the ordered table of what the page answers. To add a question, add an entry.
func questions() []question {
	return []question{
		{"fit", "Which certification fits the jobs I want?", "Which certification", verdict.Fit},
		{"compare", "How do the exams compare?", "Exams side by side", verdict.Compare},
		{"platforms", "Which platform?", "Which platform", wanted.Platforms},
		{"skills", "Which services and skills, on each platform?", "Services and skills", wanted.Skills},
		{"learn", "What would I have to learn, and in what order?", "What to learn", wanted.Learn},
		{"build", "Building models or integrating services?", "Build or integrate", wanted.Build},
		{"who", "Who asks?", "Who asks", market.Who},
		{"together", "What goes together?", "What goes together", market.Together},
		{"weeks", "What changed?", "What changed", market.Weeks},
		{"believe", "Why should I believe it?", "Why believe it", believe},
	}
}
