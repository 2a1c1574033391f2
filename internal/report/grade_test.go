package report

import (
	"bytes"
	"strings"
	"testing"

	"jobsignal/internal/demand"
)

// gradedInput is a report with a grade that speaks of it.
func gradedInput() Input {
	in := exported()
	in.Ledger.Vocabulary, in.Ledger.Reader = "v1", "3.3"
	rate := func(k, of int) demand.Rate { return demand.Rate{K: k, Of: of, Effective: float64(of)} }
	in.Grade = &demand.Grade{Made: "2026-11-20T08:00:00Z", Documents: 40, Vocabulary: "v1", Reader: "3.3", Groups: []demand.GradeGroup{
		{Group: "platform", Precision: rate(57, 60), Recall: rate(57, 63)}, {Group: "skill", Precision: rate(90, 100), Recall: rate(90, 120)}}}
	return in
}

// TestGrade shows corrected shares beside raw ones, in the page and in the exports, only where the grade speaks of the
// report, and says why where it does not.
func TestGrade(t *testing.T) {
	in := gradedInput()
	azure := in.Result.Platforms[1]
	want, ok := in.Grade.Correct("platform", azure.Share)
	if !ok || want.Share <= azure.Share.Share || want.High-want.Low <= azure.Share.High-azure.Share.Low {
		t.Fatalf("corrected %+v, want more than the raw share and a wider interval than %+v", want, azure.Share)
	}
	html := string(made(t, in))
	for _, s := range []string{`id="corrected-table"`, "57 of 60", "57 of 63"} {
		if !strings.Contains(html, s) {
			t.Errorf("the page lacks %q", s)
		}
	}
	csv := string(write(t, asCSV, in))
	for _, s := range []string{`"platform.corrected","azure"`, `"skill.corrected","skill.mlops"`} {
		if !strings.Contains(csv, s) {
			t.Errorf("the CSV lacks %s", s)
		}
	}
	if strings.Contains(csv, "tool.corrected") {
		t.Error("the CSV corrects tools, of which the grade knows nothing")
	}
	export := write(t, asJSON, in)
	valid(t, export)
	if !bytes.Contains(export, []byte(`"unused": ""`)) || !bytes.Contains(export, []byte(`"id":"azure","share"`)) {
		t.Error("the JSON does not hold the corrected share of azure")
	}
	for why, change := range map[string]func(*demand.Grade){
		"another vocabulary": func(g *demand.Grade) { g.Vocabulary = "v0" },
		"another version":    func(g *demand.Grade) { g.Reader = "1.1" },
		"too few":            func(g *demand.Grade) { g.Documents = demand.GradeFloor - 1 },
	} {
		in := gradedInput()
		change(in.Grade)
		html := string(made(t, in))
		if strings.Contains(html, `id="corrected-table"`) || !strings.Contains(html, why) || !strings.Contains(html, `id="grade-table"`) {
			t.Errorf("a grade that does not fit (%s) corrects something, or the page does not say why", why)
		}
	}
}
