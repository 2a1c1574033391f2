package extract_test

import (
	"strings"
	"testing"

	"jobsignal"
	"jobsignal/internal/extract"
	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// vocabulary loads the default vocabulary.
func vocabulary(t testing.TB) *taxonomy.Vocabulary {
	t.Helper()
	v, err := taxonomy.Load(jobsignal.Vocabulary, "keywords.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// read reads one text that may start with "• " and a run-in heading.
func read(v *taxonomy.Vocabulary, text string) ([]job.Mention, []job.Group, job.Posting) {
	b := job.Block{Kind: job.Paragraph, Text: text}
	if rest, ok := strings.CutPrefix(text, "• "); ok {
		b = job.Block{Kind: job.Item, Text: rest}
	}
	p := job.Posting{Employer: "Amazon Web Services", Language: "en", Body: []job.Block{b}}
	ms, gs := extract.Read(v, &p)
	return ms, gs, p
}

// TestRulesDecideTheirExamples keeps the table honest: each rule decides a mention of its own example.
func TestRulesDecideTheirExamples(t *testing.T) {
	v := vocabulary(t)
	for _, r := range extract.Rules() {
		ms, _, _ := read(v, r.Example)
		var got []string
		for _, m := range ms {
			if m.Rule == r.ID && m.Kind != r.Kind {
				t.Errorf("rule %s: kind of %s = %s, want %s", r.ID, m.Term, m.Kind, r.Kind)
			}
			got = append(got, m.Term+" by "+m.Rule)
		}
		if !strings.Contains(strings.Join(got, " ")+" ", " by "+r.ID+" ") {
			t.Errorf("rule %s: its example %q gave %v", r.ID, r.Example, got)
		}
	}
}

// TestGroups reads lists: which names are each other's alternative.
func TestGroups(t *testing.T) {
	v := vocabulary(t)
	for _, c := range []struct{ text, want string }{
		{"Requirements: AWS, Azure or GCP", "aws:azure,gcp azure:aws,gcp gcp:aws,azure"},
		{"Requirements: AWS and Azure", "aws: azure:"},
		{"Requirements: both AWS and Azure", "aws: azure:"},
		{"Requirements: Python, SQL, and AWS or Azure", "tool.python: tool.sql: aws:azure azure:aws"},
		{"Requirements: Java or Scala, SQL and Docker", "tool.java:tool.scala tool.scala:tool.java tool.sql: tool.docker:"},
		{"Requirements: a cloud platform such as AWS, Azure and GCP", "aws:azure,gcp azure:aws,gcp gcp:aws,azure"},
		{"Requirements: cloud platforms (AWS, Azure, GCP)", "aws:azure,gcp azure:aws,gcp gcp:aws,azure"},
		{"Requirements: AWS (EC2, S3, RDS)", "aws: aws.ec2: aws.s3: aws.rds:"},
		{"Requirements: AWS services (EC2, S3, etc.)", "aws: aws.ec2: aws.s3:"},
		{"Requirements: AWS services, e.g. EC2, S3", "aws: aws.ec2:aws.s3 aws.s3:aws.ec2"},
		{"Requirements: Databricks or similar", "tool.databricks:*"},
		{"Requirements: PyTorch/TensorFlow, Docker", "tool.pytorch:tool.tensorflow tool.tensorflow:tool.pytorch tool.docker:"},
		{"Requirements: all three of S3/EC2/Kinesis", "aws.s3: aws.ec2: aws.kinesis:"},
		{"Requirements: Python (or Scala)", "tool.python:tool.scala tool.scala:tool.python"},
		{"Requirements: AWS SageMaker or Vertex AI", "aws:gcp.vertex-ai aws.sagemaker:gcp.vertex-ai gcp.vertex-ai:aws,aws.sagemaker"},
		{"Requirements: at least one cloud: AWS, Azure, GCP", "aws:azure,gcp azure:aws,gcp gcp:aws,azure"},
		{"Requirements: Spark, Kafka, Flink, etc.", "tool.spark:tool.flink,tool.kafka,* tool.kafka:tool.flink,tool.spark,* tool.flink:tool.kafka,tool.spark,*"},
	} {
		ms, gs, _ := read(v, c.text)
		var got []string
		for i, m := range ms {
			got = append(got, m.Term+":"+strings.Join(extract.Alternatives(ms, gs, i), ","))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("groups of %q = %q, want %q", c.text, g, c.want)
		}
	}
}

// TestOffsets checks that every offset lies inside its section and on the words it names.
func TestOffsets(t *testing.T) {
	v := vocabulary(t)
	for _, r := range extract.Rules() {
		ms, gs, p := read(v, r.Example+" Größe: Azure–Kenntnisse, “AWS”…")
		for _, m := range ms {
			s := p.Sections[m.Section].Text
			if m.Start < m.Sentence[0] || m.End > m.Sentence[1] || m.Sentence[1] > len(s) || m.Start >= m.End || m.Group >= len(gs) {
				t.Errorf("offsets of %s in %q = %+v", m.Term, s, m)
			}
		}
	}
}
