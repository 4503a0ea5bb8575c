// In a session: the next and the previous place that says what was searched, or what is looked for in it (F).
const session = document.querySelector('[data-base]');
const query = new URLSearchParams(location.search).get('hits');
const links = () => [...document.querySelectorAll('#hits ol a')];
const typing = (el) => el?.matches?.('[data-find]');
let at = 0;

function here() {
  const agent = /\/agents\/([^/?#]+)/.exec(location.pathname)?.[1] ?? '';
  const line = /^#l(\d+)/.exec(location.hash)?.[1] ?? new URLSearchParams(location.search).get('at');
  const exact = links().findIndex((link) => link.dataset.line === line && link.dataset.agent === decodeURIComponent(agent));
  return exact < 0 ? 0 : exact;
}

function show() {
  const where = document.querySelector('#hits [data-part="where"]');
  if (where && links().length) where.textContent = `${at + 1} of ${links().length}`;
}

function step(by) {
  const all = links();
  if (!all.length) return;
  at = (at + by + all.length) % all.length;
  show();
  const url = new URL(all[at].href);
  if (url.pathname !== location.pathname) location.assign(url);
  else location.hash = url.hash;
}

async function load(q, all) {
  document.getElementById('hits')?.remove();
  await htmx.ajax('GET', `${session.dataset.base}/hits?${new URLSearchParams({ q, all })}`, { target: '#stage', swap: 'beforeend' });
}

async function begin() {
  await load(query, false);
  at = here();
  show();
}

async function find(q) {
  await load(q, true);
  document.querySelector('[data-find]')?.focus();
  at = -1;
  step(1);
}

if (session) {
  if (query) addEventListener('load', begin);
  document.addEventListener('click', (event) => {
    const by = event.target.closest('[data-hit]')?.dataset.hit;
    if (by) step(Number(by));
    if (event.target.closest('[data-hits-close]')) document.getElementById('hits').remove();
    if (event.target.closest('[data-find-here]')) find('');
  });
  document.addEventListener('submit', (event) => {
    const box = event.target.querySelector('[data-find]');
    if (!box) return;
    event.preventDefault();
    if (box.value === box.defaultValue) step(1);
    else find(box.value);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.shiftKey && typing(event.target)) {
      event.preventDefault();
      step(-1);
    }
  });
  document.addEventListener('reprise:key', (event) => {
    const keys = { '.': () => step(1), ',': () => step(-1), F: () => find('') };
    if (!keys[event.detail.key]) return;
    event.preventDefault();
    keys[event.detail.key]();
  });
}
