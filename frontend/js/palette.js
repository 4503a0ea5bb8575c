// The command palette: opens at once, asks while one types; the newest question wins. The focus goes back where it was.
const palette = document.getElementById('palette');
const input = palette?.querySelector('input');
const list = document.getElementById('palette-list');
let before = null;
let asking = 0;
let typing;

const items = () => [...list.querySelectorAll('[role="option"]')];
const chosen = () => list.querySelector('[aria-selected="true"]');
const currentSession = () => document.querySelector('[data-session]')?.dataset.session ?? document.querySelector('.row.current')?.dataset.id ?? '';

function choose(item) {
  items().forEach((one) => one.setAttribute('aria-selected', one === item));
  if (item) {
    input.setAttribute('aria-activedescendant', item.id);
    item.scrollIntoView({ block: 'nearest' });
  }
}

async function ask() {
  const mine = ++asking;
  const query = new URLSearchParams({ q: input.value, session: currentSession() });
  const answer = await fetch(`/palette?${query}`, { headers: { 'HX-Request': 'true' } });
  if (mine !== asking || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (mine !== asking) return;
  list.replaceChildren(...document.adoptNode(page.body).childNodes);
  items().forEach((item, n) => (item.id = `p-${n}`));
  choose(items()[0]);
}

function open() {
  if (!palette || palette.open) return;
  before = document.activeElement;
  input.value = '';
  palette.showModal();
  input.focus();
  ask();
}

function press(key) {
  const target = before ?? document.body;
  target.focus?.({ preventScroll: true });
  document.dispatchEvent(new CustomEvent('reprise:key', { detail: { key, target }, cancelable: true }));
}

function take(item, copy) {
  if (!item) return;
  const { href, key, id } = item.dataset;
  if (copy && id) {
    palette.close();
    document.dispatchEvent(new CustomEvent('reprise:copy', { detail: [id] }));
  } else if (key) {
    palette.close();
    press(key);
  } else if (href) {
    location.assign(href);
  }
}

if (palette) {
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      if (palette.open) palette.close();
      else open();
    }
  }, true);
  document.querySelector('[data-palette]')?.addEventListener('click', open);
  palette.addEventListener('close', () => before?.focus?.({ preventScroll: true }));
  palette.addEventListener('click', (event) => {
    if (event.target === palette) palette.close();
    take(event.target.closest('[role="option"]'), false);
  });
  input.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(ask, 40);
  });
  palette.addEventListener('keydown', (event) => {
    event.stopPropagation();
    const all = items();
    const at = all.indexOf(chosen());
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing) return;
    if (event.key in moves) choose(all[(at + moves[event.key] + all.length) % all.length]);
    else if (event.key === 'Enter') take(chosen(), event.ctrlKey || event.metaKey);
    else if (event.key === 'Tab') choose(all[(at + 1) % all.length]);
    else return;
    event.preventDefault();
  });
}
