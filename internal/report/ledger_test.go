package report

import (
	"strings"
	"testing"

	"jobsignal/internal/demand"
	"jobsignal/internal/page"
)

// TestLedger accounts for merges and for the reader's own corrections, with what they changed.
func TestLedger(t *testing.T) {
	in := madeUp(t, 42, 7, demand.Options{Today: "2026-11-22"})
	r := teller{New(in).b}
	m := r.merges()
	if got, want := m.Text[0].Plain(), "6 postings advertised a job that another one advertises too, and count once with it. Why: posted again (3) and the same advertisement (3)."; got != want {
		t.Errorf("merges = %q, want %q", got, want)
	}
	if rule := m.Know.Method[0].Plain(); !strings.Contains(rule, "within 180 days") {
		t.Errorf("rule = %q, want the limit on reposts in it", rule)
	}
	o := r.overrides()
	if got, want := o.Text[0].Plain(), "3 mentions stand corrected by your overrides.yaml: 2 no longer count, 1 count that did not, 0 changed in kind only."; got != want {
		t.Errorf("overrides = %q, want %q", got, want)
	}
	rows := o.Know.Tables[0].Rows
	if len(rows) != 3 || rows[0][2].Text != "seen, not counted" || rows[0][3].Key != "j:1" || rows[2][3].Text != "not in this report" || rows[2][2].Text != "dropped" {
		t.Errorf("rows of overrides = %+v", rows)
	}
	in.Ledger.MergedBy, in.Ledger.Overrides = nil, nil
	var s page.Section
	believe(New(in).b, &s)
	for _, p := range s.Parts {
		if p.Heading == "What you corrected" || p.Heading == "Counted once" && p.Know != nil {
			t.Errorf("part %q without corrections or reasons: %+v", p.Heading, p)
		}
	}
}
