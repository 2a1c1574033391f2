'use strict';
// Filters: what the reader chooses, where it is kept (the address), and how the page follows. The numbers come
// from Measure, the words from Story; this file finds the elements and fills them. Without a choice the page is as
// Go wrote it.
(() => {
  const source = document.getElementById('live');
  if (!source) return; // too many postings to carry: the page shows the whole selection
  const live = JSON.parse(source.textContent);
  Story.use(JSON.parse(document.getElementById('words').textContent));
  const {element, data} = Page;
  const compiled = new Map(); // by kind: '' is every group
  const kindNumber = {required: 0, preferred: 1, duty: 2};
  function rows(kind) {
    if (!compiled.has(kind)) {
      const part = kind ? {...live, rows: live.rows.map((r) => ({...r, g: r.g.filter((g) => g[0] % 4 === kindNumber[kind])}))} : live;
      compiled.set(kind, Measure.compile(part));
    }
    return compiled.get(kind);
  }

  /* ---- what evidence needs of the rows: row i and posting i are the same ---- */
  const number = new Map(live.terms.map((t, i) => [t.id, i]));
  // choice names what else would do where a mention is one of several: those of its group that the same sentence names,
  // without a platform whose own service is named ("AWS SageMaker" is one thing).
  const inSentence = new Map(); // posting and sentence → terms
  for (const e of data.evidence) {
    const at = e.p + ' ' + e.n;
    if (!inSentence.has(at)) inSentence.set(at, new Set());
    inSentence.get(at).add(number.get(data.terms[e.t].id));
  }
  Page.choice = (e) => {
    const t = number.get(data.terms[e.t].id), said = inSentence.get(e.p + ' ' + e.n), posting = rows('').postings[e.p];
    for (const g of (posting && t !== undefined && posting.groups) || []) {
      if (!g.terms.includes(t)) continue;
      const named = g.terms.filter((x) => said.has(x)), open = g.accepts === rows('').all && g.about;
      const one = named.filter((x) => live.terms[x].k !== 'platform' || !named.some((y) => y !== x && live.terms[y].p === live.terms[x].p));
      if (one.includes(t) && (one.length > 1 || open)) return one.map((x) => live.terms[x].n).join(', ') + (open ? ' or the like' : '');
    }
    return '';
  };
  // would tells the mentions that let a platform do: of the platform itself, or open to others ("or similar").
  Page.would = (id) => {
    const x = rows(''), k = live.platforms.findIndex((p) => p.id === id), bit = x.bit(k);
    return (e) => {
      const p = x.postings[e.p], t = number.get(data.terms[e.t].id);
      if (!p || t === undefined || !(p.enough & bit) || live.terms[t].b < 0 || (e.k !== 'required' && e.k !== 'duty')) return false;
      return p.groups.some((g) => g.about && !g.free && g.kind !== 1 && g.accepts & bit && g.terms.includes(t) && (live.terms[t].b === k || !(g.about & bit)));
    };
  };

  /* ---- the state and the address: #section?platform=aws&q=… ---- */
  const fields = ['platform', 'role', 'seniority', 'employer', 'place', 'remote', 'language', 'kind', 'week', 'q'];
  const names = {platform: 'platform', role: 'role', seniority: 'seniority', employer: 'employer', place: 'place', remote: 'remote', language: 'language', kind: 'only what is', week: 'week', q: 'text'};
  const blank = () => ({platform: '', role: '', seniority: '', employer: '', place: '', remote: '', language: '', kind: '', week: '', q: '', votes: false, have: [...live.have]});
  const unsaid = (field) => (field === 'role' ? 'other' : 'not stated'); // a role is ours, everything else is said by the posting
  const none = '\u0000'; // stands for "not stated"
  let state = blank();
  const same = (a, b) => a.length === b.length && a.every((x) => b.includes(x));
  const active = () => fields.some((f) => state[f]) || state.votes || !same(state.have, live.have);
  function read() {
    const [, query = ''] = location.hash.split(/\?(.*)/s), p = new URLSearchParams(query);
    state = blank();
    for (const f of fields) state[f] = p.get(f) || '';
    state.votes = p.get('votes') === '1';
    if (p.has('have')) state.have = p.get('have').split(',').filter(Boolean);
  }
  function query() {
    const p = new URLSearchParams();
    for (const f of fields) if (state[f]) p.set(f, state[f]);
    if (state.votes) p.set('votes', '1');
    if (!same(state.have, live.have)) p.set('have', state.have.join(','));
    const q = p.toString();
    return q ? '?' + q : '';
  }
  const anchor = () => location.hash.slice(1).split('?')[0];
  const write = () => history.replaceState(null, '', '#' + anchor() + query());

  /* ---- choosing ---- */
  const valueOf = {role: 'role', seniority: 'seniority', employer: 'employer', place: 'place', remote: 'remote', language: 'language', week: 'week'};
  let searchable = null;
  function chosen(x) {
    const platform = live.platforms.findIndex((p) => p.id === state.platform);
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length && !searchable) {
      searchable = rows('').postings.map((p, i) => [data.postings[i].title, p.employer, data.postings[i].place || p.place, ...new Set(p.groups.flatMap((g) => g.terms.map((t) => live.terms[t].n)))].join('\n').toLowerCase());
    }
    return x.postings.filter((p, i) => {
      if (state.platform && !(p.asks & x.bit(platform))) return false;
      for (const f in valueOf) if (state[f] && p[valueOf[f]] !== (state[f] === none ? '' : state[f])) return false;
      return words.every((w) => searchable[i].includes(w));
    });
  }

  /* ---- filling elements ---- */
  const keep = (el) => { if (!el.kept) el.kept = [...el.childNodes]; };
  const spans = (para) => para.map((s) => {
    if (s.href) { const a = element('a', '', s.t); a.href = s.href; a.rel = 'noopener noreferrer nofollow ugc'; a.target = '_blank'; return a; }
    if (s.note) { const e = element('abbr', '', s.t); e.title = s.note; e.tabIndex = 0; return e; }
    if (s.code) return element('code', '', s.t);
    const out = s.strong ? element('strong') : document.createDocumentFragment();
    s.t.split(untorn).forEach((t, i) => { if (t) out.append(i % 2 ? element('span', 'nb', t) : t); });
    return out;
  });
  const untorn = /(\b[A-Z]{2,4}-[A-Z]?\d{2,3}\b|\d[\d.]*–[\d.]+(?:\u00a0%)?)/; // what must not be torn at the end of a line, as in page.go
  const paragraph = (para) => { const p = element('p'); p.append(...spans(para)); return p; };
  function cell(c) {
    if (typeof c === 'string') c = {t: c};
    const td = element(c.head ? 'th' : 'td', c.num ? 'num' : c.screen ? 'screen' : '');
    if (c.head) td.scope = 'row';
    if (c.accent && c.accent !== 'other') td.append(element('span', 'mark c-' + c.accent));
    if (c.key) { const b = element('button', 'open', c.t); b.type = 'button'; b.dataset.key = c.key; td.append(b); }
    else td.append(c.t);
    if (c.under) td.append(element('span', 'line', c.under));
    if (c.tag) td.append(' ', element('span', 'tag', c.tag));
    return td;
  }
  function fillTable(el, body) {
    const t = el.tBodies[0];
    keep(t);
    t.replaceChildren(...body.map((r) => { const tr = element('tr'); tr.append(...r.map(cell)); return tr; }));
  }
  function fillFigure(el, f) {
    el.hidden = !f;
    if (!f) return null;
    const title = el.querySelector('.title'), sub = el.querySelector('.sub'), chart = Page.charts.find((c) => c.el.closest('figure') === el);
    for (const e of [title, sub]) if (e) keep(e);
    title.replaceChildren(Story.plain(f.title));
    if (sub) sub.replaceChildren(...spans(f.sub));
    el.querySelectorAll('.warn').forEach((w) => { w.hidden = true; });
    el.querySelectorAll('.live').forEach((w) => w.remove());
    for (const w of f.warn || []) el.querySelector('.chart').after(element('p', 'warn live', w));
    if (f.note) el.querySelector('.chart').after(element('p', 'source live', f.note));
    for (const w of el.querySelectorAll('.source:not(.live)')) w.hidden = true;
    chart.option = refill(chart, f);
    return chart;
  }
  // refill puts other rows into an option that Go built: same axes, same looks, other data.
  const cut = (s, n) => { const r = [...s]; return r.length > n ? r.slice(0, n - 1).join('').trimEnd() + '…' : s; };
  function refill(c, f) {
    const o = structuredClone(c.original), b = o.baseOption || o, size = (n) => c.el.style.setProperty('--rows', n);
    const item = (r, value, style) => ({name: r.name, value, tip: r.tip, key: r.key, itemStyle: style});
    const list = f.whiskers || f.stacked || f.pairs || f.boxes;
    if (list) {
      const frame = list.map((r) => [r.name, r.sub, r.end]);
      if (f.whiskers) { // rows without a mark (retired exams) stay where they are: below
        const marked = new Set(c.original.baseOption.series[0].data.map((d) => d.value[2]));
        b.yAxis[0].data.forEach((n, i) => { if (!marked.has(i)) frame.push([n.value ?? n, b.yAxis[1].data[i], b.yAxis[2].data[i]]); });
      }
      [64, 48, 32].forEach((n, i) => { b.yAxis[i].data = frame.map((r) => cut(r[i], n)); });
      if (o.media) o.media[0].option.yAxis[0].data = b.yAxis[0].data;
      if (frame.some((r) => r[1])) b.yAxis[0].data = b.yAxis[0].data.map((value, i) => (frame[i][1] ? value : {value, textStyle: {verticalAlign: 'middle', align: 'left', padding: 0, color: '@ink'}}));
      b.xAxis[0].max = f.max;
      b.xAxis[0].interval = f.max / (f.pairs ? 2 : 4);
      if (o.media) o.media[0].option.xAxis[0].interval = f.max / 2;
      size(frame.length);
    }
    if (f.whiskers) b.series[0].data = list.map((r, i) => item(r, [r.low, r.high, i, r.value, r.hollow || 0], {color: r.colour}));
    if (f.stacked) ['', '-preferred', '-duty'].forEach((suffix, p) => {
      b.series[p].data = list.map((r) => item(r, r.values[p], {color: r.colour + suffix, borderColor: r.colour, ...(r.values[p] ? {} : {borderWidth: 0})}));
    });
    if (f.pairs) {
      b.series[0].data = list.map((r) => item(r, r.outline));
      b.series[1].data = list.map((r) => item(r, r.fill));
      b.series[1].itemStyle.color = f.colour;
    }
    if (f.boxes) b.series[0].data = list.map((r) => item(r, r.values, {color: '@ground', borderColor: r.colour}));
    if (f.heat) {
      b.xAxis[0].data = f.heat.columns.map((c) => c.replaceAll('\u00a0', ' '));
      b.yAxis[0].data = f.heat.rows.map((r) => cut(r, 64));
      if (o.media) o.media[0].option.yAxis[0].data = f.heat.rows.map((r) => cut(r, 34));
      b.series[0].data = f.heat.cells.map((x) => { const s = Math.min(Math.max(x.step, 1), 5); return {value: [x.x, x.y, x.value], tip: x.tip, key: x.key, itemStyle: {color: '@heat-' + s}, label: {color: '@heat-ink-' + s}}; });
      size(f.heat.rows.length);
    }
    if (f.places) size(strip(b, f.places));
    if (f.band) {
      b.xAxis[0].data = f.band.map((s) => s.label);
      const known = (s, v) => (s.value === undefined ? null : v);
      b.series[0].data = f.band.map((s) => known(s, s.low));
      b.series[1].data = f.band.map((s) => known(s, s.high - s.low));
      b.series[2].data = f.band.map((s) => known(s, {value: s.value, tip: s.tip}));
    }
    return o;
  }
  // strip piles dots as package chart does; it returns the height in dots.
  function strip(b, places) {
    const bins = Array.from({length: 41}, () => []), lanes = b.series[0].data.reduce((n, d) => Math.max(n, d.value[2]), 0);
    for (const p of places) bins[Math.round(Math.min(Math.max(p.at, 0), 1) * 40)].push(p);
    const highest = bins.reduce((n, x) => Math.max(n, x.length), 4), top = Math.min(highest, 18), units = top + 2 * (lanes + 1) + 1;
    b.yAxis[0].max = units;
    b.series[1] = highest > 18
      ? {type: 'custom', renderItem: 'column', itemStyle: {color: '@other'}, data: bins.flatMap((x, i) => (x.length ? [{value: [i / 40, x.length * 18 / highest, x.length], tip: x.length + ' here'}] : []))}
      : {type: 'scatter', symbolSize: 8, data: bins.flatMap((x, i) => x.map((p, n) => ({value: [i / 40, n + 0.5], tip: p.tip, key: p.key, itemStyle: {color: '@other'}})))};
    return units;
  }

  /* ---- following a choice ---- */
  const all = (q) => [...document.querySelectorAll(q)];
  const texts = all('main [data-live]'), figs = all('main figure'), tabs = all('main table');
  let turn = 0; // every choice is a turn; work for an older one stops
  function follow() {
    const mine = ++turn;
    chips();
    write();
    if (!active()) { restore(); return; }
    const begun = performance.now();
    const x = rows(state.kind), list = chosen(x), m = Measure.counts(x, list, state.have, state.votes);
    Page.chosen = list.length === x.postings.length ? null : new Set(list.map((p) => p.id));
    const a = () => Story.about(live, m.r, false, list, data.postings);
    fill(a(), mine);
    Page.took = performance.now() - begun;
    const steps = Measure.certainty(m);
    (function go() {
      if (mine !== turn) return;
      const until = performance.now() + 12;
      while (performance.now() < until) {
        if (steps.next().done) { fill(Story.about(live, m.r, true, list, data.postings), mine); document.documentElement.dataset.followed = String(mine); return; }
      }
      setTimeout(go, 0);
    })();
  }
  function fill(a, mine) {
    document.body.classList.toggle('measuring', !a.ready);
    for (const el of texts) {
      const name = el.dataset.live;
      if (name === 'certain') { strips(el, Story.certainty(a)); continue; }
      if (Story.texts[name]) {
        if (name === 'why' && !a.ready) continue;
        keep(el);
        el.replaceChildren(...Story.texts[name](a).map(paragraph));
        continue;
      }
      const n = Story.number(a, name);
      if (n === undefined) continue;
      const at = el.querySelector('b, button') || el;
      keep(at);
      at.replaceChildren(n);
      if (name.startsWith('count:')) el.classList.toggle('faint', n === '0');
    }
    for (const t of tabs) {
      const body = t.id === 'postings-table' ? null : Story.table(a, t.id);
      if (body) fillTable(t, body);
    }
    postingRows();
    const later = [];
    for (const el of figs) {
      const f = Story.figure(a, el.id);
      if (f === undefined || (el.id === 'fits' && !a.ready)) continue;
      const c = fillFigure(el, f);
      if (c) later.push(c);
    }
    parts();
    (function next() {
      if (mine !== turn || !later.length) return;
      Page.draw(later.shift());
      setTimeout(next, 0);
    })();
  }
  // parts hides a part of the story that has nothing left to show.
  function parts() {
    for (const p of all('main .part')) {
      const inside = [...p.querySelectorAll(':scope > .figures > figure')];
      const text = p.querySelector(':scope > .text'), table = p.querySelector(':scope > .scroll, :scope > .tables, :scope > .certain');
      if (inside.length) p.hidden = inside.every((f) => f.hidden) && !(text && text.childNodes.length) && !table;
    }
  }
  function strips(el, list) {
    keep(el);
    el.hidden = !list;
    if (!list) return;
    const bar = element('div', 'strip'), legend = element('p', 'legend');
    for (const p of list) {
      const s = element('span', 'c-' + p.accent), l = element('span');
      s.style.flexGrow = Math.round(p.share * 1000);
      l.append(element('span', 'mark c-' + p.accent), element('b', '', p.text), ' ' + p.name);
      bar.append(s);
      legend.append(l);
    }
    const label = el.kept.find((n) => n.nodeType === 1 && n.matches('p.meta'));
    el.replaceChildren(label.cloneNode(true), bar, legend);
  }
  const listed = new Map(all('#postings-table button').map((b) => [b.dataset.key.slice(2), b.closest('tr')]));
  function postingRows() {
    data.postings.forEach((p, i) => { const tr = listed.get(String(p.id)); if (tr) tr.hidden = Boolean(Page.chosen && !Page.chosen.has(i)); });
  }
  function restore() {
    Page.chosen = null;
    document.body.classList.remove('measuring');
    for (const el of all('main *')) if (el.kept) { el.replaceChildren(...el.kept); delete el.kept; }
    for (const el of all('main figure, main .part, main .warn, main .source, main .certain, #postings-table tr')) el.hidden = false;
    all('figure .live').forEach((w) => w.remove());
    const again = Page.charts.filter((c) => c.option !== c.original), mine = turn;
    for (const c of again) { c.option = c.original; c.el.style.setProperty('--rows', c.rows); }
    (function next() { if (mine === turn && again.length) { Page.draw(again.shift()); setTimeout(next, 0); } })();
    document.documentElement.dataset.followed = String(turn);
  }

  /* ---- controls ---- */
  const tally = (get) => {
    const n = new Map();
    for (const p of rows('').postings) for (const v of get(p)) n.set(v, (n.get(v) || 0) + p.count);
    return [...n].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  };
  function select(name, label, values) {
    const box = element('label', 'field'), s = element('select');
    s.name = name;
    s.append(new Option('any', ''));
    for (const [value, n, text] of values.slice(0, 200)) s.append(new Option(`${text ?? (Story.facetName(value) || unsaid(name))}${n ? ` (${n})` : ''}`, value || none));
    box.append(element('span', '', label), s);
    return values.length > 1 || name === 'kind' ? box : null;
  }
  // The folds stand in the page from the start, so that nothing moves; what is in them is made when it is needed.
  const form = element('form', 'filter'), summary = element('summary');
  const whole = live.rows.reduce((n, r) => n + (r.c || 1), 0);
  function fold(className, title, make) {
    const d = element('details', className);
    d.append(title);
    let made = false;
    d.make = () => { if (!made) { made = true; d.append(make()); show(); } };
    d.addEventListener('toggle', d.make);
    return d;
  }
  function controls() {
    const values = (f) => tally((p) => [p[f]]);
    const platforms = live.platforms.map((p, k) => [p.id, rows('').postings.reduce((n, q) => n + (q.asks & (1 << k) ? q.count : 0), 0), p.n]).filter((p) => p[1]);
    const search = element('label', 'field'), input = element('input');
    input.type = 'search'; input.name = 'q'; input.placeholder = 'title, employer, place, term';
    search.append(element('span', '', 'Text'), input);
    const votes = element('label', 'check'), box = element('input');
    box.type = 'checkbox'; box.name = 'votes';
    votes.append(box, element('span', '', 'one vote for each employer'));
    const clear = element('button', '', 'Clear');
    clear.type = 'reset';
    form.append(...[select('platform', 'Platform', platforms), select('role', 'Role', values('role')), select('seniority', 'Seniority', values('seniority')), select('employer', 'Employer', values('employer')),
      select('place', 'Place', values('place')), select('remote', 'Remote', values('remote')), select('language', 'Language', values('language').map(([v, n]) => [v, n, Story.language(v)])), select('kind', 'Count only what is', [['required', 0, 'required'], ['preferred', 0, 'preferred'], ['duty', 0, 'a duty']]),
      select('week', 'Week', values('week').sort((a, b) => (a[0] < b[0] ? 1 : -1)).map(([v, n]) => [v, n, v])), search, votes, clear].filter(Boolean));
    form.addEventListener('submit', (e) => e.preventDefault());
    let wait = 0;
    form.addEventListener('input', (e) => { clearTimeout(wait); wait = setTimeout(taken, e.target.type === 'search' ? 150 : 0); });
    form.addEventListener('reset', (e) => { e.preventDefault(); state = {...blank(), have: state.have}; show(); follow(); });
    return form;
  }
  function taken() {
    for (const f of fields) if (form.elements[f]) state[f] = form.elements[f].value;
    state.votes = form.elements.votes.checked;
    follow();
  }
  function show() {
    for (const f of fields) if (form.elements[f]) form.elements[f].value = state[f];
    if (form.elements.votes) form.elements.votes.checked = state.votes;
    for (const b of all('.have input')) b.checked = state.have.includes(b.value);
  }
  // chips name every active filter in the bar; each takes itself off.
  const bar = document.querySelector('.chips'), given = [...bar.children];
  function chips() {
    const chip = (text, off) => {
      const li = element('li'), b = element('button', '', text + ' ✕');
      b.type = 'button';
      b.setAttribute('aria-label', 'remove ' + text);
      b.addEventListener('click', () => { off(); show(); follow(); });
      li.append(b);
      return li;
    };
    const out = fields.filter((f) => state[f]).map((f) => {
      const value = state[f] === none ? unsaid(f) : f === 'platform' ? (live.platforms.find((p) => p.id === state[f]) || {n: state[f]}).n : f === 'week' || f === 'q' ? state[f] : f === 'language' ? Story.language(state[f]) : Story.facetName(state[f]);
      return chip(`${names[f]} ${value}`, () => { state[f] = ''; });
    });
    if (state.votes) out.push(chip('one vote for each employer', () => { state.votes = false; }));
    if (!same(state.have, live.have)) out.push(chip(`you have ${state.have.length}`, () => { state.have = [...live.have]; }));
    bar.replaceChildren(...given, ...out);
    const n = active() ? chosen(rows(state.kind)).reduce((k, p) => k + p.count, 0) : whole;
    summary.textContent = n === whole ? `Filter the ${Story.count(whole, 'posting')}` : `Showing ${n} of ${Story.count(whole, 'posting')}`;
    titles(n);
  }
  // titles says in the heading, the bar and the window's name how many of the postings the page speaks about now.
  const heading = document.querySelector('h1'), name = heading.textContent, told = Story.count(whole, 'job posting');
  function titles(n) {
    const part = `${n} of ${told}`;
    const text = n === whole ? name : name.includes(told) ? name.replace(told, part) : `${name} (${part})`;
    heading.textContent = document.querySelector('.bar-title').textContent = text;
    document.title = `${text} – Jobsignal`;
  }
  // haves are the boxes "I already have": what is asked for most, then exams, then certifications without an exam here.
  function haves() {
    const n = tally((p) => [...new Set(p.groups.flatMap((g) => g.terms))]).filter(([t]) => live.terms[t].k !== 'certification');
    const inScope = new Set(live.exams.flatMap((e) => e.scope));
    const box = element('div');
    const set = (legend, entries) => {
      const f = element('fieldset');
      f.append(element('legend', '', legend));
      for (const [value, text, less] of entries) {
        const l = element('label', 'check'), i = element('input'), name = element('span');
        name.append(...spans([{t: text}]));
        i.type = 'checkbox'; i.value = value;
        if (less) name.append(' ', element('span', 'meta', less));
        l.append(i, name);
        f.append(l);
      }
      box.append(f);
    };
    if (!document.getElementById('study-0-table')) box.append(element('p', 'meta', 'No exam leads yet, so there is no order of study that these boxes could shorten.'));
    set('Asked for most, with the postings that do', n.slice(0, 40).map(([t, k]) => [live.terms[t].id, `${live.terms[t].n} (${k})`, inScope.has(t) ? '' : 'in no exam here']));
    const exams = [...live.exams].sort((a, b) => a.bookable === b.bookable ? (a.name < b.name ? -1 : 1) : a.bookable ? -1 : 1);
    set('Exams', exams.map((e) => [e.code, e.name, e.bookable ? '' : 'retired']));
    set('Other certifications: kept with your choice, but what they cover is not known here, so no number changes', live.certs.map((c) => [c.id, c.n]));
    box.addEventListener('change', () => {
      const boxes = [...box.querySelectorAll('input')], shown = new Set(boxes.map((b) => b.value));
      state.have = [...state.have.filter((h) => !shown.has(h)), ...boxes.filter((b) => b.checked).map((b) => b.value)];
      follow();
    });
    return box;
  }

  document.getElementById('filters-here').append(fold('filters', summary, controls));
  document.getElementById('have-here').append(fold('filters have', element('summary', '', 'I already have …'), haves));
  read();
  if (active()) follow(); else chips();
  // While nobody waits: compile the rows and measure some once, so that the first choice answers at once.
  (window.requestIdleCallback || setTimeout)(() => {
    const x = rows('');
    for (let i = 0; i < 3; i++) Measure.counts(x, x.postings.slice(i, i + 1500), [], false);
  });
  addEventListener('hashchange', () => {
    const before = JSON.stringify(state);
    if (location.hash.includes('?')) { read(); show(); } else write(); // a plain anchor keeps the choice
    if (JSON.stringify(state) !== before) follow();
  });
  const go = anchor();
  if (location.hash.includes('?') && go) document.getElementById(go)?.scrollIntoView();
})();
