package demand

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"jobsignal/internal/job"
	"jobsignal/internal/taxonomy"
)

// crowd is a vocabulary of the size of the real one (312 terms, 26 exams of about 90 terms in five domains) and n
// postings of the shape of real ones: some twelve groups each, employers with one to many postings.
func crowd(n int) ([]Row, *taxonomy.Vocabulary) {
	r := rand.New(rand.NewPCG(5, 6))
	v := &taxonomy.Vocabulary{}
	var ids []string
	for i := range 312 {
		t := taxonomy.Term{ID: fmt.Sprintf("tool.t%03d", i), Kind: taxonomy.Tool}
		if i < 3 {
			t.ID, t.Kind = fmt.Sprintf("p%d", i), taxonomy.Platform
			t.Platform = t.ID
		} else if i < 150 {
			t.Kind, t.Platform, t.Binds = taxonomy.Service, fmt.Sprintf("p%d", i%3), i%4 > 0
		}
		t.Name = t.ID
		v.Terms, ids = append(v.Terms, t), append(ids, t.ID)
	}
	for i := range 26 {
		c := taxonomy.Certification{Code: fmt.Sprintf("C%02d", i), Vendor: fmt.Sprintf("p%d", i%3), Status: taxonomy.Active}
		for d := range 5 {
			var scope []string
			for range 22 {
				scope = append(scope, ids[r.IntN(len(ids))])
			}
			slices.Sort(scope)
			c.Domains = append(c.Domains, taxonomy.Domain{Name: fmt.Sprint(d), Weight: 20, Scope: taxonomy.Scope{High: slices.Compact(scope)}})
		}
		v.Certifications = append(v.Certifications, c)
	}
	kinds := []job.Kind{job.Required, job.Duty, job.Preferred}
	var out []Row
	for i := range n {
		row := Row{Posting: int64(i), Employer: fmt.Sprintf("E%d", int(float64(n)*r.Float64()*r.Float64())), Week: fmt.Sprintf("2026-W%02d", 1+r.IntN(50)),
			Location: fmt.Sprintf("L%d", r.IntN(n/8+1)), Role: fmt.Sprintf("R%d", r.IntN(12)), Count: 1, Weight: 1}
		for range 2 + r.IntN(22) {
			g := Group{Kind: kinds[r.IntN(3)], Terms: []string{ids[int(312*r.Float64()*r.Float64())]}}
			if r.IntN(4) == 0 {
				g.Terms = append(g.Terms, ids[r.IntN(len(ids))])
			}
			row.Groups = append(row.Groups, g)
		}
		out = append(out, row)
	}
	return out, v
}

func BenchmarkMeasure(b *testing.B) {
	for _, n := range []int{30, 4485, 20_000} {
		list, v := crowd(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Measure(list, v, Options{})
			}
		})
	}
}
