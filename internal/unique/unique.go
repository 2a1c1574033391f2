// Package unique says which postings advertise the same job.
//
// The same job on two boards, copied by an agency, reposted after weeks or advertised once per city is one job with
// several postings. Nothing is deleted: Clusters only says what belongs together, and why. Whether two postings belong
// together depends on the two alone, so the order in which they came never matters.
package unique

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/zeebo/xxh3"
)

// The limits of the rule. Rule prints them.
const (
	repostDays   = 120  // postings further apart are different openings
	likeSame     = 0.60 // likeness of texts, same title and employer
	likeCopy     = 0.80 // same title, other employer
	likeMore     = 0.90 // same title but for a bracket, or other years of experience
	likeEqual    = 0.97 // other title: the texts are nearly the same
	fewestWords  = 40   // texts below are compared for equality only
	repostAfter  = 14   // days from which a second posting is called a repost
	mostCompared = 24   // neighbours that a posting is compared with in one bucket
)

// Rule says the rule in one paragraph, as the report prints it.
func Rule() string {
	return fmt.Sprintf("Postings count once when they advertise the same job: the same title, employer, place and text; "+
		"or, within %d days of each other, the same title and employer with texts that share %.0f %% of their three-word sequences, whatever the place, "+
		"or the same title under another employer with %.0f %% (%.0f %% where one title says more in brackets or they state other years of experience), "+
		"or the same employer, place, level and years with %.0f %%, or the same employer and place with equal texts, whatever the title. "+
		"Marks of gender, numbers and places in titles and legal forms of employers do not matter; "+
		"levels such as senior or II do. The member with the most stated fields, then the longest text, speaks for the job.",
		repostDays, 100*likeSame, 100*likeCopy, 100*likeMore, 100*likeEqual)
}

// Posting is what of a posting says which job it advertises. Empty fields were not stated.
type Posting struct {
	ID       int64
	Title    string
	Employer string
	Place    string
	Posted   string // 2006-01-02: day it was posted; empty: not stated
	Seen     string // 2006-01-02: day it was first met; says how far apart two are where not both state their day
	Years    int    // least years of experience asked for; 0: not stated
	Fields   int    // number of stated fields; the more, the sooner it speaks for its cluster
	Text     Signature
}

// Reason says why two postings are one job.
type Reason string

// The reasons. Their texts are shown to users.
const (
	SameAd   Reason = "the same advertisement"
	NearText Reason = "same title and employer, nearly the same text"
	Reposted Reason = "posted again"
	Places   Reason = "one job in several places"
	Copied   Reason = "copied under another employer"
	Retitled Reason = "the same text under another title"
)

// Link is one merge.
type Link struct {
	A, B     int64 // posting ids
	Reason   Reason
	Likeness float64 // of the texts, 0 to 1
}

// Cluster is the postings that advertise one job.
type Cluster struct {
	Speaker int64   // the most complete member
	Members []int64 // sorted
	Links   []Link  // len(Members)-1 merges that join them
}

// Clusters sorts postings into jobs; every posting is in exactly one cluster. Clusters come in the order of their smallest
// id. The ids must differ. The time taken grows as n log n, also when thousands of postings share their text; of each
// posting some 450 bytes are held, most of them for the likeness of its text.
func Clusters(postings iter.Seq[Posting]) []Cluster {
	f := newForest(postings)
	order := f.order()
	f.join(order, func(k *key) uint64 { return mix(k.text.exact, k.title, k.employer, k.place) })
	// 32 bands of 4 rows find 98.8 % of pairs with likeness 0.6 and nearly all above; the title is part of the bucket.
	for band := range hashes / 4 {
		f.join(order, func(k *key) uint64 { return k.band(band, 4, k.title) })
	}
	// 8 bands of 16 rows find 99.9 % of pairs with likeness 0.97, whatever the title.
	for band := range hashes / 16 {
		f.join(order, func(k *key) uint64 { return k.band(band, 16, 0) })
	}
	return f.clusters()
}

// key is a posting as it is compared.
type key struct {
	id                     int64
	title, employer, place uint64 // hashes of their words; 0: nothing
	aside, levels          words  // of the title: in brackets, and of rank
	employerWords          words
	placeWords             words
	letters                int32 // of the employer's words
	posted, seen           int32 // days since 1970; -1 unknown
	fields                 int32
	years                  int16 // of experience; 0 unknown
	text                   print
}

// print is a signature with half the bits of each hash. Two that differ in the others are taken for equal once in 65,536
// times, which moves no likeness by as much as its standard error; and of millions of postings it is what memory holds.
type print struct {
	words int32
	exact uint64
	min   [hashes]uint16
}

func newPrint(s *Signature) print {
	p := print{words: int32(min(s.Words, math.MaxInt32)), exact: s.Exact}
	for i, m := range s.Min {
		p.min[i] = uint16(m)
	}
	return p
}

// likeness is Likeness, of prints.
func (p *print) likeness(o *print) float64 {
	if p.exact == o.exact && p.words == o.words {
		return 1
	}
	if p.words < shingle || o.words < shingle {
		return 0
	}
	same := 0
	for i := range p.min {
		if p.min[i] == o.min[i] {
			same++
		}
	}
	return float64(same) / hashes
}

// words are words by their number in a pool: of millions of postings the same few words are said over and over.
type words []uint32

// pool numbers words, and keeps lists of numbers side by side in large pieces.
type pool struct {
	numbers map[string]uint32
	free    words // what is left of the present piece
}

// of is a list of words by their numbers.
func (p *pool) of(list []string) words {
	if len(list) == 0 {
		return nil
	}
	if len(p.free) < len(list) {
		p.free = make(words, max(1<<14, len(list)))
	}
	out := p.free[:len(list):len(list)]
	p.free = p.free[len(list):]
	for i, w := range list {
		n, ok := p.numbers[w]
		if !ok {
			n = uint32(len(p.numbers))
			p.numbers[strings.Clone(w)] = n // the word alone, not the text that it was cut from
		}
		out[i] = n
	}
	return out
}

// newKey reads a posting as it is compared.
func newKey(p *Posting, pool *pool) key {
	t, employer, place := readTitle(p.Title, p.Place), employerWords(p.Employer), placeWords(p.Place)
	k := key{id: p.ID, posted: dayOf(p.Posted), seen: dayOf(p.Seen), fields: int32(p.Fields), years: int16(min(p.Years, 99)), text: newPrint(&p.Text),
		title: hashWords(slices.Concat(t.words, t.levels)), employer: hashWords(employer), place: hashWords(place),
		aside: pool.of(t.aside), levels: pool.of(t.levels), employerWords: pool.of(employer), placeWords: pool.of(place)}
	for _, w := range employer {
		k.letters += int32(len(w))
	}
	return k
}

// dayOf is a day counted from 1970; -1 when none is stated.
func dayOf(date string) int32 {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return -1
	}
	return int32(t.Unix() / 86400)
}

// day is when the posting was posted, else when it was first met.
func (k *key) day() int32 {
	if k.posted >= 0 {
		return k.posted
	}
	return k.seen
}

// apart is how many days lie between two postings. Days of one sort are compared: a posting that states its day and one
// that does not are as far apart as the days on which they were met. An unknown day speaks against nothing.
func (k *key) apart(o *key) int32 {
	a, b := k.posted, o.posted
	if a < 0 || b < 0 {
		a, b = k.seen, o.seen
	}
	if a < 0 || b < 0 {
		return 0
	}
	return max(a-b, b-a)
}

// hashWords is 0 for no words.
func hashWords(words []string) uint64 {
	h := uint64(0)
	for _, w := range words {
		h = mix(h, xxh3.HashString(w))
	}
	return h
}

// mix puts hashes together; their order counts.
func mix(values ...uint64) uint64 {
	h := uint64(0)
	for _, v := range values {
		h = (h<<23 | h>>41) ^ v*0x9e3779b97f4a7c15
	}
	return h
}

// band is the bucket of one band of the MinHash; 0 keeps a text that is too short out.
func (k *key) band(band, rows int, title uint64) uint64 {
	if k.text.words < fewestWords {
		return 0
	}
	h := mix(title, 1)
	for _, m := range k.text.min[band*rows : (band+1)*rows] {
		h = mix(h, uint64(m))
	}
	// Never 0, which means: in no bucket.
	return h | 1
}

// compare says whether two postings are one job, and why.
func compare(a, b *key) (Link, bool) {
	l := Link{A: min(a.id, b.id), B: max(a.id, b.id), Likeness: a.text.likeness(&b.text)}
	days := a.apart(b)
	sameTitle := a.title == b.title && a.title != 0 && a.sameAside(b)
	sameEmployer := a.sameEmployer(b)
	samePlace := meet(a.placeWords, b.placeWords)
	short := min(a.text.words, b.text.words) < fewestWords
	switch {
	case days > repostDays:
		return l, false
	case a.text.exact == b.text.exact && sameTitle && a.employer == b.employer && a.place == b.place:
		l.Reason = SameAd
		// A few words agree by chance; only equality counts for them.
	case short:
		return l, false
	case sameTitle && sameEmployer && l.Likeness >= a.enough(b):
		l.Reason = NearText
		if days >= repostAfter {
			l.Reason = Reposted
		}
		// One opening in each town is advertised once per town: still one job to a person who counts what is asked.
		if !samePlace {
			l.Reason = Places
		}
		// Agencies and sister companies put their own name on a text; they rarely touch the title.
	case sameTitle && !sameEmployer && l.Likeness >= max(likeCopy, a.enough(b)):
		l.Reason = Copied
		// A text that says the same is the same job under a better title. Levels are told apart by title and years alone,
		// hence equal.
	case sameEmployer && samePlace && (a.text.exact == b.text.exact ||
		l.Likeness >= likeEqual && slices.Equal(a.levels, b.levels) && a.sameYears(b)):
		l.Reason = Retitled
	default:
		return l, false
	}
	return l, true
}

// sameAside reports whether the brackets of one title say no more than those of the other.
func (k *key) sameAside(o *key) bool { return within(k.aside, o.aside) || within(o.aside, k.aside) }

// sameYears reports whether both ask for the same years of experience, as far as both say.
func (k *key) sameYears(o *key) bool { return k.years == o.years || k.years == 0 || o.years == 0 }

// enough is the likeness from which two postings with agreeing titles are one job.
func (k *key) enough(o *key) float64 {
	if slices.Equal(k.aside, o.aside) && k.sameYears(o) {
		return likeSame
	}
	return likeMore
}

// sameEmployer reports whether two employers are one: the same words, or one name begins the other ("ABN AMRO", "ABN
// AMRO NL"). Employers that are not stated are like none, and neither are names of one or two letters.
func (k *key) sameEmployer(o *key) bool {
	if len(k.employerWords) > len(o.employerWords) {
		k, o = o, k
	}
	n := len(k.employerWords)
	return n > 0 && k.letters >= 3 && slices.Equal(k.employerWords, o.employerWords[:n])
}

// forest joins postings into trees (union-find).
type forest struct {
	pieces [][]key // in pieces, since one list would be copied while it grows
	n      int
	parent []int32
	links  map[int32][]Link // by root
}

// piece is how many keys stand in one piece.
const piece = 512

// newForest starts with every posting alone.
func newForest(postings iter.Seq[Posting]) *forest {
	f := &forest{links: map[int32][]Link{}}
	pool := &pool{numbers: map[string]uint32{}}
	for p := range postings {
		if f.n%piece == 0 {
			f.pieces = append(f.pieces, make([]key, 0, piece))
		}
		last := &f.pieces[len(f.pieces)-1]
		*last = append(*last, newKey(&p, pool))
		f.parent = append(f.parent, int32(f.n))
		f.n++
	}
	return f
}

// key is posting i.
func (f *forest) key(i int32) *key { return &f.pieces[i/piece][i%piece] }

// order sorts the postings by what they say, so that buckets look the same however the postings came.
func (f *forest) order() []int32 {
	order := make([]int32, f.n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := f.key(i), f.key(j)
		return cmp.Or(cmp.Compare(a.employer, b.employer), cmp.Compare(a.day(), b.day()), cmp.Compare(a.place, b.place),
			cmp.Compare(a.text.exact, b.text.exact), cmp.Compare(a.title, b.title), cmp.Compare(a.id, b.id))
	})
	return order
}

// join compares the postings that share a bucket, each with its next neighbours only: a bucket of thousands holds
// postings so alike that neighbours chain it together.
func (f *forest) join(order []int32, bucket func(*key) uint64) {
	type entry struct {
		bucket uint64
		rank   int32
	}
	entries := make([]entry, 0, len(order))
	for rank, i := range order {
		if b := bucket(f.key(i)); b != 0 {
			entries = append(entries, entry{b, int32(rank)})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if a.bucket != b.bucket {
			return cmp.Compare(a.bucket, b.bucket)
		}
		return cmp.Compare(a.rank, b.rank)
	})
	// Neighbours in rank have the same employer and nearly the same day: those that belong together stand together.
	for i := range entries {
		for j := i + 1; j < len(entries) && j <= i+mostCompared && entries[j].bucket == entries[i].bucket; j++ {
			f.tie(order[entries[i].rank], order[entries[j].rank])
		}
	}
}

// tie joins two postings if they are one job and not yet joined.
func (f *forest) tie(i, j int32) {
	a, b := f.root(i), f.root(j)
	if a == b {
		return
	}
	link, ok := compare(f.key(i), f.key(j))
	if !ok {
		return
	}
	// The smaller tree joins the larger one, which keeps the lists of links cheap to move.
	if len(f.links[a]) < len(f.links[b]) {
		a, b = b, a
	}
	f.parent[b] = a
	f.links[a] = append(append(f.links[a], f.links[b]...), link)
	delete(f.links, b)
}

// root finds the tree of a posting and shortens the way for the next one.
func (f *forest) root(i int32) int32 {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

// clusters writes the trees down.
func (f *forest) clusters() []Cluster {
	at := make([]int32, f.n) // cluster of a root, counted from 1
	roots := 0
	for i := range int32(f.n) {
		if f.root(i) == i {
			roots++
		}
	}
	out := make([]Cluster, 0, roots)
	speakers := make([]*key, 0, roots)
	for i := range int32(f.n) {
		r, k := f.root(i), f.key(i)
		if at[r] == 0 {
			out = append(out, Cluster{Links: f.links[r]})
			speakers = append(speakers, k)
			at[r] = int32(len(out))
		}
		c := at[r] - 1
		out[c].Members = append(out[c].Members, k.id)
		if speaksBefore(k, speakers[c]) {
			speakers[c] = k
		}
	}
	for c := range out {
		out[c].Speaker = speakers[c].id
		slices.Sort(out[c].Members)
		slices.SortFunc(out[c].Links, func(a, b Link) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	}
	slices.SortFunc(out, func(a, b Cluster) int { return cmp.Compare(a.Members[0], b.Members[0]) })
	return out
}

// speaksBefore orders members by how complete they are; then the earlier one, then the smaller id.
func speaksBefore(a, b *key) bool {
	return cmp.Or(cmp.Compare(b.fields, a.fields), cmp.Compare(b.text.words, a.text.words),
		cmp.Compare(a.day(), b.day()), cmp.Compare(a.id, b.id)) < 0
}
