// The page of retention by key; what is asked before a session is restored, purged, or settings of the CLI are written.
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

// With a leaf: a part of its log, as a session of its own.
async function restore(id, leaf) {
  const address = leaf ? `/retention/extract/${encodeURIComponent(id)}/${leaf}` : `/retention/restore/${encodeURIComponent(id)}`;
  const answer = await fetch(address, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const plan = page.querySelector('[data-restoring]') ?? page.querySelector('.refusal');
  if (!plan) return;
  const part = document.adoptNode(plan);
  const { go } = ask(leaf ? 'Save as a session of its own' : 'Restore into Claude Code’s home', [part], leaf ? 'Save' : 'Restore', (data, then) =>
    post({
      href: leaf ? '/retention/extract' : '/retention/restore', parameters: [['id', id], ['plan', part.dataset.plan ?? ''], ...(leaf ? [['leaf', leaf]] : [])],
      then: (done) => {
        then(done);
        if (!done.refused) document.dispatchEvent(new CustomEvent('reprise:restored', { detail: id }));
      },
    }));
  go.disabled = !part.dataset.plan || Boolean(part.querySelector('.bad'));
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

// A longer time in the CLI's own settings: the change is shown before it is written.
async function period(home, days) {
  const answer = await fetch(`/retention/period?${new URLSearchParams({ home, days })}`, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const plan = page.querySelector('[data-setting]') ?? page.querySelector('.refusal');
  if (!plan) return;
  const part = document.adoptNode(plan);
  const { go } = ask(`Claude Code deletes after ${days} days`, [part], 'Write it', (data, then) =>
    post({ href: '/retention/period', parameters: [['home', home], ['days', days], ['plan', part.dataset.plan ?? '']], then }));
  go.disabled = !part.dataset.plan;
}

document.addEventListener('click', (event) => {
  const longer = event.target.closest?.('[data-period]');
  if (longer) period(longer.dataset.home, longer.dataset.period);
  const doomed = event.target.closest?.('[data-purge]');
  if (doomed) purge(doomed.dataset.purge);
  const taken = event.target.closest?.('[data-extract]');
  if (taken) restore(taken.dataset.of, taken.dataset.extract);
  const button = event.target.closest?.('[data-restore]');
  if (!button) return;
  event.preventDefault();
  restore(button.dataset.restore);
});

document.addEventListener('reprise:confirm', ({ detail }) => ask(detail.title, detail.parts, detail.button, detail.done));
document.addEventListener('reprise:restore', (event) => restore(event.detail));
document.addEventListener('reprise:restored', () => {
  // the verdict of an open panel is looked at anew
  document.querySelectorAll('[data-resume]').forEach((form) => form.dispatchEvent(new Event('change', { bubbles: true })));
});

// The second copy lags, or does no more: the page says why.
let copyLags = document.getElementById('importing')?.dataset.state === 'lags';
document.addEventListener('reprise:import', ({ detail }) => {
  const lags = detail.state === 'lags';
  if (lags !== copyLags && document.getElementById('copy')) document.dispatchEvent(new CustomEvent('reprise:changed', { detail: [] }));
  copyLags = lags;
});
