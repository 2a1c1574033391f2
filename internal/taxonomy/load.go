package taxonomy

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"jobsignal/internal/lexicon"
	"jobsignal/internal/phrase"
)

// mostBytes bounds one vocabulary file; the default is about a hundredth of it.
const mostBytes = 16 << 20

// Load reads the vocabulary whose root file is root in fsys, with the files it includes. The error is Errors with every
// fault of the files, or that of fsys.
func Load(fsys fs.FS, root string) (*Vocabulary, error) {
	l := newLoader(&Vocabulary{})
	if err := l.open(fsys, root); err != nil {
		return nil, err
	}
	for _, name := range l.includes {
		if err := l.open(fsys, path.Join(path.Dir(root), name)); err != nil {
			return nil, err
		}
	}
	return l.finish()
}

// Overlay returns a vocabulary with a user's file laid over v; v stays as it is. name is for messages. An entry with a
// known id or code changes only the fields it states; its aliases are added, unless it says replace: true, and an alias
// written like a known one takes its place. Cues are added. Anything else stated replaces what was there.
func (v *Vocabulary) Overlay(name string, data []byte) (*Vocabulary, error) {
	l := newLoader(v)
	l.overlay, l.closed = true, true
	l.read(name, data)
	return l.finish()
}

// Parse reads back what YAML wrote. The error is Errors.
func Parse(data []byte) (*Vocabulary, error) {
	l := newLoader(&Vocabulary{})
	l.closed = true
	l.read("vocabulary", data)
	return l.finish()
}

// loader gathers files into one vocabulary.
type loader struct {
	v        *Vocabulary
	errs     Errors
	overlay  bool
	closed   bool // no include: may follow
	includes []string
	refs     []ref
	terms    map[string]int // by id: index into v.Terms
	exams    map[string]int // by code: index into v.Certifications
	seen     map[string]Position
	folder   *phrase.Folder
	opens    map[string]string // heading → class, to find one that stands in two
}

// newLoader starts from a vocabulary whose lists and maps are copied, so that it stays as it is.
func newLoader(base *Vocabulary) *loader {
	v := &Vocabulary{Terms: slices.Clone(base.Terms), Certifications: slices.Clone(base.Certifications),
		Programs: map[string]Program{}, Words: map[string][]string{}, Cues: base.Cues.clone()}
	maps.Copy(v.Programs, base.Programs)
	maps.Copy(v.Words, base.Words)
	l := &loader{v: v, terms: map[string]int{}, exams: map[string]int{}, seen: map[string]Position{},
		folder: phrase.NewFolder(false), opens: map[string]string{}}
	for i, t := range v.Terms {
		l.terms[t.ID] = i
	}
	for i, c := range v.Certifications {
		l.exams[c.Code] = i
	}
	for _, h := range cuesOf("", v.Cues.Headings) {
		l.opens[lexicon.HeadingKey(l.folder, h.Text)] = h.Class
	}
	return l
}

// clone copies the maps; the lists in them are never changed, only replaced.
func (c Cues) clone() Cues {
	group := func(g map[string]map[string][]string) map[string]map[string][]string {
		out := map[string]map[string][]string{}
		for class, langs := range g {
			out[class] = maps.Clone(langs)
		}
		return out
	}
	return Cues{group(c.Headings), group(c.Phrases), group(c.Choice)}
}

// open reads one file of fsys. After the root file, which comes first, no file may include others.
func (l *loader) open(fsys fs.FS, name string) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("vocabulary: %w", err)
	}
	l.read(name, data)
	l.closed = true
	return nil
}

// read takes one file in.
func (l *loader) read(name string, data []byte) {
	if len(data) > mostBytes {
		l.errs = append(l.errs, Error{Position{name, 1, 1}, fmt.Sprintf("larger than %d bytes", mostBytes)})
		return
	}
	d := &decoder{file: name, errs: &l.errs}
	root := d.parse(data)
	if root == nil {
		return
	}
	// Every key is read even when another one is wrong, so that one run shows all there is to mend.
	keys := mapKeys(fieldsOf(reflect.TypeFor[File]()))
	d.pairs(root, "a vocabulary file", func(key, value *yaml.Node) {
		switch key.Value {
		case "include":
			l.readIncludes(d, value)
		case "words":
			l.readWords(d, value)
		case "terms":
			l.entries(d, value, "terms", "id", l.term)
		case "certifications":
			l.entries(d, value, "certifications", "code", l.exam)
		case "programs":
			l.readPrograms(d, value)
		case "cues":
			l.readCues(d, value)
		default:
			d.fault(key, "unknown key %q in a vocabulary file%s", key.Value, choices(key.Value, keys))
		}
	})
	l.refs = append(l.refs, d.refs...)
}

// readIncludes takes file names that stay below the root's folder.
func (l *loader) readIncludes(d *decoder, n *yaml.Node) {
	var names []string
	d.into(n, reflect.ValueOf(&names).Elem(), "include")
	for i, name := range names {
		switch {
		case l.closed:
			d.fault(n, "include: stands in the root file of a vocabulary only")
			return
		case !fs.ValidPath(name) || name == ".":
			d.fault(n.Content[i], "include: %q is not a path below this file's folder, with forward slashes", name)
		default:
			l.includes = append(l.includes, name)
		}
	}
}

// entries reads a list whose entries are known by a key.
func (l *loader) entries(d *decoder, n *yaml.Node, list, key string, take func(d *decoder, n, id *yaml.Node)) {
	if n.Kind != yaml.SequenceNode {
		if !isNull(n) {
			d.fault(n, "%s must be a list, found %s", list, nodeKind(n))
		}
		return
	}
	for _, item := range n.Content {
		id := valueOf(item, key)
		if id == nil || id.Kind != yaml.ScalarNode || id.Value == "" || isNull(id) {
			d.fault(item, "an entry of %s has no %s", list, key)
			continue
		}
		name := list + " " + id.Value
		// An overlay may speak of a term that another file has defined, but of each term once.
		if first, twice := l.seen[name]; twice && (!l.overlay || first.File == d.file) {
			d.fault(id, "%s %q is defined twice; first at %s", key, id.Value, first)
			continue
		}
		l.seen[name] = d.at(id)
		take(d, item, id)
	}
}

// valueOf returns the value of a key in a map node.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == key {
				return n.Content[i+1]
			}
		}
	}
	return nil
}

// term takes in one term: a new one, or changes to a known one.
func (l *loader) term(d *decoder, n, id *yaml.Node) {
	i, known := l.terms[id.Value]
	if !known {
		i = len(l.v.Terms)
		l.terms[id.Value] = i
		l.v.Terms = append(l.v.Terms, Term{})
	}
	t := l.v.Terms[i]
	// Decoding onto a copy of the known term changes only what the file states.
	old := t.Aliases
	t.Replace = false
	d.into(n, reflect.ValueOf(&t).Elem(), "a term")
	t.at = d.at(id)
	if known && !t.Replace && valueOf(n, "aliases") != nil {
		t.Aliases = addAliases(old, t.Aliases)
	}
	if r := valueOf(n, "replace"); r != nil && !l.overlay {
		d.fault(r, "replace: is for overlays; here the aliases are all there are")
	}
	t.Replace = false
	if t.Name == "" || t.Kind == "" {
		d.fault(id, "term %q is new and needs a name and a kind%s", id.Value, meant(id.Value, l.otherTerms(id.Value)))
	}
	if t.Binds && t.Kind != Service {
		d.fault(id, "term %q binds, but only a service of a platform can", id.Value)
	}
	l.checkAliases(d, n, t)
	l.v.Terms[i] = t
}

// otherTerms are the ids that a misspelt one may have meant.
func (l *loader) otherTerms(id string) []string {
	return slices.DeleteFunc(mapKeys(l.terms), func(k string) bool { return k == id })
}

// addAliases adds aliases to known ones; one written alike takes the place of the known one.
func addAliases(old, added []Alias) []Alias {
	out := slices.Clone(old)
	for _, a := range added {
		if i := slices.IndexFunc(out, func(o Alias) bool { return o.Text == a.Text }); i >= 0 {
			out[i] = a
			continue
		}
		out = append(out, a)
	}
	return out
}

// checkAliases wants something to look for in every name of a term.
func (l *loader) checkAliases(d *decoder, n *yaml.Node, t Term) {
	for _, a := range aliasesOf(t) {
		if l.folder.Fold(a.Text) == "" && t.Name != "" {
			at := a.at
			if at.Line == 0 {
				at = d.at(n)
			}
			l.errs = append(l.errs, Error{at, fmt.Sprintf("a name of term %q holds nothing to look for", t.ID)})
		}
		if a.Joined && lexicon.Gaps(l.folder, a.Text) > lexicon.MostGaps {
			l.errs = append(l.errs, Error{a.at, fmt.Sprintf("joined: %q has more than %d gaps; list the spellings instead", a.Text, lexicon.MostGaps)})
		}
	}
}

// exam takes in one certification.
func (l *loader) exam(d *decoder, n, code *yaml.Node) {
	i, known := l.exams[code.Value]
	if !known {
		i = len(l.v.Certifications)
		l.exams[code.Value] = i
		l.v.Certifications = append(l.v.Certifications, Certification{})
	}
	c := l.v.Certifications[i]
	d.into(n, reflect.ValueOf(&c).Elem(), "a certification")
	c.at = d.at(code)
	// What cannot be unknown. Everything else may: nothing is guessed.
	for _, miss := range []struct{ key, value string }{{"name", c.Name}, {"vendor", c.Vendor}, {"status", string(c.Status)}} {
		if miss.value == "" {
			d.fault(code, "certification %q needs %s", code.Value, miss.key)
		}
	}
	for _, dom := range c.Domains {
		if dom.Low > dom.High {
			d.fault(code, "certification %q: domain %q has low %g above high %g", code.Value, dom.Name, dom.Low, dom.High)
		}
	}
	l.v.Certifications[i] = c
}

// readWords takes named lists. In an overlay a list takes the place of the known one.
func (l *loader) readWords(d *decoder, n *yaml.Node) {
	d.pairs(n, "words", func(key, value *yaml.Node) {
		if !listShape.MatchString(key.Value) {
			d.fault(key, "%q is no name for a list; meant is something like cloud_words", key.Value)
			return
		}
		var list []string
		d.into(value, reflect.ValueOf(&list).Elem(), "words "+key.Value)
		d.words(value, inList)
		if first, twice := l.seen["words "+key.Value]; twice && !l.overlay {
			d.fault(key, "list %q is defined twice; first at %s", key.Value, first)
			return
		}
		l.seen["words "+key.Value] = d.at(key)
		l.v.Words[key.Value] = list
	})
}

// readPrograms takes what holds for all exams of a vendor, over what is known.
func (l *loader) readPrograms(d *decoder, n *yaml.Node) {
	d.pairs(n, "programs", func(key, value *yaml.Node) {
		d.oneOf(key, "vendor", vendors)
		p := l.v.Programs[key.Value]
		d.into(value, reflect.ValueOf(&p).Elem(), "a program")
		l.v.Programs[key.Value] = p
	})
}

// readCues adds cues to those that are there.
func (l *loader) readCues(d *decoder, n *yaml.Node) {
	d.pairs(n, "cues", func(key, value *yaml.Node) {
		switch key.Value {
		case "headings":
			l.cueGroup(d, value, "heading class", headingSet, l.v.Cues.Headings)
		case "phrases":
			l.cueGroup(d, value, "phrase class", phraseSet, l.v.Cues.Phrases)
		case "choice":
			l.cueGroup(d, value, "choice class", choiceSet, l.v.Cues.Choice)
		default:
			d.fault(key, "unknown key %q in cues%s", key.Value, choices(key.Value, []string{"headings", "phrases", "choice"}))
		}
	})
}

// cueGroup adds the cues of one group. A class or language that is unknown is told once, not for each of its cues.
func (l *loader) cueGroup(d *decoder, n *yaml.Node, what string, classes []string, into map[string]map[string][]string) {
	d.pairs(n, what, func(class, langs *yaml.Node) {
		if !d.oneOf(class, what, classes) {
			return
		}
		d.pairs(langs, class.Value, func(lang, list *yaml.Node) {
			if !d.oneOf(lang, "language", languages) {
				return
			}
			var cues []string
			d.into(list, reflect.ValueOf(&cues).Elem(), class.Value+" "+lang.Value)
			if into[class.Value] == nil {
				into[class.Value] = map[string][]string{}
			}
			have := slices.Clone(into[class.Value][lang.Value])
			for i, c := range cues {
				if c != "" && !slices.Contains(have, c) && l.isCue(d, list.Content[i], c, what, class.Value) {
					have = append(have, c)
				}
			}
			into[class.Value][lang.Value] = have
		})
	})
}

// isCue checks one cue, with all the phrases that it stands for.
func (l *loader) isCue(d *decoder, n *yaml.Node, text, what, class string) bool {
	phrases, err := spread(text)
	if err != nil {
		d.fault(n, "%v", err)
		return false
	}
	for _, p := range phrases {
		if what == "heading class" {
			l.checkHeading(d, n, p, class)
		} else if strings.Trim(p, " *-'\t\n") == "" {
			d.fault(n, "%q holds no word to look for", p)
		}
	}
	return true
}

// checkHeading wants each heading in one class only.
func (l *loader) checkHeading(d *decoder, n *yaml.Node, text, class string) {
	key := lexicon.HeadingKey(l.folder, text)
	if strings.Trim(key, "* ") == "" {
		d.fault(n, "heading %q holds no word to look for", text)
		return
	}
	if other, ok := l.opens[key]; ok && other != class {
		d.fault(n, "heading %q stands under %s and %s; a heading opens one class", text, other, class)
		return
	}
	l.opens[key] = class
}

// finish checks what needs the whole vocabulary, sorts and compiles it.
func (l *loader) finish() (*Vocabulary, error) {
	l.resolve()
	v := l.v
	slices.SortFunc(v.Terms, func(a, b Term) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(v.Certifications, func(a, b Certification) int { return strings.Compare(a.Code, b.Code) })
	// Only a sound vocabulary is compiled; clashes show when its names have become patterns.
	if len(l.errs) == 0 {
		v.compile(l.folder)
		l.errs = append(l.errs, v.clashes()...)
	}
	if len(l.errs) > 0 {
		slices.SortStableFunc(l.errs, func(a, b Error) int { return comparePositions(a.Position, b.Position) })
		return nil, l.errs
	}
	return v, nil
}

// clashes reports spellings that two terms share with nothing to tell them apart.
func (v *Vocabulary) clashes() []Error {
	var errs []Error
	for _, c := range v.names.Clashes() {
		a, b := v.uses[c[0]], v.uses[c[1]]
		errs = append(errs, Error{a.at, fmt.Sprintf("alias %q of %s is also %q of %s, and no condition tells them apart",
			a.alias, v.Terms[a.term].ID, b.alias, v.Terms[b.term].ID)})
	}
	return errs
}

// resolve reports references to what is not there.
func (l *loader) resolve() {
	known := map[string][]string{
		"list": mapKeys(l.v.Words), "term": mapKeys(l.terms), "exam": mapKeys(l.exams), "platform": slices.Clone(platforms),
	}
	for name, list := range l.v.Words {
		if !slices.ContainsFunc(list, func(w string) bool { return strings.HasPrefix(w, "@") }) {
			known["list of phrases"] = append(known["list of phrases"], name)
		}
	}
	for _, t := range l.v.Terms {
		switch t.Kind {
		case Platform:
			known["platform"] = append(known["platform"], t.ID)
		case CertTerm:
			known["certification term"] = append(known["certification term"], t.ID)
		}
	}
	// Lists for the message, sets for the question: thousands of scopes name hundreds of terms.
	sets := map[string]map[string]bool{}
	for kind, names := range known {
		sets[kind] = map[string]bool{}
		for _, n := range names {
			sets[kind][n] = true
		}
	}
	for _, r := range l.refs {
		if !sets[r.kind][r.name] {
			l.errs = append(l.errs, Error{r.Position, fmt.Sprintf("unknown %s %q%s", r.kind, r.name, meant(r.name, known[r.kind]))})
		}
	}
}
