// Search as one types, from any page: what is found takes the place of the page; the newest question wins.
const box = document.querySelector('[data-search]');
const WAIT = 150;
let typing;
let asked = box?.value.trim() ?? '';

const results = () => document.querySelector('[data-results]');
const hits = () => [...document.querySelectorAll('.hit-group .hit, .hit-group:not(:has(.hit)) .title')];

function ask() {
  clearTimeout(typing);
  const q = box.value.trim();
  if (q === asked || (q === '' && !results())) return;
  asked = q;
  const sort = results() ? new URLSearchParams(location.search).get('sort') : null;
  const query = new URLSearchParams({ q, ...(sort && { sort }), ...(!results() && { first: 'true' }) });
  // not the box itself: its value would be sent once more
  htmx.ajax('GET', `/search?${query}`, { source: box.form.querySelector('svg'), target: '#stage', swap: 'outerHTML' });
}

function stand(at) {
  const all = hits();
  const next = all[Math.min(all.length - 1, Math.max(0, at))];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

const current = () => hits().indexOf(document.activeElement);

function group(by) {
  const groups = [...document.querySelectorAll('.hit-group')];
  const at = groups.findIndex((one) => one.contains(document.activeElement));
  const next = groups[at < 0 ? 0 : Math.min(groups.length - 1, Math.max(0, at + by))];
  if (next) stand(hits().findIndex((hit) => next.contains(hit)));
}

// What Back comes back to.
function place(value) {
  try {
    if (value !== undefined) sessionStorage.setItem('hit', value);
    return sessionStorage.getItem('hit');
  } catch {
    return null;
  }
}

if (box) {
  box.form.querySelector('svg').setAttribute('hx-sync', 'this:replace');
  box.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(ask, WAIT);
  });
  // a piece of code keeps its lines
  box.addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text').trim();
    if (!text.includes('\n')) return;
    event.preventDefault();
    box.setRangeText(text.replace(/\s*\n\s*/g, ' ⏎ ').slice(0, 1900), box.selectionStart, box.selectionEnd, 'end');
    ask();
  });
  box.form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask();
    if (results() && hits().length) stand(0);
  });
  box.addEventListener('keydown', (event) => {
    if (event.isComposing || !results()) return;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      stand(0);
    } else if (event.key === 'Escape' && hits().length) {
      event.preventDefault();
      event.stopPropagation();
      stand(0);
    }
  });
  document.addEventListener('reprise:key', (event) => {
    if (!results()) return;
    const keys = {
      j: () => stand(current() + 1), ArrowDown: () => stand(current() + 1),
      k: () => (current() <= 0 ? box.focus() : stand(current() - 1)), ArrowUp: () => (current() <= 0 ? box.focus() : stand(current() - 1)),
      J: () => group(1), K: () => group(-1),
      Escape: () => (history.length > 1 ? history.back() : location.assign('/')),
    };
    if (!keys[event.detail.key]) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys[event.detail.key]();
  }, true);
  document.addEventListener('click', (event) => {
    const hit = event.target.closest('.hit-group a');
    if (hit) place(hit.getAttribute('href'));
    const narrow = event.target.closest('[data-narrow]');
    if (narrow) narrow.setAttribute('aria-expanded', document.getElementById('narrows').classList.toggle('open'));
  });
  addEventListener('load', () => {
    if (!results()) return;
    const back = performance.getEntriesByType('navigation')[0]?.type === 'back_forward';
    const was = back && hits().findIndex((hit) => hit.getAttribute('href') === place());
    if (back && was >= 0) stand(was);
    else if (!back) box.setSelectionRange(box.value.length, box.value.length), box.focus({ preventScroll: true });
  });
}
