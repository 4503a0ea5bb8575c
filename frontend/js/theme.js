// Runs before the first paint, so that the page never shows in the wrong theme or density.
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  try {
    const theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    if (localStorage.getItem('density') === 'one') root.dataset.density = 'one';
  } catch {
    // Storage may be switched off; then the system decides.
  }
})();
