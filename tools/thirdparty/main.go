// Command thirdparty writes THIRD_PARTY.md: every Go module that the two programs link, everything inside the
// embedded chart library, and the texts of their licences.
//
// Run it from the root of the project after `make build` and, for the chart library, `npm ci` in tools/echarts:
//
//	go run ./tools/thirdparty > THIRD_PARTY.md      (inside tools: go -C tools run ./thirdparty)
//
// Input: bin/collect and bin/report, the module cache, tools/echarts/node_modules. Output: the file on stdout.
// It fails when a module has no licence file or one whose kind it does not know: then a person has to look.
package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// part is one thing that is distributed with the programs.
type part struct {
	name, version string
	kinds         []string // SPDX identifiers, one for each licence text
	texts         []string
}

func main() {
	root := "."
	if _, err := os.Stat("bin/collect"); err != nil {
		root = ".." // started with go -C tools
	}
	if err := run(root); err != nil {
		fmt.Fprintln(os.Stderr, "thirdparty:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	modules, err := linked(filepath.Join(root, "bin", "collect"), filepath.Join(root, "bin", "report"))
	if err != nil {
		return err
	}
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		return fmt.Errorf("go env GOMODCACHE: %w", err)
	}
	var parts []part
	for _, m := range modules {
		name, version, _ := strings.Cut(m, " ")
		dir := filepath.Join(strings.TrimSpace(string(cache)), escape(name)+"@"+version)
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			return err
		}
		p := part{name: name, version: version}
		if err := p.read(files); err != nil {
			return err
		}
		parts = append(parts, p)
	}
	scripts, err := library(filepath.Join(root, "tools", "echarts", "node_modules"))
	if err != nil {
		return err
	}
	print(parts, scripts)
	return nil
}

// linked lists the modules inside the programs, as "path version", sorted.
func linked(programs ...string) ([]string, error) {
	seen := map[string]bool{}
	for _, p := range programs {
		info, err := buildinfo.ReadFile(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w (run make build first)", p, err)
		}
		for _, d := range info.Deps {
			seen[d.Path+" "+d.Version] = true
		}
	}
	var out []string
	for m := range seen {
		out = append(out, m)
	}
	slices.Sort(out)
	return out, nil
}

// escape writes a module path as the cache does: an upper-case letter becomes "!" and its lower case.
func escape(path string) string {
	return regexp.MustCompile(`[A-Z]`).ReplaceAllStringFunc(path, func(s string) string { return "!" + strings.ToLower(s) })
}

// library lists what the chart library is built from.
func library(modules string) ([]part, error) {
	var out []part
	for _, p := range []struct {
		name, version string
		files         []string
	}{
		{"Apache ECharts", "6.1.0", []string{"echarts/LICENSE", "echarts/NOTICE"}},
		{"d3 (parts, inside ECharts)", "", []string{"echarts/licenses/LICENSE-d3"}},
		{"zrender", "6.1.0", []string{"zrender/LICENSE"}},
		{"tslib", "2.3.0", []string{"tslib/LICENSE.txt"}},
	} {
		files := make([]string, len(p.files))
		for i, f := range p.files {
			files[i] = filepath.Join(modules, f)
		}
		x := part{name: p.name, version: p.version}
		if err := x.read(files); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// licence tells the files that hold a licence or a notice.
var licence = regexp.MustCompile(`(?i)^((un)?licen[cs]e|copying|notice)([-.].*)?$|^icu-license`)

// read takes the licence texts out of a list of files.
func (p *part) read(files []string) error {
	for _, f := range files {
		base := filepath.Base(f)
		if !licence.MatchString(base) || base == "LICENSE-LOGO" {
			continue // modernc's logo is not part of what is linked
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		text := strings.TrimSpace(strings.ReplaceAll(string(raw), "\r\n", "\n"))
		kind := kindOf(base, text)
		if kind == "" {
			return fmt.Errorf("%s: unknown kind of licence: look at it and teach kindOf", f)
		}
		p.kinds, p.texts = append(p.kinds, kind), append(p.texts, text)
	}
	if len(p.texts) == 0 {
		return fmt.Errorf("%s %s has no licence file", p.name, p.version)
	}
	return nil
}

// kindOf names a licence by the words that only it has.
func kindOf(base, text string) string {
	t := strings.Join(strings.Fields(strings.ToLower(text)), " ")
	has := func(s string) bool { return strings.Contains(t, s) }
	switch {
	case strings.HasPrefix(base, "NOTICE"):
		return "notice"
	case strings.Contains(base, "3RD-PARTY"):
		return "parts inside"
	case strings.Contains(base, "icu-license"):
		return "ICU"
	case has("apache license") && has("version 2.0"):
		return "Apache-2.0"
	case has("this is free and unencumbered software"):
		return "Unlicense"
	case has("the author disclaims copyright to this source code"), has("public domain"):
		return "public domain"
	case has("without fee is hereby granted") && has("copyright (c) microsoft"):
		return "0BSD"
	case has("permission is hereby granted, free of charge"):
		return "MIT"
	case has("redistributions of source code must retain") && (has("neither the name") || has("the name of the author may not") || has("used to endorse or promote")):
		return "BSD-3-Clause"
	case has("redistributions of source code must retain"):
		return "BSD-2-Clause"
	}
	return ""
}

// print writes the tables, then each distinct text once with what it covers.
func print(modules, scripts []part) {
	fmt.Print(`# Third-party software

Jobsignal itself is under the MIT licence (LICENSE). The programs contain the Go modules below; the reports they write
contain a custom build of Apache ECharts (tools/echarts) with what that is made of. Written by tools/thirdparty from
what is really linked; a licence is named by its text, which follows the tables.

## Go modules linked into collect or report

| module | version | licence |
|---|---|---|
`)
	table(modules)
	fmt.Print(`
go-pdfium carries PDFium compiled to WebAssembly (The PDFium Authors; BSD-3-Clause, Apache-2.0), and inside it FreeType
(FTL), OpenJPEG (BSD-2-Clause), libjpeg-turbo (IJG, BSD-3-Clause), libpng (libpng), zlib (Zlib), Little CMS (MIT), ICU
(Unicode), Abseil (Apache-2.0), fast_float (MIT) and Anti-Grain Geometry 2.3. Their texts stand in PDFium's repository, under
LICENSE and third_party.
`)
	fmt.Print("\n## Inside every report: the chart library\n\n| part | version | licence |\n|---|---|---|\n")
	table(scripts)
	fmt.Print("\nThe tests also use chromedp, go-cmp, go-internal, jsonschema (Go) and axe-core (MPL-2.0); none of them is distributed.\n\n## Texts\n")
	texts := map[string][]string{}
	var order []string
	for _, p := range slices.Concat(scripts, modules) {
		for i, t := range p.texts {
			key := p.kinds[i] + "\n" + t
			if texts[key] == nil {
				order = append(order, key)
			}
			texts[key] = append(texts[key], p.name)
		}
	}
	for _, key := range order {
		kind, text, _ := strings.Cut(key, "\n")
		fmt.Printf("\n### %s: %s\n\n````text\n%s\n````\n", kind, strings.Join(texts[key], ", "), text)
	}
}

func table(parts []part) {
	for _, p := range parts {
		var kinds []string
		for _, k := range p.kinds {
			if k != "notice" && !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
		fmt.Printf("| %s | %s | %s |\n", p.name, p.version, strings.Join(kinds, ", "))
	}
}
