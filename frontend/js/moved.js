// A project that is gone is another directory now: asked once, remembered for all its sessions.
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-moved]');
  if (!button) return;
  button.disabled = true;
  document.dispatchEvent(new CustomEvent('reprise:post', {
    detail: {
      href: '/organise/projects/merge',
      parameters: [['dir', button.dataset.moved], ['into', button.dataset.to]],
      then: (answer) => {
        button.disabled = false;
        // the catalogue has it a moment later
        if (!answer.refused) setTimeout(() => document.querySelectorAll('[data-resume]').forEach((form) => form.dispatchEvent(new Event('change', { bubbles: true }))), 600);
      },
    },
  }));
});
