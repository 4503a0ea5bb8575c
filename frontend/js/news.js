// Rows of the list change where they stand; sessions that are not there are only counted.
const rowOf = (id) => document.getElementById(`s-${id}`);
const fresh = new Set();

function update(id) {
  const row = rowOf(id);
  const seen = row?.getBoundingClientRect();
  if (!row || seen.bottom < 0 || seen.top > innerHeight) return;
  htmx.ajax('GET', `/sessions/${encodeURIComponent(id)}/row`, { target: row, swap: 'outerHTML' }).then(() => {
    rowOf(id)?.classList.add('fresh');
    document.dispatchEvent(new CustomEvent('reprise:found'));
  });
}

function news(ids) {
  for (const id of ids) if (!rowOf(id)) fresh.add(id);
  ids.filter(rowOf).slice(0, 12).forEach(update);
  const line = document.getElementById('news');
  line.hidden = fresh.size === 0;
  line.querySelector('[data-part="text"]').textContent = fresh.size === 1 ? '1 session is new or changed' : `${fresh.size} sessions are new or changed`;
}

if (document.querySelector('[data-list]')) document.addEventListener('reprise:changed', (event) => news(event.detail));
