// A conversation in windows: loads what is before and after without moving what is read, jumps to addresses, and puts
// results that came later into their call's card.
const session = document.querySelector('[data-session]');
const header = () => (innerWidth > 860 ? document.querySelector('.one > .bar').getBoundingClientRect().bottom : 48);
const base = session?.dataset.base;
let held = null;
let loading = false;

function pair() {
  for (const alone of document.querySelectorAll('.message.result[data-call]')) {
    const call = document.querySelector(`.message.tool[data-call="${CSS.escape(alone.dataset.call)}"]`);
    const answer = call?.querySelector('[data-answer]');
    if (!answer || answer.childElementCount > 0) continue;
    const failed = alone.classList.contains('failed');
    answer.id = alone.id;
    answer.append(...alone.querySelector('.body').childNodes);
    call.classList.toggle('failed', failed);
    call.querySelector('.card').classList.toggle('failed', failed);
    if (failed) call.querySelector('.card').open = true;
    call.querySelector('[data-outcome]').replaceChildren(...alone.querySelector('.outcome').childNodes);
    alone.remove();
  }
}

// Remember where the first message in view stands, to put it back there after messages came in above it.
function hold() {
  const top = header();
  for (const message of document.querySelectorAll('#log .message')) {
    const box = message.getBoundingClientRect();
    if (box.height > 0 && box.bottom > top) {
      held = { message, top: box.top };
      return;
    }
  }
  held = null;
}

function release() {
  if (held?.message.isConnected) scrollBy({ top: held.message.getBoundingClientRect().top - held.top, behavior: 'instant' });
  held = null;
}

// Where the last jump went, as long as nobody scrolled on.
let aimedAt = null;

function aim(id) {
  const target = document.getElementById(id) ?? document.getElementById(id.replace(/-\d+$/, ''));
  if (!target) return false;
  for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  document.querySelectorAll('.aimed').forEach((el) => el.classList.remove('aimed'));
  target.classList.add('aimed');
  target.scrollIntoView({ block: 'start', behavior: 'instant' });
  scrollBy({ top: target.getBoundingClientRect().top - header() - 14, behavior: 'instant' });
  aimedAt = { y: scrollY, line: /^l(\d+)/.exec(id)?.[1] };
  where();
  return true;
}

async function jump(id, push) {
  if (push) history.pushState(null, '', `#${id}`);
  if (aim(id) || loading) return;
  loading = true;
  await htmx.ajax('GET', `${base}?at=${/^l(\d+)/.exec(id)[1]}`, { target: '#log', swap: 'outerHTML' });
  loading = false;
  if (!aim(id)) aim(document.querySelector('#log .message')?.id ?? '');
}

const isAddress = (hash) => /^#l\d+(-\d+)?$/.test(hash);

// Which turn is being read: the one that was jumped to, else the last whose prompt is above the upper edge, or the end.
let now = null;
function where() {
  const aimed = aimedAt && Math.abs(aimedAt.y - scrollY) < 4 ? aimedAt.line : null;
  const atEnd = document.getElementById('tail')?.getBoundingClientRect().top < innerHeight;
  const limit = atEnd ? innerHeight : header() + 60;
  let found = null;
  for (const prompt of document.querySelectorAll('#log :is(.prompt, .typed, .divider).message')) {
    const box = prompt.getBoundingClientRect();
    if (box.height === 0) continue;
    if (box.top > limit) break;
    found = prompt;
  }
  const items = [...document.querySelectorAll('.outline [data-line]')];
  const line = items.find((item) => item.dataset.line === aimed)?.dataset.line ?? found?.id.replace(/^l(\d+).*/, '$1') ?? null;
  if (line === now) return;
  if (line && !items.some((item) => item.dataset.line === line)) return;
  now = line;
  document.querySelectorAll('[data-line].now').forEach((el) => el.classList.remove('now'));
  if (line) document.querySelectorAll(`[data-line="${line}"]`).forEach((el) => el.classList.add('now'));
  document.querySelector('.outline .now')?.scrollIntoView({ block: 'nearest' });
}

function turn(by) {
  const lines = [...document.querySelectorAll('.outline [data-line]')].map((item) => item.dataset.line);
  const next = lines[Math.min(lines.length - 1, Math.max(0, lines.indexOf(now) + by))];
  if (next) jump(`l${next}`, false);
}

// The work of the turn that is read, or of all.
function unfold(all) {
  const works = all ? [...document.querySelectorAll('#log .work')] : [document.getElementById(`w${now}`)].filter(Boolean);
  const open = works.some((work) => !work.open);
  hold();
  works.forEach((work) => (work.open = open));
  release();
}

if (session) {
  const keys = {
    o: () => unfold(false), O: () => unfold(true),
    j: () => turn(1), k: () => turn(-1), J: () => turn(1), K: () => turn(-1),
    gg: () => location.assign(base), G: () => location.assign(`${base}?at=end`),
    c: () => document.dispatchEvent(new CustomEvent('reprise:copy-this')),
  };
  document.addEventListener('reprise:key', (event) => {
    if (!keys[event.detail.key]) return;
    event.preventDefault();
    keys[event.detail.key]();
  });
  document.addEventListener('htmx:beforeSwap', (event) => event.detail.target.dataset?.edge && hold());
  document.addEventListener('htmx:afterSwap', () => { pair(); release(); where(); });
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('.outline a[data-line], .strip a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    jump((link.getAttribute('href') ?? '').split('#')[1], true);
  });
  window.addEventListener('hashchange', () => isAddress(location.hash) && jump(location.hash.slice(1), false));
  let frame;
  addEventListener('scroll', () => { frame ??= requestAnimationFrame(() => { frame = undefined; where(); }); }, { passive: true });
  document.addEventListener('reprise:renewed', () => { now = null; where(); });
  window.addEventListener('load', () => {
    pair();
    const target = document.getElementById('log')?.dataset.target;
    if (isAddress(location.hash)) jump(location.hash.slice(1), false);
    else if (target) aim(target);
    else if (new URLSearchParams(location.search).get('at') === 'end') document.getElementById('tail')?.scrollIntoView({ block: 'end' });
    where();
  });
}
