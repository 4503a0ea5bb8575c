// Follows a session that is being written, and goes to its neighbours in the list.
const session = document.querySelector('[data-session]');
const messages = () => [...document.querySelectorAll('#log .message')];
let busy = false;
let again = false;

const more = document.getElementById('newer');
let unseen = 0;

// Who reads further up is told, and not moved.
function tell(added) {
  unseen = added < 0 ? 0 : unseen + added;
  more.hidden = unseen === 0;
  more.textContent = `${unseen} new ↓`;
}

async function follow() {
  if (busy) {
    again = true;
    return;
  }
  const tail = document.getElementById('tail');
  if (!tail) return;
  busy = true;
  const before = messages().length;
  const atEnd = tail.getBoundingClientRect().top < innerHeight;
  await htmx.ajax('GET', tail.getAttribute('hx-get'), { target: tail, swap: 'outerHTML' });
  const added = messages().length - before;
  if (added > 0 && atEnd) document.getElementById('tail')?.scrollIntoView({ block: 'end', behavior: 'instant' });
  else if (added > 0) tell(added);
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
  location.assign(`/sessions/${encodeURIComponent(id).replace('%3A', ':')}`);
}

if (more) {
  const entries = Number(session.dataset.entries);
  document.addEventListener('reprise:renewed', (event) => {
    if (document.getElementById('tail')) return;
    unseen = 0;
    tell(Number(event.detail?.entries ?? entries) - entries);
  });
  more.addEventListener('click', () => {
    if (!document.getElementById('tail')) {
      location.assign(`${session.dataset.base}?at=end`);
      return;
    }
    const fresh = messages().at(-unseen);
    tell(-1);
    fresh?.scrollIntoView({ block: 'start', behavior: 'instant' });
  });
  addEventListener('scroll', () => unseen && document.getElementById('tail')?.getBoundingClientRect().top < innerHeight && tell(-1), { passive: true });
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
