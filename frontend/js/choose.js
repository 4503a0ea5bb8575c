// The dialog that moves sessions to a stream (m), and the same by drag: a title is dropped on a stream or a tag.
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
const label = (detail) => document.dispatchEvent(new CustomEvent('reprise:label', { detail }));
const known = () => [...document.querySelectorAll('#all-streams option')].map((option) => option.value);

function choices(typed) {
  const text = typed.trim().toLowerCase();
  const paths = known().filter((path) => path.toLowerCase().includes(text));
  const all = paths.map((path) => ({ text: path, value: path }));
  if (text && !known().some((path) => path.toLowerCase() === text)) all.push({ text: `New stream “${typed.trim()}”`, make: typed.trim() });
  if (!text) all.push({ text: 'Out of its stream', value: '' });
  return all;
}

function move({ ids, all }) {
  if (document.querySelector('.choosing[open]')) return;
  const dialog = element('dialog', { className: 'tagging choosing' });
  const many = all ? document.querySelector('#selection [data-part="text"]').textContent : `${ids.length} sessions`;
  const head = element('h2', { textContent: ids.length === 1 ? 'Move to a stream' : `Move ${many} to a stream` });
  const input = element('input', { maxLength: 120, autocomplete: 'off', spellcheck: false, placeholder: 'Filter, or the name of a new one' });
  input.setAttribute('aria-label', 'Stream');
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-expanded', 'true');
  input.setAttribute('aria-controls', 'choices');
  const list = element('ul', { className: 'choices', id: 'choices' });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Streams');
  const said = element('p', { textContent: 'A stream is the work that a session is part of, one at most; tags are words about it, as many as you like.' });
  said.setAttribute('role', 'status');
  let at = 0;
  let shown = [];
  function show() {
    shown = choices(input.value);
    at = Math.min(at, shown.length - 1);
    list.replaceChildren(...shown.map((choice, n) => {
      const item = element('li', { textContent: choice.text, id: `choice-${n}` });
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(n === at));
      item.addEventListener('click', () => take(choice));
      return item;
    }));
    input.setAttribute('aria-activedescendant', `choice-${at}`);
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  }
  const close = (answer) => {
    said.classList.toggle('bad', Boolean(answer.refused));
    said.textContent = answer.refused ?? answer.text;
    if (!answer.refused) dialog.close();
  };
  function take(choice) {
    if (!choice) return;
    if (!choice.make) {
      label({ ids, all, field: 'stream', value: choice.value, then: close });
      return;
    }
    const parameters = [['name', choice.make]];
    document.dispatchEvent(new CustomEvent('reprise:post', {
      detail: {
        href: '/organise/streams', parameters,
        then: (answer) => (answer.refused ? close(answer) : label({ ids, all, field: 'stream', value: choice.make, then: close })),
      },
    }));
  }
  dialog.append(head, input, list, said);
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  input.addEventListener('input', () => {
    at = 0;
    show();
  });
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      at = (at + step + shown.length) % shown.length;
      show();
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      take(shown[at]);
    }
  });
  show();
  dialog.showModal();
  input.focus();
}

document.addEventListener('reprise:move', (event) => move(event.detail));

// What is dragged: the selection, if the row is in it.
document.addEventListener('dragstart', (event) => {
  const row = event.target.closest?.('.row');
  if (!row) return;
  const picked = [...document.querySelectorAll('.row.picked')].map((one) => one.dataset.id);
  const ids = picked.includes(row.dataset.id) ? picked : [row.dataset.id];
  event.dataTransfer.setData('text/x-reprise', ids.join(' '));
  document.body.classList.add('dragging');
});
document.addEventListener('dragend', () => document.body.classList.remove('dragging'));
const target = (event) => event.target.closest?.('.side [data-stream], .side [data-tag]');
for (const name of ['dragover', 'drop']) {
  document.addEventListener(name, (event) => {
    const at = target(event);
    if (!at || !event.dataTransfer.types.includes('text/x-reprise')) return;
    event.preventDefault();
    if (name === 'dragover') return;
    const ids = event.dataTransfer.getData('text/x-reprise').split(' ');
    label(at.dataset.stream ? { ids, field: 'stream', value: at.dataset.stream } : { ids, field: 'tag', value: at.dataset.tag });
  });
}
