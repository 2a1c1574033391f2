// Package taxonomy holds what we look for: terms, cues and certifications, read from vocabulary files,
// checked strictly and compiled. Find names the terms in a text.
package taxonomy

// File is one vocabulary file as a person writes it. keywords.yaml is the root and names the others.
// Every key is optional; an unknown one is an error. Overlays (--keywords FILE) have the same shape:
// an entry with a known id changes only the fields it states, an entry with a new id adds a term.
type File struct {
	Include        []string            `yaml:"include"`        // further files, relative to this one
	Words          map[string][]string `yaml:"words"`          // named lists that near: and never: refer to as $name
	Terms          []Term              `yaml:"terms"`          // platforms, services, skills, tools, certifications
	Certifications []Certification     `yaml:"certifications"` // exams: facts, domains, scope
	Programs       map[string]Program  `yaml:"programs"`       // per vendor (aws, azure, gcp): rules that hold for all its exams
	Cues           *Cues               `yaml:"cues"`           // headings, softeners, negations, markers of a choice
}

// TermKind is platform, service, skill, tool or certification.
type TermKind string

// The kinds of term.
const (
	Platform TermKind = "platform"
	Service  TermKind = "service"
	Skill    TermKind = "skill"
	Tool     TermKind = "tool"
	CertTerm TermKind = "certification"
)

// Term is one thing a posting can name. Its id never changes.
type Term struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"` // as the report shows it
	Kind     TermKind `yaml:"kind"`
	Platform string   `yaml:"platform,omitempty"` // aws, azure, gcp or empty
	Binds    bool     `yaml:"binds,omitempty"`    // asking for this service is asking for its platform
	Aliases  []Alias  `yaml:"aliases"`            // the name itself is an alias too, unless bare: false
	Bare     *bool    `yaml:"bare,omitempty"`     // false: name alone does not match, only the aliases
	Was      []Former `yaml:"was,omitempty"`      // former names; each matches like an alias
	State    string   `yaml:"state,omitempty"`    // "retired 2025-10-31", shown as a flag; empty when current
	Note     string   `yaml:"note,omitempty"`
	Must     []string `yaml:"must,omitempty"`     // sentences in which the term must be found (tests)
	MustNot  []string `yaml:"must_not,omitempty"` // sentences in which it must not be found (tests)
	Replace  bool     `yaml:"replace,omitempty"`  // overlays only: aliases replace the known ones; otherwise they are added

	at Position
}

// Alias is one way of writing a term. In YAML a plain string is an alias with no conditions.
//
// Matching folds case, white space, typographic dashes and quotes, soft hyphens and NBSP; a space in the alias
// also matches a hyphen, a line break or nothing where Joined is set. Boundaries are Unicode word boundaries.
type Alias struct {
	Text   string   `yaml:"text"`
	Case   string   `yaml:"case,omitempty"`   // "exact": this spelling, or any when the whole block is one case; "" any
	Near   []string `yaml:"near,omitempty"`   // at least one of these within the same block: words, $list, or @platform (an unconditional mention of a term of that platform)
	Scope  string   `yaml:"scope,omitempty"`  // "posting" widens Near from the block to the whole posting
	Never  []string `yaml:"never,omitempty"`  // the match is void when it stands inside or directly beside one of these phrases
	Joined bool     `yaml:"joined,omitempty"` // spaces and hyphens inside may be missing: "BigQuery", "Big Query", "big-query"

	// LowerNear is for short names that are plain words too (R, Go): where the posting is all one case, so that the
	// spelling tells nothing, one of these must stand near in addition to Near. Entries and distance are as in Near.
	LowerNear []string `yaml:"lower_near,omitempty"`

	at Position
}

// Former is a name a service used to have.
type Former struct {
	Name  string   `yaml:"name"`
	Until string   `yaml:"until,omitempty"` // 2006, 2006-01 or 2006-01-02; empty when the date is not established
	Near  []string `yaml:"near,omitempty"`  // as in Alias
	Case  string   `yaml:"case,omitempty"`

	at Position
}

// Program is what holds for every exam of one vendor.
type Program struct {
	Name        string `yaml:"name"` // "AWS Certification"
	Retake      string `yaml:"retake,omitempty"`
	Renewal     string `yaml:"renewal,omitempty"`
	RenewalCost *int   `yaml:"renewal_cost_usd,omitempty"` // what one renewal costs; nil when unknown, 0 when free
	Note        string `yaml:"note,omitempty"`
}

// Status is where an exam stands in its life.
type Status string

// The states. Only active, beta and retiring exams can be booked.
const (
	Active   Status = "active"
	Beta     Status = "beta"
	Retiring Status = "retiring"
	Retired  Status = "retired"
)

// Certification is one exam. Unknown facts stay empty or nil; nothing is guessed.
type Certification struct {
	Code         string   `yaml:"code"`
	Vendor       string   `yaml:"vendor"` // aws, azure, gcp or tensorflow
	Name         string   `yaml:"name"`
	Level        string   `yaml:"level"`
	Kind         string   `yaml:"kind"`  // ML, APP, AGENT, DATA, ANALYST, DEV, FOUND, BUS, FRAME: exams are compared inside a kind first
	Terms        []string `yaml:"terms"` // cert.* ids that name this exam, generations joined (cert.mla → MLA-C02)
	Status       Status   `yaml:"status"`
	StatusNote   string   `yaml:"status_note,omitempty"`
	Launched     string   `yaml:"launched,omitempty"`
	Retires      string   `yaml:"retires,omitempty"` // last exam day, past or announced
	AsOf         string   `yaml:"as_of"`             // newest evidence for the status
	Predecessors []string `yaml:"predecessors,omitempty"`
	Successors   []string `yaml:"successors,omitempty"` // formal ones
	Nearest      []string `yaml:"nearest,omitempty"`    // where the sources point when there is no formal successor
	PriceUSD     *int     `yaml:"price_usd"`
	PriceBetaUSD *int     `yaml:"price_beta_usd,omitempty"`
	Minutes      *int     `yaml:"minutes"`
	MinutesBeta  *int     `yaml:"minutes_beta,omitempty"`
	Questions    *int     `yaml:"questions"`
	Format       []string `yaml:"format,omitempty"` // multiple_choice, multiple_response, …
	PassingScore *int     `yaml:"passing_score"`
	ValidYears   *int     `yaml:"valid_years"` // nil unknown, 0 does not expire
	Renewal      string   `yaml:"renewal,omitempty"`
	RenewalUSD   *int     `yaml:"renewal_usd,omitempty"` // cost of one renewal; nil unknown, 0 free
	Experience   string   `yaml:"experience,omitempty"`  // recommended before
	Audience     string   `yaml:"audience,omitempty"`
	Roles        []string `yaml:"roles,omitempty"`
	Focus        string   `yaml:"focus,omitempty"` // one line
	Emphasis     []string `yaml:"emphasis,omitempty"`
	Build        *float64 `yaml:"build,omitempty"`      // 0 integrates AI services … 1 builds models; where the exam lies on the axis
	Difficulty   string   `yaml:"difficulty,omitempty"` // moderate, moderate to high, high; a judgement, marked as such
	Project      string   `yaml:"project,omitempty"`    // starter project
	Domains      []Domain `yaml:"domains"`
	ScopeNote    string   `yaml:"scope_note,omitempty"` // set when the scope is known to be incomplete
	Incomplete   bool     `yaml:"incomplete,omitempty"`
	NoFit        string   `yaml:"no_fit,omitempty"`  // why no fit is computed; empty: it is
	Warning      string   `yaml:"warning,omitempty"` // printed beside the fit
	Page         string   `yaml:"page"`              // official page
	Confidence   string   `yaml:"confidence,omitempty"`
	Unverified   []string `yaml:"unverified,omitempty"`

	at Position
}

// Domain is one weighted part of an exam and the terms it covers.
type Domain struct {
	Name   string  `yaml:"name"`
	Weight float64 `yaml:"weight,omitempty"` // percent; the middle of a published range; 0 unknown
	Low    float64 `yaml:"low,omitempty"`    // published range
	High   float64 `yaml:"high,omitempty"`
	Scope  Scope   `yaml:"scope"`
}

// Scope lists term ids by how surely the domain covers them. High and medium count, low is shown.
type Scope struct {
	High   []string `yaml:"high,flow,omitempty"`
	Medium []string `yaml:"medium,flow,omitempty"`
	Low    []string `yaml:"low,flow,omitempty"`
}

// Cues are the words that give a mention its kind and group. Each list is data with the language in its key
// ("en", "de", …); the languages are English, German, French, Dutch, Spanish, Italian, Polish, Portuguese.
type Cues struct {
	// Headings by what they open: responsibilities, required, preferred, benefits, employer, process,
	// stack (tools in use: duty), jobs (other jobs: everything below is not this posting), education, legal.
	Headings map[string]map[string][]string `yaml:"headings"`
	// Phrases by what they do to their clause: preferred ("a plus"), required ("must have", "essential"),
	// duty ("you will"), stack ("our stack"), context ("our customers run"), partner, benefit, process,
	// negated ("not required"), not_negated ("not only"), team ("our … team"), degree ("degree in").
	Phrases map[string]map[string][]string `yaml:"phrases"`
	// Choice markers: or ("or", "oder"), such_as ("such as", "z. B."), one_of, either, similar ("or similar", "etc."),
	// all_of ("both", "all of"), including ("including", "specifically"), prefer ("ideally", "preferably").
	Choice map[string]map[string][]string `yaml:"choice"`
}
