package extract

import (
	"sort"
	"strings"

	"jobsignal/internal/taxonomy"
)

// choice is one thing asked for: its members stand for each other. Members with the same part are named in one
// breath ("AWS SageMaker").
type choice struct {
	members []member
	open    bool
	rule    string
}

// member is one hit of a choice.
type member struct{ hit, part int }

// GroupRules explains the ids that a group's rule can have.
func GroupRules() map[string]string {
	return map[string]string{
		"alone":   "named by itself, or in a list of which all is wanted",
		"or":      "joined by \"or\": \"AWS, Azure or GCP\"",
		"such-as": "examples: \"such as\", \"e.g.\", \"like\"",
		"one-of":  "\"one of\", \"either\", \"at least one\"",
		"similar": "ended by \"or similar\" or \"etc.\"",
		"bracket": "a bare bracket behind a category of interchangeable things: \"cloud (AWS, Azure, GCP)\"",
		"slash":   "a slash between like things: \"AWS/GCP\"",
	}
}

// group reads the lists of a sentence: which hits are each other's alternative. Every hit is in exactly one choice.
func group(text string, s sentence, hits []hit) []choice {
	g := grouper{hits: hits, text: text, taken: make([]bool, len(hits))}
	toks := tokenize(text, s, hits)
	g.all = trigger(toks) == tAllOf
	g.level(toks, category{})
	choices := g.out
	for i := range hits {
		if !g.taken[i] && !g.again(choices, i) {
			g.out = append(g.out, choice{members: []member{{hit: i}}, rule: "alone"})
		}
	}
	sort.SliceStable(g.out, func(i, j int) bool { return g.out[i].members[0].hit < g.out[j].members[0].hit })
	return g.out
}

// again joins a name that stands again to the choice that holds it already: "Python or Java, ideally Python".
func (g *grouper) again(choices []choice, i int) bool {
	for c := range choices {
		for _, m := range choices[c].members {
			if m.hit < i && g.hits[m.hit].Term == g.hits[i].Term && g.hits[m.hit].use == g.hits[i].use {
				g.out[c].members = append(g.out[c].members, member{i, m.part})
				return true
			}
		}
	}
	return false
}

// grouper collects the choices of one sentence.
type grouper struct {
	text  string
	hits  []hit
	taken []bool
	all   bool // the sentence ends in "all of them": slashes and brackets make no choice
	out   []choice
}

// category is what stands in front of a bracket.
type category struct {
	bracket  bool // the tokens stand in brackets
	named    bool // words or a term stand before it
	platform bool // a platform, or "X services", stands before it: its services follow, all of them
}

// level reads the tokens of one depth of brackets. Brackets are read on their own; "(or Scala)" belongs to the
// list outside.
func (g *grouper) level(toks []token, c category) {
	var flat []token
	for i := 0; i < len(toks); i++ {
		if toks[i].kind != tOpen {
			if toks[i].kind != tClose {
				flat = append(flat, toks[i])
			}
			continue
		}
		end := closing(toks, i)
		inner := toks[i+1 : min(end, len(toks))]
		if len(inner) > 0 && inner[0].kind == tOr {
			flat = append(flat, inner...)
		} else {
			g.level(inner, g.categoryOf(flat))
		}
		i = end
	}
	g.segments(flat, c)
}

// closing returns the index of the bracket that closes the one at i, or len(toks).
func closing(toks []token, i int) int {
	depth := 0
	for j := i; j < len(toks); j++ {
		switch toks[j].kind {
		case tOpen:
			depth++
		case tClose:
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return len(toks)
}

// categoryOf says what the tokens before a bracket name.
func (g *grouper) categoryOf(before []token) category {
	c := category{bracket: true}
	for i := len(before) - 1; i >= 0 && i >= len(before)-4; i-- {
		switch t := before[i]; t.kind {
		case tHit:
			c.named = true
			h := g.hits[t.hit]
			c.platform = h.platform != "" && h.kind == taxonomy.Platform
			return c
		case tWord:
			c.named = true
		default:
			return c
		}
	}
	return c
}

// segments cuts the tokens at breaks. A colon is a break, but "one of the clouds: A, B" carries its trigger over.
func (g *grouper) segments(toks []token, c category) {
	start, carry := 0, tWord
	for i := 0; i <= len(toks); i++ {
		if c.bracket && i < len(toks) && g.text[toks[i].start] == ';' {
			toks[i].kind = tComma
		}
		if i < len(toks) && toks[i].kind != tBreak && toks[i].kind != tColon {
			continue
		}
		g.lists(toks[start:i], c, carry)
		carry = tWord
		if i < len(toks) && toks[i].kind == tColon {
			carry = trigger(toks[start:i])
		}
		start = i + 1
	}
}

// trigger returns the last trigger of a segment that no hit follows. All of a list is all of it, whatever is said of each:
// "each of these in at least one project".
func trigger(toks []token) tokenKind {
	last := tWord
	for i := len(toks) - 1; i >= 0; i-- {
		switch k := toks[i].kind; k {
		case tAllOf:
			return k
		case tOneOf, tSuchAs, tIncluding:
			if last == tWord {
				last = k
			}
		case tHit:
			return last
		}
	}
	return last
}

// element is what stands between two separators.
type element struct {
	hits        []int
	lead, trail int    // words before the first hit, after the last
	words       int    // all words
	first       string // the word it begins with; empty where a hit does
}

// list is elements joined by separators: seps[i] stands between elements i and i+1.
type list struct {
	elements []element
	seps     []tokenKind
	trigger  tokenKind // tSuchAs, tOneOf, tAllOf, tIncluding or tWord
	similar  bool
	etc      bool // the end is a mere "etc." or "and more", which makes a choice of like things only
}

// lists cuts a segment into lists at its triggers and resolves each.
func (g *grouper) lists(toks []token, c category, carry tokenKind) {
	b := builder{l: list{trigger: carry}}
	for i := 0; i < len(toks); i++ {
		t := toks[i]
		if n := exemplified(toks[i:]); n > 0 {
			b.l.similar = true
			b.separate(tOr)
			i += n
			continue
		}
		switch t.kind {
		case tSuchAs, tIncluding:
			g.resolve(b.cut(t.kind), c)
		case tOneOf, tAllOf:
			g.resolve(b.cutElement(t.kind), c)
		case tSimilar:
			b.l.similar = true
			b.l.etc = !strings.HasPrefix(strings.ToLower(g.text[t.start:t.end]), "o") // not "or similar", "oder ähnliche", "o similar"
			g.resolve(b.cut(tWord), c)
		case tComma, tSlash, tOr, tAnd:
			b.separate(t.kind)
		case tHit:
			if n := len(b.e.hits); n > 0 && toks[i-1].kind == tHit && g.hits[t.hit].kind == taxonomy.Platform && g.hits[b.e.hits[n-1]].kind == taxonomy.Platform {
				b.separate(tComma) // "AWS Azure GCP"
			}
			b.e.hits = append(b.e.hits, t.hit)
			b.e.trail = 0
		case tWord:
			b.word(g.text[t.start:t.end])
		}
	}
	g.resolve(b.cut(tWord), c)
}

// exemplified returns how many tokens lie between an "or" or "or similar" and the examples of what would do, too, 0 where
// none follow: in "Google Cloud or a rival platform such as AWS" all of them are one choice.
func exemplified(toks []token) int {
	if toks[0].kind != tSimilar && toks[0].kind != tOr {
		return 0
	}
	for i := 1; i < len(toks) && i <= 4; i++ {
		switch toks[i].kind {
		case tSuchAs:
			return i
		case tWord, tComma:
		default:
			return 0
		}
	}
	return 0
}

// builder builds the current list.
type builder struct {
	l list
	e element
}

// word counts a word of the current element.
func (b *builder) word(s string) {
	if b.empty() {
		b.e.first = s
	}
	b.e.words++
	if len(b.e.hits) == 0 {
		b.e.lead++
	} else {
		b.e.trail++
	}
}

// separate ends the current element. ", or" is one separator, the stronger one.
func (b *builder) separate(k tokenKind) {
	if b.empty() {
		if n := len(b.l.seps); n > 0 && k > b.l.seps[n-1] {
			b.l.seps[n-1] = k
			if b.l.seps[n-1] == tAnd && k == tOr {
				b.l.seps[n-1] = tOr
			}
		}
		return
	}
	b.l.elements = append(b.l.elements, b.e)
	b.l.seps = append(b.l.seps, k)
	b.e = element{}
}

// empty reports whether nothing stands in the current element.
func (b *builder) empty() bool { return len(b.e.hits) == 0 && b.e.words == 0 }

// cut ends the list and starts the next one under a trigger.
func (b *builder) cut(next tokenKind) list {
	if !b.empty() {
		b.l.elements = append(b.l.elements, b.e)
	}
	done := b.l
	b.l, b.e = list{trigger: next}, element{}
	return done
}

// cutElement ends the list before the current element, if that one only holds words.
func (b *builder) cutElement(next tokenKind) list {
	if len(b.e.hits) > 0 {
		return b.cut(next)
	}
	b.e = element{}
	return b.cut(next)
}

// resolve finds the choices of one list.
func (g *grouper) resolve(l list, c category) {
	n := len(l.elements)
	if n == 0 || l.trigger == tAllOf {
		return
	}
	from, to, rule := 0, 0, ""
	switch {
	case l.trigger == tSuchAs:
		from, to, rule = 0, g.exampleEnd(l), "such-as"
	case l.trigger == tOneOf:
		from, to, rule = 0, g.exampleEnd(l), "one-of"
	case l.similar:
		from, to, rule = l.similarStart(), n, "similar"
	case !g.all && c.bracket && c.named && !c.platform && l.trigger == tWord && l.bare() && g.alike(l):
		from, to, rule = 0, n, "bracket"
	}
	if rule == "similar" && (c.platform || l.etc && !g.alike(l)) {
		from, to, rule = 0, 0, "" // "AWS services (EC2, Lambda, etc.)" is no choice
	}
	if to > from {
		if l.similar && rule != "similar" {
			to = n
		}
		g.choose(l.elements[from:to], rule, l.similar && to == n)
	}
	g.ors(l, from, to)
	g.slashes(l)
}

// exampleEnd returns where a triggered list ends: after an "or", a further comma or "and" starts something else,
// and so does an element that many words lead in.
func (g *grouper) exampleEnd(l list) int {
	or := false
	for i, s := range l.seps {
		if i+1 >= len(l.elements) {
			return i + 1
		}
		next := l.elements[i+1]
		if s == tAnd && g.generic(l.elements[:i+1]) && !g.generic(l.elements[i+1:i+2]) {
			return i + 1 // "one major cloud and Docker"
		}
		if or && s != tOr && s != tSlash || next.lead >= 4 || s == tAnd && next.lead >= 3 {
			return i + 1
		}
		or = or || s == tOr
	}
	return len(l.elements)
}

// generic reports whether elements hold no name but at most those of skills.
func (g *grouper) generic(es []element) bool {
	for _, e := range es {
		for _, h := range e.hits {
			if g.hits[h].kind != taxonomy.Skill {
				return false
			}
		}
	}
	return true
}

// similarStart returns where a list that ends in "or similar" starts: at the first element from the end that
// words lead in.
func (l *list) similarStart() int {
	for i := len(l.elements) - 1; i > 0; i-- {
		if l.elements[i].lead >= 2 && len(l.elements[i].hits) > 0 {
			return i
		}
	}
	return 0
}

// bare reports whether only commas and slashes join the list.
func (l *list) bare() bool {
	for _, s := range l.seps {
		if s != tComma && s != tSlash {
			return false
		}
	}
	return len(l.seps) > 0
}

// alike reports whether the hits of a list could stand for one another: platforms and services, services and
// tools, or certifications.
func (g *grouper) alike(l list) bool {
	seen := map[taxonomy.TermKind]bool{}
	for _, e := range l.elements {
		for i, h := range e.hits {
			if i+1 < len(e.hits) && g.pair(h, e.hits[i+1]) {
				continue // "AWS Bedrock" is a service
			}
			seen[g.hits[h].kind] = true
		}
	}
	delete(seen, taxonomy.Skill) // a skill heads such a list rather than joins it
	if seen[taxonomy.CertTerm] {
		return len(seen) == 1
	}
	return len(seen) > 0 && !(seen[taxonomy.Platform] && seen[taxonomy.Tool])
}

// like sorts kinds of term by what can replace what: platforms 0, services and tools 1, skills 2, certifications 3.
func like(k taxonomy.TermKind) int {
	switch k {
	case taxonomy.Platform:
		return 0
	case taxonomy.Service, taxonomy.Tool:
		return 1
	case taxonomy.Skill:
		return 2
	}
	return 3
}

// ors finds the elements joined by "or", outside [skipFrom, skipTo).
func (g *grouper) ors(l list, skipFrom, skipTo int) {
	for j := 0; j < len(l.seps); j++ {
		if l.seps[j] != tOr || j+1 >= len(l.elements) || j+1 >= skipFrom && j < skipTo {
			continue
		}
		from := j
		for from > 0 && !g.listed(l, j) && (l.seps[from-1] == tComma || l.seps[from-1] == tSlash || l.seps[from-1] == tOr) &&
			(from-1 >= skipTo || from-1 < skipFrom) && l.elements[from].lead <= 2 && l.elements[from-1].trail <= 2 && l.elements[from-1].small() {
			from--
		}
		to := j + 2
		for to < len(l.elements) && (l.seps[to-1] == tOr || l.seps[to-1] == tSlash) {
			to++
		}
		g.choose(l.elements[from:to], "or", false)
		j = to - 2
	}
}

// listed reports whether the "or" at separator j joins two of the many services of one platform: in "RDS, ECS or
// Lambda, IAM" the list goes on behind it, so that only its neighbours are a choice.
func (g *grouper) listed(l list, j int) bool {
	if j < 1 || j+2 >= len(l.elements) || l.seps[j-1] != tComma || l.seps[j+1] != tComma {
		return false
	}
	platform := g.serviceOf(l.elements[j+1])
	return platform != "" && platform == g.serviceOf(l.elements[j]) && platform == g.serviceOf(l.elements[j+2])
}

// serviceOf returns the platform of the first service in an element; empty when it names none.
func (g *grouper) serviceOf(e element) string {
	for _, h := range e.hits {
		if g.hits[h].kind == taxonomy.Service {
			return g.hits[h].platform
		}
	}
	return ""
}

// small reports whether an element without a hit is short enough to be a name that the vocabulary does not know.
func (e *element) small() bool { return len(e.hits) > 0 || e.words <= 4 }

// slashes joins like hits with nothing but a slash between.
func (g *grouper) slashes(l list) {
	for i := 0; i < len(l.seps); i++ {
		if g.all || l.seps[i] != tSlash || i+1 >= len(l.elements) {
			continue
		}
		to := i + 1
		for to < len(l.seps) && l.seps[to] == tSlash && to+1 < len(l.elements) {
			to++
		}
		g.slash(l.elements[i : to+1])
		i = to
	}
}

// slash joins the hits that touch the slashes, when they are alike.
func (g *grouper) slash(es []element) {
	var ms []int
	for i, e := range es {
		h := -1
		switch {
		case len(e.hits) == 0:
		case i == 0 && e.trail == 0:
			h = e.hits[len(e.hits)-1]
		case i > 0 && e.lead == 0:
			h = e.hits[0]
		}
		if h < 0 || g.taken[h] {
			return
		}
		if len(ms) > 0 && like(g.hits[h].kind) != like(g.hits[ms[0]].kind) {
			return
		}
		ms = append(ms, h)
	}
	if len(ms) < 2 {
		return
	}
	c := choice{rule: "slash"}
	for i, h := range ms {
		c.members = append(c.members, member{h, i})
		g.taken[h] = true
	}
	g.out = append(g.out, c)
}

// choose makes a choice of the elements. An element without a hit is an alternative that the vocabulary does not
// know; it keeps the choice open when it is short.
func (g *grouper) choose(es []element, rule string, similar bool) {
	c := choice{rule: rule}
	known, head := 0, 0
	for head < len(es) && rule == "similar" && len(es[head].hits) == 0 {
		head++ // "designing and building pipelines with Dataflow, BigQuery and others" begins its list at Dataflow
	}
	for i, e := range es {
		hits := g.pick(e, i == head && len(es) > 1 && (rule == "or" || rule == "similar"), i)
		if len(hits) > 0 {
			known++
		} else if len(e.hits) == 0 && e.small() {
			c.open = c.open || rule != "or" || g.touches(es, i)
		}
		for _, h := range hits {
			c.members = append(c.members, member{h, i})
		}
	}
	if rule == "or" && known < 2 && !c.open || known == 0 {
		return
	}
	c.open = c.open || similar || rule == "such-as" && known == 1
	if known < 2 && !c.open {
		return
	}
	for _, m := range c.members {
		g.taken[m.hit] = true
	}
	g.out = append(g.out, c)
}

// verbal reports whether an element says what somebody does and names nothing: "AWS certified or working towards it".
func (e *element) verbal() bool {
	first := strings.ToLower(e.first)
	return strings.HasSuffix(first, "ing") || first == "willing" || first == "ready" || first == "willingness" || first == "bereit" || first == "bereitschaft"
}

// touches reports whether a known element next to es[i] stands directly at the separator.
func (g *grouper) touches(es []element, i int) bool {
	if es[i].verbal() {
		return false
	}
	if i > 0 && len(es[i-1].hits) > 0 && es[i-1].trail == 0 && es[i].words <= 3 {
		return true
	}
	return i+1 < len(es) && len(es[i+1].hits) > 0 && es[i+1].lead == 0 && es[i].words <= 2
}

// pick returns the hits of an element that belong to a choice: the last one for the element before an "or",
// else the first, and with a service the platform named right in front of it.
func (g *grouper) pick(e element, first bool, index int) []int {
	if len(e.hits) == 0 {
		return nil
	}
	h := e.hits[0]
	if first {
		if e.trail > 2 {
			return nil
		}
		h = e.hits[len(e.hits)-1]
	} else if e.lead > 3 && index > 0 {
		return nil
	}
	if g.taken[h] {
		return nil
	}
	if h > 0 && !g.taken[h-1] && g.pair(h-1, h) && len(e.hits) > 1 {
		return []int{h - 1, h}
	}
	if len(e.hits) > 1 && h+1 < len(g.hits) && !g.taken[h+1] && g.pair(h, h+1) {
		return []int{h, h + 1}
	}
	return []int{h}
}

// pair reports whether two neighbouring hits are a platform and its service in one breath.
func (g *grouper) pair(a, b int) bool {
	x, y := g.hits[a], g.hits[b]
	return x.kind == taxonomy.Platform && y.platform == x.platform && y.kind != taxonomy.Platform && y.Start-x.End <= 1
}
