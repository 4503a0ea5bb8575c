// The page of retention by key, restoring from anywhere, and the trash (Del) in the list and on a session.
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
const post = (detail) => document.dispatchEvent(new CustomEvent('reprise:post', { detail }));

// Alt and an arrow move the rule that has the focus.
document.addEventListener('keydown', (event) => {
  const rule = event.target.closest?.('[data-rule]');
  if (!rule || !event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
  event.preventDefault();
  rule.querySelector(event.key === 'ArrowUp' ? '[data-up]' : '[data-down]').click();
});

function ask(title, parts, button, done) {
  const dialog = element('dialog', { className: 'tagging asking' });
  const heading = element('h2', { textContent: title });
  const said = element('p', { className: 'said' });
  said.setAttribute('role', 'status');
  const form = element('form', { method: 'dialog' });
  const go = element('button', { className: 'primary', textContent: button });
  const row = element('p', { className: 'do' });
  const cancel = element('button', { type: 'button', textContent: 'Cancel' });
  cancel.addEventListener('click', () => dialog.close());
  row.append(cancel, go);
  form.append(...parts, said, row);
  dialog.append(heading, form);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go.disabled = true;
    done(new FormData(form), (answer) => {
      go.disabled = false;
      said.classList.toggle('bad', Boolean(answer.refused));
      said.textContent = answer.refused ?? '';
      if (!answer.refused) dialog.close();
    });
  });
  document.body.append(dialog);
  dialog.showModal();
  go.focus();
  return { dialog, go };
}

async function restore(id) {
  const answer = await fetch(`/retention/restore/${encodeURIComponent(id)}`, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const plan = page.querySelector('[data-restoring]') ?? page.querySelector('.refusal');
  if (!plan) return;
  const part = document.adoptNode(plan);
  const { go } = ask('Restore into Claude Code’s home', [part], 'Restore', (data, then) =>
    post({
      href: '/retention/restore', parameters: [['id', id], ['plan', part.dataset.plan ?? '']],
      then: (done) => {
        then(done);
        if (!done.refused) document.dispatchEvent(new CustomEvent('reprise:restored', { detail: id }));
      },
    }));
  go.disabled = !part.dataset.plan || Boolean(part.querySelector('.bad'));
}

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

async function purge(id) {
  const answer = await fetch(`/retention/purge/${encodeURIComponent(id)}`, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const plan = page.querySelector('[data-purging]') ?? page.querySelector('.refusal');
  if (!plan) return;
  const part = document.adoptNode(plan);
  const { go } = ask('Purge for good', [part], 'Purge for good', (data, then) =>
    post({
      href: '/retention/purge', parameters: [['id', id], ['plan', part.dataset.plan ?? ''], ...data],
      then: (done) => {
        then(done);
        if (!done.refused && !document.querySelector('[data-organise]')) setTimeout(() => location.assign('/'), 1500);
      },
    }));
  const typed = part.querySelector('[name="confirm"]');
  go.disabled = true;
  typed?.addEventListener('input', () => (go.disabled = typed.value.trim() !== part.dataset.confirm));
  typed?.focus();
}

document.addEventListener('click', (event) => {
  const doomed = event.target.closest?.('[data-purge]');
  if (doomed) purge(doomed.dataset.purge);
  const button = event.target.closest?.('[data-restore]');
  if (!button) return;
  event.preventDefault();
  restore(button.dataset.restore);
});

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
  else if (whom.ids.length === 1 && !whom.asked) restore(whom.ids[0]);
  else restoreMany(whom);
});
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-keep]')) return;
  event.preventDefault();
  post({ href: form.action, parameters: [...new FormData(form)], then: (answer) => !answer.refused && form.closest('details').removeAttribute('open') });
});
document.addEventListener('reprise:restored', () => {
  // the verdict of an open panel is looked at anew
  document.querySelectorAll('[data-resume]').forEach((form) => form.dispatchEvent(new Event('change', { bubbles: true })));
});
