package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"

	"jobsignal/internal/intake"
	"jobsignal/internal/taxonomy"
)

// readOverrides reads the file that --overrides names, strictly; nothing for "" and "none".
func readOverrides(name string) ([]byte, []taxonomy.Override, error) {
	if name == "" || name == "none" {
		return nil, nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, usagef("--overrides %w; name a file of overrides, or none", unread(err))
	}
	lines, err := taxonomy.ParseOverrides(name, data)
	return data, lines, err
}

// overridesInForce are those of this run: what --overrides says; without it, what the database keeps.
func (c *collector) overridesInForce() (intake.Overrides, error) {
	data, lines, err := readOverrides(c.options.overrides)
	if err != nil {
		return intake.Overrides{}, err
	}
	if c.options.overrides == "" {
		if data, _, err = c.db.Overrides(c.ctx); err == nil && len(data) > 0 {
			lines, err = taxonomy.ParseOverrides("overrides", data)
		}
	} else {
		err = c.db.SetOverrides(c.ctx, data, digestOf(data))
	}
	o := intake.Overrides{Digest: digestOf(data), Lines: map[string]string{}}
	for _, l := range lines {
		o.Lines[intake.Name(l.Posting, l.Term, l.Sentence)] = l.Verdict
		if _, ok := c.words.Term(l.Term); !ok {
			c.screen.note(fmt.Sprintf("%s: override of %q, which the vocabulary does not have", l.At(), plain(l.Term)))
		}
	}
	c.corrections = lines
	return o, err
}

// digestOf is the digest of a file of overrides; empty for none.
func digestOf(data []byte) string {
	if len(data) == 0 {
		return ""
	}
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// warnOverrides names the lines that changed nothing: their posting is not kept, or its text is another by now.
func (c *collector) warnOverrides() error {
	if len(c.corrections) == 0 {
		return nil
	}
	applied, err := c.db.Applied(c.ctx)
	if err != nil {
		return err
	}
	for _, l := range c.corrections {
		if !applied[intake.Name(l.Posting, l.Term, l.Sentence)] {
			c.screen.note(fmt.Sprintf("%s: override of %s changes nothing: no kept posting has this term in this sentence", l.At(), plain(l.Term)))
		}
	}
	return nil
}
