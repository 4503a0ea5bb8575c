// How much of a session a row of the list shows; remembered by the browser. theme.js sets it before the first paint.
const root = document.documentElement;
const select = document.querySelector('select[data-density]');

function set(density) {
  root.dataset.density = density;
  if (select) select.value = density;
  try {
    localStorage.setItem('density', density);
  } catch { /* not remembered */ }
}

if (select) {
  set(root.dataset.density ?? 'two');
  select.addEventListener('change', () => set(select.value));
  document.addEventListener('reprise:key', (event) => {
    if (event.detail.key !== 'd') return;
    event.preventDefault();
    set(root.dataset.density === 'one' ? 'two' : 'one');
  });
}
