// Tells elements with data-near when they are about to come into view, so that htmx can load what follows.
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    watcher.unobserve(entry.target);
    entry.target.dispatchEvent(new CustomEvent('near'));
  }
}, { rootMargin: '1000px 0px' });

function watch(root) {
  if (root.matches?.('[data-near]')) watcher.observe(root);
  root.querySelectorAll?.('[data-near]').forEach((el) => watcher.observe(el));
}

// htmx has to know an element before it can hear the event: it says so with htmx:load.
document.addEventListener('htmx:load', (event) => requestAnimationFrame(() => watch(event.detail.elt)));
if (document.readyState === 'complete') watch(document.body);
else window.addEventListener('load', () => watch(document.body));
