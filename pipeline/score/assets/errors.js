'use strict';
(function () {
  const form = document.getElementById('filters');
  if (!form) return;
  const $ = id => document.getElementById('f-' + id);
  const FIELDS = ['kind', 'rule', 'outlet', 'source'];
  const errors = Array.from(document.querySelectorAll('.error'));
  let hay = null; // what the search looks in, made when first asked for

  for (const field of FIELDS) {
    const count = new Map();
    for (const e of errors) if (e.dataset[field]) count.set(e.dataset[field], (count.get(e.dataset[field]) || 0) + 1);
    for (const value of Array.from(count.keys()).sort((a, b) => a.localeCompare(b, 'en'))) {
      const o = document.createElement('option');
      o.value = value;
      o.textContent = value + ' (' + count.get(value) + ')';
      $(field).append(o);
    }
  }
  const search = () => {
    const words = $('text').value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length && !hay) hay = errors.map(e => e.textContent.toLowerCase());
    let shown = 0;
    errors.forEach((e, i) => {
      const fits = FIELDS.every(f => !$(f).value || e.dataset[f] === $(f).value) && words.every(w => hay[i].includes(w));
      e.hidden = !fits;
      if (fits) shown++;
    });
    document.getElementById('found').textContent = shown.toLocaleString('en-GB') + ' of ' + errors.length.toLocaleString('en-GB') + (errors.length === 1 ? ' error' : ' errors');
  };
  let wait = 0;
  form.hidden = false;
  form.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(search, 120); });
  form.addEventListener('reset', () => setTimeout(search, 0));
  form.addEventListener('submit', e => e.preventDefault());
  search();
})();
