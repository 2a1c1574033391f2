package taxonomy_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"jobsignal/internal/taxonomy"
)

// small loads the vocabulary of the tests.
func small(t testing.TB) *taxonomy.Vocabulary {
	t.Helper()
	v, err := taxonomy.Load(os.DirFS("testdata"), "small.yaml")
	if err != nil {
		t.Fatalf("Load(small.yaml): %v", err)
	}
	return v
}

// found writes matches as "term:text term:text".
func found(texts []string, all [][]taxonomy.Match) string {
	var out []string
	for t, list := range all {
		for _, m := range list {
			out = append(out, m.Term+":"+texts[t][m.Start:m.End])
		}
	}
	return strings.Join(out, " | ")
}

func TestFind(t *testing.T) {
	v := small(t)
	long := strings.Repeat(" and so on", 30)
	for _, c := range []struct{ rule, text, want string }{
		{"plain", "We run on AWS.", "aws:AWS"},
		{"any case", "We run on aws.", "aws:aws"},
		{"longest wins", "Azure OpenAI Service", "azure.openai:Azure OpenAI Service"},
		{"platform and service side by side", "AWS SageMaker", "aws:AWS | aws.sagemaker:SageMaker"},
		{"official name is one", "Amazon SageMaker, AWS Lambda", "aws.sagemaker:Amazon SageMaker | aws.lambda:AWS Lambda"},
		{"bracket", "Azure (Data Factory, Synapse)", "azure:Azure | azure.data-factory:Data Factory | azure.synapse:Synapse"},
		{"former name", "built in Azure AI Studio", "azure.foundry:Azure AI Studio"},

		{"joined", "AzureML and Azure-ML", "azure.ml:AzureML | azure.ml:Azure-ML"},
		{"joined opens camel case", "Big Query, big-query, BigQuery, bigquery", "gcp.bigquery:Big Query | gcp.bigquery:big-query | gcp.bigquery:BigQuery | gcp.bigquery:bigquery"},
		{"hyphen is a gap", "Vertex-AI; Azure-Machine-Learning", "gcp.vertex-ai:Vertex-AI | azure.ml:Azure-Machine-Learning"},
		{"typographic hyphen", "Vertex‑AI and MLS–C01", "gcp.vertex-ai:Vertex‑AI | cert.mls:MLS–C01"},
		{"gap for a hyphen", "fine tuning, finetuning", "skill.fine-tuning:fine tuning | skill.fine-tuning:finetuning"},
		{"dash between clauses is no gap", "Azure - Machine Learning", "azure:Azure | skill.machine-learning:Machine Learning"},

		{"line break", "Azure Machine\nLearning", "azure.ml:Azure Machine\nLearning"},
		{"hyphen at line end", "Azure Machine-\nLearning", "azure.ml:Azure Machine-\nLearning"},
		{"list mark is no gap", "• Azure\n• Machine Learning", "azure:Azure | skill.machine-learning:Machine Learning"},
		{"empty line is no gap", "Azure\n\nMachine Learning", "azure:Azure | skill.machine-learning:Machine Learning"},
		{"spaces of all kinds", "Azure\u00a0Machine\u2009 \tLearning", "azure.ml:Azure\u00a0Machine\u2009 \tLearning"},
		{"soft hyphen inside", "Sage\u00adMaker", "aws.sagemaker:Sage\u00adMaker"},
		{"soft hyphen at line end", "Sage\u00ad\nMaker", "aws.sagemaker:Sage\u00ad\nMaker"},
		{"hyphen of a PDF", "Sage\u0002\nMaker", "aws.sagemaker:Sage\u0002\nMaker"},
		{"zero width", "\ufeffAW\u200bS rocks", "aws:AW\u200bS"},
		{"trade mark signs", "Amazon® SageMaker™ Studio", "aws.sagemaker:Amazon® SageMaker"},
		{"full width", "ＡＷＳ と Ｓ３", "aws:ＡＷＳ | aws.s3:Ｓ３"},
		{"ligature", "ﬁne-tuning", "skill.fine-tuning:ﬁne-tuning"},
		{"composed and decomposed", "künstliche Intelligenz, ku\u0308nstliche Intelligenz", "skill.machine-learning:künstliche Intelligenz | skill.machine-learning:ku\u0308nstliche Intelligenz"},

		{"possessive", "AWS's and AWS’s", "aws:AWS | aws:AWS"},
		{"elision", "maîtrise d'Azure, l’Azure", "azure:Azure | azure:Azure"},
		{"compound", "AWS-Kenntnisse", "aws:AWS"},
		{"slashes", "S3/EC2/AWS", "aws.s3:S3 | aws.ec2:EC2 | aws:AWS"},
		{"plural of a skill", "LLMs", "skill.llm:LLMs"},
		{"no plural of a tool", "Pythons", ""},
		{"letter of another script", "elkészítése, ŁAWS, AWSó", ""},
		{"script without spaces", "使用AWS进行 AWS를", "aws:AWS | aws:AWS"},
		{"digit goes on", "EC2x S33", ""},

		{"sign at the end", "C++, C++17, C#, C", "tool.cpp:C++ | tool.cpp:C++ | tool.csharp:C# | tool.c:C"},
		{"sign at the start", ".NET and ASP.NET", "tool.csharp:.NET"},
		{"slash inside", "CI/CD, CI / CD", "tool.ci:CI/CD | tool.ci:CI / CD"},
		{"ampersand inside", "W&B or Weights & Biases", "tool.wandb:W&B | tool.wandb:Weights & Biases"},
		{"dot inside", "Node.js.", "tool.node:Node.js"},

		{"one letter in other things", "Work in R&D, R & D, C'est Python, Ph.R. or U.R.N.", "tool.python:Python"},
		{"one letter", "Python, R and SQL", "tool.python:Python | tool.r:R | tool.sql:SQL"},
		{"exact case", "We want Python, so go and r are words", "tool.python:Python"},
		{"exact case met", "Python or Go", "tool.python:Python | tool.go:Go"},
		{"near fails", "Go ahead and apply to us at Acme", ""},
		{"near too far", "Python" + long + " and Go", "tool.python:Python"},
		{"all lower: near list", "python, go, r and sql", "tool.python:python | tool.go:go | tool.r:r | tool.sql:sql"},
		{"all lower: far", "python is what we use here every day because people like it; go ahead and apply", "tool.python:python"},
		{"all lower: case is no gate", "aws and lambda", "aws:aws | aws.lambda:lambda"},
		{"all upper", "EXPERIENCE WITH AWS AND LAMBDA", "aws:AWS | aws.lambda:LAMBDA"},
		{"gate of one case stays", "we sell lambda sensors", ""},

		{"near platform", "Lambda on AWS", "aws.lambda:Lambda | aws:AWS"},
		{"near service of the platform", "S3 and Lambda", "aws.s3:S3 | aws.lambda:Lambda"},
		{"near other platform", "Azure and Lambda", "azure:Azure"},
		{"never inside", "Lambda Labs and AWS", "aws:AWS"},
		{"never beside", "Good Clinical Practice (GCP)", ""},
		{"never far away", "GCP experience." + long + " Clinical work is not ours.", "gcp:GCP"},
		{"never inside a phrase", "under an azure sky", ""},
		{"failed gate hides nothing", "Palantir Foundry beside Azure", "tool.foundry:Palantir Foundry | azure:Azure"},
		{"gate met", "Azure and Foundry", "azure:Azure | azure.foundry:Foundry"},

		{"web address", "see https://aws.amazon.com/s3 or azure.com or mail@sql.example or www.python.org", ""},
		{"sentence without space", "We know AWS.Azure helps.", "aws:AWS | azure:Azure"},
		{"certification", "AWS Certified Machine Learning or AWS certifications", "cert.mls:AWS Certified Machine Learning | cert.any-aws:AWS certifications"},
	} {
		if got := found([]string{c.text}, v.Find(c.text)); got != c.want {
			t.Errorf("%s: Find(%q) = %s, want %s", c.rule, c.text, got, c.want)
		}
	}
}

func TestFindOverPosting(t *testing.T) {
	v := small(t)
	for _, c := range []struct {
		rule  string
		texts []string
		want  string
	}{
		{"scope posting", []string{"Glue jobs", "We use AWS"}, "aws.glue:Glue | aws:AWS"},
		{"scope text", []string{"Synapse pools", "We use Azure"}, "azure:Azure"},
		{"never is per text", []string{"GCP", "Good Clinical Practice"}, "gcp:GCP"},
		{"case is judged over the posting", []string{"python, r, sql", "A Text With Capitals"}, "tool.python:python | tool.sql:sql"},
	} {
		if got := found(c.texts, v.Find(c.texts...)); got != c.want {
			t.Errorf("%s: Find(%q) = %s, want %s", c.rule, c.texts, got, c.want)
		}
	}
}

// checkMatches fails when matches do not lie in the text, on rune boundaries, in order and disjoint.
func checkMatches(t *testing.T, text string, list []taxonomy.Match) {
	t.Helper()
	past := 0
	for _, m := range list {
		if m.Start < past || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("Find(%q): match %+v after byte %d in %d bytes", text, m, past, len(text))
		}
		if !utf8.RuneStart(text[m.Start]) || m.End < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[m.End]) {
			t.Fatalf("Find(%q): match %+v not on rune boundaries", text, m)
		}
		past = m.End
	}
}

func FuzzFind(f *testing.F) {
	v := small(f)
	for _, s := range []string{"AWS, Azure or GCP", "Sage\u00adMaker", "C++ C# .NET R&D", "Azure Machine\n• Learning", "a\xffAWS\xc3", "no aws\u200b needed or Z.\u00a0B."} {
		f.Add(s, "Python")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		first := v.Find(a, b)
		checkMatches(t, a, first[0])
		checkMatches(t, b, first[1])
		if again := v.Find(a, b); fmt.Sprint(again) != fmt.Sprint(first) {
			t.Fatalf("Find(%q, %q) = %v, then %v", a, b, first, again)
		}
		for _, c := range v.FindCues(a) {
			if c.Start < 0 || c.End <= c.Start || c.End > len(a) || !utf8.RuneStart(a[c.Start]) {
				t.Fatalf("FindCues(%q): cue %+v outside the text", a, c)
			}
		}
		v.Heading(a)
	})
}
