// Names in place (n): what is typed, or one that is suggested.
// Where the name of a session stands now: a row may have been renewed meanwhile.
const titleOf = (id) => document.querySelector(`[id="s-${CSS.escape(id)}"] .title`) ?? document.querySelector('#head h1 bdi');
const where = () => {
  const id = document.querySelector('.row.current')?.dataset.id ?? document.querySelector('[data-session]')?.dataset.session;
  return id ? { id, at: titleOf(id) } : null;
};
const label = (detail) => document.dispatchEvent(new CustomEvent('reprise:label', { detail }));
const PAUSE = 250;

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

async function looked(id, typed) {
  const answer = await fetch(`/sessions/${encodeURIComponent(id)}/naming?${new URLSearchParams({ typed })}`, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-naming]') : null;
}

// What stands below the field: why a name cannot be taken, and names that can. The arrows go through them.
function offers(id, input, said, take) {
  const box = element('div', { className: 'offers' });
  box.append(said);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-expanded', 'true');
  input.setAttribute('aria-controls', 'offered');
  let at = -1;
  let waits;
  const options = () => [...box.querySelectorAll('[role="option"]')];
  function mark() {
    options().forEach((option, n) => {
      option.id = `offered-${n}`;
      option.setAttribute('aria-selected', String(n === at));
    });
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `offered-${at}`);
  }
  async function look(first) {
    const asked = input.value;
    const found = await looked(id, asked);
    if (!found || asked !== input.value || !box.isConnected) return;
    const bad = found.querySelector('.bad');
    if (!first) said.replaceChildren(...(bad?.childNodes ?? []));
    bad?.remove();
    box.replaceChildren(said, ...found.children);
    const list = box.querySelector('[role="listbox"]');
    list.id = 'offered';
    list.hidden = !list.children.length;
    options().forEach((option) => option.addEventListener('mousedown', (event) => {
      event.preventDefault();
      take(option.dataset.name);
    }));
    at = found.dataset.free && !first ? 0 : -1;
    mark();
  }
  input.addEventListener('input', () => {
    at = -1;
    mark();
    clearTimeout(waits);
    waits = setTimeout(look, PAUSE);
  });
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    at = Math.max(-1, Math.min(options().length - 1, at + step));
    mark();
  });
  look(true);
  return { box, chosen: () => options()[at]?.dataset.name };
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
  let ended = false;
  const end = () => {
    ended = true;
    form.remove();
    here.at.focus?.({ preventScroll: true });
  };
  const keep = (value) => {
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
  };
  const below = offers(here.id, input, said, keep);
  form.append(input, below.box);
  here.at.before(form);
  input.select();
  input.addEventListener('input', () => {
    free = null;
    said.textContent = '';
  });
  input.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') end();
  });
  input.addEventListener('blur', () => !ended && input.value === known && form.remove());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    keep((below.chosen() ?? free ?? input.value).trim());
  });
}

document.addEventListener('reprise:key', (event) => {
  if (event.detail.key !== 'n' || !where()) return;
  event.preventDefault();
  name();
});
