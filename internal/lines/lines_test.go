package lines

import (
	"fmt"
	"strings"
	"testing"
)

func TestUnmark(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"**bold** and *thin* and __under__", "bold and thin and under"},
		{`full\-time \& c\+\+`, "full-time & c++"},
		{"snake_case_name 5 * 3 C* a*b", "snake_case_name 5 * 3 C* a*b"},
		{"[text](https://x.example/a_b) ![pic](p.png) `code`", "text  code"},
		{"<https://x.example> &amp; a<br>b <b>c</b>", "https://x.example & a b c"},
		{"~~gone~~ ~40", "gone ~40"},
		{"[not a link] (x)", "[not a link] (x)"},
		{`a \ b`, `a \ b`},
	} {
		if got := Unmark(c.in); got != c.want {
			t.Errorf("Unmark(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestBullet(t *testing.T) {
	for _, c := range []struct {
		in, want string
		ok       bool
	}{
		{"• SQL", "SQL", true}, {"-SQL", "SQL", true}, {"– SQL", "SQL", true}, {"* SQL", "SQL", true}, {"✅ SQL", "SQL", true},
		{"\uf0b7 SQL", "SQL", true}, {"-> SQL", "SQL", true}, {"o Write", "Write", true}, {"? SQL", "SQL", true},
		{"-5 °C", "", false}, {"*salary", "", false}, {"o nás", "", false}, {"+49 30 1234", "", false}, {"-", "", false}, {"---", "", false}, {"SQL", "", false},
	} {
		got, ok := Bullet(c.in)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("Bullet(%q) = %q, %v, want %q, %v", c.in, got, ok, c.want, c.ok)
		}
	}
}

// TestBlocks lays out what the shape of lines tells.
func TestBlocks(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"wrapped", "This line was broken by an editor at sixty columns, as they\nhave been doing since the days of terminals, and it will be\njoined again, because no word of it would have fitted where\nthe line ended.", "[{paragraph 0 This line was broken by an editor at sixty columns, as they have been doing since the days of terminals, and it will be joined again, because no word of it would have fitted where the line ended.}]"},
		{"meant", "Python\nSQL\nAWS", "[{paragraph 0 Python} {paragraph 0 SQL} {paragraph 0 AWS}]"},
		{"seam", "We look for an \nAzure Engineer\n to build, and to \nrun\n, things.", "[{paragraph 0 We look for an Azure Engineer to build, and to run, things.}]"},
		{"colon list", "You will:\nBuild what is missing\nRun what is there", "[{heading 7 You will:} {item 1 Build what is missing} {item 1 Run what is there}]"},
		{"capitals", "MUST HAVE\nPatience with old machines and new people.", "[{heading 7 MUST HAVE} {paragraph 0 Patience with old machines and new people.}]"},
		{"ruler", "Pay\n===\nGood.", "[{heading 1 Pay} {paragraph 0 Good.}]"},
		{"nested", "- a thing\n  - within a thing\n- another", "[{item 1 a thing} {item 2 within a thing} {item 1 another}]"},
		{"lower case export", strings.Repeat("we look for people who write small letters. ", 8) + "\n\n**skills**\nand so on", "{heading 7 skills}"},
		{"hard break", "# T\none  \ntwo", "[{heading 1 T} {paragraph 0 one\ntwo}]"},
		{"entry glued to its title", "# T\n**Skills:*** SQL\n* Python", "[{heading 1 T} {heading 7 Skills:} {item 1 SQL} {item 1 Python}]"},
		{"entry glued to a lead-in", "# T\nYou will own these:* SQL\n* Python", "[{heading 1 T} {heading 7 You will own these:} {item 1 SQL} {item 1 Python}]"},
		{"title glued to a sentence", "# T\nWe ship daily. **Skills:**\nA lot of SQL.", "[{heading 1 T} {paragraph 0 We ship daily.} {heading 7 Skills:} {paragraph 0 A lot of SQL.}]"},
		{"both", "# T\nWe ship. **Skills:*** SQL\n* Python", "[{heading 1 T} {paragraph 0 We ship.} {heading 7 Skills:} {item 1 SQL} {item 1 Python}]"},
		{"a star that closes", "# T\nWe *really* ship.\n* SQL", "[{heading 1 T} {paragraph 0 We really ship.} {item 1 SQL}]"},
		{"fence", "# T\n```\ncode\n```", "[{heading 1 T} {paragraph 0 code}]"},
	} {
		if got := fmt.Sprint(Blocks(c.in, false)); !strings.Contains(got, c.want) {
			t.Errorf("%s: Blocks = %s, want %s", c.name, got, c.want)
		}
	}
}

// TestFold folds white space and drops what takes no room; soft hyphens stay.
func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{{" a  b\tc\n", "a b c"}, {"a\u00a0b\u200bc", "a bc"}, {"soft\u00adware", "soft\u00adware"}, {"", ""}, {" ", ""}, {"a", "a"}} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestFrontMatter reads flat keys and lists.
func TestFrontMatter(t *testing.T) {
	front, body := FrontMatter("---\ntitle: \"A: B\"\ntags:\n  - x\n  - y\nlist: [p, q]\n---\n\nText")
	if got := fmt.Sprint(front); got != "map[list:p, q tags:x, y title:A: B]" || body != "Text" {
		t.Errorf("FrontMatter = %s, %q", got, body)
	}
	if front, body := FrontMatter("---\nno end"); front != nil || body != "---\nno end" {
		t.Errorf("FrontMatter(no end) = %v, %q, want none", front, body)
	}
}
