// What Back comes back to: as many rows, the current one where it stood, and the focus on it.
const list = document.querySelector('[data-list]');
const rows = () => [...document.querySelectorAll('.row')];
const rowOf = (id) => id && document.getElementById(`s-${id}`);
const go = (id, scroll) => document.dispatchEvent(new CustomEvent('reprise:go', { detail: { id, scroll } }));

function stored(name, value) {
  try {
    if (value !== undefined) sessionStorage.setItem(name, value);
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function leave() {
  const current = document.querySelector('.row.current');
  stored('order', JSON.stringify(rows().map((row) => row.dataset.id)));
  const place = { rows: rows().length, id: current?.dataset.id, top: current?.getBoundingClientRect().top, y: scrollY };
  history.replaceState({ ...history.state, list: place }, '');
}

async function again() {
  const was = history.state?.list;
  const known = rowOf(stored('current'));
  if (!was || performance.getEntriesByType('navigation')[0]?.type !== 'back_forward') {
    if (known) go(known.dataset.id, true);
    return;
  }
  if (was.rows > rows().length) {
    const more = new URLSearchParams(location.search);
    more.set('rows', was.rows);
    await htmx.ajax('GET', `/?${more}`, { target: '#rows', swap: 'innerHTML' });
  }
  const row = rowOf(stored('current')) ?? rowOf(was.id);
  scrollTo({ top: was.y, behavior: 'instant' });
  if (!row) return;
  if (row.dataset.id === was.id) scrollBy({ top: row.getBoundingClientRect().top - was.top, behavior: 'instant' });
  go(row.dataset.id, row.dataset.id !== was.id);
  row.querySelector('.title').focus({ preventScroll: true });
}

if (list) {
  addEventListener('pagehide', leave);
  if (document.readyState === 'complete') again();
  else addEventListener('load', again);
}
