package taxonomy_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jobsignal/internal/taxonomy"
)

var update = flag.Bool("update", false, "write golden files")

// golden compares got with a file, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
}

func TestLoadErrors(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no broken files: %v", err)
	}
	for _, file := range files {
		_, err := taxonomy.Load(os.DirFS("testdata/broken"), filepath.Base(file))
		var faults taxonomy.Errors
		if !errors.As(err, &faults) {
			t.Errorf("Load(%s) = %v, want Errors", file, err)
			continue
		}
		golden(t, strings.TrimSuffix(file, ".yaml")+".golden", faults.Error()+"\n")
	}
}

func TestLoadMissingFile(t *testing.T) {
	fsys := fstest.MapFS{"root.yaml": {Data: []byte("include: [gone.yaml]\n")}}
	var faults taxonomy.Errors
	_, err := taxonomy.Load(fsys, "root.yaml")
	if err == nil || errors.As(err, &faults) || !strings.Contains(err.Error(), "gone.yaml") {
		t.Errorf("Load with a missing include = %v, want an error of the file system naming gone.yaml", err)
	}
}

func TestIncludes(t *testing.T) {
	fsys := fstest.MapFS{
		"v/root.yaml":   {Data: []byte("include: [part/a.yaml, b.yaml]\n")},
		"v/part/a.yaml": {Data: []byte("terms: [{id: a, name: A a, kind: tool, aliases: [{text: aa, near: [$n]}]}]\n")},
		"v/b.yaml":      {Data: []byte("words: {n: [near]}\nterms: [{id: b, name: B b, kind: tool, aliases: []}]\n")},
	}
	v, err := taxonomy.Load(fsys, "v/root.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Terms) != 2 || v.Terms[0].ID != "a" {
		t.Errorf("Load(v/root.yaml).Terms = %v, want a and b", v.Terms)
	}
	fsys["v/b.yaml"] = &fstest.MapFile{Data: []byte("include: [c.yaml]\nterms: [{id: a, name: A, kind: tool}]\n")}
	_, err = taxonomy.Load(fsys, "v/root.yaml")
	want := "v/b.yaml:1:10: include: stands in the root file of a vocabulary only\n" +
		"v/b.yaml:2:14: id \"a\" is defined twice; first at v/part/a.yaml:1:14\n" +
		"v/part/a.yaml:1:68: unknown list \"n\""
	if err == nil || err.Error() != want {
		t.Errorf("Load = %v, want\n%s", err, want)
	}
}

func TestParseReadsYAML(t *testing.T) {
	v := small(t)
	again, err := taxonomy.Parse(v.YAML())
	if err != nil {
		t.Fatal(err)
	}
	if again.Digest != v.Digest || len(v.Digest) != 64 {
		t.Errorf("Parse(v.YAML()).Digest = %s, want %s", again.Digest, v.Digest)
	}
	ignore := cmpopts.IgnoreUnexported(taxonomy.Vocabulary{}, taxonomy.Term{}, taxonomy.Alias{}, taxonomy.Former{}, taxonomy.Certification{})
	if diff := cmp.Diff(v, again, ignore, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("Parse(v.YAML()) differs (-want +got):\n%s", diff)
	}
}

func TestAccessors(t *testing.T) {
	v := small(t)
	if x, ok := v.Term("aws.s3"); !ok || x.Name != "Amazon S3" || !x.Binds {
		t.Errorf("Term(aws.s3) = %+v, %v", x, ok)
	}
	if _, ok := v.Term("aws.s4"); ok {
		t.Error("Term(aws.s4) is there, want not")
	}
	if c, ok := v.Certification("MLS-C01"); !ok || *c.PriceUSD != 300 || c.PassingScore != nil {
		t.Errorf("Certification(MLS-C01) = %+v, %v", c, ok)
	}
	if got := v.CertFor("cert.mls"); len(got) != 1 || got[0] != "MLS-C01" {
		t.Errorf("CertFor(cert.mls) = %v, want [MLS-C01]", got)
	}
}

func TestOverlay(t *testing.T) {
	base := small(t)
	before := string(base.YAML())
	v, err := base.Overlay("mine.yaml", []byte(`
words: {languages: [Ruby]}
terms:
  - {id: aws, aliases: [Amazon cloud, {text: AWS, never: [welding]}]}
  - {id: azure, name: Azure by Microsoft, replace: true, aliases: [Microsoft cloud]}
  - {id: tool.ruby, name: Ruby, kind: tool, aliases: []}
certifications:
  - {code: MLS-C01, price_usd: null, minutes: 170}
programs:
  aws: {retake: 14 days}
cues:
  phrases:
    preferred: {en: [would be grand]}
`))
	if err != nil {
		t.Fatal(err)
	}
	if string(base.YAML()) != before {
		t.Error("Overlay changed its receiver")
	}
	if v.Digest == base.Digest {
		t.Error("Overlay left the digest as it was")
	}
	for _, c := range []struct{ rule, text, want string }{
		{"alias added", "Amazon cloud", "aws:Amazon cloud"},
		{"alias written alike takes its place", "AWS welding", ""},
		{"name kept", "Amazon Web Services", "aws:Amazon Web Services"},
		{"aliases replaced", "Azure, Microsoft cloud", "azure:Microsoft cloud"},
		{"name changed", "Azure by Microsoft", "azure:Azure by Microsoft"},
		{"new term", "Ruby", "tool.ruby:Ruby"},
		{"list replaced", "ruby, go", "tool.ruby:ruby | tool.go:go"},
	} {
		if got := found([]string{c.text}, v.Find(c.text)); got != c.want {
			t.Errorf("%s: Find(%q) = %s, want %s", c.rule, c.text, got, c.want)
		}
	}
	if c, _ := v.Certification("MLS-C01"); c.PriceUSD != nil || *c.Minutes != 170 || len(c.Domains) != 1 {
		t.Errorf("overlaid MLS-C01 = %+v, want price unknown, 170 minutes, the domains kept", c)
	}
	if p := v.Programs["aws"]; p.Retake != "14 days" || p.Name != "AWS Certification" {
		t.Errorf("overlaid program aws = %+v", p)
	}
	if got := len(v.FindCues("would be grand, a plus")); got != 2 {
		t.Errorf("FindCues after overlay found %d cues, want 2", got)
	}
}

func TestOverlayErrors(t *testing.T) {
	_, err := small(t).Overlay("mine.yaml", []byte(`
terms:
  - {id: aws.sagemakr, aliases: [SM]}
  - {id: aws.s3, aliases: [EC2]}
  - {id: aws.ec2, kindd: tool}
  - {id: aws.ec2}
`))
	want := `mine.yaml:3:10: term "aws.sagemakr" is new and needs a name and a kind; did you mean "aws.sagemaker"?
mine.yaml:5:19: unknown key "kindd" in a term; did you mean "kind"?
mine.yaml:6:10: id "aws.ec2" is defined twice; first at mine.yaml:5:10`
	if err == nil || err.Error() != want {
		t.Errorf("Overlay = %v, want\n%s", err, want)
	}
	_, err = small(t).Overlay("mine.yaml", []byte("terms: [{id: aws.s3, aliases: [EC2]}]"))
	want = `mine.yaml:1:32: alias "EC2" of aws.s3 is also "EC2" of aws.ec2, and no condition tells them apart`
	if err == nil || err.Error() != want {
		t.Errorf("Overlay = %v, want\n%s", err, want)
	}
}

func FuzzLoad(f *testing.F) {
	for _, pattern := range []string{"testdata/*.yaml", "testdata/broken/*.yaml"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := taxonomy.Load(fstest.MapFS{"k.yaml": {Data: data}}, "k.yaml")
		if err != nil {
			return
		}
		again, err := taxonomy.Parse(v.YAML())
		if err != nil || again.Digest != v.Digest {
			t.Fatalf("Parse(YAML()) of %q: %v, or another digest", data, err)
		}
		checkMatches(t, "A text, AWS.", v.Find("A text, AWS.")[0])
	})
}
