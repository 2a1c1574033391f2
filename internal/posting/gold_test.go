package posting

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"jobsignal/internal/advert"
	"jobsignal/internal/job"
)

// shared returns the folder of real input beside the project, and skips the test where it is absent.
func shared(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("no module root above the test")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared")
	if _, err := os.Stat(path); err != nil {
		t.Skip("../shared is absent: real pages are not measured")
	}
	return path
}

// load makes a page of a file.
func load(t testing.TB, path string) *job.Page {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &job.Page{Source: path, Body: body}
}

// TestPages measures which saved files are taken for postings.
func TestPages(t *testing.T) {
	root := shared(t)
	f, err := os.Open(filepath.Join(root, "gold", "pages.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	right, total, exact := 0, 0, 0
	for _, row := range rows[1:] {
		if !strings.HasPrefix(row[0], "pages/") || strings.HasPrefix(row[6], "UNCLEAR") {
			continue
		}
		want, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		r := Read(load(t, filepath.Join(root, "corpus", row[0])))
		total++
		if (want > 0) == (len(r.Postings) > 0) {
			right++
		} else if want == 0 {
			t.Errorf("Read(%s): taken for a posting, is %q", row[0], row[2])
		} else {
			t.Logf("Read(%s): no posting (%s: %s), want %d", row[0], r.Reason, r.Detail, want)
		}
		if want == len(r.Postings) {
			exact++
		} else {
			t.Logf("Read(%s) = %d postings, want %d", row[0], len(r.Postings), want)
		}
		if want == 0 && len(r.Postings) == 0 {
			t.Logf("  reason %-40q gold %-12q %s: %s", r.Reason, row[2], filepath.Base(row[0]), r.Detail)
		}
		if want == 1 && len(r.Postings) == 1 {
			p := r.Postings[0]
			if row[4] != "" && norm(p.Title) != norm(row[4]) {
				t.Logf("  title %q want %q (%s)", p.Title, row[4], row[0])
			}
			if row[5] != "" && norm(p.Employer) != norm(row[5]) {
				t.Logf("  employer %q want %q (%s)", p.Employer, row[5], row[0])
			}
			if (row[3] == "yes") != p.Closed {
				t.Logf("  closed %v want %q (%s)", p.Closed, row[3], row[0])
			}
		}
	}
	t.Logf("pages: %d of %d judged right (%.3f), %d counted exactly", right, total, float64(right)/float64(total), exact)
	if float64(right) < 0.98*float64(total) {
		t.Errorf("pages: %d of %d judged right, want at least 0.98", right, total)
	}
}

// TestBoards counts what answers of applicant-tracking systems hold: jobs with their text, and jobs only listed.
func TestBoards(t *testing.T) {
	root := shared(t)
	f, err := os.Open(filepath.Join(root, "gold", "boards.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	exact, total, bare := 0, 0, 0
	for _, row := range rows[1:] {
		if strings.HasPrefix(row[4], "UNCLEAR") {
			continue
		}
		r := Read(load(t, filepath.Join(root, "corpus", row[0])))
		total++
		if got := []string{strconv.Itoa(len(r.Postings)), strconv.Itoa(r.Listed)}; got[0] != row[2] || got[1] != row[3] {
			t.Errorf("Read(%s) = %s postings, %s listed, want %s, %s", row[0], got[0], got[1], row[2], row[3])
			continue
		}
		exact++
		for _, p := range r.Postings {
			if p.Title == "" || p.Location == "" || p.Employer == "" {
				bare++
				t.Logf("Read(%s): title %q, place %q, employer %q", row[0], p.Title, p.Location, p.Employer)
			}
		}
	}
	t.Logf("boards: %d of %d counted exactly, %d postings lack title, place or employer", exact, total, bare)
}

// label is one labelled document.
type label struct {
	ID        string `json:"id"`
	IsPosting bool   `json:"is_posting"`
	Title     string `json:"title"`
	Employer  string `json:"employer"`
	Location  string `json:"location"`
	Remote    *bool  `json:"remote"`
	Type      string `json:"employment_type"`
	Language  string `json:"language"`
	Closed    bool   `json:"closed"`
	Ambiguous bool   `json:"salary_ambiguous"`
	Salary    *struct {
		Min, Max         float64
		Currency, Period string
	} `json:"salary"`
}

// norm is a value without case, white space and punctuation.
func norm(s string) string { return advert.Bare(s) }

// TestLabels measures fields on the labelled documents.
func TestLabels(t *testing.T) {
	root := shared(t)
	f, err := os.Open(filepath.Join(root, "gold", "dev", "labels.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got := map[string][2]int{} // measure → right, total
	count := func(measure string, ok bool) {
		n := got[measure]
		if ok {
			n[0]++
		}
		n[1]++
		got[measure] = n
	}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var l label
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(root, "gold", "dev", "docs", l.ID+".*"))
		if err != nil || len(files) != 1 {
			t.Fatalf("no document for %s", l.ID)
		}
		r := Read(load(t, files[0]))
		count("is_posting", l.IsPosting == (len(r.Postings) > 0))
		if l.IsPosting != (len(r.Postings) > 0) {
			t.Logf("%s: %d postings (%s), want %v", l.ID, len(r.Postings), r.Reason, l.IsPosting)
		}
		if len(r.Postings) != 1 || !l.IsPosting {
			continue
		}
		p := &r.Postings[0]
		field := func(name, got, want string, ok bool) {
			count(name, ok)
			if strings.HasSuffix(files[0], ".html") {
				count(name+" (html)", ok)
			}
			if !ok {
				t.Logf("%s: %s = %q, want %q (%s)", l.ID, name, got, want, p.Origins[name])
			}
		}
		field("title", p.Title, l.Title, norm(p.Title) == norm(l.Title))
		if l.Employer != "" {
			field("employer", p.Employer, l.Employer, norm(p.Employer) == norm(l.Employer))
		} else if p.Employer != "" {
			t.Logf("%s: employer = %q, none is stated", l.ID, p.Employer)
		}
		if l.Location != "" {
			field("location", p.Location, l.Location, p.Location != "" && strings.Contains(norm(p.Location), norm(l.Location)))
		}
		remote := map[bool]job.Answer{true: job.Yes, false: job.No}
		want := job.Unknown
		if l.Remote != nil {
			want = remote[*l.Remote]
		}
		field("remote", string(p.Remote), string(want), p.Remote == want)
		field("employment_type", p.EmploymentType, l.Type, p.EmploymentType == l.Type)
		field("language", p.Language, l.Language, p.Language == l.Language)
		field("closed", "", "", p.Closed == l.Closed)
		if !l.Ambiguous && l.Salary != nil {
			s := p.Salary
			ok := s != nil && s.Min == l.Salary.Min && s.Max == l.Salary.Max && s.Currency == l.Salary.Currency && s.Period == l.Salary.Period
			count("salary", ok)
			if !ok {
				t.Logf("%s: salary = %+v, want %+v", l.ID, s, *l.Salary)
			}
		}
		if l.Salary == nil && !l.Ambiguous && p.Salary != nil {
			t.Errorf("%s: salary = %+v, none is stated", l.ID, p.Salary)
		}
	}
	floors := map[string]float64{"is_posting": 0.98, "title": 0.95, "employer": 0.92, "location": 0.88, "title (html)": 0.95,
		"employer (html)": 0.92, "location (html)": 0.88, "salary": 0.92, "language": 0.95, "remote": 0.85, "employment_type": 0.85}
	for measure, n := range got {
		share := float64(n[0]) / float64(n[1])
		t.Logf("%-24s %d of %d (%.3f)", measure, n[0], n[1], share)
		if share < floors[measure] {
			t.Errorf("%s: %.3f, want at least %.2f", measure, share, floors[measure])
		}
	}
}
