// Copies resume commands, and asks for them again when options change: the form stays, what it led to is put in place.
const PAUSE = 250;
const PARTS = ['.vd', '.cmd', '.cpy', '.fixes'];
const toast = (text) => document.dispatchEvent(new CustomEvent('reprise:toast', { detail: text }));
const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), 'text/html');

// One remembered shell for what ran on Windows, one for the rest.
const key = (family) => (family === 'windows' ? 'shell-windows' : 'shell');

function shell(family) {
  try {
    return localStorage.getItem(key(family)) ?? '';
  } catch {
    return '';
  }
}

const query = (form) => new URLSearchParams(new FormData(form)).toString();

// Answers whether what the panel shows is what the form says.
async function renew(panel) {
  const form = panel.querySelector('form');
  const wanted = query(form);
  if (panel.dataset.asked === wanted) return true;
  panel.dataset.asking = wanted;
  const answer = await fetch(`${form.getAttribute('action')}?${wanted}`, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (panel.dataset.asking !== wanted) return false;
  const fresh = answer ? (await parsed(answer)).querySelector('[data-resume]') : null;
  if (!fresh) {
    toast('Reprise does not answer. Is it still running?');
    return false;
  }
  put(panel, fresh);
  panel.dataset.asked = wanted;
  return true;
}

function put(panel, fresh) {
  for (const part of PARTS) panel.querySelector(part).replaceWith(document.adoptNode(fresh.querySelector(part)));
  panel.dataset.toast = fresh.dataset.toast;
}

const copy = (text, what) => document.dispatchEvent(new CustomEvent('reprise:clip', { detail: { text, what } }));

async function copyFrom(panel) {
  if (!(await renew(panel))) return;
  const button = panel.querySelector('[data-copy]');
  if (button) copy(button.dataset.command, panel.dataset.toast);
  else toast(panel.dataset.toast);
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-copy]');
  if (button) copyFrom(button.closest('[data-resume]'));
  const flags = event.target.closest?.('[data-resume] [data-flags]');
  if (flags) {
    event.preventDefault();
    const panel = flags.closest('[data-resume]');
    const field = panel.querySelector('.flags');
    field.value = `${field.value} ${flags.dataset.flags}`.trim();
    field.focus();
    renew(panel);
  }
});

// The key of a page that shows one session.
document.addEventListener('reprise:copy-this', () => {
  const panel = document.querySelector('[data-resume]');
  if (panel) copyFrom(panel);
});

// The session is another than before: what the panel says is looked up again.
document.addEventListener('reprise:panel', () => {
  const panel = document.querySelector('[data-resume]');
  if (!panel) return;
  delete panel.dataset.asked;
  renew(panel);
});

// Others ask for the command of a session by its id.
document.addEventListener('reprise:copy', async (event) => {
  if (event.detail.length > 1) return;
  const panel = await panelOf(event.detail[0]);
  const button = panel?.querySelector('[data-copy]');
  if (button) copy(button.dataset.command, panel.dataset.toast);
  else toast(panel?.dataset.toast ?? 'There is no such session any more.');
});

async function panelOf(id) {
  const href = `/sessions/${encodeURIComponent(id)}/resume`;
  const ask = async (options) => (await parsed(await fetch(href + options, { headers: { 'HX-Request': 'true' } }))).querySelector('[data-resume]');
  const panel = await ask('');
  const own = panel && shell(panel.dataset.family);
  return own && own !== panel.querySelector('[data-shell]').value ? ask(`?shell=${encodeURIComponent(own)}`) : panel;
}

let pause = 0;

function later(panel) {
  clearTimeout(pause);
  pause = setTimeout(() => renew(panel), PAUSE);
}

document.addEventListener('input', (event) => {
  const panel = event.target.closest?.('[data-resume]');
  if (panel && event.target.matches('.flags')) later(panel);
});

document.addEventListener('submit', (event) => {
  const panel = event.target.closest?.('[data-resume]');
  if (!panel) return;
  event.preventDefault();
  clearTimeout(pause);
  renew(panel);
});

document.addEventListener('change', (event) => {
  const panel = event.target.closest?.('[data-resume]');
  if (!panel) return;
  if (event.target.matches('[data-shell]')) {
    try {
      localStorage.setItem(key(panel.dataset.family), event.target.value);
    } catch { /* not remembered */ }
  }
  clearTimeout(pause);
  renew(panel);
});

// A panel comes with the session's own shell; ask again if the person works with another one.
function adjust(root) {
  for (const panel of root.querySelectorAll?.('[data-resume]') ?? []) {
    const select = panel.querySelector('[data-shell]');
    const own = shell(panel.dataset.family);
    if (!own || select.value === own || ![...select.options].some((option) => option.value === own)) continue;
    select.value = own;
    renew(panel);
  }
}
document.addEventListener('htmx:load', (event) => adjust(event.detail.elt.parentElement ?? event.detail.elt));
if (document.readyState === 'complete') adjust(document);
else window.addEventListener('load', () => adjust(document));
