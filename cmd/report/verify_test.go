package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"jobsignal/internal/report"
)

// made writes a report in one form and returns its path and what is in it.
func made(t *testing.T, base, form string) (path string, body []byte) {
	t.Helper()
	out := t.TempDir()
	if code, _, stderr := call("--db", base, "--out", out, "--now", "2026-11-22", "--quiet", "--format", form); code != 0 {
		t.Fatalf("report = %d, %s", code, stderr)
	}
	path = filepath.Join(out, "2026-W47."+form)
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, body
}

// resealed changes the seal of a report and gives it a digest that fits, as another program would.
func resealed(t *testing.T, form string, body []byte, change func(*report.Seal)) []byte {
	t.Helper()
	if form == "html" {
		last, ok := readTrailer(body)
		if !ok || last.Seal == nil {
			t.Fatal("page has no seal")
		}
		change(last.Seal)
		return signed(bytes.Clone(body[:bytes.LastIndex(body, []byte(mark))]), last)
	}
	var e struct{ Seal report.Seal }
	if err := json.Unmarshal(body, &e); err != nil {
		t.Fatal(err)
	}
	body = report.Unsealed(body, e.Seal.Digest)
	was := e.Seal
	change(&e.Seal)
	at := bytes.Index(body, []byte(`"seal": `)) // the seal stands behind the postings, whose texts cannot hold this
	for _, p := range [][2]string{{was.Program, e.Seal.Program}, {was.Data, e.Seal.Data}, {was.Figures, e.Seal.Figures}} {
		body = append(body[:at:at], bytes.Replace(body[at:], []byte(`"`+p[0]+`"`), []byte(`"`+p[1]+`"`), 1)...)
	}
	return bytes.Replace(body, []byte(`"digest": ""`), []byte(`"digest": "`+report.Digest(body)+`"`), 1)
}

func TestVerifyTellsWhy(t *testing.T) {
	base := collected(t, 3)
	for _, form := range []string{"html", "json"} {
		path, body := made(t, base, form)
		if code, stdout, stderr := call("--db", base, "--verify", path); code != 0 || !strings.HasPrefix(stdout, "verified: "+path) {
			t.Fatalf("--verify of a fresh report = %d, %q, %q, want verified", code, stdout, stderr)
		}
		for want, change := range map[string]func(*report.Seal){
			`it was made by another version: Jobsignal v0\.0\.9, and this is dev; `:   func(s *report.Seal) { s.Program = "v0.0.9" },
			`has changed since, without a run of collect: postings were removed`:      func(s *report.Seal) { s.Data = "0" },
			`it was made by another build of Jobsignal dev, which measures otherwise`: func(s *report.Seal) { s.Figures = "0" },
		} {
			if err := os.WriteFile(path, resealed(t, form, body, change), 0o600); err != nil {
				t.Fatal(err)
			}
			code, _, stderr := call("--db", base, "--verify", path)
			if ok, err := regexp.MatchString(want, stderr); err != nil || !ok || code != 1 {
				t.Errorf("%s: --verify = %d, %q, want 1 and %q", form, code, stderr, want)
			}
		}
		old := bytes.Replace(body, []byte(`"seal":`), []byte(`"sale":`), 1)
		if form == "html" {
			old = append(bytes.Clone(body), trailer(tail{Entry: report.Entry{File: "2026-W47.html"}})...)
		}
		if err := os.WriteFile(path, old, 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := call("--db", base, "--verify", path); code != 1 || !strings.Contains(stderr, "another version of Jobsignal, before reports could be verified") {
			t.Errorf("%s without a seal: --verify = %d, %q, want 1 and why", form, code, stderr)
		}
	}
}

// Whatever single byte of a report is another, it is not verified.
func TestVerifyMissesNoByte(t *testing.T) {
	for _, form := range []string{"html", "json"} {
		_, body := made(t, collected(t, 1), form)
		for at := 0; at < len(body); at += 1 + len(body)/500 {
			other := bytes.Clone(body)
			other[at] ^= 1
			if f, err := readSeal("x", other); err == nil && f.whole {
				t.Errorf("%s: byte %d of %d is another, and the digest fits still", form, at, len(body))
			}
		}
	}
}
