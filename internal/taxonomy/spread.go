package taxonomy

import (
	"fmt"
	"strings"
)

// mostSpread is how many phrases one cue may stand for, so that a slip does not fill the memory.
const mostSpread = 2000

// spread lists the phrases that a cue with choices stands for: "(we|they) (really|) need" is four. A choice with an
// empty part may be left out. Brackets do not nest.
func spread(cue string) ([]string, error) {
	out := []string{""}
	for cue != "" {
		plain, rest, open := strings.Cut(cue, "(")
		if strings.ContainsAny(plain, "|)") {
			return nil, fmt.Errorf("%q: a choice stands in round brackets", cue)
		}
		inside, after, closed := strings.Cut(rest, ")")
		if open && (!closed || strings.Contains(inside, "(")) {
			return nil, fmt.Errorf("%q: a bracket is not closed", cue)
		}
		var next []string
		for _, word := range strings.Split(inside, "|") {
			for _, before := range out {
				next = append(next, before+plain+word)
			}
		}
		if len(next) > mostSpread {
			return nil, fmt.Errorf("%q stands for more than %d phrases", cue, mostSpread)
		}
		out, cue = next, after
	}
	for i := range out {
		out[i] = strings.Join(strings.Fields(out[i]), " ")
	}
	return out, nil
}
