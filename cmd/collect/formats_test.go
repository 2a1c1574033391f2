package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"jobsignal/internal/document"
	"jobsignal/internal/unpack"
)

// TestFormats keeps docs/formats.md true to the tables of formats and containers.
func TestFormats(t *testing.T) {
	var b strings.Builder
	b.WriteString("# What collect reads\n\nA form is told by its content; the ending of a name is a hint. This page is written by `go test ./cmd/collect -run TestFormats -update`.\n\n## One document\n\n| form | what it is | endings |\n|---|---|---|\n")
	for _, f := range document.Formats() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Name, f.About, strings.Join(f.Extensions, " "))
	}
	b.WriteString("\n## Many documents\n\n| form | what it is | endings |\n|---|---|---|\n")
	for _, c := range unpack.Containers() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Name, c.About, strings.Join(c.Extensions, " "))
	}
	b.WriteString("\n## Columns and fields\n\nColumns of tables and fields of data are told by their names, in any case and with any marks between the words: those of schema.org, of the exports of JobSpy, LinkedIn, Indeed, Glassdoor, Monster, Dice, Adzuna and Apify, and of the answers of applicant-tracking systems. " +
		"`--map title=Position` reads a field from another column; the fields are " + fieldNames + ". The names may stand below a few lines of something else; where no row names a title or a description, the table is refused with the names that it has.\n")
	b.WriteString("\n## Answers of systems\n\nAnswers of the public interfaces of these systems are read by their own shapes, whole boards and single postings: Adzuna, Arbeitnow, Ashby, BambooHR, Eightfold, Greenhouse, Hacker News (\"Who is hiring\", as Algolia and the site itself give it), iCIMS, Lever, Oracle Recruiting, Personio, Phenom, Pinpoint, Recruitee, RemoteOK, Remotive, Rippling, SmartRecruiters, Teamtailor, USAJOBS, Workable, Workday. " +
		"A list that names jobs without their texts is counted as such, with links to the full ones. Anything else that calls its fields in a usual way is read too, in lists, JSON:API, GraphQL edges, search indexes or by column, as pandas writes tables.\n")
	b.WriteString("\n## Not read\n\n| form | what to do |\n|---|---|\n")
	for _, u := range unpack.Unreads() {
		fmt.Fprintf(&b, "| %s | %s |\n", u.Name, u.Instead)
	}
	const page = "../../docs/formats.md"
	if *update {
		if err := os.WriteFile(page, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Errorf("docs/formats.md = %s\nwant %s", have, b.String())
	}
}
