// The verdict of the panel on each row of the list. It takes looking at files: asked for when the rows stand, and of what
// changed at most every few seconds.
const SOON = 250;
const AGAIN = 8000;
let timer;
let last = 0;

const due = () => [...document.querySelectorAll('.row')].filter((row) => !row.querySelector('.verdict') || 'stale' in row.dataset);

function put(verdict) {
  const row = document.getElementById(`s-${verdict.dataset.id}`);
  if (!row) return;
  row.querySelector('.verdict')?.remove();
  row.dataset.verdict = verdict.classList[1];
  row.querySelector('.status p:last-child').prepend(document.adoptNode(verdict));
}

async function ask() {
  const rows = due().slice(0, 62);
  if (!rows.length || document.hidden) return;
  last = performance.now();
  const ids = rows.map((row) => row.dataset.id);
  rows.forEach((row) => delete row.dataset.stale);
  const answer = await fetch(`/sessions/verdicts?${new URLSearchParams(ids.map((id) => ['id', id]))}`, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  page.querySelectorAll('.verdict').forEach(put);
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
}

if (document.querySelector('[data-list]')) {
  document.addEventListener('reprise:renewed', () => later(Math.max(SOON, AGAIN - (performance.now() - last))));
  document.addEventListener('reprise:found', () => later(SOON));
  document.addEventListener('htmx:load', () => later(SOON));
  addEventListener('load', () => later(SOON));
}
