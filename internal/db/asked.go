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

// Asked calls each for every such section, by posting and in the order of its text. It stops at the first error that
// each returns, and returns it.
func (d *DB) Asked(ctx context.Context, each func(Asked) error) error {
	known, err := d.known(ctx)
	if err != nil {
		return d.Fault("reading mentions", err)
	}
	rows, err := d.SQL().QueryContext(ctx, `SELECT s.cluster, p.id, x.ordinal, p.employer, p.location, p.language, x.heading, x.text
		FROM speaker s JOIN posting p ON p.id = s.id JOIN section x ON x.posting = p.id
		WHERE x.kind IN (?, ?, ?) ORDER BY s.cluster, x.ordinal`, job.RequiredSection, job.PreferredSection, job.Responsibilities)
	if err != nil {
		return d.Fault("reading sections", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a Asked
		var in groupOf // a section is named like a group: posting and ordinal
		if err := rows.Scan(&a.Posting, &in.posting, &in.group, &a.Employer, &a.Location, &a.Language, &a.Heading, &a.Text); err != nil {
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
func (d *DB) known(ctx context.Context) (map[groupOf][][2]int, error) {
	rows, err := d.SQL().QueryContext(ctx, `SELECT posting, section_no, start_byte, end_byte FROM mention ORDER BY posting, ordinal`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[groupOf][][2]int{}
	for rows.Next() {
		var in groupOf
		var at [2]int
		if err := rows.Scan(&in.posting, &in.group, &at[0], &at[1]); err != nil {
			return nil, err
		}
		out[in] = append(out[in], at)
	}
	return out, rows.Err()
}
