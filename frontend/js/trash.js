// The trash (Del), restoring many, and rules for the session at hand; retention.js asks before anything is done.
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
const post = (detail) => document.dispatchEvent(new CustomEvent('reprise:post', { detail }));
const ask = (title, parts, button, done) => document.dispatchEvent(new CustomEvent('reprise:confirm', { detail: { title, parts, button, done } }));

const parameters = (whom) => whom.asked ?? whom.ids.map((id) => ['id', id]);

function restoreMany(whom) {
  const text = element('p', { textContent: 'Each is written back into Claude Code’s home if nothing else is in its place.' });
  ask(`Restore ${whom.count}`, [text], 'Restore', (data, then) => post({ href: '/retention/restore', parameters: parameters(whom), then }));
}

function trash(whom) {
  const text = element('p', { textContent: 'Out of every list, and back at any time until its days in the trash are over. Nothing is deleted now.' });
  const tick = element('label', { className: 'tick' });
  const box = element('input', { type: 'checkbox', name: 'source', value: 'on' });
  tick.append(box, ' delete Claude Code’s own copy too (it comes back with it)');
  const one = whom.ids.length === 1 && !whom.asked;
  ask(one ? 'Move it to the trash' : `Move ${whom.count} to the trash`, [text, tick], 'Move to trash', (data, then) =>
    post({
      href: '/retention/trash', parameters: [...parameters(whom), ...data],
      then: (answer) => {
        then(answer);
        if (!answer.refused) setTimeout(() => document.dispatchEvent(new CustomEvent('reprise:changed', { detail: whom.ids })), 300);
      },
    }));
}

// Whom it is for: all that match, those that are picked, or the one that is current or shown.
function chosen() {
  const ids = [...document.querySelectorAll('.row.picked')].map((row) => row.dataset.id);
  const one = document.querySelector('.row.current')?.dataset.id ?? document.querySelector('[data-session]')?.dataset.session;
  const all = document.getElementById('selection')?.dataset.all === 'true';
  return {
    ids: ids.length ? ids : [one].filter(Boolean),
    count: all ? (document.querySelector('#count span')?.textContent ?? 'all') : `${ids.length} sessions`,
    asked: all ? [['all', 'true'], ...new URLSearchParams(location.search)] : null,
  };
}

document.addEventListener('reprise:key', (event) => {
  const whom = event.detail.key === 'Delete' && chosen();
  if (!whom || !whom.ids.length) return;
  event.preventDefault();
  trash(whom);
});
document.addEventListener('click', (event) => {
  const whom = event.target.closest?.('[data-trash-selected], [data-trash-this], [data-restore-selected]') && chosen();
  if (!whom || !whom.ids.length) return;
  if (event.target.closest('[data-trash-selected], [data-trash-this]')) trash(whom);
  else if (whom.ids.length === 1 && !whom.asked) document.dispatchEvent(new CustomEvent('reprise:restore', { detail: whom.ids[0] }));
  else restoreMany(whom);
});
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-keep]')) return;
  event.preventDefault();
  post({ href: form.action, parameters: [...new FormData(form)], then: (answer) => !answer.refused && form.closest('details').removeAttribute('open') });
});
