// The dialog for tags (t).
const label = (detail) => document.dispatchEvent(new CustomEvent('reprise:label', { detail }));

async function written(id) {
  const answer = await fetch(`/sessions/${encodeURIComponent(id)}/label`, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-label]') : null;
}

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function chips(list, ids, known) {
  list.replaceChildren(...(known ? [...known.querySelectorAll('li')].map((li) => document.adoptNode(li)) : []));
  list.querySelectorAll('[data-untag]').forEach((button) => button.addEventListener('click', () => label({ ids, field: 'untag', value: button.value, then: () => button.closest('li').remove() })));
}

function tag({ ids, all }) {
  if (document.querySelector('.tagging[open]')) return;
  const dialog = element('dialog', { className: 'tagging' });
  const head = element('h2', { textContent: all ? `Tag all: ${document.querySelector('#selection [data-part="text"]').textContent}` : ids.length === 1 ? 'Tags' : `Tag ${ids.length} sessions` });
  const list = element('ul', {});
  const form = element('form', {});
  const input = element('input', { maxLength: 60, autocomplete: 'off', placeholder: 'A tag, Enter adds it' });
  input.setAttribute('list', 'all-tags');
  input.setAttribute('aria-label', 'Tag to add');
  const said = element('p', { textContent: 'A tag is a word you filter by; a session may have many. −word takes one off.' });
  said.setAttribute('role', 'status');
  form.append(input);
  dialog.append(head, list, form, said);
  document.body.append(dialog);
  if (ids.length === 1) written(ids[0]).then((known) => chips(list, ids, known));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const value = input.value;
    if (!value.trim()) {
      dialog.close();
      return;
    }
    label({
      ids, all, field: /^[-−]./.test(value) ? 'untag' : 'tag', value: value.replace(/^[-−](?=.)/, ''),
      then: async (answer) => {
        said.classList.toggle('bad', Boolean(answer.refused));
        said.textContent = answer.refused ?? answer.text;
        if (answer.refused) return;
        input.value = '';
        if (ids.length === 1) chips(list, ids, await written(ids[0]));
      },
    });
  });
  dialog.showModal();
  input.focus();
}

document.addEventListener('reprise:tag', (event) => tag(event.detail));
