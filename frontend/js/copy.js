// The clipboard, and several commands at once.
const toast = (text) => document.dispatchEvent(new CustomEvent('reprise:toast', { detail: text }));

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) {
      toast('The browser did not allow copying. Select the command and copy it by hand.');
      return;
    }
  }
  toast(what);
}

document.addEventListener('reprise:clip', (event) => copy(event.detail.text, event.detail.what));

document.addEventListener('click', (event) => {
  const fix = event.target.closest?.('[data-copy-fix]');
  if (fix) copy(fix.dataset.command, 'Command copied. Look at it before you run it.');
});

function shell() {
  try {
    return localStorage.getItem('shell') ?? '';
  } catch {
    return '';
  }
}

// Lines pasted one after the other would be prompts of the first session: one script opens them all.
async function several(ids) {
  const options = new URLSearchParams(ids.map((id) => ['id', id]));
  const own = shell();
  if (own) options.set('shell', own);
  const answer = await fetch(`/sessions/script?${options}`, { headers: { 'HX-Request': 'true' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const script = page.querySelector('[data-toast]');
  if (script?.dataset.script) copy(script.dataset.script, script.dataset.toast);
  else toast(script?.dataset.toast ?? 'Nothing copied.');
}

document.addEventListener('reprise:copy', (event) => {
  if (event.detail.length > 1) several(event.detail);
});
