// A session that runs and is not being saved: told on the desktop too, where the browser may.
const may = () => 'Notification' in window && Notification.permission;
let told = '';

function offer() {
  document.querySelectorAll('[data-notify]').forEach((button) => (button.hidden = may() !== 'default'));
}

function tell(view) {
  if (view.state !== 'unsaved') {
    told = '';
    return;
  }
  const what = `${view.text} ${view.detail}`;
  if (may() !== 'granted' || what === told) return;
  told = what;
  const note = new Notification(view.text, { body: view.detail, tag: 'reprise-unsaved', requireInteraction: true });
  note.onclick = () => {
    window.focus();
    location.assign(view.href);
  };
}

// What the list says first goes by what the header says, whichever of them came before this script did.
const list = document.getElementById('alarms');
const said = () => {
  const bar = document.getElementById('importing');
  return bar?.dataset.state === 'unsaved' ? bar.textContent : '';
};
let seen = list?.querySelector('.alarm') ? said() : '';

function renew() {
  if (!list || said() === seen) return;
  seen = said();
  document.dispatchEvent(new CustomEvent('reprise:arranged'));
}

document.addEventListener('reprise:import', ({ detail }) => {
  tell(detail);
  renew();
});
addEventListener('load', renew);
document.addEventListener('click', async (event) => {
  if (!event.target.closest?.('[data-notify]')) return;
  await Notification.requestPermission();
  offer();
});
document.addEventListener('reprise:renewed', offer);
offer();
// The exported text of such a session is given to Reprise.
document.addEventListener('change', (event) => {
  const form = event.target.type === 'file' && event.target.closest?.('[data-rescue]');
  const file = form && event.target.files[0];
  if (!file) return;
  const href = `/retention/rescue?session=${encodeURIComponent(form.elements.session.value)}`;
  document.dispatchEvent(new CustomEvent('reprise:post', { detail: { href, parameters: file, then: () => form.reset() } }));
});
document.addEventListener('submit', (event) => event.target.matches?.('[data-rescue]') && event.preventDefault());
