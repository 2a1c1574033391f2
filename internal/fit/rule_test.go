package fit

import (
	"testing"

	"jobsignal/internal/sample"
	"jobsignal/internal/taxonomy"
)

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		effective, first float64
		want             Verdict
	}{{0, 1, Nothing}, {4, 0.93, Tally}, {42, 0.93, Clear}, {42, 0.71, Leaning}, {42, 0.48, TooClose}, {8, 0.93, Leaning}} {
		if got := Judge(c.effective, c.first); got != c.want {
			t.Errorf("Judge(%v, %v) = %s, want %s", c.effective, c.first, got, c.want)
		}
	}
}

// two platforms with two exams each; the second of the first platform is in beta.
func four() *rule {
	exam := func(code string, platform int, status taxonomy.Status) sample.Exam {
		return sample.Exam{Certification: taxonomy.Certification{Code: code, Status: status}, Platform: platform}
	}
	u := &rule{exams: []sample.Exam{exam("A1", 0, taxonomy.Active), exam("A2", 0, taxonomy.Beta), exam("B1", 1, taxonomy.Active), exam("B2", 1, taxonomy.Active)},
		from: []int{0, 1, 2, 3}, stepOne: true, sd: make([][]float64, 4)}
	for i := range u.sd {
		u.sd[i] = []float64{0.04, 0.04, 0.04, 0.04}
	}
	return u
}

func TestLead(t *testing.T) {
	for _, c := range []struct {
		name          string
		fit, standing []float64
		want          string
		platform      int
	}{
		{"the platform first", []float64{0.4, 0.1, 0.44, 0.1}, []float64{9, 8}, "A1", 0},
		{"clearly better elsewhere: 0.08 > 1.645 × 0.04", []float64{0.4, 0.1, 0.48, 0.1}, []float64{9, 8}, "B1", 0},
		{"a beta exam that is not two points better", []float64{0.4, 0.419, 0.1, 0.1}, []float64{9, 8}, "A1", 0},
		{"a beta exam that is", []float64{0.4, 0.421, 0.1, 0.1}, []float64{9, 8}, "A2", 0},
		{"ties by order", []float64{0.4, 0.1, 0.4, 0.4}, []float64{8, 8}, "A1", 0},
	} {
		u := four()
		a := u.lead(c.fit, c.standing)
		if got := u.exams[a.cert].Code; got != c.want || a.platform != c.platform {
			t.Errorf("%s: lead = %s of platform %d, want %s of %d", c.name, got, a.platform, c.want, c.platform)
		}
	}
	u := four()
	u.stepOne = false
	if a := u.lead([]float64{0.1, 0.1, 0.4, 0.41}, []float64{0, 0}); a.cert != 3 || a.platform != -1 {
		t.Errorf("without step one: lead = %+v, want the best fit of all", a)
	}
	u.from = nil
	if a := u.lead(make([]float64, 4), []float64{0, 0}); a.cert != -1 {
		t.Errorf("without candidates: lead = %+v, want none", a)
	}
}

func TestSecond(t *testing.T) {
	for _, c := range []struct {
		named []int
		want  int
	}{{[]int{60, 0, 5, 35}, 3}, {[]int{91, 0, 0, 9}, 1}, {[]int{100, 0, 0, 0}, 1}} {
		if got := second(c.named, []int{0, 1, 2, 3}, 0, 100); got != c.want {
			t.Errorf("second(%v) = %d, want %d", c.named, got, c.want)
		}
	}
}
