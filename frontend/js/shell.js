// What every page has: theme, help, the keys that work everywhere, the CSRF header, forms that send themselves.
const root = document.documentElement;

const themeButton = document.querySelector('[data-theme-toggle]');
const themes = ['system', 'light', 'dark'];
const labels = { system: 'as the system', light: 'light', dark: 'dark' };

function theme() {
  return root.dataset.theme ?? 'system';
}

function setTheme(next) {
  if (next === 'system') delete root.dataset.theme;
  else root.dataset.theme = next;
  try {
    localStorage.setItem('theme', next);
  } catch { /* not remembered */ }
  themeButton?.setAttribute('aria-label', `Theme: ${labels[next]}`);
}

if (themeButton) {
  setTheme(theme());
  themeButton.addEventListener('click', () => {
    setTheme(themes[(themes.indexOf(theme()) + 1) % themes.length]);
    toast(`Theme: ${labels[theme()]}`);
  });
}

let toastTimer;
function toast(text) {
  const box = document.getElementById('toast');
  if (!box) return;
  box.textContent = text;
  box.classList.add('on');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => box.classList.remove('on'), 2600);
}
document.addEventListener('reprise:toast', (event) => toast(event.detail));

const help = document.getElementById('help');
document.querySelectorAll('[data-help]').forEach((button) => button.addEventListener('click', () => help?.showModal()));
help?.addEventListener('click', (event) => {
  if (event.target === help) help.close();
});

const writing = (el) => el instanceof HTMLElement && (el.isContentEditable || el.matches('input:not([type="checkbox"]), textarea, select'));

// Every key goes through here once; modules listen to `reprise:key` and call preventDefault when they took it.
let prefix = '';
let prefixTimer;
document.addEventListener('keydown', (event) => {
  // One rung at a time: the field, what popped up, then what the page has.
  if (event.key === 'Escape' && !help?.open) {
    const open = document.querySelectorAll('details.pick[open]');
    if (writing(document.activeElement)) document.activeElement.blur();
    else if (open.length) open.forEach((pop) => pop.removeAttribute('open'));
    else document.dispatchEvent(new CustomEvent('reprise:key', { detail: { key: 'Escape', target: event.target }, cancelable: true }));
    return;
  }
  if (event.key === '?' && help?.open) {
    help.close();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help?.open || writing(event.target)) return;
  const key = prefix + event.key;
  clearTimeout(prefixTimer);
  prefix = event.key === 'g' && prefix === '' ? 'g' : '';
  if (prefix) prefixTimer = setTimeout(() => (prefix = ''), 900);
  const said = new CustomEvent('reprise:key', { detail: { key, target: event.target }, cancelable: true });
  document.dispatchEvent(said);
  if (said.defaultPrevented) event.preventDefault();
});

document.addEventListener('reprise:key', (event) => {
  const actions = {
    '/': () => document.getElementById('q')?.select(),
    '?': () => help?.showModal(),
    gs: () => location.assign('/'),
    gt: () => location.assign('/retention'),
    go: () => location.assign('/sources'),
    gr: () => location.assign('/organise'),
    ga: () => location.assign('/activity'),
  };
  const action = actions[event.detail.key];
  if (action) {
    event.preventDefault();
    if (event.detail.key === '/') document.getElementById('q')?.focus();
    action();
  }
});

document.querySelectorAll('[data-autosubmit]').forEach((form) => {
  // what is typed into the filter box is asked as one types
  form.addEventListener('change', (event) => event.target.name && !event.target.matches('[data-filter]') && form.requestSubmit());
  form.addEventListener('submit', () => {
    // An empty field is no filter: keep it out of the address.
    for (const field of form.elements) if (field.name && field.value === '') field.disabled = true;
  });
});
document.addEventListener('click', (event) => {
  document.querySelectorAll('details.pick[open]').forEach((pop) => {
    if (!pop.contains(event.target)) pop.removeAttribute('open');
  });
});

const csrf = document.querySelector('meta[name="csrf"]');
document.addEventListener('htmx:configRequest', (event) => {
  if (csrf && event.detail.verb !== 'get') event.detail.headers[csrf.dataset.header] = csrf.content;
});
document.addEventListener('htmx:sendError', () => toast('Reprise does not answer. Is it still running?'));
