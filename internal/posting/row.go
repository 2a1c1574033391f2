package posting

import (
	"jobsignal/internal/advert"
	"jobsignal/internal/document"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

// inARow reads a page that shows several whole advertisements one below the other, as newsletters and small firms do,
// each under a heading that names its job. A list of other jobs beside the one is none of these: its entries have no
// text. It returns nil for every other page.
func (w *webPage) inARow() []job.Posting {
	var out []job.Posting
	for _, part := range rows(w.doc.Blocks) {
		r := readPlain(w.page, &document.Document{Format: w.doc.Format, Blocks: part, Lead: lead(part)})
		out = append(out, r.Postings...)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// rows cuts blocks at the headings of the highest level of which two or more name different jobs and have an
// advertisement below them.
func rows(blocks []job.Block) [][]job.Block {
	for level := 1; level <= 6; level++ {
		var parts [][]job.Block
		titles := map[string]bool{}
		for i := 0; i < len(blocks); i++ {
			if !names(blocks[i], level) {
				continue
			}
			end := i + 1
			for end < len(blocks) && (blocks[end].Kind != job.Heading || blocks[end].Level > level) {
				end++
			}
			if advert.Weigh(blocks[i+1 : end]).Advertises() {
				titles[advert.Bare(blocks[i].Text)] = true
				parts = append(parts, blocks[i:end])
			}
			i = end - 1
		}
		if len(titles) > 1 {
			return parts
		}
	}
	return nil
}

// names reports a heading of a level that is the name of a job.
func names(b job.Block, level int) bool {
	return b.Kind == job.Heading && b.Level == level && len(b.Text) < 120 && fact.Role(b.Text) != "" && advert.PartOf(b.Text) == advert.NoPart
}

// lead are the short lines that a part opens with.
func lead(part []job.Block) (lines []string) {
	for i, b := range part {
		if i == 6 || i > 0 && b.Kind != job.Paragraph || len(b.Text) > 100 {
			break
		}
		lines = append(lines, b.Text)
	}
	return lines
}
