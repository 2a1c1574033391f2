'use strict';
// The measures of package demand once more, so that the page can answer for a part of its postings. Every
// function is named after the one it repeats there, where each has its definition, source and worked example;
// TestLive holds the two against each other. Nothing here touches the page.
const Measure = (() => {
  const required = 0, preferred = 1, duty = 2; // the order of job.Kinds
  const groupWeight = [1, 0.5, 0.75, 0, 0];
  const z = 1.959964, tiny = 1e-300;
  const rankFloor = 5, demandFloor = 10, closeBelow = 0.75, clearFrom = 0.9, handicap = 0.02, clearMargin = 0.05, clearSigmas = 1.645;
  const settleMost = 200, settleDraws = 1000, priorMass = 1.5, togetherTerms = 20, togetherFloor = 5, salaryFloor = 5;
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

  // compile works out once what every row asks: sets of platforms as bits, cover by exam.
  function compile(live) {
    const E = live.exams.length, T = live.terms.length;
    const scope = Array.from({length: T + 1}, () => []);
    live.exams.forEach((e, c) => e.scope.forEach((t) => scope[t].push(c)));
    live.exams.forEach((e) => e.domains.forEach((d) => { d.set = new Set(d.t); }));
    domainShares(live);
    const all = live.platforms.length ? 2 ** live.platforms.length - 1 : 0;
    const bit = (p) => (p >= 0 ? 1 << p : 0);
    const text = (i) => live.texts[i];
    const postings = live.rows.map((row, id) => {
      const p = {id, count: row.c || 1, each: row.w || 1, employer: text(row.f[0]), role: text(row.f[1]), seniority: text(row.f[2]), place: text(row.f[3]),
        remote: text(row.f[4]), language: text(row.f[5]), week: text(row.f[6]), pay: row.s || null, currency: row.u ? text(row.u[0]) : '', period: row.u ? text(row.u[1]) : '',
        seen: row.n || [], groups: [], asks: 0, hard: false, enough: all, only: 0, alone: all, ruled: false, admits: 0, total: 0, cover: null};
      p.key = p.employer.trim().toLowerCase().split(/\s+/).join(' ');
      for (const g of row.g) p.groups.push(group(live, scope, all, bit, g));
      openPosting(p);
      fill(p, live, E, bit);
      place(p, live);
      return p;
    });
    return {live, postings, E, bit, all};
  }
  function domainShares(live) {
    for (const e of live.exams) {
      const known = sum(e.domains.map((d) => d.w)), unknown = e.domains.filter((d) => d.w === 0).length;
      for (const d of e.domains) d.share = d.w === 0 ? Math.max(0, 100 - known) / 100 / unknown : d.w / 100;
    }
  }
  function group(live, scope, all, bit, numbers) {
    const kind = numbers[0] % 4, open = numbers[0] >= 4;
    const g = {kind, weight: groupWeight[kind], terms: [], kinds: [], alone: numbers.length === 2 && !open, about: 0, accepts: 0, only: all, covered: [], bits: 0};
    const covered = new Set();
    for (const x of numbers.slice(1)) {
      const t = x >> 2, term = live.terms[t];
      if (!term) { g.only = 0; continue; }
      g.terms.push(t);
      g.kinds.push(x & 3);
      g.about |= bit(term.b);
      g.only &= bit(term.p);
      scope[t].forEach((c) => covered.add(c));
    }
    g.covered = [...covered];
    g.accepts = g.about;
    if (open) { g.accepts = all; g.only = 0; }
    return g;
  }
  function openPosting(p) {
    let soft = p.alone;
    for (const g of p.groups) {
      if (!g.about) continue;
      p.asks |= g.about;
      soft &= g.accepts;
      if (g.kind === required || g.kind === duty) { p.hard = true; p.enough &= g.accepts; p.only |= g.only; }
      if (g.kind === required) { p.ruled = true; p.admits |= g.accepts; }
    }
    p.alone = soft;
    if (p.hard) p.alone = p.enough; else p.enough = 0;
  }
  function fill(p, live, E, bit) {
    const cover = new Float64Array(E);
    for (const g of p.groups) {
      if (!g.covered.length) continue;
      p.total += g.weight;
      for (const c of g.covered) cover[c] += g.weight;
    }
    p.barred = new Uint8Array(E);
    if (!p.total) return;
    for (let c = 0; c < E; c++) {
      cover[c] /= p.total;
      const k = live.exams[c].p;
      if (p.ruled && k >= 0 && !(p.admits & bit(k))) { p.barred[c] = 1; cover[c] = 0; }
    }
    p.cover = cover;
  }
  function place(p, live) {
    let b = 0, i = 0;
    p.build = p.integrate = 0;
    for (const g of p.groups) {
      let side = 0;
      for (const t of g.terms) {
        const s = live.terms[t].s || 0;
        if (s && side && s !== side) { side = 0; break; }
        side = s || side;
      }
      if (side > 0) { p.build++; b += g.weight; } else if (side < 0) { p.integrate++; i += g.weight; }
    }
    p.at = p.build + p.integrate ? b / (b + i) : 0;
  }

  // sample is a choice of the compiled rows. With votes every employer counts once, split among its rows.
  function sample(x, chosen, votes) {
    const s = {x, live: x.live, postings: [], units: [], names: [], n: 0, common: 0};
    const named = new Map(), size = new Map();
    for (const p of chosen) if (p.key) size.set(p.key, (size.get(p.key) || 0) + p.count);
    for (const p of chosen) {
      const q = {p, weight: p.each * (votes && p.key ? 1 / size.get(p.key) : 1), cluster: s.units.length};
      s.n += p.count;
      if (p.key && named.has(p.key)) q.cluster = named.get(p.key);
      else { s.units.push(p.key ? 1 : p.count); s.names.push(p.employer); if (p.key) named.set(p.key, q.cluster); }
      q.each = p.key ? q.weight * p.count : q.weight;
      q.mass = q.weight * p.count;
      s.postings.push(q);
    }
    s.every = s.postings.map((_, i) => i);
    s.uses = findUses(s);
    s.everyAll = new Float64Array(s.units.length);
    for (const q of s.postings) s.everyAll[q.cluster] += q.each;
    s.common = commonEffect(s);
    return s;
  }
  function findUses(s) {
    const out = s.live.terms.map(() => []);
    s.postings.forEach((q, i) => {
      for (const g of q.p.groups) g.terms.forEach((t, k) => {
        const list = out[t], last = list[list.length - 1];
        if (!last || last.posting !== i) list.push({posting: i, kind: g.kinds[k], alone: g.alone});
        else { last.alone = last.alone || g.alone; if (g.kinds[k] < last.kind) last.kind = g.kinds[k]; }
      });
    });
    return out;
  }
  const count = (s, of) => { let n = 0; for (const i of of) n += s.postings[i].p.count; return n; };
  const mass = (s, of) => { let n = 0; for (const i of of) n += s.postings[i].mass; return n; };
  const where = (s, of, ok) => of.filter((i) => ok(s.postings[i].p));

  // clusters holds, by employer, the weight of all and of hits; those without any are skipped by their users.
  function clusters(s, over, hits) {
    let all = s.everyAll;
    if (over !== s.every) { all = new Float64Array(s.units.length); for (const i of over) all[s.postings[i].cluster] += s.postings[i].each; }
    const hit = new Float64Array(s.units.length);
    for (const i of hits) hit[s.postings[i].cluster] += s.postings[i].each;
    let sumAll = 0, sumHit = 0, units = 0, square = 0;
    for (let j = 0; j < all.length; j++) {
      if (!all[j]) continue;
      const u = s.units[j];
      sumAll += u * all[j]; sumHit += u * hit[j]; units += u; square += u * all[j] * all[j];
    }
    return {all, hit, sumAll, sumHit, units, square};
  }
  const ceiling = (c, n) => (c.sumAll ? Math.max(1, n * c.square / (c.sumAll * c.sumAll)) : 1);
  function designEffect(s, c, n) {
    const p = c.sumHit / c.sumAll;
    if (c.units < 2 || n < 2 || !(p > 0) || p >= 1) return null;
    let v = 0;
    for (let j = 0; j < c.all.length; j++) {
      if (!c.all[j]) continue;
      const e = c.hit[j] - p * c.all[j];
      v += s.units[j] * e * e / (1 - c.all[j] / c.sumAll);
    }
    return Math.min(Math.max(1, v / (c.sumAll * c.sumAll) / (p * (1 - p) / (n - 1))), ceiling(c, n));
  }
  function commonEffect(s) {
    let num = 0, den = 0;
    s.live.platforms.forEach((_, k) => {
      const c = clusters(s, s.every, where(s, s.every, (p) => p.asks & s.x.bit(k)));
      const effect = designEffect(s, c, s.n);
      if (effect !== null) { const p = c.sumHit / c.sumAll; num += effect * p * (1 - p); den += p * (1 - p); }
    });
    return den ? num / den : 0;
  }
  function proportion(s, over, hits) {
    const c = clusters(s, over, hits), p = {k: count(s, hits), of: count(s, over), share: 0, low: 0, high: 1, effective: 0};
    if (!c.sumAll) return p;
    let effect = designEffect(s, c, p.of);
    const top = ceiling(c, p.of);
    if (effect === null) effect = s.common === 0 || c.units < 2 ? top : Math.min(s.common, top);
    p.share = Math.min(1, c.sumHit / c.sumAll);
    p.effective = p.of / effect;
    [p.low, p.high] = wilson(p.share, p.effective);
    p.effect = effect;
    return p;
  }
  function votesOf(s, hits) {
    const c = clusters(s, s.every, hits), p = {k: 0, of: 0, share: 0, low: 0, high: 1, effective: 0};
    let total = 0, employers = 0;
    for (let j = 0; j < c.all.length; j++) {
      if (!c.all[j]) continue;
      employers += s.units[j];
      total += s.units[j] * c.hit[j] / c.all[j];
      if (c.hit[j] > 0) p.k += s.units[j];
    }
    if (!employers) return p;
    p.of = employers; p.share = total / employers; p.effective = employers;
    [p.low, p.high] = wilson(p.share, employers);
    return p;
  }

  const kindNames = ['required', 'preferred', 'duty'];
  const byKind = () => ({required: 0, preferred: 0, duty: 0});

  function platforms(s, r) {
    const hard = where(s, s.every, (p) => p.hard);
    r.hard_of = count(s, hard);
    r.no_platform = proportion(s, s.every, where(s, s.every, (p) => !p.asks));
    const some = mass(s, hard), everything = mass(s, s.every);
    s.live.platforms.forEach((platform, k) => {
      const bit = s.x.bit(k), asks = where(s, s.every, (p) => p.asks & bit);
      if (!asks.length && !platform.e) return;
      const d = {id: platform.id, name: platform.n, number: k, votes: votesOf(s, asks), by_kind: byKind(), exclusive: 0, either: 0, multi: 0, first: 0};
      d.share = proportion(s, s.every, asks);
      d.enough = proportion(s, hard, where(s, hard, (p) => p.enough & bit));
      d.only = proportion(s, hard, where(s, hard, (p) => p.only & bit));
      d.standing = everything ? (d.enough.share * some + d.share.share * everything) / (some + everything) : 0;
      for (const i of asks) {
        const p = s.postings[i].p;
        let best = 3;
        for (const g of p.groups) g.terms.forEach((t, m) => { if (s.live.terms[t].b === k) best = Math.min(best, g.kinds[m]); });
        if (best < 3) d.by_kind[kindNames[best]] += p.count;
        d[p.asks === bit ? 'exclusive' : p.alone & bit ? 'either' : 'multi'] += p.count;
      }
      r.platforms.push(d);
    });
    r.platforms = sorted(r.platforms, (a, b) => b.standing - a.standing, (a, b) => b.share.k - a.share.k);
  }

  function terms(s, r, known) {
    const lists = {service: r.services, skill: r.skills, tool: r.tools, certification: r.certterms};
    s.uses.forEach((uses, t) => {
      const term = s.live.terms[t];
      if (!uses.length || !lists[term.k]) return;
      const d = {id: term.id, name: term.n, kind: term.k, platform: term.p >= 0 ? s.live.platforms[term.p].id : '', state: term.st || '', was: term.w || '', by_kind: byKind(), alone: 0, choice: 0, held: known.has(t)};
      for (const u of uses) {
        const n = s.postings[u.posting].p.count;
        d.by_kind[kindNames[u.kind]] += n;
        d[u.alone ? 'alone' : 'choice'] += n;
      }
      const hits = uses.map((u) => u.posting), employers = new Set(hits.map((i) => s.postings[i].cluster));
      d.demand = proportion(s, s.every, hits);
      d.employers = sum([...employers].map((c) => s.units[c]));
      lists[term.k].push(d);
    });
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

  function fits(s, r, known, held) {
    const counted = where(s, s.every, (p) => p.total > 0), whole = Math.max(mass(s, counted), tiny);
    r.counted = count(s, counted);
    r.left_out = s.n - r.counted;
    const demanded = s.uses.map((uses) => { let n = 0; for (const u of uses) n += s.postings[u.posting].p.count; return n; });
    const missing = uncovered(s, counted), base = union(s, counted, new Set(), known, whole);
    s.live.exams.forEach((e, c) => {
      const f = {code: e.code, vendor: e.vendor, number: c, fit: 0, touched: 0, zero: 0, counted: r.counted, low: 0, high: 0, first_within: 0, recommended: 0, held: held.has(c), bookable: e.bookable, no_fit: e.no_fit || '', status: e.status};
      for (const i of counted) {
        const q = s.postings[i];
        f.fit += q.mass * q.p.cover[c];
        if (q.p.cover[c] > 0) f.touched += q.p.count;
        if (q.p.barred[c]) f.zero += q.p.count;
      }
      f.fit /= whole;
      f.with_have = union(s, counted, new Set([c]), known, whole);
      f.adds = f.with_have - base;
      const counts = (list, k) => sorted(list.filter((t) => k[t] > 0).map((t) => ({t, id: s.live.terms[t].id, name: s.live.terms[t].n, k: k[t], held: known.has(t)})), (a, b) => b.k - a.k);
      f.covered = counts(e.scope, demanded);
      f.missing = counts(s.live.terms.map((_, t) => t), missing[c]);
      f.domains = domains(s, e, c, counted, whole);
      f.study = study(s, e, f.covered);
      r.fits.push(f);
    });
    r.plan = plan(s, counted, known, held, whole, base);
  }
  function uncovered(s, counted) {
    const E = s.live.exams.length, T = s.live.terms.length, inScope = new Uint8Array(T);
    s.live.exams.forEach((e) => e.scope.forEach((t) => { inScope[t] = 1; }));
    const k = Array.from({length: E}, () => new Int32Array(T)), last = Array.from({length: E}, () => new Int32Array(T));
    const has = new Uint8Array(E);
    for (const i of counted) {
      const p = s.postings[i].p;
      for (const g of p.groups) {
        if (!g.covered.length) continue;
        has.fill(0);
        for (const c of g.covered) has[c] = 1;
        for (let c = 0; c < E; c++) {
          if (has[c]) continue;
          for (const t of g.terms) if (inScope[t] && last[c][t] !== i + 1) { last[c][t] = i + 1; k[c][t] += p.count; }
        }
      }
    }
    return k;
  }
  function domains(s, e, c, counted, whole) {
    const out = e.domains.map((d) => ({name: d.n, weight: d.w, demand: 0, touched: 0}));
    for (const i of counted) {
      const q = s.postings[i], p = q.p;
      if (p.barred[c]) continue;
      e.domains.forEach((d, k) => {
        let w = 0;
        for (const g of p.groups) if (g.terms.some((t) => d.set.has(t))) w += g.weight;
        if (w > 0) { out[k].demand += q.mass * w / p.total; out[k].touched += p.count; }
      });
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
  function union(s, counted, has, known, whole) {
    let total = 0;
    for (const i of counted) {
      const q = s.postings[i], p = q.p;
      let w = 0;
      for (const g of p.groups) {
        if (!g.covered.length) continue;
        if (g.terms.some((t) => known.has(t)) || (has.size && g.covered.some((c) => has.has(c) && !p.barred[c]))) w += g.weight;
      }
      total += q.mass * w / p.total;
    }
    return total / whole;
  }
  function plan(s, counted, known, held, whole, total) {
    const out = [], has = new Set();
    while (out.length < 3) {
      let best = -1, cover = total;
      s.live.exams.forEach((e, c) => {
        if (!candidate(e, c, held) || has.has(c)) return;
        const u = union(s, counted, new Set([...has, c]), known, whole);
        if (u > cover + 1e-9) { best = c; cover = u; }
      });
      if (best < 0) break;
      has.add(best);
      out.push({code: s.live.exams[best].code, adds: cover - total, total: cover});
      total = cover;
    }
    return out;
  }

  function who(s, r) {
    const rows = s.units.map((_, j) => ({name: s.names[j], postings: 0, platform: {}}));
    const add = (o, p) => r.platforms.forEach((d) => { if (p.asks & s.x.bit(d.number)) o.platform[d.id] = (o.platform[d.id] || 0) + p.count; });
    for (const q of s.postings) { rows[q.cluster].postings += q.p.count; add(rows[q.cluster], q.p); }
    r.employer_rows = rows.filter((e) => e.name.trim()).sort((a, b) => b.postings - a.postings || bytes(a.name, b.name));
    r.employers = r.employer_rows.length;
    r.unknown_employer = sum(rows.filter((e) => !e.name.trim()).map((e) => e.postings));
    for (const d of r.platforms) {
      if (!d.share.k) continue;
      const list = [], by = new Map();
      for (const q of s.postings) if (q.p.asks & s.x.bit(d.number)) by.set(q.cluster, (by.get(q.cluster) || 0) + q.p.count);
      for (const [j, n] of by) { if (s.names[j].trim()) list.push({name: s.names[j], postings: n}); else for (let m = 0; m < n; m++) list.push({name: '', postings: 1}); }
      list.sort((a, b) => b.postings - a.postings || bytes(a.name, b.name));
      const c = {platform: d.id, of: d.share.k, all: list.length, k: 0, employers: []};
      for (const e of list) { if (2 * c.k >= c.of) break; c.k += e.postings; c.employers.push(e.name); }
      c.share = c.k / Math.max(1, c.of);
      r.concentration.push(c);
    }
    const facet = (field) => {
      const of = new Map();
      s.postings.forEach((q, i) => { const v = q.p[field]; if (!of.has(v)) of.set(v, []); of.get(v).push(i); });
      const values = [...of.keys()].sort((a, b) => count(s, of.get(b)) - count(s, of.get(a)) || bytes(a, b)).slice(0, 50);
      return values.map((value) => {
        const f = {value, postings: proportion(s, s.every, of.get(value)), platform: {}};
        for (const i of of.get(value)) add(f, s.postings[i].p);
        return f;
      });
    };
    r.roles = facet('role'); r.seniority = facet('seniority'); r.places = facet('place'); r.remote = facet('remote'); r.languages = facet('language');
    salaries(s, r);
  }
  function quantile(list, q) {
    if (!list.length) return 0;
    const at = q * (list.length - 1), i = Math.floor(at);
    return i + 1 >= list.length ? list[list.length - 1] : list[i] + (at - i) * (list[i + 1] - list[i]);
  }
  function salaries(s, r) {
    const of = new Map();
    const put = (p, platform, mid) => {
      const key = JSON.stringify([p.currency, p.period, platform]);
      if (!of.has(key)) of.set(key, []);
      for (let n = 0; n < p.count; n++) of.get(key).push(mid);
    };
    for (const q of s.postings) {
      const p = q.p;
      if (!p.pay) continue;
      const mid = p.pay[0] > 0 && p.pay[1] > 0 ? (p.pay[0] + p.pay[1]) / 2 : Math.max(p.pay[0], p.pay[1]);
      put(p, '', mid);
      s.live.platforms.forEach((d, k) => { if (p.asks & s.x.bit(k)) put(p, d.id, mid); });
    }
    for (const [key, list] of of) {
      const [currency, period, platform] = JSON.parse(key);
      const b = {currency, period, platform, n: list.length, hidden: list.length < salaryFloor};
      if (!b.hidden) { list.sort((x, y) => x - y); b.mid = {min: list[0], q1: quantile(list, 0.25), median: quantile(list, 0.5), q3: quantile(list, 0.75), max: list[list.length - 1]}; }
      r.salaries.push(b);
    }
    r.salaries.sort((a, b) => bytes(a.currency, b.currency) || bytes(a.period, b.period) || bytes(a.platform, b.platform));
  }

  function together(s, r) {
    const list = [...r.skills, ...r.tools].sort((a, b) => b.demand.k - a.demand.k || bytes(a.id, b.id)).slice(0, togetherTerms);
    const byID = new Map(s.live.terms.map((t, i) => [t.id, i]));
    const ps = r.platforms.filter((p) => p.share.k > 0);
    r.together = {of: s.n, platforms: ps.map((p) => p.id), terms: list.map((t) => t.id), cells: []};
    for (const t of list) for (const p of ps) {
      const c = {platform: p.id, term: t.id, name: t.name, of_platform: p.share.k, of_term: t.demand.k, both: 0, lift: 0};
      for (const u of s.uses[byID.get(t.id)]) if (s.postings[u.posting].p.asks & s.x.bit(p.number)) c.both += s.postings[u.posting].p.count;
      c.shown = c.both >= togetherFloor;
      if (c.shown) c.lift = c.both * s.n / (c.of_platform * c.of_term);
      r.together.cells.push(c);
    }
  }

  function axis(s, r) {
    const a = {places: [], bins: new Array(10).fill(0), counted: 0, left_out: 0, mean: 0, low: 0, high: 0};
    let total = 0, m = 0;
    for (const q of s.postings) {
      const p = q.p;
      if (!(p.build + p.integrate)) { a.left_out += p.count; continue; }
      a.places.push({posting: p.id, count: p.count, at: p.at, build: p.build, integrate: p.integrate});
      a.bins[Math.min(9, Math.floor(p.at * 10))] += p.count;
      a.counted += p.count;
      total += q.mass * p.at;
      m += q.mass;
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
    const of = new Map();
    let first = Infinity, last = -Infinity;
    s.postings.forEach((q, i) => {
      const m = monday(q.p.week);
      if (m === null) return;
      if (!of.has(q.p.week)) of.set(q.p.week, []);
      of.get(q.p.week).push(i);
      first = Math.min(first, m); last = Math.max(last, m);
    });
    for (let m = first; of.size && m <= last && r.weeks.length < 520; m += 7) {
      const w = {week: weekOf(m), platforms: {}}, here = of.get(w.week) || [];
      w.postings = count(s, here);
      for (const d of r.platforms) if (w.postings) w.platforms[d.id] = proportion(s, here, where(s, here, (p) => p.asks & s.x.bit(d.number)));
      r.weeks.push(w);
    }
  }

  // counts is everything that needs no draw.
  function counts(x, chosen, have, votes) {
    const s = sample(x, chosen, votes), {known, held} = hold(x.live, have);
    const r = {postings: s.n, platforms: [], services: [], skills: [], tools: [], certterms: [], fits: [], plan: [], concentration: [], salaries: [], weeks: [], recommendation: {verdict: 'none'}, have, known, held};
    r.design_effect = 1;
    r.effective = s.n;
    if (s.n) {
      r.design_effect = s.common || ceiling(clusters(s, s.every, []), s.n);
      r.effective = s.n / r.design_effect;
    }
    platforms(s, r);
    terms(s, r, known);
    fits(s, r, known, held);
    who(s, r);
    together(s, r);
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
  function totals(s) {
    const t = {mass: 0, cover: new Float64Array(s.live.exams.length), standing: new Float64Array(s.live.platforms.length)};
    for (const q of s.postings) addTo(s, t, q.p, q.mass);
    return t;
  }
  function addTo(s, t, p, w) {
    if (p.total > 0) { t.mass += w; for (let c = 0; c < t.cover.length; c++) t.cover[c] += w * p.cover[c]; }
    for (let k = 0; k < t.standing.length; k++) { const b = s.x.bit(k); if (p.asks & b) t.standing[k] += w; if (p.enough & b) t.standing[k] += w; }
  }
  const fitOf = (t) => t.cover.map((x) => x / Math.max(t.mass, tiny));
  const shelf = (f) => (f.no_fit ? 2 : f.bookable ? 0 : 1);
  function order(s, r, live, held) {
    const t = totals(s), u = rule(live, t.standing, (e, c) => candidate(e, c, held)), fit = fitOf(t);
    for (const f of r.fits) if (f.no_fit || !r.counted) f.fit = f.adds = f.with_have = 0;
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
    for (const q of s.postings) {
      const row = rows[q.cluster], p = q.p, w = q.each;
      if (p.build + p.integrate) { row[1] += w; row[2] += w * p.at; }
      if (p.total > 0) { row[0] += w; for (let c = 0; c < E; c++) row[3 + c] += w * p.cover[c]; }
      for (let k = 0; k < P; k++) { const b = s.x.bit(k); if (p.asks & b) row[3 + E + k] += w; if (p.hard && p.enough & b) row[3 + E + k] += w; }
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
    scale *= Math.max(1 / 3, 1 - 2 / Math.max(1, J));
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
    const mean = new Float64Array(t.width), cov = Array.from({length: t.width}, () => new Float64Array(t.width));
    t.rows.forEach((row, j) => {
      for (let a = 0; a < t.width; a++) {
        if (!row[a]) continue;
        mean[a] += shape[j] * row[a];
        for (let b = 0; b <= a; b++) cov[a][b] += shape[j] * row[a] * row[b];
      }
    });
    const root = cholesky(cov);
    return (rnd, out) => {
      const e = Array.from(out, () => rnd.normal());
      for (let a = 0; a < t.width; a++) { let x = mean[a]; for (let b = 0; b <= a; b++) x += root[a][b] * e[b]; out[a] = Math.max(0, x); }
    };
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

  // certainty fills what the draws decide: intervals of fits, how often each comes first, the recommendation.
  function* certainty({s, r}) {
    const live = s.live, held = r.held, t = totals(s), u = rule(live, t.standing, (e, c) => candidate(e, c, held));
    const tab = table(s, held), n = live.draws, base = yield* run(tab, 1, n);
    u.spreads(base.fit);
    const fit = fitOf(t), a = u.lead(fit, t.standing), E = live.exams.length;
    const named = new Array(E).fill(0), within = new Array(E).fill(0), first = new Array(live.platforms.length).fill(0);
    for (let i = 0; i < n; i++) {
      const l = u.lead(base.fit[i], base.standing[i]);
      if (l.cert < 0) break;
      named[l.cert]++;
      live.platforms.forEach((_, k) => { const c = u.best(base.fit[i], k); if (c >= 0) within[c]++; });
      let top = 0;
      base.standing[i].forEach((x, k) => { if (x > base.standing[i][top]) top = k; });
      first[top]++;
      if (i % 200 === 199) yield;
    }
    for (const f of r.fits) {
      f.recommended = named[f.number] / n; f.first_within = within[f.number] / n;
      [f.low, f.high] = f.no_fit || !r.counted ? [0, 0] : middle(base.fit.map((x) => x[f.number]));
    }
    for (const p of r.platforms) p.first = first[p.number] / n;
    if (base.place.length && r.axis.counted) [r.axis.low, r.axis.high] = middle(base.place);
    const rec = r.recommendation = {verdict: 'none', to_settle: -1, flip: null};
    if (a.cert < 0 || !r.counted) return;
    const code = (c) => (c < 0 ? '' : live.exams[c].code);
    rec.certification = code(a.cert); rec.first = named[a.cert] / n;
    rec.within = code(a.within); rec.overruled = a.within >= 0 && a.cert !== a.within;
    if (a.platform >= 0) { rec.platform = live.platforms[a.platform].id; rec.platform_first = r.platforms.find((p) => p.id === rec.platform).first; }
    const next = second(named, r.fits.map((f) => f.number), a.cert, live, held);
    if (next >= 0) { rec.runner_up = code(next); rec.runner_up_first = named[next] / n; }
    const effective = Math.min(r.effective, r.counted);
    rec.verdict = judge(effective, rec.first);
    rec.reason = reason(rec, effective);
    rec.flip = flip(s, u, t, a.cert);
    rec.to_settle = yield* settle(tab, u, a.cert, rec.first, r.counted);
    const all = rule(live, t.standing, (e) => !e.no_fit && e.bookable);
    if (all.from.length > u.from.length) {
      all.spreads(base.fit);
      const b = all.lead(fit, t.standing).cert;
      if (b >= 0 && held.has(b)) rec.held_best = code(b);
    }
  }
  function judge(effective, first) {
    if (effective <= 0) return 'none';
    if (effective < rankFloor) return 'tally';
    if (first < closeBelow) return 'too close';
    return first < clearFrom || effective < demandFloor ? 'leaning' : 'clear';
  }
  function reason(rec, effective) {
    const worth = `the postings are worth ${effective.toFixed(1)} independent ones`, pct = (x) => Math.round(100 * x) + '\u00a0%';
    if (rec.verdict === 'tally') return `${worth}, and nothing is ranked below ${rankFloor}`;
    if (rec.verdict === 'too close') return `it comes first in ${pct(rec.first)} of resamples, and none is named alone below ${pct(closeBelow)}`;
    if (rec.verdict === 'leaning') return rec.first >= clearFrom ? `${worth}, too few to be sure` : `it comes first in ${pct(rec.first)} of resamples, short of ${pct(clearFrom)}`;
    return '';
  }
  function second(named, order, cert, live, held) {
    let best = -1;
    for (const c of order) if (c !== cert && named[c] > 0 && (best < 0 || named[c] > named[best])) best = c;
    for (const c of order) if (best < 0 && c !== cert && candidate(live.exams[c], c, held)) best = c;
    return best;
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
    const without = (list, weight) => {
      const rest = {mass: t.mass, cover: t.cover.slice(), standing: t.standing.slice()};
      for (const q of list) addTo(s, rest, q.p, -(weight || q.mass));
      return rest.mass < 1e-9 ? -1 : u.lead(fitOf(rest), rest.standing).cert;
    };
    const by = s.units.map(() => []);
    for (const q of s.postings) {
      by[q.cluster].push(q);
      const to = without([q], q.weight);
      if (to >= 0 && to !== cert && s.n > 1) return {employer: q.p.employer, posting: q.p.id, postings: 1, to: s.live.exams[to].code};
    }
    let best = null;
    for (const list of by) {
      const n = sum(list.map((q) => q.p.count));
      if (n < 2 || n === s.n || !list[0].p.key || (best && n >= best.postings)) continue;
      const to = without(list, 0);
      if (to >= 0 && to !== cert) best = {employer: list[0].p.employer, posting: -1, postings: n, to: s.live.exams[to].code};
    }
    return best;
  }

  return {compile, counts, certainty, rankFloor, wilson};
})();
