// The dialog that writes a name into the CLI's own log: what would be written first, then the button.
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

async function show(id) {
  const href = `/sessions/${encodeURIComponent(id)}/name-in-log`;
  const answer = await fetch(href, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html');
  const preview = page.querySelector('[data-in-log]');
  const dialog = element('dialog', { className: 'in-log' });
  const said = element('p', { textContent: preview ? '' : page.querySelector('b')?.textContent ?? 'Reprise does not answer. Is it still running?' });
  said.setAttribute('role', 'status');
  said.classList.toggle('bad', !preview);
  const row = element('p', { className: 'do' });
  const write = element('button', { type: 'button', className: 'primary', textContent: 'Write it' });
  const close = element('button', { type: 'button', textContent: preview ? 'Cancel' : 'Close' });
  if (preview) row.append(write);
  row.append(close);
  dialog.append(element('h2', { textContent: 'Write the name into its log' }), ...(preview ? [document.adoptNode(preview)] : []), said, row);
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  close.addEventListener('click', () => dialog.close());
  write.addEventListener('click', () => {
    write.disabled = true;
    document.dispatchEvent(new CustomEvent('reprise:post', {
      detail: {
        href, parameters: [['size', preview.dataset.size]],
        then: (done) => {
          if (!done.refused) {
            dialog.close();
            return;
          }
          said.classList.add('bad');
          said.textContent = done.refused;
        },
      },
    }));
  });
  dialog.showModal();
  (preview ? write : close).focus();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-in-log-of]');
  if (button) show(button.value);
});
