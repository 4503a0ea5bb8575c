// What people write of sessions: one change, a line that says it, and its undo.
const csrf = document.querySelector('meta[name="csrf"]');
const box = document.getElementById('done');
const SHOWN = 30000;
let timer;
let left = 0;
let pending = Promise.resolve(null);

function stored(value) {
  try {
    if (value !== undefined) sessionStorage.setItem('activity', value);
    return sessionStorage.getItem('activity');
  } catch {
    return null;
  }
}

async function post(href, parameters) {
  const file = parameters instanceof Blob;
  const headers = { 'HX-Request': 'true', 'Content-Type': file ? 'text/plain' : 'application/x-www-form-urlencoded' };
  if (csrf) headers[csrf.dataset.header] = csrf.content;
  const answer = await fetch(href, { method: 'POST', headers, body: file ? parameters : new URLSearchParams(parameters) }).catch(() => null);
  if (!answer) return { refused: 'Reprise does not answer. Is it still running?' };
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const done = page.querySelector('[data-done]');
  return done ? { text: done.textContent, activity: Number(done.dataset.activity), key: done.dataset.key } : { refused: page.querySelector('b')?.textContent ?? 'That went wrong.' };
}

function run() {
  clearTimeout(timer);
  timer = setTimeout(() => (box.hidden = true), left);
}

function say(text, activity) {
  if (activity) stored(activity);
  box.hidden = false;
  box.querySelector('[data-part="text"]').textContent = text.charAt(0).toUpperCase() + text.slice(1);
  box.querySelector('[data-undo]').hidden = !activity;
  left = activity ? SHOWN : 5000;
  run();
}

// Every change comes through here: { ids, field, value, then }.
async function change({ ids, field, value, seen, all, then }) {
  const parameters = [...ids.map((id) => ['id', id]), ['field', field], ['value', value ?? '']];
  if (seen) parameters.push(['seen', seen]);
  if (all) parameters.push(['all', 'true'], ...new URLSearchParams(location.search));
  pending = post('/labels', parameters);
  const answer = await pending;
  if (answer.refused && !then) say(answer.refused, 0);
  else if (!answer.refused) say(answer.text, answer.activity);
  then?.(answer);
  if (!answer.refused) setTimeout(() => document.dispatchEvent(new CustomEvent('reprise:changed', { detail: ids })), 300);
}

// What was done last may not be answered yet: it is waited for, or an older one would be taken back.
async function undo(given) {
  const late = await pending;
  const activity = given ?? (late?.activity || stored());
  pending = Promise.resolve(null);
  if (!activity) {
    say('There is nothing to undo in this window.', 0);
    return;
  }
  const answer = await post(`/activity/${activity}/undo`, []);
  stored('');
  say(answer.refused ?? answer.text, 0);
  if (!answer.refused && document.querySelector('.activity')) location.reload();
}

// Whom a change is for: all that match, those that are picked, or the one that is current or shown.
function chosen() {
  if (document.getElementById('selection')?.dataset.all === 'true') return { ids: [], all: true };
  const picked = [...document.querySelectorAll('.row.picked')].map((row) => row.dataset.id);
  const one = document.querySelector('.row.current')?.dataset.id ?? document.querySelector('[data-session]')?.dataset.session;
  return { ids: picked.length ? picked : [one].filter(Boolean), all: false };
}

function mark(field) {
  const whom = chosen();
  if (whom.all || whom.ids.length) change({ ...whom, field, value: whom.all ? 'true' : 'toggle' });
}

function tag() {
  const whom = chosen();
  if (whom.all || whom.ids.length) document.dispatchEvent(new CustomEvent('reprise:tag', { detail: whom }));
}

// Anything else that is done and can be undone: { href, parameters, then }; parameters may be a file.
document.addEventListener('reprise:post', async (event) => {
  const { href, parameters, then } = event.detail;
  pending = post(href, parameters);
  const answer = await pending;
  say(answer.refused ?? answer.text, answer.activity ?? 0);
  then?.(answer);
});
function move() {
  const whom = chosen();
  if (whom.all || whom.ids.length) document.dispatchEvent(new CustomEvent('reprise:move', { detail: whom }));
}

document.addEventListener('reprise:label', (event) => change(event.detail));
document.addEventListener('reprise:key', (event) => {
  const keys = { t: tag, m: move, p: () => mark('pinned'), h: () => mark('hidden'), u: () => undo() };
  if (!keys[event.detail.key]) return;
  event.preventDefault();
  keys[event.detail.key]();
});
document.addEventListener('click', (event) => {
  const named = event.target.closest?.('[data-name-it]');
  const took = event.target.closest?.('[data-take]');
  const session = document.querySelector('[data-session]')?.dataset.session;
  if (named) change({ ids: [session], field: 'name', value: named.value });
  if (took) document.dispatchEvent(new CustomEvent('reprise:post', { detail: { href: `/sessions/${encodeURIComponent(session)}/take`, parameters: [['from', took.value]] } }));
  const button = event.target.closest?.('[data-undo]');
  if (button) undo(button.value || undefined);
  const flag = event.target.closest?.('[data-mark]');
  if (flag) mark(flag.dataset.mark);
  if (event.target.closest?.('[data-tag-selected]')) tag();
  if (event.target.closest?.('[data-move-selected]')) move();
});
// It stays while it is looked at.
for (const [on, off] of [['mouseenter', 'mouseleave'], ['focusin', 'focusout']]) {
  box?.addEventListener(on, () => clearTimeout(timer));
  box?.addEventListener(off, run);
}
