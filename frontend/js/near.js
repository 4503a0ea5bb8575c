// Tells elements with data-near when they come nearer to the view than that many pixels (1,000 where it says none), so that
// htmx can load what follows.
const watchers = new Map();

function watcher(pixels) {
  if (!watchers.has(pixels)) {
    const made = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        made.unobserve(entry.target);
        entry.target.dispatchEvent(new CustomEvent('near'));
      }
    }, { rootMargin: `${pixels}px 0px` });
    watchers.set(pixels, made);
  }
  return watchers.get(pixels);
}

function observe(el) {
  watcher(Number(el.dataset.near) || 1000).observe(el);
}

function watch(root) {
  if (root.matches?.('[data-near]')) observe(root);
  root.querySelectorAll?.('[data-near]').forEach(observe);
}

// htmx has to know an element before it can hear the event: it says so with htmx:load.
document.addEventListener('htmx:load', (event) => requestAnimationFrame(() => watch(event.detail.elt)));
if (document.readyState === 'complete') watch(document.body);
else window.addEventListener('load', () => watch(document.body));
