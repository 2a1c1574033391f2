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

// A term on the axis that the vocabulary does not know would silently say nothing.
func TestAxisTermsExist(t *testing.T) {
	v := standard(t)
	for _, id := range strings.Fields(building + " " + integrating) {
		if !slices.ContainsFunc(v.Terms, func(x taxonomy.Term) bool { return x.ID == id }) {
			t.Errorf("axis names %s, which the vocabulary does not hold", id)
		}
	}
	for _, id := range strings.Fields(building) {
		if slices.Contains(strings.Fields(integrating), id) {
			t.Errorf("%s stands on both sides of the axis", id)
		}
	}
}
