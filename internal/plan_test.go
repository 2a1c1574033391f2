package internal

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// line is one line of the plan.
type line struct {
	pure    bool
	ours    []string // packages under internal/ that it may import
	modules []string // outside modules that live here
}

// plan is the comment in doc.go: package name to line.
type plan map[string]line

// commands are the outside modules that live in cmd/, where everything of ours may be imported.
var commands = []string{"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/vbauerster/mpb/v8"}

// readPlan parses the lines below "plan:" in the package comment of doc.go.
func readPlan(doc string) (plan, error) {
	_, table, ok := strings.Cut(doc, "plan:\n")
	if !ok {
		return nil, fmt.Errorf("doc.go: no line %q", "plan:")
	}
	p := plan{}
	for text := range strings.Lines(table) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(text), "//"))
		if len(words) == 0 {
			break
		}
		if len(words) < 3 || words[1] != "pure" && words[1] != "-" {
			return nil, fmt.Errorf("doc.go: plan line %q: want package, pure or -, imports", strings.TrimSpace(text))
		}
		l := line{pure: words[1] == "pure"}
		for _, w := range words[2:] {
			switch {
			case strings.Contains(w, "."):
				l.modules = append(l.modules, w)
			case w != "-":
				l.ours = append(l.ours, w)
			}
		}
		p[words[0]] = l
	}
	return p, p.sound()
}

// sound checks the plan itself: every import has a line, and none leads back.
func (p plan) sound() error {
	for name, l := range p {
		for _, o := range l.ours {
			if _, ok := p[o]; !ok {
				return fmt.Errorf("doc.go: %s may import %s, which has no line", name, o)
			}
			if p.reaches(o, name) {
				return fmt.Errorf("doc.go: %s may import %s, which leads back to it", name, o)
			}
		}
	}
	return nil
}

// reaches reports whether a imports b, directly or through others.
func (p plan) reaches(a, b string) bool {
	return slices.ContainsFunc(p[a].ours, func(x string) bool { return x == b || p.reaches(x, b) })
}

// home is the package in which an outside module lives; ok is false when none says so.
func (p plan) home(module string) (name string, ok bool) {
	for name, l := range p {
		if slices.ContainsFunc(l.modules, func(m string) bool { return within(module, m) }) {
			return name, true
		}
	}
	return "", slices.ContainsFunc(commands, func(m string) bool { return within(module, m) })
}

// within reports whether an import path belongs to a module.
func within(path, module string) bool { return path == module || strings.HasPrefix(path, module+"/") }

// check returns what a file of a package does against the plan. pkg is the folder under internal/, or "cmd/collect".
func (p plan) check(pkg, name string, f *ast.File) []string {
	var out []string
	test := strings.HasSuffix(name, "_test.go")
	for _, i := range f.Imports {
		at, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			out = append(out, err.Error())
			continue
		}
		if why := p.refuse(pkg, at, test); why != "" {
			out = append(out, fmt.Sprintf("%s imports %q: %s", path.Join(pkg, name), at, why))
		}
	}
	if p[pkg].pure && !test {
		for _, call := range impure(f) {
			out = append(out, fmt.Sprintf("%s calls %s: %s is pure", path.Join(pkg, name), call, pkg))
		}
	}
	return out
}

// refuse says why a package may not import a path, or "".
func (p plan) refuse(pkg, at string, test bool) string {
	l, cmd := p[pkg], strings.HasPrefix(pkg, "cmd/")
	if ours, ok := strings.CutPrefix(at, "jobsignal/internal/"); ok {
		switch {
		case cmd || slices.Contains(l.ours, ours):
			return ""
		case test && ours != pkg && !p.reaches(ours, pkg):
			return "" // tests may look at everything that does not lie above
		case test && ours == pkg:
			return "" // a test from outside the package
		}
		return "the plan in internal/doc.go does not let " + pkg + " do that"
	}
	if within(at, "jobsignal") {
		if cmd && at == "jobsignal" || test && at == "jobsignal" {
			return ""
		}
		return "only the commands and tests may"
	}
	if !strings.Contains(strings.Split(at, "/")[0], ".") { // the standard library
		if l.pure && !test && worldly(at) {
			return pkg + " is pure"
		}
		return ""
	}
	return p.refuseModule(pkg, at, test)
}

// The browser's driver is a test helper wherever a test looks at a page, though it lives in browse.
const driver, driverTypes = "github.com/chromedp/chromedp", "github.com/chromedp/cdproto"

// refuseModule says why a package may not import an outside module, or "".
func (p plan) refuseModule(pkg, at string, test bool) string {
	if within(at, "golang.org/x") {
		return ""
	}
	here := p[pkg].modules
	if strings.HasPrefix(pkg, "cmd/") {
		here = commands
	}
	if slices.ContainsFunc(here, func(m string) bool { return within(at, m) }) {
		return ""
	}
	home, known := p.home(at)
	switch {
	case test && (!known || at == driver || within(at, driverTypes) || home != "" && (p.reaches(pkg, home) || strings.HasPrefix(pkg, "cmd/"))):
		return "" // a test helper, or what lies below: a test may look at what it stands on
	case known && home == "":
		return "it lives in the commands"
	case known:
		return "it lives in " + home
	}
	return "no line of the plan gives it a home"
}

// worldly reports whether a package of the standard library reaches the network, the disk or a log.
func worldly(at string) bool {
	switch at {
	case "net/url", "net/netip", "net/mail", "net/textproto":
		return false
	}
	for _, w := range []string{"net", "os", "log", "syscall", "io/ioutil", "plugin", "database/sql", "testing"} {
		if within(at, w) {
			return true
		}
	}
	return false
}

// impure lists the calls in a file that read the clock, write to the terminal or touch the disk.
func impure(f *ast.File) []string {
	bad := map[string][]string{
		"time":     {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"},
		"fmt":      {"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
		"filepath": {"Abs", "EvalSymlinks", "Glob", "Walk", "WalkDir"},
	}
	names := map[string]string{} // local name to package
	for _, i := range f.Imports {
		at, _ := strconv.Unquote(i.Path.Value)
		name := path.Base(at)
		if i.Name != nil {
			name = i.Name.Name
		}
		names[name] = path.Base(at)
	}
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := x.X.(*ast.Ident); ok && slices.Contains(bad[names[id.Name]], x.Sel.Name) {
				out = append(out, names[id.Name]+"."+x.Sel.Name)
			}
		case *ast.CallExpr:
			if id, ok := x.Fun.(*ast.Ident); ok && (id.Name == "print" || id.Name == "println") && id.Obj == nil {
				out = append(out, id.Name)
			}
		}
		return true
	})
	return out
}

func thePlan(t *testing.T) plan {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPlan(string(doc))
	if err != nil {
		t.Fatal(err)
	}
	if len(p) < 10 {
		t.Fatalf("plan has %d lines, want the whole house", len(p))
	}
	return p
}

// TestPlan holds every Go file of the project, whatever its build tags, against the plan.
func TestPlan(t *testing.T) {
	p := thePlan(t)
	files, homeless := 0, map[string]bool{}
	for _, root := range []string{".", "../cmd"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && d.Name() == "testdata" {
				return skip(err)
			}
			if d.IsDir() || !strings.HasSuffix(name, ".go") {
				return nil
			}
			pkg := strings.TrimPrefix(path.Dir(filepath.ToSlash(name)), "../")
			if pkg == "." { // this folder: the plan and its test
				return nil
			}
			if _, ok := p[pkg]; !ok && !strings.HasPrefix(pkg, "cmd/") {
				homeless[pkg] = true
				return nil
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			files++
			for _, fault := range p.check(pkg, filepath.Base(name), f) {
				t.Error(fault)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for pkg := range homeless {
		t.Errorf("internal/%s has no line in the plan of internal/doc.go", pkg)
	}
	if files < 20 {
		t.Errorf("%d files looked at, want the whole project", files)
	}
}

// skip leaves out a folder of test data.
func skip(err error) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}

// TestPlanCatches is the positive control: each of these files breaks the plan in its own way.
func TestPlanCatches(t *testing.T) {
	p := thePlan(t)
	for _, c := range []struct{ pkg, name, src, want string }{
		{"job", "a.go", `import "jobsignal/internal/db"`, "does not let job"},
		{"posting", "a.go", `import "jobsignal/internal/taxonomy"`, "does not let posting"},
		{"job", "a_test.go", `import "jobsignal/internal/taxonomy"`, "does not let job"},
		{"demand", "a.go", `import "os"`, "demand is pure"},
		{"demand", "a.go", `import "net/http"`, "demand is pure"},
		{"demand", "a.go", `import "log/slog"`, "demand is pure"},
		{"demand", "a.go", "import \"time\"\nvar x = time.Now()", "calls time.Now"},
		{"demand", "a.go", "import clock \"time\"\nvar x = clock.Now", "calls time.Now"},
		{"demand", "a.go", "import \"fmt\"\nfunc f() { fmt.Println() }", "calls fmt.Println"},
		{"demand", "a.go", "//go:build windows\n\npackage p\nimport \"os\"", "demand is pure"},
		{"posting", "a.go", `import "github.com/PuerkitoBio/goquery"`, "lives in document"},
		{"report", "a_test.go", `import "modernc.org/sqlite"`, "lives in vault"},
		{"report", "a.go", `import "github.com/go-echarts/go-echarts/v2/charts"`, "lives in chart"},
		{"report", "a_test.go", `import "github.com/go-echarts/go-echarts/v2/charts"`, ""},
		{"db", "a.go", `import "github.com/spf13/cobra"`, "lives in the commands"},
		{"cmd/report", "a.go", `import "example.org/new"`, "no line of the plan"},
		{"taxonomy", "a.go", `import "jobsignal"`, "only the commands"},
		{"demand", "a.go", "import \"net/url\"\nimport \"golang.org/x/text/cases\"\nimport \"jobsignal/internal/job\"", ""},
		{"extract", "a_test.go", "import \"os\"\nimport \"jobsignal/internal/posting\"\nimport \"jobsignal\"\nimport \"github.com/google/go-cmp/cmp\"", ""},
		{"cmd/collect", "a.go", "import \"jobsignal\"\nimport \"jobsignal/internal/db\"\nimport \"github.com/spf13/cobra\"", ""},
	} {
		src := c.src
		if !strings.Contains(src, "package ") {
			src = "package p\n" + src
		}
		f, err := parser.ParseFile(token.NewFileSet(), c.name, src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(p.check(c.pkg, c.name, f), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("check(%s, %q) = %q, want %q", c.pkg, c.src, got, c.want)
		}
	}
	if _, err := readPlan("plan:\n a pure b\n b pure a\n"); err == nil {
		t.Errorf("a plan that leads back to itself = nil, want an error")
	}
}
