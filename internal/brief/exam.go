package brief

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"jobsignal/internal/demand"
	"jobsignal/internal/prose"
	"jobsignal/internal/taxonomy"
)

// Cert is how prose calls a certification: name and code.
func (r *Brief) Cert(code string) string {
	c, ok := r.Vocabulary.Certification(code)
	if !ok {
		return prose.Clean(code, 40)
	}
	name := Name(c)
	if strings.Contains(name, "("+c.Code+")") {
		return name // a name that has its code already
	}
	return name + " (" + c.Code + ")"
}

// CertNow is Cert with the state of the exam in the brackets: "AWS Machine Learning Engineer – Associate (MLA-C02, in beta)".
func (r *Brief) CertNow(code string) string {
	name, s := r.Cert(code), State(r.Fits[code])
	if s == "" {
		return name
	}
	if s == "beta" {
		s = "in beta"
	}
	return strings.TrimSuffix(name, ")") + ", " + s + ")"
}

// Exam is the name alone, as every part of the report and every export says it.
func (r *Brief) Exam(code string) string {
	return strings.TrimSuffix(r.Cert(code), " ("+code+")")
}

// Name is how a certification is called: what all of a vendor's exams share in their names is left out.
func Name(c taxonomy.Certification) string {
	return Shortened(vendorName(c))
}

// Shortened leaves out of a certification's name what all of its vendor's have in common, and sets its dash.
func Shortened(name string) string {
	return strings.Replace(strings.ReplaceAll(prose.Clean(name, 90), " - ", " – "), "AWS Certified ", "AWS ", 1)
}

// vendorName is a certification's name with its vendor in front, once.
func vendorName(c taxonomy.Certification) string {
	name := strings.ReplaceAll(prose.Clean(c.Name, 90), " - ", " – ")
	for _, word := range []string{"AWS", "Azure", "Microsoft", "Google", "TensorFlow", "Fabric"} {
		if strings.Contains(name, word) {
			return name
		}
	}
	return prose.PlatformName(c.Vendor, c.Vendor) + " " + name
}

// ShortName is the name of a certification without the words that all of its vendor share, for labels.
func ShortName(c taxonomy.Certification) string {
	name := TrimVendor(strings.TrimSuffix(prose.Clean(c.Name, 90), " ("+c.Code+")"))
	if len(name) > labelWidth {
		name = strings.Replace(strings.Replace(name, "Machine Learning", "ML", 1), " and ", " & ", 1)
	}
	return name
}

// labelWidth is how many characters of a label's second line are seen before it is cut.
const labelWidth = 36

// TrimVendor leaves out what every name of a vendor starts with.
func TrimVendor(name string) string {
	name = strings.ReplaceAll(name, " - ", " – ")
	for _, head := range []string{"AWS Certified ", "Microsoft Certified: ", "Google Cloud ", "Google ", "Microsoft Azure ", "Azure "} {
		if rest, ok := strings.CutPrefix(name, head); ok {
			return rest
		}
	}
	return name
}

// State is a fit's place in its life as a short tag; an active exam needs none.
func State(f demand.Fit) string {
	switch f.Status {
	case taxonomy.Beta:
		return "beta"
	case taxonomy.Retiring:
		if f.Retires != "" {
			return "retires " + prose.Day(f.Retires)
		}
		return "retiring"
	case taxonomy.Retired:
		return "retired"
	}
	return ""
}

// Next lists what follows a certification: formal successors first, else the nearest.
func Next(f demand.Fit) []string {
	if len(f.Successors) > 0 {
		return f.Successors
	}
	return f.Nearest
}

// Formats writes the kinds of question an exam asks.
func Formats(c taxonomy.Certification) string {
	names := make([]string, len(c.Format))
	for i, f := range c.Format {
		names[i] = strings.ReplaceAll(f, "_", " ")
	}
	s := prose.List(names)
	if c.Questions != nil {
		s = strings.TrimSuffix(prose.Count(*c.Questions, "question")+": "+s, ": ")
	}
	return s
}

// Price writes what an exam costs now.
func Price(c taxonomy.Certification) string {
	var s []string
	if c.PriceUSD != nil {
		s = append(s, USD(*c.PriceUSD))
	}
	if c.PriceBetaUSD != nil && c.Status == taxonomy.Beta {
		s = append(s, USD(*c.PriceBetaUSD)+" in beta")
	}
	if len(s) == 0 {
		return "not known"
	}
	return strings.Join(s, ", ")
}

// USD writes an amount of dollars.
func USD(n int) string { return prose.Thousands(n) + prose.NB + "USD" }

// Length writes how long an exam takes.
func Length(c taxonomy.Certification) string {
	switch {
	case c.Minutes != nil:
		return strconv.Itoa(*c.Minutes) + prose.NB + "min"
	case c.MinutesBeta != nil:
		return strconv.Itoa(*c.MinutesBeta) + prose.NB + "min in beta"
	}
	return "not known"
}

// Validity writes how long a certification holds.
func Validity(c taxonomy.Certification) string {
	switch {
	case c.ValidYears == nil:
		return "validity not known"
	case *c.ValidYears == 0:
		return "does not expire"
	}
	return "valid " + prose.Count(*c.ValidYears, "year")
}

// Hold writes what passing an exam once and keeping it for some years costs: the price, and one renewal each time
// it would have run out before the end. Example: 200 USD, valid 2 years, renewal 100 USD, three years: one
// renewal after year two, 300 USD. An unknown part is said, not guessed.
func Hold(c taxonomy.Certification, programRenewal *int, years int) string {
	p, beta := c.PriceUSD, ""
	if p == nil && c.PriceBetaUSD != nil {
		p, beta = c.PriceBetaUSD, " at the beta price"
	}
	if p == nil || c.ValidYears == nil {
		return "not known"
	}
	renewals := 0
	if *c.ValidYears > 0 {
		renewals = int(math.Ceil(float64(years)/float64(*c.ValidYears))) - 1
	}
	if renewals == 0 {
		return USD(*p) + beta + ", no renewal falls due"
	}
	each := c.RenewalUSD
	if each == nil {
		each = programRenewal
	}
	due := prose.Count(renewals, "renewal")
	switch {
	case each == nil:
		return USD(*p) + beta + ", and " + due + " whose price is not published"
	case *each == 0:
		return USD(*p) + beta + ", " + due + " free"
	}
	return fmt.Sprintf("%s%s: %s and %s at %s", USD(*p+renewals**each), beta, USD(*p), due, USD(*each))
}

// Facts are an exam's facts in prose: price, length, validity.
func (r *Brief) Facts(c taxonomy.Certification) []string {
	f := r.Fits[c.Code]
	out := []string{}
	if s := State(f); s != "" {
		out = append(out, s)
	}
	if p := Price(c); p != "not known" {
		out = append(out, p)
	} else {
		out = append(out, "price not known")
	}
	if l := Length(c); l != "not known" {
		out = append(out, l)
	}
	out = append(out, Validity(c))
	if h := Hold(c, r.Vocabulary.Programs[c.Vendor].RenewalCost, 3); h != "not known" {
		out = append(out, "holding it three years costs "+h)
	}
	if n := Next(f); f.Status == taxonomy.Retiring && len(n) > 0 {
		out = append(out, "followed by "+prose.List(n))
	}
	return out
}
