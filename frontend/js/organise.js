// Saving what is asked as a view (v), and the forms of the page Organise: each is sent by itself, and the page shown anew.
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
const post = (detail) => document.dispatchEvent(new CustomEvent('reprise:post', { detail }));
const asked = () => [...new URLSearchParams(location.search)].filter(([name, value]) => value && !['view', 'cursor', 'after', 'rows'].includes(name));

// The list is that view from now on: its address says so, and what is around the rows is shown anew.
function opened(view) {
  history.replaceState(history.state, '', `/?${new URLSearchParams([['view', view], ...asked()])}`);
  document.querySelector('#filters [name="view"]').value = view;
  document.dispatchEvent(new CustomEvent('reprise:arranged'));
}

function saveAs() {
  if (document.querySelector('.saving-as[open]') || !asked().length) return;
  const dialog = element('dialog', { className: 'tagging saving-as' });
  const form = element('form', {});
  const input = element('input', { maxLength: 60, autocomplete: 'off', spellcheck: false, placeholder: 'Name of the view' });
  input.setAttribute('aria-label', 'Name of the view');
  const said = element('p', { textContent: `It keeps ${asked().map(([name, value]) => (name === 'q' ? value : `${name}: ${value}`)).join(', ')}.` });
  said.setAttribute('role', 'status');
  form.append(input);
  dialog.append(element('h2', { textContent: 'Save view' }), form, said);
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    post({
      href: '/organise/views', parameters: [['name', input.value], ...asked()],
      then: (answer) => {
        said.classList.toggle('bad', Boolean(answer.refused));
        said.textContent = answer.refused ?? answer.text;
        if (answer.refused) return;
        dialog.close();
        if (answer.key) opened(answer.key);
      },
    });
  });
  dialog.showModal();
  input.focus();
}

function save() {
  const view = document.getElementById('saving')?.dataset.view;
  if (view) post({ href: `/organise/views/${view}`, parameters: asked(), then: (answer) => !answer.refused && opened(view) });
}

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-save-view-as]')) saveAs();
  if (event.target.closest?.('[data-save-view]')) save();
});
document.addEventListener('reprise:key', (event) => {
  if (event.detail.key !== 'v' || !document.getElementById('saving')) return;
  event.preventDefault();
  saveAs();
});

const main = document.querySelector('[data-organise]');

// What stands open stays open, and the focus where it was.
async function anew() {
  const answer = await fetch(location.pathname + location.search, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of ['side', 'organised']) {
    const old = document.getElementById(id);
    const open = new Set([...old.querySelectorAll('details[open]')].map((one) => one.id));
    const focus = document.activeElement?.id;
    const part = document.adoptNode(page.getElementById(id));
    part.querySelectorAll('details').forEach((one) => (one.open = one.open || (one.id && open.has(one.id))));
    old.replaceWith(part);
    if (focus && part.querySelector(`[id="${CSS.escape(focus)}"]`)) document.getElementById(focus).focus({ preventScroll: true });
  }
}

function begun(form) {
  return [...form.elements].some((field) => field.type !== 'hidden' && field.matches('input, textarea')
    && (field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked : field.value !== field.defaultValue));
}

if (main) {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-arrange]')) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    post({
      href: event.submitter?.formAction && event.submitter.hasAttribute('formaction') ? event.submitter.formAction : form.action,
      parameters: [...data],
      then: (answer) => {
        if (answer.refused) return;
        form.reset();
        form.closest('details.edit-one')?.removeAttribute('open');
        anew();
      },
    });
  });
  // another window, or sessions that changed: not while somebody types
  let due;
  for (const name of ['reprise:arranged', 'reprise:changed']) {
    document.addEventListener(name, () => {
      clearTimeout(due);
      due = setTimeout(() => [...document.querySelectorAll('[data-arrange], .one-line')].some(begun) || anew(), 400);
    });
  }
}
