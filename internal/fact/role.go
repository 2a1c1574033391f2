package fact

import "strings"

// roles maps words of a title to the family of the role, the more special first. Families are named as
// certifications name their target roles.
var roles = []struct {
	family string
	words  []string
}{
	{"mlops-engineer", []string{"mlops", "ml ops", "ml platform", "machine learning platform", "ml infrastructure", "machine learning infrastructure", "ai platform engineer", "llmops", "machine learning operations"}},
	{"applied-scientist", []string{"applied scientist", "research scientist", "applied research", "research engineer", "ml scientist", "machine learning scientist", "ai scientist", "ai researcher", "applied science"}},
	{"ai-engineer", []string{"ai engineer", "ai/ml engineer", "artificial intelligence engineer", "generative ai", "genai", "gen ai", "llm engineer", "ai developer", "prompt engineer", "agentic", "ai software engineer", "ai architect", "ki-entwickler", "ki-ingenieur", "ki engineer", "conversational ai", "applied ai", "ai engineering", "ai solutions"}},
	{"ml-engineer", []string{"machine learning engineer", "ml engineer", "machine learning", "deep learning", "ml developer", "computer vision", "nlp engineer", "ml software engineer"}},
	{"data-engineer", []string{"data engineer", "data engineering", "etl developer", "etl engineer", "big data engineer", "big data developer", "dataops", "data platform engineer", "data warehouse engineer", "dateningenieur", "analytics engineer", "data pipeline", "database engineer", "dwh developer", "spark developer", "hadoop developer", "data infrastructure"}},
	{"data-scientist", []string{"data scientist", "data science", "decision scientist", "quantitative analyst", "statistician"}},
	{"data-architect", []string{"data architect", "data warehouse architect", "analytics architect", "information architect", "database architect", "datový architekt"}},
	{"data-analyst", []string{"data analyst", "data analytics", "business intelligence", "bi analyst", "bi developer", "bi engineer", "analytics analyst", "power bi", "tableau developer", "business analyst", "reporting analyst", "insights analyst", "product analyst", "marketing analyst", "datenanalyst", "analytics"}},
	{"solution-architect", []string{"solution architect", "solutions architect", "cloud architect", "enterprise architect", "technical architect", "software architect", "systems architect", "lösungsarchitekt", "principal architect", "architect", "architekt"}},
	{"devops-engineer", []string{"devops", "site reliability", "sre", "platform engineer", "infrastructure engineer", "cloud engineer", "cloud operations", "systems engineer", "kubernetes", "cloud infrastructure", "release engineer", "build engineer"}},
	{"security-engineer", []string{"security engineer", "security analyst", "cyber security", "cybersecurity", "information security", "application security", "security architect", "incident response"}},
	{"product-manager", []string{"product manager", "product owner", "produktmanager", "technical program manager", "program manager", "project manager", "projektleiter", "scrum master"}},
	{"software-engineer", []string{"software engineer", "software developer", "backend", "back-end", "back end", "frontend", "front-end", "front end", "full stack", "full-stack", "fullstack", "web developer", "mobile developer", "ios developer", "android developer", "java developer", "python developer", "php developer", "developer", "entwickler", "softwareentwickler", "programmer", "member of technical staff", "software development", "software engineering", "ontwikkelaar", "développeur", "desarrollador", "sviluppatore", "programátor", "vývojář", "programista"}},
}

// Role returns the family of the role that a title names; empty when it names none of them.
func Role(title string) string {
	low := strings.ToLower(title)
	for _, r := range roles {
		for _, w := range r.words {
			if i := strings.Index(low, w); i >= 0 && Boundary(low, i) {
				return r.family
			}
		}
	}
	return ""
}

// seniorities maps words of a title to a level; the first that is found counts.
var seniorities = []struct {
	level string
	words []string
}{
	{"manager", []string{"manager", "director", "head of", "vp", "vice president", "chief", "cto", "cio", "leiter", "leiterin", "teamleiter", "abteilungsleiter", "direktor", "managerin"}},
	{"lead", []string{"lead", "principal", "staff", "team lead", "tech lead", "distinguished", "leading", "fellow", "technischer leiter", "iv", "v"}},
	{"junior", []string{"junior", "jr", "jr.", "intern", "internship", "trainee", "graduate", "entry level", "entry-level", "werkstudent", "working student", "associate", "apprentice", "praktikant", "praktikum", "junioren", "berufseinsteiger", "absolvent", "early career", "new grad", "student", "i"}},
	{"senior", []string{"senior", "sr", "sr.", "snr", "expert", "erfahren", "erfahrener", "iii", "experienced"}},
	{"mid", []string{"mid", "mid-level", "medior", "intermediate", "ii", "mid-senior"}},
}

// Seniority returns the level that a title states: junior, mid, senior, lead or manager; empty when it states
// none. "Product Manager" and its kin are roles, not levels.
func Seniority(title string) string {
	low := strings.ToLower(title)
	for _, role := range []string{"product manager", "project manager", "program manager", "account manager", "produktmanager", "projektmanager", "case manager", "community manager"} {
		low = strings.ReplaceAll(low, role, " ")
	}
	for _, s := range seniorities {
		if anyWord(low, s.words) != "" {
			return s.level
		}
	}
	return ""
}
