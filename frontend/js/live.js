// Follows a session that is being written, and goes to its neighbours in the list.
const session = document.querySelector('[data-session]');
const messages = () => [...document.querySelectorAll('#log .message')];
let busy = false;
let again = false;

async function renewOutline() {
  const answer = await fetch(session.dataset.base);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of ['.outline ol', '.strip svg']) {
    const to = document.querySelector(part);
    const from = page.querySelector(part);
    if (to && from) to.replaceWith(document.adoptNode(from));
  }
  document.dispatchEvent(new CustomEvent('reprise:outline'));
}

async function renewTail() {
  const tail = document.getElementById('tail');
  if (!tail) return;
  const before = messages().length;
  const atEnd = tail.getBoundingClientRect().top < innerHeight;
  await htmx.ajax('GET', tail.getAttribute('hx-get'), { target: tail, swap: 'outerHTML' });
  const added = messages().slice(before);
  if (added.some((message) => message.matches('.prompt, .typed'))) await renewOutline();
  if (added.length && atEnd) document.getElementById('tail')?.scrollIntoView({ block: 'end', behavior: 'instant' });
}

// What the session is, without the times.
const standing = () => [...document.querySelectorAll('#state .state, #state .badge')].map((word) => word.textContent).join('|');

async function follow() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  const state = document.getElementById('state');
  const before = standing();
  if (state) await htmx.ajax('GET', state.dataset.href, { target: state, swap: 'outerHTML' });
  if (standing() !== before) document.dispatchEvent(new CustomEvent('reprise:panel'));
  await renewTail();
  busy = false;
  if (again) {
    again = false;
    follow();
  }
}

function neighbour(by) {
  let order = [];
  try {
    order = JSON.parse(sessionStorage.getItem('order') ?? '[]');
  } catch { /* no list was seen in this tab */ }
  const at = order.indexOf(session.dataset.session);
  const id = at < 0 ? null : order[at + by];
  if (!id) return;
  sessionStorage.setItem('current', id);
  location.assign(`/sessions/${encodeURIComponent(id)}`);
}

if (session) {
  document.addEventListener('reprise:changed', (event) => event.detail.includes(session.dataset.session) && follow());
  document.addEventListener('reprise:key', (event) => {
    const by = { '[': -1, ']': 1 }[event.detail.key];
    if (!by) return;
    event.preventDefault();
    neighbour(by);
  });
}
