'use strict';
// The fixed script of the page. It draws the charts from the options in the page, opens evidence, and switches
// the theme. Text from postings is written with textContent only; the functions that draw are the ones below.
const Page = (() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($('data').textContent);
  const page = {data, charts: [], chosen: null}; // what filter.js needs; chosen: postings to which evidence is limited

  /* ---- theme ---- */
  const store = {
    get() { try { return localStorage.getItem('jobsignal-theme'); } catch { return null; } },
    set(v) { try { localStorage.setItem('jobsignal-theme', v); } catch { /* a page from a file may not store */ } },
  };
  const system = matchMedia('(prefers-color-scheme: dark)');
  const dark = () => (root.dataset.theme || (system.matches ? 'dark' : 'light')) === 'dark';
  const button = $('theme');
  const label = () => { button.textContent = dark() ? 'Light' : 'Dark'; };
  if (store.get()) root.dataset.theme = store.get();
  button.hidden = false;
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    store.set(root.dataset.theme);
    redraw();
  });
  system.addEventListener('change', redraw);

  /* ---- drawing ---- */
  // renderers is the fixed table that an option's renderItem names.
  const renderers = {
    // whisker: [low, high, row, value, hollow]
    whisker(params, api) {
      const at = (i) => api.coord([api.value(i), api.value(2)]);
      const low = at(0), high = at(1), dot = at(3), colour = api.visual('color');
      const line = (x1, y1, x2, y2, width) => ({type: 'line', shape: {x1, y1, x2, y2}, style: {stroke: colour, lineWidth: width}});
      return {type: 'group', children: [
        line(low[0], low[1], high[0], high[1], 2),
        line(low[0], low[1] - 4, low[0], low[1] + 4, 2),
        line(high[0], high[1] - 4, high[0], high[1] + 4, 2),
        {type: 'circle', shape: {cx: dot[0], cy: dot[1], r: 6}, style: {fill: api.value(4) ? colours['@ground'] : colour, stroke: colour, lineWidth: 2.5}},
      ]};
    },
    // column: [place, height, count]
    column(params, api) {
      const top = api.coord([api.value(0), api.value(1)]), foot = api.coord([api.value(0), 0]);
      const w = Math.max(3, Math.min(14, params.coordSys.width / 60));
      return {type: 'group', children: [
        {type: 'rect', shape: {x: top[0] - w / 2, y: top[1], width: w, height: foot[1] - top[1]}, style: {fill: api.visual('color')}},
        {type: 'text', ignore: api.value(1) < 2.5, style: {text: String(api.value(2)), x: top[0], y: top[1] - 3, align: api.value(0) < 0.05 ? 'left' : api.value(0) > 0.95 ? 'right' : 'center', verticalAlign: 'bottom', fill: colours['@muted'], fontSize: 13, fontFamily: font}},
      ]};
    },
    // flag: [place, lane when wide, lane when narrow]; its name is the label
    flag(params, api, base) {
      const wide = params.coordSys.width > 640;
      const x = api.coord([api.value(0), 0])[0], foot = params.coordSys.y + params.coordSys.height;
      const y = params.coordSys.y + 22 * (wide ? api.value(1) : api.value(2));
      const right = x > params.coordSys.x + params.coordSys.width * 0.85;
      const item = base.series[params.seriesIndex].data[params.dataIndex];
      const colour = api.visual('color');
      return {type: 'group', children: [
        {type: 'line', shape: {x1: x, y1: y, x2: x, y2: foot}, style: {stroke: colour, lineWidth: 1.5, opacity: 0.6}},
        {type: 'circle', shape: {cx: x, cy: y + 6, r: 4}, style: {fill: colour}},
        {type: 'text', style: {text: item.name, x: right ? x - 8 : x + 8, y: y, align: right ? 'right' : 'left', fill: colours['@ink'], fontSize: 13, fontFamily: font}},
      ]};
    },
  };
  let colours = {}, font = '';
  let turn = 0; // the next chart to draw at the start
  const charts = page.charts; // {el, option, chart, original}

  // paint resolves colour tokens by the stylesheet and names of renderers by the table; nothing else is touched.
  function paint(node, key, base) {
    if (Array.isArray(node)) return node.map((x) => paint(x, key, base));
    if (node && typeof node === 'object') {
      const out = {};
      for (const k of Object.keys(node)) out[k] = paint(node[k], k, base);
      return out;
    }
    if (typeof node === 'string') {
      if (/^(color|.*Color)$/.test(key) && node[0] === '@') return colour(node);
      if (key === 'renderItem') return (params, api) => renderers[node](params, api, base);
    }
    return node;
  }
  function colour(token) {
    if (!(token in colours)) colours[token] = getComputedStyle(root).getPropertyValue('--' + token.slice(1)).trim() || '#888888';
    return colours[token];
  }

  const panel = (c) => c.el.classList.contains('panel');
  function draw(c) {
    if (c.chart) c.chart.dispose();
    c.chart = null;
    if (!c.el.clientWidth || !c.el.clientHeight) return; // an empty box makes the library throw
    const base = c.option.baseOption || c.option;
    const option = paint(c.option, '', base);
    if (panel(c)) option.yAxis[0].axisLabel.width = Math.max(120, c.el.clientWidth - 84); // what the figures at the right leave to the names
    const narrow = option.media && option.media[0].option.yAxis, ends = narrow && narrow[2];
    if (ends) narrow[0].axisLabel.width = Math.max(narrow[0].axisLabel.width, c.el.clientWidth - ends.axisLabel.width);
    (option.baseOption || option).textStyle = {fontFamily: font, fontSize: 14, color: colour('@ink')};
    c.chart = echarts.init(c.box, null, {renderer: 'svg', width: c.el.clientWidth, height: c.el.clientHeight});
    c.chart.setOption(option);
    listen(c, base);
    c.el.dataset.drawn = '1';
    if (turn === 1) performance.mark('first-chart');
  }
  function redraw() {
    label();
    colours = {};
    font = getComputedStyle(document.body).fontFamily;
    colour('@ground'); colour('@ink'); colour('@muted');
    charts.forEach(draw);
  }

  // A chart in rows answers anywhere on a row; every other chart answers on its items.
  function listen(c, base) {
    const rows = c.el.classList.contains('rows') || c.el.classList.contains('panel');
    const at = (e) => {
      if (!rows) return null;
      const y = c.chart.convertFromPixel({yAxisIndex: 0}, [e.offsetX, e.offsetY]);
      const i = Math.round(Array.isArray(y) ? y[1] : y);
      const all = base.series[base.series.length - 1].data;
      return all.find((d, n) => (Array.isArray(d.value) && base.series[0].renderItem ? d.value[2] : n) === i) || null;
    };
    const zr = c.chart.getZr();
    if (rows) {
      zr.on('mousemove', (e) => { const d = at(e); hover(d, e.event); zr.setCursorStyle(d && d.key ? 'pointer' : 'default'); });
      zr.on('globalout', () => hover(null));
      zr.on('click', (e) => { const d = at(e); if (d && d.key) open(d.key); });
    } else {
      c.chart.on('mousemove', (p) => hover(p.data, p.event.event));
      c.chart.on('mouseout', () => hover(null));
      c.chart.on('click', (p) => { if (p.data && p.data.key) open(p.data.key); });
    }
  }
  const tip = $('tip');
  function hover(item, event) {
    tip.hidden = !(item && item.tip);
    if (tip.hidden) return;
    tip.textContent = item.tip;
    const x = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
    const below = event.clientY + 18 + tip.offsetHeight < innerHeight;
    tip.style.left = Math.max(8, x) + 'px';
    tip.style.top = (below ? event.clientY + 18 : event.clientY - tip.offsetHeight - 10) + 'px';
  }

  // A hover note also opens by touch and by keyboard: the browser shows titles to a mouse only.
  function note(e) {
    const a = e.target.closest && e.target.closest('abbr[title]');
    const r = a && a.getBoundingClientRect();
    hover(a ? {tip: a.title} : null, a && {clientX: r.left - 14, clientY: r.bottom - 10});
  }
  if (!matchMedia('(hover: hover)').matches) document.addEventListener('click', note);
  document.addEventListener('focusin', (e) => { if (e.target.matches('abbr:focus-visible')) note(e); });
  document.addEventListener('focusout', (e) => { if (e.target.matches('abbr')) hover(null); });

  /* ---- evidence ---- */
  const dialog = $('evidence');
  const element = (name, className, text) => {
    const e = document.createElement(name);
    if (className) e.className = className;
    if (text !== undefined) e.textContent = text;
    return e;
  };
  // select finds what a key stands for: a title, and which mentions belong to it.
  function select(key) {
    const kind = key.slice(0, 1), rest = key.slice(2);
    const terms = (k) => { const s = new Set(data.sets[k] || []); return (e) => s.has(e.t); };
    if (kind === 'w') return {title: (data.titles['p:' + rest] || rest) + ' would do', all: 0, test: page.would ? page.would(rest) : terms('p:' + rest)};
    if (kind === 't') {
      const i = data.terms.findIndex((t) => t.id === rest);
      return {title: i < 0 ? rest : data.terms[i].name, all: i < 0 ? 0 : data.terms[i].all, test: (e) => e.t === i};
    }
    if (kind === 'j') {
      const i = data.postings.findIndex((p) => String(p.id) === rest);
      const p = data.postings[i];
      return p ? {title: p.title + (p.employer ? ' – ' + p.employer : ''), all: p.all, test: (e) => e.p === i} : {title: rest, all: 0, test: () => false};
    }
    if (kind === 'e') {
      const cut = rest.indexOf(':'), platform = 'p:' + rest.slice(0, cut), name = rest.slice(cut + 1);
      const mine = terms(platform);
      return {title: name + ': ' + (data.titles[platform] || ''), all: 0, test: (e) => mine(e) && (data.postings[e.p].raw || data.postings[e.p].employer) === name};
    }
    const all = (data.sets[key] || []).reduce((n, i) => n + data.terms[i].all, 0);
    return {title: data.titles[key] || key, all, test: terms(key)};
  }
  const order = ['required', 'preferred', 'duty', 'context', 'negated']; // what outweighs what, as in job.Kinds
  const said = {required: 'required', duty: 'duty', preferred: 'preferred', context: 'seen, not counted', negated: 'not asked for'};
  const shown = 100;

  function open(key) {
    hover(null);
    const s = select(key);
    const found = data.evidence.filter((e) => s.test(e) && (!page.chosen || page.chosen.has(e.p))).sort((a, b) => order.indexOf(a.k) - order.indexOf(b.k) || a.p - b.p);
    const list = $('evidence-list');
    list.replaceChildren(...found.slice(0, shown).map(sentence));
    const more = page.chosen ? 0 : s.all - found.length; // what the page does not carry
    $('evidence-title').textContent = s.title;
    const jobs = new Set(found.map((e) => e.p)).size;
    $('evidence-note').textContent = found.length
      ? `${found.length} ${found.length === 1 ? 'sentence' : 'sentences'} in ${jobs} ${jobs === 1 ? 'posting' : 'postings'}` + (found.length > 1 ? ': required first, then preferred, then duties' : '') + (found.length > shown ? `; the first ${shown} are listed` : '') + (more > 0 ? `; ${more} more are in the database` : '')
      : 'No sentence: nothing in these postings asks for it.';
    if (!dialog.open) dialog.showModal();
    list.parentElement.scrollTop = 0;
  }
  // sentence is one mention: the words marked, then what it counts as and where it stands.
  function sentence(e) {
    const li = element('li'), p = data.postings[e.p];
    const text = element('p', 'sentence');
    text.append(e.s[0], element('mark', '', e.s[1]), e.s[2]);
    const facts = element('p', 'meta');
    facts.append(element('span', 'kind k-' + e.k, said[e.k] || e.k), ' ', data.terms[e.t].name, ' · rule ', data.rules[e.r] || '–');
    const choice = page.choice ? page.choice(e) : '';
    if (choice) facts.append(' · one of: ', choice);
    if (e.h) facts.append(' · under “', e.h, '”');
    const where = element('p', 'meta');
    where.append(p.title || '(no title)', p.employer ? ' – ' + p.employer : '', p.posted ? ' · ' + p.posted : '');
    for (const f of p.found || []) where.append(element('br'), f);
    if (p.url && /^https?:\/\//.test(p.url)) {
      const a = element('a', '', p.host);
      a.href = p.url;
      a.rel = 'noopener noreferrer nofollow ugc';
      a.target = '_blank';
      where.append(' · ', a);
    }
    li.append(text, facts, where, wrong(e, p));
    return li;
  }
  // wrong copies one line for overrides.yaml that says this mention should not count. JSON is YAML too, and quotes itself.
  function wrong(e, p) {
    const line = '  - ' + JSON.stringify({posting: p.hash, term: data.terms[e.t].id, sentence: e.n, verdict: 'context', note: e.s.join('').trim().slice(0, 120)});
    const b = element('button', 'wrong', 'Wrong?');
    b.type = 'button';
    b.title = 'Copies a line for overrides.yaml';
    b.addEventListener('click', () => {
      const shown = element('code', 'line-copied', line);
      const say = (t) => { b.textContent = t; };
      b.after(shown);
      b.disabled = true;
      if (navigator.clipboard) navigator.clipboard.writeText(line).then(() => say('Copied for overrides.yaml'), () => say('Copy this line into overrides.yaml'));
      else say('Copy this line into overrides.yaml');
    }, {once: true});
    return b;
  }
  document.addEventListener('click', (e) => {
    const b = e.target.closest('[data-key]');
    if (b) open(b.dataset.key);
    if (e.target === dialog) dialog.close(); // the ground beside the sheet
  });

  /* ---- contents: mark the question being read ---- */
  const links = new Map([...document.querySelectorAll('.contents a')].map((a) => [a.hash.slice(1), a]));
  const seen = new IntersectionObserver((entries) => {
    for (const e of entries) if (e.isIntersecting) {
      links.forEach((a) => a.removeAttribute('aria-current'));
      links.get(e.target.id)?.setAttribute('aria-current', 'true');
    }
  }, {rootMargin: '-20% 0px -70% 0px'});
  document.querySelectorAll('main > section').forEach((s) => seen.observe(s));

  /* ---- start: what the first screen shows at once, the other charts when the page is idle ---- */
  for (const el of document.querySelectorAll('.chart')) {
    const option = JSON.parse(el.querySelector('script').textContent);
    const box = element('div', 'box');
    el.append(box);
    charts.push({el, box, option, chart: null, original: option, rows: el.style.getPropertyValue('--rows')});
  }
  const resized = new ResizeObserver((entries) => {
    for (const e of entries) {
      const c = charts.find((x) => x.el === e.target);
      if (c.chart && c.el.clientWidth !== c.chart.getWidth() && (panel(c) || c.option.media)) draw(c); // the width of names follows
      else if (c.chart && c.el.clientWidth && c.el.clientHeight) c.chart.resize({width: c.el.clientWidth, height: c.el.clientHeight});
      else if (!c.chart && c.waited) draw(c);
    }
  });
  label();
  font = getComputedStyle(document.body).fontFamily;
  colour('@ground'); colour('@ink'); colour('@muted');
  const idle = window.requestIdleCallback ? (f) => requestIdleCallback(f, {timeout: 200}) : (f) => setTimeout(f, 0);
  (function nextChart() {
    for (;;) {
      const c = charts[turn++];
      if (!c) { root.dataset.ready = '1'; performance.mark('all-charts'); return; }
      const next = charts[turn];
      draw(c);
      c.waited = true;
      resized.observe(c.el);
      if (next && next.el.getBoundingClientRect().top > innerHeight) { idle(nextChart); return; }
    }
  })();

  /* ---- print: light, at the width of the paper ---- */
  let before = null;
  addEventListener('beforeprint', () => {
    before = root.dataset.theme || '';
    root.dataset.theme = 'light';
    root.dataset.print = '1';
    redraw();
  });
  addEventListener('afterprint', () => {
    if (before) root.dataset.theme = before; else delete root.dataset.theme;
    delete root.dataset.print;
    redraw();
  });
  page.draw = draw;
  page.element = element;
  return page;
})();
