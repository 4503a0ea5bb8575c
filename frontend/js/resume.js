// Copies resume commands, and remembers the shell they are for.
const toast = (text) => document.dispatchEvent(new CustomEvent('reprise:toast', { detail: text }));

function shell() {
  try {
    return localStorage.getItem('shell') ?? 'bash';
  } catch {
    return 'bash';
  }
}

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

async function command(id) {
  const answer = await fetch(`/sessions/${encodeURIComponent(id)}/resume?shell=${encodeURIComponent(shell())}`, { headers: { 'HX-Request': 'true' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.querySelector('[data-copy]')?.dataset.command ?? null;
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-copy]');
  if (button) copy(button.dataset.command, 'Resume command copied');
  const fix = event.target.closest?.('[data-copy-fix]');
  if (fix) copy(fix.dataset.command, 'Command copied. Look at it before you run it.');
});

// Others ask for the commands of sessions by their ids.
document.addEventListener('reprise:copy', async (event) => {
  const ids = event.detail;
  const commands = (await Promise.all(ids.map(command))).filter((text) => text !== null);
  if (commands.length === 0) {
    toast('There is no command for it. Open the session to see why.');
    return;
  }
  const missing = ids.length - commands.length;
  const what = commands.length === 1 ? 'Resume command copied' : `${commands.length} resume commands copied`;
  copy(commands.join('\n'), missing ? `${what}, ${missing} cannot be resumed` : what);
});

document.addEventListener('change', (event) => {
  if (!event.target.matches?.('[data-shell]')) return;
  try {
    localStorage.setItem('shell', event.target.value);
  } catch { /* not remembered */ }
});

// A page comes with the command for bash; ask again if the user works with another shell.
function adjust() {
  const select = document.querySelector('[data-shell]');
  if (!select || select.value === shell() || ![...select.options].some((option) => option.value === shell())) return;
  select.value = shell();
  select.dispatchEvent(new Event('change', { bubbles: true }));
}
if (document.readyState === 'complete') adjust();
else window.addEventListener('load', adjust);
