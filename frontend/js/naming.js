// Names in place (n), and the dialog for tags.
// Where the name of a session stands now: a row may have been renewed meanwhile.
const titleOf = (id) => document.querySelector(`[id="s-${CSS.escape(id)}"] .title`) ?? document.querySelector('#head h1 bdi');
const where = () => {
  const id = document.querySelector('.row.current')?.dataset.id ?? document.querySelector('[data-session]')?.dataset.session;
  return id ? { id, at: titleOf(id) } : null;
};
const label = (detail) => document.dispatchEvent(new CustomEvent('reprise:label', { detail }));

async function written(id) {
  const answer = await fetch(`/sessions/${encodeURIComponent(id)}/label`, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-label]') : null;
}

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

// The field stands at once: what is typed next is the name, and no command. Enter closes it at once: what is typed next is
// a command again. A refusal opens it once more with what was typed, unless one went on meanwhile.
function name(here = where(), typed, refusal) {
  if (!here || document.querySelector('.naming')) return;
  const known = here.at.dataset.name ?? '';
  const title = here.at.textContent;
  const form = element('form', { className: 'naming' });
  const input = element('input', { value: typed ?? known, maxLength: 120, placeholder: title, autocomplete: 'off', spellcheck: false });
  input.setAttribute('aria-label', 'Name of the session; Enter keeps it, Escape leaves it as it was');
  let free = /([^ ]+.*) is free\.$/.exec(refusal?.split('. ').at(-1) ?? '')?.[1] ?? null;
  const said = element('p', { textContent: free ? `${refusal} ↵ takes that.` : refusal ?? '' });
  said.setAttribute('role', 'status');
  form.append(input, said);
  here.at.before(form);
  input.select();
  const end = () => {
    form.remove();
    here.at.focus?.({ preventScroll: true });
  };
  input.addEventListener('input', () => {
    free = null;
    said.textContent = '';
  });
  input.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') end();
  });
  input.addEventListener('blur', () => input.value === known && form.remove());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const value = (free ?? input.value).trim();
    if (value) here.at.textContent = value;
    end();
    let wentOn = false;
    const noted = () => (wentOn = true);
    addEventListener('keydown', noted, true);
    label({
      ids: [here.id], field: 'name', value,
      then: (answer) => {
        removeEventListener('keydown', noted, true);
        if (!answer.refused) {
          here.at.dataset.name = value;
          return;
        }
        const at = titleOf(here.id);
        if (at) at.textContent = title;
        if (wentOn || !at) document.dispatchEvent(new CustomEvent('reprise:toast', { detail: answer.refused }));
        else name({ id: here.id, at }, value, answer.refused);
      },
    });
  });
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
  const said = element('p', { textContent: 'A tag is a word you filter by; a session may have many.' });
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
      ids, all, field: 'tag', value,
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

document.addEventListener('reprise:key', (event) => {
  if (event.detail.key !== 'n' || !where()) return;
  event.preventDefault();
  name();
});
document.addEventListener('reprise:tag', (event) => tag(event.detail));
