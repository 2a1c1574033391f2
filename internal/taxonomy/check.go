package taxonomy

// Finding is one thing Check has to say about a vocabulary that loaded.
type Finding struct {
	Term    string // term id, certification code or cue class
	Rule    string // "must", "must_not" or the name of the lint
	Message string
}

// Check runs the sentences of every term and the lints.
func Check(v *Vocabulary) []Finding { return nil }
