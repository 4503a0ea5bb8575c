// The note of a session: written in place, and never lost to another window.
const note = document.querySelector('[data-note]');

if (note) {
  const form = note.querySelector('form');
  const text = note.querySelector('textarea');
  const said = note.querySelector('.said');
  const edit = note.querySelector('[data-note-edit]');
  const before = text.value;
  let seen = note.dataset.seen;
  let saved = false;
  const show = (open) => {
    form.hidden = !open;
    edit.hidden = open;
    if (open) text.focus();
    else edit.focus();
  };
  edit.addEventListener('click', () => show(true));
  note.querySelector('[data-note-cancel]').addEventListener('click', () => {
    text.value = before;
    show(false);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent('reprise:label', { detail: {
      ids: [note.dataset.id], field: 'note', value: text.value, seen,
      then: (answer) => {
        saved = !answer.refused;
        if (saved) location.reload();
        else {
          said.textContent = answer.refused;
          // whoever reads that and saves again means it
          if (answer.refused.includes('another window')) seen = null;
        }
      },
    } }));
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  addEventListener('beforeunload', (event) => !form.hidden && text.value !== before && !saved && event.preventDefault());
}
