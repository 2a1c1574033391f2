package demand

import (
	"cmp"
	"strings"
)

// City is the town of a place as stated, so that "Munich", "Munich, Germany" and "München (hybrid)" are one: what
// stands before the first comma, bracket, bar or spaced dash, under its English name where it has one. A place that
// starts with none of these stays as it is. Towns of one name in different regions become one, which a list of a
// person's own postings bears better than one town in five spellings.
func City(place string) string {
	town := place
	for _, mark := range []string{",", "(", "/", "|", ";", "·", " - ", " – "} {
		town, _, _ = strings.Cut(town, mark)
	}
	town = strings.TrimSpace(town)
	return cmp.Or(english(town), town, place)
}

// english is the English name of a town that postings write in its own language; "" when it has no other.
func english(town string) string {
	switch strings.ToLower(town) {
	case "münchen", "muenchen":
		return "Munich"
	case "köln", "koeln":
		return "Cologne"
	case "nürnberg", "nuernberg":
		return "Nuremberg"
	case "wien":
		return "Vienna"
	case "zürich", "zuerich":
		return "Zurich"
	case "genève", "genf":
		return "Geneva"
	case "warszawa":
		return "Warsaw"
	case "kraków":
		return "Krakow"
	case "praha":
		return "Prague"
	case "milano":
		return "Milan"
	case "roma":
		return "Rome"
	case "lisboa":
		return "Lisbon"
	case "københavn":
		return "Copenhagen"
	case "bruxelles", "brussel":
		return "Brussels"
	case "den haag":
		return "The Hague"
	}
	return ""
}
