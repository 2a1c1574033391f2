package report

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"jobsignal/internal/demand"
)

// csvHead are the columns of the CSV export: one line for each figure, tidy enough to filter and pivot.
var csvHead = [...]string{"measure", "id", "name", "platform", "k", "of", "share", "low", "high",
	"required", "preferred", "duty", "alone", "choice", "employers", "first", "note"}

// CSV writes the figures of the report as RFC 4180: every field quoted, lines ended by CR LF. A text that a
// spreadsheet could take for a formula gets an apostrophe in front (CWE-1236).
// It is cleaned like the text of a workbook.
func (r *Report) CSV(w io.Writer) error {
	return r.table(w, func(s string) string { return guard(cellText(s)) })
}

// CSVRaw is CSV with the text as it is: for programs, not for spreadsheets. Only what is no UTF-8 is replaced.
func (r *Report) CSVRaw(w io.Writer) error {
	return r.table(w, func(s string) string { return strings.ToValidUTF8(s, "\ufffd") })
}

// csvLine is one line of the export. Text goes through the guard; numbers are written by us and need none.
type csvLine struct {
	measure, id, name, platform string
	share                       *demand.Proportion
	kinds                       *demand.ByKind
	more                        [4]string // alone, choice, employers, first
	note                        string
}

// table writes the head and every line; text goes through the given guard.
func (r *Report) table(w io.Writer, text func(string) string) error {
	b := bufio.NewWriter(w)
	quoted(b, csvHead[:])
	for _, l := range r.lines() {
		fields := []string{l.measure, text(l.id), text(l.name), text(l.platform)}
		fields = append(fields, l.numbers()...)
		quoted(b, append(fields, text(l.note)))
	}
	return b.Flush()
}

// numbers are the columns from k to first; what a measure does not have stays empty.
func (l *csvLine) numbers() []string {
	out := make([]string, 8, 12)
	if p := l.share; p != nil {
		copy(out, []string{strconv.Itoa(p.K), strconv.Itoa(p.Of), fraction(p.Share), fraction(p.Low), fraction(p.High)})
	}
	if k := l.kinds; k != nil {
		copy(out[5:], []string{strconv.Itoa(k.Required), strconv.Itoa(k.Preferred), strconv.Itoa(k.Duty)})
	}
	return append(out, l.more[:]...)
}

// lines lists every figure in the order of the page.
func (r *Report) lines() (out []csvLine) {
	x := r.b.Result
	for _, p := range x.Platforms {
		out = append(out, csvLine{measure: "platform.share", id: p.ID, name: p.Name, platform: p.ID, share: &p.Share, kinds: &p.ByKind,
			more: [4]string{strconv.Itoa(p.Exclusive), strconv.Itoa(p.Either), strconv.Itoa(p.Votes.K), fraction(p.First)}})
		out = append(out, csvLine{measure: "platform.enough", id: p.ID, name: p.Name, platform: p.ID, share: &p.Enough},
			csvLine{measure: "platform.only", id: p.ID, name: p.Name, platform: p.ID, share: &p.Only})
	}
	for _, list := range [][]demand.TermDemand{x.Services, x.Skills, x.Tools, x.CertTerms} {
		for _, t := range list {
			out = append(out, csvLine{measure: string(t.Kind), id: t.ID, name: t.Name, platform: t.Platform, share: &t.Demand, kinds: &t.ByKind,
				more: [4]string{strconv.Itoa(t.Alone), strconv.Itoa(t.Choice), strconv.Itoa(t.Employers)}, note: t.State})
		}
	}
	for _, c := range correct(&r.b.Input, len(r.b.Vocabulary.Terms)) {
		out = append(out, csvLine{measure: c.group + ".corrected", id: c.id, name: c.name, platform: c.platform, share: &c.share})
	}
	out = append(out, r.fitLines()...)
	for _, f := range []struct {
		measure string
		list    []demand.Facet
	}{{"role", x.Roles}, {"seniority", x.Seniority}, {"place", x.Places}, {"remote", x.Remote}, {"language", x.Languages}} {
		for _, v := range f.list {
			out = append(out, csvLine{measure: f.measure, id: v.Value, name: v.Value, share: &v.Postings})
		}
	}
	for _, w := range x.Weeks {
		for _, p := range x.Platforms {
			if s, ok := w.Platforms[p.ID]; ok {
				out = append(out, csvLine{measure: "week.share", id: w.Week, name: p.Name, platform: p.ID, share: &s})
			}
		}
	}
	return out
}

// fitLines are the certifications: share, low and high are the fit and its interval, k the postings it touches.
func (r *Report) fitLines() (out []csvLine) {
	for _, f := range r.b.Result.Fits {
		l := csvLine{measure: "certification.fit", id: f.Code, name: r.b.Exam(f.Code), platform: f.Vendor, note: f.Warning}
		if f.NoFit == "" {
			l.share = &demand.Proportion{K: f.Touched, Of: f.Counted, Share: f.Fit, Low: f.Low, High: f.High}
			l.more[3] = fraction(f.Recommended)
		} else {
			l.note = f.NoFit
		}
		l.note = strings.TrimSuffix(string(f.Status)+": "+l.note, ": ")
		out = append(out, l)
	}
	return out
}

// fraction writes a share with four decimals: a hundredth of a percent.
func fraction(f float64) string { return strconv.FormatFloat(f, 'f', 4, 64) }

// quoted writes one line of quoted fields. What the writer says is told by Flush.
func quoted(w *bufio.Writer, fields []string) {
	for i, f := range fields {
		if i > 0 {
			_ = w.WriteByte(',')
		}
		_, _ = w.WriteString(`"` + strings.ReplaceAll(f, `"`, `""`) + `"`)
	}
	_, _ = w.WriteString("\r\n")
}

// guard puts an apostrophe before text whose first character, after spaces, quotes and a byte order mark, starts a
// formula in some spreadsheet, and before text that starts with a control character.
func guard(s string) string {
	lead := strings.TrimLeft(s, " \"'\u00a0\ufeff")
	if lead != "" && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", []rune(lead)[0]) {
		return "'" + s
	}
	return s
}
