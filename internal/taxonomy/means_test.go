package taxonomy_test

import (
	"slices"
	"testing"
)

// TestMeans finds what people call terms and exams.
func TestMeans(t *testing.T) {
	v := standard(t)
	for _, c := range []struct {
		name string
		want []string
	}{
		{"tool.python", []string{"tool.python"}},
		{"python", []string{"tool.python"}},
		{"Python 3.12", []string{"tool.python"}},
		{"CLF-C02", []string{"cert.aws-clf"}},
		{"clf c02", []string{"cert.aws-clf"}},
		{"AWS Certified Cloud Practitioner", []string{"cert.aws-clf"}},
		{"mla-c02", []string{"MLA-C02"}},
		{"AIF-C01", []string{"AIF-C01"}},
		{"cert.aif-c01", []string{"cert.aif-c01"}},
		{"C++", []string{"tool.cpp"}},
		{"aws", []string{"aws"}},
		{"big query", []string{"gcp.bigquery"}},
		{"pyton", nil},
		{"Python and Java", nil},
		{"...", nil},
	} {
		if got := v.Means(c.name); !slices.Equal(got, c.want) {
			t.Errorf("Means(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

// TestMeansItself says that every id and every code of the default vocabulary means itself and nothing else.
func TestMeansItself(t *testing.T) {
	v := standard(t)
	var ids []string
	for _, x := range v.Terms {
		ids = append(ids, x.ID)
	}
	for _, c := range v.Certifications {
		ids = append(ids, c.Code)
	}
	for _, id := range ids {
		if got := v.Means(id); !slices.Equal(got, []string{id}) {
			t.Errorf("Means(%q) = %q, want itself", id, got)
		}
	}
}

// TestNear suggests what a slip of the keyboard was meant to be, and nothing for what is like nothing.
func TestNear(t *testing.T) {
	v := standard(t)
	for name, want := range map[string]string{"pyton": "tool.python", "kubernets": "tool.kubernetes", "MLA-C03": "MLA-C02", "terrafrom": "tool.terraform"} {
		if got := v.Near(name, 3); !slices.Contains(got, want) {
			t.Errorf("Near(%q) = %q, want %s among them", name, got, want)
		}
	}
	if got := v.Near("qqqqqqqqqqqq", 3); len(got) != 0 {
		t.Errorf("Near of noise = %q, want nothing", got)
	}
}
