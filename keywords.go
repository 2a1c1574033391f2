// Package jobsignal holds the default vocabulary: keywords.yaml and the files it names.
package jobsignal

import "embed"

// Vocabulary is the default vocabulary; its root is "keywords.yaml".
//
//go:embed keywords.yaml vocabulary
var Vocabulary embed.FS
