// Files as they were at a message: a link beside the message that is pointed at, and a key.
const session = document.querySelector('[data-session]');
const lineOf = (id) => /^l(\d+)/.exec(id ?? '')?.[1];

function address(line) {
  const agent = session.dataset.base.split('/agents/')[1];
  return `/sessions/${session.dataset.session}/files-then?${new URLSearchParams({ line, ...(agent ? { agent: decodeURIComponent(agent) } : {}) })}`;
}

if (session?.dataset.logged === 'true') {
  const link = Object.assign(document.createElement('a'), { className: 'then-link', textContent: 'files then', title: 'The files as they were at this message (f)' });
  const show = (event) => {
    const message = event.target.closest?.('#log .message');
    const line = lineOf(message?.id);
    if (!line || message.contains(link)) return;
    link.href = address(line);
    message.append(link);
  };
  document.addEventListener('pointerover', show);
  document.addEventListener('focusin', show);
  document.addEventListener('reprise:key', (event) => {
    if (event.detail.key !== 'f') return;
    event.preventDefault();
    const aimed = lineOf(location.hash.slice(1));
    const upper = [...document.querySelectorAll('#log .message')].find((one) => one.getBoundingClientRect().bottom > innerHeight / 3);
    const line = aimed ?? lineOf(upper?.id);
    if (line) location.assign(address(line));
  });
}
