package advert

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

// The words here answer one question: does a text advertise a job? They are not the vocabulary's cues, which
// say what a section asks for; reading must not change when somebody edits the vocabulary.

// Part is what a heading announces.
type Part int

const (
	NoPart Part = iota
	DutiesPart
	RequirementsPart
	OfferPart
	CompanyPart
	parts // how many kinds there are
)

// headingCues are headings of advertisements in the languages postings come in most, lower case, without
// punctuation. A heading counts when it is one of them, or begins or ends with one of several words.
var headingCues = []struct {
	part  Part
	words []string
}{
	{DutiesPart, []string{"responsibilities", "key responsibilities", "your responsibilities", "role and responsibilities", "roles and responsibilities", "job responsibilities", "primary responsibilities", "what you'll do", "what you will do", "what you'll be doing", "what you will be doing", "what you'll own", "what you'll work on", "what you get to do", "what will you do",
		"your role", "the role", "role overview", "role summary", "role description", "about the role", "about this role", "about the job", "about the position", "the position", "the opportunity", "the job", "position summary", "position overview", "position description", "position purpose", "job description", "job summary", "job overview", "job purpose", "job duties", "duties", "duties and responsibilities", "essential functions", "essential duties", "essential duties and responsibilities", "essential job functions", "major duties", "your mission", "your impact", "your tasks", "tasks", "day to day", "a day in the life", "in this role you will", "in this role", "how you'll contribute", "how you will make an impact", "how you will contribute", "how you'll make an impact", "who will you be working with", "scope of work", "terms of reference", "your day",
		"aufgaben", "deine aufgaben", "ihre aufgaben", "aufgabengebiet", "das erwartet dich", "das erwartet sie", "was dich erwartet", "was sie erwartet", "tätigkeiten", "stellenbeschreibung", "deine rolle", "deine mission", "ihre rolle", "dein aufgabenbereich", "was du machst", "das machst du", "was du bei uns machst",
		"functieomschrijving", "wat ga je doen", "wat ga jij doen", "jouw rol", "jouw functie", "de functie", "taken", "werkzaamheden", "wat je gaat doen", "wat houdt de functie in", "de rol", "taken en verantwoordelijkheden",
		"missions", "vos missions", "tes missions", "le poste", "responsabilités", "description du poste", "votre rôle", "vos responsabilités", "descriptif du poste", "rôle et responsabilités",
		"funciones", "responsabilidades", "tareas", "descripción del puesto", "descripción de la oferta", "descripción", "qué harás", "tus funciones", "principales funciones", "misión del puesto", "misión", "objetivos", "objetivo",
		"responsabilità", "mansioni", "attività", "la posizione", "descrizione del lavoro", "il ruolo", "principali attività",
		"atividades", "responsabilidades e atribuições", "o que você vai fazer", "descrição da vaga", "principais responsabilidades", "suas responsabilidades", "job responsabilities",
		"zakres obowiązków", "obowiązki", "twoje zadania", "twój zakres obowiązków", "zadania", "opis stanowiska", "czym będziesz się zajmować", "zakres zadań",
		"náplň práce", "co budeš dělat", "co budete dělat", "pracovní náplň", "co vás čeká", "co tě čeká", "popis pozice", "popis práce", "co bude tvojí náplní", "co bude náplní vaší práce", "co bude náplní tvojí práce", "co bude vaším úkolem", "co bude vašim úkolem", "na čem budeš pracovat", "co u nás budeš dělat", "co bude vaší náplní práce", "náplň pracovní činnosti", "tvoje náplň práce", "jaká bude vaše práce",
		"čo budeš robiť", "čo ťa čaká", "náplň práce pracovnej pozície", "funcions", "tasques", "descripció", "què faràs", "funcions a desenvolupar", "arbetsuppgifter", "om rollen", "om tjänsten", "arbejdsopgaver", "arbeidsoppgaver"}},
	{RequirementsPart, []string{"requirements", "job requirements", "key requirements", "minimum requirements", "basic requirements", "qualifications", "minimum qualifications", "basic qualifications", "required qualifications", "preferred qualifications", "key qualifications", "desired qualifications", "required skills", "desired skills", "technical requirements", "technical skills", "skills", "key skills", "required experience", "required skills and experience", "skills and experience", "skills and qualifications", "experience", "experience and skills", "what you'll need", "what you need", "what you'll bring", "what you will bring", "what you bring", "what do you bring", "what we're looking for", "what we are looking for", "what are we looking for", "what we look for", "who you are", "who we're looking for", "who we are looking for", "about you", "you have", "you are", "you may be a fit if", "you might be a fit if", "you'll thrive if", "your profile", "your background", "your qualifications", "your skills", "your experience", "must have", "must haves", "must-have", "must-haves", "nice to have", "nice to haves", "nice-to-have", "nice-to-haves", "bonus points", "bonus", "preferred", "preferred skills", "preferred experience", "ideal candidate", "the ideal candidate", "candidate profile", "you should have", "requirements and qualifications", "education", "education and experience", "competencies", "ideally you have", "minimum experience", "job requirement", "your superpower", "applicant requirements",
		"qualifikation", "qualifikationen", "anforderungen", "anforderungsprofil", "dein profil", "ihr profil", "profil", "das bringst du mit", "das bringen sie mit", "was du mitbringst", "was sie mitbringen", "voraussetzungen", "kenntnisse", "damit überzeugst du", "deine qualifikationen", "ihre qualifikationen", "das wünschen wir uns", "dein hintergrund", "du bringst mit", "deine skills", "unsere anforderungen",
		"functie-eisen", "functieeisen", "wie ben jij", "wie ben je", "jouw profiel", "profiel", "wat vragen wij", "wat vragen we", "wat breng je mee", "wat breng jij mee", "dit ben jij", "wat wij vragen", "eisen", "jij hebt", "wat neem je mee",
		"profil recherché", "votre profil", "ton profil", "compétences", "compétences requises", "qualifications requises", "le profil", "expérience", "exigences",
		"requisitos", "requisitos mínimos", "perfil", "perfil requerido", "perfil buscado", "qué buscamos", "requisitos del puesto", "se valorará", "formación", "se requiere", "formación y experiencia",
		"requisiti", "profilo", "competenze", "il profilo", "profilo ricercato", "requisiti richiesti", "cosa cerchiamo", "qualificações", "requisitos e qualificações", "o que buscamos", "requisitos desejáveis",
		"wymagania", "oczekujemy", "nasze wymagania", "oczekiwania", "nasze oczekiwania", "czego oczekujemy", "profil kandydata", "mile widziane", "wymagane", "wymagania obowiązkowe",
		"požadavky", "požadujeme", "naše požadavky", "co očekáváme", "co od vás očekáváme", "co od tebe očekáváme", "co byste měli umět", "co bys měl umět", "co bys měl mít", "koho hledáme", "co potřebujete", "co by sis měl přinést", "jaké jsou naše požadavky", "co bys měl/a umět", "požadavky na zaměstnance", "očekáváme", "co k tomu potřebuješ", "co požadujeme", "vítáno", "výhodou", "co bys měl splňovat", "požadavky na uchazeče", "jaké máme požadavky", "co od vás potřebujeme", "co od tebe potřebujeme", "pro úspěch na této pozici",
		"požiadavky", "požiadavky na zamestnanca", "čo očakávame", "requisits", "es requereix", "perfil professional", "kvalifikationer", "krav", "din profil", "kvalifikasjoner"}},
	{OfferPart, []string{"benefits", "our benefits", "your benefits", "what we offer", "what we offer you", "what do we offer", "we offer", "what's in it for you", "what you'll get", "perks", "perks and benefits", "benefits and perks", "compensation", "compensation and benefits", "pay and benefits", "salary", "salary range", "why join us", "why us", "why you'll love working here", "why you will love", "our offer", "what you get", "total rewards", "the perks", "pay range", "pay transparency", "salary and benefits",
		"wir bieten", "wir bieten dir", "wir bieten ihnen", "was wir bieten", "das bieten wir", "das bieten wir dir", "unser angebot", "deine vorteile", "ihre vorteile", "unsere leistungen", "wat bieden wij", "wat bieden we", "wat wij bieden", "wij bieden", "ons aanbod", "aanbod", "arbeidsvoorwaarden", "dit bieden wij", "dit krijg je", "wat krijg je", "nous offrons", "avantages", "ce que nous offrons", "nos avantages", "pourquoi nous rejoindre", "ofrecemos", "qué ofrecemos", "se ofrece", "beneficios", "condiciones", "offriamo", "cosa offriamo", "si offre", "benefícios", "oferecemos", "o que oferecemos",
		"oferujemy", "co oferujemy", "nasza oferta", "benefity", "to oferujemy", "nabízíme", "co nabízíme", "co ti nabízíme", "co vám nabízíme", "nabízíme vám", "my nabízíme", "co za to", "zaměstnanecké výhody", "benefity a výhody", "co vám můžeme nabídnout", "co ti můžeme nabídnout", "ponúkame", "čo ponúkame", "oferim", "s'ofereix", "vi erbjuder", "vi tilbyder", "vi tilbyr"}},
	{CompanyPart, []string{"about us", "about the company", "about the team", "who we are", "company description", "company overview", "our company", "our team", "our mission", "the team", "the company", "our story", "über uns", "wer wir sind", "über das unternehmen", "unternehmensbeschreibung", "das sind wir", "over ons", "wie zijn wij", "wie wij zijn", "het bedrijf", "à propos", "à propos de nous", "qui sommes-nous", "l'entreprise", "sobre nosotros", "quiénes somos", "sobre la empresa", "la empresa", "chi siamo", "l'azienda", "sobre nós", "quem somos", "o nas", "o firmie", "o nás", "o společnosti", "kdo jsme", "kdo jsme a co děláme", "o spoločnosti", "hiring process", "interview process", "our hiring process", "how to apply", "equal opportunity", "equal employment opportunity", "equal opportunities", "eeo statement", "diversity and inclusion", "growth and development", "additional information", "additional perks", "next steps", "work environment", "physical requirements"}},
}

// cueTable maps each cue to its part.
func cueTable() map[string]Part {
	t := make(map[string]Part, 600)
	for _, c := range headingCues {
		for _, w := range c.words {
			t[w] = c.part
		}
	}
	return t
}

var cueParts = cueTable()

// PlainHeading brings a heading into the form of the cues: lower case, one kind of apostrophe and dash, no
// signs at its ends.
func PlainHeading(s string) string {
	s = strings.ToLower(s)
	if strings.IndexFunc(s, headingSign) >= 0 {
		s = headingSigns.Replace(s)
	}
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// headingSigns are signs that headings write in several ways.
var headingSigns = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", " & ", " and ", "–", "-", "—", "-", "\u00ad", "")

func headingSign(r rune) bool {
	return r == '&' || r == 0xAD || r == 'ʼ' || r >= 0x2013 && r <= 0x2019
}

// PartOf returns what a heading announces: NoPart when it is none of an advertisement.
func PartOf(heading string) Part {
	if len(heading) > 90 {
		return NoPart
	}
	h := PlainHeading(heading)
	if p, ok := cueParts[h]; ok {
		return p
	}
	// "Key Responsibilities and Duties", "What you'll do as a Data Engineer", "Your profile at Acme"
	best := NoPart
	for i := 0; i < len(h); i++ {
		if h[i] != ' ' && h[i] != ',' && h[i] != ':' && h[i] != '/' && h[i] != '(' && h[i] != '-' {
			continue
		}
		if p, ok := cueParts[strings.TrimSpace(h[:i])]; ok && (strings.Contains(h[:i], " ") || strings.Count(h, " ") <= 5) {
			best = p
		}
		if p, ok := cueParts[strings.TrimSpace(h[i+1:])]; ok && best == NoPart && strings.Count(h, " ") <= 5 {
			best = p
		}
	}
	if best == NoPart && (strings.HasPrefix(h, "about ") || strings.HasPrefix(h, "über ") || strings.HasPrefix(h, "why ") || strings.HasPrefix(h, "working at ") || strings.HasPrefix(h, "life at ")) && strings.Count(h, " ") <= 4 {
		return CompanyPart
	}
	return best
}

// phrases are what advertisements say in their sentences, lower case.
var phrases = []string{"we are looking for", "we're looking for", "are looking for a", "is looking for", "looking for an experienced", "we are seeking", "is seeking", "we're hiring", "we are hiring", "is hiring", "join our team", "you will ", "you'll ", "you are ", "you have ", "the ideal candidate", "the successful candidate", "ideal candidate", "years of experience", "years' experience", "years experience", "experience with ", "experience in ", "equal opportunity", "responsible for", "reporting to", "reports to", "bachelor's degree", "bachelor’s degree", "degree in ", "your application", "qualified applicants", "this role", "this position", "knowledge of ", "ability to ", "proficiency in", "as a member of", "competitive salary", "your responsibilities", "resume", "you bring", "is a must", "we pay", "would be nice", "strong background", "you need", "ideally ", "send us", "your cv", "look after", "solid understanding", "love to hear from you", "expertise", "hands-on", "track record", "in this role", "as our ", "we need ", "skills",
	"wir suchen", "suchen wir", "(m/w/d)", "m/w/d", "(w/m/d)", "(m/f/d)", "(m/f/x)", "(all genders)", "bewerbung", "bewirb", "erfahrung", "kenntnisse", "du hast", "du bist", "sie haben", "sie sind", "abgeschlossenes", "vollzeit", "zusammenarbeit", "berufserfahrung", "ausbildung", "arbeitest", "deine ",
	"wij zoeken", "zijn op zoek", "ben jij", "je gaat", "jouw ", "wij bieden", "kennis van", "opleiding", "werkervaring", "functie", "verantwoordelijk", "we zoeken", "ben je", "heb je", "je hebt", "je bent", "solliciteer", "ervaring met", "sollicit",
	"nous recherchons", "vous êtes", "vous avez", "vous serez", "postulez", "expérience", "candidature", "recherchons",
	"buscamos", "experiencia", "incorpor", "imprescindible", "jornada", "contrato", "candidat", "se requiere", "seleccionar", "valorar", "persona ", "cerchiamo", "ricerchiamo", "esperienza", "candidatura", "procuramos", "estamos em busca", "experiência", "conhecimento", "vaga",
	"szukamy", "poszukujemy", "doświadczeni", "znajomość", "oferujemy", "aplikuj", "mile widzian", "pracę", "umiejętność", "będziesz",
	"hledáme", "zkušenost", "úvazek", "naší ", "budeme", "angličtin", "u nás", "nabídneme", "ti nabíd", "vám nabíd", "dovolen", "pošli", "ozvi se", "umíš", "práci", "znalost", "nabízíme", "výhodou", "praxe", "životopis", "budete", "budeš", "máte", "hľadáme", "skúsenos", "znalos", "ponúkame", "výhoda", "požadujeme", "mzda", "uchazeč", "pozici",
	"busquem", "experiència", "oferim", "feina", "tasques", "vi söker", "erfarenhet", "ansökan", "vi søger", "ansøgning", "vi søker", "erfaring"}

// stems are parts of words that tell what a heading announces although it is none of the cues. They count only
// in headings.
var stems = []struct {
	part  Part
	words []string
}{
	{RequirementsPart, []string{"requirement", "qualification", "looking for", "must have", "must-have", "nice to have", "nice-to-have", "you bring", "you need", "you have", "who you are", "about you", "skill", "experience", "profile", "expertise", "ideal candidate",
		"anforderung", "qualifikation", "profil", "kenntnisse", "mitbring", "bringst", "voraussetzung", "eisen", "vragen", "breng je", "compétence", "requisit", "conocimiento", "experiencia", "competenz", "wymagani", "oczekuj", "umiejętno", "požad", "očekáv", "znalost", "zkušenost", "znalosti", "umět", "kompetenc"}},
	{DutiesPart, []string{"responsibilit", "duties", "you'll do", "you will do", "you'll be", "you will be", "will you do", "your role", "the role", "this role", "role involves", "job description", "tasks", "your mission", "you'll work", "you will work", "day-to-day", "day to day", "expect to", "the job",
		"aufgabe", "aktionsfeld", "tätigkeit", "erwartet dich", "erwartet sie", "deine rolle", "stellenbeschreibung", "ga je doen", "taken", "functie", "mission", "poste", "responsab", "funciones", "tareas", "mansioni", "attività", "atividades", "obowiązk", "zadania", "zakres", "náplň", "budeš dělat", "budete dělat", "popis", "čeká", "funcions", "tasques"}},
	{OfferPart, []string{"benefit", "we offer", "offer you", "perks", "compensation", "salary", "what you get", "bieten", "vorteile", "angebot", "aanbod", "offrons", "avantages", "ofrece", "beneficios", "offriamo", "oferujemy", "nabízíme", "nabídnout", "ponúkame", "oferim"}},
}

// StemPart reads a heading by its stems.
func StemPart(heading string) Part {
	if len(heading) > 72 {
		return NoPart
	}
	h := PlainHeading(heading)
	for _, s := range stems {
		if ContainsAny(h, s.words) {
			return s.part
		}
	}
	return NoPart
}

// entryStarts are words that entries of duties and requirements begin with: what to do, and what to bring.
var entryStarts = WordSet("develop", "design", "build", "lead", "manage", "maintain", "collaborate", "ensure", "support", "drive", "identify", "coordinate", "implement", "create", "work", "partner", "analyze", "analyse", "own", "monitor", "optimize", "write", "deliver", "define", "provide", "participate", "contribute", "help", "improve", "perform", "conduct", "assist", "establish", "evaluate", "mentor", "handle", "execute", "communicate", "troubleshoot", "research", "prepare", "review", "test", "deploy", "integrate", "architect", "oversee",
	"developing", "designing", "building", "leading", "managing", "maintaining", "writing", "creating", "working", "owning", "taking", "experience", "experienced", "strong", "knowledge", "proficiency", "proficient", "familiarity", "familiar", "ability", "excellent", "bachelor's", "bachelor’s", "bachelor", "degree", "understanding", "proven", "demonstrated", "hands-on", "solid", "minimum", "at", "fluent", "good", "exposure", "expertise", "years",
	"erfahrung", "kenntnisse", "gute", "sehr", "fundierte", "abgeschlossenes", "studium", "entwicklung", "konzeption", "betreuung", "durchführung", "unterstützung", "planung", "ervaring", "kennis", "goede", "expérience", "connaissance", "maîtrise", "experiencia", "conocimiento", "conocimientos", "formación", "colaborar", "conhecimento", "experiência", "inglês", "znajomość", "doświadczenie", "znalost", "zkušenost", "zkušenosti", "vzdělání", "znalosť", "skúsenosti", "experiència", "coneixements")

// evidence is what speaks for an advertisement in a text.
type Evidence struct {
	Seen    [parts]bool // parts that headings announce
	Parts   int         // how many of duties, requirements and offer
	Phrases int         // different phrases
	Entries int         // items that begin as duties and requirements do
	Legal   int         // times the text speaks of personal data
	Chars   int
}

// Weigh collects the evidence in blocks.
func Weigh(blocks []job.Block) Evidence {
	var e Evidence
	var all strings.Builder
	for i := range blocks {
		e.block(&blocks[i])
		all.WriteString(blocks[i].Text)
		all.WriteByte('\n')
	}
	low := strings.ReplaceAll(strings.ToLower(all.String()), "’", "'")
	e.Phrases, e.Legal = said(low)
	for _, p := range []Part{DutiesPart, RequirementsPart, OfferPart} {
		if e.Seen[p] {
			e.Parts++
		}
	}
	return e
}

// weakPhrases say less: other pages use them too. Two make up for one.
var weakPhrases = []string{"join us", "to apply", "apply now", "full-time", "full time", "you should", "you know", "you can", "you work", "you want", "your career", "new colleague"}

// legalWords are what privacy notices speak of.
var legalWords = []string{"personal data", "personenbezogene", "persoonsgegevens", "données personnelles", "datos personales", "osobní údaje", "osobních údajů", "privacy policy", "data controller"}

// words are phrases, weak phrases and legal words, one behind the other: a text is long, and is read once.
var words = fact.NewPhrases(false, slices.Concat(phrases, weakPhrases, legalWords)...)

// said counts the different phrases of a text, two weak ones for one, and how often it speaks of personal data.
func said(low string) (count, legal int) {
	seen := make([]bool, len(phrases)+len(weakPhrases))
	words.Each(low, func(n, _ int) bool {
		if n < len(seen) {
			seen[n] = true
		} else {
			legal++
		}
		return true
	})
	weak := 0
	for n, ok := range seen {
		switch {
		case ok && n < len(phrases):
			count++
		case ok:
			weak++
		}
	}
	return count + weak/2, legal
}

// block adds one block's evidence.
func (e *Evidence) block(b *job.Block) {
	e.Chars += utf8.RuneCountInString(b.Text)
	p := NoPart
	if b.Kind == job.Heading || len(b.Text) <= 60 {
		p = PartOf(b.Text)
	} else if head, _, ok := strings.Cut(b.Text, ":"); ok && len(head) <= 60 {
		p = PartOf(head)
	}
	if p == NoPart && b.Kind == job.Heading {
		p = StemPart(b.Text)
	}
	e.Seen[p] = true
	if b.Kind != job.Heading {
		for line := range strings.SplitSeq(b.Text, "\n") {
			word, _, ok := strings.Cut(line, " ")
			if ok && entryStarts[strings.ToLower(word)] {
				e.Entries++
			}
		}
	}
}

// Shortest is the number of characters below which a text is a fragment, whatever it says.
const Shortest = 300

// Advertises reports whether the text is an advertisement: long enough, and speaking of duties, requirements or
// what is offered. A privacy notice speaks of candidates too, but of their data most.
func (e Evidence) Advertises() bool {
	if e.Chars < Shortest || e.Legal > 8 && e.Legal*300 > e.Chars {
		return false
	}
	said := e.Phrases + min(e.Entries, 8)/2
	if e.Chars > 6000 && said < 5 { // long texts of any kind say some of it
		return false
	}
	switch {
	case e.Seen[DutiesPart] || e.Seen[RequirementsPart]:
		return said+2*e.Parts >= 4
	case e.Chars < 1500:
		return said >= 3
	}
	return said+e.Parts >= 5
}

// promote gives lines that are headings of advertisements the rank of one, where the page does not set them
// apart. It changes the blocks in place.
func promote(blocks []job.Block) {
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == job.Heading || len(b.Text) > 60 || i+1 == len(blocks) || strings.HasSuffix(b.Text, ".") {
			continue
		}
		if _, ok := cueParts[PlainHeading(b.Text)]; ok && strings.IndexByte(b.Text, '\n') < 0 && headingMarks(b) {
			b.Kind, b.Level = job.Heading, 7
		}
	}
}

// headingMarks reports whether a line that reads like a heading is written like one: a colon or a question
// mark, more than one word, or a capital. A list entry of one small word ("experience") is none.
func headingMarks(b *job.Block) bool {
	first := []rune(b.Text)[0]
	return b.Kind == job.Paragraph || strings.HasSuffix(b.Text, ":") || strings.HasSuffix(b.Text, "?") ||
		strings.Contains(b.Text, " ") || unicode.IsUpper(first)
}
