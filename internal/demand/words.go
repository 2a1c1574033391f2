package demand

import (
	"jobsignal/internal/chance"
	"jobsignal/internal/fit"
	"jobsignal/internal/sample"
	"jobsignal/internal/taxonomy"
)

// The words of the counting half, whose homes are below: chance knows numbers, sample the postings by number, fit the
// certifications. Other rooms need to know this one only.
type (
	Row            = sample.Row
	Group          = sample.Group
	ByKind         = sample.ByKind
	Held           = sample.Held
	Proportion     = chance.Proportion
	Rate           = chance.Rate
	Fit            = fit.Fit
	TermCount      = fit.TermCount
	DomainCover    = fit.DomainCover
	StudyItem      = fit.StudyItem
	PlanStep       = fit.PlanStep
	Verdict        = fit.Verdict
	Recommendation = fit.Recommendation
	Flip           = fit.Flip
)

// The verdicts and the floors of statements, as fit defines them.
const (
	Nothing  = fit.Nothing
	Tally    = fit.Tally
	TooClose = fit.TooClose
	Leaning  = fit.Leaning
	Clear    = fit.Clear

	RankFloor   = fit.RankFloor
	DemandFloor = fit.DemandFloor
	CloseBelow  = fit.CloseBelow
	ClearFrom   = fit.ClearFrom
	SettleMost  = fit.SettleMost
)

// Short writes a share of draws in whole percent that never seem to reach a threshold they fall short of.
func Short(first float64) string { return fit.Short(first) }

// Free says whether a person can have a term without any platform.
func Free(t taxonomy.Term) bool { return sample.Free(t) }

// Wilson is the 95 % interval of a share p seen in n postings.
func Wilson(p, n float64) (low, high float64) { return chance.Wilson(p, n) }
