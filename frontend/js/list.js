// The list of sessions: a current row, selection, preview pane, what is current and what is picked.
const list = document.querySelector('[data-list]');
const preview = document.getElementById('preview');
const rows = () => [...document.querySelectorAll('.row')];
const picked = new Set();
let current = null;
let previewTimer;

function remember(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch { /* not remembered */ }
}

function recall(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function rowOf(id) {
  return document.getElementById(`s-${id}`);
}

function mark() {
  for (const row of rows()) {
    row.classList.toggle('current', row.dataset.id === current);
    row.classList.toggle('picked', picked.has(row.dataset.id));
    row.querySelector('[data-select]').checked = picked.has(row.dataset.id);
  }
  const box = document.getElementById('selection');
  box.hidden = picked.size === 0;
  box.querySelector('[data-part="text"]').textContent = `${picked.size} selected`;
}

function go(row, scroll = true) {
  if (!row) return;
  current = row.dataset.id;
  remember('current', current);
  mark();
  if (scroll) row.scrollIntoView({ block: 'nearest' });
  if (document.activeElement?.closest?.('.row')) row.querySelector('.title').focus({ preventScroll: true });
  if (!preview.hidden) load();
}

function step(by) {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.id === current);
  const next = at < 0 ? all[0] : all[Math.min(all.length - 1, Math.max(0, at + by))];
  go(next);
  next?.querySelector('.title').focus({ preventScroll: true });
}

function back() {
  if (!preview.hidden) {
    togglePreview(false);
    return;
  }
  picked.clear();
  mark();
}

function load() {
  clearTimeout(previewTimer);
  previewTimer = setTimeout(() => {
    htmx.ajax('GET', `/sessions/${encodeURIComponent(current)}/preview`, { target: preview, swap: 'innerHTML' });
  }, 60);
}

function togglePreview(open = preview.hidden) {
  if (open && !current) step(0);
  if (open && !current) return;
  preview.hidden = !open;
  remember('preview', open ? 'open' : '');
  if (open) load();
  else preview.replaceChildren();
}

function pick(id) {
  if (!id) return;
  if (!picked.delete(id)) picked.add(id);
  mark();
}

const copy = (ids) => document.dispatchEvent(new CustomEvent('reprise:copy', { detail: ids }));

// What is seen is what is copied: the panel of the preview with the flags that were typed there.
function copyChosen() {
  if (picked.size) copy(rows().map((row) => row.dataset.id).filter((id) => picked.has(id)));
  else if (!preview.hidden && preview.querySelector('[data-resume]')) document.dispatchEvent(new CustomEvent('reprise:copy-this'));
  else if (current) copy([current]);
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Escape: back,
  x: () => pick(current),
  c: copyChosen,
  ' ': () => togglePreview(),
  Enter: () => current && location.assign(rowOf(current).querySelector('.title').href),
};

if (list) {
  document.addEventListener('reprise:found', () => {
    if (current && !rowOf(current)) current = null;
    mark();
  });
  document.addEventListener('reprise:renewed', mark);
  document.addEventListener('reprise:down', () => {
    step(0);
    rows()[0]?.querySelector('.title').focus();
  });
  document.addEventListener('reprise:key', (event) => {
    const { key, target } = event.detail;
    const busy = target.closest?.('a, button, summary, input') && !target.matches('.title');
    if (!keys[key] || (busy && (key === ' ' || key === 'Enter')) || (key === 'Enter' && target.matches?.('.title'))) return;
    event.preventDefault();
    keys[key]();
  });
  list.addEventListener('change', (event) => {
    if (event.target.matches('[data-select]')) pick(event.target.closest('.row').dataset.id);
  });
  list.addEventListener('focusin', (event) => {
    if (event.target.matches('.title') && event.target.closest('.row').dataset.id !== current) go(event.target.closest('.row'), false);
  });
  document.querySelector('[data-copy-selected]').addEventListener('click', () => keys.c());
  document.querySelector('[data-clear-selected]').addEventListener('click', () => {
    picked.clear();
    mark();
  });
  preview.addEventListener('click', (event) => {
    if (event.target.closest('[data-close-preview]')) togglePreview(false);
  });
  window.addEventListener('pagehide', () => remember('order', JSON.stringify(rows().map((row) => row.dataset.id))));
  const known = recall('current');
  if (known && rowOf(known)) go(rowOf(known));
  if (recall('preview') === 'open' && innerWidth > 860) window.addEventListener('load', () => togglePreview(true));
}
