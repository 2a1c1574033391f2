package db

import (
	"context"

	"jobsignal/internal/job"
)

// Asked is a section in which a unique posting says what it wants: duties, requirements, wishes.
type Asked struct {
	Posting                      int64 // unique posting
	Employer, Location, Language string
	Heading, Text                string
	Known                        [][2]int // bytes of Text that name terms of the vocabulary, in order
}

// sectionOf names a section of a posting.
type sectionOf struct{ posting, ordinal int64 }

// newest chooses the unique postings that were met last, at most so many; -1 is all.
const newest = `WITH chosen AS (SELECT id, cluster FROM speaker ORDER BY cluster DESC LIMIT ?) `

// Asked calls each for every such section of the newest unique postings, at most so many (-1: of all), by posting and in
// the order of its text. It stops at the first error that each returns, and returns it.
func (d *DB) Asked(ctx context.Context, most int, each func(Asked) error) error {
	known, err := d.known(ctx, most)
	if err != nil {
		return d.Fault("reading mentions", err)
	}
	rows, err := d.SQL().QueryContext(ctx, newest+`SELECT s.cluster, p.id, x.ordinal, p.employer, p.location, p.language, x.heading, x.text
		FROM chosen s JOIN posting p ON p.id = s.id JOIN section x ON x.posting = p.id
		WHERE x.kind IN (?, ?, ?) ORDER BY s.cluster, x.ordinal`, most, job.RequiredSection, job.PreferredSection, job.Responsibilities)
	if err != nil {
		return d.Fault("reading sections", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a Asked
		var in sectionOf
		if err := rows.Scan(&a.Posting, &in.posting, &in.ordinal, &a.Employer, &a.Location, &a.Language, &a.Heading, &a.Text); err != nil {
			return d.Fault("reading sections", err)
		}
		a.Known = known[in]
		if err := each(a); err != nil {
			return err
		}
	}
	return d.Fault("reading sections", rows.Err())
}

// known reads where terms stand, by section.
func (d *DB) known(ctx context.Context, most int) (map[sectionOf][][2]int, error) {
	rows, err := d.SQL().QueryContext(ctx, newest+`SELECT posting, section_no, start_byte, end_byte FROM mention WHERE posting IN (SELECT id FROM chosen)
		ORDER BY posting, ordinal`, most)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[sectionOf][][2]int{}
	for rows.Next() {
		var in sectionOf
		var at [2]int
		if err := rows.Scan(&in.posting, &in.ordinal, &at[0], &at[1]); err != nil {
			return nil, err
		}
		out[in] = append(out[in], at)
	}
	return out, rows.Err()
}
