package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

var rewrite = flag.Bool("update-exports", false, "rewrite the golden exports and docs/report.schema.json")

// exported is a small input worked out by hand: nine postings of eight employers, one with a hostile name.
func exported() Input {
	v := &taxonomy.Vocabulary{Digest: strings.Repeat("0123456789abcdef", 4), Terms: []taxonomy.Term{
		{ID: "aws", Name: "Amazon Web Services", Kind: taxonomy.Platform, Platform: "aws"},
		{ID: "azure", Name: "Microsoft Azure", Kind: taxonomy.Platform, Platform: "azure"},
		{ID: "aws.sagemaker", Name: "Amazon SageMaker AI", Kind: taxonomy.Service, Platform: "aws", Binds: true},
		{ID: "skill.mlops", Name: "MLOps", Kind: taxonomy.Skill}, {ID: "skill.rag", Name: "Retrieval | *augmented*", Kind: taxonomy.Skill},
		{ID: "tool.python", Name: "Python", Kind: taxonomy.Tool}, {ID: "cert.old", Name: "=Old exam", Kind: taxonomy.CertTerm, Platform: "aws"},
	}, Certifications: []taxonomy.Certification{
		{Code: "AWS-ML", Vendor: "aws", Name: "AWS Machine Learning", Status: taxonomy.Beta, Domains: []taxonomy.Domain{{Name: "Build", Weight: 100, Scope: taxonomy.Scope{High: []string{"aws", "aws.sagemaker", "skill.mlops", "tool.python"}}}}},
		{Code: "AZ-AI", Vendor: "azure", Name: "Azure AI", Status: taxonomy.Active, Domains: []taxonomy.Domain{{Name: "All", Scope: taxonomy.Scope{High: []string{"azure", "skill.rag", "tool.python"}}}}},
		{Code: "AWS-OLD", Vendor: "aws", Name: "AWS Old", Status: taxonomy.Retired, Terms: []string{"cert.old"}, Successors: []string{"AWS-ML"}, Domains: []taxonomy.Domain{{Name: "All", Scope: taxonomy.Scope{High: []string{"aws"}}}}},
	}}
	in := Input{Vocabulary: v, Week: "2026-W47", Generated: time.Date(2026, 11, 22, 14, 3, 0, 0, time.UTC), Version: "test",
		Filters: Filters{Since: "2026-10-01", Title: "engineer"}, Ledger: demand.Ledger{Pages: 12, Postings: 10, Unique: 9, Merged: 1,
			NoPosting: map[string]int{"login page": 2}, Runs: 1, Mentions: 40, SeenMentions: 3, Reader: "1"}}
	one := func(kind job.Kind, terms ...string) demand.Group {
		g := demand.Group{Kind: kind, Terms: terms}
		for range terms {
			g.Kinds = append(g.Kinds, kind)
		}
		return g
	}
	for i := range 9 {
		row := demand.Row{Posting: int64(i + 1), Title: "ML Engineer", Employer: "Employer " + string(rune('A'+i)), Location: "Berlin", Week: "2026-W47", Count: 1, Weight: 1,
			Groups: []demand.Group{one(job.Required, "aws"), one(job.Duty, "skill.mlops"), one(job.Required, "tool.python")}}
		if i >= 5 {
			row.Groups = []demand.Group{one(job.Required, "aws", "azure"), one(job.Preferred, "skill.rag"), one(job.Preferred, "cert.old")}
		}
		in.Rows = append(in.Rows, row)
		in.Origins = append(in.Origins, demand.Origin{Posting: row.Posting, Sources: []string{"saved/x.html"}, URL: "https://jobs.example.com/1"})
	}
	in.Rows[8].Employer = "=HYPERLINK(\"http://x\")|<img src=x onerror=alert(1)> @all"
	in.Rows[7].Employer = in.Rows[8].Employer
	in.Rows[0].Salary = &job.Salary{Min: 90000, Max: 110000, Currency: "EUR", Period: job.PeriodYear}
	in.Result = demand.Measure(in.Rows, v, demand.Options{Today: "2026-11-22"})
	return in
}

func write(t *testing.T, export func(*Report) func(*bytes.Buffer) error, in Input) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := export(New(in))(&b); err != nil {
		t.Fatalf("export: %v", err)
	}
	return b.Bytes()
}

func asCSV(r *Report) func(*bytes.Buffer) error {
	return func(b *bytes.Buffer) error { return r.CSV(b) }
}
func asJSON(r *Report) func(*bytes.Buffer) error {
	return func(b *bytes.Buffer) error { return r.JSON(b) }
}
func asMD(r *Report) func(*bytes.Buffer) error {
	return func(b *bytes.Buffer) error { return r.Markdown(b) }
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update-exports)", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("export = %d bytes, want the %d of %s (run with -update-exports and look at the difference)", len(got), len(want), path)
	}
}

func TestExportsGolden(t *testing.T) {
	golden(t, "testdata/export.csv", write(t, asCSV, exported()))
	golden(t, "testdata/export.json", write(t, asJSON, exported()))
	golden(t, "testdata/export.md", write(t, asMD, exported()))
}

func TestExportsOfNothing(t *testing.T) {
	in := Input{Result: demand.Measure(nil, &taxonomy.Vocabulary{}, demand.Options{}), Vocabulary: &taxonomy.Vocabulary{}}
	valid(t, write(t, asJSON, in))
	if md := write(t, asMD, in); !bytes.Contains(md, []byte("# ")) || bytes.Contains(md, []byte("| exam |")) {
		t.Errorf("Markdown of nothing = %q, want a heading and no table of exams", md)
	}
	if lines := bytes.Count(write(t, asCSV, in), []byte("\r\n")); lines != 1 {
		t.Errorf("CSV of nothing = %d lines, want its head alone", lines)
	}
}

func TestCSVIsSafe(t *testing.T) {
	for text, want := range map[string]string{"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t=1": "'\t=1", "\rx": "'\rx", "\nx": "'\nx", "\x00": "'\x00",
		"  =1": "'  =1", "\"=1": "'\"=1", "\ufeff=1": "'\ufeff=1", "＝1": "'＝1", "＠x": "'＠x", "a=1": "a=1", "": "", "C++": "C++", "'=1": "''=1"} {
		if got := guard(text); got != want {
			t.Errorf("guard(%q) = %q, want %q", text, got, want)
		}
	}
	records, err := csv.NewReader(bytes.NewReader(write(t, asCSV, exported()))).ReadAll()
	if err != nil {
		t.Fatalf("CSV does not parse: %v", err)
	}
	for _, record := range records {
		for _, f := range record {
			if f != "" && strings.ContainsAny(f[:1], "=+-@\t\r\n") {
				t.Errorf("CSV field %q could be a formula", f)
			}
		}
	}
}

func TestMarkdownIsLiteral(t *testing.T) {
	in := exported()
	in.Result.Recommendation.Flip = &demand.Flip{Employer: in.Rows[8].Employer, Title: "**x** [a](http://b)", Posting: 9, To: "AZ-AI"}
	md := string(write(t, asMD, in))
	for _, bad := range []string{"<img", "|<", "@all", "**x**", " [a]", "http://"} {
		if strings.Contains(md, bad) {
			t.Errorf("Markdown holds %q unescaped", bad)
		}
	}
}

// valid checks an export against docs/report.schema.json.
func valid(t *testing.T, export []byte) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "report.schema.json"))
	if err != nil {
		t.Fatalf("schema: %v", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(export))
	if err != nil {
		t.Fatalf("export is not JSON: %v", err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("export does not fit its schema: %v", err)
	}
}

func TestJSONFitsItsSchema(t *testing.T) {
	golden(t, filepath.Join("..", "..", "docs", "report.schema.json"), schemaJSON(t))
	export := write(t, asJSON, exported())
	valid(t, export)
	if bytes.Contains(export, []byte("<img")) {
		t.Error("JSON holds markup unescaped")
	}
}

// schemaJSON draws up the schema from the types, with their comments as descriptions, so that it cannot lag behind.
func schemaJSON(t *testing.T) []byte {
	d := describer{notes: map[string]string{}, defs: map[string]any{}}
	for _, file := range []string{"json.go", "seal.go", "../demand/result.go", "../fit/result.go", "../sample/posting.go", "../sample/index.go", "../chance/interval.go", "../chance/correct.go", "../demand/grade.go", "../job/job.go"} {
		d.read(t, file)
	}
	root := d.of(reflect.TypeFor[Export]())
	out := map[string]any{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Jobsignal report",
		"description": "What report --format json writes. Shares are fractions of 1. docs/method.md defines every measure.", "$defs": d.defs}
	for k, v := range root {
		out[k] = v
	}
	b, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(b, '\n')
}

type describer struct {
	notes map[string]string // "Type.Field" or "Type" → comment
	defs  map[string]any
}

func (d *describer) read(t *testing.T, file string) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		g, ok := n.(*ast.GenDecl)
		if !ok {
			return true
		}
		for _, s := range g.Specs {
			spec, ok := s.(*ast.TypeSpec)
			if !ok {
				continue
			}
			d.notes[spec.Name.Name] = strings.TrimSpace(g.Doc.Text())
			if st, ok := spec.Type.(*ast.StructType); ok {
				for _, field := range st.Fields.List {
					for _, name := range field.Names {
						d.notes[spec.Name.Name+"."+name.Name] = strings.TrimSpace(field.Comment.Text())
					}
				}
			}
		}
		return true
	})
}

func (d *describer) of(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Pointer:
		return map[string]any{"anyOf": []any{d.of(t.Elem()), map[string]any{"type": "null"}}}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": d.of(t.Elem())}
	case reflect.Array:
		return map[string]any{"type": "array", "items": d.of(t.Elem()), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": d.of(t.Elem())}
	}
	if _, ok := d.defs[t.Name()]; !ok {
		d.defs[t.Name()] = nil // stops a cycle
		properties, required := map[string]any{}, []string{}
		d.fields(t, properties, &required)
		def := map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
		if note := d.notes[t.Name()]; note != "" {
			def["description"] = note
		}
		d.defs[t.Name()] = def
	}
	return map[string]any{"$ref": "#/$defs/" + t.Name()}
}

func (d *describer) fields(t reflect.Type, properties map[string]any, required *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			d.fields(f.Type, properties, required)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := d.of(f.Type)
		if note := d.notes[t.Name()+"."+f.Name]; note != "" {
			p["description"] = note
		}
		properties[name] = p
		*required = append(*required, name)
	}
}
