package main

import (
	"context"
	"os"
	"slices"

	"jobsignal"
	"jobsignal/internal/db"
	"jobsignal/internal/taxonomy"
)

// defaultVocabulary is the one that the program brings along.
func defaultVocabulary() (*taxonomy.Vocabulary, error) {
	return taxonomy.Load(jobsignal.Vocabulary, "keywords.yaml")
}

// overlaid is the default vocabulary with the files of --keywords laid over it, in order.
func overlaid(files []string) (*taxonomy.Vocabulary, error) {
	v, err := defaultVocabulary()
	if err != nil {
		return nil, err
	}
	if slices.Contains(files, "default") {
		if len(files) > 1 {
			return nil, usagef("--keywords default goes back to the program's own vocabulary and cannot be given together with a file; a file of that name is written ./default")
		}
		return v, nil
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, usagef("--keywords %w; name a vocabulary file", unread(err))
		}
		if v, err = v.Overlay(name, data); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// A vocabulary is stored whole, not as a list of overlays: the files may be gone next week, and every figure of a
// report must be explained by what is in the database. The price is that a changed vocabulary does not follow a new
// version of the program; --keywords FILE lays it over the new default.

// inForce finds the vocabulary of this run and puts it in force: what --keywords says; without it, what the
// database keeps. A database whose vocabulary nobody changed follows the program's default.
func inForce(ctx context.Context, d *db.DB, files []string) (*taxonomy.Vocabulary, error) {
	kept, err := d.Vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	custom := kept.Custom
	var v *taxonomy.Vocabulary
	if len(files) == 0 && custom {
		v, err = taxonomy.Parse(kept.YAML)
	} else {
		v, err = overlaid(files)
		custom = len(files) > 0 && files[0] != "default"
	}
	if err != nil || v.Digest == kept.Digest && custom == kept.Custom {
		return v, err
	}
	stored := db.Vocabulary{Digest: v.Digest, YAML: v.YAML(), Custom: custom}
	for _, t := range v.Terms {
		stored.Terms = append(stored.Terms, db.Term{ID: t.ID, Name: t.Name, Kind: string(t.Kind), Platform: t.Platform})
	}
	return v, d.SetVocabulary(ctx, stored)
}

// vocabulary is the one for commands without a database: the default with the files of --keywords.
func (e *env) vocabulary() (*taxonomy.Vocabulary, error) { return overlaid(e.keywords) }
