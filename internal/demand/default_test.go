package demand

import (
	"slices"
	"strings"
	"testing"

	"jobsignal"
	"jobsignal/internal/taxonomy"
)

// standard is the vocabulary that the programs carry.
func standard(t *testing.T) *taxonomy.Vocabulary {
	t.Helper()
	v, err := taxonomy.Load(jobsignal.Vocabulary, "keywords.yaml")
	if err != nil {
		t.Fatalf("default vocabulary: %v", err)
	}
	return v
}

// A dozen ML roles on AWS and a few on Azure, by the real vocabulary, as on the day of its facts.
func TestStandardVocabulary(t *testing.T) {
	lists := append(times(9, "required aws", "required aws.sagemaker", "required tool.python", "duty skill.mlops", "duty skill.model-deployment", "duty skill.hyperparameter-tuning", "preferred cert.mls-c01"),
		times(4, "required azure", "required azure.openai", "duty skill.rag", "required tool.python", "preferred cert.ai-102")...)
	r := Measure(rows(lists...), standard(t), Options{Today: "2026-11-22"})
	rec := r.Recommendation
	if rec.Platform != "aws" || rec.Certification != "MLA-C02" || rec.Verdict == Nothing {
		t.Errorf("Recommendation = %+v, want AWS and MLA-C02", rec)
	}
	var retired []string
	for _, f := range r.Fits {
		switch f.Code {
		case "MLS-C01", "AI-102", "DP-100", "MLA-C01":
			retired = append(retired, f.Code)
			if f.Bookable || f.Recommended > 0 {
				t.Errorf("%s = bookable %v, named in %v of draws, want retired and never named", f.Code, f.Bookable, f.Recommended)
			}
		case "DP-203", "AIB-C01", "TF-DEV":
			if f.NoFit == "" || f.Fit != 0 {
				t.Errorf("%s = fit %v, %q, want no fit and the reason", f.Code, f.Fit, f.NoFit)
			}
		case "MLA-C02", "AI-500", "PAA":
			if f.Warning == "" {
				t.Errorf("%s has no warning beside its fit", f.Code)
			}
		}
	}
	if len(retired) != 4 || len(r.Fits) < 26 {
		t.Errorf("Fits = %d exams, retired ones %v, want at least 26 and all four", len(r.Fits), retired)
	}
	for _, code := range []string{"MLS-C01", "AI-102"} {
		if !slices.ContainsFunc(r.Warnings, func(w Warning) bool { return strings.Contains(w.Text, code+", which is retired; nearest today: ") }) {
			t.Errorf("Warnings = %v, want one that points on from %s", r.Warnings, code)
		}
	}
}

// Three groups that name AWS and that a person without AWS meets, beside one that a cloud meets and one that insists. By
// hand: 1 to 3 are about no platform, so enough and only are of the two others, and an Azure exam that has Python, SQL or
// Terraform in scope covers what it covers.
func TestNeutralAlternative(t *testing.T) {
	lists := [][]Group{
		ask("required aws|tool.java|tool.spring", "required tool.python"),
		ask("required aws.s3|tool.dbt|tool.python|tool.sql", "required azure"),
		ask("required aws.cloudformation|tool.pulumi|tool.terraform"),
		ask("required aws|azure|tool.oracle-cloud"),
		ask("required aws"),
	}
	r := Measure(rows(lists...), standard(t), Options{Today: "2026-11-22"})
	type counts struct{ share, enough, only, exclusive, either, multi int }
	want := map[string]counts{"aws": {5, 2, 1, 3, 1, 1}, "azure": {2, 2, 1, 0, 2, 0}, "gcp": {}}
	for id, w := range want {
		p := platform(r, id)
		if got := (counts{p.Share.K, p.Enough.K, p.Only.K, p.Exclusive, p.Either, p.Multi}); got != w {
			t.Errorf("platform %s = %+v, want %+v", id, got, w)
		}
	}
	if r.HardOf != 3 || r.NoPlatform.K != 0 {
		t.Errorf("HardOf, NoPlatform = %d, %d, want 3 (postings 2, 4 and 5) and 0", r.HardOf, r.NoPlatform.K)
	}
	// Posting 1: Python and the choice count for those that have them in scope; nobody is ruled out. Posting 5 asks for AWS.
	for i, zero := range map[int]int{0: 0, 4: 6} {
		six := [][]Group{lists[i], lists[i], lists[i], lists[i], lists[i], lists[i]}
		f := fitOf(t, Measure(rows(six...), standard(t), Options{Today: "2026-11-22"}), "PMLE")
		if f.Zero != zero || (f.Fit > 0) != (zero == 0) {
			t.Errorf("PMLE on six of posting %d: ruled out by %d, fit %v, want %d", i+1, f.Zero, f.Fit, zero)
		}
	}
}

// A web shop and a back end ask for no AI, whatever APIs they ask for; beside a model the same terms speak.
func TestNoAI(t *testing.T) {
	r := Measure(rows(
		ask("required skill.rest-api", "required tool.javascript", "duty skill.microservices"),
		ask("required tool.java", "required skill.rest-api", "duty skill.serverless"),
		ask("required skill.rest-api", "required skill.llm"),
		ask("required skill.statistics", "required tool.sql"),
		ask("required skill.statistics", "required skill.machine-learning"),
	), standard(t), Options{Today: "2026-11-22"})
	if a := r.Axis; a.Counted != 2 || a.LeftOut != 3 || a.Places[0].Posting != 3 || a.Places[0].At != 0 || a.Places[1].Posting != 5 || a.Places[1].At != 1 {
		t.Errorf("Axis = %+v, want postings 3 (integrating) and 5 (building) only", a)
	}
}

// A term on the axis that the vocabulary does not know would silently say nothing.
func TestAxisTermsExist(t *testing.T) {
	v := standard(t)
	for _, id := range strings.Fields(building + " " + integrating + " " + neutral + " " + supporting) {
		if !slices.ContainsFunc(v.Terms, func(x taxonomy.Term) bool { return x.ID == id }) {
			t.Errorf("axis names %s, which the vocabulary does not hold", id)
		}
	}
	for _, id := range strings.Fields(neutral) {
		if Side(id) != 0 {
			t.Errorf("%s speaks for a side and for none", id)
		}
	}
	for _, id := range strings.Fields(supporting) {
		if Side(id) == 0 || AI(id) {
			t.Errorf("%s: side %d, AI %v, want a side and no AI by itself", id, Side(id), AI(id))
		}
	}
	for _, id := range strings.Fields(building) {
		if slices.Contains(strings.Fields(integrating), id) {
			t.Errorf("%s stands on both sides of the axis", id)
		}
	}
}
