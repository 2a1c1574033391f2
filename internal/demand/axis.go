package demand

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"jobsignal/internal/sample"
)

// The axis of the decision frame: does a job build models, or integrate AI services? These are the terms that
// speak for a side, by kind of work. Everything else (Python, cloud, SQL, monitoring …) is shared and says nothing.
const (
	// training, tuning, features, statistics, frameworks, pipelines, drift
	building = `
skill.deep-learning skill.fine-tuning skill.recommender-systems skill.time-series skill.anomaly-detection
skill.reinforcement-learning skill.supervised-learning skill.statistics skill.ab-testing skill.feature-engineering
skill.data-preparation skill.eda skill.hyperparameter-tuning skill.model-training skill.distributed-training
skill.model-evaluation skill.model-deployment skill.model-monitoring skill.mlops skill.data-science
skill.predictive-analytics tool.tensorflow tool.keras tool.pytorch tool.jax tool.scikit-learn tool.xgboost tool.pandas
tool.cuda tool.mlflow tool.kubeflow tool.dvc tool.wandb tool.ray tool.r tool.julia aws.sagemaker aws.dlami aws.trainium
azure.machine-learning gcp.vertex-ai gcp.bigquery-ml gcp.tpu`
	// APIs, OCR, translation, search, bots, prompts, agents
	integrating = `
skill.rag skill.prompt-engineering skill.ai-agents skill.mcp skill.conversational-ai skill.knowledge-mining
skill.speech skill.rest-api skill.microservices skill.serverless tool.openai tool.anthropic tool.langchain
tool.llamaindex tool.fastapi aws.bedrock aws.bedrock-agentcore aws.nova aws.titan aws.strands-agents aws.q
aws.comprehend aws.rekognition aws.textract aws.transcribe aws.translate aws.polly aws.lex aws.kendra aws.connect
aws.personalize aws.forecast aws.fraud-detector aws.api-gateway azure.foundry azure.openai azure.ai-services
azure.ai-search azure.document-intelligence azure.content-understanding azure.ai-language azure.ai-speech
azure.ai-vision azure.ai-translator azure.content-safety azure.video-indexer azure.bot-service azure.copilot-studio
azure.agent-framework azure.prompt-flow azure.logic-apps azure.api-management gcp.vertex-ai-search gcp.gemini
gcp.gemini-enterprise gcp.adk gcp.document-ai gcp.vision-api gcp.natural-language-api gcp.speech gcp.translation
gcp.dialogflow`
	// of these, what is asked of jobs without any AI as well: it speaks only beside something that is not
	supporting = `
skill.statistics skill.ab-testing skill.data-preparation skill.eda tool.pandas tool.r tool.julia tool.cuda tool.ray
skill.rest-api skill.microservices skill.serverless tool.fastapi aws.api-gateway aws.connect azure.logic-apps
azure.api-management`
	// machine learning or AI that speaks for neither side
	neutral = `
skill.machine-learning skill.nlp skill.computer-vision skill.generative-ai skill.llm skill.embeddings
skill.responsible-ai tool.hugging-face tool.spacy tool.opencv tool.onnx tool.llama tool.mistral tool.cohere tool.deepseek
tool.crewai tool.haystack tool.langfuse tool.dspy tool.ollama tool.vllm tool.sglang tool.stable-diffusion tool.rasa
tool.watsonx tool.seldon tool.feast tool.clearml tool.evidently tool.datarobot tool.h2o aws.augmented-ai aws.lookout
azure.personalizer azure.anomaly-detector gcp.ai-studio gcp.video-intelligence gcp.recommendations-ai`
)

// AxisFloor is the number of placed postings below which the axis is not told.
const AxisFloor = RankFloor

// sides gives each term of the vocabulary its side.
func sides(x *sample.Index) []int8 {
	out := make([]int8, len(x.Terms))
	for t := range x.Terms {
		out[t] = int8(Side(x.Terms[t].ID))
	}
	return out
}

// spoken is the lists by term.
var spoken = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for side, list := range map[int]string{1: building, -1: integrating} {
		for _, id := range strings.Fields(list) {
			out[id] = side
		}
	}
	return out
})

// AI says whether who asks for a term asks for machine learning or AI: a web shop that asks for REST APIs does not.
func AI(id string) bool { return learned()[id] }

// learned is the terms that are AI by themselves.
var learned = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, id := range strings.Fields(building + " " + integrating + " " + neutral) {
		out[id] = true
	}
	for _, id := range strings.Fields(supporting) {
		delete(out, id)
	}
	return out
})

// Side is the side a term speaks for: 1 builds models, −1 integrates AI services, 0 says nothing.
func Side(id string) int { return spoken()[id] }

// place is where a posting lies: the weight of its groups that speak for building, as a share of the weight of
// those that speak for either side. A group with members of both sides says nothing. With no group on either
// side, or without a term that is AI by itself, the posting has no place (both counts are 0).
//
// Example: required {pytorch, tensorflow}, required {feature engineering}, duty {REST APIs}, required {python}:
// building 1 + 1, integrating 0.75: place 2/2.75 = 0.73.
func (s selection) place(groups []sample.Asked) (at float64, build, integrate int) {
	if !slices.ContainsFunc(groups, func(g sample.Asked) bool { return slices.ContainsFunc(g.Terms, func(t int) bool { return s.ai[t] }) }) {
		return 0, 0, 0
	}
	var forBuild, forIntegrate float64
	for i := range groups {
		switch s.leaning(groups[i].Terms) {
		case 1:
			build++
			forBuild += groups[i].Weight
		case -1:
			integrate++
			forIntegrate += groups[i].Weight
		}
	}
	if build+integrate == 0 {
		return 0, 0, 0
	}
	return forBuild / (forBuild + forIntegrate), build, integrate
}

// at is place for the draws.
func (s selection) at(p *sample.Posting) (at float64, ok bool) {
	at, build, integrate := s.place(p.Groups)
	return at, build+integrate > 0
}

// leaning is the side that all speaking members of a group share, 0 when none speaks or they differ.
func (s selection) leaning(terms []int) (side int8) {
	for _, t := range terms {
		switch x := s.side[t]; {
		case x == 0 || x == side:
		case side == 0:
			side = x
		default:
			return 0
		}
	}
	return side
}

// axis places every posting, and the certifications whose place the vocabulary states.
func (s selection) axis(r *Result, low, high float64) {
	a := &r.Axis
	sum, mass := 0.0, 0.0
	for i := range s.List {
		p := &s.List[i]
		at, build, integrate := s.place(p.Groups)
		if build+integrate == 0 {
			a.LeftOut += p.Row.Count
			continue
		}
		a.Places = append(a.Places, Place{p.Row.Posting, p.Row.Count, at, build, integrate})
		a.Bins[min(9, int(at*10))] += p.Row.Count
		a.Counted += p.Row.Count
		sum += p.Mass() * at
		mass += p.Mass()
	}
	slices.SortStableFunc(a.Places, func(p, q Place) int { return cmp.Compare(p.Posting, q.Posting) })
	if mass > 0 {
		a.Mean = sum / mass
		a.Low, a.High = low, high
	}
	for i := range s.Index.Exams {
		if e := &s.Index.Exams[i]; e.Bookable() && e.Build != nil {
			a.Certifications = append(a.Certifications, AxisPoint{e.Code, e.Vendor, *e.Build})
		}
	}
	slices.SortStableFunc(a.Certifications, func(p, q AxisPoint) int { return cmp.Compare(p.At, q.At) })
}
