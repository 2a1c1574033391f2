package demand

import "jobsignal/internal/taxonomy"

// Result is everything the report prints about the selected postings. Every number in it is defined once, beside
// the function that computes it, and in docs/method.md. Lists are sorted as they are to be shown; ties are broken
// by id, so that equal input gives equal bytes.
type Result struct {
	Postings        int `json:"postings"`         // unique postings selected (rows times their counts)
	Employers       int `json:"employers"`        // employers that are named
	UnknownEmployer int `json:"unknown_employer"` // postings that name no employer; each is its own employer in the resamples
	Closed          int `json:"closed"`           // postings whose page says applications are closed; they count

	DesignEffect float64 `json:"design_effect"` // common to the platforms, at least 1
	Effective    float64 `json:"effective"`     // Postings divided by DesignEffect: how many independent postings they are worth

	Platforms  []PlatformDemand `json:"platforms"`   // best standing first
	NoPlatform Proportion       `json:"no_platform"` // postings that ask for no platform at all
	HardOf     int              `json:"hard_of"`     // postings with a required or duty group about platforms: the n of enough and only

	Services  []TermDemand `json:"services"`  // of every platform; TermDemand.Platform tells them apart
	Skills    []TermDemand `json:"skills"`    //
	Tools     []TermDemand `json:"tools"`     //
	CertTerms []TermDemand `json:"certterms"` // certifications that the postings name themselves
	Seen      []TermSeen   `json:"seen"`      // terms seen but not counted (context, negated)

	Fits           []Fit          `json:"fits"`     // bookable first, best fit first; then retired; then those without a fit
	Counted        int            `json:"counted"`  // postings with at least one group that some certification has in scope
	LeftOut        int            `json:"left_out"` // postings without one: their cover is undefined
	Recommendation Recommendation `json:"recommendation"`
	Plan           []PlanStep     `json:"plan"` // greedy: what each further certification would add to what is held
	Have           []Held         `json:"have"` // what the reader said they have, resolved against the vocabulary

	EmployerRows  []EmployerDemand `json:"employer_rows"` // most postings first; unnamed employers are left out
	Concentration []Concentration  `json:"concentration"` // one for each platform with demand
	Roles         []Facet          `json:"roles"`
	Seniority     []Facet          `json:"seniority"`
	Places        []Facet          `json:"places"`
	Remote        []Facet          `json:"remote"`
	Languages     []Facet          `json:"languages"`
	Salaries      []SalaryBand     `json:"salaries"`
	Together      Together         `json:"together"`
	Piles         []Pile           `json:"piles"` // two when large parts of the postings want different certifications, else none
	Axis          Axis             `json:"axis"`
	Each          []PostingFit     `json:"each"`  // the postings one by one, where they are few
	Named         Proportion       `json:"named"` // postings that ask for at least one certification by name
	Weeks         []Week           `json:"weeks"` // every week from the first to the last, the empty ones too

	Warnings []Warning `json:"warnings"` // what weakens the figures, each with the figure it belongs under
	Draws    int       `json:"draws"`    // resamples behind every certainty
	Seed     uint64    `json:"seed"`
}

// PlatformDemand is what the postings say about one platform.
type PlatformDemand struct {
	ID   string `json:"id"`   // aws, azure, gcp, or the id of another platform term
	Name string `json:"name"` //

	Share    Proportion `json:"share"`    // the platform, or a service that binds to it, is demanded in any group
	Enough   Proportion `json:"enough"`   // every required or duty platform group would accept it; of HardOf
	Only     Proportion `json:"only"`     // some required or duty platform group accepts nothing else; of HardOf
	Standing float64    `json:"standing"` // (Enough.K + Share.K) / (HardOf + Postings): the order of step one
	First    float64    `json:"first"`    // share of draws in which it has the best standing

	ByKind    ByKind `json:"by_kind"`
	Exclusive int    `json:"exclusive"` // postings of Share that name no other platform
	Either    int    `json:"either"`    // others are named too, this one alone would do
	Multi     int    `json:"multi"`     // others are named too, this one alone would not do

	DesignEffect float64    `json:"design_effect"` // of Share; the common one where it cannot be estimated
	Votes        Proportion `json:"votes"`         // Share with one vote for each employer; K and Of count employers
}

// TermDemand is what the postings say about one term.
type TermDemand struct {
	ID        string            `json:"id"`
	Name      string            `json:"name"`
	Kind      taxonomy.TermKind `json:"kind"`
	Platform  string            `json:"platform"` // empty for skills and tools
	State     string            `json:"state"`    // "retired 2025-10-31"; empty when current
	Was       []string          `json:"was"`      // former names
	Demand    Proportion        `json:"demand"`
	ByKind    ByKind            `json:"by_kind"`
	Alone     int               `json:"alone"`     // postings that ask for it in a group of its own
	Choice    int               `json:"choice"`    // postings that accept it only as one of several
	Employers int               `json:"employers"` // distinct employers that ask for it, unnamed ones counted singly
	Countable bool              `json:"countable"` // some certification has it in scope
	Held      bool              `json:"held"`      // the reader has it
}

// TermSeen is a term that postings name without asking for it.
type TermSeen struct {
	ID   string            `json:"id"`
	Name string            `json:"name"`
	Kind taxonomy.TermKind `json:"kind"`
	K    int               `json:"k"` // postings that name it and demand it nowhere
}

// EmployerDemand is one named employer beside the platforms.
type EmployerDemand struct {
	Name     string         `json:"name"`
	Postings int            `json:"postings"`
	Platform map[string]int `json:"platform"` // platform id → its postings that ask for it
}

// Concentration says how few employers make up half of a platform's demand.
type Concentration struct {
	Platform  string   `json:"platform"`
	Employers []string `json:"employers"` // largest first; an unnamed one is ""
	K         int      `json:"k"`         // their postings that ask for it
	Of        int      `json:"of"`        // all that ask for it
	Share     float64  `json:"share"`
	All       int      `json:"all"` // employers that ask for it at all
}

// Facet is one value of a field that postings state, beside the platforms.
type Facet struct {
	Value    string         `json:"value"` // empty: not stated
	Postings Proportion     `json:"postings"`
	Platform map[string]int `json:"platform"`
}

// Box is the five numbers of a box plot.
type Box struct {
	Min    float64 `json:"min"`
	Q1     float64 `json:"q1"`
	Median float64 `json:"median"`
	Q3     float64 `json:"q3"`
	Max    float64 `json:"max"`
	Low    float64 `json:"whisker_low"`  // where the whiskers end: the last numbers within one and a half
	High   float64 `json:"whisker_high"` // box lengths of the box (Tukey)
}

// SalaryBand is pay as stated, never converted, for one currency and period.
type SalaryBand struct {
	Currency string `json:"currency"`
	Period   string `json:"period"`
	Platform string `json:"platform"` // empty: all postings
	N        int    `json:"n"`
	Hidden   bool   `json:"hidden"` // fewer than five: the boxes are zero
	Mid      Box    `json:"mid"`    // middle of the stated range, or the one end stated
	Low      Box    `json:"low"`    // lower ends, where stated
	High     Box    `json:"high"`   // upper ends, where stated
	Lows     int    `json:"lows"`
	Highs    int    `json:"highs"`
}

// Together is what is asked for in the same posting.
type Together struct {
	Platforms []string `json:"platforms"` // columns
	Terms     []string `json:"terms"`     // rows: the most demanded skills and tools
	Cells     []Pair   `json:"cells"`     // row by row
	Of        int      `json:"of"`        // postings
}

// Pair is a platform and a skill or tool in the same posting.
type Pair struct {
	Platform   string  `json:"platform"`
	Term       string  `json:"term"`
	Name       string  `json:"name"` // the term's
	Both       int     `json:"both"`
	OfPlatform int     `json:"of_platform"`
	OfTerm     int     `json:"of_term"`
	Lift       float64 `json:"lift"`  // Both × Of / (OfPlatform × OfTerm); 0 when not shown
	Shown      bool    `json:"shown"` // at least five postings ask for both
}

// Axis places postings and certifications between integrating AI services (0) and building models (1).
type Axis struct {
	Places         []Place     `json:"places"` // one for each distinct posting with a place, by id
	Bins           [10]int     `json:"bins"`   // postings by tenth of the axis
	Counted        int         `json:"counted"`
	LeftOut        int         `json:"left_out"` // postings with nothing on either side
	Mean           float64     `json:"mean"`
	Low            float64     `json:"low"` // 95 % interval of the mean, from the draws
	High           float64     `json:"high"`
	Certifications []AxisPoint `json:"certifications"` // bookable ones whose place is known, by place
}

// Place is where one posting lies on the axis.
type Place struct {
	Posting   int64   `json:"posting"`
	Count     int     `json:"count"`
	At        float64 `json:"at"`
	Build     int     `json:"build"`     // groups on the building side
	Integrate int     `json:"integrate"` // groups on the integrating side
}

// AxisPoint is where one certification lies on the axis.
type AxisPoint struct {
	Code   string  `json:"code"`
	Vendor string  `json:"vendor"`
	At     float64 `json:"at"`
}

// Week is one ISO week of first sight.
type Week struct {
	Week      string                `json:"week"`
	Postings  int                   `json:"postings"` // 0 is a gap: no share is known
	Platforms map[string]Proportion `json:"platforms"`
}

// Warning is one thing that weakens a figure, told under it.
type Warning struct {
	Under string `json:"under"` // the figure: "verdict", "platforms", "fits", "weeks", "have", "data"
	Text  string `json:"text"`
}
