package report

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"jobsignal/internal/demand"
	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// vocabulary loads the small vocabulary of these tests.
func vocabulary(t testing.TB) *taxonomy.Vocabulary {
	t.Helper()
	v, err := taxonomy.Load(os.DirFS("testdata"), "vocabulary.yaml")
	if err != nil {
		t.Fatalf("test vocabulary: %v", err)
	}
	return v
}

// pattern is one kind of made posting: what it asks, each with how likely and how firmly.
type pattern struct {
	title string
	asks  []ask
}

type ask struct {
	kind  job.Kind
	odds  float64
	terms string // "a|b": either will do
}

func patterns() []pattern {
	const req, duty, pref = job.Required, job.Duty, job.Preferred
	shared := []ask{{req, .9, "tool.python"}, {req, .5, "tool.sql"}, {pref, .4, "tool.docker"}, {pref, .3, "tool.kubernetes"}, {pref, .2, "tool.terraform"}, {req, .6, "skill.machine-learning"}, {duty, .2, "tool.airflow"}, {pref, .3, "skill.agile"}}
	return []pattern{
		{"Machine Learning Engineer", append([]ask{{req, .8, "aws"}, {req, .6, "aws.sagemaker"}, {duty, .4, "aws.s3"}, {pref, .3, "aws.bedrock"}, {duty, .3, "aws.lambda"}, {duty, .6, "skill.mlops"}, {duty, .5, "skill.model-deployment"}, {req, .5, "tool.pytorch|tool.tensorflow"}, {duty, .4, "skill.model-monitoring"}, {pref, .2, "cert.mls-c01"}, {pref, .12, "cert.mla"}}, shared...)},
		{"AI Engineer", append([]ask{{req, .8, "azure"}, {req, .5, "azure.openai"}, {duty, .4, "azure.foundry"}, {pref, .3, "azure.ai-search"}, {duty, .6, "skill.rag"}, {req, .5, "skill.llm"}, {duty, .4, "skill.ai-agents"}, {duty, .3, "skill.rest-api"}, {pref, .3, "tool.langchain"}, {pref, .15, "cert.ai-102"}, {duty, .3, "skill.prompt-engineering"}}, shared...)},
		{"Senior ML Engineer, Platform", append([]ask{{req, .7, "gcp"}, {req, .5, "gcp.vertex-ai"}, {duty, .4, "gcp.bigquery"}, {duty, .3, "gcp.dataflow"}, {duty, .6, "skill.mlops"}, {req, .4, "tool.tensorflow"}, {pref, .15, "cert.pmle"}, {duty, .4, "skill.data-engineering"}}, shared...)},
		{"Data Scientist", append([]ask{{req, .7, "aws|azure|gcp"}, {req, .5, "skill.statistics"}, {duty, .5, "skill.eda"}, {duty, .4, "skill.feature-engineering"}, {pref, .3, "tool.spark"}, {req, .4, "skill.data-science"}, {pref, .2, "tool.excel"}}, shared...)},
	}
}

// madeUp is an input of n made postings; equal n and seed give equal input.
func madeUp(t testing.TB, n int, seed uint64, o demand.Options) Input {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	v := vocabulary(t)
	in := Input{Vocabulary: v, Week: "2026-W47", Generated: time.Date(2026, 11, 22, 14, 3, 0, 0, time.UTC), Version: "test"}
	employers := []string{"Northwind", "Contoso Analytics", "Baltic Rail", "Helios Energy", "Mondfracht", "Sable Bank", "Juniper Health", "Ostrava Robotics", "Kite Insurance", "Pelican Foods", "Aurora Maps", "Granite Works", "Fjord Telecom", "Lumen Press", "Cedar Logistics", "Violet Games"}
	places := []string{"Berlin", "Remote, EU", "London", "Hamburg", "Paris", "Amsterdam"}
	ps, seniority := patterns(), []string{"", "senior", "junior", "lead"}
	for i := range n {
		p := ps[pick(r, .42, .3, .14, .14)]
		row := demand.Row{Posting: int64(i + 1), Title: p.title, Employer: employers[int(float64(len(employers))*r.Float64()*r.Float64())], Location: places[r.IntN(len(places))],
			Week: fmt.Sprintf("2026-W%d", 43+r.IntN(5)), Posted: fmt.Sprintf("2026-11-%02d", 1+r.IntN(20)), Weight: 1, Count: 1, Language: "en",
			Role: strings.ToLower(strings.ReplaceAll(p.title, " ", "-")), Seniority: seniority[r.IntN(4)], Closed: r.Float64() < .05}
		if r.Float64() < .5 {
			low := float64(60+r.IntN(40)) * 1000
			row.Salary = &job.Salary{Min: low, Max: low + 20000, Currency: "EUR", Period: job.PeriodYear}
		}
		if r.Float64() < .4 {
			row.Remote = job.Yes
		}
		for _, a := range p.asks {
			if r.Float64() < a.odds {
				asked(&in, &row, a)
			}
		}
		if r.Float64() < .3 {
			row.Seen = []string{"aws"}
			in.Evidence = append(in.Evidence, sentenceOf(v, row.Posting, "aws", job.Context, "We are an AWS Premier Consulting Partner."))
		}
		in.Rows = append(in.Rows, row)
		in.Origins = append(in.Origins, demand.Origin{Posting: row.Posting, Sources: []string{fmt.Sprintf("saved/%03d.html", i+1)}, URL: fmt.Sprintf("https://jobs.example.com/%d", i+1), Members: 1 + i%7/6})
	}
	in.Ledger = demand.Ledger{Pages: n + 7, Postings: n + n/7, Unique: n, Merged: n / 7, NoPosting: map[string]int{string(job.Login): 2, string(job.Form): 4}, Failed: []demand.Failure{{Source: "saved/broken.pdf", Cause: "unexpected end of file"}},
		MergedBy: map[string]int{"posted again": n / 14, "the same advertisement": n/7 - n/14}, MergeRule: "Postings count once when they advertise the same job, within 180 days of each other.",
		Mentions: len(in.Evidence) + n, SeenMentions: n, Runs: 5, FirstRun: "2026-10-20T06:15:00Z", LastRun: "2026-11-22T06:15:00Z", Vocabulary: v.Digest, Reader: "1"}
	if n > 0 {
		in.Ledger.Overrides = []demand.Override{{Posting: 1, Term: "aws", Was: "required", Verdict: "context", Sentence: "We run on AWS."},
			{Posting: 1, Term: "tool.sql", Was: "context", Verdict: "preferred", Sentence: "SQL helps."}, {Posting: int64(n) + 9, Term: "gone.term", Was: "duty", Verdict: "drop", Sentence: "Go far."}}
	}
	in.Result = demand.Measure(in.Rows, v, o)
	in.Have = o.Have
	return in
}

// asked adds a group to a row and the sentence behind it.
func asked(in *Input, row *demand.Row, a ask) {
	g := demand.Group{Kind: a.kind, Terms: strings.Split(a.terms, "|")}
	for range g.Terms {
		g.Kinds = append(g.Kinds, a.kind)
	}
	row.Groups = append(row.Groups, g)
	forms := map[job.Kind]string{job.Required: "You have solid experience with %s and can show it.", job.Duty: "You will build and run services on %s every day.", job.Preferred: "Knowledge of %s is a plus."}
	for _, id := range g.Terms {
		name := id
		if t, ok := in.Vocabulary.Term(id); ok {
			name = t.Name
		}
		in.Evidence = append(in.Evidence, sentenceOf(in.Vocabulary, row.Posting, id, a.kind, strings.Replace(forms[a.kind], "%s", name, 1)))
	}
}

// sentenceOf is one mention of a term in a sentence that holds its name.
func sentenceOf(v *taxonomy.Vocabulary, posting int64, id string, k job.Kind, sentence string) demand.Evidence {
	e := demand.Evidence{Posting: posting, Term: id, Kind: k, Rule: "test." + string(k), Section: "What we look for", Sentence: sentence}
	if t, ok := v.Term(id); ok {
		if e.Start = strings.Index(sentence, t.Name); e.Start < 0 {
			e.Start = 0
		} else {
			e.End = e.Start + len(t.Name)
		}
	}
	return e
}

// pick draws an index with the given odds.
func pick(r *rand.Rand, odds ...float64) int {
	x := r.Float64()
	for i, o := range odds {
		if x -= o; x < 0 {
			return i
		}
	}
	return len(odds) - 1
}
