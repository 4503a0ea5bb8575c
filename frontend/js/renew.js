// One event renews, together, everything on a page that says what is; rows of the list change where they stand.
const stage = document.querySelector('[data-around]');
const list = document.querySelector('[data-list]');
const PAUSE = 250;
// The counts beside the views are up to two seconds old: one more look when nothing changes any more.
const SETTLED = 2200;
let settling;
const FOCUSABLE = 'a, button, summary, input';
const changed = new Set();
let busy = false;
let pressed = false;
// Asked for while it could not be done.
let wanted = false;

const loaded = () => [...document.querySelectorAll('.row')].map((row) => row.dataset.id);

function address(ids) {
  const url = new URL(stage.dataset.around, location.origin);
  new URLSearchParams(location.search).forEach((value, name) => url.searchParams.append(name, value));
  if (list) {
    const rows = new Set(loaded());
    url.searchParams.set('rows', rows.size);
    ids.filter((id) => rows.has(id)).slice(0, 60).forEach((id) => url.searchParams.append('row', id));
  }
  return url;
}

// What a person does in a part stays: the focus, what is folded, how far it is scrolled.
function put(old, part) {
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  const at = [...old.querySelectorAll(FOCUSABLE)].indexOf(focus);
  const folds = [...old.querySelectorAll('details')].map((fold) => fold.open);
  const scrolled = old.scrollTop;
  old.replaceWith(part);
  part.querySelectorAll('details').forEach((fold, n) => (fold.open = folds[n] ?? fold.open));
  part.scrollTop = scrolled;
  if (!focus) return;
  const all = [...part.querySelectorAll(FOCUSABLE)];
  const href = focus.getAttribute('href');
  ((href && all.find((one) => one.getAttribute('href') === href)) || all[at])?.focus({ preventScroll: true });
}

const selecting = (el) => {
  const selection = getSelection();
  return selection && !selection.isCollapsed && el.contains(selection.anchorNode);
};

function parts(page) {
  for (const part of page.querySelectorAll('[data-renew], .row')) {
    const old = document.getElementById(part.id);
    if (!old || old.isEqualNode(part) || selecting(old) || old.querySelector('.naming, form:not([hidden]) textarea')) continue;
    const verdict = old.querySelector('.verdict');
    put(old, document.adoptNode(part));
    if (!part.matches('.row')) continue;
    part.classList.add('fresh');
    part.dataset.stale = '';
    if (verdict) part.querySelector('.status p:last-child').prepend(verdict);
  }
  for (const heading of page.querySelectorAll('h2[data-heading]')) {
    const old = document.querySelector(`#found h2[data-heading="${CSS.escape(heading.dataset.heading)}"]`);
    if (old && !old.isEqualNode(heading)) old.replaceWith(document.adoptNode(heading));
  }
}

// New sessions are told in the place of the count, and come when they are asked for; the first ones come by themselves.
function newer(page) {
  const now = page.getElementById('found');
  if (now.dataset.empty !== document.getElementById('found').dataset.empty && !document.querySelector('.row')) {
    document.dispatchEvent(new CustomEvent('reprise:ask'));
    return;
  }
  const known = new Set(loaded());
  const ids = (now.dataset.ids ?? '').split(' ').filter((id) => id);
  const fresh = ids.filter((id) => !known.has(id)).length;
  const line = document.getElementById('news');
  line.hidden = fresh === 0;
  document.getElementById('count').classList.toggle('behind', fresh > 0);
  line.querySelector('a').href = location.pathname + location.search;
  line.querySelector('[data-part="text"]').textContent = `${fresh}${fresh === ids.length ? '+' : ''} newer`;
}

const standing = () => [...document.querySelectorAll('#head :is(.state, .badge)')].map((word) => word.textContent).join('|');

async function renew() {
  wanted = busy || pressed;
  if (wanted) return;
  busy = true;
  const ids = [...changed];
  changed.clear();
  const begun = performance.now();
  const answer = await fetch(address(ids), { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const before = standing();
    parts(page);
    if (list) newer(page);
    const now = page.querySelector('[data-logged]')?.dataset;
    if (now?.logged !== stage.dataset.logged) location.reload();
    document.dispatchEvent(new CustomEvent('reprise:renewed', { detail: now }));
    if (standing() !== before) document.dispatchEvent(new CustomEvent('reprise:panel'));
  }
  clearTimeout(settling);
  if (ids.length) settling = setTimeout(renew, SETTLED);
  setTimeout(() => {
    busy = false;
    if (wanted) renew();
  }, Math.max(PAUSE, 4 * (performance.now() - begun)));
}

document.addEventListener('reprise:found', () => (document.getElementById('news').hidden = true));

if (stage) {
  const own = stage.dataset.session;
  document.addEventListener('reprise:changed', (event) => {
    const ids = own ? event.detail.filter((id) => id === own) : event.detail;
    ids.forEach((id) => changed.add(id));
    if (ids.length) renew();
  });
  document.addEventListener('reprise:arranged', renew);
  addEventListener('pointerdown', () => (pressed = true), true);
  for (const end of ['pointerup', 'pointercancel']) {
    addEventListener(end, () => {
      pressed = false;
      if (wanted) setTimeout(renew, 50);
    }, true);
  }
}
