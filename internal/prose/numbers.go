package prose

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"jobsignal/internal/demand"
)

// NB is the space that keeps a number and its unit on one line.
const NB = "\u00a0"

// Clean makes stored text fit to show: control characters and the marks that reorder text are dropped, white
// space is folded, and what is longer than limit characters ends in an ellipsis.
func Clean(s string, limit int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u00a0':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0xfeff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
	if r := []rune(s); len(r) > limit {
		return strings.TrimRight(string(r[:limit-1]), " ") + "…"
	}
	return s
}

// Pct writes a fraction of 1 as a percentage without decimals: "58 %".
func Pct(f float64) string { return strconv.Itoa(Percent(f)) + NB + "%" }

// Percent is a fraction of 1 in whole percent, never 0 or 100 unless it is.
func Percent(f float64) int {
	n := int(math.Round(f * 100))
	switch {
	case n == 0 && f > 0:
		return 1
	case n == 100 && f < 1:
		return 99
	}
	return n
}

// First is a share of resamples in whole percent; one that falls short of a threshold of the verdict does not reach it by
// rounding: 0.897 is 89.
func First(f float64) int {
	n := Percent(f)
	for _, limit := range []float64{demand.CloseBelow, demand.ClearFrom} {
		if f < limit && n == Percent(limit) {
			return n - 1
		}
	}
	return n
}

// Often writes a share of resamples. Draws are a sample themselves: all of them is "over 99 %", none is "under 1 %".
func Often(f float64) string {
	switch {
	case f > 0.99:
		return "over 99" + NB + "%"
	case f < 0.01:
		return "under 1" + NB + "%"
	}
	return demand.Short(f)
}

// Between writes an interval: "52–64 %". One that whole percents would write as a point gets a decimal: "0.6–1.1 %".
func Between(low, high float64) string {
	if Percent(low) == Percent(high) && high > low {
		return fmt.Sprintf("%.1f–%.1f%s%%", low*100, high*100, NB)
	}
	return fmt.Sprintf("%d–%d%s%%", Percent(low), Percent(high), NB)
}

// Within writes a share and its interval alike, as they stand in brackets: "67 %, 39–86 %". Where whole percents would
// write the interval as a point both get a decimal: "0.2 %, 0.1–0.4 %".
func Within(p demand.Proportion) string {
	share := Pct(p.Share)
	if Percent(p.Low) == Percent(p.High) && p.High > p.Low {
		share = fmt.Sprintf("%.1f%s%%", p.Share*100, NB)
		if p.Share < 0.0005 {
			share = "under 0.1" + NB + "%"
		}
	}
	return share + ", " + Between(p.Low, p.High)
}

// Of writes "8 of 12".
func Of(p demand.Proportion) string { return OutOf(p.K, p.Of) }

// OutOf writes "8 of 12" for two counts.
func OutOf(k, n int) string { return Thousands(k) + " of " + Thousands(n) }

// Share writes a proportion in full, counts first: "8 of 12 (67 %, 39–86 %)"; nothing found says how much could
// have been missed: "0 of 8 (up to 32 %)". With one vote for each employer the share is not k of n, and says so:
// "33 of 46 (by employer 75 %, 60–86 %)".
func Share(p demand.Proportion) string {
	switch {
	case p.Of == 0:
		return "0 of 0"
	case p.K == 0:
		return fmt.Sprintf("%s (up to %s)", Of(p), Pct(p.High))
	}
	by := ""
	if math.Abs(p.Share-float64(p.K)/float64(p.Of)) > 0.005 {
		by = "by employer "
	}
	return fmt.Sprintf("%s (%s%s)", Of(p), by, Within(p))
}

// Short is the form of share that stands at the end of a bar: "8 of 12 · 39–86 %".
func Short(p demand.Proportion) string {
	if p.K == 0 && p.Of > 0 {
		return Of(p) + " · up to " + Pct(p.High)
	}
	return Of(p) + " · " + Between(p.Low, p.High)
}

// Count writes a number with its noun: "1 posting", "42 postings".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Thousands(n) + " " + noun + "s"
}

// Thousands writes a whole number with commas.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Worth writes an effective number of postings: a decimal where it matters.
func Worth(n float64) string {
	if n >= 100 {
		return Thousands(int(n + 0.5))
	}
	return strconv.FormatFloat(n, 'f', 1, 64)
}

// List joins names in prose: "a", "a and b", "a, b and c".
func List(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + " and " + items[n-1]
	}
}

// Day writes a date in words: "2026-03-31" becomes "31 March 2026"; "2026-03" becomes "March 2026"; anything else
// stays as it is.
func Day(s string) string {
	for _, f := range [][2]string{{"2006-01-02", "2 January 2006"}, {"2006-01", "January 2006"}} {
		if t, err := time.Parse(f[0], s); err == nil {
			return strings.ReplaceAll(t.Format(f[1]), " ", NB)
		}
	}
	return Clean(s, 40)
}

// Week writes an ISO week: "2026-W47" becomes "week 47 of 2026".
func Week(s string) string {
	year, n, ok := strings.Cut(s, "-W")
	if !ok {
		return Clean(s, 20)
	}
	return "week" + NB + strings.TrimLeft(n, "0") + " of" + NB + year
}

// Slug makes an anchor out of a name: lower-case letters, digits and hyphens.
func Slug(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		}
		return '-'
	}, s)
}

// Capital starts a text with a capital.
func Capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// PlatformName is how prose calls a platform.
func PlatformName(id, fallback string) string {
	switch id {
	case "aws":
		return "AWS"
	case "azure":
		return "Azure"
	case "gcp":
		return "Google" + NB + "Cloud"
	case "tensorflow":
		return "TensorFlow"
	}
	if fallback == "" {
		return id
	}
	return Clean(fallback, 40)
}

// Role writes the id of a role family in words: "ml-engineer" becomes "ML engineer". What is no id stays as it is.
func Role(s string) string {
	if s != Slug(s) {
		return s
	}
	words := strings.Split(s, "-")
	for i, w := range words {
		switch w {
		case "ml", "ai", "bi", "nlp", "qa", "it":
			words[i] = strings.ToUpper(w)
		case "mlops":
			words[i] = "MLOps"
		case "devops":
			words[i] = "DevOps"
		}
	}
	return strings.Join(words, " ")
}

// Language is the name of a language code that postings are often written in; another code stays as it is.
func Language(code string) string {
	names := map[string]string{"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
		"sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "cs": "Czech", "hu": "Hungarian", "ro": "Romanian", "tr": "Turkish", "ja": "Japanese", "zh": "Chinese", "ko": "Korean"}
	return cmp.Or(names[code], code)
}

// Accent is the colour of a platform, for charts and for the class names of the page.
func Accent(id string) string {
	switch id {
	case "aws", "azure", "gcp":
		return id
	}
	return "other"
}

// Link is an address fit to be followed, with the host that it leads to.
type Link struct{ URL, Host string }

// SafeLink keeps absolute http and https addresses and drops everything else.
func SafeLink(raw string) Link {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return Link{}
	}
	return Link{URL: u.String(), Host: Clean(u.Hostname(), 60)}
}
