package fact

import (
	"strings"
	"unicode"
)

// languages lists each language's stop words.
var languages = []struct{ code, words string }{
	{"en", "the and of to in for with you our your we are is will have that this as from or be an on at by their"},
	{"de", "und der die das mit für ist wir sie von den zu ein eine im auf du dich deine unser bei sowie oder als dein nicht"},
	{"nl", "de het een van en voor met je jij wij zijn aan bij ons onze als jouw naar wordt ook niet dat om binnen"},
	{"fr", "le la les des et vous nous pour une dans est sur vos avec au du votre notre qui plus par être aux ou ce"},
	{"es", "el la los las de y en para con una del que por se tu nuestro como más es nuestra trabajo al buscamos años"},
	{"it", "il di e la per con una del nel che gli della lavoro le si nostro siamo alla dei delle sono anche più i"},
	{"pt", "o de e para com uma do da em que os as você nossa não mais nosso dos das são ao na no experiência"},
	{"pl", "i w z do na oraz się dla jest nie to od po lub pracy praca nas o przez jako co które będzie doświadczenie która który nami zespołu osoby szukamy będziesz są oraz"},
	{"cs", "a v na se s je pro do práce nebo jako z si že k ve jsme nabízíme tě budeš nás máš o které znalost zkušenosti který která bude s námi také týmu aby jsou hledáme"},
	{"sk", "a v na sa s je pre do práca alebo ako z si že k vo sme ponúkame ťa budeš nás máš o ktoré znalosť skúsenosti"},
	{"sv", "och att för med är som vi du en av till på den det ett har inom du vår eller din om kommer"},
	{"da", "og at for med er som vi du en af til på den det et har inden vores eller din om kommer du dig ikke"},
	{"no", "og å for med er som vi du en av til på den det et har innen vår eller din om kommer deg ikke oss"},
	{"ca", "el la els les de i en per amb una del que és a al dels feina més les nostra persona àmbit treball o"},
	{"ro", "și de la în cu pentru o un care din pe este sau să nu mai noi echipa experiență vei al ale"},
	{"fi", "ja on sekä että ovat tai kanssa olet meillä sinulla työ mutta jotka voit myös tämä se ole"},
	{"hu", "a az és hogy egy nem is van meg vagy munka jó ez való mint el csak aki számára"},
}

// stopTable maps a stop word to the languages that use it, one bit each.
func stopTable() map[string]uint32 {
	table := make(map[string]uint32, 400)
	for i, l := range languages {
		for w := range strings.FieldsSeq(l.words) {
			table[w] |= 1 << i
		}
	}
	return table
}

var stops = stopTable()

// enough is how many stop words settle a language.
const enough = 4

// sampled is how much of a text is looked at.
const sampled = 6000

// Language names the language of a text, as Text.Language does.
func Language(text string) string { return NewText([]string{text}).Language() }

// Language names the language of a text by a vote of its stop words, as ISO 639-1; empty when the text is too
// short to say. A posting in two languages has that of its longer part among the first 6,000 bytes.
func (t *Text) Language() string {
	var votes [32]float64
	left := sampled
	for _, line := range t.Lower {
		if left <= 0 {
			break
		}
		left -= len(line)
		vote(&votes, line)
	}
	best := 0
	for i := range languages {
		if votes[i] > votes[best] {
			best = i
		}
	}
	if votes[best] < enough {
		return ""
	}
	return languages[best].code
}

// vote counts the stop words of a line.
func vote(votes *[32]float64, line string) {
	for w := range strings.FieldsFuncSeq(line, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 12 {
			continue
		}
		bits, ok := stops[w]
		if !ok {
			continue
		}
		share := 1.0
		for b := bits & (bits - 1); b != 0; b &= b - 1 { // a word of several languages says less
			share /= 2
		}
		for i := range languages {
			if bits&(1<<i) != 0 {
				votes[i] += share
			}
		}
	}
}
