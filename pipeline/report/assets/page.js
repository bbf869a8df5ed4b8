'use strict';
(function () {
  const $ = id => document.getElementById(id);
  const data = JSON.parse($('data').textContent);
  const verdict = row => row.g < 0 ? '' : data.groups[row.g][1];
  const outlet = row => data.outlets[data.articles[row.a].outlet];
  const speaker = row => row.s < 0 ? null : data.speakers[row.s];
  const who = row => row.w || speaker(row)[1];   // as the sentence has it, where that says more
  const bare = row => row.k === 'indirect';       // the reporter’s words, in no marks
  const id = row => data.articles[row.a].id + '#' + row.n;
  const PAGE = 50;
  let byId = null;   // made when first asked for
  let hay = null;    // what the search looks in, row by row, in lower case
  let hits = [];
  let body = null;
  let drawn = 0;

  document.documentElement.classList.add('js');

  const el = (name, attrs, ...children) => {
    const e = document.createElement(name);
    for (const k in attrs) e.setAttribute(k, attrs[k]);
    e.append(...children);
    return e;
  };
  const find = q => {
    if (!byId) { byId = new Map(); data.rows.forEach((row, i) => byId.set(id(row), i)); }
    return byId.get(q);
  };
  // The same rule as in anchor.go.
  const anchor = (kind, s) => kind + ':' + Array.from(new TextEncoder().encode(s), b => {
    const c = String.fromCharCode(b);
    return /[A-Za-z0-9\/._-]/.test(c) ? c : c === '#' ? ':' : '~' + b.toString(16).padStart(2, '0');
  }).join('');
  const LABELS = { q: 'quote', m: 'speaker', c: 'cue' };
  const context = row => {
    const p = el('p', { class: 'ctx' });
    for (let i = 0; i < row.x.length; i += 2) {
      const kind = row.x[i], text = row.x[i + 1] === 0 ? row.t : row.x[i + 1];
      if (!kind) { p.append(text); continue; }
      const letter = kind.includes('m') ? 'm' : kind.includes('c') ? 'c' : 'q';
      const label = letter === 'q' && bare(row) ? 'reported' : LABELS[letter];
      p.append(el('mark', { class: kind }, el('span', { class: 'vh' }, label + ': '), text));
    }
    return p;
  };
  const sentence = row => row.x.reduce((s, t, i) => i % 2 ? s + (t === 0 ? row.t : t) : s, '');

  // Evidence: all that somebody else needs to check a quote without this page.
  const evidence = row => {
    const a = data.articles[row.a], s = speaker(row);
    return [
      (bare(row) ? 'Reported, without marks: ' + row.t : '“' + row.t + '”'),
      'Speaker: ' + (s ? who(row) + ' (' + s[0] + ', ' + s[2] + '), confidence ' + row.p.toFixed(3) : 'nobody named'),
      'Outlet: ' + outlet(row) + (a.date ? ', ' + a.date : ''),
      a.title && 'Title: ' + a.title,
      a.url && 'URL: ' + a.url,
      'In its sentence: ' + sentence(row).replace(/\s+/g, ' ').trim(),
      'Article: ' + a.id + ', bytes ' + row.b + ' to ' + row.e + ' (half open)',
      'SHA-256 of the article’s text: ' + a.sha256,
      'Quote: ' + id(row) + (row.r < 0 ? '' : ', rule ' + data.rules[row.r]),
      row.g >= 0 && 'Group: ' + data.groups[row.g][0] + ', ' + verdict(row),
    ].filter(Boolean).join('\n');
  };
  const tell = text => { $('told').textContent = text; };
  const copied = button => {
    const was = button.textContent;
    button.textContent = 'Copied';
    tell('Evidence copied');
    setTimeout(() => { button.textContent = was; }, 1600);
  };
  // Where the clipboard is closed (an old browser, a policy), the older command;
  // where that fails too, the text in a box, selected.
  const fallback = (text, button) => {
    const box = $('evidence'), area = box.querySelector('textarea');
    area.value = text;
    box.showModal();
    area.focus();
    area.select();
    let done = false;
    try { done = document.execCommand('copy'); } catch (e) { done = false; }
    if (done) { box.close(); button.focus(); copied(button); }
  };
  document.addEventListener('click', e => {
    const button = e.target.closest('button.copy');
    if (button) {
      const i = find(button.dataset.q);
      if (i === undefined) { tell('This quote is not on the page'); return; }
      const text = evidence(data.rows[i]);
      if (navigator.clipboard && navigator.clipboard.writeText)
        navigator.clipboard.writeText(text).then(() => copied(button), () => fallback(text, button));
      else fallback(text, button);
      return;
    }
    const link = e.target.closest('a[data-speaker]');
    if (link) { clear(); $('f-speaker').value = link.dataset.speaker; search(); }
  });

  const details = row => {
    const d = el('details', {}, el('summary', {}, 'In its sentence'));
    d.addEventListener('toggle', () => {
      if (d.childElementCount > 1) return;
      const q = id(row);
      const meta = el('p', { class: 'meta' });
      if (row.r >= 0) meta.append(el('span', {}, 'rule ' + data.rules[row.r]));
      meta.append(el('span', {}, 'bytes ' + row.b + '–' + row.e), el('a', { class: 'id', href: '#' + anchor('q', q) }, q),
        el('button', { type: 'button', class: 'copy', 'data-q': q }, 'Copy as evidence'));
      d.append(context(row), meta);
    });
    return d;
  };
  const soft = text => el('span', { class: 'soft' }, text);
  const percent = p => Math.min(Math.round(p * 100), p < 1 ? 99 : 100) + ' %';
  const draw = row => {
    const a = data.articles[row.a], s = speaker(row), v = verdict(row), q = anchor('q', id(row));
    // Roles are said outright: on a narrow screen the cells are blocks, and
    // some browsers then forget that this is a table.
    const tr = el('tr', document.getElementById(q) ? { role: 'row' } : { role: 'row', id: q });
    const cell = (...c) => el('td', { role: 'cell' }, ...c);
    const what = cell(bare(row) ? 'reported, without marks' : row.c + (row.k ? ', ' + row.k : ''));
    if (v) what.append(' ', el('br'), el('a', { href: '#' + anchor('g', data.groups[row.g][0]), class: 'v-' + v }, v));
    tr.append(cell(el('span', { class: 't' }, bare(row) ? row.t : '“' + row.t + '”'), details(row)),
      cell(s ? who(row) : '–', ...(s ? [' ', soft(percent(row.p) + ' sure')] : [])),
      cell(outlet(row), ...(a.date ? [' ', soft(a.date)] : [])), what);
    return tr;
  };
  const more = el('button', { type: 'button' }, 'Show more');
  more.addEventListener('click', () => {
    const from = drawn;
    grow();
    const next = body.children[from];
    if (next) { next.tabIndex = -1; next.focus({ preventScroll: true }); }
  });
  const grow = () => {
    const part = document.createDocumentFragment();
    for (const end = Math.min(drawn + PAGE, hits.length); drawn < end; drawn++) part.append(draw(data.rows[hits[drawn]]));
    body.append(part);
    more.hidden = drawn >= hits.length;
    more.textContent = 'Show more (' + (hits.length - drawn).toLocaleString('en-GB') + ' left)';
  };
  const show = list => {
    hits = list;
    drawn = 0;
    body = el('tbody', { role: 'rowgroup' });
    const head = ['Quote', 'Speaker', 'Outlet', 'Class and verdict'].map(t => el('th', { scope: 'col', role: 'columnheader' }, t));
    $('list').replaceChildren(el('table', { class: 'quotes', role: 'table', 'aria-label': 'Quotes found' },
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...head)), body), more);
    const without = list.reduce((n, i) => n + bare(data.rows[i]), 0);
    const many = (n, one) => n.toLocaleString('en-GB') + ' ' + one + (n === 1 ? '' : 's');
    $('found').textContent = many(list.length - without, 'quote') + (without ? ' and ' + many(without, 'passage') + ' reported without marks' : '') + ' found';
    grow();
  };
  const search = () => {
    if (!hay) hay = data.rows.map(row => (row.t + '\n' + (speaker(row) || ['', ''])[1] + '\n' + (row.w || '') + '\n' + id(row) + '\n' + data.articles[row.a].title).toLowerCase());
    const words = $('f-text').value.toLowerCase().split(/\s+/).filter(Boolean);
    const o = $('f-outlet').value, s = $('f-speaker').value, c = $('f-class').value, k = $('f-kind').value, v = $('f-verdict').value;
    const list = [];
    data.rows.forEach((row, i) => {
      if (o && outlet(row) !== o) return;
      if (s && (s === '-' ? row.s >= 0 : row.s < 0 || data.speakers[row.s][0] !== s)) return;
      if (c && row.c !== c) return;
      if (k && row.k !== k) return;
      if (v && (v === '-' ? row.g >= 0 : verdict(row) !== v)) return;
      if (words.every(w => hay[i].includes(w))) list.push(i);
    });
    show(list);
  };
  const clear = () => ['text', 'outlet', 'speaker', 'class', 'kind', 'verdict'].forEach(f => { $('f-' + f).value = ''; });
  const options = (select, pairs) => pairs.forEach(([value, text]) => select.append(el('option', { value }, text)));
  const sorted = list => Array.from(new Set(list)).sort((a, b) => a.localeCompare(b, 'en'));
  options($('f-outlet'), sorted(data.outlets).map(o => [o, o]));
  options($('f-speaker'), data.speakers.slice().sort((a, b) => a[1].localeCompare(b[1], 'en')).map(s => [s[0], s[1]]));
  options($('f-class'), ['quote', 'scare', 'title', 'name', 'furniture'].map(c => [c, c]));
  options($('f-kind'), [['direct', 'direct'], ['mixed', 'mixed'], ['indirect', 'reported, without marks']]);
  options($('f-verdict'), ['conflicting', 'divergent', 'variant', 'consistent'].map(v => [v, v]));
  let wait = 0;
  $('filters').hidden = false;
  $('filters').addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(search, 120); });
  $('filters').addEventListener('reset', () => setTimeout(search, 0));
  $('filters').addEventListener('submit', e => e.preventDefault());

  // A link to a quote leads to its group where the page shows it, and else to
  // its row here.
  const follow = () => {
    let target = location.hash.slice(1);
    try { target = decodeURIComponent(target); } catch (e) { return; }
    if (!target) return;
    let e = document.getElementById(target);
    if (!e && target.startsWith('q:')) {
      const i = data.rows.findIndex(row => anchor('q', id(row)) === target);
      if (i < 0) { tell('This quote is not on the page'); return; }
      clear();
      show([i]);
      e = document.getElementById(target);
      e.querySelector('details').open = true;
    }
    if (!e && target.startsWith('s:')) {
      // A speaker for whom the page has no room: the quotes that it does show.
      const s = data.speakers.find(s => anchor('s', s[0]) === target);
      if (!s) { tell('This speaker is not on the page'); return; }
      clear();
      $('f-speaker').value = s[0];
      search();
      e = $('quotes');
    }
    if (!e) return;
    for (let d = e.closest('details'); d; d = d.parentElement.closest('details')) d.open = true;
    e.scrollIntoView();
    if (e.tabIndex < 0) e.tabIndex = -1;
    e.focus({ preventScroll: true });
  };
  addEventListener('hashchange', follow);
  addEventListener('beforeprint', () => document.querySelectorAll('.contexts').forEach(d => { d.open = true; }));
  search();
  follow();
})();
