package sample

import (
	"math"
	"slices"
	"testing"

	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// clouds is three platforms, a binding and a free service, two skills, and an exam for each of two platforms.
func clouds(t *testing.T, have ...string) (*Index, []Held) {
	t.Helper()
	v := &taxonomy.Vocabulary{Terms: []taxonomy.Term{
		{ID: "gcp", Kind: taxonomy.Platform, Platform: "gcp"}, {ID: "aws", Kind: taxonomy.Platform, Platform: "aws"},
		{ID: "azure", Kind: taxonomy.Platform, Platform: "azure"}, {ID: "ibm", Kind: taxonomy.Platform},
		{ID: "aws.sagemaker", Kind: taxonomy.Service, Platform: "aws", Binds: true}, {ID: "azure.power-bi", Kind: taxonomy.Service, Platform: "azure"},
		{ID: "python", Kind: taxonomy.Tool}, {ID: "mlops", Kind: taxonomy.Skill}, {ID: "terraform", Kind: taxonomy.Tool}, {ID: "excel", Kind: taxonomy.Tool},
	}}
	exam := func(code, vendor string, weights []float64, ids ...string) taxonomy.Certification {
		c := taxonomy.Certification{Code: code, Vendor: vendor, Status: taxonomy.Retiring, Retires: "2026-11-30", Terms: []string{"cert." + code}}
		for i, w := range weights {
			c.Domains = append(c.Domains, taxonomy.Domain{Weight: w, Scope: taxonomy.Scope{High: ids[i : i+1], Medium: ids[len(weights):], Low: []string{"terraform", "python"}}})
		}
		return c
	}
	v.Certifications = []taxonomy.Certification{exam("A", "aws", []float64{25, 25, 0, 0}, "aws", "python", "mlops", "aws.sagemaker"),
		exam("G", "gcp", []float64{100}, "gcp", "python", "mlops"), exam("T", "azure", []float64{100}, "terraform")}
	return NewIndex(v, "2026-11-22", have)
}

func ask(kind job.Kind, open bool, terms ...string) Group {
	return Group{Kind: kind, Open: open, Terms: terms}
}

// The seven postings of docs/method.md.
func TestPlatformsOfAPosting(t *testing.T) {
	x, _ := clouds(t)
	req, duty, pref := job.Required, job.Duty, job.Preferred
	aws, azure, gcp := Set(0).With(x.Number("aws")), Set(0).With(x.Number("azure")), Set(0).With(x.Number("gcp"))
	for i, c := range []struct {
		groups                     []Group
		hard                       bool
		asks, enough, only, admits Set
	}{
		{[]Group{ask(req, false, "aws")}, true, aws, aws, aws, aws},
		{[]Group{ask(req, false, "aws", "azure")}, true, aws | azure, aws | azure, 0, aws | azure},
		{[]Group{ask(req, true, "aws")}, true, aws, Everything, 0, Everything},
		{[]Group{ask(req, false, "aws"), ask(req, false, "azure")}, true, aws | azure, 0, aws | azure, aws | azure},
		{[]Group{ask(duty, false, "aws.sagemaker"), ask(pref, false, "azure")}, true, aws | azure, aws, aws, 0},
		{[]Group{ask(pref, false, "gcp")}, false, gcp, 0, 0, 0},
		{[]Group{ask(req, false, "azure.power-bi")}, false, 0, 0, 0, 0},
		{[]Group{ask(req, false, "aws", "no.such")}, false, aws, 0, 0, 0},
		{[]Group{ask(req, false, "aws", "terraform")}, false, aws, 0, 0, 0},
		{[]Group{ask(req, false, "aws", "azure.power-bi")}, false, aws, 0, 0, 0},
		{[]Group{ask(req, false, "aws.sagemaker", "mlops"), ask(req, false, "azure")}, true, aws | azure, azure, azure, azure},
	} {
		s := New([]Row{{Groups: c.groups}}, x)
		p := s.List[0]
		if p.Hard != c.hard || p.Asks != c.asks || p.Enough != c.enough || p.Only != c.only || p.Admits != c.admits {
			t.Errorf("posting %d: hard, asks, enough, only, admits = %v, %b, %b, %b, %b, want %v, %b, %b, %b, %b", i+1,
				p.Hard, p.Asks, p.Enough, p.Only, p.Admits, c.hard, c.asks, c.enough, c.only, c.admits)
		}
	}
}

func TestCover(t *testing.T) {
	x, _ := clouds(t)
	p := New([]Row{{Groups: []Group{ask(job.Required, false, "aws", "azure"), ask(job.Required, false, "python"), ask(job.Duty, false, "mlops"),
		ask(job.Preferred, false, "terraform"), ask(job.Required, false, "excel")}}}, x).List[0]
	for c, want := range []float64{2.75 / 3.25, 0, 0.5 / 3.25} {
		if math.Abs(p.Cover[c]-want) > 1e-12 {
			t.Errorf("cover of %s = %v, want %v", x.Exams[c].Code, p.Cover[c], want)
		}
	}
	if !p.Barred.Has(1) || p.Barred.Has(0) || p.Total != 3.25 {
		t.Errorf("Barred, Total = %b, %v, want the Google exam barred, 3.25", p.Barred, p.Total)
	}
	if p := New([]Row{{Groups: []Group{ask(job.Required, false, "excel")}}}, x).List[0]; p.Cover != nil {
		t.Errorf("cover of Excel alone = %v, want none", p.Cover)
	}
}

func TestIndex(t *testing.T) {
	x, held := clouds(t, "python", "cert.G", "nobody")
	if x.Number("ibm") < 0 || x.Number("python") >= 0 || PlatformID(x.Terms[x.Platforms[x.Number("ibm")]]) != "ibm" {
		t.Errorf("Number(ibm), Number(python) = %d, %d, want a platform and none", x.Number("ibm"), x.Number("python"))
	}
	a := x.Exams[0]
	if a.Parts[0].Share != 0.25 || a.Parts[2].Share != 0.25 {
		t.Errorf("shares of domains = %+v, want a quarter each, the unknown ones too", a.Parts)
	}
	if want := x.Numbers([]string{"terraform"}); !slices.Equal(a.LowOnly, want) {
		t.Errorf("LowOnly = %v, want Terraform alone: Python is in the counted scope", a.LowOnly)
	}
	if !a.Bookable() || !a.Candidate() || x.Exams[1].Candidate() {
		t.Errorf("A, G can be named = %v, %v, want true and, being held, false", a.Candidate(), x.Exams[1].Candidate())
	}
	if held[0].Code != "" || held[1].Code != "G" || held[2].Known || !x.Known[x.ByID["mlops"]] || x.Known[x.ByID["excel"]] {
		t.Errorf("held = %+v, want a term, the exam with its scope, and one unknown", held)
	}
}

func TestEmployers(t *testing.T) {
	x, _ := clouds(t)
	s := New([]Row{{Employer: "Northwind  GmbH", Count: 2}, {Employer: "NORTHWIND gmbh"}, {Count: 3}, {Weight: 2}}, x)
	if s.N != 7 || !slices.Equal(s.Units, []float64{1, 3, 1}) {
		t.Errorf("N, Units = %d, %v, want 7 postings of Northwind, three unnamed and one more", s.N, s.Units)
	}
	if got := s.Employers(s.Every); got != 5 {
		t.Errorf("Employers = %d, want 5", got)
	}
	if got := s.Mass(s.Every); got != 8 {
		t.Errorf("Mass = %v, want 8: the last counts twice", got)
	}
	votes := s.Votes([]int{0, 2})
	if want := (2.0/3 + 3) / 5; math.Abs(votes.Share-want) > 1e-12 || votes.K != 4 || votes.Of != 5 {
		t.Errorf("Votes = %+v, want %v of five employers, four of which ask", votes, want)
	}
	if p := s.Share(nil, nil); p.Of != 0 || p.Low != 0 || p.High != 1 {
		t.Errorf("Share of nothing = %+v, want 0 of 0, 0 to 1", p)
	}
}
