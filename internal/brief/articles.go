package brief

import (
	_ "embed"
	"encoding/json"

	"jobsignal/internal/prose"
)

//go:embed words.json
var wordsJSON []byte

//go:embed articles.json
var articlesJSON []byte

// Articles is what the two articles behind the project say (articles.json): the report carries it, and
// corrects it from the vocabulary.
type Articles struct {
	Said     string     `json:"said"`
	Compared []Compared `json:"compared"`
	Frame    []Frame    `json:"frame"`
	Shared   string     `json:"shared"`
}

// Compared is one column of the articles' comparison.
type Compared struct {
	Code, Focus, Audience, Experience, Format, Minutes, Price string
	Services                                                  []string // term ids
	Emphasis, Difficulty, Topics, Roles, Project              string
}

// Frame is one row of the articles' decision frame.
type Frame struct {
	Work, Code, Side string
	Platform         string   // id of the platform that the row's words name; empty: none
	Terms            []string // its topics; one of them must be asked for
}

// load reads what is embedded; a fault in it is a fault of the program, met by every test.
func load() (w prose.Words, a Articles, err error) {
	if err = json.Unmarshal(wordsJSON, &w); err == nil {
		err = json.Unmarshal(articlesJSON, &a)
	}
	return w, a, err
}

// WordsJSON are the sentences as they are embedded, for the page's script.
func WordsJSON() json.RawMessage { return wordsJSON }
