package advert

import (
	"strings"

	"jobsignal/internal/markup"
)

// Hint is what the name of an element says about its text. Authors name elements for themselves, and name them
// much alike.
type Hint uint16

const (
	TitleHint Hint = 1 << iota
	EmployerHint
	LocationHint
	BodyHint
	NoiseHint // cookie banners, navigation, other jobs
	ChipHint  // tags, skills
	TypeHint
	PayHint
	DateHint
	RemoteHint
)

// hintWords are parts of names, without "-" and "_", and what they hint at.
var hintWords = []struct {
	word string
	hint Hint
}{
	{"jobtitle", TitleHint}, {"postingtitle", TitleHint}, {"positiontitle", TitleHint}, {"vacancytitle", TitleHint}, {"topcardtitle", TitleHint}, {"jobdetailtitle", TitleHint}, {"postingheadline", TitleHint}, {"jobname", TitleHint}, {"apptitle", TitleHint}, {"jobheadertitle", TitleHint}, {"jobadtitle", TitleHint}, {"titulooferta", TitleHint}, {"jobheadline", TitleHint},
	{"companyname", EmployerHint}, {"orgname", EmployerHint}, {"employer", EmployerHint}, {"hiringorganization", EmployerHint}, {"advertisername", EmployerHint}, {"companylink", EmployerHint}, {"companytitle", EmployerHint}, {"companyheader", EmployerHint}, {"jobcompany", EmployerHint}, {"hiringcompany", EmployerHint}, {"jobdetailcompany", EmployerHint}, {"companyinfo", EmployerHint},
	{"location", LocationHint}, {"addresslocality", LocationHint}, {"joblocality", LocationHint}, {"jobcity", LocationHint}, {"workplacetype", RemoteHint}, {"remotetype", RemoteHint}, {"workmode", RemoteHint}, {"worklocationtype", RemoteHint}, {"jobaddress", LocationHint},
	{"jobdescription", BodyHint}, {"jobdetails", BodyHint}, {"jobdetailbody", BodyHint}, {"jobbody", BodyHint}, {"jobcontent", BodyHint}, {"jobad", BodyHint}, {"postingcontent", BodyHint}, {"postingdescription", BodyHint}, {"positiondescription", BodyHint}, {"vacancytext", BodyHint}, {"vacancydescription", BodyHint}, {"descriptiontext", BodyHint}, {"offerdescription", BodyHint}, {"jobpostdescription", BodyHint}, {"descriptioncontent", BodyHint},
	{"cookie", NoiseHint}, {"consent", NoiseHint}, {"onetrust", NoiseHint}, {"gdpr", NoiseHint}, {"similarjob", NoiseHint}, {"similar", NoiseHint}, {"relatedjob", NoiseHint}, {"related", NoiseHint}, {"recommended", NoiseHint}, {"recommendation", NoiseHint}, {"morejobs", NoiseHint}, {"otherjobs", NoiseHint}, {"otherpositions", NoiseHint}, {"alsoviewed", NoiseHint}, {"alsolike", NoiseHint}, {"breadcrumb", NoiseHint}, {"newsletter", NoiseHint}, {"sitefooter", NoiseHint}, {"footer", NoiseHint}, {"navbar", NoiseHint}, {"navigation", NoiseHint}, {"topnav", NoiseHint}, {"sidenav", NoiseHint}, {"mainmenu", NoiseHint}, {"dropdownmenu", NoiseHint}, {"offcanvas", NoiseHint}, {"signin", NoiseHint}, {"signup", NoiseHint}, {"loginform", NoiseHint}, {"modal", NoiseHint}, {"popup", NoiseHint}, {"applicationform", NoiseHint}, {"applyform", NoiseHint}, {"jobalert", NoiseHint}, {"socialshare", NoiseHint}, {"sharebuttons", NoiseHint}, {"sharing", NoiseHint}, {"srnav", NoiseHint}, {"skiplink", NoiseHint}, {"disqus", NoiseHint}, {"searchform", NoiseHint}, {"eeocform", NoiseHint}, {"demographic", NoiseHint}, {"privacypolicy", NoiseHint}, {"contentinfo", NoiseHint},
	{"tag", ChipHint}, {"skill", ChipHint}, {"chip", ChipHint}, {"badge", ChipHint}, {"keyword", ChipHint}, {"technolog", ChipHint},
	{"employmenttype", TypeHint}, {"jobtype", TypeHint}, {"commitment", TypeHint}, {"worktype", TypeHint}, {"contracttype", TypeHint},
	{"salary", PayHint}, {"compensation", PayHint}, {"payrange", PayHint}, {"wage", PayHint},
	{"dateposted", DateHint}, {"postdate", DateHint}, {"posteddate", DateHint}, {"postedtime", DateHint}, {"listingdate", DateHint}, {"jobage", DateHint}, {"publishdate", DateHint},
}

// hintTokens are whole names.
var hintTokens = map[string]Hint{"firma": EmployerHint, "empresa": EmployerHint, "bedrijf": EmployerHint, "azienda": EmployerHint, "entreprise": EmployerHint, "unternehmen": EmployerHint, "arbeitgeber": EmployerHint, "miejsce": LocationHint, "standort": LocationHint, "ort": LocationHint, "arbeitsort": LocationHint, "lieu": LocationHint, "ville": LocationHint, "luogo": LocationHint, "ubicacion": LocationHint, "lokalita": LocationHint, "company": EmployerHint, "title": TitleHint, "description": BodyHint, "nav": NoiseHint, "menu": NoiseHint, "contentinfo": NoiseHint, "city": LocationHint, "share": NoiseHint, "social": NoiseHint, "banner": 0, "job": 0}

// nameSigns join the words of names.
var nameSigns = strings.NewReplacer("-", "", "_", "", ":", "")

// hintOf reads one name.
func hintOf(token string) Hint {
	if h, ok := hintTokens[token]; ok {
		return h
	}
	if len(token) < 3 || len(token) > 80 {
		return 0
	}
	plain := token
	if strings.ContainsAny(token, "-_:") {
		plain = nameSigns.Replace(token)
	}
	var h Hint
	for _, w := range hintWords {
		if strings.Contains(plain, w.word) {
			h |= w.hint
		}
	}
	return h
}

// Index finds boxes by their names.
type Index struct {
	Boxes  []Hint            // by box
	tokens map[string]*token // by name
}

type token struct {
	hint  Hint
	first int // the first box of that name
}

// indexOf reads the names of all boxes, each name once.
func indexOf(o *markup.Outline) Index {
	x := Index{Boxes: make([]Hint, len(o.Boxes)), tokens: make(map[string]*token, 128)}
	for i := range o.Boxes {
		for t := range strings.FieldsSeq(o.Boxes[i].Name) {
			known := x.tokens[t]
			if known == nil {
				known = &token{hint: hintOf(t), first: i}
				x.tokens[t] = known
			}
			x.Boxes[i] |= known.hint
		}
	}
	return x
}

// Find returns the first box that bears a name, -1 when none does.
func (x *Index) Find(name string) int {
	if t := x.tokens[name]; t != nil {
		return t.first
	}
	return -1
}
