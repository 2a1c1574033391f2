package posting

import (
	"strings"

	"jobsignal/internal/markup"
)

// hint is what the name of an element says about its text. Authors name elements for themselves, and name them
// much alike.
type hint uint16

const (
	titleHint hint = 1 << iota
	employerHint
	locationHint
	bodyHint
	noiseHint // cookie banners, navigation, other jobs
	chipHint  // tags, skills
	typeHint
	payHint
	dateHint
	remoteHint
)

// hintWords are parts of names, without "-" and "_", and what they hint at.
var hintWords = []struct {
	word string
	hint hint
}{
	{"jobtitle", titleHint}, {"postingtitle", titleHint}, {"positiontitle", titleHint}, {"vacancytitle", titleHint}, {"topcardtitle", titleHint}, {"jobdetailtitle", titleHint}, {"postingheadline", titleHint}, {"jobname", titleHint}, {"apptitle", titleHint}, {"jobheadertitle", titleHint}, {"jobadtitle", titleHint}, {"titulooferta", titleHint}, {"jobheadline", titleHint},
	{"companyname", employerHint}, {"orgname", employerHint}, {"employer", employerHint}, {"hiringorganization", employerHint}, {"advertisername", employerHint}, {"companylink", employerHint}, {"companytitle", employerHint}, {"companyheader", employerHint}, {"jobcompany", employerHint}, {"hiringcompany", employerHint}, {"jobdetailcompany", employerHint}, {"companyinfo", employerHint},
	{"location", locationHint}, {"addresslocality", locationHint}, {"joblocality", locationHint}, {"jobcity", locationHint}, {"workplacetype", remoteHint}, {"remotetype", remoteHint}, {"workmode", remoteHint}, {"worklocationtype", remoteHint}, {"jobaddress", locationHint},
	{"jobdescription", bodyHint}, {"jobdetails", bodyHint}, {"jobdetailbody", bodyHint}, {"jobbody", bodyHint}, {"jobcontent", bodyHint}, {"jobad", bodyHint}, {"postingcontent", bodyHint}, {"postingdescription", bodyHint}, {"positiondescription", bodyHint}, {"vacancytext", bodyHint}, {"vacancydescription", bodyHint}, {"descriptiontext", bodyHint}, {"offerdescription", bodyHint}, {"jobpostdescription", bodyHint}, {"descriptioncontent", bodyHint},
	{"cookie", noiseHint}, {"consent", noiseHint}, {"onetrust", noiseHint}, {"gdpr", noiseHint}, {"similarjob", noiseHint}, {"similar", noiseHint}, {"relatedjob", noiseHint}, {"related", noiseHint}, {"recommended", noiseHint}, {"recommendation", noiseHint}, {"morejobs", noiseHint}, {"otherjobs", noiseHint}, {"otherpositions", noiseHint}, {"alsoviewed", noiseHint}, {"alsolike", noiseHint}, {"breadcrumb", noiseHint}, {"newsletter", noiseHint}, {"sitefooter", noiseHint}, {"footer", noiseHint}, {"navbar", noiseHint}, {"navigation", noiseHint}, {"topnav", noiseHint}, {"sidenav", noiseHint}, {"mainmenu", noiseHint}, {"dropdownmenu", noiseHint}, {"offcanvas", noiseHint}, {"signin", noiseHint}, {"signup", noiseHint}, {"loginform", noiseHint}, {"modal", noiseHint}, {"popup", noiseHint}, {"applicationform", noiseHint}, {"applyform", noiseHint}, {"jobalert", noiseHint}, {"socialshare", noiseHint}, {"sharebuttons", noiseHint}, {"sharing", noiseHint}, {"srnav", noiseHint}, {"skiplink", noiseHint}, {"disqus", noiseHint}, {"searchform", noiseHint}, {"eeocform", noiseHint}, {"demographic", noiseHint}, {"privacypolicy", noiseHint}, {"contentinfo", noiseHint},
	{"tag", chipHint}, {"skill", chipHint}, {"chip", chipHint}, {"badge", chipHint}, {"keyword", chipHint}, {"technolog", chipHint},
	{"employmenttype", typeHint}, {"jobtype", typeHint}, {"commitment", typeHint}, {"worktype", typeHint}, {"contracttype", typeHint},
	{"salary", payHint}, {"compensation", payHint}, {"payrange", payHint}, {"wage", payHint},
	{"dateposted", dateHint}, {"postdate", dateHint}, {"posteddate", dateHint}, {"postedtime", dateHint}, {"listingdate", dateHint}, {"jobage", dateHint}, {"publishdate", dateHint},
}

// hintTokens are whole names.
var hintTokens = map[string]hint{"firma": employerHint, "empresa": employerHint, "bedrijf": employerHint, "azienda": employerHint, "entreprise": employerHint, "unternehmen": employerHint, "arbeitgeber": employerHint, "miejsce": locationHint, "standort": locationHint, "ort": locationHint, "arbeitsort": locationHint, "lieu": locationHint, "ville": locationHint, "luogo": locationHint, "ubicacion": locationHint, "lokalita": locationHint, "company": employerHint, "title": titleHint, "description": bodyHint, "nav": noiseHint, "menu": noiseHint, "contentinfo": noiseHint, "city": locationHint, "share": noiseHint, "social": noiseHint, "banner": 0, "job": 0}

// nameSigns join the words of names.
var nameSigns = strings.NewReplacer("-", "", "_", "", ":", "")

// hintOf reads one name.
func hintOf(token string) hint {
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
	var h hint
	for _, w := range hintWords {
		if strings.Contains(plain, w.word) {
			h |= w.hint
		}
	}
	return h
}

// index finds boxes by their names.
type index struct {
	boxes  []hint            // by box
	tokens map[string]*token // by name
}

type token struct {
	hint  hint
	first int // the first box of that name
}

// indexOf reads the names of all boxes, each name once.
func indexOf(o *markup.Outline) index {
	x := index{boxes: make([]hint, len(o.Boxes)), tokens: make(map[string]*token, 128)}
	for i := range o.Boxes {
		for t := range strings.FieldsSeq(o.Boxes[i].Name) {
			known := x.tokens[t]
			if known == nil {
				known = &token{hint: hintOf(t), first: i}
				x.tokens[t] = known
			}
			x.boxes[i] |= known.hint
		}
	}
	return x
}

// find returns the first box that bears a name, -1 when none does.
func (x *index) find(name string) int {
	if t := x.tokens[name]; t != nil {
		return t.first
	}
	return -1
}
