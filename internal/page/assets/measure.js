'use strict';
// The measures of package demand once more, so that the page can answer for a part of its postings. Every
// function is named after the one it repeats there, where each has its definition, source and worked example;
// TestLive holds the two against each other. Nothing here touches the page.
const Measure = (() => {
  const required = 0, preferred = 1, duty = 2; // the order of job.Kinds
  const groupWeight = [1, 0.5, 0.75, 0, 0];
  const z = 1.959964, tiny = 1e-300;
  const rankFloor = 5, demandFloor = 10, closeBelow = 0.7, clearFrom = 0.9, rivalFrom = 0.1, handicap = 0.02, clearMargin = 0.05, clearSigmas = 1.645;
  const settleMost = 200, settleDraws = 1000, pileLimit = 20000, priorMass = 1.5, togetherTerms = 20, togetherFloor = 5, salaryFloor = 5;
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const bytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = (list, ...by) => list.map((x, i) => [x, i]).sort((a, b) => {
    for (const f of by) { const d = f(a[0], b[0]); if (d) return d; }
    return a[1] - b[1];
  }).map((p) => p[0]);

  function wilson(p, n) {
    if (n <= 0) return [0, 1];
    const scale = 1 + z * z / n, centre = (p + z * z / (2 * n)) / scale;
    const half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
    return [Math.max(0, centre - half), Math.min(1, centre + half)];
  }

  // compile works out once what every row asks: sets of platforms as bits, cover by exam. Equal groups are one object.
  function compile(live) {
    const E = live.exams.length, scope = Array.from({length: live.terms.length}, () => []);
    live.exams.forEach((e, c) => e.scope.forEach((t) => scope[t].push(c)));
    const inScope = Uint8Array.from(scope, (list) => (list.length ? 1 : 0));
    for (const e of live.exams) for (const d of e.domains) d.set = new Set(d.t);
    domainShares(live);
    const x = {live, E, inScope, all: live.platforms.length ? 2 ** live.platforms.length - 1 : 0, bit: (k) => (k >= 0 ? 1 << k : 0), employers: 0};
    const employers = new Map(), known = new Map();
    const group = (numbers) => {
      const key = numbers.join();
      if (!known.has(key)) known.set(key, makeGroup(x, scope, numbers));
      return known.get(key);
    };
    x.postings = live.rows.map((row, id) => {
      const [employer, role, seniority, place, remote, language, week] = row.f.map((i) => live.texts[i]);
      const p = {id, count: row.c || 1, each: row.w || 1, employer, role, seniority, place, remote, language, week, fields: row.f, pay: row.s || null, currency: row.u ? live.texts[row.u[0]] : '', period: row.u ? live.texts[row.u[1]] : '',
        seen: row.n || [], groups: row.g.map(group), cluster: -1};
      const folded = employer.trim().toLowerCase().split(/\s+/).join(' ');
      if (folded) {
        if (!employers.has(folded)) employers.set(folded, employers.size);
        p.cluster = employers.get(folded);
      }
      openPosting(p, x);
      fill(p, x);
      place_(p);
      uses(p);
      return p;
    });
    x.employers = employers.size;
    return x;
  }
  function domainShares(live) {
    for (const e of live.exams) {
      const known = sum(e.domains.map((d) => d.w)), unknown = e.domains.filter((d) => d.w === 0).length;
      for (const d of e.domains) d.share = d.w === 0 ? Math.max(0, 100 - known) / 100 / unknown : d.w / 100;
    }
  }
  function makeGroup(x, scope, numbers) {
    const kind = numbers[0] % 4, open = numbers[0] >= 4;
    const g = {kind, weight: groupWeight[kind], terms: [], kinds: [], alone: numbers.length === 2 && !open, about: 0, free: false, ai: false, accepts: 0, only: x.all, covers: new Uint8Array(x.E), side: 0};
    let both = false;
    for (const n of numbers.slice(1)) {
      const t = n >> 2, term = x.live.terms[t];
      if (!term) { g.free = true; continue; }
      g.terms.push(t);
      g.kinds.push(n & 3);
      g.about |= x.bit(term.b);
      if (term.f) g.free = true;
      if (term.ai) g.ai = true;
      g.only &= x.bit(term.p);
      for (const c of scope[t]) g.covers[c] = 1;
      const side = term.s || 0;
      if (side && g.side && side !== g.side) both = true;
      g.side = side || g.side;
    }
    if (both) g.side = 0;
    g.covered = [];
    g.covers.forEach((y, c) => { if (y) g.covered.push(c); });
    g.accepts = g.about;
    if (open) { g.accepts = x.all; g.only = 0; }
    return g;
  }
  function openPosting(p, x) {
    let soft = x.all;
    p.asks = p.only = p.admits = 0;
    p.enough = x.all;
    p.hard = p.ruled = false;
    for (const g of p.groups) {
      p.asks |= g.about;
      if (!g.about || g.free) continue; // not about platforms
      soft &= g.accepts;
      if (g.kind === required || g.kind === duty) { p.hard = true; p.enough &= g.accepts; p.only |= g.only; }
      if (g.kind === required) { p.ruled = true; p.admits |= g.accepts; }
    }
    p.alone = p.hard ? p.enough : soft;
    if (!p.hard) p.enough = 0;
  }
  function fill(p, x) {
    p.total = 0;
    p.cover = new Float64Array(x.E);
    p.barred = null;
    for (const g of p.groups) {
      if (!g.covered.length) continue;
      p.total += g.weight;
      for (const c of g.covered) p.cover[c] += g.weight;
    }
    if (!p.total) return;
    for (let c = 0; c < x.E; c++) {
      p.cover[c] /= p.total;
      const k = x.live.exams[c].p;
      if (p.ruled && k >= 0 && !(p.admits & x.bit(k))) { (p.barred = p.barred || new Uint8Array(x.E))[c] = 1; p.cover[c] = 0; }
    }
  }
  function place_(p) {
    let b = 0, i = 0;
    p.build = p.integrate = p.at = 0;
    p.ai = p.groups.some((g) => g.ai);
    if (!p.ai) return;
    for (const g of p.groups) if (g.side > 0) { p.build++; b += g.weight; } else if (g.side < 0) { p.integrate++; i += g.weight; }
    p.at = p.build + p.integrate ? b / (b + i) : 0;
  }
  // uses lists the distinct terms a posting asks for, each with its strongest kind and whether some group asks for nothing else.
  function uses(p) {
    p.terms = []; p.kinds = []; p.alones = [];
    for (const g of p.groups) for (let m = 0; m < g.terms.length; m++) {
      const at = p.terms.indexOf(g.terms[m]);
      if (at < 0) { p.terms.push(g.terms[m]); p.kinds.push(g.kinds[m]); p.alones.push(g.alone); continue; }
      if (g.alone) p.alones[at] = true;
      if (g.kinds[m] < p.kinds[at]) p.kinds[at] = g.kinds[m];
    }
  }

  // sample is a choice of the compiled rows. With votes every employer counts once, split among its rows.
  function sample(x, chosen, votes) {
    const n = chosen.length, size = new Float64Array(x.employers), at = new Int32Array(x.employers).fill(-1);
    const s = {x, live: x.live, p: chosen, n: 0, units: [], names: [], cluster: new Int32Array(n), each: new Float64Array(n), mass: new Float64Array(n), cnt: new Int32Array(n), common: 0, votes};
    for (const p of chosen) if (p.cluster >= 0) size[p.cluster] += p.count;
    for (let i = 0; i < n; i++) {
      const p = chosen[i], named = p.cluster >= 0, weight = p.each * (votes && named ? 1 / size[p.cluster] : 1);
      s.n += p.count;
      let j = named ? at[p.cluster] : -1;
      if (j < 0) { j = s.units.length; s.units.push(named ? 1 : p.count); s.names.push(p.employer); if (named) at[p.cluster] = j; }
      s.cluster[i] = j;
      s.each[i] = named ? weight * p.count : weight;
      s.mass[i] = weight * p.count;
      s.cnt[i] = p.count;
    }
    s.hit = new Float64Array(s.units.length);
    s.every = base(s, null);
    s.asks = s.live.platforms.map((_, k) => which(s, null, (p) => p.asks & x.bit(k)));
    s.common = commonEffect(s);
    return s;
  }
  // which lists the places of the postings in over (null: all) for which ok holds.
  function which(s, over, ok) {
    const out = [];
    if (over) { for (const i of over) if (ok(s.p[i])) out.push(i); } else for (let i = 0; i < s.p.length; i++) if (ok(s.p[i])) out.push(i);
    return out;
  }
  const count = (s, of) => { let n = 0; for (const i of of) n += s.cnt[i]; return n; };

  // base holds the sums over some postings that every share among them needs, by employer. With them a share costs
  // only its hits: Σ u(hit − p·all)²/(1 − all/A) is p²·Σ u·all²/(1 − all/A) but for the employers that have hits.
  function base(s, over) {
    const b = {over, all: new Float64Array(s.units.length), A: 0, units: 0, square: 0, spread: 0, of: 0, mass: 0};
    const add = (i) => { b.all[s.cluster[i]] += s.each[i]; b.of += s.cnt[i]; b.mass += s.mass[i]; };
    if (over) for (const i of over) add(i); else for (let i = 0; i < s.p.length; i++) add(i);
    for (let j = 0; j < b.all.length; j++) if (b.all[j]) { b.A += s.units[j] * b.all[j]; b.units += s.units[j]; b.square += s.units[j] * b.all[j] * b.all[j]; }
    for (let j = 0; j < b.all.length; j++) if (b.all[j]) b.spread += s.units[j] * b.all[j] * b.all[j] / (1 - b.all[j] / b.A);
    return b;
  }
  const ceiling = (b) => (b.A ? Math.max(1, b.of * b.square / (b.A * b.A)) : 1);
  // estimate is the share of hits in a base, the design effect (null where the employers cannot tell), the employers that hit.
  function estimate(s, b, hits) {
    const touched = [];
    for (const i of hits) { const j = s.cluster[i]; if (!s.hit[j]) touched.push(j); s.hit[j] += s.each[i]; }
    let sumHit = 0, employers = 0, votes = 0, v = 0;
    for (const j of touched) { sumHit += s.units[j] * s.hit[j]; employers += s.units[j]; votes += s.units[j] * s.hit[j] / b.all[j]; }
    const p = sumHit / b.A;
    for (const j of touched) { const a = b.all[j], e = s.hit[j] - p * a; v += s.units[j] * (e * e - p * p * a * a) / (1 - a / b.A); s.hit[j] = 0; }
    const out = {p, effect: null, employers, votes};
    if (b.units >= 2 && b.of >= 2 && p > 0 && p < 1) out.effect = Math.min(Math.max(1, (v + p * p * b.spread) / (b.A * b.A) / (p * (1 - p) / (b.of - 1))), ceiling(b));
    return out;
  }
  function commonEffect(s) {
    let num = 0, den = 0;
    for (const hits of s.asks) {
      const e = estimate(s, s.every, hits);
      if (e.effect !== null) { num += e.effect * e.p * (1 - e.p); den += e.p * (1 - e.p); }
    }
    return den ? num / den : 0;
  }
  const effect = (s) => (s.n ? s.common || ceiling(s.every) : 1);
  function proportion(s, b, hits) {
    const p = {k: count(s, hits), of: b.of, share: 0, low: 0, high: 1, effective: 0};
    if (!b.A) return p;
    const e = estimate(s, b, hits), top = ceiling(b);
    if (e.effect === null) e.effect = s.common === 0 || b.units < 2 ? top : Math.min(s.common, top);
    p.share = Math.min(1, e.p);
    p.effective = p.of / e.effect;
    [p.low, p.high] = wilson(p.share, p.effective);
    p.employers = e.employers;
    return p;
  }
  function votesOf(s, hits) {
    const p = {k: 0, of: 0, share: 0, low: 0, high: 1, effective: 0}, b = s.every;
    if (!b.units) return p;
    const e = estimate(s, b, hits);
    p.k = e.employers; p.of = b.units; p.share = e.votes / b.units; p.effective = b.units;
    [p.low, p.high] = wilson(p.share, b.units);
    return p;
  }

  const kindNames = ['required', 'preferred', 'duty'];
  const byKind = () => ({required: 0, preferred: 0, duty: 0});

  function platforms(s, r) {
    const x = s.x, hardly = which(s, null, (p) => p.hard), hard = base(s, hardly);
    r.hard_of = hard.of;
    r.no_platform = proportion(s, s.every, which(s, null, (p) => !p.asks));
    s.live.platforms.forEach((platform, k) => {
      const bit = x.bit(k), asks = s.asks[k];
      if (!asks.length && !platform.e) return;
      const d = {id: platform.id, name: platform.n, number: k, votes: votesOf(s, asks), by_kind: byKind(), exclusive: 0, either: 0, multi: 0, first: 0};
      d.share = proportion(s, s.every, asks);
      d.enough = proportion(s, hard, which(s, hardly, (p) => p.enough & bit));
      d.only = proportion(s, hard, which(s, hardly, (p) => p.only & bit));
      d.standing = s.every.mass ? (d.enough.share * hard.mass + d.share.share * s.every.mass) / (hard.mass + s.every.mass) : 0;
      const binds = Uint8Array.from(s.live.terms, (t) => (t.b === k ? 1 : 0));
      for (const i of asks) {
        const p = s.p[i];
        let best = 3;
        for (let m = 0; m < p.terms.length; m++) if (binds[p.terms[m]] && p.kinds[m] < best) best = p.kinds[m];
        if (best < 3) d.by_kind[kindNames[best]] += p.count;
        d[p.asks === bit ? 'exclusive' : p.alone & bit ? 'either' : 'multi'] += p.count;
      }
      r.platforms.push(d);
    });
    r.platforms = sorted(r.platforms, (a, b) => b.standing - a.standing, (a, b) => b.share.k - a.share.k);
  }

  function terms(s, r, known) {
    const lists = {service: r.services, skill: r.skills, tool: r.tools, certification: r.certterms}, T = s.live.terms.length;
    const kind = new Int32Array(3 * T), alone = new Int32Array(T);
    s.uses = s.live.terms.map(() => []);
    s.asked = new Int32Array(T);
    for (let i = 0; i < s.p.length; i++) {
      const p = s.p[i];
      for (let m = 0; m < p.terms.length; m++) {
        const t = p.terms[m];
        s.uses[t].push(i);
        s.asked[t] += p.count;
        kind[3 * t + p.kinds[m]] += p.count;
        if (p.alones[m]) alone[t] += p.count;
      }
    }
    s.live.terms.forEach((term, t) => {
      if (!s.uses[t].length || !lists[term.k]) return;
      const demand = proportion(s, s.every, s.uses[t]), employers = demand.employers;
      lists[term.k].push({id: term.id, number: t, name: term.n, kind: term.k, platform: term.p >= 0 ? s.live.platforms[term.p].id : '', state: term.st || '', was: term.w || '', all: term.a || term.w || '', demand, employers,
        by_kind: {required: kind[3 * t], preferred: kind[3 * t + 1], duty: kind[3 * t + 2]}, alone: alone[t], choice: s.asked[t] - alone[t], held: known.has(t)});
    });
    r.named = proportion(s, s.every, which(s, null, (p) => p.terms.some((t) => s.live.terms[t].k === 'certification')));
    for (const name of ['services', 'skills', 'tools', 'certterms']) r[name] = sorted(r[name], (a, b) => b.demand.k - a.demand.k, (a, b) => b.by_kind.required - a.by_kind.required);
  }

  // hold resolves what the reader has: term numbers known by it, exams held.
  function hold(live, have) {
    const known = new Set(), held = new Set();
    for (const id of have) {
      live.terms.forEach((t, i) => { if (t.id === id) known.add(i); });
      live.exams.forEach((e, c) => { if (e.code === id || (e.terms || []).includes(id)) { held.add(c); e.scope.forEach((t) => known.add(t)); } });
    }
    return {known, held};
  }
  const candidate = (e, c, held) => !e.no_fit && e.bookable && !held.has(c);

  // covers adds up the covers of the postings that have one, and lists these.
  function covers(s) {
    const counted = which(s, null, (p) => p.total > 0);
    s.covers = new Float64Array(s.x.E);
    s.whole = 0;
    for (const i of counted) {
      s.whole += s.mass[i];
      for (let c = 0; c < s.x.E; c++) s.covers[c] += s.mass[i] * s.p[i].cover[c];
    }
    s.whole = Math.max(s.whole, tiny);
    s.counted = count(s, counted);
    return counted;
  }
  // fits computes the fit of every exam; what only the leading ones show (missing terms, domains, the order of study)
  // is worked out when it is asked for.
  function fits(s, r, known, held) {
    const E = s.x.E, counted = covers(s), total = s.covers, whole = s.whole, touched = new Int32Array(E), zero = new Int32Array(E);
    r.counted = s.counted;
    r.left_out = s.n - r.counted;
    for (const i of counted) {
      const p = s.p[i];
      for (let c = 0; c < E; c++) if (p.cover[c] > 0) touched[c] += p.count;
      if (p.barred) for (let c = 0; c < E; c++) if (p.barred[c]) zero[c] += p.count;
    }
    const base = known.size ? union(s, counted, new Set(), known, whole) : 0;
    const once = (f) => { let value; return () => (value === undefined ? (value = f()) : value); };
    s.live.exams.forEach((e, c) => {
      const fit = total[c] / whole, withHave = once(() => (known.size ? union(s, counted, new Set([c]), known, whole) : fit));
      const covered = once(() => counts_(s, e.scope, s.asked, known)), missing = once(() => counts_(s, null, uncovered(s, counted, c), known));
      const parts = once(() => domains(s, e, c, counted, whole)), order = once(() => study(s, e, covered()));
      r.fits.push({code: e.code, vendor: e.vendor, number: c, fit, touched: touched[c], zero: zero[c], counted: r.counted, low: 0, high: 0, first_within: 0, recommended: 0, held: held.has(c), bookable: e.bookable, no_fit: e.no_fit || '', status: e.status,
        dropped: false,
        get with_have() { return this.dropped ? 0 : withHave(); }, get adds() { return this.dropped ? 0 : withHave() - base; },
        get covered() { return covered(); }, get missing() { return missing(); }, get domains() { return parts(); }, get study() { return order(); }});
    });
    r.plan = plan(s, counted, known, held, whole, base);
  }
  const counts_ = (s, list, k, known) => sorted((list || s.live.terms.map((_, t) => t)).filter((t) => k[t] > 0)
    .map((t) => ({t, id: s.live.terms[t].id, name: s.live.terms[t].n, k: k[t], held: known.has(t)})), (a, b) => b.k - a.k);
  function uncovered(s, counted, c) {
    const T = s.live.terms.length, k = new Int32Array(T), last = new Int32Array(T).fill(-1);
    for (const i of counted) for (const g of s.p[i].groups) {
      if (!g.covered.length || g.covers[c]) continue;
      for (const t of g.terms) if (s.x.inScope[t] && last[t] !== i) { last[t] = i; k[t] += s.cnt[i]; }
    }
    return k;
  }
  function domains(s, e, c, counted, whole) {
    const out = e.domains.map((d) => ({name: d.n, weight: d.w, demand: 0, touched: 0})), hits = new Map();
    const inside = (g) => { // domains that hold a term of the group, worked out once for each group
      if (!hits.has(g)) hits.set(g, e.domains.map((d) => g.terms.some((t) => d.set.has(t))));
      return hits.get(g);
    };
    const w = new Float64Array(out.length);
    for (const i of counted) {
      const p = s.p[i];
      if (p.barred && p.barred[c]) continue;
      w.fill(0);
      for (const g of p.groups) if (g.covers[c]) { const h = inside(g); for (let k = 0; k < w.length; k++) if (h[k]) w[k] += g.weight; }
      for (let k = 0; k < w.length; k++) if (w[k] > 0) { out[k].demand += s.mass[i] * w[k] / p.total; out[k].touched += p.count; }
    }
    out.forEach((d, k) => { d.demand /= whole; d.priority = e.domains[k].share * d.demand; });
    return out;
  }
  function study(s, e, covered) {
    const out = [];
    for (const t of covered) {
      if (t.held) continue;
      let heaviest = -1, part = 0, domain = '';
      for (const d of e.domains) {
        if (!d.set.has(t.t)) continue;
        part += d.share;
        if (d.share > heaviest) { heaviest = d.share; domain = d.n; }
      }
      out.push({...t, domain, score: t.k / s.n * Math.min(1, part)});
    }
    return sorted(out, (a, b) => b.score - a.score);
  }
  // open says whether a group is not covered yet by what is known or by the exams in has.
  const knows = (g, known) => known.size > 0 && g.terms.some((t) => known.has(t));
  const coveredBy = (g, p, has) => { for (const c of has) if (g.covers[c] && !(p.barred && p.barred[c])) return true; return false; };
  function union(s, counted, has, known, whole) {
    let total = 0;
    for (const i of counted) {
      const p = s.p[i];
      let w = 0;
      for (const g of p.groups) if (g.covered.length && (knows(g, known) || coveredBy(g, p, has))) w += g.weight;
      total += s.mass[i] * w / p.total;
    }
    return total / whole;
  }
  // plan adds the exam that gains most; one pass over the groups still open gives the gain of every exam.
  function plan(s, counted, known, held, whole, total) {
    const out = [], has = new Set(), E = s.x.E;
    while (out.length < 3) {
      const gain = new Float64Array(E);
      for (const i of counted) {
        const p = s.p[i], w = s.mass[i] / p.total;
        for (const g of p.groups) {
          if (!g.covered.length || knows(g, known) || coveredBy(g, p, has)) continue;
          for (const c of g.covered) if (!(p.barred && p.barred[c])) gain[c] += w * g.weight;
        }
      }
      let best = -1;
      s.live.exams.forEach((e, c) => { if (candidate(e, c, held) && !has.has(c) && gain[c] / whole > (best < 0 ? 0 : gain[best] / whole) + 1e-9) best = c; });
      if (best < 0) break;
      has.add(best);
      out.push({code: s.live.exams[best].code, adds: gain[best] / whole, total: total + gain[best] / whole});
      total += gain[best] / whole;
    }
    return out;
  }

  function who(s, r) {
    const J = s.units.length, total = new Int32Array(J), of = r.platforms.map(() => new Int32Array(J));
    for (let i = 0; i < s.p.length; i++) total[s.cluster[i]] += s.cnt[i];
    r.platforms.forEach((d, m) => { for (const i of s.asks[d.number]) of[m][s.cluster[i]] += s.cnt[i]; });
    const rows = [];
    r.unknown_employer = 0;
    for (let j = 0; j < J; j++) {
      if (!s.names[j].trim()) { r.unknown_employer += total[j]; continue; }
      const platform = {};
      r.platforms.forEach((d, m) => { if (of[m][j]) platform[d.id] = of[m][j]; });
      rows.push({name: s.names[j], postings: total[j], platform});
    }
    r.employer_rows = rows.sort((a, b) => b.postings - a.postings || bytes(a.name, b.name));
    r.employers = rows.length;
    r.platforms.forEach((d, m) => {
      if (!d.share.k) return;
      const list = [];
      for (let j = 0; j < J; j++) {
        if (!of[m][j]) continue;
        if (s.names[j].trim()) list.push({name: s.names[j], postings: of[m][j]});
        else for (let n = 0; n < of[m][j]; n++) list.push({name: '', postings: 1});
      }
      list.sort((a, b) => b.postings - a.postings || bytes(a.name, b.name));
      const c = {platform: d.id, of: d.share.k, all: list.length, k: 0, employers: []};
      for (const e of list) { if (2 * c.k >= c.of) break; c.k += e.postings; c.employers.push(e.name); }
      c.share = c.k / Math.max(1, c.of);
      r.concentration.push(c);
    });
    const facet = (field) => {
      const of = new Map();
      for (let i = 0; i < s.p.length; i++) { const v = s.p[i].fields[field]; if (of.has(v)) of.get(v).push(i); else of.set(v, [i]); }
      const values = [...of].map(([v, hits]) => ({value: s.live.texts[v], hits, n: count(s, hits)})).sort((a, b) => b.n - a.n || bytes(a.value, b.value)).slice(0, 50);
      return values.map(({value, hits}) => {
        const f = {value, postings: proportion(s, s.every, hits), platform: {}};
        for (const d of r.platforms) { const bit = s.x.bit(d.number); let n = 0; for (const i of hits) if (s.p[i].asks & bit) n += s.cnt[i]; if (n) f.platform[d.id] = n; }
        return f;
      });
    };
    r.roles = facet(1); r.seniority = facet(2); r.places = facet(3); r.remote = facet(4); r.languages = facet(5);
    salaries(s, r);
  }
  function quantile(list, q) {
    if (!list.length) return 0;
    const at = q * (list.length - 1), i = Math.floor(at);
    return i + 1 >= list.length ? list[list.length - 1] : list[i] + (at - i) * (list[i + 1] - list[i]);
  }
  function box(x) {
    const b = {min: x[0], q1: quantile(x, 0.25), median: quantile(x, 0.5), q3: quantile(x, 0.75), max: x[x.length - 1]}, reach = 1.5 * (b.q3 - b.q1);
    b.whisker_low = b.q1; b.whisker_high = b.q3;
    for (const v of x) if (v >= b.q1 - reach && v <= b.q3 + reach) { b.whisker_low = Math.min(b.whisker_low, v); b.whisker_high = Math.max(b.whisker_high, v); }
    return b;
  }
  function salaries(s, r) {
    const units = new Map();
    for (const p of s.p) {
      if (!p.pay) continue;
      const key = JSON.stringify([p.currency, p.period]), mid = p.pay[0] > 0 && p.pay[1] > 0 ? (p.pay[0] + p.pay[1]) / 2 : Math.max(p.pay[0], p.pay[1]);
      if (!units.has(key)) units.set(key, new Map());
      const of = units.get(key), put = (id) => { if (!of.has(id)) of.set(id, []); for (let n = 0; n < p.count; n++) of.get(id).push(mid); };
      put('');
      s.live.platforms.forEach((d, k) => { if (p.asks & s.x.bit(k)) put(d.id); });
    }
    for (const [key, of] of units) for (const [platform, list] of of) {
      const [currency, period] = JSON.parse(key), b = {currency, period, platform, n: list.length, hidden: list.length < salaryFloor};
      if (!b.hidden) { list.sort((x, y) => x - y); b.mid = box(list); }
      r.salaries.push(b);
    }
    r.salaries.sort((a, b) => bytes(a.currency, b.currency) || bytes(a.period, b.period) || bytes(a.platform, b.platform));
  }

  function together(s, r) {
    const list = [...r.skills, ...r.tools].sort((a, b) => b.demand.k - a.demand.k || bytes(a.id, b.id)).slice(0, togetherTerms);
    const ps = r.platforms.filter((p) => p.share.k > 0);
    r.together = {of: s.n, platforms: ps.map((p) => p.id), terms: list.map((t) => t.id), cells: []};
    for (const t of list) for (const p of ps) {
      const c = {platform: p.id, term: t.id, name: t.name, of_platform: p.share.k, of_term: t.demand.k, both: 0, lift: 0}, bit = s.x.bit(p.number);
      for (const i of s.uses[t.number]) if (s.p[i].asks & bit) c.both += s.cnt[i];
      c.shown = c.both >= togetherFloor;
      if (c.shown) c.lift = c.both * s.n / (c.of_platform * c.of_term);
      r.together.cells.push(c);
    }
  }

  // piles finds two large parts whose own verdicts differ: the two largest roles, or the two largest languages.
  function* piles(s, r) {
    r.piles = [];
    if (s.n > pileLimit) return;
    let most = 0;
    for (const field of ['role', 'language']) {
      const two = yield* parts(s, r, field);
      if (two.length < 2 || two[0].certification === two[1].certification) continue;
      const differ = 1 - sum(two[0].named.map((n, c) => n * two[1].named[c]));
      if (differ >= clearFrom && differ > most) { most = differ; r.piles = two; }
    }
  }
  function* parts(s, r, field) {
    const of = new Map(), out = [];
    for (let i = 0; i < s.p.length; i++) { const v = s.p[i][field]; if (v) { if (of.has(v)) of.get(v).push(i); else of.set(v, [i]); } }
    const two = [...of].map(([value, list]) => ({value, list, n: count(s, list)})).sort((x, y) => y.n - x.n || bytes(x.value, y.value)).slice(0, 2);
    if (two.length < 2 || two[1].n < rankFloor) return [];
    for (const part of two) {
      const a = yield* alone(sample(s.x, part.list.map((i) => s.p[i]), s.votes), r.held);
      if (a.rec.verdict === 'none' || a.rec.verdict === 'tally') return [];
      out.push({role: '', language: '', [field]: part.value, postings: part.n, verdict: a.rec.verdict, certification: a.rec.certification, runner_up: a.rec.runner_up || '', named: a.named.map((k) => k / s.live.draws), fits: a.fit});
    }
    const fit = (p, code) => { const c = s.live.exams.findIndex((e) => e.code === code); return c < 0 ? 0 : p.fits[c]; };
    out.forEach((p, i) => Object.assign(p, {fit: fit(p, p.certification), next: fit(p, p.runner_up), other: fit(p, out[1 - i].certification)}));
    return out;
  }
  // alone is the recommendation for a sample by itself, without what would change it.
  function* alone(s, held) {
    covers(s);
    const a = yield* ask(s, held);
    return {...a, rec: recommend(s, a, s.n / effect(s), held)};
  }

  function axis(s, r) {
    const a = {places: [], bins: new Array(10).fill(0), counted: 0, left_out: 0, mean: 0, low: 0, high: 0};
    let total = 0, m = 0;
    for (let i = 0; i < s.p.length; i++) {
      const p = s.p[i];
      if (!(p.build + p.integrate)) { a.left_out += p.count; continue; }
      a.places.push({posting: p.id, count: p.count, at: p.at, build: p.build, integrate: p.integrate});
      a.bins[Math.min(9, Math.floor(p.at * 10))] += p.count;
      a.counted += p.count;
      total += s.mass[i] * p.at;
      m += s.mass[i];
    }
    if (m > 0) a.mean = total / m;
    r.axis = a;
  }

  // monday is the first day of an ISO week, as a number of days; null when the text is not one.
  function monday(week) {
    const m = /^(\d{4})-W(\d{2})$/.exec(week);
    if (!m) return null;
    const fourth = Date.UTC(+m[1], 0, 4) / 864e5, day = fourth + (m[2] - 1) * 7 - (new Date(fourth * 864e5).getUTCDay() + 6) % 7;
    return weekOf(day) === week ? day : null;
  }
  function weekOf(day) {
    const thursday = new Date((day - (new Date(day * 864e5).getUTCDay() + 6) % 7 + 3) * 864e5), first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
    return `${String(thursday.getUTCFullYear()).padStart(4, '0')}-W${String(1 + Math.floor((thursday - first) / 6048e5)).padStart(2, '0')}`;
  }
  function weeks(s, r) {
    const of = new Map(), days = new Map();
    let first = Infinity, last = -Infinity;
    for (let i = 0; i < s.p.length; i++) {
      const w = s.p[i].week;
      if (!days.has(w)) days.set(w, monday(w));
      if (days.get(w) === null) continue;
      if (of.has(w)) of.get(w).push(i); else of.set(w, [i]);
    }
    for (const w of of.keys()) { first = Math.min(first, days.get(w)); last = Math.max(last, days.get(w)); }
    for (let m = first; of.size && m <= last && r.weeks.length < 520; m += 7) {
      const w = {week: weekOf(m), platforms: {}}, here = of.get(w.week) || [];
      w.postings = count(s, here);
      if (w.postings) { const b = base(s, here); for (const d of r.platforms) w.platforms[d.id] = proportion(s, b, which(s, here, (p) => p.asks & s.x.bit(d.number))); }
      r.weeks.push(w);
    }
  }

  // counts is everything that needs no draw.
  function counts(x, chosen, have, votes) {
    const s = sample(x, chosen, votes), {known, held} = hold(x.live, have);
    const r = {postings: s.n, platforms: [], services: [], skills: [], tools: [], certterms: [], fits: [], plan: [], concentration: [], salaries: [], weeks: [], recommendation: {verdict: 'none'}, have, known, held};
    r.design_effect = effect(s);
    r.effective = s.n / r.design_effect;
    platforms(s, r);
    terms(s, r, known);
    fits(s, r, known, held);
    who(s, r);
    together(s, r);
    r.piles = []; // told with the draws
    axis(s, r);
    weeks(s, r);
    order(s, r, x.live, held);
    return {s, r};
  }

  /* ---- the two steps, in the data and in every draw ---- */
  function rule(live, standing, ok) {
    const u = {live, from: [], stepOne: false, sd: null};
    live.exams.forEach((e, c) => { if (ok(e, c)) { u.from.push(c); u.stepOne = u.stepOne || (e.p >= 0 && standing[e.p] > 0); } });
    u.ahead = (fit, c) => (live.exams[c].status !== 'active' ? fit[c] - handicap : fit[c]);
    u.best = (fit, platform) => {
      let best = -1;
      for (const c of u.from) if ((platform < 0 || live.exams[c].p === platform) && (best < 0 || u.ahead(fit, c) > u.ahead(fit, best))) best = c;
      return best;
    };
    u.lead = (fit, st) => {
      const a = {platform: -1, within: -1, cert: u.best(fit, -1)};
      if (!u.stepOne || a.cert < 0) return a;
      for (const c of u.from) { const k = live.exams[c].p; if (k >= 0 && (a.platform < 0 || st[k] > st[a.platform])) a.platform = k; }
      a.within = u.best(fit, a.platform);
      if (!u.clearly(fit, a.cert, a.within)) a.cert = a.within;
      return a;
    };
    u.clearly = (fit, a, b) => a !== b && u.sd !== null && u.ahead(fit, a) - u.ahead(fit, b) > Math.max(clearMargin, clearSigmas * u.sd[a][b]);
    u.spreads = (fitDraws) => {
      u.sd = live.exams.map(() => null);
      for (const a of u.from) {
        u.sd[a] = new Float64Array(live.exams.length);
        for (const b of u.from) {
          let one = 0, two = 0;
          for (const f of fitDraws) { const d = f[a] - f[b]; one += d; two += d * d; }
          const mean = one / fitDraws.length;
          u.sd[a][b] = Math.sqrt(Math.max(0, two / fitDraws.length - mean * mean));
        }
      }
    };
    return u;
  }
  // totals are the sums over the postings from which fits and standings follow; one can be taken out again.
  function totals(s) {
    const t = {mass: s.whole > tiny ? s.whole : 0, cover: s.covers.slice(), standing: new Float64Array(s.live.platforms.length)};
    s.live.platforms.forEach((_, k) => {
      const b = s.x.bit(k);
      for (let i = 0; i < s.p.length; i++) t.standing[k] += ((s.p[i].asks & b ? 1 : 0) + (s.p[i].enough & b ? 1 : 0)) * s.mass[i];
    });
    return t;
  }
  function take(s, t, p, w) {
    if (p.total > 0) { t.mass -= w; for (let c = 0; c < t.cover.length; c++) t.cover[c] -= w * p.cover[c]; }
    for (let k = 0; k < t.standing.length; k++) { const b = s.x.bit(k); t.standing[k] -= ((p.asks & b ? 1 : 0) + (p.enough & b ? 1 : 0)) * w; }
  }
  const fitOf = (t) => t.cover.map((x) => x / Math.max(t.mass, tiny));
  const shelf = (f) => (f.no_fit ? 2 : f.bookable ? 0 : 1);
  function order(s, r, live, held) {
    const t = totals(s), u = rule(live, t.standing, (e, c) => candidate(e, c, held)), fit = fitOf(t);
    const tally = u.from.length > 0 && r.counted > 0 && Math.min(r.effective, r.counted) < rankFloor; // below it nothing is computed
    for (const f of r.fits) if (tally) f.no_fit = f.no_fit || `fewer than ${rankFloor} independent postings`;
    for (const f of r.fits) if (f.no_fit || !r.counted) { f.fit = 0; f.dropped = true; }
    r.tally = tally;
    if (tally) { r.plan = []; r.fits = sorted(r.fits, (a, b) => bytes(a.code, b.code)); return; }
    r.fits = sorted(r.fits, (a, b) => shelf(a) - shelf(b), (a, b) => u.ahead(fit, b.number) - u.ahead(fit, a.number));
  }

  /* ---- draws ---- */
  // random is a small fast generator (sfc32); gamma is Marsaglia and Tsang's.
  function random(seed) {
    let a = seed >>> 0, b = 0x9e3779b9, c = 0x243f6a88, d = 1;
    const next = () => { const t = (a + b + d) | 0; d = (d + 1) | 0; a = b ^ (b >>> 9); b = (c + (c << 3)) | 0; c = ((c << 21) | (c >>> 11)) + t | 0; return (t >>> 0) / 4294967296; };
    for (let i = 0; i < 16; i++) next();
    let spare = null;
    const normal = () => {
      if (spare !== null) { const x = spare; spare = null; return x; }
      const r = Math.sqrt(-2 * Math.log(1 - next())), t = 2 * Math.PI * next();
      spare = r * Math.sin(t);
      return r * Math.cos(t);
    };
    const gamma = (shape) => {
      if (shape === 1) return -Math.log(1 - next());
      if (shape < 1) return gamma(shape + 1) * Math.pow(1 - next(), 1 / shape);
      const d0 = shape - 1 / 3, c0 = 1 / Math.sqrt(9 * d0);
      for (;;) {
        const x = normal();
        let v = 1 + c0 * x;
        if (v <= 0) continue;
        v = v * v * v;
        if (Math.log(1 - next()) < 0.5 * x * x + d0 - d0 * v + d0 * Math.log(v)) return d0 * v;
      }
    };
    return {normal, gamma};
  }
  // table is one row of sums for each employer and imaginary posting: countable mass, axis mass, axis place, covers, standings.
  function table(s, held) {
    const live = s.live, E = live.exams.length, P = live.platforms.length, width = 3 + E + P;
    const rows = s.units.map(() => new Float64Array(width)), units = s.units.slice(), real = rows.length;
    for (let i = 0; i < s.p.length; i++) {
      const row = rows[s.cluster[i]], p = s.p[i], w = s.each[i];
      if (p.build + p.integrate) { row[1] += w; row[2] += w * p.at; }
      if (p.total > 0) { row[0] += w; for (let c = 0; c < E; c++) row[3 + c] += w * p.cover[c]; }
      for (let k = 0; k < P; k++) { const b = s.x.bit(k); row[3 + E + k] += ((p.asks & b ? 1 : 0) + (p.hard && p.enough & b ? 1 : 0)) * w; }
    }
    const parts = new Map();
    live.exams.forEach((e, c) => { if (candidate(e, c, held) && e.size > 0) { if (!parts.has(e.p)) parts.set(e.p, []); parts.get(e.p).push(c); } });
    for (const [k, list] of parts) for (const c of list) {
      const row = new Float64Array(width);
      row[0] = 1;
      live.exams[c].prior.forEach((x, o) => { row[3 + o] = x; });
      if (k >= 0) row[3 + E + k] = 2;
      rows.push(row);
      units.push(priorMass / (parts.size * list.length));
    }
    return {rows, units, real, width, E, P};
  }
  // employers above which the sum of their gamma weights is drawn from the normal distribution it tends to.
  const many = 400;
  function drawer(t, scale) {
    const J = sum(t.units.slice(0, t.real));
    scale *= Math.max(1 / 3, 1 - 3.5 / Math.max(1, J));
    const shape = t.units.map((u, j) => (j < t.real ? u * scale : u));
    if (t.rows.length <= many) {
      return (rnd, out) => {
        out.fill(0);
        for (let j = 0; j < t.rows.length; j++) {
          const g = rnd.gamma(shape[j]), row = t.rows[j];
          for (let k = 0; k < t.width; k++) out[k] += g * row[k];
        }
      };
    }
    // The covariance of the sum is Σ shape·row·rowᵀ; it is added up once, employers and prior apart, and scaled.
    if (!t.cov) t.cov = [spread(t, 0, t.real), spread(t, t.real, t.rows.length)];
    const W = t.width, [a, b] = t.cov, mean = a.mean.map((m, k) => scale * m + b.mean[k]);
    const root = cholesky(Array.from({length: W}, (_, r) => Float64Array.from({length: W}, (_, k) => scale * a.cov[r * W + k] + b.cov[r * W + k])));
    return (rnd, out) => {
      const e = Array.from(out, () => rnd.normal());
      for (let a = 0; a < t.width; a++) { let x = mean[a]; for (let b = 0; b <= a; b++) x += root[a][b] * e[b]; out[a] = Math.max(0, x); }
    };
  }
  function spread(t, from, to) {
    const W = t.width, mean = new Float64Array(W), cov = new Float64Array(W * W), used = [];
    for (let j = from; j < to; j++) {
      const row = t.rows[j], u = t.units[j];
      used.length = 0;
      for (let k = 0; k < W; k++) if (row[k]) used.push(k);
      for (const a of used) { mean[a] += u * row[a]; for (const b of used) { if (b > a) break; cov[a * W + b] += u * row[a] * row[b]; } }
    }
    return {mean, cov};
  }
  function cholesky(m) {
    const n = m.length, l = Array.from({length: n}, () => new Float64Array(n));
    for (let a = 0; a < n; a++) for (let b = 0; b <= a; b++) {
      let x = m[a][b];
      for (let k = 0; k < b; k++) x -= l[a][k] * l[b][k];
      if (a === b) l[a][a] = x > 1e-12 ? Math.sqrt(x) : 0;
      else l[a][b] = l[b][b] ? x / l[b][b] : 0;
    }
    return l;
  }
  // run makes draws; it yields now and then so that the page stays alive.
  function* run(t, scale, n) {
    const draw = drawer(t, scale), out = new Float64Array(t.width), fit = [], standing = [], place = [];
    for (let i = 0; i < n; i++) {
      draw(random(i * 2654435761 + 20261122), out);
      const m = Math.max(out[0], tiny);
      fit.push(out.slice(3, 3 + t.E).map((x) => x / m));
      standing.push(out.slice(3 + t.E));
      if (out[1] > 0) place.push(out[2] / out[1]);
      if (i % 50 === 49) yield;
    }
    return {fit, standing, place};
  }
  const middle = (list) => { const a = Float64Array.from(list).sort(); return [quantile(a, 0.025), quantile(a, 0.975)]; };

  // ask goes the two steps for the postings and for every draw.
  function* ask(s, held) {
    const live = s.live, t = totals(s), u = rule(live, t.standing, (e, c) => candidate(e, c, held)), tab = table(s, held), base = yield* run(tab, 1, live.draws);
    u.spreads(base.fit);
    const fit = fitOf(t), named = new Array(s.x.E).fill(0);
    for (let i = 0; i < live.draws; i++) {
      const c = u.lead(base.fit[i], base.standing[i]).cert;
      if (c >= 0) named[c]++;
      if (i % 200 === 199) yield;
    }
    return {...u.lead(fit, t.standing), u, t, fit, named, tab, base};
  }
  // recommend is the recommendation without what would change it; of a tally it names nothing.
  function recommend(s, a, worth, held) {
    const live = s.live, n = live.draws, code = (c) => (c < 0 ? '' : live.exams[c].code), rec = {verdict: 'none', to_settle: -1, flip: null};
    if (a.cert < 0 || !s.counted) return rec;
    const effective = Math.min(worth, s.counted), first = a.named[a.cert] / n;
    rec.verdict = judge(effective, first);
    rec.reason = reason(rec.verdict, first, effective);
    if (rec.verdict === 'tally') return rec;
    Object.assign(rec, {certification: code(a.cert), first, within: code(a.within), overruled: a.within >= 0 && a.cert !== a.within});
    if (a.platform >= 0) rec.platform = live.platforms[a.platform].id;
    const next = second(a.named, sorted(a.u.from, (x, y) => a.u.ahead(a.fit, y) - a.u.ahead(a.fit, x)), a.cert, n);
    if (next >= 0) { rec.runner_up = code(next); rec.runner_up_first = a.named[next] / n; }
    return rec;
  }
  // certainty fills what the draws decide: intervals of fits, how often each comes first, the recommendation.
  function* certainty({s, r}) {
    const live = s.live, held = r.held, n = live.draws, E = live.exams.length, a = yield* ask(s, held), {u, t, fit, base} = a;
    const within = new Array(E).fill(0), first = new Array(live.platforms.length).fill(0);
    for (let i = 0; i < n && u.from.length; i++) {
      live.platforms.forEach((_, k) => { const c = u.best(base.fit[i], k); if (c >= 0) within[c]++; });
      let top = 0;
      base.standing[i].forEach((x, k) => { if (x > base.standing[i][top]) top = k; });
      first[top]++;
      if (i % 200 === 199) yield;
    }
    const rec = r.recommendation = recommend(s, a, r.effective, held), tally = rec.verdict === 'tally';
    for (const f of r.fits) {
      f.recommended = tally ? 0 : a.named[f.number] / n; f.first_within = tally ? 0 : within[f.number] / n;
      [f.low, f.high] = f.no_fit || !r.counted ? [0, 0] : middle(base.fit.map((x) => x[f.number]));
      if (!f.no_fit && r.counted) { f.low = Math.min(f.low, f.fit); f.high = Math.max(f.high, f.fit); }
    }
    for (const p of r.platforms) p.first = tally ? 0 : first[p.number] / n;
    if (base.place.length && r.axis.counted) [r.axis.low, r.axis.high] = middle(base.place);
    yield* piles(s, r);
    if (tally || rec.verdict === 'none') return;
    if (rec.platform) rec.platform_first = r.platforms.find((p) => p.id === rec.platform).first;
    rec.flip = flip(s, u, t, a.cert);
    rec.to_settle = yield* settle(a.tab, u, a.cert, rec.first, r.counted);
    const all = rule(live, t.standing, (e) => !e.no_fit && e.bookable);
    if (all.from.length > u.from.length) {
      all.spreads(base.fit);
      const b = all.lead(fit, t.standing).cert;
      if (b >= 0 && held.has(b)) rec.held_best = live.exams[b].code;
    }
  }
  function judge(effective, first) {
    if (effective <= 0) return 'none';
    if (effective < rankFloor) return 'tally';
    if (first < closeBelow) return 'too close';
    return first < clearFrom || effective < demandFloor ? 'leaning' : 'clear';
  }
  function reason(verdict, first, effective) {
    const worth = `the postings are worth ${effective.toFixed(1)} independent ones`;
    if (verdict === 'tally') return `${worth}, and nothing is ranked below ${rankFloor}`;
    if (verdict === 'too close') return `it comes first in ${short(first)} of resamples, and none is named alone below ${short(closeBelow)}`;
    if (verdict === 'leaning') return first >= clearFrom ? `${worth}, too few to be sure` : `it comes first in ${short(first)} of resamples, short of ${short(clearFrom)}`;
    return '';
  }
  // short writes a share of draws; one that falls short of a threshold never reads as if it reached it.
  function short(first) {
    const n = Math.round(100 * first);
    return ([closeBelow, clearFrom].some((l) => first < l && n === Math.round(100 * l)) ? 'just under ' : '') + n + '\u00a0%';
  }
  function second(named, order, cert, draws) {
    let rival = -1, next = -1;
    for (const c of order) if (c !== cert) {
      if (next < 0) next = c;
      if (rival < 0 || named[c] > named[rival]) rival = c;
    }
    return rival >= 0 && named[rival] / draws >= rivalFrom ? rival : next;
  }
  function* settle(tab, u, cert, first, n) {
    if (first >= clearFrom) return 0;
    const led = function* (m) {
      const more = yield* run(tab, (n + m) / n, settleDraws);
      let k = 0;
      more.fit.forEach((f, i) => { if (u.lead(f, more.standing[i]).cert === cert) k++; });
      return k / settleDraws >= clearFrom;
    };
    if (!(yield* led(settleMost))) return -1;
    let low = 0, high = settleMost;
    while (high - low > 1) { const m = (low + high) >> 1; if (yield* led(m)) high = m; else low = m; }
    return high;
  }
  function flip(s, u, t, cert) {
    const lead = (rest) => (rest.mass < 1e-9 ? -1 : u.lead(fitOf(rest), rest.standing).cert);
    const rest = () => ({mass: t.mass, cover: t.cover.slice(), standing: t.standing.slice()});
    const by = s.units.map(() => []);
    let best = null;
    for (let i = 0; i < s.p.length; i++) {
      by[s.cluster[i]].push(i);
      const p = s.p[i], left = rest();
      take(s, left, p, s.mass[i] / s.cnt[i]);
      const to = lead(left);
      if (to < 0 || to === cert || s.n === 1) continue;
      best = best || {employer: p.employer, posting: p.id, postings: 1, alike: 0, to: s.live.exams[to].code};
      best.alike += p.count;
    }
    if (best) return best;
    for (const list of by) {
      const n = count(s, list);
      if (n < 2 || n === s.n || s.p[list[0]].cluster < 0 || (best && n >= best.postings)) continue;
      const left = rest();
      for (const i of list) take(s, left, s.p[i], s.mass[i]);
      const to = lead(left);
      if (to >= 0 && to !== cert) best = {employer: s.p[list[0]].employer, posting: -1, postings: n, alike: 0, to: s.live.exams[to].code};
    }
    return best;
  }

  return {compile, counts, certainty, short, rankFloor, axisFloor: rankFloor, eachMost: 15, demandFloor, closeBelow, clearFrom, wilson};
})();
