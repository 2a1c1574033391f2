package jobsignal_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadme replays the console blocks of the README with freshly built commands. A line "..." stands for any
// number of lines.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(readme), "\n"); n > 150 {
		t.Errorf("README.md has %d lines, want at most 150", n)
	}
	bin := build(t)
	work := t.TempDir()
	if err := os.CopyFS(filepath.Join(work, "examples"), os.DirFS("examples")); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, block := range consoles(string(readme)) {
		for _, step := range strings.Split("\n"+block, "\n$ ")[1:] {
			line, want, _ := strings.Cut(step, "\n")
			args := strings.Fields(line)
			c := exec.Command(filepath.Join(bin, args[0]), args[1:]...)
			c.Dir = work
			out, err := c.CombinedOutput()
			if err != nil {
				t.Errorf("%s: %v\n%s", line, err, out)
			}
			text := spaces.Replace(strings.TrimRight(string(out), "\n"))
			if !matches(strings.Split(text, "\n"), strings.Split(strings.TrimRight(want, "\n"), "\n")) {
				t.Errorf("%s printed\n%s\nthe README says\n%s", line, out, want)
			}
			ran++
		}
	}
	if ran < 3 {
		t.Errorf("the README has %d commands with their output, want at least 3", ran)
	}
}

// spaces turns no-break spaces, which the programs print between a number and its sign, into what one types.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// consoles returns the contents of the console blocks.
func consoles(s string) []string {
	var out []string
	for _, b := range strings.Split(s, "```console\n")[1:] {
		text, _, _ := strings.Cut(b, "```")
		out = append(out, text)
	}
	return out
}

// matches compares lines; "..." in want stands for any number of lines.
func matches(got, want []string) bool {
	for i, w := range want {
		if w == "..." {
			for j := 0; j <= len(got); j++ {
				if matches(got[j:], want[i+1:]) {
					return true
				}
			}
			return false
		}
		if len(got) == 0 || got[0] != w {
			return false
		}
		got = got[1:]
	}
	return len(got) == 0
}

// build builds both programs, without the stamp of the repository, and returns their folder.
func build(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", bin+"/", "./cmd/collect", "./cmd/report").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}
