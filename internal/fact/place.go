package fact

import (
	"strings"

	"jobsignal/internal/job"
)

// Country returns the ISO 3166 code of the country a place lies in, as far as the place says: by the country's
// name, a US state or Canadian province, or a large city. Empty when it does not say, or names several.
func Country(place string) string {
	low := strings.ToLower(place)
	for _, tier := range [][]countryName{countries, towns} {
		found := ""
		for _, c := range tier {
			if !strings.Contains(low, c.name) || !hasWord(low, c.name) {
				continue
			}
			if found != "" && found != c.code {
				return ""
			}
			found = c.code
		}
		if found != "" {
			return found
		}
		if code := regionCode(place); code != "" {
			return code
		}
	}
	return ""
}

// regionCode reads "Oakland, CA", "Hayward, CA 94041", "Toronto, ON", "CA, US".
func regionCode(place string) string {
	found := ""
	for i, part := range strings.Split(place, ",") {
		words := strings.Fields(strings.TrimRight(part, ") "))
		if i == 0 || len(words) == 0 || len(words) > 1 && !isZip(words[1]) { // a code alone may be any country's
			continue
		}
		switch w := words[0]; {
		case len(w) == 2 && strings.Contains(usStates, " "+w+" "):
			found = "US"
		case len(w) == 2 && strings.Contains(caProvinces, " "+w+" ") && found == "":
			found = "CA"
		}
	}
	return found
}

func isZip(s string) bool { return len(s) >= 5 && digit(s[0]) && digit(s[4]) }

const usStates = " AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC US "
const auStates = " VIC NSW QLD SA TAS ACT NT "
const caProvinces = " ON QC BC AB MB SK NS NB NL PE "

// countryName is a name that places a job in a country.
type countryName struct{ name, code string }

// countries are names of countries and of what jobs call regions of the world.
var countries = []countryName{
	{"united states", "US"}, {"usa", "US"}, {"u.s.", "US"}, {"u.s.a.", "US"}, {"us", "US"}, {"vereinigte staaten", "US"}, {"verenigde staten", "US"},
	{"canada", "CA"}, {"kanada", "CA"}, {"australia", "AU"}, {"new zealand", "NZ"}, {"singapore", "SG"}, {"hong kong", "HK"}, {"taiwan", "TW"},
	{"india", "IN"}, {"mexico", "MX"}, {"méxico", "MX"}, {"brazil", "BR"}, {"brasil", "BR"}, {"argentina", "AR"}, {"chile", "CL"}, {"colombia", "CO"},
	{"united kingdom", "GB"}, {"uk", "GB"}, {"england", "GB"}, {"scotland", "GB"}, {"ireland", "IE"}, {"germany", "DE"}, {"deutschland", "DE"},
	{"austria", "AT"}, {"österreich", "AT"}, {"switzerland", "CH"}, {"schweiz", "CH"}, {"netherlands", "NL"}, {"nederland", "NL"},
	{"the netherlands", "NL"}, {"belgium", "BE"}, {"belgië", "BE"}, {"france", "FR"}, {"spain", "ES"}, {"españa", "ES"}, {"italy", "IT"},
	{"italia", "IT"}, {"portugal", "PT"}, {"poland", "PL"}, {"polska", "PL"}, {"czech republic", "CZ"}, {"czechia", "CZ"}, {"slovakia", "SK"},
	{"sweden", "SE"}, {"norway", "NO"}, {"denmark", "DK"}, {"finland", "FI"}, {"israel", "IL"}, {"japan", "JP"}, {"greece", "GR"}, {"romania", "RO"},
	{"hungary", "HU"}, {"europe", "EU"}, {"emea", "EU"}, {"latam", "LA"}, {"apac", "AP"}, {"worldwide", "WW"}, {"global", "WW"}, {"anywhere", "WW"},
	{"česko", "CZ"}, {"česká republika", "CZ"}, {"slovensko", "SK"}, {"wales", "GB"}, {"south africa", "ZA"}, {"united arab emirates", "AE"},
	{"uae", "AE"}, {"philippines", "PH"}, {"ukraine", "UA"}, {"turkey", "TR"}, {"vietnam", "VN"}, {"china", "CN"}, {"south korea", "KR"},
	{"egypt", "EG"}, {"nigeria", "NG"}, {"kenya", "KE"}, {"croatia", "HR"}, {"serbia", "RS"}, {"bulgaria", "BG"}, {"lithuania", "LT"}, {"latvia", "LV"},
	{"estonia", "EE"}, {"luxembourg", "LU"}, {"cyprus", "CY"}, {"malta", "MT"}, {"perú", "PE"}, {"peru", "PE"}, {"el salvador", "SV"},
	{"bolivia", "BO"}, {"uruguay", "UY"}, {"schweden", "SE"}, {"polen", "PL"}, {"frankreich", "FR"}, {"spanien", "ES"}, {"niederlande", "NL"},
}

// towns are states and towns that job boards name alone. A name that several countries share is left out, except
// where one is meant by far the most.
var towns = []countryName{
	{"california", "US"}, {"texas", "US"}, {"washington", "US"}, {"new jersey", "US"}, {"massachusetts", "US"}, {"illinois", "US"}, {"florida", "US"},
	{"colorado", "US"}, {"virginia", "US"}, {"north carolina", "US"}, {"ohio", "US"}, {"michigan", "US"}, {"pennsylvania", "US"}, {"arizona", "US"},
	{"oregon", "US"}, {"utah", "US"}, {"maryland", "US"}, {"minnesota", "US"}, {"wisconsin", "US"}, {"tennessee", "US"}, {"missouri", "US"},
	{"indiana", "US"}, {"connecticut", "US"}, {"new york", "US"}, {"nyc", "US"}, {"san francisco", "US"}, {"bay area", "US"}, {"los angeles", "US"},
	{"seattle", "US"}, {"boston", "US"}, {"chicago", "US"}, {"austin", "US"}, {"denver", "US"}, {"atlanta", "US"}, {"dallas", "US"}, {"houston", "US"},
	{"san diego", "US"}, {"san jose", "US"}, {"palo alto", "US"}, {"mountain view", "US"}, {"sunnyvale", "US"}, {"menlo park", "US"},
	{"philadelphia", "US"}, {"miami", "US"}, {"phoenix", "US"}, {"brooklyn", "US"}, {"pittsburgh", "US"}, {"salt lake city", "US"}, {"nashville", "US"},
	{"ontario", "CA"}, {"british columbia", "CA"}, {"quebec", "CA"}, {"québec", "CA"}, {"alberta", "CA"}, {"toronto", "CA"}, {"vancouver", "CA"},
	{"montreal", "CA"}, {"montréal", "CA"}, {"ottawa", "CA"}, {"calgary", "CA"}, {"waterloo", "CA"}, {"sydney", "AU"}, {"melbourne", "AU"},
	{"brisbane", "AU"}, {"perth", "AU"}, {"auckland", "NZ"}, {"wellington", "NZ"}, {"taipei", "TW"}, {"bangalore", "IN"}, {"bengaluru", "IN"},
	{"london", "GB"}, {"dublin", "IE"}, {"berlin", "DE"}, {"munich", "DE"}, {"münchen", "DE"}, {"hamburg", "DE"}, {"frankfurt", "DE"}, {"köln", "DE"},
	{"cologne", "DE"}, {"stuttgart", "DE"}, {"vienna", "AT"}, {"wien", "AT"}, {"zurich", "CH"}, {"zürich", "CH"}, {"amsterdam", "NL"},
	{"rotterdam", "NL"}, {"utrecht", "NL"}, {"paris", "FR"}, {"barcelona", "ES"}, {"madrid", "ES"}, {"milan", "IT"}, {"lisbon", "PT"}, {"lisboa", "PT"},
	{"warsaw", "PL"}, {"warszawa", "PL"}, {"krakow", "PL"}, {"cracow", "PL"}, {"praha", "CZ"}, {"prague", "CZ"}, {"brno", "CZ"}, {"stockholm", "SE"},
	{"copenhagen", "DK"}, {"tel aviv", "IL"}, {"haifa", "IL"}, {"minneapolis", "US"}, {"detroit", "US"}, {"raleigh", "US"}, {"baltimore", "US"},
	{"tampa", "US"}, {"orlando", "US"}, {"st. louis", "US"}, {"kansas city", "US"}, {"santa clara", "US"}, {"cupertino", "US"}, {"oakland", "US"},
	{"redmond", "US"}, {"bellevue", "US"}, {"plano", "US"}, {"reston", "US"}, {"mclean", "US"}, {"adelaide", "AU"}, {"canberra", "AU"},
	{"manchester", "GB"}, {"leeds", "GB"}, {"bristol", "GB"}, {"edinburgh", "GB"}, {"glasgow", "GB"}, {"belfast", "GB"}, {"cork", "IE"}, {"galway", "IE"},
	{"düsseldorf", "DE"}, {"leipzig", "DE"}, {"dresden", "DE"}, {"hannover", "DE"}, {"nürnberg", "DE"}, {"nuremberg", "DE"}, {"bonn", "DE"},
	{"karlsruhe", "DE"}, {"mannheim", "DE"}, {"dortmund", "DE"}, {"bremen", "DE"}, {"darmstadt", "DE"}, {"walldorf", "DE"}, {"graz", "AT"}, {"linz", "AT"},
	{"salzburg", "AT"}, {"geneva", "CH"}, {"genève", "CH"}, {"basel", "CH"}, {"lausanne", "CH"}, {"bern", "CH"}, {"eindhoven", "NL"}, {"den haag", "NL"},
	{"the hague", "NL"}, {"delft", "NL"}, {"groningen", "NL"}, {"brussels", "BE"}, {"bruxelles", "BE"}, {"brussel", "BE"}, {"antwerp", "BE"}, {"antwerpen", "BE"},
	{"ghent", "BE"}, {"lyon", "FR"}, {"toulouse", "FR"}, {"nantes", "FR"}, {"lille", "FR"}, {"bordeaux", "FR"}, {"grenoble", "FR"}, {"málaga", "ES"},
	{"malaga", "ES"}, {"valència", "ES"}, {"sevilla", "ES"}, {"bilbao", "ES"}, {"milano", "IT"}, {"rome", "IT"}, {"roma", "IT"}, {"torino", "IT"}, {"turin", "IT"},
	{"bologna", "IT"}, {"porto", "PT"}, {"braga", "PT"}, {"kraków", "PL"}, {"wrocław", "PL"}, {"wroclaw", "PL"}, {"gdańsk", "PL"}, {"gdansk", "PL"},
	{"poznań", "PL"}, {"katowice", "PL"}, {"ostrava", "CZ"}, {"bratislava", "SK"}, {"košice", "SK"}, {"budapest", "HU"}, {"bucharest", "RO"},
	{"cluj-napoca", "RO"}, {"cluj", "RO"}, {"belgrade", "RS"}, {"zagreb", "HR"}, {"vilnius", "LT"}, {"riga", "LV"}, {"tallinn", "EE"}, {"kyiv", "UA"},
	{"helsinki", "FI"}, {"espoo", "FI"}, {"oslo", "NO"}, {"gothenburg", "SE"}, {"göteborg", "SE"}, {"malmö", "SE"}, {"aarhus", "DK"}, {"københavn", "DK"},
	{"istanbul", "TR"}, {"ankara", "TR"}, {"dubai", "AE"}, {"abu dhabi", "AE"}, {"riyadh", "SA"}, {"cairo", "EG"}, {"nairobi", "KE"}, {"lagos", "NG"},
	{"johannesburg", "ZA"}, {"cape town", "ZA"}, {"hyderabad", "IN"}, {"pune", "IN"}, {"chennai", "IN"}, {"mumbai", "IN"}, {"gurgaon", "IN"},
	{"gurugram", "IN"}, {"noida", "IN"}, {"delhi", "IN"}, {"kolkata", "IN"}, {"tokyo", "JP"}, {"osaka", "JP"}, {"seoul", "KR"}, {"shanghai", "CN"},
	{"beijing", "CN"}, {"shenzhen", "CN"}, {"kuala lumpur", "MY"}, {"jakarta", "ID"}, {"manila", "PH"}, {"bangkok", "TH"}, {"hanoi", "VN"},
	{"ho chi minh city", "VN"}, {"sao paulo", "BR"}, {"são paulo", "BR"}, {"rio de janeiro", "BR"}, {"mexico city", "MX"}, {"guadalajara", "MX"},
	{"monterrey", "MX"}, {"bogotá", "CO"}, {"bogota", "CO"}, {"medellín", "CO"}, {"buenos aires", "AR"}, {"montevideo", "UY"},
}

// LooksLikePlace reports whether a short line names a place and nothing else.
func LooksLikePlace(s string) bool {
	if len(s) == 0 || len(s) > 90 || strings.ContainsAny(s, "!?") {
		return false
	}
	if Country(s) != "" || regionCode(s) != "" {
		return strings.Count(s, " ") <= 9 && !namesFirm(s)
	}
	low := strings.ToLower(s)
	for _, w := range []string{"remote", "hybrid", "on-site", "onsite", "home office", "homeoffice", "metropolitan area", "worldwide", "greater "} {
		if strings.HasPrefix(low, w) || strings.HasSuffix(low, w) || strings.Contains(low, "("+w+")") {
			return strings.Count(s, " ") <= 6
		}
	}
	return false
}

// firmWords are words of the names of firms and of public bodies. Many of these names hold a place as well:
// "University of Michigan", "TC Flights Germany GmbH".
var firmWords = NewPhrases(true, "inc", "llc", "ltd", "gmbh", "b.v.", "plc", "corp", "co.", "group", "company", "companies", "partners", "networks", "consulting", "services",
	"solutions", "systems", "logistics", "payments", "studios", "technologies", "instruments", "insurance", "bank", "university", "universiteit", "universität", "université",
	"universidad", "institute", "foundation", "hospital", "federation", "comptroller", "state of", "county of", "collective")

// besides are words that stand beside the name of a place and are part of none.
var besides = NewPhrases(true, "area", "metro", "metropolitan", "greater", "bay", "county", "city", "region", "downtown", "central", "north", "south", "east", "west", "northern", "southern",
	"eastern", "western", "remote", "hybrid", "on-site", "onsite", "office", "hq", "only", "based", "home", "main", "timezone", "time", "upper", "lower", "new", "st", "republic", "kingdom", "union")

// namesFirm reports a name that holds a place but is a firm's: it has a firm's word, or, where no sign cuts it
// into parts, another capitalised word beside the place: "KPMG Nederland", "Boston Energy Trading".
func namesFirm(s string) bool {
	low := strings.ToLower(s)
	if firmWords.In(low) {
		return true
	}
	if len(low) != len(s) || strings.ContainsAny(s, ",;/|()-–·") {
		return false
	}
	rest := []byte(s)
	for _, tier := range [][]countryName{countries, towns} {
		for _, c := range tier {
			if i := WordAt(low, c.name, 0); i >= 0 {
				copy(rest[i:], strings.Repeat(" ", len(c.name)))
			}
		}
	}
	for w := range strings.FieldsSeq(string(rest)) {
		region := strings.Contains(usStates+caProvinces+auStates, " "+w+" ")
		if w != strings.ToLower(w) && !region && !besides.In(strings.ToLower(w)) {
			return true
		}
	}
	return false
}

// IsTown reports whether s is a town with its region or country ("Oakland, CA 94601", "Lyon, France") or a region
// alone ("California").
func IsTown(s string) bool {
	if len(s) > 60 || Country(s) == "" {
		return false
	}
	town, region, ok := strings.Cut(s, ",")
	if !ok {
		low := strings.ToLower(s)
		for _, tier := range [][]countryName{countries, towns} {
			for _, c := range tier {
				if c.name == low {
					return true
				}
			}
		}
		return false
	}
	return strings.Count(town, " ") <= 3 && strings.Count(region, " ") <= 4 && !strings.ContainsAny(town, "0123456789[]/")
}

// HasRegion reports whether a place ends in the code of a US state or Canadian province: "Oakland, CA 94601".
func HasRegion(s string) bool { return regionCode(s) != "" }

// remoteYes say that work from elsewhere is offered, fully or partly.
var remoteYes = NewPhrases(false, "fully remote", "100% remote", "remote-first", "remote first", "remote position", "remote role", "remote job", "remote work", "remote working", "work remotely",
	"working remotely", "remote friendly", "remote-friendly", "remote opportunity", "remote option", "remote options", "remote within", "remote in", "remote from", "is remote", "be remote", "or remote", "remote/hybrid", "remote or", "remote team",
	"remote setup", "remote-based", "remote based", "remote,", "(remote", "remote (", "remote -", "remote –", "hybrid work", "hybrid role", "hybrid position", "hybrid model", "hybrid schedule", "hybrid working", "hybrid setup", "hybrid environment", "hybrid workplace",
	"work from home", "working from home", "wfh", "work from anywhere", "telecommute", "telework", "teleworking", "home-based", "days in the office", "days in office", "days a week in", "days per week in", "days from the office", "days onsite", "days on-site", "days from home", "from home", "two days at home", "three days at home", "days at home", "days remote",
	"homeoffice", "home office", "home-office", "mobiles arbeiten", "mobile arbeit", "mobilem arbeiten", "mobiler arbeit", "remote arbeiten", "remote zu arbeiten", "von zuhause", "von zu hause", "hybrides arbeiten", "hybrid-modell", "hybridmodell", "hybrides", "remote möglich", "remote-arbeit", "ortsunabhängig",
	"thuiswerken", "thuis werken", "hybride werken", "hybride", "thuiswerk", "vanuit huis", "télétravail", "travail à distance", "teletrabajo", "trabajo remoto", "trabajo híbrido", "remoto", "híbrido", "teletrabalho", "home working", "lavoro da remoto", "smart working",
	"praca zdalna", "zdalnie", "praca hybrydowa", "tryb hybrydowy", "hybrydowo", "práce z domova", "práce na dálku", "z domova", "hybridní")

// remoteNo say that the work is done at one place.
var remoteNo = NewPhrases(true, "not remote", "no remote", "not a remote", "remote not", "non-remote", "cannot be remote", "isn't remote", "is not remote", "no hybrid", "not eligible for remote", "not eligible for telework", "remote work is not", "not offer remote", "not available for remote", "not be remote", "fully on-site", "fully onsite", "100% on-site", "100% onsite", "on-site role", "onsite role", "on-site position", "onsite position",
	"on-site only", "onsite only", "in-person role", "in person role", "in-person position", "in-person team", "in-person company", "fully in-person", "fully in person", "100% in-person", "in-person in", "in person in", "in-person at", "work in-person", "work in person", "work location: in person", "in-office role", "in-office position", "fully in-office", "in-office only", "in-office in", "5 days a week in", "five days a week in", "5 days per week in", "five days per week in", "in-office 5 days", "in office 5 days", "5 days in office", "5 days in-office", "5 days onsite", "5 days on-site", "5 days/week", "five days onsite", "five days on-site",
	"is on-site", "is onsite", "work on site", "on site only", "works on site", "required to work on-site", "required to work onsite", "must work on-site", "ability to work on-site", "ability to work onsite", "work on-site at", "work onsite at", "must work onsite", "on-site in", "onsite in", "kein homeoffice", "keine remote", "pas de télétravail", "sin teletrabajo")

// Remote reads from a posting's title, place and text whether work from elsewhere is offered.
func Remote(title, place string, t *Text) job.Answer {
	for _, s := range []string{place, title} {
		if a := remoteTag(s); a != job.Unknown {
			return a
		}
	}
	yes, no := 0, 0
	for i, low := range t.Lower {
		if a := loneTag(low); a != job.Unknown {
			return a
		}
		if t.topics[i]&(remoteTopic|onSiteTopic|daysTopic) == 0 {
			continue
		}
		for _, s := range sentences(low) {
			switch {
			case remoteOther.In(s):
			case remoteNo.In(s) && !strings.Contains(s, "hybrid") && !strings.Contains(s, "remote option") && !someDays.In(s):
				no++
			case remoteYes.In(s) || someDays.In(s) && officeWords.In(s):
				yes++
			}
		}
	}
	switch {
	case yes > 0:
		return job.Yes
	case no > 0:
		return job.No
	}
	return job.Unknown
}

// loneTag reads a short line that is a tag of its own: "Hybrid", "Remote (EU)", not "Remote office budget".
func loneTag(low string) job.Answer {
	if len(low) > 40 {
		return job.Unknown
	}
	for _, w := range []string{"hybrid", "remote", "on-site", "onsite"} {
		if rest, ok := strings.CutPrefix(low, w); ok {
			if rest = strings.TrimLeft(rest, " "); rest == "" || !wordRune([]rune(rest)[0]) {
				return remoteTag(low)
			}
		}
	}
	return job.Unknown
}

// someDays leave days for work from elsewhere, when they are days at the office.
var someDays = NewPhrases(true, "1 day per week", "1 day a week", "2 days per week", "2 days a week", "2 days/week", "3 days per week", "3 days a week", "3 days/week", "4 days per week", "4 days a week", "4 days/week", "two days a week", "three days a week", "four days a week", "two days per week", "three days per week", "four days per week", "2-3 days", "1-2 days", "3-4 days", "3 days onsite", "2 days onsite", "3 days on-site", "4 days onsite", "2 dagen per week", "3 dagen per week", "2 tage pro woche", "3 tage pro woche")
var officeWords = NewPhrases(false, "office", "onsite", "on-site", "in-person", "in person", "kantoor", "büro", "op locatie")

// remoteOther are sentences about something else that is remote.
var remoteOther = NewPhrases(true, "remote sensing", "remote control", "remote teams", "remote monitoring", "remote sites", "remote access", "remote support", "hybrid cloud", "hybrid and multi", "hybrid environments", "hybrid it", "hybrid models", "home health",
	"hybrid role spanning", "hybrid role between", "hybrid role combining", "interview", "interviews", "workshop lasting", "trial work", "trial day", "working session")

// remoteTag reads a label such as "Remote", "Hybrid - Berlin" or "On-site".
func remoteTag(s string) job.Answer {
	low := strings.ToLower(s)
	for _, w := range []string{"not remote", "no remote", "non-remote"} {
		if strings.Contains(low, w) {
			return job.No
		}
	}
	for _, w := range []string{"remote", "hybrid", "work from home", "home office", "homeoffice", "telecommute", "anywhere", "worldwide", "télétravail", "zdaln", "hybryd", "teletrabajo", "teletrabalho", "remoto", "híbrid", "ibrido", "ibrida", "home-office", "mobiles arbeiten", "smart working", "thuiswerk", "z domova"} {
		if strings.Contains(low, w) {
			return job.Yes
		}
	}
	for _, w := range []string{"on-site", "onsite", "on site", "in-office", "in office", "in-person", "vor ort", "presencial", "op locatie", "in sede", "stacjonarn"} {
		if strings.Contains(low, w) {
			return job.No
		}
	}
	return job.Unknown
}

// RemoteTag reads a short label that a site or a record gives: "Remote", "Hybrid", "On-site", "TELECOMMUTE".
func RemoteTag(s string) job.Answer { return remoteTag(s) }

// sentences cuts a line roughly into sentences.
func sentences(s string) []string {
	var out []string
	for {
		i := strings.IndexAny(s, ".!?;\n")
		if i < 0 {
			return append(out, s)
		}
		if i+1 < len(s) && s[i+1] != ' ' && s[i] != '\n' {
			j := strings.IndexByte(s[i:], ' ')
			if j < 0 {
				return append(out, s)
			}
			out = append(out, s[:i+j])
			s = s[i+j:]
			continue
		}
		out = append(out, s[:i])
		s = s[i+1:]
	}
}
