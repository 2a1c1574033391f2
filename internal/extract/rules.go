package extract

import (
	"jobsignal/internal/job"
)

// Rule is one line of the table that decides a mention's kind. The first rule that fits wins.
type Rule struct {
	ID      string
	Kind    job.Kind
	Says    string // when it fits, for docs/method.md
	Example string // a sentence in which it decides
	fits    func(*use) bool
}

// Rules is the table in the order in which it is read. The last rule always fits.
func Rules() []Rule {
	return []Rule{
		{"soft-bracket", job.Preferred, "a softener in brackets stands right behind the name, or right before it",
			"Hands-on work with AWS (preferably) or Azure.", func(u *use) bool { return u.softened() }},
		{"soft-echo", job.Preferred, "the name stands again later in the sentence, and there it is softened",
			"AWS, Azure or GCP (ideally AWS)", func(u *use) bool { return u.echoed() }},
		{"not-needed-but-welcome", job.Preferred, "the clause says that it is not needed, and then that it is welcome",
			"AWS is no must, but it would help.", func(u *use) bool { return u.negated() && u.welcome() }},
		{"negated", job.Negated, "the clause says that it is not needed; \"not only\" does not negate",
			"No Azure experience necessary: we will teach you.", func(u *use) bool { return u.negated() }},
		{"context-heading", job.Context, "a heading about benefits, the hiring process or legal matters rules the line",
			"Benefits: We cover the fee for your AWS exam.", func(u *use) bool {
				return u.in(classBenefits, classProcess, classLegal) && !u.strays()
			}},
		{"benefit", job.Context, "the clause says what the employer pays for or offers",
			"After your first year we sponsor the AZ-900 exam.", func(u *use) bool {
				return !u.works() && !(u.in(classDuties, classStack) && u.verbFirst()) && (u.before("benefit") || u.has("benefit") && !u.has("required"))
			}},
		{"partner", job.Context, "outside requirements and duties, the clause boasts of a partner status, an award or a competency",
			"We are an AWS Premier Tier Services Partner.", func(u *use) bool { return (u.has("partner") || u.partnered()) && !u.asking() && !u.addressed() }},
		{"employer-context", job.Context, "outside requirements and duties, the clause tells of customers, investors, the product or the hiring process",
			"Our agent backs up workloads that live on Azure.", func(u *use) bool {
				return (u.has("product", "funding", "process") || u.has("customers") && !u.addressed()) && !u.asking() && !u.has("duty") && !u.verbFirst()
			}},
		{"customers-among-requirements", job.Context, "under requirements, the clause begins with the customers or the product or tells of investors or of a partner status, and asks for nothing",
			"Requirements: While our clients run Azure, you know AWS.", func(u *use) bool {
				return u.in(classRequired) && (u.leads("customers") || u.leads("product") || u.has("funding") || u.has("partner") && u.leads("we")) && !u.has("asks", "required", "preferred", "duty")
			}},
		{"soft-clause", job.Preferred, "a softener stands in the same clause",
			"AWS required; Azure a plus.", func(u *use) bool { return u.has("preferred", "prefer") }},
		{"must-among-wishes", job.Required, "under a heading of wishes, the clause says that it is a must",
			"Nice to have: Python is required, Go is a plus.", func(u *use) bool { return u.in(classPreferred) && u.has("required") }},
		{"preferred-heading", job.Preferred, "a heading such as \"Nice to have\" rules the line",
			"Bonus points: AgentCore in production", func(u *use) bool { return u.in(classPreferred) }},
		{"stack-among-requirements", job.Duty, "under requirements, the clause tells what the team works with and asks for nothing",
			"Requirements: The technologies we work with are Kafka and Snowflake.", func(u *use) bool {
				return u.in(classRequired) && u.before("stack") && !u.has("asks", "required")
			}},
		{"duty-among-requirements", job.Duty, "under requirements, the clause begins with what the person will do and asks for nothing",
			"Requirements: You will build reports in Looker.", func(u *use) bool {
				return u.in(classRequired) && u.leads("duty") && u.before("duty") && u.future() && !u.has("asks", "required")
			}},
		{"required-heading", job.Required, "a heading such as \"Requirements\" rules the line",
			"Requirements: Python and SQL", func(u *use) bool { return u.in(classRequired, classEducation) }},
		{"employer-name", job.Context, "the employer bears the name and the clause asks for nothing",
			"AWS runs data centres on six continents.", func(u *use) bool {
				return u.self && !u.has("required", "asks", "duty") && !u.verbFirst() && !u.in(classDuties, classStack)
			}},
		{"required-clause", job.Required, "the clause says that it is a must",
			"Databricks is a must.", func(u *use) bool { return u.has("required") }},
		{"asks-in-duties", job.Required, "under duties, the clause begins by asking for experience or knowledge",
			"Responsibilities: Expertise in deep learning", func(u *use) bool {
				return u.in(classDuties) && u.leads("asks") && !u.verbFirst() && !u.between("asks", "stack") && !u.between("asks", "duty")
			}},
		{"duty-heading", job.Duty, "a heading such as \"Responsibilities\" or \"Our stack\" rules the line",
			"Our stack: Python, FastAPI, PostgreSQL", func(u *use) bool { return u.in(classDuties, classStack) }},
		{"duty-clause", job.Duty, "the clause says what the person will do",
			"In this role you will write weekly reports in Power BI.", func(u *use) bool { return u.before("duty") && !u.between("duty", "asks") }},
		{"asks-clause", job.Required, "the clause asks for experience, knowledge or a person who has it",
			"You bring five years of Python.", func(u *use) bool { return u.asks() }},
		{"stack-clause", job.Duty, "the clause tells what the team works with",
			"We use Terraform for everything.", func(u *use) bool { return u.has("stack", "duty") }},
		{"employer-heading", job.Context, "a heading about the employer rules the line and nothing in it asks",
			"About us: Twelve people in Bern who like Kubernetes.", func(u *use) bool { return u.in(classEmployer) }},
		{"employer-talk", job.Context, "the clause is about the employer itself, or \"we\" or the employer's name is its subject and nothing in it asks",
			"We are a leading provider of Azure consulting.", func(u *use) bool { return u.has("employer_self") || (u.leads("we") || u.named()) && !u.sent.item }},
		{"duty-verb", job.Duty, "the line begins with a verb of work",
			"Build pipelines in Cloud Dataflow", func(u *use) bool { return u.verbFirst() }},
		{"list-item", job.Required, "a list item that says nothing else",
			"• Terraform", func(u *use) bool { return u.sent.item }},
		{"plain", job.Duty, "nothing else fits: the text of the job names it",
			"The reports of the night come out of Snowflake.", func(*use) bool { return true }},
	}
}
