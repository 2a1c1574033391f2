package intake

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"jobsignal/internal/job"
	"jobsignal/internal/unique"
)

// Reading is one posting with what was found in it. The posting's Sections are those the mentions point into.
type Reading struct {
	Posting  job.Posting
	Mentions []job.Mention
	Groups   []job.Group
}

// Input is one page and what was read from it.
type Input struct {
	Page     *job.Page // nil for Rematch and Reread, where the page is kept already
	Hash     Hash
	Format   string // format the page was read in
	Outcome  Outcome
	Reason   string // why there is no posting, or why it failed; empty when read
	Detail   string // what the reason rests on
	Readings []Reading
}

// Packed is an input ready to be stored.
type Packed struct {
	Input
	body     []byte
	given    string
	readings []packedReading
}

// packedReading is a reading with everything that costs time already done.
type packedReading struct {
	Reading
	blocks            []byte
	origins, warnings string
	found, same       [16]byte
	complete          int64
	changed           []effect // by overrides
	sketch            []byte   // what the likeness of texts is judged by
}

// Packer prepares what is stored: it compresses and hashes. Its methods may be called by many goroutines.
type Packer struct {
	Overrides Overrides // applied to every reading; set before the first Pack

	zip *zstd.Encoder
}

// NewPacker returns a packer.
func NewPacker() (*Packer, error) {
	zip, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(0))
	if err != nil {
		return nil, fmt.Errorf("starting compression: %w", err)
	}
	return &Packer{zip: zip}, nil
}

// Pack prepares one input.
func (k *Packer) Pack(in Input) (*Packed, error) {
	p := &Packed{Input: in}
	name := "a kept page"
	if in.Page != nil {
		name = in.Page.Name()
		p.body = k.zip.EncodeAll(in.Page.Body, []byte{})
		var err error
		if p.given, err = object(in.Page.Given); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, r := range in.Readings {
		x, err := k.reading(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		p.readings = append(p.readings, x)
	}
	return p, nil
}

// reading prepares one posting.
func (k *Packer) reading(r Reading) (packedReading, error) {
	r, changed := k.Overrides.apply(r)
	p := &r.Posting
	x := packedReading{Reading: r, changed: changed, same: sameKey(p), complete: completeness(p), sketch: sketch(p)}
	blocks, err := json.Marshal(p.Body)
	if err != nil {
		return x, err
	}
	x.blocks = k.zip.EncodeAll(blocks, nil)
	found, err := json.Marshal([]any{p.Sections, r.Groups, r.Mentions})
	if err != nil {
		return x, err
	}
	x.found = short(found)
	x.origins, err = object(p.Origins)
	if err != nil {
		return x, err
	}
	x.warnings, err = list(p.Warnings)
	return x, err
}

// object is a map as JSON, "{}" for none.
func object(m map[string]string) (string, error) {
	if m == nil {
		return "{}", nil
	}
	b, err := json.Marshal(m)
	return string(b), err
}

// list is a list as JSON, "[]" for none.
func list(l []string) (string, error) {
	if l == nil {
		return "[]", nil
	}
	b, err := json.Marshal(l)
	return string(b), err
}

// short is the first half of a SHA-256: 2^64 postings before two are likely to share it.
func short(b []byte) [16]byte {
	h := sha256.Sum256(b)
	return [16]byte(h[:16])
}

// sameKey is the exact key of one job: normalised title, employer and place, and the text word for word.
func sameKey(p *job.Posting) [16]byte {
	return short([]byte(label(p.Title, p.Employer, p.Location) + "\x00" + job.Words(p.Text())))
}

// sketch is what the likeness of a posting's text to others is judged by, as it is stored.
func sketch(p *job.Posting) []byte {
	s := unique.Sketch(p.Text())
	return s.Bytes()
}

// label is the normalised title, employer and place.
func label(title, employer, location string) string {
	return job.Words(title) + "\x00" + job.Words(employer) + "\x00" + job.Words(location)
}

// completeness orders the members of a cluster: first by how many fields are stated, then by the length of the text.
func completeness(p *job.Posting) int64 {
	stated := int64(0)
	for _, s := range []string{p.Title, p.Employer, p.Location, string(p.Remote), p.Posted, p.ValidThrough, p.EmploymentType, p.URL} {
		if s != "" {
			stated++
		}
	}
	if p.Salary != nil {
		stated++
	}
	length := 0
	for _, b := range p.Body {
		length += len(b.Text)
	}
	return stated*longest + int64(min(length, longest-1))
}

// longest is more bytes of text than count for completeness.
const longest = 1_000_000

// textLength is the length of the text that went into a completeness.
func textLength(complete int64) int64 { return complete % longest }
