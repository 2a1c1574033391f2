package browse

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"jobsignal/internal/fetch"
)

// TestNothingIsLeft kills a program while its browser draws, and looks for processes of the browser afterwards. The
// profile that a kill leaves is deleted by a run of another day.
func TestNothingIsLeft(t *testing.T) {
	const child = "JOBSIGNAL_TEST_DRAWS"
	page := Page{URL: "http://jobs.example/", Type: "text/html", Body: []byte(`<p>endless<script>for (;;) {}</script>`)}
	if os.Getenv(child) != "" {
		transport, err := fetch.New(fetch.Config{})
		if err != nil {
			t.Fatal(err)
		}
		b, err := New(Config{Parts: transport.Parts})
		if err != nil {
			t.Fatal(err)
		}
		b.Draw(context.Background(), page)
		return
	}
	if _, err := Find(""); err != nil {
		t.Skip("no Chromium found")
	}
	temp := t.TempDir()
	c := exec.Command(os.Args[0], "-test.run=^TestNothingIsLeft$")
	c.Env = append(os.Environ(), child+"=1", "TMPDIR="+temp)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	within(t, 20*time.Second, "browser processes while it draws", func() bool { return processes(temp) > 2 })
	time.Sleep(2 * time.Second) // the page's script is at it now
	c.Process.Kill()
	c.Wait()
	within(t, 10*time.Second, "no browser process after the kill", func() bool { return processes(temp) == 0 })

	t.Setenv("TMPDIR", temp)
	profiles, _ := filepath.Glob(filepath.Join(temp, profilePrefix+"*"))
	if len(profiles) != 1 {
		t.Fatalf("a killed run left the profiles %q, want one", profiles)
	}
	yesterday := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(profiles[0], yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	fresh, err := newProfile()
	if left, _ := filepath.Glob(filepath.Join(temp, profilePrefix+"*")); err != nil || len(left) != 1 || left[0] != fresh {
		t.Errorf("newProfile() = %q, %v, and there are %q; want the old one deleted", fresh, err, left)
	}
}

// within waits for a condition.
func within(t *testing.T, limit time.Duration, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %s: %s", limit, what)
		}
	}
}

// processes counts those that have a folder in their command line.
func processes(dir string) (n int) {
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, name := range lines {
		if b, err := os.ReadFile(name); err == nil && bytes.Contains(b, []byte(dir)) {
			n++
		}
	}
	return n
}
