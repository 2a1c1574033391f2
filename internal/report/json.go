package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
	"jobsignal/internal/prose"
	"jobsignal/internal/verdict"
)

// Schema is the version of the JSON export. It grows when a field changes its meaning or goes; a new field does
// not change it. docs/report.schema.json describes it.
const Schema = 1

// Export is the JSON export: the exact figures, and the postings behind them.
type Export struct {
	Schema     int           `json:"schema"`     // version of this form
	Program    string        `json:"program"`    // version of Jobsignal
	Generated  string        `json:"generated"`  // RFC 3339, UTC
	Week       string        `json:"week"`       // ISO week, "2026-W47"
	Title      string        `json:"title"`      // as the reader calls it
	Filters    Filtered      `json:"filters"`    // what narrowed the selection
	Answer     []string      `json:"answer"`     // the verdict in words, one paragraph each
	Result     demand.Result `json:"result"`     // every measure
	Postings   []Listed      `json:"postings"`   // the unique postings that were measured
	Ledger     Account       `json:"ledger"`     // what was read and what became of it
	Grade      *Graded       `json:"grade"`      // how well labelled postings were read; null when nobody graded
	Vocabulary string        `json:"vocabulary"` // digest of the vocabulary in force
	Seal       Seal          `json:"seal"`       // how it was made, for report --verify
}

// Filtered is Filters as the export writes it; an empty text did not limit.
type Filtered struct {
	Since    string `json:"since"`    // first day, included
	Until    string `json:"until"`    // last day, included
	Title    string `json:"title"`    // pattern
	Employer string `json:"employer"` // pattern
}

// Listed is one unique posting as the export writes it.
type Listed struct {
	ID        int64       `json:"id"`
	Title     string      `json:"title"`
	Employer  string      `json:"employer"` // empty: not stated
	Location  string      `json:"location"`
	Remote    job.Answer  `json:"remote"` // yes, no or empty
	Role      string      `json:"role"`
	Seniority string      `json:"seniority"`
	Language  string      `json:"language"`
	Salary    *job.Salary `json:"salary"` // as stated, never converted
	Week      string      `json:"week"`   // ISO week of first sight
	Posted    string      `json:"posted"`
	Closed    bool        `json:"closed"`
	Count     int         `json:"count"`   // equal postings that this one stands for
	Groups    []Demanded  `json:"groups"`  // what it asks for
	Seen      []string    `json:"seen"`    // term ids named and not asked for
	Sources   []string    `json:"sources"` // files or addresses, best first
	URL       string      `json:"url"`     // the advertisement's own address
}

// Demanded is one thing asked for, satisfied by any of its terms.
type Demanded struct {
	Kind  job.Kind `json:"kind"`
	Terms []string `json:"terms"`
	Open  bool     `json:"open"` // "or similar" was said
}

// Account is the ledger as the export writes it.
type Account struct {
	Sources      int            `json:"sources"` // files, entries of exports and links that were met
	Copies       int            `json:"copies"`  // of those with a posting: the same bytes as another
	Pages        int            `json:"pages"`   // different pages kept
	Postings     int            `json:"postings"`
	Unique       int            `json:"unique"`
	Merged       int            `json:"merged"`
	NoPosting    map[string]int `json:"no_posting"` // reason → pages
	Failed       int            `json:"failed"`
	Mentions     int            `json:"mentions"`
	AllMentions  int            `json:"all_mentions"`  // in every posting; mentions counts those of the different jobs
	SeenMentions int            `json:"seen_mentions"` // named, not asked for
	Runs         int            `json:"runs"`
	FirstRun     string         `json:"first_run"`
	LastRun      string         `json:"last_run"`
	Reader       string         `json:"reader"`
}

// Graded is the grade as the export writes it, with the shares it corrects.
type Graded struct {
	demand.Grade
	Unused    string      `json:"unused"`    // why nothing is corrected by it; empty: it is
	Corrected []Corrected `json:"corrected"` // platforms, services, skills and tools
}

// Corrected is a share without the mistakes of reading.
type Corrected struct {
	ID    string            `json:"id"`
	Share demand.Proportion `json:"share"` // k and of are as counted
}

// JSON writes the export: keys sorted, numbers rounded to six decimals, lists never null; each measure, and each
// entry of a list of things, on its own line, so that two exports can be compared with diff.
func (r *Report) JSON(w io.Writer) error {
	e := Export{Schema: Schema, Program: r.b.Version, Generated: r.b.Generated.UTC().Format(time.RFC3339), Week: r.b.Week, Title: r.title(),
		Filters: Filtered(r.b.Filters), Result: *r.b.Result, Vocabulary: r.b.Vocabulary.Digest, Seal: r.Seal()}
	for _, p := range verdict.Words(r.b) {
		e.Answer = append(e.Answer, strings.ReplaceAll(p.Plain(), prose.NB, " "))
	}
	origins := map[int64]demand.Origin{}
	for _, o := range r.b.Origins {
		origins[o.Posting] = o
	}
	for i := range r.b.Rows {
		e.Postings = append(e.Postings, listed(&r.b.Rows[i], origins[r.b.Rows[i].Posting]))
	}
	l := &r.b.Ledger
	e.Ledger = Account{l.Sources, l.Copies, l.Pages, l.Postings, l.Unique, l.Merged, l.NoPosting, len(l.Failed), l.Mentions, l.AllMentions, l.SeenMentions, l.Runs, l.FirstRun, l.LastRun, l.Reader}
	if g := r.b.Grade; g != nil {
		e.Grade = &Graded{Grade: *g}
		e.Grade.Unused, _ = g.Fits(l)
		for _, c := range correct(&r.b.Input, len(r.b.Vocabulary.Terms)) {
			e.Grade.Corrected = append(e.Grade.Corrected, Corrected{c.id, c.share})
		}
	}
	var b bytes.Buffer
	if err := lay(&b, plain(reflect.ValueOf(e)), 0); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	b.WriteByte('\n')
	_, err := w.Write(sealed(b.Bytes()))
	return err
}

// noDigest is how the empty digest of a seal is written. No text can hold it, for JSON writes quotes in text otherwise.
const noDigest = `"digest": ""`

// sealed puts the digest of an export into its seal.
func sealed(body []byte) []byte {
	return bytes.Replace(body, []byte(noDigest), []byte(`"digest": "`+Digest(body)+`"`), 1)
}

// Unsealed is the export without the digest in its seal, which is what the digest is of.
func Unsealed(body []byte, digest string) []byte {
	return bytes.Replace(body, []byte(`"digest": "`+digest+`"`), []byte(noDigest), 1)
}

// lay writes a value, its maps over three levels and its lists of maps broken into lines.
func lay(b *bytes.Buffer, v any, depth int) error {
	indent := "\n" + strings.Repeat("  ", depth)
	switch x := v.(type) {
	case map[string]any:
		if depth < 3 && len(x) > 0 {
			b.WriteByte('{')
			for i, k := range slices.Sorted(maps.Keys(x)) {
				key, err := json.Marshal(k)
				fmt.Fprintf(b, "%s%s  %s: ", comma(i), indent, key)
				if err = errors.Join(err, lay(b, x[k], depth+1)); err != nil {
					return err
				}
			}
			b.WriteString(indent + "}")
			return nil
		}
	case []any:
		if depth < 3 && len(x) > 0 {
			b.WriteByte('[')
			for i, item := range x {
				b.WriteString(comma(i) + indent + "  ")
				if err := lay(b, item, 3); err != nil {
					return err
				}
			}
			b.WriteString(indent + "]")
			return nil
		}
	}
	line, err := json.Marshal(v)
	b.Write(line)
	return err
}

// comma stands before every entry but the first.
func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// listed is a row with where it was found.
func listed(p *demand.Row, o demand.Origin) Listed {
	out := Listed{p.Posting, p.Title, p.Employer, p.Location, p.Remote, p.Role, p.Seniority, p.Language, p.Salary, p.Week, p.Posted, p.Closed,
		max(1, p.Count), nil, p.Seen, o.Sources, o.URL}
	for _, g := range p.Groups {
		out.Groups = append(out.Groups, Demanded{g.Kind, g.Terms, g.Open})
	}
	return out
}

// plain turns a value into maps and lists by the names in its json tags. Maps are written with sorted keys, and a
// list that is empty is written as one.
func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Struct:
		out := map[string]any{}
		fields(v, out)
		return out
	case reflect.Map:
		out := map[string]any{}
		for _, k := range v.MapKeys() {
			out[k.String()] = plain(v.MapIndex(k))
		}
		return out
	case reflect.Slice, reflect.Array:
		out := make([]any, 0, v.Len())
		for i := range v.Len() {
			out = append(out, plain(v.Index(i)))
		}
		return out
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return plain(v.Elem())
	case reflect.Float64:
		return math.Round(v.Float()*1e6) / 1e6
	}
	return v.Interface()
}

// fields adds the fields of a struct; those of an embedded one stand beside its own.
func fields(v reflect.Value, out map[string]any) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			fields(v.Field(i), out)
		case name != "-":
			out[name] = plain(v.Field(i))
		}
	}
}
