// Package advert tells advertisements from everything else: does a text advertise a job, and which part of a web
// page is that text?
//
// A text is weighed by its evidence (Weigh). Headings announce parts of an advertisement: duties, requirements, what
// is offered. Sentences use its phrases ("we are looking for", "you will", "m/w/d"). Entries of lists begin as duties
// and requirements do ("Develop …", "Experience with …"). Two points a part, one a phrase, half a point an entry;
// four make an advertisement when duties or requirements are announced, and without them three in a short text and
// five in a long one. Privacy notices speak of candidates too, but of their personal data more; below 300 characters
// everything is a fragment.
//
// The part of a page is found from the outside in (Content). First goes what is surely something else: navigation,
// footers, cookie banners, forms that ask for a name and a telephone number, lists of other jobs, told by tag and by
// what authors call them. Then, from the whole page inwards, an element is left for one inside it as long as that
// one holds four fifths of the text that is no link, and every heading of an advertisement. What stands beside the
// result and belongs to it (skills given as tags, another part of the advertisement) is taken back; what a heading
// such as "Similar jobs" opens at its end is cut off. Recall comes first: a line too many is read and ignored, a
// requirement that is lost is lost.
//
// The words are those of the languages postings come in most. They are not the vocabulary's cues, which say what a
// section asks for; reading must not change when somebody edits the vocabulary.
package advert

import (
	"jobsignal/internal/job"
	"jobsignal/internal/markup"
)

// Page is a web page as it is searched for an advertisement: its outline, its elements by their names, and what
// its short leaves announce.
type Page struct {
	Out   *markup.Outline
	Index Index
	Parts []Part // by leaf
}

// NewPage reads names and headings of a page, once.
func NewPage(out *markup.Outline) *Page {
	w := &Page{Out: out, Index: indexOf(out)}
	w.announce()
	return w
}

// announce reads what short leaves announce, once.
func (w *Page) announce() {
	w.Parts = make([]Part, len(w.Out.Leaves))
	for i := range w.Out.Leaves {
		l := &w.Out.Leaves[i]
		if l.Kind == job.Heading || len(l.Text) <= 60 {
			w.Parts[i] = PartOf(l.Text)
		}
	}
}

// InNoise reports whether a box lies in navigation, a footer, or among other jobs.
func (w *Page) InNoise(i int) bool {
	for ; i > 0; i = w.Out.Boxes[i].Parent {
		switch w.Out.Boxes[i].Tag {
		case "nav", "footer", "aside":
			return true
		}
		if w.Index.Boxes[i]&NoiseHint != 0 {
			return true
		}
	}
	return false
}
