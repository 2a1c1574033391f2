'use strict';
// What the page says about a part of its postings: the same sentences (words.json), figures and tables that Go
// wrote for the whole, filled from a result of Measure. Every entry is named after the element it fills: a lead or
// text by data-live, a figure or a table by id. An entry that returns null hides its element.
const Story = (() => {
  const nb = '\u00a0';

  /* ---- words: the functions of words.go ---- */
  let words = {notes: {}, say: {}};
  const figureOf = (v) => (typeof v === 'number' ? thousands(v) : String(v));
  function say(id, fills = {}) {
    const out = [], text = words.say[id] || `[${id}]`;
    let strong = false, noted = false, code = false;
    const add = (t, note) => { if (t) out.push({t, strong, code, note}); };
    for (const piece of text.split(/([*~`]|\{[a-z]+\})/)) {
      if (piece === '*') strong = !strong;
      else if (piece === '~') noted = !noted;
      else if (piece === '`') code = !code;
      else if (/^\{[a-z]+\}$/.test(piece)) add(figureOf(fills[piece.slice(1, -1)] ?? ''));
      else add(piece, noted ? words.notes[piece] : '');
    }
    return out;
  }
  const plain = (para) => para.map((s) => s.t).join('');
  const percent = (f) => { const n = Math.round(f * 100); return n === 0 && f > 0 ? 1 : n === 100 && f < 1 ? 99 : n; };
  const pct = (f) => percent(f) + nb + '%';
  const worth = (n) => (n >= 100 ? thousands(Math.round(n)) : n.toFixed(1));
  const often = (f) => (f > 0.99 ? 'over 99' + nb + '%' : f < 0.01 ? 'under 1' + nb + '%' : Measure.short(f));
  const first = (f) => { const n = percent(f); return [Measure.closeBelow, Measure.clearFrom].some((l) => f < l && n === percent(l)) ? n - 1 : n; };
  const between = (low, high) => (percent(low) === percent(high) && high > low ? `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}${nb}%` : `${percent(low)}–${percent(high)}${nb}%`);
  const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
  const outOf = (k, n) => `${thousands(k)} of ${thousands(n)}`, of = (p) => outOf(p.k, p.of);
  const within = (p) => (percent(p.low) === percent(p.high) && p.high > p.low ? (p.share < 0.0005 ? 'under 0.1' : (p.share * 100).toFixed(1)) + nb + '%' : pct(p.share)) + ', ' + between(p.low, p.high);
  // A share by employer is not k of n: it says so.
  const by = (p) => (p.k && Math.abs(p.share - p.k / p.of) > 0.005 ? 'by employer ' : '');
  const share = (p) => (!p.of ? '0 of 0' : !p.k ? `${of(p)} (up to ${pct(p.high)})` : `${of(p)} (${by(p)}${within(p)})`);
  const short = (p) => (!p.k && p.of ? `${of(p)} · up to ${pct(p.high)}` : `${of(p)} · ${between(p.low, p.high)}`);
  const count = (n, noun) => (n === 1 ? '1 ' + noun : thousands(n) + ' ' + noun + 's');
  const list = (a) => (a.length < 2 ? a.join('') : a.slice(0, -1).join(', ') + ' and ' + a[a.length - 1]);
  const week = (s) => { const m = /^(\d{4})-W0*(\d+)$/.exec(s); return m ? `week${nb}${m[2]} of${nb}${m[1]}` : s; };
  const accent = (id) => (['aws', 'azure', 'gcp'].includes(id) ? id : 'other');
  const trimmed = (s, n) => (s.length > n ? s.slice(0, n - 1).trimEnd() + '…' : s);

  // about wraps a result with what every entry needs.
  function about(live, r, ready, chosen, postings) {
    const a = {live, r, ready, chosen, n: r.postings, ranks: r.effective >= Measure.rankFloor && !r.tally};
    a.posting = (i) => postings[i].id;
    a.title = (i) => `${postings[i].title} – ${postings[i].employer}`;
    a.job = (i) => jobName(postings[i]);
    a.at = (p) => postings[p.id];
    a.framed = [];
    a.covers = live.covers; // the table of single postings has the columns
    a.stale = chosen.filter((p) => a.at(p).old).sort(newest(a)).map(a.at);
    a.postings = count(a.n, 'posting');
    a.exam = new Map(live.exams.map((e) => [e.code, e]));
    a.fit = new Map(r.fits.map((f) => [f.code, f]));
    a.bookable = r.fits.filter((f) => f.bookable && !f.no_fit);
    a.name = (id) => (live.platforms.find((p) => p.id === id) || {n: id}).n;
    a.cert = (code) => (a.exam.get(code) || {name: code}).name;
    a.platforms = r.no_platform.k === a.n ? [] : r.platforms.filter((p) => p.share.k > 0 || accent(p.id) !== 'other');
    const most = (p, q) => q.enough.k - p.enough.k || q.share.k - p.share.k;
    if (!a.ranks) a.platforms.sort(most);
    a.columns = (live.columns || []).map((id) => r.platforms.find((p) => p.id === id) || {id, share: {k: 0, of: a.n}});
    const w = r.weeks;
    a.dates = !w.length ? 'no dates' : w.length === 1 ? week(w[0].week) : w[0].week.slice(0, 4) === w[w.length - 1].week.slice(0, 4)
      ? `weeks${nb}${+w[0].week.slice(6)}–${+w[w.length - 1].week.slice(6)} of${nb}${w[0].week.slice(0, 4)}` : `${week(w[0].week)} to ${week(w[w.length - 1].week)}`;
    a.leaders = leaders(a);
    return a;
  }
  // newest orders postings as their list does.
  const down = (p, q) => (p < q ? 1 : p > q ? -1 : 0);
  const newest = (a) => (p, q) => down(p.week, q.week) || down(a.at(p).posted || '', a.at(q).posted || '') || a.at(p).id - a.at(q).id;
  const jobName = (p) => `${p.employer || 'an unnamed employer'} – ${trimmed(p.title, 120) || 'no title'}`;
  function leaders(a) {
    const x = a.r.recommendation, out = [], vendors = new Set();
    if (!a.ranks || !a.r.counted) return out;
    const add = (code) => {
      const f = a.fit.get(code);
      if (f && f.bookable && !f.no_fit && f.fit > 0 && out.length < 3 && !out.includes(f)) { out.push(f); vendors.add(f.vendor); }
    };
    add(x.certification);
    add(x.runner_up);
    for (const f of a.bookable) if (!vendors.has(f.vendor)) add(f.code);
    return out;
  }
  const ties = (terms) => terms.filter((t) => t.demand.k === terms[0].demand.k).length;
  const ranked = (a, platform, terms) => terms.filter((t) => t.demand.k > 0 && (!platform || t.platform === platform));

  /* ---- leads and texts ---- */
  const texts = {
    'lead-fit'(a) {
      const out = verdict(a), w = weakness(a);
      if (w.length && out.length > 1) out[1] = joined(w, out[1]);
      return out;
    },
    why(a) {
      const x = a.r.recommendation;
      if (!x.certification || x.verdict === 'tally' || x.verdict === 'none') return [...retired(a), ...stale(a)];
      const out = stateOf(a);
      if (!x.platform) out.push(say('steps.none'));
      else {
        const p = a.r.platforms.find((d) => d.id === x.platform);
        const f = {platform: a.name(p.id), enough: share(p.enough), pfirst: often(x.platform_first), k: a.bookable.filter((b) => b.vendor === x.platform).length, within: x.within, cert: x.certification, few: outOf(a.r.hard_of, a.n)};
        if (x.overruled) Object.assign(f, {other: a.name(a.exam.get(x.certification).vendor), fit: pct(a.fit.get(x.certification).fit), withinfit: pct(a.fit.get(x.within).fit)});
        const told = say(x.overruled ? 'steps.over' : a.r.hard_of < Measure.rankFloor ? 'steps.few' : 'steps', f);
        if (x.reason) told.push({t: ' '}, ...say('verdict.reason', {reason: x.reason}));
        out.push(told);
      }
      out.push(missing(a, a.fit.get(x.certification), 5));
      return [...out, ...retired(a), ...stale(a)];
    },
    'lead-platforms'(a) {
      const r = a.r, ps = a.platforms;
      if (!ps.length || !r.hard_of) return [say('platforms.none', {share: list(ps.map((p) => `${a.name(p.id)}: ${share(p.share)}`))})];
      if (!a.ranks) return [say('platforms.tally', {n: a.postings, list: list(ps.map((p) => `${a.name(p.id)} would do for ${share(p.enough)}`))})];
      const line = (id, p) => say(id, {platform: a.name(p.id), enough: share(p.enough), only: share(p.only)});
      const out = [line('platforms.lead', ps[0])], none = r.no_platform;
      if (ps.length > 1 && ps[1].share.k) out.push(line('platforms.second', ps[1]));
      const any = {k: none.of - none.k, of: none.of, share: 1 - none.share, low: 1 - none.high, high: 1 - none.low};
      out.push(say('platforms.asked', {list: 'In all, ' + share(any), none: none.k}));
      return out;
    },
    mix(a) {
      const p = a.platforms[0];
      return p && p.share.k ? [say('platforms.mix', {k: p.share.k, platform: a.name(p.id), exclusive: p.exclusive, either: p.either, multi: p.multi})] : [];
    },
    'lead-skills'(a) {
      const out = [], r = a.r, skills = ranked(a, '', r.skills), tools = ranked(a, '', r.tools);
      if (skills.length && tools.length && a.ranks && skills[0].demand.k > 1) out.push(say(ties(skills) > 1 ? 'skills.lead.tie' : 'skills.lead', {skill: list(skills.slice(0, Math.min(3, ties(skills))).map((t) => t.name)), share: share(skills[0].demand), tool: tools[0].name, toolshare: share(tools[0].demand)}));
      for (const p of a.platforms) {
        const t = ranked(a, p.id, r.services), f = {platform: a.name(p.id)};
        if (!t.length && accent(p.id) === 'other') continue;
        if (!t.length) out.push(say('services.none', f));
        else if (!a.ranks) out.push(say('services.tally', {...f, terms: list(t.slice(0, 6).map((x) => x.name))}));
        else if (t.length === 1) out.push(say('services.lead', {...f, term: t[0].name, share: share(t[0].demand)}));
        else if (ties(t) > 1) out.push(say(t[0].demand.k === 1 ? 'services.once' : 'services.tie', {...f, term: ties(t) > 3 ? `${list(t.slice(0, 2).map((x) => x.name))} and ${ties(t) - 2} more` : list(t.slice(0, ties(t)).map((x) => x.name)), share: share(t[0].demand)}));
        else out.push(say('services.two', {...f, term: t[0].name, share: share(t[0].demand), next: t[1].name, nextshare: share(t[1].demand)}));
      }
      return out.length ? out : [say('skills.none')];
    },
    'lead-learn': (a) => (a.leaders.length ? study(a, a.leaders[0]).slice(0, 1) : [say('learn.none')]),
    'study-0': (a) => (a.leaders[0] ? study(a, a.leaders[0]).slice(1) : []),
    'study-1': (a) => (a.leaders[1] ? study(a, a.leaders[1]) : []),
    'study-2': (a) => (a.leaders[2] ? study(a, a.leaders[2]) : []),
    domains: (a) => [say('domains.lead', {n: count(a.r.counted, 'posting')})],
    second(a) {
      const s = a.r.plan.find((p) => p.code !== a.r.recommendation.certification);
      return [s && s.adds >= 0.01 ? say('learn.second', {cert: a.cert(s.code), adds: percent(s.adds), total: pct(s.total)}) : say('learn.second.none')];
    },
    'lead-build'(a) {
      const x = a.r.axis;
      if (!x.counted) return [say('axis.none')];
      if (x.counted < Measure.axisFloor) return [say('axis.few', {n: outOf(x.counted, a.n)})];
      const id = !a.ranks ? 'tally' : a.ready && x.high < 0.5 ? 'integrate' : a.ready && x.low > 0.5 ? 'build' : 'middle';
      return [say('axis.lead.' + id, {...leaning(x), n: x.counted, mean: percent(x.mean), range: a.ready ? `${percent(x.low)}–${percent(x.high)}` : '…'})];
    },
    'lead-who'(a) {
      const e = a.r.employer_rows[0];
      if (!e) return [say(a.n ? 'who.none' : 'who.nobody')];
      const most = a.r.employer_rows.filter((x) => x.postings === e.postings).length, f = {employer: e.name, most: count(most, 'employer'), k: outOf(e.postings, a.n), employers: count(a.r.employers, 'named employer')};
      const out = [say(most < 2 ? 'who.lead' : e.postings === 1 ? 'who.each' : 'who.tie', f)];
      for (const c of a.r.concentration) {
        if (c.k > 0 && a.ranks && c.employers.length <= 5 && 3 * c.employers.length <= c.all) {
          out.push(say('who.half', {share: pct(c.share), platform: a.name(c.platform), employers: list(c.employers.map((n) => n || 'an unnamed employer')), k: `${outOf(c.k, c.of)}`}));
        }
      }
      return out;
    },
    'lead-together'(a) {
      const x = a.r.together, shown = x.cells.filter((c) => c.shown);
      if (!shown.length) return [say('together.none')];
      const among = (c) => { const p = {k: c.both, of: c.of_platform, share: c.both / c.of_platform}; [p.low, p.high] = Measure.wilson(p.share, a.r.effective * p.of / x.of); return p; };
      const best = shown.filter((c) => among(c).low > c.of_term / x.of).reduce((b, c) => (!b || c.lift > b.lift ? c : b), null);
      if (!best) return [say('together.flat')];
      const p = among(best);
      return [say('together.lead', {platform: a.name(best.platform), term: best.name, of: p.of, k: p.k, within: within(p), all: outOf(best.of_term, x.of), lift: best.lift.toFixed(1)})];
    },
    'lead-weeks'(a) {
      const w = a.r.weeks, met = w.filter((x) => x.postings).length;
      if (!met) return [say('weeks.none')];
      if (met === 1) return [say('weeks.one', {week: week(w[0].week)})];
      const last = w[w.length - 1];
      return [say('weeks.lead', {from: week(w[0].week), to: week(last.week), a: w[0].postings, b: last.postings}), ...moved(a, w.filter((x) => x.postings))];
    },
  };

  // weakness says what would change the answer and what would settle it.
  function weakness(a) {
    const x = a.r.recommendation, out = [];
    if (!a.ready || !x.certification || x.verdict === 'tally' || x.verdict === 'none') return out;
    const join = (id, f) => { if (out.length) out.push({t: ' '}); out.push(...say(id, f)); };
    if (x.flip) join(x.flip.alike > 1 ? 'verdict.flip.many' : 'verdict.flip', {what: flipped(a, x.flip), to: x.flip.to, k: count(x.flip.alike, 'posting')});
    else join(x.verdict === 'too close' ? 'verdict.flip.close' : 'verdict.flip.none');
    if (x.to_settle > 0) join('verdict.settle', {n: x.to_settle, roles: x.to_settle === 1 ? 'role' : 'roles'});
    else if (x.to_settle < 0) join('verdict.settle.never');
    return out;
  }
  // stateOf gives the facts of the answer; where it is too close to call, of both leaders.
  function stateOf(a) {
    const x = a.r.recommendation, codes = x.verdict === 'too close' ? [x.certification, x.runner_up] : [x.certification];
    return codes.map((c) => a.exam.get(c)).filter((e) => e && e.facts).map((e) => [...say('state', {code: e.code, facts: e.facts, asof: e.asof}),
      e.page ? {t: 'official page', href: e.page} : {t: 'official page'}, {t: e.host ? ` (${e.host}).` : '.'}]);
  }
  // now is a certification with its state in the brackets.
  function now(a, code) {
    const tag = (a.exam.get(code) || {}).tag;
    return tag ? `${a.cert(code).replace(/\)$/, '')}, ${tag === 'beta' ? 'in beta' : tag})` : a.cert(code);
  }
  function verdict(a) {
    const x = a.r.recommendation;
    if (!a.n) return [say('verdict.none.filter', {n: 'the ' + count(a.live.rows.length, 'posting')})];
    if (!a.ready) return [say('verdict.measuring', {n: a.postings})];
    if (x.verdict === 'clear' || x.verdict === 'leaning') {
      const f = a.fit.get(x.certification), next = a.fit.get(x.runner_up);
      const lead = say('verdict.' + x.verdict, {these: a.n === 1 ? 'this role' : 'these ' + count(a.n, 'role'), cert: now(a, f.code), fit: pct(f.fit), range: between(f.low, f.high), first: often(x.first)});
      if (next && next.code !== f.code) lead.push({t: ' '}, ...say('verdict.next', {cert: now(a, next.code), fit: pct(next.fit), range: between(next.low, next.high)}));
      const out = [joined(lead, hardly(a)), covered(a)];
      if (x.held_best) out.push(say('verdict.held', {cert: a.cert(x.held_best)}));
      return out.concat(piles(a));
    }
    if (x.verdict === 'too close') {
      const {out: top} = led(a), n = Math.max(2, 1 + top.findIndex((l) => l.f.code === x.certification));
      if (top.length < 2) return [joined(say('verdict.close.one', {a: now(a, x.certification), firsta: often(x.first)}), hardly(a)), covered(a), ...piles(a)];
      const names = top.slice(0, n), fits = top.map(({f: b}) => `${b.code} ${pct(b.fit)} (${between(b.low, b.high)})`);
      return [joined(say('verdict.close', {names: list(names.map((l) => now(a, l.f.code))), shares: list(names.map((l) => l.percent + nb + '%'))}), hardly(a)),
        joined(say('verdict.next.close', {list: list(fits)}), covered(a)), ...piles(a)];
    }
    if (x.verdict === 'tally') {
      const f = {n: a.postings, tally: askedFor(a), employers: count(a.r.employers + a.r.unknown_employer, 'employer'), effective: worth(a.r.effective), counted: outOf(a.r.counted, a.n), rank: Measure.rankFloor, clear: Measure.demandFloor};
      const alike = a.r.effective < Measure.rankFloor && a.n >= Measure.demandFloor, more = say(alike ? 'verdict.tally.wider' : 'verdict.tally.more', f);
      const lead = say(alike ? 'verdict.tally.alike' : a.r.effective < Measure.rankFloor ? 'verdict.tally' : 'verdict.tally.left', f);
      const top = [...a.r.services, ...a.r.skills, ...a.r.tools].filter((t) => t.demand.k > 1).sort((p, q) => q.demand.k - p.demand.k).slice(0, 5).map((t) => `${t.name} (${of(t.demand)})`);
      return [lead, top.length ? say('verdict.tally.named', {terms: list(top), more: plain(more)}) : more];
    }
    return [say('verdict.none.scope', {n: 'the ' + a.postings})];
  }
  const flipped = (a, f) => (f.posting >= 0 ? a.job(f.posting) : `the ${count(f.postings, 'posting')} of ${f.employer || 'an unnamed employer'}`);
  // joined puts sentences into one paragraph.
  const joined = (...paras) => paras.filter((p) => p && p.length).flatMap((p, i) => (i ? [{t: ' '}, ...p] : p));
  const covered = (a) => (a.r.left_out ? say('verdict.of', {counted: outOf(a.r.counted, a.n)}) : say('verdict.of.all'));
  // hardly says that few of the postings ask for a platform, or for any certification.
  function hardly(a) {
    const {named, no_platform: none} = a.r, f = {any: outOf(a.n - none.k, a.n), certs: named.k, of: of(named), name: named.k === 1 ? 'names' : 'name'};
    if (a.n < Measure.demandFloor) return null;
    if (1 - none.share < 0.5) return say('verdict.hardly', f);
    return !named.k ? say('verdict.hardly.none', f) : named.share < 0.1 ? say('verdict.hardly.named', f) : null;
  }
  // stale names the postings that are closed or older than a year, in the order of the list of postings.
  function stale(a) {
    if (!a.stale.length) return [];
    const names = a.stale.map(jobName), n = names.length;
    if (a.n > Measure.eachMost) return [say('verdict.stale.many', {k: outOf(n, a.n), are: n === 1 ? 'is' : 'are'})];
    if (n > 4) names.splice(4, n, `${thousands(n - 4)} more`);
    return [say('verdict.stale', {k: outOf(n, a.n), are: n === 1 ? 'is' : 'are', list: list(names)})];
  }
  // led lists the exams that come first most often, and the percent left for others; together they make 100.
  function led(a) {
    const out = [];
    let rest = 1, others = 100;
    for (const f of [...a.r.fits].sort((p, q) => q.recommended - p.recommended).slice(0, 3)) {
      if (f.recommended < 0.02) break;
      const n = first(f.recommended);
      rest -= f.recommended;
      others -= n;
      out.push({f, percent: n});
    }
    if (!out.length || (rest > 0.005 && others > 0)) return {out, others};
    if (rest <= 0.005 || others < 0) out[out.length - 1].percent += others;
    return {out, others: 0};
  }
  const either = (names) => (names.length < 2 ? names.join('') : names.slice(0, -1).join(', ') + ' or ' + names[names.length - 1]);
  // accepts says which platforms one posting would take, coverOf how much of it an exam covers.
  function accepts(a, p) {
    const names = (set) => a.live.platforms.filter((_, k) => set & (1 << k)).map((d) => d.n), every = 2 ** a.live.platforms.length - 1;
    if (!p.asks) return 'any: none is asked for';
    if (!p.hard || p.enough === every) return 'any; names ' + list(names(p.asks));
    return p.enough ? either(names(p.enough)) : list(names(p.asks)) + ' together';
  }
  function coverOf(a, p, code) {
    if (!code) return '–';
    return p.total > 0 ? `${code}: ${pct(p.cover[a.live.exams.findIndex((e) => e.code === code)])}` : 'asks for nothing in an exam';
  }
  function askedFor(a) {
    const ps = [...a.platforms].sort((p, q) => q.share.k - p.share.k);
    return ps.length ? list(ps.map((p, i) => a.name(p.id) + (i === 0 ? ` is asked for by ${of(p.share)}` : p.share.k ? ` by ${thousands(p.share.k)}` : ' by none'))) : 'none asks for a platform';
  }
  function retired(a) {
    const gone = [];
    for (const t of a.r.certterms) {
      const exams = a.live.exams.filter((e) => (e.terms || []).includes(t.id));
      if (!exams.length || exams.some((e) => e.status !== 'retired')) continue;
      const e = exams[exams.length - 1];
      gone.push({code: e.code, cert: e.name, k: of(t.demand), when: e.when || '', next: list(e.next || [])});
    }
    if (!gone.length) return [];
    if (gone.length > 1) return [say('retired.many', {list: list(gone.map((v) => `${v.code} (${v.k}${`, retired ${v.when}`.trimEnd()}${v.next ? '; nearest today: ' + v.next : ''})`))})];
    return [say(gone[0].next ? 'retired.named' : 'retired.named.none', gone[0])];
  }
  function missing(a, f, n) {
    if (!f.missing.length) return say('learn.missing.none', {cert: f.code});
    const out = f.missing.slice(0, n).map((t) => `${t.name} (${outOf(t.k, a.n)})`);
    if (f.missing.length > out.length) out.push(`${f.missing.length - out.length} more`);
    return say('learn.missing', {cert: f.code, list: list(out)});
  }
  // moved says which shares rose or fell from the earlier half of the weeks to the later one by more than chance.
  function moved(a, met) {
    const half = Math.floor(met.length / 2), out = [];
    for (const d of a.columns) {
      const [p, q] = [met.slice(0, half), met.slice(half)].map((ws) => {
        const x = {k: 0, of: 0, effective: 0};
        for (const w of ws) { const y = w.platforms[d.id]; if (y) { x.k += y.k; x.of += y.of; x.effective += y.effective; } }
        x.share = x.k / Math.max(1, x.of);
        [x.low, x.high] = Measure.wilson(x.share, x.effective);
        return x;
      });
      if (Math.min(p.effective, q.effective) < Measure.demandFloor) return [say('weeks.few')];
      const by = q.share - p.share, low = by - Math.hypot(q.share - q.low, p.high - p.share), high = by + Math.hypot(q.high - q.share, p.share - p.low);
      if (low > 0 || high < 0) out.push(say('weeks.moved', {platform: a.name(d.id), way: low > 0 ? 'rose' : 'fell', a: share(p), b: share(q)}));
    }
    return out.length ? out : [say('weeks.still')];
  }
  // piles says that two large parts want different exams, with the verdict on each alone.
  function piles(a) {
    const two = a.r.piles;
    if (two.length !== 2) return [];
    const alone = (p) => plain(say(p.verdict === 'too close' ? (p.runner_up ? 'piles.close' : 'piles.close.one') : 'piles.' + p.verdict, {cert: p.certification, fit: pct(p.fit), next: p.runner_up, nextfit: pct(p.next)}));
    const part = (p) => (p.role ? facetName(p.role) : languages[p.language] || p.language);
    return [say('piles', {field: two[0].role ? 'role' : 'language', what: two[0].role ? 'jobs' : 'markets', na: two[0].postings, parta: part(two[0]), answera: alone(two[0]), nb: two[1].postings, partb: part(two[1]), answerb: alone(two[1])})];
  }
  // leaning counts the postings on either side of the middle.
  const leaning = (x) => { const n = (ok) => x.places.filter(ok).reduce((k, p) => k + p.count, 0); return {build: n((p) => p.at > 0.5), integrate: n((p) => p.at < 0.5)}; };
  // toLearn is the order of study without the platforms; studyPart names the part of the exam a term stands in.
  const toLearn = (a, f) => f.study.filter((t) => a.live.terms[t.t].k !== 'platform' && t.id !== 'skill.cloud');
  const studyPart = (a, f, t) => { const parts = a.exam.get(f.code).domains; return parts.length > 1 && parts.every((d) => d.set.has(t.t)) ? 'every part' : t.domain; };
  const had = (a, f) => (f.with_have - f.adds > 1e-9 && !f.held ? [say('learn.have', {base: pct(f.with_have - f.adds), cert: f.code, with: pct(f.with_have), n: count(f.counted, 'posting')})] : []);
  function study(a, f) {
    const first = toLearn(a, f).slice(0, 3).map((t) => t.name), e = a.exam.get(f.code);
    const out = [first.length ? say('learn.lead', {cert: f.code, first: list(first)}) : say('learn.done', {cert: f.code}), ...had(a, f), missing(a, f, 8)];
    if (e.project) out.push(say('learn.project', {project: e.project}));
    return out;
  }

  /* ---- figures: {title, sub, form, rows of the drawing, …}; null hides the figure ---- */
  const top = (list, start = 0) => list.reduce((m, x) => Math.max(m, x), start);
  const percentAxis = (t) => [8, 20, 40, 60, 80].find((m) => t <= m) || 100;
  const upto = (t) => {
    if (t <= 0) return 1;
    const unit = 10 ** Math.floor(Math.log10(t));
    return ([1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8].find((f) => t <= f * unit) || 10) * unit;
  };
  const figures = {
    fits(a) {
      const x = a.r.recommendation;
      if (!a.ready || !a.ranks || !a.bookable.length || !a.r.counted) return null;
      const rows = [...a.bookable].sort((p, q) => q.fit - p.fit).filter((f, i) => i < 8 || f.recommended >= 0.05).map((f) => {
        const e = a.exam.get(f.code);
        return {name: f.code + (e.tag ? ' · ' + e.tag : ''), sub: e.short, end: `${pct(f.fit)} · ${between(f.low, f.high)}`, key: 'c:' + f.code, colour: '@' + accent(f.vendor),
          tip: `${f.code} covers ${pct(f.fit)} (${between(f.low, f.high)}) of what ${count(f.counted, 'posting')} ask`, low: f.low * 100, high: f.high * 100, value: f.fit * 100};
      });
      const lead = x.verdict === 'clear' || x.verdict === 'leaning';
      const title = lead ? say('fits.title', {cert: x.certification, fit: pct(a.fit.get(x.certification).fit)}) : x.verdict === 'too close' && x.runner_up ? say('fits.title.close', {a: x.certification, b: x.runner_up}) : say('fits.title.none');
      return {title, sub: say('fits.sub', {counted: count(a.r.counted, 'posting'), dates: a.dates}), whiskers: rows, max: percentAxis(top(rows.map((r) => r.high))), warn: leftOut(a)};
    },
    enough(a) {
      if (!a.platforms.length || !a.r.hard_of) return null;
      const rows = a.platforms.flatMap((p) => [[p.enough, a.name(p.id) + ' would do', 0], [p.only, 'only ' + a.name(p.id), 1]].map(([q, name, hollow]) => (
        {name, sub: '', end: short(q), key: (hollow ? 'p:' : 'w:') + p.id, tip: `${name}: ${share(q)}`, colour: '@' + accent(p.id), low: q.low * 100, high: q.high * 100, value: q.share * 100, hollow})));
      const p = a.platforms[0];
      return {title: a.ranks ? say('platforms.title', {platform: a.name(p.id), k: p.enough.k, of: p.enough.of}) : say('platforms.title.tally'), sub: say('platforms.sub', {of: a.r.hard_of, dates: a.dates}),
        whiskers: rows, max: percentAxis(top(rows.map((r) => r.high))), warn: warnings(a)};
    },
    kinds(a) {
      if (!a.platforms.length) return null;
      const rows = a.platforms.map((p) => bar(p.share, p.by_kind, accent(p.id), {name: a.name(p.id), sub: '', key: 'p:' + p.id}));
      return {title: say('kinds.title'), sub: say('kinds.sub', {n: a.n, dates: a.dates}), stacked: rows, max: percentAxis(top(a.platforms.map((p) => p.share.share * 100)))};
    },
    'skills-figure': (a) => termFigure(a, 'other', ranked(a, '', a.r.skills)),
    tools: (a) => termFigure(a, 'other', ranked(a, '', a.r.tools)),
    certs: (a) => termFigure(a, 'other', ranked(a, '', a.r.certterms), {label: (t) => certLabel(a, t)}),
    axis(a) {
      const x = a.r.axis;
      return x.counted >= Measure.axisFloor ? {title: say('axis.title', leaning(x)), sub: say('axis.sub', {n: x.counted, left: x.left_out}), places: x.places.flatMap((p) => Array.from({length: p.count}, () => ({at: p.at, key: 'j:' + a.posting(p.posting), tip: `${a.title(p.posting)}: ${p.build} building, ${p.integrate} integrating`})))} : null;
    },
    employers(a) {
      const rows = a.r.employer_rows.filter((e) => a.columns.some((p) => e.platform[p.id])).slice(0, 15), cells = [];
      const most = top(a.r.employer_rows.flatMap((e) => Object.values(e.platform)), 1);
      rows.forEach((e, y) => a.columns.forEach((p, x) => {
        const k = e.platform[p.id];
        if (k) cells.push({x, y, value: k, step: 1 + Math.trunc(4 * (k - 1) / most), key: `e:${p.id}:${e.name}`, tip: `${e.name}: ${outOf(k, e.postings)} ask for ${a.name(p.id)}`});
      }));
      return cells.length ? {title: say('who.title'), sub: say('who.sub', {dates: a.dates}), heat: {columns: a.columns.map((p) => a.name(p.id)), rows: rows.map((e) => `${trimmed(e.name, 56)} (${e.postings})`), cells},
        note: a.r.employer_rows.length > rows.length ? plain(say('who.more', {n: a.r.employer_rows.length - rows.length})) : ''} : null;
    },
    lift(a) {
      const x = a.r.together, shown = x.cells.filter((c) => c.shown), rows = [...new Set(shown.map((c) => c.term))];
      const name = new Map(shown.map((c) => [c.term, c.name]));
      const step = (l) => 1 + [0.9, 1.2, 1.8, 3].filter((edge) => l >= edge).length;
      return shown.length ? {title: say('together.title'), sub: say('together.sub', {n: x.of}), heat: {columns: x.platforms.map(a.name), rows: rows.map((t) => name.get(t)),
        cells: shown.map((c) => ({x: x.platforms.indexOf(c.platform), y: rows.indexOf(c.term), value: Math.floor(c.lift * 10 + 0.5) / 10, step: step(c.lift), key: 't:' + c.term,
          tip: `${c.name} with ${a.name(c.platform)}: ${c.both} postings ask for both, lift ${c.lift.toFixed(1)}`}))}} : null;
    },
  };
  // figure finds an entry by id; services, domains, pay and weeks are one entry for each platform, exam or unit.
  function figure(a, id) {
    if (figures[id]) return figures[id](a);
    const m = /^(services|domains|weeks|pay)-(.*)$/.exec(id);
    if (!m) return undefined;
    if (m[1] === 'services') {
      const p = a.platforms.find((d) => accent(d.id) === m[2]), t = p ? ranked(a, p.id, a.r.services) : [];
      return t.length ? termFigure(a, m[2], t, {scale: widest(a.platforms.flatMap((d) => ranked(a, d.id, a.r.services)))}) : null;
    }
    if (m[1] === 'domains') return a.leaders[+m[2]] ? domainFigure(a, a.leaders[+m[2]]) : null;
    if (m[1] === 'weeks') return weekFigure(a, m[2]);
    return payFigure(a, id);
  }
  function bar(p, k, colour, row) {
    const total = k.required + k.duty + k.preferred, part = (n) => (total ? p.share * 100 * n / total : 0);
    return {...row, end: short(p), tip: `${share(p)}: ${k.required} required, ${k.preferred} preferred, ${k.duty} duty`, colour: '@' + colour, values: [part(k.required), part(k.preferred), part(k.duty)]};
  }
  // certLabel names a certification on a bar by its code, with its name under it.
  function certLabel(a, t) {
    const exams = a.live.exams.filter((e) => (e.terms || []).includes(t.id)).sort((p, q) => (p.code < q.code ? -1 : 1));
    return exams.length ? {name: [exams.map((e) => e.code).join(', '), t.state.split(' ')[0]].filter(Boolean).join(' · '), sub: exams[exams.length - 1].short} : {};
  }
  const widest = (terms) => top(terms.map((t) => t.demand.share * 100));
  function termFigure(a, colour, terms, {label = () => ({}), scale = widest(terms)} = {}) {
    if (!terms.length) return null;
    const shown = terms.slice(0, 15), n = ties(terms);
    const by = of(terms[0].demand), title = !a.ranks ? 'A tally' : n > 1 && terms[0].demand.k === 1 ? `${n} are asked for, each by one posting` : n > 3 ? `${n} are asked for most, each by ${by}` : n > 1 ? `${list(terms.slice(0, n).map((t) => t.name))} are asked for most, each by ${by}` : `${terms[0].name} is asked for most, by ${by}`;
    return {title: [{t: title}], sub: say('terms.sub', {n: a.n, dates: a.dates}), stacked: shown.map((t) => bar(t.demand, t.by_kind, colour, {name: t.name, sub: [t.state, t.was].filter(Boolean).join(' · '), ...label(t), key: 't:' + t.id})),
      max: percentAxis(scale), note: terms.length > shown.length ? plain(say('terms.more', {n: terms.length - shown.length})) : ''};
  }
  function domainFigure(a, f) {
    const max = percentAxis(top(a.leaders.flatMap((l) => l.domains.flatMap((d) => [d.weight, d.demand * 100]))));
    return {title: say('domains.title', {code: f.code, domain: f.domains.reduce((b, d) => (d.priority > b.priority ? d : b)).name}), sub: [], max, colour: '@' + accent(f.vendor), pairs: f.domains.map((d) => ({name: d.name, sub: '', key: `d:${f.code}:${d.name}`, outline: d.weight, fill: d.demand * 100,
      end: `${d.weight.toFixed(0)} | ${(d.demand * 100).toFixed(0)}${nb}%`, tip: `${d.name}: ${d.weight.toFixed(0)} % of the exam; ${(d.demand * 100).toFixed(0)} % of what a posting asks, in ${outOf(d.touched, f.counted)} postings`}))};
  }
  function weekFigure(a, id) {
    const p = a.columns.find((d) => d.id === id && d.share.k);
    if (!p || a.r.weeks.filter((w) => w.postings).length < 2) return null;
    return {title: say('weeks.title', {platform: a.name(p.id)}), sub: say('weeks.sub'), band: a.r.weeks.map((w) => {
      const q = w.platforms[p.id];
      return q ? {label: w.week.slice(-3), value: q.share * 100, low: q.low * 100, high: q.high * 100, tip: `${week(w.week)}: ${share(q)}`} : {label: w.week.slice(-3)};
    })};
  }
  function payFigure(a, id) {
    const bands = a.r.salaries.filter((b) => slug(`pay-${b.currency}-${b.period}`) === id && !b.hidden);
    if (!bands.length) return null;
    return {title: say('salary.title', {unit: unit(bands[0])}), sub: say('salary.sub'), max: upto(top(bands.map((b) => b.mid.whisker_high))), boxes: bands.map((b) => {
      const name = b.platform ? a.name(b.platform) : 'all postings', m = b.mid;
      return {name, sub: '', end: 'n = ' + b.n, key: '', colour: b.platform ? '@' + accent(b.platform) : '@ink', values: [m.whisker_low, m.q1, m.median, m.q3, m.whisker_high],
        tip: `${name}: median ${thousands(Math.trunc(m.median))}, half between ${thousands(Math.trunc(m.q1))} and ${thousands(Math.trunc(m.q3))} (n = ${b.n})`};
    })};
  }
  // unit says a currency and a period in words.
  function unit({currency, period}) {
    const c = trimmed(currency, 8) || 'currency not stated';
    return !period ? c + ', period not stated' : period === 'hour' ? c + ' an hour' : !currency ? `${c}, a ${trimmed(period, 12)}` : `${c} a ${trimmed(period, 12)}`;
  }
  const slug = (s) => [...s].map((c) => (/[a-z0-9]/.test(c) ? c : /[A-Z]/.test(c) ? c.toLowerCase() : '-')).join('');
  const leftOut = (a) => (2 * a.r.left_out > a.n ? [`${a.r.left_out} of ${a.n} postings ask for nothing that an exam covers and are left out of the fits`] : []);
  function warnings(a) {
    const out = [];
    const alike = 1.5, few = a.r.effective < Measure.demandFloor;
    if (a.n && few) out.push(`${a.n < alike * a.r.effective ? `only ${a.postings}` : `${a.postings} that count as ${a.r.effective.toFixed(1)} independent ones, because those of one employer are alike`}: read the counts as a tally of these postings, not as what the market asks`);
    if (a.r.design_effect >= alike && !few) out.push(`postings of one employer are alike: the ${a.n} count as ${a.r.effective.toFixed(a.r.effective >= 100 ? 0 : 1)} independent ones in the intervals`);
    if (a.n && 3 * a.r.unknown_employer > a.n) out.push(`${a.r.unknown_employer} of ${a.n} postings name no employer; each counts as its own, which may make the intervals too narrow`);
    return out;
  }

  /* ---- tables: rows of cells; a cell is text or {t, num, head, key, tag, accent} ---- */
  const head = (t, more) => ({t, head: true, ...more});
  const sentences = (key) => ({t: 'sentences', key, screen: true});
  const num = (t, key) => ({t: typeof t === 'number' ? thousands(t) : t, num: true, key});
  const perPlatform = (a, platform, key) => a.columns.map((p) => num(platform[p.id] || 0, key && platform[p.id] ? key(p.id) : ''));
  const shelf = (f) => (f.no_fit ? 2 : f.bookable ? 0 : 1);
  const byFit = (a) => [...a.r.fits].sort((p, q) => shelf(p) - shelf(q) || q.fit - p.fit);
  const tables = {
    'fits-table': (a) => (a.ready ? byFit(a).map((f) => {
      const e = a.exam.get(f.code), row = [head(e.name, {accent: accent(f.vendor)}), e.tag || 'active'];
      return f.no_fit ? [...row, 'not computed: ' + f.no_fit, '', '', '', ''] : [...row, num(pct(f.fit)), num(between(f.low, f.high)), num(`${outOf(f.touched, f.counted)}`, 'c:' + f.code), num(pct(f.first_within)), num(pct(f.recommended))];
    }) : undefined),
    'enough-table': (a) => a.platforms.map((p) => [head(a.name(p.id), {accent: accent(p.id)}), num(share(p.enough)), num(share(p.only)), num(!a.ranks ? '–' : a.ready ? pct(p.first) : '…'), sentences('w:' + p.id)]),
    'kinds-table': (a) => a.platforms.map((p) => [head(a.name(p.id), {accent: accent(p.id)}), num(share(p.share), 'p:' + p.id), num(p.by_kind.required), num(p.by_kind.preferred), num(p.by_kind.duty), num(p.exclusive), num(p.either), num(p.multi), num(share(p.votes))]),
    'each-table': (a) => (a.ready ? [...a.chosen].sort(newest(a)).map((p) => [head(jobName(a.at(p)), {tag: a.at(p).old || '', key: 'j:' + a.at(p).id}), accepts(a, p), ...(a.covers ? [num(coverOf(a, p, a.r.recommendation.certification)), num(coverOf(a, p, a.r.recommendation.runner_up))] : []), num(a.at(p).posted || '')]) : undefined),
    'skills-figure-table': (a) => termTable(ranked(a, '', a.r.skills), ''),
    'tools-table': (a) => termTable(ranked(a, '', a.r.tools), ''),
    'certs-table': (a) => termTable(ranked(a, '', a.r.certterms), ''),
    'domains-table': (a) => a.leaders.flatMap((f) => f.domains.map((d, i) => {
      const inside = new Set(a.exam.get(f.code).domains[i].t);
      const mine = f.covered.filter((t) => inside.has(t.t)), most = mine.slice(0, 5).map((t) => `${t.name} ${t.k}`);
      return [head(d.name), f.code, num(d.weight ? d.weight.toFixed(0) + nb + '%' : 'not known'), num(pct(d.demand)), num(`${outOf(d.touched, f.counted)}`), num(outOf(mine.filter((t) => t.held).length, mine.length)), list(most)];
    })),
    'plan-table': (a) => a.r.plan.map((s) => [head(a.cert(s.code), {accent: accent(a.exam.get(s.code).vendor)}), num(pct(s.adds)), num(pct(s.total))]),
    'axis-table': (a) => a.r.axis.bins.map((n, i) => [head(`${i * 10}–${i * 10 + 10}`), num(n), list(a.live.exams.filter((e) => e.bookable && e.build != null && Math.min(9, Math.floor(e.build * 10)) === i).sort((p, q) => p.build - q.build).map((e) => e.code))]),
    'employers-table': (a) => a.r.employer_rows.slice(0, 200).map((e) => [head(e.name), num(e.postings), ...perPlatform(a, e.platform, (id) => `e:${id}:${e.name}`)]),
    'role-table': (a) => facets(a, a.r.roles, 'other'), 'place-table': (a) => facets(a, a.r.places), 'seniority-table': (a) => facets(a, a.r.seniority),
    'remote-table': (a) => facets(a, a.r.remote), 'language-table': (a) => facets(a, a.r.languages.map((f) => ({...f, value: languages[f.value] || f.value}))),
    'pay-table': (a) => a.r.salaries.map((b) => [head(`${unit(b)}, ${b.platform ? a.name(b.platform) : 'all postings'}`), num(b.n), ...(b.hidden ? ['fewer than five: hidden', '', '', '', '']
      : [b.mid.min, b.mid.q1, b.mid.median, b.mid.q3, b.mid.max].map((v) => num(thousands(Math.trunc(v)))))]),
    'together-table': (a) => a.r.together.cells.filter((c) => c.shown).map((c) => [head(c.name), a.name(c.platform), num(c.both), num(c.of_platform), num(c.of_term), num(c.lift.toFixed(1))]),
    'weeks-table': (a) => a.r.weeks.map((w) => [head(week(w.week)), num(w.postings), ...a.columns.map((p) => num(w.postings ? share(w.platforms[p.id]) : '–'))]),
  };
  function table(a, id) {
    if (tables[id]) return tables[id](a);
    let m = /^services-(.*)-table$/.exec(id);
    if (m) { const p = a.platforms.find((d) => accent(d.id) === m[1]); return p ? termTable(ranked(a, p.id, a.r.services), m[1]) : []; }
    m = /^study-(\d)-table$/.exec(id);
    if (m) return a.leaders[+m[1]] ? toLearn(a, a.leaders[+m[1]]).slice(0, 10).map((t, i) => [num(i + 1), head(t.name), num(`${outOf(t.k, a.n)}`, 't:' + t.id), studyPart(a, a.leaders[+m[1]], t)]) : [];
    return undefined;
  }
  const termTable = (terms, colour) => terms.slice(0, 200).map((t) => [head(t.name, {tag: t.state, accent: colour, under: t.all}), num(share(t.demand)), num(t.by_kind.required), num(t.by_kind.preferred), num(t.by_kind.duty), num(t.alone), num(t.choice), num(t.employers), sentences('t:' + t.id)]);
  const facets = (a, list, unsaid = 'not stated') => list.slice(0, 10).map((f) => [head(facetName(f.value) || unsaid), num(`${thousands(f.postings.k)} (${within(f.postings)})`), ...perPlatform(a, f.platform)]);
  const roleWords = {ml: 'ML', ai: 'AI', bi: 'BI', nlp: 'NLP', qa: 'QA', it: 'IT', mlops: 'MLOps', devops: 'DevOps'};
  const facetName = (s) => (s === slug(s) ? s.split('-').map((w) => roleWords[w] || w).join(' ') : s);
  const languages = {en: 'English', de: 'German', fr: 'French', es: 'Spanish', it: 'Italian', nl: 'Dutch', pl: 'Polish', pt: 'Portuguese', sv: 'Swedish', da: 'Danish', no: 'Norwegian', fi: 'Finnish', cs: 'Czech', hu: 'Hungarian', ro: 'Romanian', tr: 'Turkish', ja: 'Japanese', zh: 'Chinese', ko: 'Korean'};

  // framed are the postings that a row of the decision frame holds; two cells ask for them.
  const asksFor = (p, k) => p.asks & (k < 0 ? 0 : 1 << k);
  function framed(a, row) {
    const f = a.live.frame[row], of = new Uint8Array(a.live.terms.length);
    for (const t of f.t) of[t] = 1;
    a.framed[row] ||= a.chosen.filter((p) => p.ai && (f.p < 0 || asksFor(p, f.p)) && p.groups.some((g) => g.terms.some((t) => of[t])));
    return a.framed[row];
  }
  // numbers fills single cells: how much an exam covers, how many postings ask for a term, rows of the decision frame.
  function number(a, name) {
    const cut = name.indexOf(':'), kind = name.slice(0, cut), id = name.slice(cut + 1);
    if (kind === 'fit') { const f = a.fit.get(id); return !f || !a.ready ? '…' : a.r.counted && !a.ranks ? 'too few postings to say' : a.r.counted ? `${pct(f.fit)} (${between(f.low, f.high)})` : 'no posting to compare with'; }
    if (kind === 'count') { const t = [...a.r.services, ...a.r.tools, ...a.r.skills].find((x) => x.id === id); return String(t ? t.demand.k : 0); }
    if (kind === 'frame' || kind === 'frameon') {
      const f = a.live.frame[+id], list = framed(a, +id), number = (l) => l.reduce((n, p) => n + p.count, 0);
      if (kind === 'frameon') return `${f.v < 0 ? '' : a.live.platforms[f.v].n}: ${thousands(number(list.filter((p) => asksFor(p, f.v))))}`;
      const k = number(list), [low, high] = Measure.wilson(a.n ? k / a.n : 0, a.r.effective);
      return share({k, of: a.n, share: a.n ? k / a.n : 0, low, high});
    }
    return undefined;
  }
  // certainty is the strip of how often each certification came first.
  function certainty(a) {
    const x = a.r.recommendation;
    if (!a.ready || x.verdict === 'none' || x.verdict === 'tally') return null;
    const {out, others} = led(a), parts = out.map(({f, percent: n}) => ({name: f.code, accent: accent(f.vendor), share: f.recommended, text: String(n)}));
    if (out.length === 1 && !others && out[0].f.recommended < 1) parts[0].text = 'over 99';
    if (others > 0 && parts.length) parts.push({name: 'any other', accent: 'none', share: others / 100, text: String(others)});
    return parts;
  }

  return {about, texts, figure, table, number, certainty, say, plain, count, facetName, language: (code) => (code ? languages[code] || code : 'not stated'), use(w) { words = w; }};
})();
