package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestStatus: a URL that fails in four runs in a row is named, and no longer after a success of it; files are not.
func TestStatus(t *testing.T) {
	s, _ := site(t)
	base := filepath.Join(t.TempDir(), "x.db")
	bad := s.URL + "/away"
	now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	for n := 1; n <= 4; n++ {
		_, out, stderr := web(t, now, "--db", base, "--allow-private", "127.0.0.1", bad, s.URL+"/job")
		if named := strings.Contains(out, "failed in 4 runs in a row or more: "+bad); named != (n == 4) {
			t.Errorf("run %d: %q, %q, want the URL named from run 4 on", n, out, stderr)
		}
		now = now.Add(25 * time.Hour)
	}
	code, out, stderr := web(t, now, "--db", base, "status", "--json")
	if code != 0 || !strings.Contains(out, `"last_success":null,"failed_runs":4`) || !strings.Contains(out, `"last_success":"2026-11-26T09:00:00Z","failed_runs":0`) {
		t.Errorf("status --json = %d, %s, %s, want 4 failed runs of one URL and none of the other", code, out, stderr)
	}
	code, out, stderr = web(t, now, "--db", base, "status")
	if code != 0 || !strings.Contains(out, "never") || !strings.Contains(out, bad) {
		t.Errorf("status = %d, %s, %s, want a table with both URLs", code, out, stderr)
	}
}

func TestHostOf(t *testing.T) {
	for name, want := range map[string]string{"https://www.example.co.uk/a": "example.co.uk", "saved/a.html": "", "http://127.0.0.1:80/": "127.0.0.1"} {
		if got := hostOf(name); got != want {
			t.Errorf("hostOf(%q) = %q, want %q", name, got, want)
		}
	}
}
