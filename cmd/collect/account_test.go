package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestAccount reads every file beside the project: each is told of by name with what became of it, the numbers add up,
// and nothing ends the run. bench/inputs prints the reasons, and measures each hostile file alone.
func TestAccount(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(root); err != nil {
		t.Skip("../shared is absent: real files are not read")
	}
	for _, dir := range []string{"pages", "boards", "mhtml", "warc", "indeed-2020", "hostile"} {
		begun := time.Now()
		code, out, stderr := call(t, "--db", filepath.Join(t.TempDir(), "x.db"), "--json", "--verbose", filepath.Join(root, dir))
		var s summaryJSON
		if err := json.Unmarshal([]byte(out), &s); err != nil || code != 0 && code != 3 {
			t.Fatalf("collect %s = %d, %v\n%s", dir, code, err, stderr)
		}
		if s.Read+s.NoPosting+s.Failed != s.Found || len(s.Failures) != s.Failed {
			t.Errorf("collect %s: %d read, %d without, %d failed of %d; %d failures told", dir, s.Read, s.NoPosting, s.Failed, s.Found, len(s.Failures))
		}
		for _, f := range s.Failures {
			if f.Source == "" || f.Cause == "" || strings.Contains(f.Cause, "panic") || strings.Contains(f.Cause, "fault of the program") {
				t.Errorf("collect %s: a failure without name or reason: %+v", dir, f)
			}
		}
		if spent := time.Since(begun); spent > time.Minute {
			t.Errorf("collect %s took %v", dir, spent)
		}
		for _, name := range untold(t, filepath.Join(root, dir), stderr) {
			t.Errorf("collect %s: nothing is told of %s", dir, name)
		}
	}
}

// untold lists the files below a folder that no line of --verbose names.
func untold(t *testing.T, dir, stderr string) (missing []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.Contains(stderr, strconv.Quote(name)) && !strings.Contains(stderr, strings.TrimSuffix(strconv.Quote(name), `"`)+" (") {
			missing = append(missing, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return missing
}
