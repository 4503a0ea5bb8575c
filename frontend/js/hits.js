// In a session that was found by a search: the next and the previous place that says it.
const session = document.querySelector('[data-base]');
const query = new URLSearchParams(location.search).get('hits');
const links = () => [...document.querySelectorAll('#hits ol a')];
let at = 0;

function here() {
  const agent = /\/agents\/([^/?#]+)/.exec(location.pathname)?.[1] ?? '';
  const line = /^#l(\d+)/.exec(location.hash)?.[1] ?? new URLSearchParams(location.search).get('at');
  const all = links();
  const exact = all.findIndex((link) => link.dataset.line === line && link.dataset.agent === decodeURIComponent(agent));
  return exact < 0 ? 0 : exact;
}

function show() {
  const where = document.querySelector('#hits [data-part="where"]');
  if (where) where.textContent = `${at + 1} of ${links().length}`;
}

function step(by) {
  const all = links();
  if (!all.length) return;
  at = (at + by + all.length) % all.length;
  show();
  const url = new URL(all[at].href);
  if (url.pathname === location.pathname && url.hash) location.hash = url.hash;
  else location.assign(url);
}

async function begin() {
  const id = /^\/sessions\/([^/]+)/.exec(location.pathname)[1];
  await htmx.ajax('GET', `/sessions/${id}/hits?q=${encodeURIComponent(query)}`, { target: '#stage', swap: 'beforeend' });
  at = here();
  show();
}

if (session && query) {
  addEventListener('load', begin);
  document.addEventListener('click', (event) => {
    const by = event.target.closest('[data-hit]')?.dataset.hit;
    if (by) step(Number(by));
  });
  document.addEventListener('reprise:key', (event) => {
    const by = { '.': 1, ',': -1 }[event.detail.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
}
