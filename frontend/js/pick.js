// Sessions that are picked in the list, and what is done with them, or with the current one.
const picked = new Set();
const rows = () => [...document.querySelectorAll('.row')];
const current = () => document.querySelector('.row.current')?.dataset.id;
const box = document.getElementById('selection');

function mark() {
  for (const row of rows()) {
    row.classList.toggle('picked', picked.has(row.dataset.id));
    row.querySelector('[data-select]').checked = picked.has(row.dataset.id);
  }
  box.hidden = picked.size === 0;
  const found = document.querySelector('#count span')?.textContent ?? '';
  const every = box.dataset.all === 'true';
  box.querySelector('[data-part="text"]').textContent = every ? `${found} selected` : `${picked.size} selected`;
  const button = box.querySelector('[data-select-all]');
  button.hidden = every || picked.size < 2;
  button.textContent = `All ${found}`;
  button.title = 'All that match, not only those that are loaded';
  box.querySelector('[data-copy-selected]').hidden = every;
}

function pick(id) {
  if (!id) return;
  delete box.dataset.all;
  if (!picked.delete(id)) picked.add(id);
  from = id;
  mark();
}

// From the one that was picked last to the current one.
let from = null;
function range(to = current()) {
  const ids = rows().map((row) => row.dataset.id);
  const [a, b] = [ids.indexOf(from ?? to), ids.indexOf(to)].sort((x, y) => x - y);
  ids.slice(Math.max(0, a), b + 1).forEach((id) => picked.add(id));
  mark();
}

function clear() {
  picked.clear();
  delete box.dataset.all;
  mark();
}

const copy = (ids) => document.dispatchEvent(new CustomEvent('reprise:copy', { detail: ids }));

// What is seen is what is copied: the panel of the preview with the flags that were typed there.
function copyChosen() {
  if (picked.size) copy(rows().map((row) => row.dataset.id).filter((id) => picked.has(id)));
  else if (document.querySelector('#preview:not([hidden]) [data-resume]')) document.dispatchEvent(new CustomEvent('reprise:copy-this'));
  else if (current()) copy([current()]);
}

if (box) {
  const keys = { x: () => pick(current()), X: () => range(), c: copyChosen };
  document.addEventListener('reprise:key', (event) => {
    if (!keys[event.detail.key]) return;
    event.preventDefault();
    keys[event.detail.key]();
  });
  // with Shift: all from the one that was picked last to this one
  document.addEventListener('click', (event) => {
    const box = event.target.closest?.('[data-select]');
    if (!box || !event.shiftKey || !from) return;
    event.preventDefault();
    range(box.closest('.row').dataset.id);
  });
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-select]')) pick(event.target.closest('.row').dataset.id);
  });
  document.querySelector('[data-copy-selected]').addEventListener('click', copyChosen);
  document.querySelector('[data-select-all]').addEventListener('click', () => {
    box.dataset.all = 'true';
    rows().forEach((row) => picked.add(row.dataset.id));
    mark();
  });
  document.querySelector('[data-clear-selected]').addEventListener('click', clear);
  // all that match is said of the question that was asked then
  document.addEventListener('reprise:found', () => delete box.dataset.all);
  document.addEventListener('reprise:marked', mark);
  document.addEventListener('reprise:unpick', clear);
}
