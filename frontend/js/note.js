// The note of a session: written in place, and never lost to another window. The section may be renewed while it is only read.
const note = () => document.getElementById('note');
const part = (selector) => note().querySelector(selector);
// What this window saw when writing began; null: whoever reads that it changed and saves again means it.
let seen = null;
let saved = false;

function show(open) {
  part('form').hidden = !open;
  part('[data-note-edit]').hidden = open;
  if (open) part('textarea').focus();
  else part('[data-note-edit]').focus();
}

function save() {
  const value = part('textarea').value;
  document.dispatchEvent(new CustomEvent('reprise:label', { detail: {
    ids: [note().dataset.id], field: 'note', value, seen,
    then: (answer) => {
      saved = !answer.refused;
      if (saved) {
        location.reload();
        return;
      }
      part('.said').textContent = answer.refused;
      if (answer.refused.includes('another window')) seen = null;
    },
  } }));
}

if (note()) {
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-note-edit]')) {
      seen = note().dataset.seen;
      show(true);
    }
    if (event.target.closest?.('[data-note-cancel]')) {
      part('textarea').value = part('textarea').defaultValue;
      show(false);
    }
  });
  document.addEventListener('submit', (event) => {
    if (!event.target.closest('#note')) return;
    event.preventDefault();
    save();
  });
  document.addEventListener('keydown', (event) => {
    if (event.target.closest?.('#note textarea') && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) part('form').requestSubmit();
  });
  addEventListener('beforeunload', (event) => {
    const text = part('textarea');
    if (!part('form').hidden && text.value !== text.defaultValue && !saved) event.preventDefault();
  });
}
