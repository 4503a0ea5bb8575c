// The list of sessions: the current row and the preview pane.
const list = document.querySelector('[data-list]');
const preview = document.getElementById('preview');
const rows = () => [...document.querySelectorAll('.row')];
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

// Screen readers hear of the current row how it is and what was said last.
function describe(row) {
  const title = row.querySelector('.title');
  const parts = [row.querySelector('.status'), row.querySelector('.said')];
  document.querySelectorAll('[aria-current="true"].title').forEach((old) => old !== title && (old.removeAttribute('aria-current'), old.removeAttribute('aria-describedby')));
  document.querySelectorAll('#current-0, #current-1').forEach((old) => old.removeAttribute('id'));
  parts.forEach((part, n) => (part.id = `current-${n}`));
  title.setAttribute('aria-current', 'true');
  title.setAttribute('aria-describedby', 'current-0 current-1');
}

function mark() {
  for (const row of rows()) {
    row.classList.toggle('current', row.dataset.id === current);
    if (row.dataset.id === current) describe(row);
  }
  document.dispatchEvent(new CustomEvent('reprise:marked'));
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
  document.dispatchEvent(new CustomEvent('reprise:unpick'));
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

const keys = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Escape: back,
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
  list.addEventListener('focusin', (event) => {
    if (event.target.matches('.title') && event.target.closest('.row').dataset.id !== current) go(event.target.closest('.row'), false);
  });
  preview.addEventListener('click', (event) => {
    if (event.target.closest('[data-close-preview]')) togglePreview(false);
  });
  document.addEventListener('reprise:go', (event) => go(rowOf(event.detail.id), event.detail.scroll));
  if (recall('preview') === 'open' && innerWidth > 860) window.addEventListener('load', () => togglePreview(true));
}
