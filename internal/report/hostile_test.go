package report

import (
	"testing"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
	"jobsignal/internal/names"
)

// payloads are texts that would run or vanish if any door let them become markup or code.
func payloads() []string {
	return []string{
		`</script><script>window.__pwn=1;alert(1)</script>`,
		`__f__window.__pwn=2;alert(1)__f__`,
		`<img src=x onerror="window.__pwn=3">`,
		`<!--<script>window.__pwn=4</script>`,
		`"><svg onload=window.__pwn=5>`,
		`javascript:window.__pwn=6`,
		`{{.Library}} {a|rich} %MY_ECHARTS% ${window.__pwn=7}`,
		"line\u2028sep\u2029arated",
	}
}

// hostile is a small input whose every stored text is a payload.
func hostile(t testing.TB) Input {
	t.Helper()
	return laden(t, payloads())
}

// laden is a small input that has the given texts, at least four, in every field.
func laden(t testing.TB, ps []string) Input {
	t.Helper()
	in := madeUp(t, max(12, len(ps)), 3, demand.Options{Draws: 200, Today: "2026-11-22"})
	for i := range in.Rows {
		p := ps[i%len(ps)]
		in.Rows[i].Title, in.Rows[i].Employer, in.Rows[i].Location = "title "+p, "employer "+p, "place "+p
		in.Rows[i].Role, in.Rows[i].Seniority, in.Rows[i].Language = "role "+p, "seniority "+p, "language "+p
		in.Rows[i].Posted = p
		in.Rows[i].Salary = &job.Salary{Min: 1, Max: 2, Currency: p, Period: p}
		in.Origins[i].Sources, in.Origins[i].URL = []string{"file " + p}, p
	}
	for i := range in.Evidence {
		p := ps[i%len(ps)]
		in.Evidence[i].Sentence, in.Evidence[i].Section, in.Evidence[i].Rule = "sentence "+p, "section "+p, "rule "+p
		in.Evidence[i].Start, in.Evidence[i].End = 9, 9+len(p)
	}
	for i, p := range ps {
		in.Ledger.NoPosting[p] = i
		in.Ledger.MergedBy[p] = i
		in.Ledger.Overrides = append(in.Ledger.Overrides, demand.Override{Posting: int64(i), Term: p, Was: p, Verdict: p, Sentence: "corrected " + p})
		in.Ledger.Failed = append(in.Ledger.Failed, demand.Failure{Source: p, Cause: p})
	}
	in.Ledger.MergeRule = ps[2]
	in.Title, in.Filters = ps[0], Filters{Title: ps[0], Employer: ps[1], Since: ps[2], Until: ps[3]}
	in.Week, in.Version, in.Ledger.Reader, in.Have = ps[0], ps[0], ps[1], ps
	in.Result = demand.Measure(in.Rows, in.Vocabulary, demand.Options{Draws: 200, Today: "2026-11-22", Have: ps})
	in.Result.Warnings = append(in.Result.Warnings, demand.Warning{Under: "fits", Text: ps[0]}, demand.Warning{Under: "data", Text: ps[2]})
	in.Result.Recommendation.Reason = ps[0]
	in.Result.Recommendation.Flip = &demand.Flip{Employer: ps[0], Title: ps[2], Posting: 1, To: ps[1]}
	in.Unknown = []names.Name{{Name: ps[0], Postings: 3, Example: ps[0]}}
	in.Grade = &demand.Grade{Made: ps[0], Documents: 1, Vocabulary: ps[0], Reader: ps[0], Groups: []demand.GradeGroup{{Group: ps[0]}}}
	return in
}
