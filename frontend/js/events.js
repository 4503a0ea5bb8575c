// Listens to /events while the page is visible: a hidden tab costs nothing and blocks no connection.
const bar = document.getElementById('importing');
let source = null;
let lost = false;

function show(view) {
  if (!bar) return;
  bar.dataset.state = view.state;
  bar.title = view.detail;
  bar.href = view.href;
  bar.querySelector('[data-part="text"]').textContent = view.text;
  bar.querySelector('[data-part="detail"]').textContent = view.detail;
  const progress = bar.querySelector('[data-part="bar"]');
  progress.max = view.total;
  progress.value = view.done;
  document.querySelectorAll('[data-import-detail]').forEach((el) => (el.textContent = view.detail));
  document.dispatchEvent(new CustomEvent('reprise:import', { detail: view }));
}

function open() {
  if (source || !bar) return;
  source = new EventSource('/events');
  source.addEventListener('import', (event) => show(JSON.parse(event.data)));
  source.addEventListener('changed', (event) =>
    document.dispatchEvent(new CustomEvent('reprise:changed', { detail: JSON.parse(event.data) })));
  source.addEventListener('arranged', () => document.dispatchEvent(new CustomEvent('reprise:arranged')));
  source.onerror = () => {
    lost = true;
    bar.classList.add('away');
    bar.title = 'Reprise does not answer. Is it still running?';
    bar.querySelector('[data-part="text"]').textContent = 'Not connected';
  };
  source.onopen = () => {
    bar.classList.remove('away');
    // What happened in between is not told again: ask everything that shows something live to look.
    if (lost) document.dispatchEvent(new CustomEvent('reprise:changed', { detail: [document.querySelector('[data-session]')?.dataset.session].filter(Boolean) }));
    lost = false;
  };
}

function close() {
  source?.close();
  source = null;
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    lost = true;
    open();
  } else if (!window.Notification || Notification.permission !== 'granted') close();
});
window.addEventListener('pagehide', close);
window.addEventListener('pageshow', () => {
  if (document.visibilityState === 'visible') open();
});
