package demand

import "testing"

// TestPiles tells two jobs in one pile, and no less than that: one family, one answer for both, or too few say nothing.
func TestPiles(t *testing.T) {
	pile := func(n int, role string, groups ...string) []Row {
		list := rows(times(n, groups...)...)
		for i := range list {
			list[i].Role = role
			list[i].Employer = role + list[i].Employer
		}
		return list
	}
	aws, azure := []string{"required aws", "required aws.sagemaker", "required tool.python"}, []string{"required azure", "required tool.python", "required skill.rag"}
	for name, c := range map[string]struct {
		list []Row
		want int
	}{
		"two jobs":       {append(pile(8, "ml-engineer", aws...), pile(6, "ai-engineer", azure...)...), 2},
		"one answer":     {append(pile(8, "ml-engineer", aws...), pile(6, "data-scientist", aws...)...), 0},
		"too few":        {append(pile(8, "ml-engineer", aws...), pile(4, "ai-engineer", azure...)...), 0},
		"role not told":  {append(pile(8, "ml-engineer", aws...), pile(6, "", azure...)...), 0},
		"no posting":     {nil, 0},
		"two languages":  {language(append(pile(8, "", aws...), pile(6, "", azure...)...)), 2},
		"nothing to fit": {append(pile(8, "ml-engineer", "required tool.excel"), pile(6, "ai-engineer", "required tool.excel")...), 0},
	} {
		r := Measure(c.list, small(), Options{Draws: 100})
		if len(r.Piles) != c.want {
			t.Errorf("%s: piles = %+v, want %d", name, r.Piles, c.want)
			continue
		}
		if c.want == 2 {
			alone(t, name, c.list, r.Piles)
		}
		if name == "two jobs" && (r.Piles[0].Role != "ml-engineer" || r.Piles[0].Postings != 8 || r.Piles[0].Certification == r.Piles[1].Certification || r.Piles[0].Fit <= r.Piles[0].Other) {
			t.Errorf("%s: piles = %+v, want ML engineers first, another exam for each", name, r.Piles)
		}
	}
}

// language gives the first eight rows one language and the others another.
func language(list []Row) []Row {
	for i := range list {
		list[i].Language = "en"
		if i >= 8 {
			list[i].Language = "de"
		}
	}
	return list
}

// alone holds each pile against the verdict on its rows by themselves: what a reader who chooses it is told.
func alone(t *testing.T, name string, list []Row, piles []Pile) {
	t.Helper()
	for _, p := range piles {
		var part []Row
		for _, row := range list {
			if row.Role == p.Role && (p.Language == "" || row.Language == p.Language) {
				part = append(part, row)
			}
		}
		r := Measure(part, small(), Options{Draws: 100})
		rec := r.Recommendation
		if len(part) != p.Postings || rec.Verdict != p.Verdict || rec.Certification != p.Certification || rec.RunnerUp != p.RunnerUp {
			t.Errorf("%s: pile = %+v, alone it is %+v", name, p, rec)
		}
		near(t, name+": fit of a pile", p.Fit, fitOf(t, r, p.Certification).Fit, 1e-12)
	}
}
