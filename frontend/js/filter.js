// The filter box of the list: what is found stands there as one types; the newest question wins.
const box = document.querySelector('[data-filter]');
const filters = document.getElementById('filters');
let typing;

function ask() {
  clearTimeout(typing);
  htmx.ajax('GET', '/found', { source: filters, target: '#found', swap: 'outerHTML' }).then(() => document.dispatchEvent(new CustomEvent('reprise:found')));
}

if (filters) {
  filters.setAttribute('hx-sync', 'this:replace');
  box.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(ask, 120);
  });
  document.addEventListener('reprise:ask', ask);
  box.addEventListener('keydown', (event) => {
    if (event.isComposing || !['Enter', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Enter') ask();
    else document.dispatchEvent(new CustomEvent('reprise:down'));
  });
}

// An example beside the box is typed by a click on it.
document.querySelector('.hint')?.addEventListener('mousedown', (event) => {
  const insert = event.target.closest('[data-insert]')?.dataset.insert;
  event.preventDefault();
  if (!insert) return;
  box.value = `${box.value.trimEnd()} ${insert}`.trimStart();
  box.focus();
  box.dispatchEvent(new Event('input', { bubbles: true }));
});
